//! Passwords, and the tries that did not let anybody in.

use jiff::Timestamp;
use luotsi_domain::id::UserId;

use crate::{Error, Result, Tx, hex, people::folded};

statements! {
    /// Finds somebody who is here by her address, with her password.
    FIND_ACCOUNT = "SELECT users.id AS id, users.name AS name, users.email AS email, passwords.hash AS password
        FROM users LEFT JOIN passwords ON passwords.user_id = users.id
        WHERE users.email_folded = $1 AND users.ended_at IS NULL
        ORDER BY users.created_at, users.id LIMIT 1";
    /// Reads somebody who is here, with her password.
    READ_ACCOUNT = "SELECT users.id AS id, users.name AS name, users.email AS email, passwords.hash AS password
        FROM users LEFT JOIN passwords ON passwords.user_id = users.id
        WHERE users.id = $1 AND users.ended_at IS NULL";
    /// Sets a password.
    SET_PASSWORD = "INSERT INTO passwords (user_id, hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
    /// Takes hold of a password that is still the one, until the transaction ends.
    CONFIRM_PASSWORD = "UPDATE passwords SET hash = $2 WHERE user_id = $1 AND hash = $2";
    /// Sets the language of somebody's pages and letters.
    SET_LANGUAGE = "UPDATE users SET language = $2 WHERE id = $1 AND ended_at IS NULL";
    /// Takes hold of the tries at an address until the transaction ends, and reads them.
    HOLD_TRIES = "INSERT INTO sign_in_tries (hash, tries, tried_at, again_at) VALUES ($1, 0, $2, $2)
        ON CONFLICT (hash) DO UPDATE SET tries = sign_in_tries.tries
        RETURNING tries AS tries, tried_at AS tried_at, again_at AS again_at";
    /// Notes one more try.
    NOTE_TRY = "UPDATE sign_in_tries SET tries = $2, tried_at = $3, again_at = $4 WHERE hash = $1";
    /// Forgets the tries at an address.
    FORGET_TRIES = "DELETE FROM sign_in_tries WHERE hash = $1";
    /// Forgets all tries that are too old.
    FORGET_OLD_TRIES = "DELETE FROM sign_in_tries WHERE tried_at <= $1";
}

row! {
    struct AccountRow {
        id: String,
        name: String,
        email: Option<String>,
        password: Option<String>,
    }
}

row! {
    struct TriesRow {
        tries: i64,
        tried_at: i64,
        again_at: i64,
    }
}

/// Somebody, as far as signing in is concerned.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Her id.
    pub user: UserId,
    /// Her name.
    pub name: String,
    /// Her address; none for a machine.
    pub email: Option<String>,
    /// Her password as it is kept; none where she has not set one yet.
    pub password: Option<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// The tries at an address since the last that let somebody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many.
    pub count: i64,
    /// When the last was.
    pub tried_at: Timestamp,
    /// When the next may be.
    pub again_at: Timestamp,
}

impl Tx {
    /// Finds somebody who is here by her address, however it was typed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn account_at(&mut self, email: &str) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, |c| sqlx::query_as(FIND_ACCOUNT)
            .bind(folded(email))
            .fetch_optional(c)
            .await)?;
        row.map(account).transpose()
    }

    /// Reads somebody who is here.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored id is none.
    pub async fn account(&mut self, user: UserId) -> Result<Option<Account>> {
        let row: Option<AccountRow> = on!(self, |c| sqlx::query_as(READ_ACCOUNT)
            .bind(user.to_string())
            .fetch_optional(c)
            .await)?;
        row.map(account).transpose()
    }

    /// Sets somebody's password to what is kept of it.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn set_password(&mut self, user: UserId, hash: &str, now: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(SET_PASSWORD)
                .bind(user.to_string())
                .bind(hash)
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }

    /// Whether what is kept of somebody's password is still this; it stays so until the transaction ends.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn confirm_password(&mut self, user: UserId, hash: &str) -> Result<bool> {
        let still = execute!(
            self,
            sqlx::query(CONFIRM_PASSWORD).bind(user.to_string()).bind(hash)
        )?;
        Ok(still == 1)
    }

    /// Sets the language of somebody's pages and letters. `false` where nobody of that id is here.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn set_language(&mut self, user: UserId, language: &str) -> Result<bool> {
        let set = execute!(
            self,
            sqlx::query(SET_LANGUAGE).bind(user.to_string()).bind(language)
        )?;
        Ok(set == 1)
    }

    /// Reads the tries at an address, of which nobody else notes any until this transaction ends.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn hold_tries(&mut self, hash: &[u8; 32], now: Timestamp) -> Result<Tries> {
        let row: TriesRow = on!(self, |c| sqlx::query_as(HOLD_TRIES)
            .bind(hex::encode(hash))
            .bind(now.as_millisecond())
            .fetch_one(c)
            .await)?;
        Ok(Tries {
            count: row.tries,
            tried_at: instant(row.tried_at, "tried_at")?,
            again_at: instant(row.again_at, "again_at")?,
        })
    }

    /// Notes one more try at an address.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_try(&mut self, hash: &[u8; 32], tries: Tries) -> Result<()> {
        execute!(
            self,
            sqlx::query(NOTE_TRY)
                .bind(hex::encode(hash))
                .bind(tries.count)
                .bind(tries.tried_at.as_millisecond())
                .bind(tries.again_at.as_millisecond())
        )?;
        Ok(())
    }

    /// Forgets the tries at an address, because one let somebody in.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_tries(&mut self, hash: &[u8; 32]) -> Result<()> {
        execute!(self, sqlx::query(FORGET_TRIES).bind(hex::encode(hash)))?;
        Ok(())
    }

    /// Forgets every address that was last tried at that instant or before.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_old_tries(&mut self, tried: Timestamp) -> Result<u64> {
        execute!(self, sqlx::query(FORGET_OLD_TRIES).bind(tried.as_millisecond()))
    }
}

fn account(row: AccountRow) -> Result<Account> {
    Ok(Account {
        user: row
            .id
            .parse()
            .map_err(|_| Error::corrupt("users", "id", &row.id))?,
        name: row.name,
        email: row.email,
        password: row.password,
    })
}

fn instant(millis: i64, column: &'static str) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| Error::corrupt("sign_in_tries", column, millis))
}
