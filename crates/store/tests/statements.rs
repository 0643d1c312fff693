//! Every statement of the store is understood by both engines, and understood alike.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use luotsi_store::testing::{Database, prepare};
use luotsi_store::{ALL_FORKS, ALL_STATEMENTS, Store};

/// How many questions there are that need two texts. Each is a place where the engines can drift
/// apart, so whoever adds one says so here.
const FORKS: usize = 4;

async fn stores() -> Vec<(Database, Store)> {
    let mut stores = Vec::new();
    for database in Database::each().await {
        let store = database.migrated().await;
        stores.push((database, store));
    }
    stores
}

#[tokio::test]
async fn every_statement_is_prepared_on_both_engines_with_the_same_columns_and_parameters() {
    let stores = stores().await;
    let mut faults = Vec::new();
    for (name, sql) in ALL_STATEMENTS.iter().copied().flatten() {
        let mut understood = Vec::new();
        for (_, store) in &stores {
            match prepare(store, sql).await {
                Ok(prepared) => understood.push(prepared),
                Err(error) => faults.push(format!("{name} on {:?}: {error}", store.engine())),
            }
        }
        if let [sqlite, postgres] = understood.as_slice()
            && sqlite != postgres
        {
            faults.push(format!(
                "{name}: {sqlite:?} on SQLite, {postgres:?} on PostgreSQL"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn both_texts_of_a_fork_are_prepared_and_there_are_no_more_forks_than_known() {
    let stores = stores().await;
    let mut forks = 0;
    for (name, fork) in ALL_FORKS.iter().copied().flatten() {
        forks += 1;
        let mut understood = Vec::new();
        for (_, store) in &stores {
            understood.push(
                prepare(store, fork.on(store.engine()))
                    .await
                    .map_err(|e| format!("{name}: {e}")),
            );
        }
        let understood: Vec<_> = understood.into_iter().map(Result::unwrap).collect();
        assert!(
            understood.windows(2).all(|pair| pair[0] == pair[1]),
            "{name}: {understood:?}"
        );
    }
    assert_eq!(forks, FORKS);
}

#[test]
fn every_module_that_declares_statements_is_in_the_list() {
    let (mut statements, mut forks) = (0, 0);
    for text in sources() {
        statements += text
            .lines()
            .filter(|line| line.trim_start().starts_with("statements! {"))
            .count();
        forks += text
            .lines()
            .filter(|line| line.trim_start().starts_with("forks! {"))
            .count();
    }
    assert_eq!(ALL_STATEMENTS.len(), statements);
    assert_eq!(ALL_FORKS.len(), forks);
}

#[test]
fn sql_is_written_in_the_lists_and_nowhere_else() {
    for text in sources() {
        for forbidden in [
            "query(\"",
            "query_as(\"",
            "query_scalar(\"",
            "raw_sql(\"",
            "QueryBuilder",
        ] {
            assert!(!text.contains(forbidden), "{forbidden} in a source of the store");
        }
        assert!(text.contains("//! Fresh databases") || !text.contains("AssertSqlSafe"));
    }
}

#[test]
fn no_statement_leaves_the_portable_subset() {
    let mut names = BTreeSet::new();
    for (name, sql) in ALL_STATEMENTS.iter().copied().flatten() {
        assert!(names.insert(name), "{name} is there twice");
        let folded = sql.to_uppercase();
        for foreign in [
            "NOW()",
            "CURRENT_TIMESTAMP",
            "ILIKE",
            "::",
            "?",
            "SELECT *",
            "RETURNING *",
            "DATETIME(",
        ] {
            assert!(!folded.contains(foreign), "{name} uses {foreign}");
        }
    }
}

/// The texts of this crate's own modules.
fn sources() -> Vec<String> {
    fn collect(folder: &Path, texts: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, texts);
            } else {
                texts.push(fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut texts = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    texts
}
