//! What a new version of a definition changes, and what that does to open referrals.
//!
//! Import prints [`changes`], then [`effects`], and goes on only with `--yes`; what would leave a
//! person without a holder, or a permission without its bounds, is in [`refusals`] and never goes on.
//! Everything prints as a sentence for the operator, in English.

use std::fmt;

use jiff::civil::{Date, Time};

use super::{Area, AreaRule, Capacity, FollowUp, OrganisationKind, PlacementMode};
use crate::{
    handoff::ConsentScope,
    id::{NetworkId, OrganisationId, ProgrammeId},
};

mod compare;
mod consequence;

pub use compare::changes;
pub use consequence::{Effect, Refusal, effects, ended_already, protected_there, refusals};

/// What came into a list and what left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What is new in it.
    pub added: Vec<String>,
    /// What is no longer in it.
    pub removed: Vec<String>,
    /// The new order, where only that has changed.
    pub order: Vec<String>,
}

/// One difference between two versions of a definition.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another slug.
    Network(NetworkId, NetworkId),
    /// The network's name.
    Name,
    /// Letters before a reference.
    ReferencePrefix(String, String),
    /// Time zone.
    TimeZone(String, String),
    /// Languages of the network's people.
    Languages(Listed),
    /// Municipalities.
    Municipalities(Listed),
    /// How phone numbers are dialled.
    Telephone,
    /// Home desk.
    HomeDesk(OrganisationId, OrganisationId),
    /// Coordinating organisation.
    Coordinator(OrganisationId, OrganisationId),
    /// Who sends an offer.
    Placement(PlacementMode, PlacementMode),
    /// Break-glass is on, or off, from now on.
    BreakGlass(bool),
    /// When a working day ends.
    DayEnds(Time, Time),
    /// When the digest goes out.
    DigestAt(Time, Time),
    /// Days that are never working days.
    Weekend(Listed),
    /// A day off is new.
    HolidayAdded(String),
    /// A day off is gone.
    HolidayRemoved(String),
    /// A day off is found by another rule, or called otherwise.
    HolidayChanged(String),
    /// The length of a clock.
    Deadline(&'static str, u16, u16),
    /// What counts how much when programmes are put in order.
    Weights,
    /// An organisation has joined.
    OrganisationAdded(OrganisationId, OrganisationKind),
    /// An organisation has left.
    OrganisationRemoved(OrganisationId),
    /// An organisation has another name.
    OrganisationRenamed(OrganisationId, String, String),
    /// An organisation has become part of another, or no longer has.
    OrganisationMerged(OrganisationId, Option<OrganisationId>),
    /// An organisation is something else in the network.
    OrganisationKind(OrganisationId, OrganisationKind, OrganisationKind),
    /// A programme is new.
    ProgrammeAdded(ProgrammeId, OrganisationId),
    /// A programme is gone.
    ProgrammeRemoved(ProgrammeId),
    /// Something of a programme.
    Programme(ProgrammeId, ProgrammeChange),
    /// Needs that the form asks about.
    Needs(Listed),
    /// A district is new.
    DistrictAdded(String),
    /// A district is gone.
    DistrictRemoved(String),
    /// A district: which of its fields.
    District(String, Vec<&'static str>),
    /// The handoff part's version.
    HandoffVersion(u32, u32),
    /// The handoff part's schema.
    HandoffSchema,
    /// What free texts are warned of.
    Cautions,
    /// The consent scope that the form proposes.
    ConsentScope(Option<ConsentScope>, Option<ConsentScope>),
    /// An entry of need words, outcomes, wordings or guidance is new.
    EntryAdded(Entry, String),
    /// ... is gone.
    EntryRemoved(Entry, String),
    /// ... has other words.
    EntryChanged(Entry, String),
}

/// A part of the definition that is words under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// What a need is called.
    Need,
    /// A further outcome of support.
    Outcome,
    /// A wording read out when consent is asked.
    Wording,
    /// Guidance where the gate closes.
    Guidance,
}

