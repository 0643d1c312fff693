//! What free texts are warned of before they are handed on, by the network's own settings.

use luotsi_tests::on_both;
use serde_json::json;

use crate::handing::{NETWORK, demo, example_for};

on_both! {
    fn free_text_is_warned_of_identity_codes_and_health_words_and_handed_over_all_the_same(engine: Engine) {
        let server = demo(engine);
        let advisor = server.client(server.people().advisor(NETWORK));
        let mut handoff = example_for(&advisor, "mereo-evt");
        let preview = format!("networks/{NETWORK}/preview");
        handoff["own_words"] = json!("Kaipaa juttuseuraa");
        let calm = advisor.post(&preview, &json!({"handoff": handoff})).expect(200);
        assert_eq!(calm["warnings"], json!([]));
        handoff["own_words"] = json!("Henkilötunnus 131052-308T, Masennusta ollut pitkään");
        handoff["safety_note"] = json!("diagnoosi tiedossa");
        for (language, word) in [("fi", "henkilötunnus"), ("sv", "personbeteckning"), ("en", "identity code")] {
            let answer = advisor
                .request("POST", &preview)
                .header("accept-language", language)
                .json(&json!({"handoff": handoff}))
                .send();
            let warned = answer.expect(200);
            let found: Vec<_> = warned["warnings"].as_array().unwrap().iter()
                .map(|one| (one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap())).collect();
            assert_eq!(found, [
                ("/handoff/own_words", "identity_code"),
                ("/handoff/own_words", "health_word"),
                ("/handoff/safety_note", "health_word"),
            ]);
            assert!(warned["warnings"][0]["text"].as_str().unwrap().contains(word), "{warned}");
            assert!(!warned["warnings"].to_string().contains("131052"), "{warned}");
        }
        let body = json!({"handoff": handoff, "placement": {"programme": "mereo-evt"}});
        advisor.post(&format!("networks/{NETWORK}/referrals"), &body).expect(201);

        // The worker's notes and messages, before they are sent.
        let worker = server.client(server.people().worker(NETWORK, "mereo"));
        let cautions = format!("networks/{NETWORK}/cautions");
        let warned = worker.post(&cautions, &json!({"text": "hetu 010594Y9021"})).expect(200);
        assert_eq!(warned[0]["code"], "identity_code");
        assert_eq!(worker.post(&cautions, &json!({"text": "Soitan torstaina 040 123 4567"})).expect(200), json!([]));
        worker.post("networks/tampere-asto/cautions", &json!({"text": "x"})).expect_problem(404, "not-found");
        worker.post(&cautions, &json!({"text": "x".repeat(5000)})).expect_problem(422, "invalid-request");
        assert!(!server.log().contains("131052") && !server.log().contains("010594Y9021"));
    }
}
