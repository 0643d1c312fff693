//! Letters as people read them: every notice in every language, and nothing that could harm.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]

mod sample;

use luotsi_domain::{
    notice::NoticeKind,
    referral::{event::Due, words::DueWhat},
};
use luotsi_i18n::{Language, text};
use luotsi_notify::{Caught, Kind, Letter, Refused, Sender, Transport, compose};
use sample::{digest, letter, notice, sender, single};

#[test]
fn every_notice_is_told_in_every_language() {
    let sender = sender();
    for language in Language::ALL {
        for kind in NoticeKind::ALL {
            let title = text(language, &format!("letter-{kind}-title"), &[]);
            for whole in [
                letter(1, Kind::Single(notice(*kind))),
                digest(1, &[*kind]),
                digest(1, &[*kind, NoticeKind::Message]),
            ] {
                let composed = compose(&Letter { language, ..whole }, &sender).unwrap();
                let mail = composed.mail();
                for part in [&mail.subject, &mail.text, &mail.html] {
                    assert!(
                        !part.contains("letter-") && !part.contains("{ $"),
                        "{language} {kind}: {part}"
                    );
                }
                for part in [&mail.text, &mail.html] {
                    assert!(part.contains(&html_free(&title)), "{language} {kind}: {part}");
                    assert!(part.contains("HKI-7K3M-Q"));
                    assert!(part.contains("https://luotsi.example/r/HKI-7K3M-Q"));
                    assert!(part.contains("MEREO · Etsivä vanhustyö"));
                    assert!(part.contains("Aino Esimerkki"));
                }
                assert!(
                    mail.html
                        .starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">"))
                );
                assert!(!mail.html.contains("<img") && !mail.html.contains("url("));
                assert_eq!(mail.html.matches("http").count(), mail.references.len());
                assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
            }
        }
    }
}

/// Titles have no character that HTML escapes; this says so where one creeps in.
fn html_free(title: &str) -> String {
    assert!(!title.contains(['<', '>', '&', '"']), "{title}");
    // askama escapes the apostrophe too.
    if title.contains('\'') {
        title.split('\'').next().unwrap().to_owned()
    } else {
        title.to_owned()
    }
}

#[test]
fn a_single_letter_reads_like_this() {
    let composed = compose(&single(7), &sender()).unwrap();
    let mail = composed.mail();
    assert_eq!(mail.subject, "Kysytty: uusi asiakas HKI-7K3M-Q");
    assert_eq!(
        mail.message_id,
        "<01900000-0000-7000-8000-000000000007@luotsi.example>"
    );
    assert_eq!(mail.references, ["HKI-7K3M-Q"]);
    assert_eq!(
        mail.text,
        "Hei Aino Esimerkki,\n\n\
         Kysytty: uusi asiakas\n\
         Teiltä kysytään, voitteko ottaa uuden asiakkaan. Kuittaa kysymys ja kerro sitten, otatteko asiakkaan.\n\
         Tunnus: HKI-7K3M-Q\n\
         MEREO · Etsivä vanhustyö\n\
         Kuittaa: torstaina 26.11. klo 16 mennessä\n\
         Avaa Luotsissa: https://luotsi.example/r/HKI-7K3M-Q\n\n\
         Viestissä ei ole asiakkaan tietoja: näet ne Luotsissa kirjauduttuasi. Tähän viestiin ei voi vastata."
    );
}

#[test]
fn a_digest_counts_its_things() {
    let kinds = [
        NoticeKind::ReminderReview,
        NoticeKind::FeedbackMet,
        NoticeKind::ClosedQuiet,
    ];
    for (language, one, three) in [
        (Language::Fi, "Luotsi tänään: yksi asia", "Luotsi tänään: 3 asiaa"),
        (Language::Sv, "Luotsi i dag: en sak", "Luotsi i dag: 3 saker"),
        (Language::En, "Luotsi today: one thing", "Luotsi today: 3 things"),
    ] {
        for (kinds, subject) in [(&kinds[..1], one), (&kinds[..], three)] {
            let whole = Letter {
                language,
                ..digest(1, kinds)
            };
            let composed = compose(&whole, &sender()).unwrap();
            let mail = composed.mail();
            assert_eq!(mail.subject, subject);
            assert_eq!(mail.references.len(), kinds.len());
            assert_eq!(mail.html.matches("<article>").count(), kinds.len());
        }
    }
}