/// What is otherwise about a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgrammeChange {
    /// Whose it is.
    Organisation(OrganisationId, OrganisationId),
    /// Its name.
    Name,
    /// Its first day.
    Begins(Date, Date),
    /// Its last day.
    Ends(Option<Date>, Option<Date>),
    /// The programmes that go on with its people.
    SucceededBy(Listed),
    /// Youngest and oldest age, before and after.
    Ages((Option<u16>, Option<u16>), (Option<u16>, Option<u16>)),
    /// Forms of support.
    Forms(Listed),
    /// Needs it is made for.
    Needs(Listed),
    /// Needs it also meets.
    NeedsAlso(Listed),
    /// Languages it works in.
    Languages(Listed),
    /// Languages to ask about first.
    LanguagesAsk(Listed),
    /// Districts it works in; empty is the whole network.
    Area(Area, Area),
    /// What it has to begin with.
    Capacity(Capacity, Capacity),
    /// Checks after the ending.
    FollowUp(FollowUp, FollowUp),
    /// The marks that only demos read.
    Demo,
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = [
            ("added", &self.added),
            ("removed", &self.removed),
            ("now in the order", &self.order),
        ]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(what, list)| format!("{what} {}", list.join(", ")))
        .collect();
        f.write_str(&parts.join("; "))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Need => "words for the need",
            Self::Outcome => "outcome",
            Self::Wording => "wording",
            Self::Guidance => "guidance",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(from, to) => write!(f, "network: {from} becomes {to}"),
            Self::Name => f.write_str("network: another name"),
            Self::ReferencePrefix(from, to) => {
                write!(
                    f,
                    "references: {from} becomes {to} for new ones; those given stay"
                )
            }
            Self::TimeZone(from, to) => write!(f, "time zone: {from} becomes {to}"),
            Self::Languages(listed) => write!(f, "languages: {listed}"),
            Self::Municipalities(listed) => write!(f, "municipalities: {listed}"),
            Self::Telephone => f.write_str("telephone: other rules; they hold for handoffs from now on"),
            Self::HomeDesk(from, to) => write!(f, "home desk: {from} becomes {to}"),
            Self::Coordinator(from, to) => write!(f, "coordinator: {from} becomes {to}"),
            Self::Placement(from, to) => write!(f, "placement: {} becomes {}", mode(*from), mode(*to)),
            Self::BreakGlass(on) => write!(f, "break-glass: now {}", if *on { "on" } else { "off" }),
            Self::DayEnds(from, to) => write!(
                f,
                "working day: ends at {} instead of {}",
                clock(*to),
                clock(*from)
            ),
            Self::DigestAt(from, to) => write!(f, "digest: at {} instead of {}", clock(*to), clock(*from)),
            Self::Weekend(listed) => write!(f, "weekend: {listed}"),
            Self::HolidayAdded(name) => write!(f, "days off: added {name}"),
            Self::HolidayRemoved(name) => write!(f, "days off: removed {name}"),
            Self::HolidayChanged(name) => write!(f, "days off: {name} has changed"),
            Self::Deadline(name, from, to) => write!(f, "deadline {name}: {from} becomes {to}"),
            Self::Weights => f.write_str("weights: programmes that fit are weighed otherwise"),
            Self::OrganisationAdded(id, kind) => write!(f, "organisation {id}: added, a {kind}"),
            Self::OrganisationRemoved(id) => write!(f, "organisation {id}: removed"),
            Self::OrganisationRenamed(id, from, to) => {
                write!(f, "organisation {id}: {from} is now called {to}")
            }
            Self::OrganisationMerged(id, Some(into)) => write!(f, "organisation {id}: part of {into} now"),
            Self::OrganisationMerged(id, None) => write!(f, "organisation {id}: by itself again"),
            Self::OrganisationKind(id, from, to) => {
                write!(f, "organisation {id}: a {to} instead of a {from}")
            }
            Self::ProgrammeAdded(id, organisation) => write!(f, "programme {id}: added, of {organisation}"),
            Self::ProgrammeRemoved(id) => write!(f, "programme {id}: removed"),
            Self::Programme(id, change) => write!(f, "programme {id}: {change}"),
            Self::Needs(listed) => write!(f, "needs: {listed}"),
            Self::DistrictAdded(code) => write!(f, "district {code}: added"),
            Self::DistrictRemoved(code) => write!(f, "district {code}: removed"),
            Self::District(code, fields) => write!(f, "district {code}: another {}", fields.join(", ")),
            Self::HandoffVersion(from, to) => write!(f, "handoff: version {from} becomes {to}"),
            Self::Cautions => f.write_str("cautions: other warnings about free texts"),
            Self::HandoffSchema => f.write_str("handoff: another schema of the network's part"),
            Self::ConsentScope(from, to) => {
                write!(
                    f,
                    "handoff: proposes the consent scope {} instead of {}",
                    scope(*to),
                    scope(*from)
                )
            }
            Self::EntryAdded(entry, key) => write!(f, "{entry} {key}: added"),
            Self::EntryRemoved(entry, key) => write!(f, "{entry} {key}: removed"),
            Self::EntryChanged(entry, key) => write!(f, "{entry} {key}: other words"),
        }
    }
}

