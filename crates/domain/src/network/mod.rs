//! The network definition: everything about a network that is a setting and not code.
//!
//! Read from JSON (`schemas/network.schema.json`), versioned in the store. [`fault`] finds what the
//! JSON Schema cannot see, [`change`] tells what a new version does to the one in force.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    handoff::{ConsentScope, Form, Need},
    id::{NetworkId, OrganisationId, ProgrammeId},
};

pub mod caution;
pub mod change;
pub mod fault;
mod weights;
mod words;

pub use caution::{Caution, Cautions};
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

/// Working days of a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// When a working day ends for due times, local.
    #[serde(default = "Calendar::sixteen")]
    pub day_ends: Time,
    /// When the digest is mailed, local.
    #[serde(default = "Calendar::eight")]
    pub digest_at: Time,
    /// Days of the week that are never working days.
    #[serde(default = "Calendar::saturday_and_sunday")]
    pub weekend: Vec<Weekday>,
    /// Public holidays and other days off.
    pub holidays: Vec<Holiday>,
}

impl Calendar {
    fn sixteen() -> Time {
        Time::constant(16, 0, 0, 0)
    }
    fn eight() -> Time {
        Time::constant(8, 0, 0, 0)
    }
    fn saturday_and_sunday() -> Vec<Weekday> {
        vec![Weekday::Saturday, Weekday::Sunday]
    }
}

codes! {
    /// A day of the week.
    pub enum Weekday {
        Monday = "monday", Tuesday = "tuesday", Wednesday = "wednesday", Thursday = "thursday",
        Friday = "friday", Saturday = "saturday", Sunday = "sunday",
    }
}

/// A day off and the rule that finds it in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub name: Words,
    /// How it is found.
    pub rule: HolidayRule,
}

/// How a day off is found in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// Month and day, `12-06`.
    Fixed(String),
    /// Days from Easter Sunday (Gregorian), -2 being Good Friday.
    Easter(i16),
    /// Days from Easter Sunday of the Orthodox and Coptic churches (Julian computus), 1 being Sham el-Nessim.
    OrthodoxEaster(i16),
    /// The first such weekday on or after month and day: Midsummer Eve is the Friday from `06-19` on.
    WeekdayFrom(Weekday, String),
    /// One date only.
    Once(Date),
}

/// Lengths of the clocks. `_wd` counts working days, `_days` calendar days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    /// `draft`: call the client whose permission is not asked yet.
    pub call_client_wd: u16,
    /// `draft`: from the last save until it lies in the desk's queue.
    pub draft_queue_wd: u16,
    /// `draft`: the first reminder.
    pub draft_remind_days: u16,
    /// `draft`: the second reminder.
    pub draft_remind_again_days: u16,
    /// `draft`: handed over or discarded by then, else shown to the desk's lead.
    pub draft_days: u16,
    /// `waiting`: place.
    pub place_wd: u16,
    /// `waiting`: ask the client whether she still wishes it.
    pub confirm_waiting_wd: u16,
    /// `offered`: acknowledge.
    pub acknowledge_wd: u16,
    /// From the offer: decide, or the offer expires.
    pub decide_wd: u16,
    /// `accepted`: first contact.
    pub first_contact_wd: u16,
    /// `accepted`: first meeting, from the contact that reached.
    pub first_meeting_wd: u16,
    /// `in_support`: review.
    pub review_days: u16,
    /// `returned`: the desk decides.
    pub desk_decision_wd: u16,
    /// A check that did not reach: try again.
    pub check_again_days: u16,
    /// Tries after which *is there reason to worry* is asked.
    pub worry_after_tries: u16,
    /// ... if the first try is at least so many working days back, in `accepted`.
    pub worry_contact_wd: u16,
    /// ... if the first try is at least so many days back, in `follow_up`.
    pub worry_check_days: u16,
    /// How far ahead a worker may set the next date.
    pub next_on_days: u16,
    /// After the due: the coordinator is told.
    pub stall_coordinator_wd: u16,
    /// After the due: the desk is told.
    pub stall_desk_wd: u16,
    /// A city assessment must begin (over-75s: law, otherwise setting).
    pub city_assessment_wd: u16,
    /// An alert or a question to the desk.
    pub desk_task_wd: u16,
    /// After a withdrawal of all: the desk's own export, then the key is destroyed.
    pub withdrawn_export_hours: u16,
    /// `stable`, `closed`: so many months later the person's key is destroyed; the coded history stays.
    pub retention_months: u16,
    /// A capacity claim older than this is asked again.
    pub claim_fresh_days: u16,
    /// Before a programme's last day: placements warn, and everybody there is decided about.
    pub ending_notice_days: u16,
}

