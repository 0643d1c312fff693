//! What was said of places grows old and is asked again, confirmed by one click; pauses and months that end
//! by time alone; a pause that begins evicts nobody.

use luotsi_tests::{Letter, Server, on_both};
use serde_json::{Value, json};

use crate::walk::{HELSINKI, MONDAY, NETS, TAMPERE, Town, demo_at, instant, somebody_like};

/// The letters that ask whether places still hold, to one address.
fn questions(server: &Server, email: &str) -> Vec<Letter> {
    let mail = server.mail().into_iter();
    mail.filter(|letter| letter.to == email && letter.text.contains("/confirm-capacity/"))
        .collect()
}

/// The paths behind a letter's links that confirm.
fn links(letter: &Letter) -> Vec<String> {
    letter
        .text
        .split_whitespace()
        .filter_map(|word| word.find("/confirm-capacity/").map(|at| word[at..].to_owned()))
        .collect()
}

on_both! {
    fn a_claim_that_has_grown_old_is_asked_about_and_confirmed_by_one_click(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let lead = demo.people().lead(net.name, net.organisation);
        town.claim(net.programme, Some(7));
        let claimed = town.programme(net.programme);
        // Thirty days after Monday 23 November is Wednesday 23 December; the next working day is the 28th.
        demo.advance_to(instant("2026-12-28T05:59:00Z"));
        assert_eq!(questions(&demo, &lead.email).len(), 0);
        demo.advance_to(instant("2026-12-28T09:00:00Z"));
        let asked = questions(&demo, &lead.email);
        let [letter] = &asked[..] else { panic!("asked once") };
        assert_eq!(letter.at, instant("2026-12-28T06:00:00Z"));
        let link = links(letter).into_iter()
            .find(|link| link.contains(net.programme)).expect("a link for the programme");
        // Old, and told so; yet it fits.
        let handoff = somebody_like(net.example).handoff;
        let candidate = || town.preview(&handoff)["candidates"].as_array().unwrap().iter()
            .find(|one| one["programme"] == net.programme).unwrap().clone();
        let codes = |one: &Value| -> Vec<String> {
            one["reasons"].as_array().unwrap().iter()
                .map(|reason| reason["code"].as_str().unwrap().to_owned()).collect()
        };
        let old = candidate();
        assert_eq!((&old["fits"], &old["claim_age_days"]), (&json!(true), &json!(35)));
        assert!(codes(&old).contains(&"claim_old".to_owned()), "{old}");

        // Opening the link changes nothing, however often.
        let nobody = demo.anonymous();
        for (language, words) in [("fi", "Pitää yhä paikkansa"), ("sv", "Stämmer fortfarande"), ("en", "It still holds")] {
            let page = nobody.request("GET", &link).header("accept-language", language).send();
            assert_eq!(page.status, 200, "{page}");
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
            assert!(page.text().contains(words), "{page}");
            assert!(page.text().contains("<form method=\"post\">"), "{page}");
        }
        assert_eq!(nobody.request("HEAD", &link).send().status, 200);
        assert_eq!(town.programme(net.programme), claimed);
        for broken in [format!("{link}0"), link.replace(net.programme, net.next), "/confirm-capacity/x".to_owned()] {
            for method in ["GET", "POST"] {
                assert_eq!(nobody.request(method, &broken).send().status, 404, "{method} {broken}");
            }
        }
        assert_eq!(town.programme(net.programme), claimed);

        let done = nobody.request("POST", &link).send();
        assert_eq!(done.status, 200, "{done}");
        let mut now = town.programme(net.programme);
        assert_ne!(now["claimed_at"], claimed["claimed_at"]);
        now["claimed_at"] = claimed["claimed_at"].clone();
        assert_eq!(now, claimed, "nothing but its age");
        let fresh = candidate();
        assert_eq!(fresh["claim_age_days"], 0);
        assert!(!codes(&fresh).contains(&"claim_old".to_owned()), "{fresh}");
        // The link is good once.
        assert_eq!(nobody.request("POST", &link).send().status, 404);
        assert_eq!(nobody.request("GET", &link).send().status, 404);
        demo.verify().expect(0);
    }
}

