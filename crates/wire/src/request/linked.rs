//! Bodies about several referrals of one person, or of people close to each other.

use jiff::civil::Date;
use luotsi_domain::referral::words::LinkKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type, schema::Schema},
};
use uuid::Uuid;

use super::PlacementRequest;

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

/// `amend`: the handoff filled in or mended, until it is acknowledged.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendRequest {
    /// The whole handoff as the desk reads it, with what is to be other in it. Gate, permission and the
    /// authority's track stay as they are.
    #[schema(value_type = Object)]
    pub handoff: Value,
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

fn companion() -> Schema {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["couple", "friend"]))
        .into()
}
