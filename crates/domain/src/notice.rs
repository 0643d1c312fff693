//! Who is told what, and when: the table of DOMAIN ("Offers, returns and withdrawals are mailed at once;
//! reminders and the rest go into the receiver's digest").
//!
//! A notice names a referral and a kind, never a person. Of a protected person only those named on the
//! referral are told anything.

use crate::{
    id::{OrganisationId, ProgrammeId, UserId},
    referral::{
        Holder, Referral,
        event::{Due, Event, Offer, Recorded, Task},
        words::{
            CloseReason, ContactOutcome, DueWhat, HolderKind, Nudge, ReturnReason, Status, TaskKind,
            WithdrawScope,
        },
    },
};

codes! {
    /// What a notice says.
    pub enum NoticeKind {
        Offered = "offered", OfferWithdrawn = "offer_withdrawn",
        OfferWithdrawnConsent = "offer_withdrawn_consent", TransferOffered = "transfer_offered",
        Returned = "returned", ReturnedUnreachable = "returned_unreachable", ReturnedAll = "returned_all",
        ConsentWithdrawn = "consent_withdrawn",
        FeedbackAcknowledged = "feedback_acknowledged", FeedbackAccepted = "feedback_accepted",
        FeedbackMet = "feedback_met", FeedbackEnded = "feedback_ended", FeedbackLasted = "feedback_lasted",
        NeedsYouWaiting = "needs_you_waiting", WaitingNew = "waiting_new", PlaceFree = "place_free",
        ConfirmWaiting = "confirm_waiting",
        ReminderPlace = "reminder_place", ReminderAcknowledge = "reminder_acknowledge",
        ReminderDecide = "reminder_decide", ReminderFirstContact = "reminder_first_contact",
        ReminderFirstMeeting = "reminder_first_meeting", ReminderReview = "reminder_review",
        ReminderCheck = "reminder_check", ReminderDeskDecision = "reminder_desk_decision",
        StalledCoordinator = "stalled_coordinator", StalledDesk = "stalled_desk",
        TransferAccepted = "transfer_accepted", TransferDeclined = "transfer_declined",
        ReassignedToYou = "reassigned_to_you", PlacedBeyondCapacity = "placed_beyond_capacity",
        AlarmSecondCall = "alarm_second_call", ClientCalled = "client_called", AlertDesk = "alert_desk",
        AskDesk = "ask_desk", WorryUrgent = "worry_urgent", CityTrackDue = "city_track_due",
        ClosedQuiet = "closed_quiet", Message = "message", BackToSupport = "back_to_support",
    }
}

/// Whom a notice goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// One person.
    User(UserId),
    /// The advisors of a desk.
    Desk(OrganisationId),
    /// The workers and leads of a partner.
    Organisation(OrganisationId),
    /// The leads of a partner.
    Leads(OrganisationId),
    /// The coordinators of the network.
    Coordinators,
}

/// One thing to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Whom.
    pub to: Audience,
    /// What.
    pub kind: NoticeKind,
    /// At once, or in the digest.
    pub at_once: bool,
    /// Until when something is to be done, where that is what the notice is about.
    pub due: Option<Due>,
    /// The programme it is about.
    pub programme: Option<ProgrammeId>,
}

/// What an event makes the service tell, given the referral before and after it.
#[must_use]
pub fn notices(before: Option<&Referral>, recorded: &Recorded, after: &Referral) -> Vec<Notice> {
    let mut table = Table {
        after,
        notices: Vec::new(),
    };
    table.fill(before, recorded);
    table.notices
}

/// Whether an event silences every notice about the person that has not gone out yet.
#[must_use]
pub const fn silences(event: &Event) -> bool {
    matches!(
        event,
        Event::Closed {
            reason: CloseReason::Died | CloseReason::Moved | CloseReason::ConsentWithdrawn
        }
    )
}

struct Table<'a> {
    after: &'a Referral,
    notices: Vec<Notice>,
}

