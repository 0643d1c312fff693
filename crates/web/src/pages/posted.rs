//! A form that somebody sent.
//!
//! [`Posted`] is a form of somebody signed in, from a page of this service: the hidden `csrf` must be her
//! session's, and the browser must not say that another site sent it. Where the session has ended
//! meanwhile the answer is the page to sign in, with everything she typed inside, and after signing in
//! she goes on from there. [`Sent`] is any form.

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use luotsi_i18n::Language;

use super::{
    fields::Fields,
    frame::Frame,
    language::{SWITCH, of_stranger},
    refused::Refused,
    sign_in,
    visitor::Visitor,
};
use crate::{
    api::AppState,
    limits::BodyFault,
    problem::{Problem, Slug},
};

/// The hidden field that shows that a form came from a page of ours.
pub const CSRF: &str = "csrf";

/// A form of somebody signed in.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Who sent it.
    pub visitor: Visitor,
    /// What it says.
    pub fields: Fields,
}

/// Any form.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Who sent it, where she is signed in.
    pub visitor: Option<Visitor>,
    /// What it says.
    pub fields: Fields,
    /// The language of the answer.
    pub language: Language,
    demo: bool,
}

impl Sent {
    /// What stands around the answer.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        match &self.visitor {
            Some(visitor) => visitor.frame(title),
            None => Frame::of_stranger(self.language, title.into(), self.demo),
        }
    }
}

impl FromRequest<AppState> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let stranger = of_stranger(&parts.headers);
        let refuse = |problem: Problem| {
            let frame = Frame::of_stranger(stranger, String::new(), state.demo);
            Refused::new(problem, &frame).into_response()
        };
        if is_from_elsewhere(&parts.headers) {
            tracing::warn!(target: "luotsi::security", "a form from another site was refused");
            return Err(refuse(Slug::Forbidden.into()));
        }
        if !is_form(&parts.headers) {
            return Err(refuse(Slug::UnsupportedMediaType.into()));
        }
        let visitor = Visitor::find(state, &parts).await.map_err(refuse)?;
        let body = body
            .collect()
            .await
            .map_err(|error| refuse(BodyFault::of(error).into()))?
            .to_bytes();
        Ok(Self {
            language: visitor.as_ref().map_or(stranger, |visitor| visitor.language),
            visitor,
            fields: Fields::read(&body),
            demo: state.demo,
        })
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let path = request.uri().path().to_owned();
        let mut sent = Sent::from_request(request, state).await?;
        let switched = sent.fields.one(SWITCH).and_then(Language::parse);
        sent.language = switched.unwrap_or(sent.language);
        match sent.visitor {
            Some(mut visitor) if sent.fields.one(CSRF) == Some(visitor.session.csrf.as_str()) => {
                if let Some(language) = switched {
                    // The form is only shown again; her language is another from here on, as by any other page.
                    let chosen = state
                        .service
                        .choose_language(visitor.actor().user, language.tag());
                    let refuse = |error| Refused::of(error, &visitor.frame("")).into_response();
                    chosen.await.map_err(refuse)?;
                    visitor.language = language;
                }
                Ok(Self {
                    visitor,
                    fields: sent.fields,
                })
            }
            // Another session than the page's: perhaps she signed in again beside. Nothing is done, nothing lost.
            Some(visitor) => Err(sign_in::go_on(&visitor.frame(""), &path, &sent.fields)),
            None => Err(sign_in::ended(&sent, &path)),
        }
    }
}

/// Whether the browser says that another site sent it (Fetch Metadata).
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none")
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| {
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}
