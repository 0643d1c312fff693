use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// The Finnish calendar, with hours to choose.
fn finnish_with(day_ends: &str, digest_at: &str) -> WorkingDays {
    let rule = |rule: serde_json::Value| json!({"name": {}, "rule": rule});
    let calendar: Calendar = serde_json::from_value(json!({
        "day_ends": day_ends,
        "digest_at": digest_at,
        "holidays": [
            rule(json!({"fixed": "01-01"})),
            rule(json!({"fixed": "01-06"})),
            rule(json!({"easter": -2})),
            rule(json!({"easter": 0})),
            rule(json!({"easter": 1})),
            rule(json!({"fixed": "05-01"})),
            rule(json!({"easter": 39})),
            rule(json!({"easter": 49})),
            rule(json!({"weekday_from": ["friday", "06-19"]})),
            rule(json!({"weekday_from": ["saturday", "06-20"]})),
            rule(json!({"weekday_from": ["saturday", "10-31"]})),
            rule(json!({"fixed": "12-06"})),
            rule(json!({"fixed": "12-24"})),
            rule(json!({"fixed": "12-25"})),
            rule(json!({"fixed": "12-26"})),
        ],
    }))
    .unwrap();
    WorkingDays::new("Europe/Helsinki", &calendar).unwrap()
}

fn finnish() -> WorkingDays {
    finnish_with("16:00:00", "08:00:00")
}

/// An instant from local time with its offset.
fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn with_rules(rules: &serde_json::Value) -> Result<WorkingDays, CalendarFault> {
    let rules: Vec<_> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| json!({"name": {}, "rule": rule}))
        .collect();
    WorkingDays::new(
        "UTC",
        &serde_json::from_value(json!({"holidays": rules})).unwrap(),
    )
}

#[test]
fn easter_falls_where_the_almanac_says() {
    for (year, month, day) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (1954, 4, 18),
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2019, 4, 21),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2029, 4, 1),
        (2030, 4, 21),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2285, 3, 22),
    ] {
        assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
    }
}

#[test]
fn finnish_days_off_on_weekdays_are_these_and_no_others() {
    let days = finnish();
    // Days off that fall on Monday to Friday, from the almanac.
    for (year, expected) in [
        (
            2024,
            "01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26",
        ),
        (
            2025,
            "01-01 01-06 04-18 04-21 05-01 05-29 06-20 12-24 12-25 12-26",
        ),
        (2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25"),
        (2027, "01-01 01-06 03-26 03-29 05-06 06-25 12-06 12-24"),
        (2028, "01-06 04-14 04-17 05-01 05-25 06-23 12-06 12-25 12-26"),
        (
            2029,
            "01-01 03-30 04-02 05-01 05-10 06-22 12-06 12-24 12-25 12-26",
        ),
        (
            2030,
            "01-01 04-19 04-22 05-01 05-30 06-21 12-06 12-24 12-25 12-26",
        ),
    ] {
        let whole = std::iter::successors(Some(date(year, 1, 1)), |day| Some(tomorrow(*day)))
            .take_while(|day| day.year() == year);
        let (weekdays, weekend): (Vec<_>, Vec<_>) =
            whole.partition(|day| day.weekday().to_monday_zero_offset() < 5);
        assert!(weekend.iter().all(|day| !days.is_working_day(*day)), "{year}");
        let off: Vec<_> = weekdays
            .iter()
            .filter(|day| !days.is_working_day(**day))
            .map(|day| day.strftime("%m-%d").to_string())
            .collect();
        assert_eq!(off.join(" "), expected, "{year}");
    }
}

#[test]
fn the_day_before_a_day_off_leads_over_it() {
    let days = finnish();
    for (eve, next) in [
        // 2026
        (date(2025, 12, 31), date(2026, 1, 2)),
        (date(2026, 1, 5), date(2026, 1, 7)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 4, 30), date(2026, 5, 4)),
        (date(2026, 5, 13), date(2026, 5, 15)),
        (date(2026, 6, 18), date(2026, 6, 22)),
        (date(2026, 10, 30), date(2026, 11, 2)),
        (date(2026, 12, 4), date(2026, 12, 7)),
        (date(2026, 12, 23), date(2026, 12, 28)),
        // 2027
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2027, 1, 5), date(2027, 1, 7)),
        (date(2027, 3, 25), date(2027, 3, 30)),
        (date(2027, 4, 30), date(2027, 5, 3)),
        (date(2027, 5, 5), date(2027, 5, 7)),
        (date(2027, 6, 24), date(2027, 6, 28)),
        (date(2027, 11, 5), date(2027, 11, 8)),
        (date(2027, 12, 3), date(2027, 12, 7)),
        (date(2027, 12, 23), date(2027, 12, 27)),
        // 2028
        (date(2027, 12, 31), date(2028, 1, 3)),
        (date(2028, 1, 5), date(2028, 1, 7)),
        (date(2028, 4, 13), date(2028, 4, 18)),
        (date(2028, 4, 28), date(2028, 5, 2)),
        (date(2028, 5, 24), date(2028, 5, 26)),
        (date(2028, 6, 22), date(2028, 6, 26)),
        (date(2028, 12, 5), date(2028, 12, 7)),
        (date(2028, 12, 22), date(2028, 12, 27)),
        // Leap day, and the year after without one.
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2027, 2, 26), date(2027, 3, 1)),
    ] {
        assert_eq!(days.nth_working_day_after(eve, 1), next, "after {eve}");
    }
}

