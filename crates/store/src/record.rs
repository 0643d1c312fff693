//! Referrals: the state their events fold to, saved with those events and the chain over them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    id::{ClientId, ReferralId},
    referral::{Referral, event::Recorded},
};

use crate::{Error, Result, Tx, chain, hex};

mod columns;
pub(crate) mod history;

pub use columns::Columns;
pub(crate) use columns::NEVER;
pub use history::{Head, SealedText, StoredEvent};

statements! {
    /// Reads a referral.
    READ_REFERRAL = "SELECT id, client_id, head, state FROM referrals WHERE id = $1";
    /// Reads a referral that is about to be changed: whoever else is about to waits for the end of this
    /// transaction, and then reads what it wrote. Both engines lock the row that they update.
    HOLD_REFERRAL = "UPDATE referrals SET version = version WHERE id = $1 RETURNING id, client_id, head, state";
    /// Reads a few referrals at once, in the order of their ids.
    READ_SOME = "SELECT id, client_id, head, state FROM referrals
        WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY id";
    /// Reads all roads of one person.
    READ_ROADS = "SELECT id, client_id, head, state FROM referrals WHERE client_id = $1 LIMIT 100";
    /// Enters a new referral; nothing where the reference is taken.
    ENTER_REFERRAL = "INSERT INTO referrals (id, network, reference, client_id, version, head, state, status,
            holder_kind, holder, due_what, due_at, wake_at, desk, submitter, organisation, transfer_to, programme,
            worker, deputy, protected, district, submitted_at, changed_at, transfer_worker, transfer_deputy, asked,
            due_key, advisor, desk_task_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24, $25, $26, $27, $28, $29, $30)
        ON CONFLICT (reference) DO NOTHING";
    /// Saves the state that new events lead to, unless somebody else was quicker.
    SAVE_REFERRAL = "UPDATE referrals SET version = $3, head = $4, state = $5, status = $6, holder_kind = $7,
            holder = $8, due_what = $9, due_at = $10, wake_at = $11, organisation = $12, transfer_to = $13,
            programme = $14, worker = $15, deputy = $16, changed_at = $17, transfer_worker = $18,
            transfer_deputy = $19, asked = $20, due_key = $21, desk = $22, district = $23,
            desk_task_at = $24
        WHERE id = $1 AND version = $2";
    /// Reads the columns that lists ask for, to be held against the state.
    READ_COLUMNS = "SELECT id, network, reference, version, head, status, holder_kind, holder, due_what, due_at,
            wake_at, desk, submitter, organisation, transfer_to, programme, worker, deputy, protected, district,
            submitted_at, changed_at, transfer_worker, transfer_deputy, asked, due_key, advisor,
            desk_task_at
        FROM referrals WHERE id = $1";
    /// Sets the clock of a referral whose instant came before there was anything to do.
    SET_WAKE = "UPDATE referrals SET wake_at = $3 WHERE id = $1 AND version = $2";
    /// Finds the referral of a reference.
    ID_OF_REFERENCE = "SELECT id FROM referrals WHERE reference = $1";
    /// Reads the ids of a page of all referrals, in order.
    PAGE_OF_IDS = "SELECT id FROM referrals WHERE id > $1 ORDER BY id LIMIT $2";
}

row! {
    pub(crate) struct ReferralRow {
        id: String,
        client_id: String,
        head: String,
        state: String,
    }
}

/// A referral as it was read, with what is needed to save it again.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The referral.
    pub referral: Referral,
    /// The person it is about.
    pub client: ClientId,
    head: String,
}

