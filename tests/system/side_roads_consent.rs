//! The client takes her permission back, or a part of it, and tells the desk or her worker.

use luotsi_tests::Client;
use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::sight::{ASKED, CARRIED, Sight};
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, Town, Walk, demo_at, due_of, holder_of, instant, somebody_like,
};

static DEMO: Shared = Shared::new();

/// Where a referral may stand when the permission is taken back.
const STAGES: [&str; 7] = [
    "waiting",
    "offered",
    "acknowledged",
    "accepted",
    "in_support",
    "follow_up",
    "returned",
];

fn at_stage<'a>(town: Town<'a>, stage: &str) -> Walk<'a> {
    let net = town.net;
    if stage == "waiting" {
        return town.hand_over_unfit();
    }
    let placement = json!({"programme": net.programme, "then": [net.next]});
    let walk = town.hand_over(somebody_like(net.example), &placement);
    match stage {
        "acknowledged" => drop(walk.does(&town.worker(net.organisation), "acknowledge", &json!({}))),
        "accepted" => drop(walk.is_accepted()),
        "in_support" => drop(walk.is_supported()),
        "follow_up" => drop(walk.is_followed_up()),
        "returned" => {
            let body = json!({"reason": "needs_authority"});
            walk.parts(&town.worker(net.organisation), "hand_back", &body);
        }
        _ => {}
    }
    walk
}

/// Who may be told at that stage: the desk always, the worker while she has the person.
fn listeners(town: Town<'_>, stage: &str) -> Vec<Client> {
    let mut who = vec![town.advisor()];
    if matches!(stage, "accepted" | "in_support" | "follow_up") {
        who.push(town.worker(town.net.organisation));
    }
    who
}

fn withdraw(scope: &str) -> Value {
    json!({"scope": scope, "told_to": "puhelimessa"})
}

#[test]
fn without_feedback_the_work_goes_on_and_the_desk_sees_only_that_it_is_needed() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for stage in STAGES {
            for who in listeners(town, stage) {
                let walk = at_stage(town, stage);
                let coordinator = town.coordinator();
                let before = walk.seen_by(&coordinator);
                walk.does(&who, "withdraw_consent", &withdraw("feedback"));
                walk.stands_for(&coordinator, stage, &holder_of(&before), &due_of(&before));
                for advisor in town.advisors() {
                    sees_little(&walk.seen_by(&town.client(advisor)), stage);
                }
            }
        }
    }
    demo.verify().expect(0);
}

/// The desk's view without feedback: process only where it is needed.
fn sees_little(view: &Value, stage: &str) {
    assert!(
        view["client"]["first_name"].is_string(),
        "the desk knows whom it sent: {view}"
    );
    if matches!(stage, "waiting" | "returned") {
        assert_eq!(view["status"], stage, "{view}");
        assert!(view["milestones"]["submitted_at"].is_string(), "{view}");
        return;
    }
    for field in [
        "status",
        "holder",
        "due",
        "milestones",
        "feedback",
        "needs_you",
        "reason",
    ] {
        assert_eq!(view[field], Value::Null, "{field} at {stage}: {view}");
    }
    for field in ["offers", "contacts", "checks", "meetings"] {
        assert_eq!(view[field], json!([]), "{field} at {stage}: {view}");
    }
    assert_eq!(view["stalled"], false, "{view}");
}

#[test]
fn without_feedback_a_return_still_needs_the_desk() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let walk = at_stage(town, "accepted");
        let worker = town.worker(net.organisation);
        walk.does(&worker, "withdraw_consent", &withdraw("feedback"));
        walk
    });
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for walk in &walks {
        let town = walk.town;
        let net = town.net;
        // The words that were on their way are still about what was allowed when they were said.
        let written = lines(&demo, &walk.reference).len();
        let worker = town.worker(net.organisation);
        walk.does(
            &worker,
            "record_contact",
            &json!({"kind": "phone", "outcome": "reached"}),
        );
        sees_little(&walk.seen_by(&town.advisor()), "accepted");
        walk.parts(&worker, "hand_back", &json!({"reason": "client_declined"}));
        let view = walk.seen_by(&town.advisor());
        assert_eq!(
            (&view["status"], &view["needs_you"]),
            (&json!("returned"), &json!("returned")),
            "{view}"
        );
        let told = told(&demo, &walk.reference);
        assert_eq!(told.len(), written + 1, "{told:?}");
        let last = told.last().expect("somebody was told");
        assert_eq!(
            (last.what.as_str(), last.to.as_str()),
            ("returned", &*format!("advisor {}", net.desk))
        );
    }
    demo.verify().expect(0);
}

