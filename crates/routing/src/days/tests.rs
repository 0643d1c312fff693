use serde_json::{Value, json};

use super::*;
use crate::{
    Came, Candidate, Change, Foreseen, Learnt, Outcome,
    outlook::Answer as Said,
    question::{CapacityNow, Past},
    rank,
    testing::{Asked, day, network, person},
};

fn ask(programmes: Vec<Value>, facts: Value) -> Asked {
    Asked::of(network(programmes), person(facts))
}

fn first_two(asked: &Asked) -> [Candidate; 2] {
    rank(&asked.question())
        .into_iter()
        .take(2)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

/// So many answers of a programme, each after so many days, and contacts after so many more.
fn came(programme: &str, answers: &[(usize, Said)], days: f64, contact: f64) -> Vec<Outcome> {
    let mut found = Vec::new();
    for (times, said) in answers {
        for _ in 0..*times {
            let outcome = |what, days| Outcome {
                programme: programme.into(),
                what,
                days,
                fit: None,
                load: None,
            };
            found.push(outcome(Came::Answer(*said), days));
            if *said == Said::Yes {
                found.push(outcome(Came::Contact, contact));
            }
        }
    }
    found
}

fn learning(asked: &mut Asked, outcomes: &[Outcome]) {
    asked.foreseen = Learnt::of(&asked.definition, outcomes).foresee();
}

#[test]
fn the_terms_that_are_told_are_those_that_are_compared() {
    let near = json!({"districts": ["301"]});
    let mut asked = ask(
        vec![
            json!({"id": "a", "area": near}),
            json!({"id": "b", "needs": ["mood"], "needs_also": ["loneliness"], "capacity": {"places": 4}}),
        ],
        json!({}),
    );
    let used = CapacityNow {
        places: Some(4),
        used: 2,
        ..CapacityNow::default()
    };
    asked.capacity.insert("b".into(), used);
    let [a, b] = first_two(&asked);
    let told = |one: &Candidate| -> Vec<(&'static str, u32)> {
        one.expected
            .iter()
            .map(|term| (term.code(), term.tenths().unwrap()))
            .collect()
    };
    let (first, second) = (a.days.unwrap(), b.days.unwrap());
    assert_eq!(first.misfit, 0, "made for it, in her language, near");
    assert_eq!(first.price, 0, "no limit");
    assert_eq!(second.misfit, 80, "the need beside: 6 days, not near: 2");
    assert!(second.price > 0);
    assert_eq!(
        told(&b),
        [
            ("days_to_contact", second.contact),
            ("days_of_refusal", second.refusal),
            ("days_of_misfit", 80),
            ("days_of_price", second.price),
            ("days_in_all", second.contact + second.refusal + 80 + second.price),
            ("more_days", second.total() - first.total()),
        ]
    );
    assert!(b.expected.contains(&Reason::MoreDays {
        tenths: second.total() - first.total(),
        because: "misfit"
    }));
}

#[test]
fn what_answers_teach_moves_nearness_and_not_the_form_that_is_wished() {
    let near = json!({"districts": ["301"]});
    let two = || vec![json!({"id": "a", "area": near}), json!({"id": "b"})];
    let mut asked = ask(two(), json!({}));
    assert_eq!(asked.fitting(), ["a", "b"]);
    for (about, outcomes) in [
        ("slow to make contact", came("a", &[(30, Said::Yes)], 1.0, 16.0)),
        (
            "often says no",
            came("a", &[(3, Said::Yes), (60, Said::No)], 3.0, 4.0),
        ),
        (
            "often silent",
            came("a", &[(3, Said::Yes), (40, Said::Silent)], 7.0, 4.0),
        ),
    ] {
        learning(&mut asked, &outcomes);
        assert_eq!(asked.fitting(), ["b", "a"], "{about}");
    }
    learning(&mut asked, &came("a", &[(2, Said::No)], 3.0, 4.0));
    assert_eq!(asked.fitting(), ["a", "b"], "two refusals are chance");

    let wishing = json!({"wishes": {"forms": ["group"]}});
    let mut asked = ask(
        vec![json!({"id": "a", "forms": ["group"]}), json!({"id": "b"})],
        wishing,
    );
    learning(&mut asked, &came("a", &[(30, Said::Yes)], 1.0, 16.0));
    assert_eq!(asked.fitting(), ["a", "b"]);
}

#[test]
fn the_share_of_yes_is_told_with_its_answers_and_not_of_a_few() {
    for (answers, percent) in [
        (vec![(4, Said::Yes)], None),
        (vec![(4, Said::Yes), (1, Said::No)], Some(80)),
        (vec![(3, Said::Yes), (1, Said::No), (6, Said::Silent)], Some(30)),
    ] {
        let mut asked = ask(vec![json!({"id": "a"}), json!({"id": "b"})], json!({}));
        learning(&mut asked, &came("a", &answers, 1.0, 4.0));
        let ranked = rank(&asked.question());
        let a = ranked.iter().find(|one| one.programme.as_str() == "a").unwrap();
        let all: usize = answers.iter().map(|(times, _)| times).sum();
        let days = a.days.unwrap();
        assert_eq!((days.yes_percent, days.answers as usize), (percent, all));
    }
}

#[test]
fn the_price_of_a_place_is_bounded_counts_less_for_the_urgent_and_fades_where_all_is_full() {
    let price = |asked: &Asked| {
        let ranked = rank(&asked.question());
        let one = ranked.iter().find(|one| one.programme.as_str() == "a").unwrap();
        one.days.unwrap().price
    };
    let at = |used: u32, places: u32| CapacityNow {
        places: Some(places),
        used,
        ..CapacityNow::default()
    };
    let asked = |urgency: &str, elsewhere: u32| {
        let mut asked = ask(
            vec![json!({"id": "a"}), json!({"id": "b", "organisation": "two"})],
            json!({"urgency": urgency}),
        );
        asked.capacity.insert("a".into(), at(9, 10));
        asked.capacity.insert("b".into(), at(elsewhere, 20));
        asked
    };
    let calm = price(&asked("normal", 4));
    assert!(calm > 0);
    assert!(price(&asked("urgent", 4)) < calm);
    assert!(price(&asked("normal", 19)) < calm, "nearly full elsewhere");
    assert_eq!(price(&asked("normal", 20)), 0, "full elsewhere");

    let mut dear = asked("normal", 4);
    let foreseen = Foreseen {
        price: 100_000,
        ..Foreseen::usual()
    };
    dear.foreseen.insert("a".into(), foreseen);
    assert_eq!(price(&dear), 50, "five days at most");
    dear.definition.weights.price_days = 0;
    assert_eq!(price(&dear), 0);
}

#[test]
fn an_old_claim_is_believed_less_the_older_it_is() {
    let refusal = |claimed: &str| {
        let mut asked = ask(vec![json!({"id": "a"})], json!({}));
        let now = CapacityNow {
            claimed_at: Some(claimed.parse().unwrap()),
            ..CapacityNow::default()
        };
        asked.capacity.insert("a".into(), now);
        rank(&asked.question())[0].days.unwrap().refusal
    };
    let [fresh, old, older, oldest] = [
        "2026-08-20T06:30:00Z",
        "2026-07-20T06:30:00Z",
        "2026-06-20T06:30:00Z",
        "2024-06-20T06:30:00Z",
    ]
    .map(refusal);
    assert!(
        fresh < old && old < older && older < oldest,
        "{fresh} {old} {older} {oldest}"
    );
}

#[test]
fn without_which_wish_another_would_be_first_is_found_by_asking_again() {
    let asked = ask(
        vec![
            json!({"id": "a", "forms": ["group"]}),
            json!({"id": "b", "needs": ["loneliness"], "area": {"districts": ["301"]}}),
        ],
        json!({"wishes": {"forms": ["group"]}}),
    );
    let [a, b] = first_two(&asked);
    assert_eq!(a.programme.as_str(), "a");
    assert!(a.would_change.is_empty());
    let change = &b.would_change[0];
    assert_eq!((change.change.code(), change.rank), ("wish_lifted", 1));
    assert!(matches!(change.change, Change::WishLifted { .. }));
}

/// As [`came`], with how well it fitted and how full it was.
fn came_where(programme: &str, answers: &[(usize, Said)], fit: u32, load: Option<u32>) -> Vec<Outcome> {
    let outcomes = came(programme, answers, 2.0, 4.0).into_iter();
    outcomes
        .map(|outcome| Outcome {
            fit: Some(fit),
            load,
            ..outcome
        })
        .collect()
}

#[test]
fn who_says_no_to_what_does_not_fit_is_asked_sooner_about_what_does() {
    let wish = json!({"wishes": {"forms": ["group"]}});
    let programmes = || {
        vec![
            json!({"id": "a", "forms": ["group"]}),
            json!({"id": "b", "forms": ["individual"]}),
        ]
    };
    let refusals = |outcomes: &[Outcome]| {
        let mut asked = ask(programmes(), wish.clone());
        learning(&mut asked, outcomes);
        first_two(&asked).map(|one| one.days.unwrap().refusal)
    };
    let said = |fit, no| {
        [
            came_where("a", &[(40, Said::Yes)], 1000, None),
            came_where("b", &[(40, if no { Said::No } else { Said::Yes })], fit, None),
        ]
        .concat()
    };
    let [_, yes_all_the_same] = refusals(&said(500, false));
    let [_, no_where_it_does_not_fit] = refusals(&said(500, true));
    assert!(no_where_it_does_not_fit > 2 * yes_all_the_same);
    // Those answers speak of what does not fit, and less of the programme.
    let of_fitting = |outcomes: &[Outcome]| {
        let mut asked = ask(programmes(), json!({"wishes": {"forms": ["individual"]}}));
        learning(&mut asked, outcomes);
        let found = first_two(&asked);
        let b = found.into_iter().find(|one| one.programme.as_str() == "b");
        b.unwrap().days.unwrap().refusal
    };
    assert!(of_fitting(&said(500, true)) < no_where_it_does_not_fit);
}

#[test]
fn who_is_full_is_expected_to_have_no_place_and_with_little_to_do_it_is_a_no() {
    let refusal = |outcomes: &[Outcome], used: u32| {
        let mut asked = ask(vec![json!({"id": "a"}), json!({"id": "b"})], json!({}));
        learning(&mut asked, outcomes);
        let now = CapacityNow {
            places: Some(10),
            used,
            ..CapacityNow::default()
        };
        asked.capacity.insert("a".into(), now);
        let found = rank(&asked.question());
        let a = found.iter().find(|one| one.programme.as_str() == "a");
        a.unwrap().days.unwrap().refusal
    };
    let answers = [(20, Said::Yes), (20, Said::Busy)];
    let when_full = came_where("a", &answers, 1000, Some(900));
    assert!(refusal(&when_full, 9) > refusal(&when_full, 1));
    let when_empty = came_where("a", &answers, 1000, Some(100));
    let no = came_where("a", &[(20, Said::Yes), (20, Said::No)], 1000, Some(100));
    assert_eq!(refusal(&when_empty, 1), refusal(&no, 1));
    assert!(refusal(&when_empty, 1) > refusal(&when_full, 1));
}

#[test]
fn what_does_not_fit_is_named_and_fitting_in_nothing_is_the_most() {
    let lacks = |programme: Value, facts: Value| -> Vec<&'static str> {
        let asked = ask(vec![programme], facts);
        let case = Case::new(
            asked.question(),
            &asked.definition.programmes[0],
            asked.situation().weighing(),
        );
        Lacks::of(&case).codes().collect()
    };
    let near = json!({"districts": ["301"]});
    assert!(lacks(json!({"area": near}), json!({})).is_empty());
    assert_eq!(lacks(json!({}), json!({})), ["nearby"]);
    let programme = json!({
        "forms": ["individual", "phone"], "needs": ["mood"], "needs_also": ["loneliness"],
        "languages": ["sv"], "languages_ask": ["fi"], "valid_to": "2026-10-15",
    });
    let wishes = json!({"forms": ["phone", "group"]});
    let facts = json!({"needs": ["loneliness", "memory"], "wishes": wishes});
    assert_eq!(lacks(programme.clone(), facts.clone()), Lacks::CODES);

    let asked = ask(vec![programme], facts);
    let only = rank(&asked.question()).remove(0);
    let days = only.days.unwrap();
    assert!(
        days.misfit <= 10 * u32::from(asked.definition.weights.misfit_days),
        "{days:?}"
    );
    assert_eq!(
        fitness(
            &asked.definition,
            &asked.definition.programmes[0],
            &person(json!({
                "needs": ["loneliness", "memory", "mood", "sleep", "money"], "wishes": {"forms": ["group"]},
            })),
            day("2026-09-01")
        ),
        0
    );
}