#[test]
fn working_days_from_an_instant_end_at_sixteen_local() {
    let days = finnish();
    for (from, n, due) in [
        // An ordinary Tuesday, early, late and in between: the date itself never counts.
        ("2026-09-01T00:01:00+03:00", 2, "2026-09-03T16:00:00+03:00"),
        ("2026-09-01T09:20:00+03:00", 2, "2026-09-03T16:00:00+03:00"),
        ("2026-09-01T16:00:00+03:00", 2, "2026-09-03T16:00:00+03:00"),
        ("2026-09-01T23:59:00+03:00", 2, "2026-09-03T16:00:00+03:00"),
        ("2026-09-02T00:01:00+03:00", 2, "2026-09-04T16:00:00+03:00"),
        // The local date, where UTC has another.
        ("2026-08-31T21:30:00Z", 1, "2026-09-02T16:00:00+03:00"),
        // Over a weekend, and begun in one.
        ("2026-09-03T12:00:00+03:00", 2, "2026-09-07T16:00:00+03:00"),
        ("2026-09-05T12:00:00+03:00", 1, "2026-09-07T16:00:00+03:00"),
        ("2026-09-06T23:59:00+03:00", 5, "2026-09-11T16:00:00+03:00"),
        // Clocks forward on 29 March 2026.
        ("2026-03-27T12:00:00+02:00", 1, "2026-03-30T16:00:00+03:00"),
        ("2026-03-29T02:59:00+02:00", 1, "2026-03-30T16:00:00+03:00"),
        ("2026-03-29T04:01:00+03:00", 1, "2026-03-30T16:00:00+03:00"),
        ("2026-03-28T23:59:00+02:00", 5, "2026-04-07T16:00:00+03:00"),
        ("2026-03-26T23:59:00+02:00", 1, "2026-03-27T16:00:00+02:00"),
        // Clocks back on 25 October 2026, the hour that comes twice.
        ("2026-10-23T12:00:00+03:00", 1, "2026-10-26T16:00:00+02:00"),
        ("2026-10-25T03:30:00+03:00", 1, "2026-10-26T16:00:00+02:00"),
        ("2026-10-25T03:30:00+02:00", 1, "2026-10-26T16:00:00+02:00"),
        ("2026-10-22T23:59:00+03:00", 1, "2026-10-23T16:00:00+03:00"),
        ("2026-10-25T23:59:00+02:00", 2, "2026-10-27T16:00:00+02:00"),
        // The turn of the year with Christmas, and twenty working days over it.
        ("2026-12-23T15:00:00+02:00", 1, "2026-12-28T16:00:00+02:00"),
        ("2026-12-23T15:00:00+02:00", 5, "2027-01-04T16:00:00+02:00"),
        ("2026-12-31T23:59:00+02:00", 1, "2027-01-04T16:00:00+02:00"),
        ("2026-12-10T10:00:00+02:00", 20, "2027-01-13T16:00:00+02:00"),
        // Leap day.
        ("2028-02-28T12:00:00+02:00", 1, "2028-02-29T16:00:00+02:00"),
        ("2028-02-28T12:00:00+02:00", 2, "2028-03-01T16:00:00+02:00"),
        // None at all is today, or now.
        ("2026-09-01T09:20:00+03:00", 0, "2026-09-01T16:00:00+03:00"),
        ("2026-09-01T17:20:00+03:00", 0, "2026-09-01T17:20:00+03:00"),
    ] {
        assert_eq!(days.after(at(from), n), at(due), "{n} working days from {from}");
    }
}

