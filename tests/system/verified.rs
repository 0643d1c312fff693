//! Rows edited by hand: `luotsi verify` names the referral and the place, each time.

use std::fs;

use luotsi_store::{chain, hex};
use luotsi_tests::{Engine, Finished, Scratch, Server, luotsi};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, demo};

/// What is done to the row of the second referral, `$1`, and what `verify` says of it beside its reference.
const EDITS: [(&str, &str); 18] = [
    (
        "UPDATE events SET content = replace(content, 'helsinki', 'elsewhere') WHERE referral_id = $1 AND seq = 1",
        "event 1",
    ),
    (
        "UPDATE events SET content = '{' WHERE referral_id = $1 AND seq = 2",
        "event 2: its content cannot be read",
    ),
    (
        "UPDATE events SET at = at + 1000 WHERE referral_id = $1 AND seq = 2",
        "event 2: its instant",
    ),
    (
        "UPDATE events SET name = 'accepted' WHERE referral_id = $1 AND seq = 2",
        "event 2: its name",
    ),
    (
        "DELETE FROM events WHERE referral_id = $1 AND seq = 2",
        "event 2 is missing",
    ),
    (
        "DELETE FROM events WHERE referral_id = $1 AND seq = 1",
        "event 1 is missing",
    ),
    (
        "DELETE FROM events WHERE referral_id = $1 AND seq = (SELECT MAX(seq) FROM events WHERE referral_id = $1)",
        "events are missing or were added at the end",
    ),
    ("DELETE FROM events WHERE referral_id = $1", "no events"),
    (
        "UPDATE referrals SET status = 'closed' WHERE id = $1",
        "columns differ from its state: status",
    ),
    (
        "UPDATE referrals SET due_at = due_at + 86400000 WHERE id = $1",
        "columns differ from its state: due_at",
    ),
    (
        "UPDATE referrals SET organisation = 'jade' WHERE id = $1",
        "columns differ from its state: organisation",
    ),
    (
        "UPDATE referrals SET desk_task_at = 0 WHERE id = $1",
        "columns differ from its state: desk_task_at",
    ),
    (
        r#"UPDATE referrals SET state = replace(state, '"protected":false', '"protected":true') WHERE id = $1"#,
        "not the fold of its events: protected",
    ),
    (
        "UPDATE referrals SET state = '{}' WHERE id = $1",
        "its present state cannot be read",
    ),
    (
        "UPDATE referrals SET wake_at = NULL WHERE id = $1",
        "the clock would pass it by",
    ),
    (
        "UPDATE clients SET handoff = zeroblob(64) WHERE id = (SELECT client_id FROM referrals WHERE id = $1)",
        "cannot be opened",
    ),
    (
        "UPDATE clients SET wrapped_key = NULL WHERE id = (SELECT client_id FROM referrals WHERE id = $1)",
        "gone though nobody erased her",
    ),
    (
        "UPDATE decisions SET sealed = zeroblob(64) WHERE referral_id = $1",
        "what an offer was decided by cannot be opened",
    ),
];

/// An offer is decided again by what was kept with it, under the definition of then.
#[test]
fn a_definition_edited_by_hand_decides_offers_otherwise() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let referral = crowd.offered(&advisor, 0);
    assert!(server.stop().success());
    server.verify().expect(0);
    let edit = r#"UPDATE definitions SET definition = replace(definition, '"misfit_days":42', '"misfit_days":7')
        WHERE $1 = $1"#;
    let told = verify_after(&server, edit, referral["id"].as_str().unwrap());
    let expected = format!(
        "{}: event 1: its offer is decided otherwise when it is decided again",
        referral["reference"].as_str().unwrap()
    );
    assert!(told.stdout.contains(&expected), "{told}");
}

/// What stands beside a referral is held against it: the watch it is on, the other side of a link.
#[test]
fn a_watch_and_a_link_edited_by_hand_are_named() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let people = server.people().clone();
    let advisor = server.client(people.advisor(NETWORK));
    let worker = server.client(people.worker(NETWORK, PARTNER));
    let lead = server.client(people.lead(NETWORK, PARTNER));
    let referrals: Vec<_> = (0..2).map(|number| crowd.offered(&advisor, number)).collect();
    let close = json!({"referral": referrals[1]["id"], "kind": "friend"});
    act(&advisor, &referrals[0], "link", &close).expect(200);
    act(&worker, &referrals[0], "accept", &json!({})).expect(200);
    let away = json!({"from": "2026-09-01", "until": "2026-09-20"});
    let everybody = people.at(NETWORK, PARTNER, "worker").into_iter();
    for person in everybody.chain([people.lead(NETWORK, PARTNER)]) {
        lead.put(&format!("people/{}/absence", person.id), &away)
            .expect(200);
    }
    assert_eq!(
        advisor.get("networks/helsinki/watches").expect(200)[0]["count"],
        1
    );
    assert!(server.stop().success());
    server.verify().expect(0);
    let id = referrals[0]["id"].as_str().unwrap();
    let reference = referrals[0]["reference"].as_str().unwrap();
    for (edit, place) in [
        ("DELETE FROM watched WHERE referral_id = $1", "it is on no watch"),
        (
            "UPDATE watches SET desk = 'elsewhere' WHERE $1 = $1",
            "it is on a watch of elsewhere",
        ),
        (
            "UPDATE referrals SET state = json_remove(state, '$.links') WHERE id <> $1",
            "which is not linked with it",
        ),
    ] {
        let told = verify_after(&server, edit, id);
        let line = told.stdout.lines().find(|line| line.contains(place));
        assert!(
            line.is_some_and(|line| line.starts_with(&format!("{reference}: "))),
            "{edit}: no line has {place}: {told}"
        );
    }
}

