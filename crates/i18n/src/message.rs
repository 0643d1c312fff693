//! Messages by key, with arguments.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::{Language, catalogue};

/// An argument of a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// Nothing known: the word `none`, which a message that can do without tells apart.
    None,
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
            Arg::None => FluentValue::String("none".into()),
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

/// The words for coded values as a list inside a sentence: *yksinäisyys, mieliala ja raha-asiat*.
#[must_use]
pub fn words<'a>(language: Language, family: &str, codes: impl IntoIterator<Item = &'a str>) -> String {
    let words = codes.into_iter().map(|one| inside(&code(language, family, one)));
    list(language, &words.collect::<Vec<String>>())
}

/// A list inside a sentence, the last with *and*.
#[must_use]
pub fn list(language: Language, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => {
            let rest = rest.join(", ");
            text(
                language,
                "list-and",
                &[("rest", (&rest).into()), ("last", last.into())],
            )
        }
    }
}

/// The name of a language inside a sentence, by its BCP 47 tag; an unknown one shows as its tag.
#[must_use]
pub fn language_name(language: Language, tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    let key = format!("language-{primary}");
    if has(&key) {
        text(language, &key, &[])
    } else {
        tag.to_owned()
    }
}

/// A word as it stands inside a sentence: without its capital.
#[must_use]
pub fn inside(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
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
    use super::{Arg, age_band, code, has, language_name, list, text, words};
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
        assert_eq!(words(Fi, "need", ["loneliness"]), "yksinäisyys");
        assert_eq!(
            words(Sv, "form", ["group", "phone", "home_visit"]),
            "grupp, telefonsamtal och hembesök"
        );
        assert_eq!(list(En, &[]), "");
        assert_eq!(language_name(Fi, "sv-FI"), "ruotsi");
        assert_eq!(language_name(En, "und"), "not known");
        assert_eq!(language_name(En, "tlh"), "tlh");
        assert_eq!(age_band(Fi, "85+"), "85+ v");
        assert_eq!(age_band(Sv, "75-84"), "75–84 år");
    }

    #[test]
    fn numbers_pick_plurals_and_decimals_by_language() {
        let count = |language, count: u32| text(language, "reason-free_places", &[("count", count.into())]);
        assert_eq!(count(Fi, 1), "Yksi vapaa paikka");
        assert_eq!(count(Fi, 12), "12 vapaata paikkaa");
        assert_eq!(count(Sv, 1), "En ledig plats");
        assert_eq!(count(Sv, 0), "0 lediga platser");
        let half = |language| text(language, "reason-free_places", &[("count", 2.549.into())]);
        assert_eq!(half(Fi), "2,5 vapaata paikkaa");
        assert_eq!(half(En), "2.5 free places");
    }

    #[test]
    fn what_is_not_known_is_left_out_of_the_sentence() {
        let age = |youngest, oldest| {
            text(
                En,
                "reason-age_outside",
                &[("youngest", youngest), ("oldest", oldest)],
            )
        };
        assert_eq!(
            age(65.into(), 85.into()),
            "The activity is for people of 65–85 years"
        );
        assert_eq!(
            age(65.into(), Arg::None),
            "The activity is for people of 65 and over"
        );
        assert_eq!(
            age(Arg::None, 29.into()),
            "The activity is for people of at most 29 years"
        );
        assert_eq!(age(Arg::None, Arg::None), "The age does not fit the activity");
        assert!(!text(Fi, "reason-paused", &[("date", Arg::None)]).contains("none"));
        assert!(text(Fi, "reason-paused", &[("date", "6.1.2027".into())]).contains("6.1.2027"));
    }
}
