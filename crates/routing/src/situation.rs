//! How a network stands, whoever is asked about, and what is known of each about whom it is asked.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::Facts,
    id::{OrganisationId, ProgrammeId},
    network::Definition,
};

use crate::{
    days::counted_when,
    foreseen::Foreseen,
    outlook::Weights,
    question::{CapacityNow, Past, Question},
};

/// How much crowding counts where kinds of support differ more than their places do.
const CROWDING: f64 = 0.1;

/// A network as it stands at one instant: everything that a ranking depends on but the person.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The network, by the definition in force.
    pub definition: &'a Definition,
    /// What each programme said and what of it is taken. A programme not in it has what its definition
    /// gives it, untouched.
    pub capacity: &'a BTreeMap<ProgrammeId, CapacityNow>,
    /// What the network's own answers teach. Of a programme not in it nothing is known yet.
    pub foreseen: &'a BTreeMap<ProgrammeId, Foreseen>,
    /// The local date.
    pub today: Date,
    /// The instant, for the age of claims.
    pub now: Timestamp,
}

/// Somebody about whom it is asked, in coded facts.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// What is known of her.
    pub facts: Facts,
    /// The organisations that her permission names.
    pub receivers: Vec<OrganisationId>,
    /// Earlier answers about her.
    pub history: Vec<Past>,
}

impl<'a> Situation<'a> {
    /// The question about one of many.
    #[must_use]
    pub fn question(self, somebody: &'a Somebody) -> Question<'a> {
        Question {
            definition: self.definition,
            facts: &somebody.facts,
            receivers: &somebody.receivers,
            capacity: self.capacity,
            foreseen: self.foreseen,
            history: &somebody.history,
            today: self.today,
            now: self.now,
        }
    }

    /// How full everything is.
    pub(crate) fn weighing(&self) -> Weighing {
        let (mut taken, mut places) = (0, 0);
        for programme in &self.definition.programmes {
            let known = self.capacity.get(&programme.id);
            let now = known.map_or_else(|| CapacityNow::beginning(programme), |now| *now);
            let (of_it, all) = now.limited();
            taken += of_it;
            places += all;
        }
        Weighing { taken, places }
    }
}

/// What weighs how much, by the network's settings.
pub(crate) fn weights(definition: &Definition) -> Weights {
    let set = definition.weights;
    Weights {
        misfit_days: f64::from(set.misfit_days),
        refusal_days: f64::from(set.refusal_days),
        scarcity: CROWDING,
        crowding: CROWDING,
        ..Weights::default()
    }
}

/// How much of all limited places is taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighing {
    taken: u64,
    places: u64,
}

impl Weighing {
    /// For one programme: the fuller all others are, the less its price counts, because keeping a place for
    /// others helps nobody where everything is full.
    pub(crate) fn counts(&self, now: &CapacityNow) -> f64 {
        let (of_it, all) = now.limited();
        let taken = self.taken.saturating_sub(of_it);
        let places = self.places.saturating_sub(all);
        let real = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        if places == 0 && taken == 0 {
            return 1.0;
        }
        counted_when(real(taken) / real(places))
    }
}
