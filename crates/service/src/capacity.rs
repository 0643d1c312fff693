//! Programmes and their places: what people claim, and what of it is free.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, ProgrammeId},
    network::Programme,
};
use luotsi_store::{
    Tx,
    capacity::{Claim, Standing},
};
use luotsi_wire::{answer::ProgrammeView, request::CapacityRequest, validation::Code};

use crate::{
    Network, Service,
    act::check_text,
    boxed,
    claim::no_longer_asked,
    error::{Error, Result},
};

impl Service {
    /// The programmes of a network and their places.
    ///
    /// # Errors
    /// `NotFound` where it is not the caller's network.
    #[boxed]
    pub async fn programmes(
        &self,
        actor: &Actor,
        network: &NetworkId,
        language: &str,
        now: Timestamp,
    ) -> Result<Vec<ProgrammeView>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        let network = self.network(network)?;
        let mut tx = self.store.read().await?;
        programmes_of(&mut tx, &network, language, now).await
    }

    /// Replaces a programme's whole claim. Lowering evicts nobody.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know the programme, `Forbidden` where she may not claim for it.
    #[boxed]
    pub async fn claim(
        &self,
        actor: &Actor,
        programme: &ProgrammeId,
        request: &CapacityRequest,
        language: &str,
        now: Timestamp,
    ) -> Result<ProgrammeView> {
        let network = self.networks().of_programme(programme).ok_or(Error::NotFound)?;
        if network.definition.network != actor.network {
            return Err(Error::NotFound);
        }
        let defined = network.definition.programme(programme).ok_or(Error::NotFound)?;
        if !(actor.is_coordinator() || (actor.leads() && actor.organisation == defined.organisation)) {
            return Err(Error::Forbidden);
        }
        if let (Some(from), Some(until)) = (request.paused_from, request.paused_until)
            && until < from
        {
            return Err(Error::invalid("/paused_until", Code::Invalid));
        }
        if let Some(note) = &request.note {
            check_text("/note", note)?;
        }
        let note = request
            .note
            .as_deref()
            .map(|note| self.keys.seal(&note_place(programme), note.as_bytes()));
        let claim = Claim {
            places: request.places,
            intake_per_month: request.intake_per_month,
            paused_from: request.paused_from,
            paused_until: request.paused_until,
            note: note.transpose()?,
        };
        let mut tx = self.store.write().await?;
        tx.claim_capacity(programme, &claim, now).await?;
        no_longer_asked(&mut tx, programme).await?;
        let standing = tx.standing(programme).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(view(&network, defined, &standing, language, now))
    }
}

fn note_place(programme: &ProgrammeId) -> String {
    format!("programmes/{programme}/note")
}

/// The programmes of a network as everybody there sees them.
pub(crate) async fn programmes_of(
    tx: &mut Tx,
    network: &Network,
    language: &str,
    now: Timestamp,
) -> Result<Vec<ProgrammeView>> {
    let standings = tx.standings(&network.definition.network).await?;
    Ok(network
        .definition
        .programmes
        .iter()
        .filter_map(|programme| {
            let standing = standings
                .iter()
                .find(|standing| standing.programme == programme.id)?;
            Some(view(network, programme, standing, language, now))
        })
        .collect())
}

pub(crate) fn view(
    network: &Network,
    programme: &Programme,
    standing: &Standing,
    language: &str,
    now: Timestamp,
) -> ProgrammeView {
    ProgrammeView {
        id: programme.id.to_string(),
        organisation: programme.organisation.to_string(),
        name: network.definition.say(&programme.name, language).to_owned(),
        places: standing.places,
        intake_per_month: standing.intake_per_month,
        used: standing.used,
        reserved: standing.reserved,
        free: standing.free(network.days.date_of(now)),
        claimed_at: standing.claimed_at,
        paused_from: standing.paused_from,
        paused_until: standing.paused_until,
        valid_from: programme.valid_from,
        valid_to: programme.valid_to,
    }
}
