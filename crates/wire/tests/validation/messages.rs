//! Every code has its sentence in every language, and no sentence asks for what a fault does not bring.

use std::{collections::BTreeSet, fs};

use luotsi_wire::validation::Code;

use crate::ground::root;

/// The arguments that a code's fault brings.
fn brought(code: Code) -> &'static [&'static str] {
    match code {
        Code::TooLong | Code::TooShort | Code::TooMany | Code::TooFew | Code::TooSmall | Code::TooLarge => {
            &["limit"]
        }
        Code::OutOfRange => &["maximum", "minimum"],
        Code::WrongType => &["expected"],
        Code::Format => &["format"],
        Code::Required
        | Code::UnknownField
        | Code::NotInList
        | Code::Pattern
        | Code::Duplicate
        | Code::Blank
        | Code::ControlCharacter
        | Code::Phone
        | Code::LanguageTag
        | Code::PostalCode
        | Code::WrongSchema
        | Code::OneWayToReach
        | Code::OneNeed
        | Code::CityTrackRequired
        | Code::NameOrganisations
        | Code::NameFields
        | Code::UnknownOrganisation
        | Code::UnknownDistrict
        | Code::UnknownWording
        | Code::Invalid
        | Code::InThePast
        | Code::TooFarAhead
        | Code::InTheFuture
        | Code::BeforeHandoff
        | Code::Unchanged
        | Code::HasPassed
        | Code::TooLate
        | Code::BeforeMeeting
        | Code::UseFallback
        | Code::Away
        | Code::SameOrganisation
        | Code::NotCarried
        | Code::LeavesOutCarrier
        | Code::NotHere
        | Code::NothingNew
        | Code::Erased => &[],
    }
}

#[test]
fn every_code_has_its_sentence_in_every_language() {
    for language in ["fi", "sv", "en"] {
        let path = root().join(format!("crates/i18n/messages/{language}/validation.ftl"));
        let text = fs::read_to_string(path).expect("a catalogue");
        let mut keys = BTreeSet::new();
        for message in text.split("\nfault-").skip(1) {
            let (slug, sentence) = message.split_once(" =").expect("a message");
            let code: Code = slug
                .parse()
                .unwrap_or_else(|_| panic!("{language}: no fault {slug}"));
            let asked: BTreeSet<&str> = sentence
                .split('$')
                .skip(1)
                .map(|rest| {
                    rest.split(|c: char| !c.is_ascii_alphabetic())
                        .next()
                        .unwrap_or_default()
                })
                .collect();
            assert_eq!(
                asked,
                brought(code).iter().copied().collect(),
                "{language}: {slug}"
            );
            keys.insert(code);
        }
        let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !keys.contains(code)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
