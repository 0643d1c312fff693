//! Applies one event. Judges nothing: what `decide` let through is history.

use std::fmt;

use jiff::Timestamp;

use super::{
    event::{Event, Recorded, Submitted},
    links::Link,
    state::{Milestones, Referral, State},
};

mod beside;
mod cover;
mod ending;
mod links;
mod meeting;
mod offer;
mod queue;
mod support;

/// What an event expected instead, where it does not follow.
type Applied = Result<(), &'static str>;

/// An event that does not follow from what came before it: the history was tampered with, or a bug wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The event's place in the history.
    pub seq: u64,
    /// The event's name.
    pub event: &'static str,
    /// What was expected.
    pub expected: &'static str,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "event {} ({}) does not follow: expected {}",
            self.seq, self.event, self.expected
        )
    }
}
impl std::error::Error for Broken {}

/// Applies one event to the state before it; the first event of all is the submission.
///
/// # Errors
/// [`Broken`] where the event does not follow from the state.
pub fn evolve(before: Option<Referral>, recorded: &Recorded) -> Result<Referral, Broken> {
    let broken = |expected| Broken {
        seq: recorded.seq,
        event: recorded.event.name(),
        expected,
    };
    let Some(mut referral) = before else {
        let (Event::Submitted(submitted), 1) = (&recorded.event, recorded.seq) else {
            return Err(broken("the submission first"));
        };
        return Ok(begin(submitted, recorded.at));
    };
    if recorded.seq != referral.version + 1 {
        return Err(broken("the next number in the row"));
    }
    apply(&mut referral, recorded).map_err(broken)?;
    referral.drop_cover_of_another();
    referral.version = recorded.seq;
    referral.changed_at = recorded.at;
    Ok(referral)
}

fn begin(submitted: &Submitted, at: Timestamp) -> Referral {
    Referral {
        id: submitted.id,
        network: submitted.network.clone(),
        reference: submitted.reference.clone(),
        schema: submitted.schema.clone(),
        desk: submitted.desk.clone(),
        submitter: submitted.submitter,
        facts: submitted.facts.clone(),
        consent: submitted.consent.clone(),
        feedback_allowed: submitted.consent.feedback,
        receivers: submitted.receivers.clone(),
        protected: submitted.protected,
        // Between the submission and the event that follows it in the same transaction.
        state: State::Waiting {
            waiting_for: None,
            place_by: at,
            proposed: Vec::new(),
            passed: Vec::new(),
        },
        cover: None,
        then: Vec::new(),
        transfer: None,
        ending: None,
        offers: Vec::new(),
        contacts: Vec::new(),
        checks: Vec::new(),
        form: None,
        forms: Vec::new(),
        phase: None,
        moves_on: None,
        peer: false,
        meetings: Vec::new(),
        quiet_until: None,
        glass: None,
        measures: (submitted.measures, None),
        outcome: None,
        city_track: None,
        tasks: Vec::new(),
        tasks_opened: 0,
        milestones: Milestones {
            submitted_at: Some(at),
            ..Milestones::default()
        },
        feedback: None,
        nudged: None,
        erase_at: None,
        erased: false,
        links: Vec::new(),
        withdrawn: false,
        died: false,
        away_until: None,
        advisor: submitted.advisor,
        version: 1,
        changed_at: at,
    }
}

