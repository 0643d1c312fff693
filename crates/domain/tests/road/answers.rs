//! A partner is asked: acknowledge, accept, hand back, silence.

use luotsi_domain::referral::{
    Command, Placement, Refusal,
    state::OfferAnswer,
    words::{HandBackReason, Status},
};

use crate::{
    fixture::{
        CRANE_GROUP, OLGA, OLLI, OUTI, OWL_PHONE, OWL_VISITS, SWAN_COMPANY, choice, olga, olli, outi,
        owls_machine, sanni, submitted, wall,
    },
    walk::{Walk, date, shown},
};

const PASSES_ON: [HandBackReason; 6] = [
    HandBackReason::NoPlace,
    HandBackReason::NotTargetGroup,
    HandBackReason::OutsideArea,
    HandBackReason::Language,
    HandBackReason::ProgrammeEnding,
    HandBackReason::Other,
];
const ABOUT_HER: [HandBackReason; 3] = [
    HandBackReason::Unreachable,
    HandBackReason::ClientDeclined,
    HandBackReason::NeedsAuthority,
];

fn hand_back(reason: HandBackReason) -> Command {
    Command::HandBack { reason, next: None }
}

#[test]
fn an_offer_has_two_working_days_to_be_acknowledged_and_five_to_be_decided() {
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    assert_eq!(
        walk.stands(),
        "offered · organisation huuhkaja · acknowledge 2026-12-03 16:00"
    );
    assert_eq!(walk.places(), ["huuhkaja-kotikaynnit reserved"]);
    assert_eq!(
        walk.referral.milestones.offered_at,
        Some(wall("2026-12-01 10:00"))
    );

    walk.at("2026-12-03 15:59").does(&outi(), &Command::Acknowledge);
    assert_eq!(
        walk.stands(),
        "acknowledged · organisation huuhkaja · decide 2026-12-08 16:00"
    );
    assert_eq!(walk.places(), ["huuhkaja-kotikaynnit reserved"]);
    assert_eq!(
        walk.referral.milestones.acknowledged_at,
        Some(wall("2026-12-03 15:59"))
    );
}

#[test]
fn accepting_makes_one_worker_the_holder_and_starts_the_first_contact() {
    for acknowledged in [false, true] {
        let mut walk = Walk::offered(OWL_VISITS, &[]);
        if acknowledged {
            walk.does(&outi(), &Command::Acknowledge);
        }
        walk.at("2026-12-02 12:00")
            .does(&olli(), &Command::Accept { worker: OLLI });
        assert_eq!(
            walk.stands(),
            "accepted · worker olli · first_contact 2026-12-09 16:00"
        );
        assert_eq!(walk.places(), ["huuhkaja-kotikaynnit used"]);
        assert_eq!(walk.referral.offers[0].answer, OfferAnswer::Accepted);
    }
}

#[test]
fn a_lead_or_a_machine_may_accept_for_a_named_worker() {
    for actor in [olga(), owls_machine()] {
        let mut walk = Walk::offered(OWL_VISITS, &[]);
        walk.does(&actor, &Command::Accept { worker: OUTI });
        assert_eq!(
            walk.stands(),
            "accepted · worker outi · first_contact 2026-12-08 16:00"
        );
    }
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&olga(), &Command::Accept { worker: OLGA });
    assert_eq!(
        walk.stands(),
        "accepted · worker olga · first_contact 2026-12-08 16:00"
    );
}

#[test]
fn of_two_who_accept_the_second_learns_that_it_is_done() {
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    for second in [outi(), olga(), olli()] {
        let worker = second.user;
        assert_eq!(
            walk.tries(&second, &Command::Accept { worker }),
            Err(Refusal::IllegalTransition {
                status: Status::Accepted
            }),
        );
    }
}

#[test]
fn first_contact_counts_from_the_start_that_was_named_if_that_is_later() {
    for (not_before, expected) in [
        (None, "first_contact 2026-12-09 16:00"),
        // Passed, and this very day: from the acceptance on Wednesday.
        (Some("2026-11-20"), "first_contact 2026-12-09 16:00"),
        (Some("2026-12-02"), "first_contact 2026-12-09 16:00"),
        // From 00:00 of Thursday: the date itself never counts.
        (Some("2026-12-03"), "first_contact 2026-12-10 16:00"),
        // A Saturday, and a discharge on Christmas Day.
        (Some("2026-12-05"), "first_contact 2026-12-11 16:00"),
        (Some("2026-12-25"), "first_contact 2027-01-04 16:00"),
    ] {
        let mut submitted = submitted();
        submitted.facts.not_before = not_before.map(date);
        let offer = Placement::Offer(choice(OWL_VISITS, &[]));
        let mut walk = Walk::begun("2026-12-01 10:00", submitted, offer).unwrap();
        assert_eq!(
            walk.stands(),
            "offered · organisation huuhkaja · acknowledge 2026-12-03 16:00",
            "the partner's own clocks run from the offer as always"
        );
        walk.at("2026-12-02 12:00")
            .does(&olli(), &Command::Accept { worker: OLLI });
        assert_eq!(
            walk.stands(),
            format!("accepted · worker olli · {expected}"),
            "{not_before:?}"
        );
    }
}

