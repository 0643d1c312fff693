//! Decides what a command does to a referral. Reads nothing but its arguments.

use jiff::{Timestamp, civil::Date};

use super::{
    Choice, Command, Context, Placement, Refusal,
    event::{Due, Event, Offer, Task, TaskHolder},
    state::{Carrier, Holder, Referral, State},
    submission::city_track_due,
    words::{
        Action, ChangeWhat, CheckResult, CloseReason, ContactKind, ContactOutcome, DueWhat, EndOutcome,
        HandBackReason, HolderKind, ReturnReason, Status, TaskKind, WaitingAnswer, WithdrawScope,
    },
};
use crate::{
    access::{Relation, may, relation},
    handoff::{CityTrackKind, Form, Measures},
    id::OrganisationId,
};

type Outcome = Result<Vec<Event>, Refusal>;

/// Whether the state knows the action for somebody who stands so to the referral.
/// The table of DOMAIN, "States, holders, clocks", names every state.
#[must_use]
pub fn permits(referral: &Referral, relation: Relation, action: Action) -> bool {
    let status = referral.status();
    let carried = matches!(status, Status::Accepted | Status::InSupport | Status::FollowUp);
    let queued = matches!(status, Status::Waiting | Status::Returned);
    match relation {
        Relation::Desk => match action {
            Action::Place => queued,
            Action::Close => status == Status::Returned,
            Action::ConfirmWaiting | Action::KeepWaiting => status == Status::Waiting,
            Action::ClientCalled | Action::WithdrawConsent => status.is_open(),
            Action::UpdateCityTrack => {
                status.is_open() || referral.city_track.as_ref().is_some_and(|track| !track.done)
            }
            Action::SendMessage => carried,
            Action::Acknowledge
            | Action::Accept
            | Action::HandBack
            | Action::RecordContact
            | Action::Review
            | Action::Reassign
            | Action::Transfer
            | Action::EndSupport
            | Action::RecordCheck
            | Action::ReportChange
            | Action::AlertDesk
            | Action::Return
            | Action::AskDesk => false,
        },
        Relation::Coordinator => match action {
            Action::Place => queued,
            Action::KeepWaiting | Action::Return => status == Status::Waiting,
            Action::AskDesk => status.is_open(),
            _ => false,
        },
        Relation::Asked | Relation::AskedElsewhere => match action {
            Action::Acknowledge => status == Status::Offered,
            Action::Accept | Action::HandBack => matches!(status, Status::Offered | Status::Acknowledged),
            _ => false,
        },
        Relation::AskedToTakeOver => match action {
            Action::Acknowledge => referral
                .transfer
                .as_ref()
                .is_some_and(|t| t.acknowledged_at.is_none()),
            Action::Accept | Action::HandBack => referral.transfer.is_some(),
            _ => false,
        },
        Relation::Carrier | Relation::Colleague => match action {
            Action::RecordContact => status == Status::Accepted,
            Action::HandBack => matches!(status, Status::Accepted | Status::InSupport),
            Action::Review | Action::EndSupport => status == Status::InSupport,
            Action::Transfer => status == Status::InSupport && referral.transfer.is_none(),
            Action::RecordCheck => status == Status::FollowUp,
            Action::Reassign
            | Action::ReportChange
            | Action::AlertDesk
            | Action::SendMessage
            | Action::WithdrawConsent => carried,
            _ => false,
        },
    }
}

impl Command {
    /// The action the command carries out; none where the service itself raises it.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Place { .. } => Action::Place,
            Self::Close { .. } => Action::Close,
            Self::ClientCalled { .. } => Action::ClientCalled,
            Self::ConfirmWaiting { .. } => Action::ConfirmWaiting,
            Self::KeepWaiting { .. } => Action::KeepWaiting,
            Self::WithdrawConsent { .. } => Action::WithdrawConsent,
            Self::UpdateCityTrack { .. } => Action::UpdateCityTrack,
            Self::SendMessage => Action::SendMessage,
            Self::Acknowledge => Action::Acknowledge,
            Self::Accept { .. } => Action::Accept,
            Self::HandBack { .. } => Action::HandBack,
            Self::RecordContact { .. } => Action::RecordContact,
            Self::Review { .. } => Action::Review,
            Self::Reassign { .. } => Action::Reassign,
            Self::Transfer { .. } => Action::Transfer,
            Self::EndSupport { .. } => Action::EndSupport,
            Self::RecordCheck { .. } => Action::RecordCheck,
            Self::ReportChange { .. } => Action::ReportChange,
            Self::AlertDesk { .. } => Action::AlertDesk,
            Self::Return => Action::Return,
            Self::AskDesk => Action::AskDesk,
            Self::SecondCall => return None,
        })
    }
}

