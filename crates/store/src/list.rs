//! Lists, scoped in SQL to what the reader may know, and what the clock asks for.
//!
//! A page goes by key, never by offset: no repeats and no gaps while rows are added. Each list walks an
//! index in its own order, so that a page costs the same however long the list has become.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{DraftId, NetworkId, ReferralId},
    referral::words::Status,
};

use crate::{
    Error, Result, Tx,
    record::{Loaded, NEVER},
};

pub(crate) mod count;
pub(crate) mod desk;

pub use count::{DistrictCount, HolderCount, OpenCount, ProtectedCount, StatusCount};
pub use search::{Key, Match, Sealed, Sought};

/// Protected persons are known to the people named on them, and to nobody else.
macro_rules! named {
    () => {
        "(protected = FALSE OR submitter = $3 OR worker = $3 OR deputy = $3 OR transfer_worker = $3
              OR transfer_deputy = $3 OR advisor = $3)"
    };
}

/// Met first and brought in by this partner's own worker, who knows her until her organisation is asked.
macro_rules! brought_in {
    () => {
        "(submitter = $3 AND asked NOT LIKE '%|' || CAST($2 AS TEXT) || '|%')"
    };
}

/// All of a network but protected persons. Who asks does not matter, but each parameter is used.
macro_rules! everybody {
    () => {
        "protected = FALSE AND CAST($2 AS TEXT) IS NOT NULL AND CAST($3 AS TEXT) IS NOT NULL"
    };
}

pub(crate) use {brought_in, everybody, named};

/// What a scope is narrowed to; `$due_key` is the column, with a plus where no index is to be walked by it.
macro_rules! filters {
    ($due_key:literal) => {
        concat!(
            " AND (CAST($4 AS TEXT) IS NULL OR status = $4)
              AND (CAST($5 AS TEXT) IS NULL OR holder = $5)
              AND (CAST($6 AS TEXT) IS NULL OR programme = $6)
              AND (CAST($7 AS TEXT) IS NULL OR district = $7)
              AND (CAST($8 AS TEXT) IS NULL OR reference = $8)
              AND ",
            $due_key,
            " <= COALESCE(CAST($9 AS BIGINT), 9000000000000000)"
        )
    };
}

/// One page of a scope, in the order of an index, which is entered where the page before ended.
macro_rules! page {
    (urgent: $($scope:expr),+) => {
        concat!(
            "SELECT id, client_id, head, state, due_key AS place FROM referrals WHERE network = $1 AND ",
            $($scope,)+ filters!("due_key"), " AND (due_key, id) > ($10, $11)
            ORDER BY due_key, id LIMIT $12"
        )
    };
    (newest: $($scope:expr),+) => {
        concat!(
            "SELECT id, client_id, head, state, -submitted_at AS place FROM referrals WHERE network = $1 AND ",
            $($scope,)+ filters!("+due_key"), " AND (submitted_at, id) < ($10, $11)
            ORDER BY submitted_at DESC, id DESC LIMIT $12"
        )
    };
}

/// One page of a scope of a few, found by an index of the scope and then sorted. The plus keeps SQLite from
/// walking the whole network in the right order instead.
macro_rules! few {
    (urgent: $($scope:expr),+) => {
        concat!(
            "SELECT id, client_id, head, state, due_key AS place FROM referrals WHERE network = $1 AND ",
            $($scope,)+ filters!("+due_key"), " AND (+due_key, id) > ($10, $11)
            ORDER BY +due_key, id LIMIT $12"
        )
    };
    (newest: $($scope:expr),+) => {
        concat!(
            "SELECT id, client_id, head, state, -submitted_at AS place FROM referrals WHERE network = $1 AND ",
            $($scope,)+ filters!("+due_key"), " AND (+submitted_at, id) < ($10, $11)
            ORDER BY +submitted_at DESC, id DESC LIMIT $12"
        )
    };
}

