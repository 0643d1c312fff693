//! The main road: from a handoff to a change of which somebody has checked that it lasts.
//!
//! Both networks go it side by side. After each step there is one holder and one due, at the instant that
//! a calendar on the wall gives; everybody sees what her place allows, and nothing else.

use luotsi_tests::on_both;
use serde_json::{Value, json};

use crate::post::lines;
use crate::sight::{ASKED, CARRIED, Sight, Sights};
use crate::walk::{MONDAY, NETS, Town, Walk, demo_at, instant, somebody_like};

/// A step and where it leads.
struct Step {
    /// When it is taken.
    at: &'static str,
    /// What the partner's first worker does.
    action: &'static str,
    body: &'static str,
    status: &'static str,
    due: &'static str,
    /// The milestones that the step sets.
    sets: &'static [&'static str],
    /// The desk's word.
    feedback: &'static str,
    /// What the worker, her colleague and her lead see.
    sights: Sights,
}

/// Over, with nobody as holder: the desk keeps what it wrote, the partner the facts.
const OVER: Sights = Sights {
    worker: Sight::Facts,
    lead: Sight::Facts,
    ..CARRIED
};

/// Winter time is two hours ahead of UTC, summer time three: 16:00 is 14:00Z, and 13:00Z from 28 March on.
const STEPS: [Step; 10] = [
    Step {
        at: "2026-11-23T09:00:00Z",
        action: "acknowledge",
        body: "{}",
        status: "acknowledged",
        // Five working days from Monday the 23rd, the day of the offer.
        due: "decide 2026-11-30T14:00:00Z",
        sets: &["acknowledged_at"],
        feedback: "acknowledged",
        sights: ASKED,
    },
    Step {
        at: "2026-11-24T08:30:00Z",
        action: "accept",
        body: "{}",
        status: "accepted",
        // Five working days from Tuesday the 24th.
        due: "first_contact 2026-12-01T14:00:00Z",
        sets: &["accepted_at"],
        feedback: "accepted",
        sights: CARRIED,
    },
    Step {
        at: "2026-11-25T09:00:00Z",
        action: "record_contact",
        body: r#"{"kind": "phone", "outcome": "no_answer"}"#,
        status: "accepted",
        due: "first_contact 2026-12-01T14:00:00Z",
        sets: &[],
        feedback: "accepted",
        sights: CARRIED,
    },
    Step {
        at: "2026-11-26T10:00:00Z",
        action: "record_contact",
        body: r#"{"kind": "door", "outcome": "no_answer"}"#,
        status: "accepted",
        due: "first_contact 2026-12-01T14:00:00Z",
        sets: &[],
        feedback: "accepted",
        sights: CARRIED,
    },
    Step {
        at: "2026-11-27T11:00:00Z",
        action: "record_contact",
        body: r#"{"kind": "visit", "outcome": "met"}"#,
        status: "in_support",
        // 60 days from Friday 27 November is Tuesday 26 January.
        due: "review 2027-01-26T14:00:00Z",
        sets: &["first_contact_at", "met_at"],
        feedback: "met",
        sights: CARRIED,
    },
    Step {
        at: "2027-01-26T08:00:00Z",
        action: "review",
        body: r#"{"form": "individual"}"#,
        status: "in_support",
        // 60 days later is Saturday 27 March; Easter Monday is the 29th; the clocks went forward on the 28th.
        due: "review 2027-03-30T13:00:00Z",
        sets: &[],
        feedback: "met",
        sights: CARRIED,
    },
    Step {
        at: "2027-02-10T09:00:00Z",
        action: "end_support",
        body: r#"{"outcome": "goals_met", "measures": {"loneliness": 2, "coping": 8}}"#,
        status: "follow_up",
        // 30 days from Wednesday 10 February is Friday 12 March.
        due: "check 2027-03-12T14:00:00Z",
        sets: &["ended_at"],
        feedback: "ended",
        sights: CARRIED,
    },
    Step {
        at: "2027-03-12T09:00:00Z",
        action: "record_check",
        body: r#"{"result": "stable"}"#,
        status: "follow_up",
        // 90 days from the ending, not from this check: Tuesday 11 May.
        due: "check 2027-05-11T13:00:00Z",
        sets: &[],
        feedback: "ended",
        sights: CARRIED,
    },
    Step {
        at: "2027-05-11T08:00:00Z",
        action: "record_check",
        body: r#"{"result": "stable", "measures": {"loneliness": 2, "coping": 8}}"#,
        status: "stable",
        due: "nothing",
        sets: &["stable_at"],
        feedback: "lasted",
        sights: OVER,
    },
    // Nothing more happens to who lasts.
    Step {
        at: "2027-08-11T08:00:00Z",
        action: "",
        body: "{}",
        status: "stable",
        due: "nothing",
        sets: &[],
        feedback: "lasted",
        sights: OVER,
    },
];

