//! The engines under test.

use std::env;
use std::fs::File;
use std::future::Future;
use std::io::Read;
use std::path::PathBuf;
use std::thread;

use sqlx::migrate::MigrateDatabase;
use sqlx::{Connection, PgConnection, Postgres};

/// What the service keeps its data in.
#[derive(Debug)]
pub enum Engine {
    /// The embedded one, in the demo's folder.
    Sqlite,
    /// A database on the server that `cargo xtask test` started.
    Postgres(Database),
}

/// A PostgreSQL database of one test; it is dropped with the value.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    /// Makes an empty database, where `LUOTSI_TEST_POSTGRES` names a server.
    #[must_use]
    pub fn fresh() -> Option<Self> {
        let server = env::var("LUOTSI_TEST_POSTGRES")
            .ok()
            .filter(|url| !url.is_empty())?;
        let mut random = [0; 8];
        File::open("/dev/urandom")
            .and_then(|mut source| source.read_exact(&mut random))
            .expect("the system's randomness can be read");
        let name = format!("luotsi_test_{:016x}", u64::from_be_bytes(random));
        let url = beside(&server, &name);
        finish(Postgres::create_database(&url))
            .expect("LUOTSI_TEST_POSTGRES names a server that makes databases");
        Some(Self { server, name, url })
    }

    /// Its address, for `--database` and `LUOTSI_DATABASE_URL`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder with its files, written out up to now; none on a server that lies elsewhere.
    #[must_use]
    pub fn files(&self) -> Option<PathBuf> {
        let data = PathBuf::from(env::var_os("LUOTSI_TEST_POSTGRES_DATA")?);
        let number: i64 = finish(async {
            let mut connection = PgConnection::connect(&self.server).await?;
            sqlx::query("CHECKPOINT").execute(&mut connection).await?;
            sqlx::query_scalar("SELECT CAST(oid AS BIGINT) FROM pg_database WHERE datname = $1")
                .bind(&self.name)
                .fetch_one(&mut connection)
                .await
        })
        .expect("the server tells where a database lies");
        Some(data.join("base").join(number.to_string()))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What is left on a throw-away server goes with it.
        if let Err(error) = finish(Postgres::force_drop_database(&self.url)) {
            eprintln!("{} was left behind: {error}", self.name);
        }
    }
}

/// The address of another database on the same server.
fn beside(server: &str, name: &str) -> String {
    let (address, options) = server
        .split_once('?')
        .map_or((server, None), |(address, options)| (address, Some(options)));
    let (scheme, rest) = address
        .split_once("://")
        .expect("a server's address begins with postgres://");
    let host = rest.split('/').next().unwrap_or_default();
    match options {
        None => format!("{scheme}://{host}/{name}"),
        Some(options) => format!("{scheme}://{host}/{name}?{options}"),
    }
}

/// Runs to the end on a thread of its own, so that a test may be inside a runtime or not.
fn finish<T: Send>(work: impl Future<Output = T> + Send) -> T {
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be built")
                .block_on(work)
        });
        work.join().expect("the database's thread ends")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Search;

    #[test]
    fn another_database_on_the_same_server_keeps_user_port_and_options() {
        assert_eq!(
            beside("postgres://u:p@127.0.0.1:5/postgres", "x"),
            "postgres://u:p@127.0.0.1:5/x"
        );
        assert_eq!(
            beside("postgresql://h?sslmode=disable", "x"),
            "postgresql://h/x?sslmode=disable"
        );
    }

    #[test]
    fn a_fresh_database_is_empty_its_own_and_gone_afterwards() {
        let (Some(first), Some(second)) = (Database::fresh(), Database::fresh()) else {
            eprintln!("not run: no LUOTSI_TEST_POSTGRES; `cargo xtask test` brings one");
            return;
        };
        let tables: i64 = finish(async {
            let mut connection = PgConnection::connect(first.url()).await?;
            sqlx::query("CREATE TABLE t (word TEXT)")
                .execute(&mut connection)
                .await?;
            sqlx::query("INSERT INTO t VALUES ('findable')")
                .execute(&mut connection)
                .await?;
            let mut other = PgConnection::connect(second.url()).await?;
            sqlx::query_scalar("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'")
                .fetch_one(&mut other)
                .await
        })
        .unwrap();
        assert_eq!(tables, 0);

        if let Some(folder) = first.files() {
            let mut search = Search::new(["findable"]);
            search.folder(&folder, &[]);
            assert!(
                !search.found().is_empty(),
                "a word in clear is not found in {}",
                folder.display()
            );
        }

        let url = first.url().to_owned();
        drop(first);
        assert!(!finish(Postgres::database_exists(&url)).unwrap());
    }
}
