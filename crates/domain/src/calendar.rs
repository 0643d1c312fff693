//! Working days of a network, and the instants that due times fall at.
//!
//! Every due time of a referral comes from here: the network's own days off and hours, its time zone
//! from the bundled database, no clock. Days off are found by their rules one date at a time, so
//! there is no table of years that could end.

use std::{fmt, sync::Arc};

use jiff::{
    Span, Timestamp, ToSpan,
    civil::{Date, Time},
    tz::{TimeZone, TimeZoneDatabase},
};

use crate::network::{Calendar, Definition, HolidayRule, Weekday};

#[cfg(test)]
mod tests;

/// How many days ahead a working day is looked for, where somebody declared nearly all days off.
const SEARCH_DAYS: u16 = 731;

/// Why a definition's calendar cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarFault {
    /// The time zone is none of the IANA names.
    UnknownTimeZone(String),
    /// A holiday rule's month and day, such as `13-01`.
    NotAMonthAndDay(String),
    /// All seven days are weekend.
    NoWorkingDay,
}

impl fmt::Display for CalendarFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTimeZone(name) => write!(f, "not a known time zone: {name}"),
            Self::NotAMonthAndDay(text) => write!(f, "not a month and day: {text}"),
            Self::NoWorkingDay => f.write_str("every day of the week is weekend"),
        }
    }
}
impl std::error::Error for CalendarFault {}

/// A network's working days. Cheap to clone and to ask.
#[derive(Debug, Clone)]
pub struct WorkingDays(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    zone: TimeZone,
    day_ends: Time,
    digest_at: Time,
    weekend: [bool; 7],
    rules: Vec<Rule>,
}

impl WorkingDays {
    /// The working days of a definition.
    ///
    /// # Errors
    /// [`CalendarFault`] where the time zone or a holiday rule says nothing.
    pub fn of(definition: &Definition) -> Result<Self, CalendarFault> {
        Self::new(&definition.time_zone, &definition.calendar)
    }

    /// The working days of a calendar in a time zone.
    ///
    /// # Errors
    /// [`CalendarFault`] where the time zone or a holiday rule says nothing.
    pub fn new(time_zone: &str, calendar: &Calendar) -> Result<Self, CalendarFault> {
        let zone = TimeZoneDatabase::bundled()
            .get(time_zone)
            .map_err(|_| CalendarFault::UnknownTimeZone(time_zone.to_owned()))?;
        let mut weekend = [false; 7];
        for day in &calendar.weekend {
            weekend[day_index(*day)] = true;
        }
        if weekend == [true; 7] {
            return Err(CalendarFault::NoWorkingDay);
        }
        let rules = calendar
            .holidays
            .iter()
            .map(|holiday| Rule::read(&holiday.rule))
            .collect::<Result<_, _>>()?;
        Ok(Self(Arc::new(Inner {
            zone,
            day_ends: calendar.day_ends,
            digest_at: calendar.digest_at,
            weekend,
            rules,
        })))
    }

    /// The time zone that all of it is in.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// Midnight with which the local `date` begins.
    #[must_use]
    pub fn start_of(&self, date: Date) -> Timestamp {
        self.at(date, Time::midnight())
    }

    /// The local date of an instant.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.0.zone.to_datetime(at).date()
    }

    /// Whether people work on that day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        !self.0.weekend[weekday] && !self.0.rules.iter().any(|rule| rule.hits(date))
    }

    /// That day, or the first working day after it.
    #[must_use]
    pub fn next_working_day_on_or_after(&self, date: Date) -> Date {
        let mut day = date;
        for _ in 0..SEARCH_DAYS {
            if self.is_working_day(day) {
                break;
            }
            day = tomorrow(day);
        }
        day
    }

    /// The `n`-th working day after a date; the date itself never counts. The date itself for 0.
    #[must_use]
    pub fn nth_working_day_after(&self, date: Date, n: u16) -> Date {
        (0..n).fold(date, |day, _| self.next_working_day_on_or_after(tomorrow(day)))
    }

    /// `n` working days from an instant: the end of the `n`-th working day after its local date.
    /// No working days from it is [`today`](Self::today).
    #[must_use]
    pub fn after(&self, at: Timestamp, n: u16) -> Timestamp {
        if n == 0 {
            return self.today(at);
        }
        self.end_of(self.nth_working_day_after(self.date_of(at), n))
    }

    /// `n` working days from 00:00 local on a date.
    #[must_use]
    pub fn from_date(&self, date: Date, n: u16) -> Timestamp {
        self.end_of(self.nth_working_day_after(date, n))
    }

    /// `n` working days from an instant, or from 00:00 local on a date if that is later.
    #[must_use]
    pub fn after_not_before(&self, at: Timestamp, date: Option<Date>, n: u16) -> Timestamp {
        match date.filter(|date| self.start_of(*date) > at) {
            Some(date) => self.from_date(date, n),
            None => self.after(at, n),
        }
    }

    /// A calendar due: the local date and `n` days, moved forward to a working day's end.
    #[must_use]
    pub fn days_after(&self, at: Timestamp, n: u16) -> Timestamp {
        self.on(self.date_of(at).saturating_add(i32::from(n).days()))
    }

    /// The end of the local day so many months after an instant's own, working day or not: nobody has to do
    /// anything then.
    #[must_use]
    pub fn months_after(&self, at: Timestamp, n: u16) -> Timestamp {
        let months = Span::new().try_months(n).unwrap_or_default();
        self.end_of(self.date_of(at).saturating_add(months))
    }

    /// A date that a person gives: its end, moved forward to a working day.
    #[must_use]
    pub fn on(&self, date: Date) -> Timestamp {
        self.end_of(self.next_working_day_on_or_after(date))
    }

    /// The end of the instant's own day, or the instant itself if that has passed.
    #[must_use]
    pub fn today(&self, at: Timestamp) -> Timestamp {
        self.end_of(self.date_of(at)).max(at)
    }

    /// When the next digest goes out that an event of this instant can be in.
    #[must_use]
    pub fn digest_after(&self, at: Timestamp) -> Timestamp {
        let day = self.nth_working_day_after(self.date_of(at), 1);
        self.at(day, self.0.digest_at)
    }

    /// The digest's instant on a date, moved forward to a working day.
    #[must_use]
    pub fn digest_on(&self, date: Date) -> Timestamp {
        self.at(self.next_working_day_on_or_after(date), self.0.digest_at)
    }

    /// The digest that something of this instant is in where the digest goes out at that very instant,
    /// else the next one.
    #[must_use]
    pub fn digest_from(&self, at: Timestamp) -> Timestamp {
        let today = self.digest_on(self.date_of(at));
        if today == at { today } else { self.digest_after(at) }
    }

    /// Whether `b` lies at least `n` working days after `a`, by local dates.
    #[must_use]
    pub fn is_at_least(&self, a: Timestamp, b: Timestamp, n: u16) -> bool {
        self.date_of(b) >= self.nth_working_day_after(self.date_of(a), n)
    }

    fn end_of(&self, date: Date) -> Timestamp {
        self.at(date, self.0.day_ends)
    }

    /// The instant of a local time. Clocks that skip it give the later, clocks that show it twice the
    /// earlier one; past the end of what can be counted it is the last instant there is.
    fn at(&self, date: Date, time: Time) -> Timestamp {
        self.0
            .zone
            .to_ambiguous_timestamp(date.to_datetime(time))
            .compatible()
            .unwrap_or(Timestamp::MAX)
    }
}

