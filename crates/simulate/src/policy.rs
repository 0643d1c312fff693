//! Who decides: eight simple policies to compare with, and the service's own.

mod chance;
mod luotsi;
mod simple;

use luotsi_routing::outlook::Weights;

use crate::{
    view::View,
    world::{Illegal, Offer},
};

pub use chance::SplitMix64;

/// Somebody who decides whom to ask. Told what happens, asked whenever the desk is open.
pub trait Policy {
    /// The scenario begins.
    fn begin(&mut self, _view: &View<'_, '_>) {}
    /// Somebody came.
    fn arrived(&mut self, _view: &View<'_, '_>, _referral: usize) {}
    /// An offer was answered, or expired.
    fn answered(&mut self, _view: &View<'_, '_>, _offer: &Offer) {}
    /// Somebody left without help.
    fn withdrew(&mut self, _view: &View<'_, '_>, _referral: usize) {}
    /// A programme's case ended; the referral is none for those from before the beginning.
    fn ended(&mut self, _view: &View<'_, '_>, _programme: usize, _referral: Option<usize>) {}
    /// Whom to ask now.
    ///
    /// # Errors
    ///
    /// Where it makes an offer that the rules do not allow.
    fn decide(&mut self, view: &mut View<'_, '_>) -> Result<(), Illegal>;
    /// For each offer made, what spoke for it; nothing where it cannot tell.
    fn explanations(&self) -> Vec<serde_json::Value> {
        Vec::new()
    }
}

/// The policies by name, in the order in which they are compared; ours is the last.
pub const NAMES: [&str; 9] = [
    "random",
    "first-fit",
    "nearest",
    "least-loaded",
    "round-robin",
    "best-score",
    "fastest",
    "manual-daily",
    "luotsi",
];

/// The policy of that name; the seed is for `random` alone.
#[must_use]
pub fn named(name: &str, seed: u64) -> Option<Box<dyn Policy>> {
    Some(match name {
        "random" => Box::new(simple::Walk::new(simple::Rule::Random(SplitMix64::new(seed)))),
        "first-fit" => Box::new(simple::Walk::new(simple::Rule::FirstFit)),
        "nearest" => Box::new(simple::Walk::new(simple::Rule::Nearest)),
        "least-loaded" => Box::new(simple::Walk::new(simple::Rule::LeastLoaded)),
        "round-robin" => Box::new(simple::Walk::new(simple::Rule::RoundRobin { last: None })),
        "best-score" => Box::new(simple::Walk::new(simple::Rule::BestScore)),
        "fastest" => Box::new(simple::Walk::new(simple::Rule::Fastest)),
        "manual-daily" => Box::new(simple::ManualDaily::default()),
        "luotsi" => ours(Weights::default()),
        _ => return None,
    })
}

/// The service's own policy, with those weights.
#[must_use]
pub fn ours(weights: Weights) -> Box<dyn Policy> {
    Box::new(luotsi::Luotsi::new(weights))
}
