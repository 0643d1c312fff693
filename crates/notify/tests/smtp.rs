//! Letters go out to a server that really speaks SMTP, and survive what mail servers do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]

mod sample;
mod server;

use luotsi_domain::notice::NoticeKind;
use luotsi_i18n::Language;
use luotsi_notify::{Composed, Kind, Letter, Outcome, Smtp, Transport, UrlFault, compose, outcome};
use sample::{digest, letter, notice, sender, single};
use server::{Arrived, Guard, Server, Step};

fn plain(server: &Server) -> Transport {
    Transport::Smtp(Smtp::new(&server.url(""), None).unwrap())
}

fn mail(number: u128) -> Composed {
    compose(&single(number), &sender()).unwrap()
}

/// What arrived is what was composed; the line end before the final dot is the protocol's.
fn same(arrived: &Arrived, composed: &Composed) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    assert_eq!(text(arrived.message()), text(composed.formatted()) + "\r\n");
}

async fn fails(transport: &Transport, composed: &Composed) -> (Outcome, Option<u16>, String) {
    let error = transport.send(composed).await.expect_err("the server misbehaves");
    (outcome(&error), error.code(), format!("{error} {error:?}"))
}

#[tokio::test]
async fn an_accepted_letter_arrives_as_it_was_composed() {
    let server = Server::start(Guard::Plain, &[]).await;
    let composed = mail(1);
    plain(&server).send(&composed).await.unwrap();

    let arrived = server.taken();
    assert_eq!(arrived.len(), 1);
    same(&arrived[0], &composed);
    assert!(
        arrived[0].from.starts_with("MAIL FROM:<luotsi@luotsi.example>"),
        "{}",
        arrived[0].from
    );
    assert_eq!(arrived[0].recipients, ["RCPT TO:<aino.esimerkki@mereo.example>"]);
    assert_eq!(arrived[0].header("Subject"), ["Kysytty: uusi asiakas HKI-7K3M-Q"]);
    assert_eq!(arrived[0].header("Auto-Submitted"), ["auto-generated"]);
}

