//! The history of a referral: its events as the chain covers them, and the sealed texts that came with them.

use luotsi_domain::{id::ReferralId, referral::event::Recorded};

use crate::{Error, Result, Tx};

statements! {
    /// Appends an event.
    APPEND_EVENT = "INSERT INTO events (referral_id, seq, at, name, content, link) VALUES ($1, $2, $3, $4, $5, $6)";
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
        id: ReferralId,
        events: &[Recorded],
        links: &[(String, String)],
    ) -> Result<()> {
        for (recorded, (content, link)) in events.iter().zip(links) {
            execute!(
                self,
                sqlx::query(APPEND_EVENT)
                    .bind(id.to_string())
                    .bind(i64::try_from(recorded.seq).unwrap_or(i64::MAX))
                    .bind(recorded.at.as_millisecond())
                    .bind(recorded.event.name())
                    .bind(content)
                    .bind(link)
            )?;
        }
        Ok(())
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
