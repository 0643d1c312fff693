//! What has happened to a referral. Codes, ids and instants only: never a name, never a word of text.
//!
//! Every due time is computed by `decide` and stands in the event, so that folding needs no calendar
//! and a changed setting never moves a running clock.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    ending::Successor,
    meeting::{Attempt, Fallback, Proposal},
    words::{
        AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
        ContactOutcome, DueWhat, EndingDecision, HandBackReason, HolderKind, LinkKind, MeetingStatus, Nudge,
        Phase, ReturnReason, Role, TaskKind, VoiceAnswer, WaitingAnswer, WithdrawScope,
    },
};
use crate::{
    handoff::{CityTrackKind, Consent, ConsentBy, ConsentMethod, Facts, Form, Measures},
    id::{NetworkId, OrganisationId, ProgrammeId, ReferralId, UserId},
    referral::state::StandIn,
};

/// An event with its place in the referral's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1 for the submission, then without gaps.
    pub seq: u64,
    /// When it happened: for the clock's events the due instant, not the sweep's.
    pub at: Timestamp,
    /// Who did it; nobody where it was the clock.
    pub by: Option<By>,
    /// What happened.
    pub event: Event,
    /// The fields in which free texts came with it. The texts themselves are sealed elsewhere; that they were
    /// there is history, so that one taken away is missed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
}

impl Recorded {
    /// The events of one step, numbered on from a referral's version. None of them is older than what
    /// happened before, even where a clock was set back.
    #[must_use]
    pub fn row(
        before: Option<(u64, Timestamp)>,
        at: Timestamp,
        by: Option<&By>,
        events: impl IntoIterator<Item = Event>,
    ) -> Vec<Self> {
        let (version, at) = before.map_or((0, at), |(version, last)| (version, at.max(last)));
        let numbered = (version + 1..).zip(events);
        numbered
            .map(|(seq, event)| Self {
                seq,
                at,
                by: by.cloned(),
                event,
                texts: Vec::new(),
            })
            .collect()
    }
}

/// Who did something, and in which role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The person or machine.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// For which organisation.
    pub organisation: OrganisationId,
}

/// What is due, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// What.
    pub what: DueWhat,
    /// When it is past due.
    pub at: Timestamp,
}

/// A question to one programme's organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The programme asked.
    pub programme: ProgrammeId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// The worker with whom it was agreed by phone, or who is named for a protected person.
    pub agreed_with: Option<UserId>,
    /// The deputy named for a protected person.
    pub deputy: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// Acknowledge by.
    pub acknowledge_by: Timestamp,
    /// Decide by, or it expires.
    pub decide_by: Timestamp,
    /// Whether it takes a place beyond the capacity, which only a coordinator's reason allows.
    pub beyond: bool,
}

/// A task beside the road: its holder and its due are its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Unique within the referral.
    pub id: u32,
    /// What kind.
    pub kind: TaskKind,
    /// More exactly: a city track's kind, a wish, an alert.
    pub detail: Option<String>,
    /// With whom.
    pub holder: TaskHolder,
    /// Until when.
    pub due: Timestamp,
    /// Whether its due has been told.
    pub told: bool,
}

/// With whom a task is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskHolder {
    /// The kind of holder.
    pub kind: HolderKind,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The person, where it is one.
    pub user: Option<UserId>,
}

/// What the client said herself, each question skippable. Read in sums only, never of one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// Whether she was met as a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_as_person: Option<VoiceAnswer>,
    /// Whether she was taken seriously.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_seriously: Option<VoiceAnswer>,
    /// Whether solutions were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solutions_found: Option<VoiceAnswer>,
}

impl Voice {
    /// The questions that were answered, with the answer.
    pub fn answers(&self) -> impl Iterator<Item = (&'static str, VoiceAnswer)> {
        [
            ("met_as_person", self.met_as_person),
            ("taken_seriously", self.taken_seriously),
            ("solutions_found", self.solutions_found),
        ]
        .into_iter()
        .filter_map(|(question, answer)| answer.map(|answer| (question, answer)))
    }
}

