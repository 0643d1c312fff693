//! Bodies of requests: what clients send. Unknown fields are refused, most fields may be left out.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{CityTrackKind, ConsentBy, ConsentMethod, Form},
    referral::words::{
        AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
        ContactOutcome, EndingDecision, FallbackWhat, HandBackReason, LinkKind, MeetingOutcome, MeetingPlace,
        MeetingWith, Phase, VoiceAnswer, WaitingAnswer, WithdrawScope,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type, schema::Schema},
};
use uuid::Uuid;

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

fn companion() -> Schema {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["couple", "friend"]))
        .into()
}

/// The longest free text of an action, in characters.
pub const TEXT_LIMIT: usize = 2000;

/// `POST /networks/{network}/preview`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The handoff, complete or not yet.
    #[schema(value_type = Object)]
    pub handoff: Value,
}

/// `POST /networks/{network}/cautions`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CautionRequest {
    /// A free text before it is sent. Never kept.
    pub text: String,
}

/// `POST /networks/{network}/referrals`
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitRequest {
    /// The handoff.
    #[schema(value_type = Object)]
    pub handoff: Value,
    /// The confirmed placement.
    #[serde(default)]
    pub placement: Option<PlacementRequest>,
    /// `separate`: the same person again, with a reason.
    #[serde(default)]
    #[schema(inline)]
    pub duplicate: Option<Duplicate>,
    /// Why it is separate, where no placement gives a reason.
    #[serde(default)]
    pub reason: Option<String>,
    /// `desk`: a partner's worker met her first and leaves the choice to the home desk; without `placement`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(inline)]
    pub to: Option<Destination>,
    /// Of a protected person whom a partner's worker brings in: the advisor of the home desk who knows of her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisor: Option<Uuid>,
    /// Others close to her: at most ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRequest>,
}

/// Where somebody is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// To the home desk's queue.
    Desk,
}

/// Who somebody is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Companion {
    /// A couple.
    Couple,
    /// Friends.
    Friend,
}

impl Companion {
    /// The kind of link.
    #[must_use]
    pub const fn kind(self) -> LinkKind {
        match self {
            Self::Couple => LinkKind::Couple,
            Self::Friend => LinkKind::Friend,
        }
    }
}

/// `link`: the referral of somebody close to her.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// Its id or its reference.
    pub referral: String,
    /// Who they are to each other.
    #[schema(schema_with = companion)]
    pub kind: Companion,
}

/// `unlink`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlinkRequest {
    /// The other referral's id or reference.
    pub referral: String,
}

/// `add_carrier`: another programme carries her too.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCarrierRequest {
    /// The programme to ask.
    pub programme: String,
    /// The worker with whom it was agreed.
    #[serde(default)]
    pub agreed_with: Option<Uuid>,
    /// The deputy, for a protected person.
    #[serde(default)]
    pub deputy: Option<Uuid>,
    /// Why this one: needed where a soft rule speaks against it.
    #[serde(default)]
    pub reason: Option<String>,
    /// Until when both go on; then whoever has her now is asked to end, or to extend.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub overlap_until: Option<Date>,
}

/// `extend_overlap`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendOverlapRequest {
    /// Until when both go on.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// `renew_consent`: the client was asked anew.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewConsentRequest {
    /// The permission, as in the handoff.
    #[schema(value_type = Object)]
    pub consent: Value,
}

/// `reopen`: she came back. What is absent is as it was.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenRequest {
    /// The permission, asked anew, as in the handoff.
    #[schema(value_type = Object)]
    pub consent: Value,
    /// The confirmed placement.
    #[serde(default)]
    pub placement: Option<PlacementRequest>,
    /// The gate's answers, as in the handoff.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub gate: Option<Value>,
    /// Her needs now.
    #[serde(default)]
    pub needs: Option<Vec<String>>,
    /// Her own words now.
    #[serde(default)]
    pub own_words: Option<String>,
    /// Why, where no placement gives a reason.
    #[serde(default)]
    pub reason: Option<String>,
}

