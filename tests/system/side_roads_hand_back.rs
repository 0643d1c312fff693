//! A partner hands back, before and after accepting: on to the next confirmed alternative where the reason
//! says nothing about the person, to the desk in every other case.

use serde_json::{Value, json};

use crate::post::lines;
use crate::sight::{ASKED, BACK, Sight};
use crate::walk::{HELSINKI, MONDAY, NETS, Net, Shared, Town, Walk, demo_at, somebody_like};

static DEMO: Shared = Shared::new();

/// Reasons that say nothing about the person.
const ABOUT_THE_PLACE: [&str; 6] = [
    "no_place",
    "not_target_group",
    "outside_area",
    "language",
    "programme_ending",
    "other",
];

/// Reasons that concern the person: a human looks at her again, always.
const ABOUT_THE_PERSON: [&str; 3] = ["unreachable", "client_declined", "needs_authority"];

/// How far the first partner got before handing back.
const STAGES: [&str; 4] = ["offered", "acknowledged", "accepted", "in_support"];

/// Two working days from Monday the 23rd.
const NEXT_ACKNOWLEDGES: &str = "acknowledge 2026-11-25T14:00:00Z";
/// Three working days from Monday the 23rd.
const DESK_DECIDES: &str = "desk_decision 2026-11-26T14:00:00Z";

fn at_stage<'a>(town: Town<'a>, then: &Value, stage: &str) -> Walk<'a> {
    let net = town.net;
    let placement = json!({"programme": net.programme, "then": then});
    let walk = town.hand_over(somebody_like(net.example), &placement);
    let worker = town.worker(net.organisation);
    match stage {
        "acknowledged" => drop(walk.does(&worker, "acknowledge", &json!({}))),
        "accepted" => drop(walk.is_accepted()),
        "in_support" => drop(walk.is_supported()),
        _ => {}
    }
    walk.stands_for(&worker, stage, &holder(net, town, stage), due(stage));
    walk
}

fn holder(net: &Net, town: Town<'_>, stage: &str) -> String {
    match stage {
        "offered" | "acknowledged" => format!("organisation {}", net.organisation),
        _ => town.held_by(net.organisation),
    }
}

fn due(stage: &str) -> &'static str {
    match stage {
        "offered" => "acknowledge 2026-11-25T14:00:00Z",
        "acknowledged" => "decide 2026-11-30T14:00:00Z",
        "accepted" => "first_contact 2026-11-30T14:00:00Z",
        // 60 days from 23 November is Friday 22 January.
        _ => "review 2027-01-22T14:00:00Z",
    }
}

/// Hands back; the partner is out, unless its own next programme is the one asked.
fn hand_back(walk: &Walk<'_>, reason: &str, next_here: bool) {
    let worker = walk.town.worker(walk.town.net.organisation);
    let body = json!({"reason": reason, "note": format!("Huomio {}", walk.person.secrets[0])});
    if next_here {
        walk.does(&worker, "hand_back", &body);
    } else {
        walk.parts(&worker, "hand_back", &body);
    }
}

#[test]
fn a_reason_about_the_place_asks_the_next_alternative() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for reason in ABOUT_THE_PLACE {
            for stage in STAGES {
                let walk = at_stage(town, &json!([net.next]), stage);
                hand_back(&walk, reason, net.next_organisation == net.organisation);
                let asked = format!("organisation {}", net.next_organisation);
                let view = walk.stands("offered", &asked, NEXT_ACKNOWLEDGES);
                assert_eq!(view["programme"], net.next, "{reason} {stage}: {view}");
                assert_eq!(view["then"], json!([]), "{reason} {stage}: {view}");
                assert_eq!(view["needs_you"], Value::Null, "{reason} {stage}: {view}");
                let offers = view["offers"].as_array().expect("a list");
                assert_eq!(offers.len(), 2, "{reason} {stage}: {view}");
                assert_eq!(offers[0]["answer"], "handed_back", "{view}");
                assert_eq!(offers[0]["reason"], reason, "{view}");
                assert_eq!(offers[1]["answer"], "open", "{view}");
                // Who sees what does not depend on the reason: looked at once a stage.
                if reason == ABOUT_THE_PLACE[0] {
                    walk.is_seen(ASKED, net.next_organisation);
                }
                walk.does(&town.worker(net.next_organisation), "accept", &json!({}));
            }
        }
    }
    demo.verify().expect(0);
}

#[test]
fn a_reason_about_the_place_without_an_alternative_brings_it_back_to_the_desk() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for reason in ABOUT_THE_PLACE {
            for stage in STAGES {
                let walk = at_stage(town, &json!([]), stage);
                hand_back(&walk, reason, false);
                is_back(&walk, reason, "returned");
            }
        }
    }
    demo.verify().expect(0);
}

#[test]
fn a_reason_about_the_person_brings_it_back_even_with_an_alternative() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for reason in ABOUT_THE_PERSON {
            for stage in STAGES {
                let walk = at_stage(town, &json!([net.next]), stage);
                hand_back(&walk, reason, false);
                let needed = if reason == "unreachable" {
                    "unreachable"
                } else {
                    "returned"
                };
                is_back(&walk, reason, needed);
            }
        }
    }
    demo.verify().expect(0);
}

