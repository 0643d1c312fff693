//! Another organisation is asked to take over while the person stays where she is.

use luotsi_domain::{
    access::{Relation, relation, status_for},
    referral::{
        Command, Refusal,
        state::OfferAnswer,
        words::{ChangeWhat, HandBackReason, Status},
    },
};

use crate::{
    fixture::{
        CRANE_GROUP, OWL_PHONE, SAMI, SANNI, SWAN_COMPANY, choice, olli, outi, sami, sanni, sirpa, wall,
    },
    walk::{Walk, ended},
};

/// Asked on Monday 7 December at nine; Olli's review is due on 2 February.
fn asked() -> Walk {
    let mut walk = Walk::in_support();
    let mut choice = choice(SWAN_COMPANY, &[]);
    choice.agreed_with = Some(SANNI);
    walk.at("2026-12-07 09:00")
        .does(&olli(), &Command::Transfer { choice });
    walk.told();
    walk
}

const HERS: &str = "in_support · worker olli · review 2027-02-02 16:00";

#[test]
fn asking_changes_nothing_but_takes_a_place_there() {
    let mut walk = asked();
    assert_eq!(walk.stands(), HERS);
    assert_eq!(
        walk.places(),
        ["huuhkaja-kotikaynnit used", "joutsen-seura reserved"]
    );
    let transfer = walk.referral.transfer.clone().unwrap();
    assert_eq!(transfer.offer.acknowledge_by, wall("2026-12-09 16:00"));
    assert_eq!(transfer.offer.decide_by, wall("2026-12-14 16:00"));

    // The asked partner sees an offer.
    let seen = |walk: &Walk| status_for(relation(&sanni(), &walk.referral).unwrap(), &walk.referral);
    assert_eq!(
        relation(&sanni(), &walk.referral),
        Some(Relation::AskedToTakeOver)
    );
    assert_eq!(seen(&walk), Status::Offered);
    walk.at("2026-12-08 09:00").does(&sanni(), &Command::Acknowledge);
    assert_eq!(seen(&walk), Status::Acknowledged);
    assert_eq!(walk.stands(), HERS);
    let status = Status::Acknowledged;
    assert_eq!(
        walk.tries(&sanni(), &Command::Acknowledge),
        Err(Refusal::IllegalTransition { status })
    );
}

#[test]
fn nobody_is_asked_twice_at_once_nor_the_own_organisation_nor_without_permission() {
    let mut walk = asked();
    let again = Command::Transfer {
        choice: choice(CRANE_GROUP, &[]),
    };
    let status = Status::InSupport;
    assert_eq!(
        walk.tries(&olli(), &again),
        Err(Refusal::IllegalTransition { status })
    );

    walk = Walk::in_support();
    let own = Command::Transfer {
        choice: choice(OWL_PHONE, &[]),
    };
    assert_eq!(
        walk.tries(&olli(), &own),
        Err(Refusal::Invalid {
            pointer: "/programme",
            code: "same-organisation"
        })
    );
    walk.referral
        .receivers
        .retain(|organisation| organisation.as_str() != "kurki");
    assert_eq!(walk.tries(&olli(), &again), Err(Refusal::ProgrammeExcluded));
}

#[test]
fn the_agreed_worker_or_her_lead_answers() {
    let walk = asked();
    let accept = Command::Accept { worker: SAMI };
    assert_eq!(walk.tries(&sami(), &accept), Err(Refusal::Forbidden));
    assert!(walk.tries(&sirpa(), &accept).is_ok());
    assert_eq!(
        walk.tries(&outi(), &accept),
        Err(Refusal::IllegalTransition {
            status: Status::InSupport
        })
    );
}

