//! Once a day: what a place in each programme is expected to cost others, by who waits and who came lately.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{id::ProgrammeId, referral::Referral};
use luotsi_routing::{Demand, Situation, Somebody, look_ahead};
use luotsi_store::record::Loaded;

use crate::{
    Network, Service,
    error::{Error, Result},
    place::{Asked, receivers, somebody},
};

/// Of how many who wait and who came last it is reckoned.
const WAITING: u32 = 500;
const LAST: u32 = 500;
/// Who comes is counted over so many days, and over no fewer than a week.
const COUNTED: SignedDuration = SignedDuration::from_hours(28 * 24);
const AT_LEAST: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Service {
    /// Works out a network's prices of this day, unless they are kept already.
    pub(crate) async fn forecast(&self, network: &Arc<Network>, now: Timestamp) -> Result<()> {
        let id = &network.definition.network;
        let today = network.days.date_of(now);
        let mut tx = self.store.read().await?;
        if tx.forecast(id).await?.is_some_and(|(day, _)| day == today) {
            return Ok(());
        }
        let mut waiting = tx.waiting(id, WAITING).await?;
        // Of a protected person nothing shows, in no sum either.
        waiting.retain(|loaded| !loaded.referral.protected);
        let last = tx.came_last(id, LAST).await?;
        let capacity = Asked::capacity(&mut tx, network, now).await?;
        // Prices of the day before are not reckoned with: asking takes its days whatever a place costs.
        let foreseen = network.learnt(&mut tx, now).await?;
        drop(tx);
        let of = Arc::clone(network);
        let work = move || {
            let network = &of;
            let people = |rows: &[Loaded]| -> Vec<Somebody> {
                let rows = rows.iter().map(|loaded| &loaded.referral);
                rows.map(|referral| somebody(network, referral)).collect()
            };
            let lately: Vec<Somebody> = people(&last)
                .into_iter()
                .rev()
                .zip(last.iter().rev())
                // Whoever comes has been nowhere yet, and permits those who are members by now.
                .map(|(one, like)| Somebody {
                    history: Vec::new(),
                    receivers: receivers(network, &like.referral.consent),
                    ..one
                })
                .collect();
            let demand = Demand {
                waiting: &people(&waiting),
                lately: &lately,
                a_day: a_day(&last, now),
                since: &since(&last, now),
            };
            let situation = Situation {
                definition: &network.definition,
                capacity: &capacity,
                foreseen: &foreseen,
                today,
                now,
            };
            look_ahead(situation, &demand)
        };
        // Hundreds of programmes take a third of a second: not on a thread that answers requests.
        let prices = tokio::task::spawn_blocking(work).await.map_err(Error::Stopped)?;
        let mut tx = self.store.write().await?;
        tx.keep_forecast(id, today, &prices).await?;
        tx.commit().await?;
        network.lately_learnt.forget();
        Ok(())
    }
}

/// How many come a day, by those who came last, the latest first.
fn a_day(last: &[Loaded], now: Timestamp) -> f64 {
    let ages = last.iter().map(|loaded| age(&loaded.referral, now));
    let counted: Vec<SignedDuration> = ages.take_while(|age| *age <= COUNTED).collect();
    let Some(oldest) = counted.last() else { return 0.0 };
    // Where all that were read came within that time, it is that of the oldest of them.
    let over = if counted.len() < last.len() {
        COUNTED
    } else {
        *oldest
    };
    let count = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    f64::from(count) / (over.max(AT_LEAST).as_secs_f64() / DAY)
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

fn age(referral: &Referral, now: Timestamp) -> SignedDuration {
    let came = referral.milestones.submitted_at.unwrap_or(referral.changed_at);
    now.duration_since(came)
}

/// Since how many days those of them are in support who are, by programme. As what is learnt of stays, from the
/// yes on.
fn since(last: &[Loaded], now: Timestamp) -> BTreeMap<ProgrammeId, Vec<f64>> {
    let mut found: BTreeMap<ProgrammeId, Vec<f64>> = BTreeMap::new();
    for Loaded { referral, .. } in last {
        for place in referral.places().into_iter().filter(|place| place.used) {
            let since = referral.milestones.accepted_at.unwrap_or(place.since);
            let days = now.duration_since(since).as_secs_f64() / DAY;
            found.entry(place.programme).or_default().push(days);
        }
    }
    found
}
