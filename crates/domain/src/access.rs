//! Who may do what, and who sees what (DOMAIN, "Who sees what").
//!
//! Three questions, each one pure function: how somebody stands to a referral ([`relation`]), what she
//! may do ([`may`]), and what she sees of it ([`disclose`]). What one may not know exists is
//! [`Refusal::NotFound`], the same for every reason.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    handoff::{ConsentField, ConsentScope},
    id::{NetworkId, OrganisationId, UserId},
    network::OrganisationKind,
    referral::{
        Referral, Refusal,
        event::{Event, Offer, Recorded},
        permits,
        words::{Action, Role, Status},
    },
};

/// Somebody who acts, in one role for one organisation of one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The person or machine.
    pub user: UserId,
    /// The network.
    pub network: NetworkId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that organisation is.
    pub kind: OrganisationKind,
    /// The role.
    pub role: Role,
}

impl Actor {
    /// Whether the actor works at a desk: an advisor, or a machine of a desk or referrer.
    #[must_use]
    pub fn is_desk(&self) -> bool {
        let at_desk = matches!(self.kind, OrganisationKind::Desk | OrganisationKind::Referrer);
        at_desk && matches!(self.role, Role::Advisor | Role::Machine | Role::Lead)
    }

    /// Whether the actor works at a partner: worker, lead, or machine of a partner.
    #[must_use]
    pub fn is_partner(&self) -> bool {
        self.kind == OrganisationKind::Partner
            && matches!(self.role, Role::Worker | Role::Lead | Role::Machine)
    }

    /// Whether the actor leads a partner: lead, or its machine.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.is_partner() && matches!(self.role, Role::Lead | Role::Machine)
    }

    /// Whether the actor coordinates the network.
    #[must_use]
    pub fn is_coordinator(&self) -> bool {
        self.role == Role::Coordinator
    }

    /// Whether the role ever has the action (CONTRACT, "Actions").
    #[must_use]
    pub fn has(&self, action: Action) -> bool {
        let desk = self.is_desk();
        let partner = self.is_partner();
        let coordinator = self.is_coordinator();
        match action {
            Action::Place | Action::KeepWaiting => desk || coordinator,
            Action::Close
            | Action::ClientCalled
            | Action::ConfirmWaiting
            | Action::UpdateCityTrack
            | Action::AddCarrier
            | Action::Reopen
            | Action::Amend => desk,
            Action::WithdrawConsent
            | Action::SendMessage
            | Action::RecordConsent
            | Action::ProposeMeeting
            | Action::RecordMeeting
            | Action::Link
            | Action::Unlink
            | Action::ExtendOverlap
            | Action::RenewConsent => desk || partner,
            Action::Acknowledge
            | Action::Accept
            | Action::HandBack
            | Action::RecordContact
            | Action::Review
            | Action::Reassign
            | Action::Transfer
            | Action::EndSupport
            | Action::RecordCheck
            | Action::ReportChange
            | Action::AlertDesk
            | Action::PlanEnding => partner,
            Action::Return | Action::AskDesk | Action::BreakGlass => coordinator,
        }
    }
}

/// How somebody stands to a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Of the desk that submitted.
    Desk,
    /// Of an organisation that is asked, and may answer.
    Asked,
    /// Of an organisation that is asked by agreement with somebody else there.
    AskedElsewhere,
    /// Of an organisation asked to take over while the person stays where she is.
    AskedToTakeOver,
    /// The worker who has the person, those who support her together with the worker, her lead, or her organisation's machine.
    Carrier,
    /// A colleague of the worker.
    Colleague,
    /// The coordinator of the network.
    Coordinator,
}

/// How the actor stands to the referral; `None` where she may not know it exists.
#[must_use]
pub fn relation(actor: &Actor, referral: &Referral) -> Option<Relation> {
    if actor.network != referral.network {
        return None;
    }
    if referral.protected && (actor.is_coordinator() || !is_named(actor.user, referral)) {
        return None;
    }
    if actor.is_coordinator() {
        return Some(Relation::Coordinator);
    }
    if actor.is_desk() {
        // While nobody of the partner is there, the desk on watch tells these people.
        let watches = referral.watched_by() == Some(&actor.organisation);
        return (actor.organisation == referral.desk || watches).then_some(Relation::Desk);
    }
    if !actor.is_partner() {
        return None;
    }
    if let Some(offer) = referral
        .offer()
        .filter(|offer| offer.organisation == actor.organisation)
    {
        return Some(if answers(actor, offer) || referral.is_covered_by(actor.user) {
            Relation::Asked
        } else {
            Relation::AskedElsewhere
        });
    }
    if let Some(carrier) = referral
        .carrier()
        .filter(|carrier| carrier.organisation == actor.organisation)
    {
        if referral.is_withdrawn() {
            return None;
        }
        let own = carrier.worker == actor.user
            || carrier.deputy == Some(actor.user)
            || carrier.co_workers.contains(&actor.user)
            || referral.is_covered_by(actor.user)
            || actor.leads();
        return Some(if own {
            Relation::Carrier
        } else {
            Relation::Colleague
        });
    }
    let transfer = referral
        .transfer
        .as_ref()
        .filter(|transfer| transfer.offer.organisation == actor.organisation);
    if transfer.is_some() {
        return Some(Relation::AskedToTakeOver);
    }
    // Who met somebody first and brought her in stands like the desk, until her own organisation is asked.
    let asked = referral
        .offers
        .iter()
        .any(|offer| offer.organisation == actor.organisation);
    (referral.submitter == actor.user && !asked).then_some(Relation::Desk)
}

