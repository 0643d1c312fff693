//! Sentences of the field about choosing a partner and about the steps after it, each as a test named after
//! it. `tests/README.md` pairs every sentence with its test.

use luotsi_tests::on_both;
use serde_json::{Value, json};

use crate::handing::example_for;
use crate::walk::{HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, but, demo_at, somebody_like};

static DEMO: Shared = Shared::new();

/// What is said of a programme in a preview.
fn candidate(preview: &Value, programme: &str) -> Value {
    let all = preview["candidates"].as_array().unwrap();
    let found = all.iter().find(|one| one["programme"] == programme);
    found
        .unwrap_or_else(|| panic!("no {programme} in {preview}"))
        .clone()
}

fn codes(candidate: &Value) -> Vec<&str> {
    let reasons = candidate["reasons"].as_array().unwrap();
    reasons
        .iter()
        .map(|reason| reason["code"].as_str().unwrap())
        .collect()
}

#[test]
fn a_ranked_list_says_why_and_of_those_left_out_what_would_change_it() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let preview = town.preview(&somebody_like(net.example).handoff);
        let all = preview["candidates"].as_array().unwrap();
        let mut left_out = false;
        for (number, one) in all.iter().enumerate() {
            let reasons = one["reasons"].as_array().unwrap();
            assert!(!reasons.is_empty(), "{one}");
            assert!(
                reasons
                    .iter()
                    .all(|reason| !reason["text"].as_str().unwrap().is_empty()),
                "{one}"
            );
            assert!(
                !left_out || one["fits"] == false,
                "the excluded stand last: {preview}"
            );
            left_out |= one["fits"] == false;
            if one["fits"] == true {
                assert_eq!(one["rank"], json!(number + 1), "{preview}");
            }
        }
        assert!(left_out, "somebody is left out: {preview}");
    }
    // Outside its area, with the rule.
    let town = Town::of(&demo, HELSINKI);
    let far = but(somebody_like(HELSINKI.example), "/place/district", json!("301"));
    let kanto = candidate(&town.preview(&far.handoff), HELSINKI.programme);
    assert_eq!(kanto["fits"], false, "{kanto}");
    assert!(codes(&kanto).contains(&"outside_area"), "{kanto}");
    // Groups and exercise are not wished: to wish them after all would.
    let shy = but(
        somebody_like("helsinki-liikuntaryhma"),
        "/wishes/not_forms",
        json!(["group", "exercise"]),
    );
    let shy = but(shy, "/wishes/forms", json!([]));
    let groups = candidate(&town.preview(&shy.handoff), "kunnon-kaveri-ryhmat");
    let would_change = groups["would_change"].as_array().unwrap();
    assert!(!would_change.is_empty(), "{groups}");
    assert!(
        would_change
            .iter()
            .all(|one| !one["text"].as_str().unwrap().is_empty()),
        "{groups}"
    );
}

#[test]
fn another_than_the_first_may_be_taken_with_one_chip() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for chip in ["client_wish", "knows_client", "spoke_with_them", "other"] {
            let placement = json!({"programme": net.next, "reason": chip});
            let walk = town.hand_over(somebody_like(net.example), &placement);
            walk.stands(
                "offered",
                &format!("organisation {}", net.next_organisation),
                "acknowledge 2026-11-25T14:00:00Z",
            );
        }
    }
}

#[test]
fn kind_of_support_language_and_age_decide_then_wishes_and_capacity() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let first = |handoff: &Value| town.preview(handoff)["candidates"][0]["programme"].clone();
    // The kind of support.
    assert_eq!(
        first(&somebody_like("helsinki-liikuntaryhma").handoff),
        "kunnon-kaveri-ryhmat"
    );
    let person = somebody_like(HELSINKI.example);
    assert_eq!(first(&person.handoff), HELSINKI.programme);
    // Her language, and her age.
    let somali = but(person.clone(), "/client/language", json!("so"));
    let somali = but(somali, "/needs", json!(["own_language", "loneliness"]));
    assert_eq!(first(&somali.handoff), "jade-ryhmat");
    let preview = town.preview(&somali.handoff);
    assert!(codes(&candidate(&preview, "mereo-evt")).contains(&"language_not_served"));
    let young = but(person.clone(), "/client/birth_year", json!(1975));
    for programme in ["mereo-evt", HELSINKI.programme] {
        let out = candidate(&town.preview(&young.handoff), programme);
        assert!(
            out["fits"] == false && codes(&out).contains(&"age_outside"),
            "{out}"
        );
    }
    // Among those that fit: what she wishes, then who has room.
    let lonely = but(person.clone(), "/needs", json!(["loneliness"]));
    let wishes = but(lonely, "/wishes/forms", json!(["volunteer", "phone"]));
    assert_eq!(first(&wishes.handoff), "mereo-puhelinystavat");
    town.claim(HELSINKI.programme, Some(0));
    assert_ne!(first(&person.handoff), HELSINKI.programme);
}

