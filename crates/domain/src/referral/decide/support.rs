//! Support as it goes on: reviews, changes in the person's life, alerts, the ending.

use jiff::civil::Date;

use super::{Outcome, Step, Together};
use crate::{
    handoff::{CityTrackKind, Form, Measures},
    id::UserId,
    referral::{
        Refusal,
        event::{Due, Event, Voice},
        state::State,
        words::{AlertWhat, ChangeWhat, CloseReason, EndOutcome, Phase, TaskKind},
    },
};

impl Step<'_> {
    /// A new phase, a new date to move, other company: the present changes, and nothing begins anew.
    pub(super) fn review(
        &self,
        form: Option<Form>,
        phase: Option<Phase>,
        together: Together<'_>,
        moves_on: Option<Date>,
        next_on: Option<Date>,
    ) -> Outcome {
        let co_workers = together.co_workers.map(|all| self.co_workers(all)).transpose()?;
        let due = match next_on {
            Some(date) => self.day(date, "/next_on")?,
            None => self.days_after(self.deadlines().review_days),
        };
        let mut events = vec![Event::Reviewed {
            form,
            phase,
            co_workers,
            peer: together.peer,
            moves_on,
            due,
        }];
        events.extend(self.settled());
        events.extend(self.seen_by_desk(next_on));
        Ok(events)
    }

    /// Those who support her together with the worker. They do what the deputy does; of a protected person
    /// nobody beyond worker and deputy may know.
    fn co_workers(&self, named: &[UserId]) -> Result<Vec<UserId>, Refusal> {
        let carrier = self.referral.carrier().ok_or_else(|| self.illegal())?;
        let deputy = |user: &UserId| carrier.deputy == Some(*user);
        if self.referral.protected && !named.iter().all(deputy) {
            return Err(Refusal::Invalid {
                pointer: "/co_workers",
                code: "not-in-list",
            });
        }
        let mut all: Vec<UserId> = Vec::new();
        for user in named {
            if *user != carrier.worker && !all.contains(user) {
                all.push(*user);
            }
        }
        Ok(all)
    }

    pub(super) fn end_support(
        &self,
        outcome: &str,
        measures: Option<Measures>,
        voice: Option<Voice>,
    ) -> Outcome {
        let State::InSupport { carrier, .. } = &self.referral.state else {
            return Err(self.illegal());
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
            // Of several carriers one makes the checks: nobody rings her twice.
            .filter(|_| self.referral.leads())
            .map(|programme| programme.follow_up.days_for(self.referral.form).to_vec())
            .unwrap_or_default();
        let due = checks.first().map(|days| self.days_after(*days));
        let mut events = vec![Event::SupportEnded {
            outcome: outcome.to_owned(),
            measures,
            voice,
            checks,
            due,
        }];
        events.extend(self.settled());
        events.extend(self.done(&[TaskKind::Overlap]));
        if due.is_none() {
            events.push(Event::Closed {
                reason: CloseReason::Ended,
            });
        } else {
            events.extend(self.checks_elsewhere());
        }
        Ok(events)
    }

    pub(super) fn report_change(&self, what: ChangeWhat, until: Option<Date>) -> Outcome {
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
                let at = self.day(until, "/until")?;
                let due = self.referral.due().ok_or_else(|| self.illegal())?;
                let due = Due { at, ..due };
                Ok(vec![Event::Paused {
                    what,
                    until,
                    due,
                    quiet_until: Some(self.context.days.start_of(until)),
                }])
            }
        }
    }

    /// The desk is told and the authority's track opens; who has the person keeps her.
    pub(super) fn alert_desk(&self, what: AlertWhat) -> Vec<Event> {
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
