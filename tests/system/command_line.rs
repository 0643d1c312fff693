//! The program as an operator meets it: commands, settings, exit statuses and sentences.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use luotsi_tests::{Client, Engine, Finished, Planted, Process, Scratch, luotsi, on_both, root, until};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, claim, demo, listed, path, standing, submit};

/// An installation of one's own, with its settings.
pub(crate) struct House {
    // In this order: the database goes before the folder that may hold it.
    engine: Engine,
    folder: Scratch,
}

impl House {
    pub(crate) fn new(engine: Engine) -> Self {
        Self {
            engine,
            folder: Scratch::new(),
        }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn settings(&self) -> Vec<(String, String)> {
        let database = match &self.engine {
            Engine::Sqlite => format!("sqlite:{}", self.file("data.db").display()),
            Engine::Postgres(database) => database.url().to_owned(),
        };
        [
            ("LISTEN", "127.0.0.1:0"),
            ("PUBLIC_URL", "http://127.0.0.1:8080"),
            ("KEY_FILE", &self.file("key").display().to_string()),
            ("DATABASE_URL", &database),
            ("LOG", "trace"),
        ]
        .map(|(name, value)| (format!("LUOTSI_{name}"), value.to_owned()))
        .into()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Finished {
        self.run_with(arguments, &[])
    }

    /// Runs with some settings changed.
    pub(crate) fn run_with(&self, arguments: &[&str], changed: &[(&str, &str)]) -> Finished {
        let own = self.settings();
        let mut settings: Vec<(&str, &str)> = own
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        settings.extend(changed);
        luotsi(arguments, &settings)
    }

    pub(crate) fn serve(&self) -> Process {
        let own = self.settings();
        let settings: Vec<(&str, &str)> = own
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        Process::serve(&settings, self.folder.path())
    }

    /// What the first service wrote to its log.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.file("stderr-000.log")).unwrap()
    }

    pub(crate) fn token(&self, organisation: &str, role: &str) -> String {
        self.token_in(NETWORK, organisation, role)
    }

    pub(crate) fn token_in(&self, network: &str, organisation: &str, role: &str) -> String {
        let made = self.run(&[
            "token",
            "create",
            "--network",
            network,
            "--organisation",
            organisation,
            "--role",
            role,
            "--name",
            "a test",
        ]);
        let token = made.expect(0).stdout.lines().last().unwrap().to_owned();
        assert!(token.len() > 40 && !token.contains(char::is_whitespace), "{made}");
        assert_eq!(made.stdout.matches(&token).count(), 1);
        assert!(!made.stderr.contains(&token), "{made}");
        token
    }

    /// The shipped definition, valid whenever this runs, changed by `change`.
    pub(crate) fn definition(&self, name: &str, change: impl FnOnce(&mut Value)) -> String {
        let text = fs::read_to_string(root().join(format!("deploy/networks/{NETWORK}.json"))).unwrap();
        let mut definition: Value = serde_json::from_str(&text).unwrap();
        for programme in definition["programmes"].as_array_mut().unwrap() {
            programme["valid_from"] = json!("2020-01-01");
            programme["valid_to"] = Value::Null;
        }
        change(&mut definition);
        let file = self.file(name);
        fs::write(&file, definition.to_string()).unwrap();
        file.display().to_string()
    }
}

/// Settings that are other than good, by name.
type Changed<'a> = &'a [(&'a str, &'a str)];
/// Words that must be said.
type Said<'a> = &'a [&'a str];

/// Refused: the status, and one sentence without a trace of the program's inside.
#[track_caller]
fn refused(finished: &Finished, status: i32, words: &[&str]) {
    finished.expect(status);
    for word in words {
        assert!(finished.stderr.contains(word), "{word} is not said: {finished}");
    }
    for inside in ["panicked", "RUST_BACKTRACE", "src/", "Error {", "Err("] {
        assert!(
            !finished.stderr.contains(inside) && !finished.stdout.contains(inside),
            "{finished}"
        );
    }
}

on_both! {
    fn the_first_run_in_earnest_ends_with_a_person_in_good_hands(engine: Engine) {
        let house = House::new(engine);
        if matches!(house.engine, Engine::Sqlite) {
            for command in ["serve", "verify"] {
                refused(&house.run(&[command]), 1, &["luotsi migrate"]);
            }
        }
        assert!(house.run(&["migrate"]).expect(0).stdout.contains("key"));
        assert_eq!(fs::metadata(house.file("key")).unwrap().permissions().mode() & 0o077, 0);
        assert!(house.run(&["migrate"]).expect(0).stdout.contains("up to date"));

        // Faults are told with their places, all at once, and nothing is imported.
        let faulty = house.definition("faulty.json", |definition| {
            definition["home_desk"] = json!("nowhere");
            definition["programmes"][0]["organisation"] = json!("nobody");
        });
        for command in ["validate", "import"] {
            let told = house.run(&["network", command, &faulty]);
            refused(&told, 1, &["mend what is said above"]);
            assert!(told.stdout.contains("home_desk") && told.stdout.contains("/programmes/0/organisation"), "{told}");
        }
        refused(&house.run(&["network", "import", "/nonexistent.json"]), 1, &["/nonexistent.json"]);
        refused(&house.run(&["network", "export", NETWORK]), 1, &["no network yet"]);
        let arguments = ["token", "create", "--network", NETWORK, "--organisation", PARTNER, "--role", "lead", "--name", "x"];
        refused(&house.run(&arguments), 1, &["network import"]);

        let first = house.definition("first.json", |_| {});
        house.run(&["network", "validate", &first]).expect(0);
        assert!(house.run(&["network", "import", &first]).expect(0).stdout.contains("Version 1"));
        assert!(house.run(&["network", "import", &first]).expect(0).stdout.contains("nothing changes"));
        let exported: Value = serde_json::from_str(&house.run(&["network", "export", NETWORK]).expect(0).stdout).unwrap();
        assert_eq!(exported["network"], NETWORK);
        let unknown = ["token", "create", "--network", NETWORK, "--organisation", "nobody", "--role", "lead", "--name", "x"];
        refused(&house.run(&unknown), 1, &[PARTNER, "seniori-info"]);
        let misfit = ["token", "create", "--network", NETWORK, "--organisation", PARTNER, "--role", "advisor", "--name", "x"];
        refused(&house.run(&misfit), 1, &["worker", "lead", "machine"]);

        let tokens = [house.token("seniori-info", "machine"), house.token(PARTNER, "worker"), house.token(PARTNER, "lead")];
        assert_eq!(tokens.iter().collect::<BTreeSet<_>>().len(), 3);
        let mut service = house.serve();
        let client = |service: &Process, token: &str| Client::new(service.url()).with_token(token);
        let [desk, worker, lead] = tokens.each_ref().map(|token| client(&service, token));
        lead.put(&format!("programmes/{PROGRAMME}/capacity"), &json!({"places": 3})).expect(200);
        let person = crate::handing::example_for(&desk, PROGRAMME);
        let person = Planted::of(&person, 0);
        let referral = submit(&desk, &json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}})).expect(201);
        assert_eq!(referral["status"], "offered", "{referral}");
        let accepted = act(&worker, &referral, "accept", &json!({})).expect(200);
        assert_eq!(accepted["client"]["phone"], person.handoff["client"]["phone"]);
        for path in ["/demo/clock", "/demo/mail"] {
            desk.get(path).expect_problem(404, "not-found");
            desk.post(path, &json!({"advance_seconds": 60})).expect_problem(404, "not-found");
        }
        let served = Client::new(service.url()).get("/openapi.json");
        let printed: Value = serde_json::from_str(&house.run(&["openapi"]).expect(0).stdout).unwrap();
        assert_eq!(served.expect(200), printed);
        house.run(&["verify"]).expect(0);

