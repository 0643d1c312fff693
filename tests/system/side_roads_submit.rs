//! What is not handed over: closed gates, programmes that do not fit, and the same person again.

use luotsi_tests::{Client, Planted};
use serde_json::{Value, json};

use crate::sight::ASKED;
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, but, demo_at, somebody_like, submission, tasks_of,
};

static DEMO: Shared = Shared::new();

/// How many referrals somebody's list holds.
fn count(town: Town<'_>, who: &Client) -> usize {
    let list = who
        .get(&format!("networks/{}/referrals?limit=200", town.net.name))
        .expect(200);
    list.as_array().expect("a list").len()
}

#[test]
fn a_closed_gate_stores_nothing_and_says_where_to_go() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        for (pointer, value, outcome) in [
            ("/gate/danger_to_life", json!("instead"), "emergency"),
            ("/gate/authority_today", json!("instead"), "authority_only"),
            ("/gate/cannot_cope", json!("instead"), "authority_only"),
            ("/gate/other_municipality", json!(true), "other_area"),
            ("/place/municipality", json!("049"), "other_area"),
            ("/gate/other_service", json!(true), "other_service"),
            ("/gate/desk_solves", json!(true), "desk_keeps"),
            ("/consent/status", json!("refused"), "no_consent"),
            ("/consent/status", json!("not_asked"), "no_consent"),
            ("/consent/by", json!("relative"), "no_consent"),
        ] {
            let person = but(somebody_like(net.example), pointer, value);
            let preview = town.preview(&person.handoff);
            assert_eq!(preview["gate"]["outcome"], outcome, "{pointer}: {preview}");
            let placement = json!({"programme": net.programme});
            let problem = town
                .submit(&town.advisor(), &submission(&person, &placement))
                .expect_problem(422, "gate-closed");
            assert_eq!(problem["gate"], preview["gate"], "{pointer}");
            let guidance = problem["gate"]["guidance"].as_str();
            assert!(
                guidance.is_some_and(|guidance| !guidance.is_empty()),
                "{pointer}: {problem}"
            );
            let again = town.preview(&person.handoff);
            assert_eq!(again["possible_duplicate"], false, "{pointer}: {again}");
        }
        assert_eq!(
            (count(town, &town.advisor()), count(town, &town.coordinator())),
            (0, 0)
        );
        assert_eq!(town.taken(net.programme), (0, 0));
    }
    demo.verify().expect(0);
}

#[test]
fn the_citys_track_runs_beside_and_without_permission_alone() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = but(
            somebody_like(net.example),
            "/gate/cannot_cope",
            json!("alongside"),
        );
        person.handoff["city_track"] = json!({"kind": "assessment", "started_on": null, "notified_on": null});
        let walk = town.hand_over(person, &json!({"programme": net.programme}));
        let asked = format!("organisation {}", net.organisation);
        let view = walk.stands("offered", &asked, "acknowledge 2026-11-25T14:00:00Z");
        // Seven working days from Monday 23 November; it goes on whatever the partner does.
        let track = vec![format!("city_track desk {} 2026-12-02T14:00:00Z", net.desk)];
        assert_eq!(tasks_of(&view), track);
        walk.is_accepted();
        assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), track);

        let alone = but(
            somebody_like(net.example),
            "/gate/cannot_cope",
            json!("alongside"),
        );
        let alone = but(alone, "/consent/status", json!("refused"));
        assert_eq!(town.preview(&alone.handoff)["gate"]["outcome"], "authority_only");
    }
    demo.verify().expect(0);
}

#[test]
fn without_a_placement_the_proposals_come_back() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let person = somebody_like(net.example);
        let problem = town
            .submit(&town.advisor(), &json!({"handoff": person.handoff}))
            .expect_problem(422, "placement-required");
        assert_eq!(problem["candidates"], town.preview(&person.handoff)["candidates"]);
        assert_eq!(problem["candidates"][0]["programme"], net.programme, "{problem}");
        let reasons = problem["candidates"][0]["reasons"].as_array();
        assert!(reasons.is_some_and(|reasons| !reasons.is_empty()), "{problem}");
        assert_eq!(
            town.preview(&person.handoff)["possible_duplicate"],
            false,
            "nothing is stored"
        );
    }
}