#[test]
fn calendar_dues_and_given_dates_move_forward_to_a_working_day() {
    let days = finnish();
    for (from, n, due) in [
        ("2026-09-01T09:20:00+03:00", 30, "2026-10-01T16:00:00+03:00"),
        ("2026-09-01T09:20:00+03:00", 90, "2026-11-30T16:00:00+02:00"),
        ("2026-08-27T23:59:00+03:00", 30, "2026-09-28T16:00:00+03:00"),
        ("2026-08-28T00:01:00+03:00", 30, "2026-09-28T16:00:00+03:00"),
        ("2026-09-25T12:00:00+03:00", 30, "2026-10-26T16:00:00+02:00"),
        ("2026-02-27T12:00:00+02:00", 30, "2026-03-30T16:00:00+03:00"),
        ("2026-11-24T12:00:00+02:00", 30, "2026-12-28T16:00:00+02:00"),
        ("2026-12-02T12:00:00+02:00", 30, "2027-01-04T16:00:00+02:00"),
        ("2028-01-30T12:00:00+02:00", 30, "2028-02-29T16:00:00+02:00"),
        ("2026-06-12T12:00:00+03:00", 7, "2026-06-22T16:00:00+03:00"),
        ("2026-09-05T12:00:00+03:00", 0, "2026-09-07T16:00:00+03:00"),
    ] {
        assert_eq!(days.days_after(at(from), n), at(due), "{n} days from {from}");
    }
    for (given, due) in [
        (date(2026, 9, 1), "2026-09-01T16:00:00+03:00"),
        (date(2026, 6, 19), "2026-06-22T16:00:00+03:00"),
        (date(2026, 12, 24), "2026-12-28T16:00:00+02:00"),
        (date(2026, 3, 29), "2026-03-30T16:00:00+03:00"),
    ] {
        assert_eq!(days.on(given), at(due), "on {given}");
    }
    // From 00:00 on a date: the date itself does not count, and zero is its own end.
    assert_eq!(
        days.from_date(date(2026, 12, 23), 5),
        at("2027-01-04T16:00:00+02:00")
    );
    assert_eq!(
        days.from_date(date(2026, 9, 1), 0),
        at("2026-09-01T16:00:00+03:00")
    );
}

#[test]
fn the_digest_waits_for_the_next_working_morning() {
    let days = finnish();
    for (event, sent) in [
        ("2026-09-01T00:01:00+03:00", "2026-09-02T08:00:00+03:00"),
        ("2026-09-01T23:59:00+03:00", "2026-09-02T08:00:00+03:00"),
        ("2026-09-04T16:00:00+03:00", "2026-09-07T08:00:00+03:00"),
        ("2026-03-28T12:00:00+02:00", "2026-03-30T08:00:00+03:00"),
        ("2026-10-25T00:01:00+03:00", "2026-10-26T08:00:00+02:00"),
        ("2026-12-23T12:00:00+02:00", "2026-12-28T08:00:00+02:00"),
    ] {
        assert_eq!(days.digest_after(at(event)), at(sent), "{event}");
    }
}

#[test]
fn at_least_n_working_days_counts_local_dates() {
    let days = finnish();
    for (a, b, n, holds) in [
        ("2026-09-01T23:59:00+03:00", "2026-09-04T00:01:00+03:00", 3, true),
        ("2026-09-01T00:01:00+03:00", "2026-09-03T23:59:00+03:00", 3, false),
        ("2026-09-03T12:00:00+03:00", "2026-09-07T12:00:00+03:00", 3, false),
        ("2026-09-03T12:00:00+03:00", "2026-09-08T00:00:00+03:00", 3, true),
        ("2026-09-01T12:00:00+03:00", "2026-09-01T12:00:00+03:00", 0, true),
        ("2026-09-01T12:00:00+03:00", "2026-08-31T12:00:00+03:00", 0, false),
    ] {
        assert_eq!(days.is_at_least(at(a), at(b), n), holds, "{a} {b} {n}");
    }
}