/// A partner's page: whom it has or is asked about, whom it is asked to take over, whom its worker brought
/// in. No referral is in two of them.
macro_rules! partner {
    ($order:ident, $way:literal) => {
        concat!(
            "SELECT id, client_id, head, state, place FROM (
               SELECT id, client_id, head, state, place FROM (",
            page!($order: "organisation = $2 AND ", named!()),
            ") AS held UNION ALL SELECT id, client_id, head, state, place FROM (",
            few!($order: "transfer_to = $2 AND organisation IS DISTINCT FROM $2 AND ", named!()),
            ") AS asked_about UNION ALL SELECT id, client_id, head, state, place FROM (",
            few!($order: brought_in!()),
            ") AS brought_in) AS page ORDER BY place, id ", $way, " LIMIT $12"
        )
    };
}

pub(crate) mod search;

statements! {
    /// A desk's referrals, the most urgent first.
    LIST_DESK = page!(urgent: "desk = $2 AND ", named!());
    /// A desk's referrals, the newest first.
    NEWEST_DESK = page!(newest: "desk = $2 AND ", named!());
    /// A partner's referrals, the most urgent first.
    LIST_PARTNER = partner!(urgent, "ASC");
    /// A partner's referrals, the newest first.
    NEWEST_PARTNER = partner!(newest, "DESC");
    /// A network's referrals for its coordinator, the most urgent first.
    LIST_NETWORK = page!(urgent: everybody!());
    /// A network's referrals for its coordinator, the newest first.
    NEWEST_NETWORK = page!(newest: everybody!());
    /// One referral of a desk by its reference.
    FIND_AT_DESK = page!(urgent: "reference = $8 AND desk = $2 AND ", named!());
    /// One referral of a partner by its reference.
    FIND_AT_PARTNER = page!(urgent: "reference = $8 AND (((organisation = $2 OR transfer_to = $2) AND ", named!(),
        ") OR ", brought_in!(), ")");
    /// One referral of a network by its reference, for its coordinator.
    FIND_IN_NETWORK = page!(urgent: "reference = $8 AND ", everybody!());
    /// Whom a partner is asked to take over, the most urgent first.
    ASKED_TO_TAKE_OVER = concat!("SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND transfer_to = $2 AND organisation IS DISTINCT FROM $2 AND ", named!(),
        " ORDER BY due_key, id LIMIT $4");
    /// The referrals and drafts for which the clock has something to do, in the order of their instants.
    DUE_STEPS = "SELECT of_draft, id FROM (
            SELECT FALSE AS of_draft, id, wake_at FROM (SELECT id, wake_at FROM referrals
                WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2) AS due_referrals
            UNION ALL
            SELECT TRUE AS of_draft, id, wake_at FROM (SELECT id, wake_at FROM drafts
                WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2) AS due_drafts) AS due
        ORDER BY wake_at, id LIMIT $2";
    /// The next instant at which the clock has something to do.
    NEXT_WAKE = "SELECT MIN(at) AS at FROM (
            SELECT MIN(wake_at) AS at FROM referrals WHERE wake_at IS NOT NULL
            UNION ALL SELECT MIN(wake_at) AS at FROM drafts WHERE wake_at IS NOT NULL) AS wakes";
    /// Those of whom nobody may have been in touch yet, oldest first.
    NOT_IN_SUPPORT = "SELECT id AS id, client_id AS client_id, head AS head, state AS state FROM referrals
        WHERE network = $1 AND protected = FALSE
            AND status IN ('offered', 'acknowledged', 'accepted', 'waiting', 'returned')
        ORDER BY submitted_at, id LIMIT $2";
    /// Those who wait, oldest first.
    WAITING = "SELECT id AS id, client_id AS client_id, head AS head, state AS state FROM referrals
        WHERE network = $1 AND status = 'waiting' ORDER BY submitted_at, id LIMIT $2";
    /// Those who came last, the latest first, without the protected.
    CAME_LAST = "SELECT id AS id, client_id AS client_id, head AS head, state AS state FROM referrals
        WHERE network = $1 AND protected = FALSE ORDER BY submitted_at DESC, id DESC LIMIT $2";
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
    struct DueRow {
        of_draft: bool,
        id: String,
    }
}

/// What the clock steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stepped {
    /// A referral.
    Referral(ReferralId),
    /// A draft.
    Draft(DraftId),
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
    /// Only what is open.
    pub open: bool,
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
        referral.due().map_or(NEVER, |due| due.at.as_millisecond())
    };
    (at, referral.id.to_string())
}

impl Filter {
    /// The key after which the page begins.
    fn begins(&self) -> (i64, String) {
        match &self.after {
            Some(after) => after.clone(),
            None if self.newest => (i64::MAX, String::new()),
            None => (i64::MIN, String::new()),
        }
    }

    /// The latest due time that fits. What is open or has a holder is due some time: without saying so, a
    /// page would go through all that is over to find that none of it is.
    fn latest_due(&self) -> Option<i64> {
        let is_open = |status: &String| status.parse().is_ok_and(Status::is_open);
        let open = self.open || self.holder.is_some() || self.status.as_ref().is_some_and(is_open);
        self.stalled_at
            .map(Timestamp::as_millisecond)
            .or(open.then_some(NEVER - 1))
    }
}

