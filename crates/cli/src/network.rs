//! `luotsi network`: definitions are checked, brought into force, and given out again.

use std::{fmt::Display, fs, path::Path};

use luotsi_domain::{
    id::NetworkId,
    network::{Definition, fault},
};
use luotsi_wire::validation::Validator;

use crate::{
    clock::machine_time,
    config,
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// Tells every fault of a definition.
pub(crate) fn validate(file: &Path) -> Result<()> {
    let definition = read(file)?;
    say(format_args!(
        "{} is a definition of the network {}.",
        file.display(),
        definition.network
    ));
    Ok(())
}

/// Brings a definition into force; prints first what that changes.
pub(crate) async fn import(config: Option<&Path>, file: &Path, yes: bool) -> Result<()> {
    let definition = read(file)?;
    let base = config::base(config)?;
    telemetry::start(base.log, base.log_format);
    let service = house::open(&base).await?;
    let plan = service.import_plan(&definition, machine_time()).await?;
    let network = &definition.network;
    list("Changes", &plan.changes);
    list("For open referrals", &plan.effects);
    list("For open referrals", &plan.successions);
    list("In the way", &plan.refusals);
    list("In the way", &plan.flaw);
    for programme in &plan.taken {
        say(format_args!(
            "In the way: {programme} is a programme of another network; give it a slug of its own"
        ));
    }
    if !plan.is_possible() {
        return Err(Failure::refused(
            "nothing was imported; mend what is in the way, and import again",
        ));
    }
    if !plan.first && plan.changes.is_empty() {
        say(format_args!(
            "This is the definition of {network} in force; nothing changes."
        ));
    } else if plan.first || yes {
        let version = service.import(&definition, machine_time()).await?;
        say(format_args!("Version {version} of {network} is in force."));
    } else {
        return Err(Failure::refused(
            "nothing was imported; if that is what you mean, import again with --yes",
        ));
    }
    service.store().close().await?;
    Ok(())
}

/// Prints the definition in force.
pub(crate) async fn export(config: Option<&Path>, name: &str) -> Result<()> {
    let base = config::base(config)?;
    telemetry::start(base.log, base.log_format);
    let service = house::open(&base).await?;
    let Some(definition) = service.export(&NetworkId::new(name)) else {
        let networks = service.networks();
        let known: Vec<&str> = networks
            .iter()
            .map(|one| one.definition.network.as_str())
            .collect();
        return Err(Failure::refused(if known.is_empty() {
            "there is no network yet; import one with luotsi network import FILE".to_owned()
        } else {
            format!("there is no such network; choose one of {}", known.join(", "))
        }));
    };
    let text = serde_json::to_string_pretty(&definition)
        .map_err(|fault| Failure::refused(format!("the definition cannot be written: {fault}")))?;
    say(text);
    service.store().close().await?;
    Ok(())
}

/// Reads a definition, or prints all that is wrong with it.
fn read(file: &Path) -> Result<Definition> {
    let text = fs::read_to_string(file)
        .map_err(|fault| Failure::refused(format!("{} cannot be read: {fault}", file.display())))?;
    let definition = fault::parse(&text).map_err(|faults| {
        for fault in &faults {
            say(fault);
        }
        Failure::refused(format!(
            "{} cannot be used; mend what is said above",
            file.display()
        ))
    })?;
    if let Err(flaw) = Validator::new(&definition) {
        say(flaw);
        return Err(Failure::refused(format!(
            "the handoff part of {} cannot be used",
            file.display()
        )));
    }
    Ok(definition)
}

fn list<'a, T: Display + 'a>(title: &str, items: impl IntoIterator<Item = &'a T>) {
    for item in items {
        say(format_args!("{title}: {item}"));
    }
}
