//! Messages by key, with arguments.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::{Language, catalogue};

/// An argument of a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A number: picks the plural, and is written with at most one decimal.
    Number(f64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}
impl From<f64> for Arg<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
impl From<i32> for Arg<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
impl From<usize> for Arg<'_> {
    /// A count; what is beyond four thousand million is said as that.
    fn from(number: usize) -> Self {
        Self::Number(u32::try_from(number).unwrap_or(u32::MAX).into())
    }
}

impl<'a> From<Arg<'a>> for FluentValue<'a> {
    fn from(arg: Arg<'a>) -> Self {
        match arg {
            Arg::Text(text) => FluentValue::String(text.into()),
            Arg::Number(number) => FluentValue::from(number),
        }
    }
}

/// The message of that key. An unknown key renders as itself.
#[must_use]
pub fn text(language: Language, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let bundle = catalogue::of(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| (*name, FluentValue::from(*value)))
        .collect();
    // A missing argument shows as `{$name}`; the tests compare what is given with what is asked.
    bundle
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned()
}

/// The word for a coded value: the message `<family>-<code>`, such as `code(language, "need", "mood")`.
#[must_use]
pub fn code(language: Language, family: &str, code: &str) -> String {
    text(language, &format!("{family}-{code}"), &[])
}

/// An age band such as `75-84`, in words.
#[must_use]
pub fn age_band(language: Language, band: &str) -> String {
    text(
        language,
        "age-years",
        &[("band", band.replace('-', "–").as_str().into())],
    )
}

/// Whether there is a message of that key.
#[must_use]
pub fn has(key: &str) -> bool {
    catalogue::of(Language::Fi).has_message(key)
}

#[cfg(test)]
mod tests {
    use super::{age_band, code, has, text};
    use crate::Language::{En, Fi, Sv};

    #[test]
    fn a_message_takes_its_arguments_without_isolation_marks() {
        let args = [("organisation", "MEREO".into())];
        assert_eq!(text(Fi, "status-offered", &args), "Kysytty: MEREO");
        assert_eq!(text(Sv, "status-accepted", &args), "MEREO tar emot klienten");
        assert_eq!(text(En, "status-offered", &args), "Asked: MEREO");
    }

    #[test]
    fn an_unknown_key_renders_as_itself() {
        assert!(!has("no-such-key"));
        assert_eq!(text(Fi, "no-such-key", &[]), "no-such-key");
        assert_eq!(text(Fi, "", &[]), "");
        assert_eq!(text(Fi, "{ $odd }", &[]), "{ $odd }");
    }

    #[test]
    fn a_coded_value_has_its_word() {
        assert_eq!(code(Fi, "hand_back", "no_place"), "Ei vapaata paikkaa");
        assert_eq!(code(Sv, "need", "loneliness"), "Ensamhet");
        assert_eq!(age_band(Fi, "85+"), "85+ v");
        assert_eq!(age_band(Sv, "75-84"), "75–84 år");
    }
}
