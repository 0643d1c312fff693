//! What a use case refuses, as the contract's problem.

use luotsi_domain::{network::Vocabulary, referral::words::Status};
use luotsi_i18n::Language;
use luotsi_service::{Error, Standing};
use luotsi_wire::validation::FieldFault;
use serde_json::json;

use super::render;
use crate::problem::{Problem, Slug};

impl From<Error> for Problem {
    /// Without the sentences that need a language: where those matter, `said` is called instead.
    fn from(error: Error) -> Self {
        said(error, Language::Fi)
    }
}

/// The problem, with its proposals and rules in the reader's language.
pub(crate) fn said(error: Error, language: Language) -> Problem {
    match error {
        Error::NotFound => Slug::NotFound.into(),
        Error::Forbidden => Slug::Forbidden.into(),
        Error::IllegalTransition(standing) => stands(Slug::IllegalTransition, &standing),
        Error::Conflict(standing) => stands(Slug::Conflict, &standing),
        Error::PreconditionFailed => Slug::PreconditionFailed.into(),
        Error::AlreadyOpen {
            id,
            reference,
            status,
        } => Problem::already_open(
            json!({"id": id.to_string(), "reference": reference, "status": status.map(Status::as_str)}),
        ),
        Error::GateClosed(gate) => Problem::gate_closed(json!(render::gate(&gate, language))),
        Error::PlacementRequired(candidates, vocabulary) => {
            Problem::placement_required(json!(render::candidates(&candidates, &vocabulary, language)))
        }
        Error::ProgrammeExcluded { rule, soft } => Problem::programme_excluded(match rule {
            Some(rule) => {
                let view = render::reason(&rule, &Vocabulary::default(), language);
                json!({"code": view.code, "text": view.text, "soft": soft})
            }
            None => json!({"soft": soft}),
        }),
        Error::ReasonRequired => Slug::ReasonRequired.into(),
        Error::WorkerRequired => Slug::WorkerRequired.into(),
        Error::WorryRequired => Slug::WorryRequired.into(),
        Error::KeyReused => Slug::IdempotencyKeyReused.into(),
        Error::InvalidHandoff(faults) => {
            Problem::with_faults(Slug::InvalidHandoff, within(faults, "/handoff"))
        }
        Error::InvalidRequest(faults) => Problem::with_faults(Slug::InvalidRequest, faults),
        Error::Store(cause) => stored(&cause),
        Error::Broken(cause) => {
            tracing::error!(%cause, "a history does not fold");
            Slug::Internal.into()
        }
        Error::Definition(cause) => {
            tracing::error!(%cause, "a stored definition cannot be used");
            Slug::Internal.into()
        }
        Error::Stopped(cause) => {
            tracing::error!(%cause, "work beside the requests did not come to its end");
            Slug::Internal.into()
        }
    }
}

fn stored(cause: &luotsi_service::StoreError) -> Problem {
    if cause.is_transient() {
        tracing::warn!(%cause, "the store could not answer");
        return Problem::from(Slug::Unavailable).retry_after(1);
    }
    tracing::error!(%cause, "the store failed");
    Slug::Internal.into()
}

fn stands(slug: Slug, standing: &Standing) -> Problem {
    let actions = standing
        .actions
        .iter()
        .map(|action| action.as_str().to_owned())
        .collect();
    Problem::standing(slug, standing.status.map(Status::as_str), actions)
}

/// Pointers of a handoff's faults lead into the request's body.
fn within(faults: Vec<FieldFault>, root: &str) -> Vec<FieldFault> {
    faults
        .into_iter()
        .map(|fault| FieldFault {
            pointer: format!("{root}{}", fault.pointer),
            ..fault
        })
        .collect()
}
