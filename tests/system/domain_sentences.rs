//! Sentences of the field about the talk, the gate, the permission and the thin envelope, each as a test
//! named after it. `tests/README.md` pairs every sentence with its test.

use std::fs;

use luotsi_tests::{Client, on_both, root};
use serde_json::{Value, json};

use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, Town, but, demo_at, instant, somebody_like, submission, tasks_of,
};

static DEMO: Shared = Shared::new();

/// The least that may be handed over, as the schema's own example says it.
fn least() -> Value {
    let file = root().join("schemas/examples/other/helsinki-vahin.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn without(mut handoff: Value, object: &str, field: &str) -> Value {
    let object = handoff.pointer_mut(object).and_then(Value::as_object_mut);
    assert!(object.unwrap().remove(field).is_some(), "the example has {field}");
    handoff
}

/// To the partner that takes the whole city; what is not known is asked there.
fn placed(handoff: &Value) -> Value {
    json!({"handoff": handoff, "placement": {"programme": "mereo-evt", "reason": "client_wish"}})
}

#[test]
fn only_gate_permission_one_way_to_reach_place_and_one_need_are_required() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    town.submit(&town.advisor(), &placed(&least())).expect(201);
    for (object, field) in [
        ("", "gate"),
        ("/client", "phone"),
        ("/client", "language"),
        ("/place", "municipality"),
        ("", "needs"),
    ] {
        town.submit(&town.advisor(), &placed(&without(least(), object, field)))
            .expect_problem(422, "invalid-handoff");
    }
    let unasked = town.submit(&town.advisor(), &placed(&without(least(), "", "consent")));
    let problem = unasked.expect_problem(422, "gate-closed");
    assert_eq!(problem["gate"]["outcome"], "no_consent", "{problem}");
}

#[test]
fn an_authority_needed_today_opens_a_track_of_kind_start_and_notification() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = but(
            somebody_like(net.example),
            "/gate/authority_today",
            json!("alongside"),
        );
        let placement = json!({"programme": net.programme});
        town.submit(&town.advisor(), &submission(&person, &placement))
            .expect_problem(422, "invalid-handoff");
        person.handoff["city_track"] =
            json!({"kind": "urgent_assessment", "started_on": "2026-11-23", "notified_on": "2026-11-23"});
        let walk = town.hand_over(person, &placement);
        let view = walk.seen_by(&town.advisor());
        let track = &view["city_track"];
        assert_eq!(
            (&track["kind"], &track["started_on"], &track["notified_on"]),
            (
                &json!("urgent_assessment"),
                &json!("2026-11-23"),
                &json!("2026-11-23")
            ),
            "{view}"
        );
        let history = walk.timeline(&town.advisor());
        assert!(
            history[0]["by"].is_object() || history[0]["by"].is_string(),
            "by whom: {history:?}"
        );
        assert!(tasks_of(&view)[0].starts_with("city_track desk"), "{view}");
    }
}

#[test]
fn lists_of_a_protected_person_show_the_reference_and_nothing_of_her() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = but(somebody_like(net.example), "/client/protected", json!(true));
        for field in ["district", "postal_code", "place_name"] {
            person.handoff["place"][field] = Value::Null;
        }
        let workers = town.workers(net.organisation);
        let placement =
            json!({"programme": net.programme, "agreed_with": workers[0].id, "deputy": workers[1].id});
        let walk = town.hand_over(person, &placement);
        let worker = walk.is_accepted();
        for who in [&worker, &town.colleague(net.organisation), &town.advisor()] {
            let path = format!("networks/{}/referrals?reference={}", net.name, walk.reference);
            let list = who.get(&path).expect(200).to_string();
            assert!(list.contains(&walk.reference), "{list}");
            let told: Vec<_> = walk
                .person
                .secrets
                .iter()
                .filter(|secret| list.contains(secret.as_str()))
                .collect();
            assert!(told.is_empty(), "{told:?} in {list}");
        }
    }
}

#[test]
fn an_assessment_is_due_on_the_seventh_working_day_for_whoever_may_be_over_75() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let mut person = somebody_like(HELSINKI.example);
    person.handoff["gate"]["cannot_cope"] = json!("alongside");
    person.handoff["city_track"] = json!({"kind": "assessment", "started_on": null, "notified_on": null});
    // Born in 1950 she is 75 or 76 this year; 1951, 74 or 75; of the last two nobody knows.
    for (year, band) in [
        (json!(1935), Value::Null),
        (json!(1950), Value::Null),
        (json!(1951), Value::Null),
        (Value::Null, json!("75-84")),
        (Value::Null, Value::Null),
    ] {
        person.handoff["client"]["birth_year"] = year.clone();
        person.handoff["client"]["age_band"] = band;
        let gate = town.preview(&person.handoff)["gate"].clone();
        // Seven working days from Monday 23 November.
        let track = json!({"kind": "assessment", "due_on": "2026-12-02"});
        assert_eq!(gate["city_track"], track, "{year}");
    }
}

