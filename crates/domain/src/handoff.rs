//! The handoff: what an advisor passes on during the call.
//!
//! The shape is the contract's; JSON Schema validation happens in `luotsi-wire`, before this type is
//! read. [`Facts`] are the coded values an offered partner may see; everything else is sealed.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::OrganisationId;

mod changed;
mod need;

pub use changed::changed;
pub use need::Need;

codes! {
    /// What a programme or a wish means by "how": the form of support.
    pub enum Form {
        Individual = "individual", HomeVisit = "home_visit", Phone = "phone", Volunteer = "volunteer",
        FirstTimeEscort = "first_time_escort", Group = "group", Exercise = "exercise",
        OwnLanguageGroup = "own_language_group", Peer = "peer", Workshop = "workshop",
    }
}
codes! {
    /// How pressing the handoff is, in the advisor's judgement.
    pub enum Urgency { Normal = "normal", Soon = "soon", Urgent = "urgent" }
}
codes! {
    /// What whoever knocks on the door must know beforehand.
    pub enum Safety {
        GoInPairs = "go_in_pairs", CallFirst = "call_first", DoNotRingDoor = "do_not_ring_door",
        Pet = "pet", Smoke = "smoke", UnsafeToCall = "unsafe_to_call",
    }
}
codes! {
    /// How the person may be contacted.
    pub enum ContactRule {
        NoVoicemail = "no_voicemail", SmsOnly = "sms_only", LetterOnly = "letter_only", RingLong = "ring_long",
        Mornings = "mornings", NotRelatives = "not_relatives", NotAtHome = "not_at_home",
    }
}
codes! {
    /// An answer of the gate.
    pub enum GateAnswer { No = "no", Alongside = "alongside", Instead = "instead" }
}
codes! {
    /// Where the gate leads. The first that applies, in the contract's order.
    pub enum GateOutcome {
        Open = "open", Emergency = "emergency", OtherArea = "other_area", OtherService = "other_service",
        DeskKeeps = "desk_keeps", AuthorityOnly = "authority_only", NoConsent = "no_consent",
    }
}
codes! {
    /// What kind of city track runs beside the partner's.
    pub enum CityTrackKind {
        Assessment = "assessment", UrgentAssessment = "urgent_assessment", Notification = "notification",
        CarerSupport = "carer_support", ChildProtection = "child_protection", Other = "other",
    }
}
codes! {
    /// State of the permission.
    pub enum ConsentStatus {
        Given = "given", Refused = "refused", Withdrawn = "withdrawn", NotAsked = "not_asked", Unable = "unable",
    }
}
codes! {
    /// Who gave the permission. Only the client, or a guardian entitled to it, opens the gate.
    pub enum ConsentBy { Client = "client", Guardian = "guardian", Relative = "relative", Nobody = "nobody" }
}
codes! {
    /// How far the permission reaches.
    pub enum ConsentScope { Network = "network", Organisations = "organisations", Fields = "fields" }
}
codes! {
    /// How the permission was given.
    pub enum ConsentMethod {
        Phone = "phone", InPerson = "in_person", Written = "written", Message = "message", Video = "video",
        Interpreter = "interpreter",
    }
}
codes! {
    /// Fields that a partial scope may let through; coded facts always go.
    pub enum ConsentField {
        FirstName = "first_name", LastName = "last_name", BirthYear = "birth_year", Phone = "phone",
        Address = "address", MeetingPlace = "meeting_place", OwnWords = "own_words", SafetyNote = "safety_note",
    }
}
codes! {
    /// Who raised the concern.
    pub enum SourceKind {
        Myself = "self", Relative = "relative", Neighbour = "neighbour", HealthCare = "health_care",
        SocialServices = "social_services", AdultSocialWork = "adult_social_work", HousingUnit = "housing_unit",
        PrisonService = "prison_service", Police = "police", Parish = "parish", Ngo = "ngo", Outreach = "outreach",
        Other = "other", Anonymous = "anonymous",
    }
}
codes! {
    /// Gender, of a person or of a wished worker.
    pub enum Gender { Female = "female", Male = "male", Other = "other" }
}
codes! {
    /// Age in bands, where the exact year is not known or not to be shown. The two under 18 are for
    /// networks that serve the young; no other network's form offers them.
    pub enum AgeBand {
        Under16 = "0-15", From16 = "16-17",
        From18 = "18-29", From30 = "30-49", From50 = "50-64", From65 = "65-74", From75 = "75-84", From85 = "85+",
    }
}

