//! Why a referral would go where: the ranking as it stands now, for whoever runs the service.

use jiff::Timestamp;
use luotsi_domain::{
    network::Vocabulary,
    referral::{state::OfferRecord, words::Status},
};
use luotsi_routing::Candidate;

use crate::{
    Service,
    error::{Error, Result},
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
    /// Every programme in order of rank, the excluded last.
    pub candidates: Vec<Candidate>,
    /// How the network says its words.
    pub vocabulary: Vocabulary,
}

impl Service {
    /// Explains who would take a person now, in what order, and why.
    ///
    /// # Errors
    /// `NotFound` where no referral has the reference.
    pub async fn explain(&self, reference: &str, now: Timestamp) -> Result<Explained> {
        let mut tx = self.store.read().await?;
        let id = tx.id_of_reference(reference).await?.ok_or(Error::NotFound)?;
        let loaded = tx.referral(id).await?.ok_or(Error::NotFound)?;
        let referral = &loaded.referral;
        let network = self.network(&referral.network)?;
        let candidates = Asked::about(&mut tx, &network, referral, now).await?.ranked();
        Ok(Explained {
            reference: referral.reference.clone(),
            status: referral.status(),
            offers: referral.offers.clone(),
            candidates,
            vocabulary: network.definition.vocabulary(),
        })
    }
}
