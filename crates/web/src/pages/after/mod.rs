//! After the call: what is read out, the sheet for the client's refrigerator door, the text for the client
//! information system.

use axum::{Router, routing::get};

use crate::api::AppState;

mod copy;
pub mod promise;
mod receipt;

/// Routes of what follows a handoff.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/referrals/{id}/receipt", get(receipt::get_receipt))
        .route("/referrals/{id}/note", get(receipt::get_note))
        .route("/referrals/{id}/copy", get(copy::get_copy))
}