/// What the submission settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// The referral's id.
    pub id: ReferralId,
    /// Its network.
    pub network: NetworkId,
    /// Its speakable reference.
    pub reference: String,
    /// The handoff schema it was written by.
    pub schema: String,
    /// The desk whose queue it comes back to.
    pub desk: OrganisationId,
    /// Who submitted it.
    pub submitter: UserId,
    /// The coded facts.
    pub facts: Facts,
    /// The permission.
    pub consent: Consent,
    /// The organisations the permission reaches, as the network stood that day.
    pub receivers: Vec<OrganisationId>,
    /// Non-disclosure for personal safety.
    pub protected: bool,
    /// Numbers at the start.
    pub measures: Option<Measures>,
    /// At the desk, whoever knows of a protected person whom a partner's worker brings in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisor: Option<UserId>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the fields are the words of DOMAIN, and each event's line says what happened"
)]
pub enum Event {
    /// Handed over.
    Submitted(Box<Submitted>),
    /// The authority's track runs beside.
    CityTrackOpened {
        kind: CityTrackKind,
        started_on: Option<Date>,
        notified_on: Option<Date>,
    },
    /// The authority's track moved on.
    CityTrackUpdated {
        started_on: Option<Date>,
        notified_on: Option<Date>,
        done: bool,
    },
    /// A partner is asked; `then` are the confirmed alternatives left.
    Offered { offer: Offer, then: Vec<ProgrammeId> },
    /// Nobody fits, or nobody has a place.
    Waits {
        waiting_for: Option<ProgrammeId>,
        then: Vec<ProgrammeId>,
        place_by: Timestamp,
    },
    /// A place has come free for somebody waiting; a human decides.
    PlaceProposed { programme: ProgrammeId },
    /// The place that was proposed has been taken by others. The next one there is proposed anew.
    PlaceGone { programme: ProgrammeId },
    /// Seen and taken up.
    Acknowledged,
    /// A worker of her own.
    Accepted { worker: UserId, due: Due },
    /// The partner gave it back.
    HandedBack { reason: HandBackReason },
    /// The partner was silent until `decide`.
    Expired,
    /// Back in the desk's queue.
    Returned {
        reason: ReturnReason,
        due: Timestamp,
        tell_all_at: Timestamp,
    },
    /// A contact was tried or made. `due` is what is due after it; `met` leads to support.
    Contacted {
        kind: ContactKind,
        outcome: ContactOutcome,
        at: Timestamp,
        next_on: Option<Date>,
        worry: Option<bool>,
        form: Option<Form>,
        due: Option<Due>,
    },
    /// The situation was looked at together.
    Reviewed {
        form: Option<Form>,
        phase: Option<Phase>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        co_workers: Option<Vec<UserId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        peer: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moves_on: Option<Date>,
        due: Timestamp,
    },
    /// Another worker of the same organisation.
    Reassigned { worker: UserId },
    /// The worker is away until a day, and somebody stands in. `due` is when the desk on watch is to look,
    /// or from when whoever takes over from a watch has to go on; otherwise what is due stays.
    Covered {
        worker: UserId,
        by: StandIn,
        until: Date,
        due: Option<Timestamp>,
    },
    /// The worker is back; `due` is when she has to go on, where a watch has let that pass.
    CoverEnded { due: Option<Timestamp> },
    /// Another organisation is asked while the person stays.
    TransferOffered { offer: Offer },
    /// The asked organisation has seen it.
    TransferAcknowledged,
    /// The other organisation takes her on.
    TransferAccepted { worker: UserId, due: Due },
    /// The other organisation does not; nothing changes.
    TransferDeclined { reason: Option<HandBackReason> },
    /// Support ended; `checks` are the days of the checks to come.
    SupportEnded {
        outcome: String,
        measures: Option<Measures>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voice: Option<Voice>,
        checks: Vec<u16>,
        due: Option<Timestamp>,
    },
    /// A check was made, or tried.
    Checked {
        result: CheckResult,
        measures: Option<Measures>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voice: Option<Voice>,
        worry: Option<bool>,
        due: Option<Timestamp>,
    },
    /// The change did not last: support again, in a place even beyond the capacity.
    SupportResumed { due: Timestamp },
    /// Somebody checked that the change lasts.
    Lasted,
    /// Closed.
    Closed { reason: CloseReason },
    /// The client took back her permission, or a part. `receivers` are who is left.
    ConsentWithdrawn {
        scope: WithdrawScope,
        receivers: Vec<OrganisationId>,
        erase_at: Option<Timestamp>,
        /// Said on a linked road of the same person, where it is told.
        #[serde(default, skip_serializing_if = "is_false")]
        beside: bool,
    },
    /// Waits on, until a day. `passed` are the places that were proposed to her, and are nobody's now.
    KeptWaiting {
        until: Date,
        due: Timestamp,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed: Vec<ProgrammeId>,
    },
    /// The client was asked whether she still wishes to wait.
    WaitingConfirmed { result: WaitingAnswer },
    /// In hospital; the same step is due from that day. Until `quiet_until` nobody misses her.
    Paused {
        what: ChangeWhat,
        until: Date,
        due: Due,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quiet_until: Option<Timestamp>,
    },
    /// The client rang.
    ClientCalled { wish: ClientWish, due: Option<Due> },
    /// A worker alerted the desk.
    DeskAlerted { what: AlertWhat },
    /// A meeting together is proposed; `task` keeps it from being forgotten.
    MeetingProposed {
        meeting: u32,
        task: u32,
        proposal: Proposal,
    },
    /// Something came of a meeting. `due` is when it is looked at again, while it is open.
    MeetingRecorded {
        meeting: u32,
        attempt: Attempt,
        status: MeetingStatus,
        next_times: Vec<Timestamp>,
        fallback: Option<Fallback>,
        due: Option<Timestamp>,
    },
    /// A coordinator sees who the person is, until that instant.
    GlassBroken { until: Timestamp },
    /// A message was written; its text is sealed elsewhere.
    MessageSent,
    /// A task opened beside the road.
    TaskOpened { task: Task },
    /// A task is done.
    TaskDone { task: u32 },
    /// A task's due was told to its holder.
    TaskTold { task: u32 },
    /// Past due, and told.
    Nudged { to: Nudge, due: Due },
    /// After a working day in the queue everyone at the desk was told.
    ToldAll,
    /// Decided what becomes of her when her programme ends; `to` is who goes on with her or makes the checks.
    EndingPlanned {
        decision: EndingDecision,
        to: Option<Successor>,
    },
    /// The client was asked whether one more organisation may be told of her.
    ConsentAsked {
        organisation: OrganisationId,
        answer: ConsentAnswer,
        by: ConsentBy,
        method: Option<ConsentMethod>,
        wording: Option<String>,
    },
    /// Another programme of the same organisation goes on; worker, state and due stay.
    CarriedOver { programme: ProgrammeId, beyond: bool },
    /// A programme that the referral names has ended or is gone; nobody there has her from now on.
    ProgrammeEnded { programme: ProgrammeId },
    /// The desk left the network; its queue is another's.
    QueueMoved { desk: OrganisationId },
    /// The person's key is destroyed.
    Erased,
    /// Belongs together with another referral. `lead`: the other makes the checks.
    Linked {
        other: ReferralId,
        kind: LinkKind,
        lead: bool,
        until: Option<Date>,
    },
    /// No longer belongs together with it.
    Unlinked { other: ReferralId },
    /// Of several carriers another one makes the checks from now on.
    LeadPassed { to: ReferralId },
    /// Two carriers overlap until another date.
    OverlapExtended { other: ReferralId, until: Date },
    /// On another road of the same person it became known that she died or moved away.
    FellSilent { reason: CloseReason },
    /// Somebody close to the person died or moved away.
    CompanionGone { other: ReferralId },
    /// In hospital, heard of while no worker has her here.
    Away { until: Date },
    /// The client was asked anew; `then` are the alternatives that are still within it.
    ConsentRenewed {
        consent: Box<Consent>,
        receivers: Vec<OrganisationId>,
        then: Vec<ProgrammeId>,
        /// Given on a linked road of the same person, where it is told.
        #[serde(default, skip_serializing_if = "is_false")]
        beside: bool,
    },
    /// The desk filled in or mended its handoff; `fields` are the codes of those that are others now.
    Amended {
        fields: Vec<String>,
        facts: Box<Facts>,
        measures: Option<Measures>,
        /// Done on a linked road of the same person, where the desk acted.
        #[serde(default, skip_serializing_if = "is_false")]
        beside: bool,
    },
    /// Met first by this organisation, which brings her in: asked and accepted in one step.
    BroughtIn { offer: Offer, worker: UserId, due: Due },
    /// Met first by a partner's worker, who brings her to the desk.
    BroughtToDesk { due: Timestamp },
}

