//! One-time links to whoever was invited.

use jiff::Timestamp;
use luotsi_domain::id::{NetworkId, OrganisationId, UserId};

use crate::{
    Error, Result, Tx, hex,
    people::{Bearer, folded},
};

statements! {
    /// Finds somebody who is here by her address.
    FIND_BY_EMAIL = "SELECT id FROM users WHERE email_folded = $1 AND ended_at IS NULL
        ORDER BY created_at, id LIMIT 1";
    /// Enters an invitation.
    ENTER_INVITATION = "INSERT INTO invitations (hash, user_id, network, organisation, role, renews, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Reads whom an unused invitation is for.
    READ_INVITATION = "SELECT users.id AS id, users.name AS name, invitations.network AS network,
            invitations.organisation AS organisation, invitations.role AS role,
            invitations.renews AS renews,
            (SELECT COUNT(*) FROM passwords WHERE passwords.user_id = users.id) AS passwords
        FROM invitations JOIN users ON users.id = invitations.user_id
        WHERE invitations.hash = $1 AND invitations.used_at IS NULL AND invitations.expires_at > $2
          AND users.ended_at IS NULL";
    /// Uses an invitation up; nothing where somebody did already, or it is too late.
    USE_INVITATION = "UPDATE invitations SET used_at = $2
        WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
    /// Uses up whatever else could set a new password for somebody.
    VOID_RENEWALS = "UPDATE invitations SET used_at = $2
        WHERE user_id = $1 AND renews = TRUE AND used_at IS NULL";
}

row! {
    struct InvitationRow {
        id: String,
        name: String,
        network: String,
        organisation: String,
        role: String,
        renews: bool,
        passwords: i64,
    }
}

/// Whom an unused invitation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Who is invited, as what.
    pub whom: Bearer,
    /// Whether she has a password already and this sets no new one.
    pub has_password: bool,
}

impl Tx {
    /// Finds somebody by her address, however it was typed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn user_by_email(&mut self, email: &str) -> Result<Option<UserId>> {
        let id: Option<String> = on!(self, |c| sqlx::query_scalar(FIND_BY_EMAIL)
            .bind(folded(email))
            .fetch_optional(c)
            .await)?;
        id.map(|id| id.parse().map_err(|_| Error::corrupt("users", "id", &id)))
            .transpose()
    }

    /// Enters an invitation by the hash of its secret. One that renews sets a new password for whoever has
    /// one.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_invitation(
        &mut self,
        hash: &[u8; 32],
        whom: &Bearer,
        renews: bool,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_INVITATION)
                .bind(hex::encode(hash))
                .bind(whom.user.to_string())
                .bind(whom.network.as_str())
                .bind(whom.organisation.as_str())
                .bind(whom.role.as_str())
                .bind(renews)
                .bind(now.as_millisecond())
                .bind(expires_at.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads whom an invitation is for that nobody has used yet.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn invitation(&mut self, hash: &[u8; 32], now: Timestamp) -> Result<Option<Unused>> {
        let row: Option<InvitationRow> = on!(self, |c| sqlx::query_as(READ_INVITATION)
            .bind(hex::encode(hash))
            .bind(now.as_millisecond())
            .fetch_optional(c)
            .await)?;
        row.map(|row| {
            let whom = Bearer {
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
                    .map_err(|_| Error::corrupt("invitations", "role", &row.id))?,
            };
            Ok(Unused {
                whom,
                has_password: row.passwords > 0 && !row.renews,
            })
        })
        .transpose()
    }

    /// Uses an invitation up. `false` where somebody was quicker, or it is too late.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn use_invitation(&mut self, hash: &[u8; 32], now: Timestamp) -> Result<bool> {
        let used = execute!(
            self,
            sqlx::query(USE_INVITATION)
                .bind(hex::encode(hash))
                .bind(now.as_millisecond())
        )?;
        Ok(used == 1)
    }

    /// Uses up every unused invitation that would set a new password for somebody.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn void_renewals(&mut self, user: UserId, now: Timestamp) -> Result<u64> {
        execute!(
            self,
            sqlx::query(VOID_RENEWALS)
                .bind(user.to_string())
                .bind(now.as_millisecond())
        )
    }
}
