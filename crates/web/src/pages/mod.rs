//! The pages: what the advisor, the worker, the lead and the coordinator see in a browser.
//!
//! A page is a rendering of the same use cases that the JSON API calls, as HTML that needs no script. A
//! handler takes a [`visitor::Visitor`] (for a page) or a [`posted::Posted`] (for a form), calls one use
//! case, and answers with a template in [`frame::Frame`], or with a redirect. What goes wrong is a
//! [`refused::Refused`], which is a page too. Words come from the catalogue by the frame's `t`, `ta` and
//! `word`; every template extends `base.html`.

use axum::{Router, middleware};

use crate::api::AppState;

pub mod account;
pub mod after;
pub mod assets;
pub mod board;
pub mod chart;
pub mod choosing;
pub mod confirm;
pub mod demo;
pub mod desk;
pub mod fields;
pub mod form;
pub mod frame;
pub mod handoff;
pub mod home;
pub mod invitation;
pub mod language;
pub mod learning;
pub mod live;
pub mod network;
pub mod nowhere;
pub mod placing;
pub mod posted;
pub mod quiet;
pub mod referral;
pub mod refused;
pub mod session;
pub mod sign_in;
pub mod team;
pub mod visitor;
pub mod words;
pub mod work;

/// Every page, over the state.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(home::routes())
        .merge(sign_in::routes())
        .merge(invitation::routes())
        .merge(account::routes())
        .merge(language::routes())
        .merge(referral::routes())
        .merge(board::routes())
        .merge(learning::routes())
        .merge(network::routes())
        .merge(quiet::routes())
        .merge(work::routes())
        .merge(team::routes())
        .merge(live::routes())
        .merge(handoff::routes())
        .merge(after::routes())
        .merge(desk::routes())
        .merge(placing::routes())
        .merge(assets::routes())
        .layer(middleware::map_response(frame::with_policy))
        .with_state(state)
}
