//! Which days a network works, and until when.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::Words;

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
