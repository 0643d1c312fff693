//! The worker's odd days on one referral: a meeting together, company, hospital, a death the desk hears of,
//! the client's voice, a coordinator's look, two tracks.

use std::fs;

use luotsi_tests::{Client, Demo, luotsi, on_both};
use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::walk::{HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, demo_at, due_of, instant, tasks_of};

static DEMO: Shared = Shared::new();

fn open_meeting(view: &Value) -> Value {
    view["meetings"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn warm_handover_is_an_object_with_times_people_attempts_outcome_and_fallback() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        let held = town.held_by(net.organisation);
        let proposal = json!({
            "times": ["2026-11-26T11:00:00Z", "2026-11-25T08:00:00Z"],
            "joins": ["client", "desk", net.organisation],
            "place_kind": "home",
            "fallback": {"what": "phone", "by": "2026-11-30"},
            "note": "Salainen muistilappu",
        });
        let view = walk.does(&worker, "propose_meeting", &proposal);
        let meeting = open_meeting(&view);
        assert_eq!(
            meeting,
            json!({
                "id": 1, "status": "proposed", "with": "offer",
                "times": ["2026-11-25T08:00:00Z", "2026-11-26T11:00:00Z"],
                "joins": ["client", "desk", net.organisation], "place_kind": "home",
                "attempts": [], "chosen_at": null, "outcome": null,
                "fallback": {"what": "phone", "by": "2026-11-30"},
            })
        );
        assert_eq!(tasks_of(&view), [format!("meeting {held} 2026-11-26T11:00:00Z")]);
        let desk = walk.stands("accepted", &held, "first_contact 2026-11-30T14:00:00Z");
        assert_eq!(open_meeting(&desk), meeting, "the desk sees it too");
        // One at a time; a stranger's joining, a time that is over and one too far are refused.
        walk.tries(&worker, "propose_meeting", &proposal)
            .expect_problem(409, "illegal-transition");
        let missed =
            json!({"meeting": 1, "outcome": "client_absent", "next_times": ["2026-11-27T08:00:00Z"]});
        let view = walk.does(&worker, "record_meeting", &missed);
        assert_eq!(open_meeting(&view)["attempts"][0]["outcome"], "client_absent");
        assert_eq!(tasks_of(&view), [format!("meeting {held} 2026-11-27T08:00:00Z")]);
        // The second time the other way that was agreed is next.
        let again = json!({"meeting": 1, "outcome": "client_absent"});
        let view = walk.does(&worker, "record_meeting", &again);
        assert_eq!(open_meeting(&view)["status"], "missed");
        assert_eq!(tasks_of(&view), [format!("meeting {held} 2026-11-30T14:00:00Z")]);
        let refused = walk
            .tries(&worker, "record_meeting", &missed)
            .expect_problem(422, "invalid-request");
        assert_eq!(refused["errors"][0]["code"], "use-fallback", "{refused}");
        let view = walk.does(
            &worker,
            "record_meeting",
            &json!({"meeting": 1, "outcome": "used_fallback"}),
        );
        assert_eq!(open_meeting(&view)["outcome"], "used_fallback");
        assert_eq!(tasks_of(&view), Vec::<String>::new());
        // Met is the first meeting, one and the same.
        let second = json!({"times": ["2026-11-25T08:00:00Z"], "joins": ["client"]});
        walk.does(&worker, "propose_meeting", &second);
        let view = walk.does(
            &worker,
            "record_meeting",
            &json!({"meeting": 2, "outcome": "met"}),
        );
        assert_eq!(view["status"], "in_support");
        assert_eq!(view["milestones"]["met_at"], view["meetings"][1]["chosen_at"]);
        assert_eq!(view["contacts"].as_array().unwrap().len(), 1);
        assert!(due_of(&view).starts_with("review "), "{view}");
        // The note is the worker's and the desk's, and nobody else's.
        let read = |who: &Client| Value::from(walk.timeline(who)).to_string();
        assert!(read(&worker).contains("Salainen") && read(&town.advisor()).contains("Salainen"));
        assert!(!read(&town.coordinator()).contains("Salainen"));
    }
    demo.assert_keeps_secret(["Salainen muistilappu"]);
    demo.verify().expect(0);
}

