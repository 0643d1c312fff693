//! A worker has the person: contacts, support, checks after it.

use jiff::{Timestamp, civil::Date};

use super::Applied;
use crate::{
    handoff::Form,
    id::UserId,
    referral::{
        ending::EndingPlan,
        event::{Due, Recorded},
        state::{Carrier, CheckRecord, ContactRecord, Glass, Referral, State},
        words::{CheckResult, ContactKind, ContactOutcome, Feedback, Phase},
    },
};

impl Referral {
    pub(super) fn keep_contact(
        &mut self,
        recorded: &Recorded,
        kind: ContactKind,
        outcome: ContactOutcome,
        at: Timestamp,
        next_on: Option<Date>,
    ) {
        self.contacts.push(ContactRecord {
            kind,
            outcome,
            at,
            next_on,
            by: by(recorded),
            organisation: recorded.by.as_ref().map(|by| by.organisation.clone()),
        });
    }

    pub(super) fn keep_check(&mut self, recorded: &Recorded, result: CheckResult) {
        self.checks.push(CheckRecord {
            result,
            at: recorded.at,
            by: by(recorded),
        });
    }

    pub(super) fn contacted(
        &mut self,
        outcome: ContactOutcome,
        when: Timestamp,
        next: Option<Due>,
    ) -> Applied {
        let missed = !self.is_quiet_at(when);
        let State::Accepted {
            carrier,
            due,
            misses,
            reached,
        } = &mut self.state
        else {
            return Err("accepted");
        };
        match outcome {
            ContactOutcome::NoAnswer => {
                if missed {
                    misses.push(when);
                }
            }
            ContactOutcome::Reached | ContactOutcome::Met => {
                if !*reached {
                    self.milestones.first_contact_at = Some(when);
                }
                *reached = true;
                misses.clear();
            }
            ContactOutcome::NotYet | ContactOutcome::Declined => misses.clear(),
        }
        match (outcome, next) {
            (ContactOutcome::Met, Some(next)) => {
                self.state = State::InSupport {
                    carrier: carrier.clone(),
                    review_by: next.at,
                };
                self.milestones.met_at = Some(when);
                self.feedback = Some(Feedback::Met);
            }
            (ContactOutcome::Met, None) => return Err("a review after the meeting"),
            (
                ContactOutcome::NoAnswer
                | ContactOutcome::Reached
                | ContactOutcome::NotYet
                | ContactOutcome::Declined,
                next,
            ) => *due = next.unwrap_or(*due),
        }
        Ok(())
    }

    pub(super) fn reviewed(
        &mut self,
        form: Option<Form>,
        phase: Option<Phase>,
        due: Timestamp,
        at: Timestamp,
    ) -> Applied {
        let State::InSupport { review_by, .. } = &mut self.state else {
            return Err("in support");
        };
        *review_by = due;
        self.take_form(form, at);
        self.phase = phase.or(self.phase);
        Ok(())
    }

    /// The present form of support, its history kept.
    pub(super) fn take_form(&mut self, form: Option<Form>, at: Timestamp) {
        if let Some(form) = form.filter(|form| self.form != Some(*form)) {
            self.forms.push((at, form));
            self.form = Some(form);
        }
    }

    pub(super) fn support_ended(&mut self, checks: &[u16], due: Option<Timestamp>, at: Timestamp) -> Applied {
        let State::InSupport { carrier, .. } = &self.state else {
            return Err("in support");
        };
        let carrier = Carrier {
            beyond: false,
            ..carrier.clone()
        };
        self.withdraw_transfer(at);
        self.ending = self.ending.take().filter(EndingPlan::outlives_support);
        self.cancel_meeting();
        self.milestones.ended_at = Some(at);
        self.feedback = Some(Feedback::Ended);
        // Without a check to come the closing follows in the same transaction.
        if let Some(due) = due {
            self.state = State::FollowUp {
                carrier,
                ended_at: at,
                checks: checks.to_vec(),
                done: 0,
                due,
                misses: Vec::new(),
                kept_by_desk: false,
            };
        }
        Ok(())
    }

