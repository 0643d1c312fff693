use std::path::Path;

use super::{Serving, Settings};
use crate::{failure::Result, testing::Room};

const EXAMPLE: &str = include_str!("../../../../deploy/luotsi.example.toml");

/// A key file as the store writes it.
fn key_file(room: &Room) -> String {
    let path = room.path("luotsi.key");
    luotsi_store::crypto::MasterKey::create(&path).unwrap();
    path.display().to_string()
}

fn serving(text: &str, variables: &[(&str, &str)]) -> Result<Serving> {
    let mut settings = Settings::default();
    settings.read_file(text)?;
    settings.read_variables(
        variables
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    );
    settings.serving()
}

/// Settings that are good but for what is added.
fn with(room: &Room, more: &str) -> String {
    format!(
        "database_url = \"sqlite:x.db\"\nkey_file = \"{}\"\n{more}",
        key_file(room)
    )
}

fn refusal(text: &str, variables: &[(&str, &str)]) -> String {
    serving(text, variables).map(drop).unwrap_err().to_string()
}

#[test]
fn the_example_can_be_used_as_it_is_but_for_its_key() {
    let room = Room::new();
    let key = key_file(&room);
    let settings = serving(EXAMPLE, &[("KEY_FILE", &key)]).unwrap();
    assert!(settings.is_https());
    assert!(settings.mail.is_some());
}

#[test]
fn the_example_explains_every_setting() {
    for key in super::KEYS
        .into_iter()
        .filter(|key| !matches!(*key, "config" | "token"))
    {
        let told = EXAMPLE
            .lines()
            .any(|line| line.trim_start_matches("# ").split(" = ").next() == Some(key));
        assert!(told, "{key} is not in deploy/luotsi.example.toml");
    }
}

#[test]
fn everything_wrong_is_told_at_once_and_from_where() {
    let text = "listen = \"8080\"\nlissten = \"x\"\npublic_url = \"http://luotsi.example.org\"\nlog = \"loud\"\n\
                tls_key = \"k.pem\"\nmetrics_listen = 9090\n";
    let told = refusal(
        text,
        &[("SMTP_URL", "smtp://mail.example.org"), ("DATABASE", "x")],
    );
    for place in [
        "\n  listen: ",
        "\n  lissten: ",
        "\n  public_url: ",
        "\n  log: ",
        "\n  tls_key: ",
        "\n  metrics_listen: ",
        "\n  LUOTSI_SMTP_URL: ",
        "\n  LUOTSI_DATABASE: ",
        "\n  mail_from: ",
        "\n  database_url: ",
        "\n  key_file: ",
    ] {
        assert!(told.contains(place), "{place:?} is not in {told}");
    }
}

#[test]
fn a_variable_wins_over_the_file_and_an_empty_one_takes_it_back() {
    let room = Room::new();
    let text = with(
        &room,
        "listen = \"127.0.0.1:1\"\nmetrics_listen = \"127.0.0.1:2\"\n",
    );
    let settings = serving(&text, &[("LISTEN", "127.0.0.1:3"), ("METRICS_LISTEN", "")]).unwrap();
    assert_eq!(settings.listen.port(), 3);
    assert_eq!(settings.metrics_listen, None);
}

#[test]
fn a_public_url_is_https_or_of_this_machine() {
    let room = Room::new();
    for (public_url, good) in [
        ("https://luotsi.example.org", true),
        ("https://luotsi.example.org/", true),
        ("http://localhost:8080", true),
        ("http://127.0.0.1:8080", true),
        ("http://[::1]:8080", true),
        ("http://luotsi.example.org", false),
        ("http://127.0.0.1.example.org", false),
        ("http://localhost.example.org", false),
        ("http://localhost@example.org", false),
        ("http://192.0.2.1", false),
        ("http://0.0.0.0", false),
        ("https://luotsi.example.org/luotsi", false),
        ("https://user@luotsi.example.org", false),
        ("ftp://127.0.0.1", false),
        ("luotsi.example.org", false),
    ] {
        let told = serving(&with(&room, ""), &[("PUBLIC_URL", public_url)]);
        assert_eq!(told.is_ok(), good, "{public_url}: {told:?}");
        let _ = std::fs::remove_file(room.path("luotsi.key"));
    }
}

#[test]
fn beyond_this_machine_needs_https() {
    let room = Room::new();
    let text = with(&room, "listen = \"0.0.0.0:8080\"\n");
    assert!(refusal(&text, &[]).contains("public_url: "));
    assert!(refusal(&text, &[("PUBLIC_URL", "http://127.0.0.1:8080")]).contains("LUOTSI_PUBLIC_URL: "));
    assert!(serving(&text, &[("PUBLIC_URL", "https://luotsi.example.org")]).is_ok());
}

#[test]
fn a_key_file_is_there_and_its_owners_alone() {
    let room = Room::new();
    let path = key_file(&room);
    let text = format!("database_url = \"sqlite:x.db\"\nkey_file = \"{path}\"\n");
    assert!(serving(&text, &[]).is_ok());
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    assert!(refusal(&text, &[]).contains("chmod 600"));
    std::fs::remove_file(&path).unwrap();
    assert!(refusal(&text, &[]).contains("luotsi migrate"));
}

#[test]
fn mail_does_not_cross_a_network_in_clear_and_no_password_is_repeated() {
    let room = Room::new();
    let text = with(&room, "mail_from = \"luotsi@example.org\"\n");
    let told = refusal(&text, &[("SMTP_URL", "smtp://user:hunter2@mail.example.org")]);
    assert!(told.contains("in clear") && !told.contains("hunter2"), "{told}");
    assert!(serving(&text, &[("SMTP_URL", "smtp://127.0.0.1:2525")]).is_ok());
    let told = refusal(
        "smtp_url = \"smtp://user:hunter2@mail.example.org\nlisten = 1",
        &[],
    );
    assert!(told.contains("line 1") && !told.contains("hunter2"), "{told}");
}

#[test]
fn proxies_are_addresses_or_networks() {
    let room = Room::new();
    let text = with(&room, "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n");
    assert!(serving(&text, &[]).is_ok());
    for bad in ["10.0.0.0/33", "proxy", "10.0.0.1,", "::/129"] {
        assert!(
            refusal(&text, &[("TRUSTED_PROXIES", bad)]).contains("LUOTSI_TRUSTED_PROXIES: "),
            "{bad}"
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let told = Settings::read(Some(Path::new("/nowhere/luotsi.toml")), Vec::new())
        .map(drop)
        .unwrap_err();
    assert!(told.to_string().contains("/nowhere/luotsi.toml"));
}