#[test]
fn a_setting_inside_the_clock_change_is_resolved_compatibly() {
    // On working Sundays, so that the changing day itself is due.
    let calendar: Calendar = serde_json::from_value(
        json!({"day_ends": "03:30:00", "digest_at": "03:15:00", "weekend": [], "holidays": []}),
    )
    .unwrap();
    let days = WorkingDays::new("Europe/Helsinki", &calendar).unwrap();
    // 03:30 is skipped in spring: an hour later on the new clock.
    assert_eq!(days.on(date(2026, 3, 29)), at("2026-03-29T04:30:00+03:00"));
    // 03:30 comes twice in autumn: the first of them.
    assert_eq!(days.on(date(2026, 10, 25)), at("2026-10-25T03:30:00+03:00"));
    assert_eq!(days.on(date(2026, 10, 26)), at("2026-10-26T03:30:00+02:00"));
    assert_eq!(
        days.digest_after(at("2026-03-28T12:00:00+02:00")),
        at("2026-03-29T04:15:00+03:00")
    );
    // In the second 03:40 the day has ended already.
    let second = at("2026-10-25T03:20:00+02:00");
    assert_eq!(days.today(second), second);
}

#[test]
fn rules_hold_over_the_turn_of_the_year() {
    let days = with_rules(&json!([
        {"weekday_from": ["friday", "12-30"]},
        {"easter": 300},
        {"once": "2026-07-06"},
        {"fixed": "02-29"},
        {"weekday_from": ["wednesday", "02-29"]},
    ]))
    .unwrap();
    // 30 December 2026 is a Wednesday, so the Friday is New Year's Day.
    assert!(!days.is_working_day(date(2027, 1, 1)));
    assert!(days.is_working_day(date(2026, 12, 25)));
    // 5 April 2026 and 300 days.
    assert!(!days.is_working_day(date(2026, 4, 5).saturating_add(300.days())));
    assert!(!days.is_working_day(date(2026, 7, 6)));
    assert!(days.is_working_day(date(2027, 7, 6)));
    assert!(!days.is_working_day(date(2028, 2, 29)));
    assert!(days.is_working_day(date(2027, 3, 1)));
    // Counted from 1 March where there is no 29 February.
    assert!(!days.is_working_day(date(2027, 3, 3)));
    assert!(!days.is_working_day(date(2028, 3, 1)));
}

#[test]
fn an_unusable_calendar_says_what_is_wrong() {
    let calendar = |weekend: &[&str]| {
        serde_json::from_value::<Calendar>(json!({"weekend": weekend, "holidays": []})).unwrap()
    };
    assert_eq!(
        WorkingDays::new("Europe/Atlantis", &calendar(&[])).unwrap_err(),
        CalendarFault::UnknownTimeZone("Europe/Atlantis".to_owned())
    );
    let week = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    assert_eq!(
        WorkingDays::new("UTC", &calendar(&week)).unwrap_err(),
        CalendarFault::NoWorkingDay
    );
    for text in ["13-01", "02-30", "1-1", "0101", "", "+1-02", "12-06-1"] {
        assert_eq!(
            with_rules(&json!([{"fixed": text}])).unwrap_err(),
            CalendarFault::NotAMonthAndDay(text.to_owned())
        );
    }
}

#[test]
fn a_calendar_with_nearly_every_day_off_still_answers() {
    // Working Mondays only, each of two years of them taken away.
    let mut monday = date(2026, 1, 5);
    let mut rules = Vec::new();
    while monday < date(2030, 1, 1) {
        rules.push(json!({"name": {}, "rule": {"once": monday}}));
        monday = monday.saturating_add(7.days());
    }
    let calendar: Calendar = serde_json::from_value(json!({
        "weekend": ["tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        "holidays": rules,
    }))
    .unwrap();
    let days = WorkingDays::new("UTC", &calendar).unwrap();
    assert_eq!(
        days.next_working_day_on_or_after(date(2026, 1, 5)),
        date(2026, 1, 5).saturating_add(i32::from(SEARCH_DAYS).days())
    );
    assert_eq!(days.on(Date::MAX), Timestamp::MAX);
}

proptest! {
    #[test]
    fn dues_are_in_the_future_in_order_and_on_working_days(
        seconds in 1_700_000_000_i64..1_950_000_000,
        n in 0_u16..60,
    ) {
        let days = finnish();
        let at = Timestamp::from_second(seconds).unwrap();
        let due = days.after(at, n);
        prop_assert!(due >= at);
        prop_assert!(days.after(at, n + 1) > due);
        if n > 0 {
            prop_assert!(days.is_working_day(days.date_of(due)));
            prop_assert!(days.is_at_least(at, due, n));
            prop_assert!(!days.is_at_least(at, due, n + 1));
        }
        let calendar_due = days.days_after(at, n);
        prop_assert!(days.is_working_day(days.date_of(calendar_due)));
        prop_assert!(days.digest_after(at) > at);
        prop_assert!(days.is_working_day(days.date_of(days.digest_after(at))));
    }
}
