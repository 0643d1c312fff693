//! Nobody falls out of sight: dates far ahead, protected people whose desk would leave, what feeds tell, keys
//! that several roads need.

use std::{fs, time::Duration};

use jiff::SignedDuration;
use luotsi_tests::{Client, Finished, Server, luotsi, on_both, until};
use serde_json::{Value, json};

use crate::history::machine;
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, but, demo_at, somebody_like, submission, tasks_of,
};

static DEMO: Shared = Shared::new();

fn command(server: &Server, words: &[&str]) -> Finished {
    let (url, key) = (
        server.database_url(),
        server.dir().join("luotsi.key").display().to_string(),
    );
    luotsi(
        words,
        &[
            ("LUOTSI_DATABASE_URL", &url),
            ("LUOTSI_KEY_FILE", &key),
            ("LUOTSI_PUBLIC_URL", "http://127.0.0.1:8080"),
        ],
    )
}

/// Imports the definition in force with something changed in it.
pub(crate) fn imported(server: &Server, network: &str, edit: impl FnOnce(&mut Value)) -> Finished {
    let exported = command(server, &["network", "export", network]);
    let mut definition: Value = serde_json::from_str(&exported.expect(0).stdout).unwrap();
    edit(&mut definition);
    let file = server.dir().join("edited.json");
    fs::write(&file, definition.to_string()).unwrap();
    command(server, &["network", "import", file.to_str().unwrap(), "--yes"])
}

#[test]
fn a_date_far_ahead_is_seen_by_the_desk_at_a_review_as_at_a_contact() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let walk = town.hand_over_to(net.programme);
        let worker = walk.is_supported();
        // Monday 23 November and sixty days is 22 January.
        walk.does(&worker, "review", &json!({"next_on": "2027-01-22"}));
        assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), [""; 0]);
        walk.does(&worker, "review", &json!({"next_on": "2027-01-25"}));
        let task = format!("alert desk {} 2026-11-24T14:00:00Z", net.desk);
        assert_eq!(tasks_of(&walk.seen_by(&town.advisor())), [task]);
        // Without permission for feedback the desk is not told how it goes.
        let quiet = town.hand_over_to(net.programme);
        let worker = quiet.is_supported();
        quiet.does(&worker, "withdraw_consent", &json!({"scope": "feedback"}));
        quiet.does(&worker, "review", &json!({"next_on": "2027-02-25"}));
        assert_eq!(tasks_of(&quiet.seen_by(&town.advisor())), [""; 0]);
    }
}

