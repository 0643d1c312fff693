//! The desk's own pages: what needs somebody, whoever rings back, and the watches.

use axum::{
    Router,
    routing::{get, post},
};

use crate::api::AppState;

mod queue;
mod search;
mod watch;

/// Routes of the desk.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/desk", get(queue::get_desk))
        .route(
            "/search",
            get(search::get_search).merge(post(search::post_search)),
        )
        .route("/watches/{id}", get(watch::get_watch))
        .route("/watches/{id}/done", post(watch::post_done))
}
