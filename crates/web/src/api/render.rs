//! What needs words: the gate, reasons, the board.

use jiff::Timestamp;
use luotsi_domain::{network::Caution, notice::Undelivered, referral::words::Role};
use luotsi_i18n::{Language, code};
use luotsi_service::{
    GateSaid, Previewed,
    board::{BoardState, DeadLetter},
    figures::FOLLOWED,
};
use luotsi_wire::{
    answer::{
        Board, BoardCount, BoardHolder, CityTrackDue, DeadLetterView, FollowUpView, GateView, PersonView,
        Preview, StalledView, WarningView,
    },
    referral::DueView,
};

mod kept;
mod reasons;

pub use kept::{KeptView, kept};
pub use reasons::candidates;
pub(super) use reasons::reason;

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
