//! The clock's own steps: when a referral next needs it, and what it then does.
//!
//! Each step happens at its due instant, whenever the sweep comes by, so that a sweep that was late
//! writes the same history. Only what a partner is asked anew counts from the sweep's own instant: a
//! service that slept must not take her time to answer away.

use jiff::Timestamp;

use super::{
    Choice, Context,
    decide::{ending::programme_ended, offer, returned},
    event::{Due, Event},
    state::{Referral, State},
    words::{DueWhat, Nudge, ReturnReason},
};
use crate::{
    calendar::WorkingDays,
    id::ProgrammeId,
    network::{Deadlines, Definition},
};

/// What the clock does at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// A partner was silent.
    Expire,
    /// The organisation asked to take over was silent.
    TransferExpires,
    /// A programme it names has ended.
    ProgrammeEnds(ProgrammeId),
    /// Its desk has left the network.
    DeskGone,
    /// Past due, and told.
    Nudge(Nudge, Due),
    /// A task's due is told.
    Task(u32),
    /// A working day in the queue.
    TellAll,
    /// The person's key is destroyed.
    Erase,
}

/// The instant at which the clock next has something to do here.
#[must_use]
pub fn wake(referral: &Referral, days: &WorkingDays, definition: &Definition) -> Option<Timestamp> {
    next(referral, days, definition).map(|(at, _)| at)
}

/// Whether the clock's next step asks the next alternative, so that one must be looked for first.
#[must_use]
pub fn expires(referral: &Referral, days: &WorkingDays, definition: &Definition) -> bool {
    referral.asks_next() && matches!(next(referral, days, definition), Some((_, Step::Expire)))
}

/// Takes the clock's next step if its instant has come. `alternative` is the first of `then` that still
/// fits and has a place, already taken; it is looked at only on expiry.
#[must_use]
pub fn tick(
    referral: &Referral,
    alternative: Option<&Choice>,
    context: &Context<'_>,
) -> Option<(Timestamp, Vec<Event>)> {
    let (at, step) = next(referral, context.days, context.definition)?;
    if at > context.now {
        return None;
    }
    let events = match step {
        Step::Expire => vec![
            Event::Expired,
            match alternative.filter(|choice| referral.passes_to(choice)) {
                Some(choice) => Event::Offered {
                    offer: offer(choice, context.now, context),
                    then: choice.then.clone(),
                },
                None => returned(ReturnReason::Expired, at, context),
            },
        ],
        Step::TransferExpires => vec![Event::TransferDeclined { reason: None }],
        Step::ProgrammeEnds(programme) => {
            if context.definition.programme(&programme).is_none() {
                // No date says when it went; it was found to be gone now.
                let events = programme_ended(referral, &programme, context.now, context);
                return Some((context.now.max(referral.changed_at), events));
            }
            programme_ended(referral, &programme, at.max(referral.changed_at), context)
        }
        Step::DeskGone => {
            let desk = context.definition.home_desk.clone();
            return Some((
                context.now.max(referral.changed_at),
                vec![Event::QueueMoved { desk }],
            ));
        }
        Step::Nudge(to, due) => vec![Event::Nudged { to, due }],
        Step::Task(task) => vec![Event::TaskTold { task }],
        Step::TellAll => vec![Event::ToldAll],
        Step::Erase => vec![Event::Erased],
    };
    // A due that lay in the past when it was set is told after the step that set it.
    Some((at.max(referral.changed_at), events))
}

/// What comes by itself, if nobody takes a step before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    /// The next confirmed alternative is asked.
    AsksNext,
    /// It goes back to the desk.
    GoesBack,
    /// The organisation asked to take over counts as silent, and all stays as it is.
    StaysThere,
    /// The programme ends.
    ProgrammeEnds,
    /// Somebody is reminded.
    Tells(Nudge),
}