#[test]
fn a_due_is_told_to_whoever_must_act_and_as_past_when_it_is() {
    let text_of = |kind: NoticeKind, at: &str| {
        let due = Due {
            what: DueWhat::FirstContact,
            at: at.parse().unwrap(),
        };
        let mut told = notice(kind);
        told.due = Some(due);
        compose(&letter(1, Kind::Single(told)), &sender())
            .unwrap()
            .mail()
            .text
            .clone()
    };
    let to_come = "2026-11-24T06:00:01Z";
    let now = "2026-11-24T06:00:00Z";
    assert!(
        text_of(NoticeKind::ReassignedToYou, to_come)
            .contains("\nOta ensimmäinen yhteys: tiistaina 24.11. klo 8 mennessä\n")
    );
    assert!(
        text_of(NoticeKind::StalledCoordinator, now)
            .contains("\nOta ensimmäinen yhteys: määräaika oli tiistaina 24.11. klo 8\n")
    );
    assert!(
        text_of(NoticeKind::StalledDesk, "2025-12-31T14:00:00Z")
            .contains("määräaika oli keskiviikkona 31.12.2025 klo 16\n")
    );
    // Somebody else's due is no business of whoever gets a word of feedback.
    assert!(!text_of(NoticeKind::FeedbackAccepted, to_come).contains("24.11."));
}

#[test]
fn what_is_not_known_or_not_to_be_seen_leaves_no_trace() {
    let mut told = notice(NoticeKind::OfferWithdrawnConsent);
    (told.link, told.due, told.organisation, told.programme) = (None, None, None, None);
    let composed = compose(&letter(1, Kind::Single(told)), &sender()).unwrap();
    let mail = composed.mail();
    assert!(
        mail.text.contains("Tunnus: HKI-7K3M-Q\n\nViestissä"),
        "{}",
        mail.text
    );
    assert!(!mail.html.contains("<a "), "{}", mail.html);
    assert!(!mail.html.contains("<br>"), "{}", mail.html);
}

#[test]
fn the_same_letter_is_the_same_mail_byte_for_byte() {
    let once = compose(&single(3), &sender()).unwrap().formatted();
    let again = compose(&single(3), &sender()).unwrap().formatted();
    assert_eq!(
        String::from_utf8(once).unwrap(),
        String::from_utf8(again).unwrap()
    );
    assert_ne!(
        compose(&single(3), &sender()).unwrap().mail().message_id,
        compose(&single(4), &sender()).unwrap().mail().message_id
    );
}

#[test]
fn the_headers_are_these() {
    let wire = String::from_utf8(compose(&single(7), &sender()).unwrap().formatted()).unwrap();
    let (head, _) = wire.split_once("\r\n\r\n").unwrap();
    let mut names: Vec<&str> = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Auto-Submitted",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To"
        ]
    );
    for line in [
        "Auto-Submitted: auto-generated",
        "Date: Tue, 24 Nov 2026 06:00:00 +0000",
        "Message-ID: <01900000-0000-7000-8000-000000000007@luotsi.example>",
        "From: Luotsi <luotsi@luotsi.example>",
        "Subject: Kysytty: uusi asiakas HKI-7K3M-Q",
    ] {
        assert!(head.split("\r\n").any(|own| own == line), "{line} in\n{head}");
    }
}

#[test]
fn markup_in_a_name_stays_text() {
    let canary = "<script>alert('x')</script> & \"MEREO\"";
    let mut told = notice(NoticeKind::Offered);
    told.organisation = Some(canary.to_owned());
    told.link = Some("https://luotsi.example/r/1?a=1&b=\"><b>".replace(['<', '>', '"'], "%22"));
    let whole = Letter {
        name: canary.to_owned(),
        ..letter(1, Kind::Single(told))
    };
    let composed = compose(&whole, &sender()).unwrap();
    let mail = composed.mail();
    assert!(!mail.html.contains("<script"), "{}", mail.html);
    assert!(
        mail.html.contains("&#60;script&#62;") || mail.html.contains("&lt;script&gt;"),
        "{}",
        mail.html
    );
    assert!(mail.text.contains(canary), "text is not escaped");
    assert!(!mail.html.contains("a=1&b="), "{}", mail.html);
}

