//! Each day off of the shipped networks by its name, in the years that people plan for.

use jiff::civil::{Date, date};
use luotsi_domain::{
    calendar::WorkingDays,
    network::{Definition, fault},
};
use serde_json::json;

/// From the almanac, month and day by year from 2024 to 2030.
const ALMANAC: [(&str, [&str; 7]); 15] = [
    ("New Year's Day", ["01-01"; 7]),
    ("Epiphany", ["01-06"; 7]),
    (
        "Good Friday",
        ["03-29", "04-18", "04-03", "03-26", "04-14", "03-30", "04-19"],
    ),
    (
        "Easter Sunday",
        ["03-31", "04-20", "04-05", "03-28", "04-16", "04-01", "04-21"],
    ),
    (
        "Easter Monday",
        ["04-01", "04-21", "04-06", "03-29", "04-17", "04-02", "04-22"],
    ),
    ("May Day", ["05-01"; 7]),
    (
        "Ascension Day",
        ["05-09", "05-29", "05-14", "05-06", "05-25", "05-10", "05-30"],
    ),
    (
        "Pentecost",
        ["05-19", "06-08", "05-24", "05-16", "06-04", "05-20", "06-09"],
    ),
    (
        "Midsummer Eve",
        ["06-21", "06-20", "06-19", "06-25", "06-23", "06-22", "06-21"],
    ),
    (
        "Midsummer Day",
        ["06-22", "06-21", "06-20", "06-26", "06-24", "06-23", "06-22"],
    ),
    (
        "All Saints' Day",
        ["11-02", "11-01", "10-31", "11-06", "11-04", "11-03", "11-02"],
    ),
    ("Independence Day", ["12-06"; 7]),
    ("Christmas Eve", ["12-24"; 7]),
    ("Christmas Day", ["12-25"; 7]),
    ("Boxing Day", ["12-26"; 7]),
];

#[test]
fn each_day_off_falls_where_the_almanac_prints_it() {
    for network in ["helsinki", "tampere-asto"] {
        let definition = definition(network);
        assert_eq!(definition.calendar.holidays.len(), ALMANAC.len(), "{network}");
        for (name, expected) in ALMANAC {
            let days = alone(&definition, name);
            for (year, month_and_day) in (2024..).zip(expected) {
                let found: Vec<String> = each_day(year)
                    .filter(|day| !days.is_working_day(*day))
                    .map(|day| day.strftime("%m-%d").to_string())
                    .collect();
                assert_eq!(found, [month_and_day], "{network}: {name} {year}");
            }
        }
    }
}

fn definition(network: &str) -> Definition {
    let path = format!(
        "{}/../../deploy/networks/{network}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    fault::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A week without a weekend, and that day off alone.
fn alone(definition: &Definition, name: &str) -> WorkingDays {
    let holiday = definition
        .calendar
        .holidays
        .iter()
        .find(|holiday| holiday.name.get(&["en"]) == name)
        .unwrap_or_else(|| panic!("no {name}"));
    let calendar = json!({"weekend": [], "holidays": [holiday]});
    WorkingDays::new("UTC", &serde_json::from_value(calendar).unwrap()).unwrap()
}

fn each_day(year: i16) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date(year, 1, 1)), |day| day.tomorrow().ok())
        .take_while(move |day| day.year() == year)
}
