//! A programme ends, or is carried over: who has the person afterwards.

use jiff::Timestamp;

use super::{Applied, offer::carrier_of};
use crate::{
    id::{OrganisationId, ProgrammeId, UserId},
    referral::{
        ending::{EndingPlan, Successor},
        event::{Due, Offer, Recorded},
        state::{OfferAnswer, OfferRecord, Referral, State},
        words::{ConsentAnswer, DueWhat, EndingDecision, HolderKind, Nudge, TaskKind},
    },
};

impl Referral {
    pub(super) fn ending_planned(
        &mut self,
        decision: EndingDecision,
        to: Option<&Successor>,
        recorded: &Recorded,
    ) -> Applied {
        if self.carrier().is_none() || !self.status().is_open() {
            return Err("a worker who has her");
        }
        // Another decision takes back the question that the one before it asked.
        self.withdraw_transfer(recorded.at);
        self.ending = Some(EndingPlan {
            decision,
            to: to.cloned(),
            at: recorded.at,
            by: recorded.by.as_ref().map(|by| by.user),
        });
        Ok(())
    }

    pub(super) fn consent_asked(&mut self, organisation: &OrganisationId, answer: ConsentAnswer) {
        match answer {
            ConsentAnswer::Given if !self.receivers.contains(organisation) => {
                self.receivers.push(organisation.clone());
            }
            ConsentAnswer::Given => {}
            ConsentAnswer::Refused => {
                let refused = |plan: &EndingPlan| plan.asks(organisation);
                self.ending = self.ending.take().filter(|plan| !refused(plan));
            }
        }
    }

    pub(super) fn carried_over(&mut self, programme: &ProgrammeId, beyond: bool, at: Timestamp) -> Applied {
        self.withdraw_transfer(at);
        let needs_place = !matches!(self.state, State::FollowUp { .. });
        let (State::Accepted { carrier, .. }
        | State::InSupport { carrier, .. }
        | State::FollowUp {
            carrier,
            kept_by_desk: false,
            ..
        }) = &mut self.state
        else {
            return Err("a worker who has her");
        };
        carrier.programme = programme.clone();
        carrier.beyond = beyond && needs_place;
        self.offers.push(OfferRecord {
            programme: programme.clone(),
            organisation: carrier.organisation.clone(),
            at,
            transfer: true,
            answer: OfferAnswer::Accepted,
            answered_at: Some(at),
        });
        self.ending = None;
        Ok(())
    }

    /// Nothing names the programme any more; where it had her, the desk or whoever was asked comes next.
    pub(super) fn programme_ended(&mut self, programme: &ProgrammeId, at: Timestamp) -> Applied {
        if !self.status().is_open() {
            return Err("an open referral");
        }
        self.then.retain(|one| one != programme);
        if let State::Waiting {
            waiting_for,
            proposed,
            passed,
            ..
        } = &mut self.state
        {
            *waiting_for = waiting_for.take().filter(|one| one != programme);
            proposed.retain(|one| one != programme);
            passed.retain(|one| one != programme);
        }
        if self
            .transfer
            .as_ref()
            .is_some_and(|asked| asked.offer.programme == *programme)
        {
            self.cancel_transfer_meeting();
            self.transfer = None;
            self.answer(OfferAnswer::ProgrammeEnded, at)?;
        }
        self.drop_plan_for(programme);
        let here = self.programme().is_some_and(|(one, _)| one == programme);
        if here { self.leaves(programme, at) } else { Ok(()) }
    }

    fn leaves(&mut self, programme: &ProgrammeId, at: Timestamp) -> Applied {
        self.ending = None;
        self.cancel_meeting();
        match &mut self.state {
            State::Offered { .. } | State::Acknowledged { .. } => {
                self.answer(OfferAnswer::ProgrammeEnded, at)?;
            }
            State::FollowUp { kept_by_desk, .. } => {
                *kept_by_desk = true;
                self.pass_questions();
                return Ok(());
            }
            State::Accepted { .. } | State::InSupport { .. } => {
                let accepted = self
                    .offers
                    .iter_mut()
                    .rev()
                    .find(|offer| offer.answer == OfferAnswer::Accepted && offer.programme == *programme);
                let offer = accepted.ok_or("an accepted offer")?;
                offer.answer = OfferAnswer::ProgrammeEnded;
                offer.answered_at = Some(at);
                if let Some(asked) = self.transfer.take() {
                    self.asked_alone(asked.offer, asked.acknowledged_at, asked.reminded);
                    return Ok(());
                }
            }
            State::Waiting { .. } | State::Returned { .. } | State::Stable { .. } | State::Closed { .. } => {
                return Err("a programme that has her or is asked");
            }
        }
        // Overwritten by the return that follows in the same transaction.
        self.state = State::Waiting {
            waiting_for: None,
            place_by: at,
            proposed: Vec::new(),
            passed: Vec::new(),
        };
        Ok(())
    }

    /// Who was asked to take over is from now on simply asked.
    fn asked_alone(&mut self, offer: Offer, acknowledged_at: Option<Timestamp>, reminded: bool) {
        self.milestones.offered_at = Some(offer.at);
        self.milestones.acknowledged_at = acknowledged_at;
        let due = Due {
            what: DueWhat::Acknowledge,
            at: offer.acknowledge_by,
        };
        self.nudged = reminded.then_some((due, Nudge::Holder));
        self.state = if acknowledged_at.is_some() {
            State::Acknowledged { offer }
        } else {
            State::Offered { offer }
        };
        self.pass_questions();
    }

    /// Another organisation makes the checks from now on; what is due stays due.
    pub(super) fn checks_taken_over(&mut self, offer: &Offer, worker: UserId) -> Applied {
        let State::FollowUp {
            carrier,
            kept_by_desk,
            ..
        } = &mut self.state
        else {
            return Err("follow-up");
        };
        *carrier = carrier_of(offer, worker);
        *kept_by_desk = false;
        self.cancel_meeting();
        self.pass_questions();
        Ok(())
    }

    /// What was decided is undecided again, where it was for that programme.
    pub(super) fn drop_plan_for(&mut self, programme: &ProgrammeId) {
        let names = |plan: &EndingPlan| plan.to.as_ref().is_some_and(|to| to.programme == *programme);
        self.ending = self.ending.take().filter(|plan| !names(plan));
    }

    /// No other organisation may go on with her, nor be asked about.
    pub(super) fn drop_successor(&mut self) {
        self.ending = self.ending.take().filter(|plan| plan.to.is_none());
        self.tasks.retain(|task| task.kind != TaskKind::AskConsent);
    }

    pub(super) fn queue_moved(&mut self, desk: &OrganisationId) {
        for task in &mut self.tasks {
            if task.holder.kind == HolderKind::Desk && task.holder.organisation == self.desk {
                task.holder.organisation = desk.clone();
            }
        }
        self.desk = desk.clone();
    }
}
