//! What an advisor's own page shows beside the lists: her own handoffs with the five words, and on the last
//! working day of a week how many were met.

use jiff::{Timestamp, ToSpan, civil::Weekday};
use luotsi_domain::{access::Actor, referral::Referral};
use luotsi_store::{Tx, list::Filter, record::Loaded};
use luotsi_wire::referral::ReferralView;

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    linked::linked_with,
};

/// Handoffs shown at once.
const AT_ONCE: u32 = 20;
/// Open referrals looked through for what needs somebody.
const LOOKED_AT: u32 = 100;
/// The most who came back on one page.
pub const MOST_RETURNED: u32 = 30;
/// For so many days what has ended stays in sight.
const STAYS_DAYS: i64 = 14;
/// People looked at for the good line.
const MOST_MET: u32 = 500;

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

    /// What waits for the caller's desk, in coded facts: who came back, and of what is open whatever needs the
    /// desk or has a task of its, each the most urgent first.
    ///
    /// # Errors
    /// `Forbidden` for whoever is at no desk.
    #[boxed]
    pub async fn waits_for_desk(&self, actor: &Actor, now: Timestamp) -> Result<Vec<ReferralView>> {
        if !actor.is_desk() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let mut page = tx.returned(actor, MOST_RETURNED).await?;
        let filter = Filter {
            open: true,
            limit: LOOKED_AT,
            ..Filter::default()
        };
        let open = tx.list(actor, &filter).await?;
        let is_due = |referral: &Referral| {
            let mut tasks = referral.tasks.iter();
            referral.needs_you(now).is_some()
                || tasks.any(|task| task.holder.organisation == actor.organisation)
        };
        for loaded in open.into_iter().filter(|loaded| is_due(&loaded.referral)) {
            if !page.iter().any(|known| known.referral.id == loaded.referral.id) {
                page.push(loaded);
            }
        }
        self.coded_views(&mut tx, &network, actor, &page, now).await
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
