//! Opening a store: what is refused, and which promises the connections keep.

use luotsi_store::testing::{Database, number, run, texts};
use luotsi_store::{Error, Store};

#[tokio::test]
async fn the_connections_keep_what_was_promised() {
    let database = Database::sqlite();
    let store = database.migrated().await;
    let mut writing = store.write().await.unwrap();
    for (setting, value) in [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
    ] {
        let found = number(&mut writing, &format!("PRAGMA {setting}")).await.unwrap();
        assert_eq!(found, value, "{setting}");
    }
    assert_eq!(texts(&mut writing, "PRAGMA journal_mode").await.unwrap(), ["wal"]);
    drop(writing);
    let mut reading = store.read().await.unwrap();
    assert!(
        run(&mut reading, "DELETE FROM schema_ledger").await.is_err(),
        "a reader wrote"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_and_its_log_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let database = Database::sqlite();
    let store = database.migrated().await;
    store.write().await.unwrap().commit().await.unwrap();
    let file = database.url().strip_prefix("sqlite:").unwrap();
    for end in ["", "-wal", "-shm"] {
        let mode = std::fs::metadata(format!("{file}{end}"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}{end}");
    }
}

#[tokio::test]
async fn a_url_of_another_kind_is_refused_without_repeating_it() {
    for url in [
        "",
        "mysql://anna:hunter2@localhost/luotsi",
        "sqlite:",
        "sqlite::memory:",
        "sqlite:x.db?mode=ro",
    ] {
        let error = Store::open(url, luotsi_store::Options::default())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Url(_)), "{url}");
        assert!(!error.to_string().contains("hunter2"));
    }
    let url = "postgres://anna:hunter2@localhost:port/luotsi";
    let error = Store::open(url, luotsi_store::Options::default())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Url(_)));
    assert!(!error.to_string().contains("hunter2"));
}

#[tokio::test]
async fn an_unreachable_server_is_a_passing_trouble() {
    // Bound but never listening: a connection is refused at once.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!(
        "postgres://anna@{}/luotsi?sslmode=disable",
        socket.local_addr().unwrap()
    );
    let hurried = luotsi_store::Options {
        patience: std::time::Duration::from_millis(200),
        ..luotsi_store::Options::default()
    };
    let error = Store::open(&url, hurried).await.unwrap_err();
    assert!(error.is_transient(), "{error}");
}
