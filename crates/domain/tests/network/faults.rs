//! Each fault is found, alone, at its place, with its code; and all are found at once.

use luotsi_domain::network::fault::{FaultCode, Place, faults};
use serde_json::{Value, json};

use crate::edit::{definition, edited, helsinki};

/// The pointers and codes found after the edits.
fn found(edits: &[(&str, Value)]) -> Vec<(String, FaultCode)> {
    faults(&definition(edited(helsinki(), edits)))
        .into_iter()
        .map(|fault| match fault.place {
            Place::Pointer(pointer) => (pointer, fault.code),
            Place::Line(..) => panic!("{fault}"),
        })
        .collect()
}

#[test]
fn succession_leads_on_and_has_a_day() {
    let last = json!("2030-12-31");
    let ways = [
        (
            vec![
                ("/programmes/0/valid_to", last.clone()),
                ("/programmes/0/succeeded_by", json!(["mereo-digipaja"])),
                ("/programmes/3/valid_to", last.clone()),
                ("/programmes/3/succeeded_by", json!(["mereo-evt"])),
            ],
            vec![
                ("/programmes/0/succeeded_by/0".to_owned(), FaultCode::Circle),
                ("/programmes/3/succeeded_by/0".to_owned(), FaultCode::Circle),
            ],
        ),
        (
            vec![
                ("/programmes/0/valid_to", last.clone()),
                (
                    "/programmes/0/succeeded_by",
                    json!(["tuntematon", "mereo-evt", "mereo-digipaja", "mereo-digipaja"]),
                ),
            ],
            vec![
                ("/programmes/0/succeeded_by/3".to_owned(), FaultCode::Duplicate),
                (
                    "/programmes/0/succeeded_by/0".to_owned(),
                    FaultCode::UnknownProgramme,
                ),
                ("/programmes/0/succeeded_by/1".to_owned(), FaultCode::Circle),
            ],
        ),
        (
            vec![
                ("/organisations/1/merged_into", json!("jade")),
                ("/organisations/4/merged_into", json!("mereo")),
            ],
            vec![
                ("/organisations/1/merged_into".to_owned(), FaultCode::Circle),
                ("/organisations/4/merged_into".to_owned(), FaultCode::Circle),
            ],
        ),
        (
            vec![
                ("/programmes/0/valid_to", Value::Null),
                ("/programmes/0/succeeded_by", json!(["mereo-digipaja"])),
            ],
            vec![("/programmes/0/valid_to".to_owned(), FaultCode::MissingField)],
        ),
        (
            vec![
                ("/programmes/0/valid_to", last),
                (
                    "/programmes/0/succeeded_by",
                    json!(["mereo-digipaja", "jade-ryhmat"]),
                ),
                ("/organisations/1/merged_into", json!("jade")),
            ],
            vec![],
        ),
    ];
    for (edits, expected) in ways {
        assert_eq!(found(&edits), expected, "{edits:?}");
    }
}

