//! Safe repetition: a repeated submission finds its first answer for 24 hours.
//!
//! The key is written in the same transaction as the effect. On both engines a second request with the
//! same key waits for the first and then finds its row, so nobody is told to come back later.

use jiff::Timestamp;
use luotsi_domain::id::{ReferralId, UserId};

use crate::{Error, Result, Tx};

statements! {
    /// Enters a key; nothing where it is known. Waits while another transaction enters the same.
    ENTER_KEY = "INSERT INTO idempotency (user_id, key, body, referral_id, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, key) DO NOTHING";
    /// Reads what a key stands for.
    READ_KEY = "SELECT body, referral_id FROM idempotency WHERE user_id = $1 AND key = $2";
    /// Forgets one key that is too old.
    FORGET_KEY = "DELETE FROM idempotency WHERE user_id = $1 AND key = $2 AND created_at <= $3";
    /// Forgets all keys that are too old.
    FORGET_KEYS = "DELETE FROM idempotency WHERE created_at <= $1";
}

row! {
    struct KeyRow {
        body: Vec<u8>,
        referral_id: String,
    }
}

/// What a key turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// New: go on, and commit.
    First,
    /// Known, with the same body: this referral came of it.
    Same(ReferralId),
    /// Known, with another body.
    OtherBody,
}

/// How long a key is kept, in milliseconds.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

impl Tx {
    /// Enters a caller's key for the referral that is about to be made, or finds what it stood for.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn enter_key(
        &mut self,
        user: UserId,
        key: &str,
        body: &[u8; 32],
        referral: ReferralId,
        now: Timestamp,
    ) -> Result<Repeat> {
        let old = now.as_millisecond() - KEPT_MS;
        execute!(
            self,
            sqlx::query(FORGET_KEY).bind(user.to_string()).bind(key).bind(old)
        )?;
        let entered = execute!(
            self,
            sqlx::query(ENTER_KEY)
                .bind(user.to_string())
                .bind(key)
                .bind(&body[..])
                .bind(referral.to_string())
                .bind(now.as_millisecond())
        )?;
        if entered == 1 {
            return Ok(Repeat::First);
        }
        let row: Option<KeyRow> = on!(self, |c| sqlx::query_as(READ_KEY)
            .bind(user.to_string())
            .bind(key)
            .fetch_optional(c)
            .await)?;
        let Some(row) = row else {
            return Err(Error::Conflict);
        };
        if row.body != body {
            return Ok(Repeat::OtherBody);
        }
        let id = row
            .referral_id
            .parse()
            .map_err(|_| Error::corrupt("idempotency", "referral_id", key.len()))?;
        Ok(Repeat::Same(id))
    }

    /// Forgets all keys that are older than a day.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_old_keys(&mut self, now: Timestamp) -> Result<u64> {
        let old = now.as_millisecond() - KEPT_MS;
        execute!(self, sqlx::query(FORGET_KEYS).bind(old))
    }
}
