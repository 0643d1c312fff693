//! Linked referrals, and permission asked anew.

use jiff::{Timestamp, civil::Date};

use super::Applied;
use crate::{
    handoff::{Consent, Facts, Measures},
    id::{OrganisationId, ProgrammeId, ReferralId, UserId},
    referral::{
        event::{Due, Offer},
        links::Link,
        state::{Referral, State},
        words::{CloseReason, ReturnReason, TaskKind},
    },
};

impl Referral {
    pub(super) fn linked(&mut self, link: Link) -> Applied {
        if self.link_with(link.other).is_some() || link.other == self.id {
            return Err("another referral");
        }
        self.links.push(link);
        Ok(())
    }

    pub(super) fn unlinked(&mut self, other: ReferralId) -> Applied {
        let at = self.links.iter().position(|link| link.other == other);
        self.links.remove(at.ok_or("a link")?);
        Ok(())
    }

    pub(super) fn lead_passed(&mut self, to: ReferralId) -> Applied {
        let mut carriers = self.links.iter_mut().filter(|link| link.kind.carries_together());
        let known = self.id == to || carriers.any(|link| link.other == to);
        if !known {
            return Err("another carrier");
        }
        for link in self.links.iter_mut().filter(|link| link.kind.carries_together()) {
            link.lead = link.other == to;
        }
        Ok(())
    }

    pub(super) fn overlap_extended(&mut self, other: ReferralId, until: Date) -> Applied {
        let link = self.links.iter_mut().find(|link| link.other == other);
        link.ok_or("a link")?.until = Some(until);
        Ok(())
    }

    /// Nothing about the person is due here any more, whether the road is open or over.
    pub(super) fn fell_silent(&mut self, reason: CloseReason, at: Timestamp) -> Applied {
        if self.status().is_open() {
            return self.closed(reason, at);
        }
        self.tasks.clear();
        self.forget_companions();
        self.died |= reason == CloseReason::Died;
        Ok(())
    }

    /// Nobody is reminded of her by those who were close to her.
    pub(super) fn forget_companions(&mut self) {
        self.links.retain(|link| !link.kind.is_companion());
    }

    /// Nobody is asked to end for another who is not there any more.
    pub(super) fn drop_overlap(&mut self) {
        self.tasks.retain(|task| task.kind != TaskKind::Overlap);
    }

    pub(super) fn consent_renewed(
        &mut self,
        consent: &Consent,
        receivers: &[OrganisationId],
        then: &[ProgrammeId],
    ) -> Applied {
        if !self.status().is_open() {
            return Err("an open referral");
        }
        self.consent = consent.clone();
        self.feedback_allowed = consent.feedback;
        if !consent.feedback {
            self.desk_stays_away();
        }
        self.receivers = receivers.to_vec();
        self.then = then.to_vec();
        Ok(())
    }

    /// What the desk says of her now is what everybody reads.
    pub(super) fn amended(&mut self, facts: &Facts, measures: Option<Measures>, beside: bool) -> Applied {
        let before_answer = matches!(
            self.state,
            State::Waiting { .. } | State::Offered { .. } | State::Returned { .. }
        );
        let on_another = beside && self.status().is_open();
        if !before_answer && !on_another {
            return Err("a referral that nobody has acknowledged");
        }
        self.facts = facts.clone();
        self.measures.0 = measures;
        Ok(())
    }

    pub(super) fn brought_in(&mut self, offer: &Offer, worker: UserId, due: Due, at: Timestamp) -> Applied {
        self.offered(offer, &[])?;
        self.accepted(worker, due, at)
    }

    pub(super) fn brought_to_desk(&mut self, due: Timestamp) -> Applied {
        if self.version != 1 && !matches!(self.state, State::Waiting { .. }) {
            return Err("a submission");
        }
        self.state = State::Returned {
            reason: ReturnReason::BroughtIn,
            due,
            // Everyone is told at once.
            tell_all_at: None,
        };
        Ok(())
    }
}
