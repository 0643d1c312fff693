//! The shell from the outside: raw bytes over TCP against a running accept loop.
//!
//! All limits are shortened, so a test waits milliseconds for what takes seconds in production.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod answers;
mod bodies;
mod connections;
mod document;
mod drain;
mod server;
mod tls;
