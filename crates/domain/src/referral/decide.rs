//! Decides what a command does to a referral. Reads nothing but its arguments.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use super::{
    Choice, Command, Context, Placement, Refusal,
    event::{Due, Event, Offer, Task, TaskHolder},
    state::{Holder, Referral},
    words::{CloseReason, DueWhat, HolderKind, LinkKind, ReturnReason, Status, TaskKind, WithdrawScope},
};
use crate::{
    access::{Relation, may, relation},
    id::{OrganisationId, UserId},
    network::Deadlines,
    notice::silences,
};

mod answer;
mod city_track;
mod consent;
mod contact;
pub(super) mod ending;
mod follow_up;
mod links;
mod meeting;
mod queue;
mod support;

/// A date that a person gives lies at most this far ahead.
const FARTHEST_YEARS: i64 = 2;

/// How long a coordinator sees who somebody is.
const BROKEN_GLASS: SignedDuration = SignedDuration::from_mins(15);

/// Who supports somebody together with the worker.
#[derive(Debug, Clone, Copy)]
struct Together<'a> {
    co_workers: Option<&'a [UserId]>,
    peer: Option<bool>,
}

type Outcome = Result<Vec<Event>, Refusal>;

/// Decides what `command` does to the referral: events, or why not.
///
/// # Errors
/// A [`Refusal`]; nothing has changed then.
pub fn decide(referral: &Referral, command: &Command, context: &Context<'_>) -> Outcome {
    if let Some(action) = command.action() {
        may(context.actor, action, referral)?;
    }
    let step = Step { referral, context };
    let mut events = step.decide(command)?;
    // The step itself stands first: what was written with it belongs to it.
    if !events.iter().any(silences) {
        events.extend(step.answered_by_desk(command));
    }
    Ok(events)
}

/// The offer that a choice becomes at an instant, with its clocks.
pub(super) fn offer(choice: &Choice, at: Timestamp, context: &Context<'_>) -> Offer {
    let deadlines = &context.definition.deadlines;
    Offer {
        programme: choice.programme.clone(),
        organisation: choice.organisation.clone(),
        agreed_with: choice.agreed_with,
        deputy: choice.deputy,
        at,
        acknowledge_by: context.days.after(at, deadlines.acknowledge_wd),
        decide_by: context.days.after(at, deadlines.decide_wd),
        beyond: choice.beyond,
    }
}

/// The return to the desk's queue at an instant.
pub(super) fn returned(reason: ReturnReason, at: Timestamp, context: &Context<'_>) -> Event {
    Event::Returned {
        reason,
        due: context
            .days
            .after(at, context.definition.deadlines.desk_decision_wd),
        tell_all_at: context.days.after(at, 1),
    }
}

/// Whether a placement may go there: within the permission, within the capacity unless the coordinator
/// overrides it, and of a protected person only to somebody by name.
pub(super) fn may_ask(
    choice: &Choice,
    receivers: &[OrganisationId],
    protected: bool,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if protected && (choice.agreed_with.is_none() || choice.deputy.is_none()) {
        return Err(Refusal::WorkerRequired);
    }
    if !receivers.contains(&choice.organisation) {
        return Err(Refusal::ProgrammeExcluded);
    }
    if choice.beyond && !context.actor.is_coordinator() {
        return Err(Refusal::Full);
    }
    Ok(())
}

