//! Who chose an organisation that was asked: somebody, or by itself the next of those that somebody had named.

use jiff::Timestamp;
use luotsi_domain::{
    id::ProgrammeId,
    network::{Definition, PlacementMode},
    referral::event::{By, Event, Recorded},
};
use luotsi_routing::Decision;

use crate::decision::asks;

/// Who chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chose {
    /// Somebody, who asked it there and then.
    Somebody(By),
    /// Nobody at that moment: the one before did not take her, and this was the next.
    Next {
        /// Why not the one before.
        before: Before,
        /// Who had named this one as the next, and when; none where nobody had.
        named: Option<(By, Timestamp)>,
    },
    /// The network, which asks the first of the order by itself.
    Network,
}

/// Why the one before did not take somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It was silent until its time was over.
    Silent,
    /// It said no.
    Refused,
}

impl Chose {
    /// Whoever is to be named.
    #[must_use]
    pub const fn by(&self) -> Option<&By> {
        match self {
            Self::Somebody(by)
            | Self::Next {
                named: Some((by, _)), ..
            } => Some(by),
            Self::Next { named: None, .. } | Self::Network => None,
        }
    }

    /// Who chose by a decision of the step that begins at `seq`, by her history; `definition` is that of then.
    /// None where the history does not tell.
    pub(crate) fn of(
        history: &[Recorded],
        seq: u64,
        decision: &Decision,
        definition: Option<&Definition>,
    ) -> Option<Self> {
        let begins = history.iter().position(|one| one.seq == seq)?;
        let asked = begins
            + history[begins..]
                .iter()
                .position(|one| asks(one) == Some(&decision.chosen))?;
        let step = &history[begins..=asked];
        let before = step.iter().find_map(|one| {
            if matches!(one.event, Event::Expired) {
                Some(Before::Silent)
            } else if matches!(one.event, Event::HandedBack { .. }) {
                Some(Before::Refused)
            } else {
                None
            }
        });
        let automatic = definition.is_some_and(|one| one.placement == PlacementMode::Automatic);
        if let Some(before) = before {
            return Some(Self::Next {
                before,
                named: named(&history[..begins], &decision.chosen, automatic),
            });
        }
        if automatic && decision.because.is_none() && is_handed_over(step) {
            // Whoever confirms the first there does what the network would have done.
            return (decision.rank_of_chosen() == Some(1)).then_some(Self::Network);
        }
        history[asked].by.clone().map(Self::Somebody)
    }
}

/// Who last named a programme as one to be asked next. What goes on asking by itself names nobody anew.
fn named(history: &[Recorded], programme: &ProgrammeId, automatic: bool) -> Option<(By, Timestamp)> {
    let (at, named) = history.iter().enumerate().rfind(|(at, one)| {
        let (Event::Offered { then, .. } | Event::Waits { then, .. }) = &one.event else {
            return false;
        };
        let goes_on = at
            .checked_sub(1)
            .is_some_and(|before| matches!(history[before].event, Event::Expired | Event::HandedBack { .. }));
        then.contains(programme) && !goes_on
    })?;
    // The first of its lists the network makes itself.
    let by_itself = automatic && history[..at].iter().all(|one| asks(one).is_none());
    named.by.clone().filter(|_| !by_itself).map(|by| (by, named.at))
}

fn is_handed_over(step: &[Recorded]) -> bool {
    step.iter().any(|one| matches!(one.event, Event::Submitted(_)))
}

#[cfg(test)]
mod tests;
