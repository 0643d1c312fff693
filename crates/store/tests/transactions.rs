//! Transactions as everyone above the store knows them: the same on both engines.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use std::future::poll_fn;
use std::task::Poll;

use luotsi_store::testing::{Database, number, run};
use luotsi_store::{Engine, Error, Migration, Store, Tx};

const SCHEMA: &[Migration] = &[Migration {
    name: "0001_rooms",
    sqlite: "CREATE TABLE houses (id TEXT NOT NULL PRIMARY KEY) STRICT;
             CREATE TABLE rooms (
                 id    TEXT NOT NULL PRIMARY KEY,
                 house TEXT NOT NULL REFERENCES houses (id),
                 beds  INTEGER NOT NULL CHECK (beds >= 0),
                 UNIQUE (house, beds)
             ) STRICT;
             INSERT INTO houses (id) VALUES ('north');",
    postgres: "CREATE TABLE houses (id TEXT NOT NULL PRIMARY KEY);
               CREATE TABLE rooms (
                   id    TEXT NOT NULL PRIMARY KEY,
                   house TEXT NOT NULL REFERENCES houses (id),
                   beds  BIGINT NOT NULL CHECK (beds >= 0),
                   UNIQUE (house, beds)
               );
               INSERT INTO houses (id) VALUES ('north');",
}];

const ONE: &str = "INSERT INTO rooms (id, house, beds) VALUES ('one', 'north', 1)";
const ROOMS: &str = "SELECT COUNT(*) FROM rooms";

/// Runs a test in a small schema of its own on each engine there is.
async fn in_rooms<T, F>(test: T)
where
    T: Fn(Store) -> F,
    F: Future<Output = ()>,
{
    for database in Database::each().await {
        test(database.with_schema(SCHEMA).await).await;
    }
}

async fn rooms(store: &Store) -> i64 {
    number(&mut store.read().await.unwrap(), ROOMS).await.unwrap()
}

#[tokio::test]
async fn what_is_committed_is_there_and_what_is_dropped_is_not() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        assert_eq!(run(&mut tx, ONE).await.unwrap(), 1);
        assert_eq!(rooms(&store).await, 0, "seen before it was committed");
        drop(tx);
        assert_eq!(rooms(&store).await, 0);

        let mut tx = store.write().await.unwrap();
        run(&mut tx, ONE).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(rooms(&store).await, 0);

        let mut tx = store.write().await.unwrap();
        run(&mut tx, ONE).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rooms(&store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_in_which_a_statement_failed_cannot_be_committed() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        run(&mut tx, ONE).await.unwrap();
        assert!(run(&mut tx, ONE).await.unwrap_err().is_unique_violation());
        assert!(matches!(tx.commit().await, Err(Error::Broken)));
        assert_eq!(rooms(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_whose_statement_was_given_up_cannot_be_committed() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        run(&mut tx, ONE).await.unwrap();
        {
            // Long enough that no engine can have answered when it is asked for the first time.
            let long =
                "WITH RECURSIVE crowd (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM crowd WHERE n < 300000)
                        SELECT COUNT(*) FROM crowd";
            let mut statement = Box::pin(number(&mut tx, long));
            let polled = poll_fn(|context| Poll::Ready(statement.as_mut().poll(context)));
            assert!(polled.await.is_pending());
        }
        assert!(matches!(tx.commit().await, Err(Error::Broken)));
        assert_eq!(rooms(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_kind_of_refusal_is_told_apart_and_says_where() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        run(&mut tx, ONE).await.unwrap();
        tx.commit().await.unwrap();
        let is = |kind: fn(&Error) -> bool| kind;
        for (sql, kind) in [
            (ONE, is(Error::is_unique_violation)),
            (
                "INSERT INTO rooms (id, house, beds) VALUES ('two', 'north', 1)",
                is(Error::is_unique_violation),
            ),
            (
                "INSERT INTO rooms (id, house, beds) VALUES ('two', 'south', 1)",
                is(Error::is_foreign_key_violation),
            ),
            (
                "INSERT INTO rooms (id, house, beds) VALUES ('two', 'north', -1)",
                is(Error::is_check_violation),
            ),
            (
                "INSERT INTO rooms (id, house, beds) VALUES ('two', 'north', NULL)",
                is(Error::is_check_violation),
            ),
        ] {
            let error = run(&mut store.write().await.unwrap(), sql).await.unwrap_err();
            assert!(kind(&error), "{sql}: {error}");
            assert!(!error.is_transient(), "{sql}");
            if let Error::Unique(constraint) = &error {
                assert_eq!(constraint.table.as_deref(), Some("rooms"), "{sql}");
                assert!(constraint.name.is_some());
            }
        }
        let unknown = run(&mut store.write().await.unwrap(), "DELETE FROM attics").await;
        assert!(matches!(unknown, Err(Error::Database(_))));
    })
    .await;
}

#[tokio::test]
async fn an_error_never_shows_what_was_to_be_stored() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        let secret = "INSERT INTO rooms (id, house, beds) VALUES ('010190-999X', 'north', -1)";
        let error = run(&mut tx, secret).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("010190"), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_moment_and_changes_nothing() {
    in_rooms(|store| async move {
        let mut reader = store.read().await.unwrap();
        assert_eq!(number(&mut reader, ROOMS).await.unwrap(), 0);
        let mut writer = store.write().await.unwrap();
        run(&mut writer, ONE).await.unwrap();
        writer.commit().await.unwrap();
        assert_eq!(
            number(&mut reader, ROOMS).await.unwrap(),
            0,
            "another moment than before"
        );
        assert!(run(&mut reader, "DELETE FROM rooms").await.is_err());
        assert_eq!(rooms(&store).await, 1);
    })
    .await;
}

/// One statement decides and takes, so however many try, as many win as there are beds.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn forty_that_take_seven_beds_get_seven() {
    in_rooms(|store| async move {
        let mut tx = store.write().await.unwrap();
        run(
            &mut tx,
            "INSERT INTO rooms (id, house, beds) VALUES ('one', 'north', 7)",
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let takers: Vec<_> = (0..40)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = store.write().await.unwrap();
                    let take = "UPDATE rooms SET beds = beds - 1 WHERE id = 'one' AND beds > 0";
                    let taken = run(&mut tx, take).await.unwrap();
                    tx.commit().await.unwrap();
                    taken
                })
            })
            .collect();
        let mut taken = 0;
        for taker in takers {
            taken += taker.await.unwrap();
        }
        assert_eq!(taken, 7);
        let left = "SELECT beds FROM rooms WHERE id = 'one'";
        assert_eq!(number(&mut store.read().await.unwrap(), left).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_store_answers_until_it_is_closed() {
    in_rooms(|store| async move {
        store.ping().await.unwrap();
        store.close().await.unwrap();
        assert!(matches!(store.ping().await, Err(Error::Closed)));
        assert!(matches!(store.write().await, Err(Error::Closed)));
    })
    .await;
}

#[tokio::test]
async fn a_transaction_knows_its_engine_and_says_no_more() {
    in_rooms(|store| async move {
        let tx: Tx = store.read().await.unwrap();
        assert_eq!(tx.engine(), store.engine());
        let shown = match tx.engine() {
            Engine::Sqlite => "Tx(Sqlite)",
            Engine::Postgres => "Tx(Postgres)",
        };
        assert_eq!(format!("{tx:?}"), shown);
    })
    .await;
}