#[test]
fn it_is_asked_once_a_period_until_somebody_says_so() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let lead = demo.people().lead(net.name, net.organisation);
    let other = demo.people().lead(net.name, net.next_organisation);
    let confirm = format!("programmes/{}/capacity/confirm", net.programme);
    for who in [
        town.advisor(),
        town.coordinator(),
        town.worker(net.organisation),
        demo.client(other),
    ] {
        who.post(&confirm, &json!({})).expect_problem(403, "forbidden");
    }
    Town::of(&demo, TAMPERE)
        .lead(TAMPERE.organisation)
        .post(&confirm, &json!({}))
        .expect_problem(404, "not-found");
    demo.advance_to(instant("2027-02-10T07:00:00Z"));
    // Thirty days, and thirty more: 23 December and 22 January, each in the next digest.
    let at = |email: &str| -> Vec<String> {
        let asked = questions(&demo, email);
        asked.iter().map(|letter| letter.at.to_string()).collect()
    };
    assert_eq!(at(&lead.email), ["2026-12-28T06:00:00Z", "2027-01-25T06:00:00Z"]);
    // The coordinator and the workers are not asked.
    assert_eq!(
        at(&demo.people().coordinator(net.name).email),
        Vec::<String>::new()
    );
    assert_eq!(at(&town.workers(net.organisation)[0].email), Vec::<String>::new());

    let client = town.lead(net.organisation);
    let before = town.programme(net.programme);
    let said = client.post(&confirm, &json!({})).expect(200);
    assert_ne!(said["claimed_at"], before["claimed_at"]);
    client.post(&confirm, &json!({})).expect(200);
    demo.advance_to(instant("2027-03-11T07:00:00Z"));
    assert_eq!(
        at(&lead.email).len(),
        2,
        "confirmed on 10 February, asked again after 12 March"
    );
    demo.advance_to(instant("2027-03-16T07:00:00Z"));
    assert_eq!(at(&lead.email).len(), 3);
    // A letter that is older than the confirmation confirms nothing.
    let old = &links(&questions(&demo, &lead.email)[0])[0];
    assert_eq!(demo.anonymous().request("POST", old).send().status, 404);
    // After sixty days neither does the youngest.
    let young = links(&questions(&demo, &lead.email)[2])[0].clone();
    demo.advance_to(instant("2027-05-14T07:00:00Z"));
    assert_eq!(demo.anonymous().request("GET", &young).send().status, 404);
}

#[test]
fn what_comes_free_by_time_alone_is_proposed_at_that_instant() {
    let demo = demo_at(MONDAY).start();
    let walks = NETS.map(|net| {
        let town = Town::of(&demo, net);
        let claim = |id: &str, body: Value| {
            town.coordinator()
                .put(&format!("programmes/{id}/capacity"), &body)
                .expect(200);
        };
        claim(net.programme, json!({"places": 4, "paused_until": "2026-12-03"}));
        claim(net.next, json!({"places": 4, "paused_until": "2027-01-31"}));
        let mut person = somebody_like(net.example);
        person.handoff["needs"] = json!(["money"]);
        town.hand_over(person, &Value::Null)
    });
    demo.advance_to(instant("2026-12-04T09:00:00Z"));
    for walk in &walks {
        let proposed: Vec<Value> = walk
            .timeline(&walk.town.coordinator())
            .into_iter()
            .filter(|line| line["event"] == "place_proposed")
            .map(|line| line["at"].clone())
            .collect();
        assert_eq!(proposed, [json!("2026-12-03T22:00:00Z")]);
    }
}

