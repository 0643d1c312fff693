//! What is not handed over: closed gates, programmes that do not fit, and the same person again.

use luotsi_tests::{Client, Planted};
use serde_json::{Value, json};

use crate::sight::ASKED;
use crate::walk::{HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, demo_at, somebody_like, tasks_of};

static DEMO: Shared = Shared::new();

/// The person with one thing changed.
fn but(mut person: Planted, pointer: &str, value: Value) -> Planted {
    *person.handoff.pointer_mut(pointer).expect("the example has it") = value;
    person
}

fn submission(person: &Planted, placement: &Value) -> Value {
    json!({"handoff": person.handoff, "placement": placement})
}

/// How many referrals somebody's list holds.
fn count(town: Town<'_>, who: &Client) -> usize {
    let list = who.get(&format!("networks/{}/referrals?limit=200", town.net.name)).expect(200);
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
            assert!(guidance.is_some_and(|guidance| !guidance.is_empty()), "{pointer}: {problem}");
            let again = town.preview(&person.handoff);
            assert_eq!(again["possible_duplicate"], false, "{pointer}: {again}");
        }
        assert_eq!((count(town, &town.advisor()), count(town, &town.coordinator())), (0, 0));
        assert_eq!(town.taken(net.programme), (0, 0));
    }
    demo.verify().expect(0);
}

#[test]
fn the_citys_track_runs_beside_and_without_permission_alone() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = but(somebody_like(net.example), "/gate/cannot_cope", json!("alongside"));
        person.handoff["city_track"] = json!({"kind": "assessment", "started_on": null, "notified_on": null});
        let walk = town.hand_over(person, &json!({"programme": net.programme}));
        let asked = format!("organisation {}", net.organisation);
        let view = walk.stands("offered", &asked, "acknowledge 2026-11-25T14:00:00Z");
        // Seven working days from Monday 23 November; it goes on whatever the partner does.
        let track = vec![format!("city_track desk {} 2026-12-02T14:00:00Z", net.desk)];
        assert_eq!(tasks_of(&view), track);
        walk.is_accepted();
        assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), track);

        let alone = but(somebody_like(net.example), "/gate/cannot_cope", json!("alongside"));
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
        assert_eq!(town.preview(&person.handoff)["possible_duplicate"], false, "nothing is stored");
    }
}

#[test]
fn a_hard_rule_excludes_and_a_soft_one_gives_way_to_a_reason() {
    let demo = DEMO.demo();
    let placed = |programme: &str, reason: Option<&str>| json!({"programme": programme, "reason": reason});

    let town = Town::of(&demo, HELSINKI);
    let far = but(somebody_like("helsinki-pukinmaki"), "/place/district", json!("301"));
    refuses(town, &far, &placed("omakotisaatio-kanto", Some("toive")), "outside_area", false);
    let russian = but(somebody_like("helsinki-pukinmaki"), "/client/language", json!("ru"));
    refuses(town, &russian, &placed("mereo-evt", Some("toive")), "language_not_served", false);
    let young = but(somebody_like("helsinki-pukinmaki"), "/client/birth_year", json!(1975));
    refuses(town, &young, &placed("mereo-evt", Some("toive")), "age_outside", false);
    let group = but(somebody_like("helsinki-liikuntaryhma"), "/place/district", json!("301"));
    refuses(town, &group, &placed("kunnon-kaveri-ryhmat", None), "outside_area", true);
    refuses(town, &group, &placed("kunnon-kaveri-ryhmat", Some("  ")), "outside_area", true);
    let walk = town.hand_over(group, &placed("kunnon-kaveri-ryhmat", Some("client_wish")));
    walk.stands("offered", "organisation miina-sillanpaa", "acknowledge 2026-11-25T14:00:00Z");
    walk.is_seen(&ASKED, "miina-sillanpaa");

    let town = Town::of(&demo, TAMPERE);
    let new_here = but(somebody_like(TAMPERE.example), "/needs", json!(["new_area"]));
    refuses(town, &new_here, &placed("asto-pajat", Some("toive")), "need_not_served", false);
    let shy = but(somebody_like(TAMPERE.example), "/wishes/not_forms", json!(["group", "workshop", "peer"]));
    refuses(town, &shy, &placed("asto-pajat", None), "forms_unwanted", true);
    let walk = town.hand_over(shy, &placed("asto-pajat", Some("client_wish")));
    walk.stands("offered", "organisation kuntoutuspolku", "acknowledge 2026-11-25T14:00:00Z");
    demo.verify().expect(0);
}

#[track_caller]
fn refuses(town: Town<'_>, person: &Planted, placement: &Value, rule: &str, soft: bool) {
    let problem = town
        .submit(&town.advisor(), &submission(person, placement))
        .expect_problem(422, "programme-excluded");
    assert_eq!((&problem["rule"]["code"], &problem["rule"]["soft"]), (&json!(rule), &json!(soft)), "{problem}");
    assert!(problem["rule"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    assert_eq!(town.preview(&person.handoff)["possible_duplicate"], false, "nothing is stored");
}

#[test]
fn a_paused_programme_is_excluded_until_the_pause_is_over() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let lead = town.lead(net.organisation);
        let pause = json!({"places": 5, "paused_from": "2026-11-01", "paused_until": "2026-11-30"});
        lead.put(&format!("programmes/{}/capacity", net.programme), &pause).expect(200);
        let person = somebody_like(net.example);
        refuses(town, &person, &json!({"programme": net.programme, "reason": "toive"}), "paused", false);
        town.worker(net.organisation)
            .put(&format!("programmes/{}/capacity", net.programme), &json!({"places": 5}))
            .expect_problem(403, "forbidden");
        lead.put(&format!("programmes/{}/capacity", net.programme), &json!({"places": 5})).expect(200);
        town.hand_over(person, &json!({"programme": net.programme}));
    }
    demo.verify().expect(0);
}

