//! Bringing a database to the schema this program works with.
//!
//! The migrations are part of the program. Each is applied once, in order, in a transaction of its own
//! together with its line in a ledger that holds the SHA-256 of its text. A database whose ledger
//! does not fit, because a text was edited or a newer program was there, is refused rather than guessed
//! at. Several programs may try at the same time: SQLite's writer or an advisory lock lets one in.

use sha2::{Digest, Sha256};

use crate::error::{MigrationFault, Result};
use crate::hex;
use crate::open::{Engine, Store};
use crate::tx::Tx;

/// One step of the schema, in both dialects.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name without extension, beginning with its number: `0001_referrals`.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

/// Embeds the two files of each name from `migrations/sqlite` and `migrations/postgres`.
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// All migrations, in the order they are applied. Only ever added to.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        }),*];
    };
}

migrations![
    "0001_road",
    "0002_invitations",
    "0003_drafts",
    "0004_voice",
    "0005_absence",
    "0006_mail",
    "0007_links",
    "0008_endings",
    "0009_history",
    "0010_sessions",
    "0011_learning",
    "0012_own_handoffs",
    "0013_answers",
    "0014_amounts",
    "0015_holders",
    "0016_desk",
    "0017_foreseen",
];

statements! {
    /// Reads what was applied, oldest first.
    READ_LEDGER = "SELECT version, name, sha256 FROM schema_ledger ORDER BY version";
    /// Notes an applied migration.
    ENTER_LEDGER = "INSERT INTO schema_ledger (version, name, sha256) VALUES ($1, $2, $3)";
}

forks! {
    /// Asks whether the ledger exists, so that looking does not create it.
    FIND_LEDGER = {
        sqlite: "SELECT COUNT(*) AS ledgers FROM sqlite_master WHERE type = 'table' AND name = 'schema_ledger'",
        postgres: "SELECT COUNT(*) AS ledgers FROM information_schema.tables
                    WHERE table_schema = current_schema() AND table_name = 'schema_ledger'",
    };
    /// Creates the ledger; only SQLite has to be told to be strict.
    CREATE_LEDGER = {
        sqlite: "CREATE TABLE IF NOT EXISTS schema_ledger (
                     version INTEGER NOT NULL PRIMARY KEY,
                     name    TEXT NOT NULL,
                     sha256  TEXT NOT NULL
                 ) STRICT",
        postgres: "CREATE TABLE IF NOT EXISTS schema_ledger (
                       version BIGINT NOT NULL PRIMARY KEY,
                       name    TEXT NOT NULL,
                       sha256  TEXT NOT NULL
                   )",
    };
    /// Another migrator may be at work for longer than a request should ever wait.
    WAIT_PATIENTLY = {
        sqlite: "SELECT '0' AS lock_timeout",
        postgres: "SELECT set_config('lock_timeout', '0', TRUE) AS lock_timeout",
    };
    /// Lets one migrator in until its transaction ends; SQLite's writer has done so already.
    LOCK_LEDGER = {
        sqlite: "SELECT '' AS locked",
        postgres: "SELECT CAST(pg_advisory_xact_lock(7815265937) AS TEXT) AS locked",
    };
}

row! {
    /// A line of the ledger.
    struct Applied {
        version: i64,
        name: String,
        sha256: String,
    }
}

impl Migration {
    fn on(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

impl Store {
    /// Applies every migration the database does not have, and returns their names.
    ///
    /// # Errors
    /// [`Error::Migration`](crate::Error::Migration) if the database is not one this program can
    /// continue; otherwise what the engine says about the migration's text.
    pub async fn migrate(&self) -> Result<Vec<&'static str>> {
        self.apply(MIGRATIONS).await
    }

    /// Names the migrations the database does not have, without changing anything.
    ///
    /// # Errors
    /// [`Error::Migration`](crate::Error::Migration) if the database is not one this program can
    /// continue.
    pub async fn pending(&self) -> Result<Vec<&'static str>> {
        self.outstanding(MIGRATIONS).await
    }

    pub(crate) async fn apply(&self, migrations: &[Migration]) -> Result<Vec<&'static str>> {
        let mut done = Vec::new();
        // The lock falls with each transaction, so what is outstanding is asked anew each time.
        loop {
            let mut tx = self.write().await?;
            tx.lock_ledger().await?;
            let applied = tx.ledger().await?;
            let Some(next) = outstanding(&applied, migrations, self.engine())?.first() else {
                tx.commit().await?;
                return Ok(done);
            };
            tx.apply(applied.len() + 1, next).await?;
            tx.commit().await?;
            tracing::info!(migration = next.name, "the database was migrated");
            done.push(next.name);
        }
    }

    pub(crate) async fn outstanding(&self, migrations: &[Migration]) -> Result<Vec<&'static str>> {
        let mut tx = self.read().await?;
        let find = FIND_LEDGER.on(self.engine());
        let ledgers: i64 = on!(&mut tx, |c| sqlx::query_scalar(find).fetch_one(c).await)?;
        let applied = if ledgers == 0 {
            Vec::new()
        } else {
            tx.ledger().await?
        };
        tx.rollback().await?;
        Ok(outstanding(&applied, migrations, self.engine())?
            .iter()
            .map(|m| m.name)
            .collect())
    }
}

impl Tx {
    async fn lock_ledger(&mut self) -> Result<()> {
        for step in [WAIT_PATIENTLY, LOCK_LEDGER, CREATE_LEDGER] {
            let sql = step.on(self.engine());
            execute!(self, sqlx::query(sql))?;
        }
        Ok(())
    }

    async fn ledger(&mut self) -> Result<Vec<Applied>> {
        on!(self, |c| sqlx::query_as(READ_LEDGER).fetch_all(c).await)
    }

    async fn apply(&mut self, number: usize, migration: &Migration) -> Result<()> {
        let text = migration.on(self.engine());
        let version = i64::try_from(number).unwrap_or(i64::MAX);
        execute!(self, sqlx::raw_sql(text))?;
        execute!(
            self,
            sqlx::query(ENTER_LEDGER)
                .bind(version)
                .bind(migration.name)
                .bind(fingerprint(text))
        )?;
        Ok(())
    }
}

/// Holds the ledger against the migrations this program carries, and returns what is left to apply.
fn outstanding<'m>(
    applied: &[Applied],
    migrations: &'m [Migration],
    engine: Engine,
) -> Result<&'m [Migration], MigrationFault> {
    for (line, number) in applied.iter().zip(1..) {
        let index = usize::try_from(line.version - 1).ok();
        let Some(migration) = index.and_then(|index| migrations.get(index)) else {
            return Err(MigrationFault::Unknown {
                name: line.name.clone(),
            });
        };
        if line.version != number {
            let missing = migrations.get(usize::try_from(number - 1).unwrap_or(usize::MAX));
            return Err(MigrationFault::Gap {
                name: missing.map_or("?", |m| m.name).to_owned(),
            });
        }
        if line.name != migration.name || line.sha256 != fingerprint(migration.on(engine)) {
            return Err(MigrationFault::Changed {
                name: line.name.clone(),
            });
        }
    }
    Ok(migrations.get(applied.len()..).unwrap_or_default())
}

fn fingerprint(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes()))
}
