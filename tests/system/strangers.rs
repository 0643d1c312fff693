//! Whoever may not, and whatever is not there: told so in the reader's language, and nothing more.

use luotsi_tests::{Client, Engine, Planted};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, STRANGER, act, demo, listed, path, submit};
use crate::hostile::{everything, refused, well};
use crate::privacy::actions;

#[expect(clippy::too_many_lines, reason = "tables of requests, one service")]
#[test]
fn whoever_may_not_and_whatever_is_not_there_is_told_so_in_the_readers_language() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let referral = crowd.offered(&advisor, 0);
    let one = path(&referral);
    let before = everything(&server);
    let reads = [
        "me".to_owned(),
        one.clone(),
        format!("{one}/timeline"),
        format!("networks/{NETWORK}/referrals"),
        format!("networks/{NETWORK}/programmes"),
        format!("networks/{NETWORK}/people"),
        format!("networks/{NETWORK}/board"),
        format!("networks/{NETWORK}/voice"),
    ];
    let long = "x".repeat(600);
    for path in &reads {
        let nobody = server.anonymous();
        let tokens = [
            "Bearer",
            "Bearer ",
            "Bearer Salamerkkinen",
            "Basic Salamerkkinen",
            "Salamerkkinen",
            "Bearer a b c",
            &long,
        ];
        refused(nobody.get(path), 401, "unauthenticated", path);
        for token in tokens {
            let answer = nobody.request("GET", path).header("authorization", token).send();
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{answer}");
            refused(answer, 401, "unauthenticated", token);
        }
    }
    // Without a token not even the fault of a body is told.
    let answer = server
        .anonymous()
        .request("POST", &format!("{one}/accept"))
        .bytes("application/json", b"{".to_vec())
        .send();
    refused(answer, 401, "unauthenticated", "a broken body of nobody");

    let elsewhere = server.client(server.people().advisor("tampere-asto"));
    for path in &reads[1..] {
        refused(elsewhere.get(path), 404, "not-found", path);
    }
    for (method, path, body) in [
        ("POST", format!("{one}/withdraw_consent"), json!({"scope": "all"})),
        (
            "POST",
            format!("networks/{NETWORK}/preview"),
            json!({"handoff": crowd.person(1).handoff}),
        ),
        (
            "POST",
            format!("networks/{NETWORK}/referrals"),
            crowd.submission(1),
        ),
        (
            "PUT",
            format!("programmes/{PROGRAMME}/capacity"),
            json!({"places": 0}),
        ),
    ] {
        refused(
            elsewhere.request(method, &path).json(&body).send(),
            404,
            "not-found",
            &path,
        );
    }
    for id in [
        "Salamerkkinen",
        "1",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "%ff",
        "..%2f..%2fetc",
        "019a",
        &"f".repeat(5_000),
    ] {
        refused(advisor.get(&format!("referrals/{id}")), 404, "not-found", id);
        refused(
            advisor.get(&format!("referrals/{id}/timeline")),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.post(&format!("referrals/{id}/close"), &json!({"reason": "other"})),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.get(&format!("networks/{id}/referrals")),
            404,
            "not-found",
            id,
        );
        refused(
            advisor.put(&format!("programmes/{id}/capacity"), &json!({})),
            404,
            "not-found",
            id,
        );
    }
    for path in [
        "/api/v1/salamerkkinen",
        "/api/v1",
        "/api/v2/me",
        "/salamerkkinen",
        "/api/v1/me/",
        "//api/v1/me",
    ] {
        refused(advisor.get(path), 404, "not-found", path);
    }
    assert_eq!(everything(&server), before);

    for (language, title) in [
        ("fi", "Ei löytynyt"),
        ("sv-FI, en;q=0.5", "Hittades inte"),
        ("en-GB", "Not found"),
        ("de, en;q=0.1, fi;q=0.9", "Ei löytynyt"),
        ("", "Ei löytynyt"),
        ("Salamerkkinen;q=x,,;;", "Ei löytynyt"),
    ] {
        let answer = advisor
            .request("GET", "referrals/1")
            .header("accept-language", language)
            .send();
        let problem = refused(answer, 404, "not-found", language);
        assert_eq!(problem["title"], title, "{language}: {problem}");
    }
    for (language, words) in [
        ("fi", "Tämä tieto puuttuu."),
        ("sv", "Den här uppgiften saknas."),
        ("en", "This is missing."),
    ] {
        let mut lacking = crowd.submission(2);
        lacking["handoff"]["client"]["language"] = Value::Null;
        let answer = advisor
            .request("POST", &format!("networks/{NETWORK}/referrals"))
            .header("accept-language", language)
            .json(&lacking)
            .send();
        assert_eq!(answer.header("content-language"), Some(language));
        let problem = refused(answer, 422, "invalid-handoff", language);
        assert_eq!(
            problem["errors"][0]["pointer"], "/handoff/client/language",
            "{problem}"
        );
        assert_eq!(problem["errors"][0]["message"], words, "{problem}");
    }
    well(&server, &advisor, &crowd);
}

