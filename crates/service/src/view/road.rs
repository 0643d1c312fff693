//! The part of a view that tells how it goes: offers, contacts, checks, milestones.

use luotsi_domain::{
    access::{Actor, Relation},
    referral::{Referral, State, state::OfferRecord, words::Status},
};
use luotsi_wire::referral::{CheckView, ContactView, MilestonesView, OfferView};

pub(super) fn waiting_for(referral: &Referral) -> Option<String> {
    if let State::Waiting { waiting_for, .. } = &referral.state {
        waiting_for.as_ref().map(ToString::to_string)
    } else {
        None
    }
}

pub(super) fn reason(referral: &Referral) -> Option<&'static str> {
    match &referral.state {
        State::Returned { reason, .. } => Some(reason.as_str()),
        State::Closed { reason, .. } => Some(reason.as_str()),
        State::Waiting { .. }
        | State::Offered { .. }
        | State::Acknowledged { .. }
        | State::Accepted { .. }
        | State::InSupport { .. }
        | State::FollowUp { .. }
        | State::Stable { .. } => None,
    }
}

/// An organisation that is asked sees its own question; who carries, the desk and the coordinator see all.
pub(super) fn offers(referral: &Referral, actor: &Actor, relation: Relation) -> Vec<OfferView> {
    let whole = matches!(relation, Relation::Desk | Relation::Coordinator);
    referral
        .offers
        .iter()
        .filter(|offer| whole || offer.organisation == actor.organisation)
        .map(|offer| offer_view(referral, offer))
        .collect()
}

fn offer_view(referral: &Referral, offer: &OfferRecord) -> OfferView {
    let (answer, reason) = offer.answer.codes();
    let open = [
        referral.offer(),
        referral.transfer.as_ref().map(|transfer| &transfer.offer),
    ];
    let open = open
        .into_iter()
        .flatten()
        .find(|one| answer == "open" && one.at == offer.at && one.programme == offer.programme);
    OfferView {
        programme: offer.programme.to_string(),
        organisation: offer.organisation.to_string(),
        at: offer.at,
        transfer: offer.transfer,
        answer,
        reason,
        answered_at: offer.answered_at,
        acknowledge_by: open.map(|offer| offer.acknowledge_by),
        decide_by: open.map(|offer| offer.decide_by),
    }
}

pub(super) fn contacts(referral: &Referral) -> Vec<ContactView> {
    referral
        .contacts
        .iter()
        .map(|contact| ContactView {
            kind: contact.kind.as_str(),
            outcome: contact.outcome.as_str(),
            at: contact.at,
            next_on: contact.next_on,
        })
        .collect()
}

pub(super) fn checks(referral: &Referral) -> Vec<CheckView> {
    referral
        .checks
        .iter()
        .map(|check| CheckView {
            result: check.result.as_str(),
            at: check.at,
        })
        .collect()
}

/// Who is only asked sees when she was asked and what she answered.
pub(super) fn milestones(referral: &Referral, relation: Relation) -> MilestonesView {
    let m = referral.milestones;
    let all = MilestonesView {
        submitted_at: m.submitted_at,
        offered_at: m.offered_at,
        acknowledged_at: m.acknowledged_at,
        accepted_at: m.accepted_at,
        first_contact_at: m.first_contact_at,
        met_at: m.met_at,
        ended_at: m.ended_at,
        stable_at: m.stable_at,
        closed_at: m.closed_at,
    };
    let nothing = MilestonesView {
        submitted_at: None,
        offered_at: None,
        acknowledged_at: None,
        accepted_at: None,
        first_contact_at: None,
        met_at: None,
        ended_at: None,
        stable_at: None,
        closed_at: None,
    };
    match relation {
        Relation::AskedToTakeOver => {
            let transfer = referral.transfer.as_ref();
            MilestonesView {
                offered_at: transfer.map(|transfer| transfer.offer.at),
                acknowledged_at: transfer.and_then(|transfer| transfer.acknowledged_at),
                ..nothing
            }
        }
        Relation::Asked | Relation::AskedElsewhere => MilestonesView {
            offered_at: m.offered_at,
            acknowledged_at: m
                .acknowledged_at
                .filter(|_| referral.status() == Status::Acknowledged),
            ..nothing
        },
        Relation::Desk | Relation::Carrier | Relation::Colleague | Relation::Coordinator => all,
    }
}
