//! How follow-ups ended: how often, and of nobody.

use luotsi_domain::{id::NetworkId, referral::words::CheckResult};

use crate::{Result, Tx};

statements! {
    /// Counts one that ended.
    COUNT_FOLLOW_UP = "INSERT INTO follow_ups (network, month, outcome, times) VALUES ($1, $2, $3, 1)
        ON CONFLICT (network, month, outcome) DO UPDATE SET times = follow_ups.times + 1";
    /// Reads the sums from a month on.
    READ_FOLLOW_UPS = "SELECT outcome, CAST(COALESCE(SUM(times), 0) AS BIGINT) AS times FROM follow_ups
        WHERE network = $1 AND month >= $2 GROUP BY outcome ORDER BY outcome";
}

row! {
    /// How many follow-ups ended so.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FollowUpCount {
        /// What the last check found.
        pub outcome: String,
        /// How many.
        pub times: i64,
    }
}

impl Tx {
    /// Counts a follow-up that ended.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_follow_up(
        &mut self,
        network: &NetworkId,
        month: &str,
        outcome: CheckResult,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(COUNT_FOLLOW_UP)
                .bind(network.as_str())
                .bind(month)
                .bind(outcome.as_str())
        )?;
        Ok(())
    }

    /// Reads how many follow-ups ended how, from a month on.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn follow_ups(&mut self, network: &NetworkId, from: &str) -> Result<Vec<FollowUpCount>> {
        on!(self, |c| sqlx::query_as(READ_FOLLOW_UPS)
            .bind(network.as_str())
            .bind(from)
            .fetch_all(c)
            .await)
    }
}