/// A holiday rule, read once.
#[derive(Debug)]
enum Rule {
    Fixed(MonthDay),
    Easter(i16),
    OrthodoxEaster(i16),
    WeekdayFrom(usize, MonthDay),
    Once(Date),
}

impl Rule {
    fn read(rule: &HolidayRule) -> Result<Self, CalendarFault> {
        Ok(match rule {
            HolidayRule::Fixed(text) => Self::Fixed(MonthDay::read(text)?),
            HolidayRule::Easter(days) => Self::Easter(*days),
            HolidayRule::OrthodoxEaster(days) => Self::OrthodoxEaster(*days),
            HolidayRule::WeekdayFrom(weekday, text) => {
                Self::WeekdayFrom(day_index(*weekday), MonthDay::read(text)?)
            }
            HolidayRule::Once(date) => Self::Once(*date),
        })
    }

    /// Whether the rule finds that date. Asks of the date, not of the year, so that a day that a rule
    /// pushes over the turn of the year is found too.
    fn hits(&self, date: Date) -> bool {
        match self {
            Self::Fixed(day) => (date.month(), date.day()) == (day.month, day.day),
            Self::Easter(days) => {
                let sunday = date.saturating_sub(i32::from(*days).days());
                easter(sunday.year()) == Some(sunday)
            }
            Self::OrthodoxEaster(days) => {
                let sunday = date.saturating_sub(i32::from(*days).days());
                orthodox_easter(sunday.year()) == Some(sunday)
            }
            Self::WeekdayFrom(weekday, from) => {
                usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) == *weekday
                    && [date.year(), date.year() - 1].iter().any(|year| {
                        from.in_year(*year)
                            .is_some_and(|start| start <= date && date < start.saturating_add(7.days()))
                    })
            }
            Self::Once(day) => *day == date,
        }
    }
}

/// A month and a day, as `12-06`.
#[derive(Debug)]
struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    fn read(text: &str) -> Result<Self, CalendarFault> {
        let fault = || CalendarFault::NotAMonthAndDay(text.to_owned());
        let two = |part: &str| {
            (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<i8>().ok())
                .flatten()
        };
        let (month, day) = text.split_once('-').ok_or_else(fault)?;
        let (month, day) = two(month).zip(two(day)).ok_or_else(fault)?;
        // A leap year, so that 29 February is a day.
        Date::new(2024, month, day).map_err(|_| fault())?;
        Ok(Self { month, day })
    }

    /// That day in a year; 29 February is 1 March where there is none.
    fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day)
            .or_else(|_| Date::new(year, 3, 1))
            .ok()
    }
}

/// Easter Sunday by the Gregorian computus.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let century = y.div_euclid(100);
    let golden = y.rem_euclid(19);
    let moon_shift = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15).rem_euclid(30);
    let full_moon = epact - (epact + golden / 11) / 29;
    let to_sunday = (y + y / 4 + full_moon + 2 - century + century / 4).rem_euclid(7);
    let from_march = full_moon - to_sunday + 28;
    let (month, day) = if from_march <= 31 {
        (3, from_march)
    } else {
        (4, from_march - 31)
    };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// Easter Sunday by the Julian computus, as a date of the Gregorian calendar.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let full_moon = (19 * y.rem_euclid(19) + 15).rem_euclid(30);
    let to_sunday = (2 * y.rem_euclid(4) + 4 * y.rem_euclid(7) - full_moon + 34).rem_euclid(7);
    // Days the Julian calendar lags behind: 13 in these two centuries.
    let behind = y.div_euclid(100) - y.div_euclid(400) - 2;
    let from_march = full_moon + to_sunday + 21 + behind;
    Date::new(year, 3, 1)
        .ok()
        .map(|march| march.saturating_add(from_march.days()))
}

fn tomorrow(date: Date) -> Date {
    date.saturating_add(1.day())
}

/// Days from Monday.
const fn day_index(day: Weekday) -> usize {
    match day {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}
