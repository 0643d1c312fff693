//! One decision for each person of a programme that ends, and what the clock makes of it at the end.

use jiff::Timestamp;

use super::{Outcome, Step, offer, returned};
use crate::{
    handoff::{ConsentBy, ConsentMethod},
    id::ProgrammeId,
    network::FollowUp,
    referral::{
        Choice, Context, Refusal,
        ending::{Successor, ending},
        event::Event,
        state::{Referral, State},
        words::{ConsentAnswer, EndOutcome, EndingDecision, ReturnReason, TaskKind},
    },
};

impl Step<'_> {
    pub(super) fn plan_ending(&self, decision: EndingDecision, choice: Option<&Choice>) -> Outcome {
        let carrier = self.referral.carrier().ok_or_else(|| self.illegal())?;
        let end = ending(
            self.referral,
            self.context.days,
            self.context.definition,
            self.now(),
        )
        .ok_or_else(|| self.illegal())?;
        let invalid = |pointer, code| Err(Refusal::Invalid { pointer, code });
        let started = !matches!(self.referral.state, State::Accepted { .. });
        match (decision, choice) {
            // Of somebody whom nobody has met yet there is no support to end.
            (EndingDecision::EndEarly, _) if !started => return invalid("/decision", "not-in-list"),
            (EndingDecision::CarryOn, None) => return invalid("/programme", "required"),
            (EndingDecision::DeskChecks, Some(_)) => return invalid("/programme", "not-in-list"),
            (EndingDecision::CarryOn | EndingDecision::EndEarly, Some(choice)) => {
                let own = carrier.organisation == choice.organisation;
                let stays =
                    own && (carrier.programme == choice.programme || decision == EndingDecision::EndEarly);
                if stays {
                    return invalid("/programme", "unchanged");
                }
                if choice.beyond {
                    return Err(Refusal::Full);
                }
                if self.referral.protected && !own && choice.agreed_with.is_none() {
                    return Err(Refusal::WorkerRequired);
                }
            }
            (EndingDecision::EndEarly | EndingDecision::DeskChecks, None) => {}
        }
        let to = choice.map(Successor::from);
        let mut events = vec![Event::EndingPlanned { decision, to }];
        events.extend(self.done(&[TaskKind::AskConsent]));
        let Some(choice) = choice else {
            return Ok(events);
        };
        if carrier.organisation == choice.organisation {
            events.push(Event::CarriedOver {
                programme: choice.programme.clone(),
                beyond: false,
            });
        } else if !self.referral.receivers.contains(&choice.organisation) {
            let due = self.working_days(self.deadlines().decide_wd).min(end.at);
            let mut asked = self.holder_task(TaskKind::AskConsent, Some(choice.organisation.as_str()));
            if let Event::TaskOpened { task } = &mut asked {
                task.due = due;
            }
            events.push(asked);
        } else if decision == EndingDecision::CarryOn || matches!(self.referral.state, State::FollowUp { .. })
        {
            events.push(self.question(choice));
        }
        Ok(events)
    }

    pub(super) fn record_consent(
        &self,
        answer: ConsentAnswer,
        by: ConsentBy,
        method: Option<ConsentMethod>,
        wording: Option<&str>,
        choice: Option<&Choice>,
    ) -> Outcome {
        if !matches!(by, ConsentBy::Client | ConsentBy::Guardian) {
            return Err(Refusal::Invalid {
                pointer: "/by",
                code: "not-in-list",
            });
        }
        let asked = self
            .referral
            .tasks
            .iter()
            .find(|task| task.kind == TaskKind::AskConsent);
        let organisation = asked
            .and_then(|task| task.detail.as_deref())
            .ok_or_else(|| self.illegal())?;
        let organisation = crate::id::OrganisationId::new(organisation);
        let plan = self
            .referral
            .ending
            .as_ref()
            .filter(|plan| plan.asks(&organisation));
        let mut events = vec![Event::ConsentAsked {
            organisation,
            answer,
            by,
            method,
            wording: wording.map(str::to_owned),
        }];
        events.extend(self.done(&[TaskKind::AskConsent]));
        if answer == ConsentAnswer::Given
            && let (Some(plan), Some(choice)) = (plan, choice)
            && plan.asks_in(&self.referral.state)
            && plan
                .to
                .as_ref()
                .is_some_and(|to| to.programme == choice.programme)
            && self.referral.transfer.is_none()
            && !choice.beyond
        {
            events.push(self.question(choice));
        }
        Ok(events)
    }

    /// Whoever was named for the checks is asked as soon as support has ended.
    pub(super) fn checks_elsewhere(&self) -> Option<Event> {
        checks_elsewhere(self.referral, self.now(), self.context)
    }

    fn question(&self, choice: &Choice) -> Event {
        Event::TransferOffered {
            offer: offer(choice, self.now(), self.context),
        }
    }
}

