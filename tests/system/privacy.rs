//! Who learns of a person, and what: by relation, stage, consent and time, on every route.

use std::collections::BTreeMap;

use luotsi_tests::{Answer, Client, Engine, Person, Planted, Server, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, STRANGER, act, claim, demo, listed, path, submit};

/// Every action with a body that would do where it is allowed.
pub(crate) fn actions(colleague: &Person) -> Vec<(&'static str, Value)> {
    let worker = &colleague.id;
    vec![
        ("place", json!({"programme": PROGRAMME})),
        ("close", json!({"reason": "client_declined"})),
        ("client_called", json!({"wish": "asks_when"})),
        ("confirm_waiting", json!({"result": "yes"})),
        (
            "keep_waiting",
            json!({"until": "2026-09-25", "reason": "so it is"}),
        ),
        ("withdraw_consent", json!({"scope": "all"})),
        ("update_city_track", json!({"kind": "assessment"})),
        ("send_message", json!({"text": "so it is"})),
        ("acknowledge", json!({})),
        ("accept", json!({})),
        ("hand_back", json!({"reason": "no_place", "note": "so it is"})),
        ("record_contact", json!({"kind": "phone", "outcome": "reached"})),
        ("review", json!({})),
        ("reassign", json!({"worker": worker})),
        ("transfer", json!({"programme": PROGRAMME})),
        ("end_support", json!({"outcome": "goals_met"})),
        ("record_check", json!({"result": "stable"})),
        ("report_change", json!({"what": "moved_away"})),
        ("alert_desk", json!({"what": "worse"})),
        ("return", json!({"reason": "so it is"})),
        ("ask_desk", json!({})),
        ("plan_ending", json!({"decision": "desk_checks"})),
        ("record_consent", json!({"answer": "given", "by": "client"})),
        ("propose_meeting", json!({"times": ["2026-09-03T07:00:00Z"]})),
        ("record_meeting", json!({"meeting": 1, "outcome": "met"})),
        ("break_glass", json!({"reason": "so it is"})),
        ("add_carrier", json!({"programme": PROGRAMME})),
        ("link", json!({"referral": "HKI-0000-0", "kind": "couple"})),
        ("unlink", json!({"referral": "HKI-0000-0"})),
        ("extend_overlap", json!({"until": "2026-09-25"})),
        ("renew_consent", json!({"consent": {}})),
        ("reopen", json!({"consent": {}})),
        ("amend", json!({"handoff": {}})),
    ]
}