#[test]
fn a_meeting_knows_only_those_on_the_road_and_times_within_reach() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let worker = walk.is_accepted();
    let time = "2026-11-26T11:00:00Z";
    let stranger = &town.workers("jade")[0].id;
    for (body, pointer, code) in [
        (
            json!({"times": [time], "joins": ["jade"]}),
            "/joins",
            "not-in-list",
        ),
        (
            json!({"times": [time], "joins": [stranger]}),
            "/joins/0",
            "not-in-list",
        ),
        (
            json!({"times": [time], "joins": ["Aino Aalto"]}),
            "/joins/0",
            "not-in-list",
        ),
        (
            json!({"times": [time], "joins": ["old_worker"]}),
            "/joins",
            "not-in-list",
        ),
        (
            json!({"times": [time], "with": "transfer"}),
            "/with",
            "not-in-list",
        ),
        (json!({"times": []}), "/times", "required"),
        (json!({"times": vec![time; 6]}), "/times", "too-many"),
        (json!({"times": [MONDAY]}), "/times", "has-passed"),
        (json!({"times": ["2027-01-23T08:00:00Z"]}), "/times", "too-late"),
        (
            json!({"times": [time], "fallback": {"what": "door", "by": "2026-11-25"}}),
            "/fallback/by",
            "before-meeting",
        ),
    ] {
        let refused = walk
            .tries(&worker, "propose_meeting", &body)
            .expect_problem(422, "invalid-request");
        let error = &refused["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(pointer), &json!(code)),
            "{refused}"
        );
    }
    let body =
        json!({"times": [time], "joins": [town.workers(HELSINKI.organisation)[1].id, town.advisors()[1].id]});
    walk.tries(&town.colleague(HELSINKI.organisation), "propose_meeting", &body)
        .expect_problem(403, "forbidden");
    walk.does(&worker, "propose_meeting", &body);
}

#[test]
fn a_meeting_is_told_to_who_joins_called_off_on_every_way_out_and_silent_at_death() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    town.claim(HELSINKI.programme, None);
    let mut walks = Vec::new();
    let meet = json!({"times": ["2026-11-26T11:00:00Z"], "joins": ["client", "desk"]});
    for (action, body) in [
        ("hand_back", json!({"reason": "client_declined"})),
        ("report_change", json!({"what": "died"})),
        ("record_meeting", json!({"meeting": 1, "outcome": "cancelled"})),
    ] {
        let walk = town.hand_over_to(HELSINKI.programme);
        let worker = walk.is_accepted();
        walk.does(&worker, "propose_meeting", &meet);
        walks.push((walk, worker, action, body));
    }
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for (walk, worker, action, body) in &walks {
        let proposed: Vec<_> = told(&demo, &walk.reference)
            .into_iter()
            .filter(|told| told.what == "meeting_proposed")
            .collect();
        assert_eq!(proposed.len(), 1, "the advisor who sent her, in her digest");
        assert_eq!(proposed[0].to, "advisor seniori-info");
        assert!(proposed[0].digest);
        assert!([200, 204].contains(&walk.tries(worker, action, body).status));
        let view = walk.seen_by(&town.advisor());
        assert_eq!(open_meeting(&view)["status"], "cancelled", "{action}");
    }
    demo.advance_to(instant("2027-06-01T07:00:00Z"));
    for (walk, _, action, _) in &walks {
        let after: Vec<String> = lines(&demo, &walk.reference)
            .into_iter()
            .filter(|line| line.contains("meeting") && !line.contains("meeting_proposed"))
            .collect();
        let expected = match *action {
            "record_meeting" => vec!["2026-11-25T06:00:00Z meeting_cancelled to advisor seniori-info"],
            _ => vec![],
        };
        assert_eq!(after, expected, "{action}");
    }
    demo.verify().expect(0);
}

