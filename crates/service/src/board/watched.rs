//! What is watched beside those who stand still: places, unmet need, doubles, programmes that end, dead mail.

use std::sync::Arc;

use jiff::Timestamp;
use luotsi_domain::{access::Actor, id::NetworkId};
use luotsi_store::{Tx, letter::DeadLetter};
use luotsi_wire::answer::{EndingCountView, ProgrammeView, ProtectedView, UnmetView};

use crate::{
    Network, Service,
    capacity::programmes_of,
    error::{Error, Result},
    figures::{Figures, recent},
};

/// What both boards show, the page and the API's: numbers, references and programmes, no identities.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Protected persons: two numbers and nothing else.
    pub protected: ProtectedView,
    /// Programmes and their places.
    pub programmes: Vec<ProgrammeView>,
    /// Who waits now, by district.
    pub unmet: Vec<UnmetView>,
    /// Sums of twelve months.
    pub year: Figures,
    /// References that may be the same person at two desks.
    pub doubles: Vec<[String; 2]>,
    /// Programmes that end soon or have ended.
    pub endings: Vec<EndingCountView>,
    /// Mails refused for good.
    pub dead_letters: Vec<DeadLetter>,
}

impl Service {
    /// The network that a coordinator watches.
    ///
    /// # Errors
    /// `NotFound` where it is not the caller's network, `Forbidden` for anybody but its coordinator.
    pub(crate) fn coordinated(&self, actor: &Actor, network: &NetworkId) -> Result<Arc<Network>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if !actor.is_coordinator() {
            return Err(Error::Forbidden);
        }
        self.network(network)
    }

    pub(super) async fn watched(
        tx: &mut Tx,
        network: &Network,
        language: &str,
        now: Timestamp,
    ) -> Result<Watched> {
        let id = &network.definition.network;
        let protected = tx.count_protected(id, now).await?;
        let (year, _) = recent(tx, id, network.days.date_of(now)).await?;
        let unmet = tx.unmet(id).await?.into_iter().map(|one| UnmetView {
            district: Some(one.district).filter(|code| !code.is_empty()),
            count: one.n,
        });
        let doubles = tx.doubles(id).await?.into_iter();
        Ok(Watched {
            protected: ProtectedView {
                open: protected.open,
                stalled: protected.stalled,
            },
            programmes: programmes_of(tx, network, language, now).await?,
            unmet: unmet.collect(),
            year,
            doubles: doubles.map(|one| [one.reference, one.other]).collect(),
            endings: Self::ending_counts(tx, network, now).await?,
            dead_letters: tx.dead_letters(id).await?,
        })
    }
}
