//! An invented network: one advice desk, a second one, three partners, a coordinator; Finnish days off.

use jiff::{Timestamp, civil::DateTime, tz::TimeZoneDatabase};
use luotsi_domain::{
    access::Actor,
    calendar::WorkingDays,
    handoff::{Consent, ConsentBy, ConsentScope, ConsentStatus, Facts, Form},
    id::{NetworkId, OrganisationId, ReferralId, UserId},
    network::{Definition, OrganisationKind},
    referral::{Choice, event::Submitted, words::Role},
};
use serde_json::json;
use uuid::Uuid;

pub const DESK: &str = "neuvonta";
pub const OTHER_DESK: &str = "toinen-neuvonta";
pub const OWL: &str = "huuhkaja";
pub const SWAN: &str = "joutsen";
pub const CRANE: &str = "kurki";
pub const COORDINATION: &str = "verkosto";

/// Home visits, checked after 30 and 90 days; groups there are not checked.
pub const OWL_VISITS: &str = "huuhkaja-kotikaynnit";
/// A second programme of the same organisation.
pub const OWL_PHONE: &str = "huuhkaja-puhelin";
/// Company on the way, checked after 30 and 90 days.
pub const SWAN_COMPANY: &str = "joutsen-seura";
/// Open group, never checked.
pub const CRANE_GROUP: &str = "kurki-ryhma";

/// The network, with every clock at its default.
pub fn definition() -> Definition {
    let programme = |id: &str, organisation: &str, forms: &[&str], days: &[u16]| {
        json!({
            "id": id, "organisation": organisation, "name": {"fi": id}, "valid_from": "2020-01-01",
            "forms": forms, "needs": ["loneliness"], "languages": ["fi"],
            "follow_up": {"days": days, "by_form": {"group": []}},
        })
    };
    serde_json::from_value(json!({
        "network": "esimerkki", "name": {"fi": "Esimerkki"}, "reference_prefix": "ESI",
        "time_zone": "Europe/Helsinki", "languages": ["fi"], "municipalities": ["091"],
        "home_desk": DESK, "coordinator": COORDINATION, "break_glass": true,
        "calendar": {"holidays": [
            {"name": {"fi": "Uudenvuodenpäivä"}, "rule": {"fixed": "01-01"}},
            {"name": {"fi": "Loppiainen"}, "rule": {"fixed": "01-06"}},
            {"name": {"fi": "Pitkäperjantai"}, "rule": {"easter": -2}},
            {"name": {"fi": "2. pääsiäispäivä"}, "rule": {"easter": 1}},
            {"name": {"fi": "Vappu"}, "rule": {"fixed": "05-01"}},
            {"name": {"fi": "Helatorstai"}, "rule": {"easter": 39}},
            {"name": {"fi": "Juhannusaatto"}, "rule": {"weekday_from": ["friday", "06-19"]}},
            {"name": {"fi": "Itsenäisyyspäivä"}, "rule": {"fixed": "12-06"}},
            {"name": {"fi": "Jouluaatto"}, "rule": {"fixed": "12-24"}},
            {"name": {"fi": "Joulupäivä"}, "rule": {"fixed": "12-25"}},
            {"name": {"fi": "Tapaninpäivä"}, "rule": {"fixed": "12-26"}},
        ]},
        "organisations": [
            {"id": DESK, "name": "Neuvonta", "kind": "desk"},
            {"id": OTHER_DESK, "name": "Toinen neuvonta", "kind": "desk"},
            {"id": OWL, "name": "Huuhkaja", "kind": "partner"},
            {"id": SWAN, "name": "Joutsen", "kind": "partner"},
            {"id": CRANE, "name": "Kurki", "kind": "partner"},
            {"id": COORDINATION, "name": "Verkosto", "kind": "coordinator"},
        ],
        "programmes": [
            programme(OWL_VISITS, OWL, &["home_visit", "volunteer", "group"], &[30, 90]),
            programme(OWL_PHONE, OWL, &["phone"], &[30]),
            programme(SWAN_COMPANY, SWAN, &["first_time_escort"], &[30, 90]),
            programme(CRANE_GROUP, CRANE, &["group"], &[30, 90]),
        ],
        "needs": ["loneliness"],
        "outcomes": {"moved_home": {"fi": "Muutti kotiin"}},
    }))
    .unwrap()
}

pub fn days(definition: &Definition) -> WorkingDays {
    WorkingDays::of(definition).unwrap()
}

/// An instant by the clock on the wall in Helsinki, `2026-12-23 16:00`.
pub fn wall(text: &str) -> Timestamp {
    let time: DateTime = text.replace(' ', "T").parse().unwrap();
    let zone = TimeZoneDatabase::bundled().get("Europe/Helsinki").unwrap();
    zone.to_ambiguous_timestamp(time).unambiguous().unwrap()
}

