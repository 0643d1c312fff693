//! The client takes back her permission, or a part of it.

use jiff::SignedDuration;

use super::Step;
use crate::{
    id::OrganisationId,
    referral::{
        event::Event,
        state::State,
        words::{CloseReason, ReturnReason, WithdrawScope},
    },
};

impl Step<'_> {
    /// `having` are the organisations that have the person on any of her roads, where there are several;
    /// `beside` says that it was said on another of them.
    pub(super) fn withdraw(
        &self,
        scope: WithdrawScope,
        having: Option<&[OrganisationId]>,
        beside: bool,
    ) -> Vec<Event> {
        match scope {
            WithdrawScope::Feedback => vec![Event::ConsentWithdrawn {
                scope,
                receivers: self.referral.receivers.clone(),
                erase_at: None,
                beside,
            }],
            WithdrawScope::OtherPartners => {
                let who_has_her = self.referral.programme();
                let receivers = who_has_her.map(|(_, organisation)| organisation.clone());
                let mut events = vec![Event::ConsentWithdrawn {
                    scope,
                    receivers: having.map_or_else(|| receivers.into_iter().collect(), <[_]>::to_vec),
                    erase_at: None,
                    beside,
                }];
                if matches!(self.referral.state, State::Waiting { .. }) {
                    events.push(self.returned(ReturnReason::ConsentNarrowed));
                }
                events
            }
            WithdrawScope::All => {
                let hours = i64::from(self.deadlines().withdrawn_export_hours);
                let mut events = vec![Event::ConsentWithdrawn {
                    scope,
                    receivers: Vec::new(),
                    erase_at: Some(self.now() + SignedDuration::from_hours(hours)),
                    beside,
                }];
                if self.referral.status().is_open() {
                    events.push(Event::Closed {
                        reason: CloseReason::ConsentWithdrawn,
                    });
                }
                events
            }
        }
    }
}
