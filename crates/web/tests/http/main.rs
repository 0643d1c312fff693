//! The shell from the outside: raw bytes over TCP against a running accept loop.
//!
//! All limits are shortened, so a test waits milliseconds for what takes seconds in production.

mod answers;
mod bodies;
mod connections;
mod document;
mod drain;
mod server;
