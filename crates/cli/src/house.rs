//! The service over its database: opened once, for a command or to be served.

use std::{path::Path, sync::Arc};

use luotsi_service::Service;
use luotsi_store::{Engine, Options, Store, crypto::MasterKey};

use crate::{
    config::Base,
    failure::{Failure, Result},
    ids::Chance,
};

/// Opens the configured database, which must be there and of this version.
pub(crate) async fn open(base: &Base) -> Result<Service> {
    let keys = keys(&base.key_file)?;
    let store = find(&base.database_url).await?;
    let pending = store.pending().await?;
    if !pending.is_empty() {
        return Err(Failure::refused("the database is older than this program; run luotsi migrate first"));
    }
    over(store, keys).await
}

/// Builds the service over a migrated store.
pub(crate) async fn over(store: Store, keys: MasterKey) -> Result<Service> {
    Ok(Service::open(store, Arc::new(keys), Arc::new(Chance)).await?)
}

/// Opens a database that is there. A missing file would otherwise be made, and look like lost data.
pub(crate) async fn find(url: &str) -> Result<Store> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        if !Path::new(path).exists() {
            return Err(Failure::refused(format!(
                "there is no database at {path}; mend DATABASE_URL, or run luotsi migrate to begin a new one"
            )));
        }
    }
    Ok(Store::open(url, Options::default()).await?)
}

/// Reads the keys.
pub(crate) fn keys(path: &Path) -> Result<MasterKey> {
    MasterKey::load(path).map_err(|fault| {
        let place = path.display();
        Failure::refused(match fault {
            luotsi_store::KeyFault::File(fault) if fault.kind() == std::io::ErrorKind::NotFound => format!(
                "the key file {place} is not there; luotsi migrate makes one for a new database, an existing one \
                 needs its own back"
            ),
            luotsi_store::KeyFault::Exposed => {
                format!("others than its owner can read the key file {place}; run chmod 600 on it")
            }
            fault => format!("the key file {place} cannot be used: {fault}"),
        })
    })
}

/// The engine's name, for people.
pub(crate) fn engine(store: &Store) -> &'static str {
    match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}
