use luotsi_domain::network::Definition;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    drawn::{a_person, a_question},
    question::{Past, PastAnswer},
    rank,
    testing::{Asked, day, network, person, waits},
};

/// Whom each of those is proposed to.
fn matched(programmes: Vec<Value>, people: impl Fn(&Definition) -> Vec<Waits>) -> Vec<Option<&'static str>> {
    let asked = Asked::of(network(programmes), person(json!({})));
    let people = people(&asked.definition);
    let found = match_waiting(asked.situation(), &people);
    found
        .into_iter()
        .map(|one| {
            one.map(|id| {
                if id.as_str() == "both" {
                    "both"
                } else if id.as_str() == "finnish" {
                    "finnish"
                } else {
                    "a"
                }
            })
        })
        .collect()
}

/// One place in Finnish, one in Finnish and Somali.
fn two_places() -> Vec<Value> {
    vec![
        json!({"id": "both", "languages": ["fi", "so"], "capacity": {"places": 1}}),
        json!({"id": "finnish", "capacity": {"places": 1}}),
    ]
}

#[test]
fn the_only_place_for_one_is_not_given_to_another_who_has_two() {
    let found = matched(two_places(), |network| {
        vec![
            waits(network, json!({}), 90.0),
            waits(network, json!({"language": "so"}), 1.0),
        ]
    });
    assert_eq!(found, [Some("finnish"), Some("both")]);
}

#[test]
fn of_equals_the_one_who_has_waited_longer_and_of_those_the_urgent_one() {
    let place = || vec![json!({"id": "a", "capacity": {"places": 1}})];
    let found = matched(place(), |network| {
        vec![waits(network, json!({}), 3.0), waits(network, json!({}), 4.0)]
    });
    assert_eq!(found, [None, Some("a")]);
    let found = matched(place(), |network| {
        vec![
            waits(network, json!({}), 40.0),
            waits(network, json!({"urgency": "urgent"}), 1.0),
        ]
    });
    assert_eq!(found, [None, Some("a")]);
}

#[test]
fn nobody_is_passed_over_for_good_however_many_urgent_ones_come() {
    for (urgency, days, first) in [
        ("urgent", 80.0, false),
        ("urgent", 95.0, true),
        ("soon", 25.0, false),
        ("soon", 35.0, true),
    ] {
        let found = matched(vec![json!({"id": "a", "capacity": {"places": 1}})], |network| {
            let mut people = vec![waits(network, json!({}), days)];
            people.extend((0..40).map(|_| waits(network, json!({"urgency": urgency}), 1.0)));
            people
        });
        assert_eq!(found[0].is_some(), first, "{urgency}, {days}");
    }
}

#[test]
fn a_place_that_was_proposed_is_kept_and_one_that_is_gone_makes_way_for_another() {
    let keeps = |network: &Definition, proposed: &str, facts: Value| Waits {
        proposed: vec![ProgrammeId::new(proposed)],
        ..waits(network, facts, 1.0)
    };
    // It is still hers: nothing new for her, and nothing there for who comes after.
    let found = matched(two_places(), |network| {
        vec![
            waits(network, json!({"language": "so"}), 200.0),
            keeps(network, "both", json!({})),
            waits(network, json!({}), 1.0),
        ]
    });
    assert_eq!(found, [None, None, Some("finnish")]);
    // It was taken meanwhile: another one then, but not the same again.
    let gone = vec![
        json!({"id": "both", "capacity": {"places": 0}}),
        json!({"id": "finnish", "capacity": {"places": 1}}),
    ];
    let found = matched(gone, |network| vec![keeps(network, "both", json!({}))]);
    assert_eq!(found, [Some("finnish")]);
}

#[test]
fn who_chose_a_programme_is_proposed_that_one_and_no_other() {
    let found = matched(two_places(), |network| {
        let chose = |chosen: &str| Waits {
            chosen: Some(ProgrammeId::new(chosen)),
            ..waits(network, json!({}), 1.0)
        };
        vec![chose("finnish"), chose("finnish"), chose("nowhere")]
    });
    assert_eq!(found.iter().flatten().count(), 1);
    assert_eq!(found[2], None);
}

#[test]
fn what_was_confirmed_besides_is_proposed_where_the_chosen_one_has_no_place() {
    let chose = |network: &Definition| {
        vec![Waits {
            chosen: Some(ProgrammeId::new("finnish")),
            then: vec![ProgrammeId::new("both")],
            ..waits(network, json!({}), 1.0)
        }]
    };
    assert_eq!(matched(two_places(), chose), [Some("finnish")]);
    let full = vec![
        json!({"id": "both", "capacity": {"places": 1}}),
        json!({"id": "finnish", "capacity": {"places": 0}}),
    ];
    assert_eq!(matched(full, chose), [Some("both")]);
}

#[test]
fn a_place_that_somebody_was_kept_waiting_beside_is_for_others() {
    let one_place = vec![json!({"id": "a", "capacity": {"places": 1}})];
    let found = matched(one_place, |network| {
        let passed = Waits {
            passed: vec![ProgrammeId::new("a")],
            ..waits(network, json!({"urgency": "urgent"}), 100.0)
        };
        vec![passed, waits(network, json!({}), 1.0)]
    });
    assert_eq!(found, [None, Some("a")]);
}

#[test]
fn who_was_refused_there_for_what_she_is_is_not_sent_back() {
    let refused = |network: &Definition| {
        let mut one = waits(network, json!({}), 9.0);
        one.somebody.history.push(Past {
            programme: ProgrammeId::new("finnish"),
            answer: PastAnswer::HandedBack(luotsi_domain::referral::words::HandBackReason::NotTargetGroup),
            on: day("2026-08-20"),
        });
        vec![one]
    };
    assert_eq!(matched(two_places(), refused), [Some("both")]);
}

proptest! {
    #[test]
    fn places_are_given_once_to_whom_they_fit_and_none_is_left_that_somebody_could_have(
        asked in a_question(),
        people in prop::collection::vec((a_person(), 0_u16..300), 1..8),
    ) {
        let people: Vec<Waits> = people
            .into_iter()
            .map(|(facts, days)| Waits {
                somebody: Somebody { facts: person(facts), ..asked.somebody() },
                days: f64::from(days),
                chosen: None,
                then: Vec::new(),
                proposed: Vec::new(),
                passed: Vec::new(),
            })
            .collect();
        let found = match_waiting(asked.situation(), &people);
        prop_assert_eq!(&found, &match_waiting(asked.situation(), &people));
        let mut taken = std::collections::BTreeMap::<&ProgrammeId, u32>::new();
        for programme in found.iter().flatten() {
            *taken.entry(programme).or_default() += 1;
        }
        for (one, proposed) in people.iter().zip(&found) {
            let open = rank(&asked.situation().question(&one.somebody));
            let open: Vec<_> = open
                .into_iter()
                .filter(|one| one.fits && one.free_places != Some(0))
                .collect();
            match proposed {
                Some(programme) => prop_assert!(open.iter().any(|one| one.programme == *programme)),
                None => for one in &open {
                    let left = one.free_places.map(|free| free - taken.get(&one.programme).unwrap_or(&0));
                    prop_assert_eq!(left, Some(0), "{}", one.programme);
                },
            }
        }
        for (programme, taken) in taken {
            let free = asked.capacity[programme].free();
            prop_assert!(free.is_none_or(|free| taken <= free));
        }
    }
}
