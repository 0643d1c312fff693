//! `luotsi export`: a network's whole history in a file of its own.

use std::{
    fs::{self, OpenOptions},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use luotsi_domain::id::NetworkId;
use luotsi_service::{
    Service,
    export::{ExportFailure, Written},
};

use crate::{
    clock::machine_time,
    command::ExportOptions,
    failure::{Failure, Result},
    house,
    speech::say,
};

/// Writes the file, under another name until it is whole.
pub(crate) async fn run(config: Option<&Path>, options: &ExportOptions) -> Result<()> {
    let service = house::named(config, options.data.as_deref(), options.database.as_deref()).await?;
    let out = &options.out;
    if out.exists() {
        return Err(Failure::refused(format!(
            "{} is there already; name another file",
            out.display()
        )));
    }
    let mut part = out.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let network = NetworkId::new(&options.network);
    let outcome = write(&service, &network, &part).await;
    service.store().close().await?;
    let written = match outcome {
        Ok(written) => written,
        Err(failure) => {
            // What is left of it is of no use; where it cannot be removed either, its name says so.
            let _ = fs::remove_file(&part);
            return Err(unwritten(out, &failure));
        }
    };
    fs::rename(&part, out).map_err(|fault| unwritten(out, &ExportFailure::File(fault)))?;
    say(format_args!(
        "Exported {} referrals with {} events, {} views and {} checkpoints to {}.",
        written.referrals,
        written.events,
        written.views,
        written.checkpoints,
        out.display()
    ));
    Ok(())
}

async fn write(service: &Service, network: &NetworkId, part: &Path) -> Result<Written, ExportFailure> {
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let mut out = BufWriter::new(file.open(part).map_err(ExportFailure::File)?);
    let written = service.export_history(network, &mut out, machine_time()).await?;
    out.flush()
        .and_then(|()| out.get_ref().sync_all())
        .map_err(ExportFailure::File)?;
    Ok(written)
}

fn unwritten(out: &Path, failure: &ExportFailure) -> Failure {
    Failure::refused(match failure {
        ExportFailure::Service(luotsi_service::Error::NotFound) => {
            "there is no such network; luotsi network export names those there are".to_owned()
        }
        ExportFailure::Service(_) | ExportFailure::File(_) | ExportFailure::Malformed(_) => {
            format!("{} was not written: {failure}", out.display())
        }
    })
}
