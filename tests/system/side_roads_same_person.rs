//! The same person again: an alarm at her own desk, nothing at another, a mark for the coordinator.

use serde_json::{Value, json};

use crate::walk::{NETS, Shared, TAMPERE, Town, but, submission, tasks_of};

static DEMO: Shared = Shared::new();

#[test]
fn the_same_person_again_at_the_same_desk_is_an_alarm_and_no_second_road() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        let placement = json!({"programme": net.programme});
        let phone = walk.person.handoff["client"]["phone"]
            .as_str()
            .expect("a phone")
            .to_owned();
        let national = phone.replace("+358", "0");
        let (first, second) = ("/client/first_name", "/client/last_name");
        let name = |field: &str| {
            walk.person.handoff["client"][field]
                .as_str()
                .expect("a name")
                .to_uppercase()
        };
        // By phone and birth year, however the number is written, or by name and birth year.
        let by_phone = but(
            but(walk.person.clone(), first, json!("Toinen")),
            "/client/phone",
            json!(national),
        );
        let by_name = but(
            but(walk.person.clone(), first, json!(name("first_name"))),
            second,
            json!(name("last_name")),
        );
        let by_name = but(by_name, "/client/phone", json!("+358449999999"));
        for (number, again) in [walk.person.clone(), by_phone, by_name].iter().enumerate() {
            let advisor = town.client(town.advisors()[number % 2]);
            assert_eq!(town.preview(&again.handoff)["possible_duplicate"], true);
            let problem = town
                .submit(&advisor, &submission(again, &placement))
                .expect_problem(409, "already-open");
            assert_eq!(problem["referral"]["id"], walk.id.as_str(), "{problem}");
            assert_eq!(
                problem["referral"]["reference"],
                walk.reference.as_str(),
                "{problem}"
            );
            assert_eq!(problem["referral"]["status"], "accepted", "{problem}");
            // One alarm to the holder, for the next working day, however often they call.
            let view = walk.seen_by(&worker);
            let alarm = format!(
                "second_call {} 2026-11-24T14:00:00Z",
                town.held_by(net.organisation)
            );
            assert_eq!(tasks_of(&view), [alarm], "{view}");
            walk.stands(
                "accepted",
                &town.held_by(net.organisation),
                "first_contact 2026-11-30T14:00:00Z",
            );
        }
        // Another year of birth is another person.
        let born = walk.person.handoff["client"]["birth_year"]
            .as_u64()
            .expect("a year");
        let other = but(walk.person.clone(), "/client/birth_year", json!(born + 4));
        assert_eq!(town.preview(&other.handoff)["possible_duplicate"], false);
        town.submit(&town.advisor(), &submission(&other, &placement))
            .expect(201);
    }
    demo.verify().expect(0);
}

#[test]
fn another_matter_of_the_same_person_goes_through_with_a_reason() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let separate = |reason: Option<&str>| {
            json!({"handoff": walk.person.handoff, "duplicate": "separate",
                "placement": {"programme": net.next, "reason": reason}})
        };
        town.submit(&town.advisor(), &separate(None))
            .expect_problem(422, "reason-required");
        let other = town
            .submit(&town.advisor(), &separate(Some("toinen asia")))
            .expect(201);
        assert_ne!(other["id"], walk.id.as_str());
        assert_eq!(other["status"], "offered", "{other}");
        assert_eq!(
            tasks_of(&walk.seen_by(&town.advisor())),
            Vec::<String>::new(),
            "no alarm"
        );

        // What is closed is no obstacle.
        let closed = town.hand_over_to(net.programme);
        closed.parts(
            &town.worker(net.organisation),
            "hand_back",
            &json!({"reason": "other"}),
        );
        closed.does(&town.advisor(), "close", &json!({"reason": "other"}));
        let body = submission(&closed.person, &json!({"programme": net.programme}));
        town.submit(&town.advisor(), &body).expect(201);
    }
    demo.verify().expect(0);
}

#[test]
fn the_same_person_at_another_desk_reveals_nothing_and_only_the_coordinator_gets_a_mark() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, TAMPERE);
    let net = town.net;
    let unit = demo.people().at(net.name, "asumisyksikko", "advisor");
    let unit = town.client(unit[0]);
    let walk = town.hand_over_to(net.programme);
    let body = submission(&walk.person, &json!({"programme": net.next}));
    let preview = unit
        .post(
            &format!("networks/{}/preview", net.name),
            &json!({"handoff": walk.person.handoff}),
        )
        .expect(200);
    assert_eq!(preview["possible_duplicate"], false, "{preview}");
    let other = town.submit(&unit, &body).expect(201);
    let other = town.walk(walk.person.clone(), &other);
    assert!(!other.seen_by(&unit).to_string().contains(&walk.reference));
    walk.hidden_from(&unit);
    other.hidden_from(&town.advisor());
    assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), Vec::<String>::new());

    let doubles = town.board()["doubles"].clone();
    let pair = |pair: &Value| {
        let text = pair.to_string();
        text.contains(&walk.reference) && text.contains(&other.reference)
    };
    let marks = doubles
        .as_array()
        .expect("a list")
        .iter()
        .filter(|marked| pair(marked))
        .count();
    assert_eq!(marks, 1, "{doubles}");
    // What comes back to the unit is in the unit's own queue.
    other.parts(
        &town.worker(net.organisation),
        "hand_back",
        &json!({"reason": "no_place"}),
    );
    other.stands_for(
        &unit,
        "returned",
        "desk asumisyksikko",
        "desk_decision 2026-11-26T14:00:00Z",
    );
    other.hidden_from(&town.advisor());
    demo.verify().expect(0);
}
