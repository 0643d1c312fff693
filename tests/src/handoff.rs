//! Handoffs of invented people, each another person, made of the shipped examples.

use std::fs;

use serde_json::{Value, json};

use crate::root;

/// Ten syllables, one a digit: names differ without any digit in them.
const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu"];

/// All examples of this network that an advisor of the demo can submit as they are, by file name.
#[must_use]
pub fn examples(network: &str) -> Vec<Value> {
    let folder = root().join("schemas/examples/valid");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            stem.starts_with(&format!("{network}-")) && path.extension().is_some_and(|found| found == "json")
        })
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "{} has no example of {network}",
        folder.display()
    );
    files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        })
        .collect()
}

/// A handoff whose identity and free texts are words that occur nowhere else.
#[derive(Debug, Clone)]
pub struct Planted {
    /// What to submit.
    pub handoff: Value,
    /// What must never be seen in clear: names, phone number, each word of the free texts.
    pub secrets: Vec<String>,
}

impl Planted {
    /// The `number`th person of the network. The same number is the same person, another number is
    /// another one; examples are taken in turn.
    #[must_use]
    pub fn new(network: &str, number: u32) -> Self {
        let examples = examples(network);
        let turn = usize::try_from(number).expect("a number fits") % examples.len();
        Self::of(&examples[turn], number)
    }

    /// The `number`th person, made of this handoff.
    #[must_use]
    pub fn of(example: &Value, number: u32) -> Self {
        assert!(number < 800_000, "there are telephone numbers for 800 000 people");
        let tail = spoken(number);
        let word = |stem: &str| format!("{stem}{tail}");
        let digits = format!("5001{:05}", number % 100_000);
        let digits = if number < 100_000 {
            digits
        } else {
            format!("500{}", 100_000 + number)
        };

        let mut handoff = example.clone();
        let client = &mut handoff["client"];
        client["first_name"] = json!(word("Koe"));
        client["last_name"] = json!(word("Testi"));
        client["phone"] = json!(format!("+358{digits}"));
        // A little older at most: what fits the example still fits.
        if let Some(year) = client["birth_year"].as_u64() {
            client["birth_year"] = json!(year - u64::from(number % 4));
        }
        let mut secrets = vec![word("Koe"), word("Testi"), digits];
        for (field, stem) in [("address", "Katu"), ("meeting_place", "Paikka")] {
            if client[field].is_string() {
                client[field] = json!(word(stem));
                secrets.push(word(stem));
            }
        }
        for (field, stems) in [
            ("own_words", ["Kaipuu", "Toive"]),
            ("safety_note", ["Varo", "Muista"]),
        ] {
            let words = stems.map(word);
            handoff[field] = json!(words.join(" "));
            secrets.extend(words);
        }
        Self { handoff, secrets }
    }
}

fn spoken(number: u32) -> String {
    format!("{number:06}")
        .bytes()
        .map(|digit| SYLLABLES[usize::from(digit - b'0')])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_thousand_people_share_no_name_no_number_and_no_word() {
        let example = json!({"client": {"birth_year": 1940, "address": "x", "meeting_place": null}});
        let people: Vec<Planted> = (0..1000).map(|number| Planted::of(&example, number)).collect();
        let secrets: HashSet<&String> = people.iter().flat_map(|planted| &planted.secrets).collect();
        assert_eq!(secrets.len(), 1000 * 8);
        for planted in &people {
            let text = planted.handoff.to_string();
            assert!(
                planted
                    .secrets
                    .iter()
                    .all(|secret| text.contains(secret.as_str())),
                "{text}"
            );
        }
    }

    #[test]
    fn the_same_number_is_the_same_person() {
        let example = json!({"client": {"birth_year": 1940}});
        assert_eq!(Planted::of(&example, 7).handoff, Planted::of(&example, 7).handoff);
    }
}
