//! A draft as somebody of its own organisation sees it, and whoever was found.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::referral::{DueView, HolderView};

/// A draft.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Draft)]
pub struct DraftView {
    /// Its id, UUIDv7.
    pub id: String,
    /// Short and speakable, with a check character. Handed over, the referral bears it.
    #[schema(example = "HKI-7K3M-Q")]
    pub reference: String,
    /// Its network.
    pub network: String,
    /// In whose space it is.
    pub organisation: String,
    /// `draft`.
    pub status: &'static str,
    /// Its version, also the `ETag`: how often it was saved.
    pub version: u64,
    /// With whom it is: `advisor` or `worker`, then the queue of `desk` or `organisation`.
    pub holder: HolderView,
    /// `submit` or `call_client`, and by when.
    pub due: DueView,
    /// Whether that has passed.
    pub stalled: bool,
    /// Whether it has lain there so long that the lead was told. It stays until somebody hands it over or
    /// discards it.
    pub old: bool,
    /// The day on which the client is called back.
    #[schema(value_type = Option<String>, format = Date)]
    pub call_back_on: Option<Date>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub begun_at: Timestamp,
    /// When it was saved last.
    #[schema(value_type = String, format = DateTime)]
    pub saved_at: Timestamp,
    /// Coded facts, as far as they are filled in; null for a protected person.
    #[schema(value_type = Option<Object>)]
    pub facts: Option<Value>,
    /// The handoff as it was saved; null in lists.
    #[schema(value_type = Option<Object>)]
    pub handoff: Option<Value>,
}

/// Somebody who was found: where she is, and what is needed to recognise her.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Found)]
pub struct FoundView {
    /// `referral` or `draft`: where the id leads.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Where it stands; `draft` for a draft.
    pub status: Option<&'static str>,
    /// Its version, also the `ETag` there.
    pub version: u64,
    /// With whom the ball is.
    pub holder: Option<HolderView>,
    /// What is due next.
    pub due: Option<DueView>,
    /// Whether it stands still: past due.
    pub stalled: bool,
    /// The programme that has the person or is asked.
    pub programme: Option<String>,
    /// Its organisation; for a draft, in whose space it is.
    pub organisation: Option<String>,
    /// Who she is, as far as the caller may know it.
    pub client: FoundClient,
    /// Why the desk is needed.
    pub needs_you: Option<&'static str>,
    /// What the caller may do now.
    pub actions: Vec<&'static str>,
}

/// What is needed to recognise somebody. A field outside the consent's scope is null.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct FoundClient {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Age band.
    pub age_band: Option<&'static str>,
    /// Language, BCP 47.
    pub language: Option<String>,
    /// District code; null for a protected person.
    pub district: Option<String>,
    /// Non-disclosure for personal safety.
    pub protected: bool,
}
