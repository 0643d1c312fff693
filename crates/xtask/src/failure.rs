//! Why a command could not do what it was asked: one sentence for a person.

use std::fmt::Display;
use std::io;

/// One sentence that says what failed and what to do about it.
#[derive(Debug)]
pub struct Failure(pub String);

impl Failure {
    /// Wraps a sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// Gives an error of the operating system the words that it lacks: what was being done.
pub trait While<T> {
    /// Names what was being done when the error came.
    fn while_doing(self, what: impl Display) -> Result<T, Failure>;
}

impl<T> While<T> for io::Result<T> {
    fn while_doing(self, what: impl Display) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("could not {what}: {error}")))
    }
}
