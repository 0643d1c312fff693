//! Answers beside the referral itself: preview, programmes, people, the board.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

/// What a handoff would lead to. Nothing is stored.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Preview {
    /// The gate.
    pub gate: GateView,
    /// Programmes in order of rank, the excluded last.
    pub candidates: Vec<CandidateView>,
    /// Whether the same person may have an open referral at this desk.
    pub possible_duplicate: bool,
    /// What its free texts seem to hold that they better did not. Refuses nothing.
    pub warnings: Vec<WarningView>,
}

/// A free text that seems to hold what does not belong there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Warning)]
pub struct WarningView {
    /// Where: a JSON pointer into the body.
    #[schema(example = "/handoff/own_words")]
    pub pointer: &'static str,
    /// `identity_code`, `health_word`.
    pub code: &'static str,
    /// The same as a sentence.
    pub text: String,
}

/// Where the gate leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Gate)]
pub struct GateView {
    /// `open`, `emergency`, `other_area`, `other_service`, `desk_keeps`, `authority_only`, `no_consent`.
    pub outcome: &'static str,
    /// The authority's track beside or instead.
    pub city_track: Option<CityTrackDue>,
    /// What to do and whom to call, in the language of the request.
    pub guidance: Option<String>,
}

/// An authority's track and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CityTrackDue {
    /// What kind.
    pub kind: &'static str,
    /// By when it has begun.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// A programme in or out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Candidate)]
pub struct CandidateView {
    /// The programme.
    pub programme: String,
    /// Its organisation.
    pub organisation: String,
    /// Its place in the order; null where it does not fit.
    pub rank: Option<u32>,
    /// Whether it fits.
    pub fits: bool,
    /// Fits, but ask; or does not fit, but may be asked with a reason.
    pub soft: bool,
    /// Places free now; null is no limit.
    pub free_places: Option<u32>,
    /// Days since somebody last said so.
    pub claim_age_days: Option<u32>,
    /// Why.
    pub reasons: Vec<ReasonView>,
    /// Where it fits: what asking it means in days, each term and their sum.
    pub expected: Vec<TermView>,
    /// What would change it.
    pub would_change: Vec<ChangeView>,
}

/// One thing that would change where a programme stands, and what then would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeView {
    /// Stable code.
    pub code: &'static str,
    /// The rank that the programme would have, with a place.
    pub rank: u32,
    /// Tenths of a day by which the first contact is then expected sooner than by asking the present first.
    pub sooner_tenths: u32,
    /// The sentence.
    #[schema(value_type = String)]
    pub text: Arc<str>,
}

/// A term of what asking a programme means, or their sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Term)]
pub struct TermView {
    /// Stable code.
    pub code: &'static str,
    /// Tenths of a day.
    pub tenths: u32,
    /// The sentence.
    #[schema(value_type = String)]
    pub text: Arc<str>,
}

/// A reason: its code, and a sentence in the language of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Reason)]
pub struct ReasonView {
    /// Stable code.
    pub code: &'static str,
    /// The sentence.
    #[schema(value_type = String)]
    pub text: Arc<str>,
}

/// Who the caller is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Me {
    /// Her id.
    pub id: String,
    /// Her name.
    pub name: String,
    /// Her roles.
    pub roles: Vec<&'static str>,
    /// Her networks.
    pub networks: Vec<String>,
    /// Her organisations.
    pub organisations: Vec<String>,
}

/// Somebody at an organisation: her id is `worker`, `deputy`, `agreed_with`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonView {
    /// Her id.
    pub id: String,
    /// Her name.
    pub name: String,
    /// Her organisation.
    pub organisation: String,
    /// Her roles there.
    pub roles: Vec<&'static str>,
}

/// Who of the own organisation is away, and who stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Absence)]
pub struct AbsenceView {
    /// Who.
    pub person: NamedView,
    /// First day away.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day away.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// Whom she named to stand in.
    pub covered_by: Option<NamedView>,
}

