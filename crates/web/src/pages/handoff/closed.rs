//! A closed gate: what to do and whom to call. Nothing that names anybody is kept.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use luotsi_domain::handoff::GateOutcome;
use luotsi_service::GateSaid;

use super::{
    panel::{Piece, pieces},
    read::{self, PERMITTED},
    sheet::Sheet,
};
use crate::{
    api::render,
    pages::{
        fields::Fields,
        frame::{Frame, page},
        posted::CSRF,
    },
};

#[derive(Template)]
#[template(path = "handoff/closed.html")]
struct Closed {
    f: Frame,
    outcome: &'static str,
    guidance: Vec<Piece>,
    track: Option<String>,
    action: String,
    /// What was typed, to be kept with a day to call back on: after an emergency, with permission.
    kept: Option<Vec<(String, String)>>,
    call_back: &'static str,
}

/// The page of a closed gate.
pub(crate) fn shown(sheet: &Sheet, gate: &GateSaid, action: &str) -> Response {
    let f = sheet.visitor.frame("");
    let said = render::gate(gate, f.language);
    let outcome = said.outcome;
    let track = said.city_track.map(|track| {
        let kind = f.word("city_track", track.kind);
        match track.due_on {
            Some(day) => f.ta(
                "handoff-track-due",
                &[("kind", (&kind).into()), ("date", (&f.day(&day)).into())],
            ),
            None => kind,
        }
    });
    let permitted = sheet.fields.one(PERMITTED).is_some() || sheet.fields.has("consent.status", "given");
    let may_keep = gate.verdict.outcome == GateOutcome::Emergency && permitted;
    let answer = Closed {
        f: Frame {
            title: f.word("gate", outcome),
            ..f
        },
        outcome,
        guidance: pieces(said.guidance.as_deref().unwrap_or_default()),
        track,
        action: action.to_owned(),
        kept: may_keep.then(|| carried(&sheet.fields)),
        call_back: read::CALL_BACK,
    };
    page(StatusCode::OK, &answer)
}

/// The page of a client who does not permit it.
pub(crate) fn gone(sheet: &Sheet) -> Response {
    let f = sheet.visitor.frame("");
    let definition = &sheet.network.definition;
    let words = definition.guidance.get("no_consent");
    let vocabulary = definition.vocabulary();
    let guidance = words.map_or("", |words| vocabulary.say(words, f.language.tag()));
    let answer = Closed {
        guidance: pieces(guidance),
        f: Frame {
            title: f.word("gate", "no_consent"),
            ..f
        },
        outcome: "no_consent",
        track: None,
        action: String::new(),
        kept: None,
        call_back: read::CALL_BACK,
    };
    page(StatusCode::OK, &answer)
}

fn carried(fields: &Fields) -> Vec<(String, String)> {
    fields
        .iter()
        .filter(|(name, value)| !value.is_empty() && !matches!(*name, CSRF | "_do" | read::CALL_BACK))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