fn is_back(walk: &Walk<'_>, reason: &str, needs_you: &str) {
    let town = walk.town;
    let net = town.net;
    let view = walk.stands("returned", &format!("desk {}", net.desk), DESK_DECIDES);
    assert_eq!(view["needs_you"], needs_you, "{view}");
    assert_eq!(view["reason"], reason, "{view}");
    assert_eq!(view["then"], json!([]), "{view}");
    assert_eq!(view["programme"], Value::Null, "{view}");
    assert_eq!(view["organisation"], Value::Null, "{view}");
    let actions = json!([
        "place",
        "close",
        "client_called",
        "withdraw_consent",
        "update_city_track",
        "add_carrier",
        "link",
        "renew_consent",
        "amend"
    ]);
    assert_eq!(view["actions"], actions, "{view}");
    if [ABOUT_THE_PLACE[0], ABOUT_THE_PERSON[0]].contains(&reason) {
        walk.is_seen(BACK, net.organisation);
    }
    let written = Value::from(walk.timeline(&town.advisor())).to_string();
    assert!(written.contains("Huomio"), "the desk reads the note: {written}");
}

#[test]
fn what_came_back_is_placed_again_or_closed() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = at_stage(town, &json!([]), "acknowledged");
        hand_back(&walk, "no_place", false);
        let fresh = town.preview(&walk.person.handoff);
        assert_eq!(
            fresh["candidates"][0]["fits"], true,
            "a fresh proposal is ready: {fresh}"
        );
        walk.does(
            &town.advisor(),
            "place",
            &json!({"programme": net.next, "then": [net.programme]}),
        );
        let asked = format!("organisation {}", net.next_organisation);
        let view = walk.stands("offered", &asked, NEXT_ACKNOWLEDGES);
        assert_eq!(view["then"], json!([net.programme]), "{view}");
        walk.parts(
            &town.worker(net.next_organisation),
            "hand_back",
            &json!({"reason": "client_declined"}),
        );
        walk.stands("returned", &format!("desk {}", net.desk), DESK_DECIDES);
        walk.does(&town.advisor(), "close", &json!({"reason": "client_declined"}));
        let view = walk.stands("closed", "nobody", "none");
        assert_eq!(view["reason"], "client_declined", "{view}");
        assert_eq!(view["actions"], json!(["reopen"]), "{view}");
        walk.tries(&town.advisor(), "place", &json!({"programme": net.programme}))
            .expect_problem(409, "illegal-transition");
    }
    demo.verify().expect(0);
}

#[test]
fn the_coordinator_places_what_came_back_without_seeing_who_it_is() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = at_stage(town, &json!([]), "offered");
        hand_back(&walk, "no_place", false);
        walk.does(&town.coordinator(), "place", &json!({"programme": net.next}));
        walk.stands(
            "offered",
            &format!("organisation {}", net.next_organisation),
            NEXT_ACKNOWLEDGES,
        );
        walk.shows(&town.coordinator(), Sight::Facts);
    }
}

#[test]
fn every_way_back_frees_the_place_and_tells_the_submitter_at_once() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let (first, second) = (town.taken(net.programme), town.taken(net.next));
        for stage in STAGES {
            let walk = at_stage(town, &json!([net.next]), stage);
            let (used, reserved) = if due(stage).starts_with(['a', 'd']) {
                (0, 1)
            } else {
                (1, 0)
            };
            assert_eq!(
                town.taken(net.programme),
                (first.0 + used, first.1 + reserved),
                "{stage}"
            );
            hand_back(&walk, "no_place", net.next_organisation == net.organisation);
            assert_eq!(town.taken(net.programme), first, "{stage}");
            assert_eq!(town.taken(net.next), (second.0, second.1 + 1), "{stage}");
            let next = town.worker(net.next_organisation);
            walk.parts(&next, "hand_back", &json!({"reason": "needs_authority"}));
            assert_eq!(town.taken(net.next), second, "{stage}");
            let returned = format!("2026-11-23T07h returned to advisor {}", net.desk);
            let told = lines(&demo, &walk.reference);
            let count = told.iter().filter(|line| **line == returned).count();
            assert_eq!(count, 1, "{stage}: {told:?}");
            assert!(
                !told.iter().any(|line| line.contains("coordinator")),
                "{stage}: {told:?}"
            );
        }
    }
    demo.verify().expect(0);
}

#[test]
fn a_note_is_read_by_the_desk_and_by_nobody_else() {
    let demo = DEMO.demo();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let walk = at_stage(town, &json!([net.next]), "accepted");
    let note = "Naapuri sanoi että avain on matolla";
    walk.parts(
        &town.worker(net.organisation),
        "hand_back",
        &json!({"reason": "outside_area", "note": note}),
    );
    walk.does(&town.worker(net.next_organisation), "acknowledge", &json!({}));
    let reads = |who| Value::from(walk.timeline(&who)).to_string().contains(note);
    assert!(reads(town.advisor()));
    for who in [
        town.coordinator(),
        town.worker(net.next_organisation),
        town.colleague(net.next_organisation),
        town.lead(net.next_organisation),
    ] {
        assert!(!reads(who));
    }
}
