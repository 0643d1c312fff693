use jiff::civil;
use luotsi_domain::{
    handoff::Facts,
    id::UserId,
    referral::{
        event::Offer,
        words::{HandBackReason, Role},
    },
};
use luotsi_routing::{RULES, Stood};
use uuid::Uuid;

use super::*;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(hour * 3600).unwrap()
}

fn by(number: u128, role: Role, organisation: &str) -> By {
    By {
        user: UserId::new(Uuid::from_u128(number)),
        role,
        organisation: organisation.into(),
    }
}

fn advisor() -> By {
    by(1, Role::Advisor, "desk")
}

fn offered(programme: &str, hour: i64, then: &[&str]) -> Event {
    Event::Offered {
        offer: Offer {
            programme: programme.into(),
            organisation: "partner".into(),
            agreed_with: None,
            deputy: None,
            at: at(hour),
            acknowledge_by: at(hour + 1),
            decide_by: at(hour + 2),
            beyond: false,
        },
        then: then.iter().map(|id| (*id).into()).collect(),
    }
}

fn history(steps: Vec<(i64, Option<By>, Event)>) -> Vec<Recorded> {
    let recorded = |(seq, (hour, by, event))| Recorded {
        seq,
        at: at(hour),
        by,
        event,
        texts: Vec::new(),
    };
    (1..).zip(steps).map(recorded).collect()
}

fn decision(chosen: &str) -> Decision {
    Decision {
        rules: RULES,
        definition: 1,
        now: at(0),
        today: civil::date(2026, 9, 2),
        facts: Facts::default(),
        receivers: Vec::new(),
        capacity: std::collections::BTreeMap::default(),
        foreseen: std::collections::BTreeMap::default(),
        history: Vec::new(),
        chosen: chosen.into(),
        because: None,
        ranking: vec![Stood {
            programme: chosen.into(),
            rank: Some(1),
            reasons: Vec::new(),
            tenths: None,
            would_change: Vec::new(),
        }],
    }
}

fn chose(history: &[Recorded], seq: u64, chosen: &str) -> Option<Chose> {
    Chose::of(history, seq, &decision(chosen), None)
}

#[test]
fn whoever_asked_chose() {
    let history = history(vec![
        (0, Some(advisor()), Event::Acknowledged),
        (1, Some(advisor()), offered("a", 1, &["b"])),
    ]);
    assert_eq!(chose(&history, 2, "a"), Some(Chose::Somebody(advisor())));
    assert_eq!(chose(&history, 2, "z"), None);
    assert_eq!(chose(&history, 7, "a"), None);
}

#[test]
fn after_a_silence_or_a_no_the_next_was_chosen_by_whoever_had_named_it() {
    let lead = by(2, Role::Lead, "partner");
    let coordinator = by(3, Role::Coordinator, "office");
    let history = history(vec![
        (1, Some(advisor()), offered("a", 1, &["b", "c"])),
        (9, None, Event::Expired),
        (9, None, offered("b", 9, &["c"])),
        (
            10,
            Some(lead.clone()),
            Event::HandedBack {
                reason: HandBackReason::NoPlace,
            },
        ),
        (10, Some(lead), offered("c", 10, &[])),
        (20, Some(coordinator.clone()), offered("a", 20, &["c"])),
        (29, None, Event::Expired),
        (29, None, offered("c", 29, &[])),
        (39, None, Event::Expired),
        (39, None, offered("d", 39, &[])),
    ]);
    let next = |before, named| Some(Chose::Next { before, named });
    let by_advisor = Some((advisor(), at(1)));
    assert_eq!(chose(&history, 2, "b"), next(Before::Silent, by_advisor.clone()));
    // Whoever said no did not choose the next, though hers was the step that asked it.
    assert_eq!(chose(&history, 4, "c"), next(Before::Refused, by_advisor));
    assert_eq!(
        chose(&history, 7, "c"),
        next(Before::Silent, Some((coordinator, at(20))))
    );
    assert_eq!(chose(&history, 9, "d"), next(Before::Silent, None));
}
