//! A draft: the desk's own space, before anything identifying reaches the network.

use jiff::SignedDuration;
use luotsi_tests::{Answer, Client, Engine, Server, on_both};
use serde_json::{Value, json};

use crate::handing::{Crowd, NETWORK, PARTNER, PROGRAMME, demo, next_page, path, submit};
use crate::kept::select;
use crate::post::{lines, told};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn keep(client: &Client, body: &Value) -> Answer {
    client.post(&format!("networks/{NETWORK}/drafts"), body)
}

fn at(draft: &Value) -> String {
    format!("drafts/{}", draft["id"].as_str().expect("a draft has an id"))
}

fn matching(client: &Client, method: &str, path: &str, version: &str, body: &Value) -> Answer {
    client
        .request(method, path)
        .header("if-match", version)
        .json(body)
        .send()
}

/// The same handoff with another value somewhere.
fn but(handoff: &Value, changes: &[(&str, Value)]) -> Value {
    let mut handoff = handoff.clone();
    for (pointer, value) in changes {
        *handoff
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("no {pointer} there")) = value.clone();
    }
    handoff
}

fn not_asked(handoff: &Value) -> Value {
    but(handoff, &[("/consent", json!({"status": "not_asked"}))])
}

fn advisors(server: &Server) -> [Client; 2] {
    [0, 1].map(|n| server.client(server.people().of_role(NETWORK, "advisor")[n]))
}

/// References in the list, own ones first.
fn listed(client: &Client, query: &str) -> Vec<String> {
    let mut next = Some(format!("/api/v1/networks/{NETWORK}/drafts?limit=1{query}"));
    let mut all = Vec::new();
    while let Some(path) = next {
        let answer = client.get(&path);
        next = next_page(&answer);
        let page = answer.expect(200);
        for one in page.as_array().unwrap() {
            assert_eq!(one["handoff"], Value::Null, "a list opens nobody: {one}");
            all.push(one["reference"].as_str().unwrap().to_owned());
        }
    }
    all
}

fn reference(draft: &Value) -> String {
    draft["reference"].as_str().unwrap().to_owned()
}

