//! The client takes back her permission, or a part of it.

use jiff::SignedDuration;

use super::Step;
use crate::referral::{
    event::Event,
    state::State,
    words::{CloseReason, ReturnReason, WithdrawScope},
};

impl Step<'_> {
    pub(super) fn withdraw(&self, scope: WithdrawScope) -> Vec<Event> {
        match scope {
            WithdrawScope::Feedback => vec![Event::ConsentWithdrawn {
                scope,
                receivers: self.referral.receivers.clone(),
                erase_at: None,
            }],
            WithdrawScope::OtherPartners => {
                let who_has_her = self.referral.programme();
                let receivers = who_has_her.map(|(_, organisation)| organisation.clone());
                let mut events = vec![Event::ConsentWithdrawn {
                    scope,
                    receivers: receivers.into_iter().collect(),
                    erase_at: None,
                }];
                if matches!(self.referral.state, State::Waiting { .. }) {
                    events.push(self.returned(ReturnReason::ConsentNarrowed));
                }
                events
            }
            WithdrawScope::All => {
                let hours = i64::from(self.deadlines().withdrawn_export_hours);
                vec![
                    Event::ConsentWithdrawn {
                        scope,
                        receivers: Vec::new(),
                        erase_at: Some(self.now() + SignedDuration::from_hours(hours)),
                    },
                    Event::Closed {
                        reason: CloseReason::ConsentWithdrawn,
                    },
                ]
            }
        }
    }
}
