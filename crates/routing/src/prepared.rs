//! Asking about many, or among many: a network made ready once.
//!
//! Which programmes serve a need, speak a language, come to a district and are open is looked up instead of
//! asked of each. What is left is judged by the same [`rules`](crate::rules) and compared by the same key as
//! in [`rank`](crate::rank()), so that the answer is the same, sooner.

use std::{borrow::Borrow, collections::HashMap, hash::Hash, iter::once};

use fixedbitset::FixedBitSet;
use jiff::{ToSpan, civil::Date};
use luotsi_domain::{
    handoff::Need,
    id::{OrganisationId, ProgrammeId},
    network::Programme,
};

use crate::{
    question::Question,
    rank::{Candidate, Judged, candidates},
    rules::{Case, Known, known_language},
    situation::{Situation, Somebody},
};

#[cfg(test)]
mod tests;

/// A network as it stands, ready to be asked about anybody.
#[derive(Debug)]
pub struct Prepared<'a> {
    situation: Situation<'a>,
    /// In the order of their slugs, so that the definition's own order means nothing.
    programmes: Vec<Known<'a>>,
    all: FixedBitSet,
    by_need: Sets<&'a Need>,
    by_language: Sets<String>,
    by_district: Sets<&'a str>,
    /// Those that come everywhere.
    everywhere: FixedBitSet,
    by_organisation: Sets<&'a OrganisationId>,
}

impl<'a> Prepared<'a> {
    /// Makes a network ready.
    #[must_use]
    pub fn of(situation: Situation<'a>) -> Self {
        Self::begun_by(situation, situation.today)
    }

    /// With those that begin within so many weeks, as if they had.
    pub(crate) fn within(situation: Situation<'a>, weeks: usize) -> Self {
        let weeks = i32::try_from(weeks).unwrap_or(i32::MAX);
        Self::begun_by(situation, situation.today.saturating_add(weeks.weeks()))
    }

    fn begun_by(situation: Situation<'a>, day: Date) -> Self {
        let weighing = situation.weighing();
        let mut programmes: Vec<Known<'a>> = situation
            .definition
            .programmes
            .iter()
            .map(|programme| Known::of(situation, programme, weighing))
            // On that day nobody is asked about there, whoever it is.
            .filter(|known| {
                known.programme.valid_from <= day
                    && known
                        .programme
                        .valid_to
                        .is_none_or(|last| last >= situation.today)
                    && !known.capacity.is_paused_on(situation.today)
            })
            .collect();
        programmes.sort_by_key(|known| &known.programme.id);
        let count = programmes.len();
        let mut prepared = Self {
            situation,
            all: FixedBitSet::with_capacity(count),
            by_need: Sets::new(count),
            by_language: Sets::new(count),
            by_district: Sets::new(count),
            everywhere: FixedBitSet::with_capacity(count),
            by_organisation: Sets::new(count),
            programmes,
        };
        prepared.all.insert_range(..);
        for at in 0..count {
            prepared.enter(at, prepared.programmes[at].programme);
        }
        prepared
    }

    fn enter(&mut self, at: usize, programme: &'a Programme) {
        for need in programme.needs.iter().chain(&programme.needs_also) {
            self.by_need.insert(need, at);
        }
        for language in programme.languages.iter().chain(&programme.languages_ask) {
            self.by_language.insert(language.to_ascii_lowercase(), at);
        }
        for district in &programme.area.districts {
            self.by_district.insert(district, at);
        }
        if programme.area.districts.is_empty() {
            self.everywhere.insert(at);
        }
        self.by_organisation.insert(&programme.organisation, at);
    }

    /// The first `count` of those that may be asked about somebody, as [`rank`](crate::rank()) has them.
    #[must_use]
    pub fn first(&self, somebody: &'a Somebody, count: usize) -> Vec<Candidate> {
        let question = self.situation.question(somebody);
        let fitting = self.fitting(question);
        let judged: Vec<Judged<'_, '_>> = fitting
            .map(|(at, case)| Judged::of_fitting(&case, &self.programmes[at]))
            .collect();
        candidates(&question, judged, count)
    }

    /// Those that may be asked about somebody, be they full or not, each with its place among all.
    pub(crate) fn fitting<'s>(
        &'s self,
        question: Question<'a>,
    ) -> impl Iterator<Item = (usize, Case<'a>)> + use<'s, 'a> {
        self.looked_up(&question)
            .into_ones()
            .map(move |at| (at, Case::with(question, &self.programmes[at])))
            .filter(|(_, case)| case.fits_else())
    }

    /// How many each programme may be asked about now.
    pub(crate) fn free(&self) -> Vec<u32> {
        let free = |known: &Known<'_>| known.capacity.free().unwrap_or(u32::MAX);
        self.programmes.iter().map(free).collect()
    }

    /// The programmes, each at its place.
    pub(crate) fn programmes(&self) -> &[Known<'a>] {
        &self.programmes
    }

    /// The programme at a place.
    pub(crate) fn slug(&self, at: usize) -> &'a ProgrammeId {
        &self.programmes[at].programme.id
    }

    /// Those that are open, permitted, and serve a need, the language and the district.
    fn looked_up(&self, question: &Question<'_>) -> FixedBitSet {
        let facts = question.facts;
        let mut open = self.all.clone();
        if !facts.needs.is_empty() {
            open.intersect_with(&self.by_need.any_of(&facts.needs));
        }
        if let Some(tag) = known_language(facts) {
            let tag = tag.to_ascii_lowercase();
            // `zh` covers `zh-Hant`: the tag itself, and whatever it begins with.
            let heads = tag.match_indices('-').map(|(at, _)| &tag[..at]);
            open.intersect_with(&self.by_language.any_of(heads.chain(once(tag.as_str()))));
        }
        if let Some(district) = facts.district.as_deref() {
            let mut here = self.by_district.any_of(once(district));
            here.union_with(&self.everywhere);
            open.intersect_with(&here);
        }
        let mut permitted = self.by_organisation.any_of(question.receivers);
        permitted.intersect_with(&open);
        permitted
    }
}

/// Which programmes have something.
#[derive(Debug)]
struct Sets<K> {
    count: usize,
    sets: HashMap<K, FixedBitSet>,
}

impl<K: Eq + Hash> Sets<K> {
    fn new(count: usize) -> Self {
        Self {
            count,
            sets: HashMap::new(),
        }
    }

    fn insert(&mut self, key: K, at: usize) {
        let count = self.count;
        self.sets
            .entry(key)
            .or_insert_with(|| FixedBitSet::with_capacity(count))
            .insert(at);
    }

    /// Those that have any of these.
    fn any_of<'k, Q>(&self, keys: impl IntoIterator<Item = &'k Q>) -> FixedBitSet
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized + 'k,
    {
        let mut found = FixedBitSet::with_capacity(self.count);
        for set in keys.into_iter().filter_map(|key| self.sets.get(key)) {
            found.union_with(set);
        }
        found
    }
}
