//! The person changes hands: back to support, to a colleague, to another organisation.

use luotsi_tests::on_both;
use serde_json::{Value, json};

use crate::post::lines;
use crate::sight::{ASKED, CARRIED, Sight, Sights};
use crate::walk::{HELSINKI, MONDAY, NETS, TAMPERE, Town, Walk, demo_at, instant};

/// 60 days from Monday 23 November is Friday 22 January.
const REVIEW: &str = "review 2027-01-22T14:00:00Z";

on_both! {
    fn a_change_after_the_ending_goes_back_to_support_even_where_no_place_is_left(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for net in NETS {
            let town = Town::of(&demo, net);
            town.claim(net.programme, Some(1));
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_followed_up();
            assert_eq!(town.taken(net.programme), (0, 0), "the ending frees the place");
            let other = town.hand_over_to(net.programme);
            other.is_accepted();
            assert_eq!(town.taken(net.programme), (1, 0));

            walk.does(&worker, "record_check", &json!({"result": "changed"}));
            let view = walk.stands("in_support", &town.held_by(net.organisation), REVIEW);
            assert_eq!(view["feedback"], "met", "{view}");
            walk.is_seen(CARRIED, net.organisation);
            assert_eq!(town.taken(net.programme), (2, 0));
            assert_eq!(town.programme(net.programme)["free"], 0);
            // Nobody new comes in while it is beyond its places.
            let third = town.hand_over_to(net.programme);
            assert_eq!(third.seen_by(&town.advisor())["status"], "waiting");
            demo.verify().expect(0);

            // The road goes on from there to the end.
            walk.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
            walk.stands("follow_up", &town.held_by(net.organisation), "check 2026-12-23T14:00:00Z");
            walk.does(&worker, "record_check", &json!({"result": "stable"}));
            // 90 days from Monday 23 November is Sunday 21 February.
            walk.stands("follow_up", &town.held_by(net.organisation), "check 2027-02-22T14:00:00Z");
            walk.does(&worker, "record_check", &json!({"result": "stable"}));
            walk.stands("stable", "nobody", "none");
        }
        demo.verify().expect(0);
    }
}

#[test]
fn a_colleague_takes_over_with_the_same_due_and_the_first_worker_steps_back() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let colleague = town.workers(net.organisation)[1];
        for (stage, due) in [
            ("accepted", "first_contact 2026-11-30T14:00:00Z"),
            ("in_support", REVIEW),
            ("follow_up", "check 2026-12-23T14:00:00Z"),
        ] {
            let walk = town.hand_over_to(net.programme);
            let worker = match stage {
                "accepted" => walk.is_accepted(),
                "in_support" => walk.is_supported(),
                _ => walk.is_followed_up(),
            };
            let stranger = demo.people().worker(net.stranger.0, net.stranger.1);
            for nobody in [stranger.id.as_str(), town.advisors()[0].id.as_str()] {
                walk.tries(&worker, "reassign", &json!({"worker": nobody}))
                    .expect_problem(422, "invalid-request");
            }
            walk.does(&worker, "reassign", &json!({"worker": colleague.id}));
            walk.stands(stage, &format!("worker {}", colleague.id), due);
            let swapped = Sights {
                worker: Sight::Facts,
                colleague: Sight::Person,
                ..CARRIED
            };
            walk.is_seen(swapped, net.organisation);
            walk.tries(&worker, "report_change", &json!({"what": "died"}))
                .expect_problem(403, "forbidden");
            walk.does(
                &town.lead(net.organisation),
                "reassign",
                &json!({"worker": town.workers(net.organisation)[0].id}),
            );
            walk.stands(stage, &town.held_by(net.organisation), due);
            walk.is_seen(CARRIED, net.organisation);
        }
    }
    demo.verify().expect(0);
}

