//! Linked referrals: another carrier, couples and friends, overlaps, a permission asked anew, and what a step
//! on a linked referral brings about here.

use jiff::civil::Date;

use super::{Outcome, Step, task};
use crate::{
    handoff::{Consent, Facts, Measures},
    id::{OrganisationId, ReferralId},
    referral::{
        Refusal,
        event::Event,
        links::{Beside, Link},
        state::State,
        words::{ChangeWhat, CloseReason, LinkKind, TaskKind, WithdrawScope},
    },
};

impl Step<'_> {
    pub(super) fn add_carrier(&self, other: ReferralId, until: Option<Date>) -> Outcome {
        let Some(until) = until else {
            return Ok(vec![linked(other, LinkKind::Carrier, None)]);
        };
        let carried = matches!(
            self.referral.state,
            State::Accepted { .. } | State::InSupport { .. }
        );
        if !carried || self.referral.overlap().is_some() {
            return Err(Refusal::Invalid {
                pointer: "/overlap_until",
                code: if carried { "unchanged" } else { "not-carried" },
            });
        }
        let due = self.day(until, "/overlap_until")?;
        Ok(vec![
            linked(other, LinkKind::Overlap, Some(until)),
            self.overlap_task(due),
        ])
    }

    /// The end of an overlap is asked of whoever has the person here; nothing ends by itself.
    fn overlap_task(&self, due: jiff::Timestamp) -> Event {
        let holder = self.referral.holder().of_task();
        let holder = holder.unwrap_or_else(|| super::at_desk(&self.referral.desk));
        task(
            self.referral.tasks_opened + 1,
            TaskKind::Overlap,
            None,
            holder,
            due,
        )
    }

    pub(super) fn link(&self, other: ReferralId, kind: LinkKind) -> Outcome {
        let linked_already = self.referral.link_with(other).is_some();
        if linked_already || other == self.referral.id || !kind.is_companion() {
            let pointer = if kind.is_companion() { "/referral" } else { "/kind" };
            return Err(Refusal::Invalid {
                pointer,
                code: "unchanged",
            });
        }
        Ok(vec![linked(other, kind, None)])
    }

    pub(super) fn unlink(&self, other: ReferralId) -> Outcome {
        let link = self.referral.link_with(other);
        if link.is_none_or(|link| !link.kind.is_companion()) {
            return Err(Refusal::Invalid {
                pointer: "/referral",
                code: "not-in-list",
            });
        }
        Ok(vec![Event::Unlinked { other }])
    }

    pub(super) fn extend_overlap(&self, until: Date) -> Outcome {
        let link = self.referral.overlap().ok_or_else(|| self.illegal())?;
        let due = self.day(until, "/until")?;
        let other = link.other;
        let mut events = vec![Event::OverlapExtended { other, until }];
        events.extend(self.done(&[TaskKind::Overlap]));
        events.push(self.overlap_task(due));
        Ok(events)
    }

    /// Another permission takes the place of the one there was. It cannot leave out whoever has the person or
    /// is asked: that is a withdrawal, and is told as one.
    pub(super) fn renew_consent(
        &self,
        consent: &Consent,
        receivers: &[OrganisationId],
        beside: bool,
    ) -> Outcome {
        if !consent.opens_the_gate() {
            return Err(Refusal::Invalid {
                pointer: "/consent/status",
                code: "not-in-list",
            });
        }
        let has = self.referral.programme().map(|(_, organisation)| organisation);
        let asked = self.referral.transfer.as_ref().map(|t| &t.offer.organisation);
        if has.into_iter().chain(asked).any(|one| !receivers.contains(one)) {
            return Err(Refusal::Invalid {
                pointer: "/consent/organisations",
                code: "leaves-out-carrier",
            });
        }
        let definition = self.context.definition;
        let within = |programme: &&crate::id::ProgrammeId| {
            let programme = definition.programme(programme);
            programme.is_some_and(|programme| receivers.contains(&programme.organisation))
        };
        Ok(vec![Event::ConsentRenewed {
            consent: Box::new(consent.clone()),
            receivers: receivers.to_vec(),
            then: self.referral.then.iter().filter(within).cloned().collect(),
            beside,
        }])
    }

    /// The handoff as the desk has it now. An offer that is out stays out: whether she still fits there is for
    /// those asked, who see the coded facts as they are now.
    pub(super) fn amend(fields: &[String], facts: &Facts, measures: Option<Measures>) -> Outcome {
        if fields.is_empty() {
            return Err(Refusal::Invalid {
                pointer: "/handoff",
                code: "nothing-new",
            });
        }
        Ok(vec![amended(fields, facts, measures, false)])
    }

    /// What a step on a linked referral brings about here; nothing where it is so already.
    pub(super) fn beside(&self, beside: &Beside) -> Outcome {
        let referral = self.referral;
        let open = referral.status().is_open();
        Ok(match beside {
            Beside::Linked(Link {
                other,
                kind,
                lead,
                until,
            }) if referral.link_with(*other).is_none() => vec![Event::Linked {
                other: *other,
                kind: *kind,
                lead: *lead,
                until: *until,
            }],
            Beside::Unlinked { other } => match referral.link_with(*other) {
                Some(link) if link.kind.is_companion() => vec![Event::Unlinked { other: *other }],
                Some(_) | None => Vec::new(),
            },
            Beside::LeadPassed { to } => {
                let mut events = vec![Event::LeadPassed { to: *to }];
                if *to != referral.id && matches!(referral.state, State::FollowUp { .. }) {
                    // Whoever took over rings her; nobody rings twice.
                    events.extend(self.settled());
                    events.push(Event::Closed {
                        reason: CloseReason::Ended,
                    });
                }
                events
            }
            Beside::OverlapExtended { other, until } => vec![Event::OverlapExtended {
                other: *other,
                until: *until,
            }],
            Beside::OverlapOver => self.done(&[TaskKind::Overlap]),
            Beside::FellSilent { reason } => {
                let known = referral.is_withdrawn()
                    || referral.died
                    || matches!(
                        &referral.state,
                        State::Closed {
                            reason: CloseReason::Died | CloseReason::Moved,
                            ..
                        }
                    );
                if known {
                    Vec::new()
                } else {
                    vec![Event::FellSilent { reason: *reason }]
                }
            }
            Beside::CompanionGone { other } if referral.link_with(*other).is_some() => {
                vec![Event::CompanionGone { other: *other }]
            }
            Beside::InHospital { until } => match referral.state {
                State::Accepted { .. } | State::InSupport { .. } | State::FollowUp { .. } => {
                    self.report_change(ChangeWhat::InHospital, Some(*until))?
                }
                State::Waiting { .. }
                | State::Offered { .. }
                | State::Acknowledged { .. }
                | State::Returned { .. }
                | State::Stable { .. }
                | State::Closed { .. } => vec![Event::Away { until: *until }],
            },
            Beside::Withdrawn { scope, having } => match scope {
                WithdrawScope::Feedback | WithdrawScope::OtherPartners if !open => Vec::new(),
                WithdrawScope::All if referral.is_withdrawn() => Vec::new(),
                WithdrawScope::Feedback | WithdrawScope::OtherPartners | WithdrawScope::All => {
                    self.withdraw(*scope, Some(having), true)
                }
            },
            Beside::Amended {
                fields,
                facts,
                measures,
            } => vec![amended(fields, facts, *measures, true)],
            Beside::Renewed { consent, receivers } => self.renew_consent(consent, receivers, true)?,
            Beside::Linked(_) | Beside::CompanionGone { .. } => Vec::new(),
        })
    }
}

fn amended(fields: &[String], facts: &Facts, measures: Option<Measures>, beside: bool) -> Event {
    Event::Amended {
        fields: fields.to_vec(),
        facts: Box::new(facts.clone()),
        measures,
        beside,
    }
}

const fn linked(other: ReferralId, kind: LinkKind, until: Option<Date>) -> Event {
    Event::Linked {
        other,
        kind,
        lead: false,
        until,
    }
}
