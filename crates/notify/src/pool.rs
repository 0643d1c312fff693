//! The connections to a mail server, and when they must not be used again.
//!
//! lettre keeps a pool, with two traps. It starts tasks when a pool is made and when it is dropped, which
//! outside a runtime is a panic; so the pool is made at the first use and kept with its runtime. And a
//! connection whose user was cut off in the middle goes back into the pool as if nothing had happened: the
//! late answer to the old letter would be read as the answer to the next one, which may never have been
//! taken. So whoever does not finish throws the whole pool away.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lettre::{AsyncSmtpTransport, Tokio1Executor, transport::smtp::AsyncSmtpTransportBuilder};
use tokio::runtime::Handle;

/// lettre's transport, which is its pool.
pub(crate) type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Where the present pool stands.
pub(crate) struct Pool {
    settings: AsyncSmtpTransportBuilder,
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    /// How many pools there were before this one.
    generation: u64,
    present: Option<(Transport, Handle)>,
}

impl Pool {
    /// Connects to nobody yet.
    pub(crate) fn new(settings: AsyncSmtpTransportBuilder) -> Self {
        Self {
            settings,
            slot: Mutex::default(),
        }
    }

    /// Lends the present pool, or a new one.
    pub(crate) fn borrow(&self) -> Borrowed<'_> {
        let mut slot = self.slot();
        let (transport, _) = slot
            .present
            .get_or_insert_with(|| (self.settings.clone().build(), Handle::current()));
        Borrowed {
            transport: transport.clone(),
            finished: false,
            pool: self,
            generation: slot.generation,
        }
    }

    /// Takes the present pool out; the next borrower gets a new one.
    pub(crate) fn take(&self) -> Option<Transport> {
        self.slot().taken().map(|(transport, _)| transport)
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        // A panic elsewhere cannot leave the slot half changed.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn taken(&mut self) -> Option<(Transport, Handle)> {
        self.generation += 1;
        self.present.take()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some((transport, runtime)) = self.present.take() {
            let _inside = runtime.enter();
            drop(transport);
        }
    }
}

/// A pool on loan. Dropped before `finished`, it takes the pool with it.
pub(crate) struct Borrowed<'a> {
    pub(crate) transport: Transport,
    /// Whether nothing is under way on any connection of this borrower.
    pub(crate) finished: bool,
    pool: &'a Pool,
    generation: u64,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let mut slot = self.pool.slot();
        // Another borrower may have thrown it away already; its successor is innocent.
        if slot.generation == self.generation {
            slot.taken();
        }
    }
}
