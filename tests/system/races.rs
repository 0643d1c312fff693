//! Many at once: whoever comes first has the place, the person, the answer; nobody is counted twice
//! and nothing is made twice.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::TcpStream;

use jiff::SignedDuration;
use luotsi_tests::{Answer, Client, Server, on_both};
use serde_json::{Value, json};

use crate::handing::{
    Crowd, NETWORK, PARTNER, PROGRAMME, act, at_once, claim, count, demo, listed, path, standing, submit,
};

on_both! {
    fn of_a_hundred_seven_are_offered_and_of_those_who_accept_one_has_the_person(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisors = clients(&server, "advisor", "seniori-info");
        let coordinator = server.client(server.people().coordinator(NETWORK));
        let used = standing(&coordinator, PROGRAMME)["used"].as_u64().unwrap();
        claim(&server, Some(u32::try_from(used).unwrap() + 7));

        let answers = at_once(100, |number| {
            submit(&advisors[usize::try_from(number).unwrap() % advisors.len()], &crowd.submission(number))
        });
        let referrals: Vec<Value> = answers.into_iter().map(|answer| answer.expect(201)).collect();
        let (offered, waiting): (Vec<_>, Vec<_>) =
            referrals.into_iter().partition(|referral| referral["status"] == "offered");
        assert_eq!((offered.len(), waiting.len()), (7, 93));
        for referral in &waiting {
            assert_eq!(referral["status"], "waiting", "{referral}");
            assert_eq!(referral["waiting_for"], PROGRAMME, "{referral}");
            assert_eq!(referral["holder"]["kind"], "coordinator", "{referral}");
        }
        let references: BTreeSet<&str> =
            offered.iter().chain(&waiting).map(|referral| referral["reference"].as_str().unwrap()).collect();
        assert_eq!(references.len(), 100);
        assert_eq!(listed(&advisors[0], "").len(), 100);
        holds(&coordinator, 7, 0);
        server.verify().expect(0);

        let workers: Vec<Client> = ["worker", "lead"]
            .iter()
            .flat_map(|role| clients(&server, role, PARTNER))
            .collect();
        one_of_them_accepts(&workers[..2], 2, &offered[0]);
        one_of_them_accepts(&workers, 16, &offered[1]);
        one_of_them_accepts(&workers[..1], 16, &offered[2]);
        holds(&coordinator, 4, 3);

        for referral in &offered[3..] {
            accept_against_withdrawal(&workers[0], &advisors[0], referral);
        }
        holds(&coordinator, 0, 3);
        server.verify().expect(0);
    }

    fn places_taken_away_meanwhile_are_given_to_nobody(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        claim(&server, Some(12));
        let answers = at_once(33, |number| match number {
            30.. => {
                claim(&server, Some(32 - number));
                None
            }
            number => Some(submit(&advisor, &crowd.submission(number)).expect(201)),
        });
        let offered = answers.iter().flatten().filter(|referral| referral["status"] == "offered").count();
        assert!(offered <= 12, "{offered}");
        let now = standing(&advisor, PROGRAMME);
        assert_eq!(now["reserved"].as_u64(), u64::try_from(offered).ok(), "{now}");
        server.verify().expect(0);

        // Whoever comes now finds what is left of the last claim, and nobody was evicted.
        let places = now["places"].as_u64().unwrap();
        let free = places.saturating_sub(u64::try_from(offered).unwrap());
        assert_eq!(now["free"].as_u64(), Some(free), "{now}");
        claim(&server, Some(0));
        assert_eq!(submit(&advisor, &crowd.submission(40)).expect(201)["status"], "waiting");
        assert_eq!(standing(&advisor, PROGRAMME)["free"], 0);
        server.verify().expect(0);
        claim(&server, Some(u32::try_from(offered).unwrap() + 1));
        crowd.offered(&advisor, 41);
        assert_eq!(submit(&advisor, &crowd.submission(42)).expect(201)["status"], "waiting");
        server.verify().expect(0);
    }

    fn what_is_sent_twice_happens_once(engine: Engine) {
        let mut server = demo(engine);
        let crowd = Crowd::of(&server);
        claim(&server, None);
        let advisor = server.client(server.people().advisor(NETWORK));

        // The same key and body, fifty at once.
        let body = crowd.submission(0);
        let answers = at_once(50, |_| keyed(&advisor, "one key", &body));
        let first = &answers[0];
        assert!(first.header("location").is_some_and(|place| place.starts_with("/api/v1/referrals/")));
        for answer in &answers {
            assert_eq!(answer.status, 201, "{answer}");
            assert_eq!(answer.bytes, first.bytes);
            for name in ["location", "etag", "content-type"] {
                assert_eq!(answer.header(name), first.header(name), "{name}");
            }
        }
        assert_eq!(listed(&advisor, "").len(), 1);
        let reused = keyed(&advisor, "one key", &crowd.submission(1));
        reused.expect_problem(422, "idempotency-key-reused");
        // It is the caller's own key: a colleague's is another one.
        let colleague = server.client(server.people().of_role(NETWORK, "advisor")[1]);
        keyed(&colleague, "one key", &crowd.submission(1)).expect(201);
        // The present view, not the first one: the answer tells how it stands now.
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        act(&worker, &first.body, "accept", &json!({})).expect(200);
        assert_eq!(keyed(&advisor, "one key", &body).expect(201)["status"], "accepted");
        server.verify().expect(0);

        // An answer that was lost on the way, with the line and with the whole service.
        let lost = crowd.submission(2);
        hang_up_after(&server, "lost", &lost);
        let again = keyed(&advisor, "lost", &lost);
        assert_eq!(again.header("location"), keyed(&advisor, "lost", &lost).header("location"));
        let place = again.header("location").unwrap().to_owned();
        server.kill();
        server.restart();
        let advisor = server.client(server.people().advisor(NETWORK));
        let again = keyed(&advisor, "lost", &lost);
        assert_eq!((again.status, again.header("location")), (201, Some(place.as_str())), "{again}");
        assert_eq!(listed(&advisor, "").len(), 3);

        // A key is kept for a day.
        server.advance(SignedDuration::from_hours(25));
        keyed(&advisor, "lost", &lost).expect_problem(409, "already-open");
        assert_eq!(listed(&advisor, "").len(), 3);
        server.verify().expect(0);
    }

    fn many_steps_at_once_are_taken_one_after_the_other_and_none_is_lost(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let referral = crowd.offered(&advisor, 0);
        act(&worker, &referral, "accept", &json!({})).expect(200);
        let before = worker.get(&path(&referral)).expect(200)["version"].as_u64().unwrap();
        let said = at_once(48, |number| {
            let who = if number % 2 == 0 { &advisor } else { &worker };
            act(who, &referral, "send_message", &json!({"text": format!("message {number}")}))
        });
        for answer in &said {
            assert_eq!(answer.status, 200, "{answer}");
        }
        let timeline = worker.get(&format!("{}/timeline", path(&referral))).expect(200);
        for number in 0..48 {
            assert!(timeline.to_string().contains(&format!("\"message {number}\"")), "{number}: {timeline}");
        }
        let after = worker.get(&path(&referral)).expect(200)["version"].as_u64().unwrap();
        assert_eq!(after, before + 48);

        // The clock is one more who acts: whichever is first, the other finds it done.
        let offered: Vec<Value> = (1..=6).map(|number| crowd.offered(&advisor, number)).collect();
        let answers = at_once(7, |number| match number {
            0 => {
                server.advance_to("2026-09-08T13:00:00Z".parse().unwrap());
                None
            }
            number => {
                let referral = &offered[usize::try_from(number).unwrap() - 1];
                Some((referral, act(&worker, referral, "accept", &json!({}))))
            }
        });
        for (referral, answer) in answers.into_iter().flatten() {
            let status = advisor.get(&path(referral)).expect(200)["status"].clone();
            match answer.status {
                200 => assert_eq!(status, "accepted"),
                404 => assert_eq!(status, "returned"),
                _ => panic!("{answer}"),
            }
        }
        server.verify().expect(0);
    }

    fn the_same_person_is_taken_in_once_however_many_ask(engine: Engine) {
        let server = demo(engine);
        let crowd = Crowd::of(&server);
        claim(&server, None);
        let advisors = clients(&server, "advisor", "seniori-info");

        let answers = at_once(20, |number| submit(&advisors[usize::try_from(number).unwrap() % 2], &crowd.submission(0)));
        assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 19));
        let made = answers.iter().find(|answer| answer.status == 201).unwrap().body.clone();
        for answer in answers.into_iter().filter(|answer| answer.status == 409) {
            let problem = answer.expect_problem(409, "already-open");
            assert_eq!(problem["referral"]["id"], made["id"], "{problem}");
            assert_eq!(problem["referral"]["reference"], made["reference"], "{problem}");
        }
        assert_eq!(listed(&advisors[0], "").len(), 1);
        server.verify().expect(0);

        // The alarm on the open one stands once.
        let referral = advisors[0].get(&path(&made)).expect(200);
        let worker = server.client(server.people().worker(NETWORK, PARTNER));
        let seen = worker.get(&path(&made)).expect(200);
        let calls = |referral: &Value| {
            let tasks = referral["tasks"].as_array().unwrap();
            tasks.iter().filter(|task| task["kind"] == "second_call").count()
        };
        assert_eq!(calls(&referral) + calls(&seen), 1, "{referral} {seen}");

        // By phone alone and by name alone; written in another way.
        let mut by_phone = crowd.submission(0);
        by_phone["handoff"]["client"]["first_name"] = Value::Null;
        let digits = by_phone["handoff"]["client"]["phone"].as_str().unwrap().replacen("+358", "0", 1);
        by_phone["handoff"]["client"]["phone"] = json!(format!("{} {}", &digits[..3], &digits[3..]));
        submit(&advisors[1], &by_phone).expect_problem(409, "already-open");
        let mut by_name = crowd.submission(0);
        by_name["handoff"]["client"]["phone"] = json!("+358501234567");
        let name = by_name["handoff"]["client"]["last_name"].as_str().unwrap().to_uppercase();
        by_name["handoff"]["client"]["last_name"] = json!(name);
        submit(&advisors[1], &by_name).expect_problem(409, "already-open");

        // Another matter of hers goes through with a reason, and only with one.
        let mut separate = crowd.submission(0);
        separate["duplicate"] = json!("separate");
        submit(&advisors[0], &separate).expect_problem(422, "reason-required");
        separate["placement"]["reason"] = json!("a matter of its own");
        submit(&advisors[0], &separate).expect(201);
        server.verify().expect(0);
    }
}

