//! The routes that only a demo has, and the door that stays shut until its samples are in.

use std::{path::PathBuf, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, header::CONTENT_TYPE},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};
use jiff::Timestamp;
use luotsi_web::{
    api::AppState,
    extract::Json,
    problem::{Problem, Slug},
};
use luotsi_wire::validation::Code;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::{Mailbox, advance, screens};
use crate::periodic::{MailTime, Works};

/// What may be asked before the demo is ready.
const ALWAYS_OPEN: [&str; 5] = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"];

/// What the routes work with.
#[derive(Clone)]
struct Demo {
    works: Arc<Works>,
    mailbox: Arc<Mailbox>,
}

/// The routes `/demo/clock` and `/demo/mail`.
pub(super) fn router(works: Arc<Works>, mailbox: Arc<Mailbox>, state: AppState, listing: PathBuf) -> Router {
    Router::new()
        .route("/demo/clock", get(get_clock).post(post_clock))
        .route("/demo/mail", get(get_mail))
        .with_state(Demo {
            works: Arc::clone(&works),
            mailbox: Arc::clone(&mailbox),
        })
        .merge(screens::router(works, mailbox, state, listing))
}

/// Keeps requests waiting until the demo is ready.
pub(super) fn held_until(router: Router, ready: watch::Receiver<bool>) -> Router {
    router.layer(middleware::from_fn_with_state(ready, hold))
}

async fn hold(State(mut ready): State<watch::Receiver<bool>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !ALWAYS_OPEN.contains(&path) && ready.wait_for(|ready| *ready).await.is_err() {
        return Problem::from(Slug::Unavailable).into_response();
    }
    next.run(request).await
}

/// What time it is.
#[derive(Serialize)]
struct Now {
    now: Timestamp,
}

/// Where the clock is to go: one of the two.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    #[serde(default)]
    advance_seconds: Option<u64>,
    #[serde(default)]
    to: Option<Timestamp>,
}

/// Where the clock has gone, and what happened on the way.
#[derive(Serialize)]
struct Moved {
    now: Timestamp,
    ran: u32,
}

async fn get_clock(State(demo): State<Demo>) -> Json<Now> {
    Json(Now {
        now: demo.works.clock().now(),
    })
}

async fn post_clock(State(demo): State<Demo>, Json(wanted): Json<Move>) -> Result<Json<Moved>, Problem> {
    let _alone = demo.works.alone().await;
    let to = wanted.target(demo.works.clock().now())?;
    let ran = advance::move_clock(&demo.works, to).await.map_err(|stopped| {
        tracing::error!(error = %stopped, "the clock could not be moved all the way");
        Problem::from(Slug::Internal)
    })?;
    Ok(Json(Moved {
        now: demo.works.clock().now(),
        ran,
    }))
}

impl Move {
    fn target(&self, now: Timestamp) -> Result<Timestamp, Problem> {
        match (self.advance_seconds, self.to) {
            (Some(seconds), None) => advance::after(now, seconds)
                .ok_or_else(|| Problem::invalid("/advance_seconds", Code::Invalid)),
            (None, Some(to)) if to >= now => Ok(to),
            (None, None) => Err(Problem::invalid("/advance_seconds", Code::Required)),
            (None | Some(_), Some(_)) => Err(Problem::invalid("/to", Code::Invalid)),
        }
    }
}

async fn get_mail(State(demo): State<Demo>) -> Result<Response, Problem> {
    let mails = caught(&demo.works, &demo.mailbox).await?;
    Ok((
        [(CONTENT_TYPE, HeaderValue::from_static("application/json"))],
        mails,
    )
        .into_response())
}

/// The mailbox, with what is due by now in it.
pub(super) async fn caught(works: &Works, mailbox: &Mailbox) -> Result<Vec<u8>, Problem> {
    let failed = |what: &dyn std::fmt::Display| {
        tracing::error!(error = %what, "the mail cannot be shown");
        Problem::from(Slug::Internal)
    };
    // A mail server takes its time; what it has taken so far is shown.
    if works.post().is_some_and(|post| post.server().is_none()) {
        // Alone, so that no letter is on its way meanwhile; what is due is caught before it is shown, so that
        // nobody has to wait for the loop.
        let _alone = works.alone().await;
        works
            .deliver(works.clock().now(), &mut MailTime::unlimited())
            .await
            .map_err(|error| failed(&error))?;
    }
    mailbox.all().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Move;

    #[test]
    fn the_clock_goes_one_way_and_only_forward() {
        let now: Timestamp = "2026-11-02T07:00:00Z".parse().unwrap();
        for (asked, to) in [
            (r#"{"advance_seconds": 0}"#, Some("2026-11-02T07:00:00Z")),
            (r#"{"advance_seconds": 86400}"#, Some("2026-11-03T07:00:00Z")),
            (r#"{"advance_seconds": 18446744073709551615}"#, None),
            (r#"{"to": "2026-11-02T07:00:00Z"}"#, Some("2026-11-02T07:00:00Z")),
            (
                r#"{"to": "2026-11-02T09:00:00.001+02:00"}"#,
                Some("2026-11-02T07:00:00.001Z"),
            ),
            (r#"{"to": "2026-11-02T06:59:59.999Z"}"#, None),
            (r#"{"to": "2027-01-01T00:00:00Z", "advance_seconds": 1}"#, None),
            ("{}", None),
        ] {
            let target = serde_json::from_str::<Move>(asked).unwrap().target(now);
            assert_eq!(target.ok(), to.map(|to| to.parse().unwrap()), "{asked}");
        }
    }
}