#[test]
fn a_month_that_begins_frees_what_is_new_in_it() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    town.coordinator()
        .put(
            &format!("programmes/{}/capacity", net.programme),
            &json!({"intake_per_month": 1}),
        )
        .expect(200);
    let first = town.hand_over_to(net.programme);
    let second = town.hand_over_to(net.programme);
    first.is_accepted();
    assert_eq!(second.seen_by(&town.advisor())["status"], "waiting");
    demo.advance_to(instant("2026-12-01T09:00:00Z"));
    let line = second
        .timeline(&town.coordinator())
        .into_iter()
        .find(|line| line["event"] == "place_proposed");
    assert_eq!(line.expect("proposed")["at"], "2026-11-30T22:00:00Z");
}

#[test]
fn a_pause_that_begins_leaves_what_is_asked_and_whom_it_has() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let supported = town.hand_over_to(net.programme);
        supported.is_supported();
        let asked = town.hand_over_to(net.programme);
        let before = demo.mail().len();
        town.lead(net.organisation)
            .put(
                &format!("programmes/{}/capacity", net.programme),
                &json!({"places": 5, "paused_from": "2026-11-23", "paused_until": "2026-12-31"}),
            )
            .expect(200);
        assert_eq!(demo.mail().len(), before, "nobody is told of a pause");
        assert_eq!(supported.seen_by(&town.advisor())["status"], "in_support");
        assert_eq!(asked.seen_by(&town.advisor())["status"], "offered");
        assert_eq!(town.taken(net.programme), (1, 1));
        // What was asked before it may be taken on.
        asked.does(&town.worker(net.organisation), "accept", &json!({}));
        assert_eq!(town.taken(net.programme), (2, 0));
        // Nobody new is.
        let person = somebody_like(net.example);
        let body = json!({"handoff": person.handoff, "placement": {"programme": net.programme}});
        let problem = town
            .submit(&town.advisor(), &body)
            .expect_problem(422, "programme-excluded");
        assert_eq!(problem["rule"]["code"], "paused", "{problem}");
    }
    demo.verify().expect(0);
}

#[test]
fn a_proposed_place_that_others_took_is_proposed_anew_once_it_comes_free() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let places = |places: u32| {
        town.coordinator()
            .put(
                &format!("programmes/{}/capacity", net.programme),
                &json!({"places": places}),
            )
            .expect(200);
    };
    places(0);
    let waiting = town.hand_over_to(net.programme);
    assert_eq!(waiting.seen_by(&town.advisor())["status"], "waiting");
    let happened = || -> Vec<String> {
        let lines = waiting.timeline(&town.coordinator());
        let events = lines.iter().filter_map(|line| line["event"].as_str());
        events
            .filter(|event| ["place_proposed", "place_gone", "kept_waiting"].contains(event))
            .map(str::to_owned)
            .collect()
    };
    places(1);
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    assert_eq!(happened(), ["place_proposed"]);
    // Somebody on the phone is faster, and hers is the place for a while.
    let faster = town.hand_over_to(net.programme);
    assert_eq!(faster.seen_by(&town.advisor())["status"], "offered");
    demo.advance_to(instant("2026-11-24T08:00:00Z"));
    assert_eq!(happened(), ["place_proposed", "place_gone"]);
    places(2);
    demo.advance_to(instant("2026-11-24T09:00:00Z"));
    assert_eq!(happened(), ["place_proposed", "place_gone", "place_proposed"]);

    // Kept waiting all the same: the place is another's, and she is proposed no second time what is still free.
    waiting.does(
        &town.coordinator(),
        "keep_waiting",
        &json!({"until": "2026-12-09"}),
    );
    let second = town.hand_over_to(net.programme);
    assert_eq!(second.seen_by(&town.advisor())["status"], "offered");
    demo.advance_to(instant("2026-11-24T10:00:00Z"));
    assert_eq!(
        happened(),
        [
            "place_proposed",
            "place_gone",
            "place_proposed",
            "kept_waiting",
            "place_gone"
        ]
    );
    demo.verify().expect(0);
}
