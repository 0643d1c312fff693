//! Whom to ask is told in days, from what programmes answered, and by nothing that she cannot help.

use jiff::SignedDuration;
use luotsi_tests::{Client, Demo, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, claim, demo, example_for, listed, submit};

fn candidates(client: &Client, handoff: &Value, language: &str) -> Vec<Value> {
    let answer = client
        .request("POST", &format!("/api/v1/networks/{NETWORK}/preview"))
        .header("accept-language", language)
        .json(&json!({"handoff": handoff}))
        .send();
    answer.expect(200)["candidates"].as_array().unwrap().clone()
}

fn term<'v>(candidate: &'v Value, code: &str) -> Option<&'v Value> {
    let terms = candidate["expected"].as_array().unwrap();
    terms.iter().find(|one| one["code"] == code)
}

fn tenths(candidate: &Value, code: &str) -> u64 {
    term(candidate, code).map_or(0, |one| one["tenths"].as_u64().unwrap())
}

fn of_programme<'v>(candidates: &'v [Value], programme: &str) -> &'v Value {
    candidates
        .iter()
        .find(|one| one["programme"] == programme)
        .unwrap()
}

on_both! {
    fn what_asking_means_is_told_in_days_that_add_up_in_three_languages(engine: Engine) {
        let server = demo(engine);
        let advisor = server.client(server.people().advisor(NETWORK));
        let handoff = example_for(&advisor, PROGRAMME);
        for (language, day) in [("fi", "pv"), ("sv", "dag"), ("en", "day")] {
            let candidates = candidates(&advisor, &handoff, language);
            let mut last = (0, 0);
            for one in &candidates {
                let terms = one["expected"].as_array().unwrap();
                assert_eq!(terms.is_empty(), one["fits"] == false, "{one}");
                if terms.is_empty() {
                    continue;
                }
                let all = tenths(one, "days_in_all");
                let to_contact = if one["free_places"] == 0 { "days_once_placed" } else { "days_to_contact" };
                let parts = [to_contact, "days_of_refusal", "days_of_misfit", "days_of_price"];
                assert_eq!(parts.iter().map(|code| tenths(one, code)).sum::<u64>(), all, "{one}");
                let contact = term(one, to_contact).unwrap()["text"].as_str().unwrap();
                assert!(contact.contains(day), "{contact}");
                for text in terms.iter().map(|term| term["text"].as_str().unwrap()) {
                    assert!(!text.contains(['{', '}']) && !text.contains("none"), "{text}");
                }
                let full = u64::from(one["free_places"] == 0);
                assert!(last <= (full, all), "in the order of the days: {one}");
                last = (full, all);
                if one["rank"] == 1 {
                    assert!(term(one, "more_days").is_none(), "{one}");
                }
            }
        }
    }

    fn silence_makes_a_programme_cost_more_days_and_the_share_is_told_with_its_answers(engine: Engine) {
        let server = demo(engine);
        let advisor = server.client(server.people().advisor(NETWORK));
        let crowd = Crowd::of(&server);
        let handoff = crowd.person(90).handoff;
        let before = candidates(&advisor, &handoff, "en");
        let refusal = |candidates: &[Value]| tenths(of_programme(candidates, PROGRAMME), "days_of_refusal");
        let said = |candidates: &[Value]| {
            term(of_programme(candidates, PROGRAMME), "days_of_refusal").unwrap()["text"].to_string()
        };
        assert!(said(&before).contains("(no answers yet)"), "{}", said(&before));
        let worker = server.client(server.people().lead(NETWORK, PARTNER));
        for number in 0..8 {
            let referral = submit(&advisor, &crowd.submission(number)).expect(201);
            if number == 0 {
                act(&worker, &referral, "accept", &json!({})).expect(200);
            }
        }
        // A week on all others have stayed without an answer.
        server.advance(SignedDuration::from_hours(24 * 9));
        let after = candidates(&advisor, &handoff, "en");
        assert!(refusal(&after) > refusal(&before), "{} to {}", refusal(&before), refusal(&after));
        assert!(said(&after).contains("(12 % of 8 answers were yes)"), "{}", said(&after));
        server.verify().expect(0);
    }

    fn a_place_that_many_wait_for_costs_more_the_day_after_and_the_coordinator_reads_how_much(engine: Engine) {
        let server = demo(engine);
        let people = server.people().clone();
        let advisor = server.client(people.advisor(NETWORK));
        let crowd = Crowd::of(&server);
        claim(&server, Some(4));
        for number in 0..14 {
            submit(&advisor, &crowd.submission(number)).expect(201);
        }
        let handoff = crowd.person(90).handoff;
        let price = || {
            let candidates = candidates(&advisor, &handoff, "en");
            tenths(of_programme(&candidates, PROGRAMME), "days_of_price")
        };
        let by_the_crowd_alone = price();
        server.advance(SignedDuration::from_hours(24));
        let looked_ahead = price();
        assert!(looked_ahead > by_the_crowd_alone, "{by_the_crowd_alone} to {looked_ahead}");
        // Asked again within the day it is the same, to the tenth.
        server.advance(SignedDuration::from_hours(1));
        assert_eq!(price(), looked_ahead);

        let mut browser = server.browser().that_accepts("en");
        browser.be(people.coordinator(NETWORK));
        browser.get("/");
        browser.speak("en");
        let page = browser.get("/board/routing").expect(200);
        assert!(page.words().contains("Price of a place, days"), "{}", page.words());
        server.verify().expect(0);
    }

    fn whose_name_or_gender_is_another_finds_the_same_ranking(engine: Engine) {
        let server = demo(engine);
        let advisor = server.client(server.people().advisor(NETWORK));
        for example in luotsi_tests::examples(NETWORK) {
            let as_she_is = candidates(&advisor, &example, "en");
            for (first, last, gender) in [
                ("Aino", "Esimerkki", json!("female")),
                ("Mahad", "Esimerkkinen", json!("male")),
                ("Igor", "Exempel", json!("other")),
                ("Kim", "Esimerkki", Value::Null),
            ] {
                let mut other = example.clone();
                other["client"]["first_name"] = json!(first);
                other["client"]["last_name"] = json!(last);
                other["client"]["gender"] = gender;
                assert_eq!(candidates(&advisor, &other, "en"), as_she_is, "{first}");
            }
        }
    }

    fn each_offer_keeps_what_it_was_decided_by_and_is_decided_again_the_same(engine: Engine) {
        let server = demo(engine);
        let people = server.people().clone();
        let advisor = server.client(people.advisor(NETWORK));
        let lead = server.client(people.lead(NETWORK, PARTNER));
        let crowd = Crowd::of(&server);
        let mut submission = crowd.submission(0);
        let proposed = candidates(&advisor, &submission["handoff"], "en");
        let next = proposed.iter().find(|one| one["rank"] == 2).expect("an alternative");
        submission["placement"]["then"] = json!([next["programme"]]);
        let referral = submit(&advisor, &submission).expect(201);
        act(&lead, &referral, "hand_back", &json!({"reason": "no_place"})).expect(200);
        // What comes later changes nothing of what was decided.
        for number in 1..4 {
            crowd.offered(&advisor, number);
        }
        claim(&server, Some(4));
        server.advance(SignedDuration::from_hours(24 * 40));

        let reference = referral["reference"].as_str().unwrap();
        let told = server.command(&["explain", reference, "--language", "en"]);
        told.expect(0);
        assert_eq!(told.stdout.matches("The same facts give the same order today:").count(), 2, "{told}");
        let (first, rest) = told.stdout.split_once(" Chosen by: ").unwrap();
        assert!(first.ends_with(&format!(" [{PROGRAMME}].")), "{told}");
        assert!(rest.starts_with("advisor, "), "{told}");
        assert!(rest.contains("The one before could not take the client. Advisor, "), "{told}");
        // What led to the second question speaks in it.
        let (_, second) = rest.split_once("The one before could not take the client.").unwrap();
        assert!(second.contains("Handed the client back on"), "{told}");
        let mut order = proposed.iter().filter(|one| one["fits"] == true);
        assert!(order.all(|one| rest.contains(one["programme"].as_str().unwrap())), "{told}");
        for secret in &crowd.person(0).secrets {
            assert!(!told.stdout.contains(secret.as_str()), "{secret}: {told}");
        }

        let id = referral["id"].as_str().unwrap();
        let why = format!("/referrals/{id}/why");
        for (person, said) in [
            (
                people.advisor(NETWORK),
                ["chose. It was the first of the proposals. The same facts give the same order today.", "Why not the others?"],
            ),
            (
                people.coordinator(NETWORK),
                ["The one before could not take the client.", "had named this one as the next to ask on"],
            ),
        ] {
            let mut browser = server.browser().that_accepts("en");
            browser.be(person);
            browser.get("/");
            browser.speak("en");
            let page = browser.get(&why).expect(200);
            let words = page.words();
            for word in said {
                assert!(words.contains(word), "{word} is not in {words}");
            }
            for secret in &crowd.person(0).secrets {
                assert!(!words.contains(secret.as_str()), "{secret}");
            }
            browser.get(&format!("/referrals/{id}")).expect(200);
            browser.click("Why this organisation was asked").expect(200);
        }
        // Who was asked and handed her back knows nothing of her.
        let mut partner = server.browser();
        partner.be(people.lead(NETWORK, PARTNER));
        partner.get(&why).expect(404);
        server.verify().expect(0);

        act(&advisor, &referral, "withdraw_consent", &json!({"scope": "all"})).expect(200);
        server.advance(SignedDuration::from_hours(25));
        let told = server.command(&["explain", reference, "--language", "en"]);
        assert!(!told.expect(0).stdout.contains("today:"), "{told}");
        server.verify().expect(0);
    }

    fn why_the_next_was_asked_after_a_silence_and_another_than_the_first_by_choice(engine: Engine) {
        let server = demo(engine);
        let people = server.people().clone();
        let advisor = server.client(people.advisor(NETWORK));
        let crowd = Crowd::of(&server);
        let mut submission = crowd.submission(0);
        let proposed = candidates(&advisor, &submission["handoff"], "fi");
        let of_rank = |rank: u64| proposed.iter().find(|one| one["rank"] == rank).unwrap()["programme"].clone();
        submission["placement"] = json!({
            "programme": of_rank(2), "because": "knows_client", "then": [of_rank(1)],
        });
        let referral = submit(&advisor, &submission).expect(201);
        let why = format!("/referrals/{}/why", referral["id"].as_str().unwrap());
        let mut browser = server.browser().that_accepts("fi");
        browser.be(people.advisor(NETWORK));
        let words = browser.get(&why).expect(200).words();
        let asked = "Se oli ehdotuksissa sijalla 2. Se valittiin, koska: tuntee asiakkaan.";
        assert!(words.contains("Valinnan teki ") && words.contains(asked), "{words}");
        server.advance(SignedDuration::from_hours(24 * 14));
        let words = browser.get(&why).expect(200).words();
        let (silent, first) = words.split_once(asked).unwrap();
        for said in ["Edellinen ei vastannut ajoissa. ", " oli valinnut tämän varalle ", "Tässä on järjestys, joka tuolloin laskettiin."] {
            assert!(silent.contains(said), "{said} is not in {words}");
        }
        assert!(!silent.contains("ehdotuksista ensimmäinen"), "{words}");
        // In the title, in each heading, and as the mark of each that was asked.
        assert_eq!((words.matches(" kysyttiin ").count(), first.matches(" 1. ").count()), (5, 1), "{words}");
        server.verify().expect(0);
    }

    fn every_offer_of_a_demo_that_lives_for_a_year_is_decided_again_as_it_was(engine: Engine) {
        let server = Demo::new().on(engine).start();
        let mut decided = 0;
        for network in ["helsinki", "tampere-asto"] {
            let coordinator = server.client(server.people().coordinator(network));
            for referral in listed(&coordinator, "") {
                let reference = referral["reference"].as_str().unwrap();
                let told = server.command(&["explain", reference]);
                told.expect(0);
                let told_of = |line: &&str| !line.starts_with(' ') && line.contains(" kysyttiin: ");
                let asked = told.stdout.lines().filter(told_of).count();
                let again = "Samoilla tiedoilla syntyy nytkin sama järjestys:";
                assert_eq!(told.stdout.matches(again).count(), asked, "{told}");
                decided += asked;
            }
        }
        assert!(decided >= 10, "{decided}");
        server.advance(SignedDuration::from_hours(24 * 365));
        // Verifying decides each again.
        server.verify().expect(0);
    }
}
