//! Partners are asked, and answer.

use jiff::Timestamp;

use super::Applied;
use crate::{
    id::{ProgrammeId, UserId},
    referral::{
        event::{Due, Offer},
        state::{Carrier, OfferAnswer, OfferRecord, Referral, State, Transfer},
        words::{Feedback, HandBackReason},
    },
};

impl Referral {
    pub(super) fn offered(&mut self, offer: &Offer, then: &[ProgrammeId]) -> Applied {
        let asks = self.offers.iter().any(|asked| asked.answer == OfferAnswer::Open);
        let nobody_has_her = match &self.state {
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Returned { .. } => true,
            State::Accepted { .. }
            | State::InSupport { .. }
            | State::FollowUp { .. }
            | State::Stable { .. }
            | State::Closed { .. } => false,
        };
        if asks || !nobody_has_her {
            return Err("waiting, returned, or an answered offer");
        }
        self.then = then.to_vec();
        self.ending = None;
        self.keep_offer(offer, false);
        self.drop_waiting_questions();
        self.milestones.offered_at = Some(offer.at);
        self.state = State::Offered { offer: offer.clone() };
        self.pass_questions();
        Ok(())
    }

    pub(super) fn acknowledged(&mut self, at: Timestamp) -> Applied {
        let State::Offered { offer } = &self.state else {
            return Err("offered");
        };
        self.state = State::Acknowledged { offer: offer.clone() };
        self.milestones.acknowledged_at = Some(at);
        self.feedback = Some(Feedback::Acknowledged);
        Ok(())
    }

    pub(super) fn accepted(&mut self, worker: UserId, due: Due, at: Timestamp) -> Applied {
        let offer = self.offer().cloned().ok_or("offered or acknowledged")?;
        self.answer(OfferAnswer::Accepted, at)?;
        self.begin_with(&offer, worker, due, at);
        self.pass_meeting(&offer.organisation, None);
        Ok(())
    }

    pub(super) fn handed_back(&mut self, reason: HandBackReason, at: Timestamp) -> Applied {
        let answer = OfferAnswer::HandedBack(reason);
        self.cancel_meeting();
        match &self.state {
            State::Offered { .. } | State::Acknowledged { .. } => self.answer(answer, at),
            State::Accepted { carrier, .. } | State::InSupport { carrier, .. } => {
                let programme = carrier.programme.clone();
                self.withdraw_transfer(at);
                self.drop_overlap();
                let accepted = self
                    .offers
                    .iter_mut()
                    .rev()
                    .find(|offer| offer.answer == OfferAnswer::Accepted && offer.programme == programme);
                let offer = accepted.ok_or("an accepted offer")?;
                offer.answer = answer;
                offer.answered_at = Some(at);
                // Overwritten by the offer or the return that follows in the same transaction.
                self.state = State::Waiting {
                    waiting_for: None,
                    place_by: at,
                    proposed: Vec::new(),
                    passed: Vec::new(),
                };
                Ok(())
            }
            State::Waiting { .. }
            | State::FollowUp { .. }
            | State::Returned { .. }
            | State::Stable { .. }
            | State::Closed { .. } => Err("somebody to hand back"),
        }
    }

    pub(super) fn expired(&mut self, at: Timestamp) -> Applied {
        self.offer().ok_or("offered or acknowledged")?;
        self.cancel_meeting();
        self.answer(OfferAnswer::Expired, at)
    }

    pub(super) fn transfer_offered(&mut self, offer: &Offer) -> Applied {
        let somebody_has_her = matches!(
            self.state,
            State::Accepted { .. } | State::InSupport { .. } | State::FollowUp { .. }
        );
        if self.transfer.is_some() || !somebody_has_her {
            return Err("with a worker, and nobody asked to take over");
        }
        self.keep_offer(offer, true);
        self.transfer = Some(Transfer {
            offer: offer.clone(),
            acknowledged_at: None,
            reminded: false,
        });
        Ok(())
    }

    pub(super) fn transfer_acknowledged(&mut self, at: Timestamp) -> Applied {
        self.transfer.as_mut().ok_or("a transfer")?.acknowledged_at = Some(at);
        Ok(())
    }

