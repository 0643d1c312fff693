//! What an advisor had no time for in the call is filled in afterwards, until it is acknowledged.

use jiff::SignedDuration;
use luotsi_tests::{Answer, Client, Engine, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, demo, path, submit};
use crate::kept::select;
use crate::post::lines;
use crate::walk::{HELSINKI, Shared, Town, Walk, but, somebody_like};

static DEMO: Shared = Shared::new();

fn amend(who: &Client, referral: &Value, handoff: &Value) -> Answer {
    act(who, referral, "amend", &json!({"handoff": handoff}))
}

fn read(who: &Client, referral: &Value) -> Value {
    who.get(&path(referral)).expect(200)
}

/// What whoever is in a hurry hands over: the gate, the permission, one way to reach, the place, one need.
fn hurried(handoff: &Value) -> Value {
    json!({
        "schema": handoff["schema"], "gate": handoff["gate"], "consent": handoff["consent"],
        "client": {"phone": handoff["client"]["phone"], "language": "fi"},
        "place": {"municipality": "091"}, "needs": ["loneliness"],
    })
}

fn finds(who: &Client, question: &Value, referral: &Value) -> bool {
    let found = who
        .post(&format!("networks/{NETWORK}/search"), question)
        .expect(200);
    let found = found.as_array().unwrap().iter();
    found.filter(|one| one["id"] == referral["id"]).count() == 1
}

