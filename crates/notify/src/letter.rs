//! What somebody is told, before it is put into words.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use luotsi_domain::{id::LetterId, notice::NoticeKind, referral::event::Due};
use luotsi_i18n::Language;

/// A letter to one person.
#[derive(Debug, Clone)]
pub struct Letter {
    /// From the event that caused it to its delivery; becomes the Message-ID.
    pub id: LetterId,
    /// The receiver's address.
    pub to: String,
    /// The receiver's name.
    pub name: String,
    /// The language that the receiver reads.
    pub language: Language,
    /// One notice or several.
    pub kind: Kind,
    /// How many letters of the network did not arrive: for a coordinator, in a digest.
    pub undelivered: u32,
    /// When it was written.
    pub at: Timestamp,
    /// The network's time zone, for due times.
    pub zone: TimeZone,
}

/// Whether a letter goes out at once or gathers a day's notices.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One notice, mailed at once.
    Single(Notice),
    /// The notices of a digest, in the order in which they are told.
    Digest(Vec<Notice>),
}

/// One thing told, about one referral, or a watch or programme. Holds nothing about the person.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What is told.
    pub kind: NoticeKind,
    /// The referral's reference, such as `HKI-7K3M-Q`; empty where it is about none.
    pub reference: String,
    /// The page that shows it; none where the receiver can no longer see it.
    pub link: Option<String>,
    /// What is due and when.
    pub due: Option<Due>,
    /// The organisation's name; none for a protected person.
    pub organisation: Option<String>,
    /// The programme's name in the receiver's language; none for a protected person.
    pub programme: Option<String>,
    /// A programme's last day, and how many people there nobody has decided about.
    pub ends: Option<(Date, u32)>,
}

impl Letter {
    /// The notices, in order.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        match &self.kind {
            Kind::Single(notice) => std::slice::from_ref(notice),
            Kind::Digest(notices) => notices,
        }
    }
}

impl Notice {
    /// The due time, where the notice asks the receiver for something. A word of feedback is no task: the
    /// next due is somebody else's.
    #[must_use]
    pub const fn asked_by(&self) -> Option<Due> {
        match self.kind {
            NoticeKind::OfferWithdrawn
            | NoticeKind::OfferWithdrawnConsent
            | NoticeKind::ConsentWithdrawn
            | NoticeKind::ConsentNarrowed
            | NoticeKind::FeedbackAcknowledged
            | NoticeKind::FeedbackAccepted
            | NoticeKind::FeedbackMet
            | NoticeKind::FeedbackEnded
            | NoticeKind::FeedbackLasted
            | NoticeKind::TransferAccepted
            | NoticeKind::ClosedQuiet
            | NoticeKind::ConsentAnswered
            | NoticeKind::ProgrammeEnding
            | NoticeKind::Message
            | NoticeKind::MeetingProposed
            | NoticeKind::MeetingCancelled
            | NoticeKind::BreakGlass
            | NoticeKind::ConsentRenewed
            | NoticeKind::Amended
            | NoticeKind::CompanionGone
            | NoticeKind::LeadPassed
            | NoticeKind::BackToSupport
            | NoticeKind::WatchOpened
            | NoticeKind::WatchReminder
            | NoticeKind::ConfirmCapacity => None,
            NoticeKind::Offered
            | NoticeKind::TransferOffered
            | NoticeKind::Returned
            | NoticeKind::ReturnedUnreachable
            | NoticeKind::ReturnedAll
            | NoticeKind::NeedsYouWaiting
            | NoticeKind::WaitingNew
            | NoticeKind::PlaceFree
            | NoticeKind::ConfirmWaiting
            | NoticeKind::ReminderPlace
            | NoticeKind::ReminderAcknowledge
            | NoticeKind::ReminderDecide
            | NoticeKind::ReminderFirstContact
            | NoticeKind::ReminderFirstMeeting
            | NoticeKind::ReminderReview
            | NoticeKind::ReminderCheck
            | NoticeKind::ReminderDeskDecision
            | NoticeKind::StalledCoordinator
            | NoticeKind::StalledDesk
            | NoticeKind::TransferDeclined
            | NoticeKind::ReassignedToYou
            | NoticeKind::PlacedBeyondCapacity
            | NoticeKind::AlarmSecondCall
            | NoticeKind::ClientCalled
            | NoticeKind::AlertDesk
            | NoticeKind::AskDesk
            | NoticeKind::WorryUrgent
            | NoticeKind::MeetingDue
            | NoticeKind::BroughtIn
            | NoticeKind::OverlapEnds
            | NoticeKind::CityTrackDue
            | NoticeKind::Covering
            | NoticeKind::BackWithYou
            | NoticeKind::ReminderSubmit
            | NoticeKind::ReminderCallClient
            | NoticeKind::ReminderCallBack
            | NoticeKind::DraftOld
            | NoticeKind::ReturnedEnded
            | NoticeKind::ChecksToDesk
            | NoticeKind::AskConsent => self.due,
        }
    }
}
