//! The outside that is promised: routes and their document, methods, versions, pages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use luotsi_tests::{Client, Engine};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, claim, demo, listed, next_page, path};

/// Every route there is: what issue 2 takes from the contract, and what stands beside the API.
const ROUTES: &[(&str, &[&str])] = &[
    ("/api/v1/drafts/{id}", &["GET", "PUT", "DELETE"]),
    ("/api/v1/drafts/{id}/submit", &["POST"]),
    ("/api/v1/me", &["GET"]),
    ("/api/v1/networks/{network}/absences", &["GET"]),
    ("/api/v1/networks/{network}/board", &["GET"]),
    ("/api/v1/networks/{network}/cautions", &["POST"]),
    ("/api/v1/networks/{network}/dead_letters/{id}/retry", &["POST"]),
    ("/api/v1/networks/{network}/drafts", &["GET", "POST"]),
    ("/api/v1/networks/{network}/events", &["GET"]),
    ("/api/v1/networks/{network}/handoff-schema", &["GET"]),
    ("/api/v1/networks/{network}/people", &["GET"]),
    ("/api/v1/networks/{network}/preview", &["POST"]),
    ("/api/v1/networks/{network}/programmes", &["GET"]),
    ("/api/v1/networks/{network}/referrals", &["GET", "POST"]),
    ("/api/v1/networks/{network}/search", &["POST"]),
    ("/api/v1/networks/{network}/voice", &["GET"]),
    ("/api/v1/networks/{network}/watches", &["GET"]),
    ("/api/v1/people/{id}/absence", &["DELETE", "PUT"]),
    ("/api/v1/programmes/{id}/capacity", &["PUT"]),
    ("/api/v1/programmes/{id}/capacity/confirm", &["POST"]),
    ("/api/v1/programmes/{id}/ending", &["GET"]),
    ("/api/v1/referrals/{id}", &["GET"]),
    ("/api/v1/referrals/{id}/accept", &["POST"]),
    ("/api/v1/referrals/{id}/acknowledge", &["POST"]),
    ("/api/v1/referrals/{id}/add_carrier", &["POST"]),
    ("/api/v1/referrals/{id}/alert_desk", &["POST"]),
    ("/api/v1/referrals/{id}/ask_desk", &["POST"]),
    ("/api/v1/referrals/{id}/break_glass", &["POST"]),
    ("/api/v1/referrals/{id}/client_called", &["POST"]),
    ("/api/v1/referrals/{id}/close", &["POST"]),
    ("/api/v1/referrals/{id}/confirm_waiting", &["POST"]),
    ("/api/v1/referrals/{id}/end_support", &["POST"]),
    ("/api/v1/referrals/{id}/extend_overlap", &["POST"]),
    ("/api/v1/referrals/{id}/export", &["GET"]),
    ("/api/v1/referrals/{id}/hand_back", &["POST"]),
    ("/api/v1/referrals/{id}/keep_waiting", &["POST"]),
    ("/api/v1/referrals/{id}/link", &["POST"]),
    ("/api/v1/referrals/{id}/place", &["POST"]),
    ("/api/v1/referrals/{id}/plan_ending", &["POST"]),
    ("/api/v1/referrals/{id}/propose_meeting", &["POST"]),
    ("/api/v1/referrals/{id}/reassign", &["POST"]),
    ("/api/v1/referrals/{id}/record_check", &["POST"]),
    ("/api/v1/referrals/{id}/record_consent", &["POST"]),
    ("/api/v1/referrals/{id}/record_contact", &["POST"]),
    ("/api/v1/referrals/{id}/record_meeting", &["POST"]),
    ("/api/v1/referrals/{id}/renew_consent", &["POST"]),
    ("/api/v1/referrals/{id}/amend", &["POST"]),
    ("/api/v1/referrals/{id}/reopen", &["POST"]),
    ("/api/v1/referrals/{id}/report_change", &["POST"]),
    ("/api/v1/referrals/{id}/return", &["POST"]),
    ("/api/v1/referrals/{id}/review", &["POST"]),
    ("/api/v1/referrals/{id}/send_message", &["POST"]),
    ("/api/v1/referrals/{id}/timeline", &["GET"]),
    ("/api/v1/referrals/{id}/transfer", &["POST"]),
    ("/api/v1/referrals/{id}/unlink", &["POST"]),
    ("/api/v1/referrals/{id}/update_city_track", &["POST"]),
    ("/api/v1/referrals/{id}/views", &["GET"]),
    ("/api/v1/referrals/{id}/withdraw_consent", &["POST"]),
    ("/api/v1/watches/{id}/done", &["POST"]),
    ("/confirm-capacity/{link}", &["GET", "POST"]),
    ("/docs", &["GET"]),
    ("/docs/style.css", &["GET"]),
    ("/healthz", &["GET"]),
    ("/metrics", &["GET"]),
    ("/openapi.json", &["GET"]),
    ("/readyz", &["GET"]),
];

