//! Migrating: once each, in order, whole or not at all, and never over a database that does not fit.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use luotsi_store::testing::{Database, apply, number, outstanding, run};
use luotsi_store::{Engine, Error, MIGRATIONS, Migration, MigrationFault, Store};

const ATTIC: Migration = Migration {
    name: "0001_attic",
    sqlite: "CREATE TABLE attic (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO attic (id) VALUES (1);",
    postgres: "CREATE TABLE attic (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO attic (id) VALUES (1);",
};
const CELLAR: Migration = Migration {
    name: "0002_cellar",
    sqlite: "CREATE TABLE cellar (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO attic (id) VALUES (2);",
    postgres: "CREATE TABLE cellar (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO attic (id) VALUES (2);",
};
/// Does half of its work before it fails.
const HALF: Migration = Migration {
    name: "0002_half",
    sqlite: "CREATE TABLE half (id INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO attic (id) VALUES (1);",
    postgres: "CREATE TABLE half (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO attic (id) VALUES (1);",
};

async fn fault(store: &Store, migrations: &[Migration]) -> MigrationFault {
    let looked = outstanding(store, migrations).await.unwrap_err();
    let Error::Migration(fault) = apply(store, migrations).await.unwrap_err() else {
        unreachable!("not refused as a migration")
    };
    assert_eq!(looked.to_string(), fault.to_string());
    fault
}

async fn rows_in_attic(store: &Store) -> i64 {
    number(&mut store.read().await.unwrap(), "SELECT COUNT(*) FROM attic")
        .await
        .unwrap()
}

#[tokio::test]
async fn each_is_applied_once_and_in_order() {
    for database in Database::each().await {
        let store = database.open().await;
        assert_eq!(
            outstanding(&store, &[ATTIC, CELLAR]).await.unwrap(),
            ["0001_attic", "0002_cellar"]
        );
        assert_eq!(apply(&store, &[ATTIC]).await.unwrap(), ["0001_attic"]);
        assert_eq!(
            outstanding(&store, &[ATTIC, CELLAR]).await.unwrap(),
            ["0002_cellar"]
        );
        assert_eq!(apply(&store, &[ATTIC, CELLAR]).await.unwrap(), ["0002_cellar"]);
        assert_eq!(apply(&store, &[ATTIC, CELLAR]).await.unwrap(), [""; 0]);
        assert_eq!(outstanding(&store, &[ATTIC, CELLAR]).await.unwrap(), [""; 0]);
        assert_eq!(rows_in_attic(&store).await, 2);
    }
}

#[tokio::test]
async fn looking_changes_nothing() {
    for database in Database::each().await {
        let store = database.open().await;
        outstanding(&store, &[ATTIC]).await.unwrap();
        let tables = match store.engine() {
            Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master",
            Engine::Postgres => "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()",
        };
        assert_eq!(number(&mut store.read().await.unwrap(), tables).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn one_that_fails_leaves_nothing_of_itself_and_all_of_those_before() {
    for database in Database::each().await {
        let store = database.open().await;
        assert!(
            apply(&store, &[ATTIC, HALF])
                .await
                .unwrap_err()
                .is_unique_violation()
        );
        assert_eq!(outstanding(&store, &[ATTIC, HALF]).await.unwrap(), ["0002_half"]);
        assert!(
            number(&mut store.read().await.unwrap(), "SELECT COUNT(*) FROM half")
                .await
                .is_err()
        );
        assert_eq!(apply(&store, &[ATTIC, CELLAR]).await.unwrap(), ["0002_cellar"]);
    }
}

#[tokio::test]
async fn a_text_edited_after_it_was_applied_is_refused() {
    for database in Database::each().await {
        let store = database.with_schema(&[ATTIC]).await;
        let edited = Migration {
            name: ATTIC.name,
            ..CELLAR
        };
        let renamed = Migration {
            name: "0001_loft",
            ..ATTIC
        };
        let changed = MigrationFault::Changed {
            name: "0001_attic".to_owned(),
        };
        assert_eq!(fault(&store, &[edited, CELLAR]).await, changed);
        assert_eq!(fault(&store, &[renamed]).await, changed);
    }
}

#[tokio::test]
async fn a_database_that_a_newer_program_migrated_is_refused() {
    for database in Database::each().await {
        let store = database.with_schema(&[ATTIC, CELLAR]).await;
        let unknown = MigrationFault::Unknown {
            name: "0002_cellar".to_owned(),
        };
        assert_eq!(fault(&store, &[ATTIC]).await, unknown);
        assert!(unknown.to_string().contains("newer"));
    }
}

#[tokio::test]
async fn a_ledger_with_a_gap_is_refused() {
    for database in Database::each().await {
        let store = database.with_schema(&[ATTIC, CELLAR]).await;
        let mut tx = store.write().await.unwrap();
        run(&mut tx, "DELETE FROM schema_ledger WHERE version = 1")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let gap = MigrationFault::Gap {
            name: "0001_attic".to_owned(),
        };
        assert_eq!(fault(&store, &[ATTIC, CELLAR]).await, gap);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_at_once_apply_each_once() {
    for database in Database::each().await {
        let mut migrators = Vec::new();
        for _ in 0..6 {
            // Each with a store of its own, as several programs that are started together.
            let store = database.open().await;
            migrators.push(tokio::spawn(async move {
                apply(&store, &[ATTIC, CELLAR]).await.unwrap()
            }));
        }
        let mut applied = Vec::new();
        for migrator in migrators {
            applied.extend(migrator.await.unwrap());
        }
        applied.sort_unstable();
        assert_eq!(applied, ["0001_attic", "0002_cellar"]);
        assert_eq!(rows_in_attic(&database.open().await).await, 2);
    }
}

#[test]
fn the_program_carries_every_file_of_both_folders_under_its_number() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    for engine in ["sqlite", "postgres"] {
        // No folder yet is no migration yet.
        let mut files: Vec<_> = std::fs::read_dir(folder.join(engine))
            .map(|entries| {
                entries
                    .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                    .collect()
            })
            .unwrap_or_default();
        files.sort_unstable();
        let carried: Vec<_> = MIGRATIONS
            .iter()
            .map(|migration| format!("{}.sql", migration.name))
            .collect();
        assert_eq!(files, carried, "{engine}");
    }
    for (migration, number) in MIGRATIONS.iter().zip(1..) {
        assert!(
            migration.name.starts_with(&format!("{number:04}_")),
            "{}",
            migration.name
        );
    }
}
