//! Lists, scoped in SQL to what the reader may know, and what the clock and the board ask for.
//!
//! A page goes by key, never by offset: no repeats and no gaps while rows are added.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, ReferralId},
};

use crate::{Error, Result, Tx, record::Loaded};

/// The rest of every list: who may see protected persons, the filters, the page.
macro_rules! filtered {
    ($scope:literal) => {
        concat!(
            "SELECT id, client_id, head, state FROM referrals WHERE network = $1 AND ",
            $scope,
            " AND (protected = FALSE OR submitter = $3 OR worker = $3 OR deputy = $3)
              AND (CAST($4 AS TEXT) IS NULL OR status = $4)
              AND (CAST($5 AS TEXT) IS NULL OR holder = $5)
              AND (CAST($6 AS TEXT) IS NULL OR programme = $6)
              AND (CAST($7 AS TEXT) IS NULL OR district = $7)
              AND (CAST($8 AS TEXT) IS NULL OR reference = $8)
              AND (CAST($9 AS BIGINT) IS NULL OR due_at <= $9)
              AND (COALESCE(due_at, 9000000000000000) > $10
                   OR (COALESCE(due_at, 9000000000000000) = $10 AND id > $11))
            ORDER BY COALESCE(due_at, 9000000000000000), id LIMIT $12"
        )
    };
}

/// The same, newest first.
macro_rules! newest {
    ($scope:literal) => {
        concat!(
            "SELECT id, client_id, head, state FROM referrals WHERE network = $1 AND ",
            $scope,
            " AND (protected = FALSE OR submitter = $3 OR worker = $3 OR deputy = $3)
              AND (CAST($4 AS TEXT) IS NULL OR status = $4)
              AND (CAST($5 AS TEXT) IS NULL OR holder = $5)
              AND (CAST($6 AS TEXT) IS NULL OR programme = $6)
              AND (CAST($7 AS TEXT) IS NULL OR district = $7)
              AND (CAST($8 AS TEXT) IS NULL OR reference = $8)
              AND (CAST($9 AS BIGINT) IS NULL OR due_at <= $9)
              AND (submitted_at < $10 OR (submitted_at = $10 AND id < $11))
            ORDER BY submitted_at DESC, id DESC LIMIT $12"
        )
    };
}

statements! {
    /// A desk's referrals, the most urgent first.
    LIST_DESK = filtered!("desk = $2");
    /// A partner's referrals, the most urgent first.
    LIST_PARTNER = filtered!("(organisation = $2 OR transfer_to = $2)");
    /// A network's referrals for its coordinator, the most urgent first.
    LIST_NETWORK = filtered!("CAST($2 AS TEXT) IS NOT NULL");
    /// A desk's referrals, the newest first.
    NEWEST_DESK = newest!("desk = $2");
    /// A partner's referrals, the newest first.
    NEWEST_PARTNER = newest!("(organisation = $2 OR transfer_to = $2)");
    /// A network's referrals for its coordinator, the newest first.
    NEWEST_NETWORK = newest!("CAST($2 AS TEXT) IS NOT NULL");
    /// The referrals for which the clock has something to do, in the order of their instants.
    DUE_REFERRALS = "SELECT id FROM referrals WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2";
    /// The next instant at which the clock has something to do.
    NEXT_WAKE = "SELECT MIN(wake_at) AS at FROM referrals WHERE wake_at IS NOT NULL";
    /// Those who wait, oldest first.
    WAITING = "SELECT id FROM referrals WHERE network = $1 AND status = 'waiting' ORDER BY submitted_at, id LIMIT $2";
    /// Counts by status and holder, protected persons aside.
    COUNT_BY_HOLDER = "SELECT status, holder_kind, holder, COUNT(*) AS n,
            CAST(COALESCE(SUM(CASE WHEN due_at <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS stalled
        FROM referrals WHERE network = $1 AND protected = FALSE
        GROUP BY status, holder_kind, holder ORDER BY status, holder_kind, holder";
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
    struct LoadedRow {
        id: String,
        client_id: String,
        head: String,
        state: String,
    }
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

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this status.
    pub status: Option<String>,
    /// Only this holder: an organisation or a user.
    pub holder: Option<String>,
    /// Only this programme.
    pub programme: Option<String>,
    /// Only this district.
    pub district: Option<String>,
    /// Only this reference.
    pub reference: Option<String>,
    /// Only what is past due at this instant.
    pub stalled_at: Option<Timestamp>,
    /// Newest first instead of most urgent first.
    pub newest: bool,
    /// After this key.
    pub after: Option<(i64, String)>,
    /// At most so many.
    pub limit: u32,
}

/// The key of a referral in a list, for the page after it.
#[must_use]
pub fn key(loaded: &Loaded, newest: bool) -> (i64, String) {
    let referral = &loaded.referral;
    let at = if newest {
        referral
            .milestones
            .submitted_at
            .unwrap_or(referral.changed_at)
            .as_millisecond()
    } else {
        referral
            .due()
            .map_or(9_000_000_000_000_000, |due| due.at.as_millisecond())
    };
    (at, referral.id.to_string())
}

impl Tx {
    /// Lists what the actor may know, by a filter.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn list(&mut self, actor: &Actor, filter: &Filter) -> Result<Vec<Loaded>> {
        let sql = match (actor.is_coordinator(), actor.is_desk(), filter.newest) {
            (true, _, false) => LIST_NETWORK,
            (true, _, true) => NEWEST_NETWORK,
            (false, true, false) => LIST_DESK,
            (false, true, true) => NEWEST_DESK,
            (false, false, false) => LIST_PARTNER,
            (false, false, true) => NEWEST_PARTNER,
        };
        let first = if filter.newest {
            (i64::MAX, "~".to_owned())
        } else {
            (i64::MIN, String::new())
        };
        let (at, id) = filter.after.clone().unwrap_or(first);
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(&filter.status)
            .bind(&filter.holder)
            .bind(&filter.programme)
            .bind(&filter.district)
            .bind(&filter.reference)
            .bind(filter.stalled_at.map(Timestamp::as_millisecond))
            .bind(at)
            .bind(&id)
            .bind(i64::from(filter.limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| Loaded::read(&row.id, &row.client_id, row.head, &row.state))
            .collect()
    }

    /// The referrals for which the clock has something to do, in the order of their instants.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn due_referrals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<ReferralId>> {
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(DUE_REFERRALS)
            .bind(now.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        parse_ids(&ids)
    }

    /// The next instant at which the clock has something to do.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn next_wake(&mut self) -> Result<Option<Timestamp>> {
        let at: Option<i64> = on!(self, |c| sqlx::query_scalar(NEXT_WAKE).fetch_one(c).await)?;
        at.map(|ms| Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("referrals", "wake_at", "?")))
            .transpose()
    }

    /// Those who wait in a network, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn waiting(&mut self, network: &NetworkId, limit: u32) -> Result<Vec<ReferralId>> {
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(WAITING)
            .bind(network.as_str())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        parse_ids(&ids)
    }

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

fn parse_ids(ids: &[String]) -> Result<Vec<ReferralId>> {
    ids.iter()
        .map(|id| id.parse().map_err(|_| Error::corrupt("referrals", "id", id)))
        .collect()
}
