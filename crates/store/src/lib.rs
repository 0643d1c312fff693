//! The only crate that knows SQL: SQLite and PostgreSQL, encryption, outbox, audit.
