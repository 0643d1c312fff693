//! What an advisor's own page shows beside the lists: her own handoffs, what waits for her desk, and who was met
//! lately.

use jiff::Timestamp;
use luotsi_domain::access::Actor;

use super::{LoadedRow, named, read};
use crate::{
    Result, Tx,
    record::{Loaded, NEVER},
};

statements! {
    /// Whom somebody handed over herself: what is open, and what has ended since an instant. The latest first.
    OWN_HANDOFFS = "SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND desk = $2 AND submitter = $3 AND (due_key < $4 OR changed_at >= $5)
        ORDER BY changed_at DESC, id DESC LIMIT $6";
    /// Who came back to a desk, the most urgent first.
    RETURNED = concat!("SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND desk = $2 AND status = 'returned' AND ", named!(),
        " ORDER BY due_key, id LIMIT $4");
    /// Who waits longer than was meant, at the desk she came from, the longest overdue first.
    WAITS_TOO_LONG = concat!("SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND desk = $2 AND status = 'waiting' AND due_key <= $4 AND ", named!(),
        " ORDER BY due_key, id LIMIT $5");
    /// On whose roads a desk has a task itself, that which is due first in front.
    DESK_TASKS = concat!("SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND desk = $2 AND desk_task_at IS NOT NULL AND ", named!(),
        " ORDER BY desk_task_at, id LIMIT $4");
    /// The people of a desk who are supported and with whom something happened since an instant; protected
    /// persons are in no count.
    SUPPORTED_SINCE = "SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND desk = $2 AND due_key < $3 AND status = 'in_support' AND changed_at >= $4
          AND protected = FALSE
        ORDER BY due_key, id LIMIT $5";
}

impl Tx {
    /// Whom somebody of a desk handed over herself: what is open, and what has ended since `since`.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] where a stored state is none.
    pub async fn own_handoffs(&mut self, actor: &Actor, since: Timestamp, limit: u32) -> Result<Vec<Loaded>> {
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(OWN_HANDOFFS)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(NEVER)
            .bind(since.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }

    /// Who came back to the desk of whoever asks, the most urgent first.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] where a stored state is none.
    pub async fn returned(&mut self, actor: &Actor, limit: u32) -> Result<Vec<Loaded>> {
        self.at_desk(RETURNED, actor, limit).await
    }

    /// Who waits at `now` longer than was meant, of the desk of whoever asks, the longest overdue first.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] where a stored state is none.
    pub async fn waits_too_long(&mut self, actor: &Actor, now: Timestamp, limit: u32) -> Result<Vec<Loaded>> {
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(WAITS_TOO_LONG)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(now.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }

    /// On whose open roads the desk of whoever asks has a task itself, that which is due first in front.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] where a stored state is none.
    pub async fn desk_tasks(&mut self, actor: &Actor, limit: u32) -> Result<Vec<Loaded>> {
        self.at_desk(DESK_TASKS, actor, limit).await
    }

    /// The first rows of a statement that walks a desk, in the sight of whoever asks.
    async fn at_desk(&mut self, sql: &'static str, actor: &Actor, limit: u32) -> Result<Vec<Loaded>> {
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }

    /// The people of a desk who are supported and with whom something happened since `since`.
    ///
    /// # Errors
    /// [`crate::Error::Corrupt`] where a stored state is none.
    pub async fn supported_since(
        &mut self,
        actor: &Actor,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Loaded>> {
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(SUPPORTED_SINCE)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(NEVER)
            .bind(since.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }
}
