//! Whether anybody waits longer for where she lives, what she speaks or what she needs.
//!
//! Days from the handoff to the first contact, of everybody who was reached in twelve months and of everybody who
//! still waits: whom nobody ever reaches would otherwise be in no figure. Groups of a few are not told, and
//! protected persons are in none.
//!
//! Nor is told from what the wait of a few could be worked out. Everybody has one district and one language, so
//! the groups of such a kind taken from the whole leave those of no told group: there are none, or enough of
//! them. Somebody may have several needs, or others than are told. There, each group taken from the whole leaves
//! whoever does not have that need, and that is guarded for each; all told groups together leave the others only
//! where nobody has two of them, which nobody sees, but may guess where they are no more than the whole: that is
//! guarded too. What is not: guessing at two or more needs of several, and taking today's sums from tomorrow's.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use luotsi_store::Tx;

use crate::{
    Network,
    error::Result,
    figures::{COMPARED, Figures, groups, recent},
};

/// Fewer than so many are not told.
const FEWEST: u64 = 5;
/// From how many hundredths of everybody's wait on a group is told to wait longer.
const LONGER: u64 = 150;
/// The most that are still on their way and are looked at.
const MOST: u32 = 5000;

/// By what people are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Where they live.
    District,
    /// What they speak.
    Language,
    /// What they need.
    Need,
}

/// How long people of a kind wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// By what.
    pub by: By,
    /// Which: the code of the district, language or need.
    pub key: String,
    /// How many there are.
    pub people: u64,
    /// Tenths of days that they wait on average.
    pub tenths: u64,
    /// That in hundredths of what everybody waits; none where nobody waits a day.
    pub percent: Option<u64>,
}

impl Group {
    /// Whether that is so much longer that somebody should ask why.
    #[must_use]
    pub fn is_longer(&self) -> bool {
        self.percent.is_some_and(|percent| percent >= LONGER)
    }
}

/// How waiting is spread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fairness {
    /// How many people it is of.
    pub people: u64,
    /// How many of them nobody has reached yet.
    pub unreached: u64,
    /// Tenths of days that everybody waits on average.
    pub tenths: u64,
    /// Each group that may be told, the longest waiting first.
    pub groups: Vec<Group>,
}

impl Fairness {
    /// Whoever waits longest, where there is anybody to compare.
    #[must_use]
    pub fn worst(&self) -> Option<&Group> {
        self.groups.first().filter(|group| group.percent.is_some())
    }

    /// The groups of one kind.
    pub fn of(&self, by: By) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.by == by)
    }

    fn sum(year: &Figures, waiting: &BTreeMap<(usize, String), Sum>) -> Self {
        let mut sums = waiting.clone();
        for (group, (reached, waited)) in COMPARED.into_iter().enumerate() {
            for (key, people) in year.of(reached) {
                let sum = sums.entry((group, key.to_owned())).or_default();
                sum.people += people;
                sum.days += year.times(waited, key);
            }
        }
        let all = sums.remove(&(0, String::new())).unwrap_or_default();
        if all.people < FEWEST {
            return Self::default();
        }
        let group = |((by, key), sum): ((usize, String), Sum)| {
            let by = match by {
                1 => By::District,
                2 => By::Language,
                3 => By::Need,
                _ => return None,
            };
            // Of whom it is not known cannot be helped by knowing that they wait.
            let told = sum.people >= FEWEST && !key.is_empty();
            told.then(|| Group {
                by,
                key,
                people: sum.people,
                tenths: sum.tenths(),
                percent: (sum.days * all.people * 100).checked_div(sum.people * all.days),
            })
        };
        let mut groups: Vec<Group> = sums.into_iter().filter_map(group).collect();
        for by in [By::District, By::Language, By::Need] {
            hide_the_rest(&mut groups, by, all.people);
        }
        groups.sort_by(|a, b| {
            b.percent
                .cmp(&a.percent)
                .then_with(|| (a.by, &a.key).cmp(&(b.by, &b.key)))
        });
        Self {
            people: all.people,
            unreached: waiting.get(&(0, String::new())).map_or(0, |sum| sum.people),
            tenths: all.tenths(),
            groups,
        }
    }
}

/// Leaves out the groups of a kind from which, taken from the whole, the wait of a few could be worked out.
fn hide_the_rest(groups: &mut Vec<Group>, by: By, all: u64) {
    let few = |rest: Option<u64>| rest.is_some_and(|rest| (1..FEWEST).contains(&rest));
    groups.retain(|one| one.by != by || by != By::Need || !few(all.checked_sub(one.people)));
    let told = || groups.iter().filter(|one| one.by == by);
    if !few(all.checked_sub(told().map(|one| one.people).sum())) {
        return;
    }
    // The smallest is at least as large as what is to be hidden, so it is enough. Of equals, whoever waits longer
    // stays.
    let smallest = told().min_by_key(|one| (one.people, one.percent)).cloned();
    groups.retain(|one| Some(one) != smallest.as_ref());
}

/// People, and the days they have waited together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    people: u64,
    days: u64,
}

impl Sum {
    fn tenths(self) -> u64 {
        (self.days * 10).checked_div(self.people).unwrap_or(0)
    }
}

impl Network {
    /// How waiting is spread, as of this minute.
    pub(crate) async fn fairness(&self, tx: &mut Tx, now: Timestamp) -> Result<Arc<Fairness>> {
        if let Some(known) = self.lately_compared.of(now) {
            return Ok(known);
        }
        let id = &self.definition.network;
        let today = self.days.date_of(now);
        let (year, _) = recent(tx, id, today).await?;
        let mut waiting: BTreeMap<(usize, String), Sum> = BTreeMap::new();
        for loaded in tx.not_in_support(id, MOST).await? {
            let (facts, milestones) = (&loaded.referral.facts, &loaded.referral.milestones);
            let (Some(since), None) = (milestones.submitted_at, milestones.first_contact_at) else {
                continue;
            };
            let days = self
                .days
                .date_of(since)
                .until(today)
                .map_or(0, |span| span.get_days());
            for group in groups(facts) {
                let sum = waiting.entry(group).or_default();
                sum.people += 1;
                sum.days += u64::try_from(days).unwrap_or(0);
            }
        }
        Ok(self.lately_compared.keep(now, Fairness::sum(&year, &waiting)))
    }
}

#[cfg(test)]
mod tests;