/// Somebody by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Named)]
pub struct NamedView {
    /// Her id.
    pub id: String,
    /// Her name.
    pub name: String,
}

/// Nobody of a partner is there: one task of a desk, to tell all whom the partner has that it goes on later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Watch)]
pub struct WatchView {
    /// Its id.
    pub id: String,
    /// The partner.
    pub organisation: String,
    /// The desk.
    pub desk: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// By when these people are told.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// Whether that has passed without anybody having told them.
    pub stalled: bool,
    /// When they were told.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Timestamp>,
    /// How many.
    pub count: usize,
    /// Who, by reference.
    pub referrals: Vec<WatchedView>,
}

/// Somebody on a watch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Watched)]
pub struct WatchedView {
    /// The referral.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Its status, where the caller may see it.
    pub status: Option<&'static str>,
}

/// A programme and its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Programme)]
pub struct ProgrammeView {
    /// Its slug.
    pub id: String,
    /// Its organisation.
    pub organisation: String,
    /// Its name in the language of the request.
    pub name: String,
    /// Places at once; null is no limit.
    pub places: Option<u32>,
    /// New ones a month; null is no limit.
    pub intake_per_month: Option<u32>,
    /// Accepted.
    pub used: u32,
    /// Kept for an answer.
    pub reserved: u32,
    /// Free now; null is no limit. Never below 0.
    pub free: Option<u32>,
    /// When somebody last said so.
    #[schema(value_type = String, format = DateTime)]
    pub claimed_at: Timestamp,
    /// First day of a pause.
    #[schema(value_type = Option<String>, format = Date)]
    pub paused_from: Option<Date>,
    /// Last day of a pause.
    #[schema(value_type = Option<String>, format = Date)]
    pub paused_until: Option<Date>,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// Last day.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
}

/// What the coordinator watches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Board {
    /// How many stand where.
    pub counts: Vec<BoardCount>,
    /// Standing still, the longest first.
    pub stalled: Vec<StalledView>,
    /// Protected persons: two numbers and nothing else.
    pub protected: ProtectedView,
    /// Programmes and their places.
    pub programmes: Vec<ProgrammeView>,
    /// Who waits and nobody could take, by district.
    pub unmet: Vec<UnmetView>,
    /// References that may be the same person at two desks.
    pub doubles: Vec<[String; 2]>,
    /// Programmes that end soon or have ended, and what became of their people.
    pub endings: Vec<EndingCountView>,
    /// How the follow-ups of the last twelve months ended, the running one included; protected persons aside.
    pub follow_ups: Vec<FollowUpView>,
    /// Mails that were refused for good.
    pub dead_letters: Vec<DeadLetterView>,
}

/// How many follow-ups ended so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FollowUp)]
pub struct FollowUpView {
    /// `stable`; `changed`, where support began again; else the reason for which she came back or nobody goes
    /// on, such as `unreachable`, `no_contact_wanted`, `moved` or `died`.
    pub outcome: String,
    /// How many.
    pub count: u64,
}

/// How many of a status a holder has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardCount {
    /// The status.
    pub status: String,
    /// With whom.
    pub holder: BoardHolder,
    /// How many.
    pub count: i64,
    /// How many of them stand still.
    pub stalled: i64,
}

/// With whom, on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardHolder {
    /// The kind.
    pub kind: String,
    /// Organisation or user.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// One that stands still, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StalledView {
    /// Its id.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Its status.
    pub status: &'static str,
    /// Whose turn it is.
    pub holder: super::referral::HolderView,
    /// What is due.
    pub due: super::referral::DueView,
    /// How long it has stood still, in hours.
    pub stalled_hours: i64,
    /// Why, in the language of the request.
    pub why: String,
    /// What the coordinator may do.
    pub actions: Vec<&'static str>,
}

/// Protected persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProtectedView {
    /// Open.
    pub open: i64,
    /// Standing still.
    pub stalled: i64,
}