on_both! {
    fn a_draft_may_lack_anything_and_is_handed_over_by_the_same_checks_as_any_handoff(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        let [advisor, _] = advisors(&server);
        let person = crowd.person(0);

        // What is wrong is refused, what is missing is not.
        for (handoff, pointer) in [
            (json!({"client": {"birth_year": "vanha"}}), "/handoff/client/birth_year"),
            (json!({"client": {"hetu": "x"}}), "/handoff/client/hetu"),
            (json!({"needs": ["rakkaus"]}), "/handoff/needs/0"),
        ] {
            let problem = keep(&advisor, &json!({"handoff": handoff})).expect_problem(422, "invalid-handoff");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        }
        keep(&advisor, &json!({"handoff": {}, "lisa": 1})).expect_problem(422, "invalid-request");

        let first = json!({"handoff": {"client": {"first_name": person.handoff["client"]["first_name"]}}});
        let answer = keep(&advisor, &first);
        let location = answer.header("location").unwrap().to_owned();
        let etag = answer.header("etag").unwrap().to_owned();
        let draft = answer.expect(201);
        assert_eq!(location, format!("/api/v1/{}", at(&draft)));
        let (holder, due) = (&draft["holder"]["kind"], &draft["due"]["what"]);
        assert_eq!((holder, due, &draft["status"]), (&json!("advisor"), &json!("call_client"), &json!("draft")), "{draft}");
        assert_eq!(advisor.get(&location).expect(200), draft);
        assert_eq!(draft["handoff"], first["handoff"]);

        // Not whole yet: nothing is stored, the draft stays.
        let placed = json!({"placement": {"programme": PROGRAMME}});
        let handing = format!("{}/submit", at(&draft));
        advisor.post(&handing, &placed).expect_problem(422, "invalid-handoff");
        assert_eq!(advisor.get(&at(&draft)).expect(200), draft);

        let whole = json!({"handoff": person.handoff});
        let saved = matching(&advisor, "PUT", &at(&draft), &etag, &whole);
        let seen = saved.header("etag").unwrap().to_owned();
        let saved = saved.expect(200);
        assert_eq!((&saved["due"]["what"], &saved["handoff"]), (&json!("submit"), &person.handoff), "{saved}");
        for method in ["PUT", "DELETE"] {
            matching(&advisor, method, &at(&draft), &etag, &whole).expect_problem(412, "precondition-failed");
        }
        matching(&advisor, "POST", &handing, &etag, &placed).expect_problem(412, "precondition-failed");
        advisor.post(&handing, &json!({})).expect_problem(422, "placement-required");
        advisor.post(&handing, &json!({"placement": {"programme": "olematon"}})).expect_problem(422, "invalid-request");
        assert_eq!(advisor.get(&at(&draft)).expect(200), saved);

        let with_key = |body: &Value| {
            let request = advisor.request("POST", &handing).header("idempotency-key", "luonnos-1");
            request.header("if-match", &seen).json(body).send()
        };
        let handed = with_key(&placed);
        let place = handed.header("location").unwrap().to_owned();
        let referral = handed.expect(201);
        assert_eq!((&referral["status"], &referral["reference"]), (&json!("offered"), &draft["reference"]), "{referral}");
        assert_eq!(place, format!("/api/v1/{}", path(&referral)));
        assert_eq!(referral["client"]["last_name"], person.handoff["client"]["last_name"]);
        // Gone with the same commit; the same request finds its answer, even after a power cut.
        server.kill();
        server.restart();
        let [advisor, colleague] = advisors(&server);
        for client in [&advisor, &colleague] {
            client.get(&at(&draft)).expect_problem(404, "not-found");
            client.put(&at(&draft), &whole).expect_problem(404, "not-found");
        }
        assert_eq!(listed(&advisor, ""), Vec::<String>::new());
        let with_key = |body: &Value| advisor.request("POST", &handing).header("idempotency-key", "luonnos-1").json(body).send();
        assert_eq!(with_key(&placed).expect(201)["id"], referral["id"]);
        with_key(&json!({})).expect_problem(422, "idempotency-key-reused");
        advisor.post(&handing, &placed).expect_problem(404, "not-found");
        server.verify().expect(0);
        server.assert_keeps_secret(person.secrets.iter().map(String::as_str));

        // The same person again: the draft is refused like any handoff, and stays.
        let again = keep(&advisor, &whole).expect(201);
        let problem = advisor.post(&format!("{}/submit", at(&again)), &placed).expect_problem(409, "already-open");
        assert_eq!(problem["referral"]["id"], referral["id"], "{problem}");
        advisor.delete(&at(&again)).expect(204);
        advisor.get(&at(&again)).expect_problem(404, "not-found");
    }

    fn what_was_answered_of_drafts_is_there_after_a_power_cut(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        let [advisor, _] = advisors(&server);
        let handoff = |n| json!({"handoff": crowd.person(n).handoff});
        let key = |n: u32| {
            let request = advisor.request("POST", &format!("networks/{NETWORK}/drafts"));
            request.header("idempotency-key", &format!("avain-{n}")).json(&handoff(n)).send()
        };
        let kept: Vec<Value> = (0..6).map(|n| key(n).expect(201)).collect();
        assert_eq!(key(0).expect(201)["id"], kept[0]["id"], "the same request, the same draft");
        advisor.delete(&at(&kept[4])).expect(204);
        let saved = advisor.put(&at(&kept[5]), &handoff(7)).expect(200);
        server.kill();
        server.restart();
        let [advisor, _] = advisors(&server);
        for draft in &kept[..4] {
            assert_eq!(advisor.get(&at(draft)).expect(200), *draft);
        }
        advisor.get(&at(&kept[4])).expect_problem(404, "not-found");
        assert_eq!(advisor.get(&at(&kept[5])).expect(200), saved);
        assert_eq!(listed(&advisor, "").len(), 5);
        server.verify().expect(0);
        // Discarded and overwritten words are in no file either.
        let secrets: Vec<String> = (0..8).flat_map(|n| crowd.person(n).secrets).collect();
        server.assert_keeps_secret(secrets.iter().map(String::as_str));
    }

    fn a_draft_goes_to_the_desks_queue_is_reminded_of_and_never_vanishes_by_itself(engine: Engine) {
        // Tuesday 1 September, ten in the morning in Helsinki.
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let [advisor, colleague] = advisors(&server);
        let asked = keep(&advisor, &json!({"handoff": crowd.person(0).handoff})).expect(201);
        let to_ask = keep(&advisor, &json!({"handoff": not_asked(&crowd.person(1).handoff)})).expect(201);
        assert_eq!((&to_ask["due"]["what"], &to_ask["due"]["at"]), (&json!("call_client"), &json!("2026-09-02T13:00:00Z")), "{to_ask}");
        assert_eq!((&asked["due"]["what"], &asked["due"]["at"]), (&json!("submit"), &json!("2026-09-15T13:00:00Z")), "{asked}");
        // What is due first stands first; the queue is empty yet.
        assert_eq!(listed(&advisor, ""), [reference(&to_ask), reference(&asked)]);
        assert_eq!(listed(&colleague, ""), Vec::<String>::new());

        server.advance_to("2026-09-02T13:00:00Z".parse().unwrap());
        let now = advisor.get(&at(&to_ask)).expect(200);
        assert_eq!((&now["holder"]["kind"], &now["stalled"]), (&json!("desk"), &json!(true)), "{now}");
        assert_eq!(listed(&colleague, "&whose=desk"), [reference(&to_ask), reference(&asked)]);
        assert_eq!(listed(&colleague, "&whose=mine"), Vec::<String>::new());
        // Whoever takes it up has it; the call is put off by nothing.
        let taken = colleague.put(&at(&to_ask), &json!({"handoff": not_asked(&crowd.person(1).handoff)})).expect(200);
        assert_eq!((&taken["holder"]["kind"], &taken["due"]), (&json!("advisor"), &to_ask["due"]), "{taken}");
        assert_ne!(taken["holder"]["id"], asked["holder"]["id"]);
        assert_eq!(listed(&colleague, ""), [reference(&to_ask), reference(&asked)]);
        assert_eq!(listed(&advisor, ""), [reference(&asked)]);

        server.advance(DAY * 16);
        let desk = "advisor seniori-info";
        let expected = |mornings: &[(&str, &str)], reference: &str| {
            let mut all: Vec<String> = mornings.iter().flat_map(|(at, what)| vec![format!("{at} {what} to {desk}"); 2]).collect();
            all.sort();
            assert_eq!(lines(&server, reference), all);
        };
        expected(&[
            ("2026-09-04T05:00:00Z", "reminder_submit"),
            ("2026-09-11T05:00:00Z", "reminder_submit"),
            // No lead at this desk: everybody is shown it.
            ("2026-09-16T05:00:00Z", "draft_old"),
        ], &reference(&asked));
        let calls = lines(&server, &reference(&to_ask));
        assert_eq!(calls.iter().filter(|line| line.starts_with("2026-09-03T05:00:00Z reminder_call_client ")).count(), 2, "{calls:?}");
        assert!(calls.iter().any(|line| line.starts_with("2026-09-16T05:00:00Z draft_old ")), "{calls:?}");
        for told in told(&server, &reference(&asked)) {
            assert!(told.entry.contains(&format!("/{}", at(&asked))), "the letter leads there: {}", told.entry);
        }
        let old = advisor.get(&at(&asked)).expect(200);
        assert_eq!((&old["old"], &old["stalled"], &old["holder"]["kind"]), (&json!(true), &json!(true), &json!("desk")), "{old}");
        server.advance(DAY * 100);
        assert_eq!(advisor.get(&at(&asked)).expect(200)["id"], asked["id"]);
        server.verify().expect(0);
        // Only a click ends it.
        let sent = server.mail().len();
        colleague.delete(&at(&asked)).expect(204);
        advisor.get(&at(&asked)).expect_problem(404, "not-found");
        server.advance(DAY * 3);
        assert_eq!(server.mail().len(), sent);
        let secrets: Vec<String> = (0..2).flat_map(|n| crowd.person(n).secrets).collect();
        server.assert_keeps_secret(secrets.iter().map(String::as_str));
    }
}

