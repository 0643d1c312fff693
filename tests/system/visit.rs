//! What whoever tries the demo finds: its people, samples in every state, a clock and the mail.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::{SignedDuration, Timestamp};
use luotsi_tests::{Demo, Server};
use serde_json::{Value, json};

use crate::handing::listed;

#[test]
fn a_demo_has_its_people_its_samples_its_clock_and_its_mail() {
    let at: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
    let server = Demo::new().at(at).start();
    people_are_there(&server);

    // It runs on at real pace from where it was to stand.
    let now = server.now();
    assert!(now >= at && now < at + SignedDuration::from_mins(1), "{now}");
    let shown = server.anonymous().get("/demo/clock").expect(200);
    assert_eq!(shown.as_object().unwrap().keys().collect::<Vec<_>>(), ["now"]);
    for body in [
        json!({"to": "2026-11-23T07:59:59Z"}),
        json!({"to": "1970-01-01T00:00:00Z"}),
        json!({"to": "yesterday"}),
        json!({}),
        json!({"advance_seconds": -1}),
        json!({"advance_seconds": 1.5}),
        json!({"advance_seconds": u64::MAX}),
        json!({"to": at.to_string(), "advance_seconds": 1}),
        json!({"by": 1}),
        json!([]),
    ] {
        server
            .anonymous()
            .post("/demo/clock", &body)
            .expect_problem(422, "invalid-request");
    }
    assert!(server.now() < at + SignedDuration::from_mins(1));
    let moved = server
        .anonymous()
        .post("/demo/clock", &json!({"advance_seconds": 3600}))
        .expect(200);
    assert_eq!(
        moved.as_object().unwrap().keys().collect::<BTreeSet<_>>(),
        BTreeSet::from([&"now".to_owned(), &"ran".to_owned()])
    );
    assert!(server.now() >= at + SignedDuration::from_hours(1));

    // Samples in every state, in both networks together, seen by who coordinates them.
    let mut statuses = BTreeSet::new();
    for network in ["helsinki", "tampere-asto"] {
        let coordinator = server.client(server.people().coordinator(network));
        for referral in listed(&coordinator, "") {
            statuses.insert(referral["status"].as_str().unwrap().to_owned());
            let open = !["stable", "closed"].contains(&referral["status"].as_str().unwrap());
            assert_eq!(open, referral["holder"]["kind"] != "nobody", "{referral}");
            assert_eq!(open, referral["due"]["at"].is_string(), "{referral}");
        }
    }
    let all = [
        "accepted",
        "acknowledged",
        "closed",
        "follow_up",
        "in_support",
        "offered",
        "returned",
        "stable",
        "waiting",
    ];
    assert_eq!(statuses, all.map(str::to_owned).into());
    server.verify().expect(0);

    // Oldest first, each to somebody who is there, each with a name of its own.
    let mail = server.mail();
    assert!(!mail.is_empty());
    assert!(mail.is_sorted_by_key(|letter| letter.at));
    let names: BTreeSet<&String> = mail.iter().map(|letter| &letter.message_id).collect();
    assert_eq!(names.len(), mail.len());
    for letter in &mail {
        assert!(
            server.people().iter().any(|person| person.email == letter.to),
            "{letter:?}"
        );
        assert!(
            !letter.subject.is_empty() && !letter.text.is_empty() && letter.html.contains("<html"),
            "{letter:?}"
        );
        for reference in &letter.references {
            assert!(
                letter.text.contains(reference) && letter.html.contains(reference),
                "{letter:?}"
            );
        }
    }
    let raw = server.anonymous().get("/demo/mail").expect(200);
    let fields = ["at", "html", "message_id", "references", "subject", "text", "to"].map(str::to_owned);
    assert_eq!(
        raw[0]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>(),
        fields.into()
    );
}

fn people_are_there(server: &Server) {
    let document: Value = serde_json::from_slice(&fs::read(server.dir().join("demo.json")).unwrap()).unwrap();
    assert_eq!(document["url"], server.url());
    let fields = [
        "email",
        "id",
        "name",
        "network",
        "organisation",
        "password",
        "role",
        "token",
    ]
    .map(str::to_owned);
    for person in document["people"].as_array().unwrap() {
        assert_eq!(
            person
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<BTreeSet<_>>(),
            fields.clone().into(),
            "{person}"
        );
        assert!(
            person.as_object().unwrap().values().all(Value::is_string),
            "{person}"
        );
    }
    let mut organisations: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for person in server.people().iter() {
        organisations
            .entry((&person.network, &person.organisation))
            .or_default()
            .push(&person.role);
        let me = server.client(person).get("me").expect(200);
        let expected = json!({"id": person.id, "name": person.name, "roles": [person.role], "networks": [person.network], "organisations": [person.organisation]});
        assert_eq!(me, expected);
    }
    let (partner, desk, coordinator) = (
        ["lead", "worker", "worker"].as_slice(),
        ["advisor", "advisor"].as_slice(),
        ["coordinator"].as_slice(),
    );
    let expected = [
        ("helsinki", "seniori-info", desk),
        ("helsinki", "mereo", partner),
        ("helsinki", "omakotisaatio", partner),
        ("helsinki", "miina-sillanpaa", partner),
        ("helsinki", "jade", partner),
        ("helsinki", "valli", coordinator),
        ("tampere-asto", "asto-desk", desk),
        ("tampere-asto", "kuntoutuspolku", partner),
        ("tampere-asto", "asto-coordination", coordinator),
    ];
    for (network, organisation, roles) in expected {
        let mut there = organisations.remove(&(network, organisation)).unwrap_or_default();
        there.sort_unstable();
        assert_eq!(there, roles, "{organisation}");
    }
    // What is left are the three referrers of Tampere.
    assert_eq!(organisations.len(), 3, "{organisations:?}");
    assert!(
        organisations.values().all(|roles| roles == desk),
        "{organisations:?}"
    );
    let tokens: BTreeSet<&String> = server.people().iter().map(|person| &person.token).collect();
    assert_eq!(tokens.len(), server.people().iter().count());
}
