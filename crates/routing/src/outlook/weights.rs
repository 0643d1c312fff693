//! What weighs how much. Settings; the defaults were chosen on many drawn networks, not on one.

use super::real;

/// What weighs how much, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// By how many days fitting in nothing counts worse than fitting in everything.
    pub misfit_days: f64,
    /// Days from a refusal to the next question.
    pub again_days: f64,
    /// The most days that one refusal counts.
    pub refusal_days: f64,
    /// How much of the price of a place counts.
    pub scarcity: f64,
    /// How much it counts that whoever comes next finds a programme full, against the days in which a
    /// place there frees up.
    pub crowding: f64,
    /// From how many who wait for each place on a price counts less: where everything is full, keeping places
    /// for others helps nobody.
    pub queue_from: f64,
    /// From how many on it counts nothing.
    pub queue_to: f64,
    /// The most days that a place is taken to need until it frees up.
    pub turnover_days: f64,
    /// How many days of waiting, for the usual queue of her priority, are expected elsewhere.
    pub elsewhere: f64,
    /// How many days of regret, weighted, one step of priority outweighs.
    pub priority_days: f64,
    /// By how many of those days each day of having waited counts.
    pub waited: f64,
    /// How many weeks are looked ahead.
    pub weeks: usize,
    /// In how many rounds prices are settled each day.
    pub rounds: usize,
    /// By how much a price moves in a round, at most.
    pub step: f64,
    /// Who would have to wait for longer than so many days stands aside in the forecast.
    pub patience_days: f64,
    /// How much of yesterday's price is kept.
    pub steadiness: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            misfit_days: 0.8,
            again_days: 0.5,
            refusal_days: 6.0,
            scarcity: 1.0,
            crowding: 1.0,
            queue_from: 0.1,
            queue_to: 0.5,
            turnover_days: 25.0,
            elsewhere: 0.2,
            priority_days: 300.0,
            waited: 1.0,
            weeks: 16,
            rounds: 40,
            step: 0.1,
            patience_days: 110.0,
            steadiness: 0.6,
        }
    }
}

impl Weights {
    /// How many days are looked ahead.
    #[must_use]
    pub fn days_ahead(&self) -> f64 {
        7.0 * real(self.weeks)
    }

    /// How much of a price counts where so many wait for so many places; 1 is all.
    #[must_use]
    pub fn left_of_price(&self, waiting: usize, places: f64) -> f64 {
        let queue = real(waiting) / places.max(1.0);
        ((self.queue_to - queue) / (self.queue_to - self.queue_from)).clamp(0.0, 1.0)
    }
}
