//! Watches: nobody of a partner is there, and a desk has one task for all whom the partner has.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::id::{NetworkId, OrganisationId, ReferralId, UserId, WatchId};

use crate::{Error, Result, Tx, record::Loaded};

statements! {
    /// Finds the watch that is open already.
    FIND_WATCH = "SELECT id FROM watches WHERE network = $1 AND desk = $2 AND organisation = $3 AND submitter = $4
        AND done_at IS NULL ORDER BY opened_at DESC, id DESC LIMIT 1";
    /// Opens a watch.
    OPEN_WATCH = "INSERT INTO watches (id, network, organisation, desk, submitter, from_on, until_on, due_at, opened_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Lets a watch last as long as the longest absence.
    EXTEND_WATCH = "UPDATE watches SET until_on = $2 WHERE id = $1 AND until_on < $2";
    /// Puts a referral on a watch, and on no other.
    PUT_ON_WATCH = "INSERT INTO watched (referral_id, watch_id) VALUES ($1, $2)
        ON CONFLICT (referral_id) DO UPDATE SET watch_id = excluded.watch_id";
    /// Reads the desk on whose watch a referral is.
    WATCHING = "SELECT watches.desk AS desk FROM watched JOIN watches ON watches.id = watched.watch_id
        WHERE watched.referral_id = $1";
    /// Takes a referral off its watch.
    TAKE_OFF_WATCH = "DELETE FROM watched WHERE referral_id = $1 RETURNING watch_id AS watch_id";
    /// A watch without anybody on it is over.
    END_EMPTY_WATCH = "UPDATE watches SET done_at = $2 WHERE id = $1 AND done_at IS NULL
        AND NOT EXISTS (SELECT 1 AS one FROM watched WHERE watched.watch_id = watches.id)";
    /// Reads a watch.
    READ_WATCH = "SELECT id, network, organisation, desk, submitter, from_on, until_on, due_at, done_at
        FROM watches WHERE id = $1";
    /// Reads the watches of a desk, or of a network, that somebody is on.
    READ_WATCHES = "SELECT id, network, organisation, desk, submitter, from_on, until_on, due_at, done_at
        FROM watches WHERE network = $1 AND (CAST($2 AS TEXT) IS NULL OR desk = $2) AND submitter IN ('', $3)
          AND EXISTS (SELECT 1 AS one FROM watched WHERE watched.watch_id = watches.id)
        ORDER BY opened_at, id LIMIT $4";
    /// Reads who is on the watches of a desk, or of a network.
    READ_WATCHED = "SELECT watched.watch_id AS watch_id, referrals.id AS id, referrals.client_id AS client_id,
            referrals.head AS head, referrals.state AS state
        FROM watches JOIN watched ON watched.watch_id = watches.id
            JOIN referrals ON referrals.id = watched.referral_id
        WHERE watches.network = $1 AND (CAST($2 AS TEXT) IS NULL OR watches.desk = $2)
          AND watches.submitter IN ('', $3)
        ORDER BY watched.watch_id, watched.referral_id LIMIT $4";
    /// These people are told.
    WATCH_DONE = "UPDATE watches SET done_at = $2, done_by = $3 WHERE id = $1 AND done_at IS NULL";
    /// The watches that are past due, and nobody was told so.
    DUE_WATCHES = "SELECT id FROM watches WHERE told = FALSE AND done_at IS NULL AND due_at <= $1
        ORDER BY due_at, id LIMIT $2";
    /// The next instant at which a watch is past due.
    NEXT_WATCH = "SELECT MIN(due_at) AS at FROM watches WHERE told = FALSE AND done_at IS NULL";
    /// Somebody was told.
    WATCH_TOLD = "UPDATE watches SET told = TRUE WHERE id = $1 AND told = FALSE AND done_at IS NULL";
}

row! {
    struct WatchRow {
        id: String,
        network: String,
        organisation: String,
        desk: String,
        submitter: String,
        from_on: String,
        until_on: String,
        due_at: i64,
        done_at: Option<i64>,
    }
}

row! {
    struct WatchedRow {
        watch_id: String,
        id: String,
        client_id: String,
        head: String,
        state: String,
    }
}

/// A desk's one task for all whom a partner has while nobody there is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Its id.
    pub id: WatchId,
    /// Its network.
    pub network: NetworkId,
    /// The partner.
    pub organisation: OrganisationId,
    /// The desk.
    pub desk: OrganisationId,
    /// Of protected persons: the only one at the desk who knows of them.
    pub submitter: Option<UserId>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// By when these people are told.
    pub due: Timestamp,
    /// When they were, or when it was over.
    pub done_at: Option<Timestamp>,
}

