//! A transaction on whichever engine holds the data.
//!
//! All queries of this crate are methods of [`Tx`], each running its statement through [`on!`], which
//! hands one expression to whichever driver the transaction holds. A dropped transaction rolls back.

use std::collections::HashMap;
use std::fmt;
use std::mem;
use std::ops::{Deref, DerefMut};

use luotsi_domain::id::UserId;
use sqlx::{Postgres, Sqlite, SqliteConnection, Transaction};

use crate::error::{Error, Result};
use crate::open::Engine;
use crate::writer::Loan;

/// Runs one expression, a `sqlx::Result`, on whichever driver the transaction holds.
///
/// ```ignore
/// let taken = on!(self, |c| sqlx::query(TAKE_PLACE).bind(id).fetch_optional(c).await)?;
/// ```
///
/// A statement that fails, or is given up half-way because its future was dropped, breaks the
/// transaction: its commit is refused. PostgreSQL would answer such a COMMIT with a silent rollback and
/// SQLite would store the rest, so without this the two would differ exactly when it matters. Whatever
/// may be refused and still go on is written as `ON CONFLICT … DO NOTHING`.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {{
        let tx: &mut $crate::tx::Tx = $tx;
        let broken = tx.enter();
        let outcome = match &mut tx.driver {
            $crate::tx::Driver::Sqlite(driver) => {
                let $c = &mut **driver;
                $body
            }
            $crate::tx::Driver::Postgres(driver) => {
                let $c = &mut **driver;
                $body
            }
        };
        tx.leave(broken, outcome)
    }};
}

/// Runs one query without rows on whichever driver the transaction holds, and returns how many rows it
/// touched.
///
/// ```ignore
/// let saved = execute!(self, sqlx::query(SAVE_REFERRAL).bind(id).bind(version))?;
/// ```
macro_rules! execute {
    ($tx:expr, $query:expr) => {
        on!($tx, |c| $query.execute(c).await.map(|done| done.rows_affected()))
    };
}

/// A transaction. Nothing it did is visible, or survives, until [`Tx::commit`] has returned `Ok`.
///
/// On SQLite at most one writing transaction is open at a time, so whoever holds one does nothing
/// slow with it, no network above all, and never asks for a second.
#[must_use = "a dropped transaction rolls back"]
pub struct Tx {
    pub(crate) driver: Driver,
    broken: bool,
    /// The names it has read: nobody is renamed within a transaction.
    pub(crate) names: HashMap<UserId, String>,
}

pub(crate) enum Driver {
    Sqlite(OnSqlite),
    Postgres(Transaction<'static, Postgres>),
}

/// SQLite's two kinds: a snapshot of its own, or a turn on the one connection that writes.
pub(crate) enum OnSqlite {
    Reading(Transaction<'static, Sqlite>),
    Writing(Loan),
}

impl Deref for OnSqlite {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Reading(transaction) => transaction,
            Self::Writing(loan) => loan,
        }
    }
}

impl DerefMut for OnSqlite {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Reading(transaction) => transaction,
            Self::Writing(loan) => loan,
        }
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tx({:?})", self.engine())
    }
}

impl Tx {
    pub(crate) fn new(driver: Driver) -> Self {
        Self {
            driver,
            broken: false,
            names: HashMap::new(),
        }
    }

    /// Which engine this transaction runs on.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.driver {
            Driver::Sqlite(_) => Engine::Sqlite,
            Driver::Postgres(_) => Engine::Postgres,
        }
    }

    /// Makes everything this transaction did durable, or nothing of it.
    ///
    /// `Ok` comes after the disk has confirmed. Once this has been polled, dropping the future does not
    /// take the commit back.
    ///
    /// # Errors
    /// [`Error::Broken`] if a statement failed earlier; otherwise whatever kept the engine from storing.
    pub async fn commit(self) -> Result<()> {
        if self.broken {
            return Err(Error::Broken);
        }
        match self.driver {
            Driver::Sqlite(OnSqlite::Reading(transaction)) => Ok(transaction.rollback().await?),
            Driver::Sqlite(OnSqlite::Writing(loan)) => loan.commit().await,
            Driver::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }

    /// Forgets everything this transaction did, and waits until that is done.
    ///
    /// # Errors
    /// If the engine cannot be reached; nothing is stored then either.
    pub async fn rollback(self) -> Result<()> {
        match self.driver {
            Driver::Sqlite(OnSqlite::Reading(transaction)) => Ok(transaction.rollback().await?),
            Driver::Sqlite(OnSqlite::Writing(_)) => Ok(()),
            Driver::Postgres(transaction) => Ok(transaction.rollback().await?),
        }
    }

    /// Counts the transaction as broken while a statement is under way, and tells whether it was before.
    pub(crate) fn enter(&mut self) -> bool {
        mem::replace(&mut self.broken, true)
    }

    /// Takes note of how a statement ended.
    pub(crate) fn leave<T>(&mut self, broken: bool, outcome: sqlx::Result<T>) -> Result<T> {
        self.broken = broken || outcome.is_err();
        outcome.map_err(Error::from)
    }
}
