use luotsi_domain::handoff::CityTrackKind as Kind;
use serde_json::{Value, json};

use super::*;
use crate::testing::{day, handoff, network};

/// Every way of closing, in the contract's order: what changes, and where it leads.
fn closings() -> Vec<(&'static str, Value, GateOutcome)> {
    vec![
        ("/gate/danger_to_life", json!("instead"), GateOutcome::Emergency),
        (
            "/gate/authority_today",
            json!("instead"),
            GateOutcome::AuthorityOnly,
        ),
        ("/gate/cannot_cope", json!("instead"), GateOutcome::AuthorityOnly),
        ("/gate/other_municipality", json!(true), GateOutcome::OtherArea),
        ("/place/municipality", json!("049"), GateOutcome::OtherArea),
        ("/gate/other_service", json!(true), GateOutcome::OtherService),
        ("/gate/desk_solves", json!(true), GateOutcome::DeskKeeps),
    ]
}

#[test]
fn the_first_outcome_that_applies_is_the_answer() {
    let definition = network(vec![]);
    let closings = closings();
    for (at, (pointer, value, outcome)) in closings.iter().enumerate() {
        // Alone, and with everything that comes after it, with and without permission.
        let alone = [(*pointer, value.clone())];
        let mut crowded: Vec<(&str, Value)> = closings[at..]
            .iter()
            .map(|(pointer, value, _)| (*pointer, value.clone()))
            .collect();
        assert_eq!(
            judge(&handoff(&alone), &definition).outcome,
            *outcome,
            "{pointer}"
        );
        assert_eq!(
            judge(&handoff(&crowded), &definition).outcome,
            *outcome,
            "{pointer} and after"
        );
        crowded.push(("/consent/status", json!("not_asked")));
        assert_eq!(
            judge(&handoff(&crowded), &definition).outcome,
            *outcome,
            "{pointer} unasked"
        );
    }
}

#[test]
fn only_the_client_or_her_guardian_opens() {
    let definition = network(vec![]);
    for (status, by, outcome) in [
        ("given", json!("client"), GateOutcome::Open),
        ("given", json!("guardian"), GateOutcome::Open),
        ("given", json!("relative"), GateOutcome::NoConsent),
        ("given", json!("nobody"), GateOutcome::NoConsent),
        ("given", json!(null), GateOutcome::NoConsent),
        ("refused", json!("client"), GateOutcome::NoConsent),
        ("withdrawn", json!("client"), GateOutcome::NoConsent),
        ("not_asked", json!(null), GateOutcome::NoConsent),
        ("unable", json!(null), GateOutcome::NoConsent),
    ] {
        let plain = handoff(&[("/consent/status", json!(status)), ("/consent/by", by.clone())]);
        assert_eq!(judge(&plain, &definition).outcome, outcome, "{status} by {by}");
        // With an authority beside, a missing permission leaves the authority alone.
        let alongside = if outcome == GateOutcome::Open {
            outcome
        } else {
            GateOutcome::AuthorityOnly
        };
        for question in ["/gate/authority_today", "/gate/cannot_cope"] {
            let beside = handoff(&[
                ("/consent/status", json!(status)),
                ("/consent/by", by.clone()),
                (question, json!("alongside")),
            ]);
            assert_eq!(
                judge(&beside, &definition).outcome,
                alongside,
                "{question}, {status} by {by}"
            );
        }
    }
}

#[test]
fn an_unknown_municipality_is_not_elsewhere() {
    let unknown = handoff(&[("/place/municipality", json!(null))]);
    assert_eq!(judge(&unknown, &network(vec![])).outcome, GateOutcome::Open);
}

#[test]
fn the_city_track_is_the_named_one_or_what_the_answers_ask_for() {
    let definition = network(vec![]);
    let named = json!({"kind": "carer_support", "started_on": null, "notified_on": null});
    for (changes, needed, kind) in [
        (vec![], false, None),
        (
            vec![("/gate/cannot_cope", json!("alongside"))],
            true,
            Some(Kind::Assessment),
        ),
        (
            vec![("/gate/authority_today", json!("alongside"))],
            true,
            Some(Kind::UrgentAssessment),
        ),
        (
            vec![
                ("/gate/cannot_cope", json!("alongside")),
                ("/gate/authority_today", json!("alongside")),
            ],
            true,
            Some(Kind::UrgentAssessment),
        ),
        (
            vec![("/gate/cannot_cope", json!("instead"))],
            false,
            Some(Kind::Assessment),
        ),
        (
            vec![
                ("/gate/cannot_cope", json!("alongside")),
                ("/city_track", named.clone()),
            ],
            true,
            Some(Kind::CarerSupport),
        ),
        (
            vec![("/city_track", named.clone())],
            false,
            Some(Kind::CarerSupport),
        ),
        (
            vec![
                ("/gate/danger_to_life", json!("instead")),
                ("/gate/cannot_cope", json!("alongside")),
            ],
            true,
            None,
        ),
        (
            vec![
                ("/gate/other_municipality", json!(true)),
                ("/city_track", named.clone()),
            ],
            false,
            None,
        ),
        (
            vec![("/gate/desk_solves", json!(true)), ("/city_track", named)],
            false,
            Some(Kind::CarerSupport),
        ),
    ] {
        let handoff = handoff(&changes);
        assert_eq!(needs_city_track(&handoff), needed, "{changes:?}");
        assert_eq!(judge(&handoff, &definition).city_track, kind, "{changes:?}");
    }
}

#[test]
fn the_citys_clock_is_seven_working_days_or_the_same_day() {
    let definition = network(vec![]);
    let days = WorkingDays::of(&definition).unwrap();
    let today = day("2026-09-01");
    for (kind, started_on, due) in [
        (Kind::Assessment, None, "2026-09-10"),
        (Kind::Assessment, Some("2026-08-28"), "2026-09-08"),
        (Kind::Assessment, Some("2026-08-01"), "2026-08-11"),
        (Kind::Notification, None, "2026-09-10"),
        (Kind::CarerSupport, None, "2026-09-10"),
        (Kind::ChildProtection, None, "2026-09-10"),
        (Kind::Other, None, "2026-09-10"),
        (Kind::UrgentAssessment, None, "2026-09-01"),
        // An urgent one begun on a Saturday was due that Saturday.
        (Kind::UrgentAssessment, Some("2026-08-29"), "2026-08-29"),
    ] {
        let due_on = city_track_due(kind, started_on.map(day), &definition, &days, today);
        assert_eq!(due_on, day(due), "{kind} from {started_on:?}");
    }
    let mut shorter = definition;
    shorter.deadlines.city_assessment_wd = 3;
    assert_eq!(
        city_track_due(Kind::Assessment, None, &shorter, &days, today),
        day("2026-09-04")
    );
}
