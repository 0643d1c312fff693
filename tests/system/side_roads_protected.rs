//! Whoever may not be found: only those named know that she is there.

use luotsi_tests::{Client, Planted};
use serde_json::{Value, json};

use crate::post::told;
use crate::sight::Sight;
use crate::walk::{HELSINKI, MONDAY, NETS, Town, Walk, but, demo_at, instant, somebody_like};

fn protected(example: &str) -> Planted {
    let mut person = somebody_like(example);
    person.handoff["client"]["protected"] = json!(true);
    for field in ["district", "postal_code", "place_name"] {
        person.handoff["place"][field] = Value::Null;
    }
    person
}

/// Handed over to the first worker, with the second as her deputy.
fn handed_over(town: Town<'_>) -> Walk<'_> {
    let workers = town.workers(town.net.organisation);
    let placement = json!({
        "programme": town.net.programme, "agreed_with": workers[0].id, "deputy": workers[1].id,
        "then": [town.net.next],
    });
    town.hand_over(protected(town.net.example), &placement)
}

/// Nobody but those named: submitter, worker and deputy.
fn is_hidden(walk: &Walk<'_>) {
    let town = walk.town;
    let people = town.server.people();
    for person in [
        town.advisors()[1],
        people.coordinator(town.net.name),
        people.lead(town.net.name, town.net.organisation),
    ] {
        let who = town.client(person);
        walk.shows(&who, Sight::Nothing);
        assert!(
            !lists(town, &who).contains(&walk.id),
            "{} sees it listed",
            person.role
        );
    }
    walk.tries(
        &town.coordinator(),
        "place",
        &json!({"programme": town.net.next, "reason": "toive"}),
    )
    .expect_problem(404, "not-found");
}

fn lists(town: Town<'_>, who: &Client) -> String {
    who.get(&format!("networks/{}/referrals?limit=200", town.net.name))
        .expect(200)
        .to_string()
}

#[test]
fn a_protected_person_goes_only_to_a_worker_and_a_deputy_by_name() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let workers = town.workers(net.organisation);
        let person = protected(net.example);
        for placement in [
            json!({"programme": net.programme}),
            json!({"programme": net.programme, "agreed_with": workers[0].id}),
            json!({"programme": net.programme, "deputy": workers[1].id}),
        ] {
            let body = json!({"handoff": person.handoff, "placement": placement});
            town.submit(&town.advisor(), &body)
                .expect_problem(422, "worker-required");
        }
        assert_eq!(town.taken(net.programme), (0, 0), "nothing is stored");
        let stranger = demo.people().worker(net.stranger.0, net.stranger.1);
        let body = json!({"handoff": person.handoff, "placement":
            {"programme": net.programme, "agreed_with": stranger.id, "deputy": workers[1].id}});
        town.submit(&town.advisor(), &body)
            .expect_problem(422, "invalid-request");

        let walk = handed_over(town);
        let held = town.held_by(net.organisation);
        walk.stands_for(
            &town.advisor(),
            "offered",
            &held,
            "acknowledge 2026-11-25T14:00:00Z",
        );
        walk.shows(&town.advisor(), Sight::Person);
        for named in [town.worker(net.organisation), town.colleague(net.organisation)] {
            walk.stands_for(&named, "offered", &held, "acknowledge 2026-11-25T14:00:00Z");
            walk.shows(&named, Sight::Facts);
        }
        is_hidden(&walk);

        let worker = walk.is_accepted();
        walk.stands_for(
            &town.advisor(),
            "accepted",
            &held,
            "first_contact 2026-11-30T14:00:00Z",
        );
        walk.shows(&worker, Sight::Person);
        walk.shows(&town.colleague(net.organisation), Sight::Person);
        is_hidden(&walk);
        let view = walk.seen_by(&worker);
        assert_eq!(view["client"]["address"], Value::Null, "{view}");
        for field in ["district", "postal_code", "place_name"] {
            assert_eq!(view["handoff"]["place"][field], Value::Null, "{view}");
        }
        // The lead cannot be the worker: she was not named.
        let lead = demo.people().lead(net.name, net.organisation);
        walk.tries(
            &town.lead(net.organisation),
            "reassign",
            &json!({"worker": lead.id}),
        )
        .expect_problem(404, "not-found");

        // Handing back reaches the submitter, and nobody is asked by itself.
        walk.parts(&worker, "hand_back", &json!({"reason": "no_place"}));
        let desk = format!("desk {}", net.desk);
        walk.stands_for(
            &town.advisor(),
            "returned",
            &desk,
            "desk_decision 2026-11-26T14:00:00Z",
        );
        walk.hidden_from(&town.colleague(net.organisation));
        is_hidden(&walk);
        walk.tries(&town.advisor(), "place", &json!({"programme": net.next}))
            .expect_problem(422, "worker-required");
    }
    demo.verify().expect(0);
}