#[test]
fn without_other_partners_nobody_else_can_be_asked() {
    let demo = DEMO.demo();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    for stage in STAGES {
        for who in listeners(town, stage) {
            let walk = at_stage(town, stage);
            let before = walk.seen_by(&town.coordinator());
            walk.does(&who, "withdraw_consent", &withdraw("other_partners"));
            let (status, holder, due) = if stage == "waiting" {
                // Three working days from Monday the 23rd.
                let due = "desk_decision 2026-11-26T14:00:00Z".to_owned();
                ("returned", format!("desk {}", net.desk), due)
            } else {
                (stage, holder_of(&before), due_of(&before))
            };
            let view = walk.stands(status, &holder, &due);
            assert_eq!(view["then"], json!([]), "{stage}: {view}");
            let worker = town.worker(net.organisation);
            match stage {
                "offered" | "acknowledged" => {
                    walk.is_seen(ASKED, net.organisation);
                    walk.parts(&worker, "hand_back", &json!({"reason": "no_place"}));
                }
                "accepted" | "in_support" => {
                    walk.is_seen(CARRIED, net.organisation);
                    if stage == "in_support" {
                        walk.tries(&worker, "transfer", &json!({"programme": net.next}))
                            .expect_problem(422, "programme-excluded");
                    }
                    walk.parts(&worker, "hand_back", &json!({"reason": "no_place"}));
                }
                "follow_up" => continue,
                _ => {}
            }
            let view = walk.seen_by(&town.advisor());
            assert_eq!(view["status"], "returned", "nobody was asked by itself: {view}");
            for placing in [town.advisor(), town.coordinator()] {
                let problem = walk
                    .tries(
                        &placing,
                        "place",
                        &json!({"programme": net.next, "reason": "toive"}),
                    )
                    .expect_problem(422, "programme-excluded");
                assert_eq!(problem["rule"]["code"], "not_within_consent", "{problem}");
            }
        }
    }
    demo.verify().expect(0);
}

#[test]
fn without_any_permission_access_ends_everywhere_at_once() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for stage in STAGES {
            for (turn, who) in listeners(town, stage).into_iter().enumerate() {
                let walk = at_stage(town, stage);
                let milestones = walk.seen_by(&town.coordinator())["milestones"].clone();
                if turn == 0 {
                    walk.does(&who, "withdraw_consent", &withdraw("all"));
                } else {
                    walk.parts(&who, "withdraw_consent", &withdraw("all"));
                }
                let view = walk.stands("closed", "nobody", "none");
                assert_eq!(view["actions"], json!([]), "{view}");
                assert_eq!(view["reference"], walk.reference.as_str(), "{view}");
                for (name, at) in milestones.as_object().expect("milestones are named") {
                    if name != "closed_at" {
                        assert_eq!(&view["milestones"][name], at, "{name} at {stage}: {view}");
                    }
                }
                let history = walk.timeline(&town.coordinator());
                let last = history.last().map(|entry| entry["detail"].clone());
                assert_eq!(last, Some(json!("consent_withdrawn")), "{history:?}");
                for colleague in [
                    town.worker(net.organisation),
                    town.colleague(net.organisation),
                    town.lead(net.organisation),
                ] {
                    walk.shows(&colleague, Sight::Nothing);
                }
                for advisor in town.advisors() {
                    let text = walk.seen_by(&town.client(advisor)).to_string();
                    let known = walk
                        .person
                        .secrets
                        .iter()
                        .find(|secret| text.contains(secret.as_str()));
                    assert_eq!(known, None, "{text}");
                }
            }
        }
    }
    demo.verify().expect(0);
}

