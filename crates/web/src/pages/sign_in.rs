//! Signing in and out, and coming back to what one was typing when the session ended.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use luotsi_i18n::Language;
use luotsi_service::session::SignedIn;
use serde::Deserialize;

use super::{
    fields::Fields,
    frame::{Frame, page, shown},
    language::SWITCH,
    posted::{CSRF, Posted, Sent},
    refused::Refused,
    session,
    visitor::{Visitor, local},
};
use crate::{api::AppState, extract::Query};

/// The form's `id`.
const FORM: &str = "sign-in";
/// The hidden field with where to go on.
const BACK: &str = "back";
/// The hidden field with what a form was for, that was sent when the session had ended.
const RESUME: &str = "_resume";

/// Routes of signing in and out.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(get_sign_in).post(post_sign_in))
        .route("/sign-out", post(post_sign_out))
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    f: Frame,
    /// What went wrong, as a sentence.
    fault: Option<String>,
    /// Whether the session ended by itself.
    ended: bool,
    email: &'a str,
    back: &'a str,
    /// The form that was sent meanwhile: what it was for, and its fields.
    resume: Option<(&'a str, &'a Fields)>,
}

/// A form that was sent from another session than the present one's, to be sent again.
#[derive(Template)]
#[template(path = "go_on.html")]
struct GoOn<'a> {
    f: Frame,
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    back: Option<String>,
    ended: Option<String>,
}

async fn get_sign_in(
    State(state): State<AppState>,
    headers: axum::http::HeaderMap,
    visitor: Option<Visitor>,
    Query(asked): Query<Asked>,
) -> Response {
    let back = asked.back.as_deref().map_or("/", local);
    if visitor.is_some() {
        return Redirect::to(back).into_response();
    }
    let language = super::language::of_stranger(&headers);
    let f = Frame::of_stranger(language, String::new(), state.demo);
    shown(&SignIn {
        f: titled(f),
        fault: None,
        ended: asked.ended.is_some(),
        email: "",
        back,
        resume: None,
    })
}

/// The page to sign in, with a form inside that was sent when the session had ended.
pub(super) fn ended(sent: &Sent, path: &str) -> Response {
    let answer = SignIn {
        f: titled(sent.frame("")),
        fault: None,
        ended: true,
        email: "",
        back: "/",
        resume: Some((path, &sent.fields)),
    };
    page(StatusCode::UNAUTHORIZED, &answer)
}

/// Asks whether to send a form again, with the fields as they were.
pub(super) fn go_on(frame: &Frame, action: &str, fields: &Fields) -> Response {
    let answer = GoOn {
        f: Frame {
            title: frame.t("go-on-title"),
            form: None,
            ..frame.clone()
        },
        action: local(action),
        fields: carried(fields),
    };
    page(StatusCode::CONFLICT, &answer)
}

async fn post_sign_in(State(state): State<AppState>, sent: Sent) -> Result<Response, Refused> {
    let fields = &sent.fields;
    let back = fields.one(BACK).map_or("/", local);
    let resume = fields.one(RESUME);
    let held = resumed(fields);
    let language = fields.one(SWITCH).and_then(Language::parse);
    let email = fields.again("email");
    let again = |f: Frame, fault: Option<String>, status| {
        let f = if fault.is_some() { f.with_fault() } else { f };
        let answer = SignIn {
            f: titled(f),
            fault,
            ended: false,
            email,
            back,
            resume: resume.map(|path| (local(path), &held)),
        };
        page(status, &answer)
    };
    if let Some(language) = language {
        let f = Frame::of_stranger(language, String::new(), state.demo);
        let remembered = [(session::FIELD, super::language::remembered(language))];
        return Ok((remembered, again(f, None, StatusCode::OK)).into_response());
    }
    let f = Frame {
        visitor: None,
        ..sent.frame("")
    };
    let now = state.machine_now();
    // A password is what was typed, blanks included.
    let password = fields.again("password");
    let signed_in = state
        .service
        .sign_in(email.trim(), password, now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    match signed_in {
        SignedIn::In { secret } => {
            let begun = [(session::FIELD, session::begun(&secret))];
            let Some(path) = resume else {
                return Ok((begun, Redirect::to(back)).into_response());
            };
            let session = state
                .service
                .session(&secret, now)
                .await
                .map_err(|error| Refused::of(error, &f))?;
            let Some(session) = session else {
                return Ok((begun, Redirect::to(back)).into_response());
            };
            let visitor = Visitor {
                language: Language::parse(&session.language).unwrap_or_default(),
                zone: state.zone(&session.actor.network),
                session,
                now: state.now(),
                path: "/".to_owned(),
                demo: state.demo,
            };
            let mut answer = go_on(&visitor.frame(""), path, &held);
            *answer.status_mut() = StatusCode::OK;
            Ok((begun, answer).into_response())
        }
        SignedIn::Wrong => {
            let fault = f.t("sign-in-wrong");
            Ok(again(f, Some(fault), StatusCode::UNPROCESSABLE_ENTITY))
        }
        SignedIn::TooMany { again_at } => {
            let minutes = ((again_at.as_second() - now.as_second()).max(0) + 59).max(60) / 60;
            let minutes = i32::try_from(minutes).unwrap_or(i32::MAX);
            let fault = f.ta("sign-in-too-many", &[("minutes", minutes.into())]);
            Ok(again(f, Some(fault), StatusCode::TOO_MANY_REQUESTS))
        }
    }
}

async fn post_sign_out(
    State(state): State<AppState>,
    headers: axum::http::HeaderMap,
    posted: Posted,
) -> Result<Response, Refused> {
    if let Some(secret) = session::secret(&headers) {
        let ended = state.service.sign_out(secret).await;
        ended.map_err(|error| Refused::of(error, &posted.visitor.frame("")))?;
    }
    let headers = [(session::FIELD, session::ended())];
    // What the browser keeps for us goes with her: the steps that wait for a line.
    let clear = [("clear-site-data", "\"storage\"")];
    Ok((headers, clear, Redirect::to("/sign-in")).into_response())
}

fn titled(f: Frame) -> Frame {
    Frame {
        title: f.t("sign-in-title"),
        ..f
    }
    .with_form(FORM)
}

/// The fields of a form that waits inside the page to sign in: they stand there under `_resume.NAME`.
fn resumed(fields: &Fields) -> Fields {
    fields
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("_resume.")?.to_owned(), value.to_owned())))
        .collect()
}

/// What of a form is sent again: everything but the token of the session that ended, and the wish to read it
/// in another language, which has been met.
fn carried(fields: &Fields) -> Vec<(&str, &str)> {
    let met = [CSRF, SWITCH];
    fields.iter().filter(|(name, _)| !met.contains(name)).collect()
}

impl SignIn<'_> {
    /// The fields of the form that waits, as this page carries them.
    fn waiting(&self) -> Vec<(&str, &str)> {
        self.resume.map_or_else(Vec::new, |(_, fields)| carried(fields))
    }
}
