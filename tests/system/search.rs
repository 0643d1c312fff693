//! Whoever rings back is found by name, phone or birth year, among those whom the caller may identify now.

use std::time::Duration;

use luotsi_tests::{Answer, Client, Engine, Server, on_both, until};
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::handing::{
    Crowd, NETWORK, PARTNER, PROGRAMME, STRANGER, act, claim, demo, next_page, path, submit,
};
use crate::kept::select;

fn search(client: &Client, question: &Value) -> Answer {
    client.post(&format!("networks/{NETWORK}/search"), question)
}

/// Ids of all who are found, through all pages.
fn found(client: &Client, question: &Value) -> Vec<String> {
    let mut next = Some(format!("/api/v1/networks/{NETWORK}/search"));
    let mut all = Vec::new();
    while let Some(path) = next {
        let answer = client.post(&path, question);
        next = next_page(&answer);
        let page = answer.expect(200);
        let page = page.as_array().unwrap();
        assert!(page.len() <= 20, "a page is bounded");
        all.extend(page.iter().map(id));
    }
    all
}

fn id(one: &Value) -> String {
    one["id"].as_str().unwrap().to_owned()
}

/// Every question that asks for somebody by something she is alone or together known by.
fn questions(handoff: &Value) -> Vec<Value> {
    let client = &handoff["client"];
    let [first, last] = ["first_name", "last_name"].map(|name| client[name].as_str().unwrap());
    let phone = client["phone"].as_str().unwrap();
    let national = phone.replacen("+358", "0", 1);
    vec![
        json!({"phone": phone}),
        json!({"phone": national}),
        json!({"name": format!("{first} {last}")}),
        json!({"name": format!(" {}   {first}", last.to_uppercase())}),
        json!({"name": last}),
        json!({"birth_year": client["birth_year"]}),
        json!({"name": last, "birth_year": client["birth_year"], "phone": phone}),
    ]
}