#[test]
fn a_letter_is_not_sent_about_a_draft_that_is_gone() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let [advisor, _] = advisors(&server);
    let draft = keep(&advisor, &json!({"handoff": not_asked(&crowd.person(0).handoff)})).expect(201);
    // The reminder lies in the next morning's digest.
    server.advance_to("2026-09-02T14:00:00Z".parse().unwrap());
    advisor.delete(&at(&draft)).expect(204);
    server.advance(DAY * 20);
    assert_eq!(lines(&server, &reference(&draft)), Vec::<String>::new());
}

#[test]
fn a_client_who_refuses_or_cannot_be_asked_leaves_nothing_but_a_tally() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let [advisor, _] = advisors(&server);
    let handoff = crowd.person(0).handoff;
    for status in ["refused", "unable", "withdrawn"] {
        let refusal = json!({"handoff": but(&handoff, &[("/consent/status", json!(status))])});
        let problem = keep(&advisor, &refusal).expect_problem(422, "gate-closed");
        assert_eq!(problem["gate"]["outcome"], "no_consent", "{problem}");
        let draft = keep(&advisor, &json!({"handoff": not_asked(&handoff)})).expect(201);
        let gone = advisor.put(&at(&draft), &refusal);
        assert_eq!(gone.status, 204, "{gone}");
        advisor.get(&at(&draft)).expect_problem(404, "not-found");
    }
    // A gate that closes keeps nothing of what is new, and says what to do.
    let draft = keep(&advisor, &json!({"handoff": handoff})).expect(201);
    for (pointer, value, outcome) in [
        ("/gate/danger_to_life", json!("instead"), "emergency"),
        ("/gate/authority_today", json!("instead"), "authority_only"),
        ("/place/municipality", json!("049"), "other_area"),
        ("/gate/other_municipality", json!(true), "other_area"),
        ("/gate/other_service", json!(true), "other_service"),
        ("/gate/desk_solves", json!(true), "desk_keeps"),
    ] {
        let closing = json!({"handoff": but(&handoff, &[(pointer, value)])});
        for answer in [keep(&advisor, &closing), advisor.put(&at(&draft), &closing)] {
            let problem = answer.expect_problem(422, "gate-closed");
            assert_eq!(problem["gate"]["outcome"], outcome, "{problem}");
            assert!(
                problem["gate"]["guidance"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{problem}"
            );
        }
    }
    assert_eq!(advisor.get(&at(&draft)).expect(200), draft);
    // Beside an authority's track the client may still be asked: it is not her silence that closes the gate.
    let beside = but(
        &not_asked(&handoff),
        &[
            ("/gate/cannot_cope", json!("alongside")),
            ("/city_track", json!({"kind": "assessment"})),
        ],
    );
    keep(&advisor, &json!({"handoff": beside})).expect(201);
    assert_eq!(listed(&advisor, "").len(), 2);
    server.stop();
    let tally = "SELECT outcome || ' ' || times FROM closed_gates WHERE $1 IS NULL ORDER BY outcome";
    assert_eq!(
        select(&server, tally, &json!({})),
        [
            "authority_only 2",
            "desk_keeps 2",
            "emergency 2",
            "no_consent 6",
            "other_area 4",
            "other_service 2"
        ]
    );
    // The keys of those who are gone are gone with them.
    let left = "SELECT id FROM clients WHERE $1 IS NULL";
    assert_eq!(select(&server, left, &json!({})).len(), 2);
}

