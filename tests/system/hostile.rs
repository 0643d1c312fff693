//! What nobody should send: every answer is a problem of the contract in the reader's language, says
//! nothing that was sent, and leaves nothing behind.

use luotsi_tests::{Answer, Client, Engine, Planted, Server, on_both};
use serde_json::{Value, json};

use crate::command_line::House;
use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, demo, path, standing, submit};

mod inputs;
mod line;

use inputs::{broken_texts, wrong_fields};
use line::flood;

/// Stands in everything hostile; no answer, no file and no line of the log may have it.
const MARKER: &str = "Salamerkkinen";

on_both! {
    fn bodies_that_are_no_json_or_the_wrong_json_are_refused_and_leave_nothing(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let people = server.people();
        let (advisor, worker) = (people.advisor(NETWORK), people.worker(NETWORK, PARTNER));
        let referral = crowd.offered(&server.client(advisor), 0);
        let places = [
            (advisor, "POST", format!("networks/{NETWORK}/referrals")),
            (advisor, "POST", format!("networks/{NETWORK}/preview")),
            (worker, "POST", format!("{}/accept", path(&referral))),
            (people.lead(NETWORK, PARTNER), "PUT", format!("programmes/{PROGRAMME}/capacity")),
        ];
        let before = everything(&server);
        for (person, method, path) in &places {
            attack(&server.client(person), server.url(), &person.token, method, path);
        }
        assert_eq!(everything(&server), before);
        well(&server, &server.client(advisor), &crowd);
    }

    fn fields_that_are_wrong_are_named_and_never_repeated(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let lead = server.client(server.people().lead(NETWORK, PARTNER));
        let referral = crowd.offered(&advisor, 0);
        let before = everything(&server);

        let good = crowd.submission(1);
        for (pointer, value, slug, code) in wrong_fields() {
            let mut wrong = good.clone();
            set(&mut wrong, pointer, value);
            let answer = submit(&advisor, &wrong);
            let problem = refused(answer, 422, slug, pointer);
            let faults = problem["errors"].as_array().unwrap_or_else(|| panic!("{pointer}: {problem}"));
            assert!(faults.iter().any(|fault| fault["code"] == code), "{pointer}: {problem}");
            for fault in faults {
                assert!(fault["message"].as_str().is_some_and(|message| !message.is_empty()), "{problem}");
            }
        }
        // Names are the sender's too: one that is no name of ours is not repeated.
        for odd in ["Salamerkkinen Aino", "salamerkkinen@example.invalid", "../salamerkkinen", "+358 salamerkkinen"] {
            for parent in ["", "/handoff", "/handoff/client", "/handoff/network", "/placement"] {
                let mut wrong = good.clone();
                wrong.pointer_mut(parent).unwrap()[odd] = json!(1);
                let answer = submit(&advisor, &wrong);
                assert_eq!(answer.status, 422, "{answer}");
                refused(answer, 422, if parent.starts_with("/handoff") { "invalid-handoff" } else { "invalid-request" }, parent);
            }
        }

        let of = path(&referral);
        for (client, method, path, body, code) in [
            (&worker, "POST", format!("{of}/accept"), json!({"worker": MARKER}), "invalid"),
            (&worker, "POST", format!("{of}/accept"), json!({"salamerkkinen": 1}), "unknown-field"),
            (&worker, "POST", format!("{of}/acknowledge"), json!({"salamerkkinen": 1}), "unknown-field"),
            (&worker, "POST", format!("{of}/acknowledge"), json!([MARKER]), "wrong-type"),
            (&worker, "POST", format!("{of}/hand_back"), json!({"reason": MARKER}), "not-in-list"),
            (&worker, "POST", format!("{of}/hand_back"), json!({"note": MARKER}), "required"),
            (&worker, "POST", format!("{of}/hand_back"), json!({"reason": "other", "note": [MARKER]}), "wrong-type"),
            (&worker, "POST", format!("{of}/hand_back"), json!({"reason": "other", "note": MARKER.repeat(200)}), "too-long"),
            (&worker, "POST", format!("{of}/hand_back"), json!({"reason": "other", "note": "Salamerkkinen\u{7}"}), "control-character"),
            (&advisor, "POST", format!("{of}/withdraw_consent"), json!({"scope": MARKER}), "not-in-list"),
            (&advisor, "POST", format!("{of}/close"), json!({"reason": MARKER}), "not-in-list"),
            (&advisor, "POST", format!("{of}/place"), json!({"programme": [MARKER]}), "wrong-type"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"places": -1}), "invalid"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"places": 1e300}), "wrong-type"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"places": 4_294_967_296_u64}), "invalid"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"places": MARKER}), "wrong-type"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"paused_from": MARKER}), "invalid"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"paused_from": "2026-13-45"}), "invalid"),
            (&lead, "PUT", format!("programmes/{PROGRAMME}/capacity"), json!({"note": MARKER.repeat(200)}), "too-long"),
        ] {
            let answer = client.request(method, &path).json(&body).send();
            let problem = refused(answer, 422, "invalid-request", &format!("{path} {body}"));
            assert_eq!(problem["errors"][0]["code"], code, "{path} {body}: {problem}");
        }
        let queries = [
            "limit=0", "limit=201", "limit=Salamerkkinen", "limit=-1", "sort=Salamerkkinen", "holder=Salamerkkinen", "status=Salamerkkinen",
            "cursor=Salamerkkinen", "cursor=00ff", "cursor=", "salamerkkinen=1", "stalled=Salamerkkinen", "limit=1&limit=2", "reference=%00",
        ];
        for query in queries {
            refused(advisor.get(&format!("networks/{NETWORK}/referrals?{query}")), 422, "invalid-request", query);
        }
        assert_eq!(everything(&server), before);
        well(&server, &advisor, &crowd);
    }
}

