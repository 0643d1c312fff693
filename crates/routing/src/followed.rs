//! Whether people go by what is proposed. A rule that is often decided against is probably wrong.

use std::collections::BTreeSet;

use crate::{
    change::Change,
    days::most_behind,
    decision::{Decision, Stood},
};

#[cfg(test)]
mod tests;

/// What one choice of a human says of the rules. They are told by their codes: the term of the sum that put one
/// programme before another, or the rule that left one out where a human may place all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Whether the first was chosen.
    pub first: bool,
    /// The rules that had a say.
    pub applied: BTreeSet<String>,
    /// The one that was decided against.
    pub against: Option<String>,
}

impl Decision {
    /// Whether what was proposed was chosen, and which rules that speaks for or against.
    #[must_use]
    pub fn followed(&self) -> Followed {
        let first = self.rank_of_chosen() == Some(1);
        let mut applied: BTreeSet<String> = self.ranking.iter().filter_map(left_out_softly).collect();
        // What the first was compared with: what was chosen instead, or else what comes next.
        let compared = if first {
            self.ranking.get(1)
        } else {
            self.ranking.iter().find(|one| one.programme == self.chosen)
        };
        let term = compared.and_then(|one| most_behind(one.tenths?, self.ranking.first()?.tenths?));
        applied.extend(term.map(str::to_owned));
        let against = compared
            .filter(|_| !first)
            .and_then(|one| left_out_softly(one).or_else(|| term.map(str::to_owned)));
        Followed {
            first,
            applied,
            against,
        }
    }
}

/// The rule that left a programme out where a human may place with a reason.
fn left_out_softly(one: &Stood) -> Option<String> {
    let with_reason = Change::WithReason.code();
    let soft = one.rank.is_none() && one.would_change.iter().any(|change| change == with_reason);
    one.reasons.first().filter(|_| soft).cloned()
}