#[test]
fn a_form_changes_at_a_review_with_its_history_and_company_phase_and_move_reset_nothing() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, TAMPERE);
    let walk = town.hand_over_to(TAMPERE.programme);
    let worker = walk.is_supported();
    let colleague = town.colleague(TAMPERE.organisation);
    let before = walk.seen_by(&worker);
    assert_eq!(before["forms"].as_array().unwrap().len(), 1);
    assert_eq!(
        before["phase"], before["handoff"]["network"]["phase"],
        "as it was handed over"
    );
    assert_eq!(walk.seen_by(&colleague)["client"]["first_name"], Value::Null);
    let other = &town.workers(TAMPERE.organisation)[1].id;
    let review = json!({
        "form": "group", "phase": "transition", "moves_on": "2026-12-15",
        "co_workers": [other], "peer": true,
    });
    let view = walk.does(&worker, "review", &review);
    assert_eq!(
        due_of(&view),
        due_of(&before),
        "a review today is due when the meeting today was"
    );
    assert_eq!(view["form"], "group");
    assert_eq!(view["forms"].as_array().unwrap().len(), 2);
    assert_eq!(view["forms"][0], before["forms"][0]);
    assert_eq!(
        (&view["phase"], &view["moves_on"]),
        (&json!("transition"), &json!("2026-12-15"))
    );
    assert_eq!(view["co_workers"][0]["id"], json!(other));
    assert_eq!(view["peer"], true);
    assert_eq!(view["milestones"], before["milestones"]);
    // The co-worker does what the deputy does; the desk sees how, and not what is not its own.
    assert_ne!(walk.seen_by(&colleague)["client"]["first_name"], Value::Null);
    walk.does(&colleague, "review", &json!({"phase": "independent"}));
    let desk = walk.seen_by(&town.advisor());
    assert_eq!(
        (&desk["phase"], &desk["moves_on"]),
        (&json!("independent"), &json!("2026-12-15"))
    );
    // Only of the own organisation.
    let stranger = town.client(town.advisors()[0]).get("me").expect(200)["id"].clone();
    walk.tries(&worker, "review", &json!({"co_workers": [stranger]}))
        .expect_problem(422, "invalid-request");
    demo.verify().expect(0);
}

#[test]
fn in_hospital_until_a_day_nobody_is_reminded_and_nothing_counts_as_a_miss() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    town.claim(HELSINKI.programme, None);
    let mut walks = Vec::new();
    for stage in ["accepted", "follow_up"] {
        let walk = town.hand_over_to(HELSINKI.programme);
        let worker = match stage {
            "accepted" => walk.is_accepted(),
            _ => walk.is_followed_up(),
        };
        let hospital = json!({"what": "in_hospital", "until": "2027-03-01"});
        walk.does(&worker, "report_change", &hospital);
        walks.push((walk, worker, stage));
    }
    for day in [
        "2026-12-07T10:00:00Z",
        "2027-01-11T10:00:00Z",
        "2027-02-22T10:00:00Z",
    ] {
        demo.advance_to(instant(day));
        for (walk, worker, stage) in &walks {
            // The third miss weeks after the first would ask whether there is reason to worry.
            let (action, body) = match *stage {
                "accepted" => ("record_contact", json!({"kind": "phone", "outcome": "no_answer"})),
                _ => ("record_check", json!({"result": "not_reached"})),
            };
            let view = walk.does(worker, action, &body);
            assert_eq!(view["stalled"], false);
            assert!(due_of(&view).ends_with("2027-03-01T14:00:00Z"), "{view}");
        }
    }
    for (walk, ..) in &walks {
        let reminded = lines(&demo, &walk.reference);
        let reminded = reminded
            .iter()
            .filter(|line| line.contains("reminder") || line.contains("stalled"));
        assert_eq!(reminded.count(), 0);
    }
    demo.verify().expect(0);
}

#[test]
fn died_or_moved_away_as_the_desk_hears_it_closes_at_once_wherever_she_is() {
    let demo = demo_at(MONDAY).start();
    let mut walks = Vec::new();
    for net in NETS {
        let town = Town::of(&demo, net);
        town.claim(net.programme, None);
        for (number, stage) in ["offered", "accepted", "in_support", "follow_up", "waiting"]
            .iter()
            .enumerate()
        {
            let walk = match *stage {
                "waiting" => town.hand_over_unfit(),
                _ => town.hand_over_to(net.programme),
            };
            match *stage {
                "accepted" => drop(walk.is_accepted()),
                "in_support" => drop(walk.is_supported()),
                "follow_up" => drop(walk.is_followed_up()),
                _ => {}
            }
            // For any other reason only what came back is closed.
            walk.tries(&town.advisor(), "close", &json!({"reason": "other"}))
                .expect_problem(409, "illegal-transition");
            let reason = if number % 2 == 0 { "died" } else { "moved" };
            walk.does(&town.advisor(), "close", &json!({"reason": reason}));
            let view = walk.stands("closed", "nobody", "none");
            assert_eq!((&view["reason"], &view["tasks"]), (&json!(reason), &json!([])));
            walks.push((walk, *stage));
        }
        assert_eq!(town.taken(net.programme), (0, 0));
    }
    demo.advance_to(instant("2027-06-01T07:00:00Z"));
    for (walk, stage) in &walks {
        let net = walk.town.net;
        let mut after: Vec<String> = lines(&demo, &walk.reference)
            .into_iter()
            .filter(|line| !line.contains(" offered to "))
            .collect();
        after.dedup();
        let quiet =
            |what: &str, to: &str| format!("2026-11-24T06:00:00Z {what} to {to} {}", net.organisation);
        let expected = match *stage {
            // Who was only asked is told nothing about somebody who died or moved away.
            "waiting" | "offered" => vec![],
            _ => vec![quiet("closed_quiet", "worker")],
        };
        assert_eq!(after, expected, "one quiet line to who had her, from {stage}");
    }
    demo.verify().expect(0);
}

