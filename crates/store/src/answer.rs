//! What came of questions to programmes: answers, first contacts, ends of support, each with how long it took.
//!
//! The router learns from these. A row has codes and numbers and no identity, but its id begins with that of the
//! referral: until it is forgotten, 365 days after it came and not sooner where the person is erased, it says of
//! that referral how well a programme fitted and how full it was. Of protected persons there is none.

use jiff::Timestamp;
use luotsi_domain::id::NetworkId;

use crate::{Result, Tx};

statements! {
    /// Enters what came of a question.
    ENTER_ANSWER = "INSERT INTO answers (id, network, programme, what, took, at, fit, load)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    /// Reads the latest of a time, the latest first.
    LATEST_ANSWERS = "SELECT programme, what, took, fit, load FROM answers WHERE network = $1 AND at >= $2 AND at < $3
        ORDER BY at DESC, id DESC LIMIT $4";
    /// Forgets what is too old to be learnt from.
    FORGET_ANSWERS = "DELETE FROM answers WHERE network = $1 AND at < $2";
}

row! {
    /// What came of a question, as it is kept.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Came {
        /// The programme's slug.
        pub programme: String,
        /// What came of it, by its code.
        pub what: String,
        /// Milliseconds that it took.
        pub took: i64,
        /// How well the programme fitted, of a thousand; none where it is no answer.
        pub fit: Option<i64>,
        /// How full it was, of a thousand; none where it is no answer, or there is no limit.
        pub load: Option<i64>,
    }
}

impl Tx {
    /// Enters what came of a question; `id` is its own, and entered again it counts once.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_answer(
        &mut self,
        id: &str,
        network: &NetworkId,
        came: &Came,
        at: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_ANSWER)
                .bind(id)
                .bind(network.as_str())
                .bind(came.programme.as_str())
                .bind(came.what.as_str())
                .bind(came.took)
                .bind(at.as_millisecond())
                .bind(came.fit)
                .bind(came.load)
        )?;
        Ok(())
    }

    /// Reads the latest of what came from one instant to before another, the oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn answers(
        &mut self,
        network: &NetworkId,
        from: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Came>> {
        let mut latest: Vec<Came> = on!(self, |c| sqlx::query_as(LATEST_ANSWERS)
            .bind(network.as_str())
            .bind(from.as_millisecond())
            .bind(until.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        latest.reverse();
        Ok(latest)
    }

    /// Forgets what came before an instant.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_answers(&mut self, network: &NetworkId, before: Timestamp) -> Result<u64> {
        execute!(
            self,
            sqlx::query(FORGET_ANSWERS)
                .bind(network.as_str())
                .bind(before.as_millisecond())
        )
    }
}
