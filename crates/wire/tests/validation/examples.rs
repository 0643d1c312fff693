//! The examples that ship, and the handoffs that advisors clicked for the recorded calls.

use std::{collections::BTreeSet, fs};

use luotsi_domain::handoff::{ConsentBy, ConsentScope, ConsentStatus};
use luotsi_wire::validation::Code;
use serde_json::Value;

use crate::ground::{NETWORKS, files, json, network_of, root, told, validator};

#[test]
fn valid_examples_can_be_submitted_as_they_are() {
    let mut people = BTreeSet::new();
    for network in NETWORKS {
        let validator = validator(network);
        let mut count = 0;
        for path in files("schemas/examples/valid", ".json") {
            if network_of(&path) != network {
                continue;
            }
            let handoff = validator
                .validate(&json(&path))
                .unwrap_or_else(|faults| panic!("{}: {:?}", path.display(), told(&faults)));
            let place = path.display();
            assert!(handoff.consent.opens_the_gate(), "{place}");
            assert_eq!(handoff.consent.status, ConsentStatus::Given, "{place}");
            assert_eq!(handoff.consent.by, Some(ConsentBy::Client), "{place}");
            assert_eq!(handoff.consent.scope, Some(ConsentScope::Network), "{place}");
            assert!(handoff.consent.feedback, "{place}");
            assert!(!handoff.client.protected, "{place}");
            assert!(
                handoff.client.birth_year.is_some() && handoff.client.age_band.is_none(),
                "{place}"
            );
            assert_eq!(
                handoff.place.municipality.as_deref(),
                Some(municipality(network)),
                "{place}"
            );
            let phone = handoff.client.phone.expect("a phone");
            assert!(
                phone.starts_with("+35850000"),
                "{place}: {phone} is no invented number"
            );
            assert!(people.insert(phone), "{place}: somebody else's phone");
            let name = (handoff.client.first_name, handoff.client.last_name);
            assert!(name.0.is_some() && name.1.is_some(), "{place}");
            count += 1;
        }
        assert!(count >= 4, "{network}: {count}");
    }
}

fn municipality(network: &str) -> &'static str {
    if network == "helsinki" { "091" } else { "837" }
}

#[test]
fn other_examples_are_valid_too() {
    let mut count = 0;
    for path in files("schemas/examples/other", ".json") {
        let validator = validator(network_of(&path));
        if let Err(faults) = validator.validate(&json(&path)) {
            panic!("{}: {:?}", path.display(), told(&faults));
        }
        count += 1;
    }
    assert!(count >= 6, "{count}");
}

#[test]
fn invalid_examples_have_the_faults_told_beside_them() {
    let mut seen = BTreeSet::new();
    for path in files("schemas/examples/invalid", ".faults.json") {
        let example = path.to_string_lossy().replace(".faults.json", ".json");
        let validator = validator(network_of(&path));
        let faults = validator.validate(&json(example.as_ref())).expect_err(&example);
        let expected: Vec<String> = json(&path)
            .as_array()
            .expect("a list")
            .iter()
            .map(|fault| {
                let part = |name: &str| fault[name].as_str().expect("text").to_owned();
                format!("{} {}", part("pointer"), part("code"))
            })
            .collect();
        assert_eq!(told(&faults), expected, "{example}");
        seen.extend(faults.iter().map(|fault| fault.code));
    }
    let all = files("schemas/examples/invalid", ".json");
    assert_eq!(all.len() % 2, 0, "every invalid example has its faults beside it");
    // What only an administrator's own schema can bring, or only a step of the road, is tried elsewhere.
    let elsewhere = [
        Code::Pattern,
        Code::TooMany,
        Code::TooFew,
        Code::TooSmall,
        Code::TooLarge,
        Code::Invalid,
        Code::InThePast,
        Code::TooFarAhead,
        Code::InTheFuture,
        Code::BeforeHandoff,
        Code::Unchanged,
        Code::SameOrganisation,
        Code::NotCarried,
        Code::LeavesOutCarrier,
        Code::Erased,
        Code::HasPassed,
        Code::TooLate,
        Code::BeforeMeeting,
        Code::UseFallback,
        Code::Away,
        Code::NotHere,
        Code::NothingNew,
    ];
    let unseen: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code) && !elsewhere.contains(code))
        .collect();
    assert!(unseen.is_empty(), "no example of {unseen:?}");
}

#[test]
fn the_recorded_calls_became_valid_handoffs() {
    for (network, lines) in [("helsinki", 24), ("tampere-asto", 8)] {
        let validator = validator(network);
        let path = root().join(format!("tests/golden/handoffs/{network}.jsonl"));
        let text = fs::read_to_string(path).expect("the recorded calls");
        assert_eq!(text.lines().count(), lines, "{network}");
        for line in text.lines() {
            let call: Value = serde_json::from_str(line).expect("JSON");
            let faults = validator.validate(&call["handoff"]).err().unwrap_or_default();
            assert_eq!(told(&faults), Vec::<String>::new(), "{}", call["id"]);
            for kept_out in ["text", "why"] {
                assert!(call.get(kept_out).is_none(), "{}: {kept_out}", call["id"]);
            }
        }
    }
}
