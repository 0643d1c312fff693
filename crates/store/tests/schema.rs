//! The two dialects of the schema describe the same tables.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use luotsi_store::testing::{Database, texts};

/// `table.column TYPE required|optional`, in SQLite's types: PostgreSQL's have to be one of those the
/// portable subset allows, or they show as themselves.
const POSTGRES_COLUMNS: &str = "
    SELECT c.table_name || '.' || c.column_name || ' ' ||
           CASE c.data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER'
                            WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB'
                            WHEN 'double precision' THEN 'REAL' ELSE c.data_type END || ' ' ||
           CASE c.is_nullable WHEN 'NO' THEN 'required' ELSE 'optional' END AS description
      FROM information_schema.columns AS c
      JOIN information_schema.tables AS t USING (table_schema, table_name)
     WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'";

const SQLITE_COLUMNS: &str = "
    SELECT t.name || '.' || c.name || ' ' || c.type || ' ' ||
           CASE c.\"notnull\" WHEN 1 THEN 'required' ELSE 'optional' END AS description
      FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// `table (column, column)`, of every primary key and unique constraint or index without a condition.
const POSTGRES_KEYS: &str = "
    SELECT t.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.position) || ')' AS description
      FROM pg_index AS i
      JOIN pg_class AS t ON t.oid = i.indrelid
      JOIN pg_namespace AS n ON n.oid = t.relnamespace
      JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, position) ON TRUE
      JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum
     WHERE n.nspname = current_schema() AND i.indisunique
     GROUP BY t.relname, i.indexrelid";

const SQLITE_KEYS: &str = "
    SELECT u.table_name || ' (' || GROUP_CONCAT(u.column_name, ', ') || ')' AS description
      FROM (SELECT t.name AS table_name, i.name AS index_name, c.name AS column_name
              FROM sqlite_master AS t
              JOIN pragma_index_list(t.name) AS i
              JOIN pragma_index_info(i.name) AS c
             WHERE t.type = 'table' AND i.\"unique\" = 1
             ORDER BY t.name, i.name, c.seqno) AS u
     GROUP BY u.table_name, u.index_name
    UNION ALL
    SELECT t.name || ' (' || c.name || ')'
      FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER'
       AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) AS i WHERE i.origin = 'pk')";

async fn described(database: &Database, sql: &str) -> Vec<String> {
    let store = database.migrated().await;
    let mut lines = texts(&mut store.read().await.unwrap(), sql).await.unwrap();
    lines.sort_unstable();
    lines
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_types_and_nullability() {
    let sqlite = described(&Database::sqlite(), SQLITE_COLUMNS).await;
    assert!(
        sqlite.contains(&"schema_ledger.name TEXT required".to_owned()),
        "{sqlite:?}"
    );
    if let Some(postgres) = Database::postgres().await {
        assert_eq!(described(&postgres, POSTGRES_COLUMNS).await, sqlite);
    }
}

#[tokio::test]
async fn both_engines_have_the_same_keys() {
    let sqlite = described(&Database::sqlite(), SQLITE_KEYS).await;
    assert!(
        sqlite.contains(&"schema_ledger (version)".to_owned()),
        "{sqlite:?}"
    );
    if let Some(postgres) = Database::postgres().await {
        assert_eq!(described(&postgres, POSTGRES_KEYS).await, sqlite);
    }
}

#[tokio::test]
async fn every_sqlite_table_is_strict() {
    let lax = "SELECT name FROM pragma_table_list
                WHERE type = 'table' AND schema = 'main' AND strict = 0
                  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    assert_eq!(described(&Database::sqlite(), lax).await, [""; 0]);
}
