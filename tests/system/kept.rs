//! What is kept, and how: nothing that tells who somebody is stands in clear in any file, nothing of it is
//! left once she withdrew, and whoever saw it is written down.

use std::env;
use std::path::PathBuf;

use jiff::SignedDuration;
use luotsi_tests::{Engine, Search, Server, on_both};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, STRANGER, act, claim, demo, listed, path, submit};
use crate::privacy::whole_person;

on_both! {
    fn no_name_number_or_word_of_a_free_text_stands_in_clear(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        let (person, words) = (whole_person(&crowd, 0), every_free_text(&server, &crowd));
        let mut secrets = person.secrets.clone();
        secrets.extend(whole_person(&crowd, 1).secrets);
        secrets.extend(words);
        let clear = |server: &Server| {
            server.assert_keeps_secret(secrets.iter().map(String::as_str));
            let mut search = Search::new(secrets.iter().map(String::as_str));
            for folder in written_by_the_cluster() {
                search.folder(&folder, &[]);
            }
            assert!(search.found().is_empty(), "in clear: {:?}", search.found());
        };
        // While it runs, after letters and digests went out, after a power cut, and at rest.
        clear(&server);
        server.advance(SignedDuration::from_hours(24 * 10));
        assert!(!server.mail().is_empty());
        clear(&server);
        server.kill();
        server.restart();
        clear(&server);
        assert!(server.stop().success());
        let mut search = Search::new(secrets.iter().map(String::as_str));
        search.folder(server.dir(), &["demo.json"]);
        assert!(search.found().is_empty(), "in clear: {:?}", search.found());
        server.verify().expect(0);
    }

    fn a_day_after_all_permission_was_withdrawn_nothing_of_her_is_left(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let person = whole_person(&crowd, 0);
        let handoff = json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME, "reason": "Perustelunsa"}});
        let referral = submit(&advisor, &handoff).expect(201);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        act(&worker, &referral, "send_message", &json!({"text": "Viestinsa"})).expect(200);
        act(&advisor, &referral, "withdraw_consent", &json!({"scope": "all", "told_to": "Kuulijansa"})).expect(200);
        // Whoever called again before would have been told that she is open; now she may come anew.
        let told = ["Perustelunsa", "Viestinsa", "Kuulijansa"].map(str::to_owned);
        server.advance(SignedDuration::from_hours(25));
        for client in [&advisor, &worker, &server.client(server.people().coordinator(NETWORK))] {
            let said = [path(&referral), format!("{}/timeline", path(&referral))].map(|path| client.get(&path).text()).concat();
            for word in person.secrets.iter().chain(&told) {
                assert!(!said.contains(word), "{word} in {said}");
            }
        }
        let left = advisor.get(&path(&referral)).expect(200);
        assert_eq!((&left["status"], &left["client"], &left["handoff"]), (&json!("closed"), &Value::Null, &Value::Null), "{left}");
        assert_eq!(left["reference"], referral["reference"]);
        assert!(left["milestones"]["closed_at"].is_string(), "{left}");
        server.verify().expect(0);
        submit(&advisor, &handoff).expect(201);
    }
}

/// On SQLite the rows themselves can be looked at from outside.
#[test]
fn every_view_of_an_identity_has_its_line_and_no_other_reading_has_one() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let people = server.people().clone();
    let client = |person| server.client(person);
    let advisor = client(people.advisor(NETWORK));
    let [worker, colleague] = [0, 1].map(|n| client(people.at(NETWORK, PARTNER, "worker")[n]));
    let coordinator = client(people.coordinator(NETWORK));
    let person = whole_person(&crowd, 0);
    let submission = json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}});
    let referral = submit(&advisor, &submission).expect(201);
    let erased = crowd.offered(&advisor, 2);
    act(&advisor, &erased, "withdraw_consent", &json!({"scope": "all"})).expect(200);

    let mut expected = vec![("advisor", "submit")];
    let everybody = [
        (&advisor, "advisor"),
        (&worker, "worker"),
        (&colleague, "worker"),
        (&coordinator, "coordinator"),
    ];
    let look = |expected: &mut Vec<(&'static str, &'static str)>| {
        for (who, role) in everybody {
            listed(who, "");
            for (what, at) in [
                ("view", path(&referral)),
                ("timeline", format!("{}/timeline", path(&referral))),
            ] {
                let said = who.get(&at).text();
                if said.contains(&person.secrets[0]) || said.contains("Viestinsa") {
                    expected.push((role, what));
                }
            }
        }
    };
    look(&mut expected);
    act(&worker, &referral, "accept", &json!({})).expect(200);
    act(&worker, &referral, "send_message", &json!({"text": "Viestinsa"})).expect(200);
    expected.extend([("worker", "accept"), ("worker", "send_message")]);
    look(&mut expected);
    // The desk before and after, with the message; the worker once she has accepted.
    assert_eq!(expected.len(), 8, "{expected:?}");
    server.advance(SignedDuration::from_hours(25));
    assert!(server.stop().success());

    let views = select(
        &server,
        "SELECT role || ' ' || what FROM views WHERE referral_id = $1 ORDER BY at, id",
        &referral,
    );
    let expected: Vec<String> = expected
        .iter()
        .map(|(role, what)| format!("{role} {what}"))
        .collect();
    assert_eq!(views, expected);
    // The same rows prove the erasure: no key, no text, no index by which she could be found.
    let gone = "SELECT 'left' FROM clients JOIN referrals ON client_id = clients.id WHERE referrals.id = $1 AND \
                (wrapped_key IS NOT NULL OR handoff IS NOT NULL OR phone_index IS NOT NULL OR name_index IS NOT NULL)";
    assert_eq!(select(&server, gone, &erased), Vec::<String>::new());
    assert_eq!(select(&server, gone, &referral), ["left"]);
    assert_eq!(
        select(&server, "SELECT field FROM texts WHERE referral_id = $1", &erased),
        Vec::<String>::new()
    );
}

