//! Why an organisation was asked: each decision as it was taken, for the desk and the coordinator.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_domain::{
    id::{ProgrammeId, ReferralId, UserId},
    referral::event::By,
};
use luotsi_i18n::{Arg, inside};
use luotsi_service::{
    chosen::{Before, Chose},
    decision::{Again, Replayed},
};
use uuid::Uuid;

use super::step::network_of;
use crate::{
    api::{AppState, KeptView, candidates, kept},
    extract::Path,
    pages::{
        frame::{Frame, shown},
        handoff::candidates::{Taker, taker},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// A decision in words.
struct Asked {
    /// Who was asked, and when.
    heading: String,
    /// Who chose it, where it stood in the order, and what comes out when it is decided again.
    said: Vec<String>,
    /// Those that could be asked, and the one that was.
    open: Vec<Taker>,
    /// Those that could not.
    out: Vec<Taker>,
}

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage {
    f: Frame,
    id: Uuid,
    reference: String,
    /// Whether anybody was asked at all.
    asked: bool,
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
        let (open, out) = if one.again == Again::Same {
            replayed(one, speech)
        } else {
            as_kept(one, speech)
        };
        Asked {
            heading: heading(&f, one, speech),
            said: said(&f, one, &why.names, speech),
            open,
            out,
        }
    };
    Ok(shown(&WhyPage {
        id,
        asked: why.asked,
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
    let organisation = organisation(one, chosen, speech);
    let (programme, day) = (speech.programme(chosen.as_str()), f.on_day(&one.decision.today));
    f.ta(
        "why-asked",
        &[
            ("organisation", Arg::from(&organisation)),
            ("programme", Arg::from(&programme)),
            ("date", Arg::from(&day)),
        ],
    )
}

/// The name of the organisation whose programme it was then, else now.
fn organisation(one: &Replayed, programme: &ProgrammeId, speech: Speech<'_>) -> String {
    let then = one.candidates.iter().find(|known| known.programme == *programme);
    let now = speech.network.definition.programme(programme);
    then.map(|then| &then.organisation)
        .or_else(|| now.map(|now| &now.organisation))
        .map_or_else(String::new, |id| speech.organisation(id.as_str()))
}

/// The sentences on a decision.
fn said(f: &Frame, one: &Replayed, names: &BTreeMap<UserId, String>, speech: Speech<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let by_itself = match &one.chose {
        Some(Chose::Somebody(by)) => {
            said.push(by_somebody(f, by, names, speech));
            false
        }
        Some(Chose::Next { before, named }) => {
            said.push(f.t(match before {
                Before::Silent => "why-after_silence",
                Before::Refused => "why-after_refusal",
            }));
            if let Some((by, at)) = named {
                let organisation = speech.organisation(by.organisation.as_str());
                let who = names
                    .get(&by.user)
                    .map_or_else(|| organisation.clone(), |name| format!("{name}, {organisation},"));
                let day = f.on_day(&speech.network.days.date_of(*at));
                said.push(f.ta(
                    "why-named",
                    &[("who", Arg::from(&who)), ("date", Arg::from(&day))],
                ));
            }
            said.push(f.t("why-next"));
            true
        }
        Some(Chose::Network) => {
            said.push(f.t("why-by-network"));
            true
        }
        None => false,
    };
    // What nobody chose at that moment was not preferred to anything.
    if !by_itself {
        let rank = one.decision.rank_of_chosen();
        said.push(match rank {
            Some(1) => f.t("why-first"),
            Some(rank) => f.ta("why-rank", &[("rank", Arg::from(rank))]),
            None => f.t("why-outside"),
        });
        if let Some(because) = one.decision.because.filter(|_| rank != Some(1)) {
            let reason = inside(&f.word("placement", because.as_str()));
            said.push(f.ta("why-because", &[("reason", Arg::from(&reason))]));
        }
    }
    match one.again {
        Again::Same => said.push(f.t("why-same")),
        Again::Otherwise => said.extend([f.t("why-otherwise"), f.t("why-kept")]),
        Again::OtherRules => said.extend([f.t("why-rules"), f.t("why-kept")]),
        Again::NoDefinition => said.extend([f.t("why-no_definition"), f.t("why-kept")]),
    }
    said
}

fn by_somebody(f: &Frame, by: &By, names: &BTreeMap<UserId, String>, speech: Speech<'_>) -> String {
    let organisation = speech.organisation(by.organisation.as_str());
    let organisation = ("organisation", Arg::from(&organisation));
    match names.get(&by.user) {
        Some(name) => f.ta("why-by", &[("who", Arg::from(name)), organisation]),
        None => f.ta("why-by-organisation", &[organisation]),
    }
}

/// The order as it comes out again: those that could be asked with the one that was, and those that could not.
fn replayed(one: &Replayed, speech: Speech<'_>) -> (Vec<Taker>, Vec<Taker>) {
    let vocabulary = speech.vocabulary();
    let (mut open, mut out) = (Vec::new(), Vec::new());
    for mut view in candidates(&one.candidates, &vocabulary, speech.language) {
        let asked = view.programme == one.decision.chosen.as_str();
        if asked {
            // A reason was given, or it was asked without.
            view.would_change.retain(|change| change.code != "with_reason");
        }
        let card = Taker {
            number: view.rank,
            asked,
            ..taker(&view, speech)
        };
        if asked || view.fits || view.soft {
            open.push(card);
        } else {
            out.push(card);
        }
    }
    (open, out)
}

/// The same as it was kept, where it does not come out again.
fn as_kept(one: &Replayed, speech: Speech<'_>) -> (Vec<Taker>, Vec<Taker>) {
    let card = |stood: KeptView| {
        let programme = ProgrammeId::new(&stood.programme);
        Taker {
            organisation: organisation(one, &programme, speech),
            name: speech.programme(&stood.programme),
            number: stood.rank,
            asked: programme == one.decision.chosen,
            programme: stood.programme,
            reasons: stood.reasons,
            days: stood.days,
            ..Taker::default()
        }
    };
    kept(&one.decision, speech.language)
        .into_iter()
        .map(card)
        .partition(|taker| taker.asked || taker.number.is_some())
}
