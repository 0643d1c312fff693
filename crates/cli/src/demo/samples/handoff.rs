//! A shipped example, given to another invented person at another time.

use jiff::{Timestamp, ToSpan as _};
use luotsi_service::Network;
use serde_json::{Value, json};

use super::plan::Person;
use crate::failure::{Failure, Result};

/// Names of nobody: the last names mean invention, tale, fancy and the like, and none is an example's.
const FIRST: [&str; 16] = [
    "Hilja", "Toivo", "Aino", "Veikko", "Kerttu", "Reino", "Saima", "Arvo", "Elli", "Tauno", "Lyyli", "Eino",
    "Martta", "Oskari", "Hilma", "Yrjö",
];
const LAST: [&str; 16] = [
    "Satunen",
    "Tarulainen",
    "Kuviteltu",
    "Mielikuvainen",
    "Haavelinna",
    "Keksimäki",
    "Tarinakoski",
    "Leikkilä",
    "Unelmajoki",
    "Sepitelmä",
    "Olemattomainen",
    "Satukangas",
    "Kertomaa",
    "Vertauskoski",
    "Mallimäki",
    "Näytelmä",
];

/// Writes the example for the sample with that number, as of an instant. `person` is who she is.
pub(super) fn of(
    example: &str,
    number: usize,
    person: Person,
    network: &Network,
    now: Timestamp,
) -> Result<Value> {
    let mut handoff: Value = serde_json::from_str(example)
        .map_err(|fault| Failure::refused(format!("a shipped example is no JSON: {fault}")))?;
    let today = network.days.date_of(now);
    handoff["schema"] = json!(network.definition.handoff_schema());
    handoff["consent"]["at"] = json!(now);
    let client = &mut handoff["client"];
    client["first_name"] = json!(FIRST[number % FIRST.len()]);
    client["last_name"] = json!(LAST[(number / 2 + number) % LAST.len()]);
    if !client["phone"].is_null() {
        client["phone"] = json!(format!("+3585000009{number:02}"));
    }
    client["birth_year"] = match (person, client["birth_year"].as_i64()) {
        (Person::Aged(age), _) => json!(today.year() - age),
        (Person::Alike | Person::Speaking(_), Some(year)) => {
            json!(year - i64::try_from(number % 3).unwrap_or(0))
        }
        (Person::Alike | Person::Speaking(_), None) => Value::Null,
    };
    if let Person::Speaking(language) = person {
        client["language"] = json!(language);
    }
    if handoff["network"]["moves_on"].is_string() {
        handoff["network"]["moves_on"] = json!(today.saturating_add(30.days()));
    }
    Ok(handoff)
}
