use luotsi_domain::{handoff::Form, referral::words::HandBackReason};
use serde_json::{Value, json};

use super::*;
use crate::{
    Came, Change, Learnt, Outcome,
    outlook::Answer,
    question::{CapacityNow, Past, PastAnswer},
    testing::{Asked, day, network, person},
};

fn ask(programmes: Vec<Value>, facts: Value) -> Asked {
    Asked::of(network(programmes), person(facts))
}

#[test]
fn what_decides_comes_before_what_settles() {
    let local = json!({"districts": ["301"]});
    for (about, programmes, facts, order) in [
        (
            "made for the need before meeting it too",
            vec![
                json!({"id": "a", "needs": ["mood"], "needs_also": ["loneliness"]}),
                json!({"id": "b"}),
            ],
            json!({}),
            ["b", "a"],
        ),
        (
            "both needs before one",
            vec![
                json!({"id": "a"}),
                json!({"id": "b", "needs": ["loneliness", "mood"]}),
            ],
            json!({"needs": ["loneliness", "mood"]}),
            ["b", "a"],
        ),
        (
            "the wished form before the need's fit, language and nearness",
            vec![
                json!({"id": "a", "area": local}),
                json!({"id": "b", "forms": ["group"], "needs": ["mood"], "needs_also": ["loneliness"],
                       "languages": ["sv"], "languages_ask": ["fi"]}),
            ],
            json!({"wishes": {"forms": ["group"]}}),
            ["b", "a"],
        ),
        (
            "whose usual form it is, before who does it beside",
            vec![
                json!({"id": "a", "forms": ["individual", "group"]}),
                json!({"id": "b", "forms": ["group"]}),
            ],
            json!({"wishes": {"forms": ["group"]}}),
            ["b", "a"],
        ),
        (
            "all that is wished before one of it",
            vec![
                json!({"id": "a", "forms": ["volunteer"]}),
                json!({"id": "b", "forms": ["volunteer", "phone"]}),
            ],
            json!({"wishes": {"forms": ["volunteer", "phone"]}}),
            ["b", "a"],
        ),
        (
            "working in the language before asking about it, and before nearness",
            vec![
                json!({"id": "a", "area": local, "languages": ["sv"], "languages_ask": ["fi"]}),
                json!({"id": "b"}),
            ],
            json!({}),
            ["b", "a"],
        ),
        (
            "of equals the near one, however busy",
            vec![
                json!({"id": "a", "capacity": {"places": 4}}),
                json!({"id": "b", "area": local, "capacity": {"places": 4}}),
            ],
            json!({}),
            ["b", "a"],
        ),
        (
            "one that lasts before one that ends",
            vec![
                json!({"id": "a", "valid_to": "2026-10-31", "area": local}),
                json!({"id": "b"}),
            ],
            json!({}),
            ["b", "a"],
        ),
        (
            "of equals the slug",
            vec![json!({"id": "b"}), json!({"id": "a"})],
            json!({}),
            ["a", "b"],
        ),
    ] {
        let mut asked = ask(programmes, facts);
        let busy = CapacityNow {
            places: Some(4),
            used: 3,
            ..CapacityNow::default()
        };
        if about.ends_with("busy") {
            asked.capacity.insert("b".into(), busy);
        }
        assert_eq!(asked.fitting(), order, "{about}");
    }
}

#[test]
fn of_equals_the_less_loaded_and_the_fresher_word_come_first() {
    let two = || ask(vec![json!({"id": "a"}), json!({"id": "b"})], json!({}));
    let now = |used: u32, claimed: &str| CapacityNow {
        places: Some(4),
        used,
        claimed_at: Some(claimed.parse().unwrap()),
        ..CapacityNow::default()
    };
    let fresh = "2026-08-31T06:30:00Z";
    let mut asked = two();
    asked.capacity.insert("a".into(), now(2, fresh));
    asked.capacity.insert("b".into(), now(1, fresh));
    assert_eq!(asked.fitting(), ["b", "a"], "load");
    asked.capacity.insert("a".into(), now(1, "2026-06-01T06:30:00Z"));
    assert_eq!(asked.fitting(), ["b", "a"], "an old claim");
    asked.capacity.insert("a".into(), now(1, fresh));
    assert_eq!(asked.fitting(), ["a", "b"], "the slug");
}

