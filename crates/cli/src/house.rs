//! The service over its database: opened once, for a command or to be served.

use std::{io::ErrorKind, path::Path, sync::Arc};

use luotsi_service::Service;
use luotsi_store::{Engine, KeyFault, Options, Store, crypto::MasterKey};

use crate::{
    config::{self, Base},
    demo::Files,
    failure::{Failure, Result},
    ids::Chance,
    telemetry,
};

/// Opens the configured database, which must be there and of this version.
pub(crate) async fn open(base: &Base) -> Result<Service> {
    let keys = keys(&base.key_file)?;
    let store = find(&base.database_url).await?;
    let pending = store.pending().await?;
    if !pending.is_empty() {
        return Err(Failure::refused(
            "the database is older than this program; run luotsi migrate first",
        ));
    }
    over(store, keys).await
}

/// Opens the configured database for a command that is told no more than the configuration.
pub(crate) async fn configured(file: Option<&Path>) -> Result<Service> {
    let base = config::base(file)?;
    telemetry::start(base.log, base.log_format);
    open(&base).await
}

/// Opens a demo's database: the one in its directory, or the one it was given.
pub(crate) async fn of_demo(data: &Path, database: Option<&str>) -> Result<Service> {
    let files = Files::of(data);
    let url = database.map_or_else(|| files.database_url(), str::to_owned);
    if !files.key().exists() {
        return Err(Failure::refused(format!(
            "{} is no demo's directory; name the one that luotsi demo was given",
            data.display()
        )));
    }
    let keys = keys(&files.key())?;
    let store = find(&url).await?;
    if !store.pending().await?.is_empty() {
        return Err(Failure::refused(
            "that demo is not of this version; start it once with luotsi demo",
        ));
    }
    over(store, keys).await
}

/// Opens the database of a demo where its directory is named, otherwise the configured one.
pub(crate) async fn named(
    config: Option<&Path>,
    data: Option<&Path>,
    database: Option<&str>,
) -> Result<Service> {
    match data {
        Some(data) => of_demo(data, database).await,
        None => configured(config).await,
    }
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
    MasterKey::load(path)
        .map_err(|fault| Failure::refused(format!("the key file {}", unusable(path, &fault))))
}

/// Why a key file cannot be used, and what to do.
pub(crate) fn unusable(path: &Path, fault: &KeyFault) -> String {
    let place = path.display();
    match fault {
        KeyFault::File(fault) if fault.kind() == ErrorKind::NotFound => format!(
            "{place} is not there; luotsi migrate makes one for a new database, an existing one needs its own back"
        ),
        KeyFault::Exposed => format!("{place} can be read by others than its owner; run chmod 600 on it"),
        KeyFault::File(_)
        | KeyFault::Malformed { .. }
        | KeyFault::Unknown(_)
        | KeyFault::NotAuthentic
        | KeyFault::NoRandomness => format!("{place} cannot be used: {fault}"),
    }
}

/// The engine's name, for people.
pub(crate) fn engine(store: &Store) -> &'static str {
    match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}
