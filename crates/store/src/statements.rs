//! Where SQL lives: one text for both engines, listed so that a test can prepare all of it.
//!
//! The test is what `sqlx::query!` would be if it knew two engines: every statement is prepared on
//! SQLite and on PostgreSQL, and column names and parameter counts are compared. A module that declares
//! statements enters its list below; forgetting that fails a test too.

use crate::open::Engine;

/// Declares SQL that both engines understand, as constants, and the list of them as `STATEMENTS`.
///
/// ```ignore
/// statements! {
///     /// Takes one place, if there is one.
///     TAKE_PLACE = "UPDATE slots SET … RETURNING capacity - reserved AS remaining";
/// }
/// ```
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)+
        /// Everything declared here, to be prepared on both engines.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// Declares SQL that cannot be one text, both texts side by side, and the list of them as `FORKS`.
///
/// A test counts the forks: each is a place where the engines can drift apart.
macro_rules! forks {
    ($($(#[$doc:meta])* $name:ident = { sqlite: $sqlite:expr, postgres: $postgres:expr $(,)? };)+) => {
        $($(#[$doc])* pub(crate) const $name: $crate::statements::Fork =
            $crate::statements::Fork { sqlite: $sqlite, postgres: $postgres };)+
        /// Everything declared here, to be prepared on the engine it is for.
        pub(crate) const FORKS: &[(&str, $crate::statements::Fork)] = &[$((stringify!($name), $name)),+];
    };
}

/// One question in two texts.
#[derive(Debug, Clone, Copy)]
pub struct Fork {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Fork {
    /// Picks the text for an engine.
    #[must_use]
    pub const fn on(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// The lists of all modules that declare statements.
pub const ALL_STATEMENTS: &[&[(&str, &str)]] = &[
    crate::migrate::STATEMENTS,
    crate::open::STATEMENTS,
    crate::record::STATEMENTS,
    crate::record::history::STATEMENTS,
    crate::capacity::STATEMENTS,
    crate::capacity::standings::STATEMENTS,
    crate::person::STATEMENTS,
    crate::people::STATEMENTS,
    crate::invitation::STATEMENTS,
    crate::decision::STATEMENTS,
    crate::definition::STATEMENTS,
    crate::ending::STATEMENTS,
    crate::letter::STATEMENTS,
    crate::letter::dead::STATEMENTS,
    crate::letter::sending::STATEMENTS,
    crate::list::STATEMENTS,
    crate::list::count::STATEMENTS,
    crate::list::desk::STATEMENTS,
    crate::repeat::STATEMENTS,
    crate::view::STATEMENTS,
    crate::voice::STATEMENTS,
    crate::feed::STATEMENTS,
    crate::checkpoint::STATEMENTS,
    crate::checkpoint::proof::STATEMENTS,
    crate::draft::STATEMENTS,
    crate::list::search::STATEMENTS,
    crate::absence::STATEMENTS,
    crate::watch::STATEMENTS,
    crate::announcement::STATEMENTS,
    crate::answer::STATEMENTS,
    crate::forecast::STATEMENTS,
    crate::claim::STATEMENTS,
    crate::password::STATEMENTS,
    crate::session::STATEMENTS,
    crate::figure::STATEMENTS,
    crate::note::STATEMENTS,
];

/// The lists of all modules that declare forks.
pub const ALL_FORKS: &[&[(&str, Fork)]] = &[crate::migrate::FORKS];
