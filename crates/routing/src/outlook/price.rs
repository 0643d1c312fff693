//! What taking a place costs others: the days that those who come, or wait already, are expected to wait
//! longer for it.
//!
//! The coming weeks are laid out as a transport problem: everybody who waits and those who are expected
//! choose a programme and a week to begin, so that nowhere more are in support than there are places.
//! The price of a place in a week is what makes them choose so. It is found by raising prices where too
//! many come and lowering them where places stay empty, beginning each day with yesterday's.

use super::real;

/// Somebody who waits or is expected, and from which week on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand<'a> {
    /// The first week, from now.
    pub week: usize,
    /// How many this one stands for.
    pub people: f64,
    /// What a day of waiting counts.
    pub weight: f64,
    /// The programmes, with the days that asking each of them takes.
    pub days: &'a [(usize, f64)],
}

/// Places of a programme in the coming weeks.
#[derive(Debug, Clone)]
pub(super) struct Supply {
    /// How many may be in support in each week, or begin in it.
    pub places: Vec<f64>,
    /// How many weeks somebody stays; 0 where beginnings are counted.
    pub stay: f64,
    /// In which weeks somebody may begin.
    pub open: Vec<bool>,
}

/// Prices of a place by programme and week, in weighted days.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    weeks: usize,
    each: Vec<f64>,
    /// The mean of the later rounds, which hops about less.
    mean: Vec<f64>,
}

/// How much of the last round's direction is kept.
const DRIFT: f64 = 0.7;
/// What one beginning too many moves, against one person too many in a week of a stay.
const BEGINNING: f64 = 10.0;

impl Prices {
    /// Nothing costs anything yet.
    pub fn new(programmes: usize, weeks: usize) -> Self {
        Self {
            weeks,
            each: vec![0.0; programmes * weeks],
            mean: vec![0.0; programmes * weeks],
        }
    }

    /// A week has gone by.
    pub fn advance(&mut self) {
        for row in self.each.chunks_mut(self.weeks) {
            row.rotate_left(1);
            if let [.., before, last] = row {
                *last = *before;
            }
        }
    }

    /// The price of beginning now, in weighted days: of all the weeks of the stay.
    pub fn of(&self, programme: usize, supply: &Supply) -> f64 {
        stay_price(&self.mean[self.range(programme)], supply.stay, 0)
    }

    fn range(&self, programme: usize) -> std::ops::Range<usize> {
        programme * self.weeks..(programme + 1) * self.weeks
    }

    /// Lets everybody choose, and moves the prices; `rounds` times.
    pub fn settle(
        &mut self,
        supplies: &[Supply],
        demand: &[Demand<'_>],
        rounds: usize,
        step: f64,
        patience_days: f64,
    ) {
        let cells = self.each.len();
        let mut begins = vec![0.0; cells];
        let mut table = vec![0.0; cells];
        let mut moved = vec![0.0; cells];
        let mut drift = vec![0.0; cells];
        self.mean.fill(0.0);
        let later = rounds / 2;
        for round in 0..rounds {
            if round >= later {
                let share = 1.0 / real(rounds - later);
                for (mean, each) in self.mean.iter_mut().zip(&self.each) {
                    *mean += share * each;
                }
            }
            self.tabulate(supplies, &mut table);
            begins.fill(0.0);
            for one in demand {
                if let Some(cell) = self.choice(one, &table, patience_days) {
                    begins[cell] += one.people;
                }
            }
            let mut settled = true;
            for (programme, supply) in supplies.iter().enumerate() {
                let range = self.range(programme);
                let scale = if supply.stay == 0.0 { BEGINNING } else { 1.0 };
                for week in 0..self.weeks {
                    let cell = range.start + week;
                    let over = used(&begins[range.clone()], supply.stay, week) - supply.places[week].max(0.0);
                    // What costs nothing and is not wanted goes on costing nothing.
                    let over = if over < 0.0 && self.each[cell] <= 0.0 {
                        0.0
                    } else {
                        over
                    };
                    moved[cell] += over * over;
                    drift[cell] = DRIFT * drift[cell] + (1.0 - DRIFT) * over;
                    let by = step * scale * drift[cell] / f64::sqrt(moved[cell] + 1.0);
                    self.each[cell] = (self.each[cell] + by).max(0.0);
                    settled &= self.each[cell] <= 0.0 && drift[cell] == 0.0;
                }
            }
            // There is room for everybody where she likes it best: no round will be another than this one.
            if settled {
                break;
            }
        }
    }

    /// The price of a whole stay from each week on; where nobody may begin there is none.
    fn tabulate(&self, supplies: &[Supply], table: &mut [f64]) {
        for (programme, supply) in supplies.iter().enumerate() {
            let range = self.range(programme);
            let row = &self.each[range.clone()];
            for (week, cell) in range.enumerate() {
                table[cell] = if supply.open[week] {
                    stay_price(row, supply.stay, week)
                } else {
                    f64::INFINITY
                };
            }
        }
    }

    /// Where and when somebody begins; nowhere, where all is dearer than standing aside.
    fn choice(&self, one: &Demand<'_>, table: &[f64], patience_days: f64) -> Option<usize> {
        let mut best = one.weight * patience_days;
        let mut at = None;
        for &(programme, days) in one.days {
            let row = &table[self.range(programme)];
            let mut wait = one.weight * days;
            for (week, price) in row.iter().enumerate().skip(one.week) {
                if wait >= best {
                    break;
                }
                if wait + price < best {
                    best = wait + price;
                    at = Some(programme * self.weeks + week);
                }
                wait += one.weight * 7.0;
            }
        }
        at
    }
}

/// How many are in support in a week, or begin in it.
fn used(begins: &[f64], stay: f64, week: usize) -> f64 {
    if stay == 0.0 {
        return begins[week];
    }
    let mut left = stay;
    let mut sum = 0.0;
    for begun in begins[..=week].iter().rev() {
        sum += begun * left.min(1.0);
        left -= 1.0;
        if left <= 0.0 {
            break;
        }
    }
    sum
}

/// A stay that begins in that week. What goes beyond the weeks that are looked at costs nothing.
fn stay_price(row: &[f64], stay: f64, week: usize) -> f64 {
    if stay == 0.0 {
        return row[week];
    }
    let mut left = stay;
    let mut sum = 0.0;
    for price in &row[week..] {
        sum += left.min(1.0) * price;
        left -= 1.0;
        if left <= 0.0 {
            break;
        }
    }
    sum
}
