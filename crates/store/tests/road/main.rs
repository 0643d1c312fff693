//! What the road of a person leaves in the store, on both engines: referrals with their histories, places,
//! lists, letters, repeated requests, people.
//!
//! Referrals here are walked by the domain's own rules, along the invented network that the domain's tests
//! walk theirs in.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::large_futures,
    reason = "what is set up here must stand before anything can be tested; a life is long, not deep"
)]

#[path = "../../../domain/tests/road/fixture.rs"]
#[allow(
    dead_code,
    clippy::pedantic,
    clippy::wildcard_enum_match_arm,
    reason = "linted where it is at home, and used more fully there"
)]
mod fixture;
#[path = "../../../domain/tests/road/walk.rs"]
#[allow(
    dead_code,
    clippy::pedantic,
    clippy::wildcard_enum_match_arm,
    reason = "linted where it is at home, and used more fully there"
)]
mod walk;

mod absence;
mod answer;
mod board;
mod checkpoint;
mod claims;
mod definition;
mod desk;
mod digest;
mod drafts;
mod endings;
mod feed;
mod figure;
mod forecast;
mod intake;
mod invitation;
mod letter;
mod lists;
mod paging;
mod people;
mod person;
mod places;
mod plans;
mod population;
mod record;
mod repeat;
mod session;
mod view;
mod voice;
mod world;
