//! The one connection that writes to SQLite, and the queue before it.
//!
//! SQLite has one writer at a time and each durable commit waits for the disk. So a task owns the only
//! writing connection and lets requests share that wait: it opens an outer transaction, lends the
//! connection to the first in the queue under a savepoint, takes it back, lends it to the next as long
//! as there is one and the bound is not reached, and only then commits. No commit is answered before the
//! disk has confirmed it, and one that the disk did not confirm fails for all who were part of it.
//!
//! A borrower that goes away, by panic or because its request was cancelled, drops its [`Loan`]; that
//! alone brings the connection back, and its savepoint is rolled back before the next one enters.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot};
use tokio::time::timeout;

use crate::error::{Error, Result};

/// How many transactions share one commit at most, so that the first of them does not wait for ever.
const BOUND: usize = 64;

/// How many may queue before a newcomer waits for a place in the queue itself.
const QUEUE: usize = 1024;

/// A handle to the task that owns the connection.
pub(crate) struct Writer {
    queue: mpsc::Sender<Request>,
    patience: Duration,
}

enum Request {
    Lend(Asker),
    Close(oneshot::Sender<Option<SqliteConnection>>),
}

type Asker = oneshot::Sender<Result<Loan>>;

/// Resolved when the outer transaction has ended: stored, or not.
type Confirmation = oneshot::Sender<Result<()>>;

type Shared = Arc<Mutex<SqliteConnection>>;

/// The connection while it is lent, inside a savepoint of its own.
///
/// Dropping it gives it back and undoes what was done with it.
pub(crate) struct Loan {
    connection: OwnedMutexGuard<SqliteConnection>,
    done: oneshot::Sender<Confirmation>,
}

impl Deref for Loan {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Loan {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

impl Loan {
    /// Gives the connection back and waits until the disk has confirmed what was done with it.
    pub(crate) async fn commit(self) -> Result<()> {
        let Self { connection, done } = self;
        let (confirmation, confirmed) = oneshot::channel();
        drop(connection);
        done.send(confirmation).map_err(|_| Error::Closed)?;
        confirmed.await.map_err(|_| Error::Closed)?
    }
}

impl Writer {
    /// Opens the connection and starts the task that owns it until [`Writer::close`], or until the last
    /// handle is dropped.
    pub(crate) async fn start(options: SqliteConnectOptions, patience: Duration) -> Result<Self> {
        let (queue, requests) = mpsc::channel(QUEUE);
        let mut owner = Owner {
            options,
            connection: None,
            committing: Arc::default(),
            requests,
            closer: None,
        };
        owner.connection().await?;
        tokio::spawn(owner.run());
        Ok(Self { queue, patience })
    }

    /// Waits for one's turn.
    pub(crate) async fn lend(&self) -> Result<Loan> {
        let (asker, lent) = oneshot::channel();
        let turn = async {
            self.queue
                .send(Request::Lend(asker))
                .await
                .map_err(|_| Error::Closed)?;
            lent.await.map_err(|_| Error::Closed)?
        };
        timeout(self.patience, turn).await.map_err(|_| Error::Busy)?
    }

    /// Refuses newcomers, serves all who queue, and gives out the connection to be closed.
    ///
    /// `None` if that has happened before, or if the connection was lost and not needed since.
    pub(crate) async fn close(&self) -> Option<SqliteConnection> {
        let (closer, connection) = oneshot::channel();
        self.queue.send(Request::Close(closer)).await.ok()?;
        connection.await.ok().flatten()
    }
}

/// What the task owns.
struct Owner {
    options: SqliteConnectOptions,
    /// `None` after a failure, until it is needed again: a connection in doubt is not used further.
    connection: Option<Shared>,
    /// Whether the commit that SQLite is asked for is this task's own.
    committing: Arc<AtomicBool>,
    requests: mpsc::Receiver<Request>,
    closer: Option<oneshot::Sender<Option<SqliteConnection>>>,
}

impl Owner {
    async fn run(mut self) {
        while let Some(request) = self.requests.recv().await {
            if let Some(asker) = self.admit(request) {
                self.serve_batch(asker).await;
            }
        }
        let connection = self.connection.and_then(Arc::into_inner).map(Mutex::into_inner);
        if let Some(closer) = self.closer {
            // A closer that went away drops the connection, which closes it as well.
            let _ = closer.send(connection);
        }
    }

    /// Takes a request out of the queue: someone to lend to, unless it is the end or has gone away.
    ///
    /// Whoever stands behind the end in the queue came later, and is refused by being let go.
    fn admit(&mut self, request: Request) -> Option<Asker> {
        match request {
            _ if self.closer.is_some() => None,
            Request::Lend(asker) => (!asker.is_closed()).then_some(asker),
            Request::Close(closer) => {
                self.requests.close();
                self.closer = Some(closer);
                None
            }
        }
    }