on_both! {
    fn everything_else_may_be_filled_in_later_until_acknowledged(engine: Engine) {
        let sqlite = matches!(engine, Engine::Sqlite);
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let people = server.people().clone();
        let [advisor, beside_her] = [0, 1].map(|n| server.client(people.of_role(NETWORK, "advisor")[n]));
        let worker = server.client(people.worker(NETWORK, PARTNER));
        let coordinator = server.client(people.coordinator(NETWORK));
        let person = crowd.person(0);
        let placement = json!({"programme": PROGRAMME, "reason": "asiakkaan toive"});
        let body = json!({"handoff": hurried(&person.handoff), "placement": placement});
        let referral = submit(&advisor, &body).expect(201);
        assert_eq!(referral["status"], "offered", "{referral}");
        assert!(referral["actions"].as_array().unwrap().contains(&json!("amend")));

        // The page sends back what it reads, with what the advisor has written since.
        let seen = read(&beside_her, &referral);
        let mut handoff = seen["handoff"].clone();
        amend(&advisor, &referral, &handoff).expect_problem(422, "invalid-request");
        for field in ["first_name", "last_name", "birth_year"] {
            handoff["client"][field] = person.handoff["client"][field].clone();
        }
        handoff["client"]["phone"] = json!("+358500009876");
        handoff["client"]["contact_rules"] = json!(["no_voicemail"]);
        handoff["place"]["district"] = json!("301");
        handoff["needs"] = json!(["loneliness", "mobility"]);
        handoff["safety"] = json!(["pet"]);
        handoff["own_words"] = json!("Kissani Topiluukas pelkää vieraita.");
        handoff["measures"] = json!({"loneliness": 3, "coping": 5});
        let stale = beside_her
            .request("POST", &format!("{}/amend", path(&referral)))
            .header("if-match", "\"1\"")
            .json(&json!({"handoff": handoff}))
            .send();
        stale.expect_problem(412, "precondition-failed");
        let amended = beside_her
            .request("POST", &format!("{}/amend", path(&referral)))
            .header("if-match", &format!("\"{}\"", seen["version"]))
            .json(&json!({"handoff": handoff}))
            .send()
            .expect(200);
        for kept in ["status", "holder", "due", "programme", "then"] {
            assert_eq!(amended[kept], seen[kept], "{kept}");
        }
        for (pointer, value) in [
            ("/client/first_name", &person.handoff["client"]["first_name"]),
            ("/client/phone", &json!("+358500009876")),
            ("/handoff/own_words", &json!("Kissani Topiluukas pelkää vieraita.")),
            ("/handoff/measures", &json!({"loneliness": 3, "coping": 5})),
            ("/handoff/needs", &json!(["loneliness", "mobility"])),
            ("/handoff/gate", &seen["handoff"]["gate"]),
            ("/handoff/consent", &seen["handoff"]["consent"]),
        ] {
            assert_eq!(amended.pointer(pointer), Some(value), "{pointer}");
        }

        // Who is asked sees the coded facts as they are now, and nothing else; the list goes by them too.
        let asked = read(&worker, &referral);
        assert_eq!(asked["handoff"]["needs"], json!(["loneliness", "mobility"]), "{asked}");
        assert_eq!(asked["handoff"]["place"]["district"], "301", "{asked}");
        assert_eq!(asked["client"]["first_name"], Value::Null, "{asked}");
        assert_eq!(asked["handoff"]["own_words"], Value::Null, "{asked}");
        let listed = coordinator.get(&format!("networks/{NETWORK}/referrals?district=301")).expect(200);
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
        // She is found by what is known of her now, and no more by what was mended.
        let phone = &person.handoff["client"]["phone"];
        assert!(finds(&advisor, &json!({"phone": "+358500009876"}), &referral));
        assert!(finds(&advisor, &json!({"name": person.handoff["client"]["last_name"]}), &referral));
        assert!(!finds(&advisor, &json!({"phone": phone}), &referral));
        // Known now, a second call about her is an alarm.
        let mut again = crowd.submission(0);
        again["handoff"]["client"]["phone"] = json!("+358500009876");
        submit(&advisor, &again).expect_problem(409, "already-open");

        // The history tells who, when, and which fields; never what stands in them.
        let timeline = advisor.get(&format!("{}/timeline", path(&referral))).expect(200);
        let line = timeline.as_array().unwrap().iter().find(|line| line["event"] == "amended").unwrap().clone();
        assert_eq!(
            line["detail"],
            "client.birth_year client.contact_rules client.first_name client.last_name client.phone measures needs own_words place.district safety"
        );
        assert_eq!(line["by"], people.of_role(NETWORK, "advisor")[1].name);
        if sqlite {
            let events = select(&server, "SELECT content FROM events WHERE referral_id = $1", &referral).concat();
            for word in ["Topiluukas", "9876", person.handoff["client"]["last_name"].as_str().unwrap()] {
                assert!(!events.contains(word), "{word} stands in an event");
            }
        }

        // Checked as on submission; what has a step of its own is not changed here.
        for (pointer, value, fault) in [
            ("/needs", json!([]), ("/needs", "one-need")),
            ("/place/district", json!("000"), ("/place/district", "unknown-district")),
            ("/gate/cannot_cope", json!("alongside"), ("/city_track", "city-track-required")),
            ("/gate/desk_solves", json!(false), ("", "")),
            ("/consent/feedback", json!(false), ("/consent", "not-here")),
            ("/client/protected", json!(true), ("/client/protected", "not-here")),
        ] {
            let mut wrong = handoff.clone();
            *wrong.pointer_mut(pointer).unwrap() = value;
            let answer = amend(&advisor, &referral, &wrong);
            if fault.1.is_empty() {
                answer.expect_problem(422, "invalid-request");
                continue;
            }
            let problem = answer.expect_problem(422, "invalid-handoff");
            let (at, code) = fault;
            let errors = problem["errors"].as_array().unwrap();
            assert!(
                errors.iter().any(|one| one["pointer"].as_str().unwrap().ends_with(at) && one["code"] == code),
                "{pointer}: {problem}"
            );
        }
        let mut elsewhere = handoff.clone();
        elsewhere["place"]["municipality"] = json!("049");
        amend(&advisor, &referral, &elsewhere).expect_problem(422, "gate-closed");
        act(&advisor, &referral, "amend", &json!({})).expect_problem(422, "invalid-request");
        for who in [&worker, &coordinator] {
            amend(who, &referral, &handoff).expect_problem(403, "forbidden");
        }

        server.advance(SignedDuration::from_hours(30));
        let told = lines(&server, referral["reference"].as_str().unwrap());
        let digest: Vec<&String> = told.iter().filter(|line| line.contains(" amended ")).collect();
        assert!(!digest.is_empty(), "{told:?}");
        assert!(digest.iter().all(|line| line.ends_with(&format!(" {PARTNER}"))), "{told:?}");

        act(&worker, &referral, "acknowledge", &json!({})).expect(200);
        handoff["safety_note"] = json!("Ovi jumittaa.");
        amend(&advisor, &referral, &handoff).expect_problem(409, "illegal-transition");
        server.verify().expect(0);
        server.assert_keeps_secret(["Topiluukas", "500009876"]);
    }
}