#[test]
fn a_fault_is_found_at_its_place() {
    use FaultCode as F;
    let last = format!(
        "/programmes/{}/id",
        helsinki()["programmes"].as_array().unwrap().len() - 1
    );
    assert!(found(&[]).is_empty());
    let words = json!({"fi": "x"});
    let table: Vec<(&str, Value, &str, FaultCode)> = vec![
        // What goes on when something ends.
        (
            "/organisations/1/merged_into",
            json!("tuntematon"),
            "/organisations/1/merged_into",
            F::UnknownOrganisation,
        ),
        (
            "/organisations/1/merged_into",
            json!("valli"),
            "/organisations/1/merged_into",
            F::WrongKind,
        ),
        (
            "/organisations/1/merged_into",
            json!("mereo"),
            "/organisations/1/merged_into",
            F::Circle,
        ),
        (
            "/organisations/0/merged_into",
            json!("mereo"),
            "/organisations/0/merged_into",
            F::WrongKind,
        ),
        // The network as a whole.
        ("/network", json!("Helsinki"), "/network", F::IllFormed),
        ("/name", json!({}), "/name", F::Empty),
        ("/name", json!({"fi": " "}), "/name/fi", F::Empty),
        ("/name", json!({"suomi_": "x"}), "/name/suomi_", F::IllFormed),
        ("/reference_prefix", json!("H"), "/reference_prefix", F::IllFormed),
        (
            "/reference_prefix",
            json!("HELSIN"),
            "/reference_prefix",
            F::IllFormed,
        ),
        (
            "/reference_prefix",
            json!("hki"),
            "/reference_prefix",
            F::IllFormed,
        ),
        (
            "/time_zone",
            json!("Europe/Helsingfors"),
            "/time_zone",
            F::UnknownTimeZone,
        ),
        ("/languages", json!([]), "/languages", F::Empty),
        ("/languages/1", json!("fi"), "/languages/1", F::Duplicate),
        ("/languages/1", json!("s"), "/languages/1", F::IllFormed),
        ("/municipalities", json!([]), "/municipalities", F::Empty),
        (
            "/municipalities",
            json!(["091", "091"]),
            "/municipalities/1",
            F::Duplicate,
        ),
        (
            "/home_desk",
            json!("nobody"),
            "/home_desk",
            F::UnknownOrganisation,
        ),
        ("/home_desk", json!("mereo"), "/home_desk", F::WrongKind),
        (
            "/coordinator",
            json!("nobody"),
            "/coordinator",
            F::UnknownOrganisation,
        ),
        (
            "/coordinator",
            json!("seniori-info"),
            "/coordinator",
            F::WrongKind,
        ),
        ("/needs/-", json!("loneliness"), "/needs/23", F::Duplicate),
        ("/needs/-", json!("first_job"), "/needs/23", F::UnknownNeed),
        ("/needs/-", json!("First job"), "/needs/23", F::IllFormed),
        (
            "/need_words",
            json!({"first_job": words}),
            "/need_words/first_job",
            F::UnknownKey,
        ),
        ("/need_words", json!({"money": {}}), "/need_words/money", F::Empty),
        (
            "/need_words",
            json!({"money": {"fi": " "}}),
            "/need_words/money/fi",
            F::Empty,
        ),
        (
            "/telephone/calling_code",
            json!("+358"),
            "/telephone/calling_code",
            F::IllFormed,
        ),
        (
            "/telephone/calling_code",
            json!("00358"),
            "/telephone/calling_code",
            F::IllFormed,
        ),
        (
            "/telephone/trunk_prefix",
            json!("zero"),
            "/telephone/trunk_prefix",
            F::IllFormed,
        ),
        (
            "/calendar/holidays/0/rule",
            json!({"orthodox_easter": 231}),
            "/calendar/holidays/0/rule/orthodox_easter",
            F::ImpossibleDate,
        ),
        // Working days.
        (
            "/calendar/digest_at",
            json!("16:00"),
            "/calendar/digest_at",
            F::Order,
        ),
        (
            "/calendar/weekend",
            json!(["sunday", "sunday"]),
            "/calendar/weekend/1",
            F::Duplicate,
        ),
        (
            "/calendar/weekend",
            json!([
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday"
            ]),
            "/calendar/weekend",
            F::OutOfRange,
        ),
        (
            "/calendar/holidays/0/name",
            json!({}),
            "/calendar/holidays/0/name",
            F::Empty,
        ),
        (
            "/calendar/holidays/0/rule",
            json!({"fixed": "02-30"}),
            "/calendar/holidays/0/rule/fixed",
            F::ImpossibleDate,
        ),
        (
            "/calendar/holidays/0/rule",
            json!({"fixed": "1-1"}),
            "/calendar/holidays/0/rule/fixed",
            F::ImpossibleDate,
        ),
        (
            "/calendar/holidays/0/rule",
            json!({"weekday_from": ["friday", "13-01"]}),
            "/calendar/holidays/0/rule/weekday_from/1",
            F::ImpossibleDate,
        ),
        (
            "/calendar/holidays/2/rule",
            json!({"easter": 251}),
            "/calendar/holidays/2/rule/easter",
            F::ImpossibleDate,
        ),
        (
            "/calendar/holidays/1/rule",
            json!({"fixed": "01-01"}),
            "/calendar/holidays/1/rule",
            F::Duplicate,
        ),
        // Clocks.
        (
            "/deadlines/review_days",
            json!(0),
            "/deadlines/review_days",
            F::OutOfRange,
        ),
        (
            "/deadlines/withdrawn_export_hours",
            json!(0),
            "/deadlines/withdrawn_export_hours",
            F::OutOfRange,
        ),
        (
            "/deadlines/retention_months",
            json!(0),
            "/deadlines/retention_months",
            F::OutOfRange,
        ),
        ("/deadlines/decide_wd", json!(1), "/deadlines/decide_wd", F::Order),
        (
            "/deadlines/stall_coordinator_wd",
            json!(3),
            "/deadlines/stall_desk_wd",
            F::Order,
        ),
        // Organisations.
        (
            "/organisations/-",
            json!({"id": "mereo", "name": "M", "kind": "partner"}),
            "/organisations/6/id",
            F::Duplicate,
        ),
        (
            "/organisations/-",
            json!({"id": "-m", "name": "M", "kind": "partner"}),
            "/organisations/6/id",
            F::IllFormed,
        ),
        (
            "/organisations/0/name",
            json!(""),
            "/organisations/0/name",
            F::Empty,
        ),
        // Programmes.
        ("/programmes", json!([]), "/programmes", F::Empty),
        ("/programmes/0/id", json!("jade-ryhmat"), &last, F::Duplicate),
        (
            "/programmes/0/id",
            json!("MEREO"),
            "/programmes/0/id",
            F::IllFormed,
        ),
        (
            "/programmes/0/organisation",
            json!("nobody"),
            "/programmes/0/organisation",
            F::UnknownOrganisation,
        ),
        (
            "/programmes/0/organisation",
            json!("valli"),
            "/programmes/0/organisation",
            F::WrongKind,
        ),
        (
            "/programmes/0/name/fi",
            json!(""),
            "/programmes/0/name/fi",
            F::Empty,
        ),
        (
            "/programmes/0/valid_to",
            json!("2025-12-31"),
            "/programmes/0/valid_to",
            F::Order,
        ),
        (
            "/programmes/0/age_max",
            json!(64),
            "/programmes/0/age_max",
            F::Order,
        ),
        ("/programmes/0/forms", json!([]), "/programmes/0/forms", F::Empty),
        (
            "/programmes/0/forms/1",
            json!("individual"),
            "/programmes/0/forms/1",
            F::Duplicate,
        ),
        ("/programmes/0/needs", json!([]), "/programmes/0/needs", F::Empty),
        (
            "/programmes/0/needs/1",
            json!("loneliness"),
            "/programmes/0/needs/1",
            F::Duplicate,
        ),
        (
            "/programmes/0/needs/0",
            json!("onward_path"),
            "/programmes/0/needs/0",
            F::UnknownNeed,
        ),
        (
            "/programmes/0/needs_also/0",
            json!("onward_path"),
            "/programmes/0/needs_also/0",
            F::UnknownNeed,
        ),
        (
            "/programmes/0/needs_also/0",
            json!("loneliness"),
            "/programmes/0/needs_also/0",
            F::Duplicate,
        ),
        (
            "/programmes/0/languages",
            json!([]),
            "/programmes/0/languages",
            F::Empty,
        ),
        (
            "/programmes/0/languages/0",
            json!("Finnish language"),
            "/programmes/0/languages/0",
            F::IllFormed,
        ),
        (
            "/programmes/0/languages_ask/0",
            json!("fi"),
            "/programmes/0/languages_ask/0",
            F::Duplicate,
        ),
        (
            "/programmes/0/area/districts",
            json!(["999"]),
            "/programmes/0/area/districts/0",
            F::UnknownDistrict,
        ),
        (
            "/programmes/0/area/districts",
            json!(["101", "101"]),
            "/programmes/0/area/districts/1",
            F::Duplicate,
        ),
        (
            "/programmes/0/follow_up/days",
            json!([90, 30]),
            "/programmes/0/follow_up/days",
            F::Order,
        ),
        (
            "/programmes/0/follow_up/days",
            json!([0, 30]),
            "/programmes/0/follow_up/days",
            F::Order,
        ),
        (
            "/programmes/0/follow_up/by_form",
            json!({"group": [30, 30]}),
            "/programmes/0/follow_up/by_form/group",
            F::Order,
        ),
        (
            "/programmes/0/demo_days",
            json!(0),
            "/programmes/0/demo_days",
            F::OutOfRange,
        ),
        // Districts.
        (
            "/districts/-",
            json!({"code": "101", "name": words}),
            "/districts/34/code",
            F::Duplicate,
        ),
        (
            "/districts/-",
            json!({"code": "", "name": words}),
            "/districts/34/code",
            F::Empty,
        ),
        (
            "/districts/1/tile",
            json!([2, 5]),
            "/districts/1/tile",
            F::Duplicate,
        ),
        (
            "/districts/1/centre",
            json!([160.1, 24.9]),
            "/districts/1/centre",
            F::OutOfRange,
        ),
        (
            "/districts/0/postal_codes/1",
            json!("00100"),
            "/districts/0/postal_codes/1",
            F::Duplicate,
        ),
        (
            "/districts/0/places/1",
            json!("Kruununhaka"),
            "/districts/0/places/1",
            F::Duplicate,
        ),
        // The handoff's part, outcomes, wordings, guidance.
        ("/handoff/version", json!(0), "/handoff/version", F::OutOfRange),
        ("/handoff/network", json!(true), "/handoff/network", F::WrongType),
        (
            "/handoff/network",
            json!({"type": "string"}),
            "/handoff/network/type",
            F::WrongType,
        ),
        (
            "/outcomes/Group Work",
            words.clone(),
            "/outcomes/Group Work",
            F::IllFormed,
        ),
        ("/outcomes/a~1b", words.clone(), "/outcomes/a~01b", F::IllFormed),
        ("/outcomes/served", json!({}), "/outcomes/served", F::Empty),
        ("/wordings/finnish", json!("x"), "/wordings/finnish", F::IllFormed),
        ("/wordings/fi-0", json!("x"), "/wordings/fi-0", F::IllFormed),
        ("/wordings/fi-2", json!(""), "/wordings/fi-2", F::Empty),
        ("/guidance/open", words.clone(), "/guidance/open", F::UnknownKey),
        (
            "/guidance/ambulance",
            words.clone(),
            "/guidance/ambulance",
            F::UnknownKey,
        ),
        ("/guidance/emergency", json!({}), "/guidance/emergency", F::Empty),
    ];
    for (pointer, value, at, code) in table {
        let edit = [(pointer, value.clone())];
        assert_eq!(found(&edit), [(at.to_owned(), code)], "{pointer} = {value}");
    }
}

