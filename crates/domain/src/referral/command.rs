//! What people ask for. The clock's own steps are in [`super::tick`].

use jiff::{Timestamp, civil::Date};

use super::{
    event::Voice,
    links::Beside,
    meeting::Joiner,
    words::{
        AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
        ContactOutcome, EndingDecision, FallbackWhat, HandBackReason, LinkKind, MeetingOutcome, MeetingPlace,
        MeetingWith, Phase, WaitingAnswer, WithdrawScope,
    },
};
use crate::{
    access::Actor,
    calendar::WorkingDays,
    handoff::{CityTrackKind, Consent, ConsentBy, ConsentMethod, Facts, Form, Measures},
    id::{OrganisationId, ProgrammeId, ReferralId, UserId},
    network::Definition,
};

/// A programme that is asked, with its place already taken in this transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// The worker with whom it was agreed.
    pub agreed_with: Option<UserId>,
    /// The deputy, for a protected person.
    pub deputy: Option<UserId>,
    /// Whether the place is beyond the capacity.
    pub beyond: bool,
    /// Confirmed alternatives that are left after it.
    pub then: Vec<ProgrammeId>,
}

/// Where a confirmed placement leads, once capacity has had its say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// A place was free and is taken.
    Offer(Choice),
    /// No place: she waits, for the programme named if there is one.
    Wait {
        /// The programme somebody chose.
        waiting_for: Option<ProgrammeId>,
        /// The alternatives that were confirmed with it.
        then: Vec<ProgrammeId>,
    },
    /// Met first by this organisation, which takes her on at once: at submission only.
    TakeOn {
        /// The place that is taken.
        choice: Choice,
        /// Who has her from now on.
        worker: UserId,
    },
    /// Met first by a partner's worker, who leaves the choice to the desk: at submission only.
    ToDesk,
}

/// A command of a person. Free texts go beside it, sealed, and are never judged.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    missing_docs,
    reason = "the fields are the contract's body fields of the same action"
)]
pub enum Command {
    Place {
        placement: Placement,
    },
    Close {
        reason: CloseReason,
    },
    ClientCalled {
        wish: ClientWish,
    },
    ConfirmWaiting {
        result: WaitingAnswer,
    },
    KeepWaiting {
        until: Date,
    },
    WithdrawConsent {
        scope: WithdrawScope,
    },
    UpdateCityTrack {
        kind: Option<CityTrackKind>,
        started_on: Option<Date>,
        notified_on: Option<Date>,
        done: bool,
    },
    SendMessage,
    Acknowledge,
    Accept {
        worker: UserId,
    },
    /// `next` is the first alternative that still fits and has a place, already taken.
    HandBack {
        reason: HandBackReason,
        next: Option<Choice>,
    },
    RecordContact {
        kind: ContactKind,
        outcome: ContactOutcome,
        at: Option<Timestamp>,
        next_on: Option<Date>,
        worry: Option<bool>,
    },
    Review {
        form: Option<Form>,
        phase: Option<Phase>,
        /// The colleagues who support her together with the worker, all of them.
        co_workers: Option<Vec<UserId>>,
        peer: Option<bool>,
        moves_on: Option<Date>,
        next_on: Option<Date>,
    },
    Reassign {
        worker: UserId,
    },
    Transfer {
        choice: Choice,
    },
    EndSupport {
        outcome: String,
        measures: Option<Measures>,
        voice: Option<Voice>,
    },
    RecordCheck {
        result: CheckResult,
        measures: Option<Measures>,
        voice: Option<Voice>,
        worry: Option<bool>,
    },
    ReportChange {
        what: ChangeWhat,
        until: Option<Date>,
    },
    AlertDesk {
        what: AlertWhat,
    },
    /// `joins` are people and organisations of this network.
    ProposeMeeting {
        times: Vec<Timestamp>,
        joins: Vec<Joiner>,
        place: Option<MeetingPlace>,
        fallback: Option<(FallbackWhat, Date)>,
        with: Option<MeetingWith>,
    },
    RecordMeeting {
        meeting: u32,
        outcome: MeetingOutcome,
        at: Option<Timestamp>,
        next_times: Vec<Timestamp>,
        fallback: Option<(FallbackWhat, Date)>,
    },
    Return,
    AskDesk,
    /// `choice` is the programme that goes on with her, with a place already taken where she needs one.
    PlanEnding {
        decision: EndingDecision,
        choice: Option<Choice>,
    },
    /// `choice` is the programme of the plan that waited for this answer, with a place already taken.
    RecordConsent {
        answer: ConsentAnswer,
        by: ConsentBy,
        method: Option<ConsentMethod>,
        wording: Option<String>,
        choice: Option<Choice>,
    },
    /// A coordinator looks at who somebody is; why stands beside it, sealed.
    BreakGlass,
    /// The same person was handed over again at the same desk.
    SecondCall,
    /// Another carries her too, by a referral of its own; with `until` this road ends then.
    AddCarrier {
        other: ReferralId,
        until: Option<Date>,
    },
    Link {
        other: ReferralId,
        kind: LinkKind,
    },
    Unlink {
        other: ReferralId,
    },
    ExtendOverlap {
        until: Date,
    },
    /// `receivers` are the organisations that the new permission reaches, as the network stands that day.
    RenewConsent {
        consent: Box<Consent>,
        receivers: Vec<OrganisationId>,
    },
    /// The desk fills in or mends its handoff; `fields` are the codes of those that are others now.
    Amend {
        fields: Vec<String>,
        facts: Box<Facts>,
        measures: Option<Measures>,
    },
    /// `other` is the new referral.
    Reopen {
        other: ReferralId,
    },
    /// The same as a withdrawal, where the person walks several roads: `having` are all organisations that
    /// have her or are asked.
    WithdrawTogether {
        scope: WithdrawScope,
        having: Vec<OrganisationId>,
    },
    /// A step on a linked referral has its consequence here.
    Beside(Beside),
}

/// What a decision may look at beside the referral.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The instant of the command.
    pub now: Timestamp,
    /// Who gives it.
    pub actor: &'a Actor,
    /// The network's definition now in force.
    pub definition: &'a Definition,
    /// Its working days.
    pub days: &'a WorkingDays,
}