#[test]
fn a_day_after_that_the_person_is_forgotten_and_the_history_still_holds() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let before = (town.taken(net.programme), town.taken(net.next));
        let walk = at_stage(town, "accepted");
        assert_eq!(lines(&demo, &walk.reference).len(), 3, "the offer has gone out");
        walk.does(&town.advisor(), "withdraw_consent", &withdraw("all"));
        assert_eq!(
            (town.taken(net.programme), town.taken(net.next)),
            before,
            "the place is free"
        );
        walk
    });
    demo.verify().expect(0);
    demo.advance_to(instant("2026-11-25T07:00:00Z"));
    for walk in &walks {
        let net = walk.town.net;
        let view = walk.stands("closed", "nobody", "none");
        assert_eq!(
            (&view["client"], &view["handoff"]),
            (&Value::Null, &Value::Null),
            "{view}"
        );
        // The same person may come again, and nobody is reminded of the first time.
        let body = json!({"handoff": walk.person.handoff, "placement": {"programme": net.programme}});
        walk.town.submit(&walk.town.advisor(), &body).expect(201);
        let mut expected: Vec<String> = ["lead", "worker", "worker"]
            .map(|role| format!("2026-11-23T07h offered to {role} {}", net.organisation))
            .into();
        // The worker is told at once; the advisor wrote it down herself, and the word *accepted* is silenced.
        expected.push(format!(
            "2026-11-23T07h consent_withdrawn to worker {}",
            net.organisation
        ));
        expected.sort();
        assert_eq!(lines(&demo, &walk.reference), expected);
    }
    demo.verify().expect(0);
    let secrets = walks.iter().flat_map(|walk| &walk.person.secrets);
    demo.assert_keeps_secret(secrets.map(String::as_str));
}

#[test]
fn whoever_is_asked_or_carries_hears_of_a_withdrawal_at_once() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        town.claim(net.programme, None);
        let told_of = |stage: &str, by_desk: bool, scope: &str| {
            let walk = at_stage(town, stage);
            let who = if by_desk {
                town.advisor()
            } else {
                town.worker(net.organisation)
            };
            assert!(walk.tries(&who, "withdraw_consent", &withdraw(scope)).status < 300);
            let mut heard: Vec<String> = told(&demo, &walk.reference)
                .into_iter()
                .filter(|told| !told.digest && told.what.contains("consent"))
                .map(|told| format!("{} to {}", told.what, told.to))
                .collect();
            heard.sort();
            heard
        };
        let (organisation, desk) = (net.organisation, net.desk);
        let asked: Vec<String> = ["lead", "worker", "worker"]
            .map(|role| format!("offer_withdrawn_consent to {role} {organisation}"))
            .into();
        assert_eq!(told_of("offered", true, "all"), asked);
        assert_eq!(told_of("acknowledged", true, "all"), asked);
        for stage in ["accepted", "in_support", "follow_up"] {
            assert_eq!(
                told_of(stage, true, "all"),
                [format!("consent_withdrawn to worker {organisation}")]
            );
            assert_eq!(
                told_of(stage, false, "all"),
                [format!("consent_withdrawn to advisor {desk}")]
            );
            for scope in ["feedback", "other_partners"] {
                assert_eq!(
                    told_of(stage, true, scope),
                    [format!("consent_narrowed to worker {organisation}")]
                );
                assert_eq!(
                    told_of(stage, false, scope),
                    [format!("consent_narrowed to advisor {desk}")]
                );
            }
        }
        let forbidden = at_stage(town, "offered");
        forbidden
            .tries(&town.worker(organisation), "withdraw_consent", &withdraw("all"))
            .expect_problem(409, "illegal-transition");
        forbidden
            .tries(&town.coordinator(), "withdraw_consent", &withdraw("all"))
            .expect_problem(403, "forbidden");
    }
    demo.verify().expect(0);
}
