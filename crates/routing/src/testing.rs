//! What the tests of this crate ask about: small networks and persons, built in a line.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{Facts, Handoff},
    id::{OrganisationId, ProgrammeId},
    network::Definition,
};
use serde_json::{Value, json};

use crate::{
    foreseen::Foreseen,
    question::{CapacityNow, Past, Question},
    situation::{Situation, Somebody},
    waiting::Waits,
};

/// Tuesday, 1 September 2026, half past nine in Helsinki.
pub(crate) const NOW: &str = "2026-09-01T06:30:00Z";

/// A network of those programmes; what a programme leaves out is as plain as can be.
pub(crate) fn network(programmes: Vec<Value>) -> Definition {
    let programmes: Vec<Value> = programmes
        .into_iter()
        .map(|programme| {
            let mut whole = json!({
                "id": "p", "organisation": "one", "name": {}, "valid_from": "2026-01-01",
                "forms": ["individual"], "needs": ["loneliness"], "languages": ["fi"],
            });
            overlay(&mut whole, programme);
            whole
        })
        .collect();
    serde_json::from_value(json!({
        "network": "test", "name": {}, "reference_prefix": "TST", "time_zone": "Europe/Helsinki",
        "languages": ["fi"], "municipalities": ["091"], "home_desk": "desk", "coordinator": "watch",
        "calendar": {"holidays": []},
        "organisations": [
            {"id": "desk", "name": "Desk", "kind": "desk"},
            {"id": "one", "name": "One", "kind": "partner"},
            {"id": "two", "name": "Two", "kind": "partner"},
            {"id": "watch", "name": "Watch", "kind": "coordinator"},
        ],
        "programmes": programmes,
        "needs": ["loneliness"],
    }))
    .unwrap()
}

/// A lonely Finnish-speaking person of 75 to 84 in district 301, with differences.
pub(crate) fn person(differences: Value) -> Facts {
    let mut whole = json!({
        "age_band": "75-84", "municipality": "091", "district": "301", "language": "fi",
        "needs": ["loneliness"],
    });
    overlay(&mut whole, differences);
    serde_json::from_value(whole).unwrap()
}

fn overlay(whole: &mut Value, differences: Value) {
    if let Value::Object(differences) = differences {
        for (key, value) in differences {
            whole[key] = value;
        }
    }
}

/// A handoff whose gate stands open, with differences by JSON pointer.
pub(crate) fn handoff(differences: &[(&str, Value)]) -> Handoff {
    let mut whole = json!({
        "schema": "test/1",
        "gate": {
            "danger_to_life": "no", "authority_today": "no", "cannot_cope": "no",
            "other_municipality": false, "other_service": false, "desk_solves": false,
        },
        "city_track": null,
        "consent": {"status": "given", "by": "client", "scope": "network"},
        "place": {"municipality": "091"},
        "needs": ["loneliness"],
    });
    for (pointer, value) in differences {
        *whole.pointer_mut(pointer).unwrap() = value.clone();
    }
    serde_json::from_value(whole).unwrap()
}

/// A question that owns its parts.
#[derive(Debug)]
pub(crate) struct Asked {
    pub definition: Definition,
    pub facts: Facts,
    pub receivers: Vec<OrganisationId>,
    pub capacity: BTreeMap<ProgrammeId, CapacityNow>,
    pub foreseen: BTreeMap<ProgrammeId, Foreseen>,
    pub history: Vec<Past>,
}

impl Asked {
    /// All partners permitted, nothing claimed, nothing tried.
    pub fn of(definition: Definition, facts: Facts) -> Self {
        let receivers = definition.partners().map(|partner| partner.id.clone()).collect();
        Self {
            definition,
            facts,
            receivers,
            capacity: BTreeMap::new(),
            foreseen: BTreeMap::new(),
            history: Vec::new(),
        }
    }

    pub fn question(&self) -> Question<'_> {
        let now: Timestamp = NOW.parse().unwrap();
        Question {
            definition: &self.definition,
            facts: &self.facts,
            receivers: &self.receivers,
            capacity: &self.capacity,
            foreseen: &self.foreseen,
            history: &self.history,
            today: day("2026-09-01"),
            now,
        }
    }

    /// The network without the person.
    pub fn situation(&self) -> Situation<'_> {
        self.question().situation()
    }

    /// The person without the network.
    pub fn somebody(&self) -> Somebody {
        Somebody {
            facts: self.facts.clone(),
            receivers: self.receivers.clone(),
            history: self.history.clone(),
        }
    }

    /// The slugs of those that fit, in order.
    pub fn fitting(&self) -> Vec<String> {
        let ranked = crate::rank(&self.question());
        ranked
            .iter()
            .filter(|one| one.fits)
            .map(|one| one.programme.to_string())
            .collect()
    }
}

/// Somebody who has waited for so many days, for any programme, with differences.
pub(crate) fn waits(definition: &Definition, differences: Value, days: f64) -> Waits {
    Waits {
        somebody: Somebody {
            facts: person(differences),
            receivers: definition.partners().map(|partner| partner.id.clone()).collect(),
            history: Vec::new(),
        },
        days,
        chosen: None,
        then: Vec::new(),
        proposed: Vec::new(),
        passed: Vec::new(),
    }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}