#[tokio::test]
async fn a_letter_put_off_is_repeated_under_the_same_message_id() {
    let script = [
        Step::AtRecipient("451 4.7.1 greylisted, come again"),
        Step::AtEnd("452 4.3.1 no room"),
        Step::Accept,
    ];
    let server = Server::start(Guard::Plain, &script).await;
    let transport = plain(&server);
    assert_eq!(fails(&transport, &mail(1)).await.1, Some(451));
    // Composed anew for each attempt, as after a restart.
    let (meaning, code, _) = fails(&transport, &mail(1)).await;
    assert_eq!((meaning, code), (Outcome::Later, Some(452)));
    transport.send(&mail(1)).await.unwrap();

    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].wire, arrived[1].wire);
    assert_eq!(
        arrived[1].header("Message-ID"),
        ["<01900000-0000-7000-8000-000000000001@luotsi.example>"]
    );
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_letter_refused_for_good_is_dead_and_says_nothing_of_the_receiver() {
    let refusal = "550 5.1.1 <aino.esimerkki@mereo.example> unknown";
    let script = [Step::AtRecipient(refusal), Step::AtEnd("554 5.7.1 aino spam")];
    let server = Server::start(Guard::Plain, &script).await;
    let transport = plain(&server);
    for wanted in [550, 554] {
        let (meaning, code, words) = fails(&transport, &mail(1)).await;
        assert_eq!((meaning, code), (Outcome::Dead, Some(wanted)));
        assert!(
            !words.contains("aino") && words.contains(&wanted.to_string()),
            "{words}"
        );
    }
    // The next letter is none the worse for it.
    transport.send(&mail(2)).await.unwrap();
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_broken_connection_is_tried_again() {
    let script = [
        Step::DropBeforeData,
        Step::DropAfterData,
        Step::DropAfterAnswer,
        Step::Accept,
    ];
    let server = Server::start(Guard::Plain, &script).await;
    let transport = plain(&server);
    for _ in 0..2 {
        let (meaning, code, _) = fails(&transport, &mail(1)).await;
        assert_eq!((meaning, code), (Outcome::Away, None));
    }
    transport.send(&mail(1)).await.unwrap();
    // The server has it once in vain and once for good; the receiver can tell, by Message-ID.
    let arrived = server.arrived();
    assert_eq!(
        arrived.iter().map(|mail| mail.answered).collect::<Vec<bool>>(),
        [false, true]
    );
    assert_eq!(arrived[0].wire, arrived[1].wire);
    // A connection that the server closed meanwhile is replaced without a failed attempt.
    transport.send(&mail(2)).await.unwrap();
    assert_eq!(server.taken().len(), 2);
}

#[tokio::test]
async fn nobody_listening_is_tried_again() {
    let server = Server::start(Guard::Plain, &[]).await;
    let url = server.url("");
    drop(server);
    // The listening task ends at its next turn.
    tokio::task::yield_now().await;
    let transport = Transport::Smtp(Smtp::new(&url, None).unwrap());
    let (meaning, code, _) = fails(&transport, &mail(1)).await;
    assert_eq!((meaning, code), (Outcome::Away, None));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_is_given_up_in_time() {
    let server = Server::start(Guard::Silent, &[]).await;
    let before = tokio::time::Instant::now();
    let (meaning, code, words) = fails(&plain(&server), &mail(1)).await;
    assert_eq!((meaning, code), (Outcome::Away, None));
    assert!(words.contains("in time"), "{words}");
    // The clock stands still but for the time-out itself.
    assert!(before.elapsed().as_secs() <= 45, "{:?}", before.elapsed());
}

#[tokio::test]
async fn starttls_comes_before_everything_that_matters() {
    let server = Server::start(Guard::StartTls, &[]).await;
    let url = server
        .url("?tls=required")
        .replace("smtp://", "smtp://luotsi:p%40ss@");
    let transport = Transport::Smtp(Smtp::new(&url, Some(&server.authority)).unwrap());
    transport.send(&mail(1)).await.unwrap();

    assert!(server.taken()[0].encrypted);
    let clear: Vec<String> = server
        .commands()
        .into_iter()
        .filter(|(_, encrypted)| !encrypted)
        .map(|(command, _)| command.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(clear, ["EHLO", "STARTTLS"]);
    assert!(
        server
            .commands()
            .iter()
            .any(|(command, _)| command.starts_with("AUTH PLAIN"))
    );
}

#[tokio::test]
async fn tls_from_the_first_byte_works_as_well() {
    let server = Server::start(Guard::Wrapped, &[]).await;
    let url = server.url("").replace("smtp://", "smtps://");
    let smtp = Smtp::new(&url, Some(&server.authority)).unwrap();
    smtp.check().await.unwrap();
    Transport::Smtp(smtp).send(&mail(1)).await.unwrap();
    assert!(server.taken()[0].encrypted);
}

#[tokio::test]
async fn without_safe_tls_nothing_is_sent() {
    // A certificate that nobody vouches for.
    let server = Server::start(Guard::StartTls, &[]).await;
    let transport = Transport::Smtp(Smtp::new(&server.url("?tls=required"), None).unwrap());
    assert_eq!(fails(&transport, &mail(1)).await.0, Outcome::Away);
    assert_eq!(server.arrived().len(), 0);
    assert!(
        server
            .commands()
            .iter()
            .all(|(command, _)| !command.starts_with("MAIL"))
    );

    // No STARTTLS offered, as if somebody on the line had cut it out.
    let server = Server::start(Guard::Plain, &[]).await;
    let url = server
        .url("?tls=required")
        .replace("smtp://", "smtp://luotsi:p%40ss@");
    let transport = Transport::Smtp(Smtp::new(&url, Some(&server.authority)).unwrap());
    assert_eq!(fails(&transport, &mail(1)).await.0, Outcome::Away);
    assert_eq!(server.arrived().len(), 0);
    assert!(
        server
            .commands()
            .iter()
            .all(|(command, _)| !command.starts_with("AUTH"))
    );

    // Beyond this machine it is not even begun.
    for url in [
        "smtp://mail.example",
        "smtp://192.0.2.7:25",
        "smtp://luotsi:p%40ss@mail.example:587",
    ] {
        assert_eq!(Smtp::new(url, None).unwrap_err(), UrlFault::Plain);
    }
}

#[tokio::test]
async fn a_wrong_password_kills_no_letter() {
    let server = Server::start(Guard::Plain, &[]).await;
    let url = server.url("").replace("smtp://", "smtp://luotsi:wrong@");
    let transport = Transport::Smtp(Smtp::new(&url, None).unwrap());
    let (meaning, code, words) = fails(&transport, &mail(1)).await;
    assert_eq!((meaning, code), (Outcome::Away, Some(535)));
    assert!(!words.contains("wrong"), "{words}");
}

#[tokio::test]
async fn many_letters_share_a_connection() {
    let server = Server::start(Guard::Plain, &[]).await;
    let transport = plain(&server);
    for number in 0..20 {
        transport.send(&mail(number)).await.unwrap();
    }
    assert_eq!(server.taken().len(), 20);
    assert!(server.connections() <= 4, "{}", server.connections());
    transport.close().await;
    // The goodbye comes in its own time.
    while !server.commands().iter().any(|(command, _)| command == "QUIT") {
        tokio::task::yield_now().await;
    }
    transport.send(&mail(20)).await.unwrap();
    assert_eq!(server.taken().len(), 21);
}

#[test]
fn a_mail_server_can_be_named_and_forgotten_outside_a_runtime() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (first, second) = (runtime(), runtime());
    let server = first.block_on(Server::start(Guard::Plain, &[]));
    let transport = plain(&server);
    first.block_on(transport.send(&mail(1))).unwrap();
    assert_eq!(server.taken().len(), 1);
    drop(first);
    drop(transport);

    let unused = plain(&server);
    second.block_on(async { drop(unused.clone()) });
    drop(unused);
}

#[tokio::test]
async fn whoever_is_cut_off_leaves_no_answer_to_the_next_letter() {
    // The first letter's answer comes only when nobody waits for it any more, and says yes. The second
    // letter is refused. Were the connection used again, the yes would count for the second.
    let script = [Step::LateAnswer, Step::AtEnd("550 5.7.1 no")];
    let server = Server::start(Guard::Plain, &script).await;
    let transport = plain(&server);
    {
        let composed = mail(1);
        let mut sending = std::pin::pin!(transport.send(&composed));
        while server.arrived().is_empty() {
            tokio::select! {
                biased;
                _ = &mut sending => panic!("there is no answer yet"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    server.answer_now();
    // Time enough for the connection to find its way back, if it does.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let (meaning, code, _) = fails(&transport, &mail(2)).await;
    assert_eq!((meaning, code), (Outcome::Dead, Some(550)));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn names_cannot_write_headers_or_recipients() {
    let server = Server::start(Guard::Plain, &[]).await;
    let transport = plain(&server);
    let names = [
        "Aino <mallory@evil.example>, \"Bcc: mallory@evil.example",
        "=?utf-8?q?Aino=0D=0ABcc:_mallory@evil.example?=",
        "Aino; mallory@evil.example",
        "Åke Ängström-Öhman (työntekijä)",
        "\\\"Aino\\\"",
    ];
    let long = "Pitkä ".repeat(30);
    for name in names.into_iter().chain([long.trim()]) {
        let mut told = notice(NoticeKind::Offered);
        told.organisation = Some(name.to_owned());
        told.reference = "=?utf-8?q?=0D=0ABcc:_x?=".to_owned();
        let whole = Letter {
            name: name.to_owned(),
            language: Language::Sv,
            ..letter(1, Kind::Single(told))
        };
        transport
            .send(&compose(&whole, &sender()).unwrap())
            .await
            .unwrap();
        let arrived = server.taken().pop().unwrap();
        assert_eq!(
            arrived.recipients,
            ["RCPT TO:<aino.esimerkki@mereo.example>"],
            "{name}"
        );
        for (header, count) in [
            ("Bcc", 0),
            ("Cc", 0),
            ("To", 1),
            ("Subject", 1),
            ("From", 1),
            ("Message-ID", 1),
        ] {
            assert_eq!(arrived.header(header).len(), count, "{header} of {name}");
        }
        let to = &arrived.header("To")[0];
        assert!(to.ends_with("<aino.esimerkki@mereo.example>"), "{to}");
        assert!(to.is_ascii(), "{to}");
    }
}

#[tokio::test]
async fn lines_are_short_and_dots_are_stuffed() {
    let server = Server::start(Guard::Plain, &[]).await;
    let mut dotted = notice(NoticeKind::Offered);
    dotted.organisation = Some(".".to_owned());
    dotted.programme = None;
    let mut worse = notice(NoticeKind::ReminderReview);
    worse.organisation = Some(format!("..{}", "ä".repeat(98)));
    worse.link = Some(format!("https://luotsi.example/{}", "x".repeat(170)));
    for whole in [
        letter(1, Kind::Digest(vec![dotted, worse])),
        digest(2, NoticeKind::ALL),
    ] {
        let composed = compose(&whole, &sender()).unwrap();
        plain(&server).send(&composed).await.unwrap();
        let arrived = server.taken().pop().unwrap();
        same(&arrived, &composed);
        let wire = String::from_utf8(arrived.wire.clone()).unwrap();
        assert!(wire.is_ascii());
        for line in wire.split("\r\n") {
            assert!(line.len() <= 998, "{} octets", line.len());
        }
    }
    let first = String::from_utf8(server.taken()[0].wire.clone()).unwrap();
    assert!(first.contains("\r\n..\r\n"), "the lonely dot is stuffed: {first}");
}
