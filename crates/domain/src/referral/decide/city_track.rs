//! The authority's track beside the partner's.

use jiff::civil::Date;

use super::{Outcome, Step, at_desk, task};
use crate::{
    handoff::CityTrackKind,
    referral::{Refusal, event::Event, submission::city_track_due, words::TaskKind},
};

impl Step<'_> {
    /// Opens the track, moves it on, or ends it. Another kind of track takes the place of the one that ran.
    pub(super) fn update_city_track(
        &self,
        kind: Option<CityTrackKind>,
        started_on: Option<Date>,
        notified_on: Option<Date>,
        done: bool,
    ) -> Outcome {
        let next = self.referral.tasks_opened + 1;
        let running = self.referral.city_track.as_ref().filter(|track| !track.done);
        let Some(track) = running else {
            if done {
                return Err(Refusal::Invalid {
                    pointer: "/done",
                    code: "unchanged",
                });
            }
            let kind = kind.ok_or(Refusal::Invalid {
                pointer: "/kind",
                code: "required",
            })?;
            return Ok(self.open_city_track(next, kind, started_on, notified_on));
        };
        let other = kind.filter(|kind| *kind != track.kind);
        let mut events = vec![Event::CityTrackUpdated {
            started_on: if other.is_some() { None } else { started_on },
            notified_on: if other.is_some() { None } else { notified_on },
            done: done || other.is_some(),
        }];
        if let Some(kind) = other.filter(|_| !done) {
            events.extend(self.done(&[TaskKind::CityTrack]));
            events.extend(self.open_city_track(next, kind, started_on, notified_on));
        } else if done {
            events.extend(self.done(&[TaskKind::CityTrack]));
        } else if started_on.is_some_and(|day| track.started_on != Some(day)) {
            // The authority's clock counts from the day it began, so a new task replaces the old one.
            events.extend(self.done(&[TaskKind::CityTrack]));
            events.push(self.city_task(next, track.kind, started_on));
        }
        Ok(events)
    }

    pub(super) fn open_city_track(
        &self,
        task_id: u32,
        kind: CityTrackKind,
        started_on: Option<Date>,
        notified_on: Option<Date>,
    ) -> Vec<Event> {
        vec![
            Event::CityTrackOpened {
                kind,
                started_on,
                notified_on,
            },
            self.city_task(task_id, kind, started_on),
        ]
    }

    fn city_task(&self, id: u32, kind: CityTrackKind, started_on: Option<Date>) -> Event {
        let due = city_track_due(kind, started_on, self.context);
        let holder = at_desk(&self.referral.desk);
        task(id, TaskKind::CityTrack, Some(kind.as_str()), holder, due)
    }
}
