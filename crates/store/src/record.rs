//! Referrals and their histories: the events, the chain over them, and the state they fold to.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Relation, relation},
    id::{ClientId, ReferralId, UserId},
    referral::{Holder, Referral, event::Recorded},
};

use crate::{Error, Result, Tx, chain, hex};

statements! {
    /// Reads a referral.
    READ_REFERRAL = "SELECT id, client_id, head, state FROM referrals WHERE id = $1";
    /// Enters a new referral; nothing where the reference is taken.
    ENTER_REFERRAL = "INSERT INTO referrals (id, network, reference, client_id, version, head, state, status,
            holder_kind, holder, due_what, due_at, wake_at, desk, submitter, organisation, transfer_to, programme,
            worker, deputy, protected, district, submitted_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24)
        ON CONFLICT (reference) DO NOTHING";
    /// Saves the state that new events lead to, unless somebody else was quicker.
    SAVE_REFERRAL = "UPDATE referrals SET version = $3, head = $4, state = $5, status = $6, holder_kind = $7,
            holder = $8, due_what = $9, due_at = $10, wake_at = $11, organisation = $12, transfer_to = $13,
            programme = $14, worker = $15, deputy = $16, changed_at = $17
        WHERE id = $1 AND version = $2";
    /// Appends an event.
    APPEND_EVENT = "INSERT INTO events (referral_id, seq, at, name, content, link) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Reads a whole history, oldest first.
    READ_HISTORY = "SELECT seq, at, name, content, link FROM events WHERE referral_id = $1 ORDER BY seq";
    /// Keeps a free text that came with an event.
    KEEP_TEXT = "INSERT INTO texts (referral_id, seq, field, sealed) VALUES ($1, $2, $3, $4)";
    /// Reads the free texts of a referral.
    READ_TEXTS = "SELECT seq, field, sealed FROM texts WHERE referral_id = $1 ORDER BY seq, field";
    /// Forgets the free texts of a referral.
    FORGET_TEXTS = "DELETE FROM texts WHERE referral_id = $1";
    /// Reads the columns that lists ask for, to be held against the state.
    READ_COLUMNS = "SELECT id, network, reference, version, head, status, holder_kind, holder, due_what, due_at,
            wake_at, desk, submitter, organisation, transfer_to, programme, worker, deputy, protected, district,
            submitted_at, changed_at
        FROM referrals WHERE id = $1";
    /// Reads the ids of a page of all referrals, in order.
    PAGE_OF_IDS = "SELECT id FROM referrals WHERE id > $1 ORDER BY id LIMIT $2";
}

row! {
    struct ReferralRow {
        id: String,
        client_id: String,
        head: String,
        state: String,
    }
}

row! {
    struct EventRow {
        seq: i64,
        at: i64,
        name: String,
        content: String,
        link: String,
    }
}

row! {
    struct TextRow {
        seq: i64,
        field: String,
        sealed: Vec<u8>,
    }
}

