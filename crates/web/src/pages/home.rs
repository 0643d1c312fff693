//! The front page: to where one's role begins.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::{frame::ways, visitor::Visitor};
use crate::api::AppState;

/// Routes of the front page.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/", get(get_front))
}

async fn get_front(State(state): State<AppState>, visitor: Option<Visitor>) -> Response {
    let to = match &visitor {
        Some(visitor) => ways(visitor.actor().role)
            .first()
            .map_or("/account", |(href, _)| *href),
        None if state.demo => "/demo",
        None => "/sign-in",
    };
    Redirect::to(to).into_response()
}