/// Whether the question is the actor's to answer: by agreement, as deputy, or for her organisation.
fn answers(actor: &Actor, offer: &Offer) -> bool {
    offer
        .agreed_with
        .is_none_or(|worker| worker == actor.user || offer.deputy == Some(actor.user) || actor.leads())
}

/// Whether somebody is named on a protected person's referral: submitter, worker or deputy, and at the desk
/// whoever a partner's worker who brought her in has named.
pub(crate) fn is_named(user: UserId, referral: &Referral) -> bool {
    let offered = referral
        .offer()
        .is_some_and(|o| o.agreed_with == Some(user) || o.deputy == Some(user));
    let carried = referral
        .carrier()
        .is_some_and(|c| c.worker == user || c.deputy == Some(user));
    let asked = referral
        .transfer
        .as_ref()
        .is_some_and(|t| t.offer.agreed_with == Some(user) || t.offer.deputy == Some(user));
    referral.submitter == user || referral.advisor == Some(user) || offered || carried || asked
}

/// Whether the actor may do this to the referral now.
///
/// # Errors
/// `NotFound` where she may not know it exists, `Forbidden` where the role or her place in the
/// organisation lacks the action, `IllegalTransition` where the state does.
pub fn may(actor: &Actor, action: Action, referral: &Referral) -> Result<(), Refusal> {
    let relation = relation(actor, referral).ok_or(Refusal::NotFound)?;
    // Where its programme has ended, the checks that are left are the desk's own.
    let inherits = referral.desk_checks()
        && relation == Relation::Desk
        && matches!(action, Action::RecordCheck | Action::ReportChange);
    if !actor.has(action) && !inherits {
        return Err(Refusal::Forbidden);
    }
    // The state before the place in the organisation: of two who accept at once the second learns that it
    // is done, not that she may not.
    if !permits(referral, relation, action) {
        return Err(Refusal::IllegalTransition {
            status: status_for(relation, referral),
        });
    }
    let stands_aside = match relation {
        Relation::Colleague | Relation::AskedElsewhere => true,
        Relation::AskedToTakeOver => referral
            .transfer
            .as_ref()
            .is_some_and(|t| !answers(actor, &t.offer)),
        Relation::Desk | Relation::Asked | Relation::Carrier | Relation::Coordinator => false,
    };
    if stands_aside {
        return Err(Refusal::Forbidden);
    }
    Ok(())
}

/// What the actor may do now: what the contract's `actions` lists.
#[must_use]
pub fn actions(actor: &Actor, referral: &Referral) -> Vec<Action> {
    Action::ALL
        .iter()
        .copied()
        .filter(|action| may(actor, *action, referral).is_ok())
        .collect()
}

/// The status as the relation sees it: who is asked to take over sees an offer.
#[must_use]
pub fn status_for(relation: Relation, referral: &Referral) -> Status {
    match &referral.transfer {
        Some(transfer) if relation == Relation::AskedToTakeOver => match transfer.acknowledged_at {
            Some(_) => Status::Acknowledged,
            None => Status::Offered,
        },
        Some(_) | None => referral.status(),
    }
}

/// The status as somebody who stands so may see it: none for a desk without permission for feedback.
#[must_use]
pub fn status_seen(relation: Relation, referral: &Referral) -> Option<Status> {
    (process(relation, referral) != Process::NeedsYouOnly).then(|| status_for(relation, referral))
}

/// How much of the road somebody who stands so sees.
fn process(relation: Relation, referral: &Referral) -> Process {
    match relation {
        Relation::Desk => {
            let back = matches!(
                referral.status(),
                Status::Waiting | Status::Returned | Status::Closed
            );
            // What the desk itself holds it sees.
            if referral.feedback_allowed || back || referral.desk_checks() {
                Process::Whole
            } else {
                Process::NeedsYouOnly
            }
        }
        Relation::Asked | Relation::AskedElsewhere | Relation::AskedToTakeOver => Process::OwnOffer,
        Relation::Carrier | Relation::Colleague | Relation::Coordinator => Process::Whole,
    }
}