#[test]
fn what_would_make_another_mail_of_it_is_refused() {
    let composed = |change: &dyn Fn(&mut Letter)| {
        let mut whole = single(1);
        change(&mut whole);
        compose(&whole, &sender()).map(|_| ())
    };
    let told = |change: &dyn Fn(&mut luotsi_notify::Notice)| {
        composed(&|whole| {
            if let Kind::Single(told) = &mut whole.kind {
                change(told);
            }
        })
    };
    for address in [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\nc@d.example",
        "a@b.example\0",
    ] {
        assert_eq!(
            composed(&|whole| address.clone_into(&mut whole.to)),
            Err(Refused::ControlCharacter("address"))
        );
    }
    for address in [
        "",
        "a",
        "@b.example",
        "a@",
        "a@b.example, c@d.example",
        "a@b.example; c@d.example",
        "<a@b.example>",
        "Aino <a@b.example>",
        "a@b.example%0d%0aBcc:c@d.example",
        "a b@c.example",
        "a@b.example ",
    ] {
        assert_eq!(
            composed(&|whole| address.clone_into(&mut whole.to)),
            Err(Refused::Address),
            "{address:?}"
        );
    }
    for name in [
        "Aino\r\nBcc: c@d.example",
        "Aino\n.\nQUIT",
        "Aino\u{2028}x",
        "\u{7}",
    ] {
        assert_eq!(
            composed(&|whole| name.clone_into(&mut whole.name)),
            Err(Refused::ControlCharacter("name")),
            "{name:?}"
        );
        assert_eq!(
            told(&|told| told.organisation = Some(name.to_owned())),
            Err(Refused::ControlCharacter("organisation"))
        );
        assert_eq!(
            told(&|told| told.programme = Some(name.to_owned())),
            Err(Refused::ControlCharacter("programme"))
        );
        assert_eq!(
            told(&|told| name.clone_into(&mut told.reference)),
            Err(Refused::ControlCharacter("reference"))
        );
    }
    for link in [
        "javascript:alert(1)",
        "/r/1",
        "",
        "https://a.example/ x",
        "data:text/html,x",
    ] {
        assert_eq!(
            told(&|told| told.link = Some(link.to_owned())),
            Err(Refused::Link),
            "{link:?}"
        );
    }
    assert_eq!(
        composed(&|whole| whole.name = "n".repeat(201)),
        Err(Refused::TooLong("name"))
    );
    assert_eq!(
        composed(&|whole| whole.kind = Kind::Digest(vec![])),
        Err(Refused::Empty)
    );
}

#[test]
fn only_one_plain_address_can_be_the_sender() {
    for good in [
        "luotsi@luotsi.example",
        "Luotsi <luotsi@luotsi.example>",
        " luotsi@luotsi.example ",
    ] {
        assert!(good.parse::<Sender>().is_ok(), "{good}");
    }
    for bad in [
        "",
        "luotsi",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a@ä.example",
    ] {
        assert!(bad.parse::<Sender>().is_err(), "{bad:?}");
    }
}

#[test]
fn caught_mail_stays_in_order_and_without_repeats() {
    let caught = Caught::new();
    let transport = Transport::Caught(caught.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        for number in [2, 1, 2] {
            let composed = compose(&single(number), &sender()).unwrap();
            transport.send(&composed).await.unwrap();
        }
    });
    let mails = caught.mails();
    let ids: Vec<&str> = mails.iter().map(|mail| &mail.message_id[34..37]).collect();
    assert_eq!(ids, ["002", "001"].map(|id| id));
    let json = serde_json::to_value(&mails[0]).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    let mut wanted = ["to", "subject", "text", "html", "message_id", "at", "references"];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    assert_eq!(json["at"], "2026-11-24T06:00:00Z");
}

#[test]
fn a_coordinator_is_told_how_many_letters_did_not_arrive_also_where_there_is_nothing_else() {
    for (language, one, many) in [
        (Language::Fi, "Yksi verkoston viesti", "3 verkoston viestiä"),
        (
            Language::Sv,
            "Ett av nätverkets meddelanden",
            "3 av nätverkets meddelanden",
        ),
        (
            Language::En,
            "One of the network's letters",
            "3 of the network's letters",
        ),
    ] {
        for (undelivered, words) in [(0, None), (1, Some(one)), (3, Some(many))] {
            for kinds in [&[][..], &[NoticeKind::WaitingNew]] {
                let mut letter = digest(1, kinds);
                letter.language = language;
                letter.undelivered = undelivered;
                let composed = compose(&letter, &sender());
                if kinds.is_empty() && undelivered == 0 {
                    assert_eq!(composed.err(), Some(Refused::Empty));
                    continue;
                }
                let composed = composed.unwrap();
                let (text, html) = (&composed.mail().text, &composed.mail().html);
                let html = html.replace("&#39;", "'");
                for page in [text, &html] {
                    let said = [one, many].iter().any(|words| page.contains(words));
                    assert_eq!(said, undelivered > 0, "{page}");
                    assert!(words.is_none_or(|words| page.contains(words)), "{page}");
                }
                assert_eq!(composed.mail().references.len(), kinds.len());
            }
        }
    }
}
