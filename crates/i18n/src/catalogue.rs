//! The embedded catalogues: which files there are, and one Fluent bundle a language.

use std::sync::LazyLock;

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::Language;

pub(crate) type Bundle = FluentBundle<FluentResource>;

/// Lists the catalogue files once and embeds each in every language.
macro_rules! catalogues {
    ($($file:literal),+ $(,)?) => {
        /// The files of every language's catalogue, without `.ftl`. A file counts only if it is listed here.
        pub const FILES: &[&str] = &[$($file),+];

        const FI: &[&str] = &[$(include_str!(concat!("../messages/fi/", $file, ".ftl"))),+];
        const SV: &[&str] = &[$(include_str!(concat!("../messages/sv/", $file, ".ftl"))),+];
        const EN: &[&str] = &[$(include_str!(concat!("../messages/en/", $file, ".ftl"))),+];
    };
}
catalogues!(
    "words",
    "codes",
    "dates",
    "problems",
    "routing",
    "letters",
    "entrance",
    "validation",
    "confirm",
    "pages",
    "steps",
    "events",
    "board",
    "quiet",
    "work",
    "team",
    "handoff",
    "desk"
);

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| {
    [
        bundle("fi", FI, Format::Comma),
        bundle("sv", SV, Format::Comma),
        bundle("en", EN, Format::Point),
    ]
});

/// The bundle of a language.
pub(crate) fn of(language: Language) -> &'static Bundle {
    let [fi, sv, en] = &*BUNDLES;
    match language {
        Language::Fi => fi,
        Language::Sv => sv,
        Language::En => en,
    }
}

/// What separates the decimals of a number.
#[derive(Clone, Copy)]
enum Format {
    Comma,
    Point,
}

/// Builds a bundle. A faulty entry is left out here and found by `tests/catalogue.rs`.
fn bundle(tag: &str, sources: &[&str], format: Format) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks would show up in mail subjects and break whoever searches the text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match format {
        Format::Comma => with_comma,
        Format::Point => with_point,
    }));
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn with_comma<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value).map(|text| text.replace('.', ","))
}

fn with_point<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(value)
}

/// A number with at most one decimal; `None` for anything else, which Fluent prints itself.
fn number(value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let tenths = (number.value * 10.0).round() / 10.0;
    Some(tenths.to_string())
}
