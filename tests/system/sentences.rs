//! The table in `tests/README.md` that pairs each sentence of the field with its test tells the truth about
//! what there is: every row has a test that exists, or a reason why none.

use std::collections::BTreeSet;
use std::fs;

use luotsi_tests::root;

const HEADING: &str = "## DOMAIN, sentence by sentence";

/// A cell without a test begins with one of these, and goes on with the reason.
const EXCUSES: [&str; 2] = ["not yet: ", "domain: "];

struct Row {
    number: String,
    sentence: String,
    shown_by: String,
}

fn rows() -> Vec<Row> {
    let readme = fs::read_to_string(root().join("tests/README.md")).unwrap();
    let (_, section) = readme.split_once(HEADING).expect("the README has the table");
    let section = section.split("\n## ").next().unwrap_or(section);
    section
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| no. ") && !line.starts_with("| --- "))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [number, sentence, shown_by] = cells[..] else {
                panic!("three cells a row: {line}")
            };
            Row {
                number: number.to_owned(),
                sentence: sentence.to_owned(),
                shown_by: shown_by.to_owned(),
            }
        })
        .collect()
}

/// What a cell names between backquotes.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Whether a module of the system tests has a test of this name: alone under `#[test]`, or in `on_both!`.
fn has_test(module: &str, name: &str) -> bool {
    let file = root().join(format!("tests/system/{module}.rs"));
    let Ok(source) = fs::read_to_string(file) else {
        return false;
    };
    let [alone, on_both] = ["", "engine: Engine"].map(|argument| format!("fn {name}({argument})"));
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    lines.iter().enumerate().any(|(at, line)| {
        let attributes = lines[..at]
            .iter()
            .rev()
            .take_while(|line| !["}", ""].contains(*line));
        line.starts_with(&on_both)
            || (line.starts_with(&alone) && attributes.into_iter().any(|line| *line == "#[test]"))
    })
}

#[test]
fn every_sentence_has_a_test_that_is_there_or_a_reason() {
    let rows = rows();
    assert!(rows.len() >= 164, "rows are missing: {}", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let cell = row.shown_by.as_str();
        let mut tests = 0;
        for test in named(cell) {
            tests += 1;
            let found = test
                .split_once("::")
                .is_some_and(|(module, name)| has_test(module, name));
            if !found {
                wrong.push(format!("{}: there is no test {test}", row.number));
            }
        }
        let reason = EXCUSES
            .iter()
            .find_map(|excuse| cell.split_once(excuse))
            .map(|(_, reason)| reason);
        if row.sentence.is_empty() || (tests == 0 && reason.is_none()) || reason.is_some_and(str::is_empty) {
            wrong.push(format!("{}: neither test nor reason", row.number));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_has_the_number_of_another() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.number.clone()), "{} is there twice", row.number);
    }
}

#[test]
fn a_test_that_is_not_there_is_not_found() {
    assert!(has_test("sentences", "no_sentence_has_the_number_of_another"));
    assert!(has_test("road", "a_handoff_becomes_a_lasting_change"));
    // A helper is no test, and neither is what stands elsewhere.
    assert!(!has_test("sentences", "rows"));
    assert!(!has_test("road", "no_sentence_has_the_number_of_another"));
    assert!(!has_test("nowhere", "rows"));
}
