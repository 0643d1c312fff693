//! What a network asks itself and what it decided: dated lines about no person, sealed all the same.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::id::{NetworkId, NoteId, UserId};

use crate::{Error, Result, Tx};

statements! {
    /// Enters a line.
    ENTER_NOTE = "INSERT INTO network_notes (id, network, kind, on_day, sealed, user_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Reads the latest lines of a kind, the newest first.
    LATEST_NOTES = "SELECT id, on_day, sealed FROM network_notes WHERE network = $1 AND kind = $2
        ORDER BY on_day DESC, id DESC LIMIT $3";
    /// Takes a line away.
    DELETE_NOTE = "DELETE FROM network_notes WHERE network = $1 AND id = $2";
}

row! {
    struct NoteRow {
        id: String,
        on_day: String,
        sealed: Vec<u8>,
    }
}

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedNote {
    /// Its id.
    pub id: NoteId,
    /// Of which local day.
    pub on: Date,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
}

impl Tx {
    /// Enters a line of a kind.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_note(
        &mut self,
        network: &NetworkId,
        kind: &'static str,
        note: &SealedNote,
        by: UserId,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_NOTE)
                .bind(note.id.to_string())
                .bind(network.as_str())
                .bind(kind)
                .bind(note.on.to_string())
                .bind(&note.sealed)
                .bind(by.to_string())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads the latest lines of a kind, the newest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id or date is none.
    pub async fn latest_notes(
        &mut self,
        network: &NetworkId,
        kind: &'static str,
        limit: u32,
    ) -> Result<Vec<SealedNote>> {
        let rows: Vec<NoteRow> = on!(self, |c| sqlx::query_as(LATEST_NOTES)
            .bind(network.as_str())
            .bind(kind)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                let corrupt = |column| Error::corrupt("network_notes", column, &row.id);
                Ok(SealedNote {
                    id: row.id.parse().map_err(|_| corrupt("id"))?,
                    on: row.on_day.parse().map_err(|_| corrupt("on_day"))?,
                    sealed: row.sealed,
                })
            })
            .collect()
    }

    /// Takes a line away; says whether there was one.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn delete_note(&mut self, network: &NetworkId, note: NoteId) -> Result<bool> {
        let gone = execute!(
            self,
            sqlx::query(DELETE_NOTE)
                .bind(network.as_str())
                .bind(note.to_string())
        )?;
        Ok(gone > 0)
    }
}
