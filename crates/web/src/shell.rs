//! What stands around every route.
//!
//! From the outside in: the request gets an id, a span and its bounds; the handler runs in a task of its
//! own, so that a client that leaves cannot stop it half-way and a panic is an answer; the answer is put
//! into the reader's language, gets the header fields that all have, is counted and logged. The log
//! names the route's template and nothing that the client sent.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tracing::Instrument;
use uuid::Uuid;

use crate::api::AppState;
use crate::headers::secure;
use crate::language::Lang;
use crate::limits::{Limits, bound};
use crate::metrics::{Metrics, method};
use crate::pages::nowhere;
use crate::problem::{Problem, Slug, translated};
use crate::server::{Unaddressed, Unfinished};

/// The route of a request that matched none.
const NOWHERE: &str = "none";

/// What the shell needs to do its part.
#[derive(Clone)]
pub struct Shell {
    /// The bounds of bodies; the accept loop has those of connections.
    pub limits: Limits,
    /// Where requests are counted.
    pub metrics: Metrics,
    /// Whether people reach the service over TLS, here or at a proxy.
    pub https: bool,
    /// What pages work with, where there are any: a browser that asks for what is not there gets one.
    pub pages: Option<AppState>,
    /// Mints the ids of requests.
    pub request_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl fmt::Debug for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shell")
            .field("limits", &self.limits)
            .field("https", &self.https)
            .finish_non_exhaustive()
    }
}

impl Shell {
    /// Puts the shell around the finished router, with the answers for what it has no route for.
    pub fn around<S: Clone + Send + Sync + 'static>(self, router: Router<S>) -> Router<S> {
        let (pages, state) = (self.pages.clone(), self.pages.clone());
        router
            .fallback(move |request: Request| nowhere::answer(pages, Slug::NotFound, request))
            .method_not_allowed_fallback(move |request: Request| {
                nowhere::answer(state, Slug::MethodNotAllowed, request)
            })
            .layer(middleware::from_fn_with_state(self, pass))
    }
}

async fn pass(State(shell): State<Shell>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let _in_flight = shell.metrics.begin();
    let language = Lang::of(request.headers()).0;
    let method = method(request.method());
    let route: Arc<str> = request
        .extensions()
        .get::<MatchedPath>()
        .map_or(NOWHERE, MatchedPath::as_str)
        .into();
    let id = (shell.request_id)();
    let span = tracing::info_span!("request", request.id = %id, method, route = &*route);

    let answer = handle(request, next, &shell.limits)
        .instrument(span.clone())
        .await;
    let mut answer = translated(answer, language);
    secure(answer.headers_mut(), shell.https);

    let took = began.elapsed();
    let status = answer.status();
    let _entered = span.entered();
    tracing::info!(
        status = status.as_u16(),
        milliseconds = took.as_secs_f64() * 1e3,
        "request answered"
    );
    shell.metrics.end(method, route, status, took);
    answer
}

async fn handle(request: Request, next: Next, limits: &Limits) -> Response {
    let (mut parts, body) = request.into_parts();
    let unfinished = parts.extensions.remove::<Unfinished>();
    if parts.extensions.remove::<Unaddressed>().is_some() {
        return Problem::from(Slug::Malformed).into_response();
    }
    let request = Request::from_parts(parts, bound(body, limits));
    let work = async move {
        let answer = next.run(request).await;
        drop(unfinished);
        answer
    };
    tokio::spawn(work.in_current_span()).await.unwrap_or_else(|_| {
        tracing::error!("a handler panicked");
        Problem::from(Slug::Internal).into_response()
    })
}