#[test]
fn no_groups_hides_group_suggestions_until_lifted() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let person = somebody_like("helsinki-liikuntaryhma");
    let person = but(person, "/wishes/forms", json!([]));
    let suggested = |not_forms: Value| {
        let person = but(person.clone(), "/wishes/not_forms", not_forms);
        candidate(&town.preview(&person.handoff), "kunnon-kaveri-ryhmat")
    };
    assert_eq!(suggested(json!([]))["fits"], true);
    // Its exercise is done in groups, so it is no way round them.
    let hidden = suggested(json!(["group"]));
    assert_eq!(hidden["fits"], false, "{hidden}");
    assert!(codes(&hidden).contains(&"forms_unwanted"), "{hidden}");
    assert_eq!(suggested(json!([]))["fits"], true, "lifted");
}

#[test]
fn what_is_not_known_never_excludes() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let mut person = somebody_like(HELSINKI.example);
    person.handoff["client"]["birth_year"] = Value::Null;
    for field in ["district", "postal_code", "place_name"] {
        person.handoff["place"][field] = Value::Null;
    }
    let unknown = candidate(&town.preview(&person.handoff), HELSINKI.programme);
    assert_eq!(
        (&unknown["fits"], &unknown["soft"]),
        (&json!(true), &json!(true)),
        "{unknown}"
    );
    for reason in ["ask_age", "ask_district"] {
        assert!(codes(&unknown).contains(&reason), "{unknown}");
    }
}

on_both! {
    fn with_a_capacity_rule_the_one_whole_city_partner_does_not_drown(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let example = example_for(&town.advisor(), "mereo-evt");
        town.claim("mereo-evt", Some(3));
        for number in 0..6 {
            let person = luotsi_tests::Planted::of(&example, number);
            let preview = town.preview(&person.handoff);
            assert_eq!(candidate(&preview, "mereo-evt")["free_places"], json!(3_u32.saturating_sub(number)));
            let alone = town.hand_over(person, &json!({"programme": "mereo-evt"}));
            let status = if number < 3 { "offered" } else { "waiting" };
            assert_eq!(alone.seen_by(&town.advisor())["status"], status);
        }
        assert_eq!(town.taken("mereo-evt"), (0, 3));
        demo.verify().expect(0);
    }

    fn attempts_by_phone_door_and_leaflet_are_each_kept(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for net in NETS {
            let town = Town::of(&demo, net);
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_accepted();
            let kinds = ["phone", "door", "letter", "phone"];
            for kind in kinds {
                walk.does(&worker, "record_contact", &json!({"kind": kind, "outcome": "no_answer"}));
            }
            for who in [&worker, &town.advisor(), &town.coordinator()] {
                let view = walk.seen_by(who);
                let kept: Vec<&Value> = view["contacts"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
                assert_eq!(kept, kinds, "{view}");
            }
        }
        demo.verify().expect(0);
    }
}

#[test]
fn moved_to_care_wish_volunteer_group_and_onward_path_are_outcomes_of_their_own() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        for outcome in [
            "moved_to_care",
            "client_wish",
            "volunteer_continues",
            "group_continues",
            "onward_path",
        ] {
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_supported();
            walk.does(&worker, "end_support", &json!({"outcome": outcome}));
            let history = Value::from(walk.timeline(&town.coordinator()));
            assert!(history.to_string().contains(outcome), "{history}");
            let view = walk.seen_by(&town.advisor());
            assert!(view["milestones"]["ended_at"].is_string(), "{view}");
        }
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_supported();
        walk.tries(&worker, "end_support", &json!({"outcome": "stable"}))
            .expect_problem(422, "invalid-request");
    }
}

#[test]
fn not_yet_is_no_refusal() {
    let demo = DEMO.demo();
    for net in [HELSINKI, TAMPERE] {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        let body = json!({"kind": "phone", "outcome": "not_yet", "next_on": "2026-12-21", "why": "kuukauden päästä"});
        walk.does(&worker, "record_contact", &body);
        let view = walk.stands(
            "accepted",
            &town.held_by(net.organisation),
            "first_contact 2026-12-21T14:00:00Z",
        );
        assert_eq!(view["needs_you"], Value::Null, "{view}");
        // Once that day has come she is met like anybody.
        walk.does(
            &worker,
            "record_contact",
            &json!({"kind": "visit", "outcome": "met"}),
        );
        assert_eq!(walk.seen_by(&worker)["status"], "in_support");
    }
}