/// At its loudest too the log tells of routes, statuses and times, and of nothing that was sent.
#[test]
fn the_log_repeats_nothing_of_it_even_when_everything_is_logged() {
    let house = House::new(Engine::Sqlite);
    house.run(&["migrate"]).expect(0);
    house
        .run(&["network", "import", &house.definition("network.json", |_| {})])
        .expect(0);
    let token = house.token("seniori-info", "advisor");
    let mut service = house.serve();
    let advisor = Client::new(service.url()).with_token(&token);
    attack(
        &advisor,
        service.url(),
        &token,
        "POST",
        &format!("networks/{NETWORK}/referrals"),
    );
    for (pointer, value, slug, _) in wrong_fields() {
        let mut wrong =
            json!({"handoff": Planted::new(NETWORK, 0).handoff, "placement": {"programme": PROGRAMME}});
        set(&mut wrong, pointer, value);
        refused(submit(&advisor, &wrong), 422, slug, pointer);
    }
    for path in [
        "/salamerkkinen",
        "referrals/salamerkkinen",
        "networks/salamerkkinen/referrals",
        "me?salamerkkinen=1",
    ] {
        let answer = advisor
            .request("GET", path)
            .header("user-agent", MARKER)
            .header("referer", MARKER)
            .send();
        assert!(answer.status == 404 || path.starts_with("me"), "{path}: {answer}");
    }
    Client::new(service.url())
        .with_token(MARKER)
        .get("me")
        .expect_problem(401, "unauthenticated");
    assert!(service.stop().success());
    let log = house.log();
    assert!(
        log.lines()
            .filter(|line| line.contains("request answered"))
            .count()
            > 60,
        "{log}"
    );
    assert!(!log.to_lowercase().contains(&MARKER.to_lowercase()), "{log}");
    assert!(
        !log.contains(&token) && !log.contains("a fault of the program"),
        "{log}"
    );
}

/// Dates at the ends of the calendar neither stop the service nor put somebody out of the clock's reach.
#[test]
fn no_date_is_far_enough_to_hide_somebody_from_the_clock() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let worker = server.client(server.people().worker(NETWORK, PARTNER));
    let referral = crowd.offered(&advisor, 0);
    act(&worker, &referral, "accept", &json!({})).expect(200);
    for day in [
        "-009999-01-01",
        "0000-01-01",
        "1969-12-31",
        "2026-08-31",
        "9999-12-31",
        "+010000-01-01",
        "2026-W01-1",
        "tomorrow",
    ] {
        let answer = act(
            &worker,
            &referral,
            "record_contact",
            &json!({"kind": "phone", "outcome": "not_yet", "next_on": day}),
        );
        refused(answer, 422, "invalid-request", day);
    }
    for at in [
        "-009999-01-02T01:59:59Z",
        "1970-01-01T00:00:00Z",
        "2026-08-31T20:59:59Z",
        "9999-12-30T22:00:00Z",
        "2026-09-01T07:00:00",
        "now",
    ] {
        let answer = act(
            &worker,
            &referral,
            "record_contact",
            &json!({"kind": "phone", "outcome": "no_answer", "at": at}),
        );
        refused(answer, 422, "invalid-request", at);
    }
    server.verify().expect(0);
    well(&server, &advisor, &crowd);
}

/// Sends every broken text and every wrong kind of body to one route.
fn attack(client: &Client, url: &str, token: &str, method: &str, path: &str) {
    for (name, body, status, slug) in broken_texts() {
        let answer = client
            .request(method, path)
            .bytes("application/json", body)
            .send();
        refused(answer, status, slug, &format!("{name} to {path}"));
    }
    let kinds = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/jsonp",
        MARKER,
    ];
    for kind in kinds {
        let body = format!(r#"{{"note":"{MARKER}"}}"#).into_bytes();
        refused(
            client.request(method, path).bytes(kind, body).send(),
            415,
            "unsupported-media-type",
            kind,
        );
    }
    for chunked in [false, true] {
        let answer = flood(url, token, method, path, chunked);
        refused(
            answer,
            413,
            "too-large",
            &format!("chunked: {chunked}, to {path}"),
        );
    }
}

/// A refusal of the contract that repeats nothing.
#[track_caller]
pub(crate) fn refused(answer: Answer, status: u16, slug: &str, about: &str) -> Value {
    let said = answer.to_string();
    assert!(
        answer.status == status,
        "{about}: expected {status} {slug}, got {said}"
    );
    for marker in [MARKER, "salamerkkinen"]
        .iter()
        .filter(|_| slug != "invalid-handoff" && slug != "invalid-request")
    {
        assert!(
            !said.to_lowercase().contains(&marker.to_lowercase()),
            "{about}: {said}"
        );
    }
    assert!(!said.contains(MARKER), "{about}: {said}");
    answer.expect_problem(status, slug)
}

/// What is stored, as its own count tells it.
pub(crate) fn everything(server: &Server) -> (String, Value) {
    let coordinator = server.client(server.people().coordinator(NETWORK));
    (
        server.verify().expect(0).stdout.clone(),
        standing(&coordinator, PROGRAMME),
    )
}

/// It still works, and nothing that was sent stands anywhere.
pub(crate) fn well(server: &Server, advisor: &Client, crowd: &Crowd) {
    server.anonymous().get("/readyz").expect(200);
    submit(advisor, &crowd.submission(9)).expect(201);
    server.verify().expect(0);
    server.assert_keeps_secret([MARKER]);
    let log = server.log();
    assert!(!log.contains("a fault of the program"), "{log}");
}

fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[name] = value;
}
