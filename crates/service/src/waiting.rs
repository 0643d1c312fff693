//! Free places are proposed to those who wait: all who wait and all that is free at once. A human places.

use jiff::Timestamp;
use luotsi_domain::{
    id::{ProgrammeId, ReferralId},
    referral::{Referral, State, event::Event},
};
use luotsi_routing::{Situation, Waits, match_waiting};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    place::{Asked, somebody},
    step::Step,
};

/// How many are weighed against each other. Where more wait, those who came first.
const AT_ONCE: u32 = 2000;
/// Seconds of a day.
const DAY: f64 = 86_400.0;

impl Service {
    /// Proposes free places to those who wait for one.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn propose(&self, now: Timestamp) -> Result<u32> {
        let mut proposed = 0;
        for network in self.networks().iter() {
            match self.forecast(network, now).await {
                Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                Err(error) if error.is_worth_another_try() => {}
                // Without today's prices people are still placed, by those of the day before.
                Err(error) => tracing::error!(%error, "what places cost could not be worked out"),
                Ok(()) => {}
            }
            for (id, programme) in self.matched(network, now).await? {
                proposed += u32::from(self.propose_to(network, id, programme, now).await?);
            }
        }
        Ok(proposed)
    }

    /// Who is to be proposed which place.
    async fn matched(&self, network: &Network, now: Timestamp) -> Result<Vec<(ReferralId, ProgrammeId)>> {
        let mut tx = self.store.read().await?;
        let waiting = tx.waiting(&network.definition.network, AT_ONCE).await?;
        // Nobody waits almost always.
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let capacity = Asked::capacity(&mut tx, network, now).await?;
        let foreseen = network.foreseen(&mut tx, now).await?;
        drop(tx);
        let (ids, people): (Vec<ReferralId>, Vec<Waits>) = waiting
            .iter()
            .filter_map(|loaded| Some((loaded.referral.id, waits(network, &loaded.referral, now)?)))
            .unzip();
        let situation = Situation {
            definition: &network.definition,
            capacity: &capacity,
            foreseen: &foreseen,
            today: network.days.date_of(now),
            now,
        };
        let found = ids.into_iter().zip(match_waiting(situation, &people));
        Ok(found
            .filter_map(|(id, programme)| Some((id, programme?)))
            .collect())
    }

    async fn propose_to(
        &self,
        network: &Network,
        id: ReferralId,
        programme: ProgrammeId,
        now: Timestamp,
    ) -> Result<bool> {
        let mut tx = self.store.write().await?;
        let Some(loaded) = tx.hold_referral(id).await? else {
            return Ok(false);
        };
        let State::Waiting { proposed, .. } = &loaded.referral.state else {
            return Ok(false);
        };
        if proposed.contains(&programme) {
            return Ok(false);
        }
        let step = Step {
            network,
            at: now,
            now,
            by: None,
            taken: &[],
            texts: &[],
            because: None,
        };
        match self
            .advance(&mut tx, &loaded, vec![Event::PlaceProposed { programme }], &step)
            .await
        {
            Ok(_) => {
                tx.commit().await?;
                Ok(true)
            }
            Err(error) if error.is_worth_another_try() => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn waits(network: &Network, referral: &Referral, now: Timestamp) -> Option<Waits> {
    let State::Waiting {
        waiting_for,
        proposed,
        ..
    } = &referral.state
    else {
        return None;
    };
    let since = referral.milestones.submitted_at.unwrap_or(now);
    Some(Waits {
        somebody: somebody(network, referral),
        days: now.duration_since(since).as_secs_f64() / DAY,
        chosen: waiting_for.clone(),
        proposed: proposed.clone(),
    })
}
