//! Sharing a commit on SQLite: who is answered when, and what becomes of those who go away.
#![expect(
    clippy::unwrap_used,
    reason = "what is set up here must stand before anything can be tested"
)]

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use luotsi_store::testing::{Database, number, run, texts};
use luotsi_store::{Error, Migration, Options, Result, Store, Tx};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Executor as _, Row as _};

/// A table to write names into, and one whose foreign key is looked at only by the outer COMMIT.
const SCHEMA: &[Migration] = &[Migration {
    name: "0001_guests",
    sqlite: "CREATE TABLE guests (name TEXT NOT NULL PRIMARY KEY) STRICT;
             CREATE TABLE stays (
                 guest TEXT NOT NULL REFERENCES guests (name) DEFERRABLE INITIALLY DEFERRED
             ) STRICT;",
    postgres: "",
}];

async fn house() -> (Database, Store) {
    let database = Database::sqlite();
    let store = database.with_schema(SCHEMA).await;
    (database, store)
}

async fn enter(tx: &mut Tx, name: &str) -> Result<u64> {
    run(tx, &format!("INSERT INTO guests (name) VALUES ('{name}')")).await
}

async fn guests(store: &Store) -> Vec<String> {
    texts(
        &mut store.read().await.unwrap(),
        "SELECT name FROM guests ORDER BY name",
    )
    .await
    .unwrap()
}

/// Polls a future once; the rest of it is then under way.
async fn poll_once<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    let mut future = Some(future);
    poll_fn(move |context| {
        let polled = future.take().map(|future| future.poll(context));
        Poll::Ready(polled.unwrap_or(Poll::Pending))
    })
    .await
}

/// Asks for a turn and waits until the request stands in the queue.
async fn queued(store: &Store) -> tokio::task::JoinHandle<Result<Tx>> {
    let store = store.clone();
    let (standing, stands) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        let mut turn = pin!(store.write());
        let first = poll_once(turn.as_mut()).await;
        standing.send(()).unwrap();
        match first {
            Poll::Ready(tx) => tx,
            Poll::Pending => turn.await,
        }
    });
    stands.await.unwrap();
    task
}

#[tokio::test]
async fn a_commit_is_answered_together_with_those_that_share_it() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let second = queued(&store).await;
    enter(&mut first, "first").await.unwrap();

    let mut first = Box::pin(first.commit());
    assert!(poll_once(first.as_mut()).await.is_pending());
    let mut second = second.await.unwrap().unwrap();
    enter(&mut second, "second").await.unwrap();
    assert!(
        poll_once(first.as_mut()).await.is_pending(),
        "answered before the disk could confirm"
    );
    assert_eq!(guests(&store).await, [""; 0], "seen before it was stored");

    second.commit().await.unwrap();
    first.await.unwrap();
    assert_eq!(guests(&store).await, ["first", "second"]);
}

#[tokio::test]
async fn one_that_rolls_back_takes_nobody_with_it() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let (second, third, fourth) = (queued(&store).await, queued(&store).await, queued(&store).await);
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());

    let mut second = second.await.unwrap().unwrap();
    enter(&mut second, "second").await.unwrap();
    drop(second);

    let mut third = third.await.unwrap().unwrap();
    enter(&mut third, "third").await.unwrap();
    let again = enter(&mut third, "first").await.unwrap_err();
    assert!(
        again.is_unique_violation(),
        "the third does not see the first: {again}"
    );
    assert!(matches!(third.commit().await, Err(Error::Broken)));

    let mut fourth = fourth.await.unwrap().unwrap();
    enter(&mut fourth, "fourth").await.unwrap();
    fourth.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(guests(&store).await, ["first", "fourth"]);
}

#[tokio::test]
async fn one_that_goes_away_while_waiting_is_passed_over() {
    let (_database, store) = house().await;
    // Dropped while another holds the connection: it still stands in the queue.
    let mut holder = store.write().await.unwrap();
    let waiting = queued(&store).await;
    let next = queued(&store).await;
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    enter(&mut holder, "holder").await.unwrap();
    let holder = tokio::spawn(holder.commit());
    next.await.unwrap().unwrap().commit().await.unwrap();
    holder.await.unwrap().unwrap();

    // Dropped when its turn may have come already, but before it could take it.
    for round in 0..20 {
        let mut gone = Box::pin(store.write());
        assert!(poll_once(gone.as_mut()).await.is_pending());
        for _ in 0..round {
            store.ping().await.unwrap();
        }
        drop(gone);
        let mut next = store.write().await.unwrap();
        enter(&mut next, &format!("round {round:02}")).await.unwrap();
        next.commit().await.unwrap();
    }
    assert_eq!(guests(&store).await.len(), 21);
}