impl Tx {
    /// Finds the watch that is open for a partner at a desk.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn find_watch(
        &mut self,
        network: &NetworkId,
        desk: &OrganisationId,
        organisation: &OrganisationId,
        submitter: Option<UserId>,
    ) -> Result<Option<WatchId>> {
        let id: Option<String> = on!(self, |c| sqlx::query_scalar(FIND_WATCH)
            .bind(network.as_str())
            .bind(desk.as_str())
            .bind(organisation.as_str())
            .bind(of_submitter(submitter))
            .fetch_optional(c)
            .await)?;
        id.as_deref().map(watch_id).transpose()
    }

    /// Opens a watch.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn open_watch(&mut self, watch: &Watch, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(OPEN_WATCH)
                .bind(watch.id.to_string())
                .bind(watch.network.as_str())
                .bind(watch.organisation.as_str())
                .bind(watch.desk.as_str())
                .bind(of_submitter(watch.submitter))
                .bind(watch.from.to_string())
                .bind(watch.until.to_string())
                .bind(watch.due.as_millisecond())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Puts a referral on a watch, which lasts at least until that day.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn put_on_watch(&mut self, referral: ReferralId, watch: WatchId, until: Date) -> Result<()> {
        execute!(
            self,
            sqlx::query(PUT_ON_WATCH)
                .bind(referral.to_string())
                .bind(watch.to_string())
        )?;
        execute!(
            self,
            sqlx::query(EXTEND_WATCH)
                .bind(watch.to_string())
                .bind(until.to_string())
        )?;
        Ok(())
    }

    /// The desk on whose watch a referral is.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn watching(&mut self, referral: ReferralId) -> Result<Option<OrganisationId>> {
        let desk: Option<String> = on!(self, |c| sqlx::query_scalar(WATCHING)
            .bind(referral.to_string())
            .fetch_optional(c)
            .await)?;
        Ok(desk.map(OrganisationId::new))
    }

    /// Takes a referral off its watch; the last one ends it.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_off_watch(&mut self, referral: ReferralId, now: Timestamp) -> Result<()> {
        let watch: Option<String> = on!(self, |c| sqlx::query_scalar(TAKE_OFF_WATCH)
            .bind(referral.to_string())
            .fetch_optional(c)
            .await)?;
        if let Some(watch) = watch {
            execute!(
                self,
                sqlx::query(END_EMPTY_WATCH)
                    .bind(watch)
                    .bind(now.as_millisecond())
            )?;
        }
        Ok(())
    }

    /// Reads a watch.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn watch(&mut self, id: WatchId) -> Result<Option<Watch>> {
        let row: Option<WatchRow> = on!(self, |c| sqlx::query_as(READ_WATCH)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(Watch::try_from).transpose()
    }

    /// Reads the watches that somebody is on, oldest first: of one desk, or all of a network. Those of
    /// protected persons only where they are this user's.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn watches(
        &mut self,
        network: &NetworkId,
        desk: Option<&OrganisationId>,
        submitter: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<Watch>> {
        let rows: Vec<WatchRow> = on!(self, |c| sqlx::query_as(READ_WATCHES)
            .bind(network.as_str())
            .bind(desk.map(OrganisationId::as_str))
            .bind(of_submitter(submitter))
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Watch::try_from).collect()
    }

    /// Reads who is on the watches that [`Tx::watches`] reads.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn watched(
        &mut self,
        network: &NetworkId,
        desk: Option<&OrganisationId>,
        submitter: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<(WatchId, Loaded)>> {
        let rows: Vec<WatchedRow> = on!(self, |c| sqlx::query_as(READ_WATCHED)
            .bind(network.as_str())
            .bind(desk.map(OrganisationId::as_str))
            .bind(of_submitter(submitter))
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                let loaded = Loaded::read(&row.id, &row.client_id, row.head, &row.state)?;
                Ok((watch_id(&row.watch_id)?, loaded))
            })
            .collect()
    }

    /// Notes that the people on a watch are told.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn watch_done(&mut self, id: WatchId, by: UserId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(WATCH_DONE)
                .bind(id.to_string())
                .bind(now.as_millisecond())
                .bind(by.to_string())
        )?;
        Ok(())
    }

    /// The watches that are past due, and nobody was told so.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn due_watches(&mut self, now: Timestamp, limit: u32) -> Result<Vec<WatchId>> {
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(DUE_WATCHES)
            .bind(now.as_millisecond())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        ids.iter().map(|id| watch_id(id)).collect()
    }

    /// The next instant at which a watch is past due.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn next_watch(&mut self) -> Result<Option<Timestamp>> {
        let at: Option<i64> = on!(self, |c| sqlx::query_scalar(NEXT_WATCH).fetch_one(c).await)?;
        at.map(|ms| instant(ms, "due_at", "?")).transpose()
    }

    /// Notes that a watch's due is told; says whether it had not been.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn watch_told(&mut self, id: WatchId) -> Result<bool> {
        let told = execute!(self, sqlx::query(WATCH_TOLD).bind(id.to_string()))?;
        Ok(told == 1)
    }
}

/// Nobody in particular is the empty text, so that the column can be compared.
fn of_submitter(submitter: Option<UserId>) -> String {
    submitter.map(|user| user.to_string()).unwrap_or_default()
}

fn watch_id(id: &str) -> Result<WatchId> {
    id.parse().map_err(|_| Error::corrupt("watches", "id", id))
}

fn instant(ms: i64, column: &'static str, id: &str) -> Result<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("watches", column, id))
}

impl TryFrom<WatchRow> for Watch {
    type Error = Error;

    fn try_from(row: WatchRow) -> Result<Self> {
        let corrupt = |column| Error::corrupt("watches", column, &row.id);
        let day = |text: &str, column| text.parse::<Date>().map_err(|_| corrupt(column));
        Ok(Self {
            id: watch_id(&row.id)?,
            submitter: Some(row.submitter.as_str())
                .filter(|user| !user.is_empty())
                .map(|user| user.parse().map_err(|_| corrupt("submitter")))
                .transpose()?,
            from: day(&row.from_on, "from_on")?,
            until: day(&row.until_on, "until_on")?,
            due: instant(row.due_at, "due_at", &row.id)?,
            done_at: row
                .done_at
                .map(|ms| instant(ms, "done_at", &row.id))
                .transpose()?,
            network: NetworkId::new(row.network.clone()),
            organisation: OrganisationId::new(row.organisation.clone()),
            desk: OrganisationId::new(row.desk.clone()),
        })
    }
}
