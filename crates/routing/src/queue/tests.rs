use luotsi_domain::id::ProgrammeId;
use serde_json::json;

use super::*;
use crate::{
    question::CapacityNow,
    testing::{Asked, network, person, waits},
};

/// Two programmes, full: twelve places of one, six of another that also works in Swedish.
fn full() -> Asked {
    let mut asked = Asked::of(
        network(vec![
            json!({"id": "both", "languages": ["fi", "sv"]}),
            json!({"id": "finnish"}),
        ]),
        person(json!({})),
    );
    for (id, places) in [("both", 6), ("finnish", 12)] {
        let now = CapacityNow {
            places: Some(places),
            used: places,
            ..CapacityNow::default()
        };
        asked.capacity.insert(id.into(), now);
    }
    asked
}

fn standing(asked: &Asked, people: &[Waits]) -> Vec<Option<(u32, u32)>> {
    let found = queue(asked.situation(), people);
    let short = |one: Option<Queued>| one.map(|one| (one.place, one.people));
    found.into_iter().map(short).collect()
}

#[test]
fn the_urgent_and_those_who_have_waited_long_come_first_among_those_who_want_the_same() {
    let asked = full();
    let network = &asked.definition;
    let people = [
        waits(network, json!({}), 2.0),
        waits(network, json!({"urgency": "urgent"}), 1.0),
        waits(network, json!({}), 9.0),
        waits(network, json!({"language": "sv"}), 1.0),
        waits(network, json!({"language": "so"}), 50.0),
    ];
    assert_eq!(
        standing(&asked, &people),
        [Some((3, 4)), Some((1, 4)), Some((2, 4)), Some((4, 4)), None]
    );
    // Who means one programme waits with those who mean it, too.
    let mut people = people.to_vec();
    people[0].chosen = Some("finnish".into());
    assert_eq!(standing(&asked, &people)[0], Some((3, 3)));
}

#[test]
fn a_turn_is_expected_as_places_come_free_where_she_can_go() {
    let asked = full();
    let network = &asked.definition;
    let people = [
        waits(network, json!({}), 1.0),
        waits(network, json!({"language": "sv"}), 9.0),
    ];
    let days = |asked: &Asked| -> Vec<u32> {
        let found = queue(asked.situation(), &people);
        found.into_iter().filter_map(|one| one?.days).collect()
    };
    let [anywhere, only_there] = days(&asked)[..] else {
        panic!("both wait")
    };
    // Second for eighteen places, and first for six of them.
    let stay = f64::from(only_there) * 6.0;
    assert!(
        (stay * 2.0 / 18.0 - f64::from(anywhere)).abs() <= 1.5,
        "{anywhere}, {only_there}"
    );

    let mut free = full();
    if let Some(now) = free.capacity.get_mut(&ProgrammeId::from("finnish")) {
        now.used = 10;
    }
    assert_eq!(days(&free)[0], 0);
}
