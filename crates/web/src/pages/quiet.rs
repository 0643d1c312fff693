//! The quiet pages, for everybody, signed in or not: help where a newcomer stops, and the accessibility
//! statement.

use askama::Template;
use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use luotsi_domain::referral::words::Role;

use super::{
    frame::{Frame, shown},
    language::of_stranger,
    visitor::Visitor,
};
use crate::api::AppState;

/// Routes of the quiet pages.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/help", get(get_help))
        .route("/accessibility", get(get_accessibility))
}

/// Those for whom there is help.
const ROLES: [Role; 4] = [Role::Advisor, Role::Worker, Role::Lead, Role::Coordinator];

/// Questions and answers of a role.
struct Part {
    role: &'static str,
    name: String,
    own: bool,
    answers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    f: Frame,
    everybody: Vec<(String, String)>,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    f: Frame,
    units: Vec<(String, String)>,
}

fn frame(visitor: Option<Visitor>, headers: &HeaderMap, state: &AppState) -> Frame {
    visitor.map_or_else(
        || Frame::of_stranger(of_stranger(headers), String::new(), state.demo),
        |visitor| visitor.frame(""),
    )
}

async fn get_help(State(state): State<AppState>, headers: HeaderMap, visitor: Option<Visitor>) -> Response {
    let role = visitor.as_ref().map(|visitor| visitor.actor().role);
    let f = frame(visitor, &headers, &state);
    let mut parts: Vec<Part> = ROLES
        .into_iter()
        .map(|one| Part {
            role: one.as_str(),
            name: f.word("role", one.as_str()),
            own: role == Some(one),
            answers: answers(&f, one.as_str()),
        })
        .collect();
    // Her own first; the others as they are.
    parts.sort_by_key(|part| !part.own);
    let f = Frame {
        title: f.t("help-title"),
        ..f
    };
    shown(&Help {
        everybody: answers(&f, "everybody"),
        parts,
        f,
    })
}

/// More questions than a newcomer would read.
const MOST: u32 = 99;

/// The questions of somebody, as many as there are.
fn answers(f: &Frame, whose: &str) -> Vec<(String, String)> {
    (1..=MOST)
        .map(|number| (format!("{whose}-{number}"), number))
        .take_while(|(key, _)| luotsi_i18n::has(&format!("ask-{key}")))
        .map(|(key, _)| (f.word("ask", &key), f.word("answer", &key)))
        .collect()
}

async fn get_accessibility(
    State(state): State<AppState>,
    headers: HeaderMap,
    visitor: Option<Visitor>,
) -> Response {
    let own = visitor.as_ref().map(|visitor| visitor.actor().network.clone());
    let f = frame(visitor, &headers, &state);
    let networks = state.service.networks();
    let units = networks
        .iter()
        .filter(|network| own.as_ref().is_none_or(|own| *own == network.definition.network))
        .map(|network| {
            let definition = &network.definition;
            let name = definition
                .vocabulary()
                .say(&definition.name, f.language.tag())
                .to_owned();
            let unit = network.organisation_name(&definition.coordinator);
            (name, unit.unwrap_or_default())
        })
        .collect();
    let f = Frame {
        title: f.t("accessibility-title"),
        ..f
    };
    shown(&Accessibility { f, units })
}