impl Tx {
    /// Lists what the actor may know, by a filter.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn list(&mut self, actor: &Actor, filter: &Filter) -> Result<Vec<Loaded>> {
        let find = filter.reference.is_some();
        if find && filter.after.is_some() {
            // A reference is one referral's, so there is no second page.
            return Ok(Vec::new());
        }
        let sql = match (actor.is_coordinator(), actor.is_desk(), actor.is_partner()) {
            (true, ..) if find => FIND_IN_NETWORK,
            (true, ..) if filter.newest => NEWEST_NETWORK,
            (true, ..) => LIST_NETWORK,
            (false, true, _) if find => FIND_AT_DESK,
            (false, true, _) if filter.newest => NEWEST_DESK,
            (false, true, _) => LIST_DESK,
            (false, false, true) if find => FIND_AT_PARTNER,
            (false, false, true) if filter.newest => NEWEST_PARTNER,
            (false, false, true) => LIST_PARTNER,
            // Whose role does not go with the organisation knows of nobody.
            (false, false, false) => return Ok(Vec::new()),
        };
        let (at, id) = if find {
            (i64::MIN, String::new())
        } else {
            filter.begins()
        };
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(&filter.status)
            .bind(&filter.holder)
            .bind(&filter.programme)
            .bind(&filter.district)
            .bind(&filter.reference)
            .bind(filter.latest_due())
            .bind(at)
            .bind(&id)
            .bind(i64::from(filter.limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }

    /// Whom the actor's organisation is asked to take over, as far as she may know of them.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn asked_to_take_over(&mut self, actor: &Actor, limit: u32) -> Result<Vec<Loaded>> {
        let rows: Vec<LoadedRow> = on!(self, |c| sqlx::query_as(ASKED_TO_TAKE_OVER)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        read(rows)
    }

    /// What the clock has something to do for, in the order of their instants.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn due_steps(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Stepped>> {
        let rows: Vec<DueRow> = on!(self, |c| sqlx::query_as(DUE_STEPS)
            .bind(now.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.iter()
            .map(|row| {
                let corrupt = |table| Error::corrupt(table, "id", &row.id);
                Ok(if row.of_draft {
                    Stepped::Draft(row.id.parse().map_err(|_| corrupt("drafts"))?)
                } else {
                    Stepped::Referral(row.id.parse().map_err(|_| corrupt("referrals"))?)
                })
            })
            .collect()
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

    /// Those on their way to support, oldest first, without the protected.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn not_in_support(&mut self, network: &NetworkId, limit: u32) -> Result<Vec<Loaded>> {
        self.first(NOT_IN_SUPPORT, network, limit).await
    }

    /// Those who wait in a network, oldest first, without those whose state cannot be read: they keep no others
    /// from a place.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn waiting(&mut self, network: &NetworkId, limit: u32) -> Result<Vec<Loaded>> {
        self.readable(WAITING, network, limit).await
    }

    /// Those who came last, open or not, the latest first, without the protected and those whose state cannot be
    /// read.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn came_last(&mut self, network: &NetworkId, limit: u32) -> Result<Vec<Loaded>> {
        self.readable(CAME_LAST, network, limit).await
    }

    /// The first rows of a statement that walks a network.
    async fn first(&mut self, sql: &'static str, network: &NetworkId, limit: u32) -> Result<Vec<Loaded>> {
        read(self.rows(sql, network, limit).await?)
    }

    /// Those of them that can be read. Of the others the log says which they are.
    async fn readable(&mut self, sql: &'static str, network: &NetworkId, limit: u32) -> Result<Vec<Loaded>> {
        let rows = self.rows(sql, network, limit).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let loaded = Loaded::read(&row.id, &row.client_id, row.head, &row.state);
                loaded
                    .inspect_err(|error| {
                        tracing::error!(referral.id = row.id, %error, "a referral cannot be read; run `luotsi verify`");
                    })
                    .ok()
            })
            .collect())
    }

    async fn rows(&mut self, sql: &'static str, network: &NetworkId, limit: u32) -> Result<Vec<LoadedRow>> {
        Ok(on!(self, |c| sqlx::query_as(sql)
            .bind(network.as_str())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?)
    }
}

fn read(rows: Vec<LoadedRow>) -> Result<Vec<Loaded>> {
    rows.into_iter()
        .map(|row| Loaded::read(&row.id, &row.client_id, row.head, &row.state))
        .collect()
}
