//! Who is told what, and when: the table of DOMAIN ("Offers, returns and withdrawals are mailed at once;
//! reminders and the rest go into the receiver's digest").
//!
//! A notice names a referral and a kind, never a person. Of a protected person only those named on the
//! referral are told anything.

use crate::{
    id::{OrganisationId, ProgrammeId, UserId},
    referral::{
        Holder, Referral,
        event::{Due, Event, Recorded},
        words::{CloseReason, Status, WithdrawScope},
    },
};

mod table;

codes! {
    /// What a notice says.
    pub enum NoticeKind {
        Offered = "offered", OfferWithdrawn = "offer_withdrawn",
        OfferWithdrawnConsent = "offer_withdrawn_consent", TransferOffered = "transfer_offered",
        Returned = "returned", ReturnedUnreachable = "returned_unreachable", ReturnedAll = "returned_all",
        ConsentWithdrawn = "consent_withdrawn", ConsentNarrowed = "consent_narrowed",
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
        MeetingProposed = "meeting_proposed", MeetingCancelled = "meeting_cancelled",
        MeetingDue = "meeting_due", BreakGlass = "break_glass",
        BroughtIn = "brought_in", Amended = "amended", ConsentRenewed = "consent_renewed", CompanionGone = "companion_gone",
        LeadPassed = "lead_passed", OverlapEnds = "overlap_ends",
        ReminderSubmit = "reminder_submit", ReminderCallClient = "reminder_call_client",
        ReminderCallBack = "reminder_call_back", DraftOld = "draft_old",
        Covering = "covering", BackWithYou = "back_with_you",
        WatchOpened = "watch_opened", WatchReminder = "watch_reminder", ConfirmCapacity = "confirm_capacity",
        ReturnedEnded = "returned_ended", ChecksToDesk = "checks_to_desk", AskConsent = "ask_consent",
        ConsentAnswered = "consent_answered", ProgrammeEnding = "programme_ending",
    }
}

codes! {
    /// Why a letter has not been delivered. Never a server's words.
    pub enum Undelivered {
        /// Nobody listens, or the line broke off.
        Unreachable = "unreachable",
        /// The mail server did not answer in time.
        ServerSilent = "server_silent",
        /// The mail server takes no letters at the moment, or none from us.
        ServerBusy = "server_busy",
        /// The line to the mail server could not be made safe.
        Unsafe = "unsafe",
        /// The mail server does not let us in.
        LoginRefused = "login_refused",
        /// The mail server puts this letter off.
        PutOff = "put_off",
        /// The demo's mailbox could not be written.
        MailboxFailed = "mailbox_failed",
        /// The mail server refuses the address for good.
        AddressRefused = "address_refused",
        /// The mail server refuses the letter for good.
        LetterRefused = "letter_refused",
        /// It was put off until it was given up.
        GivenUp = "given_up",
        /// The receiver has no address.
        NoAddress = "no_address",
        /// Nothing can be made of what is stored.
        Unwritable = "unwritable",
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

/// What an event makes the service tell, given the referral right before and right after that event.
///
/// Where the event [`silences`], what has not gone out yet is dropped first, and these go out still.
#[must_use]
pub fn notices(before: Option<&Referral>, recorded: &Recorded, after: &Referral) -> Vec<Notice> {
    table::Table::of(before, after).filled(recorded)
}

/// The notices about the person that an event takes back where they have not gone out yet: without
/// permission for feedback the desk hears no more of how it goes, only that it is needed.
#[must_use]
pub fn takes_back(event: &Event, after: &Referral) -> &'static [NoticeKind] {
    const WORDS: &[NoticeKind] = &[
        NoticeKind::FeedbackAcknowledged,
        NoticeKind::FeedbackAccepted,
        NoticeKind::FeedbackMet,
        NoticeKind::FeedbackEnded,
        NoticeKind::FeedbackLasted,
        NoticeKind::BackToSupport,
    ];
    const WORDS_AND_STALLS: &[NoticeKind] = &[
        NoticeKind::FeedbackAcknowledged,
        NoticeKind::FeedbackAccepted,
        NoticeKind::FeedbackMet,
        NoticeKind::FeedbackEnded,
        NoticeKind::FeedbackLasted,
        NoticeKind::BackToSupport,
        NoticeKind::StalledDesk,
    ];
    let narrowed = matches!(
        event,
        Event::ConsentWithdrawn {
            scope: WithdrawScope::Feedback,
            ..
        } | Event::ConsentRenewed { .. }
    ) && !after.feedback_allowed;
    match (narrowed, after.status()) {
        (false, _) => &[],
        // What stands still there stands still at the desk itself.
        (true, Status::Returned | Status::Waiting) => WORDS,
        (
            true,
            Status::Offered
            | Status::Acknowledged
            | Status::Accepted
            | Status::InSupport
            | Status::FollowUp
            | Status::Stable
            | Status::Closed,
        ) => WORDS_AND_STALLS,
    }
}

/// Whose notices about the person are taken back where they have not gone out yet, because somebody else
/// has the work from now on: whoever was at it before the event.
#[must_use]
pub fn passes_from(before: Option<&Referral>, event: &Event) -> Option<UserId> {
    if !matches!(event, Event::Covered { .. } | Event::CoverEnded { .. }) {
        return None;
    }
    match before?.holder() {
        Holder::Worker(user, _) => Some(user),
        Holder::Desk(_) | Holder::Organisation(_) | Holder::Coordinator | Holder::Nobody => None,
    }
}

/// Whether an event silences every notice about the person that has not gone out yet.
///
/// A withdrawal of everything does so itself: the closing that follows it must not silence its own letters.
#[must_use]
pub const fn silences(event: &Event) -> bool {
    matches!(
        event,
        Event::Closed {
            reason: CloseReason::Died | CloseReason::Moved
        } | Event::FellSilent { .. }
            | Event::ConsentWithdrawn {
                scope: WithdrawScope::All,
                ..
            }
    )
}

/// Whether a notice is still told once the referral is closed, whenever its letter is written: the second lock
/// behind [`silences`].
///
/// About somebody who died or moved away only the quiet line to the desk is told, and about somebody who took
/// all permission back only that she did.
#[must_use]
pub const fn outlives(kind: NoticeKind, reason: CloseReason) -> bool {
    match reason {
        CloseReason::Died | CloseReason::Moved => matches!(kind, NoticeKind::ClosedQuiet),
        CloseReason::ConsentWithdrawn => matches!(
            kind,
            NoticeKind::ConsentWithdrawn | NoticeKind::OfferWithdrawnConsent
        ),
        CloseReason::ConsentRefused
        | CloseReason::ClientDeclined
        | CloseReason::NoContactWanted
        | CloseReason::Unreachable
        | CloseReason::Ended
        | CloseReason::OtherService
        | CloseReason::Duplicate
        | CloseReason::EnteredInError
        | CloseReason::Other => true,
    }
}