on_both! {
    fn whoever_rings_back_is_found_by_whom_she_may_be_identified_and_called_in_one_go(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        let people = server.people().clone();
        let advisors = [0, 1].map(|n| server.client(people.of_role(NETWORK, "advisor")[n]));
        let [worker, workmate] = [0, 1].map(|n| server.client(people.at(NETWORK, PARTNER, "worker")[n]));
        let lead = server.client(people.lead(NETWORK, PARTNER));
        let stranger = server.client(people.worker(NETWORK, STRANGER));
        let coordinator = server.client(people.coordinator(NETWORK));
        let person = crowd.person(0);
        let referral = submit(&advisors[0], &json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}})).expect(201);
        // Somebody else of another year, so that a question that fits her only in part finds nobody.
        let other = submit(&advisors[0], &crowd.submission(1)).expect(201);

        let finds = |client: &Client, question: &Value| found(client, question).contains(&id(&referral));
        let sees = |who: &[&Client], blind: &[&Client]| {
            for question in questions(&person.handoff) {
                for client in who {
                    assert!(finds(client, &question), "{question}");
                }
                for client in blind {
                    assert!(!finds(client, &question), "{question}");
                }
            }
        };
        // Asked: the desk alone knows who she is. Accepted: her worker and the worker's lead too.
        sees(&[&advisors[0], &advisors[1]], &[&worker, &workmate, &lead, &stranger]);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        sees(&[&advisors[0], &advisors[1], &worker, &lead], &[&workmate, &stranger]);
        search(&coordinator, &json!({"phone": "050"})).expect_problem(403, "forbidden");
        advisors[0].post("networks/tampere-asto/search", &json!({"name": "x"})).expect_problem(404, "not-found");

        // All that is given must fit, exactly.
        let client = &person.handoff["client"];
        let name = format!("{} {}", client["first_name"].as_str().unwrap(), client["last_name"].as_str().unwrap());
        for question in [
            json!({"name": name, "birth_year": 1901}),
            json!({"name": client["first_name"]}),
            json!({"name": &name[..name.len() - 1]}),
            json!({"phone": "+358500999999"}),
            json!({"phone": client["phone"], "name": crowd.person(1).handoff["client"]["last_name"]}),
        ] {
            assert_eq!(found(&advisors[0], &question), Vec::<String>::new(), "{question}");
        }

        // Found, and alarmed, in one go.
        let hits = search(&advisors[1], &json!({"phone": client["phone"]})).expect(200);
        let [hit] = &hits.as_array().unwrap()[..] else { panic!("{hits}") };
        assert_eq!((&hit["kind"], &hit["reference"], &hit["status"]), (&json!("referral"), &referral["reference"], &json!("accepted")));
        assert_eq!((&hit["client"]["first_name"], &hit["client"]["birth_year"]), (&client["first_name"], &client["birth_year"]));
        assert!(hit["client"].get("phone").is_none() && hit.get("handoff").is_none(), "what is needed to recognise her: {hit}");
        assert!(hit["actions"].as_array().unwrap().contains(&json!("client_called")), "{hit}");
        let called = act(&advisors[1], hit, "client_called", &json!({"wish": "asks_when"})).expect(200);
        assert!(called["version"].as_u64() > hit["version"].as_u64());

        // Handed back she is nobody's but the desk's; withdrawn, nobody's at all.
        act(&worker, &referral, "hand_back", &json!({"reason": "needs_authority"})).expect(204);
        sees(&[&advisors[0]], &[&worker, &lead]);
        act(&advisors[0], &referral, "withdraw_consent", &json!({"scope": "all"})).expect(200);
        sees(&[], &[&advisors[0], &advisors[1], &worker, &lead]);
        assert!(found(&advisors[0], &json!({"name": crowd.person(1).handoff["client"]["last_name"]})).contains(&id(&other)));

        server.advance(jiff::SignedDuration::from_hours(25));
        server.kill();
        server.restart();
        let secrets: Vec<String> = (0..2).flat_map(|n| crowd.person(n).secrets).collect();
        server.assert_keeps_secret(secrets.iter().map(String::as_str));
        server.verify().expect(0);
    }

    fn a_partial_permission_finds_by_what_it_lets_through_and_a_protected_person_is_found_by_those_named(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let people = server.people();
        let [advisor, colleague] = [0, 1].map(|n| server.client(people.of_role(NETWORK, "advisor")[n]));
        let named = people.at(NETWORK, PARTNER, "worker");
        let [worker, deputy] = [0, 1].map(|n| server.client(named[n]));
        let lead = server.client(people.lead(NETWORK, PARTNER));

        let mut handoff = crowd.person(0).handoff;
        handoff["consent"]["scope"] = json!("fields");
        handoff["consent"]["fields"] = json!(["phone", "last_name"]);
        let partial = submit(&advisor, &json!({"handoff": handoff, "placement": {"programme": PROGRAMME}})).expect(201);
        act(&worker, &partial, "accept", &json!({})).expect(200);
        let client = &handoff["client"];
        let full = format!("{} {}", client["first_name"].as_str().unwrap(), client["last_name"].as_str().unwrap());
        for (question, partner_finds) in [
            (json!({"phone": client["phone"]}), true),
            (json!({"name": client["last_name"]}), true),
            (json!({"name": full}), false),
            (json!({"birth_year": client["birth_year"]}), false),
            (json!({"phone": client["phone"], "birth_year": client["birth_year"]}), false),
        ] {
            assert_eq!(found(&worker, &question).len(), usize::from(partner_finds), "{question}");
            assert_eq!(found(&advisor, &question), [id(&partial)], "the desk knows her whole: {question}");
        }
        let hit = &search(&worker, &json!({"phone": client["phone"]})).expect(200)[0];
        assert_eq!((&hit["client"]["first_name"], &hit["client"]["last_name"], &hit["client"]["birth_year"]), (&Value::Null, &client["last_name"], &Value::Null));

        let mut handoff = crowd.person(1).handoff;
        handoff["client"]["protected"] = json!(true);
        let placement = json!({"programme": PROGRAMME, "agreed_with": named[0].id, "deputy": named[1].id});
        let hidden = submit(&advisor, &json!({"handoff": handoff, "placement": placement})).expect(201);
        act(&worker, &hidden, "accept", &json!({})).expect(200);
        for question in questions(&handoff) {
            for (who, client, finds) in [
                ("submitter", &advisor, true), ("worker", &worker, true), ("deputy", &deputy, true),
                ("another advisor", &colleague, false), ("lead", &lead, false),
            ] {
                assert_eq!(found(client, &question).contains(&id(&hidden)), finds, "{who}: {question}");
            }
        }
        let hit = &search(&deputy, &json!({"phone": handoff["client"]["phone"]})).expect(200)[0];
        assert_eq!((&hit["client"]["protected"], &hit["client"]["district"]), (&json!(true), &Value::Null), "{hit}");
    }
}

#[test]
fn a_question_that_could_find_anybody_is_refused_and_many_who_fit_come_in_pages() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    claim(&server, None);
    let advisor = server.client(server.people().advisor(NETWORK));
    for (question, pointer) in [
        (json!({}), ""),
        (json!({"name": null, "phone": null, "birth_year": null}), ""),
        (json!({"name": "  "}), "/name"),
        (json!({"phone": "112"}), "/phone"),
        (json!({"phone": "tuntematon"}), "/phone"),
        (json!({"birth_year": "1941"}), "/birth_year"),
        (json!({"name": "x", "address": "y"}), "/address"),
    ] {
        let problem = search(&advisor, &question).expect_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{question}: {problem}");
    }
    let year = |n| crowd.person(n).handoff["client"]["birth_year"].clone();
    let made: Vec<String> = (0..25).map(|n| id(&crowd.offered(&advisor, n * 4))).collect();
    let draft = advisor
        .post(
            &format!("networks/{NETWORK}/drafts"),
            &json!({"handoff": crowd.person(100).handoff}),
        )
        .expect(201);
    let mut expected: Vec<String> = made;
    expected.push(id(&draft));
    expected.reverse();
    assert_eq!(year(100), year(0));
    assert_eq!(found(&advisor, &json!({"birth_year": year(0)})), expected);
    let first = search(&advisor, &json!({"birth_year": year(0)}));
    assert_eq!(first.body.as_array().unwrap().len(), 20);
    let next = next_page(&first).unwrap();
    assert!(
        !next.contains(&year(0).to_string()),
        "nothing of the question in a URL: {next}"
    );
    let colleague = server.client(server.people().of_role(NETWORK, "advisor")[1]);
    colleague
        .post(&next, &json!({"birth_year": year(0)}))
        .expect_problem(422, "invalid-request");
}

