//! The history of a referral: its events as the chain covers them, and the sealed texts that came with them.

use luotsi_domain::{
    id::{NetworkId, ReferralId},
    referral::{Referral, event::Recorded},
};

use crate::{Error, Result, Tx};

statements! {
    /// Appends an event.
    APPEND_EVENT = "INSERT INTO events (referral_id, seq, at, name, content, link) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Notes that an event has no place in the feed yet.
    LEAVE_UNPLACED = "INSERT INTO unplaced (network, at, referral_id, seq) VALUES ($1, $2, $3, $4)";
    /// Reads a page of a network's referrals with the last links of their chains. Nothing is appended to the
    /// network so that they are walked by their ids, and not sorted for every page.
    PAGE_OF_HEADS = "SELECT id, reference, version, head FROM referrals WHERE network || '' = $1 AND id > $2
        ORDER BY id LIMIT $3";
    /// Reads a whole history, oldest first.
    READ_HISTORY = "SELECT seq, at, name, content, link FROM events WHERE referral_id = $1 ORDER BY seq";
    /// Keeps a free text that came with an event.
    KEEP_TEXT = "INSERT INTO texts (referral_id, seq, field, sealed) VALUES ($1, $2, $3, $4)";
    /// Reads the free texts of a referral.
    READ_TEXTS = "SELECT seq, field, sealed FROM texts WHERE referral_id = $1 ORDER BY seq, field";
    /// Forgets the free texts of a referral.
    FORGET_TEXTS = "DELETE FROM texts WHERE referral_id = $1";
}

row! {
    struct EventRow {
        seq: i64,
        at: i64,
        name: String,
        content: String,
        link: String,
    }
}

row! {
    struct HeadRow {
        id: String,
        reference: String,
        version: i64,
        head: String,
    }
}

/// A referral and the last link of its chain.
#[derive(Debug, Clone)]
pub struct Head {
    /// The referral.
    pub id: ReferralId,
    /// Its reference.
    pub reference: String,
    /// How many events it has.
    pub version: u64,
    /// The last link, hex.
    pub head: String,
}

row! {
    struct TextRow {
        seq: i64,
        field: String,
        sealed: Vec<u8>,
    }
}

/// An event as it stands in the table.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Its number in the history.
    pub seq: u64,
    /// When it happened, by its column.
    pub at: i64,
    /// Its name, by its column.
    pub name: String,
    /// What the chain covers.
    pub content: String,
    /// Its link, hex.
    pub link: String,
}

impl StoredEvent {
    /// The event itself.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the content is not one this program wrote.
    pub fn recorded(&self, referral: ReferralId) -> Result<Recorded> {
        serde_json::from_str(&self.content)
            .map_err(|_| Error::corrupt("events", "content", format_args!("{referral}/{}", self.seq)))
    }
}

/// A sealed free text and the event it came with.
#[derive(Debug, Clone)]
pub struct SealedText {
    /// The event's number.
    pub seq: u64,
    /// The field it was sent in.
    pub field: String,
    /// The sealed text.
    pub sealed: Vec<u8>,
}

impl Tx {
    pub(super) async fn append(
        &mut self,
        referral: &Referral,
        events: &[Recorded],
        links: &[(String, String)],
    ) -> Result<()> {
        let id = referral.id.to_string();
        for (recorded, (content, link)) in events.iter().zip(links) {
            let seq = i64::try_from(recorded.seq).unwrap_or(i64::MAX);
            execute!(
                self,
                sqlx::query(LEAVE_UNPLACED)
                    .bind(referral.network.as_str())
                    .bind(recorded.at.as_millisecond())
                    .bind(&id)
                    .bind(seq)
            )?;
            execute!(
                self,
                sqlx::query(APPEND_EVENT)
                    .bind(&id)
                    .bind(seq)
                    .bind(recorded.at.as_millisecond())
                    .bind(recorded.event.name())
                    .bind(content)
                    .bind(link)
            )?;
        }
        Ok(())
    }

    /// Reads a page of a network's referrals with the last links of their chains, by their ids.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where an id is none.
    pub async fn heads_after(
        &mut self,
        network: &NetworkId,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<Head>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<HeadRow> = on!(self, |c| sqlx::query_as(PAGE_OF_HEADS)
            .bind(network.as_str())
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                Ok(Head {
                    id: row
                        .id
                        .parse()
                        .map_err(|_| Error::corrupt("referrals", "id", &row.id))?,
                    reference: row.reference,
                    version: u64::try_from(row.version).unwrap_or_default(),
                    head: row.head,
                })
            })
            .collect()
    }

    /// Reads a whole history, oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn history(&mut self, id: ReferralId) -> Result<Vec<StoredEvent>> {
        let rows: Vec<EventRow> = on!(self, |c| sqlx::query_as(READ_HISTORY)
            .bind(id.to_string())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| StoredEvent {
                seq: u64::try_from(row.seq).unwrap_or_default(),
                at: row.at,
                name: row.name,
                content: row.content,
                link: row.link,
            })
            .collect())
    }

    /// Keeps a sealed free text that came with an event.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn keep_text(&mut self, id: ReferralId, seq: u64, field: &str, sealed: &[u8]) -> Result<()> {
        execute!(
            self,
            sqlx::query(KEEP_TEXT)
                .bind(id.to_string())
                .bind(i64::try_from(seq).unwrap_or(i64::MAX))
                .bind(field)
                .bind(sealed)
        )?;
        Ok(())
    }

    /// Reads the sealed free texts of a referral.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn sealed_texts(&mut self, id: ReferralId) -> Result<Vec<SealedText>> {
        let rows: Vec<TextRow> = on!(self, |c| sqlx::query_as(READ_TEXTS)
            .bind(id.to_string())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| SealedText {
                seq: u64::try_from(row.seq).unwrap_or_default(),
                field: row.field,
                sealed: row.sealed,
            })
            .collect())
    }

    /// Forgets the free texts of a referral whose person is erased.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_texts(&mut self, id: ReferralId) -> Result<()> {
        execute!(self, sqlx::query(FORGET_TEXTS).bind(id.to_string()))?;
        Ok(())
    }
}
