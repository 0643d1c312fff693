//! Meetings together: proposed, written down, called off with the road they were part of.

use jiff::Timestamp;

use super::Applied;
use crate::{
    id::{OrganisationId, UserId},
    referral::{
        event::Recorded,
        meeting::{Attempt, Fallback, Meeting, Proposal},
        state::{Holder, Referral},
        words::{HolderKind, MeetingOutcome, MeetingStatus, MeetingWith, TaskKind},
    },
};

impl Referral {
    pub(super) fn meeting_proposed(
        &mut self,
        id: u32,
        task: u32,
        proposal: &Proposal,
        recorded: &Recorded,
    ) -> Applied {
        if self.open_meeting().is_some() || self.meetings.iter().any(|meeting| meeting.id >= id) {
            return Err("a new meeting, and no other open");
        }
        let by = recorded.by.as_ref().ok_or("somebody who proposes")?;
        self.meetings.push(Meeting {
            id,
            proposal: proposal.clone(),
            task,
            by: by.organisation.clone(),
            attempts: Vec::new(),
            chosen: None,
            status: MeetingStatus::Proposed,
        });
        Ok(())
    }

    pub(super) fn meeting_recorded(
        &mut self,
        id: u32,
        attempt: Attempt,
        status: MeetingStatus,
        next_times: &[Timestamp],
        fallback: Option<Fallback>,
        due: Option<Timestamp>,
    ) -> Applied {
        let open = self
            .meetings
            .iter_mut()
            .find(|meeting| meeting.id == id && meeting.is_open());
        let meeting = open.ok_or("an open meeting")?;
        meeting.attempts.push(attempt);
        meeting.status = status;
        meeting.proposal.fallback = fallback.or(meeting.proposal.fallback);
        if !next_times.is_empty() {
            meeting.proposal.times = next_times.to_vec();
        }
        if attempt.outcome == MeetingOutcome::Met {
            meeting.chosen = Some(attempt.at);
        }
        let task = meeting.task;
        match due {
            Some(due) => self.move_meeting(task, due),
            None => self.tasks.retain(|open| open.id != task),
        }
        Ok(())
    }

    /// Told that its time has come and not written down yet: next it is told at the day of the fallback.
    pub(super) fn meeting_told(&mut self, task: u32) {
        let due = self
            .tasks
            .iter()
            .find(|open| open.id == task)
            .map(|open| open.due);
        let fallback = self
            .open_meeting()
            .filter(|meeting| meeting.task == task)
            .and_then(|meeting| meeting.proposal.fallback);
        if let (Some(due), Some(fallback)) = (due, fallback)
            && fallback.due > due
        {
            self.move_meeting(task, fallback.due);
        }
    }

    /// Nobody is asked about a meeting while the client is in hospital.
    pub(super) fn meeting_waits_until(&mut self, at: Timestamp) {
        let task = self.open_meeting().map(|meeting| meeting.task);
        let open = self.tasks.iter_mut().find(|open| Some(open.id) == task);
        if let Some(open) = open.filter(|open| open.due < at) {
            open.due = at;
            open.told = false;
        }
    }

    /// Whoever takes the person over takes the meeting along.
    pub(super) fn pass_meeting(&mut self, from: &OrganisationId, worker: Option<UserId>) {
        let Some(holder) = self.holder().of_task() else {
            return;
        };
        for task in &mut self.tasks {
            let theirs = task.holder.organisation == *from && task.holder.kind != HolderKind::Desk;
            let hers = worker.is_none() || task.holder.user == worker;
            if task.kind == TaskKind::Meeting && theirs && hers {
                task.holder.clone_from(&holder);
            }
        }
    }

    /// The road on which they were to meet is another now.
    pub(super) fn cancel_meeting(&mut self) {
        let Some(meeting) = self.meetings.iter_mut().find(|meeting| meeting.is_open()) else {
            return;
        };
        meeting.status = MeetingStatus::Cancelled;
        let task = meeting.task;
        self.tasks.retain(|open| open.id != task);
    }

    /// The question to take over is no longer open, nor is the meeting about it.
    pub(super) fn cancel_transfer_meeting(&mut self) {
        let about_it = self
            .open_meeting()
            .is_some_and(|meeting| meeting.proposal.with == MeetingWith::Transfer);
        let with_them = self.tasks.iter().any(|task| {
            let here = match self.holder() {
                Holder::Worker(_, organisation) => task.holder.organisation == *organisation,
                Holder::Desk(_) | Holder::Organisation(_) | Holder::Coordinator | Holder::Nobody => true,
            };
            task.kind == TaskKind::Meeting && !here && task.holder.kind != HolderKind::Desk
        });
        if about_it || with_them {
            self.cancel_meeting();
        }
    }

    /// Without permission for feedback the desk is told nothing, so it does not come along either.
    pub(super) fn desk_stays_away(&mut self) {
        let desk = self.desk.clone();
        // Who brought her in is told nothing either, unless she is of a partner that has her or is asked.
        let carries = self.programme().map(|(_, organisation)| organisation);
        let takes_over = self.transfer.as_ref().map(|t| &t.offer.organisation);
        let proposed = self.tasks.iter().any(|task| {
            let of = Some(&task.holder.organisation);
            task.kind == TaskKind::Meeting && of != carries && of != takes_over
        });
        let with_it = self
            .open_meeting()
            .is_some_and(|meeting| meeting.proposal.with == MeetingWith::Desk);
        if proposed || with_it {
            self.cancel_meeting();
        }
        if let Some(meeting) = self.meetings.iter_mut().find(|meeting| meeting.is_open()) {
            let joins = &mut meeting.proposal.joins;
            joins.retain(|joiner| !joiner.is_of(&desk, &desk));
        }
    }

    fn move_meeting(&mut self, task: u32, due: Timestamp) {
        if let Some(open) = self.tasks.iter_mut().find(|open| open.id == task) {
            open.due = due;
            open.told = false;
        }
    }
}
