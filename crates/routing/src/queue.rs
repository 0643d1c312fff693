//! Whose turn it is among those who wait: how many wait for what somebody waits for, how many of them come before
//! her, and in how many days a place is to be expected.
//!
//! It is what weighs most in [`match_waiting`](crate::match_waiting), urgency and the days waited, told for one person.
//! That some have fewer places elsewhere is not in it, and where a place suits her alone nobody is before her.

use fixedbitset::FixedBitSet;

use crate::{
    days::weight,
    outlook::real,
    prepared::Prepared,
    rules::Known,
    situation::Situation,
    waiting::{Waits, urgency},
};

#[cfg(test)]
mod tests;

/// Where somebody stands among those who wait for the same places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// How many wait for any of her places, she among them.
    pub people: u32,
    /// Her place among them, from 1: the urgent and those who have waited long before others.
    pub place: u32,
    /// In how many days her turn is to be expected, as people stay there now; none where nothing tells.
    pub days: Option<u32>,
}

/// For each of those who wait, in the order in which they are given, where she stands. None for whom nothing is open.
#[must_use]
pub fn queue(situation: Situation<'_>, waiting: &[Waits]) -> Vec<Option<Queued>> {
    let prepared = Prepared::of(situation);
    let programmes = prepared.programmes();
    let month = f64::from(situation.today.days_in_month());
    let a_day: Vec<f64> = programmes.iter().map(|known| frees_a_day(known, month)).collect();
    let free = prepared.free();
    let wants: Vec<FixedBitSet> = waiting
        .iter()
        .map(|one| {
            let mut wants = FixedBitSet::with_capacity(programmes.len());
            let fitting = prepared.fitting(situation.question(&one.somebody));
            wants.extend(fitting.filter(|(_, case)| one.is_meant(case)).map(|(at, _)| at));
            wants
        })
        .collect();
    let claims: Vec<f64> = waiting
        .iter()
        .map(|one| weight(&one.somebody.facts) * urgency(one.days))
        .collect();
    let stands = |at: usize| {
        if wants[at].is_clear() {
            return None;
        }
        let same = (0..waiting.len()).filter(|other| !wants[*other].is_disjoint(&wants[at]));
        let (mut people, mut before) = (0, 0);
        for other in same {
            people += 1;
            let earlier = claims[other]
                .total_cmp(&claims[at])
                .reverse()
                .then(other.cmp(&at));
            before += usize::from(earlier.is_lt());
        }
        let rate: f64 = wants[at].ones().map(|one| a_day[one]).sum();
        let open: u32 = wants[at].ones().fold(0, |all, one| free[one].saturating_add(all));
        let still = real(before + 1) - f64::from(open);
        Some(Queued {
            people: count(people),
            place: count(before + 1),
            days: match still <= 0.0 {
                true => Some(0),
                false if rate > 0.0 => Some(whole(still / rate)),
                false => None,
            },
        })
    };
    (0..waiting.len()).map(stands).collect()
}

/// How many places come free there in a day.
fn frees_a_day(known: &Known<'_>, month: f64) -> f64 {
    let at_once = known
        .capacity
        .places
        .map(|places| f64::from(places) / known.stay_days().max(1.0));
    let each_month = known
        .capacity
        .intake_per_month
        .map(|intake| f64::from(intake) / month);
    [at_once, each_month]
        .into_iter()
        .flatten()
        .reduce(f64::min)
        .unwrap_or(0.0)
}

fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days of some years at most, not below 0"
)]
fn whole(days: f64) -> u32 {
    days.ceil().clamp(0.0, 3650.0) as u32
}
