//! A referral as somebody may see it, and the lines of its timeline.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A referral as the caller may see it now. What she may not see is null or empty.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Referral)]
pub struct ReferralView {
    /// Its id, UUIDv7.
    pub id: String,
    /// Short and speakable, with a check character.
    #[schema(example = "HKI-7K3M-Q")]
    pub reference: String,
    /// Its network.
    pub network: String,
    /// Where it stands.
    #[schema(example = "offered")]
    pub status: Option<&'static str>,
    /// Its version, also the `ETag`.
    pub version: u64,
    /// With whom the ball is.
    pub holder: Option<HolderView>,
    /// What is due next.
    pub due: Option<DueView>,
    /// Whether it stands still: past due.
    pub stalled: bool,
    /// The programme that has the person or is asked.
    pub programme: Option<String>,
    /// Its organisation.
    pub organisation: Option<String>,
    /// The programme whose place is waited for.
    pub waiting_for: Option<String>,
    /// Confirmed alternatives, in order.
    pub then: Vec<String>,
    /// The person, as far as the caller may know her.
    #[schema(value_type = Option<Object>)]
    pub client: Option<Value>,
    /// The handoff, as far as the caller may see it.
    #[schema(value_type = Option<Object>)]
    pub handoff: Option<Value>,
    /// Every organisation that was asked.
    pub offers: Vec<OfferView>,
    /// Contacts, oldest first.
    pub contacts: Vec<ContactView>,
    /// Checks, oldest first.
    pub checks: Vec<CheckView>,
    /// Meetings together.
    pub meetings: Vec<MeetingView>,
    /// Tasks beside the road.
    pub tasks: Vec<TaskView>,
    /// Linked referrals.
    pub links: Vec<LinkView>,
    /// The present form of support.
    pub form: Option<&'static str>,
    /// Its history, oldest first.
    pub forms: Vec<FormView>,
    /// Where she stands on the way to a home of her own.
    pub phase: Option<String>,
    /// When she moves there, as it stands now.
    #[schema(value_type = Option<String>, format = Date)]
    pub moves_on: Option<jiff::civil::Date>,
    /// The colleagues who support her together with the worker.
    pub co_workers: Vec<CoWorkerView>,
    /// Whether a peer supports her too.
    pub peer: bool,
    /// The latest time of each step.
    pub milestones: Option<MilestonesView>,
    /// The authority's track beside.
    pub city_track: Option<CityTrackView>,
    /// The latest of the five words.
    pub feedback: Option<&'static str>,
    /// Why the desk is needed.
    pub needs_you: Option<&'static str>,
    /// Why it was handed back, returned or closed.
    pub reason: Option<&'static str>,
    /// The end of the programme that has the person, where it is near, and what is decided about it.
    pub ending: Option<EndingView>,
    /// What the caller may do now.
    pub actions: Vec<&'static str>,
    /// Only in the answer to `alert_desk`: what is one's own to do beside it, in the language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guidance: Option<String>,
}

/// A form of support, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FormOfSupport)]
pub struct FormView {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Which.
    pub form: &'static str,
}

/// A colleague who supports somebody together with the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CoWorker)]
pub struct CoWorkerView {
    /// Her id.
    pub id: String,
    /// Her name.
    pub name: Option<String>,
}

/// A meeting together: a warm handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Meeting)]
pub struct MeetingView {
    /// Its number within the referral.
    pub id: u32,
    /// `proposed`, `missed`, `met`, `cancelled`, `used_fallback`.
    pub status: &'static str,
    /// Between whom: `transfer`, `offer`, `desk`.
    pub with: &'static str,
    /// The times that would do, earliest first.
    #[schema(value_type = Vec<String>)]
    pub times: Vec<Timestamp>,
    /// Who joins: `client`, `desk`, `old_worker`, or an organisation's or a person's id.
    pub joins: Vec<String>,
    /// `home`, `desk`, `organisation`, `elsewhere`.
    pub place_kind: Option<&'static str>,
    /// What came of it so far, oldest first.
    pub attempts: Vec<AttemptView>,
    /// When they met.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub chosen_at: Option<Timestamp>,
    /// What came of it in the end.
    pub outcome: Option<&'static str>,
    /// What is done where it comes to nothing.
    pub fallback: Option<FallbackView>,
}

/// One thing that came of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MeetingAttempt)]
pub struct AttemptView {
    /// What.
    pub outcome: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What is done where a meeting comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MeetingFallback)]