#[test]
fn full_ones_stand_after_all_with_a_place_and_those_left_out_last() {
    let asked = ask(
        vec![
            json!({"id": "a", "languages": ["sv"]}),
            json!({"id": "b", "area": {"districts": ["201"], "rule": "soft"}}),
            json!({"id": "c", "capacity": {"places": 0}}),
            json!({"id": "d", "needs": ["mood"], "needs_also": ["loneliness"]}),
            json!({"id": "e"}),
        ],
        json!({}),
    );
    let ranked = rank(&asked.question());
    let order: Vec<_> = ranked
        .iter()
        .map(|one| (one.programme.as_str(), one.rank, one.free_places))
        .collect();
    assert_eq!(
        order,
        [
            ("e", Some(1), None),
            ("d", Some(2), None),
            ("c", Some(3), Some(0)),
            ("b", None, None),
            ("a", None, None)
        ]
    );
}

#[test]
fn who_was_asked_before_stands_lower_and_says_why() {
    let near = json!({"id": "a", "area": {"districts": ["301"]}});
    for answer in [
        PastAnswer::Expired,
        PastAnswer::HandedBack(HandBackReason::NoPlace),
    ] {
        let mut asked = ask(vec![near.clone(), json!({"id": "b"})], json!({}));
        assert_eq!(asked.fitting(), ["a", "b"]);
        asked.history = vec![Past {
            programme: "a".into(),
            answer,
            on: day("2026-08-20"),
        }];
        assert_eq!(asked.fitting(), ["b", "a"], "{answer:?}");
    }
}

