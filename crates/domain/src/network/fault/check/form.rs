//! Forms that texts and lists must have, wherever in a definition they stand.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::{super::Words, FaultCode, Found};

/// Whether a text is a code: small letters, digits and underscores, a letter first.
pub(super) fn is_code(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether a text is a wording's key: a language and a running number.
pub(super) fn is_wording_key(text: &str) -> bool {
    text.split_once('-').is_some_and(|(language, number)| {
        (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && (1..=4).contains(&number.len())
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether a text has the form of a BCP 47 tag.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|language| {
        (2..=8).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

pub(super) fn slug(found: &mut Found, pointer: &str, given: &str) {
    found.add(
        pointer,
        FaultCode::IllFormed,
        format!("`{given}` is no slug"),
        "write 1 to 60 of a-z, 0-9 and inner hyphens",
    );
}

pub(super) fn twice(found: &mut Found, pointer: impl Into<String>, given: &str) {
    found.add(
        pointer,
        FaultCode::Duplicate,
        format!("`{given}` stands there twice"),
        "remove or rename one of the two",
    );
}

pub(super) fn some<T>(found: &mut Found, pointer: &str, list: &[T], what: &str) {
    if list.is_empty() {
        found.add(
            pointer,
            FaultCode::Empty,
            "the list is empty",
            format!("name at least one {what}"),
        );
    }
}

pub(super) fn once<T: Ord + ToString>(found: &mut Found, pointer: &str, list: &[T]) {
    let mut seen = BTreeSet::new();
    for (i, item) in list.iter().enumerate() {
        let said = item.to_string();
        if seen.contains(&said) {
            twice(found, format!("{pointer}/{i}"), &said);
        }
        seen.insert(said);
    }
}

pub(super) fn languages(found: &mut Found, pointer: &str, tags: &[String]) {
    for (i, tag) in tags.iter().enumerate().filter(|(_, tag)| !is_language(tag)) {
        no_language(found, format!("{pointer}/{i}"), tag);
    }
    once(found, pointer, tags);
}

pub(super) fn no_language(found: &mut Found, pointer: String, tag: &str) {
    found.add(
        pointer,
        FaultCode::IllFormed,
        format!("`{tag}` is no language"),
        "write a BCP 47 tag such as fi or sv-FI",
    );
}

pub(super) fn words(found: &mut Found, pointer: &str, words: &Words) {
    if words.0.is_empty() {
        found.add(
            pointer,
            FaultCode::Empty,
            "there are no words",
            "write them in one language at least",
        );
    }
    for (tag, text) in &words.0 {
        let at = format!("{pointer}/{}", escaped(tag));
        if text.trim().is_empty() {
            found.add(
                &at,
                FaultCode::Empty,
                "there are no words",
                "write them or remove the language",
            );
        }
        if !is_language(tag) {
            no_language(found, at, tag);
        }
    }
}

/// A month and day that some year has; 02-29 counts in leap years.
pub(super) fn month_day(found: &mut Found, pointer: &str, text: &str) {
    let possible = text.split_once('-').is_some_and(|(month, day)| {
        month.len() == 2
            && day.len() == 2
            && month
                .parse()
                .ok()
                .zip(day.parse().ok())
                .is_some_and(|(month, day)| Date::new(2024, month, day).is_ok())
    });
    if !possible {
        found.add(
            pointer,
            FaultCode::ImpossibleDate,
            format!("no year has the day `{text}`"),
            "write month and day such as 12-06",
        );
    }
}

/// A key as it stands in a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
