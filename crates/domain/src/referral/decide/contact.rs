//! Contacts while a worker tries to reach and to meet the person.

use jiff::{Timestamp, civil::Date};

use super::{Outcome, Step};
use crate::{
    handoff::Form,
    referral::{
        Refusal,
        event::{Due, Event},
        state::{Carrier, State},
        words::{ContactKind, ContactOutcome, DueWhat, ReturnReason, TaskKind},
    },
};

impl Step<'_> {
    pub(super) fn contact(
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
            return Err(self.illegal());
        };
        self.plausible(when)?;
        let days = self.context.days;
        let deadlines = self.deadlines();
        let given = next_on.map(|date| self.day(date, "/next_on")).transpose()?;
        let mut after = self.settled();
        let mut asked = None;
        let mut form = None;
        let next_due = match outcome {
            ContactOutcome::NoAnswer => {
                asked = self.worry_after(misses, when, worry)?;
                after = asked.map_or_else(Vec::new, |worry| self.unreachable(worry));
                given.filter(|_| asked.is_none()).map(|at| Due { at, ..*due })
            }
            ContactOutcome::Reached => Some(Due {
                what: DueWhat::FirstMeeting,
                at: given.unwrap_or_else(|| days.after(when, deadlines.first_meeting_wd)),
            }),
            ContactOutcome::NotYet => {
                let at = given.ok_or(Refusal::Invalid {
                    pointer: "/next_on",
                    code: "required",
                })?;
                Some(Due { at, ..*due })
            }
            ContactOutcome::Met => {
                form = self.usual_form(carrier);
                Some(Due {
                    what: DueWhat::Review,
                    at: given.unwrap_or_else(|| days.days_after(when, deadlines.review_days)),
                })
            }
            ContactOutcome::Declined => {
                after.push(self.returned(ReturnReason::ClientDeclined));
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
            // She is found: nobody need be sent to look for her any more.
            events.extend(self.done(&[TaskKind::Worry]));
        }
        events.extend(after);
        events.extend(next_due.and_then(|_| self.seen_by_desk(next_on)));
        Ok(events)
    }

    /// A contact happened between the day of the handoff and now. The day, because whoever writes the
    /// time down afterwards rounds it.
    pub(super) fn plausible(&self, when: Timestamp) -> Result<(), Refusal> {
        let days = self.context.days;
        let before = self
            .referral
            .milestones
            .submitted_at
            .is_some_and(|submitted| days.date_of(when) < days.date_of(submitted));
        let code = match (when > self.now(), before) {
            (true, _) => "in-the-future",
            (false, true) => "before-handoff",
            (false, false) => return Ok(()),
        };
        Err(Refusal::Invalid { pointer: "/at", code })
    }

    /// The answer to *is there reason to worry?*, where it is asked after this miss.
    fn worry_after(
        &self,
        misses: &[Timestamp],
        when: Timestamp,
        worry: Option<bool>,
    ) -> Result<Option<bool>, Refusal> {
        let first = misses.iter().copied().min().map_or(when, |first| first.min(when));
        let deadlines = self.deadlines();
        let enough = !self.referral.is_quiet_at(when)
            && misses.len() + 1 >= usize::from(deadlines.worry_after_tries)
            && self
                .context
                .days
                .is_at_least(first, when, deadlines.worry_contact_wd);
        if enough {
            worry.map(Some).ok_or(Refusal::WorryRequired)
        } else {
            Ok(None)
        }
    }

    /// Back to the desk because she was not reached, with an urgent task today where there is reason to worry.
    pub(super) fn unreachable(&self, worry: bool) -> Vec<Event> {
        let mut events = vec![self.returned(ReturnReason::Unreachable)];
        if worry {
            let today = self.context.days.today(self.now());
            events.push(self.desk_task(TaskKind::Worry, None, today));
        }
        events
    }

    /// Beyond the days a worker may set alone the desk sees it.
    pub(super) fn seen_by_desk(&self, next_on: Option<Date>) -> Option<Event> {
        let far = next_on.is_some_and(|day| self.is_far(day));
        let due = self.working_days(self.deadlines().desk_task_wd);
        (far && self.referral.feedback_allowed).then(|| self.desk_task(TaskKind::Alert, Some("next_on"), due))
    }

    fn is_far(&self, day: Date) -> bool {
        let today = self.context.days.date_of(self.now());
        today
            .until(day)
            .is_ok_and(|span| span.get_days() > i32::from(self.deadlines().next_on_days))
    }

    /// The form support begins with: the first wished one the programme has, else the programme's usual one.
    fn usual_form(&self, carrier: &Carrier) -> Option<Form> {
        let programme = self.context.definition.programme(&carrier.programme)?;
        let mut wished = self.referral.facts.wishes.forms.iter();
        let first = wished.find(|form| programme.forms.contains(form));
        first.or_else(|| programme.forms.first()).copied()
    }
}
