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
    /// What was proposed to her before. A place that is free there is hers until somebody decides.
    pub proposed: Vec<ProgrammeId>,
}

/// People of a priority usually wait so many days until somebody takes them on.
const USUAL: f64 = 7.0;

/// What a step of priority counts, in days.
const PRIORITY: f64 = 150.0;
/// What a day of having waited counts. Whoever is in no hurry has waited enough after three months to come
/// before somebody urgent who came today, and after one month before somebody for whom it should be soon.
const WAITED: f64 = 7.0;

/// For each of those who wait, in the order in which they are given, the place to propose now; none where
/// there is none, where it is needed more by others, or where she has one already.
#[must_use]
pub fn match_waiting(situation: Situation<'_>, waiting: &[Waits]) -> Vec<Option<ProgrammeId>> {
    let prepared = Prepared::of(situation);
    let mut free = prepared.free();
    let mut people = Vec::with_capacity(waiting.len());
    for one in waiting {
        let question = situation.question(&one.somebody);
        let is_meant = |case: &Case<'_>| {
            let chosen = one.chosen.as_ref();
            chosen.is_none_or(|chosen| *chosen == case.programme.id)
        };
        let fitting = prepared.fitting(question).filter(|(_, case)| is_meant(case));
        let mut ways: Vec<Way> = fitting
            .map(|(at, case)| Way {
                programme: at,
                // What was proposed once is not proposed again.
                now: !one.proposed.contains(&case.programme.id),
                ..way(&case)
            })
            .collect();
        if let Some(kept) = ways.iter().find(|way| !way.now && free[way.programme] > 0) {
            free[kept.programme] -= 1;
            ways.clear();
        }
        people.push(Person {
            weight: weight(&one.somebody.facts),
            waited: one.days,
            usual: USUAL,
            ways,
        });
    }
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
