//! The first step: a handoff that passed gate and consent becomes a referral.

use jiff::{Timestamp, civil::Date};

use super::{
    Context, Placement, Refusal,
    decide::{at_desk, may_ask, placed, task},
    event::{Event, Submitted},
    words::TaskKind,
};
use crate::handoff::{CityTrack, CityTrackKind};

/// What is handed over, with its placement already settled against capacity.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Who and what, in codes.
    pub submitted: Submitted,
    /// Where it goes.
    pub placement: Placement,
    /// The authority's track beside.
    pub city_track: Option<CityTrack>,
}

/// Decides a submission.
///
/// # Errors
/// `WorkerRequired` for a protected person without worker and deputy, `ProgrammeExcluded` outside the
/// permission, `Full` beyond the capacity.
pub fn submit(submission: &Submission, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let submitted = &submission.submitted;
    if let Placement::Offer(choice) | Placement::TakeOn { choice, .. } = &submission.placement {
        may_ask(choice, &submitted.receivers, submitted.protected, context)?;
    }
    let mut events = vec![Event::Submitted(Box::new(submitted.clone()))];
    let mut tasks = 0;
    if let Some(track) = &submission.city_track {
        tasks += 1;
        events.push(Event::CityTrackOpened {
            kind: track.kind,
            started_on: track.started_on,
            notified_on: track.notified_on,
        });
        let due = city_track_due(track.kind, track.started_on, context);
        events.push(task(
            tasks,
            TaskKind::CityTrack,
            Some(track.kind.as_str()),
            at_desk(&submitted.desk),
            due,
        ));
    }
    events.extend(placed(
        &submission.placement,
        tasks,
        None,
        &submitted.desk,
        submitted.facts.not_before,
        context,
    ));
    Ok(events)
}

/// When the authority's track is due, counted from the day it was started, or now.
///
/// An assessment for over-75s begins by the seventh working day (law; the number is a setting); the same
/// clock is kept for every other kind, on the safe side; an urgent one is due today.
#[must_use]
pub fn city_track_due(kind: CityTrackKind, started_on: Option<Date>, context: &Context<'_>) -> Timestamp {
    let n = match kind {
        CityTrackKind::UrgentAssessment => return context.days.today(context.now),
        CityTrackKind::Assessment
        | CityTrackKind::Notification
        | CityTrackKind::CarerSupport
        | CityTrackKind::ChildProtection
        | CityTrackKind::Other => context.definition.deadlines.city_assessment_wd,
    };
    started_on.map_or_else(
        || context.days.after(context.now, n),
        |day| context.days.from_date(day, n),
    )
}
