//! The harness: starts the real binary and looks at it from outside.
//!
//! A test starts a [`Demo`] on an engine, speaks to it as one of its [`People`] through a [`Client`],
//! moves its clock, reads its mail, kills it and starts it again, and asks `luotsi verify` whether
//! everything still adds up. Whatever goes wrong in the harness itself is a panic that says what to
//! do: in a test that is the answer.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "a harness reports by panicking, and much of it is called for what it does"
)]

mod binary;
mod client;
mod clock;
mod database;
mod handoff;
mod html;
mod leak;
mod mail;
mod page;
mod people;
mod process;
mod scratch;
mod server;
mod until;

pub use binary::{Finished, luotsi};
pub use client::{Answer, Client, Request};
pub use clock::Advanced;
pub use database::{Database, Engine};
pub use handoff::{Planted, examples};
pub use html::{Element, Html};
pub use leak::Search;
pub use mail::{Fault, MailServer, Received};
pub use page::{Browser, Page};
pub use people::{People, Person};
pub use process::Process;
pub use scratch::Scratch;
pub use server::{Demo, Letter, Server};
pub use until::until;

use std::path::Path;

/// The folder of the workspace's `Cargo.toml`.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the workspace")
}

/// Declares a test twice: on SQLite, and on a fresh PostgreSQL database where there is a server.
///
/// ```no_run
/// luotsi_tests::on_both! {
///     fn the_service_is_ready(engine: Engine) {
///         let server = luotsi_tests::Demo::new().empty().on(engine).start();
///         server.anonymous().get("/readyz").expect(200);
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($engine:ident: Engine) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "a test without helpers beside it uses none")]
            use super::*;

            fn body($engine: $crate::Engine) $body

            #[test]
            fn on_sqlite() {
                body($crate::Engine::Sqlite);
            }

            #[test]
            fn on_postgres() {
                match $crate::Database::fresh() {
                    Some(database) => body($crate::Engine::Postgres(database)),
                    None => eprintln!("not run: no LUOTSI_TEST_POSTGRES; `cargo xtask test` brings one"),
                }
            }
        }
    )+};
}
