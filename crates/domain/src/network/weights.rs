//! How programmes that fit are weighed against each other.

use serde::{Deserialize, Serialize};

/// What counts how much when programmes are put in order, in days to the first contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// Fitting in nothing that is needed and wished counts as so many days.
    pub misfit_days: u16,
    /// One refusal counts as so many days at most.
    pub refusal_days: u16,
    /// What a place costs others counts as so many days at most; with 0 it does not count.
    pub price_days: u16,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            misfit_days: 42,
            refusal_days: 7,
            price_days: 5,
        }
    }
}
