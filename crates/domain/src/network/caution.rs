//! What a free text is warned of before it is handed on: identity codes and health words (DOMAIN, "A thin
//! envelope"). A warning refuses nothing: the writer reads it and decides.

use serde::{Deserialize, Serialize};

/// What the network's people are warned of in free texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cautions {
    /// Shapes of identity codes: `9` is a digit, `A` a letter, `*` either, `_` a letter or one of `+-/.`;
    /// anything else is itself. Finland's is `999999_999*`.
    #[serde(default)]
    pub identity_codes: Vec<String>,
    /// Beginnings of words about health, in small letters: `masennu` warns of *masennus* and *masennusta*.
    #[serde(default)]
    pub health_words: Vec<String>,
}

codes! {
    /// What a text seems to hold.
    pub enum Caution {
        /// A personal identity code.
        IdentityCode = "identity_code",
        /// Something about health or a diagnosis.
        HealthWord = "health_word",
    }
}

impl Cautions {
    /// What a text is warned of, each kind once. Never where or what: the text is not repeated.
    #[must_use]
    pub fn of(&self, text: &str) -> Vec<Caution> {
        let mut found = Vec::new();
        let letters: Vec<char> = text.chars().collect();
        if self.identity_codes.iter().any(|shape| holds(&letters, shape)) {
            found.push(Caution::IdentityCode);
        }
        let folded = text.to_lowercase();
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        if words.any(|word| {
            self.health_words
                .iter()
                .any(|begin| word.starts_with(begin.as_str()))
        }) {
            found.push(Caution::HealthWord);
        }
        found
    }
}

/// Whether a text holds something of a shape, not inside a longer word or number.
fn holds(text: &[char], shape: &str) -> bool {
    let shape: Vec<char> = shape.chars().collect();
    if shape.is_empty() || text.len() < shape.len() {
        return false;
    }
    (0..=text.len() - shape.len()).any(|start| {
        let end = start + shape.len();
        let bounded = |at: Option<&char>| at.is_none_or(|c| !c.is_alphanumeric());
        bounded(start.checked_sub(1).and_then(|before| text.get(before)))
            && bounded(text.get(end))
            && text[start..end]
                .iter()
                .zip(&shape)
                .all(|(c, part)| fits(*c, *part))
    })
}

fn fits(c: char, part: char) -> bool {
    match part {
        '9' => c.is_numeric(),
        'A' => c.is_alphabetic(),
        '*' => c.is_alphanumeric(),
        '_' => c.is_alphabetic() || matches!(c, '+' | '-' | '/' | '.'),
        other => c == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finnish() -> Cautions {
        Cautions {
            identity_codes: vec!["999999_999*".to_owned()],
            health_words: vec!["masennu".to_owned(), "diagnoos".to_owned()],
        }
    }

    #[test]
    fn a_text_is_warned_of_what_it_seems_to_hold_and_of_nothing_else() {
        use Caution::{HealthWord, IdentityCode};
        for (text, expected) in [
            ("", &[][..]),
            ("Kaipaa juttuseuraa, soita aamulla 040 123 4567", &[]),
            ("hetu on 131052-308T.", &[IdentityCode]),
            ("(010594Y9021)", &[IdentityCode]),
            ("131052-308T4", &[]),
            ("tilaus A131052-308T", &[]),
            ("Masennusta ollut", &[HealthWord]),
            ("ei diagnoosia, 131052-308T", &[IdentityCode, HealthWord]),
            ("lamasennus", &[]),
            ("131052-308", &[]),
        ] {
            assert_eq!(finnish().of(text), expected, "{text}");
        }
        assert_eq!(Cautions::default().of("131052-308T masennus"), &[]);
    }

    #[test]
    fn another_country_has_another_shape_and_other_digits() {
        let other = Cautions {
            identity_codes: vec!["99999999999999".to_owned()],
            health_words: Vec::new(),
        };
        assert_eq!(other.of("رقم ٢٩٠٠١٠١١٢٣٤٥٦٧"), [Caution::IdentityCode]);
        assert_eq!(other.of("0123456789012"), []);
    }
}
