//! Network definitions: the shipped ones, what is found wrong in others, and what a new version does.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test fails where a shipped file is not as it says; its tables are long, not deep"
)]

mod changes;
mod consequences;
mod edit;
mod faults;
mod reading;
mod shipped;
