//! What the state of a referral allows, whoever asks: the table of DOMAIN, "States, holders, clocks",
//! action by action.

use super::{
    Command,
    meeting::Meeting,
    state::Referral,
    words::{Action, Status, TaskKind},
};
use crate::access::Relation;

/// Whether the state knows the action for somebody who stands so to the referral.
///
/// A colleague is asked what the worker is, and who was not agreed with what she was who was: that the
/// place in the organisation lacks the action is another refusal ([`crate::access::may`]).
#[must_use]
pub fn permits(referral: &Referral, relation: Relation, action: Action) -> bool {
    let status = referral.status();
    let desk = relation == Relation::Desk;
    let coordinator = relation == Relation::Coordinator;
    let carrier = matches!(relation, Relation::Carrier | Relation::Colleague);
    let asked = matches!(relation, Relation::Asked | Relation::AskedElsewhere)
        && matches!(status, Status::Offered | Status::Acknowledged);
    let takes_over = relation == Relation::AskedToTakeOver && referral.transfer.is_some();
    let held = matches!(status, Status::Accepted | Status::InSupport | Status::FollowUp);
    match action {
        // Where its programme has ended, the checks that are left are the desk's own.
        Action::RecordCheck | Action::ReportChange if referral.desk_checks() => desk,
        Action::Place => (desk || coordinator) && matches!(status, Status::Waiting | Status::Returned),
        // The desk closes what came back; that somebody died or moved away it may hear at any time.
        Action::Close | Action::ClientCalled | Action::AddCarrier => desk && status.is_open(),
        Action::ConfirmWaiting => desk && status == Status::Waiting,
        Action::KeepWaiting => (desk || coordinator) && status == Status::Waiting,
        Action::Return => coordinator && status == Status::Waiting,
        Action::AskDesk | Action::BreakGlass => coordinator && status.is_open(),
        Action::ProposeMeeting => referral.open_meeting().is_none() && meets(referral, relation),
        Action::RecordMeeting => {
            let concerns = |meeting: &Meeting| carrier || desk || takes_part(referral, relation, meeting);
            referral.open_meeting().is_some_and(concerns) && meets(referral, relation)
        }
        Action::WithdrawConsent | Action::Link | Action::RenewConsent => {
            (desk && status.is_open()) || (carrier && held)
        }
        // The city's own clock goes on after an ending, and so does its bookkeeping.
        Action::UpdateCityTrack => {
            let runs = || referral.tasks.iter().any(|task| task.kind == TaskKind::CityTrack);
            desk && (status.is_open() || runs())
        }
        // Without permission for feedback a message would tell the desk what its view does not.
        Action::SendMessage => (desk || carrier) && held && referral.feedback_allowed,
        Action::Acknowledge => {
            let unseen = || {
                referral
                    .transfer
                    .as_ref()
                    .is_some_and(|t| t.acknowledged_at.is_none())
            };
            (asked && status == Status::Offered) || (takes_over && unseen())
        }
        Action::Accept => asked || takes_over,
        Action::HandBack => {
            asked || takes_over || (carrier && matches!(status, Status::Accepted | Status::InSupport))
        }
        Action::RecordContact => carrier && status == Status::Accepted,
        Action::Review | Action::EndSupport => carrier && status == Status::InSupport,
        Action::Transfer => carrier && status == Status::InSupport && referral.transfer.is_none(),
        Action::RecordCheck => carrier && status == Status::FollowUp,
        Action::Reassign | Action::ReportChange | Action::AlertDesk | Action::PlanEnding => carrier && held,
        Action::RecordConsent => {
            let asked = || {
                referral
                    .tasks
                    .iter()
                    .any(|task| task.kind == TaskKind::AskConsent)
            };
            ((desk && status.is_open()) || (carrier && held)) && asked()
        }
        Action::Unlink => {
            let linked = || referral.links.iter().any(|link| link.kind.is_companion());
            ((desk && status.is_open()) || (carrier && held)) && linked()
        }
        Action::ExtendOverlap => (desk || carrier) && referral.overlap().is_some(),
        Action::Reopen => desk && referral.ended_by_itself(),
        // Whoever has taken it up must not find another person in it than the one she answered for.
        Action::Amend => desk && matches!(status, Status::Waiting | Status::Offered | Status::Returned),
    }
}