#[test]
fn whatever_was_edited_by_hand_is_named_with_its_place() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let worker = server.client(server.people().worker(NETWORK, PARTNER));
    let referrals: Vec<_> = (0..3).map(|number| crowd.offered(&advisor, number)).collect();
    for referral in &referrals {
        act(&worker, referral, "accept", &json!({})).expect(200);
    }
    assert!(server.stop().success());
    server.verify().expect(0);

    let (id, reference) = (
        referrals[1]["id"].as_str().unwrap(),
        referrals[1]["reference"].as_str().unwrap(),
    );
    for (edit, place) in EDITS {
        let told = verify_after(&server, edit, id);
        let line = told.stdout.lines().find(|line| line.contains(place));
        assert!(
            line.is_some_and(|line| line.starts_with(&format!("{reference}: "))),
            "{edit}: no line has {place}: {told}"
        );
        for other in [&referrals[0], &referrals[2]] {
            assert!(
                !told.stdout.contains(other["reference"].as_str().unwrap()),
                "{edit}: {told}"
            );
        }
        assert!(told.stderr.contains("compare with a backup"), "{told}");
    }
    for edit in [
        "UPDATE programmes SET reserved = reserved + 1 WHERE id = 'mereo-evt' AND $1 = $1",
        "UPDATE programmes SET used = used - 1 WHERE id = 'mereo-evt' AND $1 = $1",
        "UPDATE programmes SET places = 2 WHERE id = 'mereo-evt' AND $1 = $1",
    ] {
        let told = verify_after(&server, edit, id);
        assert!(
            told.stdout.starts_with(&format!("{PROGRAMME}: ")),
            "{edit}: {told}"
        );
    }
    // Added with a link as it should be, the chain holds; the head that was saved with the referral does not.
    let (seq, content, link) = last_event(&server, id);
    let content = content.replace(&format!("\"seq\":{seq}"), &format!("\"seq\":{}", seq + 1));
    let link = chain::link(&<[u8; 32]>::try_from(bytes(&link)).unwrap(), content.as_bytes());
    let added = format!(
        "INSERT INTO events SELECT referral_id, {}, at, name, '{content}', '{}' FROM events WHERE referral_id = $1 AND seq = {seq}",
        seq + 1,
        hex::encode(&link)
    );
    let told = verify_after(&server, added.leak(), id);
    assert!(
        told.stdout.contains(&format!(
            "{reference}: its last event is not the one it was saved with"
        )),
        "{told}"
    );
    assert!(!told.stdout.contains("its link does not fit"), "{told}");
    // The copies were what was edited.
    server.verify().expect(0);
    let nothing = Scratch::new();
    let told = luotsi(
        &["verify".as_ref(), "--data".as_ref(), nothing.path().as_os_str()],
        &[],
    );
    assert!(told.expect(1).stderr.contains("no demo's directory"), "{told}");
}

/// Verifies a copy of the demo that somebody edited.
fn verify_after(server: &Server, edit: &'static str, id: &str) -> Finished {
    let copy = Scratch::new();
    for entry in fs::read_dir(server.dir()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let file = SqliteConnectOptions::new()
        .filename(copy.path().join("luotsi.db"))
        .foreign_keys(false);
    let edited = finish(async {
        let mut connection = file.connect().await.unwrap();
        let edited = sqlx::query(edit)
            .bind(id)
            .execute(&mut connection)
            .await
            .unwrap()
            .rows_affected();
        connection.close().await.unwrap();
        edited
    });
    assert!(edited > 0, "{edit} edited nothing");
    let told = luotsi(
        &["verify".as_ref(), "--data".as_ref(), copy.path().as_os_str()],
        &[],
    );
    told.expect(1);
    told
}

fn last_event(server: &Server, id: &str) -> (i64, String, String) {
    let file = SqliteConnectOptions::new()
        .filename(server.dir().join("luotsi.db"))
        .read_only(true);
    finish(async {
        let mut connection = file.connect().await.unwrap();
        sqlx::query_as(
            "SELECT seq, content, link FROM events WHERE referral_id = $1 ORDER BY seq DESC LIMIT 1",
        )
        .bind(id)
        .fetch_one(&mut connection)
        .await
        .unwrap()
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn finish<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}
