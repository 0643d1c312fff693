use serde_json::{Value, json};

use super::*;
use crate::testing::{Asked, network, person};

/// Two programmes with the same places; the first alone works in Swedish.
fn two() -> Asked {
    let places = json!({"places": 4});
    let programmes = vec![
        json!({"id": "both", "languages": ["fi", "sv"], "capacity": places}),
        json!({"id": "finnish", "capacity": places}),
    ];
    let mut asked = Asked::of(network(programmes), person(json!({})));
    for id in ["both", "finnish"] {
        taken(&mut asked, id, 3);
    }
    asked
}

fn taken(asked: &mut Asked, id: &str, used: u32) {
    let now = CapacityNow {
        places: Some(4),
        used,
        ..CapacityNow::default()
    };
    asked.capacity.insert(id.into(), now);
}

fn who(asked: &Asked, differences: Value) -> Somebody {
    Somebody {
        facts: person(differences),
        ..asked.somebody()
    }
}

/// Who comes lately, half of them Swedish-speaking.
fn lately(asked: &Asked) -> Vec<Somebody> {
    (0..20)
        .map(|one| who(asked, json!({"language": if one % 2 == 0 { "sv" } else { "fi" }})))
        .collect()
}

fn prices(asked: &Asked, a_day: f64) -> [u32; 2] {
    let (people, since) = (lately(asked), BTreeMap::new());
    let demand = Demand {
        waiting: &[],
        lately: &people,
        a_day,
        since: &since,
    };
    let found = look_ahead(asked.situation(), &demand);
    [found[&"both".into()], found[&"finnish".into()]]
}

#[test]
fn what_some_have_no_alternative_to_costs_more() {
    let [both, finnish] = prices(&two(), 0.1);
    assert!(both > 100, "more than a day: {both}");
    assert!(both > 2 * finnish, "{both} and {finnish}");
}

#[test]
fn where_nobody_comes_or_everybody_finds_a_place_nothing_costs() {
    let mut asked = two();
    assert_eq!(prices(&asked, 0.0), [0, 0]);
    for id in ["both", "finnish"] {
        taken(&mut asked, id, 0);
    }
    assert_eq!(prices(&asked, 0.01), [0, 0]);
}

#[test]
fn those_who_stand_for_several_cost_as_much_as_the_several() {
    let of_size = |times: u32| {
        let mut asked = two();
        for (id, languages) in [("both", json!(["fi", "sv"])), ("finnish", json!(["fi"]))] {
            let now = CapacityNow {
                places: Some(200 * times),
                used: 150 * times,
                ..CapacityNow::default()
            };
            asked.capacity.insert(id.into(), now);
            let programme = asked
                .definition
                .programmes
                .iter_mut()
                .find(|one| one.id == id.into());
            programme.unwrap().languages = serde_json::from_value(languages).unwrap();
        }
        prices(&asked, 5.0 * f64::from(times)).map(f64::from)
    };
    // Of the first, everybody is reckoned with; of the other, each stands for nearly four.
    for (one, other) in of_size(1).into_iter().zip(of_size(4)) {
        assert!(
            one > 100.0 && (other / one - 1.0).abs() < 0.1,
            "{one} and {other}"
        );
    }
}

#[test]
fn a_pause_makes_the_others_dearer_until_it_ends() {
    let mut asked = two();
    asked.definition = network(vec![
        json!({"id": "both", "languages": ["fi", "sv"], "capacity": {"places": 4}}),
        json!({"id": "finnish", "languages": ["fi", "sv"], "capacity": {"places": 4}}),
    ]);
    let before = prices(&asked, 0.1);
    let paused = |until: &str| CapacityNow {
        places: Some(4),
        used: 3,
        paused_until: Some(until.parse().unwrap()),
        ..CapacityNow::default()
    };
    asked.capacity.insert("finnish".into(), paused("2026-12-31"));
    let long = prices(&asked, 0.1);
    assert!(long[0] > before[0], "{before:?}, then {long:?}");
    asked.capacity.insert("finnish".into(), paused("2026-09-02"));
    let short = prices(&asked, 0.1);
    assert!(short[0] < long[0], "{long:?}, then {short:?}");
}

#[test]
fn the_same_day_has_the_same_prices() {
    let asked = two();
    assert_eq!(prices(&asked, 0.1), prices(&asked, 0.1));
}

#[test]
fn what_begins_soon_makes_the_others_cheaper() {
    let with = |valid_from: &str| {
        let mut asked = two();
        let later = json!({
            "id": "later", "languages": ["fi", "sv"], "valid_from": valid_from, "capacity": {"places": 20},
        });
        let programme = network(vec![later]).programmes.remove(0);
        asked.definition.programmes.push(programme);
        let (people, since) = (lately(&asked), BTreeMap::new());
        let demand = Demand {
            waiting: &[],
            lately: &people,
            a_day: 0.3,
            since: &since,
        };
        look_ahead(asked.situation(), &demand)[&"both".into()]
    };
    let [soon, never] = [with("2026-09-08"), with("2027-09-01")];
    assert!(2 * soon < never, "{soon} and {never}");
}