        // A change is shown before it is made; what people claimed is theirs; the service takes it up as it runs.
        let second = house.definition("second.json", |definition| {
            definition["programmes"][0]["name"]["fi"] = json!("Uudelleen nimetty");
            definition["programmes"][0]["capacity"] = json!({"places": 99});
        });
        let shown = house.run(&["network", "import", &second]);
        refused(&shown, 1, &["--yes"]);
        assert!(shown.stdout.contains("Changes:") && shown.stdout.contains("another name"), "{shown}");
        let stands = || standing(&desk, PROGRAMME);
        assert_ne!(stands()["name"], "Uudelleen nimetty");
        assert!(house.run(&["network", "import", &second, "--yes"]).expect(0).stdout.contains("Version 2"));
        let renamed = until(Duration::from_mins(1), "the new definition", || {
            Some(stands()).filter(|programme| programme["name"] == "Uudelleen nimetty")
        });
        assert_eq!((&renamed["places"], &renamed["used"]), (&json!(3), &json!(1)), "{renamed}");

        // What still names a programme keeps it.
        let without = house.definition("third.json", |definition| {
            definition["programmes"].as_array_mut().unwrap().remove(0);
        });
        let in_the_way = house.run(&["network", "import", &without, "--yes"]);
        refused(&in_the_way, 1, &["nothing was imported"]);
        assert!(in_the_way.stdout.contains(PROGRAMME), "{in_the_way}");

