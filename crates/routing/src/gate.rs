//! The gate: is an authority needed first, and is this for the network at all?
//!
//! Judged before anything else of a handoff is looked at. The order of the outcomes is the contract's,
//! and it is the order of what must not be missed.

use jiff::civil::Date;
use luotsi_domain::{
    calendar::WorkingDays,
    handoff::{CityTrackKind, GateAnswer, GateOutcome, Handoff},
    network::Definition,
};

#[cfg(test)]
mod tests;

/// What the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateVerdict {
    /// Where it leads.
    pub outcome: GateOutcome,
    /// The city's own track that belongs beside or instead of the partner's: the one named, else the
    /// one that the answers ask for. None after an emergency or where another municipality decides.
    pub city_track: Option<CityTrackKind>,
}

/// Judges the gate: the first outcome that applies.
#[must_use]
pub fn judge(handoff: &Handoff, definition: &Definition) -> GateVerdict {
    let outcome = outcome(handoff, definition);
    let city_track = match outcome {
        GateOutcome::Emergency | GateOutcome::OtherArea => None,
        GateOutcome::Open
        | GateOutcome::OtherService
        | GateOutcome::DeskKeeps
        | GateOutcome::AuthorityOnly
        | GateOutcome::NoConsent => city_track(handoff),
    };
    GateVerdict { outcome, city_track }
}

/// Whether an answer *alongside* asks for the handoff's `city_track`.
#[must_use]
pub fn needs_city_track(handoff: &Handoff) -> bool {
    let gate = &handoff.gate;
    [gate.authority_today, gate.cannot_cope].contains(&GateAnswer::Alongside)
}

/// The day by which the city's track must have begun, counted from its start, or from today.
///
/// An urgent one that same day, every other within the network's `city_assessment_wd`. Law sets that
/// length for people over 75; for younger ones it is a setting, and there is no second one. So the age
/// need not be known here, and whoever may be over 75 is on the safe side.
#[must_use]
pub fn city_track_due(
    kind: CityTrackKind,
    started_on: Option<Date>,
    definition: &Definition,
    days: &WorkingDays,
    today: Date,
) -> Date {
    let start = started_on.unwrap_or(today);
    match kind {
        CityTrackKind::UrgentAssessment => start,
        CityTrackKind::Assessment
        | CityTrackKind::Notification
        | CityTrackKind::CarerSupport
        | CityTrackKind::ChildProtection
        | CityTrackKind::Other => days.nth_working_day_after(start, definition.deadlines.city_assessment_wd),
    }
}

fn outcome(handoff: &Handoff, definition: &Definition) -> GateOutcome {
    let gate = &handoff.gate;
    let authority = [gate.authority_today, gate.cannot_cope];
    if gate.danger_to_life != GateAnswer::No {
        GateOutcome::Emergency
    } else if authority.contains(&GateAnswer::Instead) {
        GateOutcome::AuthorityOnly
    } else if gate.other_municipality || is_elsewhere(handoff, definition) {
        GateOutcome::OtherArea
    } else if gate.other_service {
        GateOutcome::OtherService
    } else if gate.desk_solves {
        GateOutcome::DeskKeeps
    } else if handoff.consent.opens_the_gate() {
        GateOutcome::Open
    } else if authority.contains(&GateAnswer::Alongside) {
        GateOutcome::AuthorityOnly
    } else {
        GateOutcome::NoConsent
    }
}

fn is_elsewhere(handoff: &Handoff, definition: &Definition) -> bool {
    handoff
        .place
        .municipality
        .as_ref()
        .is_some_and(|municipality| !definition.municipalities.contains(municipality))
}

/// The track named in the handoff; unnamed, the sooner one that the answers ask for.
fn city_track(handoff: &Handoff) -> Option<CityTrackKind> {
    let gate = &handoff.gate;
    let named = handoff.city_track.as_ref().map(|track| track.kind);
    named.or_else(|| {
        if gate.authority_today != GateAnswer::No {
            Some(CityTrackKind::UrgentAssessment)
        } else if gate.cannot_cope != GateAnswer::No {
            Some(CityTrackKind::Assessment)
        } else {
            None
        }
    })
}