/// What somebody sees of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// How she stands to it.
    pub relation: Relation,
    /// Names, phone, address, exact birth year.
    pub identity: bool,
    /// Own words, safety note, hand-back notes, messages.
    pub words: bool,
    /// How it goes.
    pub process: Process,
    /// Whether a partial consent scope takes fields out.
    pub partial: bool,
}

/// How much of the road somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// Status, holder, due, milestones, offers, contacts, checks.
    Whole,
    /// Only the own offer.
    OwnOffer,
    /// The desk without permission for feedback: *needs you* only.
    NeedsYouOnly,
}

/// What the actor sees of the referral; `None` where she may not know it exists.
#[must_use]
pub fn disclose(actor: &Actor, referral: &Referral, now: Timestamp) -> Option<Disclosure> {
    let relation = relation(actor, referral)?;
    let over = !referral.status().is_open();
    let identity = match relation {
        Relation::Desk => !referral.is_withdrawn(),
        Relation::Carrier => !over,
        // A quarter of an hour, by her own reason, and closed by itself.
        Relation::Coordinator => {
            let glass = referral.glass.filter(|glass| glass.user == actor.user);
            !over && glass.is_some_and(|glass| now < glass.until)
        }
        Relation::Asked | Relation::AskedElsewhere | Relation::AskedToTakeOver | Relation::Colleague => false,
    };
    let partial = referral.consent.scope == Some(ConsentScope::Fields) && relation != Relation::Desk;
    Some(Disclosure {
        relation,
        identity: identity && !referral.erased,
        words: identity && relation != Relation::Coordinator && !referral.erased,
        process: process(relation, referral),
        partial,
    })
}

/// Whether the actor may take the desk's own handoff and what it may see of the road into its archive: until
/// the person's key is destroyed, so for a while after a withdrawal of everything too.
///
/// # Errors
/// `NotFound` where she may not know of it, or nothing is left of it; `Forbidden` for others than the desk.
pub fn may_export(actor: &Actor, referral: &Referral) -> Result<(), Refusal> {
    match relation(actor, referral).ok_or(Refusal::NotFound)? {
        Relation::Desk if referral.erased => Err(Refusal::NotFound),
        Relation::Desk => Ok(()),
        Relation::Asked
        | Relation::AskedElsewhere
        | Relation::AskedToTakeOver
        | Relation::Carrier
        | Relation::Colleague
        | Relation::Coordinator => Err(Refusal::Forbidden),
    }
}

/// Whether the actor may read who saw the person: the desk that answers for her handoff, also once she is
/// erased. Whoever brought her in for a partner is not of that desk.
///
/// # Errors
/// `NotFound` where she may not know of it, `Forbidden` for others than the desk.
pub fn may_read_views(actor: &Actor, referral: &Referral) -> Result<(), Refusal> {
    let relation = relation(actor, referral).ok_or(Refusal::NotFound)?;
    if relation == Relation::Desk && actor.is_desk() {
        Ok(())
    } else {
        Err(Refusal::Forbidden)
    }
}

/// Whether an event of the referral is one that somebody who sees so much of it may learn of. What an earlier
/// partner did is not the business of who is asked now; what the clock told is nobody's.
#[must_use]
pub fn shows_event(actor: &Actor, referral: &Referral, process: Process, recorded: &Recorded) -> bool {
    let own = &actor.organisation;
    match process {
        Process::Whole => !matches!(
            recorded.event,
            Event::Nudged { .. } | Event::TaskTold { .. } | Event::ToldAll
        ),
        Process::NeedsYouOnly => matches!(
            recorded.event,
            Event::Submitted(_) | Event::Returned { .. } | Event::GlassBroken { .. }
        ),
        Process::OwnOffer => {
            let asked = [
                referral.offer(),
                referral.transfer.as_ref().map(|transfer| &transfer.offer),
            ];
            let Some(asked) = asked
                .into_iter()
                .flatten()
                .find(|offer| offer.organisation == *own)
            else {
                return false;
            };
            if let Event::Offered { offer, .. } | Event::TransferOffered { offer } = &recorded.event {
                return offer == asked;
            }
            let seen = matches!(recorded.event, Event::Acknowledged | Event::TransferAcknowledged);
            let by_own = recorded.by.as_ref().is_some_and(|by| by.organisation == *own);
            seen && by_own && recorded.at >= asked.at
        }
    }
}

impl Disclosure {
    /// Whether an identifying field may be shown: the stage allows it, and the consent's scope.
    #[must_use]
    pub fn shows(&self, field: ConsentField, referral: &Referral) -> bool {
        let stage = match field {
            ConsentField::OwnWords | ConsentField::SafetyNote => self.words,
            // Non-disclosure is of the address before anything else.
            ConsentField::Address => self.identity && !referral.protected,
            ConsentField::FirstName
            | ConsentField::LastName
            | ConsentField::BirthYear
            | ConsentField::Phone
            | ConsentField::MeetingPlace => self.identity,
        };
        stage && (!self.partial || referral.consent.fields.contains(&field))
    }
}
