//! What words may stand on a page: none of another language, none that DOMAIN forbids, no keys.

use std::fs;

use luotsi_tests::{Server, root};
use serde_json::Value;

/// Names of people, organisations, programmes and networks: the same in every language.
#[derive(Debug, Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    pub(crate) fn of(demo: &Server) -> Self {
        let mut names: Vec<String> = demo.people().iter().map(|person| person.name.clone()).collect();
        names.extend(demo.people().iter().map(|person| person.email.clone()));
        for entry in fs::read_dir(root().join("deploy/networks")).expect("there are definitions") {
            let path = entry.expect("a folder can be listed").path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let text = fs::read_to_string(&path).expect("a definition can be read");
                collect(
                    &serde_json::from_str(&text).expect("a definition is JSON"),
                    &mut names,
                );
            }
        }
        // The longest first: one name may be the beginning of another.
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self(names)
    }

    /// The words that are left without names.
    pub(crate) fn without(&self, piece: &str) -> String {
        let mut left = piece.to_owned();
        for name in &self.0 {
            if left.contains(name.as_str()) {
                left = left.replace(name.as_str(), "·");
            }
        }
        left
    }
}

/// Every text of a definition that may stand on a page.
fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() > 3 && text.chars().any(char::is_uppercase) => {
            names.push(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|one| collect(one, names)),
        Value::Object(members) => members.values().for_each(|one| collect(one, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether it is the key of a message, and no word.
pub(crate) fn is_key(piece: &str) -> bool {
    let known = ["e-post", "e-mail"];
    let letters = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase())
            && part
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    !known.contains(&piece) && piece.contains('-') && piece.split('-').all(letters)
}

/// The words of a piece, in small letters.
fn words(piece: &str) -> impl Iterator<Item = String> + '_ {
    // A reference is no word, whatever its letters happen to spell.
    let spoken = piece
        .split_whitespace()
        .filter(|word| !word.contains(char::is_numeric));
    spoken
        .flat_map(|word| word.split(|letter: char| !letter.is_alphabetic() && letter != '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// More than three words.
pub(crate) fn is_sentence(piece: &str) -> bool {
    words(piece).filter(|word| word.chars().count() > 1).count() > 3
}

/// A word that never stands on a screen.
pub(crate) fn forbidden(language: &str, piece: &str) -> Option<String> {
    let (whole, beginnings): (&[&str], &[&str]) = match language {
        "fi" => (
            &["lähete", "lähetettä", "tapaus", "portin", "omatyöntekijä"],
            &[
                "lähettee",
                "lähettei",
                "tapauks",
                "tapausta",
                "hylkä",
                "hylät",
                "hylätt",
                "huoliasia",
                "portti",
                "porttia",
                "haltija",
                "eskala",
                "ohjelma",
                "omatyöntekijä",
            ],
        ),
        "sv" => (
            &["program", "programmet", "grinden"],
            &[
                "remiss",
                "avslag",
                "avslå",
                "bekymmersklient",
                "eskaler",
                "innehavare",
            ],
        ),
        _ => (&[], &["escalat", "concern-client"]),
    };
    words(piece).find(|word| {
        whole.contains(&word.as_str()) || beginnings.iter().any(|beginning| word.starts_with(beginning))
    })
}

/// Little words by which a language is known; none is a word of another of the three.
const KNOWN_BY: [(&str, &[&str]); 3] = [
    (
        "fi",
        &[
            "ei",
            "että",
            "tai",
            "mutta",
            "hän",
            "asiakas",
            "asiakkaan",
            "työntekijä",
            "klo",
            "mennessä",
            "sinä",
        ],
    ),
    (
        "sv",
        &[
            "och", "är", "inte", "att", "eller", "hon", "klienten", "klient", "senast", "kl", "för", "med",
            "på",
        ],
    ),
    (
        "en",
        &[
            "and", "is", "not", "the", "she", "client", "of", "with", "by", "at", "to",
        ],
    ),
];

/// The language that a piece of text is in, where that is another than the page's.
pub(crate) fn speaks_another(language: &str, piece: &str) -> Option<&'static str> {
    let words: Vec<String> = words(piece).collect();
    if words.len() < 3 {
        return None;
    }
    let speaks = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let own = KNOWN_BY
        .iter()
        .any(|(name, known)| *name == language && speaks(known));
    let others = KNOWN_BY.iter().filter(|(name, _)| *name != language);
    others
        .filter(|(_, known)| !own && speaks(known))
        .map(|(name, _)| *name)
        .next()
}

#[test]
fn words_are_told_apart() {
    for (language, piece, word) in [
        ("fi", "Lähete on saapunut", true),
        ("fi", "Lähetteen tiedot", true),
        ("fi", "Lähetä nyt", false),
        ("fi", "Viesti lähetettiin", false),
        ("fi", "Tapaaminen raportissa", false),
        ("fi", "Hylkää pyyntö", true),
        ("fi", "Ohjelman nimi", true),
        ("fi", "Ohjaa järjestöön", false),
        ("sv", "Remissen har kommit", true),
        ("sv", "Verksamheten", false),
    ] {
        assert_eq!(forbidden(language, piece).is_some(), word, "{piece}");
    }
    assert_eq!(speaks_another("sv", "Asiakas ei ole antanut lupaa"), Some("fi"));
    assert_eq!(speaks_another("fi", "Asiakas ei ole antanut lupaa"), None);
    assert_eq!(speaks_another("fi", "Klienten har inte gett lov"), Some("sv"));
    assert!(
        is_key("way-desk")
            && is_key("needs_you-waiting_long")
            && !is_key("Way-desk")
            && !is_key("2026-11-23")
    );
    assert!(is_sentence("yksi kaksi kolme neljä") && !is_sentence("yksi kaksi kolme 4"));
}