#[test]
fn the_document_has_every_route_and_every_route_has_its_methods_and_no_other() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let coordinator = server.client(server.people().coordinator(NETWORK));
    let worker = server.client(server.people().worker(NETWORK, PARTNER));
    let referral = crowd.offered(&advisor, 0);
    let draft = advisor
        .post(
            &format!("networks/{NETWORK}/drafts"),
            &json!({"handoff": crowd.person(1).handoff}),
        )
        .expect(201);

    let document = server.anonymous().get("/openapi.json").expect(200);
    assert!(
        document["openapi"].as_str().unwrap().starts_with("3.1"),
        "{}",
        document["openapi"]
    );
    let documented: BTreeMap<&str, BTreeSet<String>> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(path, item)| {
            let methods = item
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| !["parameters", "summary", "description"].contains(&key.as_str()));
            (
                path.as_str(),
                methods.map(|method| method.to_uppercase()).collect(),
            )
        })
        .collect();
    let promised: BTreeMap<&str, BTreeSet<String>> = ROUTES
        .iter()
        .map(|(path, methods)| (*path, methods.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(documented, promised);

    for (path, methods) in ROUTES {
        let real = path
            .replace("{network}", NETWORK)
            .replace("programmes/{id}", &format!("programmes/{PROGRAMME}"))
            .replace(
                "drafts/{id}",
                &format!("drafts/{}", draft["id"].as_str().unwrap()),
            )
            .replace("{id}", referral["id"].as_str().unwrap())
            .replace("{link}", "none")
            .replace("{secret}", "none");
        let mut allowed: BTreeSet<&str> = methods.iter().copied().collect();
        if allowed.contains("GET") {
            allowed.insert("HEAD");
            let reader = match path.rsplit('/').next() {
                Some("board" | "ending" | "voice" | "events") => Some(&coordinator),
                Some("absences") => Some(&worker),
                // A link that is good comes in a letter only.
                Some("{link}" | "{secret}") => None,
                _ => Some(&advisor),
            };
            if let Some(reader) = reader {
                heads_as_it_gets(reader, &real);
            }
        }
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            if allowed.contains(method) {
                continue;
            }
            let answer = advisor.request(method, &real).send();
            assert_eq!(answer.status, 405, "{method} {real}: {answer}");
            let told: BTreeSet<&str> = answer
                .header("allow")
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .collect();
            assert_eq!(told, allowed, "{method} {real}");
            if method != "HEAD" {
                answer.expect_problem(405, "method-not-allowed");
            }
        }
    }
    let same = advisor.get(&path(&referral)).expect(200);
    assert_eq!(same, referral, "a method that is not there did something");
}

fn heads_as_it_gets(client: &Client, path: &str) {
    let (got, head) = (client.get(path), client.request("HEAD", path).send());
    assert_eq!((got.status, head.status), (200, 200), "{path}: {got}");
    assert!(head.bytes.is_empty(), "{path}");
    // The counters count their own reading.
    let names: &[&str] = if path == "/metrics" {
        &["content-type"]
    } else if path.ends_with("/events") {
        // The feed's cursor is sealed anew each time.
        &["content-type", "content-length", "cache-control"]
    } else if path.ends_with("/export") {
        // It says the instant at which it was made, which is not always as long.
        &["content-type", "cache-control"]
    } else {
        &["content-type", "content-length", "etag", "link", "cache-control"]
    };
    for name in names {
        assert_eq!(head.header(name), got.header(name), "{name} of {path}");
    }
    assert!(got.header("x-content-type-options").is_some(), "{path}: {got}");
}

#[test]
fn a_version_that_was_seen_guards_what_is_done_next() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let [worker, colleague] =
        [0, 1].map(|n| server.client(server.people().at(NETWORK, PARTNER, "worker")[n]));
    let referral = crowd.offered(&advisor, 0);
    let etag = |client: &Client| client.get(&path(&referral)).header("etag").unwrap().to_owned();
    let matching = |client: &Client, action: &str, version: &str| {
        let path = format!("{}/{action}", path(&referral));
        client
            .request("POST", &path)
            .header("if-match", version)
            .json(&json!({}))
            .send()
    };
    let seen = etag(&worker);
    assert_eq!(seen, format!("\"{}\"", referral["version"]));
    let acknowledged = matching(&worker, "acknowledge", &seen);
    assert_eq!(acknowledged.status, 200, "{acknowledged}");
    assert_eq!(acknowledged.header("etag"), Some(etag(&worker).as_str()));
    assert_ne!(etag(&worker), seen);

    for stale in [
        seen.as_str(),
        "\"999\"",
        "3",
        "W/\"3\"",
        "\"\"",
        "x",
        "\"-1\"",
        "\"18446744073709551616\"",
    ] {
        matching(&colleague, "accept", stale).expect_problem(412, "precondition-failed");
    }
    assert_eq!(
        advisor.get(&path(&referral)).expect(200)["status"],
        "acknowledged"
    );
    matching(&colleague, "accept", &etag(&advisor)).expect(200);
    // Whoever saw what was before is told that first.
    matching(&worker, "accept", &seen).expect_problem(412, "precondition-failed");
    matching(&worker, "accept", &etag(&worker)).expect_problem(409, "illegal-transition");
    matching(&advisor, "client_called", "*").expect_problem(422, "invalid-request");
    act(
        &advisor,
        &referral,
        "client_called",
        &json!({"wish": "asks_when"}),
    )
    .expect(200);
}