pub struct FallbackView {
    /// `phone`, `door`, `letter`, `desk`.
    pub what: &'static str,
    /// By which day.
    #[schema(value_type = String, format = Date)]
    pub by: jiff::civil::Date,
}

/// The end of a programme, and what is decided about one person there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Ending)]
pub struct EndingView {
    /// Its last day.
    #[schema(value_type = String, format = Date)]
    pub ends_on: jiff::civil::Date,
    /// Days left, the last day being 0.
    pub days_left: i32,
    /// `carry_on`, `end_early` or `desk_checks`; null as long as nobody has decided.
    pub decision: Option<&'static str>,
    /// Who goes on with her or makes the checks; null is the desk.
    pub programme: Option<String>,
    /// Its organisation.
    pub organisation: Option<String>,
    /// The worker there with whom it was agreed.
    pub worker: Option<String>,
    /// When it was decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Timestamp>,
    /// What the decision waits for: `consent`, `answer`, `place`, `end`.
    pub waits_for: Option<&'static str>,
    /// The programmes that the network proposes to go on.
    pub proposed: Vec<String>,
}

/// With whom the ball is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Holder)]
pub struct HolderView {
    /// advisor, desk, organisation, worker, coordinator, nobody.
    pub kind: &'static str,
    /// Organisation slug or user id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Due)]
pub struct DueView {
    /// What.
    pub what: &'static str,
    /// From when it is past due.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// One organisation that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Offer)]
pub struct OfferView {
    /// The programme.
    pub programme: String,
    /// Its organisation.
    pub organisation: String,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether it was asked to take over.
    pub transfer: bool,
    /// `open`, `accepted`, `handed_back`, `expired`, `withdrawn`, `programme_ended`.
    pub answer: &'static str,
    /// Why it was handed back.
    pub reason: Option<&'static str>,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answered_at: Option<Timestamp>,
    /// Acknowledge by; only of an open one.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledge_by: Option<Timestamp>,
    /// Decide by; only of an open one.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decide_by: Option<Timestamp>,
}

/// A contact that was tried or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactView {
    /// How.
    pub kind: &'static str,
    /// What came of it.
    pub outcome: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// A date the person's own life gave.
    #[schema(value_type = Option<String>, format = Date)]
    pub next_on: Option<jiff::civil::Date>,
}

/// A check after the ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Check)]
pub struct CheckView {
    /// What it found.
    pub result: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A task beside the road.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Task)]
pub struct TaskView {
    /// Its number within the referral.
    pub id: u32,
    /// What kind.
    pub kind: &'static str,
    /// More exactly.
    pub detail: Option<String>,
    /// With whom.
    pub holder: HolderView,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// Whether that has passed.
    pub stalled: bool,
}

/// A linked referral that the caller may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Link)]
pub struct LinkView {
    /// Its id.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// `carrier`, `overlap`, `return`, `couple`, `friend`.
    pub kind: &'static str,
    /// Of several carriers: whether that one makes the checks.
    pub lead: bool,
    /// Of an overlap: until when both go on.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<jiff::civil::Date>,
    /// Where it stands, where the caller may see that.
    pub status: Option<&'static str>,
}

/// The latest time of each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Milestones)]
#[allow(missing_docs, reason = "each is the instant of the step it names")]
pub struct MilestonesView {
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submitted_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub offered_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_contact_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub met_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub stable_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
}

/// The authority's track beside the partner's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CityTrack)]
pub struct CityTrackView {
    /// What kind.
    pub kind: &'static str,
    /// When it was started.
    #[schema(value_type = Option<String>, format = Date)]
    pub started_on: Option<jiff::civil::Date>,
    /// When the notification was made.
    #[schema(value_type = Option<String>, format = Date)]
    pub notified_on: Option<jiff::civil::Date>,
    /// Whether it is done.
    pub done: bool,
}

/// One line of a referral's history, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What happened, as a code.
    pub event: &'static str,
    /// Who did it; null where it was the clock.
    pub by: Option<String>,
    /// For which organisation.
    pub organisation: Option<String>,
    /// More exactly: a reason, outcome, result or scope, as a code.
    pub detail: Option<String>,
    /// Free texts that came with it, where the caller may read them: field and text.
    #[schema(value_type = Object)]
    pub texts: std::collections::BTreeMap<String, String>,
}