fn clients(server: &Server, role: &str, organisation: &str) -> Vec<Client> {
    let people = server.people().at(NETWORK, organisation, role);
    assert!(!people.is_empty(), "{organisation} has no {role}");
    people.into_iter().map(|person| server.client(person)).collect()
}

#[track_caller]
fn holds(client: &Client, reserved: u32, used: u32) {
    let now = standing(client, PROGRAMME);
    assert_eq!(
        (&now["reserved"], &now["used"]),
        (&json!(reserved), &json!(used)),
        "{now}"
    );
}

/// One answer is 200; the others are told that it is done, and what they still may do.
#[track_caller]
fn one_of_them_accepts(workers: &[Client], threads: u32, referral: &Value) {
    let who = |number: u32| &workers[usize::try_from(number).unwrap() % workers.len()];
    let answers = at_once(threads, |number| act(who(number), referral, "accept", &json!({})));
    assert_eq!(count(&answers, 200), 1, "{answers:?}");
    let (mut winner, mut taken) = (Value::Null, Value::Null);
    for (number, answer) in (0..).zip(answers) {
        if answer.status == 200 {
            winner = who(number).get("me").expect(200)["id"].clone();
            taken = answer.expect(200);
            continue;
        }
        let problem = answer.expect_problem(409, "illegal-transition");
        assert_eq!(problem["referral"]["status"], "accepted", "{problem}");
        let now = who(number).get(&path(referral)).expect(200);
        assert_eq!(problem["actions"], now["actions"], "{problem}");
        assert!(
            !problem["actions"].as_array().unwrap().contains(&json!("accept")),
            "{problem}"
        );
    }
    assert_eq!(taken["holder"]["kind"], "worker", "{taken}");
    assert_eq!(taken["holder"]["id"], winner, "{taken}");
}

