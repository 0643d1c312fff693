//! Full programmes, waiting, and what a place that comes free does.

use luotsi_tests::on_both;
use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::sight::{ASKED, Sight};
use crate::walk::{HELSINKI, MONDAY, NETS, Town, Walk, demo_at, instant, somebody_like, tasks_of};

/// Two working days from Monday 23 November.
const PLACE: &str = "place 2026-11-25T14:00:00Z";
const ACKNOWLEDGE: &str = "acknowledge 2026-11-25T14:00:00Z";
/// Twenty working days from Monday 23 November, none of them a day off.
const CLIENT_IS_ASKED: &str = "2026-12-21T14:00:00Z";

#[track_caller]
fn waits(walk: &Walk<'_>, waiting_for: &Value) {
    let net = walk.town.net;
    let view = walk.stands("waiting", &format!("coordinator {}", net.coordinator), PLACE);
    assert_eq!(&view["waiting_for"], waiting_for, "{view}");
    assert_eq!(view["programme"], Value::Null, "{view}");
    let asks = format!("confirm_waiting desk {} {CLIENT_IS_ASKED}", net.desk);
    assert_eq!(tasks_of(&view), [asks], "{view}");
    walk.shows(&walk.town.coordinator(), Sight::Facts);
    walk.hidden_from(&walk.town.worker(net.organisation));
}

on_both! {
    fn a_full_programme_asks_the_next_or_lets_wait_for_it(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for net in NETS {
            let town = Town::of(&demo, net);
            town.claim(net.programme, Some(1));
            let first = town.hand_over_to(net.programme);
            let asked = |organisation| format!("organisation {organisation}");
            first.stands("offered", &asked(net.organisation), ACKNOWLEDGE);
            assert_eq!(town.programme(net.programme)["free"], 0);

            let placement = json!({"programme": net.programme, "then": [net.next]});
            let second = town.hand_over(somebody_like(net.example), &placement);
            let view = second.stands("offered", &asked(net.next_organisation), ACKNOWLEDGE);
            assert_eq!(view["programme"], net.next, "{view}");
            second.is_seen(ASKED, net.next_organisation);

            let third = town.hand_over_to(net.programme);
            waits(&third, &json!(net.programme));
            assert_eq!(town.taken(net.programme), (0, 1));
            // A reason does not make room for the desk.
            third.does(&town.advisor(), "place", &json!({"programme": net.programme, "reason": "toive"}));
            waits(&third, &json!(net.programme));
            assert_eq!(town.taken(net.programme), (0, 1));
        }
        demo.verify().expect(0);
    }

    fn a_place_that_comes_free_is_proposed_and_a_human_places(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let walks = NETS.map(|net| {
            let town = Town::of(&demo, net);
            town.claim(net.programme, Some(1));
            (town.hand_over_to(net.programme), town.hand_over_to(net.programme))
        });
        demo.advance_to(instant("2026-11-24T09:00:00Z"));
        for (first, second) in &walks {
            let town = first.town;
            waits(second, &json!(town.net.programme));
            first.parts(
                &town.worker(town.net.organisation),
                "hand_back",
                &json!({"reason": "client_declined"}),
            );
        }
        demo.advance_to(instant("2026-11-25T07:00:00Z"));
        for (_, second) in &walks {
            let town = second.town;
            let net = town.net;
            // Nothing was sent by itself: she waits, and only the coordinator was told.
            waits(second, &json!(net.programme));
            assert_eq!(
                lines(&demo, &second.reference),
                [
                    format!("2026-11-24T06:00:00Z waiting_new to coordinator {}", net.coordinator),
                    format!("2026-11-25T06:00:00Z place_free to coordinator {}", net.coordinator),
                ]
            );
            second.does(&town.coordinator(), "place", &json!({"programme": net.programme}));
            // Two working days from Wednesday the 25th.
            let asked = format!("organisation {}", net.organisation);
            let view = second.stands("offered", &asked, "acknowledge 2026-11-27T14:00:00Z");
            assert_eq!(view["tasks"], json!([]), "{view}");
            assert_eq!(view["waiting_for"], Value::Null, "{view}");
        }
        demo.verify().expect(0);
    }
}