on_both! {
    fn the_clients_voice_is_read_in_sums_and_never_of_one_person(engine: Engine) {
        let demo = Demo::new().empty().at(instant(MONDAY)).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.claim(HELSINKI.programme, None);
        let said = json!({"met_as_person": "yes", "taken_seriously": null, "solutions_found": "partly"});
        let said = json!({"outcome": "goals_met", "client_voice": said});
        let lead = town.lead(HELSINKI.organisation);
        let read = |who: &Client| who.get("networks/helsinki/voice").expect(200);
        assert_eq!(read(&lead)["organisations"], json!([]));
        for number in 1..=5_u64 {
            let walk = town.hand_over_to(HELSINKI.programme);
            let worker = walk.is_supported();
            let view = walk.does(&worker, "end_support", &said);
            for who in [&worker, &lead, &town.advisor(), &town.coordinator()] {
                let shown = walk.seen_by(who).to_string() + &Value::from(walk.timeline(who)).to_string();
                assert!(!shown.contains("met_as_person") && !shown.contains("partly"), "{shown}");
            }
            assert!(!view.to_string().contains("partly"));
            let own = read(&lead);
            let of = &own["organisations"][0];
            assert_eq!(of["organisation"], HELSINKI.organisation);
            assert_eq!(of["year"]["met_as_person"], json!({"yes": number, "partly": 0, "no": 0}));
            assert_eq!(of["months"].as_array().unwrap().len(), 12);
            assert_eq!(of["months"][11]["month"], "2026-11");
            assert_eq!(of["months"][11]["solutions_found"]["partly"], json!(number));
            let others = &read(&town.coordinator())["organisations"][0];
            let shown = if number < 5 { Value::Null } else { json!(number) };
            assert_eq!(others["year"]["met_as_person"], json!({"yes": shown, "partly": null, "no": null}));
        }
        assert_eq!(read(&town.lead(HELSINKI.next_organisation))["organisations"], json!([]), "not the neighbours'");
        for who in [town.worker(HELSINKI.organisation), town.advisor()] {
            who.get("networks/helsinki/voice").expect_problem(403, "forbidden");
        }
        town.coordinator().get("networks/tampere-asto/voice").expect_problem(404, "not-found");
        let walk = town.hand_over_to(HELSINKI.programme);
        let worker = walk.is_supported();
        walk.tries(&worker, "end_support", &json!({"outcome": "goals_met", "client_voice": {"met_as_person": "maybe"}}))
            .expect_problem(422, "invalid-request");
        demo.verify().expect(0);
    }
}

#[test]
fn breaking_the_glass_is_off_by_default() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let coordinator = town.coordinator();
        let listed = walk.seen_by(&coordinator)["actions"].to_string();
        assert!(!listed.contains("break_glass"), "{listed}");
        for body in [json!({"reason": "Hätä"}), json!({})] {
            walk.tries(&coordinator, "break_glass", &body)
                .expect_problem(403, "forbidden");
        }
        for who in [town.advisor(), town.worker(net.organisation)] {
            walk.tries(&who, "break_glass", &json!({"reason": "Hätä"}))
                .expect_problem(403, "forbidden");
        }
    }
}