/// Leads two people through every step that takes a free text, and returns the words of all of them.
#[expect(clippy::too_many_lines, reason = "one walk, step after step")]
fn every_free_text(server: &Server, crowd: &Crowd) -> Vec<String> {
    let people = server.people();
    let advisor = server.client(people.advisor(NETWORK));
    let worker = server.client(people.worker(NETWORK, PARTNER));
    let stranger = server.client(people.worker(NETWORK, STRANGER));
    let coordinator = server.client(people.coordinator(NETWORK));
    let mut words = Vec::new();
    let mut text = |stem: &str| {
        let pair = [format!("{stem}Salaisuus"), format!("{stem}Kertomus")];
        words.extend(pair.clone());
        pair.join(" ")
    };
    let lead = server.client(people.lead(NETWORK, PARTNER));
    let noted = json!({"places": 8, "note": text("Paikka")});
    lead.put(&format!("programmes/{PROGRAMME}/capacity"), &noted)
        .expect(200);

    let placement = json!({"programme": PROGRAMME, "reason": text("Ensin")});
    let handoff = whole_person(crowd, 0).handoff;
    let referral = submit(&advisor, &json!({"handoff": handoff, "placement": placement})).expect(201);
    let separate = json!({"handoff": handoff, "placement": {"programme": PROGRAMME}, "duplicate": "separate", "reason": text("Erikseen")});
    submit(&advisor, &separate).expect(201);
    act(
        &worker,
        &referral,
        "hand_back",
        &json!({"reason": "no_place", "note": text("Palautus")}),
    )
    .expect(204);

    // Full: she waits, the coordinator keeps her waiting, returns her, and the desk places her again.
    claim(server, Some(0));
    act(
        &advisor,
        &referral,
        "place",
        &json!({"programme": PROGRAMME, "reason": text("Uudestaan")}),
    )
    .expect(200);
    let until = json!({"until": "2026-09-25", "reason": text("Odotus")});
    act(&coordinator, &referral, "keep_waiting", &until).expect(200);
    act(
        &coordinator,
        &referral,
        "return",
        &json!({"reason": text("Takaisin")}),
    )
    .expect(200);
    act(
        &coordinator,
        &referral,
        "place",
        &json!({"programme": PROGRAMME, "reason": text("Ylitys")}),
    )
    .expect(200);
    act(&worker, &referral, "accept", &json!({})).expect(200);
    let contact =
        |outcome, why| json!({"kind": "phone", "outcome": outcome, "next_on": "2026-09-20", "why": why});
    act(
        &worker,
        &referral,
        "record_contact",
        &contact("not_yet", text("Kesamokki")),
    )
    .expect(200);
    act(
        &worker,
        &referral,
        "record_contact",
        &contact("met", text("Tapaaminen")),
    )
    .expect(200);
    act(
        &worker,
        &referral,
        "send_message",
        &json!({"text": text("Jarjestolta")}),
    )
    .expect(200);
    act(
        &advisor,
        &referral,
        "send_message",
        &json!({"text": text("Neuvojalta")}),
    )
    .expect(200);
    let transfer = json!({"programme": "kunnon-kaveri-ryhmat", "reason": text("Siirto")});
    act(&worker, &referral, "transfer", &transfer).expect(200);
    act(
        &stranger,
        &referral,
        "hand_back",
        &json!({"reason": "other", "note": text("Siirtoon")}),
    )
    .expect(204);
    act(
        &worker,
        &referral,
        "withdraw_consent",
        &json!({"scope": "other_partners", "told_to": text("Kenelle")}),
    )
    .expect(200);

    let other = submit(&advisor, &json!({"handoff": whole_person(crowd, 1).handoff, "placement": {"programme": "kunnon-kaveri-ryhmat", "reason": text("Muualle")}})).expect(201);
    act(&stranger, &other, "accept", &json!({})).expect(200);
    act(
        &advisor,
        &other,
        "withdraw_consent",
        &json!({"scope": "feedback", "told_to": text("Neuvojalle")}),
    )
    .expect(200);
    words
}

/// The server's own files beside the database: its write-ahead log.
fn written_by_the_cluster() -> Vec<PathBuf> {
    let data = env::var_os("LUOTSI_TEST_POSTGRES_DATA").map(PathBuf::from);
    data.map(|data| data.join("pg_wal"))
        .filter(|log| log.is_dir())
        .into_iter()
        .collect()
}

/// Texts out of the database file, which nobody has open.
pub(crate) fn select(server: &Server, query: &'static str, referral: &Value) -> Vec<String> {
    let file = SqliteConnectOptions::new()
        .filename(server.dir().join("luotsi.db"))
        .read_only(true);
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let mut connection: SqliteConnection = file.connect().await.unwrap();
            let rows = sqlx::query_scalar(query)
                .bind(referral["id"].as_str())
                .fetch_all(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
            rows
        })
}
