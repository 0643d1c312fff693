//! Drafts: their present state beside the columns that lists and the clock ask for, and what is told and
//! logged of them. The person is in `clients`, under a key of her own, and leaves with the draft.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    draft::Draft,
    id::{ClientId, DraftId, LetterId, ReferralId, UserId},
};

use crate::{Error, Result, Tx};

statements! {
    /// Enters a draft; nothing where its reference is taken.
    ENTER_DRAFT = "INSERT INTO drafts (id, network, organisation, client_id, reference, author, version, queued,
            holder_kind, holder, due_what, due_at, wake_at, protected, saved_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (reference) DO NOTHING";
    /// Saves a draft that is held.
    SAVE_DRAFT = "UPDATE drafts SET author = $2, version = $3, queued = $4, holder_kind = $5, holder = $6,
            due_what = $7, due_at = $8, wake_at = $9, protected = $10, saved_at = $11, state = $12
        WHERE id = $1";
    /// Reads a draft.
    READ_DRAFT = "SELECT id, client_id, state FROM drafts WHERE id = $1";
    /// Reads a draft and makes everybody else who wants to change it wait.
    HOLD_DRAFT = "UPDATE drafts SET version = version WHERE id = $1 RETURNING id, client_id, state";
    /// Removes a draft.
    REMOVE_DRAFT = "DELETE FROM drafts WHERE id = $1";
    /// Silences what has not gone out yet about a draft.
    SILENCE_DRAFT = "DELETE FROM draft_notices WHERE draft_id = $1
        AND EXISTS (SELECT 1 AS one FROM letters WHERE letters.id = draft_notices.letter_id
                    AND letters.sent_at IS NULL AND letters.dead_at IS NULL)";
    /// Somebody's own drafts, the most urgent first.
    OWN_DRAFTS = "SELECT id, client_id, state FROM drafts
        WHERE network = $1 AND organisation = $2 AND author = $3 AND (due_at, id) > ($4, $5)
        ORDER BY due_at, id LIMIT $6";
    /// The others' drafts in an organisation's queue, the most urgent first.
    QUEUED_DRAFTS = "SELECT id, client_id, state FROM drafts
        WHERE network = $1 AND organisation = $2 AND author <> $3 AND protected = FALSE AND queued = TRUE
          AND (due_at, id) > ($4, $5)
        ORDER BY due_at, id LIMIT $6";
    /// One page of all drafts, for looking at each.
    PAGE_OF_DRAFTS = "SELECT id FROM drafts WHERE id > $1 ORDER BY id LIMIT $2";
    /// Reads the columns that follow from a draft's state.
    READ_DRAFT_COLUMNS = "SELECT network, organisation, reference, author, version, queued, holder_kind, holder,
            due_what, due_at, wake_at, protected, saved_at
        FROM drafts WHERE id = $1";
    /// Enters a notice about a draft into a letter.
    ENTER_DRAFT_NOTICE = "INSERT INTO draft_notices (id, letter_id, draft_id, reference, kind, due_what, due_at,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Notes a view of an identity in a draft.
    NOTE_DRAFT_VIEW = "INSERT INTO draft_views (id, draft_id, user_id, role, organisation, what, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Makes the views of a draft views of the referral it became.
    MOVE_VIEWS = "INSERT INTO views (id, referral_id, user_id, role, organisation, what, at)
        SELECT id, CAST($2 AS TEXT), user_id, role, organisation, what, at FROM draft_views WHERE draft_id = $1";
    /// Forgets the views that were moved.
    FORGET_DRAFT_VIEWS = "DELETE FROM draft_views WHERE draft_id = $1";
    /// Reads who saw the identity in a draft, oldest first.
    READ_DRAFT_VIEWS = "SELECT user_id, role, organisation, what, at FROM draft_views WHERE draft_id = $1
        ORDER BY at, id";
}

row! {
    struct DraftRow {
        id: String,
        client_id: String,
        state: String,
    }
}

