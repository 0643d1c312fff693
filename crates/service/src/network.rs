//! The networks in force, each with what follows from its definition, compiled once.

use std::{collections::BTreeMap, sync::Arc};

use luotsi_domain::{
    calendar::WorkingDays,
    id::{NetworkId, OrganisationId, ProgrammeId, ReferralId},
    network::{Definition, OrganisationKind},
};
use luotsi_routing::{Foreseen, Queued};
use luotsi_store::definition::Versioned;
use luotsi_wire::validation::Validator;

use crate::{
    error::{Error, Result},
    fairness::Fairness,
    lately::Lately,
};

/// A network: its definition in force, its working days, its handoff schemas.
#[derive(Debug)]
pub struct Network {
    /// The definition's version in the store.
    pub version: i64,
    /// The definition.
    pub definition: Definition,
    /// Its working days.
    pub days: WorkingDays,
    /// The keys of its handoff part whose values are coded.
    pub coded: Vec<String>,
    validators: BTreeMap<String, Validator>,
    /// What its own answers teach the router.
    pub(crate) lately_learnt: Lately<BTreeMap<ProgrammeId, Foreseen>>,
    /// Where each of those who wait stands, this minute; nowhere, where nothing is open for her.
    pub(crate) lately_queued: Lately<BTreeMap<ReferralId, Option<Queued>>>,
    /// How waiting was compared, this minute.
    pub(crate) lately_compared: Lately<Fairness>,
}

/// All networks, by slug.
#[derive(Debug, Default)]
pub struct Networks(BTreeMap<NetworkId, Arc<Network>>);

impl Networks {
    /// Compiles definitions; `parts` are the latest definitions of each version of a handoff part, so that a
    /// handoff written by an earlier one is still read by it.
    ///
    /// # Errors
    /// Where a definition cannot be used.
    pub fn compile(versions: Vec<Versioned>, parts: &[Versioned]) -> Result<Self> {
        let networks = versions.into_iter().map(|versioned| {
            let network = Network::compile(versioned, parts)?;
            Ok((network.definition.network.clone(), Arc::new(network)))
        });
        Ok(Self(networks.collect::<Result<_>>()?))
    }

    /// Whether these are the definitions compiled here.
    #[must_use]
    pub fn is_of(&self, versions: &[Versioned]) -> bool {
        self.0.len() == versions.len()
            && versions.iter().all(|versioned| {
                self.0
                    .get(&versioned.definition.network)
                    .is_some_and(|network| network.version == versioned.version)
            })
    }

    /// The network of that slug.
    #[must_use]
    pub fn get(&self, id: &NetworkId) -> Option<Arc<Network>> {
        self.0.get(id).cloned()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Network>> {
        self.0.values()
    }

    /// The network and the programme of that slug; slugs of programmes are unique over all networks.
    #[must_use]
    pub fn of_programme(&self, id: &ProgrammeId) -> Option<Arc<Network>> {
        self.0
            .values()
            .find(|network| network.definition.programme(id).is_some())
            .cloned()
    }
}

impl Network {
    /// Compiles one definition.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub fn compile(versioned: Versioned, parts: &[Versioned]) -> Result<Self> {
        let Versioned { version, definition } = versioned;
        let fault = |what: String| Error::Definition(format!("{}: {what}", definition.network));
        let days = WorkingDays::of(&definition).map_err(|cause| fault(cause.to_string()))?;
        let mut validators = BTreeMap::new();
        for part in parts
            .iter()
            .filter(|part| part.definition.network == definition.network)
        {
            let validator = Validator::new(&part.definition).map_err(|flaw| fault(flaw.to_string()))?;
            validators.insert(part.definition.handoff_schema(), validator);
        }
        // The part in force is read by the definition in force, whatever version brought it first.
        let validator = Validator::new(&definition).map_err(|flaw| fault(flaw.to_string()))?;
        validators.insert(definition.handoff_schema(), validator);
        let coded = definition.handoff.coded_keys();
        Ok(Self {
            version,
            definition,
            days,
            coded,
            validators,
            lately_queued: Lately::default(),
            lately_learnt: Lately::default(),
            lately_compared: Lately::default(),
        })
    }

    /// The validator of the schema a handoff names, or the one in force.
    #[must_use]
    pub fn validator(&self, schema: Option<&str>) -> Option<&Validator> {
        schema
            .and_then(|schema| self.validators.get(schema))
            .or_else(|| self.validators.get(&self.definition.handoff_schema()))
    }

    /// The name of an organisation.
    #[must_use]
    pub fn organisation_name(&self, id: &OrganisationId) -> Option<String> {
        self.definition
            .organisation(id)
            .map(|organisation| organisation.name.clone())
    }

    /// What an organisation is.
    #[must_use]
    pub fn kind(&self, id: &OrganisationId) -> Option<OrganisationKind> {
        self.definition
            .organisation(id)
            .map(|organisation| organisation.kind)
    }

    /// The desk whose queue a submission of that organisation comes back to: its own, or for a partner's
    /// the home desk.
    #[must_use]
    pub fn desk_of(&self, organisation: &OrganisationId) -> OrganisationId {
        match self.kind(organisation) {
            Some(OrganisationKind::Desk | OrganisationKind::Referrer) => organisation.clone(),
            Some(OrganisationKind::Partner | OrganisationKind::Coordinator) | None => {
                self.definition.home_desk.clone()
            }
        }
    }
}
