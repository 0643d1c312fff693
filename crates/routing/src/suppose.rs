//! What if a programme paused: where each of its people could be asked instead. Nothing is sent.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::Facts,
    id::{OrganisationId, ProgrammeId},
    network::Definition,
};

use crate::{
    foreseen::Foreseen,
    question::{CapacityNow, Past, Question},
    rank::Key,
    rules::Case,
};

/// A network as it would stand.
#[derive(Debug, Clone, Copy)]
pub struct Supposition<'a> {
    /// The network, by the definition in force.
    pub definition: &'a Definition,
    /// What each programme said and what of it is taken.
    pub capacity: &'a BTreeMap<ProgrammeId, CapacityNow>,
    /// What the network's own answers teach.
    pub foreseen: &'a BTreeMap<ProgrammeId, Foreseen>,
    /// The programme that takes nobody.
    pub without: &'a ProgrammeId,
    /// The local day from which.
    pub from: Date,
    /// Now, for the age of claims.
    pub now: Timestamp,
}

/// Somebody who would have to go elsewhere, in coded facts.
#[derive(Debug, Clone)]
pub struct Displaced {
    /// What is known of her.
    pub facts: Facts,
    /// The organisations that her permission names.
    pub receivers: Vec<OrganisationId>,
    /// Earlier answers about her.
    pub history: Vec<Past>,
}

/// Where somebody would be asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// There, where she fits and a place is left.
    To(ProgrammeId),
    /// She fits somewhere, but every place there is taken by then.
    Full,
    /// She fits nowhere else.
    Nowhere,
}

/// Where everybody would go, in the order in which they are given: each takes a place that the next no
/// longer has.
#[must_use]
pub fn suppose(supposition: &Supposition<'_>, people: &[Displaced]) -> Vec<Destination> {
    let mut capacity = supposition.capacity.clone();
    people
        .iter()
        .map(|person| {
            let destination = destination(supposition, &capacity, person);
            if let Destination::To(programme) = &destination {
                take(&mut capacity, supposition.definition, programme);
            }
            destination
        })
        .collect()
}

fn destination(
    supposition: &Supposition<'_>,
    capacity: &BTreeMap<ProgrammeId, CapacityNow>,
    person: &Displaced,
) -> Destination {
    let question = Question {
        definition: supposition.definition,
        facts: &person.facts,
        receivers: &person.receivers,
        capacity,
        foreseen: supposition.foreseen,
        history: &person.history,
        today: supposition.from,
        now: supposition.now,
    };
    let weighing = question.weighing();
    let others = supposition.definition.programmes.iter();
    let fitting: Vec<Case<'_>> = others
        .filter(|programme| programme.id != *supposition.without)
        .map(|programme| Case::new(question, programme, weighing))
        .filter(|case| case.verdict().fits)
        .collect();
    let first = fitting
        .iter()
        .map(|case| (Key::of(case, &case.verdict()), case))
        .filter(|(key, _)| key.has_place())
        .min_by_key(|(key, _)| *key);
    match first {
        Some((_, case)) => Destination::To(case.programme.id.clone()),
        None if fitting.is_empty() => Destination::Nowhere,
        None => Destination::Full,
    }
}

fn take(capacity: &mut BTreeMap<ProgrammeId, CapacityNow>, definition: &Definition, id: &ProgrammeId) {
    let Some(programme) = definition.programme(id) else {
        return;
    };
    let now = capacity
        .entry(id.clone())
        .or_insert_with(|| CapacityNow::beginning(programme));
    now.reserved = now.reserved.saturating_add(1);
    now.taken_this_month = now.taken_this_month.saturating_add(1);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{NOW, day, network, person};

    fn everybody(definition: &Definition, how_many: usize, facts: &Facts) -> Vec<Displaced> {
        let one = Displaced {
            facts: facts.clone(),
            receivers: definition.partners().map(|partner| partner.id.clone()).collect(),
            history: Vec::new(),
        };
        vec![one; how_many]
    }

    fn supposed(definition: &Definition, from: &str, people: &[Displaced]) -> Vec<String> {
        let capacity = BTreeMap::new();
        let supposition = Supposition {
            definition,
            capacity: &capacity,
            foreseen: &BTreeMap::new(),
            without: &ProgrammeId::from("a"),
            from: day(from),
            now: NOW.parse().unwrap(),
        };
        suppose(&supposition, people)
            .into_iter()
            .map(|to| match to {
                Destination::To(programme) => programme.to_string(),
                Destination::Full => "full".to_owned(),
                Destination::Nowhere => "nowhere".to_owned(),
            })
            .collect()
    }

    #[test]
    fn each_takes_a_place_that_the_next_no_longer_has() {
        let definition = network(vec![
            json!({"id": "a"}),
            json!({"id": "b", "organisation": "two", "capacity": {"places": 2}}),
            json!({"id": "c", "organisation": "two", "languages": ["sv"]}),
        ]);
        let people = everybody(&definition, 4, &person(json!({})));
        assert_eq!(
            supposed(&definition, "2026-09-01", &people),
            ["b", "b", "full", "full"]
        );
        let swedish = everybody(&definition, 1, &person(json!({"language": "sv"})));
        assert_eq!(supposed(&definition, "2026-09-01", &swedish), ["c"]);
    }

    #[test]
    fn who_fits_nowhere_else_is_told_apart_and_what_has_ended_by_then_is_nowhere() {
        let definition = network(vec![
            json!({"id": "a"}),
            json!({"id": "b", "organisation": "two", "valid_to": "2026-12-31"}),
        ]);
        let somali = everybody(&definition, 1, &person(json!({"language": "so"})));
        assert_eq!(supposed(&definition, "2026-09-01", &somali), ["nowhere"]);
        let people = everybody(&definition, 1, &person(json!({})));
        assert_eq!(supposed(&definition, "2026-12-01", &people), ["b"]);
        assert_eq!(supposed(&definition, "2027-01-15", &people), ["nowhere"]);
    }
}