impl Tx {
    /// Reads a referral with what is needed to save it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the state is not one this program wrote.
    pub async fn referral(&mut self, id: ReferralId) -> Result<Option<Loaded>> {
        let row: Option<ReferralRow> = on!(self, |c| sqlx::query_as(READ_REFERRAL)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(Loaded::try_from).transpose()
    }

    /// Reads a referral in order to change it; others who are about to wait until this transaction ends.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the stored state is none.
    pub async fn hold_referral(&mut self, id: ReferralId) -> Result<Option<Loaded>> {
        let row: Option<ReferralRow> = on!(self, |c| sqlx::query_as(HOLD_REFERRAL)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(Loaded::try_from).transpose()
    }

    /// Reads these referrals, in the order of their ids; what is not there is left out.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn some_referrals(&mut self, ids: &BTreeSet<ReferralId>) -> Result<Vec<Loaded>> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let mut read = Vec::with_capacity(ids.len());
        for few in ids.chunks(8) {
            let id = |n: usize| few.get(n).map_or("", String::as_str);
            let rows: Vec<ReferralRow> = on!(self, |c| sqlx::query_as(READ_SOME)
                .bind(id(0))
                .bind(id(1))
                .bind(id(2))
                .bind(id(3))
                .bind(id(4))
                .bind(id(5))
                .bind(id(6))
                .bind(id(7))
                .fetch_all(c)
                .await)?;
            for row in rows {
                read.push(Loaded::try_from(row)?);
            }
        }
        Ok(read)
    }

    /// Reads all roads of one person, the oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn roads_of(&mut self, client: ClientId) -> Result<Vec<Loaded>> {
        let rows: Vec<ReferralRow> = on!(self, |c| sqlx::query_as(READ_ROADS)
            .bind(client.to_string())
            .fetch_all(c)
            .await)?;
        let mut roads: Vec<Loaded> = rows.into_iter().map(Loaded::try_from).collect::<Result<_>>()?;
        roads.sort_by_key(|road| road.referral.id);
        Ok(roads)
    }

    /// Finds the referral of a reference.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the stored id is none.
    pub async fn id_of_reference(&mut self, reference: &str) -> Result<Option<ReferralId>> {
        let id: Option<String> = on!(self, |c| sqlx::query_scalar(ID_OF_REFERENCE)
            .bind(reference)
            .fetch_optional(c)
            .await)?;
        id.map(|id| id.parse().map_err(|_| Error::corrupt("referrals", "id", &id)))
            .transpose()
    }

