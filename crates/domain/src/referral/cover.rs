//! Somebody stands in while whoever has the person is away. State, due and worker stay as they are.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Holder, Referral};
use crate::id::{OrganisationId, UserId};

/// Whoever has the person is away, and somebody stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Who is away.
    pub worker: UserId,
    /// Who stands in.
    pub by: StandIn,
    /// The last day of the absence.
    pub until: Date,
    /// On watch: until when the desk is to look, instead of the worker's own due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// Who stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StandIn {
    /// A colleague or a lead.
    Worker {
        /// Who.
        user: UserId,
    },
    /// Nobody of the organisation is there: a desk keeps watch.
    Desk {
        /// Which.
        organisation: OrganisationId,
    },
}

impl StandIn {
    /// The kind, as a code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Worker { .. } => "worker",
            Self::Desk { .. } => "desk",
        }
    }
}

impl Referral {
    /// The one person who has it or is asked by name, be she there or away.
    #[must_use]
    pub fn worker(&self) -> Option<UserId> {
        if !self.status().is_open() {
            return None;
        }
        match (self.offer(), self.carrier()) {
            (Some(offer), _) => offer.agreed_with,
            (None, carrier) => carrier.map(|carrier| carrier.worker),
        }
    }

    /// Whether somebody stands in for its worker.
    #[must_use]
    pub fn is_covered_by(&self, user: UserId) -> bool {
        matches!(&self.cover, Some(Cover { by: StandIn::Worker { user: by }, .. }) if *by == user)
    }

    /// The desk that keeps watch, where nobody of the organisation is there.
    #[must_use]
    pub fn watched_by(&self) -> Option<&OrganisationId> {
        match &self.cover {
            Some(Cover {
                by: StandIn::Desk { organisation },
                ..
            }) => Some(organisation),
            Some(Cover {
                by: StandIn::Worker { .. },
                ..
            })
            | None => None,
        }
    }

    /// Whoever does the work of a worker now: she herself, who stands in, or the desk on watch.
    pub(super) const fn at_work<'a>(
        &'a self,
        worker: UserId,
        organisation: &'a OrganisationId,
    ) -> Holder<'a> {
        match &self.cover {
            None => Holder::Worker(worker, organisation),
            Some(Cover {
                by: StandIn::Worker { user },
                ..
            }) => Holder::Worker(*user, organisation),
            Some(Cover {
                by: StandIn::Desk { organisation },
                ..
            }) => Holder::Desk(organisation),
        }
    }
}