/// Applies the event, or names what was expected instead.
#[expect(clippy::too_many_lines, reason = "one arm an event, and nothing else")]
fn apply(referral: &mut Referral, recorded: &Recorded) -> Applied {
    let at = recorded.at;
    match &recorded.event {
        Event::Submitted(_) => Err("no second submission"),
        Event::Offered { offer, then } => referral.offered(offer, then),
        Event::Acknowledged => referral.acknowledged(at),
        Event::Accepted { worker, due } => referral.accepted(*worker, *due, at),
        Event::HandedBack { reason } => referral.handed_back(*reason, at),
        Event::Expired => referral.expired(at),
        Event::TransferOffered { offer } => referral.transfer_offered(offer),
        Event::TransferAcknowledged => referral.transfer_acknowledged(at),
        Event::TransferAccepted { worker, due } => referral.transfer_accepted(*worker, *due, at),
        Event::TransferDeclined { reason } => referral.transfer_declined(*reason, at),
        Event::Waits {
            waiting_for,
            then,
            place_by,
        } => referral.waits(waiting_for.as_ref(), then, *place_by),
        Event::PlaceProposed { programme } => referral.place_proposed(programme),
        Event::PlaceGone { programme } => referral.place_gone(programme),
        Event::KeptWaiting { due, passed, .. } => referral.kept_waiting(*due, passed),
        Event::Returned {
            reason,
            due,
            tell_all_at,
        } => referral.returned(*reason, *due, *tell_all_at, at),
        Event::ToldAll => referral.told_all(),
        Event::Contacted {
            kind,
            outcome,
            at: when,
            next_on,
            due,
            form,
            ..
        } => {
            referral.keep_contact(recorded, *kind, *outcome, *when, *next_on);
            referral.contacted(*outcome, *when, *due)?;
            referral.take_form(*form, at);
            Ok(())
        }
        Event::Reviewed {
            form,
            phase,
            co_workers,
            peer,
            moves_on,
            due,
        } => {
            referral.reviewed(*form, *phase, *due, at)?;
            referral.moves_on = moves_on.or(referral.moves_on);
            referral.accompanied(co_workers.as_deref(), *peer)
        }
        Event::Reassigned { worker } => referral.reassigned(*worker),
        Event::Covered {
            worker,
            by,
            until,
            due,
        } => referral.covered(*worker, by, *until, *due),
        Event::CoverEnded { due } => referral.cover_ended(*due),
        Event::SupportEnded {
            outcome,
            measures,
            checks,
            due,
            voice: _,
        } => {
            referral.outcome = Some(outcome.clone());
            referral.measures.1 = *measures;
            referral.support_ended(checks, *due, at)
        }
        Event::Checked {
            result,
            measures,
            due,
            ..
        } => {
            referral.measures.1 = measures.or(referral.measures.1);
            referral.keep_check(recorded, *result);
            referral.checked(*result, *due, at)
        }
        Event::SupportResumed { due } => referral.support_resumed(*due, at),
        Event::Lasted => referral.lasted(at),
        Event::Closed { reason } => referral.closed(*reason, at),
        Event::ConsentWithdrawn {
            scope,
            receivers,
            erase_at,
            ..
        } => referral.consent_withdrawn(*scope, receivers, *erase_at, at),
        Event::Paused { due, quiet_until, .. } => referral.paused(*due, *quiet_until),
        Event::ClientCalled { due, .. } => due.map_or(Ok(()), |due| referral.set_due(due.at)),
        Event::Nudged { to, due } => {
            referral.nudge(*to, *due);
            Ok(())
        }
        Event::CityTrackOpened {
            kind,
            started_on,
            notified_on,
        } => {
            referral.city_track_opened(*kind, *started_on, *notified_on);
            Ok(())
        }
        Event::CityTrackUpdated {
            started_on,
            notified_on,
            done,
        } => referral.city_track_updated(*started_on, *notified_on, *done),
        Event::MeetingProposed {
            meeting,
            task,
            proposal,
        } => referral.meeting_proposed(*meeting, *task, proposal, recorded),
        Event::MeetingRecorded {
            meeting,
            attempt,
            status,
            next_times,
            fallback,
            due,
        } => referral.meeting_recorded(*meeting, *attempt, *status, next_times, *fallback, *due),
        Event::GlassBroken { until } => referral.glass_broken(recorded, *until),
        Event::TaskOpened { task } => referral.task_opened(task),
        Event::TaskDone { task } => referral.task_done(*task),
        Event::TaskTold { task } => referral.task_told(*task),
        Event::WaitingConfirmed { .. } | Event::DeskAlerted { .. } | Event::MessageSent => Ok(()),
        Event::EndingPlanned { decision, to } => referral.ending_planned(*decision, to.as_ref(), recorded),
        Event::ConsentAsked {
            organisation, answer, ..
        } => {
            referral.consent_asked(organisation, *answer);
            Ok(())
        }
        Event::CarriedOver { programme, beyond } => referral.carried_over(programme, *beyond, at),
        Event::ProgrammeEnded { programme } => referral.programme_ended(programme, at),
        Event::QueueMoved { desk } => {
            referral.queue_moved(desk);
            Ok(())
        }
        Event::Erased => {
            referral.erased = true;
            referral.erase_at = None;
            Ok(())
        }
        Event::Linked {
            other,
            kind,
            lead,
            until,
        } => referral.linked(Link {
            other: *other,
            kind: *kind,
            lead: *lead,
            until: *until,
        }),
        Event::Unlinked { other } | Event::CompanionGone { other } => referral.unlinked(*other),
        Event::LeadPassed { to } => referral.lead_passed(*to),
        Event::OverlapExtended { other, until } => referral.overlap_extended(*other, *until),
        Event::FellSilent { reason } => referral.fell_silent(*reason, at),
        Event::Away { until } => {
            referral.away_until = Some(*until);
            Ok(())
        }
        Event::ConsentRenewed {
            consent,
            receivers,
            then,
            ..
        } => referral.consent_renewed(consent, receivers, then),
        Event::Amended {
            facts,
            measures,
            beside,
            ..
        } => referral.amended(facts, *measures, *beside),
        Event::BroughtIn { offer, worker, due } => referral.brought_in(offer, *worker, *due, at),
        Event::BroughtToDesk { due } => referral.brought_to_desk(*due),
    }
}
