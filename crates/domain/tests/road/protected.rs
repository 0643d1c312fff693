//! Persons with non-disclosure for their safety: only those named know of them.

use luotsi_domain::{
    access::{actions, disclose, relation},
    handoff::ConsentField,
    referral::{
        Choice, Command, Placement, Refusal,
        words::{HandBackReason, Status},
    },
};

use crate::{
    fixture::{
        OLGA, OLLI, OUTI, OWL_VISITS, SANNI, SIRPA, SWAN_COMPANY, aino, anna, choice, everybody, kaisa, olga,
        olli, outi, sanni, submitted,
    },
    walk::{Walk, name},
};

fn named() -> Choice {
    Choice {
        agreed_with: Some(OLLI),
        deputy: Some(OUTI),
        ..choice(OWL_VISITS, &[SWAN_COMPANY])
    }
}

fn asked() -> Walk {
    let mut submitted = submitted();
    submitted.protected = true;
    Walk::begun("2026-12-01 10:00", submitted, Placement::Offer(named())).unwrap()
}

fn waiting() -> Walk {
    let mut submitted = submitted();
    submitted.protected = true;
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    Walk::begun("2026-12-01 10:00", submitted, wait).unwrap()
}

fn accepted() -> Walk {
    let mut walk = asked();
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    walk
}

/// Those who know of her.
fn known_to(walk: &Walk) -> Vec<String> {
    let everybody = everybody();
    let knows = everybody
        .iter()
        .filter(|actor| relation(actor, &walk.referral).is_some());
    knows.map(|actor| name(actor.user)).collect()
}

#[test]
fn a_worker_and_a_deputy_are_named_at_every_placement() {
    for (agreed_with, deputy) in [(None, None), (Some(OLLI), None), (None, Some(OUTI))] {
        let choice = Choice {
            agreed_with,
            deputy,
            ..named()
        };
        let mut submitted = submitted();
        submitted.protected = true;
        let placement = Placement::Offer(choice);
        let refused = Walk::begun("2026-12-01 10:00", submitted, placement.clone());
        assert_eq!(refused.err(), Some(Refusal::WorkerRequired));
        let place = Command::Place { placement };
        assert_eq!(waiting().tries(&anna(), &place), Err(Refusal::WorkerRequired));
    }
}

#[test]
fn only_those_named_and_the_advisor_who_submitted_know_of_her() {
    let mut walk = asked();
    assert_eq!(known_to(&walk), ["anna", "olli", "outi"]);
    assert_eq!(
        walk.stands(),
        "offered · worker olli · acknowledge 2026-12-03 16:00"
    );
    for actor in [aino(), olga(), kaisa()] {
        assert_eq!(walk.tries(&actor, &Command::Acknowledge), Err(Refusal::NotFound));
    }
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    assert_eq!(known_to(&walk), ["anna", "olli", "outi"]);
    let hand_back = Command::HandBack {
        reason: HandBackReason::NeedsAuthority,
        next: None,
    };
    walk.does(&olli(), &hand_back);
    assert_eq!(known_to(&walk), ["anna"]);
}

#[test]
fn waiting_is_with_the_submitting_desk_and_the_coordinator_may_do_nothing() {
    let mut walk = waiting();
    assert_eq!(walk.stands(), "waiting · desk neuvonta · place 2026-12-03 16:00");
    assert_eq!(known_to(&walk), ["anna"]);
    assert!(actions(&kaisa(), &walk.referral).is_empty());
    // Not even where the coordinator herself submitted, as an advisor of her desk.
    walk.referral.submitter = kaisa().user;
    assert_eq!(relation(&kaisa(), &walk.referral), None);
}

#[test]
fn nobody_is_asked_by_itself_because_no_worker_there_is_named() {
    let mut walk = asked();
    assert!(!walk.referral.asks_next());
    let hand_back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: Some(choice(SWAN_COMPANY, &[])),
    };
    let mut handed_back = walk.clone();
    handed_back.does(&olli(), &hand_back);
    assert_eq!(handed_back.status(), Status::Returned);

    walk.clock_with("2026-12-08 16:00", Some(&choice(SWAN_COMPANY, &[])));
    assert_eq!(walk.status(), Status::Returned);
}

