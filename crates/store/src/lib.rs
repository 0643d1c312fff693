//! The only crate that knows SQL: SQLite and PostgreSQL, encryption, outbox, audit.
//!
//! A [`Store`] is opened from a URL and hands out transactions: `store.read()` and `store.write()`
//! give a [`Tx`], whose methods are the only queries there are. Which engine holds the data is decided
//! at run time in `open.rs` and known nowhere above. Each statement is written once, in a
//! `statements!` list, and prepared on both engines by a test.

#[macro_use]
mod tx;
#[macro_use]
mod statements;
#[macro_use]
mod row;

pub mod absence;
pub mod announcement;
pub mod answer;
pub mod capacity;
pub mod chain;
pub mod checkpoint;
pub mod claim;
pub mod crypto;
pub mod decision;
pub mod definition;
pub mod draft;
pub mod ending;
mod error;
pub mod feed;
pub mod figure;
pub mod forecast;
pub mod hex;
pub mod invitation;
pub mod letter;
pub mod list;
pub mod merkle;
mod migrate;
pub mod note;
mod open;
pub mod password;
pub mod people;
pub mod person;
pub mod record;
pub mod repeat;
pub mod session;
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;
pub mod view;
pub mod voice;
pub mod watch;
mod writer;

pub use error::{Constraint, Error, KeyFault, MigrationFault, Result};
pub use migrate::{MIGRATIONS, Migration};
pub use open::{Engine, Options, Store};
pub use statements::{ALL_FORKS, ALL_STATEMENTS, Fork};
pub use tx::Tx;
