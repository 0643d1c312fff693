//! What a referral is at a moment: the fold of its events.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    event::{Due, Offer, Recorded, Task},
    words::{
        CheckResult, CloseReason, ContactKind, ContactOutcome, DueWhat, Feedback, HandBackReason, HolderKind,
        NeedsYou, Nudge, Phase, ReturnReason, Status,
    },
};
use crate::{
    handoff::{CityTrackKind, Consent, Facts, Form, Measures},
    id::{NetworkId, OrganisationId, ProgrammeId, ReferralId, UserId},
};

/// A referral: one person, one road.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Its network.
    pub network: NetworkId,
    /// Short and speakable, with a check character.
    pub reference: String,
    /// The handoff schema it was written by.
    pub schema: String,
    /// The desk whose queue it comes back to.
    pub desk: OrganisationId,
    /// Who submitted it.
    pub submitter: UserId,
    /// The coded facts.
    pub facts: Facts,
    /// The permission as it was given.
    pub consent: Consent,
    /// Whether the desk may be told how it goes.
    pub feedback_allowed: bool,
    /// The organisations the permission reaches now.
    pub receivers: Vec<OrganisationId>,
    /// Non-disclosure for personal safety.
    pub protected: bool,
    /// Where it stands.
    pub state: State,
    /// Confirmed alternatives, in order.
    pub then: Vec<ProgrammeId>,
    /// Another organisation asked beside (`in_support`).
    pub transfer: Option<Transfer>,
    /// Every organisation that was asked.
    pub offers: Vec<OfferRecord>,
    /// Contacts, oldest first.
    pub contacts: Vec<ContactRecord>,
    /// Checks, oldest first.
    pub checks: Vec<CheckRecord>,
    /// Present form of support.
    pub form: Option<Form>,
    /// Its history.
    pub forms: Vec<(Timestamp, Form)>,
    /// Present phase (ASTO).
    pub phase: Option<Phase>,
    /// Numbers at the start and at the end.
    pub measures: (Option<Measures>, Option<Measures>),
    /// How support ended.
    pub outcome: Option<String>,
    /// The authority's track beside.
    pub city_track: Option<CityTrackState>,
    /// Tasks beside the road that are open.
    pub tasks: Vec<Task>,
    /// Tasks ever opened, for the next id.
    pub tasks_opened: u32,
    /// The latest time of each step.
    pub milestones: Milestones,
    /// The latest of the five words.
    pub feedback: Option<Feedback>,
    /// How far the present due has been told.
    pub nudged: Option<(Due, Nudge)>,
    /// When the person's key is destroyed.
    pub erase_at: Option<Timestamp>,
    /// Whether it was.
    pub erased: bool,
    /// Number of events so far.
    pub version: u64,
    /// When the last of them happened.
    pub changed_at: Timestamp,
}

/// Where a referral stands, with what only that state has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the fields are the words of DOMAIN, \"States, holders, clocks\""
)]
pub enum State {
    /// Nobody fits, or nobody has a place. The coordinator places.
    Waiting {
        waiting_for: Option<ProgrammeId>,
        place_by: Timestamp,
        proposed: Vec<ProgrammeId>,
    },
    /// A partner is asked.
    Offered { offer: Offer },
    /// A partner has seen it and answers soon.
    Acknowledged { offer: Offer },
    /// A worker has it and tries to reach the person.
    Accepted {
        carrier: Carrier,
        due: Due,
        misses: Vec<Timestamp>,
        reached: bool,
    },
    /// Support goes on.
    InSupport { carrier: Carrier, review_by: Timestamp },
    /// Support ended; somebody checks that the change lasts.
    FollowUp {
        carrier: Carrier,
        ended_at: Timestamp,
        checks: Vec<u16>,
        done: usize,
        due: Timestamp,
        misses: Vec<Timestamp>,
    },
    /// In the desk's queue.
    Returned {
        reason: ReturnReason,
        due: Timestamp,
        tell_all_at: Option<Timestamp>,
    },
    /// Somebody checked that the change lasts.
    Stable { carrier: Carrier },
    /// Closed.
    Closed {
        reason: CloseReason,
        carrier: Option<Carrier>,
    },
}

/// Who carries the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// Her own worker.
    pub worker: UserId,
    /// The deputy named for a protected person.
    pub deputy: Option<UserId>,
    /// Whether the place is one beyond the capacity.
    pub beyond: bool,
}

/// An organisation asked while the person stays where she is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The question.
    pub offer: Offer,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Timestamp>,
}

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

/// With whom the ball is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'a> {
    /// Everybody at a desk.
    Desk(&'a OrganisationId),
    /// Everybody at a partner.
    Organisation(&'a OrganisationId),
    /// One worker.
    Worker(UserId, &'a OrganisationId),
    /// The coordinator of the network.
    Coordinator,
    /// Nobody: it is over.
    Nobody,
}

impl Holder<'_> {
    /// The kind, as a code.
    #[must_use]
    pub const fn kind(&self) -> HolderKind {
        match self {
            Self::Desk(_) => HolderKind::Desk,
            Self::Organisation(_) => HolderKind::Organisation,
            Self::Worker(..) => HolderKind::Worker,
            Self::Coordinator => HolderKind::Coordinator,
            Self::Nobody => HolderKind::Nobody,
        }
    }
}

/// A place a referral holds in a programme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// In which programme.
    pub programme: ProgrammeId,
    /// Whether somebody has accepted it, or it is only kept for an answer.
    pub used: bool,
    /// Whether it is beyond the capacity by a human's override.
    pub beyond: bool,
    /// When it was first kept, for the month's intake.
    pub since: Timestamp,
}

