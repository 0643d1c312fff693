//! One function per use case: load, decide, save, commit.
//!
//! Everything that happens to a referral goes through here, whoever asks: page, API, command line or the
//! clock. Time comes in as `now`, ids from an [`IdSource`]; nothing here talks to a network.
//!
//! What others call is boxed: the body of an `async fn` is compiled anew in each crate that awaits it, and
//! with it all that it awaits. Boxed, it is compiled here, once. One allocation a use case is what that costs.

#![expect(
    clippy::must_use_candidate,
    reason = "boxed, the functions return futures, and rustc itself warns of those that nobody awaits"
)]

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use jiff::Timestamp;
use luotsi_domain::id::NetworkId;
use luotsi_store::{Store, crypto::MasterKey};
use uuid::Uuid;

pub mod absence;
pub mod board;
pub mod capacity;
pub mod checkpoint;
pub mod chosen;
pub mod claim;
pub mod clock;
pub mod decision;
pub mod desk;
pub mod draft;
pub mod ending;
pub mod error;
pub mod explain;
pub mod export;
pub mod fairness;
pub mod figures;
pub mod fitness;
pub mod import;
pub mod invitation;
pub mod learning;
pub mod network;
pub mod people;
pub mod routing;
pub mod session;
pub mod verify;
pub mod watch;
pub mod what_if;
pub mod work;

mod act;
mod amend;
mod archive;
mod carriers;
mod feed;
mod fold;
mod forecast;
mod guidance;
mod identity;
mod kin;
mod lately;
mod learnt;
mod linked;
mod live;
mod meeting;
mod notify;
mod place;
mod plan;
mod preview;
mod read;
mod reference;
mod reopen;
mod search;
mod step;
mod submit;
mod timeline;
mod view;
mod voice;
mod waiting;

use async_recursion::async_recursion as boxed;

pub use archive::ViewsPage;
pub use error::{Error, Result, Standing};
pub use feed::FeedPage;
pub use luotsi_store::Error as StoreError;
pub use network::{Network, Networks};
pub use preview::{GateSaid, Previewed};
pub use read::{ListQuery, Listed};
pub use search::Finds;
pub use submit::Handed;

/// Where ids and chance come from. Lives at the edge, beside the clock.
pub trait IdSource: Send + Sync {
    /// A new UUIDv7 of that instant.
    fn uuid(&self, now: Timestamp) -> Uuid;
    /// Sixteen random bytes.
    fn bytes(&self) -> [u8; 16];
}

/// The use cases over one store.
#[derive(Clone)]
pub struct Service {
    store: Store,
    keys: Arc<MasterKey>,
    ids: Arc<dyn IdSource>,
    networks: Arc<RwLock<Arc<Networks>>>,
    hashing: session::hashing::Hashing,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").finish_non_exhaustive()
    }
}

impl Service {
    /// Opens the use cases over a migrated store.
    ///
    /// # Errors
    /// Where a stored definition cannot be used.
    #[boxed]
    pub async fn open(store: Store, keys: Arc<MasterKey>, ids: Arc<dyn IdSource>) -> Result<Self> {
        let networks = Arc::new(RwLock::new(Arc::new(Networks::default())));
        let service = Self {
            store,
            keys,
            ids,
            networks,
            hashing: session::hashing::Hashing::default(),
        };
        service.refresh().await?;
        Ok(service)
    }

    /// Reads the definitions in force again: after an import, and now and then for another process's.
    ///
    /// # Errors
    /// Where a stored definition cannot be used.
    #[boxed]
    pub async fn refresh(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let versions = tx.definitions().await?;
        let known = self.networks();
        if known.is_of(&versions) {
            return Ok(());
        }
        let replaced: Vec<NetworkId> = versions
            .iter()
            .filter(|one| {
                known
                    .get(&one.definition.network)
                    .is_some_and(|before| before.version != one.version)
            })
            .map(|one| one.definition.network.clone())
            .collect();
        let parts = tx.handoff_parts().await?;
        let networks = Arc::new(Networks::compile(versions, &parts)?);
        *self.networks.write().unwrap_or_else(PoisonError::into_inner) = networks;
        drop(tx);
        // Until now this process set the clock by the definition before.
        if !replaced.is_empty() {
            let mut tx = self.store.write().await?;
            for id in &replaced {
                tx.look_again(id).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// The networks in force.
    #[must_use]
    pub fn networks(&self) -> Arc<Networks> {
        Arc::clone(&self.networks.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The store below.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// A key under which a form that is sent twice has one effect.
    #[must_use]
    pub fn fresh_key(&self) -> String {
        luotsi_store::hex::encode(&self.ids.bytes())
    }

    fn network(&self, id: &NetworkId) -> Result<Arc<Network>> {
        self.networks().get(id).ok_or(Error::NotFound)
    }

    fn uuid(&self, now: Timestamp) -> Uuid {
        self.ids.uuid(now)
    }
}
