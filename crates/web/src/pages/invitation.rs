//! The page behind an invitation's link.
//!
//! Opening it uses nothing up, because mail filters open links too; only the button does. Whoever comes in
//! chooses a password, or says the one she has, and is signed in.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use luotsi_i18n::Language;
use luotsi_service::{Error, invitation::Invited};

use super::{
    account::password_words,
    frame::{Frame, page, shown},
    language::{SWITCH, of_stranger, remembered},
    posted::Sent,
    refused::Refused,
    session,
};
use crate::{api::AppState, extract::Path};

/// Routes of invitations.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/invitations/{secret}", get(get_invitation).post(post_invitation))
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    f: Frame,
    /// Whom it is for; nobody where it is none, or no more.
    invited: Option<Invited>,
    role: String,
    fault: Option<String>,
}

async fn get_invitation(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    let f = Frame::of_stranger(of_stranger(&headers), String::new(), state.demo);
    match state.service.invited(&secret, state.machine_now()).await {
        Ok(invited) => Ok(shown(&invitation(f, Some(invited), None))),
        Err(Error::NotFound) => Ok(page(StatusCode::NOT_FOUND, &invitation(f, None, None))),
        Err(error) => Err(Refused::of(error, &f)),
    }
}

async fn post_invitation(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    sent: Sent,
) -> Result<Response, Refused> {
    let now = state.machine_now();
    let switched = sent.fields.one(SWITCH).and_then(Language::parse);
    let language = switched.unwrap_or(sent.language);
    let f = Frame::of_stranger(language, String::new(), state.demo);
    let refuse = |error| Refused::of(error, &f);
    let invited = match state.service.invited(&secret, now).await {
        Ok(invited) => invited,
        Err(Error::NotFound) => return Ok(page(StatusCode::NOT_FOUND, &invitation(f, None, None))),
        Err(error) => return Err(refuse(error)),
    };
    if switched.is_some() {
        let headers = [(session::FIELD, remembered(language))];
        return Ok((headers, shown(&invitation(f, Some(invited), None))).into_response());
    }
    // A password is what was typed, blanks included.
    let password = sent.fields.again("password");
    let come_in = state.service.come_in_with_password(&secret, password, now);
    match come_in.await.map_err(refuse)? {
        Ok((_, secret)) => {
            Ok(([(session::FIELD, session::begun(&secret))], Redirect::to("/")).into_response())
        }
        Err(refusal) => {
            let fault = password_words(&f, refusal);
            let answer = invitation(f, Some(invited), Some(fault));
            Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &answer))
        }
    }
}

fn invitation(f: Frame, invited: Option<Invited>, fault: Option<String>) -> InvitationPage {
    let title = if invited.is_some() {
        f.t("invitation-title")
    } else {
        f.t("invitation-over-title")
    };
    let role = invited
        .as_ref()
        .map_or_else(String::new, |invited| f.word("role", invited.role.as_str()));
    let f = Frame {
        title,
        fault: fault.is_some(),
        form: invited.is_some().then_some("invitation"),
        ..f
    };
    InvitationPage {
        f,
        invited,
        role,
        fault,
    }
}