#[tokio::test]
async fn one_that_goes_away_in_the_middle_of_a_statement_leaves_nothing() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let (second, third) = (queued(&store).await, queued(&store).await);
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());

    let mut second = second.await.unwrap().unwrap();
    let long = "INSERT INTO guests
                WITH RECURSIVE crowd (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM crowd WHERE n < 200000)
                SELECT 'guest ' || n FROM crowd";
    {
        let mut statement = Box::pin(run(&mut second, long));
        assert!(poll_once(statement.as_mut()).await.is_pending());
    }
    drop(second);

    let mut third = third.await.unwrap().unwrap();
    assert_eq!(
        number(&mut third, "SELECT COUNT(*) FROM guests").await.unwrap(),
        1
    );
    enter(&mut third, "third").await.unwrap();
    third.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(guests(&store).await, ["first", "third"]);
}

#[tokio::test]
async fn one_that_panics_leaves_nothing_and_the_others_are_stored() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let (second, third) = (queued(&store).await, queued(&store).await);
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());

    let panicked = tokio::spawn(async move {
        let mut second = second.await.unwrap().unwrap();
        enter(&mut second, "second").await.unwrap();
        assert!(
            second.engine() != luotsi_store::Engine::Sqlite,
            "panics on purpose"
        );
        second.commit().await
    });
    assert!(panicked.await.unwrap_err().is_panic());

    let mut third = third.await.unwrap().unwrap();
    enter(&mut third, "third").await.unwrap();
    third.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(guests(&store).await, ["first", "third"]);
}

#[tokio::test]
async fn a_commit_whose_answer_nobody_awaits_is_stored_all_the_same() {
    let (_database, store) = house().await;
    let mut tx = store.write().await.unwrap();
    enter(&mut tx, "first").await.unwrap();
    let mut commit = Box::pin(tx.commit());
    assert!(poll_once(commit.as_mut()).await.is_pending());
    drop(commit);
    store.write().await.unwrap().commit().await.unwrap();
    assert_eq!(guests(&store).await, ["first"]);
}

#[tokio::test]
async fn a_commit_the_disk_refuses_fails_for_all_who_share_it() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let second = queued(&store).await;
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());
    let mut second = second.await.unwrap().unwrap();
    // The outer COMMIT is what looks at this foreign key, so it is what fails.
    run(&mut second, "INSERT INTO stays (guest) VALUES ('nobody')")
        .await
        .unwrap();
    assert!(matches!(second.commit().await, Err(Error::Unavailable(_))));
    assert!(matches!(first.await.unwrap(), Err(Error::Unavailable(_))));
    assert_eq!(guests(&store).await, [""; 0]);

    let mut next = store.write().await.unwrap();
    enter(&mut next, "next").await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(guests(&store).await, ["next"]);
}

/// What SQLite does by itself on a full disk can be had for the asking: `OR ROLLBACK` ends the outer
/// transaction, with the savepoints and the work of everyone before.
#[tokio::test]
async fn a_transaction_that_sqlite_gives_up_by_itself_is_reported_to_all_who_share_it() {
    let (_database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let second = queued(&store).await;
    let third = queued(&store).await;
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());

    let mut second = second.await.unwrap().unwrap();
    enter(&mut second, "second").await.unwrap();
    let twice = run(
        &mut second,
        "INSERT OR ROLLBACK INTO guests (name) VALUES ('second')",
    )
    .await;
    assert!(twice.unwrap_err().is_unique_violation());
    // Outside any transaction now, each statement would commit itself.
    assert!(enter(&mut second, "stowaway").await.is_err());
    drop(second);
    assert!(matches!(first.await.unwrap(), Err(Error::Unavailable(_))));

    let mut third = third.await.unwrap().unwrap();
    enter(&mut third, "third").await.unwrap();
    third.commit().await.unwrap();
    assert_eq!(guests(&store).await, ["third"]);
}

#[tokio::test]
async fn nobody_commits_but_the_owner_of_the_connection() {
    let (_database, store) = house().await;
    let mut tx = store.write().await.unwrap();
    enter(&mut tx, "first").await.unwrap();
    assert!(run(&mut tx, "COMMIT").await.is_err());
    assert!(matches!(tx.commit().await, Err(Error::Broken)));
    assert_eq!(guests(&store).await, [""; 0]);
    let mut next = store.write().await.unwrap();
    enter(&mut next, "next").await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(guests(&store).await, ["next"]);
}

