//! One referral: its page, and the steps that somebody takes on it.

use axum::{
    Router,
    routing::{get, post},
};

use crate::api::AppState;

pub mod show;
pub mod step;
pub mod table;

mod calendar;
mod story;
mod views;
mod why;

/// Routes of a referral. A step with a page of its own stands beside the general one.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/referrals/{id}", get(show::get_referral))
        .route("/referrals/{id}/views", get(views::get_views))
        .route("/referrals/{id}/why", get(why::get_why))
        .route("/referrals/{id}/dates.ics", get(calendar::get_calendar))
        .route(
            "/referrals/{id}/{action}",
            get(step::get_step).merge(post(step::post_step)),
        )
}
