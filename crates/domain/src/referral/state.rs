//! What a referral is at a moment: the fold of its events.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Choice,
    ending::EndingPlan,
    event::{Due, Offer, Recorded, Task, is_false},
    links::Link,
    meeting::Meeting,
    words::{CloseReason, DueWhat, Feedback, NeedsYou, Nudge, Phase, ReturnReason, Status},
};
use crate::{
    handoff::{Consent, Facts, Form, Measures},
    id::{NetworkId, OrganisationId, ProgrammeId, ReferralId, UserId},
};

pub use super::cover::{Cover, StandIn};
pub use super::holder::Holder;
pub use super::record::{CheckRecord, CityTrackState, ContactRecord, Milestones, OfferAnswer, OfferRecord};

/// A referral: one person, one road.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and none excludes another"
)]
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
    /// Who stands in while the worker is away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// Confirmed alternatives, in order.
    pub then: Vec<ProgrammeId>,
    /// Another organisation asked beside (`in_support`).
    pub transfer: Option<Transfer>,
    /// What becomes of her when her programme ends, as decided so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<EndingPlan>,
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
    /// When she moves to a home of her own, as it stands now (ASTO).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves_on: Option<Date>,
    /// Whether a peer supports her too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub peer: bool,
    /// Meetings together, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    /// In hospital: until then nobody misses her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_until: Option<Timestamp>,
    /// The coordinator who sees who she is, and until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glass: Option<Glass>,
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
    /// Linked referrals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Whether all permission was taken back after this road had ended.
    #[serde(default, skip_serializing_if = "is_false")]
    pub withdrawn: bool,
    /// Whether she died after this road had ended.
    #[serde(default, skip_serializing_if = "is_false")]
    pub died: bool,
    /// In hospital until then, heard of before a worker had her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<Date>,
    /// At the desk, whoever knows of a protected person whom a worker brought in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisor: Option<UserId>,
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
        /// Proposed too, and kept waiting all the same: no longer held for her, and not proposed until it has
        /// been taken and comes free once more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed: Vec<ProgrammeId>,
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
        /// Whether the desk makes the checks, because the programme that had her has ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        kept_by_desk: bool,
    },
    /// In the desk's queue.
    Returned {
        reason: ReturnReason,
        due: Timestamp,
        tell_all_at: Option<Timestamp>,
    },
    /// Somebody checked that the change lasts.
    Stable {
        carrier: Carrier,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        kept_by_desk: bool,
    },
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
    /// Colleagues who support her together with the worker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_workers: Vec<UserId>,
}

/// A look at who somebody is that a coordinator took, for a quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glass {
    /// Who looks.
    pub user: UserId,
    /// Until when.
    pub until: Timestamp,
}