#[test]
fn accepting_moves_her_frees_the_old_place_and_closes_the_old_door() {
    let mut walk = asked();
    walk.at("2026-12-08 09:00").does(&sanni(), &Command::Acknowledge);
    walk.at("2026-12-09 09:00")
        .does(&sanni(), &Command::Accept { worker: SANNI });
    assert_eq!(
        walk.stands(),
        "accepted · worker sanni · first_contact 2026-12-16 16:00"
    );
    assert_eq!(walk.places(), ["joutsen-seura used"]);
    assert_eq!(relation(&olli(), &walk.referral), None);
    assert_eq!(relation(&outi(), &walk.referral), None);
    assert_eq!(walk.tries(&olli(), &ended()), Err(Refusal::NotFound));
    assert_eq!(
        walk.told(),
        ["olli: transfer_accepted", "anna: feedback_accepted"]
    );
    // A milestone is the latest time of its step.
    let milestones = walk.referral.milestones;
    assert_eq!(milestones.offered_at, Some(wall("2026-12-07 09:00")));
    assert_eq!(milestones.acknowledged_at, Some(wall("2026-12-08 09:00")));
    assert_eq!(milestones.accepted_at, Some(wall("2026-12-09 09:00")));
    assert_eq!(milestones.met_at, Some(wall("2026-12-04 13:00")));
}

#[test]
fn a_hand_back_or_silence_changes_nothing_and_the_old_worker_is_told() {
    let mut walk = asked();
    let no = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    walk.at("2026-12-08 09:00").does(&sanni(), &no);
    assert_eq!(walk.told(), ["olli: transfer_declined"]);
    assert_eq!(
        walk.referral.offers[1].answer,
        OfferAnswer::HandedBack(HandBackReason::NoPlace)
    );

    let mut silent = asked();
    let did = silent.clock_to("2026-12-14 16:00");
    assert_eq!(
        did,
        [
            "2026-12-09 16:00 tells holder of acknowledge",
            "2026-12-14 16:00 transfer_declined"
        ]
    );
    assert_eq!(
        silent.told(),
        [
            "sanni: reminder_acknowledge",
            "sanni: offer_withdrawn!",
            "olli: transfer_declined"
        ]
    );
    assert_eq!(silent.referral.offers[1].answer, OfferAnswer::Expired);

    for walk in [walk, silent] {
        assert_eq!(walk.stands(), HERS);
        assert_eq!(walk.places(), ["huuhkaja-kotikaynnit used"]);
        assert_eq!(relation(&sanni(), &walk.referral), None);
        // And somebody else may be asked.
        let choice = choice(CRANE_GROUP, &[]);
        assert!(walk.tries(&olli(), &Command::Transfer { choice }).is_ok());
    }
}

#[test]
fn a_reminder_of_the_transfer_leaves_her_own_clock_alone() {
    let mut walk = asked();
    walk.clock_to("2026-12-09 16:00");
    walk.at("2026-12-10 09:00").does(&sanni(), &Command::Acknowledge);
    let did = walk.clock_to("2027-02-05 12:00");
    assert_eq!(
        did,
        [
            "2026-12-14 16:00 transfer_declined",
            "2027-02-02 16:00 tells holder of review",
            "2027-02-03 16:00 tells coordinator of review",
            "2027-02-04 16:00 tells desk of review",
        ]
    );
}

#[test]
fn when_she_leaves_otherwise_the_question_is_withdrawn() {
    let hand_back = Command::HandBack {
        reason: HandBackReason::NeedsAuthority,
        next: None,
    };
    for (command, told) in [
        (hand_back, "sanni: offer_withdrawn!"),
        (ended(), "sanni: offer_withdrawn!"),
        // After a death nobody but the desk is told anything.
        (
            Command::ReportChange {
                what: ChangeWhat::Died,
                until: None,
            },
            "anna: closed_quiet",
        ),
    ] {
        let mut walk = asked();
        walk.does(&olli(), &command);
        assert_eq!(walk.referral.transfer, None);
        assert_eq!(walk.referral.offers[1].answer, OfferAnswer::Withdrawn);
        assert_eq!(relation(&sanni(), &walk.referral), None, "{command:?}");
        assert!(walk.places().is_empty());
        assert_eq!(walk.told()[0], told);
    }
}