on_both! {
    fn of_two_roads_of_one_person_the_last_takes_the_key_along(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let advisor = town.advisor();
        let first = town.hand_over_to(HELSINKI.programme);
        let view = first.does(&advisor, "add_carrier", &json!({"programme": HELSINKI.next}));
        let link = &view["links"][0];
        let other = town.walk(first.person.clone(), &json!({"id": link["id"], "reference": link["reference"]}));
        let carrier = town.worker(HELSINKI.next_organisation);
        other.does(&carrier, "accept", &json!({}));
        first.parts(&town.worker(HELSINKI.organisation), "hand_back", &json!({"reason": "needs_authority"}));
        first.does(&advisor, "close", &json!({"reason": "other_service"}));
        demo.advance(SignedDuration::from_hours(24 * 370));
        // The first is over for a year; she is still with the other.
        assert_eq!(first.seen_by(&advisor)["client"], Value::Null);
        advisor.get(&format!("referrals/{}/export", first.id)).expect_problem(404, "not-found");
        let name = &other.person.handoff["client"]["first_name"];
        assert_eq!(&other.seen_by(&advisor)["client"]["first_name"], name);
        demo.verify().expect(0);
        other.does(&advisor, "withdraw_consent", &json!({"scope": "all"}));
        advisor.get(&format!("referrals/{}/export", other.id)).expect(200);
        demo.advance(SignedDuration::from_hours(25));
        advisor.get(&format!("referrals/{}/export", other.id)).expect_problem(404, "not-found");
        demo.verify().expect(0);
    }

    fn no_feed_tells_of_a_protected_person_or_of_who_did_something(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let people = town.workers(HELSINKI.organisation);
        let known = town.hand_over_to(HELSINKI.programme);
        let worker = known.is_supported();
        let person = but(somebody_like(HELSINKI.example), "/client/protected", json!(true));
        let placement = json!({"programme": HELSINKI.programme, "agreed_with": people[0].id, "deputy": people[1].id});
        let hidden = town.hand_over(person, &placement);
        hidden.does(&worker, "accept", &json!({}));
        hidden.does(&worker, "record_contact", &json!({"kind": "meeting", "outcome": "met"}));
        let readers = [
            machine(&demo, HELSINKI.desk), machine(&demo, HELSINKI.organisation), town.coordinator(),
        ];
        for reader in readers {
            let feed = reader.get("networks/helsinki/events?limit=200").text();
            assert!(feed.contains(&known.reference), "{feed}");
            for word in [&hidden.reference, &hidden.id, &people[0].id, &people[0].name, &town.advisors()[0].name] {
                assert!(!feed.contains(word.as_str()), "{word}: {feed}");
            }
        }
    }

    fn a_desk_whose_people_alone_know_of_protected_persons_does_not_leave(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, TAMPERE);
        let exported = command(&demo, &["network", "export", TAMPERE.name]);
        let definition: Value = serde_json::from_str(&exported.expect(0).stdout).unwrap();
        let referrer = definition["organisations"].as_array().unwrap().iter()
            .find(|one| one["kind"] == "referrer").unwrap()["id"].as_str().unwrap().to_owned();
        let advisor = town.client(demo.people().at(TAMPERE.name, &referrer, "advisor")[0]);
        let (pointer, value) = TAMPERE.unfit;
        let person = but(somebody_like(TAMPERE.example), "/client/protected", json!(true));
        let person = but(person, pointer, json!(value));
        let referral = town.submit(&advisor, &submission(&person, &Value::Null)).expect(201);
        let walk = town.walk(person, &referral);
        let leaves = |definition: &mut Value| {
            definition["organisations"].as_array_mut().unwrap().retain(|one| one["id"] != json!(referrer));
        };
        let told = imported(&demo, TAMPERE.name, leaves);
        told.expect(1);
        let why = format!("organisation {referrer} leaves or is something else now, but 1 protected person is known to somebody there alone");
        assert!(told.stdout.contains(&why), "{told}");
        assert!(!told.stdout.contains(&walk.reference), "{told}");
        assert_eq!(walk.seen_by(&advisor)["status"], "waiting");
        walk.does(&advisor, "withdraw_consent", &json!({"scope": "all"}));
        imported(&demo, TAMPERE.name, leaves).expect(0);
    }

    fn two_organisations_merge_and_each_person_is_asked_who_did_not_permit_the_other(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let open = town.hand_over_to(net.programme);
        let worker = open.is_supported();
        let narrow = but(somebody_like(net.example), "/consent/scope", json!("organisations"));
        let narrow = but(narrow, "/consent/organisations", json!([net.organisation]));
        let narrow = town.hand_over(narrow, &json!({"programme": net.programme}));
        narrow.is_supported();
        let told = imported(&demo, net.name, |definition| {
            for one in definition["organisations"].as_array_mut().unwrap() {
                if one["id"] == net.organisation {
                    one["merged_into"] = json!(net.next_organisation);
                }
            }
            for one in definition["programmes"].as_array_mut().unwrap() {
                if one["organisation"] == net.organisation {
                    one["valid_to"] = json!("2026-12-31");
                }
            }
        });
        told.expect(0);
        assert!(told.stdout.contains(&format!("organisation {}: part of {} now", net.organisation, net.next_organisation)), "{told}");
        assert!(told.stdout.contains(&format!("{} is proposed for 2 people; 1 must permit its organisation first", net.next)), "{told}");
        // The running service comes to know it by itself.
        until(Duration::from_mins(1), "the definition is in force", || {
            let proposed = open.seen_by(&worker)["ending"]["proposed"].to_string();
            proposed.contains(net.next).then_some(())
        });
        let plan = json!({"decision": "carry_on", "programme": net.next});
        let next = town.worker(net.next_organisation);
        assert_eq!(open.does(&worker, "plan_ending", &plan)["ending"]["waits_for"], "answer");
        open.does(&next, "accept", &json!({}));
        open.hidden_from(&worker);
        // The merger alone permits nothing.
        assert_eq!(narrow.does(&worker, "plan_ending", &plan)["ending"]["waits_for"], "consent");
        narrow.hidden_from(&next);
        demo.advance_to(crate::walk::instant("2027-01-02T00:00:00Z"));
        narrow.stands("returned", &format!("desk {}", net.desk), "desk_decision 2027-01-07T14:00:00Z");
        narrow.hidden_from(&worker);
        narrow.hidden_from(&next);
        demo.verify().expect(0);
    }

    fn follow_ups_that_end_unreached_are_counted_apart_and_of_protected_people_none(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        assert_eq!(town.board()["follow_ups"], json!([]));
        let unreached = |walk: &crate::walk::Walk<'_>, worker: &Client| {
            let missed = json!({"result": "not_reached", "worry": "no"});
            for _ in 0..2 {
                demo.advance(SignedDuration::from_hours(24 * 8));
                walk.does(worker, "record_check", &missed);
            }
            demo.advance(SignedDuration::from_hours(24 * 8));
            walk.parts(worker, "record_check", &missed);
        };
        let lost = town.hand_over_to(HELSINKI.programme);
        let worker = lost.is_followed_up();
        let changed = town.hand_over_to(HELSINKI.programme);
        changed.is_followed_up();
        changed.does(&worker, "record_check", &json!({"result": "changed"}));
        let people = town.workers(HELSINKI.organisation);
        let person = but(somebody_like(HELSINKI.example), "/client/protected", json!(true));
        let placement = json!({"programme": HELSINKI.programme, "agreed_with": people[0].id, "deputy": people[1].id});
        let hidden = town.hand_over(person, &placement);
        hidden.is_followed_up();
        hidden.does(&worker, "record_check", &json!({"result": "no_contact_wanted"}));
        unreached(&lost, &worker);
        assert_eq!(lost.seen_by(&town.advisor())["reason"], "unreachable");
        let counted = json!([{"outcome": "changed", "count": 1}, {"outcome": "unreachable", "count": 1}]);
        assert_eq!(town.board()["follow_ups"], counted);
        // Twelve months, and no more.
        demo.advance_to(crate::walk::instant("2027-12-20T07:00:00Z"));
        assert_eq!(town.board()["follow_ups"], json!([]));
    }
}
