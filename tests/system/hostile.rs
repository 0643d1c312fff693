//! What nobody should send: every answer is a problem of the contract in the reader's language, says
//! nothing that was sent, and leaves nothing behind.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use luotsi_tests::{Answer, Client, Engine, Server, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, demo, path, standing, submit};

/// Stands in everything hostile; no answer, no file and no line of the log may have it.
const MARKER: &str = "Salamerkkinen";

on_both! {
    fn bodies_that_are_no_json_or_the_wrong_json_are_refused_and_leave_nothing(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let referral = crowd.offered(&advisor, 0);
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let lead = server.client(server.people().lead(NETWORK, PARTNER));
        let submission = format!("networks/{NETWORK}/referrals");
        let preview = format!("networks/{NETWORK}/preview");
        let capacity = format!("programmes/{PROGRAMME}/capacity");
        let accept = format!("{}/accept", path(&referral));
        let places = [
            (&advisor, "POST", &submission),
            (&advisor, "POST", &preview),
            (&worker, "POST", &accept),
            (&lead, "PUT", &capacity),
        ];
        let before = everything(&server);
        for (client, method, path) in places {
            for (name, body, status, slug) in broken_texts() {
                let answer = client.request(method, path).bytes("application/json", body).send();
                refused(answer, status, slug, &format!("{name} to {path}"));
            }
            for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "multipart/form-data", "application/jsonp"] {
                let body = format!(r#"{{"note":"{MARKER}"}}"#).into_bytes();
                let answer = client.request(method, path).bytes(kind, body).send();
                refused(answer, 415, "unsupported-media-type", kind);
            }
            // Too large, declared and undeclared; the client reads the refusal while it still sends.
            for chunked in [false, true] {
                let answer = flood(&server, method, path, chunked);
                refused(answer, 413, "too-large", &format!("chunked: {chunked}, to {path}"));
            }
        }
        assert_eq!(everything(&server), before);
        well(&server, &advisor, &crowd);
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

#[test]
fn whoever_may_not_and_whatever_is_not_there_is_told_so_in_the_readers_language() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let referral = crowd.offered(&advisor, 0);
    let one = path(&referral);
    let before = everything(&server);
    let reads = [
        "me".to_owned(),
        one.clone(),
        format!("{one}/timeline"),
        format!("networks/{NETWORK}/referrals"),
        format!("networks/{NETWORK}/programmes"),
        format!("networks/{NETWORK}/people"),
        format!("networks/{NETWORK}/board"),
    ];
    let long = "x".repeat(600);
    for path in &reads {
        let nobody = server.anonymous();
        let tokens = [
            "Bearer",
            "Bearer ",
            "Bearer Salamerkkinen",
            "Basic Salamerkkinen",
            "Salamerkkinen",
            "Bearer a b c",
            &long,
        ];
        refused(nobody.get(path), 401, "unauthenticated", path);
        for token in tokens {
            let answer = nobody.request("GET", path).header("authorization", token).send();
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{answer}");
            refused(answer, 401, "unauthenticated", token);
        }
    }
    // Without a token not even the fault of a body is told.
    let answer = server
        .anonymous()
        .request("POST", &format!("{one}/accept"))
        .bytes("application/json", b"{".to_vec())
        .send();
    refused(answer, 401, "unauthenticated", "a broken body of nobody");

    let elsewhere = server.client(server.people().advisor("tampere-asto"));
    for path in &reads[1..] {
        refused(elsewhere.get(path), 404, "not-found", path);
    }
    for (method, path, body) in [
        ("POST", format!("{one}/withdraw_consent"), json!({"scope": "all"})),
        (
            "POST",
            format!("networks/{NETWORK}/preview"),
            json!({"handoff": crowd.person(1).handoff}),
        ),
        (
            "POST",
            format!("networks/{NETWORK}/referrals"),
            crowd.submission(1),
        ),
        (
            "PUT",
            format!("programmes/{PROGRAMME}/capacity"),
            json!({"places": 0}),
        ),
    ] {
        refused(
            elsewhere.request(method, &path).json(&body).send(),
            404,
            "not-found",
            &path,
        );
    }
    for id in [
        "Salamerkkinen",
        "1",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "%ff",
        "..%2f..%2fetc",
        "019a",
        &"f".repeat(5_000),
    ] {
        refused(advisor.get(&format!("referrals/{id}")), 404, "not-found", id);
        refused(
            advisor.get(&format!("referrals/{id}/timeline")),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.post(&format!("referrals/{id}/close"), &json!({"reason": "other"})),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.get(&format!("networks/{id}/referrals")),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.put(&format!("programmes/{id}/capacity"), &json!({})),
            404,
            "not-found",
            id,
        );
    }
    for path in [
        "/api/v1/salamerkkinen",
        "/api/v1",
        "/api/v2/me",
        "/salamerkkinen",
        "/api/v1/me/",
        "//api/v1/me",
    ] {
        refused(advisor.get(path), 404, "not-found", path);
    }
    assert_eq!(everything(&server), before);

    for (language, title) in [
        ("fi", "Ei löytynyt"),
        ("sv-FI, en;q=0.5", "Hittades inte"),
        ("en-GB", "Not found"),
        ("de, en;q=0.1, fi;q=0.9", "Ei löytynyt"),
        ("", "Ei löytynyt"),
        ("Salamerkkinen;q=x,,;;", "Ei löytynyt"),
    ] {
        let answer = advisor
            .request("GET", "referrals/1")
            .header("accept-language", language)
            .send();
        let problem = refused(answer, 404, "not-found", language);
        assert_eq!(problem["title"], title, "{language}: {problem}");
    }
    for (language, words) in [("fi", "pakollinen"), ("sv", "krävs"), ("en", "required")] {
        let mut lacking = crowd.submission(2);
        lacking["handoff"]["client"]["language"] = Value::Null;
        let answer = advisor
            .request("POST", &format!("networks/{NETWORK}/referrals"))
            .header("accept-language", language)
            .json(&lacking)
            .send();
        assert_eq!(answer.header("content-language"), Some(language));
        let problem = refused(answer, 422, "invalid-handoff", language);
        assert_eq!(
            problem["errors"][0]["pointer"], "/handoff/client/language",
            "{problem}"
        );
        println!("{language}: {} (about {words})", problem["errors"][0]["message"]);
    }
    well(&server, &advisor, &crowd);
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

/// Texts that are refused whatever the route: name, bytes, status, slug.
fn broken_texts() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let text = |text: &str| text.replace("MARKER", MARKER).into_bytes();
    let nested = |open: &str, close: &str| [open.repeat(10_000), close.repeat(10_000)].concat().into_bytes();
    vec![
        (
            "cut off",
            text(r#"{"handoff": {"own_words": "MARKER"#),
            400,
            "malformed",
        ),
        ("two documents", text(r#"{} {"MARKER": 1}"#), 400, "malformed"),
        ("a comment", text(r"{} // MARKER"), 400, "malformed"),
        ("a bare word", text("MARKER"), 400, "malformed"),
        ("single quotes", text("{'MARKER': 1}"), 400, "malformed"),
        (
            "a number that is none",
            text(r#"{"MARKER": NaN}"#),
            400,
            "malformed",
        ),
        (
            "a byte order mark",
            [b"\xef\xbb\xbf".to_vec(), text(r#"{"MARKER": 1}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "UTF-16",
            MARKER.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            400,
            "malformed",
        ),
        (
            "invalid UTF-8",
            [text(r#"{"MARKER": ""#), vec![0xff, 0xfe], text(r#""}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "overlong UTF-8",
            [text(r#"{"MARKER": ""#), vec![0xc0, 0xaf], text(r#""}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "a lone surrogate",
            text(r#"{"MARKER": "\ud800"}"#),
            400,
            "malformed",
        ),
        (
            "a low surrogate",
            text(r#"{"\udc00MARKER": 1}"#),
            400,
            "malformed",
        ),
        (
            "a raw control character",
            text("{\"MARKER\": \"\u{1}\"}"),
            400,
            "malformed",
        ),
        ("deep arrays", nested("[", "]"), 400, "malformed"),
        ("deep objects", nested(r#"{"a":"#, "}"), 400, "malformed"),
        ("deep and open", b"[".repeat(10_000), 400, "malformed"),
        (
            "a name twice",
            text(r#"{"handoff": 1, "handoff": "MARKER"}"#),
            400,
            "malformed",
        ),
        (
            "a name twice below",
            text(r#"{"handoff": {"client": {"phone": 1, "phone": "MARKER"}}}"#),
            400,
            "malformed",
        ),
        (
            "a name twice, escaped",
            text(r#"{"note": 1, "n\u006fte": "MARKER"}"#),
            400,
            "malformed",
        ),
        (
            "NUL in a text",
            text(r#"{"note": "MARKER\u0000"}"#),
            422,
            "invalid-request",
        ),
        (
            "NUL in a name",
            text(r#"{"no\u0000te": "MARKER"}"#),
            422,
            "invalid-request",
        ),
        ("an array", text(r#"["MARKER"]"#), 422, "invalid-request"),
        ("a text", text(r#""MARKER""#), 422, "invalid-request"),
        ("a number", b"17".to_vec(), 422, "invalid-request"),
        (
            "a number beyond all",
            text(&format!("1{}", "0".repeat(400))),
            400,
            "malformed",
        ),
        ("null", b"null".to_vec(), 422, "invalid-request"),
        (
            "an unknown field",
            text(r#"{"salamerkkinen": "MARKER"}"#),
            422,
            "invalid-request",
        ),
    ]
}

/// One fault each in a good submission: where, what, the slug and the fault's code.
fn wrong_fields() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let handoff = "invalid-handoff";
    let request = "invalid-request";
    let mut fields = vec![
        ("/handoff", json!(MARKER), handoff, "wrong-type"),
        ("/handoff", json!([MARKER]), handoff, "wrong-type"),
        ("/handoff/salamerkkinen", json!(MARKER), handoff, "unknown-field"),
        (
            "/handoff/client/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        (
            "/handoff/gate/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        (
            "/handoff/network/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        ("/handoff/schema", json!(MARKER), handoff, "wrong-schema"),
        (
            "/handoff/schema",
            json!("tampere-asto/1"),
            handoff,
            "wrong-schema",
        ),
        (
            "/handoff/client/first_name",
            json!({"text": MARKER}),
            handoff,
            "wrong-type",
        ),
        (
            "/handoff/client/first_name",
            json!("x".repeat(100_000)),
            handoff,
            "too-long",
        ),
        ("/handoff/client/phone", json!(MARKER), handoff, "phone"),
        ("/handoff/client/birth_year", json!(-5), handoff, "out-of-range"),
        (
            "/handoff/client/birth_year",
            json!(1e300),
            handoff,
            "out-of-range",
        ),
        (
            "/handoff/client/birth_year",
            json!(u64::MAX),
            handoff,
            "out-of-range",
        ),
        ("/handoff/client/birth_year", json!(1941.5), handoff, "wrong-type"),
        ("/handoff/client/birth_year", json!(MARKER), handoff, "wrong-type"),
        ("/handoff/client/language", json!(MARKER), handoff, "language-tag"),
        ("/handoff/client/protected", json!(MARKER), handoff, "wrong-type"),
        (
            "/handoff/client/contact_rules",
            json!([MARKER]),
            handoff,
            "not-in-list",
        ),
        ("/handoff/needs", json!([MARKER]), handoff, "not-in-list"),
        ("/handoff/needs", json!(MARKER), handoff, "wrong-type"),
        (
            "/handoff/place/district",
            json!(MARKER),
            handoff,
            "unknown-district",
        ),
        (
            "/handoff/place/postal_code",
            json!("Salamerk"),
            handoff,
            "postal-code",
        ),
        (
            "/handoff/own_words",
            json!(MARKER.repeat(20_000)),
            handoff,
            "too-long",
        ),
        (
            "/handoff/own_words",
            json!("Salamerkkinen\u{1b}[31m"),
            handoff,
            "control-character",
        ),
        (
            "/handoff/safety_note",
            json!("\u{202e}Salamerkkinen"),
            handoff,
            "control-character",
        ),
        ("/handoff/measures/coping", json!(11), handoff, "out-of-range"),
        ("/handoff/measures/loneliness", json!(-1), handoff, "out-of-range"),
        ("/handoff/consent/at", json!(MARKER), handoff, "format"),
        (
            "/handoff/consent/wording",
            json!(MARKER),
            handoff,
            "unknown-wording",
        ),
        (
            "/handoff/consent/organisations",
            json!([MARKER]),
            handoff,
            "unknown-organisation",
        ),
        ("/handoff/not_before", json!("2026-02-30"), handoff, "format"),
        ("/placement", json!(MARKER), request, "wrong-type"),
        ("/placement/programme", json!(MARKER), request, "not-in-list"),
        ("/placement/programme", json!(7), request, "wrong-type"),
        ("/placement/agreed_with", json!(MARKER), request, "invalid"),
        (
            "/placement/agreed_with",
            json!("00000000-0000-0000-0000-000000000000"),
            request,
            "not-in-list",
        ),
        (
            "/placement/then",
            json!([PROGRAMME, MARKER]),
            request,
            "not-in-list",
        ),
        (
            "/placement/then",
            json!(vec![PROGRAMME; 10_000]),
            request,
            "too-many",
        ),
        (
            "/placement/reason",
            json!(MARKER.repeat(1_000)),
            request,
            "too-long",
        ),
        (
            "/placement/salamerkkinen",
            json!(MARKER),
            request,
            "unknown-field",
        ),
        ("/duplicate", json!(MARKER), request, "not-in-list"),
        (
            "/reason",
            json!("Salamerkkinen\u{0007}"),
            request,
            "control-character",
        ),
        ("/salamerkkinen", json!(MARKER), request, "unknown-field"),
    ];
    fields.extend(
        [
            "source",
            "gate",
            "consent",
            "client",
            "place",
            "wishes",
            "measures",
            "network",
            "city_track",
        ]
        .map(|name| {
            let pointer: &'static str = Box::leak(format!("/handoff/{name}").into_boxed_str());
            (pointer, json!(MARKER), handoff, "wrong-type")
        }),
    );
    fields
}

fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[name] = value;
}

/// A refusal of the contract that repeats nothing.
#[track_caller]
fn refused(answer: Answer, status: u16, slug: &str, about: &str) -> Value {
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
fn everything(server: &Server) -> (String, Value) {
    let coordinator = server.client(server.people().coordinator(NETWORK));
    (
        server.verify().expect(0).stdout.clone(),
        standing(&coordinator, PROGRAMME),
    )
}

/// It still works, and nothing that was sent stands anywhere.
fn well(server: &Server, advisor: &Client, crowd: &Crowd) {
    server.anonymous().get("/readyz").expect(200);
    submit(advisor, &crowd.submission(9)).expect(201);
    server.verify().expect(0);
    server.assert_keeps_secret([MARKER]);
    let log = server.log();
    assert!(!log.contains("a fault of the program"), "{log}");
}

/// Sends ten megabytes as an advisor or lead would, and reads meanwhile.
fn flood(server: &Server, method: &str, path: &str, chunked: bool) -> Answer {
    const SIZE: usize = 10 << 20;
    let role = if method == "PUT" {
        server.people().lead(NETWORK, PARTNER)
    } else if path.ends_with("accept") {
        server.people().worker(NETWORK, PARTNER)
    } else {
        server.people().advisor(NETWORK)
    };
    let mut line = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = if chunked {
        "transfer-encoding: chunked".to_owned()
    } else {
        format!("content-length: {SIZE}")
    };
    let head = format!(
        "{method} /api/v1/{path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n{length}\r\n\r\n",
        role.token
    );
    line.write_all(head.as_bytes()).unwrap();
    let mut writing = line.try_clone().unwrap();
    let sender = thread::spawn(move || {
        let piece = MARKER.repeat((64 << 10) / MARKER.len());
        for _ in 0..SIZE / piece.len() {
            let sent = if chunked {
                write!(writing, "{:x}\r\n{piece}\r\n", piece.len())
            } else {
                writing.write_all(piece.as_bytes())
            };
            // Being cut off before the end is what it is here to risk.
            if sent.is_err() {
                return;
            }
        }
        let _ = writing.shutdown(Shutdown::Write);
    });
    let mut bytes = Vec::new();
    // Whatever came before the line was cut is the answer.
    let _ = line.read_to_end(&mut bytes);
    sender.join().unwrap();
    answer(&bytes)
}

fn answer(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| panic!("no status: {head}"));
    let mut headers = ureq::http::HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let name = ureq::http::HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, value.trim().parse().unwrap());
    }
    Answer {
        status,
        headers,
        bytes: body.as_bytes().to_vec(),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
    }
}