/// The question about the checks to whoever was named for them, where she permits it and they still run.
fn checks_elsewhere(referral: &Referral, at: Timestamp, context: &Context<'_>) -> Option<Event> {
    let plan = referral
        .ending
        .as_ref()
        .filter(|plan| plan.decision == EndingDecision::EndEarly)?;
    let to = plan
        .to
        .as_ref()
        .filter(|to| referral.receivers.contains(&to.organisation))?;
    let programme = context.definition.programme(&to.programme)?;
    programme
        .is_open_on(context.days.date_of(at))
        .then(|| Event::TransferOffered {
            offer: offer(&Choice::from(to), context.now, context),
        })
}

/// What the end of a programme does to a referral that names it: what was decided, and what is left goes
/// to the desk.
pub(in crate::referral) fn programme_ended(
    referral: &Referral,
    programme: &ProgrammeId,
    at: Timestamp,
    context: &Context<'_>,
) -> Vec<Event> {
    let ended = Event::ProgrammeEnded {
        programme: programme.clone(),
    };
    let here = referral.programme().is_some_and(|(one, _)| one == programme);
    let goes_on = referral
        .transfer
        .as_ref()
        .is_some_and(|asked| asked.offer.programme != *programme);
    let decided = referral.ending.as_ref().map(|plan| plan.decision);
    let back = || returned(ReturnReason::ProgrammeEnded, at, context);
    match &referral.state {
        _ if !here => vec![ended],
        State::Accepted { .. } | State::InSupport { .. } | State::FollowUp { .. }
            if !goes_on
                && decided.is_none()
                && let Some(successor) = own_successor(referral, at, context) =>
        {
            vec![
                Event::CarriedOver {
                    programme: successor,
                    // Whoever imported it said where they go; nobody is left without a place for it.
                    beyond: true,
                },
                ended,
            ]
        }
        State::Offered { .. } | State::Acknowledged { .. } => vec![ended, back()],
        State::InSupport { .. }
            if !goes_on
                && matches!(
                    decided,
                    Some(EndingDecision::EndEarly | EndingDecision::DeskChecks)
                ) =>
        {
            let checks = checks(referral, context);
            let due = checks.first().map(|days| context.days.days_after(at, *days));
            let mut events = vec![
                Event::SupportEnded {
                    outcome: EndOutcome::Other.as_str().to_owned(),
                    measures: None,
                    checks,
                    due,
                    voice: None,
                },
                ended,
            ];
            events.extend(checks_elsewhere(referral, at, context));
            events
        }
        State::Accepted { .. } | State::InSupport { .. } if !goes_on => vec![ended, back()],
        State::Accepted { .. }
        | State::InSupport { .. }
        | State::FollowUp { .. }
        | State::Waiting { .. }
        | State::Returned { .. }
        | State::Stable { .. }
        | State::Closed { .. } => vec![ended],
    }
}

/// The one programme of the same organisation that goes on with everybody, where there is one.
fn own_successor(referral: &Referral, at: Timestamp, context: &Context<'_>) -> Option<ProgrammeId> {
    let (programme, organisation) = referral.programme()?;
    let definition = context.definition;
    let today = context.days.date_of(at);
    let mut own = definition
        .programme(programme)?
        .succeeded_by
        .iter()
        .filter_map(|id| definition.programme(id))
        .filter(|next| next.organisation == *organisation && next.is_open_on(today));
    let one = own.next()?;
    own.next().is_none().then(|| one.id.clone())
}

/// The checks after the end: the programme's, or the usual ones where it has none, because somebody
/// decided that she is checked on.
fn checks(referral: &Referral, context: &Context<'_>) -> Vec<u16> {
    let own = referral
        .programme()
        .and_then(|(programme, _)| context.definition.programme(programme))
        .map(|programme| programme.follow_up.days_for(referral.form).to_vec())
        .filter(|days| !days.is_empty());
    own.unwrap_or_else(|| FollowUp::default().days)
}