#[test]
fn whom_nobody_fits_waits_and_is_placed_once_somebody_does() {
    let demo = demo_at(MONDAY).start();
    let pause = |town: Town<'_>, until: Option<&str>| {
        for id in [town.net.programme, town.net.next] {
            let claim = json!({"places": 4, "paused_until": until});
            town.coordinator()
                .put(&format!("programmes/{id}/capacity"), &claim)
                .expect(200);
        }
    };
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        pause(town, Some("2027-01-31"));
        // Somebody for whom every other programme is excluded, too: nobody is named, and she waits.
        let [first, second] = [(), ()].map(|()| {
            let mut person = somebody_like(net.example);
            person.handoff["needs"] = json!(["money"]);
            let candidates = town.preview(&person.handoff)["candidates"].clone();
            let fits = candidates
                .as_array()
                .expect("a list")
                .iter()
                .any(|one| one["fits"] == true);
            assert!(!fits, "{candidates}");
            let walk = town.hand_over(person, &Value::Null);
            waits(&walk, &Value::Null);
            walk
        });
        for who in [town.advisor(), town.coordinator()] {
            let problem = first
                .tries(
                    &who,
                    "place",
                    &json!({"programme": net.programme, "reason": "toive"}),
                )
                .expect_problem(422, "programme-excluded");
            assert_eq!(problem["rule"]["code"], "paused", "{problem}");
        }
        waits(&first, &Value::Null);
        pause(town, None);
        (first, second)
    });
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for (first, second) in &walks {
        let town = first.town;
        for (walk, who) in [(first, town.coordinator()), (second, town.advisor())] {
            let free = format!(
                "2026-11-24T06:00:00Z place_free to coordinator {}",
                town.net.coordinator
            );
            assert!(lines(&demo, &walk.reference).contains(&free));
            walk.does(&who, "place", &json!({"programme": town.net.programme}));
            // Two working days from Tuesday the 24th.
            let asked = format!("organisation {}", town.net.organisation);
            walk.stands("offered", &asked, "acknowledge 2026-11-26T14:00:00Z");
        }
    }
    demo.verify().expect(0);
}

#[test]
fn who_waits_is_placed_by_the_coordinator_or_by_the_desk() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        for who in [
            town.coordinator(),
            town.advisor(),
            town.client(town.advisors()[1]),
        ] {
            town.claim(net.programme, Some(0));
            let walk = town.hand_over_to(net.programme);
            waits(&walk, &json!(net.programme));
            // Another programme, and the one she waited for, once it has room.
            town.claim(net.programme, Some(3));
            walk.does(
                &who,
                "place",
                &json!({"programme": net.programme, "then": [net.next]}),
            );
            let asked = format!("organisation {}", net.organisation);
            let view = walk.stands("offered", &asked, ACKNOWLEDGE);
            assert_eq!(view["then"], json!([net.next]), "{view}");
            walk.does(&town.worker(net.organisation), "accept", &json!({}));
        }
        town.worker(net.organisation)
            .get(&format!("networks/{}/board", net.name))
            .expect_problem(403, "forbidden");
    }
    demo.verify().expect(0);
}

#[test]
fn only_the_coordinator_goes_beyond_the_places_and_the_lead_reads_why() {
    let demo = demo_at(MONDAY).start();
    let mut walks = Vec::new();
    for net in NETS {
        let town = Town::of(&demo, net);
        town.claim(net.programme, Some(0));
        let walk = town.hand_over_to(net.programme);
        // Without a reason the coordinator finds no room either.
        walk.does(&town.coordinator(), "place", &json!({"programme": net.programme}));
        waits(&walk, &json!(net.programme));
        let reason = "Sovittu esimiehen kanssa puhelimessa";
        walk.does(
            &town.coordinator(),
            "place",
            &json!({"programme": net.programme, "reason": reason}),
        );
        walk.stands(
            "offered",
            &format!("organisation {}", net.organisation),
            ACKNOWLEDGE,
        );
        assert_eq!(town.taken(net.programme), (0, 1));
        assert_eq!(town.programme(net.programme)["free"], 0, "never below nothing");
        let reads = |who| Value::from(walk.timeline(&who)).to_string().contains(reason);
        assert!(reads(town.lead(net.organisation)), "the lead reads why");
        assert!(!reads(town.worker(net.organisation)), "the reason is the lead's");
        walk.is_accepted();
        assert_eq!(town.taken(net.programme), (1, 0));
        walks.push(walk);
    }
    demo.verify().expect(0);
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for walk in &walks {
        let net = walk.town.net;
        let told = told(&demo, &walk.reference);
        let beyond: Vec<_> = told
            .iter()
            .filter(|told| told.what == "placed_beyond_capacity")
            .collect();
        assert_eq!(beyond.len(), 1, "{told:?}");
        assert_eq!(beyond[0].to, format!("lead {}", net.organisation));
        assert_eq!(beyond[0].at, "2026-11-24T06:00:00Z");
        assert!(beyond[0].digest);
    }
}