impl AgeBand {
    /// The youngest and the oldest age of the band, in years.
    #[must_use]
    pub const fn years(self) -> (u16, u16) {
        match self {
            Self::Under16 => (0, 15),
            Self::From16 => (16, 17),
            Self::From18 => (18, 29),
            Self::From30 => (30, 49),
            Self::From50 => (50, 64),
            Self::From65 => (65, 74),
            Self::From75 => (75, 84),
            Self::From85 => (85, 130),
        }
    }

    /// Whether only a network that serves people under 18 asks with it.
    #[must_use]
    pub const fn is_of_the_young(self) -> bool {
        matches!(self, Self::Under16 | Self::From16)
    }

    /// The band of an age in years; `None` for one that nobody has.
    #[must_use]
    pub fn of(age: i16) -> Option<Self> {
        Self::ALL
            .iter()
            .rev()
            .copied()
            .find(|band| age >= i16::try_from(band.years().0).unwrap_or(i16::MAX))
    }
}

/// A handoff as the contract writes it. What is absent is null or empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handoff {
    /// Network and version of the handoff schema, such as `helsinki/1`.
    pub schema: String,
    /// Who raised the concern.
    #[serde(default)]
    pub source: Source,
    /// Is an authority needed first?
    pub gate: Gate,
    /// The authority's track beside the partner's.
    #[serde(default)]
    pub city_track: Option<CityTrack>,
    /// The client's permission.
    #[serde(default)]
    pub consent: Consent,
    /// Who the person is.
    #[serde(default)]
    pub client: Client,
    /// Where she lives.
    #[serde(default)]
    pub place: Place,
    /// What she needs.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What she wishes.
    #[serde(default)]
    pub wishes: Wishes,
    /// How pressing it is.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// Discharge, release or move: support begins then.
    #[serde(default)]
    pub not_before: Option<Date>,
    /// A date that will not wait, such as an eviction hearing.
    #[serde(default)]
    pub deadline: Option<Date>,
    /// Safety codes.
    #[serde(default)]
    pub safety: Vec<Safety>,
    /// In the person's own words. Free text.
    #[serde(default)]
    pub own_words: Option<String>,
    /// What the visitor must know. Free text.
    #[serde(default)]
    pub safety_note: Option<String>,
    /// At most two numbers, both skippable.
    #[serde(default)]
    pub measures: Option<Measures>,
    /// The network's own part, by its own schema.
    #[serde(default)]
    pub network: BTreeMap<String, Value>,
}

/// Who raised the concern. She gets nothing back, and the form says so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// The kind of source.
    pub kind: Option<SourceKind>,
    /// The organisation's name. Free text.
    pub organisation: Option<String>,
}

/// The gate: is an authority needed first, or is this not for the network at all?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Danger to life: no or instead.
    pub danger_to_life: GateAnswer,
    /// Violence, abuse, no food, heat or shelter, a child.
    pub authority_today: GateAnswer,
    /// Cannot look after own care, or memory signs without care.
    pub cannot_cope: GateAnswer,
    /// Another municipality's resident.
    #[serde(default)]
    pub other_municipality: bool,
    /// Another service fits better.
    #[serde(default)]
    pub other_service: bool,
    /// The desk solves it.
    #[serde(default)]
    pub desk_solves: bool,
}

/// The authority's track beside the partner's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityTrack {
    /// What kind.
    pub kind: CityTrackKind,
    /// When it was started.
    #[serde(default)]
    pub started_on: Option<Date>,
    /// When the notification was made, if it was.
    #[serde(default)]
    pub notified_on: Option<Date>,
}

/// The client's permission, as it was asked in the talk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// Given or not.
    pub status: ConsentStatus,
    /// By whom.
    pub by: Option<ConsentBy>,
    /// How far.
    pub scope: Option<ConsentScope>,
    /// The organisations named; for `fields` the receivers, empty meaning the network.
    pub organisations: Vec<OrganisationId>,
    /// For `fields`: what may go beside the coded facts.
    pub fields: Vec<ConsentField>,
    /// How it was given.
    pub method: Option<ConsentMethod>,
    /// When.
    pub at: Option<Timestamp>,
    /// Which wording was read out, such as `fi-1`.
    pub wording: Option<String>,
    /// Whether the desk may be told how it goes.
    pub feedback: bool,
}

impl Default for Consent {
    /// Absent consent is *not asked* (CONTRACT, the handoff).
    fn default() -> Self {
        Self {
            status: ConsentStatus::NotAsked,
            by: None,
            scope: None,
            organisations: Vec::new(),
            fields: Vec::new(),
            method: None,
            at: None,
            wording: None,
            feedback: false,
        }
    }
}

