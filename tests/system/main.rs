//! The system tests: one program, so that it is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what lies between two tests is test code too"
)]

mod expected;
mod house;
