//! Meetings together: times within reach, people who may know, another way where it comes to nothing.

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{Outcome, Step, at_desk, task};
use crate::{
    access::{Relation, is_named, relation},
    id::OrganisationId,
    referral::{
        Refusal,
        event::{Event, TaskHolder},
        meeting::{Attempt, Fallback, Joiner, Meeting, Proposal},
        state::State,
        words::{
            ContactKind, ContactOutcome, FallbackWhat, HolderKind, MeetingOutcome, MeetingPlace,
            MeetingStatus, MeetingWith, TaskKind,
        },
    },
};

/// Most times that are proposed at once.
const MOST_TIMES: usize = 5;

fn invalid(pointer: &'static str, code: &'static str) -> Refusal {
    Refusal::Invalid { pointer, code }
}

/// What a record leads to: where the meeting stands then, and when it is looked at again.
struct Turn {
    status: MeetingStatus,
    due: Option<Timestamp>,
}

impl Turn {
    const fn over(status: MeetingStatus) -> Self {
        Self { status, due: None }
    }
}

impl Step<'_> {
    pub(super) fn propose_meeting(
        &self,
        times: &[Timestamp],
        joins: &[Joiner],
        place: Option<MeetingPlace>,
        fallback: Option<(FallbackWhat, Date)>,
        with: Option<MeetingWith>,
    ) -> Outcome {
        let times = self.times(times, "/times")?;
        let with = with.unwrap_or(if self.referral.transfer.is_some() {
            MeetingWith::Transfer
        } else {
            MeetingWith::Offer
        });
        let fits = match with {
            MeetingWith::Transfer => self.referral.transfer.is_some(),
            MeetingWith::Offer => true,
            MeetingWith::Desk => self.referral.feedback_allowed,
        };
        if !fits {
            return Err(invalid("/with", "not-in-list"));
        }
        let joins = self.joins(joins)?;
        let latest = times.last().copied().unwrap_or(self.now());
        let fallback = self.fallback(fallback, latest)?;
        let referral = self.referral;
        let id = referral.meetings.last().map_or(0, |meeting| meeting.id) + 1;
        let opened = referral.tasks_opened + 1;
        let proposal = Proposal {
            times,
            joins,
            place,
            fallback,
            with,
        };
        let holder = self.meeting_holder();
        Ok(vec![
            Event::MeetingProposed {
                meeting: id,
                task: opened,
                proposal,
            },
            task(opened, TaskKind::Meeting, None, holder, latest),
        ])
    }

    pub(super) fn record_meeting(
        &self,
        id: u32,
        outcome: MeetingOutcome,
        at: Option<Timestamp>,
        next_times: &[Timestamp],
        fallback: Option<(FallbackWhat, Date)>,
    ) -> Outcome {
        let open = self.referral.open_meeting().filter(|meeting| meeting.id == id);
        let meeting = open.ok_or(invalid("/meeting", "not-in-list"))?;
        let when = at.unwrap_or(self.now());
        self.plausible(when)?;
        let again = matches!(outcome, MeetingOutcome::Moved | MeetingOutcome::ClientAbsent);
        if meeting.needs_fallback() && again {
            return Err(invalid("/outcome", "use-fallback"));
        }
        let next_times = match next_times {
            [] => Vec::new(),
            given if again => self.times(given, "/next_times")?,
            _ => return Err(invalid("/next_times", "invalid")),
        };
        let latest = next_times.last().copied();
        let agreed = self.fallback(fallback, latest.unwrap_or(self.now()))?;
        let known = agreed.or(meeting.proposal.fallback);
        let turn = self.turn(meeting, outcome, latest, known)?;
        let mut events = vec![Event::MeetingRecorded {
            meeting: id,
            attempt: Attempt { outcome, at: when },
            status: turn.status,
            next_times,
            fallback: agreed,
            due: turn.due,
        }];
        events.extend(self.after_meeting(outcome, when, known)?);
        Ok(events)
    }

    fn turn(
        &self,
        meeting: &Meeting,
        outcome: MeetingOutcome,
        latest: Option<Timestamp>,
        fallback: Option<Fallback>,
    ) -> Result<Turn, Refusal> {
        Ok(match outcome {
            MeetingOutcome::Met => Turn::over(MeetingStatus::Met),
            MeetingOutcome::Cancelled => Turn::over(MeetingStatus::Cancelled),
            MeetingOutcome::UsedFallback => {
                fallback.ok_or(invalid("/fallback", "required"))?;
                Turn::over(MeetingStatus::UsedFallback)
            }
            MeetingOutcome::Moved => Turn {
                status: MeetingStatus::Proposed,
                due: Some(latest.ok_or(invalid("/next_times", "required"))?),
            },
            MeetingOutcome::ClientAbsent if meeting.misses() == 0 => match latest {
                Some(latest) => Turn {
                    status: MeetingStatus::Proposed,
                    due: Some(latest),
                },
                // Another time, or the other way: by the next working day somebody says which.
                None => Turn {
                    status: MeetingStatus::Missed,
                    due: Some(self.working_days(1)),
                },
            },
            MeetingOutcome::ClientAbsent => {
                let fallback = fallback.ok_or(invalid("/fallback", "required"))?;
                if latest.is_some() {
                    return Err(invalid("/next_times", "use-fallback"));
                }
                let today = self.context.days.today(self.now());
                Turn {
                    status: MeetingStatus::Missed,
                    due: Some(fallback.due.max(today)),
                }
            }
        })
    }

    /// What a meeting means for the road: the worker who has the person has met her, or the desk goes on.
    fn after_meeting(&self, outcome: MeetingOutcome, when: Timestamp, fallback: Option<Fallback>) -> Outcome {
        let carries = relation(self.context.actor, self.referral) == Some(Relation::Carrier);
        match outcome {
            MeetingOutcome::Met => match &self.referral.state {
                State::Accepted { .. } if carries => {
                    self.contact(ContactKind::Meeting, ContactOutcome::Met, when, None, None)
                }
                // That the worker has met her is the worker's word.
                State::Accepted { .. } => Err(invalid("/outcome", "not-in-list")),
                State::InSupport { .. } if carries => Ok(self.settled()),
                State::Waiting { .. }
                | State::Offered { .. }
                | State::Acknowledged { .. }
                | State::InSupport { .. }
                | State::FollowUp { .. }
                | State::Returned { .. }
                | State::Stable { .. }
                | State::Closed { .. } => Ok(Vec::new()),
            },
            MeetingOutcome::UsedFallback => {
                let by_desk = fallback.is_some_and(|fallback| fallback.what == FallbackWhat::Desk);
                let due = self.working_days(self.deadlines().desk_task_wd);
                Ok(if by_desk && !self.context.actor.is_desk() {
                    vec![self.desk_task(TaskKind::Alert, Some("meeting"), due)]
                } else {
                    Vec::new()
                })
            }
            MeetingOutcome::Moved | MeetingOutcome::ClientAbsent | MeetingOutcome::Cancelled => {
                Ok(Vec::new())
            }
        }
    }

    /// Times still to come and not farther than a worker may put anything off, earliest first.
    fn times(&self, given: &[Timestamp], pointer: &'static str) -> Result<Vec<Timestamp>, Refusal> {
        let days = self.context.days;
        let last = days
            .date_of(self.now())
            .saturating_add(i32::from(self.deadlines().next_on_days).days());
        if given.is_empty() {
            return Err(invalid(pointer, "required"));
        }
        if given.len() > MOST_TIMES {
            return Err(invalid(pointer, "invalid"));
        }
        if given.iter().any(|time| *time <= self.now()) {
            return Err(invalid(pointer, "has-passed"));
        }
        if given.iter().any(|time| days.date_of(*time) > last) {
            return Err(invalid(pointer, "too-late"));
        }
        let mut times = given.to_vec();
        times.sort_unstable();
        times.dedup();
        Ok(times)
    }

    /// Only those who know of the referral join, and the desk only where it may know how it goes. Of a
    /// protected person only somebody by name.
    fn joins(&self, given: &[Joiner]) -> Result<Vec<Joiner>, Refusal> {
        let referral = self.referral;
        let known = |organisation: &OrganisationId| {
            let asked = referral.offer().map(|offer| &offer.organisation);
            let carries = referral.carrier().map(|carrier| &carrier.organisation);
            let takes_over = referral.transfer.as_ref().map(|t| &t.offer.organisation);
            let partners = [asked, carries, takes_over];
            partners.into_iter().flatten().any(|one| one == organisation)
                || (*organisation == referral.desk && referral.feedback_allowed)
        };
        let mut joins: Vec<Joiner> = Vec::new();
        for joiner in given {
            let fits = match joiner {
                Joiner::Client => true,
                Joiner::Desk => referral.feedback_allowed,
                Joiner::OldWorker => referral.transfer.is_some(),
                Joiner::Organisation(organisation) => !referral.protected && known(organisation),
                Joiner::User { user, organisation } => {
                    known(organisation) && (!referral.protected || is_named(*user, referral))
                }
            };
            if !fits {
                return Err(invalid("/joins", "not-in-list"));
            }
            if !joins.contains(joiner) {
                joins.push(joiner.clone());
            }
        }
        Ok(joins)
    }

    fn fallback(
        &self,
        given: Option<(FallbackWhat, Date)>,
        after: Timestamp,
    ) -> Result<Option<Fallback>, Refusal> {
        let Some((what, by)) = given else {
            return Ok(None);
        };
        let due = self.day(by, "/fallback/by")?;
        if by < self.context.days.date_of(after) {
            return Err(invalid("/fallback/by", "before-meeting"));
        }
        Ok(Some(Fallback { what, by, due }))
    }

    /// Whoever proposes sees to it.
    fn meeting_holder(&self) -> TaskHolder {
        let referral = self.referral;
        let desk = || at_desk(&referral.desk);
        match relation(self.context.actor, referral) {
            Some(Relation::AskedToTakeOver) => referral.transfer.as_ref().map_or_else(desk, |transfer| {
                let offer = &transfer.offer;
                TaskHolder {
                    kind: offer
                        .agreed_with
                        .map_or(HolderKind::Organisation, |_| HolderKind::Worker),
                    organisation: offer.organisation.clone(),
                    user: offer.agreed_with,
                }
            }),
            Some(Relation::Asked | Relation::AskedElsewhere | Relation::Carrier | Relation::Colleague) => {
                referral.holder().of_task().unwrap_or_else(desk)
            }
            // Who met somebody first and brought her in comes along herself.
            Some(Relation::Desk) if !self.context.actor.is_desk() => TaskHolder {
                kind: HolderKind::Worker,
                organisation: self.context.actor.organisation.clone(),
                user: Some(self.context.actor.user),
            },
            Some(Relation::Desk | Relation::Coordinator) | None => desk(),
        }
    }
}
