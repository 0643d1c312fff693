//! The table itself: event by event, who is told.

use super::{Audience, Notice, NoticeKind};
use crate::{
    handoff::Facts,
    id::{ProgrammeId, UserId},
    referral::{
        Referral,
        event::{Due, Event, Offer, Recorded, Task},
        meeting::Joiner,
        state::StandIn,
        words::{
            CloseReason, ContactOutcome, DueWhat, MeetingStatus, Nudge, ReturnReason, Status, TaskKind,
            WithdrawScope,
        },
    },
};

mod kind;

use kind::{holder, reminder, task_holder, task_kind};

/// One event's notices.
pub(super) struct Table<'a> {
    before: Option<&'a Referral>,
    after: &'a Referral,
    notices: Vec<Notice>,
}

impl<'a> Table<'a> {
    pub(super) const fn of(before: Option<&'a Referral>, after: &'a Referral) -> Self {
        Self {
            before,
            after,
            notices: Vec::new(),
        }
    }

    pub(super) fn filled(mut self, recorded: &Recorded) -> Vec<Notice> {
        self.fill(recorded);
        self.notices
    }

    /// One line of the table: whom, what, when, and until when something is to be done.
    fn line(&mut self, to: &Audience, kind: NoticeKind, at_once: bool, due: Option<Due>) {
        let after = self.after;
        let programme = after.programme().map(|(programme, _)| programme.clone());
        // A letter about a protected person bears the reference only, and so does one to a desk that is
        // to see no more than that it is needed.
        let bare = after.protected || (self.is_desk(to) && !self.desk_sees());
        for to in self.named(to) {
            self.notices.push(Notice {
                to,
                kind,
                at_once,
                due: due.filter(|_| !bare),
                programme: programme.clone().filter(|_| !bare),
            });
        }
    }

    fn at_once(&mut self, to: &Audience, kind: NoticeKind) {
        self.line(to, kind, true, None);
    }

    fn digest(&mut self, to: &Audience, kind: NoticeKind) {
        self.line(to, kind, false, None);
    }

    /// Into the digest, with what is due now.
    fn with_due(&mut self, to: &Audience, kind: NoticeKind) {
        self.line(to, kind, false, self.after.due());
    }

    fn is_desk(&self, to: &Audience) -> bool {
        match to {
            Audience::User(user) => [self.after.submitter, self.after.told_first()].contains(user),
            Audience::Desk(_) => true,
            Audience::Organisation(_) | Audience::Leads(_) | Audience::Coordinators => false,
        }
    }

    fn desk_sees(&self) -> bool {
        self.after.feedback_allowed
            || self.after.desk_checks()
            || matches!(
                self.after.status(),
                Status::Waiting | Status::Returned | Status::Closed
            )
    }