        assert!(service.stop().success());
        let log = house.log();
        assert!(log.contains("request answered"), "at trace the log is empty: {log}");
        for secret in person.secrets.iter().chain(&tokens) {
            assert!(!log.contains(secret.as_str()), "{secret} is in the log");
        }
        house.run(&["verify"]).expect(0);
        let service = house.serve();
        assert_eq!(client(&service, &tokens[1]).get(&path(&referral)).expect(200)["status"], "accepted");

        // A programme that ended yesterday has nobody from now on, whoever runs the import.
        let accepted_at: Timestamp = accepted["milestones"]["accepted_at"].as_str().unwrap().parse().unwrap();
        // The network's own yesterday: towards midnight it is another than that of UTC.
        let helsinki = TimeZone::get("Europe/Helsinki").unwrap();
        let yesterday = accepted_at.to_zoned(helsinki).date().yesterday().unwrap();
        let ends = |on: Date| {
            house.definition("ended.json", |definition| {
                definition["programmes"][0]["valid_to"] = json!(on.to_string());
            })
        };
        let long_ago = ends(yesterday.yesterday().unwrap().yesterday().unwrap());
        let refused_end = house.run(&["network", "import", &long_ago, "--yes"]);
        refused(&refused_end, 1, &["nothing was imported"]);
        assert!(refused_end.stdout.contains("yesterday or later"), "{refused_end}");
        let ended = ends(yesterday);
        let shown = house.run(&["network", "import", &ended]);
        assert!(shown.stdout.contains("1 open referral runs there until then"), "{shown}");
        house.run(&["network", "import", &ended, "--yes"]).expect(0);
        until(Duration::from_mins(1), "the end of the programme", || {
            let view = client(&service, &tokens[0]).get(&path(&referral)).expect(200);
            Some(view).filter(|view| view["status"] == "returned" && view["reason"] == "programme_ended")
        });
        client(&service, &tokens[1]).get(&path(&referral)).expect_problem(404, "not-found");
        house.run(&["verify"]).expect(0);
    }
}

#[test]
fn what_cannot_be_meant_is_told_with_status_two() {
    for arguments in [
        &[][..],
        &["sink"],
        &["--unknown"],
        &["demo", "--unknown"],
        &["demo", "--at", "yesterday"],
        &["demo", "--listen", "here"],
        &["demo", "--listen", "0.0.0.0:0"],
        &["serve", "extra"],
        &["network"],
        &["network", "import"],
        &["token", "create"],
        &["verify", "--dta", "x"],
        &["openapi", "--yaml"],
    ] {
        let told = luotsi(arguments, &[]);
        refused(&told, 2, &[]);
        assert!(
            !told.stderr.trim().is_empty() && told.stdout.is_empty(),
            "{arguments:?}: {told}"
        );
    }
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["demo", "--help"],
        &["help", "serve"],
    ] {
        assert!(!luotsi(arguments, &[]).expect(0).stdout.is_empty());
    }
}