    pub(super) fn checked(&mut self, result: CheckResult, due: Option<Timestamp>, at: Timestamp) -> Applied {
        let missed = !self.is_quiet_at(at);
        let State::FollowUp {
            done,
            due: next,
            misses,
            ..
        } = &mut self.state
        else {
            return Err("follow-up");
        };
        match result {
            CheckResult::NotReached => {
                if missed {
                    misses.push(at);
                }
            }
            CheckResult::Stable => {
                *done += 1;
                misses.clear();
            }
            CheckResult::Changed | CheckResult::NoContactWanted | CheckResult::Moved | CheckResult::Died => {}
        }
        *next = due.unwrap_or(*next);
        Ok(())
    }

    /// Back to support in the same programme, which never waits for a place.
    pub(super) fn support_resumed(&mut self, due: Timestamp, at: Timestamp) -> Applied {
        let State::FollowUp {
            carrier,
            kept_by_desk: false,
            ..
        } = &self.state
        else {
            return Err("follow-up by a worker");
        };
        let carrier = Carrier {
            beyond: true,
            ..carrier.clone()
        };
        self.state = State::InSupport {
            carrier,
            review_by: due,
        };
        // Who was asked to make the checks was not asked to support her.
        self.withdraw_transfer(at);
        self.ending = None;
        self.feedback = Some(Feedback::Met);
        Ok(())
    }

    pub(super) fn lasted(&mut self, at: Timestamp) -> Applied {
        let State::FollowUp {
            carrier,
            kept_by_desk,
            ..
        } = &self.state
        else {
            return Err("follow-up");
        };
        self.state = State::Stable {
            carrier: carrier.clone(),
            kept_by_desk: *kept_by_desk,
        };
        self.withdraw_transfer(at);
        self.ending = None;
        self.milestones.stable_at = Some(at);
        self.feedback = Some(Feedback::Lasted);
        self.close_tasks();
        Ok(())
    }

    /// In hospital: found, so what was missed before counts no more, and nobody is asked meanwhile.
    pub(super) fn paused(&mut self, due: Due, quiet_until: Option<Timestamp>) -> Applied {
        self.set_due(due.at)?;
        let Some(quiet_until) = quiet_until else {
            return Ok(());
        };
        self.quiet_until = Some(quiet_until);
        if let State::Accepted { misses, .. } | State::FollowUp { misses, .. } = &mut self.state {
            misses.clear();
        }
        self.meeting_waits_until(due.at);
        Ok(())
    }

    /// Who supports her together with the worker.
    pub(super) fn accompanied(&mut self, co_workers: Option<&[UserId]>, peer: Option<bool>) -> Applied {
        let State::InSupport { carrier, .. } = &mut self.state else {
            return Err("in support");
        };
        if let Some(co_workers) = co_workers {
            carrier.co_workers = co_workers.to_vec();
        }
        self.peer = peer.unwrap_or(self.peer);
        Ok(())
    }

    /// A coordinator sees who she is, for a while.
    pub(super) fn glass_broken(&mut self, recorded: &Recorded, until: Timestamp) -> Applied {
        let user = by(recorded).ok_or("somebody who looks")?;
        self.glass = Some(Glass { user, until });
        Ok(())
    }

    /// Moves the present due; what is due stays.
    pub(super) fn set_due(&mut self, at: Timestamp) -> Applied {
        if let Some(due) = self.cover.as_mut().and_then(|cover| cover.due.as_mut()) {
            *due = at;
        }
        match &mut self.state {
            State::Waiting { place_by, .. } => *place_by = at,
            State::Offered { offer } => offer.acknowledge_by = at,
            State::Acknowledged { offer } => offer.decide_by = at,
            State::Accepted { due, .. } => due.at = at,
            State::InSupport { review_by, .. } => *review_by = at,
            State::FollowUp { due, .. } | State::Returned { due, .. } => *due = at,
            State::Stable { .. } | State::Closed { .. } => return Err("an open referral"),
        }
        Ok(())
    }
}

fn by(recorded: &Recorded) -> Option<UserId> {
    recorded.by.as_ref().map(|by| by.user)
}
