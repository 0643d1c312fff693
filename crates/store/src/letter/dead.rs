//! Letters that were refused for good: they wait until a coordinator has put right what was wrong.

use jiff::Timestamp;
use luotsi_domain::id::{LetterId, NetworkId};

use crate::{Error, Result, Tx};

statements! {
    /// A letter is refused for good.
    LETTER_DEAD = "UPDATE letters SET dead_at = $2, lease_until = 0, failure = $3
        WHERE id = $1 AND sent_at IS NULL AND dead_at IS NULL";
    /// Reads the dead letters of a network, newest first, each with its receiver's memberships there.
    READ_DEAD = "SELECT letters.id AS id, letters.user_id AS user_id, users.name AS name, letters.failure AS failure,
            letters.dead_at AS dead_at, memberships.organisation AS organisation, memberships.role AS role,
            (SELECT COUNT(*) FROM notices WHERE notices.letter_id = letters.id)
                + (SELECT COUNT(*) FROM draft_notices WHERE draft_notices.letter_id = letters.id) AS lines
        FROM letters JOIN users ON users.id = letters.user_id
            LEFT JOIN memberships ON memberships.user_id = letters.user_id AND memberships.network = letters.network
        WHERE letters.id IN (SELECT id FROM letters WHERE network = $1 AND dead_at IS NOT NULL
                             ORDER BY dead_at DESC, id LIMIT 100)
        ORDER BY letters.dead_at DESC, letters.id, memberships.organisation, memberships.role";
    /// Puts a dead letter back, as if it had never been refused.
    REVIVE_LETTER = "UPDATE letters SET dead_at = NULL, failure = NULL, refused_since = NULL, lease_until = 0, send_at = $3
        WHERE id = $1 AND network = $2 AND dead_at IS NOT NULL";
}

row! {
    struct DeadRow {
        id: String,
        user_id: String,
        name: String,
        failure: Option<String>,
        dead_at: i64,
        organisation: Option<String>,
        role: Option<String>,
        lines: i64,
    }
}

/// A letter that was refused for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The letter.
    pub id: String,
    /// Who did not get it.
    pub user: String,
    /// Her name.
    pub name: String,
    /// Where she works, and as what.
    pub memberships: Vec<(String, String)>,
    /// Why, as a code.
    pub failure: Option<String>,
    /// When it died.
    pub dead_at: Timestamp,
    /// How many notices are in it.
    pub lines: i64,
}

impl Tx {
    /// Notes that a letter is refused for good, and why as a code.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn letter_dead(&mut self, id: LetterId, now: Timestamp, failure: &str) -> Result<()> {
        execute!(
            self,
            sqlx::query(LETTER_DEAD)
                .bind(id.to_string())
                .bind(now.as_millisecond())
                .bind(failure)
        )?;
        Ok(())
    }

    /// Reads the dead letters of a network, newest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn dead_letters(&mut self, network: &NetworkId) -> Result<Vec<DeadLetter>> {
        let rows: Vec<DeadRow> = on!(self, |c| sqlx::query_as(READ_DEAD)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        let mut letters: Vec<DeadLetter> = Vec::new();
        for row in rows {
            if letters.last().is_none_or(|last| last.id != row.id) {
                letters.push(DeadLetter {
                    dead_at: Timestamp::from_millisecond(row.dead_at)
                        .map_err(|_| Error::corrupt("letters", "dead_at", &row.id))?,
                    id: row.id,
                    user: row.user_id,
                    name: row.name,
                    memberships: Vec::new(),
                    failure: row.failure,
                    lines: row.lines,
                });
            }
            if let Some(letter) = letters.last_mut() {
                letter.memberships.extend(row.organisation.zip(row.role));
            }
        }
        Ok(letters)
    }

    /// Puts a dead letter of a network back; says whether there was one.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn revive_letter(&mut self, id: LetterId, network: &NetworkId, now: Timestamp) -> Result<bool> {
        let revived = execute!(
            self,
            sqlx::query(REVIVE_LETTER)
                .bind(id.to_string())
                .bind(network.as_str())
                .bind(now.as_millisecond())
        )?;
        Ok(revived > 0)
    }
}