#[test]
fn the_same_person_again_at_the_same_desk_is_an_alarm_and_no_second_road() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_accepted();
        let placement = json!({"programme": net.programme});
        let phone = walk.person.handoff["client"]["phone"].as_str().expect("a phone").to_owned();
        let national = phone.replace("+358", "0");
        let (first, second) = ("/client/first_name", "/client/last_name");
        let name = |field: &str| walk.person.handoff["client"][field].as_str().expect("a name").to_uppercase();
        // By phone and birth year, however the number is written, or by name and birth year.
        let by_phone = but(but(walk.person.clone(), first, json!("Toinen")), "/client/phone", json!(national));
        let by_name = but(but(walk.person.clone(), first, json!(name("first_name"))), second, json!(name("last_name")));
        let by_name = but(by_name, "/client/phone", json!("+358449999999"));
        for (number, again) in [walk.person.clone(), by_phone, by_name].iter().enumerate() {
            let advisor = town.client(town.advisors()[number % 2]);
            assert_eq!(town.preview(&again.handoff)["possible_duplicate"], true);
            let problem = town
                .submit(&advisor, &submission(again, &placement))
                .expect_problem(409, "already-open");
            assert_eq!(problem["referral"]["id"], walk.id.as_str(), "{problem}");
            assert_eq!(problem["referral"]["reference"], walk.reference.as_str(), "{problem}");
            assert_eq!(problem["referral"]["status"], "accepted", "{problem}");
            // The alarm is the holder's, for the next working day.
            let view = walk.seen_by(&worker);
            let alarm = format!("second_call {} 2026-11-24T14:00:00Z", town.held_by(net.organisation));
            assert_eq!(tasks_of(&view), vec![alarm; number + 1], "{view}");
            walk.stands("accepted", &town.held_by(net.organisation), "first_contact 2026-11-30T14:00:00Z");
        }
        // Another year of birth is another person.
        let born = walk.person.handoff["client"]["birth_year"].as_u64().expect("a year");
        let other = but(walk.person.clone(), "/client/birth_year", json!(born + 4));
        assert_eq!(town.preview(&other.handoff)["possible_duplicate"], false);
        town.submit(&town.advisor(), &submission(&other, &placement)).expect(201);
    }
    demo.verify().expect(0);
}

#[test]
fn another_matter_of_the_same_person_goes_through_with_a_reason() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let separate = |reason: Option<&str>| {
            json!({"handoff": walk.person.handoff, "duplicate": "separate",
                "placement": {"programme": net.next, "reason": reason}})
        };
        town.submit(&town.advisor(), &separate(None)).expect_problem(422, "reason-required");
        let other = town.submit(&town.advisor(), &separate(Some("toinen asia"))).expect(201);
        assert_ne!(other["id"], walk.id.as_str());
        assert_eq!(other["status"], "offered", "{other}");
        assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), Vec::<String>::new(), "no alarm");

        // What is closed is no obstacle.
        let closed = town.hand_over_to(net.programme);
        closed.parts(&town.worker(net.organisation), "hand_back", &json!({"reason": "other"}));
        closed.does(&town.advisor(), "close", &json!({"reason": "other"}));
        let body = submission(&closed.person, &json!({"programme": net.programme}));
        town.submit(&town.advisor(), &body).expect(201);
    }
    demo.verify().expect(0);
}

#[test]
fn the_same_person_at_another_desk_reveals_nothing_and_only_the_coordinator_gets_a_mark() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, TAMPERE);
    let net = town.net;
    let unit = demo.people().at(net.name, "asumisyksikko", "advisor");
    let unit = town.client(unit[0]);
    let walk = town.hand_over_to(net.programme);
    let body = submission(&walk.person, &json!({"programme": net.next}));
    let preview = unit
        .post(&format!("networks/{}/preview", net.name), &json!({"handoff": walk.person.handoff}))
        .expect(200);
    assert_eq!(preview["possible_duplicate"], false, "{preview}");
    let other = town.submit(&unit, &body).expect(201);
    let other = town.walk(walk.person.clone(), &other);
    assert!(!other.seen_by(&unit).to_string().contains(&walk.reference));
    walk.hidden_from(&unit);
    other.hidden_from(&town.advisor());
    assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), Vec::<String>::new());

    let doubles = town.board()["doubles"].clone();
    let pair = |pair: &Value| {
        let text = pair.to_string();
        text.contains(&walk.reference) && text.contains(&other.reference)
    };
    let marks = doubles.as_array().expect("a list").iter().filter(|marked| pair(marked)).count();
    assert_eq!(marks, 1, "{doubles}");
    // What comes back to the unit is in the unit's own queue.
    other.parts(&town.worker(net.organisation), "hand_back", &json!({"reason": "no_place"}));
    other.stands_for(&unit, "returned", "desk asumisyksikko", "desk_decision 2026-11-26T14:00:00Z");
    other.hidden_from(&town.advisor());
    demo.verify().expect(0);
}
