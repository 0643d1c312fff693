//! `/confirm-capacity/{link}`: one click in a letter says that what was claimed of a programme's places still
//! holds. No signing in. Opening the link only asks; the button answers.

use std::fmt::Write as _;

use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderName, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY},
    },
};
use luotsi_i18n::{Arg, Language, date, text};
use luotsi_service::{Error, Result as Outcome, claim::ClaimAsked};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::AppState;
use crate::{docs::Safe, extract::Path, language::Lang, openapi::SERVICE, problem::Problem};

type Page = (StatusCode, [(HeaderName, &'static str); 3], Bytes);

/// The routes of the link.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_confirmation, post_confirmation))
}

/// Ask whether the places still hold
///
/// The page behind a letter's link, with one button. Changes nothing.
#[utoipa::path(get, path = "/confirm-capacity/{link}", tag = SERVICE, security(()),
    params(("link" = String, Path,)),
    responses((status = 200, description = "A page", content_type = "text/html", body = String),
        (status = 404, description = "A page: the link is used or too old", content_type = "text/html", body = String)))]
pub(super) async fn get_confirmation(
    State(state): State<AppState>,
    Lang(language): Lang,
    Path(link): Path<String>,
) -> Result<Page, Problem> {
    shown(
        state.service.claim_asked(&link, state.now()).await,
        language,
        true,
    )
}

/// The places still hold
///
/// What the page's button does. The link is good once.
#[utoipa::path(post, path = "/confirm-capacity/{link}", tag = SERVICE, security(()),
    params(("link" = String, Path,)),
    responses((status = 200, description = "A page", content_type = "text/html", body = String),
        (status = 404, description = "A page: the link is used or too old", content_type = "text/html", body = String)))]
pub(super) async fn post_confirmation(
    State(state): State<AppState>,
    Lang(language): Lang,
    Path(link): Path<String>,
) -> Result<Page, Problem> {
    shown(
        state.service.confirm_by_link(&link, state.now()).await,
        language,
        false,
    )
}

fn shown(asked: Outcome<ClaimAsked>, language: Language, asks: bool) -> Result<Page, Problem> {
    match asked {
        Ok(claim) => Ok(page(
            StatusCode::OK,
            language,
            &if asks {
                text(language, "confirm-title", &[])
            } else {
                text(language, "confirm-done-title", &[])
            },
            &body(&claim, language, asks),
        )),
        Err(Error::NotFound) => {
            let words = text(language, "confirm-over-text", &[]);
            let body = format!("<p>{}</p>", Safe(&words));
            let title = text(language, "confirm-over-title", &[]);
            Ok(page(StatusCode::NOT_FOUND, language, &title, &body))
        }
        Err(error) => Err(error.into()),
    }
}

fn body(claim: &ClaimAsked, language: Language, asks: bool) -> String {
    let limit = |limit: Option<u32>| limit.map_or(Arg::None, Arg::from);
    let day = date(language, claim.claimed_on);
    let lines = [
        text(language, "confirm-places", &[("count", limit(claim.places))]),
        text(
            language,
            "confirm-intake",
            &[("count", limit(claim.intake_per_month))],
        ),
    ];
    let name = claim.name.get(&[language.tag()]);
    let mut body = format!(
        "<p><strong>{} · {}</strong></p><ul>",
        Safe(&claim.organisation),
        Safe(name)
    );
    // Writing into a `String` does not fail.
    for line in &lines {
        let _ = write!(body, "<li>{}</li>", Safe(line));
    }
    let _ = write!(
        body,
        "</ul><p>{}</p>",
        Safe(&text(language, "confirm-since", &[("date", (&day).into())]))
    );
    if asks {
        let _ = write!(
            body,
            "<form method=\"post\"><button type=\"submit\">{}</button></form><p>{}</p>",
            Safe(&text(language, "confirm-button", &[])),
            Safe(&text(language, "confirm-otherwise", &[])),
        );
    }
    body
}

fn page(status: StatusCode, language: Language, title: &str, body: &str) -> Page {
    const POLICY: &str =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let title = Safe(title);
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title} · Luotsi</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/docs/style.css\">\
         </head><body><main><h1>{title}</h1>{body}</main></body></html>\n",
        language.tag(),
    );
    let fields = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        // The address itself is what may confirm.
        (REFERRER_POLICY, "no-referrer"),
    ];
    (status, fields, html.into())
}
