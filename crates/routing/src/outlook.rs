//! What is to be expected: of asking a programme, of taking its place, of waiting. Told in days.
//!
//! * [`Experience`] has what answers teach: how likely a yes is, how long it takes, how long people stay.
//! * [`Forecast`] has the price of a place: the days that others are expected to wait if it is taken.
//! * [`weigh`] puts both together for one person: for each programme a sum of days, each term of which
//!   can be told and switched off.
//! * [`propose`] matches everybody who waits with every place that is free, as one [`assign`]ment.
//!
//! What is not known is absent, and then has no influence. Nothing of the person enters but how well she
//! fits, what she needs, how urgent it is and how long she has waited: no trait of hers, and no guess at
//! how long her support will take. Chance has no part: the same input gives the same proposal.

mod assign;
mod experience;
mod forecast;
mod place;
mod price;
mod propose;
#[cfg(test)]
mod tests;
mod weights;

pub use assign::{Gain, assign};
pub(crate) use experience::pressed;
pub use experience::{Answer, Asked, Expected, Experience, Habits, USUAL_LOAD};
pub use forecast::{Asks, Coming, Forecast};
pub use place::{Place, Room};
pub use propose::{Person, Terms, Way, propose, weigh};
pub use weights::Weights;

pub(crate) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The standard normal distribution, to three digits.
fn normal(x: f64) -> f64 {
    1.0 / (1.0 + (-1.597_6 * x - 0.070_565_992 * x * x * x).exp())
}