impl Event {
    /// The linked referral that it names.
    #[must_use]
    pub const fn other(&self) -> Option<ReferralId> {
        if let Self::Linked { other, .. }
        | Self::Unlinked { other }
        | Self::OverlapExtended { other, .. }
        | Self::CompanionGone { other }
        | Self::LeadPassed { to: other } = self
        {
            Some(*other)
        } else {
            None
        }
    }

    /// The event's name as stored.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::CityTrackOpened { .. } => "city_track_opened",
            Self::CityTrackUpdated { .. } => "city_track_updated",
            Self::Offered { .. } => "offered",
            Self::Waits { .. } => "waits",
            Self::PlaceProposed { .. } => "place_proposed",
            Self::PlaceGone { .. } => "place_gone",
            Self::Acknowledged => "acknowledged",
            Self::Accepted { .. } => "accepted",
            Self::HandedBack { .. } => "handed_back",
            Self::Expired => "expired",
            Self::Returned { .. } => "returned",
            Self::Contacted { .. } => "contacted",
            Self::Reviewed { .. } => "reviewed",
            Self::Reassigned { .. } => "reassigned",
            Self::Covered { .. } => "covered",
            Self::CoverEnded { .. } => "cover_ended",
            Self::TransferOffered { .. } => "transfer_offered",
            Self::TransferAcknowledged => "transfer_acknowledged",
            Self::TransferAccepted { .. } => "transfer_accepted",
            Self::TransferDeclined { .. } => "transfer_declined",
            Self::SupportEnded { .. } => "support_ended",
            Self::Checked { .. } => "checked",
            Self::SupportResumed { .. } => "support_resumed",
            Self::Lasted => "lasted",
            Self::Closed { .. } => "closed",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::KeptWaiting { .. } => "kept_waiting",
            Self::WaitingConfirmed { .. } => "waiting_confirmed",
            Self::Paused { .. } => "paused",
            Self::ClientCalled { .. } => "client_called",
            Self::DeskAlerted { .. } => "desk_alerted",
            Self::MeetingProposed { .. } => "meeting_proposed",
            Self::MeetingRecorded { .. } => "meeting_recorded",
            Self::GlassBroken { .. } => "glass_broken",
            Self::MessageSent => "message_sent",
            Self::TaskOpened { .. } => "task_opened",
            Self::TaskDone { .. } => "task_done",
            Self::TaskTold { .. } => "task_told",
            Self::Nudged { .. } => "nudged",
            Self::ToldAll => "told_all",
            Self::EndingPlanned { .. } => "ending_planned",
            Self::ConsentAsked { .. } => "consent_asked",
            Self::CarriedOver { .. } => "carried_over",
            Self::ProgrammeEnded { .. } => "programme_ended",
            Self::QueueMoved { .. } => "queue_moved",
            Self::Erased => "erased",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::LeadPassed { .. } => "lead_passed",
            Self::OverlapExtended { .. } => "overlap_extended",
            Self::FellSilent { .. } => "fell_silent",
            Self::CompanionGone { .. } => "companion_gone",
            Self::Away { .. } => "away",
            Self::ConsentRenewed { .. } => "consent_renewed",
            Self::Amended { .. } => "amended",
            Self::BroughtIn { .. } => "brought_in",
            Self::BroughtToDesk { .. } => "brought_to_desk",
        }
    }
}

/// Left out where it is so, so that what was written before is written the same again.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
pub(super) const fn is_false(value: &bool) -> bool {
    !*value
}
