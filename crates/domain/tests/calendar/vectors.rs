//! The table `vectors.txt`: dues exact to the second, in two networks.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::calendar::WorkingDays;

/// One row of the table.
struct Row<'a> {
    week: &'a str,
    rule: &'a str,
    from: &'a str,
    n: u16,
    due: Timestamp,
}

fn rows() -> Vec<Row<'static>> {
    include_str!("vectors.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [week, rule, from, n, due] = cells[..] else {
                panic!("not five cells: {line}")
            };
            Row {
                week,
                rule,
                from,
                n: n.parse().unwrap(),
                due: due.parse().unwrap(),
            }
        })
        .collect()
}

fn due(days: &WorkingDays, row: &Row<'_>) -> Timestamp {
    let at = || row.from.parse::<Timestamp>().unwrap();
    match row.rule.split_once(' ') {
        None if row.rule == "after" => days.after(at(), row.n),
        None if row.rule == "days" => days.days_after(at(), row.n),
        None if row.rule == "on" => days.on(row.from.parse().unwrap()),
        None if row.rule == "digest" => days.digest_after(at()),
        Some(("not_before", date)) => days.after_not_before(at(), Some(date.parse::<Date>().unwrap()), row.n),
        Some(_) | None => panic!("no such rule: {}", row.rule),
    }
}

#[test]
fn every_due_of_the_table_falls_where_it_was_counted_to_the_second() {
    let (helsinki, cairo) = (super::helsinki(), super::cairo());
    let mut wrong = Vec::new();
    for row in rows() {
        let days = match row.week {
            "finnish" => &helsinki,
            "cairo" => &cairo,
            other => panic!("no such week: {other}"),
        };
        let due = due(days, &row);
        if due != row.due {
            wrong.push(format!(
                "{} {} {} {}: {due} instead of {}",
                row.week, row.rule, row.from, row.n, row.due
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_what_it_must_have() {
    let rows = rows();
    let distinct: BTreeSet<_> = rows
        .iter()
        .map(|row| (row.week, row.rule, row.from, row.n))
        .collect();
    assert_eq!(distinct.len(), rows.len(), "a row stands twice");
    let finnish: Vec<_> = rows.iter().filter(|row| row.week == "finnish").collect();
    assert!(finnish.len() >= 125, "{} Finnish rows", finnish.len());
    assert!(rows.len() - finnish.len() >= 30);
    let from = |part: &str| finnish.iter().filter(|row| row.from.contains(part)).count();
    for part in [
        "T23:59",
        "T00:01",
        "T16:00:00",
        "T15:59:59",
        "T16:00:01",
        "-02-29",
        "-12-31",
        "-01-01",
    ] {
        assert!(from(part) > 0, "no row from {part}");
    }
    for rule in ["after", "days", "on", "digest", "not_before"] {
        assert!(
            finnish.iter().any(|row| row.rule.starts_with(rule)),
            "no row of {rule}"
        );
    }
    // Both sides of both changes of the clocks, as written and in what comes of them.
    for date in [
        "2026-03-28",
        "2026-03-29",
        "2026-10-24",
        "2026-10-25",
        "2027-03-28",
        "2027-10-31",
    ] {
        assert!(from(date) > 0, "no row from {date}");
    }
}
