//! No statement that runs often goes through a whole table that grows.

use luotsi_store::{ALL_STATEMENTS, testing::Database};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _, SqliteConnection, sqlite::SqliteConnectOptions};

/// Tables with a row for every person, letter, step or request there ever was.
const GROWING: &[&str] = &[
    "drafts",
    "draft_notices",
    "draft_views",
    "client_indexes",
    "referrals",
    "events",
    "texts",
    "clients",
    "letters",
    "notices",
    "views",
    "idempotency",
    "doubles",
    "users",
    "memberships",
    "tokens",
    "invitations",
    "passwords",
    "sessions",
    "sign_in_tries",
    "closed_gates",
    "leavings",
    "feed",
    "unplaced",
    "checkpoints",
    "checkpoint_leaves",
    "figures",
    "network_notes",
    "answers",
    "forecasts",
    "decisions",
];

/// What runs once in an import or a verification, or only counts, and so may go through all of its table or an index of it.
const SELDOM: &[&str] = &[
    "OPEN_BY_PROGRAMME",
    "COUNT_USERS",
    "COUNT_BY_STATUS",
    "COUNT_LETTERS",
    "COUNT_ORPHANS",
    "NEWEST_KEY",
];

/// What sorts a few rows after finding them: of one person, one organisation, one worker, one board, one hour.
const SORTS: &[&str] = &[
    "READ_WATCHED",
    "READ_DEAD",
    "READ_CHANGED",
    "FIND_BY_EMAIL",
    "FIND_ACCOUNT",
    "DUE_STEPS",
    "SEEK_AT_DESK",
    "SEEK_AT_PARTNER",
    "SEEK_DRAFTS",
    "TOLD_AT",
    "PEOPLE_OF",
    "FIND_SAME",
    "FIND_EARLIER",
    "READ_DOUBLES",
    "READ_NOTICES",
    "LIST_PARTNER",
    "NEWEST_PARTNER",
    "FIND_AT_DESK",
    "FIND_AT_PARTNER",
    "FIND_IN_NETWORK",
    "UNMET",
    "OPEN_BY_PROGRAMME",
];

/// What SQLite would do for a statement, step by step.
async fn plan(connection: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps = sqlx::raw_sql(explain).fetch_all(connection).await.unwrap();
    steps.iter().map(|step| step.get("detail")).collect()
}

#[tokio::test]
async fn every_statement_on_the_road_enters_its_tables_by_an_index() {
    let database = Database::sqlite();
    database.migrated().await;
    let options: SqliteConnectOptions = database.url().parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    let mut faults = Vec::new();
    for (name, sql) in ALL_STATEMENTS.iter().copied().flatten() {
        for step in plan(&mut connection, sql).await {
            let scans = GROWING.iter().any(|table| {
                step.strip_prefix("SCAN ")
                    .and_then(|rest| rest.split(' ').next())
                    .is_some_and(|scanned| scanned == *table)
            });
            let sorts = step.contains("TEMP B-TREE FOR ORDER BY");
            if (scans && !SELDOM.contains(name)) || (sorts && !SORTS.contains(name)) {
                faults.push(format!("{name}: {step}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The indexes that what runs most often goes by.
const BY: [(&str, &[&str]); 27] = [
    ("OWN_HANDOFFS", &["referrals_by_submitter"]),
    ("RETURNED", &["referrals_by_return"]),
    ("WAITS_TOO_LONG", &["referrals_by_desk_waiting"]),
    ("DESK_TASKS", &["referrals_by_desk_task"]),
    ("LIST_DESK", &["referrals_by_desk "]),
    ("NEWEST_DESK", &["referrals_by_desk_and_age"]),
    (
        "LIST_PARTNER",
        &[
            "referrals_by_organisation ",
            "referrals_by_transfer",
            "referrals_by_submitter",
        ],
    ),
    (
        "NEWEST_PARTNER",
        &[
            "referrals_by_organisation_and_age",
            "referrals_by_transfer",
            "referrals_by_submitter",
        ],
    ),
    ("LIST_NETWORK", &["referrals_by_due"]),
    ("NEWEST_NETWORK", &["referrals_by_age"]),
    ("FIND_AT_DESK", &["(reference=?)"]),
    ("FIND_AT_PARTNER", &["(reference=?)"]),
    ("FIND_IN_NETWORK", &["(reference=?)"]),
    ("DUE_STEPS", &["referrals_by_wake", "drafts_by_wake"]),
    ("OWN_DRAFTS", &["drafts_by_author"]),
    ("QUEUED_DRAFTS", &["drafts_by_queue"]),
    (
        "SEEK_AT_DESK",
        &["client_indexes_by_value", "referrals_by_client"],
    ),
    (
        "SEEK_AT_PARTNER",
        &["client_indexes_by_value", "referrals_by_client"],
    ),
    ("SEEK_DRAFTS", &["client_indexes_by_value", "drafts_by_client"]),
    ("READ_UNINDEXED", &["clients_to_index"]),
    ("WAITING", &["referrals_by_waiting"]),
    ("OPEN_IN_PROGRAMME", &["referrals_by_programme"]),
    ("COUNT_BY_HOLDER", &["COVERING INDEX referrals_by_standing"]),
    ("COUNT_OPEN", &["COVERING INDEX referrals_by_load"]),
    ("LEASE_LETTERS", &["letters_by_send"]),
    (
        "FIND_SAME",
        &["clients_by_phone", "clients_by_name", "referrals_by_client"],
    ),
    ("FIND_TOKEN", &["(hash=?)"]),
];

#[tokio::test]
async fn what_runs_most_often_goes_by_the_index_made_for_it() {
    let database = Database::sqlite();
    database.migrated().await;
    let options: SqliteConnectOptions = database.url().parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    for (name, indexes) in BY {
        let (_, sql) = ALL_STATEMENTS
            .iter()
            .copied()
            .flatten()
            .find(|(known, _)| *known == name)
            .unwrap();
        let steps = plan(&mut connection, sql).await;
        for index in indexes {
            assert!(
                steps.iter().any(|step| step.contains(index)),
                "{name} not by {index}: {steps:#?}"
            );
        }
        let searched = steps.iter().filter(|step| step.starts_with("SEARCH referrals"));
        if name.starts_with("LIST") || name.starts_with("NEWEST") {
            assert_eq!(searched.count(), indexes.len(), "{name}: {steps:#?}");
        }
    }
}
