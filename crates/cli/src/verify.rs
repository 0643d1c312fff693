//! `luotsi verify`: whether what is stored is what its history says.

use std::path::Path;

use crate::{
    command::VerifyOptions,
    failure::{Failure, Result},
    house,
    speech::say,
};

/// Verifies the configured database, or a demo's.
pub(crate) async fn run(file: Option<&Path>, options: &VerifyOptions) -> Result<()> {
    let service = match &options.data {
        Some(data) => house::of_demo(data, options.database.as_deref()).await?,
        None => house::configured(file).await?,
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