#[test]
fn what_one_sees_but_may_not_do_is_forbidden_and_does_nothing() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let people = server.people();
    let client = |person| server.client(person);
    let advisor = client(people.advisor(NETWORK));
    let [worker, colleague] = [0, 1].map(|number| client(people.at(NETWORK, PARTNER, "worker")[number]));
    let coordinator = client(people.coordinator(NETWORK));
    let referral = crowd.offered(&advisor, 0);
    act(&worker, &referral, "accept", &json!({})).expect(200);
    let before = everything(&server);

    let desks = [
        "place",
        "close",
        "client_called",
        "confirm_waiting",
        "keep_waiting",
        "update_city_track",
        "add_carrier",
        "reopen",
        "amend",
    ];
    let coordinators = ["place", "keep_waiting", "return", "ask_desk", "break_glass"];
    let both = [
        "withdraw_consent",
        "send_message",
        "record_consent",
        "propose_meeting",
        "record_meeting",
        "link",
        "unlink",
        "extend_overlap",
        "renew_consent",
    ];
    for (action, body) in actions(people.worker(NETWORK, PARTNER)) {
        let partners = !desks.contains(&action) && !coordinators.contains(&action);
        let lacks = [
            (
                &advisor,
                partners && !both.contains(&action)
                    || ["return", "ask_desk", "break_glass"].contains(&action),
            ),
            (&worker, !partners),
            (&coordinator, !coordinators.contains(&action)),
        ];
        for (who, _) in lacks.iter().filter(|(_, lacks)| *lacks) {
            refused(act(who, &referral, action, &body), 403, "forbidden", action);
        }
    }
    // The colleague sees how it goes; the person is not hers.
    for action in ["hand_back", "record_contact", "reassign", "withdraw_consent"] {
        let (_, body) = actions(people.worker(NETWORK, PARTNER))
            .into_iter()
            .find(|(name, _)| *name == action)
            .unwrap();
        refused(
            act(&colleague, &referral, action, &body),
            403,
            "forbidden",
            action,
        );
    }
    let capacity = format!("programmes/{PROGRAMME}/capacity");
    for who in [&advisor, &worker, &client(people.lead(NETWORK, STRANGER))] {
        refused(
            who.put(&capacity, &json!({"places": 0})),
            403,
            "forbidden",
            "capacity",
        );
    }
    for who in [&advisor, &worker] {
        refused(
            who.get(&format!("networks/{NETWORK}/board")),
            403,
            "forbidden",
            "board",
        );
    }
    refused(
        coordinator.get(&format!("networks/{NETWORK}/people")),
        403,
        "forbidden",
        "people",
    );
    let person = json!({"handoff": crowd.person(1).handoff});
    refused(
        coordinator.post(&format!("networks/{NETWORK}/preview"), &person),
        403,
        "forbidden",
        "preview",
    );
    refused(
        submit(&coordinator, &crowd.submission(1)),
        403,
        "forbidden",
        "submit",
    );

    // A key that is none makes nothing either.
    let submission = crowd.submission(1);
    for key in ["", &"k".repeat(256), "Avain-äö"] {
        let request = advisor.request("POST", &format!("networks/{NETWORK}/referrals"));
        let answer = request.header("idempotency-key", key).json(&submission).send();
        refused(answer, 422, "invalid-request", key);
    }
    assert_eq!(everything(&server), before);
}

/// Three referrers hand over in one network; each has its own people.
#[test]
fn one_desk_knows_nothing_of_anothers() {
    let server = demo(Engine::Sqlite);
    let network = "tampere-asto";
    let at = |organisation| server.client(server.people().at(network, organisation, "advisor")[0]);
    let (unit, prison) = (at("asumisyksikko"), at("rikosseuraamus"));
    let place = |client: &Client, person: &Planted| {
        let preview = client
            .post(
                &format!("networks/{network}/preview"),
                &json!({"handoff": person.handoff}),
            )
            .expect(200);
        assert_eq!(preview["possible_duplicate"], false);
        let placement = json!({"programme": preview["candidates"][0]["programme"]});
        let body = json!({"handoff": person.handoff, "placement": placement});
        client
            .post(&format!("networks/{network}/referrals"), &body)
            .expect(201)
    };
    let person = Planted::new(network, 0);
    let theirs = place(&unit, &person);
    refused(prison.get(&path(&theirs)), 404, "not-found", "another referrer's");
    // The same person at two desks: neither is told, the coordinator has both references.
    let ours = place(&prison, &person);
    refused(unit.get(&path(&ours)), 404, "not-found", "another referrer's");
    for (client, own) in [(&unit, &theirs), (&prison, &ours)] {
        let ids: Vec<Value> = listed(client, "")
            .into_iter()
            .map(|one| one["id"].clone())
            .collect();
        assert_eq!(ids, [own["id"].clone()]);
    }
    let coordinator = server.client(server.people().coordinator(network));
    let board = coordinator.get(&format!("networks/{network}/board")).expect(200);
    assert_eq!(
        board["doubles"],
        json!([[ours["reference"], theirs["reference"]]])
    );
    server.verify().expect(0);
}
