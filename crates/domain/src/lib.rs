//! What a referral is and what may happen to it.
//!
//! Pure: no I/O, no clock, no randomness. Time comes in as a value, ids are minted at the edge,
//! and every rule of the road of one person stands here or in the network's definition.

#[macro_use]
mod code;

pub mod absence;
pub mod access;
pub mod calendar;
pub mod draft;
pub mod handoff;
pub mod id;
pub mod network;
pub mod notice;
pub mod referral;
