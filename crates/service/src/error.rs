//! What a use case can answer instead: typed, for whoever asked. Words are given by the web.

use std::fmt;

use luotsi_domain::{
    id::ReferralId,
    network::Vocabulary,
    referral::{
        Broken, Refusal,
        words::{Action, Status},
    },
};
use luotsi_routing::{Candidate, Reason};
use luotsi_wire::validation::{Code, FieldFault};

use crate::preview::GateSaid;

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where a referral stands and what the caller may do there: what a 409 tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The status, where the caller may see it.
    pub status: Option<Status>,
    /// What she may do now.
    pub actions: Vec<Action>,
}

/// Why a use case did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// Not there, or not for this caller to know of.
    NotFound,
    /// Visible, but the role lacks the action.
    Forbidden,
    /// The state does not know the action now.
    IllegalTransition(Standing),
    /// No place, or somebody else was first.
    Conflict(Standing),
    /// `If-Match` names another version.
    PreconditionFailed,
    /// The same person has an open referral at the same desk.
    AlreadyOpen {
        /// That referral.
        id: ReferralId,
        /// Its reference.
        reference: String,
        /// Its status, where the caller may see it.
        status: Option<Status>,
    },
    /// The gate is closed.
    GateClosed(Box<GateSaid>),
    /// A human has to confirm the placement: the candidates, and how the network says its words.
    PlacementRequired(Vec<Candidate>, Vocabulary),
    /// The named programme does not fit, by this rule; soft where a reason would do.
    ProgrammeExcluded {
        /// The rule.
        rule: Option<Reason>,
        /// Whether a reason would do.
        soft: bool,
    },
    /// The choice needs a reason.
    ReasonRequired,
    /// A worker must be named.
    WorkerRequired,
    /// Is there reason to worry?
    WorryRequired,
    /// The key came with another body before.
    KeyReused,
    /// The handoff breaks its schema.
    InvalidHandoff(Vec<FieldFault>),
    /// A field of the request cannot be so.
    InvalidRequest(Vec<FieldFault>),
    /// The store could not do it.
    Store(luotsi_store::Error),
    /// A history does not fold.
    Broken(Broken),
    /// A stored definition cannot be used.
    Definition(String),
    /// Work beside the requests did not come to its end: the program stops, or it is broken.
    Stopped(tokio::task::JoinError),
}

impl Error {
    /// A field of the request that cannot be so.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, code: Code) -> Self {
        Self::InvalidRequest(vec![FieldFault::new(pointer, code)])
    }

    /// Whether the same request may find another state when tried again at once.
    pub(crate) fn is_worth_another_try(&self) -> bool {
        matches!(
            self,
            Self::Store(luotsi_store::Error::Conflict | luotsi_store::Error::Busy)
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such thing"),
            Self::Forbidden => f.write_str("the role lacks the action"),
            Self::IllegalTransition(Standing {
                status: Some(status), ..
            })
            | Self::Conflict(Standing {
                status: Some(status), ..
            }) => {
                write!(f, "the referral is {status} now")
            }
            Self::IllegalTransition(_) => f.write_str("the referral does not allow it now"),
            Self::Conflict(_) => f.write_str("somebody else was first"),
            Self::PreconditionFailed => f.write_str("the referral has changed meanwhile"),
            Self::AlreadyOpen { reference, .. } => write!(f, "{reference} is open already"),
            Self::GateClosed(gate) => write!(f, "the gate is closed: {}", gate.verdict.outcome),
            Self::PlacementRequired(..) => f.write_str("a human has to confirm the placement"),
            Self::ProgrammeExcluded { .. } => f.write_str("the programme does not fit"),
            Self::ReasonRequired => f.write_str("a reason is needed"),
            Self::WorkerRequired => f.write_str("a worker must be named"),
            Self::WorryRequired => f.write_str("is there reason to worry?"),
            Self::KeyReused => f.write_str("the key came with another body before"),
            Self::InvalidHandoff(faults) | Self::InvalidRequest(faults) => {
                write!(f, "{} fields need mending", faults.len())
            }
            Self::Store(error) => error.fmt(f),
            Self::Broken(broken) => broken.fmt(f),
            Self::Definition(what) => write!(f, "a stored definition cannot be used: {what}"),
            Self::Stopped(error) => write!(f, "work beside the requests did not come to its end: {error}"),
        }
    }
}
impl std::error::Error for Error {}

impl From<luotsi_store::Error> for Error {
    fn from(error: luotsi_store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<luotsi_store::KeyFault> for Error {
    fn from(fault: luotsi_store::KeyFault) -> Self {
        Self::Store(luotsi_store::Error::Key(fault))
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Turns a refusal into an error; `standing` tells a 409 what is possible.
pub(crate) fn refused(refusal: &Refusal, standing: impl FnOnce() -> Standing) -> Error {
    match refusal {
        Refusal::IllegalTransition { .. } => Error::IllegalTransition(standing()),
        Refusal::Full => Error::Conflict(standing()),
        Refusal::Forbidden => Error::Forbidden,
        Refusal::NotFound => Error::NotFound,
        Refusal::ReasonRequired => Error::ReasonRequired,
        Refusal::WorkerRequired => Error::WorkerRequired,
        Refusal::WorryRequired => Error::WorryRequired,
        Refusal::ProgrammeExcluded => Error::ProgrammeExcluded {
            rule: None,
            soft: false,
        },
        Refusal::Invalid { pointer, code } => Error::invalid(*pointer, code.parse().unwrap_or(Code::Invalid)),
    }
}
