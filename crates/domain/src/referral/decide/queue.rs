//! The desk's and the coordinator's queues: placing, waiting, whoever rings back.

use jiff::civil::Date;

use super::{Outcome, Step, may_ask, placed};
use crate::referral::{
    Placement,
    event::Event,
    state::State,
    words::{ClientWish, ReturnReason, Status, TaskKind, WaitingAnswer},
};

impl Step<'_> {
    pub(super) fn place(&self, placement: &Placement) -> Outcome {
        if let Placement::Offer(choice) = placement {
            may_ask(
                choice,
                &self.referral.receivers,
                self.referral.protected,
                self.context,
            )?;
        }
        let waits = match &self.referral.state {
            State::Waiting { place_by, .. } => Some(*place_by),
            State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Accepted { .. }
            | State::InSupport { .. }
            | State::FollowUp { .. }
            | State::Returned { .. }
            | State::Stable { .. }
            | State::Closed { .. } => None,
        };
        let opened = self.referral.tasks_opened;
        let starts = self.referral.facts.not_before;
        let mut events = placed(
            placement,
            opened,
            waits,
            &self.referral.desk,
            starts,
            self.context,
        );
        events.extend(self.settled());
        Ok(events)
    }

    pub(super) fn client_called(&self, wish: ClientWish) -> Vec<Event> {
        let next = self.working_days(1);
        // At `decide` an offer expires: a partner's time to answer is never cut short.
        let sooner = self
            .referral
            .due()
            .filter(|_| self.referral.status() != Status::Acknowledged)
            .and_then(|due| Self::sooner(due, next));
        vec![
            Event::ClientCalled { wish, due: sooner },
            self.holder_task(TaskKind::ClientCalled, Some(wish.as_str())),
        ]
    }

    /// The same person was handed over again: an alarm here instead of a second road. One that rings
    /// already rings for all who call meanwhile.
    pub(super) fn second_call(&self) -> Outcome {
        if !self.referral.status().is_open() {
            return Err(self.illegal());
        }
        let rings = self
            .referral
            .tasks
            .iter()
            .any(|task| task.kind == TaskKind::SecondCall);
        Ok(if rings {
            Vec::new()
        } else {
            vec![self.holder_task(TaskKind::SecondCall, None)]
        })
    }

    pub(super) fn confirm_waiting(&self, result: WaitingAnswer) -> Vec<Event> {
        let mut events = vec![Event::WaitingConfirmed { result }];
        match result {
            WaitingAnswer::Yes => {
                events.extend(self.done(&[TaskKind::ConfirmWaiting]));
                let due = self.working_days(self.deadlines().confirm_waiting_wd);
                events.push(self.desk_task(TaskKind::ConfirmWaiting, None, due));
            }
            WaitingAnswer::No | WaitingAnswer::Changed => {
                events.push(self.returned(ReturnReason::NoLongerWished));
            }
        }
        events
    }

    pub(super) fn keep_waiting(&self, until: Date) -> Outcome {
        let due = self.day(until, "/until")?;
        let State::Waiting { proposed, .. } = &self.referral.state else {
            return Err(self.illegal());
        };
        let passed = proposed.clone();
        Ok(vec![Event::KeptWaiting { until, due, passed }])
    }
}
