//! Which of the three languages somebody reads.

use std::{cmp::Reverse, fmt, str::FromStr};

/// A language of the product. Finnish comes first and is the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish, as in Finland.
    Sv,
    /// English, as a help.
    En,
}

/// A tag that names none of the product's languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a language of the product: fi, sv or en")
    }
}
impl std::error::Error for UnknownLanguage {}

/// More entries than any browser sends; what stands after them is not read.
const MOST_ENTRIES: usize = 32;

impl Language {
    /// Every language, in the product's order.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The BCP 47 tag, as in `lang` of HTML.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag such as `sv-FI`, by its primary subtag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that an `Accept-Language` header asks for (RFC 9110, 12.5.4).
    ///
    /// The highest weight wins, the earlier of equals; `*` stands for the product's first language that
    /// is named nowhere else. What cannot be read is passed over, and where nothing fits it is Finnish.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let entries: Vec<(&str, u16)> = header
            .split(',')
            .take(MOST_ENTRIES)
            .filter_map(weighted)
            .collect();
        let named = |language: &Self| {
            entries
                .iter()
                .any(|(range, _)| Self::parse(range) == Some(*language))
        };
        entries
            .iter()
            .filter(|(_, weight)| *weight > 0)
            .filter_map(|(range, weight)| {
                let language = match *range {
                    "*" => Self::ALL.into_iter().find(|language| !named(language)),
                    range => Self::parse(range),
                };
                language.map(|language| (language, *weight))
            })
            // The first of equal weights: `min_by_key` keeps the earliest.
            .min_by_key(|(_, weight)| Reverse(*weight))
            .map_or_else(Self::default, |(language, _)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::parse(tag).ok_or(UnknownLanguage)
    }
}

/// An entry's language range and its weight in thousandths; `None` if the weight is malformed.
fn weighted(entry: &str) -> Option<(&str, u16)> {
    let (range, parameter) = match entry.split_once(';') {
        Some((range, parameter)) => (range.trim(), Some(parameter.trim())),
        None => (entry.trim(), None),
    };
    if range.is_empty() {
        return None;
    }
    match parameter {
        None => Some((range, 1000)),
        Some(parameter) => {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("q")
                .then(|| thousandths(value.trim()))?
                .map(|weight| (range, weight))
        }
    }
}

/// A qvalue of RFC 9110: `0` or `1`, with at most three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: u16 = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(part),
        "1" if part == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, En, Fi, Sv};

    #[test]
    fn a_tag_counts_by_its_primary_subtag() {
        for (tag, language) in [
            ("fi", Some(Fi)),
            ("FI-fi", Some(Fi)),
            ("sv-FI", Some(Sv)),
            ("sv_FI", Some(Sv)),
            ("en-GB-oxendict", Some(En)),
            (" en ", Some(En)),
            ("fil", None),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Language::parse(tag), language, "{tag:?}");
        }
    }

    #[test]
    fn the_header_is_read_by_weight_then_order() {
        for (header, language) in [
            ("", Fi),
            ("sv", Sv),
            ("de, en;q=0.5", En),
            ("en;q=0.8, sv;q=0.9, fi;q=0.7", Sv),
            ("en, sv", En),
            ("sv-FI,sv;q=0.9,fi;q=0.8,en;q=0.7", Sv),
            ("sv;q=0, en;q=0.001", En),
            ("sv;q=0", Fi),
            ("de, *;q=0.1", Fi),
            // Finnish is refused by name, so the star means the next language.
            ("fi;q=0, *", Sv),
            ("fi;q=0.1, *;q=0.5", Sv),
            // Malformed weights are passed over, not guessed.
            ("en;q=2, sv;q=0.1", Sv),
            ("en;q=1.001, sv;q=0.1", Sv),
            ("en;q=0.1234, sv;q=0.1", Sv),
            ("en;level=1, sv;q=0.1", Sv),
            ("en;q=, sv;q=0.1", Sv),
            (",;,sv", Sv),
            ("\u{0}\u{ff}, en", En),
        ] {
            assert_eq!(Language::accepted(header), language, "{header:?}");
        }
    }

    #[test]
    fn a_header_without_end_is_not_read_to_its_end() {
        let header = format!("{}sv", "de,".repeat(100));
        assert_eq!(Language::accepted(&header), Fi);
    }
}
