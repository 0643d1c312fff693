//! What happened in a network, counted: each count a row of its own when it comes, added up later.
//!
//! A sum that every submission added to would make all of them wait for each other. So a step only enters
//! rows nobody else touches, whoever reads adds what is not yet in the sums, and the clock moves it there.

use std::collections::BTreeMap;

use luotsi_domain::id::NetworkId;

use crate::{Result, Tx};

statements! {
    /// Enters one count.
    ENTER_TALLY = "INSERT INTO tallies (id, network, month, what, key, times) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO NOTHING";
    /// Takes a few counts out, to be added to the sums. Who comes second finds them gone.
    TAKE_TALLIES = "DELETE FROM tallies WHERE id IN (SELECT id FROM tallies ORDER BY id LIMIT $1)
        RETURNING network AS network, month AS month, what AS what, key AS key, times AS times";
    /// Adds to a sum.
    ADD_TO_FIGURE = "INSERT INTO figures (network, month, what, key, times) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (network, month, what, key) DO UPDATE SET times = figures.times + excluded.times";
    /// Reads the sums of some months, with what is not in them yet.
    READ_FIGURES = "SELECT what, key, CAST(SUM(times) AS BIGINT) AS times FROM (
            SELECT what, key, times FROM figures WHERE network = $1 AND month >= $2 AND month <= $3
            UNION ALL
            SELECT what, key, times FROM tallies WHERE network = $1 AND month >= $2 AND month <= $3
        ) AS counted GROUP BY what, key ORDER BY what, key";
    /// Reads the sums of one thing by month.
    READ_MONTHS = "SELECT month, key, CAST(SUM(times) AS BIGINT) AS times FROM (
            SELECT month, key, times FROM figures
            WHERE network = $1 AND month >= $2 AND month <= $3 AND what = $4
            UNION ALL
            SELECT month, key, times FROM tallies
            WHERE network = $1 AND month >= $2 AND month <= $3 AND what = $4
        ) AS counted GROUP BY month, key ORDER BY month, key";
}

row! {
    struct TallyRow {
        network: String,
        month: String,
        what: String,
        key: String,
        times: i64,
    }
}

row! {
    /// How often something happened in a month.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Monthly {
        /// The local month, `2026-11`.
        pub month: String,
        /// Of which kind.
        pub key: String,
        /// How often.
        pub times: i64,
    }
}

row! {
    /// How often something happened.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Figure {
        /// What.
        pub what: String,
        /// Of which kind.
        pub key: String,
        /// How often.
        pub times: i64,
    }
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The local month it counts in, `2026-11`.
    pub month: String,
    /// What.
    pub what: &'static str,
    /// Of which kind.
    pub key: String,
    /// How many at once.
    pub times: i64,
}

impl Tx {
    /// Enters one count; `id` is its own, and entered again it counts once.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_tally(&mut self, id: &str, network: &NetworkId, tally: &Tally) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_TALLY)
                .bind(id)
                .bind(network.as_str())
                .bind(&tally.month)
                .bind(tally.what)
                .bind(&tally.key)
                .bind(tally.times)
        )?;
        Ok(())
    }

    /// Adds up to `limit` counts to the sums; says how many.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn add_up(&mut self, limit: u32) -> Result<usize> {
        let taken: Vec<TallyRow> = on!(self, |c| sqlx::query_as(TAKE_TALLIES)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        let count = taken.len();
        // In one order, whoever adds.
        let mut sums: BTreeMap<(String, String, String, String), i64> = BTreeMap::new();
        for row in taken {
            *sums
                .entry((row.network, row.month, row.what, row.key))
                .or_default() += row.times;
        }
        for ((network, month, what, key), times) in sums {
            execute!(
                self,
                sqlx::query(ADD_TO_FIGURE)
                    .bind(&network)
                    .bind(&month)
                    .bind(&what)
                    .bind(&key)
                    .bind(times)
            )?;
        }
        Ok(count)
    }

    /// Reads how often what happened from one month to another.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn figures(&mut self, network: &NetworkId, from: &str, to: &str) -> Result<Vec<Figure>> {
        on!(self, |c| sqlx::query_as(READ_FIGURES)
            .bind(network.as_str())
            .bind(from)
            .bind(to)
            .fetch_all(c)
            .await)
    }

    /// Reads how often something happened in each month from one to another.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn months(
        &mut self,
        network: &NetworkId,
        from: &str,
        to: &str,
        what: &str,
    ) -> Result<Vec<Monthly>> {
        on!(self, |c| sqlx::query_as(READ_MONTHS)
            .bind(network.as_str())
            .bind(from)
            .bind(to)
            .bind(what)
            .fetch_all(c)
            .await)
    }
}
