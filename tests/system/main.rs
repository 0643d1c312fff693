//! The system tests: one program, so that it is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what lies between two tests is test code too"
)]

mod crashes;
mod expected;
mod handing;
mod hostile;
mod house;
mod kept;
mod privacy;
mod races;
