//! Applies one event. Judges nothing: what `decide` let through is history.

use std::fmt;

use jiff::Timestamp;

use super::{
    event::{Event, Offer, Recorded, Submitted},
    state::{
        Carrier, CheckRecord, CityTrackState, ContactRecord, Milestones, OfferAnswer, OfferRecord, Referral,
        State, Transfer,
    },
    words::{CloseReason, ContactOutcome, Feedback, TaskKind, WithdrawScope},
};
use crate::{handoff::Form, id::UserId};

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
    let by = recorded.by.as_ref().map(|by| by.user);
    apply(&mut referral, recorded, by).map_err(broken)?;
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
        },
        then: Vec::new(),
        transfer: None,
        offers: Vec::new(),
        contacts: Vec::new(),
        checks: Vec::new(),
        form: None,
        forms: Vec::new(),
        phase: None,
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
        version: 1,
        changed_at: at,
    }
}

/// Applies the event, or names what was expected instead.
fn apply(referral: &mut Referral, recorded: &Recorded, by: Option<UserId>) -> Result<(), &'static str> {
    let at = recorded.at;
    match &recorded.event {
        Event::Submitted(_) => return Err("no second submission"),
        Event::CityTrackOpened {
            kind,
            started_on,
            notified_on,
        } => {
            referral.city_track = Some(CityTrackState {
                kind: *kind,
                started_on: *started_on,
                notified_on: *notified_on,
                done: false,
            });
        }
        Event::CityTrackUpdated {
            started_on,
            notified_on,
            done,
        } => {
            let track = referral.city_track.as_mut().ok_or("a city track")?;
            track.started_on = started_on.or(track.started_on);
            track.notified_on = notified_on.or(track.notified_on);
            track.done = *done;
        }
        Event::Offered { offer, then } => offered(referral, offer, then),
        Event::Waits {
            waiting_for,
            then,
            place_by,
        } => {
            referral.then.clone_from(then);
            referral.state = State::Waiting {
                waiting_for: waiting_for.clone(),
                place_by: *place_by,
                proposed: Vec::new(),
            };
        }
        Event::PlaceProposed { programme } => {
            let State::Waiting { proposed, .. } = &mut referral.state else {
                return Err("waiting");
            };
            proposed.push(programme.clone());
        }
        Event::Acknowledged => {
            let State::Offered { offer } = &referral.state else {
                return Err("offered");
            };
            referral.state = State::Acknowledged { offer: offer.clone() };
            referral.milestones.acknowledged_at = Some(at);
            referral.feedback = Some(Feedback::Acknowledged);
        }
        Event::Accepted { worker, due } => {
            let offer = referral.offer().cloned().ok_or("offered or acknowledged")?;
            answer(referral, OfferAnswer::Accepted, at);
            accepted(referral, &offer, *worker, *due, at);
        }
        Event::HandedBack { reason } => {
            answer(referral, OfferAnswer::HandedBack(*reason), at);
            leave_carrier(referral, at);
        }
        Event::Expired => answer(referral, OfferAnswer::Expired, at),
        Event::Returned {
            reason,
            due,
            tell_all_at,
        } => {
            referral.transfer = None;
            referral.then.clear();
            drop_waiting_questions(referral);
            referral.state = State::Returned {
                reason: *reason,
                due: *due,
                tell_all_at: Some(*tell_all_at),
            };
        }
        Event::Contacted {
            kind,
            outcome,
            at: when,
            next_on,
            due,
            form,
            ..
        } => {
            referral.contacts.push(ContactRecord {
                kind: *kind,
                outcome: *outcome,
                at: *when,
                next_on: *next_on,
                by,
                organisation: recorded.by.as_ref().map(|by| by.organisation.clone()),
            });
            contacted(referral, *outcome, *when, *due)?;
            if let Some(form) = form {
                take_form(referral, *form, at);
            }
        }
        Event::Reviewed { form, phase, due } => {
            let State::InSupport { review_by, .. } = &mut referral.state else {
                return Err("in support");
            };
            *review_by = *due;
            if let Some(form) = form {
                take_form(referral, *form, at);
            }
            referral.phase = phase.or(referral.phase);
        }
        Event::Reassigned { worker } => {
            let (State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. }) = &mut referral.state
            else {
                return Err("a worker to take over from");
            };
            carrier.worker = *worker;
        }
        Event::TransferOffered { offer } => {
            referral.offers.push(OfferRecord {
                programme: offer.programme.clone(),
                organisation: offer.organisation.clone(),
                at: offer.at,
                transfer: true,
                answer: OfferAnswer::Open,
                answered_at: None,
            });
            referral.transfer = Some(Transfer {
                offer: offer.clone(),
                acknowledged_at: None,
            });
        }
        Event::TransferAcknowledged => {
            referral.transfer.as_mut().ok_or("a transfer")?.acknowledged_at = Some(at);
        }
        Event::TransferAccepted { worker, due } => {
            let transfer = referral.transfer.take().ok_or("a transfer")?;
            answer(referral, OfferAnswer::Accepted, at);
            accepted(referral, &transfer.offer, *worker, *due, at);
        }
        Event::TransferDeclined { reason } => {
            referral.transfer.take().ok_or("a transfer")?;
            answer(
                referral,
                reason.map_or(OfferAnswer::Expired, OfferAnswer::HandedBack),
                at,
            );
        }
        Event::SupportEnded {
            outcome,
            measures,
            checks,
            due,
        } => {
            let State::InSupport { carrier, .. } = &referral.state else {
                return Err("in support");
            };
            let carrier = Carrier {
                beyond: false,
                ..carrier.clone()
            };
            if referral.transfer.take().is_some() {
                answer(referral, OfferAnswer::Withdrawn, at);
            }
            referral.outcome = Some(outcome.clone());
            referral.measures.1 = *measures;
            referral.milestones.ended_at = Some(at);
            referral.feedback = Some(Feedback::Ended);
            if let Some(due) = due {
                referral.state = State::FollowUp {
                    carrier,
                    ended_at: at,
                    checks: checks.clone(),
                    done: 0,
                    due: *due,
                    misses: Vec::new(),
                };
            }
        }
        Event::Checked {
            result,
            measures,
            due,
            ..
        } => {
            referral.checks.push(CheckRecord {
                result: *result,
                at,
                by,
            });
            referral.measures.1 = measures.or(referral.measures.1);
            let State::FollowUp {
                done,
                due: next,
                misses,
                ..
            } = &mut referral.state
            else {
                return Err("follow-up");
            };
            match result {
                super::words::CheckResult::NotReached => misses.push(at),
                super::words::CheckResult::Stable => {
                    *done += 1;
                    misses.clear();
                }
                super::words::CheckResult::Changed
                | super::words::CheckResult::NoContactWanted
                | super::words::CheckResult::Moved
                | super::words::CheckResult::Died => {}
            }
            if let Some(due) = due {
                *next = *due;
            }
        }
        Event::SupportResumed { due } => {
            let State::FollowUp { carrier, .. } = &referral.state else {
                return Err("follow-up");
            };
            let carrier = Carrier {
                beyond: true,
                ..carrier.clone()
            };
            referral.state = State::InSupport {
                carrier,
                review_by: *due,
            };
            referral.feedback = Some(Feedback::Met);
        }
        Event::Lasted => {
            let State::FollowUp { carrier, .. } = &referral.state else {
                return Err("follow-up");
            };
            referral.state = State::Stable {
                carrier: carrier.clone(),
            };
            referral.milestones.stable_at = Some(at);
            referral.feedback = Some(Feedback::Lasted);
            close_tasks(referral);
        }
        Event::Closed { reason } => closed(referral, *reason, at),
        Event::ConsentWithdrawn {
            scope,
            receivers,
            erase_at,
        } => {
            referral.receivers.clone_from(receivers);
            referral.erase_at = erase_at.or(referral.erase_at);
            match scope {
                WithdrawScope::Feedback => referral.feedback_allowed = false,
                WithdrawScope::OtherPartners => {
                    referral.then.clear();
                    if referral.transfer.take().is_some() {
                        answer(referral, OfferAnswer::Withdrawn, at);
                    }
                }
                WithdrawScope::All => answer(referral, OfferAnswer::Withdrawn, at),
            }
        }
        Event::KeptWaiting { due, .. } => {
            let State::Waiting { place_by, .. } = &mut referral.state else {
                return Err("waiting");
            };
            *place_by = *due;
        }
        Event::Paused { due: next, .. } => set_due(referral, next.at)?,
        Event::ClientCalled { due: next, .. } => {
            if let Some(next) = next {
                set_due(referral, next.at)?;
            }
        }
        Event::WaitingConfirmed { .. } | Event::DeskAlerted { .. } | Event::MessageSent => {}
        Event::TaskOpened { task } => {
            referral.tasks_opened = referral.tasks_opened.max(task.id);
            referral.tasks.push(task.clone());
        }
        Event::TaskDone { task } => referral.tasks.retain(|open| open.id != *task),
        Event::TaskTold { task } => {
            let open = referral
                .tasks
                .iter_mut()
                .find(|open| open.id == *task)
                .ok_or("an open task")?;
            open.told = true;
        }
        Event::Nudged { to, due } => referral.nudged = Some((*due, *to)),
        Event::ToldAll => {
            let State::Returned { tell_all_at, .. } = &mut referral.state else {
                return Err("returned");
            };
            *tell_all_at = None;
        }
        Event::Erased => {
            referral.erased = true;
            referral.erase_at = None;
        }
    }
    Ok(())
}