/// `POST /drafts/{id}/submit`: the handoff is the draft's.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitDraftRequest {
    /// The confirmed placement.
    #[serde(default)]
    pub placement: Option<PlacementRequest>,
    /// `separate`: the same person again, with a reason.
    #[serde(default)]
    #[schema(inline)]
    pub duplicate: Option<Duplicate>,
    /// Why it is separate, where no placement gives a reason.
    #[serde(default)]
    pub reason: Option<String>,
    /// `desk`: a partner's worker met her first and leaves the choice to the home desk; without `placement`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(inline)]
    pub to: Option<Destination>,
    /// Of a protected person whom a partner's worker brings in: the advisor of the home desk who knows of her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisor: Option<Uuid>,
    /// Others close to her: at most ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRequest>,
}

/// `POST /networks/{network}/drafts`, `PUT /drafts/{id}`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    /// The handoff as far as it goes. Only what stands there is checked.
    #[schema(value_type = Object)]
    pub handoff: Value,
    /// The day on which the client is called back; after an emergency a draft is kept only with it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub call_back_on: Option<Date>,
}

/// `POST /networks/{network}/search`: whoever rings back. Each may be given alone; together all must fit.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchRequest {
    /// First and last name in either order, or the last name alone.
    #[serde(default)]
    pub name: Option<String>,
    /// Phone number, any notation.
    #[serde(default)]
    pub phone: Option<String>,
    /// Year of birth.
    #[serde(default)]
    pub birth_year: Option<i16>,
}

impl std::fmt::Debug for SearchRequest {
    /// Nothing that names anybody gets into a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchRequest(…)")
    }
}

/// What to do about an open referral of the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Duplicate {
    /// It is another matter.
    Separate,
}

/// A placement that a human confirmed; also the body of `place`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementRequest {
    /// The programme to ask.
    pub programme: String,
    /// Why this one: needed where a soft rule speaks against it, or to place beyond the capacity.
    #[serde(default)]
    pub reason: Option<String>,
    /// The worker with whom it was agreed.
    #[serde(default)]
    pub agreed_with: Option<Uuid>,
    /// The deputy, for a protected person.
    #[serde(default)]
    pub deputy: Option<Uuid>,
    /// The alternatives, in order.
    #[serde(default)]
    pub then: Vec<String>,
}

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

/// `accept`
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRequest {
    /// The worker who takes her on; the caller where absent.
    #[serde(default)]
    pub worker: Option<Uuid>,
}

/// `hand_back`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct HandBackRequest {
    #[schema(schema_with = hand_back)]
    pub reason: HandBackReason,
    #[serde(default)]
    pub note: Option<String>,
}

/// An answer to *is there reason to worry?*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "yes is yes and no is no")]
pub enum Worry {
    Yes,
    No,
}

/// `record_contact`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct RecordContactRequest {
    #[schema(schema_with = contact_kind)]
    pub kind: ContactKind,
    #[schema(schema_with = contact_outcome)]
    pub outcome: ContactOutcome,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub next_on: Option<Date>,
    #[serde(default)]
    pub why: Option<String>,
    #[serde(default)]
    #[schema(inline)]
    pub worry: Option<Worry>,
}

/// `review`
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ReviewRequest {
    #[serde(default)]
    #[schema(schema_with = form)]
    pub form: Option<Form>,
    #[serde(default)]
    #[schema(schema_with = phase)]
    pub phase: Option<Phase>,
    /// The colleagues of the own organisation who support her together with the worker: all of them.
    #[serde(default)]
    pub co_workers: Option<Vec<Uuid>>,
    /// Whether a peer supports her too.
    #[serde(default)]
    pub peer: Option<bool>,
    /// When she moves to a home of her own.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub moves_on: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub next_on: Option<Date>,
}

/// `reassign`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ReassignRequest {
    pub worker: Uuid,
}

/// `transfer`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct TransferRequest {
    pub programme: String,
    #[serde(default)]
    pub worker: Option<Uuid>,
    #[serde(default)]
    pub deputy: Option<Uuid>,
    #[serde(default)]
    pub reason: Option<String>,
}

/// Two numbers, both skippable.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasuresRequest {
    /// Loneliness, 1 to 4.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 4)]
    pub loneliness: Option<u8>,
    /// "How do I manage", 0 to 10.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10)]
    pub coping: Option<u8>,
}

/// What the client says herself; every question is skippable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct VoiceRequest {
    #[serde(default)]
    #[schema(schema_with = voice_answer)]
    pub met_as_person: Option<VoiceAnswer>,
    #[serde(default)]
    #[schema(schema_with = voice_answer)]
    pub taken_seriously: Option<VoiceAnswer>,
    #[serde(default)]
    #[schema(schema_with = voice_answer)]
    pub solutions_found: Option<VoiceAnswer>,
}