/// Whichever is first, in the end she is withdrawn and nobody has her.
#[track_caller]
fn accept_against_withdrawal(worker: &Client, advisor: &Client, referral: &Value) {
    let answers = at_once(2, |number| match number {
        0 => act(worker, referral, "accept", &json!({})),
        _ => act(advisor, referral, "withdraw_consent", &json!({"scope": "all"})),
    });
    let [accepted, withdrawn] = <[Answer; 2]>::try_from(answers).unwrap();
    assert_eq!(withdrawn.expect(200)["status"], "closed");
    assert!(accepted.status == 200 || accepted.status == 404, "{accepted}");
    worker.get(&path(referral)).expect_problem(404, "not-found");
    let now = advisor.get(&path(referral)).expect(200);
    assert_eq!(
        (&now["status"], &now["holder"]["kind"]),
        (&json!("closed"), &json!("nobody")),
        "{now}"
    );
}

fn keyed(client: &Client, key: &str, submission: &Value) -> Answer {
    client
        .request("POST", &format!("networks/{NETWORK}/referrals"))
        .header("idempotency-key", key)
        .json(submission)
        .send()
}

/// Sends a submission and is gone before the answer comes.
fn hang_up_after(server: &Server, key: &str, submission: &Value) {
    let body = submission.to_string();
    let token = &server.people().advisor(NETWORK).token;
    let mut line = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    write!(
        line,
        "POST /api/v1/networks/{NETWORK}/referrals HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
}