    pub(super) fn transfer_accepted(&mut self, worker: UserId, due: Due, at: Timestamp) -> Applied {
        let transfer = self.transfer.take().ok_or("a transfer")?;
        self.answer(OfferAnswer::Accepted, at)?;
        self.drop_successor();
        self.ending = None;
        if matches!(self.state, State::FollowUp { .. }) {
            return self.checks_taken_over(&transfer.offer, worker);
        }
        // A milestone is the latest time of its step, and from now on these are the latest.
        self.milestones.offered_at = Some(transfer.offer.at);
        self.milestones.acknowledged_at = transfer.acknowledged_at.or(self.milestones.acknowledged_at);
        let old = self.carrier().map(|carrier| carrier.organisation.clone());
        self.begin_with(&transfer.offer, worker, due, at);
        for from in old.iter().chain([&transfer.offer.organisation]) {
            self.pass_meeting(from, None);
        }
        Ok(())
    }

    pub(super) fn transfer_declined(&mut self, reason: Option<HandBackReason>, at: Timestamp) -> Applied {
        let transfer = self.transfer.take().ok_or("a transfer")?;
        self.cancel_transfer_meeting();
        self.drop_plan_for(&transfer.offer.programme);
        self.answer(reason.map_or(OfferAnswer::Expired, OfferAnswer::HandedBack), at)
    }

    pub(super) fn reassigned(&mut self, worker: UserId) -> Applied {
        let (State::Accepted { carrier, .. }
        | State::InSupport { carrier, .. }
        | State::FollowUp { carrier, .. }) = &mut self.state
        else {
            return Err("a worker to take over from");
        };
        if carrier.deputy == Some(worker) {
            carrier.deputy = Some(carrier.worker);
        }
        let (organisation, old) = (carrier.organisation.clone(), carrier.worker);
        carrier.co_workers.retain(|one| *one != worker);
        carrier.worker = worker;
        self.pass_questions();
        self.pass_meeting(&organisation, Some(old));
        Ok(())
    }

    /// Takes back the question to take over, because she is no longer where it was asked from.
    pub(super) fn withdraw_transfer(&mut self, at: Timestamp) {
        if self.transfer.take().is_some() {
            self.cancel_transfer_meeting();
            let _ = self.answer(OfferAnswer::Withdrawn, at);
        }
    }

    /// Whether an offer has no answer yet.
    pub(super) fn asks_open(&self) -> bool {
        self.offers.iter().any(|offer| offer.answer == OfferAnswer::Open)
    }

    /// Answers the one open offer.
    pub(super) fn answer(&mut self, answer: OfferAnswer, at: Timestamp) -> Applied {
        let open = self
            .offers
            .iter_mut()
            .rev()
            .find(|offer| offer.answer == OfferAnswer::Open);
        let offer = open.ok_or("an open offer")?;
        offer.answer = answer;
        offer.answered_at = Some(at);
        Ok(())
    }

    fn keep_offer(&mut self, offer: &Offer, transfer: bool) {
        self.offers.push(OfferRecord {
            programme: offer.programme.clone(),
            organisation: offer.organisation.clone(),
            at: offer.at,
            transfer,
            answer: OfferAnswer::Open,
            answered_at: None,
        });
    }

    fn begin_with(&mut self, offer: &Offer, worker: UserId, due: Due, at: Timestamp) {
        self.peer = false;
        self.state = State::Accepted {
            carrier: carrier_of(offer, worker),
            due,
            misses: Vec::new(),
            reached: false,
        };
        self.milestones.accepted_at = Some(at);
        self.feedback = Some(Feedback::Accepted);
        self.pass_questions();
    }
}

/// Who carries the person once a worker has said yes to the question.
pub(super) fn carrier_of(offer: &Offer, worker: UserId) -> Carrier {
    // Where the deputy takes her, the worker she was agreed with stands in.
    let deputy = if offer.deputy == Some(worker) {
        offer.agreed_with
    } else {
        offer.deputy
    };
    Carrier {
        programme: offer.programme.clone(),
        organisation: offer.organisation.clone(),
        worker,
        deputy,
        beyond: offer.beyond,
        co_workers: Vec::new(),
    }
}
