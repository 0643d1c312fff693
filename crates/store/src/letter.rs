//! The outbox: notices written with the event that caused them, and the letters that carry them.
//!
//! A notice at once has a letter of its own; the rest goes into the one digest of a person and day. A
//! letter is leased to whoever tries to send it, so that two never send it at once, and its id is its
//! Message-ID on every try. From the first try on it says nothing new: a repeat is the same letter.

use jiff::Timestamp;
use luotsi_domain::{
    id::{LetterId, NetworkId, ReferralId, UserId},
    referral::{Referral, State, words::CloseReason},
};

use crate::{Error, Result, Tx, announcement::Announcement};

pub(crate) mod dead;
pub(crate) mod sending;

pub use dead::DeadLetter;

statements! {
    /// Enters a letter of its own.
    ENTER_LETTER = "INSERT INTO letters (id, user_id, network, created_at, send_at) VALUES ($1, $2, $3, $4, $5)";
    /// Finds or begins the digest of a person and day; nothing where it was tried already.
    BEGIN_DIGEST = "INSERT INTO letters (id, user_id, network, slot, created_at, send_at)
        VALUES ($1, $2, $3, $4, $5, $4)
        ON CONFLICT (user_id, network, slot) DO UPDATE SET slot = excluded.slot
            WHERE letters.tries = 0
        RETURNING id AS id";
    /// Counts a letter that did not arrive, in somebody's digest, which is begun where there is none.
    NOTE_UNDELIVERED = "INSERT INTO letters (id, user_id, network, slot, created_at, send_at, undelivered)
        VALUES ($1, $2, $3, $4, $5, $4, 1)
        ON CONFLICT (user_id, network, slot) DO UPDATE SET undelivered = letters.undelivered + 1
            WHERE letters.tries = 0";
    /// Enters a notice into a letter.
    ENTER_NOTICE = "INSERT INTO notices (id, letter_id, referral_id, kind, due_what, due_at, programme, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Silences what has not gone out yet about a referral.
    SILENCE = "DELETE FROM notices WHERE referral_id = $1
        AND EXISTS (SELECT 1 AS one FROM letters WHERE letters.id = notices.letter_id
                    AND letters.sent_at IS NULL AND letters.dead_at IS NULL)";
    /// Takes back what has not gone out yet of one kind about a referral.
    TAKE_BACK = "DELETE FROM notices WHERE referral_id = $1 AND kind = $2
        AND EXISTS (SELECT 1 AS one FROM letters WHERE letters.id = notices.letter_id
                    AND letters.sent_at IS NULL AND letters.dead_at IS NULL)";
    /// Takes back what has not gone out yet to one person about a referral.
    TAKE_BACK_FROM = "DELETE FROM notices WHERE referral_id = $1
        AND EXISTS (SELECT 1 AS one FROM letters WHERE letters.id = notices.letter_id AND letters.user_id = $2
                    AND letters.sent_at IS NULL AND letters.dead_at IS NULL)";
    /// Reads a letter with its receiver.
    READ_LETTER = "SELECT letters.id AS id, letters.user_id AS user_id, letters.network AS network,
            letters.slot AS slot, letters.tries AS tries, letters.refused_since AS refused_since,
            letters.undelivered AS undelivered, letters.created_at AS created_at, users.name AS name,
            users.email AS email, users.language AS language
        FROM letters JOIN users ON users.id = letters.user_id WHERE letters.id = $1";
    /// Reads the notices of a letter with what may be said of their referrals.
    READ_NOTICES = "SELECT kind, page, about, reference, due_what, due_at, programme, closed FROM (
            SELECT notices.kind AS kind, 'referrals' AS page, notices.referral_id AS about,
                referrals.reference AS reference, notices.due_what AS due_what, notices.due_at AS due_at,
                notices.programme AS programme, notices.created_at AS created_at, notices.id AS id,
                CASE WHEN referrals.status = 'closed' THEN referrals.state END AS closed
            FROM notices JOIN referrals ON referrals.id = notices.referral_id WHERE notices.letter_id = $1
            UNION ALL
            SELECT kind, 'drafts' AS page, draft_id AS about, reference, due_what, due_at,
                CAST(NULL AS TEXT) AS programme, created_at, id, CAST(NULL AS TEXT) AS closed
            FROM draft_notices WHERE letter_id = $1) AS told
        ORDER BY created_at, id";
    /// Counts what waits and what is dead.
    COUNT_LETTERS = "SELECT (SELECT COUNT(*) FROM letters WHERE sent_at IS NULL AND dead_at IS NULL) AS pending,
            (SELECT COUNT(*) FROM letters WHERE dead_at IS NOT NULL) AS dead";
}

