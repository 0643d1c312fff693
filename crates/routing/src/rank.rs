//! All programmes of a network for one person, in the order in which they might be asked.

use luotsi_domain::{
    handoff::Form,
    id::{OrganisationId, ProgrammeId},
};

use crate::{
    change::{Change, Prospect, prospects},
    days::{Days, days},
    question::Question,
    reason::Reason,
    rules::{Case, Known, Verdict},
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
    /// Where it fits: what asking it means, in days.
    pub days: Option<Days>,
    /// The same to be told, and by how much it is more than of the first: term by term of the first ten, of
    /// the others the sum.
    pub expected: Vec<Reason>,
    /// For what is left out or full: each single thing that would let it be asked. For what fits:
    /// the wish without which it would be the first.
    pub would_change: Vec<Prospect>,
}

/// Ranks every programme of the network: those with a place, those that are full, those left out.
///
/// The one place where the order is made. It depends on the question alone; what is equal stands in
/// the order of the programmes' slugs.
#[must_use]
pub fn rank(question: &Question<'_>) -> Vec<Candidate> {
    let situation = question.situation();
    let weighing = situation.weighing();
    let programmes = situation.definition.programmes.iter();
    let known: Vec<Known<'_>> = programmes
        .map(|programme| Known::of(situation, programme, weighing))
        .collect();
    let judged: Vec<Judged<'_, '_>> = known.iter().map(|one| Judged::of(*question, one)).collect();
    let count = judged.len();
    candidates(question, judged, count)
}

/// The first `count` of what was judged, told in full. What is left out of `judged` must not fit.
pub(crate) fn candidates(
    question: &Question<'_>,
    mut judged: Vec<Judged<'_, '_>>,
    count: usize,
) -> Vec<Candidate> {
    // What is sorted is small; what was judged is not.
    let mut order: Vec<(Key<'_>, usize)> = judged.iter().map(|one| one.key).zip(0..).collect();
    order.sort_unstable();
    let fitting = order.iter().filter(|(_, at)| judged[*at].days.is_some());
    let standing: Vec<Key<'_>> = fitting.map(|(key, _)| *key).collect();
    let first = order.first().map(|(_, at)| &judged[*at]);
    let lifted = first.map_or_else(Vec::new, |first| wishes_lifted(question, &judged, first));
    let with_place = first
        .filter(|first| first.key.has_place())
        .and_then(|first| first.days);
    let first = first.and_then(|first| first.days);
    (1..)
        .zip(&order)
        .take(count)
        .map(|(place, (_, at))| {
            let one = &mut judged[*at];
            let (case, days) = (&Case::with(*question, one.known), one.days);
            let verdict = one.verdict.take().unwrap_or_else(|| case.verdict());
            let mut would_change = prospects(case, &verdict, &standing, with_place.as_ref());
            let moved = lifted.iter().filter(|(id, _)| *id == &case.programme.id);
            would_change.extend(moved.map(|(_, prospect)| prospect.clone()));
            Candidate {
                programme: case.programme.id.clone(),
                organisation: case.programme.organisation.clone(),
                rank: verdict.fits.then_some(place),
                fits: verdict.fits,
                soft: verdict.soft,
                free_places: case.capacity.free(),
                claim_age_days: case.claim_age_days(),
                expected: days.map_or_else(Vec::new, |days| {
                    days.told(case, place, first.filter(|_| place > 1).as_ref())
                }),
                days,
                would_change,
                reasons: verdict.reasons,
            }
        })
        .collect()
}

/// A programme before the question, judged.
pub(crate) struct Judged<'k, 'a> {
    known: &'k Known<'a>,
    /// Where it is known already; what fits is told only where somebody reads it.
    verdict: Option<Verdict>,
    /// What does not fit is not compared.
    days: Option<Days>,
    key: Key<'a>,
}

impl<'k, 'a> Judged<'k, 'a> {
    fn of(question: Question<'a>, known: &'k Known<'a>) -> Self {
        let case = Case::with(question, known);
        let verdict = case.verdict();
        if verdict.fits {
            return Self {
                verdict: Some(verdict),
                ..Self::of_fitting(&case, known)
            };
        }
        Self {
            known,
            key: Key::left_out(&case, &verdict),
            verdict: Some(verdict),
            days: None,
        }
    }

    /// One that is known to fit.
    pub fn of_fitting(case: &Case<'a>, known: &'k Known<'a>) -> Self {
        let days = days(case);
        Self {
            known,
            key: Key::of_fitting(case, &days),
            verdict: None,
            days: Some(days),
        }
    }
}

/// Who would stand first with a place, were one of the wished forms not wished; only where that is another
/// than who stands first now.
fn wishes_lifted<'a>(
    question: &Question<'_>,
    judged: &[Judged<'_, 'a>],
    first: &Judged<'_, 'a>,
) -> Vec<(&'a ProgrammeId, Prospect)> {
    let Some(now) = first.days.filter(|_| first.key.has_place()) else {
        return Vec::new();
    };
    let of_wish = |form: &Form| {
        let mut facts = question.facts.clone();
        facts.wishes.forms.retain(|wished| wished != form);
        let with_place = judged.iter().filter(|one| one.key.has_place());
        let without = with_place.map(|one| {
            let question = Question {
                facts: &facts,
                ..*question
            };
            let days = days(&Case::with(question, one.known));
            (days.total(), one.key.programme, days.sooner_than(&now))
        });
        let (_, programme, sooner) = without.min()?;
        let prospect = Prospect {
            change: Change::WishLifted { form: *form },
            rank: 1,
            sooner,
        };
        (programme != first.key.programme).then_some((programme, prospect))
    };
    question.facts.wishes.forms.iter().filter_map(of_wish).collect()
}

/// Where a programme stands; the least is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key<'a> {
    tier: Tier,
    tenths: u32,
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
    pub fn of_fitting(case: &Case<'a>, days: &Days) -> Self {
        Self {
            tier: if case.capacity.free() == Some(0) {
                Tier::Full
            } else {
                Tier::WithPlace
            },
            tenths: days.total(),
            programme: &case.programme.id,
        }
    }

    fn left_out(case: &Case<'a>, verdict: &Verdict) -> Self {
        Self {
            tier: if verdict.soft {
                Tier::LeftOutSoftly
            } else {
                Tier::LeftOut
            },
            // The order of what does not fit is by slug.
            tenths: 0,
            programme: &case.programme.id,
        }
    }

    pub fn has_place(self) -> bool {
        self.tier == Tier::WithPlace
    }
}
