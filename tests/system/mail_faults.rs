//! Mail that arrives: whatever a mail server does, within a minute of the demo's clock after it stops doing
//! it everything is there, once; and nobody who hands a person over notices.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use luotsi_tests::{Database, Engine, Fault, MailServer, Process, Scratch, on_both, until};

use crate::handing::{Crowd, NETWORK, submit};
use crate::mail::{A_MINUTE, about, all_arrived, asked, dead_letters, demo, hand_over};

/// Longer than a letter may take, and any wait between two tries.
const LONG: Duration = Duration::from_mins(1);

/// Lives through a fault: people are handed over in it, a while goes by, it ends, a minute goes by.
fn lives_through(engine: Engine, mail: &MailServer, faults: &[Fault], while_it_lasts: SignedDuration) {
    let server = demo(engine, mail);
    let mut referrals = Vec::new();
    for (fault, numbers) in faults.iter().zip((0..).map(|n| 2 * n..2 * n + 2)) {
        mail.suffer(*fault);
        let handed = hand_over(&server, numbers);
        server.advance(while_it_lasts);
        let taken: Vec<_> = mail.received().into_iter().filter(|one| one.taken).collect();
        for referral in &handed {
            let early = about(&taken, referral).len();
            assert!(
                may_pass(*fault) || early == 0,
                "{fault:?} let {early} letters pass"
            );
        }
        referrals.extend(handed);
        mail.suffer(Fault::None);
        server.advance(A_MINUTE);
        all_arrived(&server, mail, &referrals, 0);
        assert_eq!(dead_letters(&server).len(), 0, "{fault:?}");
    }
    // The demo's mail shows what was delivered, each once.
    let letters = server.mail();
    let about_them = letters.iter().filter(|letter| {
        let mut references = referrals.iter().filter_map(|one| one["reference"].as_str());
        references.any(|reference| letter.text.contains(reference))
    });
    assert_eq!(about_them.count(), referrals.len() * asked(&server).len());
    server.verify().expect(0);
}

/// Whether letters arrive during the fault as well, only later.
fn may_pass(fault: Fault) -> bool {
    matches!(fault, Fault::Greylist | Fault::GreylistLetter | Fault::Slow(_))
}

on_both! {
    fn what_was_refused_for_now_is_there_a_minute_after(engine: Engine) {
        let mail = MailServer::start();
        let faults = [
            Fault::Greeting("421 4.3.2 closing, come again"),
            Fault::Recipient("421 4.3.2 closing, come again"),
            Fault::Recipient("450 4.2.1 busy"),
            Fault::End("451 4.3.0 try again later"),
            Fault::Greylist,
            Fault::GreylistLetter,
        ];
        lives_through(engine, &mail, &faults, SignedDuration::from_mins(20));
    }

    fn a_server_that_nobody_reached_is_written_to_within_a_minute(engine: Engine) {
        let mail = MailServer::start();
        lives_through(engine, &mail, &[Fault::Gone], SignedDuration::from_hours(30));
        assert!(mail.connections() > 0);
    }

    fn a_line_that_was_dropped_costs_no_letter_and_doubles_none(engine: Engine) {
        let mail = MailServer::start();
        let faults = [Fault::DropBeforeData, Fault::DropInData, Fault::DropAfterData];
        lives_through(engine, &mail, &faults, SignedDuration::from_mins(1));
    }

    fn a_slow_server_gets_its_letters_all_the_same(engine: Engine) {
        let mail = MailServer::start();
        lives_through(engine, &mail, &[Fault::Slow(Duration::from_millis(100))], SignedDuration::ZERO);
    }

    fn without_tls_nothing_is_sent_and_with_it_everything(engine: Engine) {
        let mail = MailServer::start_tls();
        lives_through(engine, &mail, &[Fault::BrokenTls], SignedDuration::from_mins(10));
    }

    fn a_server_that_hangs_keeps_nobody_who_hands_over_waiting(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        mail.suffer(Fault::Silent);
        let crowd = Crowd::of(&server);
        let advisor = server.client(server.people().advisor(NETWORK));
        let mut referrals = vec![crowd.offered(&advisor, 0)];
        // Each request below begins and ends while one and the same conversation waits for a word.
        let mut within = 0;
        let mut number = 1;
        while within < 15 || referrals.len() < 67 {
            until(LONG, "a conversation that hangs", || (mail.stuck() > 0).then_some(()));
            let before = (mail.connections(), mail.stuck());
            referrals.push(submit(&advisor, &crowd.submission(number)).expect(201));
            within += u32::from((mail.connections(), mail.stuck()) == before);
            number += 1;
            assert!(number < 600, "only {within} requests ended while the server hung");
        }
        assert!(mail.received().iter().all(|letter| !letter.taken));
        // Two hundred letters wait; the clock moves, however long the server would.
        server.advance(SignedDuration::from_hours(2));

        mail.suffer(Fault::None);
        server.advance(A_MINUTE);
        all_arrived(&server, &mail, &referrals, 0);
    }

    fn a_receiver_who_is_refused_for_now_keeps_no_letter_of_others(engine: Engine) {
        let mail = MailServer::start();
        let server = demo(engine, &mail);
        let unlucky = asked(&server)[0].clone();
        let whose: &'static str = Box::leak(unlucky.clone().into_boxed_str());
        mail.suffer(Fault::RecipientOf(whose, "452 4.2.2 mailbox full"));
        let referrals = hand_over(&server, 0..20);
        server.advance(A_MINUTE);
        let letters = mail.received();
        for referral in &referrals {
            let to: Vec<_> = about(&letters, referral).iter().map(|letter| letter.to.clone()).collect();
            assert_eq!(to.len(), asked(&server).len() - 1, "{to:?}");
            assert!(!to.contains(&unlucky), "{to:?}");
        }
        mail.suffer(Fault::None);
        server.advance(A_MINUTE);
        all_arrived(&server, &mail, &referrals, 0);
    }

    fn a_power_cut_while_letters_go_out_doubles_one_at_most(engine: Engine) {
        let mail = MailServer::start();
        let mut server = demo(engine, &mail);
        let mut referrals = Vec::new();
        for cut in 1..=3_u32 {
            // Slow enough to be cut in the middle.
            mail.suffer(Fault::Slow(Duration::from_millis(20)));
            referrals.extend(hand_over(&server, 8 * cut..8 * cut + 8));
            let before = mail.received().len();
            until(LONG, "some letters", || (mail.received().len() > before + 3).then_some(()));
            server.kill();
            mail.suffer(Fault::None);
            server.restart();
            server.advance(A_MINUTE);
            all_arrived(&server, &mail, &referrals, cut);
        }
        // A repeat is the same letter to the byte, but for the address of a demo that was started again.
        let mut known = BTreeMap::new();
        for letter in mail.received() {
            let whole: Vec<String> = letter.whole.split("127.0.0.1:").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()).collect();
            let first = known.entry(letter.message_id.clone()).or_insert_with(|| whole.clone());
            assert_eq!(*first, whole);
        }
        server.verify().expect(0);
    }
}

