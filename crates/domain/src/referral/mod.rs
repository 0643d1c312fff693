//! The referral: its states, the commands that people and the clock give, and the events they lead to.
//!
//! [`decide`] answers a command with events or a [`Refusal`]; [`evolve`] applies one event; the present
//! state is the [`fold`] of all of them.

pub mod command;
pub mod ending;
pub mod event;
pub mod links;
pub mod meeting;
pub mod state;
pub mod words;

mod clockwork;
mod cover;
mod decide;
mod evolve;
mod holder;
mod permission;
mod record;
mod refusal;
mod submission;

pub use clockwork::{Comes, comes, expires, tick, wake};
pub use command::{Choice, Command, Context, Placement};
pub use decide::decide;
pub use ending::{Ending, ending};
pub use evolve::{Broken, evolve};
pub use permission::{permits, takes_part};
pub use refusal::Refusal;
pub use state::{Holder, Referral, State, fold};
pub use submission::{Submission, submit};
