//! Bodies of what is asked before and with a handoff: preview, drafts, search, the submission itself.

use jiff::civil::Date;
use luotsi_domain::referral::words::Because;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Destination, LinkRequest, because};

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
    /// Where it is not the first that was proposed: what kind of reason that has. It is counted, without the
    /// person, so that a rule that is often wrong is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = because)]
    pub because: Option<Because>,
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
