//! What an offer was decided by, kept so that it can be decided again: the same inputs, the same result.
//!
//! Coded facts only, never a free text. Whoever keeps it seals it: facts of one person may identify her.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::Facts,
    id::{OrganisationId, ProgrammeId},
    network::Definition,
    referral::words::Because,
};
use serde::{Deserialize, Serialize};

use crate::{
    foreseen::Foreseen,
    question::{CapacityNow, Past, Question},
    rank::{Candidate, rank},
};

#[cfg(test)]
mod tests;

/// The version of the rules in this program. It changes whenever the same question may have another answer.
pub const RULES: u32 = 4;

/// What an offer was decided by, and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The rules' version.
    pub rules: u32,
    /// The definition's version in the store.
    pub definition: i64,
    /// When.
    pub now: Timestamp,
    /// On which local date.
    pub today: Date,
    /// What was known of the person, in coded facts.
    pub facts: Facts,
    /// The organisations that her permission named.
    pub receivers: Vec<OrganisationId>,
    /// How the programmes stood.
    pub capacity: BTreeMap<ProgrammeId, CapacityNow>,
    /// What was to be expected of them.
    pub foreseen: BTreeMap<ProgrammeId, Foreseen>,
    /// Earlier answers about her.
    pub history: Vec<Past>,
    /// The programme that was asked.
    pub chosen: ProgrammeId,
    /// Where a human said so: why that one, and not the first.
    #[serde(default)]
    pub because: Option<Because>,
    /// Every programme in order of rank, the excluded last.
    pub ranking: Vec<Stood>,
}

/// Where a programme stood, and why, in codes and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stood {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its rank; none where it did not fit.
    pub rank: Option<u32>,
    /// The codes of its reasons.
    pub reasons: Vec<String>,
    /// Tenths of days: contact, refusal, misfit, price; nothing where it did not fit.
    pub tenths: Option<[u32; 4]>,
    /// The codes of what would have changed it.
    pub would_change: Vec<String>,
}

impl From<&Candidate> for Stood {
    fn from(one: &Candidate) -> Self {
        Self {
            programme: one.programme.clone(),
            rank: one.rank,
            reasons: one
                .reasons
                .iter()
                .map(|reason| reason.code().to_owned())
                .collect(),
            tenths: one.days.map(|days| days.terms()),
            would_change: one
                .would_change
                .iter()
                .map(|prospect| prospect.change.code().to_owned())
                .collect(),
        }
    }
}

impl Decision {
    /// What a programme was asked by; `definition` is the version of the question's.
    #[must_use]
    pub fn of(question: &Question<'_>, definition: i64, chosen: &ProgrammeId) -> Self {
        Self {
            rules: RULES,
            definition,
            now: question.now,
            today: question.today,
            facts: question.facts.clone(),
            receivers: question.receivers.to_vec(),
            capacity: question.capacity.clone(),
            foreseen: question.foreseen.clone(),
            history: question.history.to_vec(),
            chosen: chosen.clone(),
            because: None,
            ranking: rank(question).iter().map(Stood::from).collect(),
        }
    }

    /// The same question again, by the definition of then.
    #[must_use]
    pub fn again(&self, definition: &Definition) -> Vec<Candidate> {
        rank(&Question {
            definition,
            facts: &self.facts,
            receivers: &self.receivers,
            capacity: &self.capacity,
            foreseen: &self.foreseen,
            history: &self.history,
            today: self.today,
            now: self.now,
        })
    }

    /// Whether asking again gives what was kept. By other rules it need not.
    #[must_use]
    pub fn holds(&self, definition: &Definition) -> bool {
        self.rules != RULES
            || self
                .again(definition)
                .iter()
                .map(Stood::from)
                .eq(self.ranking.iter().cloned())
    }

    /// The rank of the programme that was asked; none where the rules left it out.
    #[must_use]
    pub fn rank_of_chosen(&self) -> Option<u32> {
        let chosen = self.ranking.iter().find(|one| one.programme == self.chosen);
        chosen.and_then(|one| one.rank)
    }
}
