//! The policies to compare with. All serve by priority, then arrival, so that nobody wins by that alone.

use std::cmp::Reverse;

use super::{Policy, SplitMix64};
use crate::{
    people::Pair,
    scenario::{DAY, WEEK},
    view::View,
    world::Illegal,
};

/// How the next programme is chosen among those with room.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    /// Any.
    Random(SplitMix64),
    /// The first in the file.
    FirstFit,
    /// The nearest.
    Nearest,
    /// The one with the least to do.
    LeastLoaded,
    /// The next after the one asked last.
    RoundRobin {
        /// The one asked last.
        last: Option<usize>,
    },
    /// The best fit times the declared acceptance.
    BestScore,
    /// The least declared time over the declared acceptance.
    Fastest,
}

/// Walks the waiting list once and asks the chosen programme.
#[derive(Debug, Clone)]
pub(super) struct Walk(Rule);

impl Walk {
    pub const fn new(rule: Rule) -> Self {
        Self(rule)
    }

    fn choose(&mut self, view: &View<'_, '_>, able: &[Pair]) -> Option<usize> {
        let programmes = view.programmes();
        let chosen = match &mut self.0 {
            Rule::Random(chance) => able.get(chance.below(able.len())),
            Rule::FirstFit => able.first(),
            Rule::Nearest => able.iter().min_by_key(|pair| pair.distance_m),
            Rule::LeastLoaded => able.iter().min_by_key(|pair| view.load_pct(pair.programme)),
            Rule::RoundRobin { last } => {
                let n = programmes.len();
                let steps =
                    |pair: &&Pair| last.map_or(pair.programme, |last| (pair.programme + n - last - 1) % n);
                let chosen = able.iter().min_by_key(steps);
                *last = chosen.map(|pair| pair.programme);
                chosen
            }
            Rule::BestScore => able
                .iter()
                .min_by_key(|pair| Reverse(pair.fit * programmes[pair.programme].typical.accept_pct)),
            Rule::Fastest => able.iter().min_by_key(|pair| {
                let typical = programmes[pair.programme].typical;
                100 * (typical.ack_minutes + typical.first_contact_minutes) / typical.accept_pct
            }),
        };
        chosen.map(|pair| pair.programme)
    }
}

impl Policy for Walk {
    fn decide(&mut self, view: &mut View<'_, '_>) -> Result<(), Illegal> {
        let mut rooms = view.rooms();
        let mut left = rooms.iter().filter(|room| **room).count();
        for referral in view.waiting() {
            if left == 0 {
                break;
            }
            let able = able(view, referral, |programme| rooms[programme]);
            if able.is_empty() {
                continue;
            }
            if let Some(programme) = self.choose(view, &able) {
                view.offer(referral, programme)?;
                if !view.has_room(programme) {
                    rooms[programme] = false;
                    left -= 1;
                }
            }
        }
        Ok(())
    }
}

/// A coordinator who goes through the list once a day, at opening, knows the room that each programme
/// reported at last Monday's opening less her own offers since, and asks the nearest. So she may ask a
/// full one.
#[derive(Debug, Clone, Default)]
pub(super) struct ManualDaily {
    reported: Vec<i64>,
    week: Option<i64>,
}

impl Policy for ManualDaily {
    fn decide(&mut self, view: &mut View<'_, '_>) -> Result<(), Illegal> {
        let now = view.now();
        if now % DAY != view.desk().open_minute {
            return Ok(());
        }
        if self.week.replace(now / WEEK) != Some(now / WEEK) {
            let all = view.programmes().iter().enumerate();
            self.reported = all
                .map(
                    |(index, programme)| match (view.slots(index), programme.weekly_intake) {
                        (Some(slots), _) => slots - view.occupied(index),
                        (None, intake) => intake.unwrap_or(0) - view.intake_used(index),
                    },
                )
                .collect();
        }
        for referral in view.waiting() {
            let able = able(view, referral, |programme| self.reported[programme] > 0);
            if let Some(pair) = able.iter().min_by_key(|pair| pair.distance_m) {
                self.reported[pair.programme] -= 1;
                view.offer(referral, pair.programme)?;
            }
        }
        Ok(())
    }
}

/// The programmes that may be asked about somebody now, of those with room as far as is known.
fn able(view: &View<'_, '_>, referral: usize, room: impl Fn(usize) -> bool) -> Vec<Pair> {
    let pairs = view.pairs(referral).iter();
    pairs
        .filter(|pair| room(pair.programme) && view.can_offer(referral, pair.programme))
        .copied()
        .collect()
}
