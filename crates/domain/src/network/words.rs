//! Words that a definition brings along, and in which language somebody gets them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Words in several languages, keyed by BCP 47 tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// The words in the first of these languages that has any, else in English, else in whichever language
    /// there is. `sv` finds `sv-FI`, and the other way round.
    #[must_use]
    pub fn get(&self, languages: &[&str]) -> &str {
        languages
            .iter()
            .chain(&["en"])
            .find_map(|tag| self.of(tag))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    fn of(&self, tag: &str) -> Option<&String> {
        let primary = |tag: &'_ str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        self.0.get(tag).or_else(|| {
            self.0
                .iter()
                .find_map(|(other, words)| (primary(other) == primary(tag)).then_some(words))
        })
    }
}

/// What it takes to say a definition's words to somebody, without the definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    first_language: String,
    needs: BTreeMap<String, Words>,
}

impl Vocabulary {
    pub(super) fn new(first_language: &str, needs: &BTreeMap<String, Words>) -> Self {
        Self {
            first_language: first_language.to_owned(),
            needs: needs.clone(),
        }
    }

    /// Words for a reader of `language`: hers, else the network's first.
    #[must_use]
    pub fn say<'a>(&'a self, words: &'a Words, language: &str) -> &'a str {
        words.get(&[language, &self.first_language])
    }

    /// What the network calls a need; nothing where the product's own word holds.
    #[must_use]
    pub fn need(&self, code: &str, language: &str) -> Option<&str> {
        self.needs.get(code).map(|words| self.say(words, language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(said: &[(&str, &str)]) -> Words {
        let said = said
            .iter()
            .map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()));
        Words(said.collect())
    }

    #[test]
    fn a_reader_gets_her_language_or_the_networks_first() {
        for (said, language, first, got) in [
            (vec![("fi", "a"), ("sv", "b"), ("en", "c")], "sv", "fi", "b"),
            (vec![("fi", "a"), ("en", "c")], "sv", "fi", "a"),
            (vec![("ar", "a"), ("en", "c")], "fi", "ar", "a"),
            (vec![("ar", "a"), ("en", "c")], "en", "ar", "c"),
            (vec![("am", "a"), ("en", "c")], "fi", "ar", "c"),
            (vec![("am", "a"), ("ti", "c")], "fi", "ar", "a"),
            (vec![("sv-FI", "a"), ("fi", "b")], "sv", "fi", "a"),
            (vec![("ar", "a"), ("en", "b")], "fi", "ar-EG", "a"),
            (vec![], "fi", "fi", ""),
        ] {
            let needs = BTreeMap::from([("need".to_owned(), words(&said))]);
            let vocabulary = Vocabulary::new(first, &needs);
            assert_eq!(
                vocabulary.say(&words(&said), language),
                got,
                "{said:?} {language} {first}"
            );
            assert_eq!(vocabulary.need("need", language), Some(got));
            assert_eq!(vocabulary.need("other", language), None);
        }
    }
}