/// The next that comes by itself, and when: for whoever looks at what stands still.
#[must_use]
pub fn comes(referral: &Referral, days: &WorkingDays, definition: &Definition) -> Option<(Timestamp, Comes)> {
    let comes = |step: &Step| match step {
        Step::Expire if referral.asks_next() => Some(Comes::AsksNext),
        Step::Expire => Some(Comes::GoesBack),
        Step::TransferExpires => Some(Comes::StaysThere),
        Step::ProgrammeEnds(_) => Some(Comes::ProgrammeEnds),
        Step::Nudge(to, _) => Some(Comes::Tells(*to)),
        Step::DeskGone | Step::Task(_) | Step::TellAll | Step::Erase => None,
    };
    steps(referral, days, definition)
        .into_iter()
        .filter_map(|(at, step)| Some((at, comes(&step)?)))
        .min_by_key(|(at, _)| *at)
}

/// The earliest of all that the clock has to do; on the same instant an expiry comes first.
fn next(referral: &Referral, days: &WorkingDays, definition: &Definition) -> Option<(Timestamp, Step)> {
    steps(referral, days, definition)
        .into_iter()
        .min_by_key(|(at, _)| *at)
}

/// All that the clock has to do, as it stands now.
fn steps(referral: &Referral, days: &WorkingDays, definition: &Definition) -> Vec<(Timestamp, Step)> {
    let deadlines = &definition.deadlines;
    let mut steps: Vec<(Timestamp, Step)> = Vec::with_capacity(4);
    if let Some(offer) = referral.offer() {
        steps.push((offer.decide_by, Step::Expire));
    }
    if let Some(transfer) = &referral.transfer {
        steps.push((transfer.offer.decide_by, Step::TransferExpires));
        if transfer.acknowledged_at.is_none() && !transfer.reminded {
            let due = Due {
                what: DueWhat::Acknowledge,
                at: transfer.offer.acknowledge_by,
            };
            steps.push((due.at, Step::Nudge(Nudge::Holder, due)));
        }
    }
    let ends = referral.programme_ends(days, definition).into_iter();
    steps.extend(ends.map(|(at, programme)| (at, Step::ProgrammeEnds(programme))));
    let has_queue = referral.status().is_open() || !referral.tasks.is_empty();
    if has_queue && definition.organisation(&referral.desk).is_none() && referral.desk != definition.home_desk
    {
        steps.push((referral.changed_at, Step::DeskGone));
    }
    if let State::Returned {
        tell_all_at: Some(at),
        ..
    } = &referral.state
    {
        steps.push((*at, Step::TellAll));
    }
    if let Some(due) = referral.due() {
        let told = referral.nudged.filter(|(told, _)| *told == due).map(|(_, to)| to);
        let nudge = match told {
            None => Some((due.at, Nudge::Holder)),
            Some(Nudge::Holder) => Some((
                days.after(due.at, deadlines.stall_coordinator_wd),
                Nudge::Coordinator,
            )),
            Some(Nudge::Coordinator) => Some((days.after(due.at, deadlines.stall_desk_wd), Nudge::Desk)),
            Some(Nudge::Desk) => None,
        };
        steps.extend(nudge.map(|(at, to)| (at, Step::Nudge(to, due))));
    }
    steps.extend(
        referral
            .tasks
            .iter()
            .filter(|task| !task.told)
            .map(|task| (task.due, Step::Task(task.id))),
    );
    steps.extend(erasure(referral, days, deadlines).map(|at| (at, Step::Erase)));
    steps
}

/// When the person's key is destroyed: soon after she took all permission back, else when what is over has
/// been kept as long as the network keeps it. That is a setting in force, so that a network that decides to
/// keep less does so for everybody.
fn erasure(referral: &Referral, days: &WorkingDays, deadlines: &Deadlines) -> Option<Timestamp> {
    if referral.erased {
        return None;
    }
    let over = match &referral.state {
        State::Stable { .. } => referral.milestones.stable_at,
        State::Closed { .. } => referral.milestones.closed_at,
        State::Waiting { .. }
        | State::Offered { .. }
        | State::Acknowledged { .. }
        | State::Accepted { .. }
        | State::InSupport { .. }
        | State::FollowUp { .. }
        | State::Returned { .. } => None,
    };
    let kept = over.map(|at| days.months_after(at, deadlines.retention_months));
    referral.erase_at.into_iter().chain(kept).min()
}