#[test]
fn after_an_emergency_a_draft_is_kept_with_permission_and_a_day_to_call_back() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let [advisor, colleague] = advisors(&server);
    let handoff = crowd.person(0).handoff;
    let emergency = but(&handoff, &[("/gate/danger_to_life", json!("instead"))]);
    let calling = |handoff: &Value, day: &str| json!({"handoff": handoff, "call_back_on": day});
    keep(&advisor, &json!({"handoff": emergency})).expect_problem(422, "gate-closed");
    keep(&advisor, &calling(&not_asked(&emergency), "2026-09-10")).expect_problem(422, "gate-closed");
    for day in ["2026-08-31", "2026-11-01"] {
        let problem = keep(&advisor, &calling(&emergency, day)).expect_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/call_back_on", "{problem}");
    }
    let draft = keep(&advisor, &calling(&emergency, "2026-09-10")).expect(201);
    assert_eq!(
        draft["due"],
        json!({"what": "call_client", "at": "2026-09-10T13:00:00Z"}),
        "{draft}"
    );
    // Nothing goes on from here as long as the emergency stands.
    let handing = format!("{}/submit", at(&draft));
    let placed = json!({"placement": {"programme": PROGRAMME}});
    advisor.post(&handing, &placed).expect_problem(422, "gate-closed");

    server.advance_to("2026-09-10T05:00:00Z".parse().unwrap());
    assert_eq!(
        lines(&server, &reference(&draft)),
        ["2026-09-10T05:00:00Z reminder_call_back to advisor seniori-info"]
    );
    assert_eq!(advisor.get(&at(&draft)).expect(200)["holder"]["kind"], "advisor");
    server.advance_to("2026-09-11T13:00:00Z".parse().unwrap());
    assert_eq!(listed(&colleague, "&whose=desk"), [reference(&draft)]);
    colleague
        .put(&at(&draft), &json!({"handoff": handoff}))
        .expect(200);
    let referral = colleague.post(&handing, &placed).expect(201);
    assert_eq!(referral["reference"], draft["reference"]);
}