#[test]
fn a_need_without_words_is_told_how_it_is_spelt() {
    let told = |need: &str| {
        let faults = faults(&definition(edited(helsinki(), &[("/needs/-", json!(need))])));
        faults.iter().map(|fault| fault.mend.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        told("onward_paths"),
        ["add its words to need_words, or spell it `onward_path`"]
    );
    assert_eq!(told("first_job"), ["add its words to need_words"]);
    let own = [
        ("/needs/-", json!("first_job")),
        ("/need_words", json!({"first_job": {"fi": "Ensimmäinen työ"}})),
        ("/programmes/0/needs/-", json!("first_job")),
    ];
    assert!(found(&own).is_empty());
}

#[test]
fn taking_a_need_from_the_network_is_a_fault_of_every_programme_that_names_it() {
    let needs = helsinki()["needs"].as_array().unwrap().clone();
    let without: Vec<Value> = needs.into_iter().filter(|need| need != "digital").collect();
    let naming = helsinki()["programmes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|programme| {
            programme["needs"].to_string().contains("digital")
                || programme["needs_also"].to_string().contains("digital")
        })
        .count();
    let found = found(&[("/needs", json!(without))]);
    assert!(found.iter().all(|(_, code)| *code == FaultCode::UnknownNeed));
    assert_eq!(found.len(), naming);
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_fields() {
    let found = found(&[
        ("/coordinator", json!("nobody")),
        ("/programmes/2/age_max", json!(60)),
        ("/calendar/digest_at", json!("17:00")),
        ("/programmes/2/needs", json!([])),
        ("/reference_prefix", json!("")),
    ]);
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/reference_prefix",
            "/coordinator",
            "/calendar/digest_at",
            "/programmes/2/age_max",
            "/programmes/2/needs"
        ]
    );
}

#[test]
fn what_is_unusual_but_lawful_is_no_fault() {
    for (pointer, value) in [
        ("/calendar/holidays/0/rule", json!({"fixed": "02-29"})),
        ("/calendar/holidays", json!([])),
        ("/calendar/weekend", json!([])),
        ("/programmes/0/capacity", json!({"places": 0})),
        ("/programmes/0/follow_up", json!({"days": []})),
        ("/programmes/0/valid_to", json!("2026-01-01")),
        ("/programmes/0/age_max", json!(65)),
        ("/districts/0/postal_codes/0", json!("00120")),
        ("/time_zone", json!("America/Argentina/Buenos_Aires")),
        ("/name", json!({"zh-Hant-TW": "x"})),
    ] {
        assert_eq!(found(&[(pointer, value.clone())]), [], "{pointer} = {value}");
    }
}

#[test]
fn a_fault_prints_as_place_what_and_mend() {
    let faults = faults(&definition(edited(
        helsinki(),
        &[("/programmes/0/organisation", json!("mero"))],
    )));
    assert_eq!(
        faults[0].to_string(),
        "/programmes/0/organisation: no organisation is called `mero`; \
         add it to organisations or name one that is there"
    );
}
