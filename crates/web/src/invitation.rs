//! The page behind an invitation's link.
//!
//! Opening it uses nothing up, because mail filters open links too; only the button does. Whoever comes in
//! is given a key of her own for the API, shown this once.

use std::fmt::{self, Write as _};

use axum::{
    extract::State,
    http::{HeaderName, header::CONTENT_SECURITY_POLICY, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use luotsi_i18n::{Arg, Language, code, text};
use luotsi_service::Error;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::AppState,
    docs::Safe,
    extract::Path,
    language::Lang,
    openapi::{SERVICE, Unready},
    problem::{Problem, Slug},
};

/// The routes of invitations.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_invitation, post_invitation))
}

/// What the page needs: its style, and its one form.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type Page = ([(HeaderName, &'static str); 2], String);

/// An invitation
///
/// A page with one button. Nothing is used up by looking at it.
#[utoipa::path(get, path = "/invitations/{secret}", tag = SERVICE, security(()),
    params(("secret" = String, Path, pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, description = "The page", body = String, content_type = "text/html"), Unready))]
async fn get_invitation(
    State(state): State<AppState>,
    Lang(language): Lang,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    match state.service.invited(&secret, state.now()).await {
        Ok(invited) => Ok(page(language, |out| {
            let role = code(language, "role", invited.role.as_str());
            let args = [
                ("name", Arg::from(&invited.name)),
                ("organisation", Arg::from(&invited.organisation)),
                ("role", Arg::from(&role)),
            ];
            write!(
                out,
                "<h1>{}</h1><p>{}</p><form method=\"post\"><button>{}</button></form>",
                Safe(&text(language, "invitation-title", &[])),
                Safe(&text(language, "invitation-welcome", &args)),
                Safe(&text(language, "invitation-come-in", &[])),
            )
        })
        .into_response()),
        Err(error) => over(error, language),
    }
}

/// Come in
///
/// Uses the invitation up. The page shows a token of one's own, once.
#[utoipa::path(post, path = "/invitations/{secret}", tag = SERVICE, security(()),
    params(("secret" = String, Path, pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, description = "The page", body = String, content_type = "text/html"), Unready))]
async fn post_invitation(
    State(state): State<AppState>,
    Lang(language): Lang,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    match state.service.come_in(&secret, state.now()).await {
        Ok((_, token)) => Ok(page(language, |out| {
            write!(
                out,
                "<h1>{}</h1><p>{}</p><p><code>{}</code></p>",
                Safe(&text(language, "invitation-in-title", &[])),
                Safe(&text(language, "invitation-in", &[])),
                Safe(&token),
            )
        })
        .into_response()),
        Err(error) => over(error, language),
    }
}

/// The page of an invitation that is none, or no more.
fn over(error: Error, language: Language) -> Result<Response, Problem> {
    if !matches!(error, Error::NotFound) {
        return Err(error.into());
    }
    let shown = page(language, |out| {
        write!(
            out,
            "<h1>{}</h1><p>{}</p>",
            Safe(&text(language, "invitation-over-title", &[])),
            Safe(&text(language, "invitation-over", &[])),
        )
    });
    Ok((Slug::NotFound.status(), shown).into_response())
}

fn page(language: Language, main: impl FnOnce(&mut String) -> fmt::Result) -> Page {
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>Luotsi</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body><main>",
        language.tag()
    );
    // Writing into a `String` does not fail.
    let _ = main(&mut out).and_then(|()| out.write_str("</main></body></html>\n"));
    (
        [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, POLICY),
        ],
        out,
    )
}
