//! The ordered feed, for machines and the coordinator: codes and ids, never a word.

use luotsi_domain::{
    access::{self, Actor},
    id::NetworkId,
    referral::words::Role,
};
use luotsi_wire::{answer::FeedEvent, validation::Code};

use crate::{
    Service,
    act::out_of_range,
    boxed,
    error::{Error, Result},
    linked::{named_in, read_linked, shows_link},
    timeline::detail,
};

/// The most events of one page.
const MOST: u32 = 200;
/// Without a wish.
const USUAL: u32 = 100;
/// Transactions in which one request gives places; what is left then is for the next.
const TRANSACTIONS: u32 = 4;

/// A page of the feed.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The events.
    pub events: Vec<FeedEvent>,
    /// Where to go on. What the caller sent where nothing came after it.
    pub next: String,
}

impl Service {
    /// Reads what happened after a cursor, as far as the caller may know it now.
    ///
    /// # Errors
    /// `Forbidden` for whoever is neither machine nor coordinator.
    #[boxed]
    pub async fn feed(
        &self,
        actor: &Actor,
        network: &NetworkId,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> Result<FeedPage> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if !matches!(actor.role, Role::Machine | Role::Coordinator) {
            return Err(Error::Forbidden);
        }
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Error::InvalidRequest(vec![out_of_range(
                "/limit",
                1,
                MOST.into(),
            )]));
        }
        let from = match after {
            Some(cursor) => self.feed_place(actor, cursor)?,
            None => 0,
        };
        self.place_events(network, TRANSACTIONS).await?;
        let mut tx = self.store.read().await?;
        let page = tx.feed(actor, from, limit).await?;
        let others = named_in(page.events.iter().map(|placed| &placed.recorded.event));
        let linked = read_linked(&mut tx, &others).await?;
        drop(tx);
        let next = match after {
            Some(cursor) if page.up_to == from => cursor.to_owned(),
            Some(_) | None => self.feed_cursor(actor, page.up_to)?,
        };
        let events = page
            .events
            .iter()
            .filter(|placed| {
                access::disclose(actor, &placed.referral, placed.recorded.at).is_some_and(|disclosure| {
                    access::shows_event(actor, &placed.referral, disclosure.process, &placed.recorded)
                        && shows_link(actor, &placed.referral, &placed.recorded.event, &linked)
                })
            })
            .map(|placed| FeedEvent {
                referral: placed.referral.id.to_string(),
                reference: placed.referral.reference.clone(),
                seq: placed.recorded.seq,
                at: placed.recorded.at,
                event: placed.recorded.event.name(),
                detail: detail(&placed.recorded.event),
            })
            .collect();
        Ok(FeedPage { events, next })
    }

    /// A cursor is sealed: places that one may not know of, such as those of protected persons, cannot be
    /// counted by it.
    fn feed_cursor(&self, actor: &Actor, place: i64) -> Result<String> {
        let sealed = self
            .keys
            .seal(&cursor_place(actor), place.to_string().as_bytes())?;
        Ok(luotsi_store::hex::encode(&sealed))
    }

    fn feed_place(&self, actor: &Actor, cursor: &str) -> Result<i64> {
        let wrong = || Error::invalid("/after", Code::Invalid);
        let sealed = crate::read::bytes(cursor).ok_or_else(wrong)?;
        let text = self
            .keys
            .open(&cursor_place(actor), &sealed)
            .map_err(|_| wrong())?;
        let text = std::str::from_utf8(&text).map_err(|_| wrong())?;
        text.parse().map_err(|_| wrong())
    }
}

/// A machine's next token goes on where the one before ended.
fn cursor_place(actor: &Actor) -> String {
    format!(
        "feed/{}/{}/{}",
        actor.network,
        actor.organisation,
        actor.role.as_str()
    )
}
