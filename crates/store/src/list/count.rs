//! How many stand where: the figures of the board and of the gauges.

use jiff::Timestamp;
use luotsi_domain::id::NetworkId;

use crate::{Result, Tx};

statements! {
    /// Counts by status and holder, protected persons aside.
    COUNT_BY_HOLDER = "SELECT status, holder_kind, holder, COUNT(*) AS n,
            CAST(COALESCE(SUM(CASE WHEN due_at <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS stalled
        FROM referrals WHERE network = $1 AND protected = FALSE
        GROUP BY status, holder_kind, holder ORDER BY status, holder_kind, holder";
    /// Counts what is open by status, kind of holder and organisation, protected persons aside.
    COUNT_OPEN = "SELECT status, holder_kind, organisation, COUNT(*) AS n,
            CAST(COALESCE(SUM(CASE WHEN due_at <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS stalled
        FROM referrals WHERE network = $1 AND protected = FALSE AND due_at IS NOT NULL
        GROUP BY status, holder_kind, organisation ORDER BY status, holder_kind, organisation";
    /// The two numbers of protected persons: open and stalled.
    COUNT_PROTECTED = "SELECT COUNT(*) AS open, CAST(COALESCE(SUM(CASE WHEN due_at <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
            AS stalled FROM referrals WHERE network = $1 AND protected = TRUE AND status NOT IN ('stable', 'closed')";
    /// Counts all referrals by status, for the gauges.
    COUNT_BY_STATUS = "SELECT status, COUNT(*) AS n,
            CAST(COALESCE(SUM(CASE WHEN due_at <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS stalled
        FROM referrals GROUP BY status ORDER BY status";
    /// The waiting nobody could take, by district, for the coordinator.
    UNMET = "SELECT COALESCE(district, '') AS district, COUNT(*) AS n FROM referrals
        WHERE network = $1 AND status = 'waiting' AND protected = FALSE GROUP BY district ORDER BY district";
}

row! {
    /// How many stand where, and how many of them stand still.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HolderCount {
        /// The status.
        pub status: String,
        /// The kind of holder.
        pub holder_kind: String,
        /// Organisation or user.
        pub holder: Option<String>,
        /// How many.
        pub n: i64,
        /// How many of them are past due.
        pub stalled: i64,
    }
}

row! {
    /// How many open ones stand where, with whom, and how many of them stand still.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OpenCount {
        /// The status.
        pub status: String,
        /// The kind of holder.
        pub holder_kind: String,
        /// The partner that has them or is asked.
        pub organisation: Option<String>,
        /// How many.
        pub n: i64,
        /// How many of them are past due.
        pub stalled: i64,
    }
}

row! {
    /// Protected persons: two numbers and nothing else.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct ProtectedCount {
        /// Open.
        pub open: i64,
        /// Past due.
        pub stalled: i64,
    }
}

row! {
    /// How many of a status.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StatusCount {
        /// The status.
        pub status: String,
        /// How many.
        pub n: i64,
        /// How many of them are past due.
        pub stalled: i64,
    }
}

row! {
    /// How many wait in a district.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DistrictCount {
        /// District code; empty where not known.
        pub district: String,
        /// How many.
        pub n: i64,
    }
}

impl Tx {
    /// Counts by status and holder, protected persons aside.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_by_holder(&mut self, network: &NetworkId, now: Timestamp) -> Result<Vec<HolderCount>> {
        on!(self, |c| sqlx::query_as(COUNT_BY_HOLDER)
            .bind(network.as_str())
            .bind(now.as_millisecond())
            .fetch_all(c)
            .await)
    }

    /// Counts what is open, protected persons aside: as much work as there is open, however much is over.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_open(&mut self, network: &NetworkId, now: Timestamp) -> Result<Vec<OpenCount>> {
        on!(self, |c| sqlx::query_as(COUNT_OPEN)
            .bind(network.as_str())
            .bind(now.as_millisecond())
            .fetch_all(c)
            .await)
    }

    /// Counts protected persons.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_protected(&mut self, network: &NetworkId, now: Timestamp) -> Result<ProtectedCount> {
        on!(self, |c| sqlx::query_as(COUNT_PROTECTED)
            .bind(network.as_str())
            .bind(now.as_millisecond())
            .fetch_one(c)
            .await)
    }

    /// Counts all referrals by status, for the gauges.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_by_status(&mut self, now: Timestamp) -> Result<Vec<StatusCount>> {
        on!(self, |c| sqlx::query_as(COUNT_BY_STATUS)
            .bind(now.as_millisecond())
            .fetch_all(c)
            .await)
    }

    /// Counts who waits, by district.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn unmet(&mut self, network: &NetworkId) -> Result<Vec<DistrictCount>> {
        on!(self, |c| sqlx::query_as(UNMET)
            .bind(network.as_str())
            .fetch_all(c)
            .await)
    }
}