#[test]
fn a_partners_referral_is_never_the_notification() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = somebody_like(net.example);
        person.handoff["gate"]["cannot_cope"] = json!("alongside");
        person.handoff["city_track"] =
            json!({"kind": "notification", "started_on": null, "notified_on": null});
        let walk = town.hand_over(person, &json!({"programme": net.programme}));
        let worker = walk.is_supported();
        let view = walk.seen_by(&town.advisor());
        assert_eq!(view["city_track"]["notified_on"], Value::Null, "{view}");
        assert!(tasks_of(&view)[0].starts_with("city_track desk"), "{view}");
        let notified = json!({"notified_on": "2026-11-23", "done": true});
        walk.tries(&worker, "update_city_track", &notified)
            .expect_problem(403, "forbidden");
        let view = walk.does(&town.advisor(), "update_city_track", &notified);
        assert_eq!(view["city_track"]["notified_on"], "2026-11-23", "{view}");
    }
    demo.verify().expect(0);
}

on_both! {
    fn nothing_identifying_reaches_the_network_before_permission(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for net in NETS {
            let town = Town::of(&demo, net);
            let person = but(somebody_like(net.example), "/consent/status", json!("not_asked"));
            let draft = town.advisor()
                .post(&format!("networks/{}/drafts", net.name), &json!({"handoff": person.handoff})).expect(201);
            let draft = format!("drafts/{}", draft["id"].as_str().unwrap());
            town.advisor().post(&format!("{draft}/submit"), &json!({"placement": {"programme": net.programme}}))
                .expect_problem(422, "gate-closed");
            // The client is to be called by the next working day, and the desk is reminded of it.
            demo.advance(jiff::SignedDuration::from_hours(50));
            for who in demo.people().iter().filter(|one| one.role != "advisor") {
                let client = demo.client(who);
                client.get(&draft).expect_problem(404, "not-found");
                let list = client.get(&format!("networks/{}/referrals?limit=200", who.network)).expect(200);
                assert_eq!(list, json!([]), "{} of {}", who.role, who.organisation);
            }
            let board = town.board().to_string();
            for secret in &person.secrets {
                assert!(!board.contains(secret.as_str()));
                assert!(demo.mail().iter().all(|letter| !letter.whole.contains(secret.as_str())));
            }
        }
        demo.verify().expect(0);
    }
}

#[test]
fn a_relative_cannot_consent_for_the_client_and_a_guardian_entitled_to_it_can() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let placement = json!({"programme": net.programme});
        let person = but(somebody_like(net.example), "/consent/by", json!("relative"));
        let problem = town
            .submit(&town.advisor(), &submission(&person, &placement))
            .expect_problem(422, "gate-closed");
        assert_eq!(problem["gate"]["outcome"], "no_consent", "{problem}");
        let person = but(person, "/consent/by", json!("guardian"));
        let view = town
            .submit(&town.advisor(), &submission(&person, &placement))
            .expect(201);
        assert_eq!(
            (&view["status"], &view["handoff"]["consent"]["by"]),
            (&json!("offered"), &json!("guardian")),
            "{view}"
        );
    }
}

#[test]
fn whoever_raised_the_concern_gets_nothing() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        town.claim(net.programme, None);
        for kind in ["neighbour", "relative", "anonymous"] {
            let person = but(somebody_like(net.example), "/source/kind", json!(kind));
            // There is no room for where to write to.
            for field in ["phone", "email", "name"] {
                let mut asking = person.clone();
                asking.handoff["source"][field] = json!("naapuri@example.org");
                let body = submission(&asking, &json!({"programme": net.programme}));
                town.submit(&town.advisor(), &body)
                    .expect_problem(422, "invalid-handoff");
            }
            let walk = town.hand_over(person, &json!({"programme": net.programme}));
            walk.is_followed_up();
        }
    }
    demo.advance_to(instant("2026-12-28T07:00:00Z"));
    let letters = demo.mail();
    assert!(!letters.is_empty());
    for letter in letters {
        let known = demo.people().iter().any(|person| person.email == letter.to);
        assert!(known, "a letter to somebody else: {}", letter.whole);
    }
}

#[test]
fn at_most_two_numbers_at_start_and_end_and_both_may_be_skipped() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let measured = |measures: Value| but(somebody_like(net.example), "/measures", measures);
        let placement = json!({"programme": net.programme});
        let third = json!({"loneliness": 3, "coping": 5, "sleep": 2});
        let wrong = [json!({"loneliness": 5}), json!({"coping": 11}), third];
        for measures in &wrong {
            town.submit(
                &town.advisor(),
                &submission(&measured(measures.clone()), &placement),
            )
            .expect_problem(422, "invalid-handoff");
        }
        for measures in [
            json!({"loneliness": 4, "coping": 0}),
            json!({"coping": 10}),
            json!({"loneliness": null, "coping": null}),
        ] {
            let walk = town.hand_over(measured(measures.clone()), &placement);
            let worker = walk.is_supported();
            for measures in &wrong {
                let body = json!({"outcome": "goals_met", "measures": measures});
                walk.tries(&worker, "end_support", &body)
                    .expect_problem(422, "invalid-request");
            }
            walk.does(
                &worker,
                "end_support",
                &json!({"outcome": "goals_met", "measures": measures}),
            );
        }
        // Skipped whole at both ends.
        town.hand_over_to(net.programme).is_followed_up();
    }
}

