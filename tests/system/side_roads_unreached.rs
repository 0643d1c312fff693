//! Not reached is an alarm: tries in `accepted` and checks in follow-up, and the one question they lead to.

use serde_json::{Value, json};

use crate::post::lines;
use crate::sight::{BACK, CARRIED};
use crate::walk::{MONDAY, NETS, Shared, Town, Walk, demo_at, instant, tasks_of};

static DEMO: Shared = Shared::new();

/// Five working days from Monday 23 November.
const FIRST_CONTACT: &str = "first_contact 2026-11-30T14:00:00Z";

fn no_answer(at: &str) -> Value {
    json!({"kind": "phone", "outcome": "no_answer", "at": at})
}

fn answered(at: &str, worry: &str) -> Value {
    json!({"kind": "letter", "outcome": "no_answer", "at": at, "worry": worry})
}

/// The question stands, and nothing of the try is kept.
fn is_asked(walk: &Walk<'_>, action: &str, body: &Value) {
    let net = walk.town.net;
    let worker = walk.town.worker(net.organisation);
    let before = walk.seen_by(&worker);
    walk.tries(&worker, action, body)
        .expect_problem(422, "worry-required");
    assert_eq!(walk.seen_by(&worker), before, "nothing is stored");
}

#[test]
fn after_three_tries_over_three_working_days_the_worker_is_asked_whether_to_worry() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let walks = [town.hand_over_to(net.programme), town.hand_over_to(net.programme)];
        for walk in &walks {
            walk.is_accepted();
        }
        walks
    });
    demo.advance_to(instant("2026-11-26T09:00:00Z"));
    for [worried, calm] in &walks {
        let town = worried.town;
        let net = town.net;
        let worker = town.worker(net.organisation);
        for walk in [worried, calm] {
            // Written down on Thursday: Monday, Tuesday, and Wednesday, which is two working days later.
            for day in [
                "2026-11-23T08:00:00Z",
                "2026-11-24T12:00:00Z",
                "2026-11-25T21:30:00Z",
            ] {
                walk.does(&worker, "record_contact", &no_answer(day));
                walk.stands("accepted", &town.held_by(net.organisation), FIRST_CONTACT);
            }
            // 22:30Z on Wednesday is Thursday in Finland: the third working day.
            is_asked(walk, "record_contact", &no_answer("2026-11-25T22:30:00Z"));
            is_asked(walk, "record_contact", &no_answer("2026-11-26T08:00:00Z"));
            walk.is_seen(CARRIED, net.organisation);
        }
        let desk = format!("desk {}", net.desk);
        worried.parts(
            &worker,
            "record_contact",
            &answered("2026-11-25T22:30:00Z", "yes"),
        );
        // Three working days from Thursday the 26th; the task is due today.
        let view = worried.stands("returned", &desk, "desk_decision 2026-12-01T14:00:00Z");
        assert_eq!(tasks_of(&view), [format!("worry {desk} 2026-11-26T14:00:00Z")]);
        calm.parts(&worker, "record_contact", &answered("2026-11-26T08:00:00Z", "no"));
        let view = calm.stands("returned", &desk, "desk_decision 2026-12-01T14:00:00Z");
        assert_eq!(tasks_of(&view), Vec::<String>::new());
        for walk in [worried, calm] {
            let view = walk.seen_by(&town.advisor());
            assert_eq!(
                (&view["needs_you"], &view["reason"]),
                (&json!("unreachable"), &json!("unreachable"))
            );
            assert_eq!(view["contacts"].as_array().map(Vec::len), Some(4), "{view}");
            walk.is_seen(BACK, net.organisation);
            let urgent = lines(&demo, &walk.reference)
                .into_iter()
                .filter(|line| line.contains("worry_urgent"));
            let expected = if walk.id == worried.id { 2 } else { 0 };
            let urgent: Vec<String> = urgent.collect();
            assert_eq!(urgent.len(), expected, "to every advisor, at once: {urgent:?}");
            assert!(
                urgent.iter().all(|line| line.starts_with("2026-11-26T09h")),
                "{urgent:?}"
            );
        }
        // Whoever takes it up at the desk answers the alarm by that.
        worried.does(&town.advisor(), "place", &json!({"programme": net.programme}));
        assert_eq!(tasks_of(&worried.seen_by(&town.advisor())), Vec::<String>::new());
    }
    demo.verify().expect(0);
}

#[test]
fn in_the_evening_today_is_now() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, NETS[0]);
    let walk = town.hand_over_to(town.net.programme);
    let worker = walk.is_accepted();
    demo.advance_to(instant("2026-11-26T16:00:00Z"));
    for day in ["2026-11-23T08:00:00Z", "2026-11-24T12:00:00Z"] {
        walk.does(&worker, "record_contact", &no_answer(day));
    }
    let before = demo.now();
    walk.parts(
        &worker,
        "record_contact",
        &answered("2026-11-26T16:00:00Z", "yes"),
    );
    let view = walk.seen_by(&town.advisor());
    let due = instant(view["tasks"][0]["due_at"].as_str().unwrap_or_default());
    assert!(due >= before && due <= demo.now(), "{view}");
    demo.verify().expect(0);
}