#[test]
fn a_draft_is_known_in_its_own_organisation_only() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let people = server.people();
    let [advisor, colleague] = advisors(&server);
    let draft = keep(&advisor, &json!({"handoff": crowd.person(0).handoff})).expect(201);
    let secret_home = but(&crowd.person(1).handoff, &[("/client/protected", json!(true))]);
    let hidden = keep(&advisor, &json!({"handoff": secret_home})).expect(201);
    let worker = server.client(people.at(NETWORK, PARTNER, "worker")[0]);
    let workmate = server.client(people.at(NETWORK, PARTNER, "worker")[1]);
    let lead = server.client(people.lead(NETWORK, PARTNER));
    let met_first = keep(&worker, &json!({"handoff": crowd.person(2).handoff})).expect(201);
    assert_eq!(met_first["holder"]["kind"], "worker", "{met_first}");

    let everybody: Vec<Client> = people.iter().map(|person| server.client(person)).collect();
    let knows = |draft: &Value| -> Vec<usize> {
        (0..everybody.len())
            .filter(|n| {
                let answer = everybody[*n].get(&at(draft));
                if answer.status != 200 {
                    answer.expect_problem(404, "not-found");
                    return false;
                }
                true
            })
            .collect()
    };
    let who = |clients: &[&Client]| -> Vec<usize> {
        let ids: Vec<Value> = clients
            .iter()
            .map(|client| client.get("me").expect(200)["id"].clone())
            .collect();
        let mut found: Vec<usize> = (0..everybody.len())
            .filter(|n| ids.contains(&everybody[*n].get("me").expect(200)["id"]))
            .collect();
        found.sort_unstable();
        found
    };
    assert_eq!(knows(&draft), who(&[&advisor, &colleague]));
    assert_eq!(knows(&hidden), who(&[&advisor]));
    assert_eq!(knows(&met_first), who(&[&worker, &lead]));
    for client in [&colleague, &worker] {
        for answer in [
            client.delete(&at(&hidden)),
            client.put(&at(&hidden), &json!({"handoff": {}})),
            client.post(&format!("{}/submit", at(&hidden)), &json!({})),
        ] {
            answer.expect_problem(404, "not-found");
        }
    }
    let coordinator = server.client(people.coordinator(NETWORK));
    keep(&coordinator, &json!({"handoff": {}})).expect_problem(403, "forbidden");
    coordinator
        .get(&format!("networks/{NETWORK}/drafts"))
        .expect_problem(403, "forbidden");
    advisor
        .get("networks/tampere-asto/drafts")
        .expect_problem(404, "not-found");

    server.advance(DAY * 2);
    // In the queue it is her organisation's; a protected person's stays her advisor's alone.
    assert_eq!(knows(&met_first), who(&[&worker, &workmate, &lead]));
    assert_eq!(knows(&hidden), who(&[&advisor]));
    assert_eq!(listed(&colleague, ""), [reference(&draft)]);
    assert_eq!(listed(&workmate, "&whose=desk"), [reference(&met_first)]);
    let shown = advisor
        .get(&format!("networks/{NETWORK}/drafts?whose=mine"))
        .expect(200);
    let facts = |draft: &Value| {
        shown
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == draft["id"])
            .unwrap()["facts"]
            .clone()
    };
    assert_eq!(facts(&hidden), Value::Null);
    assert!(
        facts(&draft)["needs"]
            .as_array()
            .is_some_and(|needs| !needs.is_empty())
    );
    // Handed over by a worker, the home desk is where it comes back to.
    let placed = json!({"placement": {"programme": PROGRAMME}});
    let referral = workmate
        .post(&format!("{}/submit", at(&met_first)), &placed)
        .expect(201);
    assert_eq!(referral["reference"], met_first["reference"]);
}

