//! Why a command is refused: typed, with what the person who gave it must know to go on.

use std::fmt;

use super::words::Status;

/// A command that is not carried out; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The state does not know this action now.
    IllegalTransition {
        /// Where the referral stands.
        status: Status,
    },
    /// Visible, but the role lacks the action.
    Forbidden,
    /// What one may not know exists.
    NotFound,
    /// Nobody has a place there now.
    Full,
    /// A reason must be given.
    ReasonRequired,
    /// A worker must be named.
    WorkerRequired,
    /// *Is there reason to worry?* must be answered.
    WorryRequired,
    /// A field of the command cannot be so.
    Invalid {
        /// JSON pointer of the field.
        pointer: &'static str,
        /// Stable code of the fault.
        code: &'static str,
    },
    /// The programme does not take this person.
    ProgrammeExcluded,
}

impl Refusal {
    /// The contract's slug.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::IllegalTransition { .. } => "illegal-transition",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Full => "conflict",
            Self::ReasonRequired => "reason-required",
            Self::WorkerRequired => "worker-required",
            Self::WorryRequired => "worry-required",
            Self::Invalid { .. } => "invalid-request",
            Self::ProgrammeExcluded => "programme-excluded",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
impl std::error::Error for Refusal {}
