//! Watches: the one task a desk has for all whom a partner has while nobody there is at work.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    id::{LetterId, NetworkId, OrganisationId, UserId, WatchId},
    notice::NoticeKind,
    referral::{
        Referral,
        words::{Role, Status},
    },
};
use luotsi_store::{Tx, announcement::NewAnnouncement, record::Loaded, watch::Watch};
use luotsi_wire::answer::{WatchView, WatchedView};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    notify::same_day,
    step::Step,
};

/// The most watches of one list, and the most people on them.
const MOST: u32 = 200;
const MOST_PEOPLE: u32 = 2000;
/// Watches told in one go.
const AT_ONCE: u32 = 50;

impl Service {
    /// The watches of the caller's desk, or, for the coordinator, of the network.
    ///
    /// # Errors
    /// `Forbidden` for a partner, `NotFound` where it is not the caller's network.
    #[boxed]
    pub async fn watches(
        &self,
        actor: &Actor,
        network: &NetworkId,
        now: Timestamp,
    ) -> Result<Vec<WatchView>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        let (desk, submitter) = scope(actor)?;
        let network = self.network(network)?;
        let id = &network.definition.network;
        let mut tx = self.store.read().await?;
        let watches = tx.watches(id, desk, submitter, MOST).await?;
        let people = if watches.is_empty() {
            Vec::new()
        } else {
            tx.watched(id, desk, submitter, MOST_PEOPLE).await?
        };
        Ok(watches
            .iter()
            .map(|watch| view(actor, watch, &people, now))
            .collect())
    }

    /// These people are told. Once more says the same.
    ///
    /// # Errors
    /// `NotFound` for a watch of another desk, `Forbidden` for whoever is at none.
    #[boxed]
    pub async fn watch_done(&self, actor: &Actor, watch: WatchId, now: Timestamp) -> Result<WatchView> {
        let mut tx = self.store.write().await?;
        let found = tx.watch(watch).await?.ok_or(Error::NotFound)?;
        let seen = match scope(actor) {
            Ok((desk, submitter)) => {
                found.network == actor.network
                    && desk.is_none_or(|desk| *desk == found.desk)
                    && (found.submitter.is_none() || found.submitter == submitter)
            }
            Err(_) => false,
        };
        if !seen {
            return Err(if actor.is_partner() {
                Error::Forbidden
            } else {
                Error::NotFound
            });
        }
        if !actor.is_desk() {
            return Err(Error::Forbidden);
        }
        tx.watch_done(watch, actor.user, now).await?;
        for kind in [NoticeKind::WatchOpened, NoticeKind::WatchReminder] {
            tx.take_back_announcement(&watch.to_string(), kind.as_str())
                .await?;
        }
        let done = tx.watch(watch).await?.ok_or(Error::NotFound)?;
        let people = tx
            .watched(&done.network, Some(&done.desk), done.submitter, MOST_PEOPLE)
            .await?;
        tx.commit().await?;
        Ok(view(actor, &done, &people, now))
    }

    /// Keeps the watches equal to whom desks stand in for: opened with the first, ended with the last.
    pub(crate) async fn keep_watch(
        &self,
        tx: &mut Tx,
        step: &Step<'_>,
        before: Option<&Referral>,
        after: &Referral,
    ) -> Result<()> {
        let was = before.filter(|before| before.watched_by().is_some());
        let Some(desk) = after.watched_by() else {
            if was.is_some() {
                tx.take_off_watch(after.id, step.now).await?;
            }
            return Ok(());
        };
        let (Some(cover), Some((_, organisation))) = (&after.cover, after.programme()) else {
            return Ok(());
        };
        if was.is_some_and(|was| was.cover.as_ref() == Some(cover)) {
            return Ok(());
        }
        let days = &step.network.days;
        // Of a protected person only whoever submitted knows, so hers is a watch of its own.
        let submitter = after.protected.then_some(after.submitter);
        let known = tx
            .find_watch(&after.network, desk, organisation, submitter)
            .await?;
        let watch = if let Some(known) = known {
            known
        } else {
            let watch = Watch {
                id: WatchId::new(self.uuid(step.now)),
                network: after.network.clone(),
                organisation: organisation.clone(),
                desk: desk.clone(),
                submitter,
                from: days.date_of(step.at),
                until: cover.until,
                due: days.after(step.at, 1),
                done_at: None,
            };
            tx.open_watch(&watch, step.now).await?;
            let slot = same_day(days, step.at);
            self.tell_watch(tx, step.network, &watch, NoticeKind::WatchOpened, slot, step.now)
                .await?;
            watch.id
        };
        tx.put_on_watch(after.id, watch, cover.until).await?;
        Ok(())
    }

    /// The clock's part: a watch past due is told once more, to the same desk.
    pub(crate) async fn tell_watches(&self, edge: Timestamp, now: Timestamp) -> Result<u32> {
        let due = self.store.read().await?.due_watches(edge, AT_ONCE).await?;
        let mut told = 0;
        for id in due {
            let mut tx = self.store.write().await?;
            if let Some(watch) = tx.watch(id).await?
                && tx.watch_told(id).await?
            {
                let network = self.network(&watch.network)?;
                let slot = network.days.digest_after(watch.due);
                self.tell_watch(&mut tx, &network, &watch, NoticeKind::WatchReminder, slot, now)
                    .await?;
                tx.commit().await?;
                told += 1;
            }
        }
        Ok(told)
    }

    async fn tell_watch(
        &self,
        tx: &mut Tx,
        network: &Network,
        watch: &Watch,
        kind: NoticeKind,
        slot: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        let everybody = tx
            .told_at(&watch.network, &watch.desk, [Role::Advisor, Role::Lead])
            .await?;
        let told = everybody
            .into_iter()
            .filter(|user| watch.submitter.is_none_or(|submitter| submitter == *user));
        // Of protected persons a letter does not even name the organisation.
        let detail = if watch.submitter.is_some() {
            String::new()
        } else {
            watch.organisation.to_string()
        };
        for user in told {
            let about = watch.id.to_string();
            self.announce(tx, network, user, kind, about, detail.clone(), slot, now)
                .await?;
        }
        Ok(())
    }

    /// Enters an announcement into somebody's digest.
    #[allow(
        clippy::too_many_arguments,
        reason = "what an announcement is made of, each from another place"
    )]
    pub(crate) async fn announce(
        &self,
        tx: &mut Tx,
        network: &Network,
        user: UserId,
        kind: NoticeKind,
        about: String,
        detail: String,
        slot: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        let new = NewAnnouncement {
            id: LetterId::new(self.uuid(now)),
            letter: LetterId::new(self.uuid(now)),
            user,
            network: network.definition.network.clone(),
            kind: kind.as_str(),
            about,
            detail,
            slot,
        };
        Ok(tx.enter_announcement(&new, now).await?)
    }
}

