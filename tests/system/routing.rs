//! Whom to ask is told in days, from what programmes answered, and by nothing that she cannot help.

use jiff::SignedDuration;
use luotsi_tests::{Client, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, act, demo, example_for, submit};

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
        for (language, day) in [("fi", "päivä"), ("sv", "dag"), ("en", "day")] {
            let candidates = candidates(&advisor, &handoff, language);
            let mut last = (0, 0);
            for one in &candidates {
                let terms = one["expected"].as_array().unwrap();
                assert_eq!(terms.is_empty(), one["fits"] == false, "{one}");
                if terms.is_empty() {
                    continue;
                }
                let all = tenths(one, "days_in_all");
                let parts = ["days_to_contact", "days_of_refusal", "days_of_misfit", "days_of_price"];
                assert_eq!(parts.iter().map(|code| tenths(one, code)).sum::<u64>(), all, "{one}");
                let contact = term(one, "days_to_contact").unwrap()["text"].as_str().unwrap();
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
        assert!(said(&before).contains("answers are still few: 0"), "{}", said(&before));
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
        assert!(said(&after).contains("12 % of the answers were yes, answers: 8"), "{}", said(&after));
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
}