row! {
    /// The columns beside the state, as they stand in the table.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[allow(missing_docs, reason = "named after the columns, which the migration explains")]
    pub struct Columns {
        pub id: String,
        pub network: String,
        pub reference: String,
        pub version: i64,
        pub head: String,
        pub status: String,
        pub holder_kind: String,
        pub holder: Option<String>,
        pub due_what: Option<String>,
        pub due_at: Option<i64>,
        pub wake_at: Option<i64>,
        pub desk: String,
        pub submitter: String,
        pub organisation: Option<String>,
        pub transfer_to: Option<String>,
        pub programme: Option<String>,
        pub worker: Option<String>,
        pub deputy: Option<String>,
        pub protected: bool,
        pub district: Option<String>,
        pub submitted_at: i64,
        pub changed_at: i64,
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

/// An event as it stands in the table.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Its number in the history.
    pub seq: u64,
    /// When it happened, by its column.
    pub at: i64,
    /// Its name, by its column.
    pub name: String,
    /// What the chain covers.
    pub content: String,
    /// Its link, hex.
    pub link: String,
}

impl StoredEvent {
    /// The event itself.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where the content is not one this program wrote.
    pub fn recorded(&self, referral: ReferralId) -> Result<Recorded> {
        serde_json::from_str(&self.content)
            .map_err(|_| Error::corrupt("events", "content", format_args!("{referral}/{}", self.seq)))
    }
}

/// A sealed free text and the event it came with.
#[derive(Debug, Clone)]
pub struct SealedText {
    /// The event's number.
    pub seq: u64,
    /// The field it was sent in.
    pub field: String,
    /// The sealed text.
    pub sealed: Vec<u8>,
}

impl Columns {
    /// The columns that a state, its chain's head and its next waking lead to.
    #[must_use]
    pub fn of(referral: &Referral, head: &str, wake: Option<Timestamp>) -> Self {
        let holder = match referral.holder() {
            Holder::Desk(organisation) | Holder::Organisation(organisation) => Some(organisation.to_string()),
            Holder::Worker(user, _) => Some(user.to_string()),
            Holder::Coordinator | Holder::Nobody => None,
        };
        let named: Option<(Option<UserId>, Option<UserId>)> = referral
            .offer()
            .map(|offer| (offer.agreed_with, offer.deputy))
            .or_else(|| {
                referral
                    .carrier()
                    .map(|carrier| (Some(carrier.worker), carrier.deputy))
            });
        let (worker, deputy) = named.unwrap_or_default();
        Self {
            id: referral.id.to_string(),
            network: referral.network.to_string(),
            reference: referral.reference.clone(),
            version: i64::try_from(referral.version).unwrap_or(i64::MAX),
            head: head.to_owned(),
            status: referral.status().to_string(),
            holder_kind: referral.holder().kind().to_string(),
            holder,
            due_what: referral.due().map(|due| due.what.to_string()),
            due_at: referral.due().map(|due| due.at.as_millisecond()),
            wake_at: wake.map(Timestamp::as_millisecond),
            desk: referral.desk.to_string(),
            submitter: referral.submitter.to_string(),
            organisation: known_to(referral).map(ToString::to_string),
            transfer_to: referral
                .transfer
                .as_ref()
                .map(|transfer| transfer.offer.organisation.to_string()),
            programme: referral.programme().map(|(programme, _)| programme.to_string()),
            worker: worker.map(|user| user.to_string()),
            deputy: deputy.map(|user| user.to_string()),
            protected: referral.protected,
            district: referral.facts.district.clone(),
            submitted_at: referral
                .milestones
                .submitted_at
                .unwrap_or(referral.changed_at)
                .as_millisecond(),
            changed_at: referral.changed_at.as_millisecond(),
        }
    }
}

/// The partner that may know the referral, transfers aside. The same rule as [`relation`], so that lists
/// and single views agree.
fn known_to(referral: &Referral) -> Option<&luotsi_domain::id::OrganisationId> {
    use luotsi_domain::{access::Actor, network::OrganisationKind, referral::words::Role};
    let (_, organisation) = referral.programme()?;
    let machine = Actor {
        user: referral
            .carrier()
            .map_or(referral.submitter, |carrier| carrier.worker),
        network: referral.network.clone(),
        organisation: organisation.clone(),
        kind: OrganisationKind::Partner,
        role: Role::Machine,
    };
    let known =
        referral.protected || relation(&machine, referral).is_some_and(|r| r != Relation::AskedToTakeOver);
    known.then_some(organisation)
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
        )?;
        if entered == 0 {
            return Ok(false);
        }
        self.append(referral.id, events, &links).await?;
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
        )?;
        if saved == 0 {
            return Err(Error::Conflict);
        }
        self.append(after.id, events, &links).await?;
        Ok(Loaded {
            referral: after.clone(),
            client: before.client,
            head,
        })
    }

    async fn append(
        &mut self,
        id: ReferralId,
        events: &[Recorded],
        links: &[(String, String)],
    ) -> Result<()> {
        for (recorded, (content, link)) in events.iter().zip(links) {
            execute!(
                self,
                sqlx::query(APPEND_EVENT)
                    .bind(id.to_string())
                    .bind(i64::try_from(recorded.seq).unwrap_or(i64::MAX))
                    .bind(recorded.at.as_millisecond())
                    .bind(recorded.event.name())
                    .bind(content)
                    .bind(link)
            )?;
        }
        Ok(())
    }

    /// Reads a whole history, oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn history(&mut self, id: ReferralId) -> Result<Vec<StoredEvent>> {
        let rows: Vec<EventRow> = on!(self, |c| sqlx::query_as(READ_HISTORY)
            .bind(id.to_string())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| StoredEvent {
                seq: u64::try_from(row.seq).unwrap_or_default(),
                at: row.at,
                name: row.name,
                content: row.content,
                link: row.link,
            })
            .collect())
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

    /// Keeps a sealed free text that came with an event.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn keep_text(&mut self, id: ReferralId, seq: u64, field: &str, sealed: &[u8]) -> Result<()> {
        execute!(
            self,
            sqlx::query(KEEP_TEXT)
                .bind(id.to_string())
                .bind(i64::try_from(seq).unwrap_or(i64::MAX))
                .bind(field)
                .bind(sealed)
        )?;
        Ok(())
    }

    /// Reads the sealed free texts of a referral.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn sealed_texts(&mut self, id: ReferralId) -> Result<Vec<SealedText>> {
        let rows: Vec<TextRow> = on!(self, |c| sqlx::query_as(READ_TEXTS)
            .bind(id.to_string())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| SealedText {
                seq: u64::try_from(row.seq).unwrap_or_default(),
                field: row.field,
                sealed: row.sealed,
            })
            .collect())
    }

    /// Forgets the free texts of a referral whose person is erased.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_texts(&mut self, id: ReferralId) -> Result<()> {
        execute!(self, sqlx::query(FORGET_TEXTS).bind(id.to_string()))?;
        Ok(())
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
            referral: serde_json::from_str(state).map_err(|_| Error::corrupt("referrals", "state", id))?,
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
