//! The keys that the workspace's sources and templates ask for exist, and get the arguments they need.
//!
//! Looked at: every `.rs` file that names `luotsi_i18n`, and every template, of every crate but this one.
//! The call forms are those of `crates/i18n/README.md`. Keys that nobody asks for are printed.

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

use luotsi_i18n::{FILES, Language};

/// What a source asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// One message, and the arguments it is given if they are written out.
    Key(String, Option<BTreeSet<String>>),
    /// Every message of a family.
    Family(String),
}

/// The text of every argument of every call of `name` in `source`.
fn calls(source: &str, name: &str) -> Vec<Vec<String>> {
    let opening = format!("{name}(");
    source
        .match_indices(&opening)
        .filter(|(at, _)| {
            let before = source[..*at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && !source[..*at].ends_with("fn ")
        })
        .map(|(at, _)| arguments(&source[at + opening.len()..]))
        .collect()
}

/// Splits what follows an opening parenthesis at its top-level commas.
fn arguments(rest: &str) -> Vec<String> {
    let (mut found, mut current) = (Vec::new(), String::new());
    let (mut depth, mut quoted, mut escaped) = (0_i32, false, false);
    for c in rest.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            current.push(c);
            continue;
        }
        match c {
            '"' => quoted = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(std::mem::take(&mut current).trim().to_owned());
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    found.push(current.trim().to_owned());
    found
}

fn literal(argument: Option<&String>) -> Option<String> {
    let inner = argument?.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains(['"', '\\', '{'])).then(|| inner.to_owned())
}

/// The family of a key put together as `&format!("family-{…}")`.
fn begun(argument: Option<&String>) -> Option<String> {
    let rest = argument?.strip_prefix("&format!(\"")?;
    let (family, _) = rest.split_once("-{")?;
    (!family.contains(['"', '{'])).then(|| family.to_owned())
}

fn given(argument: Option<&String>) -> Option<BTreeSet<String>> {
    let argument = argument?;
    // A template takes references by itself.
    let list = argument
        .strip_prefix('&')
        .unwrap_or(argument)
        .strip_prefix('[')?
        .strip_suffix(']')?;
    arguments(list)
        .iter()
        .filter(|pair| !pair.is_empty())
        .map(|pair| literal(arguments(pair.strip_prefix('(')?).first()))
        .collect()
}

fn asked(source: &str) -> Vec<Asked> {
    let mut found = Vec::new();
    for call in calls(source, "text") {
        if let Some(key) = literal(call.get(1)) {
            found.push(Asked::Key(key, given(call.get(2))));
        } else if let Some(family) = begun(call.get(1)) {
            found.push(Asked::Family(family));
        }
    }
    for call in ["t", "ta"].into_iter().flat_map(|name| calls(source, name)) {
        if let Some(key) = literal(call.first()) {
            found.push(Asked::Key(key, given(call.get(1))));
        }
    }
    for call in calls(source, "word") {
        if let Some(family) = literal(call.first()) {
            found.push(Asked::Family(family));
        }
    }
    for name in ["code", "words"] {
        for call in calls(source, name) {
            if let Some(family) = literal(call.get(1)) {
                found.push(Asked::Family(family));
            }
        }
    }
    found
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("crates/")
        .to_owned()
}

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path != crates().join("i18n") {
                sources(&path, found);
            }
            continue;
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let template = matches!(extension, "html" | "txt" | "askama" | "svg");
        if !template && extension != "rs" {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        if template || source.contains("luotsi_i18n") {
            found.push((path, source));
        }
    }
}

/// Each key, with every argument that any language asks for.
fn catalogue() -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for language in Language::ALL {
        for file in FILES {
            let path = crates().join(format!("i18n/messages/{language}/{file}.ftl"));
            let mut current = None;
            for line in fs::read_to_string(path).unwrap().lines() {
                if let Some((key, _)) = line.split_once(" =")
                    && key.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    keys.entry(key.to_owned()).or_default();
                    current = Some(key.to_owned());
                }
                let Some(key) = &current else { continue };
                for piece in line.split('$').skip(1) {
                    let end = piece
                        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                        .unwrap_or(piece.len());
                    if let Some(arguments) = keys.get_mut(key) {
                        arguments.insert(piece[..end].to_owned());
                    }
                }
            }
        }
    }
    keys
}

#[test]
fn every_key_asked_for_exists_and_gets_its_arguments() {
    let catalogue = catalogue();
    let mut files = Vec::new();
    sources(&crates(), &mut files);

    let (mut faults, mut used) = (Vec::new(), BTreeSet::new());
    for (path, source) in &files {
        for asked in asked(source) {
            match asked {
                Asked::Key(key, given) => match catalogue.get(&key) {
                    None => faults.push(format!("{}: no message {key}", path.display())),
                    Some(needed) => {
                        if let Some(given) = given
                            && *needed != given
                        {
                            faults.push(format!("{}: {key} needs {needed:?}", path.display()));
                        }
                        used.insert(key);
                    }
                },
                Asked::Family(family) => {
                    let members: Vec<&String> = catalogue
                        .keys()
                        .filter(|key| key.starts_with(&format!("{family}-")))
                        .collect();
                    if members.is_empty() {
                        faults.push(format!("{}: no family {family}", path.display()));
                    }
                    used.extend(members.into_iter().cloned());
                }
            }
        }
    }
    let unused: Vec<&String> = catalogue
        .keys()
        .filter(|key| !key.starts_with("date-") && !used.contains(*key))
        .collect();
    println!("{} keys that nothing asks for: {unused:?}", unused.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_documented_call_forms_are_found() {
    let key = |key: &str, given: Option<&[&str]>| {
        Asked::Key(
            key.to_owned(),
            given.map(|names| names.iter().map(|name| (*name).to_owned()).collect()),
        )
    };
    for (source, found) in [
        (
            r#"luotsi_i18n::text(lang, "a-b", &[])"#,
            vec![key("a-b", Some(&[]))],
        ),
        (
            "text(\n  self.language(x, \"odd, )\"),\n  \"a-b\",\n  &[(\"n\", count(1, 2).into()), (\"m\", m.into())],\n)",
            vec![key("a-b", Some(&["n", "m"]))],
        ),
        (r#"text(lang, "a-b", &args)"#, vec![key("a-b", None)]),
        (
            r#"text(lang, &format!("x-{y}"), &[])"#,
            vec![Asked::Family("x".to_owned())],
        ),
        (r#"text(lang, &format!("{x}-{y}"), &[])"#, vec![]),
        (
            r#"{{ self.t("a-b") }} {{ t("c", &[("n", 1.into())]) }}"#,
            vec![key("a-b", None), key("c", Some(&["n"]))],
        ),
        (
            r#"code(lang, "need", need.as_str())"#,
            vec![Asked::Family("need".to_owned())],
        ),
        (r#"subtext(lang, "a-b", &[]) fn text(lang, "x")"#, vec![]),
    ] {
        assert_eq!(asked(source), found, "{source}");
    }
}
