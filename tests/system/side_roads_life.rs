//! What life brings meanwhile: death, a move, a hospital, a date to wait for, a call, an alert, an ending
//! without checks, closing.

use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::sight::CARRIED;
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, Walk, demo_at, due_of, instant, somebody_like, tasks_of,
};

static DEMO: Shared = Shared::new();

#[test]
fn death_and_moving_away_close_at_once_and_silence_everything() {
    let demo = demo_at(MONDAY).start();
    let mut walks = Vec::new();
    for net in NETS {
        let town = Town::of(&demo, net);
        town.claim(net.programme, None);
        for (what, reason) in [("died", "died"), ("moved_away", "moved")] {
            for stage in ["accepted", "in_support", "follow_up"] {
                let walk = town.hand_over_to(net.programme);
                let worker = match stage {
                    "accepted" => walk.is_accepted(),
                    "in_support" => walk.is_supported(),
                    _ => walk.is_followed_up(),
                };
                walk.does(&town.advisor(), "client_called", &json!({"wish": "asks_when"}));
                walk.does(&worker, "report_change", &json!({"what": what}));
                let view = walk.stands("closed", "nobody", "none");
                assert_eq!(view["reason"], reason, "{view}");
                assert_eq!(view["tasks"], json!([]), "{view}");
                walks.push(walk);
            }
        }
        assert_eq!(town.taken(net.programme), (0, 0));
    }
    demo.advance_to(instant("2027-06-01T07:00:00Z"));
    for walk in &walks {
        let net = walk.town.net;
        let after: Vec<String> = lines(&demo, &walk.reference)
            .into_iter()
            .filter(|line| !line.contains(" offered to "))
            .collect();
        let quiet = format!("2026-11-24T06:00:00Z closed_quiet to advisor {}", net.desk);
        assert_eq!(
            after,
            [quiet],
            "one quiet line to who sent her, and nothing else ever"
        );
    }
    demo.verify().expect(0);
}

#[test]
fn in_hospital_the_same_step_waits_for_the_day() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for (stage, what) in [
            ("accepted", "first_contact"),
            ("in_support", "review"),
            ("follow_up", "check"),
        ] {
            let walk = town.hand_over_to(net.programme);
            let worker = match stage {
                "accepted" => walk.is_accepted(),
                "in_support" => walk.is_supported(),
                _ => walk.is_followed_up(),
            };
            walk.tries(&worker, "report_change", &json!({"what": "in_hospital"}))
                .expect_problem(422, "invalid-request");
            // Saturday 13 February moves to Monday.
            walk.does(
                &worker,
                "report_change",
                &json!({"what": "in_hospital", "until": "2027-02-13"}),
            );
            walk.stands(
                stage,
                &town.held_by(net.organisation),
                &format!("{what} 2027-02-15T14:00:00Z"),
            );
            walk.is_seen(CARRIED, net.organisation);
        }
    }
    demo.verify().expect(0);
}

#[test]
fn before_a_discharge_or_a_move_only_the_first_contact_waits() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for (day, first_contact) in [
            // Monday 14 December; five working days later is Monday the 21st.
            ("2026-12-14", "first_contact 2026-12-21T14:00:00Z"),
            // Saturday 19 December; Monday to Wednesday, then the 28th and the 29th.
            ("2026-12-19", "first_contact 2026-12-29T14:00:00Z"),
            // Already past midnight of that day: from the acceptance.
            ("2026-11-23", "first_contact 2026-11-30T14:00:00Z"),
        ] {
            let mut person = somebody_like(net.example);
            person.handoff["not_before"] = json!(day);
            let walk = town.hand_over(person, &json!({"programme": net.programme}));
            let asked = format!("organisation {}", net.organisation);
            walk.stands("offered", &asked, "acknowledge 2026-11-25T14:00:00Z");
            walk.does(&town.worker(net.organisation), "acknowledge", &json!({}));
            walk.stands("acknowledged", &asked, "decide 2026-11-30T14:00:00Z");
            walk.is_accepted();
            walk.stands("accepted", &town.held_by(net.organisation), first_contact);
        }
    }
    demo.verify().expect(0);
}

