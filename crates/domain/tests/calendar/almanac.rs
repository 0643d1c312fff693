//! Ten thousand random days, counted once more by others: days off by the tables of the crate
//! `opening-hours`, local time by `chrono-tz`. Nothing here asks our calendar what a working day is.
//!
//! Those tables hold what a shipped Finnish network calls days off, Midsummer Eve and Christmas Eve among
//! them; so there is no difference to be allowed for. Were there one, the first test would name the day.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::{Europe::Helsinki, Tz};
use jiff::{Timestamp, civil::Date};
use luotsi_domain::calendar::WorkingDays;
use opening_hours::localization::Country;

/// The years that the tables hold whole.
const FIRST: i32 = 2000;
const LAST: i32 = 2075;

/// An independent calendar: Monday to Friday but for the public holidays of Finland.
struct Almanac(opening_hours::ContextHolidays);

impl Almanac {
    fn finnish() -> Self {
        Self(Country::FI.holidays())
    }

    fn is_off(&self, day: NaiveDate) -> bool {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || self.0.get_public().contains(day)
    }

    /// The `n`-th working day after a day.
    fn nth(&self, mut day: NaiveDate, n: u16) -> NaiveDate {
        let mut left = n;
        while left > 0 {
            day = day + Days::new(1);
            left -= u16::from(!self.is_off(day));
        }
        day
    }

    fn forward(&self, mut day: NaiveDate) -> NaiveDate {
        while self.is_off(day) {
            day = day + Days::new(1);
        }
        day
    }
}

/// The second at which that hour strikes in that zone.
fn at(zone: Tz, day: NaiveDate, hour: u32) -> i64 {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    zone.from_local_datetime(&day.and_time(time)).unwrap().timestamp()
}

fn theirs(day: Date) -> NaiveDate {
    NaiveDate::from_ymd_opt(
        day.year().into(),
        day.month().unsigned_abs().into(),
        day.day().unsigned_abs().into(),
    )
    .unwrap()
}

/// Seeded chance (`SplitMix64`): the same days on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }

    /// A second of the years that both sides know, with room for a year after it.
    fn instant(&mut self) -> i64 {
        let second = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap().timestamp();
        let (from, to) = (second(FIRST), second(LAST));
        from + i64::try_from(self.below((to - from).unsigned_abs())).unwrap()
    }
}

fn each_day(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

fn years(first: i32, last: i32) -> (Date, Date) {
    let year = |year: i32| i16::try_from(year).unwrap();
    (
        jiff::civil::date(year(first), 1, 1),
        jiff::civil::date(year(last), 12, 31),
    )
}

#[test]
fn the_shipped_networks_have_the_days_off_of_the_almanac_and_no_others() {
    let almanac = Almanac::finnish();
    let (first, last) = years(FIRST, LAST);
    for network in ["helsinki", "tampere-asto"] {
        let days = super::working_days(&format!("deploy/networks/{network}.json"));
        let differ: Vec<Date> = each_day(first, last)
            .filter(|day| days.is_working_day(*day) == almanac.is_off(theirs(*day)))
            .collect();
        assert!(differ.is_empty(), "{network}: {differ:?}");
    }
}

#[test]
fn ten_thousand_random_instants_are_due_when_the_almanac_counts_them() {
    let (days, almanac) = (super::helsinki(), Almanac::finnish());
    let mut chance = Chance(20_260_901);
    let mut over_a_change = 0;
    for _ in 0..10_000 {
        let second = chance.instant();
        let n = u16::try_from(1 + chance.below(40)).unwrap();
        let calendar_days = u16::try_from(chance.below(120)).unwrap();
        let ours = Timestamp::from_second(second).unwrap();
        let local = DateTime::<Utc>::from_timestamp(second, 0)
            .unwrap()
            .with_timezone(&Helsinki);
        let today = local.date_naive();
        assert_eq!(theirs(days.date_of(ours)), today, "{ours}");

        let due = at(Helsinki, almanac.nth(today, n), 16);
        assert_eq!(
            days.after(ours, n).as_second(),
            due,
            "{n} working days from {ours}"
        );
        let later = almanac.forward(today + Days::new(calendar_days.into()));
        assert_eq!(
            days.days_after(ours, calendar_days).as_second(),
            at(Helsinki, later, 16),
            "{calendar_days} days from {ours}"
        );
        assert_eq!(
            days.digest_after(ours).as_second(),
            at(Helsinki, almanac.nth(today, 1), 8),
            "the digest after {ours}"
        );
        let whole_days = (due - second).rem_euclid(86_400);
        let clock = i64::from(16 * 3_600 - chrono::Timelike::num_seconds_from_midnight(&local).cast_signed());
        over_a_change += u32::from(whole_days != clock.rem_euclid(86_400));
    }
    // The clocks change between many of them, so that a wrong hour could not hide.
    assert!(over_a_change > 500, "{over_a_change}");
}

#[test]
fn ten_thousand_random_instants_have_cairos_local_day() {
    let (days, zone) = (super::cairo(), chrono_tz::Africa::Cairo);
    let mut chance = Chance(20_270_430);
    for _ in 0..10_000 {
        let second = chance.instant();
        let ours = Timestamp::from_second(second).unwrap();
        let local = DateTime::<Utc>::from_timestamp(second, 0)
            .unwrap()
            .with_timezone(&zone);
        assert_eq!(theirs(days.date_of(ours)), local.date_naive(), "{ours}");
        // Twice the end of a day, and noon between them for a look at the offset.
        let due = days.after(ours, 1);
        assert_eq!(due.as_second(), at(zone, theirs(days.date_of(due)), 15), "{ours}");
    }
}

/// Days off of one rule, on working days that have no other.
fn only(rule: &serde_json::Value) -> WorkingDays {
    let calendar = serde_json::json!({"weekend": [], "holidays": [{"name": {"en": "x"}, "rule": rule}]});
    WorkingDays::new("UTC", &serde_json::from_value(calendar).unwrap()).unwrap()
}

#[test]
fn the_orthodox_easter_is_that_of_the_greek_almanac() {
    let greek = Country::GR.holidays();
    let (first, last) = years(FIRST, LAST);
    for days_after in [-48, -2, 0, 1, 50] {
        let rule = only(&serde_json::json!({"orthodox_easter": days_after}));
        let found: Vec<Date> = each_day(first, last)
            .filter(|day| !rule.is_working_day(*day))
            .collect();
        assert_eq!(found.len(), usize::try_from(LAST - FIRST + 1).unwrap());
        let strangers: Vec<&Date> = found
            .iter()
            .filter(|day| !greek.get_public().contains(theirs(**day)))
            .collect();
        assert!(strangers.is_empty(), "{days_after}: {strangers:?}");
    }
}