impl fmt::Display for ProgrammeChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(from, to) => write!(f, "now of {to} instead of {from}"),
            Self::Name => f.write_str("another name"),
            Self::Begins(from, to) => write!(f, "begins on {to} instead of {from}"),
            Self::Ends(Some(from), Some(to)) if to < from => {
                write!(f, "ends earlier, on {to} instead of {from}")
            }
            Self::Ends(Some(from), Some(to)) => write!(f, "ends later, on {to} instead of {from}"),
            Self::Ends(None, Some(to)) => write!(f, "now ends, on {to}"),
            Self::Ends(from, None) => match from {
                Some(from) => write!(f, "goes on until further notice instead of ending on {from}"),
                None => f.write_str("goes on until further notice"),
            },
            Self::SucceededBy(listed) => write!(f, "succeeded by: {listed}"),
            Self::Ages(from, to) => write!(f, "ages {} instead of {}", ages(*to), ages(*from)),
            Self::Forms(listed) => write!(f, "forms of support: {listed}"),
            Self::Needs(listed) => write!(f, "needs: {listed}"),
            Self::NeedsAlso(listed) => write!(f, "needs also met: {listed}"),
            Self::Languages(listed) => write!(f, "languages: {listed}"),
            Self::LanguagesAsk(listed) => write!(f, "languages to ask about: {listed}"),
            Self::Area(from, to) => write!(f, "area {} instead of {}", area(to), area(from)),
            Self::Capacity(from, to) => write!(
                f,
                "begins with {} instead of {} in the file; what people have claimed is not overwritten",
                capacity(*to),
                capacity(*from)
            ),
            Self::FollowUp(from, to) => write!(f, "checks {} instead of {}", checks(to), checks(from)),
            Self::Demo => f.write_str("other marks for demos"),
        }
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

const fn mode(mode: PlacementMode) -> &'static str {
    match mode {
        PlacementMode::Confirm => "confirm",
        PlacementMode::Automatic => "automatic",
    }
}

fn scope(scope: Option<ConsentScope>) -> &'static str {
    scope.map_or("none", ConsentScope::as_str)
}

fn ages(ages: (Option<u16>, Option<u16>)) -> String {
    match ages {
        (None, None) => "any".to_owned(),
        (Some(youngest), None) => format!("from {youngest}"),
        (None, Some(oldest)) => format!("up to {oldest}"),
        (Some(youngest), Some(oldest)) => format!("{youngest} to {oldest}"),
    }
}

fn area(area: &Area) -> String {
    let rule = match area.rule {
        AreaRule::Hard => "hard",
        AreaRule::Soft => "soft",
    };
    if area.districts.is_empty() {
        format!("the whole network ({rule})")
    } else {
        format!("{} ({rule})", area.districts.join(", "))
    }
}

fn capacity(capacity: Capacity) -> String {
    match (capacity.places, capacity.intake_per_month) {
        (None, None) => "no limit".to_owned(),
        (Some(places), None) => format!("{places} places"),
        (None, Some(intake)) => format!("{intake} new ones a month"),
        (Some(places), Some(intake)) => format!("{places} places and {intake} new ones a month"),
    }
}

fn checks(follow_up: &FollowUp) -> String {
    let days = |days: &[u16]| {
        if days.is_empty() {
            "none".to_owned()
        } else {
            days.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" and ")
        }
    };
    let by_form = follow_up
        .by_form
        .iter()
        .map(|(form, of_form)| format!("{form} {}", days(of_form)));
    std::iter::once(days(&follow_up.days))
        .chain(by_form)
        .collect::<Vec<_>>()
        .join(", ")
}