on_both! {
    fn a_handoff_becomes_a_lasting_change(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let mut roads: Vec<Road> = NETS.map(|net| Road::begins(Town::of(&demo, net))).into();
        for step in &STEPS {
            demo.advance_to(instant(step.at));
            for road in &mut roads {
                road.goes_on(step);
            }
            if step.status == "accepted" {
                demo.verify().expect(0);
            }
        }
        for road in &roads {
            road.was_told();
        }
        demo.verify().expect(0);
        let secrets = roads.iter().flat_map(|road| &road.walk.person.secrets);
        demo.assert_keeps_secret(secrets.map(String::as_str));
    }
}

/// One person's road.
struct Road<'a> {
    walk: Walk<'a>,
    milestones: Vec<&'static str>,
    contacts: usize,
    checks: usize,
}

impl<'a> Road<'a> {
    /// The advisor previews, chooses, and hands over.
    fn begins(town: Town<'a>) -> Self {
        let net = town.net;
        let person = somebody_like(net.example);
        let preview = town.preview(&person.handoff);
        assert_eq!(preview["gate"]["outcome"], "open", "{preview}");
        assert_eq!(preview["candidates"][0]["programme"], net.programme, "{preview}");
        assert_eq!(preview["candidates"][0]["fits"], true, "{preview}");
        assert_eq!(preview["possible_duplicate"], false, "{preview}");
        let before = town.taken(net.programme);

        let placement = json!({"programme": net.programme, "then": [net.next]});
        let walk = town.hand_over(person, &placement);
        let road = Self {
            walk,
            milestones: vec!["submitted_at", "offered_at"],
            contacts: 0,
            checks: 0,
        };
        // Two working days from Monday the 23rd.
        let holder = format!("organisation {}", net.organisation);
        let view = road
            .walk
            .stands("offered", &holder, "acknowledge 2026-11-25T14:00:00Z");
        assert_eq!(view["feedback"], Value::Null, "{view}");
        assert_eq!(view["programme"], net.programme, "{view}");
        assert_eq!(view["then"], json!([net.next]), "{view}");
        road.has_milestones(&view);
        road.walk.is_seen(ASKED, net.organisation);
        road.may("offered");
        assert_eq!(town.taken(net.programme), (before.0, before.1 + 1));
        let again = town.preview(&road.walk.person.handoff);
        assert_eq!(again["possible_duplicate"], true, "{again}");
        road
    }

    /// The worker takes a step, and everything is as it should be after it.
    fn goes_on(&mut self, step: &Step) {
        let town = self.walk.town;
        let organisation = town.net.organisation;
        if !step.action.is_empty() {
            let body: Value = serde_json::from_str(step.body).expect("the body is JSON");
            self.walk.does(&town.worker(organisation), step.action, &body);
            self.contacts += usize::from(step.action == "record_contact");
            self.checks += usize::from(step.action == "record_check");
        }
        let holder = match step.status {
            "acknowledged" => format!("organisation {organisation}"),
            "stable" => "nobody".to_owned(),
            _ => town.held_by(organisation),
        };
        let due = if step.due == "nothing" { "none" } else { step.due };
        let view = self.walk.stands(step.status, &holder, due);
        self.walk
            .stands_for(&town.worker(organisation), step.status, &holder, due);
        self.walk
            .stands_for(&town.colleague(organisation), step.status, &holder, due);
        assert_eq!(view["feedback"], step.feedback, "{view}");
        assert_eq!(view["needs_you"], Value::Null, "{view}");
        assert_eq!(view["stalled"], false, "{view}");
        assert_eq!(view["tasks"], json!([]), "{view}");
        assert_eq!(
            view["contacts"].as_array().map(Vec::len),
            Some(self.contacts),
            "{view}"
        );
        assert_eq!(
            view["checks"].as_array().map(Vec::len),
            Some(self.checks),
            "{view}"
        );
        for set in step.sets {
            assert!(!self.milestones.contains(set), "{set} is set twice");
            self.milestones.push(set);
            let at = instant(view["milestones"][set].as_str().unwrap_or_default());
            assert!(
                at >= instant(step.at) && at <= town.server.now(),
                "{set} of {view}"
            );
        }
        self.has_milestones(&view);
        self.walk.is_seen(step.sights, organisation);
        self.may(step.status);
        let place = match step.status {
            "acknowledged" => (0, 1),
            "accepted" | "in_support" => (1, 0),
            _ => (0, 0),
        };
        assert_eq!(
            town.taken(town.net.programme),
            place,
            "places after {}",
            step.action
        );
    }

