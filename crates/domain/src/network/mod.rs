//! The network definition: everything about a network that is a setting and not code.
//!
//! Read from JSON (`schemas/network.schema.json`), versioned in the store. [`fault`] finds what the
//! JSON Schema cannot see, [`change`] tells what a new version does to the one in force.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    handoff::{ConsentScope, Need},
    id::{NetworkId, OrganisationId, ProgrammeId},
};

mod calendar;
pub mod caution;
pub mod change;
mod deadlines;
pub mod fault;
mod programme;
mod weights;
mod words;

pub use calendar::{Calendar, Holiday, HolidayRule, Weekday};
pub use caution::{Caution, Cautions};
pub use deadlines::Deadlines;
pub use programme::{Area, AreaRule, Capacity, FollowUp, Programme};
pub use weights::Weights;
pub use words::{Vocabulary, Words};

/// A whole network definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The network's slug.
    pub network: NetworkId,
    /// Its name.
    pub name: Words,
    /// Letters before a referral's reference, such as `HKI`.
    pub reference_prefix: String,
    /// IANA time zone, such as `Europe/Helsinki`.
    pub time_zone: String,
    /// Languages of the network's people, BCP 47, the first being the form's default.
    pub languages: Vec<String>,
    /// Municipality codes that belong to the network.
    pub municipalities: Vec<String>,
    /// How phone numbers are dialled where the network is.
    #[serde(default)]
    pub telephone: Telephone,
    /// The desk where what nobody else holds ends up.
    pub home_desk: OrganisationId,
    /// The coordinating organisation.
    pub coordinator: OrganisationId,
    /// Whether a human confirms every offer.
    #[serde(default)]
    pub placement: PlacementMode,
    /// Whether the coordinator may open an identity for 15 minutes with a reason.
    #[serde(default)]
    pub break_glass: bool,
    /// Working days and hours.
    pub calendar: Calendar,
    /// Lengths of the clocks.
    #[serde(default)]
    pub deadlines: Deadlines,
    /// What counts how much when programmes are put in order.
    #[serde(default)]
    pub weights: Weights,
    /// Desk, partners, coordinator.
    pub organisations: Vec<Organisation>,
    /// What can be offered.
    pub programmes: Vec<Programme>,
    /// The needs this network's form asks about.
    pub needs: Vec<Need>,
    /// What needs are called: those of the network's own, and others where it says them otherwise.
    #[serde(default)]
    pub need_words: BTreeMap<String, Words>,
    /// Districts, empty where the network has none.
    #[serde(default)]
    pub districts: Vec<District>,
    /// The network's part of the handoff.
    #[serde(default)]
    pub handoff: HandoffPart,
    /// Further `end_support` outcomes.
    #[serde(default)]
    pub outcomes: BTreeMap<String, Words>,
    /// Wordings read out when consent is asked, by key (`fi-1`).
    #[serde(default)]
    pub wordings: BTreeMap<String, String>,
    /// Guidance shown where the gate closes, by gate outcome or city track kind.
    #[serde(default)]
    pub guidance: BTreeMap<String, Words>,
    /// What free texts are warned of.
    #[serde(default)]
    pub cautions: Cautions,
    /// The home desk's name as sentences bend it; absent, it is spoken of as *the desk*.
    #[serde(default)]
    pub desk_words: Option<DeskWords>,
}

/// The home desk's name as sentences bend it: languages differ, and no rule bends a name rightly.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskWords {
    /// Where somebody is: *Seniori-infossa*, *hos Seniorinfo*.
    #[serde(rename = "in")]
    pub inside: Words,
    /// Where somebody goes: *Seniori-infoon*, *till Seniorinfo*.
    pub into: Words,
    /// Whom something is told: *Seniori-infolle*, *Seniorinfo*.
    pub to: Words,
}

/// How phone numbers are dialled. It makes one line one line, however it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telephone {
    /// The country's calling code, digits alone, such as `358`; absent, no two spellings with and without
    /// one are the same line.
    #[serde(default)]
    pub calling_code: Option<String>,
    /// What is dialled before a number inside the country, and left out after the calling code.
    #[serde(default = "Telephone::zero")]
    pub trunk_prefix: String,
}

impl Telephone {
    fn zero() -> String {
        "0".to_owned()
    }
}