/// Whose watches somebody may see: those of her desk, or, of the coordinator, all but protected persons'.
fn scope(actor: &Actor) -> Result<(Option<&OrganisationId>, Option<UserId>)> {
    if actor.is_coordinator() {
        Ok((None, None))
    } else if actor.is_desk() {
        Ok((Some(&actor.organisation), Some(actor.user)))
    } else {
        Err(Error::Forbidden)
    }
}

fn view(actor: &Actor, watch: &Watch, people: &[(WatchId, Loaded)], now: Timestamp) -> WatchView {
    let on = people.iter().filter(|(id, _)| *id == watch.id);
    let referrals: Vec<WatchedView> = on
        .filter_map(|(_, loaded)| {
            let referral = &loaded.referral;
            let relation = access::relation(actor, referral)?;
            Some(WatchedView {
                id: referral.id.to_string(),
                reference: referral.reference.clone(),
                status: access::status_seen(relation, referral).map(Status::as_str),
            })
        })
        .collect();
    WatchView {
        id: watch.id.to_string(),
        organisation: watch.organisation.to_string(),
        desk: watch.desk.to_string(),
        from: watch.from,
        until: watch.until,
        due_at: watch.due,
        stalled: watch.done_at.is_none() && now >= watch.due,
        done_at: watch.done_at,
        count: referrals.len(),
        referrals,
    }
}