#[test]
fn the_board_shows_two_numbers_and_nothing_else() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let walk = handed_over(town);
        let board = town.board();
        assert_eq!(board["protected"], json!({"open": 1, "stalled": 0}), "{board}");
        assert_eq!(board["counts"], json!([]), "{board}");
        walk
    });
    // Past due on Wednesday the 25th.
    demo.advance_to(instant("2026-11-25T14:00:00Z"));
    for walk in &walks {
        let board = walk.town.board();
        assert_eq!(board["protected"], json!({"open": 1, "stalled": 1}), "{board}");
        assert_eq!(
            (&board["counts"], &board["stalled"]),
            (&json!([]), &json!([])),
            "{board}"
        );
        let text = board.to_string();
        assert!(
            !text.contains(&walk.id) && !text.contains(&walk.reference),
            "{board}"
        );
    }
}

#[test]
fn letters_about_her_reach_those_named_and_bear_the_reference_only() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| handed_over(Town::of(&demo, net)));
    demo.advance_to(instant("2026-12-08T07:00:00Z"));
    for walk in &walks {
        let town = walk.town;
        let net = town.net;
        let told = told(&demo, &walk.reference);
        let mut lines: Vec<String> = told
            .iter()
            .map(|told| format!("{} {} to {}", told.at, told.what, told.to))
            .collect();
        lines.sort();
        let (first, desk) = (net.organisation, net.desk);
        let mut expected = Vec::new();
        for _ in 0..2 {
            expected.push(format!("2026-11-23T07h offered to worker {first}"));
            expected.push(format!("2026-11-30T14:00:00Z offer_withdrawn to worker {first}"));
        }
        // The due was Wednesday the 25th. Every escalation goes to who submitted.
        expected.push(format!(
            "2026-11-26T06:00:00Z reminder_acknowledge to worker {first}"
        ));
        expected.push(format!("2026-11-27T06:00:00Z stalled_desk to advisor {desk}"));
        expected.push(format!("2026-11-30T06:00:00Z stalled_desk to advisor {desk}"));
        expected.push(format!("2026-11-30T14:00:00Z returned to advisor {desk}"));
        // Due for the desk on Thursday 3 December.
        expected.push(format!("2026-12-02T06:00:00Z returned_all to advisor {desk}"));
        expected.push(format!(
            "2026-12-04T06:00:00Z reminder_desk_decision to advisor {desk}"
        ));
        expected.push(format!("2026-12-07T06:00:00Z stalled_desk to advisor {desk}"));
        expected.push(format!("2026-12-08T06:00:00Z stalled_desk to advisor {desk}"));
        expected.sort();
        assert_eq!(lines, expected);
        for one in &told {
            // Heading, sentence, reference, link: no organisation, no programme, no due.
            assert!(one.entry.lines().count() <= 4, "{}", one.entry);
        }
        let submitter = &town.advisors()[0].email;
        let to_desk = demo
            .mail()
            .into_iter()
            .filter(|letter| letter.references.contains(&walk.reference));
        let to_desk: Vec<_> = to_desk.filter(|letter| letter.to.contains(desk)).collect();
        assert!(
            to_desk.iter().all(|letter| letter.to == *submitter),
            "only who submitted"
        );
    }
}

#[test]
fn a_protected_person_for_whom_nobody_fits_waits_at_the_desk() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let (pointer, value) = net.unfit;
        let person = but(protected(net.example), pointer, json!(value));
        let walk = town.hand_over(person, &Value::Null);
        let desk = format!("desk {}", net.desk);
        walk.stands_for(&town.advisor(), "waiting", &desk, "place 2026-11-25T14:00:00Z");
        is_hidden(&walk);
    }
    demo.verify().expect(0);
}

#[test]
fn to_another_organisation_she_goes_by_name_too() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let net = town.net;
    let walk = handed_over(town);
    let worker = walk.is_supported();
    let named = town.workers(net.next_organisation);
    for body in [
        json!({"programme": net.next}),
        json!({"programme": net.next, "worker": named[0].id}),
    ] {
        walk.tries(&worker, "transfer", &body)
            .expect_problem(422, "worker-required");
    }
    assert_eq!(town.taken(net.next), (0, 0));
    let body = json!({"programme": net.next, "worker": named[0].id, "deputy": named[1].id});
    walk.does(&worker, "transfer", &body);
    walk.shows(&town.worker(net.next_organisation), Sight::Facts);
    walk.shows(&town.lead(net.next_organisation), Sight::Nothing);
    walk.does(&town.worker(net.next_organisation), "accept", &json!({}));
    walk.shows(&town.worker(net.next_organisation), Sight::Person);
    walk.hidden_from(&worker);
    is_hidden(&walk);
    demo.verify().expect(0);
}
