//! With whom the ball is: exactly one holder while a referral is open.

use super::{event::TaskHolder, words::HolderKind};
use crate::id::{OrganisationId, UserId};

/// With whom the ball is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'a> {
    /// Everybody at a desk.
    Desk(&'a OrganisationId),
    /// Everybody at a partner.
    Organisation(&'a OrganisationId),
    /// One worker.
    Worker(UserId, &'a OrganisationId),
    /// The coordinator of the network.
    Coordinator,
    /// Nobody: it is over.
    Nobody,
}

impl Holder<'_> {
    /// The kind, as a code.
    #[must_use]
    pub const fn kind(&self) -> HolderKind {
        match self {
            Self::Desk(_) => HolderKind::Desk,
            Self::Organisation(_) => HolderKind::Organisation,
            Self::Worker(..) => HolderKind::Worker,
            Self::Coordinator => HolderKind::Coordinator,
            Self::Nobody => HolderKind::Nobody,
        }
    }

    /// The same as a task's holder; none for the coordinator, whose organisation the definition names,
    /// and for nobody.
    #[must_use]
    pub fn of_task(&self) -> Option<TaskHolder> {
        let (organisation, user) = match *self {
            Self::Desk(organisation) | Self::Organisation(organisation) => (organisation, None),
            Self::Worker(user, organisation) => (organisation, Some(user)),
            Self::Coordinator | Self::Nobody => return None,
        };
        Some(TaskHolder {
            kind: self.kind(),
            organisation: organisation.clone(),
            user,
        })
    }
}