/// Decides what `command` does to the referral: events, or why not.
///
/// # Errors
/// A [`Refusal`]; nothing has changed then.
pub fn decide(referral: &Referral, command: &Command, context: &Context<'_>) -> Outcome {
    if let Some(action) = command.action() {
        may(context.actor, action, referral)?;
    }
    let step = Step { referral, context };
    match command {
        Command::Place { placement } => step.place(placement),
        Command::Close { reason } => Ok(vec![Event::Closed { reason: *reason }]),
        Command::ClientCalled { wish } => Ok(step.client_called(*wish)),
        Command::ConfirmWaiting { result } => Ok(step.confirm_waiting(*result)),
        Command::KeepWaiting { until } => step.keep_waiting(*until),
        Command::WithdrawConsent { scope } => Ok(step.withdraw(*scope)),
        Command::UpdateCityTrack {
            kind,
            started_on,
            notified_on,
            done,
        } => step.update_city_track(*kind, *started_on, *notified_on, *done),
        Command::SendMessage => Ok(vec![Event::MessageSent]),
        Command::Acknowledge => Ok(vec![if step.takes_over() {
            Event::TransferAcknowledged
        } else {
            Event::Acknowledged
        }]),
        Command::Accept { worker } => Ok(step.accept(*worker)),
        Command::HandBack { reason, next } => Ok(step.hand_back(*reason, next.as_ref())),
        Command::RecordContact {
            kind,
            outcome,
            at,
            next_on,
            worry,
        } => step.contact(*kind, *outcome, at.unwrap_or(context.now), *next_on, *worry),
        Command::Review { form, phase, next_on } => {
            let due = step.day_or(*next_on, || step.days_after(step.deadlines().review_days))?;
            let mut events = vec![Event::Reviewed {
                form: *form,
                phase: *phase,
                due,
            }];
            events.extend(step.settled());
            Ok(events)
        }
        Command::Reassign { worker } => {
            if referral
                .carrier()
                .is_some_and(|carrier| carrier.worker == *worker)
            {
                return Err(Refusal::Invalid {
                    pointer: "/worker",
                    code: "unchanged",
                });
            }
            Ok(vec![Event::Reassigned { worker: *worker }])
        }
        Command::Transfer { choice } => {
            if referral
                .carrier()
                .is_some_and(|carrier| carrier.organisation == choice.organisation)
            {
                return Err(Refusal::Invalid {
                    pointer: "/programme",
                    code: "same-organisation",
                });
            }
            Ok(vec![Event::TransferOffered {
                offer: offer(choice, context.now, context),
            }])
        }
        Command::EndSupport { outcome, measures } => step.end_support(outcome, *measures),
        Command::RecordCheck {
            result,
            measures,
            worry,
        } => step.check(*result, *measures, *worry),
        Command::ReportChange { what, until } => step.report_change(*what, *until),
        Command::AlertDesk { what } => Ok(step.alert_desk(*what)),
        Command::Return => Ok(vec![step.returned(ReturnReason::Coordinator)]),
        Command::AskDesk => Ok(vec![step.desk_task(
            TaskKind::AskDesk,
            None,
            step.working_days(step.deadlines().desk_task_wd),
        )]),
        Command::SecondCall => Ok(vec![step.holder_task(TaskKind::SecondCall, None)]),
    }
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

/// What a placement leads to: an offer, or waiting with its question to the client.
pub(super) fn placed(
    placement: &Placement,
    tasks_opened: u32,
    asks_already: bool,
    desk: &OrganisationId,
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
                place_by: context.days.after(context.now, deadlines.place_wd),
            }];
            if !asks_already {
                let due = context.days.after(context.now, deadlines.confirm_waiting_wd);
                events.push(task(
                    tasks_opened + 1,
                    TaskKind::ConfirmWaiting,
                    None,
                    at_desk(desk),
                    due,
                ));
            }
            events
        }
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
    fn now(&self) -> Timestamp {
        self.context.now
    }

    fn deadlines(&self) -> &crate::network::Deadlines {
        &self.context.definition.deadlines
    }

    fn working_days(&self, n: u16) -> Timestamp {
        self.context.days.after(self.now(), n)
    }

    fn days_after(&self, n: u16) -> Timestamp {
        self.context.days.days_after(self.now(), n)
    }

    /// A date a person gave, or what the clock says without it. A past date is refused.
    fn day_or(
        &self,
        date: Option<Date>,
        otherwise: impl FnOnce() -> Timestamp,
    ) -> Result<Timestamp, Refusal> {
        match date {
            None => Ok(otherwise()),
            Some(date) if date < self.context.days.date_of(self.now()) => Err(Refusal::Invalid {
                pointer: "/next_on",
                code: "in-the-past",
            }),
            Some(date) => Ok(self.context.days.on(date)),
        }
    }

    fn takes_over(&self) -> bool {
        relation(self.context.actor, self.referral) == Some(Relation::AskedToTakeOver)
    }

    fn returned(&self, reason: ReturnReason) -> Event {
        returned(reason, self.now(), self.context)
    }

    fn desk_task(&self, kind: TaskKind, detail: Option<&str>, due: Timestamp) -> Event {
        task(
            self.referral.tasks_opened + 1,
            kind,
            detail,
            at_desk(&self.referral.desk),
            due,
        )
    }

    /// A task for whoever holds the referral, due the next working day.
    fn holder_task(&self, kind: TaskKind, detail: Option<&str>) -> Event {
        let holder = match self.referral.holder() {
            Holder::Worker(user, organisation) => TaskHolder {
                kind: HolderKind::Worker,
                organisation: organisation.clone(),
                user: Some(user),
            },
            Holder::Organisation(organisation) => TaskHolder {
                kind: HolderKind::Organisation,
                organisation: organisation.clone(),
                user: None,
            },
            Holder::Coordinator => TaskHolder {
                kind: HolderKind::Coordinator,
                organisation: self.context.definition.coordinator.clone(),
                user: None,
            },
            Holder::Desk(_) | Holder::Nobody => at_desk(&self.referral.desk),
        };
        task(
            self.referral.tasks_opened + 1,
            kind,
            detail,
            holder,
            self.working_days(1),
        )
    }

    /// Questions to the holder are answered by the holder's own next step.
    fn settled(&self) -> Vec<Event> {
        self.referral
            .tasks
            .iter()
            .filter(|task| matches!(task.kind, TaskKind::ClientCalled | TaskKind::SecondCall))
            .map(|task| Event::TaskDone { task: task.id })
            .collect()
    }

    fn place(&self, placement: &Placement) -> Outcome {
        if let Placement::Offer(choice) = placement
            && self.referral.protected
            && (choice.agreed_with.is_none() || choice.deputy.is_none())
        {
            return Err(Refusal::WorkerRequired);
        }
        let asks_already = self
            .referral
            .tasks
            .iter()
            .any(|task| task.kind == TaskKind::ConfirmWaiting);
        let opened = self.referral.tasks_opened;
        let mut events = placed(placement, opened, asks_already, &self.referral.desk, self.context);
        let desk = self.context.actor.is_desk();
        let answered = self
            .referral
            .tasks
            .iter()
            .filter(|task| task.kind == TaskKind::SecondCall || (desk && task.kind == TaskKind::AskDesk));
        events.extend(answered.map(|task| Event::TaskDone { task: task.id }));
        Ok(events)
    }

    fn client_called(&self, wish: super::words::ClientWish) -> Vec<Event> {
        let next = self.working_days(1);
        let carried = matches!(
            self.referral.state,
            State::Accepted { .. } | State::InSupport { .. } | State::FollowUp { .. }
        );
        // An overdue step stays overdue, and a partner's time to answer is never cut short.
        let sooner = self
            .referral
            .due()
            .filter(|due| carried && due.at > next)
            .map(|due| Due { at: next, ..due });
        vec![
            Event::ClientCalled { wish, due: sooner },
            self.holder_task(TaskKind::ClientCalled, Some(wish.as_str())),
        ]
    }

    fn confirm_waiting(&self, result: WaitingAnswer) -> Vec<Event> {
        let mut events = vec![Event::WaitingConfirmed { result }];
        match result {
            WaitingAnswer::Yes => {
                let asked = self
                    .referral
                    .tasks
                    .iter()
                    .filter(|task| task.kind == TaskKind::ConfirmWaiting);
                events.extend(asked.map(|task| Event::TaskDone { task: task.id }));
                let due = self.working_days(self.deadlines().confirm_waiting_wd);
                events.push(self.desk_task(TaskKind::ConfirmWaiting, None, due));
            }
            WaitingAnswer::No | WaitingAnswer::Changed => {
                events.push(self.returned(ReturnReason::NoLongerWished))
            }
        }
        events
    }

    fn keep_waiting(&self, until: Date) -> Outcome {
        if until < self.context.days.date_of(self.now()) {
            return Err(Refusal::Invalid {
                pointer: "/until",
                code: "in-the-past",
            });
        }
        Ok(vec![Event::KeptWaiting {
            until,
            due: self.context.days.on(until),
        }])
    }

    fn withdraw(&self, scope: WithdrawScope) -> Vec<Event> {
        match scope {
            WithdrawScope::Feedback => vec![Event::ConsentWithdrawn {
                scope,
                receivers: self.referral.receivers.clone(),
                erase_at: None,
            }],
            WithdrawScope::OtherPartners => {
                let receivers = self
                    .referral
                    .programme()
                    .map(|(_, organisation)| organisation.clone());
                let mut events = vec![Event::ConsentWithdrawn {
                    scope,
                    receivers: receivers.into_iter().collect(),
                    erase_at: None,
                }];
                if matches!(self.referral.state, State::Waiting { .. }) {
                    events.push(self.returned(ReturnReason::ConsentNarrowed));
                }
                events
            }
            WithdrawScope::All => {
                let hours = i64::from(self.deadlines().withdrawn_export_hours);
                let erase_at = self.now() + jiff::SignedDuration::from_hours(hours);
                vec![
                    Event::ConsentWithdrawn {
                        scope,
                        receivers: Vec::new(),
                        erase_at: Some(erase_at),
                    },
                    Event::Closed {
                        reason: CloseReason::ConsentWithdrawn,
                    },
                ]
            }
        }
    }

    fn update_city_track(
        &self,
        kind: Option<CityTrackKind>,
        started_on: Option<Date>,
        notified_on: Option<Date>,
        done: bool,
    ) -> Outcome {
        let open: Vec<u32> = self
            .referral
            .tasks
            .iter()
            .filter(|t| t.kind == TaskKind::CityTrack)
            .map(|task| task.id)
            .collect();
        if self.referral.city_track.as_ref().is_none_or(|track| track.done) {
            let kind = kind.ok_or(Refusal::Invalid {
                pointer: "/kind",
                code: "required",
            })?;
            return Ok(self.open_city_track(self.referral.tasks_opened + 1, kind, started_on, notified_on));
        }
        let mut events = vec![Event::CityTrackUpdated {
            started_on,
            notified_on,
            done,
        }];
        if done {
            events.extend(open.into_iter().map(|task| Event::TaskDone { task }));
        }
        Ok(events)
    }

    fn open_city_track(
        &self,
        task_id: u32,
        kind: CityTrackKind,
        started_on: Option<Date>,
        notified_on: Option<Date>,
    ) -> Vec<Event> {
        let due = city_track_due(kind, started_on, self.context);
        vec![
            Event::CityTrackOpened {
                kind,
                started_on,
                notified_on,
            },
            task(
                task_id,
                TaskKind::CityTrack,
                Some(kind.as_str()),
                at_desk(&self.referral.desk),
                due,
            ),
        ]
    }

    fn accept(&self, worker: crate::id::UserId) -> Vec<Event> {
        let n = self.deadlines().first_contact_wd;
        let days = self.context.days;
        // Support may begin only with the discharge, release or move.
        let from_start = self
            .referral
            .facts
            .not_before
            .filter(|day| days.start_of(*day) > self.now())
            .map(|day| days.from_date(day, n));
        let due = Due {
            what: DueWhat::FirstContact,
            at: from_start.unwrap_or_else(|| days.after(self.now(), n)),
        };
        let accepted = if self.takes_over() {
            Event::TransferAccepted { worker, due }
        } else {
            Event::Accepted { worker, due }
        };
        let mut events = vec![accepted];
        events.extend(self.settled());
        events
    }

    fn hand_back(&self, reason: HandBackReason, next: Option<&Choice>) -> Vec<Event> {
        if self.takes_over() {
            return vec![Event::TransferDeclined { reason: Some(reason) }];
        }
        let mut events = vec![Event::HandedBack { reason }];
        events.extend(self.settled());
        events.push(match next.filter(|_| reason.passes_on()) {
            Some(choice) => Event::Offered {
                offer: offer(choice, self.now(), self.context),
                then: choice.then.clone(),
            },
            None => self.returned(reason.into()),
        });
        events
    }

    /// Back to the desk because she was not reached, with an urgent task today where there is reason to worry.
    fn unreachable(&self, worry: bool) -> Vec<Event> {
        let mut events = vec![self.returned(ReturnReason::Unreachable)];
        if worry {
            events.push(self.desk_task(TaskKind::Worry, None, self.context.days.today(self.now())));
        }
        events
    }

    fn contact(
        &self,
        kind: ContactKind,
        outcome: ContactOutcome,
        when: Timestamp,
        next_on: Option<Date>,
        worry: Option<bool>,
    ) -> Outcome {
        let State::Accepted {
            carrier, due, misses, ..
        } = &self.referral.state
        else {
            return Err(Refusal::IllegalTransition {
                status: self.referral.status(),
            });
        };
        if when > self.now() {
            return Err(Refusal::Invalid {
                pointer: "/at",
                code: "in-the-future",
            });
        }
        if self
            .referral
            .milestones
            .submitted_at
            .is_some_and(|submitted| when < submitted)
        {
            return Err(Refusal::Invalid {
                pointer: "/at",
                code: "before-handoff",
            });
        }
        let days = self.context.days;
        let deadlines = self.deadlines();
        let mut after = Vec::new();
        let mut asked = None;
        let mut form = None;
        let next_due = match outcome {
            ContactOutcome::NoAnswer => {
                let first = misses.iter().copied().min().map_or(when, |first| first.min(when));
                let tries = misses.len() + 1;
                let enough = tries >= usize::from(deadlines.worry_after_tries)
                    && days.is_at_least(first, when, deadlines.worry_contact_wd);
                if enough {
                    asked = Some(worry.ok_or(Refusal::WorryRequired)?);
                }
                if let Some(worry) = asked {
                    after = self.unreachable(worry);
                    None
                } else if next_on.is_some() {
                    Some(Due {
                        what: due.what,
                        at: self.day_or(next_on, || due.at)?,
                    })
                } else {
                    None
                }
            }
            ContactOutcome::Reached => Some(Due {
                what: DueWhat::FirstMeeting,
                at: self.day_or(next_on, || days.after(when, deadlines.first_meeting_wd))?,
            }),
            ContactOutcome::NotYet => {
                if next_on.is_none() {
                    return Err(Refusal::Invalid {
                        pointer: "/next_on",
                        code: "required",
                    });
                }
                Some(Due {
                    what: due.what,
                    at: self.day_or(next_on, || due.at)?,
                })
            }
            ContactOutcome::Met => {
                form = self.usual_form(carrier);
                Some(Due {
                    what: DueWhat::Review,
                    at: self.day_or(next_on, || days.days_after(when, deadlines.review_days))?,
                })
            }
            ContactOutcome::Declined => {
                after = vec![self.returned(ReturnReason::ClientDeclined)];
                None
            }
        };
        let mut events = vec![Event::Contacted {
            kind,
            outcome,
            at: when,
            next_on,
            worry: asked,
            form,
            due: next_due,
        }];
        if outcome != ContactOutcome::NoAnswer {
            events.extend(self.settled());
        }
        events.extend(after);
        if next_on.is_some_and(|day| self.is_far(day)) {
            events.push(self.desk_task(
                TaskKind::Alert,
                Some("next_on"),
                self.working_days(deadlines.desk_task_wd),
            ));
        }
        Ok(events)
    }

    /// Beyond the days a worker may set alone the desk sees it.
    fn is_far(&self, day: Date) -> bool {
        let today = self.context.days.date_of(self.now());
        today
            .until(day)
            .is_ok_and(|span| span.get_days() > i32::from(self.deadlines().next_on_days))
    }

    /// The form support begins with: the first wished one the programme has, else the programme's usual one.
    fn usual_form(&self, carrier: &Carrier) -> Option<Form> {
        let programme = self.context.definition.programme(&carrier.programme)?;
        let wished = self
            .referral
            .facts
            .wishes
            .forms
            .iter()
            .find(|form| programme.forms.contains(form));
        wished.or_else(|| programme.forms.first()).copied()
    }

    fn end_support(&self, outcome: &str, measures: Option<Measures>) -> Outcome {
        let State::InSupport { carrier, .. } = &self.referral.state else {
            return Err(Refusal::IllegalTransition {
                status: self.referral.status(),
            });
        };
        let definition = self.context.definition;
        if outcome.parse::<EndOutcome>().is_err() && !definition.outcomes.contains_key(outcome) {
            return Err(Refusal::Invalid {
                pointer: "/outcome",
                code: "not-in-list",
            });
        }
        let checks: Vec<u16> = definition
            .programme(&carrier.programme)
            .map(|programme| programme.follow_up.days_for(self.referral.form).to_vec())
            .unwrap_or_default();
        let due = checks.first().map(|days| self.days_after(*days));
        let ended = Event::SupportEnded {
            outcome: outcome.to_owned(),
            measures,
            checks,
            due,
        };
        let mut events = vec![ended];
        events.extend(self.settled());
        if due.is_none() {
            events.push(Event::Closed {
                reason: CloseReason::Ended,
            });
        }
        Ok(events)
    }

    fn check(&self, result: CheckResult, measures: Option<Measures>, worry: Option<bool>) -> Outcome {
        let State::FollowUp {
            ended_at,
            checks,
            done,
            misses,
            ..
        } = &self.referral.state
        else {
            return Err(Refusal::IllegalTransition {
                status: self.referral.status(),
            });
        };
        let days = self.context.days;
        let mut asked = None;
        let (due, after) = match result {
            CheckResult::Stable => match checks.get(done + 1) {
                Some(next) => (Some(days.days_after(*ended_at, *next)), vec![]),
                None => (None, vec![Event::Lasted]),
            },
            CheckResult::NotReached => {
                let first = misses.iter().copied().min().unwrap_or(self.now());
                let span = days
                    .date_of(first)
                    .until(days.date_of(self.now()))
                    .map_or(0, |span| span.get_days());
                let enough = misses.len() + 1 >= usize::from(self.deadlines().worry_after_tries)
                    && span >= i32::from(self.deadlines().worry_check_days);
                if enough {
                    asked = Some(worry.ok_or(Refusal::WorryRequired)?);
                }
                match asked {
                    Some(worry) => (None, self.unreachable(worry)),
                    None => (Some(self.days_after(self.deadlines().check_again_days)), vec![]),
                }
            }
            CheckResult::Changed => (
                None,
                vec![Event::SupportResumed {
                    due: self.days_after(self.deadlines().review_days),
                }],
            ),
            CheckResult::NoContactWanted => (
                None,
                vec![Event::Closed {
                    reason: CloseReason::NoContactWanted,
                }],
            ),
            CheckResult::Moved => (
                None,
                vec![Event::Closed {
                    reason: CloseReason::Moved,
                }],
            ),
            CheckResult::Died => (
                None,
                vec![Event::Closed {
                    reason: CloseReason::Died,
                }],
            ),
        };
        let mut events = vec![Event::Checked {
            result,
            measures,
            worry: asked,
            due,
        }];
        events.extend(self.settled());
        events.extend(after);
        Ok(events)
    }

    fn report_change(&self, what: ChangeWhat, until: Option<Date>) -> Outcome {
        match what {
            ChangeWhat::Died => Ok(vec![Event::Closed {
                reason: CloseReason::Died,
            }]),
            ChangeWhat::MovedAway => Ok(vec![Event::Closed {
                reason: CloseReason::Moved,
            }]),
            ChangeWhat::InHospital => {
                let until = until.ok_or(Refusal::Invalid {
                    pointer: "/until",
                    code: "required",
                })?;
                if until < self.context.days.date_of(self.now()) {
                    return Err(Refusal::Invalid {
                        pointer: "/until",
                        code: "in-the-past",
                    });
                }
                let due = self.referral.due().map(|due| Due {
                    at: self.context.days.on(until),
                    ..due
                });
                let due = due.ok_or(Refusal::IllegalTransition {
                    status: self.referral.status(),
                })?;
                Ok(vec![Event::Paused { what, until, due }])
            }
        }
    }

    fn alert_desk(&self, what: super::words::AlertWhat) -> Vec<Event> {
        use super::words::AlertWhat;
        let due = self.working_days(self.deadlines().desk_task_wd);
        let mut events = vec![
            Event::DeskAlerted { what },
            self.desk_task(TaskKind::Alert, Some(what.as_str()), due),
        ];
        let track = match what {
            AlertWhat::NeedsAssessment => Some(CityTrackKind::Assessment),
            AlertWhat::NeedsCityService => Some(CityTrackKind::Other),
            AlertWhat::Worse => None,
        };
        if let Some(kind) = track
            && self.referral.city_track.as_ref().is_none_or(|open| open.done)
        {
            events.extend(self.open_city_track(self.referral.tasks_opened + 2, kind, None, None));
        }
        events
    }
}