#[test]
fn waiting_has_a_lawful_life() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let (desk, coordinator) = (town.advisor(), town.coordinator());
        let holder = format!("coordinator {}", net.coordinator);

        let walk = town.hand_over_unfit();
        // Sunday 6 December moves to Monday.
        walk.does(
            &coordinator,
            "keep_waiting",
            &json!({"until": "2026-12-06", "reason": "kesämökillä"}),
        );
        let view = walk.stands("waiting", &holder, "place 2026-12-07T14:00:00Z");
        assert_eq!(
            tasks_of(&view),
            [format!("confirm_waiting desk {} {CLIENT_IS_ASKED}", net.desk)]
        );
        walk.does(&desk, "keep_waiting", &json!({"until": "2026-12-09"}));
        walk.stands("waiting", &holder, "place 2026-12-09T14:00:00Z");
        walk.does(&desk, "confirm_waiting", &json!({"result": "yes"}));
        let view = walk.stands("waiting", &holder, "place 2026-12-09T14:00:00Z");
        assert_eq!(
            tasks_of(&view),
            [format!("confirm_waiting desk {} {CLIENT_IS_ASKED}", net.desk)]
        );
        walk.tries(&coordinator, "confirm_waiting", &json!({"result": "yes"}))
            .expect_problem(403, "forbidden");
        walk.tries(&desk, "return", &json!({}))
            .expect_problem(403, "forbidden");

        // Three working days from Monday 23 November.
        let back = (format!("desk {}", net.desk), "desk_decision 2026-11-26T14:00:00Z");
        walk.does(&coordinator, "return", &json!({"reason": "ei löydy"}));
        let view = walk.stands("returned", &back.0, back.1);
        assert_eq!(
            (&view["reason"], &view["tasks"]),
            (&json!("coordinator"), &json!([])),
            "{view}"
        );
        for answer in ["no", "changed"] {
            let walk = town.hand_over_unfit();
            walk.does(&desk, "confirm_waiting", &json!({"result": answer}));
            let view = walk.stands("returned", &back.0, back.1);
            assert_eq!(view["reason"], "no_longer_wished", "{view}");
            assert_eq!(view["tasks"], json!([]), "{view}");
        }
    }
    demo.verify().expect(0);
}

#[test]
fn who_waits_long_is_asked_again_and_the_desk_hears_of_it() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| Town::of(&demo, net).hand_over_unfit());
    demo.advance_to(instant("2026-12-22T07:00:00Z"));
    for walk in &walks {
        let net = walk.town.net;
        let view = walk.stands("waiting", &format!("coordinator {}", net.coordinator), PLACE);
        assert_eq!(view["needs_you"], "waiting", "{view}");
        assert_eq!(view["stalled"], true, "{view}");
        assert_eq!(view["tasks"][0]["stalled"], true, "{view}");
        let mut expected = vec![
            format!(
                "2026-11-24T06:00:00Z waiting_new to coordinator {}",
                net.coordinator
            ),
            format!(
                "2026-11-26T06:00:00Z reminder_place to coordinator {}",
                net.coordinator
            ),
            format!(
                "2026-11-27T06:00:00Z stalled_coordinator to coordinator {}",
                net.coordinator
            ),
        ];
        for _ in 0..2 {
            expected.push(format!(
                "2026-11-30T06:00:00Z needs_you_waiting to advisor {}",
                net.desk
            ));
            expected.push(format!(
                "2026-12-22T06:00:00Z confirm_waiting to advisor {}",
                net.desk
            ));
        }
        expected.sort();
        assert_eq!(lines(&demo, &walk.reference), expected);
    }
}

#[test]
fn each_free_place_is_proposed_to_one_the_urgent_first_then_the_longest_waiting() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let programme = HELSINKI.programme;
    town.claim(programme, Some(0));
    let (long, short) = (town.hand_over_to(programme), town.hand_over_to(programme));
    let mut person = somebody_like(HELSINKI.example);
    person.handoff["urgency"] = json!("urgent");
    let urgent = town.hand_over(person, &json!({"programme": programme}));
    let proposed = |walk: &Walk<'_>| {
        let all = told(&demo, &walk.reference);
        all.iter()
            .filter(|told| told.what == "place_free")
            .map(|told| told.at.clone())
            .collect::<Vec<_>>()
    };
    for (places, day, next, expected) in [
        (1, "2026-11-24T09:00:00Z", "2026-11-25T07:00:00Z", [1, 0, 0]),
        (2, "2026-11-25T09:00:00Z", "2026-11-26T07:00:00Z", [1, 1, 0]),
        (3, "2026-11-26T09:00:00Z", "2026-11-27T07:00:00Z", [1, 1, 1]),
    ] {
        demo.advance_to(instant(day));
        town.claim(programme, Some(places));
        demo.advance_to(instant(next));
        let found = [&urgent, &long, &short].map(|walk| proposed(walk).len());
        assert_eq!(found, expected, "with {places} places");
    }
    demo.verify().expect(0);
}
