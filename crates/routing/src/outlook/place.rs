//! How a programme stands, as far as anybody knows.

use super::{normal, real};

/// How a programme counts its room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Room {
    /// So many at once.
    AtOnce {
        /// Places.
        places: f64,
        /// Taken by people and by offers.
        taken: f64,
        /// Of those, by offers.
        offered: f64,
    },
    /// So many new ones in a period.
    Each {
        /// New ones a period.
        intake: f64,
        /// New ones of this period.
        taken: f64,
        /// Days of a period.
        days: f64,
        /// Days that are left of it in which people work.
        left: f64,
    },
    /// As many as come.
    Unlimited,
}

/// How a programme stands. Days count from now.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its room.
    pub room: Room,
    /// How many it may be asked about now.
    pub free: u32,
    /// In how many days it begins; not above 0 once it has.
    pub begins: f64,
    /// In how many days it ends.
    pub ends: f64,
    /// Pauses that are known, from and to.
    pub pauses: Vec<(f64, f64)>,
    /// For each person in support, since how many days.
    pub since: Vec<f64>,
    /// People who were there when counting began, and how many days ago that was.
    pub from_before: (f64, f64),
}

/// How far stays at a programme differ from its usual one; a logarithm.
const SPREAD: f64 = 0.42;
/// How many offers turn into stays.
const OFFERS_KEPT: f64 = 0.75;

/// Up to so many the chance that all are wanted is counted one by one; with more the normal distribution is as good.
const COUNTED: u32 = 100;

impl Place {
    /// How full it is, 0 to 1.
    #[must_use]
    pub fn load(&self) -> f64 {
        match self.room {
            Room::AtOnce { places, taken, .. } => (taken / places.max(1.0)).min(1.0),
            Room::Each { intake, taken, .. } => (taken / intake.max(1.0)).min(1.0),
            Room::Unlimited => 0.0,
        }
    }

    /// How many it has room for at once; 0 where that is not counted.
    #[must_use]
    pub fn at_once(&self) -> f64 {
        match self.room {
            Room::AtOnce { places, .. } => places,
            Room::Each { .. } | Room::Unlimited => 0.0,
        }
    }

    /// The price, weighted days, that whoever comes next finds it full: the fuller, and the slower a place
    /// frees up, the more. What a period leaves unused is lost at its end, so that towards it the price falls.
    pub(super) fn crowding(&self, stay_days: f64, most: f64) -> f64 {
        match self.room {
            Room::AtOnce { places, .. } => self.load().powi(2) * (stay_days / places.max(1.0)).min(most),
            Room::Each { intake, days, .. } => 0.5 * days / intake.max(1.0),
            Room::Unlimited => 0.0,
        }
    }

    /// The chance that all that is left of this period will be wanted in it; 1 where room is not counted so.
    pub(super) fn wanted(&self) -> f64 {
        let Room::Each {
            intake, left, days, ..
        } = self.room
        else {
            return 1.0;
        };
        let mean = intake * (left / days).max(0.02);
        if self.free > COUNTED {
            return 1.0 - normal((f64::from(self.free) - 0.5 - mean) / mean.sqrt());
        }
        let mut chance = (-mean).exp();
        let mut below = 0.0;
        for n in 0..self.free {
            below += chance;
            chance *= mean / f64::from(n + 1);
        }
        (1.0 - below).max(0.0)
    }

    /// Places that are left in each of the coming weeks by those who are there now.
    pub(super) fn ahead(&self, stay_days: f64, weeks: usize) -> Vec<f64> {
        let week = |number: usize| match self.room {
            Room::Unlimited => f64::INFINITY,
            Room::Each {
                intake,
                taken,
                days,
                left,
            } => {
                // What is left of this period is there until its end, and each next period's evenly after it.
                let of_this = (left - real(number) * 7.0).clamp(0.0, 7.0);
                let share = match number {
                    0 if left <= 7.0 => 1.0,
                    _ if of_this > 0.0 => of_this / left,
                    _ => 0.0,
                };
                (intake - taken) * share + intake * (7.0 - of_this) / days
            }
            Room::AtOnce { places, offered, .. } => {
                let after = real(number) * 7.0 + 3.5;
                let still = |since: &f64| {
                    (1.0 - gone(since + after, stay_days)) / (1.0 - gone(*since, stay_days)).max(1e-4)
                };
                let here: f64 = self.since.iter().map(still).sum();
                let (before, counted) = self.from_before;
                let left = (stay_days - counted * 0.66).max(0.1 * stay_days);
                places - here - before * (1.0 - after / left).max(0.0) - offered * OFFERS_KEPT
            }
        };
        (0..weeks).map(week).collect()
    }

    /// Whether somebody may begin in that week.
    pub(super) fn is_open(&self, week: usize) -> bool {
        let at = if week == 0 { 0.0 } else { real(week) * 7.0 + 3.5 };
        let paused = |(from, to): &(f64, f64)| *from <= at && at < *to;
        self.begins <= at && at + 5.0 < self.ends && !self.pauses.iter().any(paused)
    }
}

/// The share of those who have gone after so many days.
fn gone(days: f64, stay_days: f64) -> f64 {
    normal((days.max(0.01) / stay_days).ln() / SPREAD)
}
