//! Reading referrals: one, and lists.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, ReferralId},
    referral::words::Status,
};
use luotsi_store::list::{Filter, key};
use luotsi_wire::{referral::ReferralView, validation::Code};
use serde_json::Value;

use crate::{
    Service,
    act::out_of_range,
    boxed,
    error::{Error, Result},
    linked::linked_with,
};

/// The most referrals of one page.
const MOST: u32 = 200;
/// Without a wish.
const USUAL: u32 = 50;

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Only this status.
    pub status: Option<String>,
    /// `me`, `organisation` or `any`.
    pub holder: Option<String>,
    /// Only what is open.
    pub open: bool,
    /// Only what stands still.
    pub stalled: bool,
    /// Only this programme.
    pub programme: Option<String>,
    /// Only this district.
    pub district: Option<String>,
    /// Only this reference.
    pub reference: Option<String>,
    /// `due` (the most urgent first) or `newest`.
    pub sort: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The referrals.
    pub referrals: Vec<ReferralView>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl Service {
    /// Reads one referral as the caller may see it; a view of an identity is logged.
    ///
    /// # Errors
    /// `NotFound` where she may not know it exists.
    #[boxed]
    pub async fn referral(&self, actor: &Actor, id: ReferralId, now: Timestamp) -> Result<ReferralView> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let disclosure =
            luotsi_domain::access::disclose(actor, &loaded.referral, now).ok_or(Error::NotFound)?;
        if !disclosure.identity && !disclosure.words {
            let linked = linked_with(&mut tx, [&loaded.referral]).await?;
            let view = self
                .coded_view(&mut tx, &network, actor, &loaded.referral, &linked, now)
                .await?;
            return view.ok_or(Error::NotFound);
        }
        drop(tx);
        // What opens an identity is written down before it is shown.
        let mut tx = self.store.write().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let view = self.view(&mut tx, &network, actor, &loaded, "view", now).await?;
        tx.commit().await?;
        view.ok_or(Error::NotFound)
    }

    /// Lists what the caller may know, in coded facts.
    ///
    /// # Errors
    /// Where a parameter cannot be so.
    #[boxed]
    pub async fn referrals(
        &self,
        actor: &Actor,
        network: &NetworkId,
        query: &ListQuery,
        now: Timestamp,
    ) -> Result<Listed> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        let network = self.network(network)?;
        let mut filter = filter(actor, query, now)?;
        if let Some(cursor) = &query.cursor {
            filter.after = Some(self.read_cursor(actor, filter.newest, cursor)?);
        }
        let mut tx = self.store.read().await?;
        let mut page = tx.list(actor, &filter).await?;
        let wanted = usize::try_from(filter.limit - 1).unwrap_or(usize::MAX);
        let more = page.len() > wanted;
        page.truncate(wanted);
        let next = page
            .last()
            .filter(|_| more)
            .map(|last| self.write_cursor(actor, &filter, &key(last, filter.newest)));
        let mut referrals = Vec::with_capacity(page.len());
        let linked = linked_with(&mut tx, page.iter().map(|loaded| &loaded.referral)).await?;
        for loaded in &page {
            if let Some(view) = self
                .coded_view(&mut tx, &network, actor, &loaded.referral, &linked, now)
                .await?
                // What she may not see is no way to find it either.
                && !(query.status.is_some() && view.status.is_none())
                && (!query.stalled || view.stalled)
            {
                referrals.push(view);
            }
        }
        Ok(Listed {
            referrals,
            next: next.transpose()?,
        })
    }

    /// A cursor is sealed: opaque, and worth nothing to somebody else.
    pub(crate) fn write_cursor(&self, actor: &Actor, filter: &Filter, key: &(i64, String)) -> Result<String> {
        let text = format!("{}/{}", key.0, key.1);
        let sealed = self
            .keys
            .seal(&cursor_place(actor, filter.newest), text.as_bytes())?;
        Ok(luotsi_store::hex::encode(&sealed))
    }

    pub(crate) fn read_cursor(&self, actor: &Actor, newest: bool, cursor: &str) -> Result<(i64, String)> {
        let wrong = || Error::invalid("/cursor", Code::Invalid);
        let sealed = bytes(cursor).ok_or_else(wrong)?;
        let text = self
            .keys
            .open(&cursor_place(actor, newest), &sealed)
            .map_err(|_| wrong())?;
        let text = std::str::from_utf8(&text).map_err(|_| wrong())?;
        let (at, id) = text.split_once('/').ok_or_else(wrong)?;
        Ok((at.parse().map_err(|_| wrong())?, id.to_owned()))
    }

    /// The handoff schema of a network, to validate by and to draw a form from.
    ///
    /// # Errors
    /// `NotFound` where it is not the caller's network.
    pub fn handoff_schema(&self, actor: &Actor, network: &NetworkId) -> Result<Value> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        let network = self.network(network)?;
        network
            .validator(None)
            .map(|validator| validator.document().clone())
            .ok_or(Error::NotFound)
    }
}

fn cursor_place(actor: &Actor, newest: bool) -> String {
    format!(
        "cursor/{}/{}/{}/{newest}",
        actor.user, actor.network, actor.organisation
    )
}

/// Bytes of a text of hexadecimal digits of any even length.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.len() > 1024 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

/// How many a page has, by what was asked for.
pub(crate) fn page_size(limit: Option<u32>) -> Result<u32> {
    match limit {
        None => Ok(USUAL),
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => Err(Error::InvalidRequest(vec![out_of_range(
            "/limit",
            1,
            MOST.into(),
        )])),
    }
}

fn filter(actor: &Actor, query: &ListQuery, now: Timestamp) -> Result<Filter> {
    let holder = match query.holder.as_deref() {
        None | Some("any") => None,
        Some("me") => Some(actor.user.to_string()),
        Some("organisation") => Some(actor.organisation.to_string()),
        Some(_) => return Err(Error::invalid("/holder", Code::NotInList)),
    };
    if let Some(status) = &query.status
        && status.parse::<Status>().is_err()
    {
        return Err(Error::invalid("/status", Code::NotInList));
    }
    let newest = match query.sort.as_deref() {
        None | Some("due") => false,
        Some("newest") => true,
        Some(_) => return Err(Error::invalid("/sort", Code::NotInList)),
    };
    let limit = page_size(query.limit)?;
    Ok(Filter {
        status: query.status.clone(),
        holder,
        programme: query.programme.clone(),
        district: query.district.clone(),
        reference: query.reference.clone(),
        open: query.open,
        stalled_at: query.stalled.then_some(now),
        newest,
        after: None,
        limit: limit + 1,
    })
}
