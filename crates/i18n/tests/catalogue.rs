//! The three catalogues say the same things: same files, same keys, same arguments, and the field's words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use luotsi_i18n::{FILES, Language};

/// Arguments that a language may leave out, because its sentence does without the name.
const MAY_OMIT: &[(Language, &str, &str)] = &[(Language::Fi, "status-accepted", "organisation")];

/// Beginnings of words that are never on a screen (DOMAIN, "Words").
const NEVER_FI: &[&str] = &[
    "lähet",
    "tapaus",
    "tapauks",
    "hylkä",
    "hylkää",
    "huoliasiaka",
    "portti",
    "portin",
    "haltija",
    "eskala",
    "ohjelma",
    "omatyöntek",
];
/// `lähettää` (to send) is no `lähete` (referral).
const FINE_FI: &[&str] = &["lähetä", "lähetet", "lähettä"];
const NEVER_SV: &[&str] = &[
    "remiss",
    "orosklient",
    "eskaler",
    "avslå",
    "program",
    "porten",
    "innehavar",
];
const NEVER_EN: &[&str] = &["case", "cases", "reject", "escalat", "gatekeep"];

fn folder(language: Language) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("messages")
        .join(language.tag())
}

fn source(language: Language, file: &str) -> String {
    let path = folder(language).join(format!("{file}.ftl"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Each key of a file, with its arguments and the words of its pattern.
type Messages = BTreeMap<String, (BTreeSet<String>, String)>;

fn messages(language: Language, file: &str) -> Messages {
    let source = source(language, file);
    let resource = parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("messages/{language}/{file}.ftl: {errors:?}"));
    let mut messages = Messages::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let mut found = (BTreeSet::new(), String::new());
                let pattern = message.value.as_ref().expect("a message has a value");
                walk(pattern, &mut found);
                assert!(
                    message.attributes.is_empty(),
                    "{language}: {}: attributes are not read",
                    message.id.name
                );
                let before = messages.insert(message.id.name.to_owned(), found);
                assert!(
                    before.is_none(),
                    "{language}/{file}: {} stands twice",
                    message.id.name
                );
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("{language}/{file}: {entry:?}"),
        }
    }
    messages
}

fn walk(pattern: &Pattern<&str>, found: &mut (BTreeSet<String>, String)) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.1.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => argument(inline, found),
                Expression::Select { selector, variants } => {
                    argument(selector, found);
                    for variant in variants {
                        found.1.push(' ');
                        walk(&variant.value, found);
                    }
                }
            },
        }
    }
}

fn argument(inline: &InlineExpression<&str>, found: &mut (BTreeSet<String>, String)) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.0.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { value } => found.1.push_str(value),
        InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => {
            panic!("only arguments and literals are used: {inline:?}")
        }
    }
}

#[test]
fn every_file_is_there_in_every_language_and_listed() {
    let listed: BTreeSet<String> = FILES.iter().map(|file| format!("{file}.ftl")).collect();
    for language in Language::ALL {
        let there: BTreeSet<String> = fs::read_dir(folder(language))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(
            there, listed,
            "messages/{language}/ against catalogues! in src/catalogue.rs"
        );
    }
}

#[test]
fn keys_and_arguments_are_the_same_in_every_language() {
    let mut faults = Vec::new();
    for file in FILES {
        let all: Vec<(Language, Messages)> = Language::ALL
            .into_iter()
            .map(|language| (language, messages(language, file)))
            .collect();
        let keys: BTreeSet<&String> = all.iter().flat_map(|(_, messages)| messages.keys()).collect();
        for key in keys {
            let arguments: BTreeSet<&String> = all
                .iter()
                .filter_map(|(_, messages)| messages.get(key))
                .flat_map(|(arguments, _)| arguments)
                .collect();
            for (language, messages) in &all {
                let Some((own, words)) = messages.get(key) else {
                    faults.push(format!("{language}/{file}.ftl lacks {key}"));
                    continue;
                };
                if words.trim().is_empty() && own.is_empty() {
                    faults.push(format!("{language}/{file}.ftl: {key} is empty"));
                }
                for name in &arguments {
                    let omitted = MAY_OMIT.contains(&(*language, key.as_str(), name.as_str()));
                    if own.contains(*name) == omitted {
                        faults.push(format!("{language}/{file}.ftl: {key} and its argument {name}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_key_stands_in_two_files() {
    for language in Language::ALL {
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec![]);
        for file in FILES {
            let resource = FluentResource::try_new(source(language, file)).expect("parsed above");
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{language}/{file}.ftl: {errors:?}"));
        }
    }
}

#[test]
fn the_words_that_are_never_on_a_screen_are_not_there() {
    let mut faults = Vec::new();
    for (language, never) in [
        (Language::Fi, NEVER_FI),
        (Language::Sv, NEVER_SV),
        (Language::En, NEVER_EN),
    ] {
        for file in FILES {
            for (key, (_, words)) in messages(language, file) {
                for word in words.to_lowercase().split(|c: char| !c.is_alphabetic()) {
                    let fine = language == Language::Fi && FINE_FI.iter().any(|f| word.starts_with(f));
                    // English stems such as "case" must not forbid "in which case" spelt otherwise: whole words.
                    let hit = never.iter().any(|n| {
                        if n.len() <= 5 && language == Language::En {
                            word == *n
                        } else {
                            word.starts_with(n)
                        }
                    });
                    if hit && !fine {
                        faults.push(format!("{language}/{file}.ftl: {key}: {word}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