#[test]
fn only_somebody_named_may_be_her_worker_and_the_two_stand_in_for_each_other() {
    let walk = asked();
    assert_eq!(
        walk.tries(&olli(), &Command::Accept { worker: OLGA }),
        Err(Refusal::Invalid {
            pointer: "/worker",
            code: "not-in-list"
        })
    );
    let mut walk = asked();
    walk.does(&outi(), &Command::Accept { worker: OUTI });
    assert_eq!(
        walk.stands(),
        "accepted · worker outi · first_contact 2026-12-08 16:00"
    );
    assert_eq!(known_to(&walk), ["anna", "olli", "outi"]);
    walk.does(&outi(), &Command::Reassign { worker: OLLI });
    assert_eq!(known_to(&walk), ["anna", "olli", "outi"]);
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-08 16:00"
    );
    // Absence moves the work to somebody else by name: then she is named, and Olli no longer.
    walk.does(&olli(), &Command::Reassign { worker: OLGA });
    assert_eq!(known_to(&walk), ["anna", "outi", "olga"]);
}

#[test]
fn a_transfer_names_the_worker_who_is_asked() {
    let met = Command::RecordContact {
        kind: luotsi_domain::referral::words::ContactKind::Visit,
        outcome: luotsi_domain::referral::words::ContactOutcome::Met,
        at: None,
        next_on: None,
        worry: None,
    };
    let mut walk = accepted();
    walk.does(&olli(), &met);
    let mut choice = choice(SWAN_COMPANY, &[]);
    assert_eq!(
        walk.tries(
            &olli(),
            &Command::Transfer {
                choice: choice.clone()
            }
        ),
        Err(Refusal::WorkerRequired)
    );
    choice.agreed_with = Some(SANNI);
    walk.does(&olli(), &Command::Transfer { choice });
    assert_eq!(known_to(&walk), ["anna", "olli", "outi", "sanni"]);
    let refused = walk.tries(&sanni(), &Command::Accept { worker: SIRPA });
    assert!(matches!(refused, Err(Refusal::Invalid { .. })));
    walk.does(&sanni(), &Command::Accept { worker: SANNI });
    assert_eq!(known_to(&walk), ["anna", "sanni"]);
}

#[test]
fn no_address_is_shown_to_anybody() {
    let walk = accepted();
    for actor in [anna(), olli(), outi()] {
        let seen = disclose(&actor, &walk.referral, walk.now).unwrap();
        assert!(seen.identity);
        assert!(!seen.shows(ConsentField::Address, &walk.referral));
        assert!(seen.shows(ConsentField::Phone, &walk.referral));
    }
}

#[test]
fn letters_reach_only_those_named_and_bear_the_reference_only() {
    let mut walk = asked();
    let bare = walk
        .told
        .iter()
        .all(|(_, notice)| notice.due.is_none() && notice.programme.is_none());
    assert!(bare);
    assert_eq!(walk.told(), ["olli: offered!", "outi: offered!"]);
    let second = Command::SecondCall;
    walk.does(&anna(), &second);
    walk.clock_to("2027-01-31 12:00");
    assert_eq!(
        walk.told(),
        [
            "olli: alarm_second_call",
            "olli: alarm_second_call",
            "olli: reminder_acknowledge",
            "anna: stalled_desk",
            "anna: stalled_desk",
            "olli: offer_withdrawn!",
            "outi: offer_withdrawn!",
            "anna: returned!",
            "anna: returned_all",
            "anna: reminder_desk_decision",
            "anna: stalled_desk",
            "anna: stalled_desk",
        ]
    );
    let mut walk = waiting();
    walk.clock_to("2027-01-31 12:00");
    assert!(walk.told().iter().all(|told| told.starts_with("anna: ")));
    let mut walk = accepted();
    walk.told();
    walk.clock_to("2027-01-31 12:00");
    assert_eq!(
        walk.told(),
        [
            "olli: reminder_first_contact",
            "anna: stalled_desk",
            "anna: stalled_desk"
        ]
    );
}
