//! What if a programme paused: where each of its people could be asked instead. Nothing is sent.

use std::collections::BTreeMap;

use luotsi_domain::{id::ProgrammeId, network::Definition};

use crate::{
    days::days,
    question::CapacityNow,
    rank::Key,
    rules::Case,
    situation::{Situation, Somebody},
};

/// What is supposed.
#[derive(Debug, Clone, Copy)]
pub struct Supposition<'a> {
    /// The network as it stands now, on the local day from which it is supposed.
    pub situation: Situation<'a>,
    /// The programme that takes nobody.
    pub without: &'a ProgrammeId,
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
pub fn suppose(supposition: &Supposition<'_>, people: &[Somebody]) -> Vec<Destination> {
    let mut capacity = supposition.situation.capacity.clone();
    people
        .iter()
        .map(|person| {
            let situation = Situation {
                capacity: &capacity,
                ..supposition.situation
            };
            let destination = destination(situation, supposition.without, person);
            if let Destination::To(programme) = &destination {
                take(&mut capacity, supposition.situation.definition, programme);
            }
            destination
        })
        .collect()
}

fn destination(situation: Situation<'_>, without: &ProgrammeId, person: &Somebody) -> Destination {
    let question = situation.question(person);
    let weighing = situation.weighing();
    let others = situation.definition.programmes.iter();
    let fitting: Vec<Case<'_>> = others
        .filter(|programme| programme.id != *without)
        .map(|programme| Case::new(question, programme, weighing))
        .filter(Case::fits)
        .collect();
    let first = fitting
        .iter()
        .map(|case| (Key::of_fitting(case, &days(case)), case))
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
    use luotsi_domain::handoff::Facts;
    use serde_json::json;

    use super::*;
    use crate::testing::{NOW, day, network, person};

    fn everybody(definition: &Definition, how_many: usize, facts: &Facts) -> Vec<Somebody> {
        let one = Somebody {
            facts: facts.clone(),
            receivers: definition.partners().map(|partner| partner.id.clone()).collect(),
            history: Vec::new(),
        };
        vec![one; how_many]
    }

    fn supposed(definition: &Definition, from: &str, people: &[Somebody]) -> Vec<String> {
        let capacity = BTreeMap::new();
        let supposition = Supposition {
            situation: Situation {
                definition,
                capacity: &capacity,
                foreseen: &BTreeMap::new(),
                today: day(from),
                now: NOW.parse().unwrap(),
            },
            without: &ProgrammeId::from("a"),
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
