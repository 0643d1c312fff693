//! What each offer was decided by, sealed under the person's key, beside the event that asked.

use luotsi_domain::id::ReferralId;

use crate::{Result, Tx};

statements! {
    /// Keeps what an offer was decided by.
    KEEP_DECISION = "INSERT INTO decisions (referral_id, seq, sealed) VALUES ($1, $2, $3)";
    /// Reads the decisions about a referral, the oldest first.
    READ_DECISIONS = "SELECT seq, sealed FROM decisions WHERE referral_id = $1 ORDER BY seq LIMIT 200";
    /// Forgets the decisions about a referral.
    FORGET_DECISIONS = "DELETE FROM decisions WHERE referral_id = $1";
}

row! {
    /// What an offer was decided by, as it is kept.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SealedDecision {
        /// The number of the first event of the step that asked.
        pub seq: i64,
        /// The decision, sealed.
        pub sealed: Vec<u8>,
    }
}

impl Tx {
    /// Keeps what an offer was decided by.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn keep_decision(&mut self, id: ReferralId, seq: u64, sealed: &[u8]) -> Result<()> {
        execute!(
            self,
            sqlx::query(KEEP_DECISION)
                .bind(id.to_string())
                .bind(i64::try_from(seq).unwrap_or(i64::MAX))
                .bind(sealed)
        )?;
        Ok(())
    }

    /// Reads what the offers of a referral were decided by, the oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn decisions(&mut self, id: ReferralId) -> Result<Vec<SealedDecision>> {
        on!(self, |c| sqlx::query_as(READ_DECISIONS)
            .bind(id.to_string())
            .fetch_all(c)
            .await)
    }

    /// Forgets what the offers of a referral were decided by, once its person is erased.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_decisions(&mut self, id: ReferralId) -> Result<()> {
        execute!(self, sqlx::query(FORGET_DECISIONS).bind(id.to_string()))?;
        Ok(())
    }
}
