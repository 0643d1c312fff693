//! Free places are proposed to those who wait: all who wait and all that is free at once. A human places.

use std::collections::BTreeMap;

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{ProgrammeId, ReferralId},
    referral::{Referral, State, event::Event},
};
use luotsi_routing::{CapacityNow, Queued, Situation, Waits, match_waiting, queue};
use luotsi_store::{Tx, record::Loaded};

use crate::{
    Network, Service, boxed,
    decision::follows,
    error::{Error, Result},
    learnt::Expectations,
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
        let line = Line::of(&mut tx, network, &waiting, now).await?;
        drop(tx);
        let is_full = |id: &&ProgrammeId| line.capacity.get(*id).is_some_and(|now| now.free() == Some(0));
        let mut found = Vec::new();
        for (id, one) in line.ids.iter().zip(&line.people) {
            let known = one.proposed.iter().chain(&one.passed);
            for programme in known.filter(is_full).cloned() {
                found.push((*id, News::Gone(programme)));
            }
        }
        let places = match_waiting(line.situation(network, now), &line.people);
        for (id, place) in line.ids.iter().zip(places) {
            found.extend(place.map(|programme| (*id, News::Free(programme))));
        }
        Ok(found)
    }

    /// Where somebody who waits stands among those who wait for the same places, for the desk that handed her over
    /// and the coordinator. Nobody else's name or case is in it, and protected persons are in no count.
    ///
    /// None where she does not wait, where nothing is open for her, and for a caller who is not told how it goes.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know of her.
    #[boxed]
    pub async fn queued(&self, actor: &Actor, id: ReferralId, now: Timestamp) -> Result<Option<Queued>> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let Loaded { referral, .. } = self.load(&mut tx, actor, id).await?;
        let waits = matches!(referral.state, State::Waiting { .. }) && !referral.protected;
        if !follows(actor, &referral, now)? || !waits {
            return Ok(None);
        }
        // Whoever began to wait within this minute is not among them yet.
        let known = network.lately_queued.of(now);
        if let Some(queued) = known.and_then(|known| known.get(&id).copied()) {
            return Ok(queued);
        }
        let mut waiting = tx.waiting(&network.definition.network, AT_ONCE).await?;
        waiting.retain(|loaded| !loaded.referral.protected);
        let line = Line::of(&mut tx, &network, &waiting, now).await?;
        drop(tx);
        let turns = queue(line.situation(&network, now), &line.people);
        let found = line.ids.into_iter().zip(turns).collect();
        Ok(network.lately_queued.keep(now, found).get(&id).copied().flatten())
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

/// Those who wait, and how the programmes of their network stand.
struct Line {
    ids: Vec<ReferralId>,
    people: Vec<Waits>,
    capacity: BTreeMap<ProgrammeId, CapacityNow>,
    foreseen: Expectations,
}

impl Line {
    async fn of(tx: &mut Tx, network: &Network, waiting: &[Loaded], now: Timestamp) -> Result<Self> {
        let one = |loaded: &Loaded| Some((loaded.referral.id, waits(network, &loaded.referral, now)?));
        let (ids, people) = waiting.iter().filter_map(one).unzip();
        Ok(Self {
            ids,
            people,
            capacity: Asked::capacity(tx, network, now).await?,
            foreseen: network.foreseen(tx, now).await?,
        })
    }

    fn situation<'a>(&'a self, network: &'a Network, now: Timestamp) -> Situation<'a> {
        Situation {
            definition: &network.definition,
            capacity: &self.capacity,
            foreseen: &self.foreseen,
            today: network.days.date_of(now),
            now,
        }
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