#[test]
fn only_an_answer_that_another_no_follows_from_makes_a_yes_less_likely() {
    let claimed = |claimed_at: &str| CapacityNow {
        places: Some(4),
        claimed_at: Some(claimed_at.parse().unwrap()),
        ..CapacityNow::default()
    };
    let asked_before = |answer: PastAnswer, claimed_at: &str| {
        let mut asked = ask(vec![json!({"id": "a"})], json!({}));
        asked.capacity.insert("a".into(), claimed(claimed_at));
        asked.history = vec![Past {
            programme: "a".into(),
            answer,
            on: day("2026-08-20"),
        }];
        rank(&asked.question())[0].days.map(|days| days.asked_before)
    };
    let (before, after) = ("2026-08-10T06:00:00Z", "2026-08-25T06:00:00Z");
    let back = PastAnswer::HandedBack;
    assert_eq!(asked_before(PastAnswer::Expired, after), Some(true));
    assert_eq!(asked_before(back(HandBackReason::Other), after), Some(true));
    assert_eq!(asked_before(back(HandBackReason::NoPlace), before), Some(true));
    assert_eq!(asked_before(back(HandBackReason::NoPlace), after), Some(false));
    assert_eq!(
        asked_before(back(HandBackReason::Unreachable), before),
        Some(false)
    );
    assert_eq!(
        asked_before(back(HandBackReason::NeedsAuthority), before),
        Some(false)
    );
}
