//! What an advisor's own page shows beside the lists: her own handoffs with the five words, and on the last
//! working day of a week how many were met.

use jiff::{Timestamp, ToSpan, civil::Weekday};
use luotsi_domain::{access::Actor, referral::Referral};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::referral::ReferralView;

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    linked::linked_with,
};

/// Handoffs shown at once.
const AT_ONCE: u32 = 20;
/// The most who came back on one page.
const MOST_RETURNED: u32 = 30;
/// The most who wait too long on one page: the coordinator places them, the desk keeps in touch.
const MOST_WAITING: u32 = 20;
/// The most on one page whose roads a task of the desk's is on.
const MOST_WITH_TASK: u32 = 30;
/// For so many days what has ended stays in sight.
const STAYS_DAYS: i64 = 14;
/// People looked at for the good line.
const MOST_MET: u32 = 500;

/// What waits for a desk.
#[derive(Debug)]
pub struct WaitsForDesk {
    /// In coded facts, each once: who came back, who waits too long, whom a task of the desk's is about.
    pub referrals: Vec<ReferralView>,
    /// Whether more people need the desk than are here.
    pub needs_cut: bool,
    /// Where the desk has tasks on the roads of more people than are here: until when all tasks are here.
    pub tasks_until: Option<Timestamp>,
}

impl Service {
    /// The handoffs that the caller made herself, in coded facts, the latest change first: what is open, and
    /// what has ended lately.
    ///
    /// # Errors
    /// `Forbidden` for whoever is at no desk.
    #[boxed]
    pub async fn own_handoffs(&self, actor: &Actor, now: Timestamp) -> Result<Vec<ReferralView>> {
        if !actor.is_desk() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let since = now - (STAYS_DAYS * 24).hours();
        let mut tx = self.store.read().await?;
        let page = tx.own_handoffs(actor, since, AT_ONCE).await?;
        self.coded_views(&mut tx, &network, actor, &page, now).await
    }

    /// What waits for the caller's desk, in coded facts: who came back, who waits too long, and whom a task of
    /// the desk's is about. Each is read for itself, so that none of them is hidden behind many of another.
    ///
    /// # Errors
    /// `Forbidden` for whoever is at no desk.
    #[boxed]
    pub async fn waits_for_desk(&self, actor: &Actor, now: Timestamp) -> Result<WaitsForDesk> {
        if !actor.is_desk() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        // One more than is shown tells whether there are more.
        let returned = tx.returned(actor, MOST_RETURNED + 1).await?;
        let waiting = tx.waits_too_long(actor, now, MOST_WAITING + 1).await?;
        let with_task = tx.desk_tasks(actor, MOST_WITH_TASK + 1).await?;
        let is_cut = |read: &[Loaded], most: u32| read.len() > most as usize;
        let needs_cut = is_cut(&returned, MOST_RETURNED) || is_cut(&waiting, MOST_WAITING);
        let tasks_until = is_cut(&with_task, MOST_WITH_TASK)
            .then(|| with_task.get(MOST_WITH_TASK as usize - 1))
            .flatten()
            .and_then(|last| first_task(actor, &last.referral));
        let mut page: Vec<Loaded> = Vec::new();
        for (read, most) in [
            (returned, MOST_RETURNED),
            (waiting, MOST_WAITING),
            (with_task, MOST_WITH_TASK),
        ] {
            for loaded in read.into_iter().take(most as usize) {
                if !page.iter().any(|known| known.referral.id == loaded.referral.id) {
                    page.push(loaded);
                }
            }
        }
        Ok(WaitsForDesk {
            referrals: self.coded_views(&mut tx, &network, actor, &page, now).await?,
            needs_cut,
            tasks_until,
        })
    }

    async fn coded_views(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        page: &[Loaded],
        now: Timestamp,
    ) -> Result<Vec<ReferralView>> {
        let linked = linked_with(tx, page.iter().map(|loaded| &loaded.referral)).await?;
        let mut views = Vec::with_capacity(page.len());
        for loaded in page {
            let view = self.coded_view(tx, network, actor, &loaded.referral, &linked, now);
            views.extend(view.await?);
        }
        Ok(views)
    }

    /// On a Friday, how many of the desk's people were met this week; only those whose progress it may know.
    ///
    /// # Errors
    /// `Forbidden` for whoever is at no desk.
    #[boxed]
    pub async fn met_this_week(&self, actor: &Actor, now: Timestamp) -> Result<Option<u32>> {
        if !actor.is_desk() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let zone = network.days.zone();
        let today = network.days.date_of(now);
        if today.weekday() != Weekday::Friday {
            return Ok(None);
        }
        let monday = today
            .checked_sub(4.days())
            .and_then(|monday| monday.to_zoned(zone.clone()))
            .map_or(now, |monday| monday.timestamp());
        let mut tx = self.store.read().await?;
        let page = tx.supported_since(actor, monday, MOST_MET).await?;
        let met = page.iter().map(|loaded| &loaded.referral).filter(|referral| {
            referral.consent.feedback && referral.milestones.met_at.is_some_and(|at| at >= monday)
        });
        Ok(Some(u32::try_from(met.count()).unwrap_or(u32::MAX)))
    }
}

/// When the first task that the actor's desk has on a road is due.
fn first_task(actor: &Actor, referral: &Referral) -> Option<Timestamp> {
    let tasks = referral.tasks.iter();
    let own = tasks.filter(|task| task.holder.organisation == actor.organisation);
    own.map(|task| task.due).min()
}
