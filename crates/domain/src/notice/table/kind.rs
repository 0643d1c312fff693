//! Which notice goes with a task or a due, and to whom whoever holds something is.

use super::super::{Audience, NoticeKind};
use crate::referral::{
    Holder, Referral,
    event::Task,
    words::{DueWhat, HolderKind, TaskKind},
};

pub(super) fn holder(referral: &Referral) -> Option<Audience> {
    match referral.holder() {
        Holder::Desk(desk) => Some(Audience::Desk(desk.clone())),
        Holder::Organisation(organisation) => Some(Audience::Organisation(organisation.clone())),
        Holder::Worker(user, _) => Some(Audience::User(user)),
        Holder::Coordinator => Some(Audience::Coordinators),
        Holder::Nobody => None,
    }
}

pub(super) fn task_holder(task: &Task) -> Audience {
    match (task.holder.kind, task.holder.user) {
        (_, Some(user)) => Audience::User(user),
        (HolderKind::Organisation | HolderKind::Worker, None) => {
            Audience::Organisation(task.holder.organisation.clone())
        }
        (HolderKind::Coordinator, None) => Audience::Coordinators,
        (HolderKind::Desk | HolderKind::Advisor | HolderKind::Nobody, None) => {
            Audience::Desk(task.holder.organisation.clone())
        }
    }
}

pub(super) const fn task_kind(kind: TaskKind) -> NoticeKind {
    match kind {
        TaskKind::CityTrack => NoticeKind::CityTrackDue,
        TaskKind::ConfirmWaiting => NoticeKind::ConfirmWaiting,
        TaskKind::Worry => NoticeKind::WorryUrgent,
        TaskKind::Alert => NoticeKind::AlertDesk,
        TaskKind::ClientCalled => NoticeKind::ClientCalled,
        TaskKind::SecondCall => NoticeKind::AlarmSecondCall,
        TaskKind::AskDesk => NoticeKind::AskDesk,
        TaskKind::AskConsent => NoticeKind::AskConsent,
        TaskKind::Meeting => NoticeKind::MeetingDue,
        TaskKind::Overlap => NoticeKind::OverlapEnds,
    }
}

pub(super) const fn reminder(what: DueWhat) -> NoticeKind {
    match what {
        DueWhat::Place => NoticeKind::ReminderPlace,
        DueWhat::Acknowledge => NoticeKind::ReminderAcknowledge,
        DueWhat::Decide => NoticeKind::ReminderDecide,
        DueWhat::FirstContact => NoticeKind::ReminderFirstContact,
        DueWhat::FirstMeeting => NoticeKind::ReminderFirstMeeting,
        DueWhat::Review => NoticeKind::ReminderReview,
        DueWhat::Check => NoticeKind::ReminderCheck,
        DueWhat::DeskDecision => NoticeKind::ReminderDeskDecision,
        DueWhat::Submit => NoticeKind::ReminderSubmit,
        DueWhat::CallClient => NoticeKind::ReminderCallClient,
    }
}
