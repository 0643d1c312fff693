//! All programmes of a network for one person, in the order in which they might be asked.

use std::cmp::Reverse;

use luotsi_domain::id::{OrganisationId, ProgrammeId};

use crate::{
    change::{Prospect, prospects},
    question::Question,
    reason::Reason,
    rules::{Case, Verdict},
    weight::merit,
};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

/// A programme's place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The programme.
    pub programme: ProgrammeId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// From 1 among those that fit; none where it does not.
    pub rank: Option<u32>,
    /// As in [`Verdict::fits`].
    pub fits: bool,
    /// As in [`Verdict::soft`].
    pub soft: bool,
    /// Places free now; none is no limit.
    pub free_places: Option<u32>,
    /// Whole days since somebody last said so; none where nobody has.
    pub claim_age_days: Option<u32>,
    /// As in [`Verdict::reasons`].
    pub reasons: Vec<Reason>,
    /// For what is left out or full: each single thing that would let it be asked.
    pub would_change: Vec<Prospect>,
}

/// Ranks every programme of the network: those with a place, those that are full, those left out.
///
/// The one place where the order is made. It depends on the question alone; what is equal stands in
/// the order of the programmes' slugs.
#[must_use]
pub fn rank(question: &Question<'_>) -> Vec<Candidate> {
    let programmes = &question.definition.programmes;
    let mut judged: Vec<(Case<'_>, Verdict)> = programmes
        .iter()
        .map(|programme| {
            let case = Case::new(*question, programme);
            (case, case.verdict())
        })
        .collect();
    judged.sort_by_cached_key(|(case, verdict)| Key::of(case, verdict));
    let standing: Vec<Key<'_>> = judged
        .iter()
        .filter(|(_, verdict)| verdict.fits)
        .map(|(case, verdict)| Key::of(case, verdict))
        .collect();
    (1..)
        .zip(judged)
        .map(|(place, (case, verdict))| Candidate {
            programme: case.programme.id.clone(),
            organisation: case.programme.organisation.clone(),
            rank: verdict.fits.then_some(place),
            fits: verdict.fits,
            soft: verdict.soft,
            free_places: case.capacity.free(),
            claim_age_days: case.claim_age_days(),
            would_change: prospects(&case, &verdict, &standing),
            reasons: verdict.reasons,
        })
        .collect()
}

/// Where a programme stands; the least is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key<'a> {
    tier: Tier,
    merit: Reverse<i32>,
    programme: &'a ProgrammeId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    WithPlace,
    Full,
    LeftOutSoftly,
    LeftOut,
}

impl<'a> Key<'a> {
    pub fn of(case: &Case<'a>, verdict: &Verdict) -> Self {
        let tier = match (verdict.fits, verdict.soft) {
            (true, _) if case.capacity.free() == Some(0) => Tier::Full,
            (true, _) => Tier::WithPlace,
            (false, true) => Tier::LeftOutSoftly,
            (false, false) => Tier::LeftOut,
        };
        // What does not fit is not compared: its order is by slug.
        let merit = if verdict.fits { merit(case) } else { 0 };
        Self {
            tier,
            merit: Reverse(merit),
            programme: &case.programme.id,
        }
    }

    pub fn has_place(self) -> bool {
        self.tier == Tier::WithPlace
    }
}
