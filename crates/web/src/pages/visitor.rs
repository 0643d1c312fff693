//! Whoever looks at a page: somebody signed in, in one of her roles.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{StatusCode, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use luotsi_domain::{access::Actor, id::ReferralId};
use luotsi_i18n::Language;
use luotsi_service::{Service, session::Session};
use luotsi_wire::referral::ReferralView;
use uuid::Uuid;

use super::{
    frame::Frame,
    language::of_stranger,
    refused::Refused,
    session::{COOKIE_NAME, cookie, secret},
};
use crate::{api::AppState, problem::Problem};

/// Somebody signed in, and the moment of her request.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Her session: in which role she acts, and who she is.
    pub session: Session,
    /// The language she reads.
    pub language: Language,
    /// The instant of this request.
    pub now: Timestamp,
    /// The path and query that she asked for.
    pub path: String,
    /// Her network's time zone.
    pub zone: TimeZone,
    /// Whether the service is a demo.
    pub demo: bool,
}

impl Visitor {
    /// In which role she acts.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// The day it is where her network is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// What stands around a page of hers; `title` is the page's own, in her language.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        Frame::of(self, title.into())
    }

    /// A referral as she may see it.
    pub(super) async fn referral(&self, service: &Service, id: Uuid) -> Result<ReferralView, Refused> {
        let read = service
            .referral(self.actor(), ReferralId::new(id), self.now)
            .await;
        read.map_err(|error| Refused::of(error, &self.frame("")))
    }

    /// Finds who asks, if she is signed in.
    pub(super) async fn find(state: &AppState, parts: &Parts) -> Result<Option<Self>, Problem> {
        let Some(secret) = secret(&parts.headers) else {
            return Ok(None);
        };
        let now = state.now();
        let session = state.service.session(secret, state.machine_now()).await?;
        Ok(session.map(|session| Self {
            zone: state.zone(&session.actor.network),
            language: Language::parse(&session.language).unwrap_or_default(),
            session,
            now,
            path: parts
                .uri
                .path_and_query()
                .map_or("/", |path| path.as_str())
                .to_owned(),
            demo: state.demo,
        }))
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        match Self::find(state, parts).await {
            Ok(Some(visitor)) => Ok(visitor),
            Ok(None) => Err(to_sign_in(parts)),
            Err(problem) => {
                let frame = Frame::of_stranger(of_stranger(&parts.headers), String::new(), state.demo);
                Err(Refused::new(problem, &frame).into_response())
            }
        }
    }
}

impl OptionalFromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>, Response> {
        Self::find(state, parts).await.map_err(|problem| {
            let frame = Frame::of_stranger(of_stranger(&parts.headers), String::new(), state.demo);
            Refused::new(problem, &frame).into_response()
        })
    }
}

/// Sends somebody to sign in, and back afterwards. Whoever came with a cookie is told that it has ended.
fn to_sign_in(parts: &Parts) -> Response {
    let back = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut query = form_urlencoded::Serializer::new(String::new());
    if local(back) != "/" {
        query.append_pair("back", local(back));
    }
    if cookie(&parts.headers, COOKIE_NAME).is_some_and(|value| !value.is_empty()) {
        query.append_pair("ended", "1");
    }
    let query = query.finish();
    let to = if query.is_empty() {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?{query}")
    };
    (StatusCode::SEE_OTHER, Redirect::to(&to)).into_response()
}

/// A place inside the service to go to; the front page where it is none (CWE-601).
#[must_use]
pub fn local(path: &str) -> &str {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t']);
    if inside && path.parse::<Uri>().is_ok_and(|uri| uri.host().is_none()) {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_a_place_inside_is_gone_back_to() {
        for (asked, gone) in [
            ("/work?tab=mine", "/work?tab=mine"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("work", "/"),
            ("/a\nb", "/"),
        ] {
            assert_eq!(local(asked), gone, "{asked:?}");
        }
    }
}