row! {
    /// The columns that follow from a draft's state.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DraftColumns {
        /// The network.
        pub network: String,
        /// In whose space.
        pub organisation: String,
        /// The reference.
        pub reference: String,
        /// Who saved it last.
        pub author: String,
        /// How often it was saved.
        pub version: i64,
        /// Whether it lies in the queue.
        pub queued: bool,
        /// The kind of holder.
        pub holder_kind: String,
        /// The holder.
        pub holder: String,
        /// What is due.
        pub due_what: String,
        /// When, ms UTC.
        pub due_at: i64,
        /// When the clock next has something to do, ms UTC.
        pub wake_at: Option<i64>,
        /// Whether she is protected.
        pub protected: bool,
        /// When it was saved last, ms UTC.
        pub saved_at: i64,
    }
}

impl DraftColumns {
    /// The columns of a draft.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        let holder = draft.holder();
        Self {
            network: draft.network.to_string(),
            organisation: draft.organisation.to_string(),
            reference: draft.reference.clone(),
            author: draft.author.to_string(),
            version: i64::try_from(draft.version).unwrap_or(i64::MAX),
            queued: draft.queued,
            holder_kind: holder.kind.to_string(),
            holder: holder
                .user
                .map_or_else(|| holder.organisation.to_string(), |user| user.to_string()),
            due_what: draft.due.what.to_string(),
            due_at: draft.due.at.as_millisecond(),
            wake_at: draft.wake().map(Timestamp::as_millisecond),
            protected: draft.content.protected,
            saved_at: draft.saved_at.as_millisecond(),
        }
    }
}

/// A draft as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedDraft {
    /// Its present state.
    pub draft: Draft,
    /// Whose it is.
    pub client: ClientId,
}

impl TryFrom<DraftRow> for LoadedDraft {
    type Error = Error;

    fn try_from(row: DraftRow) -> Result<Self> {
        Self::read(&row.id, &row.client_id, &row.state)
    }
}

impl LoadedDraft {
    pub(crate) fn read(id: &str, client: &str, state: &str) -> Result<Self> {
        Ok(Self {
            draft: serde_json::from_str(state).map_err(|_| Error::corrupt("drafts", "state", id))?,
            client: client
                .parse()
                .map_err(|_| Error::corrupt("drafts", "client_id", id))?,
        })
    }
}

/// A part of somebody's list of drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Her own.
    Own,
    /// The others' in the queue.
    Queue,
}

/// A notice about a draft to enter.
#[derive(Debug, Clone)]
pub struct NewDraftNotice<'a> {
    /// Its id.
    pub id: LetterId,
    /// The id of the letter, should one have to be begun.
    pub letter: LetterId,
    /// Whom.
    pub user: UserId,
    /// About which draft.
    pub draft: &'a Draft,
    /// What.
    pub kind: &'static str,
    /// What is to be done, as a code, and until when.
    pub due: Option<(&'static str, Timestamp)>,
    /// The digest's instant.
    pub slot: Timestamp,
}

