//! Those who wait and the places that are free, matched all at once.
//!
//! One after the other would give the first the place that the second alone can use. So everybody is weighed
//! against everybody: as many as can be served are, the urgent and those who have waited long before others,
//! and among equals whoever has least elsewhere. A day of waiting counts more each day, so that nobody who can
//! be asked about at all is passed over for good. What comes out is a proposal; a human places.

use luotsi_domain::id::ProgrammeId;

use crate::{
    days::{way, weight},
    outlook::{Person, Way, Weights, propose},
    prepared::Prepared,
    rules::Case,
    situation::{Situation, Somebody, weights},
};

#[cfg(test)]
mod tests;

/// Somebody who waits for a place.
#[derive(Debug, Clone)]
pub struct Waits {
    /// Who.
    pub somebody: Somebody,
    /// For how many days.
    pub days: f64,
    /// The programme that was chosen for her; none where any that fits will do.
    pub chosen: Option<ProgrammeId>,
    /// Those that will do where the chosen one has no place.
    pub then: Vec<ProgrammeId>,
    /// What is proposed to her. A place that is free there is hers until somebody decides.
    pub proposed: Vec<ProgrammeId>,
    /// What was proposed, and somebody decided that she waits on. It is others' now.
    pub passed: Vec<ProgrammeId>,
}

impl Waits {
    /// Whether whoever placed her meant that one too.
    pub(crate) fn is_meant(&self, case: &Case<'_>) -> bool {
        let id = &case.programme.id;
        let chosen = self.chosen.as_ref();
        chosen.is_none_or(|chosen| chosen == id || self.then.contains(id))
    }

    /// Whether that one was proposed before. What was is not proposed again.
    fn knows(&self, programme: &ProgrammeId) -> bool {
        self.proposed.contains(programme) || self.passed.contains(programme)
    }
}

/// People of a priority usually wait so many days until somebody takes them on.
const USUAL: f64 = 7.0;

/// What a step of priority counts, in days.
const PRIORITY: f64 = 150.0;
/// What a day of having waited counts. Whoever is in no hurry has waited enough after three months to come
/// before somebody urgent who came today, and after one month before somebody for whom it should be soon.
const WAITED: f64 = 7.0;

/// What it counts that somebody has waited for so many days: what a day of hers counts, so many times.
pub(crate) fn urgency(days: f64) -> f64 {
    PRIORITY + WAITED * days
}

/// For each of those who wait, in the order in which they are given, the place to propose now; none where
/// there is none, where it is needed more by others, or where she has one already.
#[must_use]
pub fn match_waiting(situation: Situation<'_>, waiting: &[Waits]) -> Vec<Option<ProgrammeId>> {
    let prepared = Prepared::of(situation);
    let mut free = prepared.free();
    let mut all: Vec<Vec<Way>> = Vec::with_capacity(waiting.len());
    for one in waiting {
        let question = situation.question(&one.somebody);
        let fitting = prepared.fitting(question).filter(|(_, case)| one.is_meant(case));
        let mut ways: Vec<Way> = fitting
            .map(|(at, case)| Way {
                programme: at,
                now: !one.knows(&case.programme.id),
                ..way(&case)
            })
            .collect();
        let holds =
            |way: &&Way| free[way.programme] > 0 && one.proposed.contains(prepared.slug(way.programme));
        if let Some(kept) = ways.iter().find(holds).map(|way| way.programme) {
            free[kept] -= 1;
            ways.clear();
        }
        all.push(ways);
    }
    let people: Vec<Person> = waiting
        .iter()
        .zip(all)
        .map(|(one, mut ways)| {
            let is_chosen = |way: &Way| one.chosen.as_ref() == Some(prepared.slug(way.programme));
            if ways
                .iter()
                .any(|way| is_chosen(way) && way.now && free[way.programme] > 0)
            {
                ways.retain(is_chosen);
            }
            Person {
                weight: weight(&one.somebody.facts),
                waited: one.days,
                usual: USUAL,
                ways,
            }
        })
        .collect();
    let weights = Weights {
        priority_days: PRIORITY,
        waited: WAITED,
        ..weights(situation.definition)
    };
    propose(&people, &free, &weights)
        .into_iter()
        .map(|found| found.map(|at| prepared.slug(at).clone()))
        .collect()
}
