//! Who asks: the bearer of a token in its one role, or whoever is signed in in the browser.

use axum::extract::FromRequestParts;
use axum::http::{header::AUTHORIZATION, request::Parts};
use luotsi_domain::access::Actor;
use luotsi_service::people::Identified;

use super::AppState;
use crate::pages::session;
use crate::problem::{Problem, Slug};

/// Whoever asks. A request without a good token or session never reaches a handler's body.
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
        let field = match (fields.next(), fields.next()) {
            (Some(field), None) => field,
            (None, _) => return by_session(parts, state).await,
            (Some(_), Some(_)) => return Err(Slug::Unauthenticated.into()),
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

/// The header in which a script of our own pages shows that it is one.
const CSRF: &str = "x-csrf-token";

/// Whoever is signed in in the browser. What changes anything needs the token of her forms too, so that no
/// other site can act for her.
async fn by_session(parts: &Parts, state: &AppState) -> Result<Caller, Problem> {
    let secret = session::secret(&parts.headers).ok_or(Slug::Unauthenticated)?;
    let session = state.service.session(secret, state.machine_now()).await?;
    let session = session.ok_or(Slug::Unauthenticated)?;
    let shown = parts.headers.get(CSRF).and_then(|token| token.to_str().ok());
    if !parts.method.is_safe() && shown != Some(session.csrf.as_str()) {
        tracing::warn!(target: "luotsi::security", "a request without its page's token was refused");
        return Err(Slug::Forbidden.into());
    }
    Ok(Caller(Identified {
        actor: session.actor,
        name: session.name,
    }))
}
