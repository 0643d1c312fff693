//! Who asks: the bearer of a token, in its one role.

use axum::extract::FromRequestParts;
use axum::http::{header::AUTHORIZATION, request::Parts};
use luotsi_domain::access::Actor;
use luotsi_service::people::Identified;

use super::AppState;
use crate::problem::{Problem, Slug};

/// Whoever asks. A request without a good token never reaches a handler's body.
#[derive(Debug, Clone)]
pub struct Caller(pub Identified);

impl Caller {
    /// In which role she acts.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0.actor
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let mut fields = parts.headers.get_all(AUTHORIZATION).iter();
        let (Some(field), None) = (fields.next(), fields.next()) else {
            return Err(Slug::Unauthenticated.into());
        };
        let token = field
            .to_str()
            .ok()
            .and_then(|field| field.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let Some(token) = token.filter(|token| !token.is_empty() && token.len() <= 512) else {
            return Err(Slug::Unauthenticated.into());
        };
        match state.service.identify(token, state.now()).await? {
            Some(identified) => Ok(Self(identified)),
            None => Err(Slug::Unauthenticated.into()),
        }
    }
}
