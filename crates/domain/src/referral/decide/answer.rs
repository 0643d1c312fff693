//! The partner's answers, and who else takes over.

use super::{Outcome, Step, first_contact, may_ask, offer};
use crate::{
    id::UserId,
    referral::{
        Choice, Refusal,
        event::{Due, Event},
        state::State,
        words::{DueWhat, HandBackReason, ReturnReason},
    },
};

impl Step<'_> {
    pub(super) fn acknowledge(&self) -> Vec<Event> {
        vec![if self.takes_over() {
            Event::TransferAcknowledged
        } else {
            Event::Acknowledged
        }]
    }

    pub(super) fn accept(&self, worker: UserId) -> Outcome {
        // Who takes the checks over keeps what is due.
        let due = match &self.referral.state {
            State::FollowUp { due, .. } => Due {
                what: DueWhat::Check,
                at: *due,
            },
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Accepted { .. }
            | State::InSupport { .. }
            | State::Returned { .. }
            | State::Stable { .. }
            | State::Closed { .. } => {
                let starts = self.referral.facts.not_before.max(self.referral.away_until);
                first_contact(starts, self.context)
            }
        };
        let transfer = self
            .referral
            .transfer
            .as_ref()
            .map(|transfer| &transfer.offer)
            .filter(|_| self.takes_over());
        let named = self
            .referral
            .offer()
            .or(transfer)
            .is_some_and(|offer| offer.agreed_with == Some(worker) || offer.deputy == Some(worker));
        // Nobody but those named at the placement may come to know of a protected person.
        if self.referral.protected && !named {
            return Err(Refusal::Invalid {
                pointer: "/worker",
                code: "not-in-list",
            });
        }
        Ok(vec![if transfer.is_some() {
            Event::TransferAccepted { worker, due }
        } else {
            Event::Accepted { worker, due }
        }])
    }

    pub(super) fn hand_back(&self, reason: HandBackReason, next: Option<&Choice>) -> Vec<Event> {
        if self.takes_over() {
            return vec![Event::TransferDeclined { reason: Some(reason) }];
        }
        let next = next.filter(|choice| reason.passes_on() && self.referral.passes_to(choice));
        vec![
            Event::HandedBack { reason },
            match next {
                Some(choice) => Event::Offered {
                    offer: offer(choice, self.now(), self.context),
                    then: choice.then.clone(),
                },
                None => self.returned(ReturnReason::from(reason)),
            },
        ]
    }

    pub(super) fn reassign(&self, worker: UserId) -> Outcome {
        let carrier = self.referral.carrier().ok_or_else(|| self.illegal())?;
        if carrier.worker == worker {
            return Err(Refusal::Invalid {
                pointer: "/worker",
                code: "unchanged",
            });
        }
        Ok(vec![Event::Reassigned { worker }])
    }

    pub(super) fn transfer(&self, choice: &Choice) -> Outcome {
        let carrier = self.referral.carrier().ok_or_else(|| self.illegal())?;
        if carrier.organisation == choice.organisation {
            return Err(Refusal::Invalid {
                pointer: "/programme",
                code: "same-organisation",
            });
        }
        // A transfer names one worker; her deputy is whoever the new organisation names later.
        let protected = self.referral.protected && choice.agreed_with.is_none();
        may_ask(choice, &self.referral.receivers, protected, self.context)?;
        Ok(vec![Event::TransferOffered {
            offer: offer(choice, self.now(), self.context),
        }])
    }
}
