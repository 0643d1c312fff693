//! What a desk takes into its own archive, and the log of who saw whom.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    id::{LetterId, ReferralId},
    referral::{Referral, Refusal},
};
use luotsi_wire::{
    answer::{ArchiveView, ViewEntry},
    validation::Code,
};

use crate::{
    Network, Service,
    act::{out_of_range, standing},
    boxed,
    error::{Error, Result, refused},
    identity,
    linked::linked_with,
};

/// Views of one page.
const MOST: u32 = 500;
/// Without a wish.
const USUAL: u32 = 200;

/// A page of the log of views.
#[derive(Debug, Clone)]
pub struct ViewsPage {
    /// The views, oldest first.
    pub views: Vec<ViewEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl Service {
    /// The desk's own handoff with what it may see of the road, for its archive. Logged as a view.
    ///
    /// # Errors
    /// `NotFound` where she may not know of it or the person's key is destroyed.
    #[boxed]
    pub async fn archive(&self, actor: &Actor, id: ReferralId, now: Timestamp) -> Result<ArchiveView> {
        let network = self.network(&actor.network)?;
        let history = self.may_archive(actor, id, now).await?;
        // What opens an identity is written down before it is shown.
        let mut tx = self.store.write().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let referral = &loaded.referral;
        access::may_export(actor, referral)
            .map_err(|refusal| said(&network, actor, referral, now, &refusal))?;
        let mut handoff = identity::open(&mut tx, &self.keys, loaded.client)
            .await?
            .ok_or(Error::NotFound)?;
        if referral.protected {
            // Non-disclosure is of where she is before anything else; the city has it where it keeps it.
            handoff.client.address = None;
            handoff.place.district = None;
            handoff.place.postal_code = None;
            handoff.place.place_name = None;
        }
        let linked = linked_with(&mut tx, [referral]).await?;
        let view = self
            .coded_view(&mut tx, &network, actor, referral, &linked, now)
            .await?
            .ok_or(Error::NotFound)?;
        tx.note_view(LetterId::new(self.uuid(now)), id, actor, "export", now)
            .await?;
        tx.commit().await?;
        Ok(ArchiveView {
            exported_at: now,
            handoff: serde_json::to_value(&handoff).map_err(|_| {
                Error::Store(luotsi_store::Error::corrupt("clients", "handoff", loaded.client))
            })?,
            referral: view,
            history,
        })
    }

    /// The history for an archive, once it is clear that there may be one.
    async fn may_archive(
        &self,
        actor: &Actor,
        id: ReferralId,
        now: Timestamp,
    ) -> Result<Vec<luotsi_wire::referral::TimelineEntry>> {
        let network = self.network(&actor.network)?;
        let loaded = self.load(&mut self.store.read().await?, actor, id).await?;
        let referral = &loaded.referral;
        access::may_export(actor, referral)
            .map_err(|refusal| said(&network, actor, referral, now, &refusal))?;
        self.timeline(actor, id, now).await
    }

    /// Who saw the person, in which role, when and by what; oldest first.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know of her, `Forbidden` for others than the desk.
    #[boxed]
    pub async fn views(
        &self,
        actor: &Actor,
        id: ReferralId,
        cursor: Option<&str>,
        limit: Option<u32>,
        now: Timestamp,
    ) -> Result<ViewsPage> {
        let network = self.network(&actor.network)?;
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Error::InvalidRequest(vec![out_of_range(
                "/limit",
                1,
                MOST.into(),
            )]));
        }
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let referral = &loaded.referral;
        access::may_read_views(actor, referral)
            .map_err(|refusal| said(&network, actor, referral, now, &refusal))?;
        let after = cursor.map(|cursor| self.views_place(id, cursor)).transpose()?;
        let mut rows = tx.views_after(id, after, limit + 1).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let next = match rows.last().filter(|_| more) {
            Some(last) => {
                let place = format!("{}/{}", last.at, last.id);
                let sealed = self.keys.seal(&cursor_place(id), place.as_bytes())?;
                Some(luotsi_store::hex::encode(&sealed))
            }
            None => None,
        };
        let views = rows
            .into_iter()
            .map(|row| {
                Ok(ViewEntry {
                    at: Timestamp::from_millisecond(row.at)
                        .map_err(|_| Error::Store(luotsi_store::Error::corrupt("views", "at", &row.id)))?,
                    by: row.name,
                    user: row.user_id,
                    role: row.role,
                    organisation: row.organisation,
                    what: row.what,
                })
            })
            .collect::<Result<_>>()?;
        Ok(ViewsPage { views, next })
    }

    /// The reference of a referral that the caller may know of: nothing of it is opened.
    ///
    /// # Errors
    /// `NotFound` where she may not know of it.
    #[boxed]
    pub async fn reference(&self, actor: &Actor, id: ReferralId) -> Result<String> {
        let mut tx = self.store.read().await?;
        Ok(self.load(&mut tx, actor, id).await?.referral.reference)
    }

    fn views_place(&self, id: ReferralId, cursor: &str) -> Result<(i64, String)> {
        let wrong = || Error::invalid("/cursor", Code::Invalid);
        let sealed = crate::read::bytes(cursor).ok_or_else(wrong)?;
        let text = self.keys.open(&cursor_place(id), &sealed).map_err(|_| wrong())?;
        let text = std::str::from_utf8(&text).map_err(|_| wrong())?;
        let (at, view) = text.split_once('/').ok_or_else(wrong)?;
        Ok((at.parse().map_err(|_| wrong())?, view.to_owned()))
    }
}

fn cursor_place(id: ReferralId) -> String {
    format!("views/{id}")
}

fn said(network: &Network, actor: &Actor, referral: &Referral, now: Timestamp, refusal: &Refusal) -> Error {
    refused(refusal, || standing(network, actor, referral, now))
}