#[test]
fn a_contact_moves_what_is_due_by_what_came_of_it() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let held = town.held_by(net.organisation);
        let contacted = |body: Value| {
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_accepted();
            walk.does(&worker, "record_contact", &body);
            walk
        };

        let walk = contacted(json!({"kind": "phone", "outcome": "reached"}));
        // Ten working days from Monday 23 November.
        let view = walk.stands("accepted", &held, "first_meeting 2026-12-07T14:00:00Z");
        assert!(view["milestones"]["first_contact_at"].is_string(), "{view}");
        assert_eq!(view["milestones"]["met_at"], Value::Null, "{view}");
        // No answer after that changes nothing.
        walk.does(
            &walk.town.worker(net.organisation),
            "record_contact",
            &no_answer(MONDAY),
        );
        walk.stands("accepted", &held, "first_meeting 2026-12-07T14:00:00Z");

        // The knee is operated first: Saturday 9 January moves to Monday.
        let walk = contacted(
            json!({"kind": "phone", "outcome": "not_yet", "next_on": "2027-01-09", "why": "leikkaus"}),
        );
        let view = walk.stands("accepted", &held, "first_contact 2027-01-11T14:00:00Z");
        assert_eq!(
            tasks_of(&view),
            Vec::<String>::new(),
            "47 days are the worker's own matter"
        );

        // Beyond 60 days the desk sees it: 23 January is 61 days away, a Saturday.
        let walk = contacted(json!({"kind": "phone", "outcome": "not_yet", "next_on": "2027-01-23"}));
        let view = walk.stands("accepted", &held, "first_contact 2027-01-25T14:00:00Z");
        assert_eq!(
            tasks_of(&view),
            [format!("alert desk {} 2026-11-24T14:00:00Z", net.desk)]
        );

        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        walk.parts(
            &worker,
            "record_contact",
            &json!({"kind": "door", "outcome": "declined"}),
        );
        let view = walk.stands(
            "returned",
            &format!("desk {}", net.desk),
            "desk_decision 2026-11-26T14:00:00Z",
        );
        assert_eq!(view["reason"], "client_declined", "{view}");
        walk.is_seen(BACK, net.organisation);

        let walk = contacted(json!({"kind": "meeting", "outcome": "met", "next_on": "2026-12-05"}));
        walk.stands("in_support", &held, "review 2026-12-07T14:00:00Z");
    }
    demo.verify().expect(0);
}

#[test]
fn a_contact_that_cannot_have_been_is_refused() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        for (body, pointer) in [
            (no_answer("2026-11-22T08:00:00Z"), "/at"),
            (no_answer("2026-11-24T08:00:00Z"), "/at"),
            (json!({"kind": "phone", "outcome": "not_yet"}), "/next_on"),
            (
                json!({"kind": "phone", "outcome": "not_yet", "next_on": "2026-11-22"}),
                "/next_on",
            ),
        ] {
            let problem = walk
                .tries(&worker, "record_contact", &body)
                .expect_problem(422, "invalid-request");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        walk.stands("accepted", &town.held_by(net.organisation), FIRST_CONTACT);
    }
}

#[test]
fn a_follow_up_that_never_reaches_is_not_stable() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let walks = [town.hand_over_to(net.programme), town.hand_over_to(net.programme)];
        for walk in &walks {
            walk.is_followed_up();
            // 30 days from Monday 23 November is Wednesday 23 December.
            walk.stands(
                "follow_up",
                &town.held_by(net.organisation),
                "check 2026-12-23T14:00:00Z",
            );
        }
        walks
    });
    let not_reached = json!({"result": "not_reached"});
    for (day, due) in [
        // A week later, each time: a calendar due, moved over Christmas and the New Year where it falls there.
        ("2026-12-14T08:00:00Z", "check 2026-12-21T14:00:00Z"),
        ("2026-12-18T08:00:00Z", "check 2026-12-28T14:00:00Z"),
        ("2026-12-27T08:00:00Z", "check 2027-01-04T14:00:00Z"),
    ] {
        demo.advance_to(instant(day));
        for walk in walks.iter().flatten() {
            let organisation = walk.town.net.organisation;
            walk.does(&walk.town.worker(organisation), "record_check", &not_reached);
            walk.stands("follow_up", &walk.town.held_by(organisation), due);
        }
    }
    // The fourth try, and the first on the fourteenth day after the first one.
    demo.advance_to(instant("2026-12-28T08:00:00Z"));
    for [worried, calm] in &walks {
        let town = worried.town;
        let worker = town.worker(town.net.organisation);
        let desk = format!("desk {}", town.net.desk);
        for (walk, worry) in [(worried, "yes"), (calm, "no")] {
            is_asked(walk, "record_check", &not_reached);
            walk.parts(
                &worker,
                "record_check",
                &json!({"result": "not_reached", "worry": worry}),
            );
            // Three working days from Monday 28 December: 29, 30, 31.
            let view = walk.stands("returned", &desk, "desk_decision 2026-12-31T14:00:00Z");
            assert_eq!(view["reason"], "unreachable", "{view}");
            assert_eq!(view["milestones"]["stable_at"], Value::Null, "{view}");
            assert_ne!(view["feedback"], "lasted", "{view}");
            let tasks = if worry == "yes" {
                vec![format!("worry {desk} 2026-12-28T14:00:00Z")]
            } else {
                vec![]
            };
            assert_eq!(tasks_of(&view), tasks);
        }
    }
    demo.verify().expect(0);
}

#[test]
fn other_findings_of_a_check_close_it() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for (result, reason) in [
            ("no_contact_wanted", "no_contact_wanted"),
            ("moved", "moved"),
            ("died", "died"),
        ] {
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_followed_up();
            walk.does(&worker, "record_check", &json!({"result": result}));
            let view = walk.stands("closed", "nobody", "none");
            assert_eq!(view["reason"], reason, "{view}");
            assert_eq!(view["milestones"]["stable_at"], Value::Null, "{view}");
            assert!(view["milestones"]["closed_at"].is_string(), "{view}");
        }
    }
    demo.verify().expect(0);
}
