//! Which of the three languages an answer is in.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use luotsi_i18n::Language;

/// The language a client asks for with `Accept-Language`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lang(pub Language);

impl Lang {
    /// Chooses from the `Accept-Language` fields of a request; what cannot be read counts as absent.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let asked: Vec<&str> = headers
            .get_all(ACCEPT_LANGUAGE)
            .iter()
            .filter_map(|field| field.to_str().ok())
            .collect();
        Self(Language::accepted(&asked.join(",")))
    }
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