#[tokio::test]
async fn closing_serves_those_who_queue_refuses_those_who_come_later_and_folds_the_log_in() {
    let (database, store) = house().await;
    let mut first = store.write().await.unwrap();
    let second = queued(&store).await;
    let closing = {
        let store = store.clone();
        let mut closing = Box::pin(async move { store.close().await });
        assert!(poll_once(closing.as_mut()).await.is_pending());
        tokio::spawn(closing)
    };
    let late = queued(&store).await;
    enter(&mut first, "first").await.unwrap();
    let first = tokio::spawn(first.commit());
    let mut second = second.await.unwrap().unwrap();
    enter(&mut second, "second").await.unwrap();
    second.commit().await.unwrap();
    first.await.unwrap().unwrap();
    closing.await.unwrap().unwrap();

    assert!(matches!(late.await.unwrap(), Err(Error::Closed)));
    assert!(matches!(store.write().await, Err(Error::Closed)));
    assert!(matches!(store.read().await, Err(Error::Closed)));
    store.close().await.unwrap();
    let file = database.url().strip_prefix("sqlite:").unwrap();
    assert!(
        !std::path::Path::new(&format!("{file}-wal")).exists(),
        "the log is still beside the file"
    );
    assert_eq!(guests(&database.open().await).await, ["first", "second"]);
}

#[tokio::test]
async fn whoever_waits_too_long_is_told_that_the_store_is_busy() {
    let database = Database::sqlite();
    database.with_schema(SCHEMA).await.close().await.unwrap();
    let hurried = Options {
        patience: Duration::from_millis(20),
        ..Options::default()
    };
    let store = Store::open(database.url(), hurried).await.unwrap();

    let holder = store.write().await.unwrap();
    assert!(matches!(store.write().await, Err(Error::Busy)));
    drop(holder);
    store.write().await.unwrap().commit().await.unwrap();

    // The same if it is another program that holds the file.
    let file = database.url().strip_prefix("sqlite:").unwrap();
    let mut other = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    assert!(matches!(store.write().await, Err(Error::Busy)));
    other.execute("ROLLBACK").await.unwrap();
    drop(other);
    loop {
        match store.write().await {
            Err(Error::Busy) => {}
            turn => return turn.unwrap().commit().await.unwrap(),
        }
    }
}

/// Three hundred at once, each ending in one of six ways: exactly those that were told `Ok` are there.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn exactly_what_was_confirmed_is_there_whatever_happens_around_it() {
    let (database, store) = house().await;
    let tasks: Vec<_> = (0..300)
        .map(|n| {
            let store = store.clone();
            let name = format!("guest {n:03}");
            let task = tokio::spawn(async move {
                let mut tx = store.write().await?;
                enter(&mut tx, &name).await?;
                match n % 6 {
                    0 => drop(tx),
                    1 => assert!(n > 300, "panics on purpose"),
                    2 => drop(enter(&mut tx, &name).await),
                    _ => {
                        tx.commit().await?;
                        return Ok(Some(name));
                    }
                }
                Ok::<_, Error>(None)
            });
            if n % 6 == 3 {
                task.abort();
            }
            task
        })
        .collect();
    let mut confirmed = Vec::new();
    for (n, task) in tasks.into_iter().enumerate() {
        match task.await {
            Ok(outcome) => confirmed.extend(outcome.unwrap()),
            Err(gone) => assert!(gone.is_panic() == (n % 6 == 1)),
        }
    }
    assert!(confirmed.len() >= 100);
    let there = guests(&store).await;
    // An aborted one may have been stored without anyone left to be told.
    let untold: Vec<_> = there.iter().filter(|name| !confirmed.contains(name)).collect();
    assert!(
        untold
            .iter()
            .all(|name| name[6..].parse::<u32>().unwrap() % 6 == 3),
        "{untold:?}"
    );
    assert!(confirmed.iter().all(|name| there.contains(name)));

    // And it is on the disk, not only in this process.
    let file = database.url().strip_prefix("sqlite:").unwrap();
    let mut other = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    let rows = other
        .fetch_all("SELECT name FROM guests ORDER BY name")
        .await
        .unwrap();
    assert_eq!(
        rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(),
        there
    );
}