on_both! {
    fn what_one_may_not_know_is_answered_as_what_never_was(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        claim(&server, None);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));

        // Never offered to them.
        let referral = crowd.offered(&advisor, 0);
        for role in ["worker", "lead"] {
            unknown(&server, server.people().at(NETWORK, STRANGER, role)[0], &referral);
        }
        unknown(&server, server.people().advisor("tampere-asto"), &referral);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        unknown(&server, server.people().worker(NETWORK, STRANGER), &referral);

        // After the own hand back, before and after accepting; by a colleague too.
        let answer = act(&worker, &referral, "hand_back", &json!({"reason": "no_place"}));
        assert_eq!((answer.status, answer.bytes.len()), (204, 0), "{answer}");
        for person in server.people().at(NETWORK, PARTNER, "worker") {
            unknown(&server, person, &referral);
        }
        let unanswered = crowd.offered(&advisor, 1);
        let refused = crowd.offered(&advisor, 2);
        act(&worker, &refused, "hand_back", &json!({"reason": "client_declined"})).expect(204);
        unknown(&server, server.people().lead(NETWORK, PARTNER), &refused);

        // After withdrawal, from whoever had her and whoever was asked.
        for (number, accepts) in [(3, true), (4, false)] {
            let withdrawn = crowd.offered(&advisor, number);
            if accepts {
                act(&worker, &withdrawn, "accept", &json!({})).expect(200);
            }
            act(&advisor, &withdrawn, "withdraw_consent", &json!({"scope": "all"})).expect(200);
            unknown(&server, server.people().worker(NETWORK, PARTNER), &withdrawn);
            unknown(&server, server.people().lead(NETWORK, PARTNER), &withdrawn);
        }
        let own = crowd.offered(&advisor, 5);
        act(&worker, &own, "accept", &json!({})).expect(200);
        act(&worker, &own, "withdraw_consent", &json!({"scope": "all"})).expect(204);
        unknown(&server, server.people().worker(NETWORK, PARTNER), &own);

        // After an answer that did not come: the offer expires at the end of its fifth working day.
        server.advance_to("2026-09-08T13:00:00Z".parse().unwrap());
        assert_eq!(advisor.get(&path(&unanswered)).expect(200)["status"], "returned");
        unknown(&server, server.people().worker(NETWORK, PARTNER), &unanswered);
        assert!(listed(&worker, "").is_empty());
        server.verify().expect(0);
    }

    fn each_sees_what_the_stage_allows_and_the_coordinator_never_a_person(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let [worker, colleague] = [0, 1].map(|n| server.client(server.people().at(NETWORK, PARTNER, "worker")[n]));
        let lead = server.client(server.people().lead(NETWORK, PARTNER));
        let coordinator = server.client(server.people().coordinator(NETWORK));
        let person = whole_person(&crowd, 0);
        let submission = json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME, "reason": "Perustelunsa painava"}});
        let referral = submit(&advisor, &submission).expect(201);
        let knows = |client: &Client| knows(client, &referral, &person.secrets);

        // The desk all; the asked coded facts; the coordinator coded facts.
        let all = person.secrets.len();
        assert_eq!(knows(&advisor), all);
        for client in [&worker, &colleague, &lead, &coordinator] {
            assert_eq!(knows(client), 0);
        }
        let seen = worker.get(&path(&referral)).expect(200);
        let open = ["age_band", "language", "interpreter", "protected", "contact_rules"];
        for (field, value) in seen["client"].as_object().unwrap() {
            assert!(open.contains(&field.as_str()) || value.is_null(), "{field}: {value}");
        }
        let coded = [
            "schema", "source", "consent", "client", "place", "needs", "wishes", "urgency", "not_before", "deadline", "safety",
            "network", "city_track",
        ];
        for (field, value) in seen["handoff"].as_object().unwrap() {
            assert!(coded.contains(&field.as_str()) || value.is_null(), "{field}: {value}");
        }
        assert_eq!(seen["client"]["age_band"], "75-84", "{seen}");
        assert_eq!(seen["handoff"]["source"], json!({"kind": "self", "organisation": null}));
        assert_eq!(seen["handoff"]["place"]["postal_code"], Value::Null);
        assert!(seen["contacts"] == json!([]) && seen["form"].is_null(), "{seen}");

        // The worker who accepted, and her lead; colleagues as before, with how it goes.
        act(&worker, &referral, "accept", &json!({})).expect(200);
        assert_eq!((knows(&worker), knows(&lead), knows(&advisor)), (all, all, all));
        assert_eq!((knows(&colleague), knows(&coordinator)), (0, 0));
        act(&worker, &referral, "send_message", &json!({"text": "Viestinsa tuore"})).expect(200);
        act(&worker, &referral, "record_contact", &json!({"kind": "phone", "outcome": "reached", "why": "Soittonsa aamuinen"})).expect(200);
        let texts = ["Perustelunsa", "Viestinsa", "Soittonsa"].map(str::to_owned);
        for (client, may) in [(&advisor, 3), (&worker, 3), (&lead, 3), (&colleague, 0), (&coordinator, 0)] {
            assert_eq!(self::knows(client, &referral, &texts), may);
        }
        act(&lead, &referral, "reassign", &json!({"worker": server.people().at(NETWORK, PARTNER, "worker")[1].id})).expect(200);
        assert_eq!((knows(&worker), knows(&colleague)), (0, all));

        // Back at the desk: the next to be asked sees coded facts again, whoever had her nothing.
        act(&colleague, &referral, "hand_back", &json!({"reason": "outside_area", "note": "Huomionsa lopuksi"})).expect(204);
        for client in [&worker, &colleague, &lead] {
            client.get(&path(&referral)).expect_problem(404, "not-found");
        }
        let placed = json!({"programme": "kunnon-kaveri-ryhmat", "reason": "Toisaalle siirto"});
        act(&advisor, &referral, "place", &placed).expect(200);
        let stranger = server.client(server.people().worker(NETWORK, STRANGER));
        assert_eq!(knows(&stranger) + knows(&coordinator), 0);
        let texts = ["Huomionsa", "Toisaalle"].map(str::to_owned);
        assert_eq!(self::knows(&stranger, &referral, &texts) + self::knows(&coordinator, &referral, &texts), 0);
        let seen = stranger.get(&format!("{}/timeline", path(&referral))).expect(200);
        assert!(!seen.to_string().contains(PARTNER), "who was asked before is not hers to know: {seen}");
    }

    fn permission_that_was_given_in_part_holds_in_part(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let coordinator = server.client(server.people().coordinator(NETWORK));

        let mut person = whole_person(&crowd, 0);
        person.handoff["consent"]["scope"] = json!("fields");
        person.handoff["consent"]["fields"] = json!(["first_name", "phone"]);
        let referral = submit(&advisor, &json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}})).expect(201);
        let accepted = act(&worker, &referral, "accept", &json!({})).expect(200);
        let client = &accepted["client"];
        assert_eq!(client["first_name"], person.handoff["client"]["first_name"]);
        assert_eq!(client["phone"], person.handoff["client"]["phone"]);
        for field in ["last_name", "birth_year", "address", "meeting_place"] {
            assert_eq!(client[field], Value::Null, "{field}");
        }
        let shown = person.secrets.iter().filter(|secret| accepted.to_string().contains(secret.as_str())).count();
        assert_eq!(shown, 2, "{accepted}");
        assert_eq!(knows(&worker, &referral, &person.secrets), 2);
        assert_eq!(knows(&advisor, &referral, &person.secrets), person.secrets.len());

        // Named organisations, and no other.
        let mut person = whole_person(&crowd, 1);
        person.handoff["consent"]["scope"] = json!("organisations");
        person.handoff["consent"]["organisations"] = json!([PARTNER]);
        let elsewhere = json!({"handoff": person.handoff, "placement": {"programme": "kunnon-kaveri-ryhmat", "reason": "so it is"}});
        submit(&advisor, &elsewhere).expect_problem(422, "programme-excluded");

        // No feedback: only that the desk is needed.
        let mut person = whole_person(&crowd, 2);
        person.handoff["consent"]["feedback"] = json!(false);
        let submission = json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}});
        let referral = submit(&advisor, &submission).expect(201);
        let silent = |referral: &Value| {
            for field in ["status", "holder", "due", "milestones", "feedback"] {
                assert_eq!(referral[field], Value::Null, "{field}: {referral}");
            }
            for field in ["offers", "contacts", "checks", "meetings"] {
                assert_eq!(referral[field], json!([]), "{field}: {referral}");
            }
            assert_eq!((&referral["stalled"], &referral["needs_you"]), (&json!(false), &Value::Null), "{referral}");
        };
        silent(&referral);
        let before = act(&worker, &referral, "accept", &json!({})).expect(200);
        act(&worker, &referral, "record_contact", &json!({"kind": "phone", "outcome": "reached"})).expect(200);
        silent(&advisor.get(&path(&referral)).expect(200));
        listed(&advisor, "").iter().filter(|one| one["id"] == referral["id"]).for_each(silent);
        for status in ["offered", "accepted"] {
            assert!(listed(&advisor, &format!("&status={status}")).iter().all(|one| one["id"] != referral["id"]));
        }
        let timeline = advisor.get(&format!("{}/timeline", path(&referral))).expect(200).to_string();
        assert!(!timeline.contains("accepted") && !timeline.contains("contacted"), "{timeline}");
        // Nor does a refusal tell it.
        for (action, body) in [("close", json!({"reason": "other"})), ("confirm_waiting", json!({"result": "yes"})), ("accept", json!({}))] {
            let answer = act(&advisor, &referral, action, &body);
            assert!(!answer.text().contains("accepted"), "{action}: {answer}");
        }
        let again = submit(&advisor, &submission).expect_problem(409, "already-open");
        assert_eq!(again["referral"]["id"], referral["id"]);
        assert!(!again.to_string().contains("accepted"), "{again}");
        server.advance_to("2026-09-30T13:00:00Z".parse().unwrap());
        assert!(listed(&advisor, "&stalled=true").iter().all(|one| one["id"] != referral["id"]));
        assert_eq!(before["status"], "accepted");
        assert_eq!(coordinator.get(&path(&referral)).expect(200)["stalled"], true);
        act(&worker, &referral, "hand_back", &json!({"reason": "unreachable"})).expect(204);
        let back = advisor.get(&path(&referral)).expect(200);
        assert_eq!((&back["status"], &back["needs_you"]), (&json!("returned"), &json!("unreachable")), "{back}");
        server.verify().expect(0);
    }
}

