//! What needs words: the gate, reasons, the board.

use jiff::Timestamp;
use luotsi_domain::{
    handoff::Need,
    network::{Caution, Vocabulary},
    notice::Undelivered,
    referral::words::Role,
};
use luotsi_i18n::{Arg, Language, code, date, inside, language_name, list, text, words};
use luotsi_routing::{Argument, Candidate, Reason};
use luotsi_service::{
    GateSaid, Previewed,
    board::{BoardState, DeadLetter},
    figures::FOLLOWED,
};
use luotsi_wire::{
    answer::{
        Board, BoardCount, BoardHolder, CandidateView, CityTrackDue, DeadLetterView, FollowUpView, GateView,
        PersonView, Preview, ReasonView, StalledView, TermView, WarningView,
    },
    referral::DueView,
};

/// The gate, with the network's guidance.
pub(crate) fn gate(said: &GateSaid, language: Language) -> GateView {
    let guidance = said.vocabulary.say(&said.guidance, language.tag());
    GateView {
        outcome: said.verdict.outcome.as_str(),
        city_track: said.verdict.city_track.map(|kind| CityTrackDue {
            kind: kind.as_str(),
            due_on: said.due_on,
        }),
        guidance: (!guidance.is_empty()).then(|| guidance.to_owned()),
    }
}

/// A preview, in words.
pub(crate) fn preview(previewed: &Previewed, language: Language) -> Preview {
    Preview {
        gate: gate(&previewed.gate, language),
        candidates: candidates(&previewed.candidates, &previewed.gate.vocabulary, language),
        possible_duplicate: previewed.possible_duplicate,
        warnings: previewed
            .warnings
            .iter()
            .map(|(pointer, caution)| warning(pointer, *caution, language))
            .collect(),
    }
}

/// A warning, in words.
pub(super) fn warning(pointer: &'static str, caution: Caution, language: Language) -> WarningView {
    WarningView {
        pointer,
        code: caution.as_str(),
        text: code(language, "caution", caution.as_str()),
    }
}

/// Programmes in or out, in words.
#[must_use]
pub fn candidates(
    candidates: &[Candidate],
    vocabulary: &Vocabulary,
    language: Language,
) -> Vec<CandidateView> {
    candidates
        .iter()
        .map(|candidate| CandidateView {
            programme: candidate.programme.to_string(),
            organisation: candidate.organisation.to_string(),
            rank: candidate.rank,
            fits: candidate.fits,
            soft: candidate.soft,
            free_places: candidate.free_places,
            claim_age_days: candidate.claim_age_days,
            reasons: candidate
                .reasons
                .iter()
                .map(|one| reason(one, vocabulary, language))
                .collect(),
            expected: candidate
                .expected
                .iter()
                .filter_map(|one| {
                    Some(TermView {
                        code: one.code(),
                        tenths: one.tenths()?,
                        text: reason(one, vocabulary, language).text,
                    })
                })
                .collect(),
            would_change: candidate
                .would_change
                .iter()
                .map(|prospect| ReasonView {
                    code: prospect.change.code(),
                    text: sentence(
                        "change",
                        prospect.change.code(),
                        &prospect.change.arguments(),
                        vocabulary,
                        language,
                    ),
                })
                .collect(),
        })
        .collect()
}

/// A reason, in words.
pub(super) fn reason(reason: &Reason, vocabulary: &Vocabulary, language: Language) -> ReasonView {
    ReasonView {
        code: reason.code(),
        text: sentence("reason", reason.code(), &reason.arguments(), vocabulary, language),
    }
}

/// Arguments that a sentence can do without, and then says so.
const OPTIONAL: [&str; 5] = ["date", "language", "youngest", "oldest", "percent"];

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

fn dead_letter(dead: DeadLetter, language: Language) -> DeadLetterView {
    let why = dead
        .failure
        .and_then(|code| code.parse().ok())
        .unwrap_or(Undelivered::Unwritable);
    let mut organisation = None;
    let mut roles = Vec::new();
    for (one, role) in dead.memberships {
        let place = organisation.get_or_insert_with(|| one.clone());
        if let Some(role) = role.parse::<Role>().ok().filter(|_| *place == one) {
            roles.push(role.as_str());
        }
    }
    DeadLetterView {
        id: dead.id,
        to: PersonView {
            id: dead.user,
            name: dead.name,
            organisation: organisation.unwrap_or_default(),
            roles,
        },
        code: why.as_str().to_owned(),
        text: code(language, "undelivered", why.as_str()),
        since: dead.dead_at,
        lines: dead.lines,
    }
}

/// The board, in words.
pub(super) fn board(state: BoardState, now: Timestamp, language: Language) -> Board {
    let stalled = state
        .stalled
        .into_iter()
        .filter_map(|one| {
            let due = one.referral.due()?;
            Some(StalledView {
                id: one.referral.id.to_string(),
                reference: one.referral.reference.clone(),
                status: one.referral.status().as_str(),
                holder: one.holder,
                due: DueView {
                    what: due.what.as_str(),
                    at: Some(due.at),
                },
                stalled_hours: now.duration_since(due.at).as_hours(),
                why: code(language, "due", due.what.as_str()),
                actions: one.actions,
            })
        })
        .collect();
    let watched = state.watched;
    let mut follow_ups: Vec<FollowUpView> = watched
        .year
        .of(FOLLOWED)
        .map(|(outcome, count)| FollowUpView {
            outcome: outcome.to_owned(),
            count,
        })
        .collect();
    follow_ups.sort_by(|one, other| one.outcome.cmp(&other.outcome));
    Board {
        counts: state
            .counts
            .into_iter()
            .map(|one| BoardCount {
                status: one.status,
                holder: BoardHolder {
                    kind: one.holder_kind,
                    id: one.holder,
                    name: one.name,
                },
                count: one.count,
                stalled: one.stalled,
            })
            .collect(),
        stalled,
        protected: watched.protected,
        programmes: watched.programmes,
        unmet: watched.unmet,
        doubles: watched.doubles,
        endings: watched.endings,
        follow_ups,
        dead_letters: watched
            .dead_letters
            .into_iter()
            .map(|dead| dead_letter(dead, language))
            .collect(),
    }
}
