//! Waiting, back at the desk, over.

use jiff::Timestamp;

use super::Applied;
use crate::{
    id::{OrganisationId, ProgrammeId},
    referral::{
        state::{OfferAnswer, Referral, State},
        words::{CloseReason, ReturnReason, WithdrawScope},
    },
};

impl Referral {
    pub(super) fn waits(
        &mut self,
        waiting_for: Option<&ProgrammeId>,
        then: &[ProgrammeId],
        due: Timestamp,
    ) -> Applied {
        if !matches!(self.state, State::Waiting { .. } | State::Returned { .. }) {
            return Err("waiting or returned");
        }
        self.then = then.to_vec();
        self.state = State::Waiting {
            waiting_for: waiting_for.cloned(),
            place_by: due,
            proposed: Vec::new(),
            passed: Vec::new(),
        };
        Ok(())
    }

    pub(super) fn place_proposed(&mut self, programme: &ProgrammeId) -> Applied {
        let State::Waiting { proposed, .. } = &mut self.state else {
            return Err("waiting");
        };
        proposed.push(programme.clone());
        Ok(())
    }

    pub(super) fn place_gone(&mut self, programme: &ProgrammeId) -> Applied {
        let State::Waiting { proposed, passed, .. } = &mut self.state else {
            return Err("waiting");
        };
        proposed.retain(|one| one != programme);
        passed.retain(|one| one != programme);
        Ok(())
    }

    pub(super) fn kept_waiting(&mut self, due: Timestamp, now_passed: &[ProgrammeId]) -> Applied {
        let State::Waiting {
            place_by,
            proposed,
            passed,
            ..
        } = &mut self.state
        else {
            return Err("waiting");
        };
        *place_by = due;
        proposed.retain(|one| !now_passed.contains(one));
        passed.extend_from_slice(now_passed);
        Ok(())
    }

    pub(super) fn returned(
        &mut self,
        reason: ReturnReason,
        due: Timestamp,
        tell_all_at: Timestamp,
        at: Timestamp,
    ) -> Applied {
        if !self.status().is_open() {
            return Err("an open referral");
        }
        self.withdraw_transfer(at);
        self.ending = None;
        self.then.clear();
        self.drop_waiting_questions();
        self.cancel_meeting();
        self.drop_overlap();
        self.state = State::Returned {
            reason,
            due,
            tell_all_at: Some(tell_all_at),
        };
        self.pass_questions();
        Ok(())
    }

    pub(super) fn told_all(&mut self) -> Applied {
        let State::Returned { tell_all_at, .. } = &mut self.state else {
            return Err("returned");
        };
        *tell_all_at = None;
        Ok(())
    }

    pub(super) fn consent_withdrawn(
        &mut self,
        scope: WithdrawScope,
        receivers: &[OrganisationId],
        erase_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Applied {
        let open = self.status().is_open();
        if !open && scope != WithdrawScope::All {
            return Err("an open referral");
        }
        self.receivers = receivers.to_vec();
        self.erase_at = erase_at.or(self.erase_at);
        if !open {
            // Of several roads of one person this one had ended before.
            self.withdrawn = true;
            self.tasks.clear();
            return Ok(());
        }
        match scope {
            WithdrawScope::Feedback => {
                self.feedback_allowed = false;
                self.desk_stays_away();
            }
            WithdrawScope::OtherPartners => {
                self.then.clear();
                self.withdraw_transfer(at);
                self.drop_successor();
            }
            WithdrawScope::All => {
                self.withdraw_transfer(at);
                if self.offer().is_some() {
                    self.answer(OfferAnswer::Withdrawn, at)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn closed(&mut self, reason: CloseReason, at: Timestamp) -> Applied {
        if !self.status().is_open() {
            return Err("an open referral");
        }
        let carrier = self.carrier().cloned();
        self.withdraw_transfer(at);
        self.ending = None;
        self.cancel_meeting();
        if self.offer().is_some_and(|_| self.asks_open()) {
            self.answer(OfferAnswer::Withdrawn, at)?;
        }
        self.then.clear();
        self.state = State::Closed { reason, carrier };
        self.milestones.closed_at = Some(at);
        match reason {
            // Silent at once, everywhere.
            CloseReason::Died | CloseReason::Moved => {
                self.tasks.clear();
                self.forget_companions();
            }
            CloseReason::ConsentWithdrawn => self.tasks.clear(),
            CloseReason::ConsentRefused
            | CloseReason::ClientDeclined
            | CloseReason::NoContactWanted
            | CloseReason::Unreachable
            | CloseReason::Ended
            | CloseReason::OtherService
            | CloseReason::Duplicate
            | CloseReason::EnteredInError
            | CloseReason::Other => self.close_tasks(),
        }
        Ok(())
    }
}