#[test]
fn whoever_rings_back_makes_the_next_working_day_due_and_alerts_the_holder() {
    let demo = demo_at(MONDAY).start();
    let mut walks = Vec::new();
    for net in NETS {
        let town = Town::of(&demo, net);
        for wish in ["asks_when", "wants_contact", "changed_mind", "worse"] {
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_accepted();
            walk.does(&town.advisor(), "client_called", &json!({"wish": wish}));
            let held = town.held_by(net.organisation);
            let view = walk.stands("accepted", &held, "first_contact 2026-11-24T14:00:00Z");
            assert_eq!(
                tasks_of(&walk.seen_by(&worker)),
                [format!("client_called {held} 2026-11-24T14:00:00Z")]
            );
            assert_eq!(tasks_of(&view), Vec::<String>::new(), "it is the worker's");
            walks.push((walk, wish));
        }
        // An acknowledged offer expires at its due: that is never cut short.
        let walk = town.hand_over_to(net.next);
        walk.does(&town.worker(net.next_organisation), "acknowledge", &json!({}));
        walk.does(&town.advisor(), "client_called", &json!({"wish": "worse"}));
        let asked = format!("organisation {}", net.next_organisation);
        walk.stands("acknowledged", &asked, "decide 2026-11-30T14:00:00Z");
    }
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for (walk, wish) in &walks {
        let net = walk.town.net;
        let told = told(&demo, &walk.reference);
        let called: Vec<_> = told.iter().filter(|told| told.what == "client_called").collect();
        assert_eq!(called.len(), 1, "{wish}: {told:?}");
        assert_eq!(
            (called[0].to.as_str(), called[0].at.as_str()),
            (&*format!("worker {}", net.organisation), "2026-11-24T06:00:00Z")
        );
        let worker = walk.town.worker(net.organisation);
        walk.does(
            &worker,
            "record_contact",
            &json!({"kind": "phone", "outcome": "reached"}),
        );
        assert_eq!(
            tasks_of(&walk.seen_by(&worker)),
            Vec::<String>::new(),
            "answered by the contact"
        );
    }
    demo.verify().expect(0);
}

#[test]
fn an_alert_opens_the_desks_task_and_the_citys_track_and_moves_nothing_else() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        // One working day for the desk; seven for the city.
        let (alert, track) = ("2026-11-24T14:00:00Z", "2026-12-02T14:00:00Z");
        for (what, kind) in [
            ("needs_assessment", Some("assessment")),
            ("needs_city_service", Some("other")),
            ("worse", None),
        ] {
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_supported();
            let before = due_of(&walk.seen_by(&worker));
            walk.does(&worker, "alert_desk", &json!({"what": what}));
            let view = walk.stands("in_support", &town.held_by(net.organisation), &before);
            let mut tasks = vec![format!("alert desk {} {alert}", net.desk)];
            if kind.is_some() {
                tasks.push(format!("city_track desk {} {track}", net.desk));
            }
            assert_eq!(tasks_of(&view), tasks, "{view}");
            assert_eq!(view["city_track"]["kind"].as_str(), kind, "{view}");
            if kind.is_some() {
                let done = json!({"started_on": "2026-11-23", "done": true});
                walk.does(&town.advisor(), "update_city_track", &done);
                assert_eq!(walk.seen_by(&town.advisor())["city_track"]["done"], true);
            } else {
                walk.does(
                    &town.advisor(),
                    "send_message",
                    &json!({"text": "Otetaan hoitaaksemme."}),
                );
            }
            assert_eq!(
                tasks_of(&walk.seen_by(&town.advisor())),
                Vec::<String>::new(),
                "{what} is answered"
            );
        }
    }
    demo.verify().expect(0);
}

