//! Opening a store: which engine, with which guarantees.
//!
//! SQLite gets one connection that writes ([`crate::writer`]) and a pool of read-only ones beside it;
//! PostgreSQL gets a pool. Every setting that durability or privacy rests on is made here, so that no
//! server's or file's default decides it.

use std::fmt;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection as _, Executor as _};

use crate::error::{Error, Result};
use crate::tx::{Driver, OnSqlite, Tx};
use crate::writer::Writer;

statements! {
    /// Asks the engine for a sign of life.
    PING = "SELECT 1 AS alive";
}

/// Waits for a lock as long as SQLite's busy handler does, and never lets a forgotten transaction
/// hold its locks for ever.
const POSTGRES_SESSION: &str = "SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = 60000";

/// Every invariant sits in one statement, a version or a constraint, so READ COMMITTED is enough and no
/// transaction ever has to be tried again.
const POSTGRES_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// A page made of several statements shows one moment, as it does on SQLite.
const POSTGRES_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Rows that wait to be fetched at most: a list of programmes, or of referrals, as a whole.
const ROWS_AT_ONCE: usize = 1024;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The engine that holds the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, in this process.
    Sqlite,
    /// A server.
    Postgres,
}

/// What an operator may choose about a store.
#[derive(Debug, Clone)]
pub struct Options {
    /// PostgreSQL: how many connections at most. SQLite: how many readers beside the one writer.
    pub connections: u32,
    /// How long to wait for a connection, or for one's turn to write, before [`Error::Busy`].
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 8,
            patience: Duration::from_secs(10),
        }
    }
}

/// The data, wherever it is. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Store {
    pools: Arc<Pools>,
}

enum Pools {
    Sqlite { readers: SqlitePool, writer: Writer },
    Postgres(PgPool),
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({:?})", self.engine())
    }
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…`.
    ///
    /// A missing SQLite file is created, readable by its owner only. The schema is not touched: see
    /// [`Store::pending`] and [`Store::migrate`].
    ///
    /// # Errors
    /// [`Error::Url`] for a URL of another kind; otherwise whatever kept the engine from opening.
    pub async fn open(url: &str, options: Options) -> Result<Self> {
        let pools = if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(&sqlite_path(path)?, &options).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // The parser's own complaint may repeat parts of the URL, and with them the password.
            let url: PgConnectOptions = url
                .parse()
                .map_err(|_| Error::Url("not a PostgreSQL connection URL"))?;
            open_postgres(url, &options).await?
        } else {
            return Err(Error::Url("it begins with neither sqlite: nor postgres:"));
        };
        Ok(Self {
            pools: Arc::new(pools),
        })
    }

    /// Which engine holds the data.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match *self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that sees one moment of the data and can change nothing.
    ///
    /// # Errors
    /// [`Error::Busy`] if no connection came free in time.
    pub async fn read(&self) -> Result<Tx> {
        let driver = match &*self.pools {
            Pools::Sqlite { readers, .. } => Driver::Sqlite(OnSqlite::Reading(readers.begin().await?)),
            Pools::Postgres(pool) => Driver::Postgres(pool.begin_with(POSTGRES_READ).await?),
        };
        Ok(Tx::new(driver))
    }

    /// Begins a transaction that may change data. On SQLite this waits for its turn.
    ///
    /// # Errors
    /// [`Error::Busy`] if the turn did not come in time, [`Error::Closed`] after [`Store::close`].
    pub async fn write(&self) -> Result<Tx> {
        let driver = match &*self.pools {
            Pools::Sqlite { writer, .. } => Driver::Sqlite(OnSqlite::Writing(writer.lend().await?)),
            Pools::Postgres(pool) => Driver::Postgres(pool.begin_with(POSTGRES_WRITE).await?),
        };
        Ok(Tx::new(driver))
    }

    /// Tells whether the database answers.
    ///
    /// # Errors
    /// What it answers instead.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.read().await?;
        execute!(&mut tx, sqlx::query(PING))?;
        tx.rollback().await
    }

    /// Closes the store: whoever asked before is served and answered, whoever asks later is refused.
    ///
    /// On SQLite the write-ahead log is then folded into the file, so that the file alone is the data.
    ///
    /// # Errors
    /// If the log could not be folded in; nothing is lost then, the log is still there.
    pub async fn close(&self) -> Result<()> {
        match &*self.pools {
            Pools::Sqlite { readers, writer } => {
                let connection = writer.close().await;
                readers.close().await;
                if let Some(mut connection) = connection {
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
                    connection.close().await?;
                }
            }
            Pools::Postgres(pool) => pool.close().await,
        }
        Ok(())
    }
}

/// Takes the path out of `sqlite:path`, `sqlite:///path` or `sqlite://path`.
fn sqlite_path(rest: &str) -> Result<PathBuf> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() || path.contains('?') || path.contains(":memory:") {
        return Err(Error::Url(
            "sqlite: is followed by the path of a file, and by nothing else",
        ));
    }
    Ok(PathBuf::from(path))
}

async fn open_sqlite(path: &Path, options: &Options) -> Result<Pools> {
    create_private(path)?;
    let common = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT.min(options.patience))
        .foreign_keys(true)
        // What one list reads comes over in one go; row by row, two threads wake each other hundreds of times.
        .row_buffer_size(ROWS_AT_ONCE)
        // Sorting may spill rows to a file that no one erases.
        .pragma("temp_store", "MEMORY")
        // Functions in the schema of a file from elsewhere are not ours to run.
        .pragma("trusted_schema", "OFF");
    let writing = common
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL would answer before the disk has confirmed.
        .synchronous(SqliteSynchronous::Full)
        // What is deleted is overwritten, not merely unlinked.
        .pragma("secure_delete", "ON");
    let writer = Writer::start(writing, options.patience).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(options.connections.max(1))
        .acquire_timeout(options.patience)
        // A local file neither goes away nor grows stale.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(common.read_only(true))
        .await?;
    Ok(Pools::Sqlite { readers, writer })
}

/// Creates a missing file for its owner alone; SQLite gives its log the same mode.
fn create_private(path: &Path) -> Result<()> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Ok(_) => Ok(()),
        Err(exists) if exists.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(other) => Err(Error::Unavailable(format!(
            "the database file cannot be created: {other}"
        ))),
    }
}

async fn open_postgres(url: PgConnectOptions, options: &Options) -> Result<Pools> {
    let pool = PgPoolOptions::new()
        .max_connections(options.connections.max(1))
        .acquire_timeout(options.patience)
        .after_connect(|connection, _| {
            Box::pin(async move { connection.execute(POSTGRES_SESSION).await.map(|_| ()) })
        })
        .connect_with(url.application_name("luotsi"))
        .await?;
    Ok(Pools::Postgres(pool))
}
