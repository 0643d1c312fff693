//! The coordinator's board: where anybody stands still, whom nobody could take, and what if.

use axum::{
    Router,
    routing::{get, post},
};

use crate::api::AppState;

mod figures;
mod map;
mod routing;
mod show;
mod still;
mod what_if;

pub(crate) use figures::{flow, times};
pub(crate) use routing::{Learnt, learnt};
pub(crate) use show::language;

/// Routes of the board.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/board", get(show::get_board))
        .route("/board/letters/{id}/retry", post(show::post_retry))
        .route("/board/routing", get(routing::get_routing))
        .route("/board/what-if", get(what_if::get_what_if))
}