#[test]
fn two_processes_on_one_database_send_no_letter_twice() {
    let Some(database) = Database::fresh() else {
        eprintln!("not run: no LUOTSI_TEST_POSTGRES; `cargo xtask test` brings one");
        return;
    };
    let url = database.url().to_owned();
    let mail = MailServer::start();
    // Both at the machine's time.
    let demo = luotsi_tests::Demo::new().empty().on(Engine::Postgres(database));
    let server = demo.mails_to(&mail).start();
    crate::handing::claim(&server, None);
    mail.suffer(Fault::Gone);
    let referrals = hand_over(&server, 0..30);
    let mut settings = mail.settings();
    let keys = server.dir().join("luotsi.key").display().to_string();
    for (name, value) in [
        ("LUOTSI_DATABASE_URL", url.as_str()),
        ("LUOTSI_KEY_FILE", keys.as_str()),
        ("LUOTSI_LISTEN", "127.0.0.1:0"),
        ("LUOTSI_MAIL_FROM", "Luotsi <luotsi@luotsi.example>"),
    ] {
        settings.push((name.to_owned(), value.to_owned()));
    }
    let settings: Vec<(&str, &str)> = settings
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let logs = Scratch::new();
    let _beside = Process::serve(&settings, logs.path());
    mail.suffer(Fault::None);
    let letters = referrals.len() * asked(&server).len();
    until(LONG, "all letters", || {
        (mail.taken().len() >= letters).then_some(())
    });
    // Whoever was late to one of them has been by now.
    server.advance(A_MINUTE);
    all_arrived(&server, &mail, &referrals, 0);
}

#[test]
fn a_demo_writes_to_nobody_beyond_this_machine() {
    let data = Scratch::new();
    let folder = data.path().display().to_string();
    for url in ["smtps://mail.example.org", "smtp://mail.example.org", "nonsense"] {
        let ended = luotsi_tests::luotsi(
            &["demo", "--listen", "127.0.0.1:0", "--data", &folder],
            &[("LUOTSI_SMTP_URL", url)],
        );
        assert_eq!(ended.status, Some(2), "{url}: {}", ended.stderr);
        assert!(ended.stderr.contains("LUOTSI_SMTP_URL"), "{}", ended.stderr);
    }
}
