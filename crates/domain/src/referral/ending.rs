//! When a programme ends: what was decided for a person, and when nobody there has her any more.

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Choice,
    state::{Referral, State},
    words::EndingDecision,
};
use crate::{
    calendar::WorkingDays,
    id::{OrganisationId, ProgrammeId, UserId},
    network::{Definition, Programme},
};

/// Who goes on with a person, or makes the checks, when her programme ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// The worker with whom it was agreed.
    pub worker: Option<UserId>,
    /// Her deputy, for a protected person.
    pub deputy: Option<UserId>,
}

impl From<&Choice> for Successor {
    fn from(choice: &Choice) -> Self {
        Self {
            programme: choice.programme.clone(),
            organisation: choice.organisation.clone(),
            worker: choice.agreed_with,
            deputy: choice.deputy,
        }
    }
}

impl From<&Successor> for Choice {
    fn from(to: &Successor) -> Self {
        Self {
            programme: to.programme.clone(),
            organisation: to.organisation.clone(),
            agreed_with: to.worker,
            deputy: to.deputy,
            beyond: false,
            then: Vec::new(),
        }
    }
}

/// What was decided for a person whose programme ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndingPlan {
    /// What.
    pub decision: EndingDecision,
    /// Who goes on with her or makes the checks; nobody: the desk.
    pub to: Option<Successor>,
    /// When it was decided.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<UserId>,
}

codes! {
    /// What a decision still waits for.
    pub enum EndingWait {
        /// The client's permission for one more organisation.
        Consent = "consent",
        /// The answer of the organisation asked.
        Answer = "answer",
        /// A place there.
        Place = "place",
        /// The end of support.
        End = "end",
    }
}

impl EndingPlan {
    /// Whether it names that organisation.
    #[must_use]
    pub fn asks(&self, organisation: &OrganisationId) -> bool {
        self.to
            .as_ref()
            .is_some_and(|to| to.organisation == *organisation)
    }

    /// Whether it still says something once support has ended.
    #[must_use]
    pub const fn outlives_support(&self) -> bool {
        !matches!(self.decision, EndingDecision::CarryOn)
    }

    /// Whether the other organisation is to be asked while a referral stands so.
    #[must_use]
    pub const fn asks_in(&self, state: &State) -> bool {
        matches!(self.decision, EndingDecision::CarryOn) || matches!(state, State::FollowUp { .. })
    }
}

/// When a programme ends for those who are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Its last day.
    pub on: Date,
    /// The instant after it: 00:00 local of the next day.
    pub at: Timestamp,
}

impl Ending {
    /// The end of a programme that has one.
    #[must_use]
    pub fn of(programme: &Programme, days: &WorkingDays) -> Option<Self> {
        programme.valid_to.map(|on| Self {
            on,
            at: days.start_of(on.saturating_add(1.day())),
        })
    }

    /// Whether it is so near that everybody there is decided about.
    #[must_use]
    pub fn is_near(&self, days: &WorkingDays, definition: &Definition, now: Timestamp) -> bool {
        let notice = i64::from(definition.deadlines.ending_notice_days);
        now < self.at && days.date_of(now) >= self.on.saturating_sub(notice.days())
    }

    /// Whole days left, the last day being 0.
    #[must_use]
    pub fn days_left(&self, days: &WorkingDays, now: Timestamp) -> i32 {
        let left = days.date_of(now).until(self.on);
        left.map_or(0, |span| span.get_days()).max(0)
    }
}

/// The end of the programme that has the person or is asked about her, where that end is near.
#[must_use]
pub fn ending(
    referral: &Referral,
    days: &WorkingDays,
    definition: &Definition,
    now: Timestamp,
) -> Option<Ending> {
    let (programme, _) = referral.programme()?;
    let end = Ending::of(definition.programme(programme)?, days)?;
    (referral.status().is_open() && end.is_near(days, definition, now)).then_some(end)
}

impl Referral {
    /// What the decision about her programme's end still waits for.
    #[must_use]
    pub fn ending_waits(&self) -> Option<EndingWait> {
        let plan = self.ending.as_ref()?;
        let Some(to) = &plan.to else {
            return Some(EndingWait::End);
        };
        Some(if self.transfer.is_some() {
            EndingWait::Answer
        } else if !self.receivers.contains(&to.organisation) {
            EndingWait::Consent
        } else if plan.asks_in(&self.state) {
            EndingWait::Place
        } else {
            EndingWait::End
        })
    }

    /// Every programme an open referral names, with the instant from which nobody there has her; none of
    /// those that do not end. One that the definition no longer has is at its end at once.
    pub(super) fn programme_ends(
        &self,
        days: &WorkingDays,
        definition: &Definition,
    ) -> Vec<(Timestamp, ProgrammeId)> {
        if !self.status().is_open() {
            return Vec::new();
        }
        let mut named: Vec<&ProgrammeId> = self.then.iter().collect();
        named.extend(self.programme().map(|(programme, _)| programme));
        named.extend(self.transfer.as_ref().map(|asked| &asked.offer.programme));
        named.extend(
            self.ending
                .as_ref()
                .and_then(|plan| plan.to.as_ref())
                .map(|to| &to.programme),
        );
        if let State::Waiting {
            waiting_for,
            proposed,
            passed,
            ..
        } = &self.state
        {
            named.extend(waiting_for);
            named.extend(proposed);
            named.extend(passed);
        }
        named
            .into_iter()
            .filter_map(|id| match definition.programme(id) {
                Some(programme) => Ending::of(programme, days).map(|end| (end.at, id.clone())),
                None => Some((self.changed_at, id.clone())),
            })
            .collect()
    }
}
