//! All programmes of a network for one person, in the order in which they might be asked.

use luotsi_domain::{
    handoff::Form,
    id::{OrganisationId, ProgrammeId},
    network::Programme,
};

use crate::{
    change::{Change, Prospect, prospects},
    days::{Days, days},
    question::{Question, Weighing},
    reason::Reason,
    rules::{Case, Verdict},
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
    /// The same to be told, and by how much it is more than of the first.
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
    let programmes = &question.definition.programmes;
    let weighing = question.weighing();
    let mut judged: Vec<Judged<'_>> = programmes
        .iter()
        .map(|programme| Judged::of(question, programme, weighing))
        .collect();
    judged.sort_by_key(|one| one.key);
    let standing: Vec<Key<'_>> = judged
        .iter()
        .filter(|one| one.verdict.fits)
        .map(|one| one.key)
        .collect();
    let lifted = wishes_lifted(question, &judged);
    let first = judged.first().and_then(|one| one.days);
    (1..)
        .zip(judged)
        .map(|(place, one)| {
            let Judged {
                case, verdict, days, ..
            } = one;
            let mut would_change = prospects(&case, &verdict, &standing);
            let moved = lifted.iter().filter(|(id, _)| *id == &case.programme.id);
            would_change.extend(moved.map(|(_, form)| Prospect {
                change: Change::WishLifted { form: *form },
                rank: 1,
            }));
            Candidate {
                programme: case.programme.id.clone(),
                organisation: case.programme.organisation.clone(),
                rank: verdict.fits.then_some(place),
                fits: verdict.fits,
                soft: verdict.soft,
                free_places: case.capacity.free(),
                claim_age_days: case.claim_age_days(),
                expected: days.map_or_else(Vec::new, |days| days.told(first.filter(|_| place > 1).as_ref())),
                days,
                would_change,
                reasons: verdict.reasons,
            }
        })
        .collect()
}

/// A programme before the question, judged.
struct Judged<'a> {
    case: Case<'a>,
    verdict: Verdict,
    days: Option<Days>,
    key: Key<'a>,
}

impl<'a> Judged<'a> {
    fn of(question: &Question<'a>, programme: &'a Programme, weighing: Weighing) -> Self {
        let case = Case::new(*question, programme, weighing);
        let verdict = case.verdict();
        // What does not fit is not compared.
        let days = verdict.fits.then(|| days(&case));
        Self {
            key: Key::with(&case, &verdict, days.as_ref()),
            case,
            verdict,
            days,
        }
    }
}

/// Who would stand first with a place, were one of the wished forms not wished; only where that is another.
fn wishes_lifted<'a>(question: &Question<'_>, judged: &[Judged<'a>]) -> Vec<(&'a ProgrammeId, Form)> {
    let wishes = &question.facts.wishes.forms;
    let with_place = || judged.iter().filter(|one| one.key.has_place());
    let Some(first) = with_place().next() else {
        return Vec::new();
    };
    let of_wish = |form: &Form| {
        let mut facts = question.facts.clone();
        facts.wishes.forms.retain(|wished| wished != form);
        let then = with_place().min_by_key(|one| {
            let mut case = one.case;
            case.question.facts = &facts;
            (days(&case).total(), one.key.programme)
        })?;
        (then.key.programme != first.key.programme).then_some((then.key.programme, *form))
    };
    wishes.iter().filter_map(of_wish).collect()
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
    pub fn of(case: &Case<'a>, verdict: &Verdict) -> Self {
        let days = verdict.fits.then(|| days(case));
        Self::with(case, verdict, days.as_ref())
    }

    fn with(case: &Case<'a>, verdict: &Verdict, days: Option<&Days>) -> Self {
        let tier = match (verdict.fits, verdict.soft) {
            (true, _) if case.capacity.free() == Some(0) => Tier::Full,
            (true, _) => Tier::WithPlace,
            (false, true) => Tier::LeftOutSoftly,
            (false, false) => Tier::LeftOut,
        };
        Self {
            tier,
            // The order of what does not fit is by slug.
            tenths: days.map_or(0, Days::total),
            programme: &case.programme.id,
        }
    }

    pub fn has_place(self) -> bool {
        self.tier == Tier::WithPlace
    }
}
