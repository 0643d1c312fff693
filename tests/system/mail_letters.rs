//! What a mail server's faults must not do to the letters themselves: dead ones are seen and put back, a digest
//! stays one digest, and about somebody who died nothing goes out.

use jiff::{SignedDuration, Timestamp};
use luotsi_tests::{Fault, MailServer, Received, on_both};
use serde_json::json;

use crate::handing::{NETWORK, PARTNER, act};
use crate::mail::{A_MINUTE, about, all_arrived, asked, dead_letters, demo, hand_over, reference};

/// The next working day's digest, and the instant after which it has gone out.
const EIGHT: &str = "2026-09-02T05:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The text of a letter, without what the line's form adds.
fn text(letter: &Received) -> String {
    let bytes = letter.whole.replace("=\r\n", "");
    let mut plain = Vec::new();
    let mut rest = bytes.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let code = tail
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok())
            .filter(|_| *first == b'=');
        if code.is_some() {
            rest = &tail[2..];
        }
        plain.push(code.unwrap_or(*first));
    }
    String::from_utf8_lossy(&plain).into_owned()
}

on_both! {
    fn a_letter_refused_for_good_is_seen_by_the_coordinator_who_puts_it_back(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        let people = server.people();
        let gone = people.worker(NETWORK, PARTNER).clone();
        let whose: &'static str = Box::leak(gone.email.clone().into_boxed_str());
        mail.suffer(Fault::RecipientOf(whose, "550 5.1.1 nobody of that name, says Testi"));
        let referrals = hand_over(&server, 0..2);
        server.advance(A_MINUTE);

        let dead = dead_letters(&server);
        assert_eq!(dead.len(), 2);
        for letter in &dead {
            assert_eq!(letter["to"]["id"], gone.id, "{letter}");
            assert_eq!(letter["to"]["organisation"], PARTNER);
            assert_eq!(letter["to"]["roles"], json!(["worker"]));
            assert_eq!((letter["code"].as_str(), letter["lines"].as_i64()), (Some("address_refused"), Some(1)));
            assert!(letter["since"].is_string() && letter["text"].is_string(), "{letter}");
            // Neither the address nor the server's words.
            let whole = letter.to_string();
            assert!(!whole.contains('@') && !whole.contains("Testi"), "{whole}");
        }
        // It is not tried again, whatever goes by.
        let tried = mail.connections();
        server.advance(A_MINUTE);
        assert_eq!((dead_letters(&server).len(), mail.connections()), (2, tried));

        let retry = |letter: &serde_json::Value| {
            format!("networks/{NETWORK}/dead_letters/{}/retry", letter["id"].as_str().unwrap())
        };
        for stranger in [people.advisor(NETWORK), people.lead(NETWORK, PARTNER)] {
            server.client(stranger).post(&retry(&dead[0]), &json!({})).expect_problem(403, "forbidden");
        }
        let elsewhere = server.client(people.coordinator("tampere-asto"));
        elsewhere.post(&retry(&dead[0]), &json!({})).expect_problem(404, "not-found");
        let foreign = retry(&dead[0]).replace(NETWORK, "tampere-asto");
        elsewhere.post(&foreign, &json!({})).expect_problem(404, "not-found");
        server.anonymous().post(&retry(&dead[0]), &json!({})).expect_problem(401, "unauthenticated");

        // She is told once, in the digest.
        server.advance_to(at(EIGHT));
        server.advance(A_MINUTE);
        let coordinator = people.coordinator(NETWORK);
        let digests: Vec<Received> = mail.received().into_iter().filter(|one| one.to == coordinator.email).collect();
        assert_eq!(digests.len(), 1, "{digests:?}");
        assert!(text(&digests[0]).contains("2 verkoston viestiä ei ole mennyt perille"), "{}", text(&digests[0]));

        mail.suffer(Fault::None);
        let client = server.client(coordinator);
        for letter in &dead {
            let answer = client.post(&retry(letter), &json!({}));
            assert_eq!(answer.status, 204, "{answer}");
            // Put back once.
            client.post(&retry(letter), &json!({})).expect_problem(404, "not-found");
        }
        client.post(&retry(&json!({"id": "nonsense"})), &json!({})).expect_problem(404, "not-found");
        server.advance(A_MINUTE);
        assert_eq!(dead_letters(&server).len(), 0);
        all_arrived(&server, &mail, &referrals, 0);
    }

    fn a_letter_refused_after_its_content_is_dead_and_the_next_one_is_not(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        mail.suffer(Fault::End("554 5.7.1 no"));
        hand_over(&server, 0..1);
        server.advance(A_MINUTE);
        let dead = dead_letters(&server);
        assert_eq!(dead.len(), asked(&server).len());
        assert!(dead.iter().all(|letter| letter["code"] == "letter_refused"), "{dead:?}");
        mail.suffer(Fault::None);
        let next = hand_over(&server, 1..2);
        server.advance(A_MINUTE);
        all_arrived(&server, &mail, &next, 0);
    }

    fn a_letter_put_off_for_five_days_is_given_up_and_one_behind_a_dead_server_is_not(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        mail.suffer(Fault::Gone);
        let patient = hand_over(&server, 0..1);
        server.advance(SignedDuration::from_hours(6 * 24));
        assert_eq!(dead_letters(&server).len(), 0);
        mail.suffer(Fault::None);
        server.advance(A_MINUTE);
        let letters = mail.received();
        for address in asked(&server) {
            let offers = about(&letters, &patient[0]);
            assert!(offers.iter().any(|letter| letter.to == address), "{address}");
        }

        mail.suffer(Fault::Recipient("450 4.2.1 busy"));
        hand_over(&server, 1..2);
        server.advance(SignedDuration::from_hours(4 * 24));
        let of_offers = |letters: Vec<serde_json::Value>| {
            let addressed = |one: &serde_json::Value| one["to"]["organisation"] == PARTNER;
            letters.into_iter().filter(addressed).collect::<Vec<_>>()
        };
        assert_eq!(of_offers(dead_letters(&server)), Vec::<serde_json::Value>::new());
        server.advance(SignedDuration::from_hours(25));
        let dead = of_offers(dead_letters(&server));
        assert!(dead.len() >= asked(&server).len(), "{dead:?}");
        assert!(dead.iter().all(|letter| letter["code"] == "given_up"), "{dead:?}");
    }

    fn a_digest_is_one_digest_however_often_it_was_tried(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        let people = server.people();
        let (advisor, worker) = (people.advisor(NETWORK), people.worker(NETWORK, PARTNER));
        let client = server.client(worker);
        // A weekend before the last two.
        let days = [EIGHT, "2026-09-03T05:00:00Z", "2026-09-04T05:00:00Z", "2026-09-07T05:00:00Z"];
        for ((n, day), fault) in (0..).zip(days).zip([
            Fault::End("451 4.3.0 try again later"),
            Fault::Recipient("450 4.2.1 busy"),
            Fault::Greeting("421 4.3.2 closing"),
            Fault::DropAfterData,
        ]) {
            let referrals = hand_over(&server, 3 * n..3 * n + 3);
            server.advance(A_MINUTE);
            for referral in &referrals {
                act(&client, referral, "accept", &json!({})).expect(200);
            }
            mail.suffer(fault);
            server.advance_to(at(day));
            server.advance(SignedDuration::from_mins(5));
            // What comes while it is being tried is for the next one.
            let late = hand_over(&server, 100 + n..101 + n);
            act(&client, &late[0], "accept", &json!({})).expect(200);
            server.advance(A_MINUTE);
            mail.suffer(Fault::None);
            server.advance(A_MINUTE);

            let digest = |letter: &&Received| {
                letter.to == advisor.email && letter.whole.contains(reference(&referrals[0]))
            };
            let letters = mail.received();
            let tries: Vec<&Received> = letters.iter().filter(digest).collect();
            assert_eq!(tries.iter().filter(|one| one.taken).count(), 1, "{fault:?}");
            for one in &tries {
                assert_eq!(one.message_id, tries[0].message_id, "{fault:?}");
                assert_eq!(one.whole, tries[0].whole, "{fault:?}");
                for referral in &referrals {
                    assert!(one.whole.contains(reference(referral)), "{fault:?}");
                }
                assert!(!one.whole.contains(reference(&late[0])), "{fault:?}");
            }
        }
        // No line was lost, and none was told twice.
        server.advance_to(at("2026-09-08T05:00:00Z"));
        server.advance(A_MINUTE);
        let lines: usize = mail
            .received()
            .iter()
            .filter(|letter| letter.taken && letter.to == advisor.email)
            .map(|letter| text(letter).matches("Tunnus: ").count())
            .sum();
        assert_eq!(lines, 2 * 4 * (3 + 1), "text and HTML of each line");
    }

    fn nothing_goes_out_about_somebody_who_died_while_it_waited(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        let people = server.people();
        let (worker, lead) = (people.worker(NETWORK, PARTNER), people.lead(NETWORK, PARTNER));
        let client = server.client(worker);
        mail.suffer(Fault::Recipient("450 4.2.1 busy"));
        let referrals = hand_over(&server, 0..2);
        let (died, lives) = (&referrals[0], &referrals[1]);
        server.advance(A_MINUTE);
        for referral in &referrals {
            act(&client, referral, "accept", &json!({})).expect(200);
        }
        // Tried in vain, and waiting for the next try.
        server.advance(SignedDuration::from_hours(1));
        act(&client, died, "report_change", &json!({"what": "died"})).expect(200);
        server.advance_to(at(EIGHT));
        mail.suffer(Fault::None);
        server.advance(A_MINUTE);

        let letters: Vec<Received> = mail.received().into_iter().filter(|letter| letter.taken).collect();
        let advisor = people.advisor(NETWORK);
        for letter in about(&letters, died) {
            assert_eq!(letter.to, advisor.email, "{}", text(letter));
            // The one quiet line.
            let text = text(letter);
            let (_, quiet) = text.split_once("Päättynyt").expect("it says that it has ended");
            let (plain, _) = text.split_once("text/html").unwrap();
            assert_eq!(plain.matches(reference(died)).count(), 1, "{plain}");
            assert!(quiet.contains(reference(died)), "{quiet}");
        }
        assert_eq!(about(&letters, died).len(), 1);
        assert!(about(&letters, lives).iter().any(|letter| letter.to == lead.email));
        // And nothing afterwards.
        server.advance(SignedDuration::from_hours(60 * 24));
        assert_eq!(about(&mail.received(), died).len(), 1);
    }
}
