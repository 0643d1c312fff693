//! What would change it: the same rules once more, with one thing changed.

use jiff::{ToSpan, civil::Date};
use luotsi_domain::handoff::{Facts, Form};

use crate::{
    days::{Days, days},
    rank::Key,
    reason::{Argument, Reason, coded},
    rules::{Case, Verdict},
};

coded! {
    /// One thing that would let a programme be asked that now is left out or full.
    pub enum Change {
        /// A place freed up there.
        PlaceFreed = "place_freed",
        /// The next month's new ones begin.
        NextMonth { /// Its first day.
            on: Date } = "next_month",
        /// Its pause ended.
        PauseEnded { /// The first day after it.
            on: Date } = "pause_ended",
        /// Somebody is at work there again.
        AbsenceEnded { /// The first day on which somebody is.
            on: Date } = "absence_ended",
        /// It begins.
        Begins { /// Its first day.
            on: Date } = "begins",
        /// The person permitted its organisation too.
        ConsentWidened = "consent_widened",
        /// She no longer ruled that form out.
        WishDropped { /// That form.
            form: Form } = "wish_dropped",
        /// She did without that form.
        WishLifted { /// That form.
            form: Form } = "wish_lifted",
        /// A human placed there with a reason.
        WithReason = "with_reason",
    }
}

impl Change {
    /// In how many days it comes by itself; 0 where it does not, or may come today.
    fn comes_in(&self, today: Date) -> u32 {
        match self {
            Self::NextMonth { on }
            | Self::PauseEnded { on }
            | Self::AbsenceEnded { on }
            | Self::Begins { on } => {
                let days = today.until(*on).map_or(0, |span| span.get_days());
                u32::try_from(days).unwrap_or(0)
            }
            Self::PlaceFreed
            | Self::ConsentWidened
            | Self::WishDropped { .. }
            | Self::WishLifted { .. }
            | Self::WithReason => 0,
        }
    }

    /// The arguments by name.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::NextMonth { on }
            | Self::PauseEnded { on }
            | Self::AbsenceEnded { on }
            | Self::Begins { on } => {
                vec![("date", Argument::Date(*on))]
            }
            Self::WishDropped { form } | Self::WishLifted { form } => {
                vec![("form", Argument::Codes("form", vec![form.as_str()]))]
            }
            Self::PlaceFreed | Self::ConsentWidened | Self::WithReason => Vec::new(),
        }
    }
}

/// A change, and where the programme would then stand among the others as they stand now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prospect {
    /// What would have to change.
    pub change: Change,
    /// The rank it would have.
    pub rank: u32,
    /// Tenths of days by which the first contact is expected sooner than by asking the present first, possible
    /// refusals reckoned with; 0 where it is not, or where that one has no place itself.
    pub sooner: u32,
}

/// What would let a programme be asked with a place there; `standing` are the keys of those that fit, in
/// order. Where it takes more than one change, there is none to tell.
pub(crate) fn prospects(
    case: &Case<'_>,
    verdict: &Verdict,
    standing: &[Key<'_>],
    first: Option<&Days>,
) -> Vec<Prospect> {
    let mut found = Vec::new();
    let mut attempt = |change: Change, changed: &Case<'_>| {
        if !changed.fits() {
            return;
        }
        let days = days(changed);
        let key = Key::of_fitting(changed, &days);
        if key.has_place() {
            // Nobody answers sooner for a reason given.
            let waits = matches!(change, Change::WithReason) && case.capacity.nobody_until.is_some();
            let first = first.filter(|_| !waits);
            let before = standing.partition_point(|other| *other < key);
            found.push(Prospect {
                rank: u32::try_from(before + 1).unwrap_or(u32::MAX),
                sooner: first
                    .map_or(0, |first| days.sooner_than(first))
                    .saturating_sub(10 * change.comes_in(case.question.today)),
                change,
            });
        }
    };
    if verdict.fits {
        if case.capacity.free() == Some(0) {
            attempt(Change::PlaceFreed, &with_a_place(case));
            let on = case.question.today.last_of_month().saturating_add(1.day());
            attempt(Change::NextMonth { on }, &in_a_new_month(case, on));
        }
        return found;
    }
    match verdict.reasons.first() {
        Some(Reason::Paused { until: Some(until) }) => {
            let on = until.saturating_add(1.day());
            attempt(Change::PauseEnded { on }, &on_day(case, on));
        }
        Some(Reason::NotYetValid { from }) => {
            attempt(Change::Begins { on: *from }, &on_day(case, *from));
        }
        Some(Reason::NobodyThere { until }) => {
            let on = until.saturating_add(1.day());
            let mut changed = on_day(case, on);
            changed.capacity.nobody_until = None;
            attempt(Change::AbsenceEnded { on }, &changed);
        }
        Some(Reason::NotWithinConsent) => {
            let mut changed = *case;
            changed.question.receivers = std::slice::from_ref(&case.programme.organisation);
            attempt(Change::ConsentWidened, &changed);
        }
        Some(Reason::FormsUnwanted { forms }) => {
            for form in forms {
                let facts = without_refusal(case.facts(), *form);
                let mut changed = *case;
                changed.question.facts = &facts;
                attempt(Change::WishDropped { form: *form }, &changed);
            }
        }
        _ => {}
    }
    if verdict.soft {
        attempt(
            Change::WithReason,
            &Case {
                reason_given: true,
                ..*case
            },
        );
    }
    found
}

fn on_day<'a>(case: &Case<'a>, today: Date) -> Case<'a> {
    let mut changed = *case;
    changed.question.today = today;
    changed.priced_anew()
}

fn with_a_place<'a>(case: &Case<'a>) -> Case<'a> {
    let mut changed = *case;
    let taken = changed.capacity.used.saturating_add(changed.capacity.reserved);
    changed.capacity.places = changed
        .capacity
        .places
        .map(|places| places.max(taken.saturating_add(1)));
    changed.priced_anew()
}

fn in_a_new_month<'a>(case: &Case<'a>, on: Date) -> Case<'a> {
    let mut changed = on_day(case, on);
    changed.capacity.taken_this_month = 0;
    changed.priced_anew()
}

fn without_refusal(facts: &Facts, form: Form) -> Facts {
    let mut facts = facts.clone();
    facts.wishes.not_forms.retain(|unwanted| *unwanted != form);
    facts
}
