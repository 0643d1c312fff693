//! Answers beside the referral itself: preview, programmes, people, the board.

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
    /// What would change it.
    pub would_change: Vec<ReasonView>,
}

/// A reason: its code, and a sentence in the language of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Reason)]
pub struct ReasonView {
    /// Stable code.
    pub code: &'static str,
    /// The sentence.
    pub text: String,
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
    /// Mails that were refused for good.
    pub dead_letters: Vec<DeadLetterView>,
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

/// A mail that was refused for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadLetterView {
    /// Who did not get it.
    pub name: String,
    /// Why, as a code.
    pub failure: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}
