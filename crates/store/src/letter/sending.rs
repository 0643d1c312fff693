//! Sending letters: whoever tries leases first, so that two never send the same one at once.

use jiff::Timestamp;
use luotsi_domain::id::LetterId;

use crate::{Error, Result, Tx};

statements! {
    /// Leases letters that are due. The outer conditions are repeated on purpose: without them
    /// PostgreSQL leases a letter twice.
    LEASE_LETTERS = "UPDATE letters SET lease_until = $2, tries = tries + 1
        WHERE sent_at IS NULL AND dead_at IS NULL AND send_at <= $1 AND lease_until <= $1
          AND id IN (SELECT id FROM letters WHERE sent_at IS NULL AND dead_at IS NULL AND send_at <= $1
                     AND lease_until <= $1 ORDER BY send_at, id LIMIT $3)
        RETURNING id AS id";
    /// Keeps a letter longer, for as long as nobody else has it.
    RENEW_LEASE = "UPDATE letters SET lease_until = $3
        WHERE id = $1 AND lease_until = $2 AND sent_at IS NULL AND dead_at IS NULL";
    /// A letter is sent, whatever was thought of it meanwhile.
    LETTER_SENT = "UPDATE letters SET sent_at = $2, dead_at = NULL, lease_until = 0, failure = NULL
        WHERE id = $1 AND sent_at IS NULL";
    /// A letter is tried again later; where a working server put it off, since when.
    LETTER_LATER = "UPDATE letters SET send_at = $2, lease_until = 0, failure = $3,
            refused_since = COALESCE(refused_since, CAST($4 AS BIGINT))
        WHERE id = $1 AND sent_at IS NULL AND dead_at IS NULL";
    /// The next instant at which a letter can be leased.
    NEXT_LETTER = "SELECT MIN(CASE WHEN lease_until > send_at THEN lease_until ELSE send_at END) AS at
        FROM letters WHERE sent_at IS NULL AND dead_at IS NULL";
}

impl Tx {
    /// Leases up to `limit` letters that are due, until an instant.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn lease_letters(
        &mut self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<LetterId>> {
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(LEASE_LETTERS)
            .bind(now.as_millisecond())
            .bind(until.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        let mut ids = ids
            .iter()
            .map(|id| id.parse().map_err(|_| Error::corrupt("letters", "id", id)))
            .collect::<Result<Vec<LetterId>>>()?;
        ids.sort();
        Ok(ids)
    }

    /// Keeps a leased letter longer; says whether it is still the caller's.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn renew_lease(&mut self, id: LetterId, from: Timestamp, until: Timestamp) -> Result<bool> {
        let renewed = execute!(
            self,
            sqlx::query(RENEW_LEASE)
                .bind(id.to_string())
                .bind(from.as_millisecond())
                .bind(until.as_millisecond())
        )?;
        Ok(renewed > 0)
    }

    /// Notes that a letter is sent.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn letter_sent(&mut self, id: LetterId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(LETTER_SENT)
                .bind(id.to_string())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Notes that a letter is tried again later, why as a code, and where a working server put it off, since
    /// when that is so at the latest.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn letter_later(
        &mut self,
        id: LetterId,
        at: Timestamp,
        failure: &str,
        refused: Option<Timestamp>,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(LETTER_LATER)
                .bind(id.to_string())
                .bind(at.as_millisecond())
                .bind(failure)
                .bind(refused.map(Timestamp::as_millisecond))
        )?;
        Ok(())
    }

    /// The next instant at which a letter can be leased: it is due, and nobody is sending it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn next_letter(&mut self) -> Result<Option<Timestamp>> {
        let at: Option<i64> = on!(self, |c| sqlx::query_scalar(NEXT_LETTER).fetch_one(c).await)?;
        at.map(|ms| Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("letters", "send_at", "?")))
            .transpose()
    }
}
