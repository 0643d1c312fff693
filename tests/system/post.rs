//! What the letters of a demo say about one referral: which notice went to whom, and when.
//!
//! A notice is known by its heading and sentence, which the catalogues of messages have. A letter that a
//! step of the clock sent bears a whole minute; one that somebody's own step sent is told by its hour, as
//! `2026-11-23T07h`, because the demo's clock runs on meanwhile.

use std::fs;
use std::sync::LazyLock;

use luotsi_tests::{Letter, Server, root};

/// Heading, sentence and code of every notice, in every language.
static NOTICES: LazyLock<Vec<(String, String, String)>> = LazyLock::new(|| {
    let mut notices = Vec::new();
    for language in ["fi", "sv", "en"] {
        let file = root().join(format!("crates/i18n/messages/{language}/letters.ftl"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let messages: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(" = ")).collect();
        for (key, heading) in &messages {
            let Some(code) = key
                .strip_prefix("letter-")
                .and_then(|key| key.strip_suffix("-title"))
            else {
                continue;
            };
            let key = format!("letter-{code}-text");
            let sentence = messages.iter().find(|(other, _)| *other == key);
            let (_, sentence) = sentence.unwrap_or_else(|| panic!("{}: no {key}", file.display()));
            notices.push(((*heading).to_owned(), (*sentence).to_owned(), code.to_owned()));
        }
    }
    notices
});

/// One entry of one letter about a referral.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Which notice.
    pub what: String,
    /// Whom, as `role organisation`.
    pub to: String,
    /// When, as the module says.
    pub at: String,
    /// The whole entry.
    pub entry: String,
    /// Whether it came in a digest.
    pub digest: bool,
}

/// Everything told about a referral, oldest letter first.
pub(crate) fn told(server: &Server, reference: &str) -> Vec<Told> {
    let mut all = Vec::new();
    for letter in server.mail() {
        let entries: Vec<Told> = letter
            .text
            .split("\n\n")
            .filter(|block| block.contains(reference))
            .map(|block| entry(server, &letter, block.trim()))
            .collect();
        let named = letter.references.iter().filter(|one| *one == reference).count();
        assert_eq!(
            entries.len(),
            named,
            "references and text differ: {}",
            letter.whole
        );
        assert_eq!(
            letter.html.matches(reference).count() > 0,
            named > 0,
            "text and HTML differ: {}",
            letter.whole
        );
        all.extend(entries);
    }
    all
}

/// The same as lines `when what to role organisation`, sorted.
pub(crate) fn lines(server: &Server, reference: &str) -> Vec<String> {
    let mut lines: Vec<String> = told(server, reference)
        .iter()
        .map(|told| format!("{} {} to {}", told.at, told.what, told.to))
        .collect();
    lines.sort();
    lines
}

fn entry(server: &Server, letter: &Letter, block: &str) -> Told {
    let mut said = block.lines();
    let first = said.next().unwrap_or_default();
    let numbered = first
        .split_once(". ")
        .filter(|(number, _)| number.parse::<u32>().is_ok());
    let heading = numbered.map_or(first, |(_, heading)| heading);
    let sentence = said.next().unwrap_or_default();
    let known = NOTICES
        .iter()
        .find(|(title, text, _)| title == heading && text == sentence);
    let (_, _, what) = known.unwrap_or_else(|| panic!("no notice says {heading:?} {sentence:?}"));
    let person = server.people().iter().find(|person| person.email == letter.to);
    let person = person.unwrap_or_else(|| panic!("a letter to nobody of the demo: {}", letter.whole));
    let at = letter.at.to_string();
    Told {
        what: what.clone(),
        to: format!("{} {}", person.role, person.organisation),
        at: if at.ends_with(":00Z") {
            at
        } else {
            format!("{}h", at.get(..13).expect("an instant has an hour"))
        },
        entry: block.to_owned(),
        digest: numbered.is_some(),
    }
}
