//! Free places are proposed to those who wait: all who wait and all that is free at once. A human places.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Process, Relation, disclose},
    id::{ProgrammeId, ReferralId},
    referral::{Referral, State, event::Event},
};
use luotsi_routing::{Queued, Situation, Waits, match_waiting, queue};

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
            let named = &network.definition.network;
            match self.forecast(network, now).await {
                Ok(()) => {}
                Err(error) if error.is_worth_another_try() => {}
                Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                // Without today's prices people are still placed, by those of the day before.
                Err(error) => {
                    tracing::error!(network = %named, %error, "what places cost could not be worked out");
                }
            }
            // What one network or one person has that cannot be read keeps no others from a place.
            let found = match self.matched(network, now).await {
                Ok(found) => found,
                Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                Err(error) => {
                    tracing::error!(network = %named, %error, "nobody could be proposed a place");
                    continue;
                }
            };
            for (id, news) in found {
                match self.propose_to(network, id, news, now).await {
                    Ok(done) => proposed += u32::from(done),
                    Err(error) if error.is_worth_another_try() => {}
                    Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                    Err(error) => {
                        tracing::error!(referral.id = %id, %error, "a place could not be proposed; run `luotsi verify`");
                    }
                }
            }
        }
        Ok(proposed)
    }

    /// Who is to be proposed which place, and whose proposed place is gone.
    async fn matched(&self, network: &Network, now: Timestamp) -> Result<Vec<(ReferralId, News)>> {
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
        let is_full = |id: &&ProgrammeId| capacity.get(*id).is_some_and(|now| now.free() == Some(0));
        let mut found = Vec::new();
        for (id, one) in ids.iter().zip(&people) {
            let known = one.proposed.iter().chain(&one.passed);
            for programme in known.filter(is_full).cloned() {
                found.push((*id, News::Gone(programme)));
            }
        }
        for (id, place) in ids.into_iter().zip(match_waiting(situation, &people)) {
            found.extend(place.map(|programme| (id, News::Free(programme))));
        }
        Ok(found)
    }

    /// Where somebody who waits stands among those who wait for the same places, for the desk that handed her over
    /// and the coordinator. Nobody else's name or case is in it, and protected persons are in no count.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know of her, `Forbidden` where she is not told how it goes.
    #[boxed]
    pub async fn queued(&self, actor: &Actor, id: ReferralId, now: Timestamp) -> Result<Option<Queued>> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let seen = disclose(actor, &loaded.referral, now).ok_or(Error::NotFound)?;
        let asks = matches!(seen.relation, Relation::Desk | Relation::Coordinator);
        if !asks || seen.process != Process::Whole {
            return Err(Error::Forbidden);
        }
        if !matches!(loaded.referral.state, State::Waiting { .. }) {
            return Ok(None);
        }
        if let Some(known) = network.lately_queued.of(now) {
            return Ok(known.get(&id).copied());
        }
        let waiting = tx.waiting(&network.definition.network, AT_ONCE).await?;
        let capacity = Asked::capacity(&mut tx, &network, now).await?;
        let foreseen = network.foreseen(&mut tx, now).await?;
        drop(tx);
        let (ids, people): (Vec<ReferralId>, Vec<Waits>) = waiting
            .iter()
            .filter(|loaded| !loaded.referral.protected)
            .filter_map(|loaded| Some((loaded.referral.id, waits(&network, &loaded.referral, now)?)))
            .unzip();
        let situation = Situation {
            definition: &network.definition,
            capacity: &capacity,
            foreseen: &foreseen,
            today: network.days.date_of(now),
            now,
        };
        let found = ids.into_iter().zip(queue(situation, &people));
        let found = found.filter_map(|(id, queued)| Some((id, queued?))).collect();
        Ok(network.lately_queued.keep(now, found).get(&id).copied())
    }

    /// Proposes a place, or takes it back, where that is still as it was when it was looked at.
    async fn propose_to(
        &self,
        network: &Network,
        id: ReferralId,
        news: News,
        now: Timestamp,
    ) -> Result<bool> {
        let mut tx = self.store.write().await?;
        let Some(loaded) = tx.hold_referral(id).await? else {
            return Ok(false);
        };
        if !news.is_news(&loaded.referral.state) {
            return Ok(false);
        }
        let step = Step {
            network,
            at: now,
            now,
            by: None,
            taken: &[],
            texts: &[],
            named: None,
            because: None,
        };
        self.advance(&mut tx, &loaded, vec![news.event()], &step).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// What somebody who waits has to be told of a place.
enum News {
    /// It has come free.
    Free(ProgrammeId),
    /// It was proposed, and has been taken.
    Gone(ProgrammeId),
}

impl News {
    fn is_news(&self, state: &State) -> bool {
        let State::Waiting { proposed, passed, .. } = state else {
            return false;
        };
        let knows = |programme| proposed.contains(programme) || passed.contains(programme);
        match self {
            Self::Free(programme) => !knows(programme),
            Self::Gone(programme) => knows(programme),
        }
    }

    fn event(self) -> Event {
        match self {
            Self::Free(programme) => Event::PlaceProposed { programme },
            Self::Gone(programme) => Event::PlaceGone { programme },
        }
    }
}

fn waits(network: &Network, referral: &Referral, now: Timestamp) -> Option<Waits> {
    let State::Waiting {
        waiting_for,
        proposed,
        passed,
        ..
    } = &referral.state
    else {
        return None;
    };
    let since = referral.waits_since().unwrap_or(now);
    Some(Waits {
        somebody: somebody(network, referral),
        days: now.duration_since(since).as_secs_f64() / DAY,
        chosen: waiting_for.clone(),
        then: referral.then.clone(),
        proposed: proposed.clone(),
        passed: passed.clone(),
    })
}