#[test]
fn letters_about_a_protected_persons_draft_go_to_its_author_and_bear_the_reference_only() {
    let server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let people = server.people();
    let [advisor, _] = advisors(&server);
    let secret_home = but(&crowd.person(1).handoff, &[("/client/protected", json!(true))]);
    let hidden = keep(&advisor, &json!({"handoff": secret_home})).expect(201);
    server.advance(DAY * 16);
    let letters = told(&server, &reference(&hidden));
    assert!(!letters.is_empty());
    for letter in letters {
        assert!(
            !letter.entry.contains("15."),
            "the reference only: {}",
            letter.entry
        );
    }
    let told_of: Vec<String> = server
        .mail()
        .into_iter()
        .filter(|letter| letter.references.contains(&reference(&hidden)))
        .map(|letter| letter.to)
        .collect();
    assert!(
        told_of
            .iter()
            .all(|to| *to == people.of_role(NETWORK, "advisor")[0].email),
        "{told_of:?}"
    );
}

#[test]
fn every_view_of_a_draft_has_its_line_and_goes_with_her_to_the_referral() {
    let mut server = demo(Engine::Sqlite);
    let crowd = Crowd::of(&server);
    let [advisor, colleague] = advisors(&server);
    let draft = keep(&advisor, &json!({"handoff": crowd.person(0).handoff})).expect(201);
    colleague.get(&at(&draft)).expect(200);
    listed(&advisor, "");
    let placed = json!({"placement": {"programme": PROGRAMME}});
    let referral = advisor
        .post(&format!("{}/submit", at(&draft)), &placed)
        .expect(201);
    let other = submit(&advisor, &crowd.submission(1)).expect(201);
    assert_ne!(other["reference"], referral["reference"]);
    server.stop();
    let views = "SELECT role || ' ' || what FROM views WHERE referral_id = $1 ORDER BY at, id";
    assert_eq!(
        select(&server, views, &referral),
        ["advisor draft", "advisor draft", "advisor submit"]
    );
    let left = "SELECT what FROM draft_views WHERE $1 IS NOT NULL";
    assert_eq!(select(&server, left, &referral), Vec::<String>::new());
}