#[test]
fn a_hand_back_that_says_nothing_about_her_asks_the_next_confirmed_alternative() {
    for reason in PASSES_ON {
        for acknowledged in [false, true] {
            let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY, CRANE_GROUP]);
            if acknowledged {
                walk.does(&outi(), &Command::Acknowledge);
            }
            let next = Some(choice(SWAN_COMPANY, &[CRANE_GROUP]));
            walk.at("2026-12-02 12:00")
                .does(&olli(), &Command::HandBack { reason, next });
            assert_eq!(
                walk.stands(),
                "offered · organisation joutsen · acknowledge 2026-12-04 16:00",
                "{reason}"
            );
            assert_eq!(walk.places(), ["joutsen-seura reserved"]);
            assert_eq!(walk.referral.then, [CRANE_GROUP.into()]);
            assert_eq!(walk.referral.offers[0].answer, OfferAnswer::HandedBack(reason));
            assert_eq!(walk.referral.offers[1].answer, OfferAnswer::Open);
            assert_eq!(
                walk.referral.milestones.offered_at,
                Some(wall("2026-12-02 12:00"))
            );
        }
    }
}

#[test]
fn with_no_alternative_left_she_is_back_at_the_desk() {
    for reason in PASSES_ON.into_iter().chain(ABOUT_HER) {
        let mut walk = Walk::offered(OWL_VISITS, &[]);
        walk.at("2026-12-02 12:00").does(&olli(), &hand_back(reason));
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2026-12-07 16:00",
            "{reason}"
        );
        assert!(walk.places().is_empty());
    }
}

#[test]
fn a_hand_back_about_her_never_asks_an_alternative() {
    for reason in ABOUT_HER {
        let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY]);
        let next = Some(choice(SWAN_COMPANY, &[]));
        walk.at("2026-12-02 12:00")
            .does(&olli(), &Command::HandBack { reason, next });
        assert_eq!(walk.status(), Status::Returned, "{reason}");
        assert!(walk.referral.then.is_empty());
    }
}

#[test]
fn nobody_is_asked_whom_no_human_confirmed_or_whom_the_permission_does_not_reach() {
    // Not among the confirmed ones.
    let mut walk = Walk::offered(OWL_VISITS, &[CRANE_GROUP]);
    let reason = HandBackReason::NoPlace;
    let next = Some(choice(SWAN_COMPANY, &[]));
    walk.does(&olli(), &Command::HandBack { reason, next });
    assert_eq!(walk.status(), Status::Returned);

    // Confirmed, but the permission names only the Owl.
    let mut narrow = submitted();
    narrow.receivers.truncate(1);
    let offer = Placement::Offer(choice(OWL_VISITS, &[SWAN_COMPANY]));
    let mut walk = Walk::begun("2026-12-01 10:00", narrow, offer).unwrap();
    let next = Some(choice(SWAN_COMPANY, &[]));
    walk.does(&olli(), &Command::HandBack { reason, next });
    assert_eq!(walk.status(), Status::Returned);
}

#[test]
fn after_accepting_a_hand_back_frees_the_place_and_leads_the_same_ways() {
    for mut walk in [Walk::accepted(), Walk::in_support()] {
        walk.at("2026-12-07 09:00")
            .does(&olli(), &hand_back(HandBackReason::NeedsAuthority));
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2026-12-10 16:00"
        );
        assert!(walk.places().is_empty());
        assert_eq!(
            walk.referral.offers[0].answer,
            OfferAnswer::HandedBack(HandBackReason::NeedsAuthority)
        );
        assert_eq!(walk.tries(&olli(), &Command::Acknowledge), Err(Refusal::NotFound));
    }

    let mut walk = Walk::offered(OWL_VISITS, &[OWL_PHONE]);
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    let next = Some(choice(OWL_PHONE, &[]));
    let reason = HandBackReason::NotTargetGroup;
    walk.at("2026-12-02 12:00")
        .does(&olli(), &Command::HandBack { reason, next });
    assert_eq!(
        walk.stands(),
        "offered · organisation huuhkaja · acknowledge 2026-12-04 16:00"
    );
    assert_eq!(walk.places(), ["huuhkaja-puhelin reserved"]);
}