impl Tx {
    /// Enters a draft. Nothing, and `false`, where its reference is taken.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_draft(&mut self, loaded: &LoadedDraft) -> Result<bool> {
        let columns = DraftColumns::of(&loaded.draft);
        let state = encode(&loaded.draft)?;
        let entered = execute!(
            self,
            sqlx::query(ENTER_DRAFT)
                .bind(loaded.draft.id.to_string())
                .bind(&columns.network)
                .bind(&columns.organisation)
                .bind(loaded.client.to_string())
                .bind(&columns.reference)
                .bind(&columns.author)
                .bind(columns.version)
                .bind(columns.queued)
                .bind(&columns.holder_kind)
                .bind(&columns.holder)
                .bind(&columns.due_what)
                .bind(columns.due_at)
                .bind(columns.wake_at)
                .bind(columns.protected)
                .bind(columns.saved_at)
                .bind(&state)
        )?;
        Ok(entered == 1)
    }

    /// Saves a draft that this transaction holds.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn save_draft(&mut self, draft: &Draft) -> Result<()> {
        let columns = DraftColumns::of(draft);
        let state = encode(draft)?;
        execute!(
            self,
            sqlx::query(SAVE_DRAFT)
                .bind(draft.id.to_string())
                .bind(&columns.author)
                .bind(columns.version)
                .bind(columns.queued)
                .bind(&columns.holder_kind)
                .bind(&columns.holder)
                .bind(&columns.due_what)
                .bind(columns.due_at)
                .bind(columns.wake_at)
                .bind(columns.protected)
                .bind(columns.saved_at)
                .bind(&state)
        )?;
        Ok(())
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where its stored state is none.
    pub async fn draft(&mut self, id: DraftId) -> Result<Option<LoadedDraft>> {
        let row: Option<DraftRow> = on!(self, |c| sqlx::query_as(READ_DRAFT)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(LoadedDraft::try_from).transpose()
    }

    /// Reads a draft; until this transaction ends nobody else changes it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where its stored state is none.
    pub async fn hold_draft(&mut self, id: DraftId) -> Result<Option<LoadedDraft>> {
        let row: Option<DraftRow> = on!(self, |c| sqlx::query_as(HOLD_DRAFT)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(LoadedDraft::try_from).transpose()
    }

    /// Removes a draft with its person, her key, and what has not been told of it yet.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn remove_draft(&mut self, loaded: &LoadedDraft) -> Result<()> {
        let id = loaded.draft.id.to_string();
        execute!(self, sqlx::query(SILENCE_DRAFT).bind(&id))?;
        execute!(self, sqlx::query(REMOVE_DRAFT).bind(&id))?;
        self.remove_client(loaded.client).await
    }

    /// Lists one part of somebody's drafts, after a key of due and id.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn drafts(
        &mut self,
        actor: &Actor,
        part: Part,
        after: &(i64, String),
        limit: u32,
    ) -> Result<Vec<LoadedDraft>> {
        let sql = match part {
            Part::Own => OWN_DRAFTS,
            Part::Queue => QUEUED_DRAFTS,
        };
        let rows: Vec<DraftRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(after.0)
            .bind(&after.1)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(LoadedDraft::try_from).collect()
    }

    /// One page of all drafts, for looking at each.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn draft_ids_after(&mut self, after: Option<DraftId>, limit: u32) -> Result<Vec<DraftId>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let ids: Vec<String> = on!(self, |c| sqlx::query_scalar(PAGE_OF_DRAFTS)
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        ids.iter()
            .map(|id| id.parse().map_err(|_| Error::corrupt("drafts", "id", id)))
            .collect()
    }

    /// The columns of a draft as they stand.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn draft_columns(&mut self, id: DraftId) -> Result<Option<DraftColumns>> {
        on!(self, |c| sqlx::query_as(READ_DRAFT_COLUMNS)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)
    }

    /// Enters a notice about a draft into the digest of its slot, or a letter of its own.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_draft_notice(&mut self, notice: &NewDraftNotice<'_>, now: Timestamp) -> Result<()> {
        let letter = self
            .letter_for(
                notice.letter,
                notice.user,
                &notice.draft.network,
                Some(notice.slot),
                now,
            )
            .await?;
        execute!(
            self,
            sqlx::query(ENTER_DRAFT_NOTICE)
                .bind(notice.id.to_string())
                .bind(letter)
                .bind(notice.draft.id.to_string())
                .bind(&notice.draft.reference)
                .bind(notice.kind)
                .bind(notice.due.map(|(what, _)| what))
                .bind(notice.due.map(|(_, at)| at.as_millisecond()))
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Notes that somebody saw the identity in a draft.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_draft_view(
        &mut self,
        id: LetterId,
        draft: DraftId,
        actor: &Actor,
        what: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(NOTE_DRAFT_VIEW)
                .bind(id.to_string())
                .bind(draft.to_string())
                .bind(actor.user.to_string())
                .bind(actor.role.as_str())
                .bind(actor.organisation.as_str())
                .bind(what)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Makes the views of a draft views of the referral it became, so that they are found in one place.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn move_views(&mut self, draft: DraftId, referral: ReferralId) -> Result<()> {
        execute!(
            self,
            sqlx::query(MOVE_VIEWS)
                .bind(draft.to_string())
                .bind(referral.to_string())
        )?;
        execute!(self, sqlx::query(FORGET_DRAFT_VIEWS).bind(draft.to_string()))?;
        Ok(())
    }

    /// Reads who saw the identity in a draft, oldest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn draft_views(&mut self, draft: DraftId) -> Result<Vec<crate::view::View>> {
        on!(self, |c| sqlx::query_as(READ_DRAFT_VIEWS)
            .bind(draft.to_string())
            .fetch_all(c)
            .await)
    }
}

fn encode(draft: &Draft) -> Result<String> {
    serde_json::to_string(draft).map_err(|_| Error::corrupt("drafts", "state", draft.id))
}