/// `end_support`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct EndSupportRequest {
    pub outcome: String,
    #[serde(default)]
    pub measures: Option<MeasuresRequest>,
    #[serde(default)]
    pub client_voice: Option<VoiceRequest>,
}

/// `record_check`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct RecordCheckRequest {
    #[schema(schema_with = check)]
    pub result: CheckResult,
    #[serde(default)]
    pub measures: Option<MeasuresRequest>,
    #[serde(default)]
    pub client_voice: Option<VoiceRequest>,
    #[serde(default)]
    #[schema(inline)]
    pub worry: Option<Worry>,
}

/// `report_change`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ReportChangeRequest {
    #[schema(schema_with = change)]
    pub what: ChangeWhat,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

/// `alert_desk`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct AlertDeskRequest {
    #[schema(schema_with = alert)]
    pub what: AlertWhat,
}

/// `plan_ending`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEndingRequest {
    /// What becomes of her.
    #[schema(schema_with = ending_decision)]
    pub decision: EndingDecision,
    /// `carry_on`: the programme that goes on with her, or the one the network proposes. `end_early`: the one
    /// whose worker makes the checks; absent, the desk.
    #[serde(default)]
    pub programme: Option<String>,
    /// The worker there with whom it was agreed.
    #[serde(default)]
    pub worker: Option<Uuid>,
    /// The deputy, for a protected person.
    #[serde(default)]
    pub deputy: Option<Uuid>,
    /// Why this one, where a soft rule speaks against it.
    #[serde(default)]
    pub reason: Option<String>,
}

/// `record_consent`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordConsentRequest {
    /// Her answer.
    #[schema(schema_with = consent_answer)]
    pub answer: ConsentAnswer,
    /// By whom: only the client or a guardian entitled to it.
    #[schema(schema_with = consent_by)]
    pub by: ConsentBy,
    /// How she was asked.
    #[serde(default)]
    #[schema(schema_with = consent_method)]
    pub method: Option<ConsentMethod>,
    /// Which of the network's wordings was read to her.
    #[serde(default)]
    pub wording: Option<String>,
}

/// `return`
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct ReturnRequest {
    #[serde(default)]
    pub reason: Option<String>,
}

/// What is done where nobody could be met together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields say it")]
pub struct FallbackRequest {
    #[schema(schema_with = fallback_what)]
    pub what: FallbackWhat,
    #[schema(value_type = String, format = Date)]
    pub by: Date,
}

/// `propose_meeting`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeMeetingRequest {
    /// One to five times that would do.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 5)]
    pub times: Vec<Timestamp>,
    /// Who joins: `client`, `desk`, `old_worker`, or the id of an organisation or a person.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub joins: Vec<String>,
    /// Where.
    #[serde(default)]
    #[schema(schema_with = meeting_place)]
    pub place_kind: Option<MeetingPlace>,
    /// What is done where it comes to nothing.
    #[serde(default)]
    pub fallback: Option<FallbackRequest>,
    /// Between whom the handover is; the transfer that is asked, else the offer.
    #[serde(default)]
    #[schema(schema_with = meeting_with)]
    pub with: Option<MeetingWith>,
    /// A note. Free text.
    #[serde(default)]
    pub note: Option<String>,
}

/// `record_meeting`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMeetingRequest {
    /// The meeting's number within the referral.
    pub meeting: u32,
    /// What came of it.
    #[schema(schema_with = meeting_outcome)]
    pub outcome: MeetingOutcome,
    /// When; now where absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// New times, where it was moved or the client was not there.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 5)]
    pub next_times: Vec<Timestamp>,
    /// What is done instead: required the second time that the client was not there, unless it was agreed.
    #[serde(default)]
    pub fallback: Option<FallbackRequest>,
    /// A note. Free text.
    #[serde(default)]
    pub note: Option<String>,
}

/// `break_glass`
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakGlassRequest {
    /// Why: read by the desk. Free text.
    #[serde(default)]
    pub reason: Option<String>,
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
            | Self::RecordConsent(_) => Vec::new(),
        }
    }
}

fn pair<'a>(field: &'static str, text: Option<&'a str>) -> Vec<(&'static str, &'a str)> {
    text.map(|text| (field, text)).into_iter().collect()
}
