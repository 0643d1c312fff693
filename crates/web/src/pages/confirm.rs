//! `/confirm-capacity/{link}`: one click in a letter says that what was claimed of a programme's places still
//! holds. No signing in. Opening the link only asks; the button answers.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header::REFERRER_POLICY},
    response::{IntoResponse, Response},
};
use luotsi_i18n::Arg;
use luotsi_service::{Error, Result as Outcome, claim::ClaimAsked};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    frame::{Frame, page, with_policy},
    language::of_stranger,
    refused::Refused,
};
use crate::{api::AppState, extract::Path, openapi::SERVICE};

/// The routes of the link. They stand in the document of the API, because a letter promises them.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_confirmation, post_confirmation))
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct Confirmation {
    f: Frame,
    /// What is asked about; none where the link is over.
    claim: Option<ClaimAsked>,
    /// Whether it is still to be answered.
    asks: bool,
}

/// Ask whether the places still hold
///
/// The page behind a letter's link, with one button. Changes nothing.
#[utoipa::path(get, path = "/confirm-capacity/{link}", tag = SERVICE, security(()),
    params(("link" = String, Path,)),
    responses((status = 200, description = "A page", content_type = "text/html", body = String),
        (status = 404, description = "A page: the link is used or too old", content_type = "text/html", body = String)))]
pub(crate) async fn get_confirmation(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(link): Path<String>,
) -> Response {
    let asked = state.service.claim_asked(&link, state.now()).await;
    answer(&state, &headers, asked, true).await
}

/// The places still hold
///
/// What the page's button does. The link is good once.
#[utoipa::path(post, path = "/confirm-capacity/{link}", tag = SERVICE, security(()),
    params(("link" = String, Path,)),
    responses((status = 200, description = "A page", content_type = "text/html", body = String),
        (status = 404, description = "A page: the link is used or too old", content_type = "text/html", body = String)))]
pub(crate) async fn post_confirmation(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(link): Path<String>,
) -> Response {
    let confirmed = state.service.confirm_by_link(&link, state.now()).await;
    answer(&state, &headers, confirmed, false).await
}

async fn answer(state: &AppState, headers: &HeaderMap, asked: Outcome<ClaimAsked>, asks: bool) -> Response {
    let f = Frame::of_stranger(of_stranger(headers), String::new(), false);
    let answer = match asked {
        Ok(claim) => {
            let title = if asks {
                f.t("confirm-title")
            } else {
                f.t("confirm-done-title")
            };
            let f = Frame {
                title,
                demo: state.demo,
                ..f
            };
            let claim = Some(claim);
            page(StatusCode::OK, &Confirmation { f, claim, asks })
        }
        Err(Error::NotFound) => {
            let title = f.t("confirm-over-title");
            let f = Frame { title, ..f };
            let claim = None;
            page(StatusCode::NOT_FOUND, &Confirmation { f, claim, asks })
        }
        Err(error) => Refused::of(error, &f).into_response(),
    };
    let mut answer = with_policy(answer).await;
    // The address itself is what may confirm.
    answer
        .headers_mut()
        .insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

impl Confirmation {
    fn name(&self, claim: &ClaimAsked) -> String {
        claim.name.get(&[self.f.language.tag()]).to_owned()
    }

    fn since(&self, claim: &ClaimAsked) -> String {
        luotsi_i18n::date(self.f.language, claim.claimed_on)
    }

    fn places(&self, claim: &ClaimAsked) -> String {
        self.f.ta("confirm-places", &[("count", limit(claim.places))])
    }

    fn intake(&self, claim: &ClaimAsked) -> String {
        self.f
            .ta("confirm-intake", &[("count", limit(claim.intake_per_month))])
    }
}

/// A number, or that there is no limit.
pub(super) fn limit(limit: Option<u32>) -> Arg<'static> {
    limit.map_or(Arg::None, Arg::from)
}