row! {
    struct LetterRow {
        id: String,
        user_id: String,
        network: String,
        slot: Option<i64>,
        tries: i64,
        refused_since: Option<i64>,
        undelivered: i64,
        created_at: i64,
        name: String,
        email: Option<String>,
        language: String,
    }
}

row! {
    struct NoticeRow {
        kind: String,
        page: String,
        about: String,
        reference: String,
        due_what: Option<String>,
        due_at: Option<i64>,
        programme: Option<String>,
        closed: Option<String>,
    }
}

row! {
    /// How many letters wait and how many are dead.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct LetterCount {
        /// Not sent yet.
        pub pending: i64,
        /// Refused for good.
        pub dead: i64,
    }
}

/// A notice to enter.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// Its id.
    pub id: LetterId,
    /// The id of the letter, should one have to be begun.
    pub letter: LetterId,
    /// Whom.
    pub user: UserId,
    /// The network.
    pub network: NetworkId,
    /// About which referral.
    pub referral: ReferralId,
    /// What.
    pub kind: &'static str,
    /// What is to be done, as a code.
    pub due_what: Option<&'static str>,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// About which programme.
    pub programme: Option<String>,
    /// The digest's instant; none for a letter at once.
    pub slot: Option<Timestamp>,
}

/// A letter to send.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its id, stable over all tries.
    pub id: LetterId,
    /// Whom it is for.
    pub user: UserId,
    /// The network it is about.
    pub network: NetworkId,
    /// Whether it is a digest.
    pub digest: bool,
    /// Tries begun so far.
    pub tries: u32,
    /// Since when a working server has put it off.
    pub refused_since: Option<Timestamp>,
    /// How many letters to others did not arrive, for a coordinator to know.
    pub undelivered: u32,
    /// When it was due first: its Date.
    pub at: Timestamp,
    /// The receiver's name.
    pub name: String,
    /// Her address.
    pub email: Option<String>,
    /// Her language.
    pub language: String,
    /// What it says; empty where all of it was silenced.
    pub notices: Vec<LetterNotice>,
    /// What it says that is about no referral; empty mostly.
    pub announcements: Vec<Announcement>,
}

/// One line of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterNotice {
    /// What.
    pub kind: String,
    /// The kind of page that shows it, for the link: `referrals` or `drafts`.
    pub page: String,
    /// The referral or draft, for the link.
    pub about: String,
    /// Its reference.
    pub reference: String,
    /// What is to be done.
    pub due_what: Option<String>,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// About which programme.
    pub programme: Option<String>,
    /// Why the referral is closed, where it is.
    pub closed: Option<CloseReason>,
}

impl Tx {
    /// Enters a notice, into the digest of its slot or a letter of its own. A digest that was tried once says
    /// nothing new, so that every try is the same; what comes late for it has a letter of its own too.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_notice(&mut self, notice: &NewNotice, now: Timestamp) -> Result<()> {
        let letter = self
            .letter_for(notice.letter, notice.user, &notice.network, notice.slot, now)
            .await?;
        execute!(
            self,
            sqlx::query(ENTER_NOTICE)
                .bind(notice.id.to_string())
                .bind(letter)
                .bind(notice.referral.to_string())
                .bind(notice.kind)
                .bind(notice.due_what)
                .bind(notice.due_at.map(Timestamp::as_millisecond))
                .bind(&notice.programme)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// The letter for a notice: the digest of its slot, or one of its own.
    pub(crate) async fn letter_for(
        &mut self,
        id: LetterId,
        user: UserId,
        network: &NetworkId,
        slot: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<String> {
        if let Some(slot) = slot {
            let digest: Option<String> = on!(self, |c| sqlx::query_scalar(BEGIN_DIGEST)
                .bind(id.to_string())
                .bind(user.to_string())
                .bind(network.as_str())
                .bind(slot.as_millisecond())
                .bind(now.as_millisecond())
                .fetch_optional(c)
                .await)?;
            if let Some(digest) = digest {
                return Ok(digest);
            }
        }
        execute!(
            self,
            sqlx::query(ENTER_LETTER)
                .bind(id.to_string())
                .bind(user.to_string())
                .bind(network.as_str())
                .bind(now.as_millisecond())
                .bind(now.as_millisecond())
        )?;
        Ok(id.to_string())
    }

    /// Silences what has not gone out yet about a referral.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn silence(&mut self, referral: ReferralId) -> Result<()> {
        execute!(self, sqlx::query(SILENCE).bind(referral.to_string()))?;
        Ok(())
    }

    /// Takes back what has not gone out yet of one kind about a referral.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_back(&mut self, referral: ReferralId, kind: &str) -> Result<()> {
        execute!(self, sqlx::query(TAKE_BACK).bind(referral.to_string()).bind(kind))?;
        Ok(())
    }

