//! A warm handover: proposed times, who joins, attempts, outcome, fallback (DOMAIN, "several carriers").

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::words::{FallbackWhat, MeetingOutcome, MeetingPlace, MeetingStatus, MeetingWith};
use crate::id::{OrganisationId, UserId};

/// Missed so often, the other way that was agreed is due instead of another time.
pub(super) const MISSES_UNTIL_FALLBACK: usize = 2;

/// Somebody who joins a meeting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joiner {
    /// The person herself.
    Client,
    /// The desk that submitted.
    Desk,
    /// The worker who has her while another organisation is asked.
    OldWorker,
    /// Whoever comes of an organisation.
    Organisation(OrganisationId),
    /// Somebody by name.
    User {
        /// Who.
        user: UserId,
        /// Of which organisation she comes.
        organisation: OrganisationId,
    },
}

impl Joiner {
    /// Whether that is somebody of the organisation; the desk is one too.
    #[must_use]
    pub fn is_of(&self, organisation: &OrganisationId, desk: &OrganisationId) -> bool {
        match self {
            Self::Client | Self::OldWorker => false,
            Self::Desk => organisation == desk,
            Self::Organisation(joins)
            | Self::User {
                organisation: joins, ..
            } => joins == organisation,
        }
    }
}

/// What is done where nobody could be met together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fallback {
    /// What.
    pub what: FallbackWhat,
    /// By which day.
    pub by: Date,
    /// When that day is due.
    pub due: Timestamp,
}

/// One thing that came of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What.
    pub outcome: MeetingOutcome,
    /// When.
    pub at: Timestamp,
}

/// A meeting as it was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The times that would do, earliest first.
    pub times: Vec<Timestamp>,
    /// Who joins.
    pub joins: Vec<Joiner>,
    /// Where.
    pub place: Option<MeetingPlace>,
    /// What is done where it comes to nothing.
    pub fallback: Option<Fallback>,
    /// Between whom the handover is.
    pub with: MeetingWith,
}

impl Proposal {
    /// The last of the proposed times: from then on it is known whether they met.
    #[must_use]
    pub fn latest(&self) -> Option<Timestamp> {
        self.times.iter().max().copied()
    }
}

/// A meeting as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Unique within the referral.
    pub id: u32,
    /// What is proposed now.
    pub proposal: Proposal,
    /// The task that keeps it from being forgotten, while it is open.
    pub task: u32,
    /// Who proposed it.
    pub by: OrganisationId,
    /// What came of it so far, oldest first.
    pub attempts: Vec<Attempt>,
    /// The time at which they met.
    pub chosen: Option<Timestamp>,
    /// Where it stands.
    pub status: MeetingStatus,
}

impl Meeting {
    /// Whether something is still to come of it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, MeetingStatus::Proposed | MeetingStatus::Missed)
    }

    /// How often the client was not there.
    #[must_use]
    pub fn misses(&self) -> usize {
        let absent = |attempt: &&Attempt| attempt.outcome == MeetingOutcome::ClientAbsent;
        self.attempts.iter().filter(absent).count()
    }

    /// Whether somebody of the organisation proposed it or joins.
    #[must_use]
    pub fn concerns(&self, organisation: &OrganisationId, desk: &OrganisationId) -> bool {
        let joins = &self.proposal.joins;
        self.by == *organisation || joins.iter().any(|joiner| joiner.is_of(organisation, desk))
    }

    /// Whether another time is no longer proposed.
    #[must_use]
    pub fn needs_fallback(&self) -> bool {
        self.misses() >= MISSES_UNTIL_FALLBACK
    }
}
