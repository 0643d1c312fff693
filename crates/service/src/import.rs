//! Network definitions coming in: what a new version changes, and what must not be.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use luotsi_domain::{
    calendar::WorkingDays,
    id::{NetworkId, OrganisationId, ProgrammeId},
    network::{
        Definition,
        change::{Change, Effect, Refusal, changes, effects, ended_already, protected_there, refusals},
    },
};
use luotsi_wire::validation::Validator;

use crate::{
    Service, boxed,
    ending::Succession,
    error::{Error, Result},
};

/// What an import would do.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// Whether the network is new.
    pub first: bool,
    /// What differs from the definition in force.
    pub changes: Vec<Change>,
    /// What that does to open referrals.
    pub effects: Vec<Effect>,
    /// What keeps it from being imported.
    pub refusals: Vec<Refusal>,
    /// Why the handoff part cannot be used, with the place and the mend.
    pub flaw: Option<String>,
    /// A programme whose slug another network has.
    pub taken: Vec<ProgrammeId>,
    /// Who goes on with how many people of programmes that others succeed.
    pub successions: Vec<Succession>,
}

impl ImportPlan {
    /// Whether nothing keeps it from being imported.
    #[must_use]
    pub const fn is_possible(&self) -> bool {
        self.refusals.is_empty() && self.flaw.is_none() && self.taken.is_empty()
    }
}

impl Service {
    /// What importing a definition would do. Changes nothing.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn import_plan(&self, new: &Definition, now: Timestamp) -> Result<ImportPlan> {
        let mut tx = self.store.read().await?;
        let versions = tx.definitions().await?;
        let old = versions
            .iter()
            .find(|one| one.definition.network == new.network)
            .map(|one| &one.definition);
        let open: BTreeMap<ProgrammeId, u32> =
            tx.open_by_programme(&new.network).await?.into_iter().collect();
        let flaw = Validator::new(new).err().map(|flaw| flaw.to_string());
        let taken = versions
            .iter()
            .filter(|one| one.definition.network != new.network)
            .flat_map(|one| &one.definition.programmes)
            .filter(|programme| new.programme(&programme.id).is_some())
            .map(|programme| programme.id.clone())
            .collect();
        // Where the time zone is none the flaw says so.
        let today = WorkingDays::of(new)
            .map_or_else(|_| now.to_zoned(TimeZone::UTC).date(), |days| days.date_of(now));
        let known: BTreeMap<OrganisationId, u32> =
            tx.protected_by_desk(&new.network).await?.into_iter().collect();
        let past = ended_already(new, &open, today.saturating_sub(1.day()));
        Ok(match old {
            None => ImportPlan {
                first: true,
                changes: vec![],
                effects: vec![],
                refusals: vec![],
                flaw,
                taken,
                successions: vec![],
            },
            Some(old) => ImportPlan {
                first: false,
                changes: changes(old, new),
                effects: effects(old, new, &open),
                refusals: refusals(old, new, &open)
                    .into_iter()
                    .chain(past)
                    .chain(protected_there(old, new, &known))
                    .collect(),
                flaw,
                taken,
                successions: Self::successions(&mut tx, &new.network, old, new, today).await?,
            },
        })
    }

    /// Imports a definition as the version in force. Claims, pauses and running due times stay.
    ///
    /// # Errors
    /// [`Error::Definition`] where its plan is not possible.
    #[boxed]
    pub async fn import(&self, new: &Definition, now: Timestamp) -> Result<i64> {
        let plan = self.import_plan(new, now).await?;
        if !plan.is_possible() {
            return Err(Error::Definition("the import is refused".to_owned()));
        }
        let mut tx = self.store.write().await?;
        let versions = tx.definitions().await?;
        let old = versions
            .into_iter()
            .find(|one| one.definition.network == new.network);
        let version = old.as_ref().map_or(1, |one| one.version + 1);
        tx.enter_definition(new, version, now).await?;
        for programme in &new.programmes {
            if !tx.enter_programme(&new.network, programme, now).await? {
                return Err(Error::Definition(format!(
                    "{} belongs to another network",
                    programme.id
                )));
            }
        }
        let gone = old.iter().flat_map(|one| &one.definition.programmes);
        for programme in gone.filter(|programme| new.programme(&programme.id).is_none()) {
            tx.remove_programme(&new.network, &programme.id).await?;
        }
        // What ends or is gone by it is for the clock, which goes by the definition in force.
        tx.look_again(&new.network).await?;
        tx.forget_forecast(&new.network).await?;
        tx.commit().await?;
        self.refresh().await?;
        Ok(version)
    }

    /// The definition in force.
    #[must_use]
    pub fn export(&self, network: &NetworkId) -> Option<Definition> {
        self.networks()
            .get(network)
            .map(|network| network.definition.clone())
    }
}
