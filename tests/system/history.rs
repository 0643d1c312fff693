//! History that proves itself: what was taken away or written anew is named, what happened is told in order,
//! and what is over is kept no longer than the network keeps it.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::SignedDuration;
use luotsi_tests::{Client, Engine, Finished, Scratch, Server, luotsi, on_both};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::handing::{Crowd, NETWORK, PARTNER, STRANGER, act, at_once, demo, next_page, path, submit};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

on_both! {
    fn a_referral_removed_whole_is_named_by_the_checkpoint_that_has_it(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let [kept, removed] = [0, 1].map(|number| crowd.offered(&advisor, number));
        server.advance(HOUR);
        server.verify().expect(0);
        remove(&server, &removed);
        let told = server.verify();
        told.expect(1);
        let id = removed["id"].as_str().unwrap();
        let line = told.stdout.lines().find(|line| line.starts_with(id));
        assert!(line.is_some_and(|line| line.contains("gone with all its rows: checkpoint 1 of helsinki has it with 2 events")), "{told}");
        assert!(!told.stdout.contains(kept["reference"].as_str().unwrap()), "{told}");
    }

    fn a_referral_removed_before_any_checkpoint_leaves_its_places_in_the_feed(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let removed = crowd.offered(&advisor, 0);
        coordinator(&server).get(&format!("networks/{NETWORK}/events")).expect(200);
        remove(&server, &removed);
        let told = server.verify();
        told.expect(1);
        assert!(told.stdout.contains(&format!("{}: it is gone with all its rows: the feed has its event 1", removed["id"].as_str().unwrap())), "{told}");
    }

    fn a_history_written_anew_with_everything_over_it_is_shown_by_an_earlier_export(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let [kept, removed] = [0, 1].map(|number| crowd.offered(&advisor, number));
        server.advance(HOUR);
        let files = Scratch::new();
        let earlier = files.path().join("earlier.jsonl");
        export(&server, &earlier).expect(0);
        // What goes on as it should is no fault.
        act(&worker, &kept, "accept", &json!({})).expect(200);
        server.advance(HOUR);
        since(&server, &earlier).expect(0);

        // Whoever can write to the database leaves nothing that would not fit.
        remove(&server, &removed);
        for edit in [
            "DELETE FROM checkpoints", "DELETE FROM checkpoint_leaves", "DELETE FROM unplaced", "DELETE FROM feed", "DELETE FROM feed_ends",
            "UPDATE programmes SET reserved = 0 WHERE id = 'mereo-evt'",
            "INSERT INTO unplaced SELECT r.network, e.at, e.referral_id, e.seq FROM events e JOIN referrals r ON r.id = e.referral_id",
        ] {
            edited(&server, edit);
        }
        server.advance(HOUR);
        server.verify().expect(0);
        let told = since(&server, &earlier);
        told.expect(1);
        let line = told.stdout.lines().find(|line| line.starts_with(removed["reference"].as_str().unwrap()));
        assert!(line.is_some_and(|line| line.contains("gone with all its rows")), "{told}");
        assert!(told.stdout.contains("checkpoint 1 of helsinki: it is not the one that the earlier export has"), "{told}");
        assert!(!told.stdout.contains(kept["reference"].as_str().unwrap()), "{told}");
        // The same without the database: one file against the other.
        let later = files.path().join("later.jsonl");
        export(&server, &later).expect(0);
        offline(&later, None).expect(0);
        let told = offline(&later, Some(&earlier));
        assert!(told.expect(1).stdout.contains(removed["reference"].as_str().unwrap()), "{told}");
    }

    fn a_text_taken_away_and_a_clock_moved_on_are_named(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let [said, moved] = [0, 1].map(|number| crowd.offered(&advisor, number));
        act(&worker, &said, "accept", &json!({})).expect(200);
        act(&worker, &said, "send_message", &json!({"text": "Viesti"})).expect(200);
        server.verify().expect(0);
        edited(&server, &format!("DELETE FROM texts WHERE referral_id = '{}'", said["id"].as_str().unwrap()));
        edited(&server, &format!("UPDATE referrals SET wake_at = wake_at + 3600000 WHERE id = '{}'", moved["id"].as_str().unwrap()));
        let told = server.verify();
        told.expect(1);
        for (referral, place) in [(&said, "the text that came with it (text) is gone"), (&moved, "wake_at is after its next instant")] {
            let line = told.stdout.lines().find(|line| line.contains(place));
            assert!(line.is_some_and(|line| line.starts_with(referral["reference"].as_str().unwrap())), "{place}: {told}");
        }
    }

    fn the_feed_tells_everything_once_and_in_order_while_many_write(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let reader = coordinator(&server);
        // One reads on and on while seven hand over and answer.
        let read = at_once(8, |thread| {
            if thread > 0 {
                for number in 0..3 {
                    let referral = submit(&advisor, &crowd.submission(thread * 10 + number)).expect(201);
                    if referral["status"] == "offered" {
                        act(&worker, &referral, "acknowledge", &json!({})).expect(200);
                    }
                }
                return Vec::new();
            }
            let (mut all, mut next) = (Vec::new(), format!("/api/v1/networks/{NETWORK}/events?limit=7"));
            for _ in 0..60 {
                next = turn(&reader, &next, &mut all);
            }
            loop {
                let before = next.clone();
                next = turn(&reader, &next, &mut all);
                if next == before && all.iter().filter(|event| event["event"] == "submitted").count() == 21 {
                    return all;
                }
            }
        });
        let mut versions: BTreeMap<String, u64> = BTreeMap::new();
        for event in &read[0] {
            let last = versions.entry(event["referral"].as_str().unwrap().to_owned()).or_default();
            *last += 1;
            assert_eq!(event["seq"], *last, "{event}");
        }
        assert_eq!(versions.len(), 21);
        // From the beginning it is the same again.
        assert_eq!(whole_feed(&reader), read[0]);
        server.verify().expect(0);
    }

    fn a_machine_is_told_what_its_organisation_may_know_and_no_more_after_hand_back(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let [partner, stranger, desk] = [PARTNER, STRANGER, "seniori-info"].map(|organisation| machine(&server, organisation));
        let names = |client: &Client| -> Vec<String> {
            whole_feed(client).iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect()
        };
        let referral = crowd.offered(&advisor, 0);
        assert_eq!(names(&partner), ["offered"]);
        assert_eq!(names(&desk), ["submitted", "offered"]);
        assert_eq!(names(&stranger), [""; 0]);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        act(&worker, &referral, "send_message", &json!({"text": "Salattuviesti"})).expect(200);
        assert_eq!(names(&partner), ["submitted", "offered", "accepted", "message_sent"]);
        let said = json!(whole_feed(&partner)).to_string();
        for secret in crowd.person(0).secrets.iter().map(String::as_str).chain(["Salattuviesti"]) {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
        act(&worker, &referral, "hand_back", &json!({"reason": "unreachable"})).expect(204);
        assert_eq!(names(&partner), [""; 0]);
        assert_eq!(names(&desk).last().unwrap(), "returned");
        // Without permission for feedback the desk learns only that it is needed.
        let silent = crowd.offered(&advisor, 1);
        act(&worker, &silent, "accept", &json!({})).expect(200);
        act(&advisor, &silent, "withdraw_consent", &json!({"scope": "feedback"})).expect(200);
        let of_silent: Vec<Value> = whole_feed(&desk).into_iter().filter(|event| event["referral"] == silent["id"]).collect();
        assert_eq!(of_silent.len(), 1, "{of_silent:?}");
        assert_eq!(of_silent[0]["event"], "submitted");
        // People have their own pages; a cursor is of no use to somebody else, and is never a number.
        let feed = format!("networks/{NETWORK}/events");
        advisor.get(&feed).expect_problem(403, "forbidden");
        worker.get(&feed).expect_problem(403, "forbidden");
        partner.get("networks/tampere-asto/events").expect_problem(404, "not-found");
        partner.get(&format!("{feed}?after=7")).expect_problem(422, "invalid-request");
        partner.get(&format!("{feed}?limit=0")).expect_problem(422, "invalid-request");
        let cursor = next_page(&partner.get(&feed)).unwrap();
        stranger.get(&cursor).expect_problem(422, "invalid-request");
        assert_eq!(next_page(&partner.get(&cursor)).unwrap(), cursor, "nothing came after it");
    }

    fn for_a_day_after_a_withdrawal_of_all_the_desk_exports_its_own_handoff(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let person = crowd.person(0);
        let referral = crowd.offered(&advisor, 0);
        let (export, views) = (format!("{}/export", path(&referral)), format!("{}/views", path(&referral)));
        worker.get(&export).expect_problem(403, "forbidden");
        act(&worker, &referral, "accept", &json!({})).expect(200);
        let before = advisor.get(&export).expect(200);
        assert_eq!(before["handoff"]["client"]["first_name"], person.handoff["client"]["first_name"], "{before}");
        assert_eq!(before["history"].as_array().unwrap().len(), 3, "{before}");
        act(&advisor, &referral, "withdraw_consent", &json!({"scope": "all"})).expect(200);
        server.advance(SignedDuration::from_hours(23));
        assert!(!advisor.get(&path(&referral)).text().contains(&person.secrets[0]));
        let after = advisor.get(&export).expect(200);
        assert_eq!(after["handoff"], before["handoff"]);
        worker.get(&export).expect_problem(404, "not-found");
        coordinator(&server).get(&export).expect_problem(403, "forbidden");
        server.advance(SignedDuration::from_hours(2));
        advisor.get(&export).expect_problem(404, "not-found");
        // The log outlasts the key, and says who, in which role, and by what.
        let log = advisor.get(&views).expect(200);
        let rows: Vec<(String, String)> = log.as_array().unwrap().iter()
            .map(|row| (row["role"].as_str().unwrap().to_owned(), row["what"].as_str().unwrap().to_owned()))
            .collect();
        let expected = [("advisor", "submit"), ("worker", "accept"), ("advisor", "export"), ("advisor", "export")];
        assert_eq!(rows, expected.map(|(role, what)| (role.to_owned(), what.to_owned())), "{log}");
        assert!(log[0]["by"].is_string() && !log.to_string().contains(&person.secrets[0]), "{log}");
        worker.get(&views).expect_problem(404, "not-found");
        coordinator(&server).get(&views).expect_problem(403, "forbidden");
        // A few at a time it is the same.
        let (mut paged, mut next) = (Vec::new(), Some(format!("{views}?limit=3")));
        while let Some(page) = next {
            let answer = advisor.get(&page);
            next = next_page(&answer);
            paged.extend(answer.expect(200).as_array().unwrap().clone());
        }
        assert_eq!(json!(paged), log);
    }

    fn a_year_after_it_is_over_the_key_is_gone_and_history_and_ledger_stay(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let person = crowd.person(0);
        let referral = crowd.offered(&advisor, 0);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        act(&worker, &referral, "send_message", &json!({"text": "Viesti"})).expect(200);
        act(&worker, &referral, "report_change", &json!({"what": "moved_away"})).expect(200);
        server.advance(SignedDuration::from_hours(24 * 360));
        assert!(advisor.get(&path(&referral)).text().contains(&person.secrets[0]));
        server.advance(SignedDuration::from_hours(24 * 10));
        let left = advisor.get(&path(&referral)).expect(200);
        assert_eq!((&left["client"], &left["status"]), (&Value::Null, &json!("closed")), "{left}");
        advisor.get(&format!("{}/export", path(&referral))).expect_problem(404, "not-found");
        assert!(!advisor.get(&format!("{}/timeline", path(&referral))).text().contains("Viesti"));
        assert_eq!(advisor.get(&format!("{}/views", path(&referral))).expect(200).as_array().unwrap().len(), 4);
        server.verify().expect(0);
        let files = Scratch::new();
        let file = files.path().join("export.jsonl");
        export(&server, &file).expect(0);
        offline(&file, None).expect(0);
        let lines: Vec<Value> = fs::read_to_string(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let views = lines.iter().filter(|line| line["line"] == "view").count();
        assert_eq!(views, 4);
        assert!(lines.iter().any(|line| line["line"] == "event" && line["content"].as_str().unwrap().contains("\"erased\"")));
    }
}

#[test]
fn an_export_says_by_itself_what_was_done_to_it_and_holds_no_identity() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let referrals = [0, 1].map(|number| crowd.offered(&advisor, number));
    server.advance(HOUR);
    let files = Scratch::new();
    let file = files.path().join("export.jsonl");
    export(&server, &file).expect(0);
    let again = export(&server, &file);
    assert!(again.expect(1).stderr.contains("is there already"), "{again}");
    let whole = fs::read_to_string(&file).unwrap();
    for secret in (0..2).flat_map(|number| crowd.person(number).secrets) {
        assert!(!whole.contains(&secret), "{secret}");
    }
    offline(&file, None).expect(0);

    let reference = referrals[0]["reference"].as_str().unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains(r#""line":"referral""#) && line.contains(reference))
        .unwrap();
    let without =
        |cut: std::ops::Range<usize>| [&lines[..cut.start], &lines[cut.end..]].concat().join("\n") + "\n";
    let next = at
        + 1
        + lines[at + 1..]
            .iter()
            .position(|line| line.contains(r#""line":"referral""#))
            .unwrap_or(3);
    for (edited, place) in [
        (
            whole.replacen("mereo-evt", "jade-omakieliset", 1),
            "its link does not fit",
        ),
        (without(at + 2..at + 3), "gone or was written anew"),
        (without(at..next), "gone with all its rows: checkpoint 1"),
        (
            whole.replacen(r#""referrals":2"#, r#""referrals":3"#, 1),
            "its link does not fit",
        ),
        (
            whole.replacen(r#""line":"view""#, r#""line":"view" "#, 1),
            "its digest is not",
        ),
    ] {
        assert_ne!(edited, whole, "{place}");
        let other = files.path().join("edited.jsonl");
        fs::write(&other, edited).unwrap();
        let told = offline(&other, None);
        assert!(told.expect(1).stdout.contains(place), "{place}: {told}");
        let told = since(&server, &other);
        assert!(
            told.expect(1).stderr.contains("is not as it was written"),
            "{told}"
        );
    }
    for (cut, line) in [
        (lines[..lines.len() - 1].join("\n"), lines.len() - 1),
        (String::new(), 1),
    ] {
        let other = files.path().join("edited.jsonl");
        fs::write(&other, cut + "\n").unwrap();
        let told = offline(&other, None);
        assert!(
            told.expect(1).stderr.contains(&format!("line {line} is not one")),
            "{told}"
        );
    }
    let told = export_of(&server, "nowhere", &files.path().join("nowhere.jsonl"));
    assert!(told.expect(1).stderr.contains("no such network"), "{told}");
    assert!(!files.path().join("nowhere.jsonl.part").exists());
}

fn coordinator(server: &Server) -> Client {
    server.client(server.people().coordinator(NETWORK))
}

/// A client with a machine's token of that organisation.
pub(crate) fn machine(server: &Server, organisation: &str) -> Client {
    let (url, key) = (
        server.database_url(),
        server.dir().join("luotsi.key").display().to_string(),
    );
    let words = [
        "token",
        "create",
        "--network",
        NETWORK,
        "--organisation",
        organisation,
        "--role",
        "machine",
        "--name",
        "test",
    ];
    let made = luotsi(
        &words,
        &[("LUOTSI_DATABASE_URL", &url), ("LUOTSI_KEY_FILE", &key)],
    );
    server
        .anonymous()
        .with_token(made.expect(0).stdout.lines().last().unwrap())
}

/// Reads a page of the feed, and gives the path of the next.
fn turn(client: &Client, path: &str, all: &mut Vec<Value>) -> String {
    let answer = client.get(path);
    let next = next_page(&answer).expect("the feed always has a next page");
    all.extend(answer.expect(200).as_array().unwrap().clone());
    next
}

fn whole_feed(client: &Client) -> Vec<Value> {
    let (mut all, mut path) = (Vec::new(), format!("/api/v1/networks/{NETWORK}/events?limit=50"));
    loop {
        let next = turn(client, &path, &mut all);
        if next == path {
            return all;
        }
        path = next;
    }
}

fn export(server: &Server, file: &Path) -> Finished {
    export_of(server, NETWORK, file)
}

fn export_of(server: &Server, network: &str, file: &Path) -> Finished {
    server.over_data(&[
        "export".as_ref(),
        "--network".as_ref(),
        network.as_ref(),
        "--out".as_ref(),
        file.as_os_str(),
    ])
}

fn since(server: &Server, file: &Path) -> Finished {
    server.over_data(&["verify".as_ref(), "--since".as_ref(), file.as_os_str()])
}

fn offline(file: &Path, earlier: Option<&Path>) -> Finished {
    let mut words = vec!["verify".as_ref(), "--export".as_ref(), file.as_os_str()];
    if let Some(earlier) = earlier {
        words.extend(["--against".as_ref(), earlier.as_os_str()]);
    }
    luotsi(&words, &[])
}

/// Takes a referral away with everything that refers to it.
fn remove(server: &Server, referral: &Value) {
    let id = referral["id"].as_str().unwrap();
    for table in ["notices", "views", "texts", "decisions", "events"] {
        edited(server, &format!("DELETE FROM {table} WHERE referral_id = '{id}'"));
    }
    edited(
        server,
        &format!("DELETE FROM idempotency WHERE referral_id = '{id}'"),
    );
    edited(server, &format!("DELETE FROM referrals WHERE id = '{id}'"));
}

/// What whoever can write to the database does to it.
fn edited(server: &Server, edit: &str) {
    let url = server.database_url();
    let edit: &'static str = edit.to_owned().leak();
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            if url.starts_with("sqlite:") {
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                connection.execute(edit).await.unwrap();
                connection.close().await.unwrap();
            } else {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                connection.execute(edit).await.unwrap();
                connection.close().await.unwrap();
            }
        });
}
