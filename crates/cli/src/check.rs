//! `luotsi check`: the doctor. Looks at everything the service needs, changes nothing, sends nothing.

use std::path::Path;

use jiff::SignedDuration;
use luotsi_service::{Service, fitness::Symptom};
use luotsi_web::server::Tls;

use crate::{
    clock::machine_time,
    config::{self, Serving},
    failure::{Failure, Result},
    house,
    speech::say,
    telemetry,
};

/// How something was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// As it should be.
    Well,
    /// To be known; the service does its work.
    Note,
    /// The service could not do its work.
    Amiss,
}

/// The lines said so far.
#[derive(Default)]
struct Report {
    amiss: u32,
    notes: u32,
}

impl Report {
    fn line(&mut self, found: Found, subject: &str, what: impl std::fmt::Display) {
        let mark = match found {
            Found::Well => "ok  ",
            Found::Note => "note",
            Found::Amiss => "BAD ",
        };
        self.amiss += u32::from(found == Found::Amiss);
        self.notes += u32::from(found == Found::Note);
        say(format_args!("{mark}  {subject}: {what}"));
    }
}

/// Examines the whole installation.
pub(crate) async fn run(file: Option<&Path>) -> Result<()> {
    // Without settings nothing can be looked at; they tell all their faults themselves.
    let settings = config::serving(file)?;
    telemetry::start(settings.base.log, settings.base.log_format);
    let mut report = Report::default();
    report.line(Found::Well, "settings", "can be used");
    report.line(Found::Well, "keys", "the key file is there and its owner's alone");
    tls(&settings, &mut report);
    match database(&settings, &mut report).await {
        Ok(Some(service)) => {
            inside(&service, &mut report).await?;
            service.store().close().await?;
        }
        Ok(None) => {}
        Err(failure) => report.line(Found::Amiss, "database", failure),
    }
    mail(&settings, &mut report).await;
    match report {
        Report { amiss: 0, notes: 0 } => {
            say("Everything is well.");
            Ok(())
        }
        Report { amiss: 0, notes } => {
            say(format_args!("The service can do its work; {notes} to know of."));
            Ok(())
        }
        Report { amiss, .. } => Err(Failure::refused(format!(
            "{amiss} amiss; mend what the lines marked BAD say, and check again"
        ))),
    }
}

fn tls(settings: &Serving, report: &mut Report) {
    match settings
        .tls
        .as_ref()
        .map(|(chain, key)| Tls::from_pem_files(chain, key))
    {
        Some(Ok(_)) => report.line(Found::Well, "TLS", "certificate and key go together"),
        Some(Err(fault)) => report.line(
            Found::Amiss,
            "TLS",
            format_args!("{fault}; mend TLS_CERT and TLS_KEY"),
        ),
        None if settings.is_https() => report.line(Found::Well, "TLS", "left to the proxy in front"),
        None => report.line(
            Found::Note,
            "TLS",
            "none: fit for this machine only; give an https PUBLIC_URL before others come in",
        ),
    }
}

/// The service over the database, where that is there and of this version.
async fn database(settings: &Serving, report: &mut Report) -> Result<Option<Service>> {
    let store = house::find(&settings.base.database_url).await?;
    let engine = house::engine(&store);
    let pending = store.pending().await?;
    if !pending.is_empty() {
        report.line(
            Found::Amiss,
            "database",
            format_args!(
                "{engine} answers, but lacks {}; run luotsi migrate",
                pending.join(", ")
            ),
        );
        return Ok(None);
    }
    report.line(
        Found::Well,
        "database",
        format_args!("{engine} answers and is of this version"),
    );
    let keys = house::keys(&settings.base.key_file)?;
    house::over(store, keys).await.map(Some)
}

async fn inside(service: &Service, report: &mut Report) -> Result<()> {
    let examined = service.examine(machine_time()).await?;
    for (network, organisations) in &examined.networks {
        report.line(
            Found::Well,
            "network",
            format_args!("{network}, {organisations} organisations"),
        );
    }
    for symptom in &examined.symptoms {
        let found = if symptom.is_grave() {
            Found::Amiss
        } else {
            Found::Note
        };
        let (subject, what) = told(symptom);
        report.line(found, subject, what);
    }
    Ok(())
}

/// A symptom in words: where, and what to do.
fn told(symptom: &Symptom) -> (&'static str, String) {
    match symptom {
        Symptom::Keys => (
            "keys",
            "the key file is not the one that this database was made with; bring that one back".to_owned(),
        ),
        Symptom::NoNetwork => (
            "network",
            "none yet; bring one in with luotsi network import FILE".to_owned(),
        ),
        Symptom::Nobody {
            network,
            organisation,
            role,
        } => (
            "people",
            format!(
                "no {role} with an address at {organisation}; luotsi user invite --network {network} \
                 --organisation {organisation} --role {role} …"
            ),
        ),
        Symptom::Behind(late) => (
            "clock",
            format!(
                "something has been due for {}; is luotsi serve running?",
                span(*late)
            ),
        ),
        Symptom::LettersWait(late) => (
            "letters",
            format!(
                "one has been waiting for {}; is luotsi serve running, and does the mail server answer?",
                span(*late)
            ),
        ),
        Symptom::DeadLetters(many) => (
            "letters",
            format!("{many} were given up; the coordinator's board has them"),
        ),
    }
}

fn span(late: SignedDuration) -> String {
    match late.as_hours() {
        0 => format!("{} minutes", late.as_mins()),
        hours @ 1..48 => format!("{hours} hours"),
        hours => format!("{} days", hours / 24),
    }
}

async fn mail(settings: &Serving, report: &mut Report) {
    match &settings.mail {
        Some((smtp, _)) => match smtp.check().await {
            Ok(()) => report.line(Found::Well, "mail", "the server answers and lets us in"),
            Err(fault) => report.line(
                Found::Amiss,
                "mail",
                format_args!("{fault}; letters wait meanwhile; mend SMTP_URL, or the server"),
            ),
        },
        None => report.line(
            Found::Note,
            "mail",
            "no SMTP_URL: letters wait in the database and nobody is told anything",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_is_said_in_the_unit_that_fits() {
        for (minutes, said) in [
            (11, "11 minutes"),
            (60, "1 hours"),
            (47 * 60, "47 hours"),
            (49 * 60, "2 days"),
        ] {
            assert_eq!(span(SignedDuration::from_mins(minutes)), said);
        }
    }
}