impl Referral {
    /// The status code.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self.state {
            State::Waiting { .. } => Status::Waiting,
            State::Offered { .. } => Status::Offered,
            State::Acknowledged { .. } => Status::Acknowledged,
            State::Accepted { .. } => Status::Accepted,
            State::InSupport { .. } => Status::InSupport,
            State::FollowUp { .. } => Status::FollowUp,
            State::Returned { .. } => Status::Returned,
            State::Stable { .. } => Status::Stable,
            State::Closed { .. } => Status::Closed,
        }
    }

    /// With whom the ball is: exactly one while the referral is open.
    #[must_use]
    pub const fn holder(&self) -> Holder<'_> {
        match &self.state {
            State::Waiting { .. } if self.protected => Holder::Desk(&self.desk),
            State::Waiting { .. } => Holder::Coordinator,
            State::Offered { offer } | State::Acknowledged { offer } => match offer.agreed_with {
                Some(worker) => Holder::Worker(worker, &offer.organisation),
                None => Holder::Organisation(&offer.organisation),
            },
            State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. } => Holder::Worker(carrier.worker, &carrier.organisation),
            State::Returned { .. } => Holder::Desk(&self.desk),
            State::Stable { .. } | State::Closed { .. } => Holder::Nobody,
        }
    }

    /// What is due next: exactly one while the referral is open.
    #[must_use]
    pub const fn due(&self) -> Option<Due> {
        let (what, at) = match &self.state {
            State::Waiting { place_by, .. } => (DueWhat::Place, *place_by),
            State::Offered { offer } => (DueWhat::Acknowledge, offer.acknowledge_by),
            State::Acknowledged { offer } => (DueWhat::Decide, offer.decide_by),
            State::Accepted { due, .. } => (due.what, due.at),
            State::InSupport { review_by, .. } => (DueWhat::Review, *review_by),
            State::FollowUp { due, .. } => (DueWhat::Check, *due),
            State::Returned { due, .. } => (DueWhat::DeskDecision, *due),
            State::Stable { .. } | State::Closed { .. } => return None,
        };
        Some(Due { what, at })
    }

    /// Whether it stands still: past due, the due instant itself included.
    #[must_use]
    pub fn is_stalled(&self, now: Timestamp) -> bool {
        self.due().is_some_and(|due| now >= due.at)
    }

    /// The question a partner has not answered yet, beside a transfer.
    #[must_use]
    pub const fn offer(&self) -> Option<&Offer> {
        match &self.state {
            State::Offered { offer } | State::Acknowledged { offer } => Some(offer),
            State::Waiting { .. }
            | State::Accepted { .. }
            | State::InSupport { .. }
            | State::FollowUp { .. }
            | State::Returned { .. }
            | State::Stable { .. }
            | State::Closed { .. } => None,
        }
    }

    /// Who carries the person, or carried her to the end.
    #[must_use]
    pub const fn carrier(&self) -> Option<&Carrier> {
        match &self.state {
            State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. }
            | State::Stable { carrier } => Some(carrier),
            State::Closed { carrier, .. } => carrier.as_ref(),
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Returned { .. } => None,
        }
    }

    /// The programme that has the person or is asked.
    #[must_use]
    pub fn programme(&self) -> Option<(&ProgrammeId, &OrganisationId)> {
        self.offer()
            .map(|offer| (&offer.programme, &offer.organisation))
            .or_else(|| {
                self.carrier()
                    .map(|carrier| (&carrier.programme, &carrier.organisation))
            })
    }

    /// The places it holds. The store keeps the programmes' counters equal to the sum of these.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let kept = |offer: &Offer| Place {
            programme: offer.programme.clone(),
            used: false,
            beyond: offer.beyond,
            since: offer.at,
        };
        let mut places = Vec::new();
        places.extend(self.offer().map(kept));
        if let State::Accepted { carrier, .. } | State::InSupport { carrier, .. } = &self.state {
            places.push(Place {
                programme: carrier.programme.clone(),
                used: true,
                beyond: carrier.beyond,
                since: self.milestones.accepted_at.unwrap_or(self.changed_at),
            });
        }
        places.extend(self.transfer.as_ref().map(|transfer| kept(&transfer.offer)));
        places
    }

    /// Whether the desk is needed, and why.
    #[must_use]
    pub fn needs_you(&self, now: Timestamp) -> Option<NeedsYou> {
        match &self.state {
            State::Returned {
                reason: ReturnReason::Unreachable,
                ..
            } => Some(NeedsYou::Unreachable),
            State::Returned { .. } => Some(NeedsYou::Returned),
            State::Waiting { place_by, .. } if now >= *place_by => Some(NeedsYou::Waiting),
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Accepted { .. }
            | State::InSupport { .. }
            | State::FollowUp { .. }
            | State::Stable { .. }
            | State::Closed { .. } => None,
        }
    }
}

/// Folds a whole history.
///
/// # Errors
/// Where an event does not follow from what came before it.
pub fn fold<'a>(history: impl IntoIterator<Item = &'a Recorded>) -> Result<Option<Referral>, super::Broken> {
    let mut referral = None;
    for recorded in history {
        referral = Some(super::evolve(referral, recorded)?);
    }
    Ok(referral)
}