/// Who waits in a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnmetView {
    /// District code; null where not known.
    pub district: Option<String>,
    /// How many.
    pub count: i64,
}

/// A programme that ends soon or has ended. Protected persons are in none of these numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EndingCount)]
pub struct EndingCountView {
    /// The programme.
    pub programme: String,
    /// Its organisation.
    pub organisation: String,
    /// Its last day.
    #[schema(value_type = String, format = Date)]
    pub ends_on: Date,
    /// Days left, the last day being 0.
    pub days_left: i32,
    /// People there now, followed up or asked about included.
    pub people: u32,
    /// Those nobody has decided about.
    pub undecided: u32,
    /// Decided: another programme goes on.
    pub carry_on: u32,
    /// Decided: support ends before it.
    pub end_early: u32,
    /// Decided: the desk checks.
    pub desk_checks: u32,
    /// Carried over to another programme.
    pub carried_over: u32,
    /// Another organisation was asked when it ended.
    pub asked: u32,
    /// Whose checks went to the desk.
    pub to_desk_checks: u32,
    /// Who went back to the desk's queue.
    pub returned: u32,
}

/// A mail that was refused for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadLetterView {
    /// Its id: what it is put back by.
    pub id: String,
    /// Who did not get it.
    pub to: PersonView,
    /// Why, as a code.
    pub code: String,
    /// The same in words.
    pub text: String,
    /// Since when it is dead.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// How many notices are in it.
    pub lines: i64,
}

/// What clients said, in sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Voices {
    /// The first month, `2025-12`.
    pub from: String,
    /// The last month, which may still be running.
    pub to: String,
    /// By organisation. One of which nobody said anything is not there.
    pub organisations: Vec<VoicesOf>,
}

/// What clients said of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoicesOf {
    /// The organisation.
    pub organisation: String,
    /// All twelve months together.
    pub year: VoiceSums,
    /// Month by month. Outside the own organisation only where none of its counts is under 5.
    pub months: Vec<VoicesOfMonth>,
}

/// What clients said in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoicesOfMonth {
    /// The month, `2026-11`.
    pub month: String,
    /// The sums.
    #[serde(flatten)]
    pub sums: VoiceSums,
}

/// The sums of the three questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoiceSums {
    /// Whether she was met as a person.
    pub met_as_person: VoiceSum,
    /// Whether she was taken seriously.
    pub taken_seriously: VoiceSum,
    /// Whether solutions were found.
    pub solutions_found: VoiceSum,
}

/// How often each answer was given; null where that is under 5 and not the own organisation's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoiceSum {
    /// Yes.
    pub yes: Option<i64>,
    /// Partly.
    pub partly: Option<i64>,
    /// No.
    pub no: Option<i64>,
}

/// One event of the feed: codes and ids, never a word. `referral` and `seq` together tell a repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FeedEvent {
    /// The referral.
    pub referral: String,
    /// Its reference.
    pub reference: String,
    /// The event's number in the referral's history.
    pub seq: u64,
    /// When it happened. The feed is in the order of commits, not of these.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What happened, as a code.
    pub event: &'static str,
    /// More exactly: a reason, outcome, result or scope, as a code.
    pub detail: Option<String>,
}

/// A desk's own handoff and what it may see of the road, for its archive.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Archive)]
pub struct ArchiveView {
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    pub exported_at: Timestamp,
    /// The handoff as the desk wrote it.
    #[schema(value_type = Object)]
    pub handoff: serde_json::Value,
    /// How it stands, in coded facts.
    pub referral: super::referral::ReferralView,
    /// What happened.
    pub history: Vec<super::referral::TimelineEntry>,
}

/// Somebody saw who the person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = View)]
pub struct ViewEntry {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who.
    pub user: String,
    /// Her name.
    pub by: Option<String>,
    /// In which role.
    pub role: String,
    /// For which organisation.
    pub organisation: String,
    /// By what: `view`, `timeline`, `export`, `submit`, or the action that opened it.
    pub what: String,
}
