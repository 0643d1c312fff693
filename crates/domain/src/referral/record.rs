//! What a referral remembers of its road beside where it stands: who was asked, who was tried, when.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::words::{CheckResult, ContactKind, ContactOutcome, HandBackReason};
use crate::{
    handoff::CityTrackKind,
    id::{OrganisationId, ProgrammeId, UserId},
};

/// One organisation that was asked, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRecord {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// When it was asked.
    pub at: Timestamp,
    /// Whether it was a transfer.
    pub transfer: bool,
    /// What came of it.
    pub answer: OfferAnswer,
    /// When.
    pub answered_at: Option<Timestamp>,
}

/// What came of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "reason", rename_all = "snake_case")]
pub enum OfferAnswer {
    /// Not yet known.
    Open,
    /// Taken.
    Accepted,
    /// Handed back.
    HandedBack(HandBackReason),
    /// Silent until `decide`.
    Expired,
    /// Taken back because the permission was.
    Withdrawn,
    /// Its programme ended meanwhile.
    ProgrammeEnded,
}

impl OfferAnswer {
    /// The answer as a code, and its reason.
    #[must_use]
    pub const fn codes(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Open => ("open", None),
            Self::Accepted => ("accepted", None),
            Self::HandedBack(reason) => ("handed_back", Some(reason.as_str())),
            Self::Expired => ("expired", None),
            Self::Withdrawn => ("withdrawn", None),
            Self::ProgrammeEnded => ("programme_ended", None),
        }
    }
}

/// A contact that was tried or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    /// How.
    pub kind: ContactKind,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// When.
    pub at: Timestamp,
    /// A date the person's own life gave.
    pub next_on: Option<Date>,
    /// By whom.
    pub by: Option<UserId>,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
}

/// A check after the ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRecord {
    /// What it found.
    pub result: CheckResult,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<UserId>,
}

/// The authority's track beside the partner's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityTrackState {
    /// What kind.
    pub kind: CityTrackKind,
    /// When it was started.
    pub started_on: Option<Date>,
    /// When the notification was made.
    pub notified_on: Option<Date>,
    /// Whether it is done.
    pub done: bool,
}

/// The latest time of each step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the instant of the step it names")]
pub struct Milestones {
    pub submitted_at: Option<Timestamp>,
    pub offered_at: Option<Timestamp>,
    pub acknowledged_at: Option<Timestamp>,
    pub accepted_at: Option<Timestamp>,
    /// First contact that reached or met, of the latest acceptance.
    pub first_contact_at: Option<Timestamp>,
    pub met_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub stable_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
}