impl Table<'_> {
    fn tell(&mut self, to: Audience, kind: NoticeKind, at_once: bool) {
        let to = if self.after.protected {
            self.named(&to)
        } else {
            vec![to]
        };
        let due = self.after.due();
        let programme = self.after.programme().map(|(programme, _)| programme.clone());
        self.notices.extend(to.into_iter().map(|to| Notice {
            to,
            kind,
            at_once,
            due,
            programme: programme.clone(),
        }));
    }

    /// Of a protected person: the submitter for the desk, worker and deputy for the partner, no coordinator.
    fn named(&self, to: &Audience) -> Vec<Audience> {
        match to {
            Audience::User(user) => vec![Audience::User(*user)],
            Audience::Desk(_) | Audience::Coordinators => vec![Audience::User(self.after.submitter)],
            Audience::Organisation(_) | Audience::Leads(_) => {
                let offered = self.after.offer().map(|offer| (offer.agreed_with, offer.deputy));
                let carried = self
                    .after
                    .carrier()
                    .map(|carrier| (Some(carrier.worker), carrier.deputy));
                let (worker, deputy) = offered.or(carried).unwrap_or_default();
                worker.into_iter().chain(deputy).map(Audience::User).collect()
            }
        }
    }

    fn submitter(&mut self, kind: NoticeKind, at_once: bool) {
        self.tell(Audience::User(self.after.submitter), kind, at_once);
    }

    /// One of the five words, where the client allowed them.
    fn word(&mut self, kind: NoticeKind) {
        if self.after.feedback_allowed {
            self.submitter(kind, false);
        }
    }

    fn asked(&mut self, offer: &Offer, kind: NoticeKind) {
        let named: Vec<UserId> = offer.agreed_with.into_iter().chain(offer.deputy).collect();
        if named.is_empty() {
            self.tell(Audience::Organisation(offer.organisation.clone()), kind, true);
        }
        for user in named {
            self.tell(Audience::User(user), kind, true);
        }
        let due = Due {
            what: DueWhat::Acknowledge,
            at: offer.acknowledge_by,
        };
        for notice in &mut self.notices {
            notice.due = Some(due);
            notice.programme = Some(offer.programme.clone());
        }
        if offer.beyond {
            self.tell(
                Audience::Leads(offer.organisation.clone()),
                NoticeKind::PlacedBeyondCapacity,
                false,
            );
        }
    }

    fn holder(&self, referral: &Referral) -> Option<Audience> {
        match referral.holder() {
            Holder::Desk(desk) => Some(Audience::Desk(desk.clone())),
            Holder::Organisation(organisation) => Some(Audience::Organisation(organisation.clone())),
            Holder::Worker(user, _) => Some(Audience::User(user)),
            Holder::Coordinator => Some(Audience::Coordinators),
            Holder::Nobody => None,
        }
    }

    fn task_holder(&self, task: &Task) -> Audience {
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

    fn fill(&mut self, before: Option<&Referral>, recorded: &Recorded) {
        match &recorded.event {
            Event::Offered { offer, .. } => self.asked(offer, NoticeKind::Offered),
            Event::TransferOffered { offer } => self.asked(offer, NoticeKind::TransferOffered),
            Event::Expired => {
                if let Some(offer) = before.and_then(Referral::offer) {
                    let to = offer.agreed_with.map_or_else(
                        || Audience::Organisation(offer.organisation.clone()),
                        Audience::User,
                    );
                    self.tell(to, NoticeKind::OfferWithdrawn, true);
                }
            }
            Event::Returned { reason, .. } => self.submitter(
                if *reason == ReturnReason::Unreachable {
                    NoticeKind::ReturnedUnreachable
                } else {
                    NoticeKind::Returned
                },
                true,
            ),
            Event::ToldAll => self.tell(
                Audience::Desk(self.after.desk.clone()),
                NoticeKind::ReturnedAll,
                false,
            ),
            Event::Waits { .. } => self.tell(Audience::Coordinators, NoticeKind::WaitingNew, false),
            Event::PlaceProposed { programme } => {
                self.tell(Audience::Coordinators, NoticeKind::PlaceFree, false);
                for notice in &mut self.notices {
                    notice.programme = Some(programme.clone());
                }
            }
            Event::Acknowledged => self.word(NoticeKind::FeedbackAcknowledged),
            Event::Accepted { .. } => self.word(NoticeKind::FeedbackAccepted),
            Event::Contacted {
                outcome: ContactOutcome::Met,
                ..
            } => self.word(NoticeKind::FeedbackMet),
            Event::SupportEnded { .. } => self.word(NoticeKind::FeedbackEnded),
            Event::Lasted => self.word(NoticeKind::FeedbackLasted),
            Event::SupportResumed { .. } => self.word(NoticeKind::BackToSupport),
            Event::Reassigned { worker } => {
                self.tell(Audience::User(*worker), NoticeKind::ReassignedToYou, false);
            }
            Event::TransferAccepted { .. } => {
                if let Some(carrier) = before.and_then(Referral::carrier) {
                    self.tell(
                        Audience::User(carrier.worker),
                        NoticeKind::TransferAccepted,
                        false,
                    );
                }
                self.word(NoticeKind::FeedbackAccepted);
            }
            Event::TransferDeclined { reason } => {
                if reason.is_none()
                    && let Some(transfer) = before.and_then(|referral| referral.transfer.as_ref())
                {
                    let organisation = transfer.offer.organisation.clone();
                    self.tell(
                        Audience::Organisation(organisation),
                        NoticeKind::OfferWithdrawn,
                        true,
                    );
                }
                if let Some(carrier) = self.after.carrier() {
                    self.tell(
                        Audience::User(carrier.worker),
                        NoticeKind::TransferDeclined,
                        false,
                    );
                }
            }
            Event::ConsentWithdrawn { scope, .. } => self.withdrawn(before, *scope),
            Event::Closed { reason } => self.closed(recorded, *reason),
            Event::Nudged { to, due } => self.nudged(*to, *due),
            Event::TaskOpened { task } => self.task_opened(task),
            Event::TaskTold { task } => {
                if let Some(task) = self.after.tasks.iter().find(|open| open.id == *task) {
                    let to = self.task_holder(task);
                    self.tell(to, task_kind(task.kind), false);
                }
            }
            Event::MessageSent => {
                let from_desk = recorded
                    .by
                    .as_ref()
                    .is_some_and(|by| by.organisation == self.after.desk);
                match self.holder(self.after) {
                    Some(holder) if from_desk => self.tell(holder, NoticeKind::Message, false),
                    Some(_) | None => self.submitter(NoticeKind::Message, false),
                }
            }
            Event::Submitted(_)
            | Event::CityTrackOpened { .. }
            | Event::CityTrackUpdated { .. }
            | Event::HandedBack { .. }
            | Event::Contacted { .. }
            | Event::Reviewed { .. }
            | Event::TransferAcknowledged
            | Event::Checked { .. }
            | Event::KeptWaiting { .. }
            | Event::WaitingConfirmed { .. }
            | Event::Paused { .. }
            | Event::ClientCalled { .. }
            | Event::DeskAlerted { .. }
            | Event::TaskDone { .. }
            | Event::Erased => {}
        }
    }

    fn withdrawn(&mut self, before: Option<&Referral>, scope: WithdrawScope) {
        let Some(before) = before else { return };
        if let Some(transfer) = before
            .transfer
            .as_ref()
            .filter(|_| scope != WithdrawScope::Feedback)
        {
            let organisation = transfer.offer.organisation.clone();
            self.tell(
                Audience::Organisation(organisation),
                NoticeKind::OfferWithdrawnConsent,
                true,
            );
        }
        if scope == WithdrawScope::All {
            let kind = if before.offer().is_some() {
                NoticeKind::OfferWithdrawnConsent
            } else {
                NoticeKind::ConsentWithdrawn
            };
            if let Some(holder) = self.holder(before) {
                self.tell(holder, kind, true);
            }
            if !matches!(before.holder(), Holder::Desk(_)) {
                self.submitter(NoticeKind::ConsentWithdrawn, true);
            }
        }
    }

    /// One quiet line to the desk where somebody else closed it.
    fn closed(&mut self, recorded: &Recorded, reason: CloseReason) {
        let by_partner = recorded
            .by
            .as_ref()
            .is_some_and(|by| by.organisation != self.after.desk);
        if by_partner && reason != CloseReason::ConsentWithdrawn && reason != CloseReason::Ended {
            self.submitter(NoticeKind::ClosedQuiet, false);
        }
    }

    fn nudged(&mut self, to: Nudge, due: Due) {
        match to {
            Nudge::Holder => {
                if let Some(holder) = self.holder(self.after) {
                    self.tell(holder, reminder(due.what), false);
                }
            }
            Nudge::Coordinator => self.tell(Audience::Coordinators, NoticeKind::StalledCoordinator, false),
            Nudge::Desk => {
                let desk = Audience::Desk(self.after.desk.clone());
                match self.after.status() {
                    Status::Waiting => self.tell(desk, NoticeKind::NeedsYouWaiting, false),
                    Status::Returned => self.tell(desk, NoticeKind::StalledDesk, false),
                    _ if self.after.feedback_allowed => self.tell(desk, NoticeKind::StalledDesk, false),
                    _ => {}
                }
            }
        }
        for notice in &mut self.notices {
            notice.due = Some(due);
        }
    }

    fn task_opened(&mut self, task: &Task) {
        let to = self.task_holder(task);
        match task.kind {
            TaskKind::CityTrack | TaskKind::ConfirmWaiting => {}
            TaskKind::Worry => self.tell(to, NoticeKind::WorryUrgent, true),
            TaskKind::Alert | TaskKind::ClientCalled | TaskKind::SecondCall | TaskKind::AskDesk => {
                self.tell(to, task_kind(task.kind), false);
            }
        }
    }
}

