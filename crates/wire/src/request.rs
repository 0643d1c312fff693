//! Bodies of requests: what clients send. Unknown fields are refused, most fields may be left out.

use jiff::civil::Date;
use luotsi_domain::{
    handoff::{CityTrackKind, ConsentBy, ConsentMethod, Form},
    referral::words::{
        AlertWhat, Because, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
        ContactOutcome, EndingDecision, FallbackWhat, HandBackReason, MeetingOutcome, MeetingPlace,
        MeetingWith, Phase, VoiceAnswer, WaitingAnswer, WithdrawScope,
    },
};
use serde::Deserialize;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type, schema::Schema},
};
use uuid::Uuid;

mod linked;
mod partner;
mod submission;

pub use linked::*;
pub use partner::*;
pub use submission::*;

/// Declares the schema of a coded value: a string that is one of the codes.
macro_rules! coded {
    ($($function:ident: $type:ty;)+) => {$(
        fn $function() -> Schema {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(<$type>::ALL.iter().map(|code| code.as_str())))
                .into()
        }
    )+};
}

coded! {
    because: Because;
    form: Form;
    phase: Phase;
    track_kind: CityTrackKind;
    alert: AlertWhat;
    change: ChangeWhat;
    check: CheckResult;
    wish: ClientWish;
    close: CloseReason;
    contact_kind: ContactKind;
    contact_outcome: ContactOutcome;
    hand_back: HandBackReason;
    waiting_answer: WaitingAnswer;
    withdraw_scope: WithdrawScope;
    ending_decision: EndingDecision;
    consent_answer: ConsentAnswer;
    consent_by: ConsentBy;
    consent_method: ConsentMethod;
    meeting_place: MeetingPlace;
    meeting_with: MeetingWith;
    meeting_outcome: MeetingOutcome;
    fallback_what: FallbackWhat;
    voice_answer: VoiceAnswer;
}

/// The longest free text of an action, in characters.
pub const TEXT_LIMIT: usize = 2000;

/// Nothing to say.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// `close`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct CloseRequest {
    #[schema(schema_with = close)]
    pub reason: CloseReason,
}

/// `client_called`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ClientCalledRequest {
    #[schema(schema_with = wish)]
    pub wish: ClientWish,
}

/// `confirm_waiting`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ConfirmWaitingRequest {
    #[schema(schema_with = waiting_answer)]
    pub result: WaitingAnswer,
}

/// `keep_waiting`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct KeepWaitingRequest {
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    #[serde(default)]
    pub reason: Option<String>,
}

/// `withdraw_consent`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct WithdrawConsentRequest {
    #[schema(schema_with = withdraw_scope)]
    pub scope: WithdrawScope,
    #[serde(default)]
    pub told_to: Option<String>,
}

/// `update_city_track`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct UpdateCityTrackRequest {
    #[serde(default)]
    #[schema(schema_with = track_kind)]
    pub kind: Option<CityTrackKind>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub started_on: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub notified_on: Option<Date>,
    #[serde(default)]
    pub done: bool,
}

/// `send_message`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct SendMessageRequest {
    pub text: String,
}

/// `PUT /programmes/{id}/capacity`: the whole claim; what is absent is no limit, no pause.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityRequest {
    /// Places at once.
    #[serde(default)]
    pub places: Option<u32>,
    /// New ones a calendar month.
    #[serde(default)]
    pub intake_per_month: Option<u32>,
    /// First day of a pause.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub paused_from: Option<Date>,
    /// Last day of a pause.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub paused_until: Option<Date>,
    /// A note for the others. Free text.
    #[serde(default)]
    pub note: Option<String>,
}

/// `PUT /people/{id}/absence`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceRequest {
    /// First day away.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day away.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// The colleague who stands in.
    #[serde(default)]
    pub covered_by: Option<Uuid>,
}

/// What one may do to a referral, with its body.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is the contract's action of that name")]
pub enum ActionRequest {
    Place(PlacementRequest),
    Close(CloseRequest),
    ClientCalled(ClientCalledRequest),
    ConfirmWaiting(ConfirmWaitingRequest),
    KeepWaiting(KeepWaitingRequest),
    WithdrawConsent(WithdrawConsentRequest),
    UpdateCityTrack(UpdateCityTrackRequest),
    SendMessage(SendMessageRequest),
    Acknowledge(NoBody),
    Accept(AcceptRequest),
    HandBack(HandBackRequest),
    RecordContact(RecordContactRequest),
    Review(ReviewRequest),
    Reassign(ReassignRequest),
    Transfer(TransferRequest),
    EndSupport(EndSupportRequest),
    RecordCheck(RecordCheckRequest),
    ReportChange(ReportChangeRequest),
    AlertDesk(AlertDeskRequest),
    Return(ReturnRequest),
    AskDesk(NoBody),
    PlanEnding(PlanEndingRequest),
    RecordConsent(RecordConsentRequest),
    ProposeMeeting(ProposeMeetingRequest),
    RecordMeeting(RecordMeetingRequest),
    BreakGlass(BreakGlassRequest),
    AddCarrier(AddCarrierRequest),
    Link(LinkRequest),
    Unlink(UnlinkRequest),
    ExtendOverlap(ExtendOverlapRequest),
    RenewConsent(RenewConsentRequest),
    Amend(AmendRequest),
}

impl ActionRequest {
    /// The free texts that come with the action, by field.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Place(body) => pair("reason", body.reason.as_deref()),
            Self::KeepWaiting(body) => pair("reason", body.reason.as_deref()),
            Self::WithdrawConsent(body) => pair("told_to", body.told_to.as_deref()),
            Self::SendMessage(body) => pair("text", Some(&body.text)),
            Self::HandBack(body) => pair("note", body.note.as_deref()),
            Self::RecordContact(body) => pair("why", body.why.as_deref()),
            Self::Transfer(body) => pair("reason", body.reason.as_deref()),
            Self::Return(body) => pair("reason", body.reason.as_deref()),
            Self::PlanEnding(body) => pair("reason", body.reason.as_deref()),
            Self::ProposeMeeting(body) => pair("note", body.note.as_deref()),
            Self::RecordMeeting(body) => pair("note", body.note.as_deref()),
            Self::BreakGlass(body) => pair("reason", body.reason.as_deref()),
            Self::AddCarrier(body) => pair("reason", body.reason.as_deref()),
            Self::Close(_)
            | Self::ClientCalled(_)
            | Self::ConfirmWaiting(_)
            | Self::UpdateCityTrack(_)
            | Self::Acknowledge(_)
            | Self::Accept(_)
            | Self::Review(_)
            | Self::Reassign(_)
            | Self::EndSupport(_)
            | Self::RecordCheck(_)
            | Self::ReportChange(_)
            | Self::AlertDesk(_)
            | Self::AskDesk(_)
            | Self::Link(_)
            | Self::Unlink(_)
            | Self::ExtendOverlap(_)
            | Self::RenewConsent(_)
            | Self::Amend(_)
            | Self::RecordConsent(_) => Vec::new(),
        }
    }
}

fn pair<'a>(field: &'static str, text: Option<&'a str>) -> Vec<(&'static str, &'a str)> {
    text.map(|text| (field, text)).into_iter().collect()
}
