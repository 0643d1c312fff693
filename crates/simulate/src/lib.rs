//! A network's months in a second: the same routing, replayed on scenarios, measured. Pure.
//!
//! A [`Scenario`] has a network, its people, and all that chance has in store. A [`policy`] sees only
//! what a desk would know at that minute, through a [`View`], and makes offers; the [`world`] lets come
//! of them what is drawn. Whoever repeats the offers gets the same [`Metrics`], to the last digit.

pub mod comparison;
pub mod fit;
mod metrics;
mod outcome;
pub mod people;
pub mod policy;
pub mod scenario;
#[cfg(test)]
mod tests;
mod view;
pub mod world;

pub use metrics::Metrics;
pub use outcome::{NoResult, OfferRow, Result, simulate, simulate_by};
pub use scenario::{NotAScenario, Scenario};
pub use view::View;