impl Consent {
    /// Whether the permission opens the gate: given by the client herself or a guardian entitled to it.
    #[must_use]
    pub fn opens_the_gate(&self) -> bool {
        self.status == ConsentStatus::Given
            && matches!(self.by, Some(ConsentBy::Client | ConsentBy::Guardian))
    }
}

/// Who the person is. No identity code, ever.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Client {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Age band, where the year is not known.
    pub age_band: Option<AgeBand>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Phone number, any notation.
    pub phone: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// Where else she can be met.
    pub meeting_place: Option<String>,
    /// BCP 47; `und` where unknown.
    pub language: Option<String>,
    /// Needs an interpreter.
    pub interpreter: bool,
    /// Lives alone, where known.
    pub lives_alone: Option<bool>,
    /// Non-disclosure for personal safety (turvakielto).
    pub protected: bool,
    /// How she may be contacted.
    pub contact_rules: Vec<ContactRule>,
}

/// Where the person lives. The municipality is asked, never derived.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// Municipality code, such as `091`.
    pub municipality: Option<String>,
    /// District code of the network definition.
    pub district: Option<String>,
    /// Postal code; only proposes a district.
    pub postal_code: Option<String>,
    /// The place as she says it. Free text.
    pub place_name: Option<String>,
}

/// What the person wishes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wishes {
    /// Forms of support she wishes.
    pub forms: Vec<Form>,
    /// Forms she does not want; hides their suggestions until lifted.
    pub not_forms: Vec<Form>,
    /// Wished gender of the worker.
    pub worker_gender: Option<Gender>,
    /// Wished language of the worker, BCP 47.
    pub worker_language: Option<String>,
    /// The same worker as before.
    pub same_worker: bool,
}

/// At most two numbers at start and end, both skippable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Measures {
    /// Loneliness, 1 to 4.
    pub loneliness: Option<u8>,
    /// "How do I manage", 0 to 10.
    pub coping: Option<u8>,
}

/// The coded facts: what an offered partner and the coordinator may see, and what routing reads.
/// Stands in events in clear; holds nothing that names or describes in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// Who raised the concern, by kind.
    pub source: Option<SourceKind>,
    /// Age band; from the birth year where that is known.
    pub age_band: Option<AgeBand>,
    /// Municipality code.
    pub municipality: Option<String>,
    /// District code; never of a protected person.
    pub district: Option<String>,
    /// Language, BCP 47; `und` unknown.
    pub language: Option<String>,
    /// Needs an interpreter.
    pub interpreter: bool,
    /// Needs.
    pub needs: Vec<Need>,
    /// Wishes.
    pub wishes: Wishes,
    /// Urgency.
    pub urgency: Option<Urgency>,
    /// Support begins then.
    pub not_before: Option<Date>,
    /// A date that will not wait.
    pub deadline: Option<Date>,
    /// Safety codes.
    pub safety: Vec<Safety>,
    /// The coded values of the network's own part.
    pub network: BTreeMap<String, Value>,
}

impl Handoff {
    /// The coded facts, with the age band counted from the birth year in the year `today`.
    ///
    /// Of the network's part only what is a truth value, a number, a date or one of `coded` goes along:
    /// `coded` are the keys whose schema lists their values.
    #[must_use]
    pub fn facts(&self, today: Date, coded: &[String]) -> Facts {
        let band = self
            .client
            .birth_year
            .and_then(|year| AgeBand::of(today.year() - year))
            .or(self.client.age_band);
        Facts {
            source: self.source.kind,
            age_band: band,
            municipality: self.place.municipality.clone(),
            district: if self.client.protected {
                None
            } else {
                self.place.district.clone()
            },
            language: self.client.language.clone(),
            interpreter: self.client.interpreter,
            needs: self.needs.clone(),
            wishes: self.wishes.clone(),
            urgency: self.urgency,
            not_before: self.not_before,
            deadline: self.deadline,
            safety: self.safety.clone(),
            network: self
                .network
                .iter()
                .filter(|(key, _)| coded.contains(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_has_one_band_and_a_year_to_come_has_none() {
        for (age, band) in [
            (-1, None),
            (0, Some(AgeBand::Under16)),
            (15, Some(AgeBand::Under16)),
            (16, Some(AgeBand::From16)),
            (17, Some(AgeBand::From16)),
            (18, Some(AgeBand::From18)),
            (64, Some(AgeBand::From50)),
            (85, Some(AgeBand::From85)),
            (110, Some(AgeBand::From85)),
        ] {
            assert_eq!(AgeBand::of(age), band, "{age}");
        }
        for pair in AgeBand::ALL.windows(2) {
            assert_eq!(pair[0].years().1 + 1, pair[1].years().0, "{pair:?}");
        }
    }
}
