//! Dates and times of day as people say them.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use crate::{Language, text};

/// A whole date: `26.11.2026`, in English `26 November 2026`.
#[must_use]
pub fn date(language: Language, date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match language {
        Language::Fi | Language::Sv => format!("{day}.{month}.{year}"),
        Language::En => format!("{day} {} {year}", month_name(language, date)),
    }
}

/// A day with its weekday, in the year of `today` without the year: `torstai 26.11.`.
#[must_use]
pub fn day(language: Language, date: Date, today: Date) -> String {
    weekday(language, "date-weekday", date, today)
}

/// On which day something was, with the year: `torstaina 26.11.2026`, `torsdagen den 26.11.2026`,
/// `Thursday 26 November 2026`.
#[must_use]
pub fn on_day(language: Language, on: Date) -> String {
    let number = on.weekday().to_monday_one_offset();
    let weekday = text(language, &format!("date-on-weekday-{number}"), &[]);
    let day = date(language, on);
    let args = [("weekday", (&weekday).into()), ("date", (&day).into())];
    text(language, "date-on", &args)
}

/// A time of day: `16`, `16.30`, in English `16:00`.
#[must_use]
pub fn time(language: Language, time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        Language::Fi | Language::Sv if minute == 0 => hour.to_string(),
        Language::Fi | Language::Sv => format!("{hour}.{minute:02}"),
        Language::En => format!("{hour:02}:{minute:02}"),
    }
}

/// An instant on the wall clock of `zone`: `26.11.2026 klo 9.05`.
#[must_use]
pub fn instant(language: Language, at: Timestamp, zone: &TimeZone) -> String {
    let local = zone.to_datetime(at);
    let date = date(language, local.date());
    said(language, "date-at", &date, local.time())
}

/// A due time: `torstaina 26.11. klo 16 mennessä`, `senast torsdag 26.11 kl. 16`,
/// `by Thursday 26 November at 16:00`; with the year if that is not the year of `today`.
#[must_use]
pub fn due(language: Language, at: Timestamp, zone: &TimeZone, today: Date) -> String {
    let local = zone.to_datetime(at);
    let day = weekday(language, "date-on-weekday", local.date(), today);
    said(language, "date-by", &day, local.time())
}

/// A moment as [`due`] names it, without *by*: `torstaina 26.11. klo 16`.
#[must_use]
pub fn moment(language: Language, at: Timestamp, zone: &TimeZone, today: Date) -> String {
    let local = zone.to_datetime(at);
    let day = weekday(language, "date-on-weekday", local.date(), today);
    said(language, "date-at", &day, local.time())
}

fn said(language: Language, key: &str, date: &str, at: Time) -> String {
    let at = time(language, at);
    text(language, key, &[("date", date.into()), ("time", (&at).into())])
}

fn weekday(language: Language, names: &str, date: Date, today: Date) -> String {
    let number = date.weekday().to_monday_one_offset();
    let name = text(language, &format!("{names}-{number}"), &[]);
    let (day, month, year) = (date.day(), date.month(), date.year());
    let this_year = year == today.year();
    match language {
        Language::Fi if this_year => format!("{name} {day}.{month}."),
        Language::Sv if this_year => format!("{name} {day}.{month}"),
        Language::En if this_year => format!("{name} {day} {}", month_name(language, date)),
        Language::Fi | Language::Sv => format!("{name} {day}.{month}.{year}"),
        Language::En => format!("{name} {day} {} {year}", month_name(language, date)),
    }
}

fn month_name(language: Language, date: Date) -> String {
    text(language, &format!("date-month-{}", date.month()), &[])
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil, tz::TimeZone};

    use super::{date, day, due, instant, moment, on_day, time};
    use crate::Language::{En, Fi, Sv};

    fn helsinki() -> TimeZone {
        TimeZone::get("Europe/Helsinki").unwrap()
    }

    #[test]
    fn a_due_time_names_the_weekday_and_the_hour() {
        let at: Timestamp = "2026-11-26T14:00:00Z".parse().unwrap();
        let today = civil::date(2026, 11, 24);
        for (language, said) in [
            (Fi, "torstaina 26.11. klo 16 mennessä"),
            (Sv, "senast torsdag 26.11 kl. 16"),
            (En, "by Thursday 26 November at 16:00"),
        ] {
            assert_eq!(due(language, at, &helsinki(), today), said);
        }
        assert_eq!(moment(Fi, at, &helsinki(), today), "torstaina 26.11. klo 16");
        assert_eq!(moment(Sv, at, &helsinki(), today), "torsdag 26.11 kl. 16");
        assert_eq!(
            moment(En, at, &helsinki(), today),
            "Thursday 26 November at 16:00"
        );
    }

    #[test]
    fn another_year_is_named() {
        let at: Timestamp = "2027-01-04T14:30:00Z".parse().unwrap();
        let today = civil::date(2026, 12, 30);
        for (language, said) in [
            (Fi, "maanantaina 4.1.2027 klo 16.30 mennessä"),
            (Sv, "senast måndag 4.1.2027 kl. 16.30"),
            (En, "by Monday 4 January 2027 at 16:30"),
        ] {
            assert_eq!(due(language, at, &helsinki(), today), said);
        }
    }

    #[test]
    fn the_wall_clock_follows_daylight_saving() {
        // The night of 25 October 2026: 04:00 summer time becomes 03:00.
        for (at, said) in [
            ("2026-10-25T00:30:00Z", "25.10.2026 klo 3.30"),
            ("2026-10-25T01:30:00Z", "25.10.2026 klo 3.30"),
            ("2026-10-25T22:00:00Z", "26.10.2026 klo 0"),
            ("2026-03-29T00:59:00Z", "29.3.2026 klo 2.59"),
            ("2026-03-29T01:00:00Z", "29.3.2026 klo 4"),
        ] {
            assert_eq!(instant(Fi, at.parse().unwrap(), &helsinki()), said, "{at}");
        }
    }

    #[test]
    fn plain_dates_and_times() {
        let midsummer = civil::date(2026, 6, 5);
        assert_eq!(date(Fi, midsummer), "5.6.2026");
        assert_eq!(date(Sv, midsummer), "5.6.2026");
        assert_eq!(date(En, midsummer), "5 June 2026");
        assert_eq!(on_day(Fi, midsummer), "perjantaina 5.6.2026");
        assert_eq!(on_day(Sv, midsummer), "fredagen den 5.6.2026");
        assert_eq!(on_day(En, midsummer), "Friday 5 June 2026");
        assert_eq!(day(Fi, midsummer, midsummer), "perjantai 5.6.");
        assert_eq!(day(Sv, midsummer, civil::date(2025, 6, 5)), "fredag 5.6.2026");
        assert_eq!(day(En, midsummer, midsummer), "Friday 5 June");
        assert_eq!(time(Fi, civil::time(9, 5, 0, 0)), "9.05");
        assert_eq!(time(En, civil::time(9, 5, 0, 0)), "09:05");
        assert_eq!(instant(Sv, Timestamp::UNIX_EPOCH, &helsinki()), "1.1.1970 kl. 2");
        assert_eq!(
            instant(En, Timestamp::UNIX_EPOCH, &helsinki()),
            "1 January 1970 at 02:00"
        );
    }
}
