//! The price of a place in each programme, from who waits, who is expected, and when places free up.
//!
//! Who is expected is taken evenly from those who came lately, at the rate at which they came. So nothing is
//! drawn by chance, and a forecast changes from day to day only by what has happened.

use std::collections::VecDeque;

use super::{
    Weights,
    experience::Experience,
    place::{Place, Room},
    price::{Demand, Prices, Supply},
    real,
};

/// Somebody who may ask: what a day of hers counts, and the programmes with the days that asking each takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asks {
    /// What a day of waiting counts.
    pub weight: f64,
    /// The programmes, with the days that asking each of them takes.
    pub days: Vec<(usize, f64)>,
}

/// Who is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coming {
    /// Today, in days from anywhere.
    pub today: f64,
    /// How many of those who are reckoned with come a day.
    pub a_day: f64,
    /// For how many people each of them stands.
    pub each: f64,
    /// Until which day anybody comes.
    pub until: f64,
    /// How many have come so far, for whoever knows them by number, the latest last.
    pub known: usize,
}

/// Of how many who came lately those who are expected are taken.
const LATELY: usize = 1500;
/// Takes from them evenly, whatever their number.
const GOLDEN: f64 = 0.618_033_988_75;
/// The first forecast has no yesterday.
const FIRST: usize = 10;

/// Prices of places, kept from day to day.
#[derive(Debug, Clone)]
pub struct Forecast {
    weights: Weights,
    prices: Prices,
    /// Those expected: the day, and who they are like.
    ahead: VecDeque<(f64, usize)>,
    filled_to: f64,
    taken: f64,
    week: Option<f64>,
    price: Vec<f64>,
}

impl Forecast {
    /// Before anything is known, no place costs anything.
    #[must_use]
    pub fn new(weights: Weights, programmes: usize) -> Self {
        Self {
            prices: Prices::new(programmes, weights.weeks),
            weights,
            ahead: VecDeque::new(),
            filled_to: f64::NEG_INFINITY,
            taken: 0.0,
            week: None,
            price: vec![0.0; programmes],
        }
    }

    /// The price of a place in each programme, in weighted days, without what crowding adds.
    #[must_use]
    pub fn prices(&self) -> &[f64] {
        &self.price
    }

    /// What taking a place now counts for others, in weighted days: the forecast's price, and what it counts
    /// that whoever comes next may find the programme full.
    #[must_use]
    pub fn price_now(&self, programme: usize, place: &Place, experience: &Experience) -> f64 {
        let stay_days = experience.stay_days(programme);
        self.weights.price(self.price[programme], place, stay_days)
    }

    /// Looks ahead anew. Once a day is enough. `stay_days` tells how long people stay in each programme, `like`
    /// how somebody known by number would ask today.
    pub fn settle(
        &mut self,
        coming: &Coming,
        places: &[Place],
        stay_days: &[f64],
        waiting: &[Asks],
        mut like: impl FnMut(usize) -> Asks,
    ) {
        let weeks = self.weights.weeks;
        let today = coming.today;
        self.expect(coming);
        let expected: Vec<(usize, Asks)> = self
            .ahead
            .iter()
            .map(|&(day, who)| (week_of(day - today, weeks), like(who)))
            .collect();
        let mut demand: Vec<Demand<'_>> = waiting.iter().map(|asks| wants(0, 1.0, asks)).collect();
        demand.extend(
            expected
                .iter()
                .map(|(week, asks)| wants(*week, coming.each, asks)),
        );
        let supplies: Vec<Supply> = places
            .iter()
            .zip(stay_days)
            .map(|(place, stay_days)| supply(place, *stay_days, weeks))
            .collect();
        let week = (today / 7.0).floor();
        let before = self.week.replace(week);
        if before.is_some_and(|before| before < week) {
            self.prices.advance();
        }
        let rounds = self.weights.rounds * if before.is_none() { FIRST } else { 1 };
        let (step, patience) = (self.weights.step, self.weights.patience_days);
        self.prices.settle(&supplies, &demand, rounds, step, patience);
        let kept = if before.is_none() {
            0.0
        } else {
            self.weights.steadiness
        };
        for (programme, price) in self.price.iter_mut().enumerate() {
            let fresh = self.prices.of(programme, &supplies[programme]);
            *price = kept * *price + (1.0 - kept) * fresh;
        }
    }

    /// Keeps those who are still to come, and adds who is to come after them.
    fn expect(&mut self, coming: &Coming) {
        let today = coming.today;
        while self.ahead.front().is_some_and(|(day, _)| *day <= today) {
            self.ahead.pop_front();
        }
        let horizon = (today + 7.0 * real(self.weights.weeks)).min(coming.until);
        if coming.a_day <= 0.0 || coming.known == 0 {
            return;
        }
        self.filled_to = self.filled_to.max(today);
        while self.filled_to < horizon {
            self.filled_to += 1.0 / coming.a_day;
            self.taken += 1.0;
            let among = coming.known.min(LATELY);
            let at = floor((self.taken * GOLDEN).fract() * real(among));
            self.ahead
                .push_back((self.filled_to, coming.known - among + at.min(among - 1)));
        }
    }
}

impl Weights {
    /// What taking a place now counts for others, in weighted days: the forecast's price, and what it counts that
    /// whoever comes next may find the programme full, where people stay for so many days.
    #[must_use]
    pub fn price(&self, forecast: f64, place: &Place, stay_days: f64) -> f64 {
        let crowd = place.crowding(stay_days, self.turnover_days);
        place.wanted() * (self.scarcity * forecast + self.crowding * crowd)
    }
}

fn wants(week: usize, people: f64, asks: &Asks) -> Demand<'_> {
    Demand {
        week,
        people,
        weight: asks.weight,
        days: &asks.days,
    }
}

fn week_of(days: f64, weeks: usize) -> usize {
    floor(days / 7.0).min(weeks - 1)
}

fn supply(place: &Place, stay_days: f64, weeks: usize) -> Supply {
    Supply {
        places: place.ahead(stay_days, weeks),
        stay: match place.room {
            Room::AtOnce { .. } => stay_days / 7.0,
            Room::Each { .. } | Room::Unlimited => 0.0,
        },
        open: (0..weeks).map(|week| place.is_open(week)).collect(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small number that is not below 0"
)]
fn floor(x: f64) -> usize {
    x.max(0.0) as usize
}
