//! Why a referral would go where: the ranking as it stands now, for whoever runs the service.

use std::sync::Arc;

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    id::ReferralId,
    network::Vocabulary,
    referral::{
        state::OfferRecord,
        words::{Action, Status},
    },
};
use luotsi_routing::Candidate;

use crate::{
    Network, Service,
    act::standing,
    boxed,
    decision::Replayed,
    error::{Error, Result, refused},
    place::Asked,
};

/// A referral and who would take the person. Coded facts only.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// Who was asked so far.
    pub offers: Vec<OfferRecord>,
    /// What they were asked by, each decided again.
    pub decisions: Vec<Replayed>,
    /// Every programme in order of rank, the excluded last, as everything stands now.
    pub candidates: Vec<Candidate>,
    /// The network, with its names and words.
    pub network: Arc<Network>,
}

impl Service {
    /// Who would take a person whom the caller may place or hand over again: every programme in order of rank,
    /// the excluded last.
    ///
    /// # Errors
    /// `NotFound` where she may not know of her, `IllegalTransition` where there is nothing to choose now.
    #[boxed]
    pub async fn would_take(
        &self,
        actor: &Actor,
        id: ReferralId,
        now: Timestamp,
    ) -> Result<(Vec<Candidate>, Vocabulary)> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let referral = &loaded.referral;
        let allowed = [Action::Place, Action::Reopen].map(|action| access::may(actor, action, referral));
        if let [Err(refusal), Err(_)] = &allowed {
            return Err(refused(refusal, || standing(&network, actor, referral, now)));
        }
        let candidates = Asked::about(&mut tx, &network, referral, now).await?.ranked();
        Ok((candidates, network.definition.vocabulary()))
    }

    /// Explains who would take a person now, in what order, and why.
    ///
    /// # Errors
    /// `NotFound` where no referral has the reference.
    #[boxed]
    pub async fn explain(&self, reference: &str, now: Timestamp) -> Result<Explained> {
        let mut tx = self.store.read().await?;
        let id = tx.id_of_reference(reference).await?.ok_or(Error::NotFound)?;
        let loaded = tx.referral(id).await?.ok_or(Error::NotFound)?;
        let referral = &loaded.referral;
        let network = self.network(&referral.network)?;
        let candidates = Asked::about(&mut tx, &network, referral, now).await?.ranked();
        let decisions = self.replayed(&mut tx, loaded.client, referral).await?;
        Ok(Explained {
            decisions,
            reference: referral.reference.clone(),
            status: referral.status(),
            offers: referral.offers.clone(),
            candidates,
            network,
        })
    }
}