/// A worker who meets somebody the desk knows already learns nothing of it.
#[test]
fn somebody_elses_open_handoff_is_not_told_to_whoever_brings_the_same_person() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let referral = crowd.offered(&advisor, 0);
    let stranger = server.client(server.people().worker(NETWORK, STRANGER));
    let handoff = crowd.person(0).handoff;
    let preview = stranger
        .post(
            &format!("networks/{NETWORK}/preview"),
            &json!({"handoff": handoff}),
        )
        .expect(200);
    assert_eq!(preview["possible_duplicate"], false);
    let own = submit(&stranger, &crowd.submission(0)).expect(201);
    let coordinator = server.client(server.people().coordinator(NETWORK));
    let board = coordinator.get(&format!("networks/{NETWORK}/board")).expect(200);
    assert_eq!(
        board["doubles"],
        json!([[own["reference"], referral["reference"]]])
    );
    // Her own second call she is told of.
    let again = submit(&stranger, &crowd.submission(0)).expect_problem(409, "already-open");
    assert_eq!(again["referral"]["id"], own["id"]);
}

/// Everything a client can learn of a referral on every route that reads: how many of the words.
pub(crate) fn knows(client: &Client, referral: &Value, words: &[String]) -> usize {
    let network = format!("networks/{NETWORK}");
    let one = path(referral);
    let mut said = String::new();
    for path in [
        "me",
        &one,
        &format!("{one}/timeline"),
        &format!("{network}/board"),
        &format!("{network}/programmes"),
        &format!("{network}/people"),
        &format!("{network}/handoff-schema"),
    ] {
        said.push_str(&client.get(path).text());
    }
    let reference = referral["reference"].as_str().unwrap();
    for query in [
        String::new(),
        "&sort=newest".to_owned(),
        "&stalled=true".to_owned(),
        format!("&reference={reference}"),
    ] {
        let list = Value::from(listed(client, &query)).to_string();
        for word in words {
            assert!(!list.contains(word.as_str()), "{word} is in a list: {list}");
        }
    }
    words.iter().filter(|word| said.contains(word.as_str())).count()
}

