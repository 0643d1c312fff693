//! Bodies of what a partner does: answers, contacts, support, checks, meetings.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::handoff::{ConsentBy, ConsentMethod, Form};
use luotsi_domain::referral::words::{
    AlertWhat, ChangeWhat, CheckResult, ConsentAnswer, ContactKind, ContactOutcome, EndingDecision,
    FallbackWhat, HandBackReason, MeetingOutcome, MeetingPlace, MeetingWith, Phase, VoiceAnswer,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    alert, change, check, consent_answer, consent_by, consent_method, contact_kind, contact_outcome,
    ending_decision, fallback_what, form, hand_back, meeting_outcome, meeting_place, meeting_with, phase,
    voice_answer,
};

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