impl Default for Telephone {
    fn default() -> Self {
        Self {
            calling_code: None,
            trunk_prefix: Self::zero(),
        }
    }
}

/// Whether offers go out by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementMode {
    /// A human confirms every offer.
    #[default]
    Confirm,
    /// The ranking's first is asked at once, the rest after it.
    Automatic,
}

codes! {
    /// What an organisation is in the network.
    pub enum OrganisationKind {
        /// An advice desk that submits and has a queue of its own.
        Desk = "desk",
        /// Submits, such as a housing unit; what comes back is its own queue too.
        Referrer = "referrer",
        /// Takes people on.
        Partner = "partner",
        /// Watches.
        Coordinator = "coordinator",
    }
}

/// An organisation of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its slug.
    pub id: OrganisationId,
    /// Its name as people say it.
    pub name: String,
    /// What it is in the network.
    pub kind: OrganisationKind,
    /// The organisation it has become part of. That one is another receiver: permissions do not reach it.
    #[serde(default)]
    pub merged_into: Option<OrganisationId>,
}

/// A district: code, names, a rough centre, postal codes that propose it, names people say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Latitude and longitude of a rough centre, degrees WGS 84.
    #[serde(default)]
    pub centre: Option<(f64, f64)>,
    /// Column and row of its tile on the network's tile map.
    #[serde(default)]
    pub tile: Option<(u8, u8)>,
    /// Postal codes that propose it.
    #[serde(default)]
    pub postal_codes: Vec<String>,
    /// Everyday names of places in it.
    #[serde(default)]
    pub places: Vec<String>,
}

/// The network's part of the handoff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoffPart {
    /// Version: a handoff's `schema` is `<network>/<version>`.
    pub version: u32,
    /// JSON Schema 2020-12 of the object `network`.
    pub network: Value,
    /// The consent scope that the form proposes.
    #[serde(default)]
    pub consent_scope: Option<ConsentScope>,
}

impl Default for HandoffPart {
    fn default() -> Self {
        Self {
            version: 1,
            network: serde_json::json!({"type": "object", "additionalProperties": false}),
            consent_scope: None,
        }
    }
}

impl HandoffPart {
    /// The keys of the network's part whose values are coded: their schema is a truth value, a number,
    /// a date or a closed list. Only these are facts; any other text is free text and sealed.
    #[must_use]
    pub fn coded_keys(&self) -> Vec<String> {
        let Some(properties) = self.network.get("properties").and_then(Value::as_object) else {
            return Vec::new();
        };
        properties
            .iter()
            .filter(|(_, schema)| is_coded(schema))
            .map(|(key, _)| key.clone())
            .collect()
    }
}

fn is_coded(schema: &Value) -> bool {
    let closed = schema.get("enum").is_some() || schema.get("const").is_some();
    let dated = schema.get("format").and_then(Value::as_str) == Some("date");
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    closed
        || dated
        || (!types.is_empty()
            && types
                .iter()
                .all(|t| matches!(*t, "boolean" | "integer" | "number" | "null")))
}

impl Definition {
    /// The programme of that slug.
    #[must_use]
    pub fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == *id)
    }

    /// The organisation of that slug.
    #[must_use]
    pub fn organisation(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.organisations
            .iter()
            .find(|organisation| organisation.id == *id)
    }

    /// The organisations that take people on: whom a consent for the whole network names that day.
    pub fn partners(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations
            .iter()
            .filter(|organisation| organisation.kind == OrganisationKind::Partner)
    }

    /// What it takes to say the definition's words to somebody.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::new(
            self.languages.first().map_or("", String::as_str),
            &self.need_words,
        )
    }

    /// Words of the definition for a reader of `language`: hers, else the network's first.
    #[must_use]
    pub fn say<'a>(&'a self, words: &'a Words, language: &str) -> &'a str {
        words.get(&[language, self.languages.first().map_or("", String::as_str)])
    }

    /// Whether some programme says that it takes people on who are under 18.
    #[must_use]
    pub fn serves_the_young(&self) -> bool {
        self.programmes
            .iter()
            .any(|programme| programme.age_min.is_some_and(|age| age < 18))
    }

    /// The `schema` that a handoff of this definition names, such as `helsinki/1`.
    #[must_use]
    pub fn handoff_schema(&self) -> String {
        format!("{}/{}", self.network, self.handoff.version)
    }
}
