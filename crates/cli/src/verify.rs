//! `luotsi verify`: whether what is stored, or was exported, is what its history says.

use std::{fs::File, io::BufReader, path::Path};

use luotsi_service::{
    export::check::{Checked, check},
    verify::Finding,
};

use crate::{
    command::VerifyOptions,
    failure::{Failure, Result},
    house,
    speech::say,
};

/// Verifies an export, a demo's database or the configured one, and against an earlier export.
pub(crate) async fn run(config: Option<&Path>, options: &VerifyOptions) -> Result<()> {
    let earlier = options.since.as_deref().map(intact).transpose()?;
    if let Some(file) = &options.export {
        let checked = read(file)?;
        let mut findings = checked.findings.clone();
        findings.extend(earlier.iter().flat_map(|earlier| checked.since(earlier)));
        let written = checked.written;
        return told(
            &findings,
            &looked(written.referrals, written.events, written.checkpoints),
            "keep this file as it is, and compare with another export",
        );
    }
    let service = house::named(config, options.data.as_deref(), options.database.as_deref()).await?;
    let verified = service.verify().await?;
    let mut findings = verified.findings;
    if let Some(earlier) = &earlier {
        let since = service.since(earlier).await;
        findings.extend(since.map_err(|failure| Failure::refused(failure.to_string()))?);
    }
    service.store().close().await?;
    told(
        &findings,
        &looked(verified.referrals, verified.events, verified.checkpoints),
        "keep this database as it is, and compare with a backup",
    )
}

fn looked(referrals: u64, events: u64, checkpoints: u64) -> String {
    format!("{referrals} referrals with {events} events and {checkpoints} checkpoints")
}

fn told(findings: &[Finding], looked: &str, then: &str) -> Result<()> {
    for finding in findings {
        say(finding);
    }
    if findings.is_empty() {
        say(format_args!(
            "Verified {looked}: everything is as its history says."
        ));
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{} things are off among {looked}; {then}",
        findings.len()
    )))
}

fn read(file: &Path) -> Result<Checked> {
    let unread = |why: &dyn std::fmt::Display| {
        Failure::refused(format!(
            "{} cannot be read: {why}; give a whole file that luotsi export wrote",
            file.display()
        ))
    };
    let opened = File::open(file).map_err(|fault| unread(&fault))?;
    check(BufReader::new(opened)).map_err(|failure| unread(&failure))
}

/// An export that others may be held against.
fn intact(file: &Path) -> Result<Checked> {
    let checked = read(file)?;
    match checked.findings.first() {
        None => Ok(checked),
        Some(finding) => Err(Failure::refused(format!(
            "{} is not as it was written ({finding}); give one that is",
            file.display()
        ))),
    }
}