#[test]
fn the_coordinator_asks_the_desk_without_opening_anything() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        walk.does(&town.coordinator(), "ask_desk", &json!({}));
        let view = walk.seen_by(&town.advisor());
        assert_eq!(
            tasks_of(&view),
            [format!("ask_desk desk {} 2026-11-24T14:00:00Z", net.desk)]
        );
        walk.is_seen(crate::sight::ASKED, net.organisation);
    }
}

#[test]
fn an_ending_without_checks_closes_as_ended() {
    let demo = DEMO.demo();
    // The short trial of each network asks for no checks afterwards.
    for (net, programme, organisation, need, born) in [
        (HELSINKI, "mereo-digipaja", "mereo", "digital", 1945),
        (
            TAMPERE,
            "asto-asuinalue-tutuksi",
            "kuntoutuspolku",
            "new_area",
            1990,
        ),
    ] {
        let town = Town::of(&demo, net);
        let mut person = somebody_like(net.example);
        person.handoff["needs"] = json!([need]);
        person.handoff["client"]["birth_year"] = json!(born);
        let walk = town.hand_over(person, &json!({"programme": programme}));
        let worker = town.worker(organisation);
        walk.does(&worker, "accept", &json!({}));
        walk.does(
            &worker,
            "record_contact",
            &json!({"kind": "meeting", "outcome": "met"}),
        );
        walk.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
        let view = walk.stands("closed", "nobody", "none");
        assert_eq!(view["reason"], "ended", "{view}");
        assert_eq!(view["feedback"], "ended", "{view}");
        assert_eq!(view["milestones"]["stable_at"], Value::Null, "{view}");
    }
    demo.verify().expect(0);
}

#[test]
fn the_number_of_checks_follows_the_form_of_support() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let walk: Walk<'_> = town.hand_over(
        somebody_like("helsinki-liikuntaryhma"),
        &json!({"programme": "kunnon-kaveri-ryhmat"}),
    );
    let worker = town.worker("miina-sillanpaa");
    walk.does(&worker, "accept", &json!({}));
    let view = walk.does(
        &worker,
        "record_contact",
        &json!({"kind": "meeting", "outcome": "met"}),
    );
    assert_eq!(view["form"], "group", "{view}");
    walk.does(&worker, "end_support", &json!({"outcome": "group_continues"}));
    walk.stands(
        "follow_up",
        &town.held_by("miina-sillanpaa"),
        "check 2026-12-23T14:00:00Z",
    );
    walk.does(&worker, "record_check", &json!({"result": "stable"}));
    walk.stands("stable", "nobody", "none");
}

#[test]
fn the_desk_closes_what_came_back_and_a_partner_never_closes() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let reasons = [
            "consent_refused",
            "client_declined",
            "no_contact_wanted",
            "unreachable",
            "ended",
            "moved",
            "died",
            "other_service",
            "duplicate",
            "entered_in_error",
            "other",
            "consent_withdrawn",
        ];
        for reason in reasons {
            let walk = town.hand_over_to(net.programme);
            let worker = town.worker(net.organisation);
            let close = json!({"reason": reason});
            walk.tries(&worker, "close", &close)
                .expect_problem(403, "forbidden");
            // A death or a move closes anywhere; `worker_days.rs` shows where.
            if !["died", "moved"].contains(&reason) {
                walk.tries(&town.advisor(), "close", &close)
                    .expect_problem(409, "illegal-transition");
            }
            walk.parts(&worker, "hand_back", &json!({"reason": "other"}));
            walk.tries(&town.coordinator(), "close", &close)
                .expect_problem(403, "forbidden");
            walk.does(&town.client(town.advisors()[1]), "close", &close);
            let view = walk.stands("closed", "nobody", "none");
            // A withdrawal, however it is written down, leaves reference, status and milestones.
            let kept = if reason == "consent_withdrawn" {
                Value::Null
            } else {
                json!(reason)
            };
            assert_eq!(view["reason"], kept, "{view}");
        }
    }
    demo.verify().expect(0);
}