impl Default for Deadlines {
    /// The defaults of DOMAIN, "States, holders, clocks".
    fn default() -> Self {
        Self {
            call_client_wd: 1,
            draft_queue_wd: 1,
            draft_remind_days: 3,
            draft_remind_again_days: 10,
            draft_days: 14,
            place_wd: 2,
            confirm_waiting_wd: 20,
            acknowledge_wd: 2,
            decide_wd: 5,
            first_contact_wd: 5,
            first_meeting_wd: 10,
            review_days: 60,
            desk_decision_wd: 3,
            check_again_days: 7,
            worry_after_tries: 3,
            worry_contact_wd: 3,
            worry_check_days: 14,
            next_on_days: 60,
            stall_coordinator_wd: 1,
            stall_desk_wd: 2,
            city_assessment_wd: 7,
            desk_task_wd: 1,
            withdrawn_export_hours: 24,
            retention_months: 12,
            claim_fresh_days: 30,
            ending_notice_days: 90,
        }
    }
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

/// One thing of which there is so much and no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its slug.
    pub id: ProgrammeId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: Words,
    /// First day.
    pub valid_from: Date,
    /// Last day; absent means until further notice.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// The programmes that go on with its people after its last day.
    #[serde(default)]
    pub succeeded_by: Vec<ProgrammeId>,
    /// Youngest age, in years.
    #[serde(default)]
    pub age_min: Option<u16>,
    /// Oldest age, in years.
    #[serde(default)]
    pub age_max: Option<u16>,
    /// Forms of support, the usual one first.
    pub forms: Vec<Form>,
    /// Needs it is made for.
    pub needs: Vec<Need>,
    /// Needs it also meets.
    #[serde(default)]
    pub needs_also: Vec<Need>,
    /// Languages it works in, BCP 47.
    pub languages: Vec<String>,
    /// Languages to ask about first.
    #[serde(default)]
    pub languages_ask: Vec<String>,
    /// Where.
    #[serde(default)]
    pub area: Area,
    /// What it has to begin with; people's own claims take over from then on.
    #[serde(default)]
    pub capacity: Capacity,
    /// Checks after the ending.
    #[serde(default)]
    pub follow_up: FollowUp,
    /// Invented for demos, and marked so.
    #[serde(default)]
    pub example: bool,
    /// In the demo the programme ends so many days after the start; absent, after 24 months like the
    /// others. Outside the demo it says nothing.
    #[serde(default)]
    pub demo_days: Option<u16>,
}

/// Where a programme works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// District codes; empty means the whole network.
    #[serde(default)]
    pub districts: Vec<String>,
    /// Whether being outside excludes for good (home visits) or may be overridden with a reason (groups).
    #[serde(default)]
    pub rule: AreaRule,
}

/// How strictly an area holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaRule {
    /// Outside is outside.
    #[default]
    Hard,
    /// Outside may be overridden with a reason.
    Soft,
}

/// Places at once and new ones a month; absent is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Places at once.
    #[serde(default)]
    pub places: Option<u32>,
    /// New ones a calendar month.
    #[serde(default)]
    pub intake_per_month: Option<u32>,
}

/// Days after the ending on which a check is due; an empty list is the policy *none*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// For every form not named.
    #[serde(default = "FollowUp::twice")]
    pub days: Vec<u16>,
    /// By form of support.
    #[serde(default)]
    pub by_form: BTreeMap<Form, Vec<u16>>,
}

impl FollowUp {
    fn twice() -> Vec<u16> {
        vec![30, 90]
    }

    /// The checks of a form of support.
    #[must_use]
    pub fn days_for(&self, form: Option<Form>) -> &[u16] {
        form.and_then(|form| self.by_form.get(&form))
            .unwrap_or(&self.days)
    }
}

impl Default for FollowUp {
    fn default() -> Self {
        Self {
            days: Self::twice(),
            by_form: BTreeMap::new(),
        }
    }
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

impl Programme {
    /// Whether the programme runs on that local day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}
