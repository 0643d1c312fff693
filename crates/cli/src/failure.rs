//! Why a command did not do what was asked: one sentence for a person, one status for a script.

use std::fmt;

/// The result of a command.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// A sentence that says what is the case and what to do, and the status the program ends with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    sentence: String,
    status: u8,
}

impl Failure {
    /// Refused, or failed: status 1.
    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            status: 1,
        }
    }

    /// Called in a way that cannot be meant: status 2.
    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            status: 2,
        }
    }

    /// The status to end with.
    pub(crate) const fn status(&self) -> u8 {
        self.status
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}
impl std::error::Error for Failure {}

impl From<luotsi_service::Error> for Failure {
    fn from(error: luotsi_service::Error) -> Self {
        if let luotsi_service::Error::Store(error) = error {
            return error.into();
        }
        Self::refused(error.to_string())
    }
}

impl From<luotsi_store::Error> for Failure {
    fn from(error: luotsi_store::Error) -> Self {
        use luotsi_store::Error;
        let remedy = match &error {
            Error::Url(_) => "; write sqlite:PATH or postgres://USER@HOST/DATABASE",
            Error::Unavailable(_) => "; look whether the database runs and can be reached from here",
            Error::Busy | Error::Conflict => "; try again in a moment",
            Error::Migration(_) => "; use the version of luotsi that migrated it, or restore a backup",
            Error::Corrupt { .. } => "; restore a backup, and keep this database for whoever looks into it",
            Error::Key(_) => "; give the key file that this database was made with, in KEY_FILE",
            Error::Unique(_)
            | Error::ForeignKey(_)
            | Error::Check(_)
            | Error::Closed
            | Error::Broken
            | Error::Database(_) => "",
        };
        Self::refused(format!("{error}{remedy}"))
    }
}
