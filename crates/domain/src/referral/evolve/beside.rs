//! What stands beside the road: the authority's track, tasks, what has been told.

use jiff::civil::Date;

use super::Applied;
use crate::{
    handoff::CityTrackKind,
    referral::{
        event::{Due, Task},
        state::{CityTrackState, Referral},
        words::{DueWhat, HolderKind, Nudge, TaskKind},
    },
};

impl Referral {
    pub(super) fn city_track_opened(
        &mut self,
        kind: CityTrackKind,
        started_on: Option<Date>,
        notified_on: Option<Date>,
    ) {
        self.city_track = Some(CityTrackState {
            kind,
            started_on,
            notified_on,
            done: false,
        });
    }

    pub(super) fn city_track_updated(
        &mut self,
        started_on: Option<Date>,
        notified_on: Option<Date>,
        done: bool,
    ) -> Applied {
        let track = self.city_track.as_mut().ok_or("a city track")?;
        track.started_on = started_on.or(track.started_on);
        track.notified_on = notified_on.or(track.notified_on);
        track.done = done;
        Ok(())
    }

    pub(super) fn task_opened(&mut self, task: &Task) -> Applied {
        if task.id <= self.tasks_opened {
            return Err("a new task");
        }
        self.tasks_opened = task.id;
        self.tasks.push(task.clone());
        Ok(())
    }

    pub(super) fn task_done(&mut self, id: u32) -> Applied {
        let open = self.tasks.iter().position(|open| open.id == id);
        self.tasks.remove(open.ok_or("an open task")?);
        Ok(())
    }

    pub(super) fn task_told(&mut self, id: u32) -> Applied {
        let open = self.tasks.iter_mut().find(|open| open.id == id);
        open.ok_or("an open task")?.told = true;
        self.meeting_told(id);
        Ok(())
    }

    /// Keeps how far the present due has been told. Only a transfer is to be acknowledged while a worker
    /// has the person, so that due is its own.
    pub(super) fn nudge(&mut self, to: Nudge, due: Due) {
        match &mut self.transfer {
            Some(transfer) if due.what == DueWhat::Acknowledge => transfer.reminded = true,
            Some(_) | None => self.nudged = Some((due, to)),
        }
    }

    /// Questions to whoever has the referral go on with it.
    pub(super) fn pass_questions(&mut self) {
        let Some(holder) = self.holder().of_task() else {
            return;
        };
        for task in &mut self.tasks {
            let passes = match task.kind {
                TaskKind::ClientCalled | TaskKind::SecondCall | TaskKind::Overlap => true,
                // No organisation that is asked next asks for another one.
                TaskKind::AskConsent => {
                    holder.kind == HolderKind::Desk || holder.organisation == task.holder.organisation
                }
                TaskKind::CityTrack
                | TaskKind::ConfirmWaiting
                | TaskKind::Worry
                | TaskKind::Alert
                | TaskKind::AskDesk
                | TaskKind::Meeting => false,
            };
            if passes {
                task.holder.clone_from(&holder);
            }
        }
    }

    /// The question whether she still wishes to wait is over once she no longer waits.
    pub(super) fn drop_waiting_questions(&mut self) {
        self.tasks.retain(|task| task.kind != TaskKind::ConfirmWaiting);
    }

    /// The authority's track goes on, and what the desk was alarmed about; the rest ends with the road.
    pub(super) fn close_tasks(&mut self) {
        self.tasks
            .retain(|task| matches!(task.kind, TaskKind::CityTrack | TaskKind::Worry | TaskKind::Alert));
    }
}