fn offered(referral: &mut Referral, offer: &Offer, then: &[crate::id::ProgrammeId]) {
    referral.then = then.to_vec();
    referral.offers.push(OfferRecord {
        programme: offer.programme.clone(),
        organisation: offer.organisation.clone(),
        at: offer.at,
        transfer: false,
        answer: OfferAnswer::Open,
        answered_at: None,
    });
    drop_waiting_questions(referral);
    referral.milestones.offered_at = Some(offer.at);
    referral.state = State::Offered { offer: offer.clone() };
}

/// The question whether she still wishes to wait is over once she no longer waits.
fn drop_waiting_questions(referral: &mut Referral) {
    referral
        .tasks
        .retain(|task| task.kind != TaskKind::ConfirmWaiting);
}

fn accepted(referral: &mut Referral, offer: &Offer, worker: UserId, due: super::event::Due, at: Timestamp) {
    let carrier = Carrier {
        programme: offer.programme.clone(),
        organisation: offer.organisation.clone(),
        worker,
        deputy: offer.deputy,
        beyond: offer.beyond,
    };
    referral.state = State::Accepted {
        carrier,
        due,
        misses: Vec::new(),
        reached: false,
    };
    referral.milestones.accepted_at = Some(at);
    referral.feedback = Some(Feedback::Accepted);
}