#[test]
fn a_draft_is_found_as_far_as_it_goes_and_not_once_it_is_gone() {
    let server = demo(Engine::Sqlite);
    let people = server.people();
    let [advisor, colleague] = [0, 1].map(|n| server.client(people.of_role(NETWORK, "advisor")[n]));
    let worker = server.client(people.worker(NETWORK, PARTNER));
    let keep = |handoff: Value| {
        advisor
            .post(
                &format!("networks/{NETWORK}/drafts"),
                &json!({"handoff": handoff}),
            )
            .expect(201)
    };
    // Only a first name, and a year written as a number with a fraction of nothing.
    let draft = keep(json!({"client": {"first_name": "Koealma", "birth_year": 1938.0}}));
    for client in [&advisor, &colleague] {
        for question in [
            json!({"name": "koealma"}),
            json!({"birth_year": 1938}),
            json!({"name": "KOEALMA", "birth_year": 1938}),
        ] {
            let hits = search(client, &question).expect(200);
            let [hit] = &hits.as_array().unwrap()[..] else {
                panic!("{question}: {hits}")
            };
            assert_eq!(
                (&hit["kind"], &hit["status"], &hit["id"], &hit["reference"]),
                (
                    &json!("draft"),
                    &json!("draft"),
                    &draft["id"],
                    &draft["reference"]
                )
            );
            assert_eq!(hit["holder"]["kind"], "advisor");
        }
    }
    assert_eq!(found(&worker, &json!({"name": "koealma"})), Vec::<String>::new());
    let at = format!("drafts/{}", id(&draft));
    advisor
        .put(&at, &json!({"handoff": {"client": {"last_name": "Koeranta"}}}))
        .expect(200);
    assert_eq!(found(&advisor, &json!({"name": "koealma"})), Vec::<String>::new());
    assert_eq!(found(&advisor, &json!({"name": "koeranta"})), [id(&draft)]);
    advisor.delete(&at).expect(204);
    assert_eq!(
        found(&advisor, &json!({"name": "koeranta"})),
        Vec::<String>::new()
    );
    server.assert_keeps_secret(["Koealma", "Koeranta", "koealma", "koeranta"]);
}

#[test]
fn each_view_by_a_search_is_logged_and_a_search_that_finds_nobody_is_not() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let worker = server.client(server.people().worker(NETWORK, PARTNER));
    let person = crowd.person(0);
    let referral = submit(
        &advisor,
        &json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}}),
    )
    .expect(201);
    let question = json!({"phone": person.handoff["client"]["phone"]});
    search(&worker, &question).expect(200);
    search(&advisor, &question).expect(200);
    search(&advisor, &json!({"name": "Eitallaista"})).expect(200);
    advisor.get(&path(&referral)).expect(200);
    server.stop();
    let views = "SELECT role || ' ' || what FROM views WHERE referral_id = $1 ORDER BY at, id";
    assert_eq!(
        select(&server, views, &referral),
        ["advisor submit", "advisor search", "advisor view"]
    );
}

#[test]
fn people_of_before_there_was_a_search_are_found_once_the_service_has_looked_at_them() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let advisor = server.client(server.people().advisor(NETWORK));
    let person = crowd.person(0);
    let referral = submit(
        &advisor,
        &json!({"handoff": person.handoff, "placement": {"programme": PROGRAMME}}),
    )
    .expect(201);
    assert!(server.stop().success());
    forget_indexes(&server);
    server.restart();
    let advisor = server.client(server.people().advisor(NETWORK));
    for question in questions(&person.handoff) {
        let hit = until(Duration::from_secs(30), "she is found again", || {
            found(&advisor, &question).first().cloned()
        });
        assert_eq!(hit, id(&referral), "{question}");
    }
}

/// Leaves a database as one that was filled before people could be searched for.
fn forget_indexes(server: &Server) {
    let file = SqliteConnectOptions::new().filename(server.dir().join("luotsi.db"));
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let mut connection = file.connect().await.unwrap();
            for sql in ["DELETE FROM client_indexes", "UPDATE clients SET indexed = FALSE"] {
                sqlx::query(sql).execute(&mut connection).await.unwrap();
            }
            connection.close().await.unwrap();
        });
}
