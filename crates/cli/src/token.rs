//! `luotsi token`: what a machine client shows to be let in.

use std::path::Path;

use luotsi_domain::id::{NetworkId, OrganisationId};

use crate::{
    clock::machine_time,
    command::TokenOptions,
    config,
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// Makes a token and prints it, once, alone on the last line.
pub(crate) async fn create(config: Option<&Path>, options: &TokenOptions) -> Result<()> {
    if options.name.trim().is_empty() {
        return Err(Failure::usage(
            "a token needs a name that says what it is for; give one with --name",
        ));
    }
    let base = config::base(config)?;
    telemetry::start(base.log, base.log_format);
    let service = house::open(&base).await?;
    let network = NetworkId::new(options.network.as_str());
    let organisation = OrganisationId::new(options.organisation.as_str());
    let token = service
        .enter_machine(
            &network,
            &organisation,
            options.role,
            options.name.trim(),
            machine_time(),
        )
        .await?
        .map_err(|misfit| Failure::refused(misfit.to_string()))?;
    service.store().close().await?;
    say(format_args!(
        "A token for {} at {organisation} in {network}. It is shown this once:",
        options.role
    ));
    say(token);
    Ok(())
}