    /// Takes back what has not gone out yet to one person about a referral.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_back_from(&mut self, referral: ReferralId, user: UserId) -> Result<()> {
        execute!(
            self,
            sqlx::query(TAKE_BACK_FROM)
                .bind(referral.to_string())
                .bind(user.to_string())
        )?;
        Ok(())
    }

    /// Reads a letter with its receiver and what it says.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn letter(&mut self, id: LetterId) -> Result<Option<Letter>> {
        let row: Option<LetterRow> = on!(self, |c| sqlx::query_as(READ_LETTER)
            .bind(id.to_string())
            .fetch_optional(c)
            .await)?;
        let Some(row) = row else { return Ok(None) };
        let notices: Vec<NoticeRow> = on!(self, |c| sqlx::query_as(READ_NOTICES)
            .bind(id.to_string())
            .fetch_all(c)
            .await)?;
        let announcements = self.announcements(id).await?;
        let instant = |ms: i64, column| {
            Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("letters", column, &row.id))
        };
        Ok(Some(Letter {
            id,
            user: row
                .user_id
                .parse()
                .map_err(|_| Error::corrupt("letters", "user_id", &row.user_id))?,
            network: NetworkId::new(row.network.clone()),
            refused_since: row
                .refused_since
                .map(|ms| instant(ms, "refused_since"))
                .transpose()?,
            undelivered: u32::try_from(row.undelivered).unwrap_or(u32::MAX),
            digest: row.slot.is_some(),
            tries: u32::try_from(row.tries).unwrap_or(u32::MAX),
            at: instant(row.slot.unwrap_or(row.created_at), "slot")?,
            name: row.name.clone(),
            email: row.email.clone(),
            language: row.language.clone(),
            notices: notices
                .into_iter()
                .map(|notice| {
                    Ok(LetterNotice {
                        closed: close_reason(&notice)?,
                        kind: notice.kind,
                        page: notice.page,
                        about: notice.about,
                        reference: notice.reference,
                        due_what: notice.due_what,
                        due_at: notice.due_at.map(|ms| instant(ms, "due_at")).transpose()?,
                        programme: notice.programme,
                    })
                })
                .collect::<Result<_>>()?,
            announcements,
        }))
    }

    /// Counts a letter that did not arrive in somebody's digest of a slot to come. The id is that of the
    /// digest, should one have to be begun.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_undelivered(
        &mut self,
        digest: LetterId,
        to: UserId,
        network: &NetworkId,
        slot: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(NOTE_UNDELIVERED)
                .bind(digest.to_string())
                .bind(to.to_string())
                .bind(network.as_str())
                .bind(slot.as_millisecond())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Counts what waits and what is dead.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn letter_count(&mut self) -> Result<LetterCount> {
        on!(self, |c| sqlx::query_as(COUNT_LETTERS).fetch_one(c).await)
    }
}

/// Why the referral of a notice is closed, where it is.
fn close_reason(notice: &NoticeRow) -> Result<Option<CloseReason>> {
    let Some(state) = &notice.closed else {
        return Ok(None);
    };
    let referral =
        Referral::of_json(state).map_err(|_| Error::corrupt("referrals", "state", &notice.about))?;
    let State::Closed { reason, .. } = referral.state else {
        return Ok(None);
    };
    Ok(Some(reason))
}
