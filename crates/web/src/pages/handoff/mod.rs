//! Handing somebody over: the form, the draft that it keeps, and who would take her.

use axum::{
    Router,
    routing::{get, post},
};

use crate::api::AppState;

pub mod candidates;
pub(crate) mod closed;
mod keep;
pub mod panel;
pub mod place;
pub mod read;
pub mod schema;
pub mod sections;
pub(crate) mod sheet;
pub(crate) mod submit;

/// Routes of handing over.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/handoffs/new", get(sheet::get_new).merge(post(submit::post_new)))
        .route("/handoffs/who", post(keep::post_who))
        .route("/handoffs/keep", post(keep::post_keep))
        .route(
            "/drafts/{id}",
            get(sheet::get_draft).merge(post(submit::post_draft)),
        )
}
