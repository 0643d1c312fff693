//! The handoff's validation, from outside: documents, examples, recorded handoffs, faults, secrecy.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's own functions fail as the test does"
)]

mod documents;
mod examples;
mod faults;
mod ground;
mod messages;
mod part;
mod secrecy;
