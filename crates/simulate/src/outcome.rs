//! What a run gives: the numbers, every offer, and where everybody stands at the end. `luotsi-result/1`.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{
    metrics::{Metrics, measure},
    policy::{Policy, named},
    scenario::Scenario,
    world::{Illegal, Offer, World},
};

/// A result.
#[derive(Debug, Clone, Serialize)]
pub struct Result {
    /// Always `luotsi-result/1`.
    pub format: &'static str,
    /// The scenario's name.
    pub scenario: String,
    /// The policy's name.
    pub policy: String,
    /// The seed of the policy's own chance.
    pub seed: u64,
    /// What came of it.
    pub metrics: Metrics,
    /// Every offer, in the order in which they were made.
    pub offers: Vec<OfferRow>,
    /// Everybody, in file order: status, by whom, contact.
    pub outcomes: Vec<(String, &'static str, Option<String>, Option<i64>)>,
    /// For each offer, what spoke for it, where the policy can tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanations: Vec<Value>,
}

/// Minute, referral, programme, outcome, minute of the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow(pub i64, pub String, pub String, pub &'static str, pub i64);

impl Serialize for OfferRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        (self.0, &self.1, &self.2, self.3, self.4).serialize(serializer)
    }
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoResult {
    /// Nobody has a policy of that name.
    UnknownPolicy,
    /// The policy did what it may not.
    Illegal(Illegal),
}

/// Runs a policy on a scenario; `each_day` is told of each day that begins.
///
/// # Errors
///
/// Where there is no such policy, or it breaks the rules.
pub fn simulate(
    scenario: &Scenario,
    policy: &str,
    seed: u64,
    each_day: &mut dyn FnMut(i64),
) -> std::result::Result<Result, NoResult> {
    let mut chooser = named(policy, seed).ok_or(NoResult::UnknownPolicy)?;
    simulate_by(scenario, chooser.as_mut(), (policy, seed), each_day).map_err(NoResult::Illegal)
}

/// Runs somebody who decides; the name and the seed are what the result will say.
///
/// # Errors
///
/// Where it breaks the rules.
pub fn simulate_by(
    scenario: &Scenario,
    chooser: &mut dyn Policy,
    (policy, seed): (&str, u64),
    each_day: &mut dyn FnMut(i64),
) -> std::result::Result<Result, Illegal> {
    let mut world = World::new(scenario);
    world.run(chooser, each_day)?;
    let (referrals, programmes) = (&scenario.referrals, &scenario.programmes);
    let row = |offer: &Offer| {
        OfferRow(
            offer.minute,
            referrals[offer.referral].id.clone(),
            programmes[offer.programme].id.clone(),
            offer.outcome.as_str(),
            offer.at,
        )
    };
    let everybody = referrals.iter().zip(&world.progress);
    Ok(Result {
        format: "luotsi-result/1",
        scenario: scenario.name.clone(),
        policy: policy.to_owned(),
        seed,
        metrics: measure(&world),
        offers: world.offers.iter().map(row).collect(),
        outcomes: everybody
            .map(|(referral, progress)| {
                let by = progress.served_by.map(|index| programmes[index].id.clone());
                (
                    referral.id.clone(),
                    progress.status.as_str(),
                    by,
                    progress.contact,
                )
            })
            .collect(),
        explanations: chooser.explanations(),
    })
}
