//! The shipped networks, brought to the present.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZoneDatabase};
use luotsi_domain::network::{Definition, fault};

use crate::failure::{Failure, Result};

const SHIPPED: [&str; 2] = [
    include_str!("../../../../deploy/networks/helsinki.json"),
    include_str!("../../../../deploy/networks/tampere-asto.json"),
];

/// The shipped definitions, valid around an instant: every programme from 12 months before it to 24 months
/// after, those marked so for as many days after it as they say.
pub(super) fn at(start: Timestamp) -> Result<Vec<Definition>> {
    SHIPPED.iter().map(|text| brought(text, start)).collect()
}

fn brought(text: &str, start: Timestamp) -> Result<Definition> {
    let unfit = |what: String| Failure::refused(format!("a shipped network cannot be used: {what}"));
    let mut definition = fault::parse(text).map_err(|faults| {
        unfit(
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    })?;
    let zone = TimeZoneDatabase::bundled()
        .get(&definition.time_zone)
        .map_err(|fault| unfit(fault.to_string()))?;
    let today = start.to_zoned(zone).date();
    for programme in &mut definition.programmes {
        programme.valid_from = today.saturating_sub(12.months());
        programme.valid_to = Some(last_day(today, programme.demo_days));
    }
    Ok(definition)
}

fn last_day(today: Date, demo_days: Option<u16>) -> Date {
    match demo_days {
        Some(days) => today.saturating_add(i64::from(days).days()),
        None => today.saturating_add(24.months()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::at;

    #[test]
    fn programmes_are_valid_around_the_start_and_one_a_network_is_short() {
        // 23:30 in Helsinki is another day than in UTC.
        let networks = at("2031-03-30T22:30:00Z".parse().unwrap()).unwrap();
        assert_eq!(networks.len(), 2);
        for network in networks {
            let (short, long): (Vec<_>, Vec<_>) = network
                .programmes
                .iter()
                .partition(|programme| programme.demo_days.is_some());
            assert_eq!(short.len(), 1, "{}", network.network);
            assert_eq!(short[0].valid_to, Some(date(2031, 5, 30)));
            for programme in &long {
                assert_eq!(programme.valid_from, date(2030, 3, 31), "{}", programme.id);
                assert_eq!(programme.valid_to, Some(date(2033, 3, 31)), "{}", programme.id);
            }
            assert!(luotsi_domain::network::fault::faults(&network).is_empty());
        }
    }
}