/// An organisation asked while the person stays where she is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The question.
    pub offer: Offer,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Timestamp>,
    /// Whether those asked were reminded to acknowledge.
    #[serde(default)]
    pub reminded: bool,
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
    /// Reads a state as it is kept. Here and not where it is read, because this crate is compiled to be fast and
    /// whoever calls a generic function compiles it: a list reads a hundred of them.
    ///
    /// # Errors
    /// Where the text is no state.
    pub fn of_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

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
                Some(worker) => self.at_work(worker, &offer.organisation),
                None => Holder::Organisation(&offer.organisation),
            },
            State::Returned { .. }
            | State::FollowUp {
                kept_by_desk: true, ..
            } => Holder::Desk(&self.desk),
            State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. } => self.at_work(carrier.worker, &carrier.organisation),
            State::Stable { .. } | State::Closed { .. } => Holder::Nobody,
        }
    }

    /// What is due next: exactly one while the referral is open. On watch it is due when the desk is to look.
    #[must_use]
    pub const fn due(&self) -> Option<Due> {
        match (self.own_due(), &self.cover) {
            (Some(Due { what, .. }), Some(Cover { due: Some(at), .. })) => Some(Due { what, at: *at }),
            (due, _) => due,
        }
    }

    /// What is due next of whoever has the person, be she there or away.
    #[must_use]
    pub const fn own_due(&self) -> Option<Due> {
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
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Returned { .. }
            | State::FollowUp {
                kept_by_desk: true, ..
            }
            | State::Stable {
                kept_by_desk: true, ..
            } => None,
            State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. }
            | State::Stable { carrier, .. } => Some(carrier),
            State::Closed { carrier, .. } => carrier.as_ref(),
        }
    }

    /// Whether the desk makes the checks, because the programme that had her has ended.
    #[must_use]
    pub const fn desk_checks(&self) -> bool {
        matches!(
            self.state,
            State::FollowUp {
                kept_by_desk: true,
                ..
            }
        )
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
                since: self.kept_since(carrier),
            });
        }
        // Who only makes the checks gives no place for them.
        let needs_place = !matches!(self.state, State::FollowUp { .. });
        let asked = self.transfer.as_ref().filter(|_| needs_place);
        places.extend(asked.map(|transfer| kept(&transfer.offer)));
        places
    }

    /// Whether she is in hospital then, so that nobody misses her.
    #[must_use]
    pub fn is_quiet_at(&self, at: Timestamp) -> bool {
        self.quiet_until.is_some_and(|until| at < until)
    }

    /// The meeting that something is still to come of; there is one at most.
    #[must_use]
    pub fn open_meeting(&self) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.is_open())
    }

    /// When the place that the carrier has was first kept: with the offer, so that the month whose intake
    /// it counts in does not change with the answer.
    fn kept_since(&self, carrier: &Carrier) -> Timestamp {
        let accepted = self
            .offers
            .iter()
            .rev()
            .find(|offer| offer.answer == OfferAnswer::Accepted && offer.programme == carrier.programme);
        accepted.map_or(self.changed_at, |offer| offer.at)
    }

    /// Since when whoever waits for a place has waited: since she was handed over, or since the support ended that
    /// she has had.
    #[must_use]
    pub fn waits_since(&self) -> Option<Timestamp> {
        let Milestones {
            submitted_at,
            accepted_at,
            first_contact_at,
            ended_at,
            ..
        } = self.milestones;
        let reached = accepted_at.filter(|accepted| first_contact_at.is_some_and(|first| first >= *accepted));
        let Some(accepted) = reached else {
            return submitted_at;
        };
        let carried = |offer: &&OfferRecord| offer.at <= accepted && offer.answer != OfferAnswer::Accepted;
        let given_up = self
            .offers
            .iter()
            .rev()
            .find(carried)
            .and_then(|offer| offer.answered_at);
        let ended = [ended_at, given_up]
            .into_iter()
            .flatten()
            .filter(|at| *at > accepted)
            .max();
        ended.or(submitted_at)
    }

    /// Whether a confirmed alternative may be asked by itself, once a partner is silent or hands back.
    /// Of a protected person nobody is asked without a worker by name, so she goes back to the desk.
    #[must_use]
    pub fn asks_next(&self) -> bool {
        !self.protected && !self.then.is_empty()
    }

    /// Whether that alternative may be asked now: the permission may have narrowed since it was confirmed.
    pub(super) fn passes_to(&self, choice: &Choice) -> bool {
        self.asks_next()
            && self.then.contains(&choice.programme)
            && self.receivers.contains(&choice.organisation)
    }

    /// Whether the client took all permission back: the desk keeps reference, status and milestones, and
    /// nobody else anything.
    #[must_use]
    pub const fn is_withdrawn(&self) -> bool {
        self.withdrawn
            || matches!(
                self.state,
                State::Closed {
                    reason: CloseReason::ConsentWithdrawn,
                    ..
                }
            )
    }

    /// Who at the desk is told of it first.
    #[must_use]
    pub fn told_first(&self) -> UserId {
        self.advisor.unwrap_or(self.submitter)
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
