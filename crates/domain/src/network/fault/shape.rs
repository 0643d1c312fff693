//! A text that is no definition: the reader's message as a fault with a mend.
//!
//! The reader stops at the first, so this is one fault with its line. Its messages quote names in
//! backticks, the offending one first and what was expected after it.

use serde_json::error::Category;

use super::{Fault, FaultCode, Place};

/// The fault behind a reader's error.
pub(super) fn fault(error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    // The place stands in `place`; the reader repeats it at the end of its message.
    let what = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(what, _)| what)
        .to_owned();
    let (code, mend) = match error.classify() {
        Category::Data => data(&what),
        Category::Syntax => (FaultCode::Syntax, "write it as JSON".to_owned()),
        Category::Eof => (
            FaultCode::Syntax,
            "the text ends too early: close what is open".to_owned(),
        ),
        Category::Io => (FaultCode::Syntax, "read the file again".to_owned()),
    };
    Fault {
        place: Place::Line(error.line(), error.column()),
        code,
        what,
        mend,
    }
}

fn data(what: &str) -> (FaultCode, String) {
    let names: Vec<&str> = what.split('`').skip(1).step_by(2).collect();
    let (given, expected) = match names.split_first() {
        Some((given, expected)) => (*given, expected),
        None => ("", [].as_slice()),
    };
    if what.starts_with("unknown field") {
        let mend = nearest(given, expected).map_or_else(
            || "remove it".to_owned(),
            |name| format!("remove it or spell it `{name}`"),
        );
        (FaultCode::UnknownField, mend)
    } else if what.starts_with("missing field") {
        (FaultCode::MissingField, format!("add `{given}`"))
    } else if what.starts_with("unknown variant") {
        let mend = nearest(given, expected).map_or_else(
            || "take one of these".to_owned(),
            |name| format!("take one of these, perhaps `{name}`"),
        );
        (FaultCode::UnknownValue, mend)
    } else if what.starts_with("duplicate field") {
        (FaultCode::Duplicate, "remove one of the two".to_owned())
    } else {
        (FaultCode::WrongType, "write what is expected there".to_owned())
    }
}

/// The expected name that was probably meant: at most a third of its letters apart.
pub(super) fn nearest<'a>(given: &str, expected: &[&'a str]) -> Option<&'a str> {
    expected
        .iter()
        .map(|name| (distance(given, name), *name))
        .filter(|(apart, name)| *apart * 3 <= name.len().max(3))
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for ((above, before), b) in row.iter().skip(1).zip(&row).zip(&other) {
            let left = next.last().copied().unwrap_or(i + 1);
            next.push((above + 1).min(left + 1).min(before + usize::from(a != *b)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_apart_are_counted() {
        for (one, other, apart) in [
            ("", "", 0),
            ("", "abc", 3),
            ("programes", "programmes", 1),
            ("valid_form", "valid_from", 2),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), apart, "{one} {other}");
            assert_eq!(distance(other, one), apart, "{other} {one}");
        }
    }

    #[test]
    fn only_a_name_close_by_is_proposed() {
        let expected = ["needs", "needs_also", "forms"];
        assert_eq!(nearest("need", &expected), Some("needs"));
        assert_eq!(nearest("telephone", &expected), None);
    }
}