/// What a placement leads to: an offer, or waiting with its question to the client.
///
/// `waits` says how long she waits already: until when somebody places her, and that the client will be asked;
/// `starts` is the day before which nobody can meet her.
pub(super) fn placed(
    placement: &Placement,
    tasks_opened: u32,
    waits: Option<Timestamp>,
    desk: &OrganisationId,
    starts: Option<Date>,
    context: &Context<'_>,
) -> Vec<Event> {
    let deadlines = &context.definition.deadlines;
    match placement {
        Placement::Offer(choice) => {
            vec![Event::Offered {
                offer: offer(choice, context.now, context),
                then: choice.then.clone(),
            }]
        }
        Placement::Wait { waiting_for, then } => {
            let mut events = vec![Event::Waits {
                waiting_for: waiting_for.clone(),
                then: then.clone(),
                // Both clocks run from entering the state: waiting for another place starts neither anew.
                place_by: waits.unwrap_or_else(|| context.days.after(context.now, deadlines.place_wd)),
            }];
            if waits.is_none() {
                let due = context.days.after(context.now, deadlines.confirm_waiting_wd);
                let holder = at_desk(desk);
                events.push(task(
                    tasks_opened + 1,
                    TaskKind::ConfirmWaiting,
                    None,
                    holder,
                    due,
                ));
            }
            events
        }
        Placement::TakeOn { choice, worker } => {
            vec![Event::BroughtIn {
                offer: offer(choice, context.now, context),
                worker: *worker,
                due: first_contact(starts, context),
            }]
        }
        Placement::ToDesk => vec![Event::BroughtToDesk {
            due: context.days.after(context.now, deadlines.desk_decision_wd),
        }],
    }
}

pub(super) fn at_desk(desk: &OrganisationId) -> TaskHolder {
    TaskHolder {
        kind: HolderKind::Desk,
        organisation: desk.clone(),
        user: None,
    }
}

pub(super) fn task(
    id: u32,
    kind: TaskKind,
    detail: Option<&str>,
    holder: TaskHolder,
    due: Timestamp,
) -> Event {
    Event::TaskOpened {
        task: Task {
            id,
            kind,
            detail: detail.map(str::to_owned),
            holder,
            due,
            told: false,
        },
    }
}

/// One decision: the referral and what it may look at.
struct Step<'a> {
    referral: &'a Referral,
    context: &'a Context<'a>,
}

