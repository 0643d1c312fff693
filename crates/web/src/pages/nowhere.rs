//! Addresses that lead nowhere: a browser gets a page, a program a problem.

use axum::{
    extract::Request,
    http::{HeaderMap, header::ACCEPT},
    response::{IntoResponse, Response},
};

use super::{
    frame::{Frame, with_policy},
    language::of_stranger,
    refused::Refused,
    visitor::Visitor,
};
use crate::{
    api::AppState,
    problem::{Problem, Slug},
};

/// Where programs ask, whatever they accept.
const OF_PROGRAMS: [&str; 8] = [
    "/api",
    "/openapi.json",
    "/metrics",
    "/healthz",
    "/readyz",
    "/assets",
    "/demo/mail",
    "/demo/clock",
];

/// The answer to a request that no route takes.
pub(crate) async fn answer(pages: Option<AppState>, slug: Slug, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(state) = pages.filter(|_| wants_page(parts.uri.path(), &parts.headers)) else {
        return Problem::from(slug).into_response();
    };
    // Whoever she is, the page is not there: a store that fails must not hide that.
    let visitor = Visitor::find(&state, &parts).await.unwrap_or_default();
    let frame = visitor.map_or_else(
        || Frame::of_stranger(of_stranger(&parts.headers), String::new(), state.demo),
        |visitor| visitor.frame(""),
    );
    with_policy(Refused::new(slug.into(), &frame).into_response()).await
}

/// Whether a browser asks for a page.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let of_programs = OF_PROGRAMS.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let html = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|accept| accept.to_str().ok())
        .any(|accept| accept.contains("text/html"));
    html && !of_programs
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::ACCEPT};

    use super::wants_page;

    #[test]
    fn a_page_is_for_browsers_and_never_where_programs_ask() {
        let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        for (path, accept, page) in [
            ("/nowhere", Some(browser), true),
            ("/apiary", Some(browser), true),
            ("/api/v1/nowhere", Some(browser), false),
            ("/api", Some(browser), false),
            ("/openapi.json", Some(browser), false),
            ("/demo/mail/x", Some(browser), false),
            ("/nowhere", Some("application/json"), false),
            ("/nowhere", Some("*/*"), false),
            ("/nowhere", None, false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, HeaderValue::from_static(accept));
            }
            assert_eq!(wants_page(path, &headers), page, "{path} {accept:?}");
        }
    }
}
