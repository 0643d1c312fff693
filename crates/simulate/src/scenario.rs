//! The scenario format, `luotsi-scenario/1`: a network, its people, and what chance has in store.
//!
//! Times are whole minutes from the beginning. What stands in `hidden` is drawn beforehand; no policy
//! is ever given it.

use std::{collections::BTreeSet, fmt};

use serde::Deserialize;

/// Minutes of a day.
pub const DAY: i64 = 1440;
/// Minutes of a week.
pub const WEEK: i64 = 7 * DAY;

const FORMAT: &str = "luotsi-scenario/1";

/// A scenario, as it is read.
#[derive(Debug, Clone, Deserialize)]
pub struct Scenario {
    /// Always `luotsi-scenario/1`.
    pub format: String,
    /// What it is called.
    pub name: String,
    /// When it begins and ends.
    pub clock: Clock,
    /// When offers can be made.
    pub desk: Desk,
    /// The network's settings.
    pub rules: Rules,
    /// Where people live.
    pub areas: Vec<Area>,
    /// Who may be asked.
    pub programmes: Vec<Programme>,
    /// What the desk expects.
    pub expected_referrals_per_week: f64,
    /// Last year's referrals and answers.
    pub history: Vec<Earlier>,
    /// Who comes, in order of arrival.
    pub referrals: Vec<Referral>,
    /// What chance has in store.
    pub(crate) hidden: Hidden,
}

/// When a scenario begins and ends.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Clock {
    /// Weekday of day 0; 0 is Monday.
    pub start_weekday: i64,
    /// From here on nobody new comes.
    pub arrivals_end_minute: i64,
    /// The last minute.
    pub end_minute: i64,
}

/// When the desk is open.
#[derive(Debug, Clone, Deserialize)]
pub struct Desk {
    /// On these days; 0 is Monday.
    pub weekdays: Vec<i64>,
    /// From this minute of the day.
    pub open_minute: i64,
    /// Until before this one.
    pub close_minute: i64,
}

/// One value for each priority, 1 to 3.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct ByPriority {
    #[serde(rename = "1")]
    first: i64,
    #[serde(rename = "2")]
    second: i64,
    #[serde(rename = "3")]
    third: i64,
}

impl ByPriority {
    /// The value for a priority.
    #[must_use]
    pub const fn of(&self, priority: u8) -> i64 {
        match priority {
            1 => self.first,
            2 => self.second,
            _ => self.third,
        }
    }
}

/// A network's settings.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Rules {
    /// An offer is silent for this long before it has expired.
    pub offer_timeout_minutes: ByPriority,
    /// Who was silent or full may be asked again after this.
    pub reoffer_cooldown_minutes: i64,
    /// Somebody must look after this.
    pub escalate_after_minutes: ByPriority,
    /// What a day of waiting counts.
    pub priority_weights: ByPriority,
    /// Within how many days contact is aimed at.
    pub target_days: ByPriority,
    /// What never being reached counts.
    pub unserved_penalty_days: i64,
    /// Who arrived before is not measured.
    pub measure_from_minute: i64,
}

/// Where people live.
#[derive(Debug, Clone, Deserialize)]
pub struct Area {
    /// Its code.
    pub id: String,
    /// The district that waiting is compared by.
    pub district: String,
    /// East, in metres.
    pub x_m: i64,
    /// North, in metres.
    pub y_m: i64,
}

/// Who may be asked.
#[derive(Debug, Clone, Deserialize)]
pub struct Programme {
    /// Its code.
    pub id: String,
    /// Whose it is.
    pub organisation: String,
    /// East, in metres.
    pub x_m: i64,
    /// North, in metres.
    pub y_m: i64,
    /// By phone or online: nothing is far.
    pub remote: bool,
    /// Where it works.
    pub areas: Vec<String>,
    /// What it is for.
    pub needs: Vec<String>,
    /// How it works.
    pub forms: Vec<String>,
    /// In which languages.
    pub languages: Vec<String>,
    /// Of which genders its workers are.
    pub worker_genders: Vec<String>,
    /// Places at once, at minute 0.
    pub slots: Option<i64>,
    /// New ones a week.
    pub weekly_intake: Option<i64>,
    /// Its first minute.
    pub starts_minute: i64,
    /// The minute after its last.
    pub ends_minute: i64,
    /// Last year's statistics as the desk knows them.
    pub typical: Typical,
}

/// Last year's statistics of a programme.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Typical {
    /// Of a hundred asked, it took on so many.
    pub accept_pct: i64,
    /// Until it answered.
    pub ack_minutes: i64,
    /// From yes to the first contact.
    pub first_contact_minutes: i64,
    /// How long somebody stayed.
    pub duration_days: i64,
}

/// What a person wishes.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wishes {
    /// A form of support.
    pub form: Option<String>,
    /// A worker of a gender.
    pub worker_gender: Option<String>,
}

