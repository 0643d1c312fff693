//! The road of one person: each transition of the table in DOMAIN, "States, holders, clocks", who may do
//! what and sees what, who is told what, and lives made of random steps that must hold the invariants.
//!
//! Every instant here is written down by hand from the calendar on the wall, never asked of the code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::wildcard_enum_match_arm,
    clippy::match_same_arms,
    clippy::large_stack_arrays,
    clippy::items_after_statements,
    clippy::needless_pass_by_value,
    clippy::cloned_ref_to_slice_refs,
    clippy::unnecessary_box_returns,
    reason = "a test fails where a step is not as the table says; its tables are long, not deep"
)]

mod absence;
mod access;
mod amended;
mod answers;
mod city_track;
mod clock;
mod company;
mod consent;
mod contacts;
mod drafts;
mod endings;
mod fixture;
mod follow_up;
mod history;
mod letters;
mod lives;
mod meetings;
mod protected;
mod queues;
mod support;
mod together;
mod transfer;
mod walk;
