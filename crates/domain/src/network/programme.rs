//! What there is to offer: programmes, where they work, how many they take and how long they are followed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Words;
use crate::{
    handoff::{Form, Need},
    id::{OrganisationId, ProgrammeId},
};

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

impl Programme {
    /// Whether the programme runs on that local day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}
