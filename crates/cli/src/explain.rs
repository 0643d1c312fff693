//! `luotsi explain`: who would take a person now, in what order, and why.

use std::path::Path;

use luotsi_service::Error;
use luotsi_web::api::candidates;
use luotsi_wire::answer::CandidateView;

use crate::{
    clock::machine_time,
    command::ExplainOptions,
    demo::Files,
    failure::{Failure, Result},
    house,
    speech::say,
};

/// Explains the ranking of one referral as it stands now.
pub(crate) async fn run(file: Option<&Path>, options: &ExplainOptions) -> Result<()> {
    let (service, now) = match &options.data {
        Some(data) => {
            let service = house::of_demo(data, options.database.as_deref()).await?;
            (service, Files::of(data).time()?)
        }
        None => (house::configured(file).await?, machine_time()),
    };
    let reference = options.reference.trim().to_uppercase();
    let explained = service.explain(&reference, now).await;
    let explained = match explained {
        Err(Error::NotFound) => {
            return Err(Failure::refused(format!(
                "no referral has the reference {reference}; read it again, it ends with a check character"
            )));
        }
        other => other?,
    };
    service.store().close().await?;
    say(format_args!("{} ({})", explained.reference, explained.status));
    for offer in &explained.offers {
        let (answer, reason) = offer.answer.codes();
        let why = reason.map(|reason| format!(", {reason}")).unwrap_or_default();
        say(format_args!(
            "  asked {} {}: {answer}{why}",
            offer.programme,
            offer.at.strftime("%Y-%m-%d")
        ));
    }
    let speak = |list| tell(&candidates(list, &explained.vocabulary, options.language));
    for one in &explained.decisions {
        let (day, chosen) = (one.decision.today, &one.decision.chosen);
        let again = match one.holds {
            Some(true) => "decided again, the same",
            Some(false) => "DECIDED AGAIN, NOT THE SAME; run `luotsi verify`",
            None => "decided by earlier rules; told by those of this program",
        };
        say(format_args!("{day} {chosen} was asked ({again}); the order was"));
        speak(&one.candidates);
    }
    say(format_args!("now the order is"));
    speak(&explained.candidates);
    Ok(())
}

fn tell(candidates: &[CandidateView]) {
    for candidate in candidates {
        let rank = candidate
            .rank
            .filter(|_| candidate.fits)
            .map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        say(format_args!(
            "{rank}  {} ({})",
            candidate.programme, candidate.organisation
        ));
        for reason in &candidate.reasons {
            say(format_args!("     {}", reason.text));
        }
        for term in &candidate.expected {
            say(format_args!("     {}", term.text));
        }
        for change in &candidate.would_change {
            say(format_args!("     > {}", change.text));
        }
    }
}