pub const fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

/// Anna submits; Aino sits beside her.
pub const ANNA: UserId = user(11);
pub const AINO: UserId = user(12);
pub const OTHER_ADVISOR: UserId = user(21);
/// Olli and Outi work at the Owl, Olga leads.
pub const OLLI: UserId = user(31);
pub const OUTI: UserId = user(32);
pub const OLGA: UserId = user(33);
/// Sanni and Sami work at the Swan, Sirpa leads.
pub const SANNI: UserId = user(41);
pub const SAMI: UserId = user(42);
pub const SIRPA: UserId = user(43);
pub const CILLA: UserId = user(51);
pub const KAISA: UserId = user(61);

fn actor(user: UserId, organisation: &str, kind: OrganisationKind, role: Role) -> Actor {
    Actor {
        user,
        network: NetworkId::from("esimerkki"),
        organisation: OrganisationId::from(organisation),
        kind,
        role,
    }
}

pub fn anna() -> Actor {
    actor(ANNA, DESK, OrganisationKind::Desk, Role::Advisor)
}
pub fn aino() -> Actor {
    actor(AINO, DESK, OrganisationKind::Desk, Role::Advisor)
}
pub fn other_advisor() -> Actor {
    actor(OTHER_ADVISOR, OTHER_DESK, OrganisationKind::Desk, Role::Advisor)
}
pub fn olli() -> Actor {
    actor(OLLI, OWL, OrganisationKind::Partner, Role::Worker)
}
pub fn outi() -> Actor {
    actor(OUTI, OWL, OrganisationKind::Partner, Role::Worker)
}
pub fn olga() -> Actor {
    actor(OLGA, OWL, OrganisationKind::Partner, Role::Lead)
}
pub fn owls_machine() -> Actor {
    actor(user(34), OWL, OrganisationKind::Partner, Role::Machine)
}
pub fn sanni() -> Actor {
    actor(SANNI, SWAN, OrganisationKind::Partner, Role::Worker)
}
pub fn sami() -> Actor {
    actor(SAMI, SWAN, OrganisationKind::Partner, Role::Worker)
}
pub fn sirpa() -> Actor {
    actor(SIRPA, SWAN, OrganisationKind::Partner, Role::Lead)
}
pub fn cilla() -> Actor {
    actor(CILLA, CRANE, OrganisationKind::Partner, Role::Worker)
}
pub fn kaisa() -> Actor {
    actor(
        KAISA,
        COORDINATION,
        OrganisationKind::Coordinator,
        Role::Coordinator,
    )
}
/// Somebody of quite another network, with the same organisation's name.
pub fn stranger() -> Actor {
    Actor {
        network: NetworkId::from("muualla"),
        ..anna()
    }
}

/// Everybody there is.
pub fn everybody() -> Vec<Actor> {
    vec![
        anna(),
        aino(),
        other_advisor(),
        olli(),
        outi(),
        olga(),
        owls_machine(),
        sanni(),
        sami(),
        sirpa(),
        cilla(),
        kaisa(),
        stranger(),
    ]
}

pub fn organisation_of(programme: &str) -> OrganisationId {
    OrganisationId::from(match programme {
        OWL_VISITS | OWL_PHONE => OWL,
        SWAN_COMPANY => SWAN,
        CRANE_GROUP => CRANE,
        other => panic!("no such programme: {other}"),
    })
}

/// A programme that is asked, with the alternatives after it.
pub fn choice(programme: &str, then: &[&str]) -> Choice {
    Choice {
        programme: programme.into(),
        organisation: organisation_of(programme),
        agreed_with: None,
        deputy: None,
        beyond: false,
        then: then.iter().map(|slug| (*slug).into()).collect(),
    }
}

/// What Anna hands over: permission for the whole network, feedback allowed, nothing special.
pub fn submitted() -> Submitted {
    Submitted {
        id: ReferralId::new(Uuid::from_u128(7)),
        network: NetworkId::from("esimerkki"),
        reference: "ESI-7K3M-Q".to_owned(),
        schema: "esimerkki/1".to_owned(),
        desk: OrganisationId::from(DESK),
        submitter: ANNA,
        facts: Facts {
            wishes: luotsi_domain::handoff::Wishes {
                forms: vec![Form::Volunteer],
                ..Default::default()
            },
            ..Facts::default()
        },
        consent: Consent {
            status: ConsentStatus::Given,
            by: Some(ConsentBy::Client),
            scope: Some(ConsentScope::Network),
            feedback: true,
            ..Consent::default()
        },
        receivers: [OWL, SWAN, CRANE].map(OrganisationId::from).to_vec(),
        protected: false,
        measures: None,
        advisor: None,
    }
}
