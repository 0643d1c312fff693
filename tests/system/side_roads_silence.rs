//! Nobody answers: the next alternative is asked at the very instant, and with none left it is the desk's.

use luotsi_tests::on_both;
use serde_json::json;

use crate::post::lines;
use crate::sight::{ASKED, BACK};
use crate::walk::{MONDAY, NETS, Town, Walk, demo_at, instant, somebody_like};

/// Five working days from Monday 23 November.
const FIRST_EXPIRES: &str = "2026-11-30T14:00:00Z";
/// Five working days from Monday 30 November; the 6th, Independence Day, is a Sunday.
const SECOND_EXPIRES: &str = "2026-12-07T14:00:00Z";

on_both! {
    fn silence_passes_to_the_next_alternative_and_then_back_to_the_desk(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let walks: Vec<(Walk, Walk, Walk)> = NETS
            .map(|net| {
                let town = Town::of(&demo, net);
                let with_next = town.hand_over(
                    somebody_like(net.example),
                    &json!({"programme": net.programme, "then": [net.next]}),
                );
                let alone = town.hand_over_to(net.programme);
                let acknowledged = town.hand_over_to(net.programme);
                acknowledged.does(&town.worker(net.organisation), "acknowledge", &json!({}));
                (with_next, alone, acknowledged)
            })
            .into();

        demo.advance_to(instant("2026-11-30T13:59:00Z"));
        for (with_next, alone, acknowledged) in &walks {
            let asked = format!("organisation {}", alone.town.net.organisation);
            for walk in [with_next, alone] {
                let view = walk.stands("offered", &asked, "acknowledge 2026-11-25T14:00:00Z");
                assert_eq!(view["stalled"], true, "{view}");
            }
            let view = acknowledged.stands("acknowledged", &asked, "decide 2026-11-30T14:00:00Z");
            assert_eq!(view["stalled"], false, "{view}");
        }

        demo.advance_to(instant(FIRST_EXPIRES));
        for (with_next, alone, acknowledged) in &walks {
            let net = alone.town.net;
            let next = format!("organisation {}", net.next_organisation);
            // Two working days from Monday the 30th.
            let view = with_next.stands("offered", &next, "acknowledge 2026-12-02T14:00:00Z");
            assert_eq!(view["programme"], net.next, "{view}");
            assert_eq!(view["offers"][0]["answer"], "expired", "{view}");
            assert_eq!(view["offers"][0]["answered_at"], FIRST_EXPIRES, "{view}");
            assert_eq!(view["milestones"]["offered_at"], FIRST_EXPIRES, "{view}");
            with_next.is_seen(ASKED, net.next_organisation);
            for walk in [alone, acknowledged] {
                is_back_since(walk, FIRST_EXPIRES, "desk_decision 2026-12-03T14:00:00Z");
            }
        }

        demo.advance_to(instant(SECOND_EXPIRES));
        for (with_next, _, _) in &walks {
            is_back_since(with_next, SECOND_EXPIRES, "desk_decision 2026-12-10T14:00:00Z");
            let view = with_next.seen_by(&with_next.town.advisor());
            assert_eq!(view["offers"].as_array().map(Vec::len), Some(2), "{view}");
        }
        for net in NETS {
            let town = Town::of(&demo, net);
            assert_eq!(town.taken(net.programme), (0, 0));
            assert_eq!(town.taken(net.next), (0, 0));
        }
        demo.verify().expect(0);
    }
}

fn is_back_since(walk: &Walk<'_>, instant: &str, due: &str) {
    let town = walk.town;
    let net = town.net;
    let view = walk.stands("returned", &format!("desk {}", net.desk), due);
    assert_eq!(view["reason"], "expired", "{view}");
    assert_eq!(view["needs_you"], "returned", "{view}");
    walk.is_seen(BACK, net.organisation);
    walk.is_seen(BACK, net.next_organisation);
    let history = walk.timeline(&town.advisor());
    for event in ["expired", "returned"] {
        let last = history.iter().rfind(|line| line["event"] == event);
        let last = last.unwrap_or_else(|| panic!("no {event} in {history:?}"));
        assert_eq!(last["at"], instant, "{last}");
        assert_eq!(last["by"], json!(null), "nobody did it: {last}");
    }
    for organisation in [net.organisation, net.next_organisation] {
        walk.tries(&town.worker(organisation), "accept", &json!({}))
            .expect_problem(404, "not-found");
    }
}

#[test]
fn an_answer_in_the_last_minute_counts_and_one_at_the_instant_does_not() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        (town.hand_over_to(net.programme), town.hand_over_to(net.programme))
    });
    demo.advance_to(instant("2026-11-30T13:58:00Z"));
    for (in_time, _) in &walks {
        in_time.is_accepted();
    }
    demo.advance_to(instant(FIRST_EXPIRES));
    for (in_time, too_late) in &walks {
        let town = in_time.town;
        // Five working days from Monday the 30th.
        let worker = town.held_by(town.net.organisation);
        in_time.stands("accepted", &worker, "first_contact 2026-12-07T14:00:00Z");
        too_late
            .tries(&town.worker(town.net.organisation), "accept", &json!({}))
            .expect_problem(404, "not-found");
    }
    demo.verify().expect(0);
}

#[test]
fn an_alternative_that_is_full_is_passed_over() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over(
            somebody_like(net.example),
            &json!({"programme": net.programme, "then": [net.next]}),
        );
        town.claim(net.next, Some(0));
        walk.parts(
            &town.worker(net.organisation),
            "hand_back",
            &json!({"reason": "no_place"}),
        );
        // Three working days from Monday the 23rd.
        walk.stands(
            "returned",
            &format!("desk {}", net.desk),
            "desk_decision 2026-11-26T14:00:00Z",
        );
    }
    demo.verify().expect(0);
}

#[test]
fn silence_is_told_to_those_it_concerns_and_to_nobody_else() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        Town::of(&demo, net).hand_over(
            somebody_like(net.example),
            &json!({"programme": net.programme, "then": [net.next]}),
        )
    });
    demo.advance_to(instant("2026-12-01T13:00:00Z"));
    for walk in &walks {
        let net = walk.town.net;
        let (first, second, desk) = (net.organisation, net.next_organisation, net.desk);
        let mut expected = Vec::new();
        for role in ["lead", "worker", "worker"] {
            expected.push(format!("2026-11-23T07h offered to {role} {first}"));
            // Due on Wednesday the 25th, in the digest of Thursday.
            expected.push(format!(
                "2026-11-26T06:00:00Z reminder_acknowledge to {role} {first}"
            ));
            expected.push(format!("2026-11-30T14:00:00Z offer_withdrawn to {role} {first}"));
            expected.push(format!("2026-11-30T14:00:00Z offered to {role} {second}"));
        }
        // One working day after the due the coordinator, after two the desk; each in the next digest.
        expected.push(format!(
            "2026-11-27T06:00:00Z stalled_coordinator to coordinator {}",
            net.coordinator
        ));
        expected.push(format!("2026-11-30T06:00:00Z stalled_desk to advisor {desk}"));
        expected.push(format!("2026-11-30T06:00:00Z stalled_desk to advisor {desk}"));
        expected.sort();
        assert_eq!(lines(&demo, &walk.reference), expected);
    }
}