#[test]
fn silence_expires_at_the_decide_instant_and_not_a_millisecond_before() {
    for acknowledged in [false, true] {
        let mut walk = Walk::offered(OWL_VISITS, &[]);
        if acknowledged {
            walk.does(&outi(), &Command::Acknowledge);
        }
        walk.clock_to("2026-12-08 15:59");
        walk.now = wall("2026-12-08 16:00") - jiff::SignedDuration::from_millis(1);
        assert_eq!(walk.ticks(None), None);
        assert_ne!(walk.status(), Status::Returned);

        let did = walk.clock_to("2026-12-08 16:00");
        assert_eq!(did, ["2026-12-08 16:00 expired", "2026-12-08 16:00 returned"]);
        // From the due instant, a Tuesday: Wednesday, Thursday, Friday.
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2026-12-11 16:00"
        );
        assert!(walk.places().is_empty());
        assert_eq!(walk.referral.offers[0].answer, OfferAnswer::Expired);
        assert_eq!(walk.tries(&olli(), &Command::Acknowledge), Err(Refusal::NotFound));
    }
}

#[test]
fn silence_asks_the_next_alternative_whose_time_begins_then() {
    let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY]);
    let next = choice(SWAN_COMPANY, &[]);
    let did = walk.clock_with("2026-12-08 16:00", Some(&next));
    assert_eq!(
        did[did.len() - 2..],
        ["2026-12-08 16:00 expired", "2026-12-08 16:00 offered"]
    );
    assert_eq!(
        walk.stands(),
        "offered · organisation joutsen · acknowledge 2026-12-10 16:00"
    );
    assert_eq!(walk.places(), ["joutsen-seura reserved"]);
    // The last one is silent too.
    let did = walk.clock_to("2026-12-31 12:00");
    assert!(did.contains(&"2026-12-15 16:00 expired".to_owned()), "{did:?}");
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-18 16:00"
    );
}

#[test]
fn a_late_sweep_writes_the_due_instant_but_gives_the_next_partner_its_whole_time() {
    let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY]);
    walk.clock_to("2026-12-08 15:00");
    walk.at("2026-12-10 09:30");
    let next = choice(SWAN_COMPANY, &[]);
    let (at, events) = walk.ticks(Some(&next)).unwrap();
    assert_eq!(shown(at), "2026-12-08 16:00");
    walk.record(at, None, events);
    assert_eq!(
        walk.stands(),
        "offered · organisation joutsen · acknowledge 2026-12-14 16:00"
    );

    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.clock_to("2026-12-08 15:00");
    walk.at("2026-12-10 09:30");
    let (at, events) = walk.ticks(None).unwrap();
    walk.record(at, None, events);
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-11 16:00"
    );
}

#[test]
fn an_offer_by_agreement_is_with_that_worker() {
    let mut agreed = choice(OWL_VISITS, &[]);
    agreed.agreed_with = Some(OLLI);
    let walk = Walk::begun("2026-12-01 10:00", submitted(), Placement::Offer(agreed)).unwrap();
    assert_eq!(
        walk.stands(),
        "offered · worker olli · acknowledge 2026-12-03 16:00"
    );
    // Her colleague knows of it but it is not hers; the lead may step in, another organisation knows nothing.
    assert_eq!(
        walk.tries(&outi(), &Command::Accept { worker: OUTI }),
        Err(Refusal::Forbidden)
    );
    assert!(walk.tries(&olga(), &Command::Accept { worker: OUTI }).is_ok());
    assert_eq!(
        walk.tries(&sanni(), &Command::Acknowledge),
        Err(Refusal::NotFound)
    );
    let mut walk = walk;
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-08 16:00"
    );
}

#[test]
fn the_month_a_place_counts_in_does_not_change_with_the_answer() {
    let mut walk = Walk::offered_at("2026-11-30 10:00", OWL_VISITS, &[]);
    assert_eq!(shown(walk.referral.places()[0].since), "2026-11-30 10:00");
    walk.at("2026-12-01 10:00")
        .does(&olli(), &Command::Accept { worker: OLLI });
    assert_eq!(shown(walk.referral.places()[0].since), "2026-11-30 10:00");
}
