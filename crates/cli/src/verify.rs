//! `luotsi verify`: whether what is stored is what its history says.

use std::path::Path;

use crate::{
    command::VerifyOptions,
    config,
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// Verifies the configured database, or a demo's.
pub(crate) async fn run(file: Option<&Path>, options: &VerifyOptions) -> Result<()> {
    let service = if let Some(data) = &options.data {
        let files = crate::demo::Files::of(data);
        let url = options.database.clone().unwrap_or_else(|| files.database_url());
        if !files.key().exists() {
            return Err(Failure::refused(format!(
                "{} is no demo's directory; name the one that luotsi demo was given",
                data.display()
            )));
        }
        let keys = house::keys(&files.key())?;
        let store = house::find(&url).await?;
        if !store.pending().await?.is_empty() {
            return Err(Failure::refused(
                "that demo is not of this version; start it once with luotsi demo",
            ));
        }
        house::over(store, keys).await?
    } else {
        let base = config::base(file)?;
        telemetry::start(base.log, base.log_format);
        house::open(&base).await?
    };
    let verified = service.verify().await?;
    service.store().close().await?;
    for finding in &verified.findings {
        say(finding);
    }
    let looked = format!("{} referrals with {} events", verified.referrals, verified.events);
    if verified.findings.is_empty() {
        say(format_args!(
            "Verified {looked}: everything is as its history says."
        ));
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{} things are off among {looked}; keep this database as it is, and compare with a backup",
        verified.findings.len()
    )))
}