#[test]
fn a_setting_that_is_unknown_or_unsafe_is_refused_by_name() {
    let house = House::new(Engine::Sqlite);
    house.run(&["migrate"]).expect(0);
    let open = house.file("open");
    fs::copy(house.file("key"), &open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).unwrap();
    let (open, gone) = (
        open.display().to_string(),
        house.file("gone").display().to_string(),
    );
    let cases: [(Changed, Said); 15] = [
        (&[("LUOTSI_COLOUR", "red")], &["LUOTSI_COLOUR", "no such setting"]),
        (
            &[("LUOTSI_PUBLIC_URL", "http://luotsi.example")],
            &["LUOTSI_PUBLIC_URL", "https"],
        ),
        (&[("LUOTSI_PUBLIC_URL", "luotsi.example")], &["LUOTSI_PUBLIC_URL"]),
        (
            &[("LUOTSI_PUBLIC_URL", "https://somebody:Salasanansa@luotsi.example")],
            &["LUOTSI_PUBLIC_URL"],
        ),
        (&[("LUOTSI_KEY_FILE", &gone)], &[&gone, "key_file"]),
        (&[("LUOTSI_KEY_FILE", &open)], &[&open, "chmod 600"]),
        (&[("LUOTSI_LISTEN", "0.0.0.0:0")], &["PUBLIC_URL", "https"]),
        (
            &[("LUOTSI_LISTEN", "0.0.0.0:0"), ("LUOTSI_PUBLIC_URL", "")],
            &["public_url", "https"],
        ),
        (&[("LUOTSI_LISTEN", "everywhere")], &["LUOTSI_LISTEN"]),
        (
            &[
                ("LUOTSI_SMTP_URL", "smtp://luotsi:Salasanansa@mail.example:25"),
                ("LUOTSI_MAIL_FROM", "luotsi@luotsi.example"),
            ],
            &["LUOTSI_SMTP_URL", "smtps://"],
        ),
        (
            &[("LUOTSI_SMTP_URL", "smtps://luotsi:Salasanansa@mail.example")],
            &["mail_from"],
        ),
        (
            &[("LUOTSI_TLS_CERT", "/some/chain.pem")],
            &["LUOTSI_TLS_CERT", "tls_key"],
        ),
        (&[("LUOTSI_LOG", "loud")], &["LUOTSI_LOG"]),
        (
            &[("LUOTSI_DATABASE_URL", "mysql://luotsi:Salasanansa@db/luotsi")],
            &["LUOTSI_DATABASE_URL"],
        ),
        (
            &[("LUOTSI_TRUSTED_PROXIES", "everybody")],
            &["LUOTSI_TRUSTED_PROXIES"],
        ),
    ];
    for (changed, words) in cases {
        let told = house.run_with(&["serve"], changed);
        refused(&told, 1, words);
        assert!(!told.to_string().contains("Salasanansa"), "{told}");
    }
    // All at once, out of a file as well.
    let file = house.file("luotsi.toml");
    fs::write(&file, "colour = \"red\"\nlisten = 8080\nlog = \"loud\"\n").unwrap();
    let told = house.run(&["serve", "--config", &file.display().to_string()]);
    refused(&told, 1, &["colour", "listen"]);
    fs::write(&file, "colour = [\n").unwrap();
    refused(
        &house.run(&["serve", "--config", &file.display().to_string()]),
        1,
        &["line"],
    );
    refused(&house.run(&["serve", "--config", &gone]), 1, &[&gone]);
}

#[test]
fn a_demo_goes_on_where_it_was() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    claim(&server, Some(2));
    crowd.offered(&advisor, 0);
    server.advance(SignedDuration::from_hours(24 * 4));
    let (now, people, mail) = (server.now(), server.people().clone(), server.mail());
    let before = (listed(&advisor, ""), standing(&advisor, PROGRAMME));
    assert!(!mail.is_empty());
    assert!(server.stop().success());

    let folder = server.dir().display().to_string();
    let again = luotsi(
        &[
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--data",
            &folder,
            "--at",
            "2026-09-01T07:00:00Z",
        ],
        &[],
    );
    refused(&again, 2, &["--at", &folder]);
    let elsewhere = luotsi(
        &[
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--data",
            &folder,
            "--database",
            "postgres://127.0.0.1:1/x",
        ],
        &[],
    );
    refused(&elsewhere, 2, &["--database"]);

    server.restart();
    let later = server.now();
    assert!(
        later >= now && later < now + SignedDuration::from_mins(1),
        "{now} {later}"
    );
    assert!(server.people().iter().eq(people.iter()));
    let advisor = server.client(people.advisor(NETWORK));
    assert_eq!((listed(&advisor, ""), standing(&advisor, PROGRAMME)), before);
    let kept: Vec<String> = server
        .mail()
        .into_iter()
        .map(|letter| letter.message_id)
        .collect();
    assert_eq!(
        kept,
        mail.into_iter()
            .map(|letter| letter.message_id)
            .collect::<Vec<_>>()
    );
    server.verify().expect(0);
}
