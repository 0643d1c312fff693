//! Why a programme, and why not, in words.

use std::{collections::BTreeMap, sync::Arc};

use luotsi_domain::{handoff::Need, network::Vocabulary};
use luotsi_i18n::{Arg, Language, code, date, inside, language_name, list, text, words};
use luotsi_routing::{Argument, Candidate, Prospect, Reason};
use luotsi_wire::answer::{CandidateView, ChangeView, ReasonView, TermView};

/// Programmes in or out, in words.
#[must_use]
pub fn candidates(
    candidates: &[Candidate],
    vocabulary: &Vocabulary,
    language: Language,
) -> Vec<CandidateView> {
    let mut speaker = Speaker::new(vocabulary, language);
    candidates
        .iter()
        .map(|candidate| speaker.candidate(candidate))
        .collect()
}

/// A reason, in words.
pub(in crate::api) fn reason(reason: &Reason, vocabulary: &Vocabulary, language: Language) -> ReasonView {
    Speaker::new(vocabulary, language).reason(reason)
}

/// A change that leads no further up than to this rank is told without it.
const LAST_RANK_TOLD: u32 = 10;
/// Sooner by less, in tenths, is not told.
const HALF_A_DAY: u32 = 5;

/// Says each sentence once: what speaks for one of hundreds of programmes speaks for many of them.
struct Speaker<'a> {
    vocabulary: &'a Vocabulary,
    language: Language,
    reasons: BTreeMap<Reason, ReasonView>,
    changes: BTreeMap<Prospect, Arc<str>>,
}

impl<'a> Speaker<'a> {
    const fn new(vocabulary: &'a Vocabulary, language: Language) -> Self {
        Self {
            vocabulary,
            language,
            reasons: BTreeMap::new(),
            changes: BTreeMap::new(),
        }
    }

    fn candidate(&mut self, candidate: &Candidate) -> CandidateView {
        CandidateView {
            programme: candidate.programme.to_string(),
            organisation: candidate.organisation.to_string(),
            rank: candidate.rank,
            fits: candidate.fits,
            soft: candidate.soft,
            free_places: candidate.free_places,
            claim_age_days: candidate.claim_age_days,
            reasons: candidate.reasons.iter().map(|one| self.reason(one)).collect(),
            expected: candidate
                .expected
                .iter()
                .filter_map(|one| {
                    Some(TermView {
                        code: one.code(),
                        tenths: one.tenths()?,
                        text: self.reason(one).text,
                    })
                })
                .collect(),
            would_change: candidate
                .would_change
                .iter()
                .map(|prospect| self.change(prospect))
                .collect(),
        }
    }

    fn reason(&mut self, reason: &Reason) -> ReasonView {
        if let Some(said) = self.reasons.get(reason) {
            return said.clone();
        }
        let said = self.say("reason", reason.code(), &reason.arguments());
        self.reasons.entry(reason.clone()).or_insert(said).clone()
    }

    fn change(&mut self, prospect: &Prospect) -> ChangeView {
        let (rank, sooner_tenths) = (prospect.rank, prospect.sooner);
        // Far behind it does not matter where; and what is said often is said once.
        let told = Prospect {
            rank: rank.min(LAST_RANK_TOLD + 1),
            sooner: if rank <= LAST_RANK_TOLD { sooner_tenths } else { 0 },
            change: prospect.change.clone(),
        };
        let text = if let Some(said) = self.changes.get(&told) {
            Arc::clone(said)
        } else {
            let said: Arc<str> = self.say_change(&told).into();
            self.changes.insert(told, Arc::clone(&said));
            said
        };
        ChangeView {
            code: prospect.change.code(),
            rank,
            sooner_tenths,
            text,
        }
    }

    fn say_change(&self, prospect: &Prospect) -> String {
        let change = &prospect.change;
        let said = self.say("change", change.code(), &change.arguments()).text;
        if prospect.rank > LAST_RANK_TOLD {
            return said.to_string();
        }
        let sooner = f64::from(prospect.sooner) / 10.0;
        let mut args = vec![("change", Arg::from(&*said)), ("rank", Arg::from(prospect.rank))];
        args.push(match prospect.sooner {
            0..HALF_A_DAY => ("days", Arg::None),
            _ => ("days", Arg::from(sooner)),
        });
        text(self.language, "prospect", &args)
    }

    fn say(&self, family: &str, code: &'static str, arguments: &[(&'static str, Argument)]) -> ReasonView {
        ReasonView {
            code,
            text: sentence(family, code, arguments, self.vocabulary, self.language).into(),
        }
    }
}

/// Arguments that a sentence can do without, and then says so.
const OPTIONAL: [&str; 6] = ["date", "language", "youngest", "oldest", "percent", "before"];

fn sentence(
    family: &str,
    code: &str,
    arguments: &[(&'static str, Argument)],
    vocabulary: &Vocabulary,
    language: Language,
) -> String {
    let said: Vec<(&str, Said)> = arguments
        .iter()
        .map(|(name, value)| (*name, Said::of(value, vocabulary, language)))
        .collect();
    let mut args: Vec<(&str, Arg<'_>)> = said.iter().map(|(name, value)| (*name, value.arg())).collect();
    for name in OPTIONAL {
        if !args.iter().any(|(given, _)| *given == name) {
            args.push((name, Arg::None));
        }
    }
    text(language, &format!("{family}-{code}"), &args)
}

/// What a need is called: by the network, else by the product; a need of an earlier definition that neither
/// knows any more shows as its code.
fn need_word(need: &str, vocabulary: &Vocabulary, language: Language) -> String {
    match vocabulary.need(need, language.tag()) {
        Some(word) => word.to_owned(),
        None if Need::from(need).is_of_the_contract() => code(language, "need", need),
        None => need.to_owned(),
    }
}

/// An argument in words.
enum Said {
    Words(String),
    Number(u32),
    Tenths(u32),
}

impl Said {
    fn of(argument: &Argument, vocabulary: &Vocabulary, language: Language) -> Self {
        match argument {
            Argument::Date(day) => Self::Words(date(language, *day)),
            Argument::Number(number) => Self::Number(*number),
            Argument::Tenths(tenths) => Self::Tenths(*tenths),
            Argument::Codes(family, codes) => Self::Words(words(language, family, codes.iter().copied())),
            Argument::Needs(needs) => {
                let words: Vec<String> = needs
                    .iter()
                    .map(|need| inside(&need_word(need.as_str(), vocabulary, language)))
                    .collect();
                Self::Words(list(language, &words))
            }
            Argument::Language(tag) => Self::Words(language_name(language, tag)),
        }
    }

    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Words(words) => Arg::from(words),
            Self::Number(number) => Arg::from(*number),
            Self::Tenths(tenths) => Arg::from(f64::from(*tenths) / 10.0),
        }
    }
}
