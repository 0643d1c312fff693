//! Sample letters: every kind of notice, with obviously invented names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]
#![allow(dead_code, reason = "each test binary uses its part")]

use jiff::{Timestamp, tz::TimeZone};
use luotsi_domain::{
    id::LetterId,
    notice::NoticeKind,
    referral::{event::Due, words::DueWhat},
};
use luotsi_i18n::Language;
use luotsi_notify::{Kind, Letter, Notice, Sender};
use uuid::Uuid;

pub fn sender() -> Sender {
    "Luotsi <luotsi@luotsi.example>".parse().unwrap()
}

pub fn at() -> Timestamp {
    "2026-11-24T06:00:00Z".parse().unwrap()
}

pub fn notice(kind: NoticeKind) -> Notice {
    Notice {
        kind,
        reference: "HKI-7K3M-Q".to_owned(),
        link: Some("https://luotsi.example/r/HKI-7K3M-Q".to_owned()),
        due: Some(Due {
            what: DueWhat::Acknowledge,
            at: "2026-11-26T14:00:00Z".parse().unwrap(),
        }),
        organisation: Some("MEREO".to_owned()),
        programme: Some("Etsivä vanhustyö".to_owned()),
        ends: None,
    }
}

pub fn letter(number: u128, kind: Kind) -> Letter {
    Letter {
        id: LetterId::new(Uuid::from_u128(
            0x0190_0000_0000_7000_8000_0000_0000_0000 + number,
        )),
        to: "aino.esimerkki@mereo.example".to_owned(),
        name: "Aino Esimerkki".to_owned(),
        language: Language::Fi,
        kind,
        undelivered: 0,
        at: at(),
        zone: TimeZone::get("Europe/Helsinki").unwrap(),
    }
}

pub fn single(number: u128) -> Letter {
    letter(number, Kind::Single(notice(NoticeKind::Offered)))
}

pub fn digest(number: u128, kinds: &[NoticeKind]) -> Letter {
    letter(
        number,
        Kind::Digest(kinds.iter().map(|kind| notice(*kind)).collect()),
    )
}
