//! `luotsi user invite`: a link that lets somebody in, once.

use std::path::Path;

use luotsi_domain::id::{NetworkId, OrganisationId};
use luotsi_domain::referral::words::Role;
use luotsi_service::invitation::Invitation;

use crate::{
    clock::machine_time,
    command::InviteOptions,
    config,
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// Invites somebody and prints the link, once, alone on the last line.
pub(crate) async fn run(config: Option<&Path>, options: &InviteOptions) -> Result<()> {
    if options.role == Role::Machine {
        return Err(Failure::usage(
            "a machine is not invited; make it a token with luotsi token create",
        ));
    }
    let name = options.name.trim();
    if name.is_empty() {
        return Err(Failure::usage("whom to invite? Give her name with --name"));
    }
    let email = options.email.trim();
    let well_formed = matches!(email.split_once('@'), Some((local, domain))
        if !local.is_empty() && domain.contains('.') && !email.contains(char::is_whitespace));
    if !well_formed {
        return Err(Failure::usage(
            "--email is an address such as name@example.org; letters go there",
        ));
    }
    let (base, public_url) = config::inviting(config)?;
    telemetry::start(base.log, base.log_format);
    let service = house::open(&base).await?;
    let invitation = Invitation {
        name: name.to_owned(),
        email: email.to_owned(),
        language: options.language.tag().to_owned(),
        network: options.network.as_deref().map(NetworkId::new),
        organisation: options.organisation.as_deref().map(OrganisationId::new),
        role: options.role,
    };
    let secret = service
        .invite(&invitation, machine_time())
        .await?
        .map_err(|misfit| Failure::refused(misfit.to_string()))?;
    service.store().close().await?;
    say(format_args!(
        "A link for {name}, {}. It lets in whoever opens it first, and holds for seven days:",
        options.role
    ));
    say(format_args!("{public_url}/invitations/{secret}"));
    Ok(())
}