/// Who comes.
#[derive(Debug, Clone, Deserialize)]
pub struct Referral {
    /// Her code.
    pub id: String,
    /// When she comes.
    pub arrival_minute: i64,
    /// Where she lives.
    pub area: String,
    /// What she needs, the main one first.
    pub needs: Vec<String>,
    /// Her language.
    pub language: String,
    /// 1 is the most urgent.
    pub priority: u8,
    /// What she wishes.
    pub wishes: Wishes,
}

/// Last year's referral, with what came of it at the programme that was asked.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    /// Where she lives.
    pub area: String,
    /// What she needs, the main one first.
    pub needs: Vec<String>,
    /// Her language.
    pub language: String,
    /// 1 is the most urgent.
    pub priority: u8,
    /// What she wishes.
    pub wishes: Wishes,
    /// Who was asked.
    pub programme: String,
    /// Whether it was yes.
    pub accepted: bool,
    /// Until the answer.
    pub ack_minutes: i64,
    /// From yes to the first contact.
    pub first_contact_minutes: Option<i64>,
    /// How long she stayed.
    pub duration_days: Option<i64>,
}

/// What chance has in store. Only the world reads it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Hidden {
    pub initial_case_ends: Vec<Vec<i64>>,
    pub capacity_changes: Vec<(i64, usize, i64)>,
    /// Announced, from, to (exclusive), programme.
    pub pauses: Vec<(i64, i64, i64, usize)>,
    pub withdraw_after: Vec<Option<i64>>,
    pub draws: Vec<Vec<Draw>>,
}

/// What would come of asking a programme about somebody.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Draw(
    /// The programme.
    pub usize,
    /// It says yes up to this load; -1 is never.
    pub i64,
    /// Minutes to the answer, the first time.
    pub i64,
    /// Later times.
    pub i64,
    /// From yes to the first contact.
    pub i64,
    /// From yes to the end.
    pub i64,
);

/// Why a text is no scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAScenario(String);

impl fmt::Display for NotAScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotAScenario {}

impl Scenario {
    /// Reads and checks a scenario.
    ///
    /// # Errors
    ///
    /// Where it is not JSON of that format, or its parts do not belong together.
    pub fn read(text: &str) -> Result<Self, NotAScenario> {
        let scenario: Self = serde_json::from_str(text).map_err(|fault| NotAScenario(fault.to_string()))?;
        scenario
            .fault()
            .map_or(Ok(scenario), |fault| Err(NotAScenario(fault)))
    }

    fn fault(&self) -> Option<String> {
        if self.format != FORMAT {
            return Some(format!("its format is {:?}, not {FORMAT}", self.format));
        }
        let areas: BTreeSet<&str> = self.areas.iter().map(|area| area.id.as_str()).collect();
        let unknown = |area: &str| (!areas.contains(area)).then(|| format!("no area is called {area:?}"));
        let (people, programmes) = (self.referrals.len(), self.programmes.len());
        for programme in &self.programmes {
            if programme.slots.is_some() == programme.weekly_intake.is_some() {
                return Some(format!(
                    "{} has not exactly one of slots and weekly_intake",
                    programme.id
                ));
            }
            if programme.weekly_intake.is_some_and(|intake| intake < 1) {
                return Some(format!("{} takes on nobody a week", programme.id));
            }
        }
        for (place, referral) in self.referrals.iter().enumerate() {
            if referral.needs.is_empty() {
                return Some(format!("{} needs nothing", referral.id));
            }
            if !(1..=3).contains(&referral.priority) {
                return Some(format!("{} has priority {}", referral.id, referral.priority));
            }
            let before = place.checked_sub(1).and_then(|before| self.referrals.get(before));
            if before.is_some_and(|before| before.arrival_minute > referral.arrival_minute) {
                return Some(format!("{} is not in order of arrival", referral.id));
            }
        }
        for earlier in &self.history {
            if earlier.needs.is_empty() || !self.programmes.iter().any(|one| one.id == earlier.programme) {
                return Some(format!("history asks {:?}, who is not there", earlier.programme));
            }
        }
        let where_from = self.referrals.iter().map(|one| one.area.as_str());
        if let Some(fault) = where_from
            .chain(self.history.iter().map(|one| one.area.as_str()))
            .find_map(unknown)
        {
            return Some(fault);
        }
        let hidden = &self.hidden;
        if hidden.draws.len() != people || hidden.withdraw_after.len() != people {
            return Some("hidden has not one row for each referral".to_owned());
        }
        let mut named = (hidden.capacity_changes.iter().map(|change| change.1))
            .chain(hidden.pauses.iter().map(|pause| pause.3))
            .chain(hidden.draws.iter().flatten().map(|draw| draw.0));
        if hidden.initial_case_ends.len() != programmes || named.any(|programme| programme >= programmes) {
            return Some("hidden does not belong to these programmes".to_owned());
        }
        None
    }
}
