//! Why an organisation was asked: each decision as it was taken, for the desk and the coordinator.

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Arg;
use luotsi_service::decision::Replayed;
use uuid::Uuid;

use super::step::network_of;
use crate::{
    api::{AppState, candidates},
    extract::Path,
    pages::{
        fields::Fields,
        frame::{Frame, shown},
        handoff::candidates::Takers,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// A decision in words.
struct Asked {
    /// Who was asked, and when.
    heading: String,
    /// Where it stood in the order.
    stood: String,
    /// What comes out when it is decided again.
    again: String,
    takers: Takers,
}

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage {
    f: Frame,
    id: Uuid,
    reference: String,
    decisions: Vec<Asked>,
}

/// The decisions.
pub(super) async fn get_why(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let refuse = |error| Refused::of(error, &f);
    let service = &state.service;
    let why = service
        .why(visitor.actor(), ReferralId::new(id), visitor.now)
        .await;
    let why = why.map_err(refuse)?;
    let network = network_of(service, &visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let asked = |one: &Replayed| {
        let views = candidates(&one.candidates, &why.vocabulary, visitor.language);
        Asked {
            heading: heading(&f, one, speech),
            stood: match one.decision.rank_of_chosen() {
                Some(1) => f.t("why-first"),
                Some(rank) => f.ta("why-rank", &[("rank", Arg::from(rank))]),
                None => f.t("why-outside"),
            },
            again: f.t(match one.holds {
                Some(true) => "why-same",
                Some(false) => "why-otherwise",
                None => "why-rules",
            }),
            takers: Takers::of(&views, &Fields::default(), false, speech),
        }
    };
    Ok(shown(&WhyPage {
        id,
        decisions: why.decisions.iter().rev().map(asked).collect(),
        reference: why.reference.clone(),
        f: Frame {
            title: f.t("why-title"),
            ..f.clone()
        },
    }))
}

fn heading(f: &Frame, one: &Replayed, speech: Speech<'_>) -> String {
    let chosen = &one.decision.chosen;
    let known = one
        .candidates
        .iter()
        .find(|candidate| candidate.programme == *chosen);
    let organisation = known.map_or_else(String::new, |known| {
        speech.organisation(known.organisation.as_str())
    });
    let (programme, day) = (speech.programme(chosen.as_str()), f.day(&one.decision.today));
    f.ta(
        "why-asked",
        &[
            ("organisation", Arg::from(&organisation)),
            ("programme", Arg::from(&programme)),
            ("date", Arg::from(&day)),
        ],
    )
}
