//! What letters say that is about no referral: a watch as a whole, a programme. Always in a digest.

use jiff::Timestamp;
use luotsi_domain::id::{LetterId, NetworkId, UserId};

use crate::{
    Error, Result, Tx,
    letter::{BEGIN_DIGEST, ENTER_LETTER},
};

statements! {
    /// Enters an announcement into a letter.
    ENTER_ANNOUNCEMENT = "INSERT INTO announcements (id, letter_id, kind, about, detail, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// Reads the announcements of a letter.
    READ_ANNOUNCEMENTS = "SELECT kind, about, detail, created_at FROM announcements WHERE letter_id = $1
        ORDER BY created_at, id";
    /// Takes back what has not gone out yet of one kind about one thing.
    TAKE_BACK_ANNOUNCEMENT = "DELETE FROM announcements WHERE about = $1 AND kind = $2
        AND EXISTS (SELECT 1 AS one FROM letters WHERE letters.id = announcements.letter_id
                    AND letters.sent_at IS NULL AND letters.dead_at IS NULL)";
}

row! {
    struct AnnouncementRow {
        kind: String,
        about: String,
        detail: String,
        created_at: i64,
    }
}

/// An announcement to enter.
#[derive(Debug, Clone)]
pub struct NewAnnouncement {
    /// Its id.
    pub id: LetterId,
    /// The id of the letter, should one have to be begun.
    pub letter: LetterId,
    /// Whom.
    pub user: UserId,
    /// The network.
    pub network: NetworkId,
    /// What.
    pub kind: &'static str,
    /// About which watch or programme.
    pub about: String,
    /// What the letter needs to know of it: a watch's organisation, the instant of a programme's claim.
    pub detail: String,
    /// The digest's instant.
    pub slot: Timestamp,
}

/// One announcement of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What.
    pub kind: String,
    /// About which watch or programme.
    pub about: String,
    /// What the letter needs to know of it.
    pub detail: String,
    /// When it was entered.
    pub at: Timestamp,
}

impl Tx {
    /// Enters an announcement into the digest of its slot, or a letter of its own where that is gone.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_announcement(&mut self, new: &NewAnnouncement, now: Timestamp) -> Result<()> {
        let digest: Option<String> = on!(self, |c| sqlx::query_scalar(BEGIN_DIGEST)
            .bind(new.letter.to_string())
            .bind(new.user.to_string())
            .bind(new.network.as_str())
            .bind(new.slot.as_millisecond())
            .bind(now.as_millisecond())
            .fetch_optional(c)
            .await)?;
        let letter = if let Some(digest) = digest {
            digest
        } else {
            execute!(
                self,
                sqlx::query(ENTER_LETTER)
                    .bind(new.letter.to_string())
                    .bind(new.user.to_string())
                    .bind(new.network.as_str())
                    .bind(now.as_millisecond())
                    .bind(now.as_millisecond())
            )?;
            new.letter.to_string()
        };
        execute!(
            self,
            sqlx::query(ENTER_ANNOUNCEMENT)
                .bind(new.id.to_string())
                .bind(letter)
                .bind(new.kind)
                .bind(&new.about)
                .bind(&new.detail)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads the announcements of a letter, in the order in which they were entered.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn announcements(&mut self, letter: LetterId) -> Result<Vec<Announcement>> {
        let rows: Vec<AnnouncementRow> = on!(self, |c| sqlx::query_as(READ_ANNOUNCEMENTS)
            .bind(letter.to_string())
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                Ok(Announcement {
                    kind: row.kind,
                    about: row.about,
                    detail: row.detail,
                    at: Timestamp::from_millisecond(row.created_at)
                        .map_err(|_| Error::corrupt("announcements", "created_at", letter))?,
                })
            })
            .collect()
    }

    /// Takes back what has not gone out yet of one kind about a watch or programme.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_back_announcement(&mut self, about: &str, kind: &str) -> Result<()> {
        execute!(self, sqlx::query(TAKE_BACK_ANNOUNCEMENT).bind(about).bind(kind))?;
        Ok(())
    }
}