#[test]
fn pages_follow_each_other_without_gaps_or_repeats_while_others_come_in() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    claim(&server, None);
    let advisor = server.client(server.people().advisor(NETWORK));
    let made: BTreeSet<String> = (0..23)
        .map(|n| crowd.offered(&advisor, n)["id"].as_str().unwrap().to_owned())
        .collect();

    for (sort, limit) in [("due", 5), ("newest", 5), ("newest", 23), ("due", 1), ("due", 22)] {
        let mut seen = Vec::new();
        let mut next = Some(format!(
            "/api/v1/networks/{NETWORK}/referrals?sort={sort}&limit={limit}&programme={PROGRAMME}"
        ));
        let mut page = 0;
        while let Some(path) = next {
            let answer = advisor.get(&path);
            next = next_page(&answer);
            let listed = answer.expect(200);
            let listed = listed.as_array().unwrap();
            assert!(
                listed.len() == limit || next.is_none(),
                "a page of {} out of {limit}",
                listed.len()
            );
            assert!(!listed.is_empty() || seen.is_empty(), "an empty page at the end");
            seen.extend(listed.clone());
            page += 1;
            if page == 2 && sort == "newest" && limit == 5 {
                // Newer than all: it belongs before the first page, and moves nothing.
                crowd.offered(&advisor, 100);
            }
            if let Some(path) = next.as_ref().filter(|_| page == 1) {
                assert!(
                    path.contains(&format!("limit={limit}")) && path.contains("programme="),
                    "{path}"
                );
                // A cursor is its owner's, and of its order.
                let colleague = server.client(server.people().of_role(NETWORK, "advisor")[1]);
                colleague.get(path).expect_problem(422, "invalid-request");
                let other = if sort == "due" { "newest" } else { "due" };
                let turned = path.replace(&format!("sort={sort}"), &format!("sort={other}"));
                advisor.get(&turned).expect_problem(422, "invalid-request");
            }
        }
        let ids: Vec<&str> = seen.iter().map(|one| one["id"].as_str().unwrap()).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "{sort} by {limit}: repeats");
        assert!(
            made.iter().all(|id| distinct.contains(id.as_str())),
            "{sort} by {limit}: gaps"
        );
        let key = |one: &Value| {
            let at = if sort == "due" {
                &one["due"]["at"]
            } else {
                &one["milestones"]["submitted_at"]
            };
            at.as_str().unwrap().parse::<Timestamp>().unwrap()
        };
        let instants: Vec<Timestamp> = seen.iter().map(key).collect();
        assert!(
            instants.is_sorted_by(|a, b| if sort == "due" { a <= b } else { a >= b }),
            "{sort}: {instants:?}"
        );
    }
    let one = listed(&advisor, "")[7].clone();
    let found = listed(
        &advisor,
        &format!("&reference={}", one["reference"].as_str().unwrap()),
    );
    assert_eq!(found, std::slice::from_ref(&one));
    let district = one["handoff"]["place"]["district"].as_str().unwrap();
    assert_eq!(listed(&advisor, &format!("&district={district}")).len(), 24);
    assert!(listed(&advisor, "&district=301&status=offered").is_empty());
    let mine = act(
        &server.client(server.people().worker(NETWORK, PARTNER)),
        &one,
        "accept",
        &json!({}),
    )
    .expect(200);
    let worker = server.client(server.people().worker(NETWORK, PARTNER));
    let ids = |query: &str| {
        listed(&worker, query)
            .iter()
            .map(|one| one["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("&holder=me"), [mine["id"].clone()]);
    assert_eq!(ids("&holder=organisation").len(), 23);
    assert_eq!(ids("&status=accepted&holder=any"), [mine["id"].clone()]);
    assert!(ids("&stalled=true").is_empty());
    server.advance(SignedDuration::from_hours(24 * 3));
    assert_eq!(ids("&stalled=true").len(), 23);
}
