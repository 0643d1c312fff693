//! The cookie that a signed-in browser comes with.

use axum::http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};

/// The cookie's name. `__Host-` binds it to this host, to the whole of it and to TLS (RFC 6265bis).
pub const COOKIE_NAME: &str = "__Host-luotsi";

/// The secret of the session that a request comes with.
#[must_use]
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, COOKIE_NAME).filter(|secret| !secret.is_empty() && secret.len() <= 128)
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The field that gives a browser its session. It ends with the browser; the service ends it sooner.
#[must_use]
pub fn begun(secret: &str) -> HeaderValue {
    set(&format!(
        "{COOKIE_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax"
    ))
}

/// The field that takes it away.
#[must_use]
pub fn ended() -> HeaderValue {
    set(&format!(
        "{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    ))
}

/// A `Set-Cookie` field of what the service itself wrote: plain ASCII.
pub(crate) fn set(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The header's name, beside the functions that give its value.
pub const FIELD: axum::http::HeaderName = SET_COOKIE;

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::{cookie, secret};

    #[test]
    fn a_cookie_is_found_among_others_and_only_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; x__Host-luotsi=no"));
        headers.append(COOKIE, HeaderValue::from_static("b=2; __Host-luotsi=yes"));
        assert_eq!(secret(&headers), Some("yes"));
        assert_eq!(cookie(&headers, "a"), Some("1"));
        assert_eq!(cookie(&headers, "c"), None);
    }
}