/// In support at the first organisation, with the other one asked to take over.
fn asked_to_take_over(town: Town<'_>) -> Walk<'_> {
    let walk = town.hand_over_to(town.net.programme);
    let worker = walk.is_supported();
    let body = json!({"programme": town.net.next, "reason": "muutti lähemmäs"});
    walk.does(&worker, "transfer", &body);
    walk
}

/// The person stays where she is, whatever the other organisation is asked.
fn stays(walk: &Walk<'_>) {
    let town = walk.town;
    let held = town.held_by(town.net.organisation);
    walk.stands("in_support", &held, REVIEW);
    walk.stands_for(&town.worker(town.net.organisation), "in_support", &held, REVIEW);
    walk.is_seen(CARRIED, town.net.organisation);
}

on_both! {
    fn a_transfer_that_is_accepted_moves_the_person_and_frees_the_old_place(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let net = town.net;
        let walk = asked_to_take_over(town);
        stays(&walk);
        assert_eq!((town.taken(net.programme), town.taken(net.next)), ((1, 0), (0, 1)));
        let next = town.worker(net.next_organisation);
        let asked = format!("organisation {}", net.next_organisation);
        walk.stands_for(&next, "offered", &asked, "acknowledge 2026-11-25T14:00:00Z");
        for who in [&next, &town.lead(net.next_organisation)] {
            walk.shows(who, Sight::Facts);
        }
        let view = walk.does(&next, "acknowledge", &json!({}));
        assert_eq!(view["actions"], json!(["accept", "hand_back", "propose_meeting"]), "{view}");
        walk.stands_for(&next, "acknowledged", &asked, "decide 2026-11-30T14:00:00Z");
        stays(&walk);

        walk.does(&next, "accept", &json!({}));
        let held = town.held_by(net.next_organisation);
        let view = walk.stands("accepted", &held, "first_contact 2026-11-30T14:00:00Z");
        assert_eq!(view["programme"], net.next, "{view}");
        walk.is_seen(CARRIED, net.next_organisation);
        for old in [town.worker(net.organisation), town.colleague(net.organisation), town.lead(net.organisation)] {
            walk.hidden_from(&old);
        }
        assert_eq!((town.taken(net.programme), town.taken(net.next)), ((0, 0), (1, 0)));
        demo.verify().expect(0);
    }
}

#[test]
fn a_transfer_that_is_handed_back_or_met_with_silence_changes_nothing() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let net = town.net;
    let asked = town.worker(net.next_organisation);
    town.claim(net.programme, None);
    let mut walks = Vec::new();
    for reason in [
        "no_place",
        "not_target_group",
        "client_declined",
        "needs_authority",
        "unreachable",
    ] {
        let walk = asked_to_take_over(town);
        walk.parts(&asked, "hand_back", &json!({"reason": reason}));
        stays(&walk);
        let view = walk.seen_by(&town.advisor());
        assert_eq!(view["offers"][1]["answer"], "handed_back", "{view}");
        assert_eq!(view["offers"][1]["transfer"], true, "{view}");
        walks.push(walk);
    }
    let silent = asked_to_take_over(town);
    assert_eq!(town.taken(net.next), (0, 1));
    demo.advance_to(instant("2026-11-30T14:00:00Z"));
    stays(&silent);
    silent.hidden_from(&asked);
    assert_eq!(town.taken(net.next), (0, 0));
    let view = silent.seen_by(&town.advisor());
    assert_eq!(view["offers"][1]["answer"], "expired", "{view}");
    assert_eq!(view["offers"][1]["answered_at"], "2026-11-30T14:00:00Z", "{view}");
    demo.advance_to(instant("2026-12-01T07:00:00Z"));
    // The worker is told in her digest of the next morning, once.
    for (walk, at) in [
        (&walks[0], "2026-11-24T06:00:00Z"),
        (&silent, "2026-12-01T06:00:00Z"),
    ] {
        let told = lines(&demo, &walk.reference);
        let declined: Vec<&String> = told
            .iter()
            .filter(|line| line.contains("transfer_declined"))
            .collect();
        assert_eq!(
            declined,
            [&format!("{at} transfer_declined to worker {}", net.organisation)]
        );
    }
    demo.verify().expect(0);
}

#[test]
fn a_transfer_needs_a_place_a_programme_that_fits_and_another_organisation() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(town.net.programme);
    let worker = walk.is_supported();
    town.claim(town.net.next, Some(0));
    let problem = walk
        .tries(&worker, "transfer", &json!({"programme": town.net.next}))
        .expect_problem(409, "conflict");
    assert!(
        problem["actions"]
            .as_array()
            .is_some_and(|actions| actions.contains(&json!("transfer"))),
        "{problem}"
    );
    walk.tries(&worker, "transfer", &json!({"programme": "jade-ryhmat"}))
        .expect_problem(422, "programme-excluded");
    stays(&walk);
    town.claim(town.net.next, Some(1));
    walk.does(&worker, "transfer", &json!({"programme": town.net.next}));
    walk.tries(&worker, "transfer", &json!({"programme": town.net.next}))
        .expect_problem(409, "illegal-transition");
    // Ending the support withdraws the question and frees the place that was kept for it.
    walk.does(&worker, "end_support", &json!({"outcome": "client_wish"}));
    walk.hidden_from(&town.worker(town.net.next_organisation));
    assert_eq!(town.taken(town.net.next), (0, 0));

    let town = Town::of(&demo, TAMPERE);
    let walk = town.hand_over_to(town.net.programme);
    let worker = walk.is_supported();
    let problem = walk
        .tries(&worker, "transfer", &json!({"programme": town.net.next}))
        .expect_problem(422, "invalid-request");
    assert_eq!(problem["errors"][0]["pointer"], "/programme", "{problem}");
    assert_eq!(town.taken(town.net.next), (0, 0));
    stays(&walk);
    demo.verify().expect(0);
}

#[test]
fn an_offer_agreed_with_a_worker_is_hers_to_answer() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let agreed = town.workers(net.organisation)[0];
        let placement = json!({"programme": net.programme, "agreed_with": agreed.id});
        let walk = town.hand_over(crate::walk::somebody_like(net.example), &placement);
        walk.stands(
            "offered",
            &town.held_by(net.organisation),
            "acknowledge 2026-11-25T14:00:00Z",
        );
        walk.is_seen(ASKED, net.organisation);
        walk.tries(&town.colleague(net.organisation), "accept", &json!({}))
            .expect_problem(403, "forbidden");
        assert_eq!(
            walk.seen_by(&town.colleague(net.organisation))["actions"],
            json!([])
        );
        let told = lines(&demo, &walk.reference);
        assert_eq!(
            told,
            [format!("2026-11-23T07h offered to worker {}", net.organisation)]
        );
        walk.is_accepted();
        walk.stands(
            "accepted",
            &town.held_by(net.organisation),
            "first_contact 2026-11-30T14:00:00Z",
        );
        let view: Value = walk.seen_by(&town.advisor());
        assert_eq!(view["milestones"]["acknowledged_at"], Value::Null, "{view}");
    }
    demo.verify().expect(0);
}