const fn task_kind(kind: TaskKind) -> NoticeKind {
    match kind {
        TaskKind::CityTrack => NoticeKind::CityTrackDue,
        TaskKind::ConfirmWaiting => NoticeKind::ConfirmWaiting,
        TaskKind::Worry => NoticeKind::WorryUrgent,
        TaskKind::Alert => NoticeKind::AlertDesk,
        TaskKind::ClientCalled => NoticeKind::ClientCalled,
        TaskKind::SecondCall => NoticeKind::AlarmSecondCall,
        TaskKind::AskDesk => NoticeKind::AskDesk,
    }
}

const fn reminder(what: DueWhat) -> NoticeKind {
    match what {
        DueWhat::Place => NoticeKind::ReminderPlace,
        DueWhat::Acknowledge => NoticeKind::ReminderAcknowledge,
        DueWhat::Decide => NoticeKind::ReminderDecide,
        DueWhat::FirstContact => NoticeKind::ReminderFirstContact,
        DueWhat::FirstMeeting => NoticeKind::ReminderFirstMeeting,
        DueWhat::Review => NoticeKind::ReminderReview,
        DueWhat::Check => NoticeKind::ReminderCheck,
        DueWhat::DeskDecision => NoticeKind::ReminderDeskDecision,
    }
}