#[test]
fn a_hard_rule_excludes_and_a_soft_one_gives_way_to_a_reason() {
    let demo = DEMO.demo();
    let placed = |programme: &str, reason: Option<&str>| json!({"programme": programme, "reason": reason});

    let town = Town::of(&demo, HELSINKI);
    let far = but(
        somebody_like("helsinki-pukinmaki"),
        "/place/district",
        json!("301"),
    );
    refuses(
        town,
        &far,
        &placed("omakotisaatio-kanto", Some("toive")),
        "outside_area",
        false,
    );
    let russian = but(
        somebody_like("helsinki-pukinmaki"),
        "/client/language",
        json!("ru"),
    );
    refuses(
        town,
        &russian,
        &placed("mereo-evt", Some("toive")),
        "language_not_served",
        false,
    );
    let young = but(
        somebody_like("helsinki-pukinmaki"),
        "/client/birth_year",
        json!(1975),
    );
    refuses(
        town,
        &young,
        &placed("mereo-evt", Some("toive")),
        "age_outside",
        false,
    );
    let group = but(
        somebody_like("helsinki-liikuntaryhma"),
        "/place/district",
        json!("301"),
    );
    refuses(
        town,
        &group,
        &placed("kunnon-kaveri-ryhmat", None),
        "outside_area",
        true,
    );
    refuses(
        town,
        &group,
        &placed("kunnon-kaveri-ryhmat", Some("  ")),
        "outside_area",
        true,
    );
    let walk = town.hand_over(group, &placed("kunnon-kaveri-ryhmat", Some("client_wish")));
    walk.stands(
        "offered",
        "organisation miina-sillanpaa",
        "acknowledge 2026-11-25T14:00:00Z",
    );
    walk.is_seen(ASKED, "miina-sillanpaa");

    let town = Town::of(&demo, TAMPERE);
    let new_here = but(somebody_like(TAMPERE.example), "/needs", json!(["new_area"]));
    refuses(
        town,
        &new_here,
        &placed("asto-pajat", Some("toive")),
        "need_not_served",
        false,
    );
    let shy = but(
        somebody_like(TAMPERE.example),
        "/wishes/not_forms",
        json!(["group", "workshop", "peer"]),
    );
    refuses(town, &shy, &placed("asto-pajat", None), "forms_unwanted", true);
    let walk = town.hand_over(shy, &placed("asto-pajat", Some("client_wish")));
    walk.stands(
        "offered",
        "organisation kuntoutuspolku",
        "acknowledge 2026-11-25T14:00:00Z",
    );
    demo.verify().expect(0);
}

#[track_caller]
fn refuses(town: Town<'_>, person: &Planted, placement: &Value, rule: &str, soft: bool) {
    let problem = town
        .submit(&town.advisor(), &submission(person, placement))
        .expect_problem(422, "programme-excluded");
    assert_eq!(
        (&problem["rule"]["code"], &problem["rule"]["soft"]),
        (&json!(rule), &json!(soft)),
        "{problem}"
    );
    assert!(
        problem["rule"]["text"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{problem}"
    );
    assert_eq!(
        town.preview(&person.handoff)["possible_duplicate"],
        false,
        "nothing is stored"
    );
}

#[test]
fn a_paused_programme_is_excluded_until_the_pause_is_over() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let lead = town.lead(net.organisation);
        let pause = json!({"places": 5, "paused_from": "2026-11-01", "paused_until": "2026-11-30"});
        lead.put(&format!("programmes/{}/capacity", net.programme), &pause)
            .expect(200);
        let person = somebody_like(net.example);
        refuses(
            town,
            &person,
            &json!({"programme": net.programme, "reason": "toive"}),
            "paused",
            false,
        );
        town.worker(net.organisation)
            .put(
                &format!("programmes/{}/capacity", net.programme),
                &json!({"places": 5}),
            )
            .expect_problem(403, "forbidden");
        lead.put(
            &format!("programmes/{}/capacity", net.programme),
            &json!({"places": 5}),
        )
        .expect(200);
        town.hand_over(person, &json!({"programme": net.programme}));
    }
    demo.verify().expect(0);
}