/// The `number`th person with every identifying field and every free text that a handoff can have.
pub(crate) fn whole_person(crowd: &Crowd, number: u32) -> Planted {
    let mut example = crowd.person(number).handoff;
    example["client"]["address"] = json!("somewhere");
    example["client"]["meeting_place"] = json!("somewhere");
    let mut person = Planted::of(&example, number);
    let tail = person.secrets[0].trim_start_matches("Koe").to_owned();
    for (pointer, stem) in [("/place", "Kulma"), ("/source", "Yhteiso")] {
        let field = if pointer == "/place" {
            "place_name"
        } else {
            "organisation"
        };
        person.handoff.pointer_mut(pointer).unwrap()[field] = json!(format!("{stem}{tail}"));
        person.secrets.push(format!("{stem}{tail}"));
    }
    person
}

/// Checks that this referral is to this person as one that never was, on every route.
#[track_caller]
fn unknown(server: &Server, person: &Person, referral: &Value) {
    const NEVER: &str = "019a0000-0000-7000-8000-000000000000";
    let client = server.client(person);
    let id = referral["id"].as_str().unwrap();
    let both = |ask: &dyn Fn(&str) -> Answer| {
        let (real, never) = (ask(id), ask(NEVER));
        assert_eq!(told(&real), told(&never), "{real}\n{never}");
        real.expect_problem(404, "not-found");
    };
    both(&|id| client.get(&format!("referrals/{id}")));
    both(&|id| client.get(&format!("referrals/{id}/timeline")));
    for (action, body) in actions(person) {
        both(&|id| client.post(&format!("referrals/{id}/{action}"), &body));
        both(&|id| {
            client
                .request("POST", &format!("referrals/{id}/{action}"))
                .header("if-match", "\"1\"")
                .json(&body)
                .send()
        });
    }
    assert!(listed(&client, "").iter().all(|one| one["id"] != *id));
}

/// All of an answer but when and to which request it was given.
fn told(answer: &Answer) -> (u16, BTreeMap<String, Vec<u8>>, &[u8]) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect();
    (answer.status, headers, &answer.bytes)
}
