//! What the router is asked: the person's coded facts, whom she permits, what has room, what was tried.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::Facts,
    id::{OrganisationId, ProgrammeId},
    network::{Definition, Programme},
    referral::words::HandBackReason,
};
use serde::{Deserialize, Serialize};

use crate::{foreseen::Foreseen, reason::Reason, situation::Situation};

#[cfg(test)]
mod tests;

/// Everything that a ranking depends on. Same question, same answer.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The network, by the definition in force.
    pub definition: &'a Definition,
    /// The person, in coded facts only.
    pub facts: &'a Facts,
    /// The organisations that her permission names. Before it is asked: all partners.
    pub receivers: &'a [OrganisationId],
    /// What each programme said and what of it is taken. A programme not in it has what its definition
    /// gives it, untouched.
    pub capacity: &'a BTreeMap<ProgrammeId, CapacityNow>,
    /// What the network's own answers teach. Of a programme not in it nothing is known yet.
    pub foreseen: &'a BTreeMap<ProgrammeId, Foreseen>,
    /// Earlier answers about this person.
    pub history: &'a [Past],
    /// The local date.
    pub today: Date,
    /// The instant, for the age of claims.
    pub now: Timestamp,
}

impl<'a> Question<'a> {
    /// The network as it stands, without the person.
    #[must_use]
    pub fn situation(&self) -> Situation<'a> {
        Situation {
            definition: self.definition,
            capacity: self.capacity,
            foreseen: self.foreseen,
            today: self.today,
            now: self.now,
        }
    }
}

/// A programme's room as it stands. No limit is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityNow {
    /// Places at once.
    pub places: Option<u32>,
    /// New ones a calendar month.
    pub intake_per_month: Option<u32>,
    /// Places taken by people in support.
    pub used: u32,
    /// Places taken by offers.
    pub reserved: u32,
    /// New ones this calendar month.
    pub taken_this_month: u32,
    /// When somebody last said so.
    pub claimed_at: Option<Timestamp>,
    /// First day of a pause; none where only its end is set: it has begun.
    pub paused_from: Option<Date>,
    /// Last day of a pause; none where only its beginning is set: until further notice.
    pub paused_until: Option<Date>,
    /// Where nobody there is at work today, nor before a question would expire: the last day of that.
    pub nobody_until: Option<Date>,
}

impl CapacityNow {
    /// What a programme begins with, before anybody has claimed anything.
    #[must_use]
    pub fn beginning(programme: &Programme) -> Self {
        Self {
            places: programme.capacity.places,
            intake_per_month: programme.capacity.intake_per_month,
            ..Self::default()
        }
    }

    /// Places that may be offered now; `None` is no limit. Never below 0.
    #[must_use]
    pub fn free(&self) -> Option<u32> {
        let at_once = self.places.map(|places| places.saturating_sub(self.taken()));
        let this_month = self
            .intake_per_month
            .map(|intake| intake.saturating_sub(self.taken_this_month));
        match (at_once, this_month) {
            (Some(places), Some(intake)) => Some(places.min(intake)),
            (places, intake) => places.or(intake),
        }
    }

    /// Why there is no place free, where there is none.
    pub(crate) fn full(&self) -> Reason {
        match self.places.filter(|places| *places <= self.taken()) {
            Some(places) => Reason::Full {
                taken: self.taken(),
                places,
            },
            None => Reason::FullThisMonth,
        }
    }

    /// Whether a pause holds on that day.
    #[must_use]
    pub fn is_paused_on(&self, day: Date) -> bool {
        self.has_pause()
            && self.paused_from.is_none_or(|from| from <= day)
            && self.paused_until.is_none_or(|until| day <= until)
    }

    /// Whether a pause was told, be it over or to come.
    pub(crate) const fn has_pause(&self) -> bool {
        self.paused_from.is_some() || self.paused_until.is_some()
    }

    /// Whole days since the claim.
    pub(crate) fn claim_age_days(&self, now: Timestamp) -> Option<u32> {
        let hours = now.duration_since(self.claimed_at?).as_hours();
        Some(u32::try_from(hours / 24).unwrap_or(0))
    }

    /// Of places at once, how many are taken, be it more than there are, and how many there are; nothing where
    /// there is no limit.
    pub(crate) fn limited(&self) -> (u64, u64) {
        self.places
            .map_or((0, 0), |places| (u64::from(self.taken()), u64::from(places)))
    }

    /// How full it is, of a thousand: of its places, else of this month's new ones; none without a limit.
    #[must_use]
    pub fn load(&self) -> Option<u32> {
        let (taken, of) = match (self.places, self.intake_per_month) {
            (Some(places), _) => (self.taken(), places),
            (None, Some(intake)) => (self.taken_this_month, intake),
            (None, None) => return None,
        };
        let of = u64::from(of.max(1));
        let load = u64::from(taken).min(of) * 1000 / of;
        u32::try_from(load).ok()
    }

    fn taken(&self) -> u32 {
        self.used.saturating_add(self.reserved)
    }
}

/// An earlier answer about this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// Who was asked.
    pub programme: ProgrammeId,
    /// What came back.
    pub answer: PastAnswer,
    /// On which local date.
    pub on: Date,
}

/// What came back when a programme was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastAnswer {
    /// It handed the person back.
    HandedBack(HandBackReason),
    /// It was silent until the offer expired.
    Expired,
}
