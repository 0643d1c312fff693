//! Fresh databases on both engines, for the tests of this crate and of those above it.
//!
//! SQLite is always there. PostgreSQL is used as well where `LUOTSI_TEST_POSTGRES` names a running
//! cluster by the URL of someone who may create databases. Whatever is made here is removed again, also
//! when the test fails.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and fails"
)]

use std::path::PathBuf;

use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, Either, Executor as _, PgConnection, SqlSafeStr as _,
    Statement,
};

use crate::error::Result;
use crate::hex;
use crate::migrate::{MIGRATIONS, Migration};
use crate::open::{Engine, Options, Store};
use crate::tx::Tx;

/// Names the environment variable that leads to a PostgreSQL cluster.
pub const POSTGRES: &str = "LUOTSI_TEST_POSTGRES";

/// Runs a test on a fresh, migrated store of each engine there is.
pub async fn for_each_engine<T, F>(test: T)
where
    T: Fn(Store) -> F,
    F: Future<Output = ()>,
{
    for database in Database::each().await {
        test(database.migrated().await).await;
    }
}

/// A database that exists until this is dropped.
pub struct Database {
    url: String,
    engine: Engine,
    removal: Removal,
}

enum Removal {
    Directory(PathBuf),
    Postgres { admin: String, name: String },
}

impl Database {
    /// Makes an empty database on each engine there is.
    pub async fn each() -> Vec<Self> {
        let mut databases = vec![Self::sqlite()];
        databases.extend(Self::postgres().await);
        databases
    }

    /// Makes an empty SQLite file in a directory of its own.
    #[must_use]
    pub fn sqlite() -> Self {
        let directory = std::env::temp_dir().join(unique_name());
        std::fs::create_dir(&directory).expect("a directory for a test database");
        let url = format!("sqlite:{}", directory.join("luotsi.db").display());
        Self {
            url,
            engine: Engine::Sqlite,
            removal: Removal::Directory(directory),
        }
    }

    /// Makes an empty PostgreSQL database, if there is a cluster.
    pub async fn postgres() -> Option<Self> {
        let admin = std::env::var(POSTGRES).ok().filter(|url| !url.is_empty())?;
        let name = unique_name();
        let mut connection = PgConnection::connect(&admin)
            .await
            .expect("the cluster for tests");
        let create = format!("CREATE DATABASE {name} TEMPLATE template0");
        connection
            .execute(AssertSqlSafe(create))
            .await
            .expect("a database for a test");
        connection.close().await.expect("the cluster for tests");
        let url = with_database(&admin, &name);
        Some(Self {
            url,
            engine: Engine::Postgres,
            removal: Removal::Postgres { admin, name },
        })
    }

    /// The URL that [`Store::open`], or the program's configuration, takes.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens it as it is.
    pub async fn open(&self) -> Store {
        Store::open(&self.url, Options::default())
            .await
            .expect("the test database opens")
    }

    /// Opens it with the schema of this program.
    pub async fn migrated(&self) -> Store {
        self.with_schema(MIGRATIONS).await
    }

    /// Opens it with a schema of the test's own.
    pub async fn with_schema(&self, migrations: &[Migration]) -> Store {
        let store = self.open().await;
        store.apply(migrations).await.expect("the migrations apply");
        store
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the test failed on {:?}", self.engine);
        }
        match &self.removal {
            Removal::Directory(directory) => drop(std::fs::remove_dir_all(directory)),
            Removal::Postgres { admin, name } => {
                let (admin, drop) = (admin.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
                // A destructor cannot wait on the runtime it may be running in.
                let removal = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    runtime.unwrap().block_on(async {
                        let mut connection = PgConnection::connect(&admin).await?;
                        connection.execute(AssertSqlSafe(drop)).await
                    })
                });
                if let Ok(Err(error)) = removal.join() {
                    eprintln!("the test database {name} was not removed: {error}");
                }
            }
        }
    }
}

/// Applies a list of migrations other than the program's own.
///
/// # Errors
/// As [`Store::migrate`].
pub async fn apply(store: &Store, migrations: &[Migration]) -> Result<Vec<&'static str>> {
    store.apply(migrations).await
}

/// Names what is outstanding of a list of migrations other than the program's own.
///
/// # Errors
/// As [`Store::pending`].
pub async fn outstanding(store: &Store, migrations: &[Migration]) -> Result<Vec<&'static str>> {
    store.outstanding(migrations).await
}

/// Runs SQL a test writes itself, such as a forger would, and returns how many rows it touched.
///
/// # Errors
/// What the engine says.
pub async fn run(tx: &mut Tx, sql: &str) -> Result<u64> {
    let sql = sql.to_owned();
    on!(tx, |c| c
        .execute(AssertSqlSafe(sql))
        .await
        .map(|done| done.rows_affected()))
}

/// Reads one number, such as a count.
///
/// # Errors
/// What the engine says.
pub async fn number(tx: &mut Tx, sql: &str) -> Result<i64> {
    let sql = sql.to_owned();
    on!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(c).await)
}

/// Reads a column of texts.
///
/// # Errors
/// What the engine says.
pub async fn texts(tx: &mut Tx, sql: &str) -> Result<Vec<String>> {
    let sql = sql.to_owned();
    on!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(c).await)
}

/// What an engine says about a statement without running it.
#[derive(Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The names of the columns it returns.
    pub columns: Vec<String>,
    /// How many parameters it takes.
    pub parameters: usize,
}

impl Prepared {
    fn of<S: Statement>(statement: &S) -> Self {
        Self {
            columns: statement
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
            parameters: match statement.parameters() {
                Some(Either::Left(types)) => types.len(),
                Some(Either::Right(count)) => count,
                None => 0,
            },
        }
    }
}

/// Prepares a statement on the engine of a store, in a transaction of its own.
///
/// # Errors
/// What the engine says about it.
pub async fn prepare(store: &Store, sql: &'static str) -> Result<Prepared> {
    let mut tx = store.read().await?;
    on!(&mut tx, |c| c
        .prepare(sql.into_sql_str())
        .await
        .map(|statement| Prepared::of(&statement)))
}

fn unique_name() -> String {
    let mut random = [0; 8];
    getrandom::fill(&mut random).expect("randomness");
    format!("luotsi_test_{}", hex::encode(&random))
}

/// Puts another database into a connection URL.
fn with_database(url: &str, name: &str) -> String {
    let (url, query) = url
        .split_once('?')
        .map_or((url, None), |(url, query)| (url, Some(query)));
    let (scheme, rest) = url
        .split_once("://")
        .unwrap_or_else(|| panic!("{POSTGRES} is not a URL"));
    let server = rest.split_once('/').map_or(rest, |(server, _)| server);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}://{server}/{name}{query}")
}