    /// Of a protected person: the submitter for the desk and for the coordinator, worker and deputy for
    /// the partner.
    fn named(&self, to: &Audience) -> Vec<Audience> {
        if !self.after.protected {
            return vec![to.clone()];
        }
        match to {
            Audience::User(user) => vec![Audience::User(*user)],
            Audience::Desk(_) | Audience::Coordinators => vec![self.submitter()],
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

    fn submitter(&self) -> Audience {
        Audience::User(self.after.told_first())
    }

    fn desk(&self) -> Audience {
        Audience::Desk(self.after.desk.clone())
    }

    /// Those a question goes to: by name where it was agreed with somebody, else the organisation.
    fn asked(offer: &Offer) -> Vec<Audience> {
        let named: Vec<Audience> = offer
            .agreed_with
            .into_iter()
            .chain(offer.deputy)
            .map(Audience::User)
            .collect();
        if named.is_empty() {
            vec![Audience::Organisation(offer.organisation.clone())]
        } else {
            named
        }
    }

    /// One of the five words, where the client allowed them.
    fn word(&mut self, kind: NoticeKind) {
        if self.after.feedback_allowed {
            self.digest(&self.submitter(), kind);
        }
    }

    #[expect(clippy::too_many_lines, reason = "the table: a line or two an event")]
    fn fill(&mut self, recorded: &Recorded) {
        let by = recorded.by.as_ref();
        match &recorded.event {
            Event::Offered { offer, .. } => self.offered(offer, NoticeKind::Offered),
            Event::TransferOffered { offer } => self.offered(offer, NoticeKind::TransferOffered),
            Event::Expired => {
                let asked = self.before.and_then(Referral::offer).map(Self::asked);
                for to in asked.unwrap_or_default() {
                    self.at_once(&to, NoticeKind::OfferWithdrawn);
                }
            }
            Event::HandedBack { .. } => self.transfer_withdrawn(NoticeKind::OfferWithdrawn),
            // A whole programme comes back in one morning: a line each in one digest, not a letter each.
            Event::Returned {
                reason: ReturnReason::ProgrammeEnded,
                ..
            } => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                self.with_due(&self.submitter(), NoticeKind::ReturnedEnded);
            }
            Event::Returned { reason, .. } => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                let kind = if *reason == ReturnReason::Unreachable {
                    NoticeKind::ReturnedUnreachable
                } else {
                    NoticeKind::Returned
                };
                self.line(&self.submitter(), kind, true, self.after.due());
            }
            Event::ToldAll => self.with_due(&self.desk(), NoticeKind::ReturnedAll),
            Event::Waits { .. } => self.with_due(&Audience::Coordinators, NoticeKind::WaitingNew),
            Event::PlaceProposed { programme } => {
                self.with_due(&Audience::Coordinators, NoticeKind::PlaceFree);
                let named = Some(programme.clone()).filter(|_| !self.after.protected);
                for notice in &mut self.notices {
                    notice.programme.clone_from(&named);
                }
            }
            Event::Acknowledged => self.word(NoticeKind::FeedbackAcknowledged),
            Event::Accepted { worker, .. } => {
                self.word(NoticeKind::FeedbackAccepted);
                self.passed_to(*worker, by.map(|by| by.user));
            }
            Event::Contacted { outcome, .. } => {
                if *outcome == ContactOutcome::Met {
                    self.word(NoticeKind::FeedbackMet);
                }
            }
            Event::SupportEnded { .. } => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                self.word(NoticeKind::FeedbackEnded);
            }
            Event::Lasted => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                self.word(NoticeKind::FeedbackLasted);
            }
            Event::SupportResumed { .. } => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                self.word(NoticeKind::BackToSupport);
            }
            Event::Reassigned { worker } => self.passed_to(*worker, by.map(|by| by.user)),
            Event::Covered { by: stand_in, .. } => self.covered(stand_in),
            Event::CoverEnded { .. } => {
                if let Some(worker) = self.after.carried_by() {
                    self.with_due(&Audience::User(worker), NoticeKind::BackWithYou);
                }
            }
            Event::TransferAccepted { worker, .. } => {
                self.old_worker(NoticeKind::TransferAccepted);
                self.passed_to(*worker, by.map(|by| by.user));
                // Who only makes the checks does not begin anew.
                if self.after.status() != Status::FollowUp {
                    self.word(NoticeKind::FeedbackAccepted);
                }
            }
            Event::TransferDeclined { reason } => {
                if reason.is_none() {
                    self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
                }
                if self.after.desk_checks() {
                    self.digest(&self.submitter(), NoticeKind::TransferDeclined);
                }
                self.old_worker(NoticeKind::TransferDeclined);
            }
            Event::ConsentWithdrawn { scope, beside, .. } => {
                self.withdrawn(*scope, *beside, by.map(|by| by.user));
            }
            Event::ConsentRenewed { beside, .. } => self.renewed(*beside, by.map(|by| by.user)),
            Event::Amended { facts, .. } => self.amended(facts),
            Event::FellSilent { .. } => self.fell_silent(),
            Event::CompanionGone { .. } => {
                if let Some(worker) = self.after.carried_by() {
                    self.digest(&Audience::User(worker), NoticeKind::CompanionGone);
                }
            }
            Event::LeadPassed { to } => {
                if let Some(worker) = self.after.carried_by().filter(|_| *to == self.after.id) {
                    self.digest(&Audience::User(worker), NoticeKind::LeadPassed);
                }
            }
            Event::BroughtIn { worker, .. } => {
                self.passed_to(*worker, by.map(|by| by.user));
            }
            Event::BroughtToDesk { .. } => {
                self.line(&self.desk(), NoticeKind::BroughtIn, true, self.after.due());
            }
            Event::Closed { reason } => {
                let elsewhere = by.is_some_and(|by| by.organisation != self.after.desk);
                self.closed(*reason, elsewhere);
            }
            Event::MeetingProposed { meeting, .. } => {
                self.invited(*meeting, NoticeKind::MeetingProposed, by.map(|by| by.user));
            }
            Event::MeetingRecorded {
                meeting,
                status,
                next_times,
                ..
            } => self.meeting_recorded(*meeting, *status, !next_times.is_empty(), by.map(|by| by.user)),
            Event::GlassBroken { .. } => self.at_once(&self.desk(), NoticeKind::BreakGlass),
            Event::Nudged { to, due } => self.nudged(*to, *due),
            Event::TaskOpened { task } => self.task_opened(task),
            Event::TaskTold { task } => {
                if let Some(task) = self.after.tasks.iter().find(|open| open.id == *task) {
                    self.digest(&task_holder(task), task_kind(task.kind));
                }
            }
            Event::MessageSent => {
                let carrier = self.after.carrier();
                let answers = by
                    .zip(carrier)
                    .is_some_and(|(by, c)| by.organisation == c.organisation);
                match holder(self.after) {
                    Some(holder) if !answers => self.digest(&holder, NoticeKind::Message),
                    Some(_) | None => self.digest(&self.submitter(), NoticeKind::Message),
                }
            }
            Event::EndingPlanned { .. } | Event::CarriedOver { .. } => {
                self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
            }
            Event::ConsentAsked { .. } => {
                if let Some(worker) = self.after.carrier().map(|carrier| carrier.worker)
                    && by.is_none_or(|by| by.user != worker)
                {
                    self.digest(&Audience::User(worker), NoticeKind::ConsentAnswered);
                }
            }
            Event::ProgrammeEnded { programme } => self.programme_ended(programme),
            Event::QueueMoved { .. } => {
                if self.after.status() == Status::Returned {
                    self.with_due(&self.desk(), NoticeKind::ReturnedAll);
                }
            }
            Event::Submitted(_)
            | Event::CityTrackOpened { .. }
            | Event::CityTrackUpdated { .. }
            | Event::Reviewed { .. }
            | Event::TransferAcknowledged
            | Event::Checked { .. }
            | Event::PlaceGone { .. }
            | Event::KeptWaiting { .. }
            | Event::WaitingConfirmed { .. }
            | Event::Paused { .. }
            | Event::ClientCalled { .. }
            | Event::DeskAlerted { .. }
            | Event::TaskDone { .. }
            | Event::Linked { .. }
            | Event::Unlinked { .. }
            | Event::OverlapExtended { .. }
            | Event::Away { .. }
            | Event::Erased => {}
        }
    }

    fn offered(&mut self, offer: &Offer, kind: NoticeKind) {
        let due = Due {
            what: DueWhat::Acknowledge,
            at: offer.acknowledge_by,
        };
        let programme = Some(offer.programme.clone()).filter(|_| !self.after.protected);
        for to in Self::asked(offer) {
            self.line(&to, kind, true, Some(due));
        }
        if offer.beyond {
            let leads = Audience::Leads(offer.organisation.clone());
            self.digest(&leads, NoticeKind::PlacedBeyondCapacity);
        }
        // A transfer is about the programme asked, not about the one that has the person.
        for notice in &mut self.notices {
            notice.programme.clone_from(&programme);
        }
    }

    /// The question to take over is no longer open.
    fn transfer_withdrawn(&mut self, kind: NoticeKind) {
        let transfer = self.before.and_then(|before| before.transfer.as_ref());
        for to in transfer.map(|t| Self::asked(&t.offer)).unwrap_or_default() {
            self.at_once(&to, kind);
        }
    }

    /// The checks of a programme that has ended are the desk's; one that was asked to take over will not.
    fn programme_ended(&mut self, programme: &ProgrammeId) {
        let Some(before) = self.before else { return };
        if self.after.desk_checks() && !before.desk_checks() {
            self.with_due(&self.submitter(), NoticeKind::ChecksToDesk);
        }
        let asked = before.transfer.as_ref().map(|asked| &asked.offer.programme);
        if asked == Some(programme) {
            self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
            self.old_worker(NoticeKind::TransferDeclined);
        }
    }

    fn old_worker(&mut self, kind: NoticeKind) {
        if let Some(carrier) = self.before.and_then(Referral::carrier) {
            self.digest(&Audience::User(carrier.worker), kind);
        }
    }

    /// Whoever has the person now learns it, unless she took her herself.
    fn passed_to(&mut self, worker: UserId, by: Option<UserId>) {
        if by != Some(worker) {
            self.with_due(&Audience::User(worker), NoticeKind::ReassignedToYou);
        }
    }

    /// Whoever stands in learns it. A desk learns of its watch as a whole; and where she is only asked now,
    /// the question itself tells.
    fn covered(&mut self, by: &StandIn) {
        let now = self.after.changed_at;
        let just_asked = self.after.offer().is_some_and(|offer| offer.at == now);
        match by {
            StandIn::Worker { user } if !just_asked => {
                self.with_due(&Audience::User(*user), NoticeKind::Covering);
            }
            StandIn::Worker { .. } | StandIn::Desk { .. } => {}
        }
    }

    /// She died or moved away, as somebody on another of her roads said, where the desk is told. Whoever has
    /// her here learns it in a quiet line, and nobody rings.
    fn fell_silent(&mut self) {
        let Some(before) = self.before else { return };
        // After a death nothing but the quiet line goes out, to whoever was asked too.
        let takes_over = before.transfer.as_ref().map(|transfer| &transfer.offer);
        for to in before.offer().or(takes_over).map(Self::asked).unwrap_or_default() {
            self.digest(&to, NoticeKind::ClosedQuiet);
        }
        if let Some(worker) = before.carried_by() {
            self.digest(&Audience::User(worker), NoticeKind::ClosedQuiet);
        }
    }

    /// The desk and whoever has her learn that the permission is another now.
    fn renewed(&mut self, beside: bool, by: Option<UserId>) {
        let desk = Some(self.after.told_first()).filter(|_| !beside);
        let told = self.after.carried_by().into_iter().chain(desk);
        for user in told.filter(|user| Some(*user) != by) {
            self.digest(&Audience::User(user), NoticeKind::ConsentRenewed);
        }
    }

    /// Whoever has her learns that her details are others now; who is asked, only where it sees one of them.
    fn amended(&mut self, facts: &Facts) {
        if let Some(worker) = self.after.carried_by() {
            self.digest(&Audience::User(worker), NoticeKind::Amended);
        }
        let seen = self.before.is_some_and(|before| before.facts != *facts);
        let asked = self.after.offer().filter(|_| seen).map(Self::asked);
        for to in asked.unwrap_or_default() {
            self.digest(&to, NoticeKind::Amended);
        }
    }

    fn withdrawn(&mut self, scope: WithdrawScope, beside: bool, by: Option<UserId>) {
        let Some(before) = self.before else { return };
        if scope != WithdrawScope::Feedback {
            self.transfer_withdrawn(NoticeKind::OfferWithdrawnConsent);
        }
        match scope {
            WithdrawScope::Feedback | WithdrawScope::OtherPartners => {
                let carrier = before.carrier().map(|carrier| carrier.worker);
                let desk = Some(before.told_first()).filter(|_| !beside);
                let told = carrier.into_iter().chain(desk);
                for user in told.filter(|user| Some(*user) != by) {
                    self.at_once(&Audience::User(user), NoticeKind::ConsentNarrowed);
                }
            }
            WithdrawScope::All => {
                let (told, kind) = before.offer().map_or_else(
                    || (holder(before).into_iter().collect(), NoticeKind::ConsentWithdrawn),
                    |offer| (Self::asked(offer), NoticeKind::OfferWithdrawnConsent),
                );
                let desk = self.desk();
                for to in told.into_iter().filter(|to| *to != desk) {
                    self.at_once(&to, kind);
                }
                if !beside {
                    self.at_once(&self.submitter(), NoticeKind::ConsentWithdrawn);
                }
            }
        }
    }

    /// One quiet line to the desk where somebody else closed it.
    fn closed(&mut self, reason: CloseReason, elsewhere: bool) {
        // The withdrawal itself and the word *ended* have told it.
        let told = matches!(reason, CloseReason::ConsentWithdrawn | CloseReason::Ended);
        let silent = matches!(reason, CloseReason::Died | CloseReason::Moved);
        if !silent && reason != CloseReason::ConsentWithdrawn {
            self.transfer_withdrawn(NoticeKind::OfferWithdrawn);
        }
        if (elsewhere && !told) || silent {
            self.digest(&self.submitter(), NoticeKind::ClosedQuiet);
        }
        // What the desk heard, whoever has her or is asked hears once.
        let Some(before) = self.before.filter(|_| silent && !elsewhere) else {
            return;
        };
        for to in before.offer().map(Self::asked).unwrap_or_default() {
            self.digest(&to, NoticeKind::OfferWithdrawn);
        }
        self.old_worker(NoticeKind::ClosedQuiet);
    }

    fn meeting_recorded(&mut self, meeting: u32, status: MeetingStatus, again: bool, by: Option<UserId>) {
        match status {
            MeetingStatus::Proposed if again => self.invited(meeting, NoticeKind::MeetingProposed, by),
            MeetingStatus::Cancelled => self.invited(meeting, NoticeKind::MeetingCancelled, by),
            MeetingStatus::Proposed
            | MeetingStatus::Missed
            | MeetingStatus::Met
            | MeetingStatus::UsedFallback => {}
        }
    }

    /// Those who join a meeting, and whoever sees to it, but not who writes it down.
    fn invited(&mut self, meeting: u32, kind: NoticeKind, by: Option<UserId>) {
        let found = |referral: &'a Referral| referral.meetings.iter().find(|one| one.id == meeting);
        let Some(meeting) = found(self.after) else { return };
        let tasks = self.before.map_or(&[][..], |before| &before.tasks);
        let holder = tasks.iter().find(|task| task.id == meeting.task);
        let mut told: Vec<Audience> = Vec::new();
        let joins = meeting.proposal.joins.iter();
        told.extend(joins.flat_map(|joiner| self.joiner(joiner)));
        told.extend(holder.and_then(|task| task.holder.user).map(Audience::User));
        let mut heard: Vec<Audience> = Vec::new();
        for to in told {
            let herself = by.is_some_and(|by| to == Audience::User(by));
            if !herself && !heard.contains(&to) {
                self.digest(&to, kind);
                heard.push(to);
            }
        }
    }

    fn joiner(&self, joiner: &Joiner) -> Vec<Audience> {
        let after = self.after;
        let worker = || after.carrier().map(|carrier| Audience::User(carrier.worker));
        match joiner {
            Joiner::Client => Vec::new(),
            Joiner::Desk => vec![self.submitter()],
            Joiner::OldWorker => worker().into_iter().collect(),
            Joiner::User { user, .. } => vec![Audience::User(*user)],
            Joiner::Organisation(organisation) if *organisation == after.desk => vec![self.submitter()],
            Joiner::Organisation(organisation) => {
                let transfer = after.transfer.as_ref().map(|transfer| &transfer.offer);
                let mut offers = after.offer().into_iter().chain(transfer);
                match offers.find(|offer| offer.organisation == *organisation) {
                    Some(offer) => Self::asked(offer),
                    None => worker().into_iter().collect(),
                }
            }
        }
    }

    fn nudged(&mut self, to: Nudge, due: Due) {
        let after = self.after;
        let takes_over = after
            .transfer
            .as_ref()
            .filter(|_| due.what == DueWhat::Acknowledge);
        match to {
            Nudge::Holder => {
                let told = match takes_over {
                    Some(transfer) => Self::asked(&transfer.offer),
                    None => holder(after).into_iter().collect(),
                };
                for to in told {
                    self.line(&to, reminder(due.what), false, Some(due));
                }
            }
            // Every escalation about a protected person goes to the desk that submitted.
            Nudge::Coordinator if after.protected => {
                self.line(&self.desk(), NoticeKind::StalledDesk, false, Some(due));
            }
            Nudge::Coordinator => self.line(
                &Audience::Coordinators,
                NoticeKind::StalledCoordinator,
                false,
                Some(due),
            ),
            Nudge::Desk if after.status() == Status::Waiting => {
                self.line(&self.desk(), NoticeKind::NeedsYouWaiting, false, Some(due));
            }
            Nudge::Desk
                if after.feedback_allowed || after.protected || after.status() == Status::Returned =>
            {
                self.line(&self.desk(), NoticeKind::StalledDesk, false, Some(due));
            }
            Nudge::Desk => {}
        }
    }

    fn task_opened(&mut self, task: &Task) {
        let to = task_holder(task);
        match task.kind {
            TaskKind::CityTrack | TaskKind::ConfirmWaiting | TaskKind::Meeting | TaskKind::Overlap => {}
            TaskKind::Worry => self.at_once(&to, NoticeKind::WorryUrgent),
            TaskKind::Alert
            | TaskKind::ClientCalled
            | TaskKind::SecondCall
            | TaskKind::AskDesk
            | TaskKind::AskConsent => {
                self.digest(&to, task_kind(task.kind));
            }
        }
    }
}