    /// Enters a new referral with its first events. `false` where the reference is taken: draw another.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_referral(
        &mut self,
        client: ClientId,
        referral: &Referral,
        events: &[Recorded],
        wake: Option<Timestamp>,
    ) -> Result<bool> {
        let links = chained("", events)?;
        let head = links.last().map_or("", |(_, link)| link.as_str());
        let columns = Columns::of(referral, head, wake);
        let state = encode(referral)?;
        let entered = execute!(
            self,
            sqlx::query(ENTER_REFERRAL)
                .bind(&columns.id)
                .bind(&columns.network)
                .bind(&columns.reference)
                .bind(client.to_string())
                .bind(columns.version)
                .bind(&columns.head)
                .bind(&state)
                .bind(&columns.status)
                .bind(&columns.holder_kind)
                .bind(&columns.holder)
                .bind(&columns.due_what)
                .bind(columns.due_at)
                .bind(columns.wake_at)
                .bind(&columns.desk)
                .bind(&columns.submitter)
                .bind(&columns.organisation)
                .bind(&columns.transfer_to)
                .bind(&columns.programme)
                .bind(&columns.worker)
                .bind(&columns.deputy)
                .bind(columns.protected)
                .bind(&columns.district)
                .bind(columns.submitted_at)
                .bind(columns.changed_at)
                .bind(&columns.transfer_worker)
                .bind(&columns.transfer_deputy)
                .bind(&columns.asked)
                .bind(columns.due_key)
                .bind(&columns.advisor)
                .bind(columns.desk_task_at)
        )?;
        if entered == 0 {
            return Ok(false);
        }
        self.append(referral, events, &links).await?;
        Ok(true)
    }

    /// Saves what new events led to.
    ///
    /// # Errors
    /// [`Error::Conflict`] where somebody else saved since it was read.
    pub async fn save_referral(
        &mut self,
        before: &Loaded,
        after: &Referral,
        events: &[Recorded],
        wake: Option<Timestamp>,
    ) -> Result<Loaded> {
        let links = chained(&before.head, events)?;
        let head = links
            .last()
            .map_or(before.head.as_str(), |(_, link)| link.as_str())
            .to_owned();
        let columns = Columns::of(after, &head, wake);
        let state = encode(after)?;
        let saved = execute!(
            self,
            sqlx::query(SAVE_REFERRAL)
                .bind(&columns.id)
                .bind(i64::try_from(before.referral.version).unwrap_or(i64::MAX))
                .bind(columns.version)
                .bind(&columns.head)
                .bind(&state)
                .bind(&columns.status)
                .bind(&columns.holder_kind)
                .bind(&columns.holder)
                .bind(&columns.due_what)
                .bind(columns.due_at)
                .bind(columns.wake_at)
                .bind(&columns.organisation)
                .bind(&columns.transfer_to)
                .bind(&columns.programme)
                .bind(&columns.worker)
                .bind(&columns.deputy)
                .bind(columns.changed_at)
                .bind(&columns.transfer_worker)
                .bind(&columns.transfer_deputy)
                .bind(&columns.asked)
                .bind(columns.due_key)
                .bind(&columns.desk)
                .bind(&columns.district)
                .bind(columns.desk_task_at)
        )?;
        if saved == 0 {
            return Err(Error::Conflict);
        }
        self.append(after, events, &links).await?;
        Ok(Loaded {
            referral: after.clone(),
            client: before.client,
            head,
        })
    }

    /// Sets when the clock next has something to do, where a setting has moved that since it was written.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn set_wake(&mut self, loaded: &Loaded, wake: Option<Timestamp>) -> Result<()> {
        execute!(
            self,
            sqlx::query(SET_WAKE)
                .bind(loaded.referral.id.to_string())
                .bind(i64::try_from(loaded.referral.version).unwrap_or(i64::MAX))
                .bind(wake.map(Timestamp::as_millisecond))
        )?;
        Ok(())
    }

    /// Reads the columns that lists ask for.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn columns(&mut self, id: ReferralId) -> Result<Option<Columns>> {
        on!(self, |c| sqlx::query_as(READ_COLUMNS)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)
    }

    /// Reads the ids of the next referrals after one, in the order of their ids.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where an id is none.
    pub async fn referral_ids_after(
        &mut self,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<ReferralId>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(PAGE_OF_IDS)
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        ids.iter()
            .map(|id| id.parse().map_err(|_| Error::corrupt("referrals", "id", id)))
            .collect()
    }
}

impl TryFrom<ReferralRow> for Loaded {
    type Error = Error;

    fn try_from(row: ReferralRow) -> Result<Self> {
        Self::read(&row.id, &row.client_id, row.head, &row.state)
    }
}

impl Loaded {
    pub(crate) fn read(id: &str, client: &str, head: String, state: &str) -> Result<Self> {
        Ok(Self {
            referral: Referral::of_json(state).map_err(|_| Error::corrupt("referrals", "state", id))?,
            client: client
                .parse()
                .map_err(|_| Error::corrupt("referrals", "client_id", id))?,
            head,
        })
    }

    /// The last link of its chain, hex.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }
}

/// The content and the link of each new event, after the link before them (empty: none).
fn chained(head: &str, events: &[Recorded]) -> Result<Vec<(String, String)>> {
    let mut link = start(head).ok_or_else(|| Error::corrupt("referrals", "head", "?"))?;
    events
        .iter()
        .map(|recorded| {
            let content = encode(recorded)?;
            link = chain::link(&link, content.as_bytes());
            Ok((content, hex::encode(&link)))
        })
        .collect()
}

/// The link a chain goes on from: that of a head, or of nothing.
#[must_use]
pub fn start(head: &str) -> Option<chain::Link> {
    if head.is_empty() {
        return Some(chain::START);
    }
    hex::decode(head)
}

fn encode<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::corrupt("referrals", "state", "unwritable"))
}
