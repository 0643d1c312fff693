//! The language of the pages: of whoever is signed in, else of the cookie, else what the browser asks for.
//!
//! Where a page has a form, the buttons that change the language send that form ([`SWITCH`]), so that
//! nothing typed is lost; where it has none, they come here.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use luotsi_i18n::Language;

use super::{
    posted::Sent,
    refused::Refused,
    session::{self, cookie},
};
use crate::{api::AppState, language::Lang};

/// The field of a form that changes the language instead of doing anything.
pub const SWITCH: &str = "_language";

const COOKIE_NAME: &str = "__Host-language";

/// Routes of the language.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/language", post(post_language))
}

/// The language of somebody who is not signed in.
#[must_use]
pub fn of_stranger(headers: &HeaderMap) -> Language {
    chosen(headers).unwrap_or_else(|| Lang::of(headers).0)
}

/// The language that was chosen in this browser, where one was.
#[must_use]
pub fn chosen(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, COOKIE_NAME).and_then(Language::parse)
}

/// The field that remembers it in a browser, for half a year.
#[must_use]
pub fn remembered(language: Language) -> axum::http::HeaderValue {
    session::set(&format!(
        "{COOKIE_NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=15552000",
        language.tag()
    ))
}

/// Changes the language and goes back. Harmless from elsewhere, so it asks for no session.
async fn post_language(State(state): State<AppState>, sent: Sent) -> Result<Response, Refused> {
    let language = sent
        .fields
        .one(SWITCH)
        .and_then(Language::parse)
        .unwrap_or(sent.language);
    if let Some(visitor) = &sent.visitor {
        state
            .service
            .choose_language(visitor.actor().user, language.tag())
            .await
            .map_err(|error| Refused::of(error, &sent.frame("")))?;
    }
    let back = sent.fields.one("back").map_or("/", super::visitor::local);
    Ok(([(session::FIELD, remembered(language))], Redirect::to(back)).into_response())
}