#[test]
fn where_it_is_allowed_the_glass_is_broken_for_fifteen_minutes_with_a_reason_a_row_and_a_letter() {
    let mut demo = demo_at(MONDAY).start();
    demo.stop();
    let file = demo.dir().join("broken.json");
    let database = format!("sqlite:{}", demo.dir().join("luotsi.db").display());
    let key = demo.dir().join("luotsi.key").display().to_string();
    let settings = [
        ("LUOTSI_DATABASE_URL", database.as_str()),
        ("LUOTSI_KEY_FILE", key.as_str()),
        ("LUOTSI_PUBLIC_URL", "http://127.0.0.1:8080"),
    ];
    let exported = luotsi(&["network", "export", "helsinki"], &settings);
    let mut definition: Value = serde_json::from_str(&exported.expect(0).stdout).unwrap();
    definition["break_glass"] = json!(true);
    fs::write(&file, definition.to_string()).unwrap();
    luotsi(&["network", "import", file.to_str().unwrap(), "--yes"], &settings).expect(0);
    demo.restart();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let coordinator = town.coordinator();
    let seen = walk.seen_by(&coordinator);
    assert!(seen["actions"].to_string().contains("break_glass"), "{seen}");
    for body in [json!({}), json!({"reason": "  "})] {
        walk.tries(&coordinator, "break_glass", &body)
            .expect_problem(422, "reason-required");
    }
    let words = walk.person.handoff["own_words"]
        .as_str()
        .unwrap_or("own words")
        .to_owned();
    let view = walk.does(&coordinator, "break_glass", &json!({"reason": "Salainen syy"}));
    assert_eq!(
        view["client"]["first_name"],
        walk.person.handoff["client"]["first_name"]
    );
    assert!(
        !view.to_string().contains(&words),
        "who she is, not what she said"
    );
    let read = Value::from(walk.timeline(&town.advisor())).to_string();
    assert!(
        read.contains("glass_broken") && read.contains("Salainen syy"),
        "{read}"
    );
    let told = told(&demo, &walk.reference);
    let letters = told
        .iter()
        .filter(|told| told.what == "break_glass" && !told.digest);
    assert_eq!(
        letters.count(),
        town.advisors().len(),
        "everybody at the desk, at once: {told:?}"
    );
    let broken = walk
        .timeline(&coordinator)
        .iter()
        .find(|line| line["event"] == "glass_broken")
        .map(|line| instant(line["at"].as_str().unwrap()))
        .unwrap();
    demo.advance_to(broken + jiff::SignedDuration::from_mins(14));
    assert_ne!(walk.seen_by(&coordinator)["client"]["first_name"], Value::Null);
    demo.advance_to(broken + jiff::SignedDuration::from_mins(15));
    assert_eq!(walk.seen_by(&coordinator)["client"]["first_name"], Value::Null);
    demo.assert_keeps_secret(["Salainen syy"]);
    demo.verify().expect(0);
}

#[test]
fn two_tracks_the_citys_goes_on_and_an_alert_says_what_is_ones_own_to_do() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_supported();
        let before = walk.seen_by(&worker);
        for (language, what, says) in [("fi", "worse", "112"), ("sv", "needs_assessment", "anmälan")] {
            let answer = worker
                .request("POST", &format!("referrals/{}/alert_desk", walk.id))
                .header("accept-language", language)
                .json(&json!({"what": what}))
                .send();
            let view = answer.expect(200);
            let guidance = view["guidance"].as_str().unwrap().to_owned();
            assert!(guidance.contains(says), "{guidance}");
            assert_eq!(
                (&view["status"], &view["holder"]),
                (&before["status"], &before["holder"])
            );
        }
        assert_eq!(walk.seen_by(&worker).get("guidance"), None, "only in that answer");
        let track = |view: &Value| view["city_track"]["kind"].clone();
        assert_eq!(track(&walk.seen_by(&town.advisor())), "assessment");
        walk.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
        walk.does(&worker, "record_check", &json!({"result": "no_contact_wanted"}));
        let view = walk.stands("closed", "nobody", "none");
        let open = tasks_of(&view);
        assert!(
            open.iter().any(|task| task.starts_with("city_track desk")),
            "{open:?}"
        );
        let done = json!({"notified_on": "2026-11-23", "done": true});
        let view = walk.does(&town.advisor(), "update_city_track", &done);
        assert!(tasks_of(&view).iter().all(|task| !task.starts_with("city_track")));
    }
    demo.verify().expect(0);
}

#[test]
fn where_there_may_be_reason_to_worry_the_question_comes_with_guidance() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let worker = walk.is_accepted();
    let missed = json!({"kind": "phone", "outcome": "no_answer"});
    walk.does(&worker, "record_contact", &missed);
    walk.does(&worker, "record_contact", &missed);
    demo.advance_to(instant("2026-11-26T10:00:00Z"));
    let asked = walk
        .tries(&worker, "record_contact", &missed)
        .expect_problem(422, "worry-required");
    let guidance = asked["guidance"].as_str().unwrap();
    assert!(
        guidance.contains("112") && guidance.contains("palvelutarpeesta"),
        "{guidance}"
    );
}
