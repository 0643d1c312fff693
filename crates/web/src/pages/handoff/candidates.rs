//! Who would take somebody: the programmes in order, each with its reason, its places and how old that
//! claim is.

use luotsi_domain::id::ProgrammeId;
use luotsi_i18n::{Arg, text};
use luotsi_wire::answer::CandidateView;

use crate::pages::{fields::Fields, words::Speech};

/// A programme in or out, as the page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own on the card"
)]
pub struct Taker {
    /// Its slug.
    pub programme: String,
    /// Its place in the order, where that is shown.
    pub number: Option<u32>,
    /// Its organisation's name.
    pub organisation: String,
    /// Its name.
    pub name: String,
    /// Whether it is invented for demos.
    pub example: bool,
    /// Free places in words, with the age of the claim.
    pub places: String,
    /// Whether it has no place now.
    pub full: bool,
    /// Whether it is to be asked first whether it can.
    pub ask_first: bool,
    /// Why, or why not.
    pub reasons: Vec<String>,
    /// What asking it means in days.
    pub days: Vec<String>,
    /// What would change it.
    pub change: Vec<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it is asked when those before it cannot.
    pub then: bool,
    /// Whether it was asked.
    pub asked: bool,
}

/// The programmes that may be asked, and those that may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takers {
    /// In order of rank.
    pub fitting: Vec<Taker>,
    /// May be asked with a reason.
    pub with_reason: Vec<Taker>,
    /// May not.
    pub others: Vec<Taker>,
    /// The first of the order, as this page shows it.
    pub first: Option<String>,
}

/// The field of the programme to ask.
pub const PROGRAMME: &str = "placement.programme";
/// The field of the alternatives.
pub const THEN: &str = "placement.then";
/// The hidden field with the first of the order that the page showed.
pub const FIRST: &str = "_first";
/// The reasons why no place is free.
const FULL: [&str; 2] = ["full", "full_this_month"];
/// The reasons that the card's own line of places says already.
const SAID: [&str; 5] = ["free_places", "no_limit", "full", "full_this_month", "claim_old"];

impl Takers {
    /// The candidates of a preview or a place; what was chosen stays so, else the first is proposed.
    /// `all` proposes every fitting one as an alternative.
    #[must_use]
    pub fn of(candidates: &[CandidateView], fields: &Fields, all: bool, speech: Speech<'_>) -> Self {
        let first = candidates.iter().find(|one| one.fits && one.rank.is_some());
        let first = first.map(|one| one.programme.clone());
        let shown_first = fields.one(FIRST);
        let asked = fields.one(PROGRAMME).filter(|chosen| {
            // What the page proposed is no choice of hers; another order proposes another.
            Some(*chosen) != shown_first && (chosen.starts_with('_') || is_among(candidates, chosen))
        });
        let chosen = asked.map(str::to_owned).or_else(|| first.clone());
        let mut takers = Self {
            first,
            ..Self::default()
        };
        for one in candidates {
            let mut taker = taker(one, speech);
            taker.chosen = chosen.as_deref() == Some(&one.programme);
            taker.then = fields.has(THEN, &one.programme)
                || (all
                    && shown_first.is_none()
                    && one.fits
                    && takers.first.as_deref() != Some(&one.programme));
            match (one.fits, one.soft) {
                (true, _) => takers.fitting.push(taker),
                (false, true) => takers.with_reason.push(taker),
                (false, false) => takers.others.push(taker),
            }
        }
        takers
    }

    /// Whether anybody can be asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fitting.is_empty() && self.with_reason.is_empty()
    }
}

fn is_among(candidates: &[CandidateView], programme: &str) -> bool {
    let mut open = candidates.iter().filter(|one| one.fits || one.soft);
    open.any(|one| one.programme == programme)
}

/// A candidate as its card.
pub(crate) fn taker(one: &CandidateView, speech: Speech<'_>) -> Taker {
    let known = speech
        .network
        .definition
        .programme(&ProgrammeId::new(&one.programme));
    let language = speech.language;
    let mut places = match one.free_places {
        None => text(language, "reason-no_limit", &[]),
        Some(0) => {
            let mut said = one.reasons.iter();
            let full = said.find(|reason| FULL.contains(&reason.code));
            full.map_or_else(
                || text(language, "taker-full", &[]),
                |reason| reason.text.to_string(),
            )
        }
        Some(count) => text(language, "reason-free_places", &[("count", Arg::from(count))]),
    };
    if let Some(days) = one.claim_age_days {
        let age = text(language, "taker-claim", &[("days", Arg::from(days))]);
        places = format!("{places} ({age})");
    }
    let reasons = one.reasons.iter().filter(|reason| !SAID.contains(&reason.code));
    Taker {
        programme: one.programme.clone(),
        number: None,
        organisation: speech.organisation(&one.organisation),
        name: speech.programme(&one.programme),
        example: known.is_some_and(|programme| programme.example),
        places,
        full: one.free_places == Some(0),
        ask_first: one.fits && one.soft,
        reasons: reasons.map(|reason| reason.text.to_string()).collect(),
        days: one.expected.iter().map(|term| term.text.to_string()).collect(),
        change: one
            .would_change
            .iter()
            .map(|change| change.text.to_string())
            .collect(),
        chosen: false,
        then: false,
        asked: false,
    }
}