    fn has_milestones(&self, view: &Value) {
        let milestones = view["milestones"].as_object().expect("milestones are named");
        let mut set: Vec<&str> = Vec::new();
        for (name, at) in milestones {
            if !at.is_null() {
                set.push(name);
            }
        }
        let mut expected = self.milestones.clone();
        expected.sort_unstable();
        set.sort_unstable();
        assert_eq!(set, expected, "{view}");
    }

    /// Everybody may do what the state and her place allow, and nothing else.
    fn may(&self, status: &str) {
        let town = self.walk.town;
        let organisation = town.net.organisation;
        let (desk, worker, coordinator) = allowed(status);
        let asked = matches!(status, "offered" | "acknowledged");
        let beside: &[&str] = if asked { worker } else { &[] };
        for (who, actions) in [
            (town.advisor(), desk),
            (town.worker(organisation), worker),
            (town.colleague(organisation), beside),
            (town.lead(organisation), worker),
            (town.coordinator(), coordinator),
        ] {
            let view = self.walk.seen_by(&who);
            let mut found: Vec<&str> = view["actions"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            found.sort_unstable();
            assert_eq!(found, actions, "{view}");
        }
    }

    /// The mails say the same, and nothing else was sent.
    fn was_told(&self) {
        let net = self.walk.town.net;
        let (organisation, desk) = (net.organisation, net.desk);
        assert_eq!(
            lines(self.walk.town.server, &self.walk.reference),
            [
                format!("2026-11-23T07h offered to lead {organisation}"),
                format!("2026-11-23T07h offered to worker {organisation}"),
                format!("2026-11-23T07h offered to worker {organisation}"),
                format!("2026-11-24T06:00:00Z feedback_acknowledged to advisor {desk}"),
                format!("2026-11-25T06:00:00Z feedback_accepted to advisor {desk}"),
                format!("2026-11-30T06:00:00Z feedback_met to advisor {desk}"),
                format!("2027-02-11T06:00:00Z feedback_ended to advisor {desk}"),
                format!("2027-05-12T05:00:00Z feedback_lasted to advisor {desk}"),
            ]
        );
    }
}

type Actions = &'static [&'static str];

/// What desk, partner and coordinator may do, in alphabetical order.
fn allowed(status: &str) -> (Actions, Actions, Actions) {
    const DESK: Actions = &[
        "add_carrier",
        "client_called",
        "close",
        "link",
        "propose_meeting",
        "renew_consent",
        "update_city_track",
        "withdraw_consent",
    ];
    const DESK_ASKING: Actions = &[
        "add_carrier",
        "amend",
        "client_called",
        "close",
        "link",
        "propose_meeting",
        "renew_consent",
        "update_city_track",
        "withdraw_consent",
    ];
    const DESK_AND_CARRIER: Actions = &[
        "add_carrier",
        "client_called",
        "close",
        "link",
        "propose_meeting",
        "renew_consent",
        "send_message",
        "update_city_track",
        "withdraw_consent",
    ];
    const DESK_AFTERWARDS: Actions = &[
        "add_carrier",
        "client_called",
        "close",
        "link",
        "renew_consent",
        "send_message",
        "update_city_track",
        "withdraw_consent",
    ];
    const ASK: Actions = &["ask_desk"];
    match status {
        "offered" => (
            DESK_ASKING,
            &["accept", "acknowledge", "hand_back", "propose_meeting"],
            ASK,
        ),
        "acknowledged" => (DESK, &["accept", "hand_back", "propose_meeting"], ASK),
        "accepted" => (
            DESK_AND_CARRIER,
            &[
                "alert_desk",
                "hand_back",
                "link",
                "propose_meeting",
                "reassign",
                "record_contact",
                "renew_consent",
                "report_change",
                "send_message",
                "withdraw_consent",
            ],
            ASK,
        ),
        "in_support" => (
            DESK_AND_CARRIER,
            &[
                "alert_desk",
                "end_support",
                "hand_back",
                "link",
                "propose_meeting",
                "reassign",
                "renew_consent",
                "report_change",
                "review",
                "send_message",
                "transfer",
                "withdraw_consent",
            ],
            ASK,
        ),
        "follow_up" => (
            DESK_AFTERWARDS,
            &[
                "alert_desk",
                "link",
                "reassign",
                "record_check",
                "renew_consent",
                "report_change",
                "send_message",
                "withdraw_consent",
            ],
            ASK,
        ),
        "stable" => (&["reopen"], &[], &[]),
        _ => (&[], &[], &[]),
    }
}