    /// Finds the next to lend to, if there is one right now.
    fn next(&mut self) -> Option<Asker> {
        while let Ok(request) = self.requests.try_recv() {
            if let Some(asker) = self.admit(request) {
                return Some(asker);
            }
        }
        None
    }

    /// Opens the outer transaction, lends to as many as queue, commits, and answers all of them.
    async fn serve_batch(&mut self, first: Asker) {
        let connection = match self.begin().await {
            Ok(connection) => connection,
            Err(error) => {
                let _ = first.send(Err(error));
                return;
            }
        };
        let mut confirmations = Vec::new();
        let outcome = self.lend_and_commit(&connection, first, &mut confirmations).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, transactions = confirmations.len(), "a batch of transactions was not stored");
            self.discard(connection).await;
        }
        for confirmation in confirmations {
            // Whoever does not wait any more has its transaction stored or not all the same.
            let _ = confirmation.send(match &outcome {
                Ok(()) => Ok(()),
                Err(error) => Err(Error::Unavailable(error.to_string())),
            });
        }
    }

    async fn lend_and_commit(
        &mut self,
        connection: &Shared,
        first: Asker,
        confirmations: &mut Vec<Confirmation>,
    ) -> sqlx::Result<()> {
        let mut asker = Some(first);
        let mut lent = 0;
        while let Some(borrower) = asker {
            lend(connection, borrower, confirmations).await?;
            lent += 1;
            asker = if lent < BOUND { self.next() } else { None };
        }
        let mut connection = connection.lock().await;
        if confirmations.is_empty() {
            return run(&mut connection, "ROLLBACK").await;
        }
        self.committing.store(true, Ordering::SeqCst);
        let outcome = run(&mut connection, "COMMIT").await;
        self.committing.store(false, Ordering::SeqCst);
        outcome
    }

    /// Begins the outer transaction; on failure the connection is not trusted further.
    async fn begin(&mut self) -> Result<Shared> {
        let connection = self.connection().await?;
        let begun = run(&mut *connection.lock().await, "BEGIN IMMEDIATE").await;
        if let Err(error) = begun {
            self.discard(connection).await;
            return Err(error.into());
        }
        Ok(connection)
    }

    /// The connection, opened anew if the last one was given up.
    async fn connection(&mut self) -> Result<Shared> {
        if let Some(connection) = &self.connection {
            return Ok(Arc::clone(connection));
        }
        let mut connection = self.options.connect().await?;
        // SQLite rolls a whole transaction back by itself when the disk is full or fails. A borrower
        // that went on regardless would then commit statement by statement; so would one that says
        // COMMIT. SQLite asks this hook before each commit, and only the task's own may pass.
        let committing = Arc::clone(&self.committing);
        connection
            .lock_handle()
            .await?
            .set_commit_hook(move || committing.load(Ordering::SeqCst));
        let connection = Arc::new(Mutex::new(connection));
        self.connection = Some(Arc::clone(&connection));
        Ok(connection)
    }

    /// Gives a connection up: whatever is still open in it is rolled back by closing it.
    async fn discard(&mut self, connection: Shared) {
        self.connection = None;
        if let Some(connection) = Arc::into_inner(connection) {
            // It is given up because it failed, so it may fail to close in order, too.
            let _ = connection.into_inner().close().await;
        }
    }
}

/// Lends the connection to one borrower and settles its savepoint.
///
/// An error means that the outer transaction cannot be trusted any more: SQLite has ended it by itself,
/// so the savepoint is gone with everything before it.
async fn lend(
    connection: &Shared,
    borrower: Asker,
    confirmations: &mut Vec<Confirmation>,
) -> sqlx::Result<()> {
    let mut guard = Arc::clone(connection).lock_owned().await;
    if let Err(error) = run(&mut guard, "SAVEPOINT borrower").await {
        let _ = borrower.send(Err(Error::Unavailable(error.to_string())));
        return Err(error);
    }
    let (done, returned) = oneshot::channel();
    // If the borrower has gone away the loan comes back in the refusal and is dropped here, which is
    // what a borrower does to roll back.
    drop(borrower.send(Ok(Loan {
        connection: guard,
        done,
    })));
    let wish = returned.await;
    let mut guard = connection.lock().await;
    match wish {
        Ok(confirmation) => {
            confirmations.push(confirmation);
            run(&mut guard, "RELEASE borrower").await
        }
        Err(_dropped) => run(&mut guard, "ROLLBACK TO borrower; RELEASE borrower").await,
    }
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> sqlx::Result<()> {
    connection.execute(sql).await.map(|_| ())
}