/// Whether somebody who stands so meets the person together with others: who has her, who is asked, and
/// the desk where it may know how it goes.
fn meets(referral: &Referral, relation: Relation) -> bool {
    let status = referral.status();
    let asked = matches!(status, Status::Offered | Status::Acknowledged);
    let carried = matches!(status, Status::Accepted | Status::InSupport);
    match relation {
        Relation::Desk => referral.feedback_allowed && (asked || carried),
        Relation::Asked | Relation::AskedElsewhere => asked,
        Relation::AskedToTakeOver => referral.transfer.is_some(),
        Relation::Carrier | Relation::Colleague => carried,
        Relation::Coordinator => false,
    }
}

/// Whether a meeting concerns those who stand so.
#[must_use]
pub fn takes_part(referral: &Referral, relation: Relation, meeting: &Meeting) -> bool {
    let organisation = match relation {
        Relation::Desk => Some(&referral.desk),
        Relation::Asked | Relation::AskedElsewhere => referral.offer().map(|offer| &offer.organisation),
        Relation::AskedToTakeOver => referral.transfer.as_ref().map(|t| &t.offer.organisation),
        Relation::Carrier | Relation::Colleague => referral.carrier().map(|c| &c.organisation),
        Relation::Coordinator => None,
    };
    organisation.is_some_and(|organisation| meeting.concerns(organisation, &referral.desk))
}

impl Command {
    /// The action the command carries out; none where the service itself raises it.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Place { .. } => Action::Place,
            Self::Close { .. } => Action::Close,
            Self::ClientCalled { .. } => Action::ClientCalled,
            Self::ConfirmWaiting { .. } => Action::ConfirmWaiting,
            Self::KeepWaiting { .. } => Action::KeepWaiting,
            Self::WithdrawConsent { .. } | Self::WithdrawTogether { .. } => Action::WithdrawConsent,
            Self::UpdateCityTrack { .. } => Action::UpdateCityTrack,
            Self::SendMessage => Action::SendMessage,
            Self::Acknowledge => Action::Acknowledge,
            Self::Accept { .. } => Action::Accept,
            Self::HandBack { .. } => Action::HandBack,
            Self::RecordContact { .. } => Action::RecordContact,
            Self::Review { .. } => Action::Review,
            Self::Reassign { .. } => Action::Reassign,
            Self::Transfer { .. } => Action::Transfer,
            Self::EndSupport { .. } => Action::EndSupport,
            Self::RecordCheck { .. } => Action::RecordCheck,
            Self::ReportChange { .. } => Action::ReportChange,
            Self::AlertDesk { .. } => Action::AlertDesk,
            Self::Return => Action::Return,
            Self::AskDesk => Action::AskDesk,
            Self::PlanEnding { .. } => Action::PlanEnding,
            Self::RecordConsent { .. } => Action::RecordConsent,
            Self::ProposeMeeting { .. } => Action::ProposeMeeting,
            Self::RecordMeeting { .. } => Action::RecordMeeting,
            Self::BreakGlass => Action::BreakGlass,
            Self::AddCarrier { .. } => Action::AddCarrier,
            Self::Link { .. } => Action::Link,
            Self::Unlink { .. } => Action::Unlink,
            Self::ExtendOverlap { .. } => Action::ExtendOverlap,
            Self::RenewConsent { .. } => Action::RenewConsent,
            Self::Reopen { .. } => Action::Reopen,
            Self::Amend { .. } => Action::Amend,
            Self::SecondCall | Self::Beside(_) => return None,
        })
    }
}
