//! `luotsi migrate`: the schema of this version, and keys where there are none yet.

use std::path::Path;

use luotsi_store::{MIGRATIONS, Options, Store, crypto::MasterKey};

use crate::{
    config,
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// Brings the configured database up to this version.
pub(crate) async fn run(file: Option<&Path>) -> Result<()> {
    let base = config::base(file)?;
    telemetry::start(base.log, base.log_format);
    let store = Store::open(&base.database_url, Options::default()).await?;
    let key_file = &base.key_file;
    if key_file.exists() {
        house::keys(key_file)?;
    } else if store.pending().await?.len() == MIGRATIONS.len() {
        MasterKey::create(key_file).map_err(|fault| {
            Failure::refused(format!(
                "the key file {} cannot be made: {fault}",
                key_file.display()
            ))
        })?;
        say(format_args!(
            "Made new keys in {}. Without this file the data cannot be read: back it up, but not beside the database.",
            key_file.display()
        ));
    } else {
        // New keys would open nothing of what is there.
        return Err(Failure::refused(format!(
            "this database has been in use, and its key file {} is not there; bring it back from a backup",
            key_file.display()
        )));
    }
    let done = store.migrate().await?;
    let engine = house::engine(&store);
    match done.as_slice() {
        [] => say(format_args!("The {engine} database is up to date.")),
        names => say(format_args!(
            "Migrated the {engine} database: {}.",
            names.join(", ")
        )),
    }
    store.close().await?;
    Ok(())
}