impl Step<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm a command, and nothing else")]
    fn decide(&self, command: &Command) -> Outcome {
        match command {
            Command::Place { placement } => self.place(placement),
            // However the withdrawal is written down, it means the same.
            Command::Close {
                reason: CloseReason::ConsentWithdrawn,
            } if self.is_at_desk() => Ok(self.withdraw(WithdrawScope::All, None, false)),
            Command::Close { reason } => self.close(*reason),
            Command::ClientCalled { wish } => Ok(self.client_called(*wish)),
            Command::ConfirmWaiting { result } => Ok(self.confirm_waiting(*result)),
            Command::KeepWaiting { until } => self.keep_waiting(*until),
            Command::WithdrawConsent { scope } => Ok(self.withdraw(*scope, None, false)),
            Command::UpdateCityTrack {
                kind,
                started_on,
                notified_on,
                done,
            } => self.update_city_track(*kind, *started_on, *notified_on, *done),
            Command::SendMessage => Ok(vec![Event::MessageSent]),
            Command::Acknowledge => Ok(self.acknowledge()),
            Command::Accept { worker } => self.accept(*worker),
            Command::HandBack { reason, next } => Ok(self.hand_back(*reason, next.as_ref())),
            Command::RecordContact {
                kind,
                outcome,
                at,
                next_on,
                worry,
            } => self.contact(*kind, *outcome, at.unwrap_or(self.context.now), *next_on, *worry),
            Command::Review {
                form,
                phase,
                co_workers,
                peer,
                moves_on,
                next_on,
            } => {
                let together = Together {
                    co_workers: co_workers.as_deref(),
                    peer: *peer,
                };
                self.review(*form, *phase, together, *moves_on, *next_on)
            }
            Command::Reassign { worker } => self.reassign(*worker),
            Command::Transfer { choice } => self.transfer(choice),
            Command::EndSupport {
                outcome,
                measures,
                voice,
            } => self.end_support(outcome, *measures, *voice),
            Command::RecordCheck {
                result,
                measures,
                voice,
                worry,
            } => self.check(*result, *measures, *voice, *worry),
            Command::ReportChange { what, until } => self.report_change(*what, *until),
            Command::AlertDesk { what } => Ok(self.alert_desk(*what)),
            Command::Return => Ok(vec![self.returned(ReturnReason::Coordinator)]),
            Command::AskDesk => Ok(vec![self.desk_task(
                TaskKind::AskDesk,
                None,
                self.working_days(self.deadlines().desk_task_wd),
            )]),
            Command::PlanEnding { decision, choice } => self.plan_ending(*decision, choice.as_ref()),
            Command::RecordConsent {
                answer,
                by,
                method,
                wording,
                choice,
            } => self.record_consent(*answer, *by, *method, wording.as_deref(), choice.as_ref()),
            Command::ProposeMeeting {
                times,
                joins,
                place,
                fallback,
                with,
            } => self.propose_meeting(times, joins, *place, *fallback, *with),
            Command::RecordMeeting {
                meeting,
                outcome,
                at,
                next_times,
                fallback,
            } => self.record_meeting(*meeting, *outcome, *at, next_times, *fallback),
            Command::BreakGlass => self.break_glass(),
            Command::SecondCall => self.second_call(),
            Command::AddCarrier { other, until } => self.add_carrier(*other, *until),
            Command::Link { other, kind } => self.link(*other, *kind),
            Command::Unlink { other } => self.unlink(*other),
            Command::ExtendOverlap { until } => self.extend_overlap(*until),
            Command::RenewConsent { consent, receivers } => self.renew_consent(consent, receivers, false),
            Command::Amend {
                fields,
                facts,
                measures,
            } => Self::amend(fields, facts, *measures),
            Command::Reopen { other } => Ok(vec![Event::Linked {
                other: *other,
                kind: LinkKind::Return,
                lead: false,
                until: None,
            }]),
            Command::WithdrawTogether { scope, having } => Ok(self.withdraw(*scope, Some(having), false)),
            Command::Beside(beside) => self.beside(beside),
        }
    }

    fn is_at_desk(&self) -> bool {
        self.referral.status() == Status::Returned
    }

    /// What is back at the desk is closed for any reason; anywhere else only a death or a move ends a road
    /// over the heads of those who are on it.
    fn close(&self, reason: CloseReason) -> Outcome {
        let silent = matches!(reason, CloseReason::Died | CloseReason::Moved);
        if self.is_at_desk() || silent {
            Ok(vec![Event::Closed { reason }])
        } else {
            Err(self.illegal())
        }
    }

    /// Where the network allows it at all, for a quarter of an hour.
    fn break_glass(&self) -> Outcome {
        if !self.context.definition.break_glass {
            return Err(Refusal::Forbidden);
        }
        let until = self.now() + BROKEN_GLASS;
        Ok(vec![Event::GlassBroken { until }])
    }

    fn now(&self) -> Timestamp {
        self.context.now
    }

    fn deadlines(&self) -> &Deadlines {
        &self.context.definition.deadlines
    }

    fn working_days(&self, n: u16) -> Timestamp {
        self.context.days.after(self.now(), n)
    }

    fn days_after(&self, n: u16) -> Timestamp {
        self.context.days.days_after(self.now(), n)
    }

    fn illegal(&self) -> Refusal {
        Refusal::IllegalTransition {
            status: self.referral.status(),
        }
    }

    /// When a date that a person gave is due. A past date is refused, and one so far ahead that it is a slip
    /// of the pen: nobody would look after her until then.
    fn day(&self, date: Date, pointer: &'static str) -> Result<Timestamp, Refusal> {
        let today = self.context.days.date_of(self.now());
        let code = if date < today {
            "in-the-past"
        } else if date > today.saturating_add(FARTHEST_YEARS.years()) {
            "too-far-ahead"
        } else {
            return Ok(self.context.days.on(date));
        };
        Err(Refusal::Invalid { pointer, code })
    }

    fn takes_over(&self) -> bool {
        relation(self.context.actor, self.referral) == Some(Relation::AskedToTakeOver)
    }

    fn returned(&self, reason: ReturnReason) -> Event {
        returned(reason, self.now(), self.context)
    }

    fn desk_task(&self, kind: TaskKind, detail: Option<&str>, due: Timestamp) -> Event {
        let holder = at_desk(&self.referral.desk);
        task(self.referral.tasks_opened + 1, kind, detail, holder, due)
    }

    /// A task for whoever holds the referral, due the next working day.
    fn holder_task(&self, kind: TaskKind, detail: Option<&str>) -> Event {
        let holder = match self.referral.holder() {
            Holder::Coordinator => TaskHolder {
                kind: HolderKind::Coordinator,
                organisation: self.context.definition.coordinator.clone(),
                user: None,
            },
            holder @ (Holder::Desk(_) | Holder::Organisation(_) | Holder::Worker(..) | Holder::Nobody) => {
                holder.of_task().unwrap_or_else(|| at_desk(&self.referral.desk))
            }
        };
        let due = self.working_days(1);
        task(self.referral.tasks_opened + 1, kind, detail, holder, due)
    }

    /// The open tasks of these kinds, done.
    fn done(&self, kinds: &[TaskKind]) -> Vec<Event> {
        let open = self
            .referral
            .tasks
            .iter()
            .filter(|task| kinds.contains(&task.kind));
        open.map(|task| Event::TaskDone { task: task.id }).collect()
    }

    /// Questions to the holder are answered by the holder's own next step with the person.
    fn settled(&self) -> Vec<Event> {
        self.done(&[TaskKind::ClientCalled, TaskKind::SecondCall])
    }

    /// What the desk was asked or told is answered by the desk's own next step.
    fn answered_by_desk(&self, command: &Command) -> Vec<Event> {
        let kinds: &[TaskKind] = match command {
            // A question of the coordinator ends with the road by itself.
            Command::Close { .. } => &[TaskKind::Worry, TaskKind::Alert],
            Command::Place { .. }
            | Command::ClientCalled { .. }
            | Command::ConfirmWaiting { .. }
            | Command::KeepWaiting { .. }
            | Command::UpdateCityTrack { .. }
            | Command::ProposeMeeting { .. }
            | Command::RecordMeeting { .. }
            | Command::SendMessage
            | Command::AddCarrier { .. } => &[TaskKind::Worry, TaskKind::Alert, TaskKind::AskDesk],
            // What the coordinator asks about is most of all what the handoff does not say.
            Command::Amend { .. } => &[TaskKind::AskDesk],
            Command::WithdrawConsent { .. }
            | Command::Acknowledge
            | Command::Accept { .. }
            | Command::HandBack { .. }
            | Command::RecordContact { .. }
            | Command::Review { .. }
            | Command::Reassign { .. }
            | Command::Transfer { .. }
            | Command::EndSupport { .. }
            | Command::RecordCheck { .. }
            | Command::ReportChange { .. }
            | Command::AlertDesk { .. }
            | Command::Return
            | Command::AskDesk
            | Command::PlanEnding { .. }
            | Command::RecordConsent { .. }
            | Command::BreakGlass
            | Command::SecondCall
            | Command::Link { .. }
            | Command::Unlink { .. }
            | Command::ExtendOverlap { .. }
            | Command::RenewConsent { .. }
            | Command::Reopen { .. }
            | Command::WithdrawTogether { .. }
            | Command::Beside(_) => &[],
        };
        if self.context.actor.is_desk() {
            self.done(kinds)
        } else {
            Vec::new()
        }
    }

    /// The same due, at another instant, where that is earlier.
    fn sooner(due: Due, at: Timestamp) -> Option<Due> {
        (due.at > at).then_some(Due { at, ..due })
    }
}

/// The due of a first contact: from now, or from a discharge, release or move after it.
fn first_contact(starts: Option<Date>, context: &Context<'_>) -> Due {
    let n = context.definition.deadlines.first_contact_wd;
    Due {
        what: DueWhat::FirstContact,
        at: context.days.after_not_before(context.now, starts, n),
    }
}
