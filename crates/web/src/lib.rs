//! The JSON API over axum, with its limits and its accept loop.

pub mod api;
pub mod extract;
pub mod health;
pub mod language;
pub mod limits;
pub mod metrics;
pub mod openapi;
pub mod problem;
pub mod server;
pub mod shell;

mod docs;
mod headers;
mod strict;