on_both! {
    fn a_short_thread_between_desk_and_partner_is_deleted_with_the_case(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for net in NETS {
            let town = Town::of(&demo, net);
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_accepted();
            let (asked, answered) = ("Onko avain naapurilla?", "On, alakerrassa.");
            walk.does(&worker, "send_message", &json!({"text": asked}));
            walk.does(&town.advisor(), "send_message", &json!({"text": answered}));
            walk.tries(&worker, "send_message", &json!({"text": "x".repeat(5000)})).expect_problem(422, "invalid-request");
            let reads = |who: &Client| Value::from(walk.timeline(who)).to_string();
            for who in [&worker, &town.advisor()] {
                assert!(reads(who).contains(asked) && reads(who).contains(answered));
            }
            walk.does(&town.advisor(), "withdraw_consent", &json!({"scope": "all"}));
            demo.advance(jiff::SignedDuration::from_hours(25));
            for who in [&town.advisor(), &town.coordinator()] {
                assert!(!reads(who).contains(asked) && !reads(who).contains(answered));
            }
            demo.assert_keeps_secret([asked, answered]);
        }
        demo.verify().expect(0);
    }
}

#[test]
fn no_phone_surname_or_address_is_needed_where_there_is_one_way_to_reach() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let bare = without(least(), "/client", "phone");
    for (field, value) in [
        ("phone", "+358500000991"),
        ("address", "Koekuja 3"),
        ("meeting_place", "Kirjaston aula tiistaisin"),
    ] {
        let mut handoff = bare.clone();
        handoff["client"][field] = json!(value);
        let view = town.submit(&town.advisor(), &placed(&handoff)).expect(201);
        assert_eq!(view["client"][field], value, "{view}");
        assert_eq!(view["client"]["last_name"], Value::Null, "{view}");
    }
    town.submit(&town.advisor(), &placed(&bare))
        .expect_problem(422, "invalid-handoff");
}

#[test]
fn age_may_be_a_year_or_a_band() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    for (year, band, shown) in [
        (json!(1939), Value::Null, json!("85+")),
        (Value::Null, json!("75-84"), json!("75-84")),
    ] {
        let person = but(
            somebody_like(HELSINKI.example),
            "/client/birth_year",
            year.clone(),
        );
        let person = but(person, "/client/age_band", band);
        let walk = town.hand_over(person, &json!({"programme": HELSINKI.programme}));
        let asked = walk.seen_by(&town.worker(HELSINKI.organisation));
        assert_eq!(
            (&asked["client"]["age_band"], &asked["client"]["birth_year"]),
            (&shown, &Value::Null),
            "{asked}"
        );
        assert_eq!(walk.seen_by(&town.advisor())["client"]["birth_year"], year);
    }
}

#[test]
fn no_voicemail_unsafe_to_call_and_do_not_tell_the_son_are_carried_to_the_worker() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = somebody_like(net.example);
        person.handoff["client"]["contact_rules"] = json!(["no_voicemail", "not_relatives"]);
        person.handoff["safety"] = json!(["unsafe_to_call"]);
        let walk = town.hand_over(person, &json!({"programme": net.programme}));
        // Safety is known before accepting; how to reach her, once there is a way to.
        let asked = walk.seen_by(&town.worker(net.organisation));
        assert_eq!(asked["handoff"]["safety"], json!(["unsafe_to_call"]), "{asked}");
        let view = walk.seen_by(&walk.is_accepted());
        let rules = &view["client"]["contact_rules"];
        assert_eq!(rules, &json!(["no_voicemail", "not_relatives"]), "{view}");
        assert_eq!(view["handoff"]["safety"], json!(["unsafe_to_call"]), "{view}");
    }
}

#[test]
fn municipality_is_asked_and_a_postal_code_only_proposes() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let mut handoff = least();
    handoff["place"] = json!({"municipality": "091", "postal_code": "00720"});
    let view = town.submit(&town.advisor(), &placed(&handoff)).expect(201);
    let place = &view["handoff"]["place"];
    assert_eq!(
        (&place["postal_code"], &place["district"]),
        (&json!("00720"), &Value::Null),
        "nothing was derived: {view}"
    );
    town.submit(
        &town.advisor(),
        &placed(&without(handoff.clone(), "/place", "municipality")),
    )
    .expect_problem(422, "invalid-handoff");
    // A code that reaches over the border says nothing against what was answered.
    for (municipality, outcome) in [("091", "open"), ("049", "other_area")] {
        handoff["place"]["municipality"] = json!(municipality);
        assert_eq!(town.preview(&handoff)["gate"]["outcome"], outcome);
    }
}
