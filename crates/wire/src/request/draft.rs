//! Bodies of what is kept before it is handed over, and of the search for whoever rings back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Duplicate, PlacementRequest};

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
