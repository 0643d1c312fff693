//! Sessions: who is signed in, and as what she acts.

use jiff::Timestamp;
use luotsi_domain::{
    id::{NetworkId, OrganisationId, UserId},
    referral::words::Role,
};

use crate::{Error, Result, Tx, hex, people::Bearer};

statements! {
    /// Enters a session.
    ENTER_SESSION = "INSERT INTO sessions
            (hash, user_id, network, organisation, role, created_at, seen_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
    /// Reads a session that has not ended, of somebody who is here.
    READ_SESSION = "SELECT users.id AS id, users.name AS name, users.language AS language,
            sessions.network AS network, sessions.organisation AS organisation, sessions.role AS role,
            sessions.seen_at AS seen_at, sessions.ends_at AS ends_at
        FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE sessions.hash = $1 AND sessions.ends_at > $2 AND sessions.seen_at > $3
          AND users.ended_at IS NULL";
    /// Reads what somebody is, where.
    READ_MEMBERSHIPS = "SELECT network, organisation, role FROM memberships WHERE user_id = $1
        ORDER BY network, organisation, role";
    /// Notes that a session was used; never earlier than it was.
    SEE_SESSION = "UPDATE sessions SET seen_at = $2 WHERE hash = $1 AND seen_at < $2";
    /// Lets a session that has not ended act as what its person is.
    ACT_AS = "UPDATE sessions SET network = $2, organisation = $3, role = $4
        WHERE hash = $1 AND ends_at > $5 AND seen_at > $6
          AND EXISTS (SELECT 1 FROM users WHERE users.id = sessions.user_id AND users.ended_at IS NULL)
          AND EXISTS (SELECT 1 FROM memberships WHERE memberships.user_id = sessions.user_id
                         AND memberships.network = $2 AND memberships.organisation = $3
                         AND memberships.role = $4)";
    /// Ends a session.
    END_SESSION = "DELETE FROM sessions WHERE hash = $1 RETURNING user_id AS user_id";
    /// Ends all sessions of somebody.
    END_SESSIONS = "DELETE FROM sessions WHERE user_id = $1";
    /// Forgets all sessions that have ended: no session is used after its end.
    FORGET_SESSIONS = "DELETE FROM sessions WHERE seen_at <= $1";
}

row! {
    struct SessionRow {
        id: String,
        name: String,
        language: String,
        network: String,
        organisation: String,
        role: String,
        seen_at: i64,
        ends_at: i64,
    }
}

row! {
    struct MembershipRow {
        network: String,
        organisation: String,
        role: String,
    }
}

/// As what somebody acts, where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The network.
    pub network: NetworkId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What she is there.
    pub role: Role,
}

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Whose, and as what she acts.
    pub whom: Bearer,
    /// The language of her pages and letters.
    pub language: String,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends however much it is used.
    pub ends_at: Timestamp,
}

/// Which sessions have not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alive {
    /// They end after this.
    pub now: Timestamp,
    /// They were used after this.
    pub seen_after: Timestamp,
}

impl Tx {
    /// Enters a session by the hash of its secret.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_session(
        &mut self,
        hash: &[u8; 32],
        user: UserId,
        scope: &Scope,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_SESSION)
                .bind(hex::encode(hash))
                .bind(user.to_string())
                .bind(scope.network.as_str())
                .bind(scope.organisation.as_str())
                .bind(scope.role.as_str())
                .bind(now.as_millisecond())
                .bind(ends_at.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads a session, if it has not ended.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn session(&mut self, hash: &[u8; 32], alive: Alive) -> Result<Option<Open>> {
        let row: Option<SessionRow> = on!(self, |c| sqlx::query_as(READ_SESSION)
            .bind(hex::encode(hash))
            .bind(alive.now.as_millisecond())
            .bind(alive.seen_after.as_millisecond())
            .fetch_optional(c)
            .await)?;
        row.map(|row| {
            Ok(Open {
                whom: Bearer {
                    user: row
                        .id
                        .parse()
                        .map_err(|_| Error::corrupt("users", "id", &row.id))?,
                    name: row.name,
                    network: NetworkId::new(row.network),
                    organisation: OrganisationId::new(row.organisation),
                    role: row
                        .role
                        .parse()
                        .map_err(|_| Error::corrupt("sessions", "role", &row.id))?,
                },
                language: row.language,
                seen_at: instant(row.seen_at, "seen_at")?,
                ends_at: instant(row.ends_at, "ends_at")?,
            })
        })
        .transpose()
    }

    /// Reads what somebody is, where.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored role is none.
    pub async fn memberships(&mut self, user: UserId) -> Result<Vec<Scope>> {
        let rows: Vec<MembershipRow> = on!(self, |c| sqlx::query_as(READ_MEMBERSHIPS)
            .bind(user.to_string())
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                Ok(Scope {
                    network: NetworkId::new(row.network),
                    organisation: OrganisationId::new(row.organisation),
                    role: row
                        .role
                        .parse()
                        .map_err(|_| Error::corrupt("memberships", "role", user))?,
                })
            })
            .collect()
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn see_session(&mut self, hash: &[u8; 32], now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(SEE_SESSION)
                .bind(hex::encode(hash))
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Lets a session that has not ended act as something else that its person is. `false` where she is
    /// not, or it has ended.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn act_as(&mut self, hash: &[u8; 32], scope: &Scope, alive: Alive) -> Result<bool> {
        let acts = execute!(
            self,
            sqlx::query(ACT_AS)
                .bind(hex::encode(hash))
                .bind(scope.network.as_str())
                .bind(scope.organisation.as_str())
                .bind(scope.role.as_str())
                .bind(alive.now.as_millisecond())
                .bind(alive.seen_after.as_millisecond())
        )?;
        Ok(acts == 1)
    }

    /// Ends a session and says whose it was.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn end_session(&mut self, hash: &[u8; 32]) -> Result<Option<UserId>> {
        let id: Option<String> = on!(self, |c| sqlx::query_scalar(END_SESSION)
            .bind(hex::encode(hash))
            .fetch_optional(c)
            .await)?;
        id.map(|id| id.parse().map_err(|_| Error::corrupt("sessions", "user_id", &id)))
            .transpose()
    }

    /// Ends all sessions of somebody and says how many there were.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn end_sessions(&mut self, user: UserId) -> Result<u64> {
        execute!(self, sqlx::query(END_SESSIONS).bind(user.to_string()))
    }

    /// Forgets every session that was last used at that instant or before.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_sessions(&mut self, seen: Timestamp) -> Result<u64> {
        execute!(self, sqlx::query(FORGET_SESSIONS).bind(seen.as_millisecond()))
    }
}

fn instant(millis: i64, column: &'static str) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| Error::corrupt("sessions", column, millis))
}
