//! The list of drafts: one's own first, then what lies in the queue.

use jiff::Timestamp;
use luotsi_domain::{access::Actor, id::NetworkId};
use luotsi_store::draft::{LoadedDraft, Part};
use luotsi_wire::{draft::DraftView, validation::Code};

use super::view;
use crate::{
    Service, boxed,
    error::{Error, Result},
    read::page_size,
};

/// What a list of drafts is asked for.
#[derive(Debug, Clone, Default)]
pub struct DraftQuery {
    /// `mine` or `desk`; both where absent.
    pub whose: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A page of drafts.
#[derive(Debug, Clone)]
pub struct ListedDrafts {
    /// The drafts, in coded facts.
    pub drafts: Vec<DraftView>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl Service {
    /// Lists the caller's drafts, then what lies in the queue of her organisation, each by what is due first.
    ///
    /// # Errors
    /// Where a parameter cannot be so, or the caller keeps no drafts.
    #[boxed]
    pub async fn drafts(
        &self,
        actor: &Actor,
        network: &NetworkId,
        query: &DraftQuery,
        now: Timestamp,
    ) -> Result<ListedDrafts> {
        let network = self.for_drafts(actor, network)?;
        let parts: &[Part] = match query.whose.as_deref() {
            None => &[Part::Own, Part::Queue],
            Some("mine") => &[Part::Own],
            Some("desk") => &[Part::Queue],
            Some(_) => return Err(Error::invalid("/whose", Code::NotInList)),
        };
        let wanted = page_size(query.limit)?;
        let begins = match &query.cursor {
            Some(cursor) => Some(self.read_draft_cursor(actor, cursor)?),
            None => None,
        };
        let mut tx = self.store.read().await?;
        let mut page: Vec<(Part, LoadedDraft)> = Vec::new();
        for part in parts.iter().copied() {
            let after = match &begins {
                Some((Part::Queue, _)) if part == Part::Own => continue,
                Some((begun, key)) if *begun == part => key.clone(),
                Some(_) | None => (i64::MIN, String::new()),
            };
            let room = (wanted + 1).saturating_sub(u32::try_from(page.len()).unwrap_or(u32::MAX));
            let found = tx.drafts(actor, part, &after, room).await?;
            page.extend(found.into_iter().map(|one| (part, one)));
        }
        let most = usize::try_from(wanted).unwrap_or(usize::MAX);
        let more = page.len() > most;
        page.truncate(most);
        let next = match page.last().filter(|_| more) {
            Some((part, last)) => Some(self.write_draft_cursor(actor, *part, last)?),
            None => None,
        };
        let mut drafts = Vec::with_capacity(page.len());
        for (_, loaded) in &page {
            drafts.push(view::draft(&mut tx, &network, &loaded.draft, None, now).await?);
        }
        Ok(ListedDrafts { drafts, next })
    }

    fn write_draft_cursor(&self, actor: &Actor, part: Part, last: &LoadedDraft) -> Result<String> {
        let part = match part {
            Part::Own => "own",
            Part::Queue => "queue",
        };
        let text = format!("{part}/{}/{}", last.draft.due.at.as_millisecond(), last.draft.id);
        let sealed = self.keys.seal(&cursor_place(actor), text.as_bytes())?;
        Ok(luotsi_store::hex::encode(&sealed))
    }

    fn read_draft_cursor(&self, actor: &Actor, cursor: &str) -> Result<(Part, (i64, String))> {
        let wrong = || Error::invalid("/cursor", Code::Invalid);
        let sealed = crate::read::bytes(cursor).ok_or_else(wrong)?;
        let text = self
            .keys
            .open(&cursor_place(actor), &sealed)
            .map_err(|_| wrong())?;
        let text = std::str::from_utf8(&text).map_err(|_| wrong())?;
        let mut parts = text.split('/');
        let (Some(part), Some(at), Some(id), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let part = if part == "own" { Part::Own } else { Part::Queue };
        Ok((part, (at.parse().map_err(|_| wrong())?, id.to_owned())))
    }
}

fn cursor_place(actor: &Actor) -> String {
    format!(
        "cursor/drafts/{}/{}/{}",
        actor.user, actor.network, actor.organisation
    )
}