#[test]
fn who_waits_or_came_back_is_amended_and_placed_by_what_is_known_now() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let advisor = town.advisor();
    let waiting = town.hand_over_unfit();
    let back = town.hand_over_to(HELSINKI.programme);
    back.parts(
        &town.worker(HELSINKI.organisation),
        "hand_back",
        &json!({"reason": "language"}),
    );
    for (walk, language) in [(waiting, "fi"), (back, "ru")] {
        let before = walk.seen_by(&advisor);
        let mut handoff = before["handoff"].clone();
        handoff["client"]["language"] = json!(language);
        let after = walk.does(&advisor, "amend", &json!({"handoff": handoff}));
        assert_eq!(
            (&after["status"], &after["due"]),
            (&before["status"], &before["due"])
        );
        let placed = walk.tries(&advisor, "place", &json!({"programme": HELSINKI.programme}));
        if language == "fi" {
            assert_eq!(placed.expect(200)["status"], "offered");
        } else {
            placed.expect_problem(422, "programme-excluded");
        }
    }
}

/// An offer that is out is the partner's to answer, by what she is now: it is told, and may hand back.
#[test]
fn an_offer_that_no_longer_fits_stays_out_and_those_asked_see_why() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let mut handoff = walk.seen_by(&town.advisor())["handoff"].clone();
    handoff["client"]["language"] = json!("ru");
    let after = walk.does(&town.advisor(), "amend", &json!({"handoff": handoff}));
    assert_eq!(
        (&after["status"], &after["programme"]),
        (&json!("offered"), &json!(HELSINKI.programme))
    );
    let worker = town.worker(HELSINKI.organisation);
    assert_eq!(walk.seen_by(&worker)["client"]["language"], "ru");
    walk.parts(&worker, "hand_back", &json!({"reason": "language"}));
}

#[test]
fn several_carriers_read_the_same_and_a_protected_person_is_amended_by_those_named_alone() {
    let demo = DEMO.demo();
    let town = Town::of(&demo, HELSINKI);
    let advisor = town.advisor();
    let first = town.hand_over_to(HELSINKI.programme);
    let worker = first.is_supported();
    let view = first.does(&advisor, "add_carrier", &json!({"programme": HELSINKI.next}));
    let link = &view["links"][0];
    let other: Walk<'_> = town.walk(
        first.person.clone(),
        &json!({"id": link["id"], "reference": link["reference"]}),
    );
    let mut handoff = other.seen_by(&advisor)["handoff"].clone();
    handoff["client"]["phone"] = json!("+358500004321");
    handoff["safety"] = json!(["smoke"]);
    let stood = (
        first.seen_by(&advisor)["status"].clone(),
        first.seen_by(&advisor)["due"].clone(),
    );
    // The first is in somebody's hands, and only what nobody has acknowledged is amended.
    first
        .tries(&advisor, "amend", &json!({"handoff": handoff}))
        .expect_problem(409, "illegal-transition");
    other.does(&advisor, "amend", &json!({"handoff": handoff}));
    let carried = first.seen_by(&worker);
    assert_eq!(carried["client"]["phone"], "+358500004321", "{carried}");
    assert_eq!(carried["handoff"]["safety"], json!(["smoke"]), "{carried}");
    assert_eq!((carried["status"].clone(), carried["due"].clone()), stood);

    let person = but(somebody_like(HELSINKI.example), "/client/protected", json!(true));
    let people = town.workers(HELSINKI.organisation);
    let placement =
        json!({"programme": HELSINKI.programme, "agreed_with": people[0].id, "deputy": people[1].id});
    let walk = town.hand_over(person, &placement);
    let mut handoff = walk.seen_by(&advisor)["handoff"].clone();
    handoff["client"]["interpreter"] = json!(true);
    let after = walk.does(&advisor, "amend", &json!({"handoff": handoff}));
    assert_eq!(after["client"]["interpreter"], true, "{after}");
    assert_eq!(after["client"]["address"], Value::Null, "{after}");
    let lines = walk.timeline(&advisor);
    let line = lines.iter().find(|line| line["event"] == "amended").unwrap();
    assert_eq!(
        line["detail"], "client.interpreter",
        "where she lives is neither shown nor lost"
    );
    walk.tries(
        &town.client(town.advisors()[1]),
        "amend",
        &json!({"handoff": handoff}),
    )
    .expect_problem(404, "not-found");
    demo.verify().expect(0);
}
