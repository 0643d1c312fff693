//! Choosing who takes somebody who waits or came back, handing her over again, and asking her permission anew.

use axum::{
    Router,
    routing::{get, post},
};

use crate::api::AppState;

mod consent;
mod place;
mod reopen;

/// Routes of placing.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/referrals/{id}/place",
            get(place::get_place).merge(post(place::post_place)),
        )
        .route(
            "/referrals/{id}/reopen",
            get(reopen::get_reopen).merge(post(reopen::post_reopen)),
        )
        .route(
            "/referrals/{id}/renew_consent",
            get(reopen::get_renewal).merge(post(reopen::post_renewal)),
        )
}