fn contacted(
    referral: &mut Referral,
    outcome: ContactOutcome,
    when: Timestamp,
    next: Option<super::event::Due>,
) -> Result<(), &'static str> {
    let State::Accepted {
        carrier,
        due,
        misses,
        reached,
    } = &mut referral.state
    else {
        return Err("accepted");
    };
    match outcome {
        ContactOutcome::NoAnswer => misses.push(when),
        ContactOutcome::Reached | ContactOutcome::Met => {
            if !*reached {
                referral.milestones.first_contact_at = Some(when);
            }
            *reached = true;
            misses.clear();
        }
        ContactOutcome::NotYet | ContactOutcome::Declined => misses.clear(),
    }
    let Some(next) = next else { return Ok(()) };
    if outcome == ContactOutcome::Met {
        referral.state = State::InSupport {
            carrier: carrier.clone(),
            review_by: next.at,
        };
        referral.milestones.met_at = Some(when);
        referral.feedback = Some(Feedback::Met);
    } else {
        *due = next;
    }
    Ok(())
}

fn take_form(referral: &mut Referral, form: Form, at: Timestamp) {
    if referral.form != Some(form) {
        referral.forms.push((at, form));
        referral.form = Some(form);
    }
}

/// Answers the latest open offer, if one is open.
fn answer(referral: &mut Referral, answer: OfferAnswer, at: Timestamp) {
    let open = referral
        .offers
        .iter_mut()
        .rev()
        .find(|offer| offer.answer == OfferAnswer::Open);
    if let Some(offer) = open {
        offer.answer = answer;
        offer.answered_at = Some(at);
    }
}

/// A hand back after accepting: the place is free and the partner no longer knows the person.
fn leave_carrier(referral: &mut Referral, at: Timestamp) {
    if referral.carrier().is_some() {
        referral.transfer = None;
        // Overwritten by the offer or the return that follows in the same transaction.
        referral.state = State::Waiting {
            waiting_for: None,
            place_by: at,
            proposed: Vec::new(),
        };
    }
}

fn closed(referral: &mut Referral, reason: CloseReason, at: Timestamp) {
    let carrier = referral.carrier().cloned();
    referral.transfer = None;
    referral.then.clear();
    referral.state = State::Closed { reason, carrier };
    referral.milestones.closed_at = Some(at);
    match reason {
        // Silent at once, everywhere.
        CloseReason::Died | CloseReason::Moved | CloseReason::ConsentWithdrawn => referral.tasks.clear(),
        CloseReason::ConsentRefused
        | CloseReason::ClientDeclined
        | CloseReason::NoContactWanted
        | CloseReason::Unreachable
        | CloseReason::Ended
        | CloseReason::OtherService
        | CloseReason::Duplicate
        | CloseReason::EnteredInError
        | CloseReason::Other => close_tasks(referral),
    }
}

/// The authority's track goes on; what else stood beside the road ends with it.
fn close_tasks(referral: &mut Referral) {
    referral
        .tasks
        .retain(|task| matches!(task.kind, TaskKind::CityTrack | TaskKind::Worry | TaskKind::Alert));
}

/// Moves the present due; what is due stays.
fn set_due(referral: &mut Referral, at: Timestamp) -> Result<(), &'static str> {
    match &mut referral.state {
        State::Waiting { place_by, .. } => *place_by = at,
        State::Offered { offer } => offer.acknowledge_by = at,
        State::Acknowledged { offer } => offer.decide_by = at,
        State::Accepted { due, .. } => due.at = at,
        State::InSupport { review_by, .. } => *review_by = at,
        State::FollowUp { due, .. } | State::Returned { due, .. } => *due = at,
        State::Stable { .. } | State::Closed { .. } => return Err("an open referral"),
    }
    Ok(())
}