#[test]
fn what_would_change_it_is_found_by_asking_again() {
    let soft = json!({"districts": ["201"], "rule": "soft"});
    let mut asked = ask(
        vec![
            json!({"id": "full", "capacity": {"places": 2}, "area": {"districts": ["301"]}}),
            json!({"id": "fuller", "capacity": {"places": 2, "intake_per_month": 1}}),
            json!({"id": "grouped", "forms": ["group", "peer"]}),
            json!({"id": "later", "valid_from": "2026-10-01"}),
            json!({"id": "later-and-full", "valid_from": "2026-10-01", "capacity": {"places": 0}}),
            json!({"id": "monthly", "capacity": {"intake_per_month": 1}}),
            json!({"id": "other", "organisation": "two"}),
            json!({"id": "outside", "area": soft}),
            json!({"id": "outside-hard", "area": {"districts": ["201"]}}),
            json!({"id": "paused"}),
            json!({"id": "paused-for-good"}),
            json!({"id": "plain", "needs": ["mood"], "needs_also": ["loneliness"]}),
        ],
        json!({"wishes": {"not_forms": ["group", "peer"]}}),
    );
    asked.receivers = vec!["one".into()];
    let taken = CapacityNow {
        places: Some(2),
        used: 1,
        reserved: 1,
        ..CapacityNow::default()
    };
    asked.capacity.insert("full".into(), taken);
    let monthly = CapacityNow {
        intake_per_month: Some(1),
        taken_this_month: 1,
        ..CapacityNow::default()
    };
    asked.capacity.insert("monthly".into(), monthly);
    asked.capacity.insert(
        "fuller".into(),
        CapacityNow {
            places: Some(2),
            used: 3,
            ..monthly
        },
    );
    let paused = CapacityNow {
        paused_until: Some(day("2026-09-30")),
        ..CapacityNow::default()
    };
    asked.capacity.insert("paused".into(), paused);
    let for_good = CapacityNow {
        paused_from: Some(day("2026-08-01")),
        ..CapacityNow::default()
    };
    asked.capacity.insert("paused-for-good".into(), for_good);

    let on = day("2026-10-01");
    let at = |change: Change, rank: u32| (change, rank);
    let expected: &[(&str, Vec<(Change, u32)>)] = &[
        ("plain", vec![]),
        // Nearest of all, so first as soon as there is a place.
        ("full", vec![at(Change::PlaceFreed, 1)]),
        // No place and nothing left this month: one thing alone helps neither.
        ("fuller", vec![]),
        ("monthly", vec![at(Change::NextMonth { on }, 1)]),
        (
            "grouped",
            vec![
                at(Change::WishDropped { form: Form::Group }, 1),
                at(Change::WishDropped { form: Form::Peer }, 1),
                at(Change::WithReason, 1),
            ],
        ),
        ("outside", vec![at(Change::WithReason, 1)]),
        ("later", vec![at(Change::Begins { on }, 1)]),
        ("later-and-full", vec![]),
        ("other", vec![at(Change::ConsentWidened, 1)]),
        ("outside-hard", vec![]),
        ("paused", vec![at(Change::PauseEnded { on }, 1)]),
        ("paused-for-good", vec![]),
    ];
    let ranked = rank(&asked.question());
    let found: Vec<_> = ranked
        .iter()
        .map(|one| {
            let changes = one.would_change.iter();
            let changes = changes.map(|prospect| (prospect.change.clone(), prospect.rank));
            (one.programme.as_str(), changes.collect())
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_change_tells_the_rank_it_would_bring() {
    let asked = ask(
        vec![
            json!({"id": "a"}),
            json!({"id": "b"}),
            json!({"id": "c", "needs": ["mood"], "needs_also": ["loneliness"], "forms": ["group"]}),
            json!({"id": "d", "needs": ["mood"], "needs_also": ["loneliness"]}),
        ],
        json!({"wishes": {"not_forms": ["group"]}}),
    );
    let ranked = rank(&asked.question());
    assert_eq!(ranked[3].programme.as_str(), "c");
    let ranks: Vec<_> = ranked[3]
        .would_change
        .iter()
        .map(|prospect| prospect.rank)
        .collect();
    assert_eq!(ranks, [3, 3]);
}

#[test]
fn a_change_tells_by_how_much_the_first_contact_would_be_sooner_and_not_where_it_comes_later_than_that() {
    let mut asked = ask(
        vec![
            json!({"id": "slow"}),
            json!({"id": "full", "capacity": {"places": 1}}),
            json!({"id": "next-month", "capacity": {"intake_per_month": 1}}),
            json!({"id": "phone", "forms": ["phone"], "needs": ["mood"], "needs_also": ["loneliness"]}),
        ],
        json!({"wishes": {"forms": ["individual"]}}),
    );
    let answers = |programme: &str, contact: f64| {
        let outcome = |what, days| Outcome {
            programme: programme.into(),
            what,
            days,
            fit: None,
            load: None,
        };
        let each = [(Came::Answer(Answer::Yes), 1.0), (Came::Contact, contact)];
        let each = || each.map(|(what, days)| outcome(what, days));
        (0..60).flat_map(|_| each()).collect::<Vec<_>>()
    };
    let outcomes = [answers("slow", 9.0), answers("full", 2.0), answers("phone", 2.0)].concat();
    asked.foreseen = Learnt::of(&asked.definition, &outcomes).foresee();
    let taken = CapacityNow {
        places: Some(1),
        used: 1,
        ..CapacityNow::default()
    };
    asked.capacity.insert("full".into(), taken);
    let this_month = CapacityNow {
        intake_per_month: Some(1),
        taken_this_month: 1,
        ..CapacityNow::default()
    };
    asked.capacity.insert("next-month".into(), this_month);
    let ranked = rank(&asked.question());
    let of = |id: &str| ranked.iter().find(|one| one.programme.as_str() == id).unwrap();
    let time = |id: &str| of(id).days.map(|days| days.contact + days.refusal).unwrap();
    assert_eq!(of("slow").rank, Some(1));
    let by = |id: &str| {
        of(id)
            .would_change
            .iter()
            .map(|one| one.sooner)
            .collect::<Vec<_>>()
    };
    let full = by("full");
    assert!(full[0] > 40 && full[0] <= time("slow") - 10, "{full:?}");
    assert_eq!(by("next-month"), [0], "a month from now is not sooner");
}

#[test]
fn codes_are_named_once() {
    let codes = [Reason::CODES, Change::CODES].concat();
    for (at, code) in codes.iter().enumerate() {
        assert!(!codes[at + 1..].contains(code), "{code}");
        assert!(
            code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{code}"
        );
    }
    assert_eq!(Reason::OutsideArea.code(), "outside_area");
    assert_eq!(Change::WithReason.arguments(), []);
}
