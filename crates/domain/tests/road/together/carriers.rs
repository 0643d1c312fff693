//! Several carriers of one person: one leads, all learn what concerns her, nobody rings twice.

use super::*;

#[test]
fn another_carrier_touches_nothing_of_the_first() {
    let mut roads = Roads::of(Walk::in_support());
    let before = roads.walks[0].clone();
    let swan = roads.at("2026-12-08 10:00").another(SWAN_COMPANY, None);
    assert_eq!(roads.walks[0].stands(), before.stands());
    assert_eq!(roads.walks[0].places(), before.places());
    assert_eq!(roads.statuses(), ["in_support", "offered"]);
    assert_eq!(roads.leads(), [true, false]);
    let links = |road: usize| &roads.walks[road].referral.links;
    assert_eq!((links(0)[0].kind, links(0)[0].lead), (LinkKind::Carrier, false));
    assert_eq!((links(1)[0].kind, links(1)[0].lead), (LinkKind::Carrier, true));
    // Whatever becomes of it there, the first goes on.
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(swan, &sanni(), &back);
    assert_eq!(roads.statuses(), ["in_support", "returned"]);
    assert_eq!(roads.walks[0].stands(), before.stands());
    // Neither partner's people know the other's referral.
    assert_eq!(relation(&olli(), &roads.walks[1].referral), None);
    assert_eq!(relation(&sanni(), &roads.walks[0].referral), None);
}

#[test]
fn one_of_several_carriers_makes_the_checks_and_nobody_rings_twice() {
    let mut roads = two_carriers();
    roads.at("2027-01-12 10:00").does(1, &sanni(), &ended());
    assert_eq!(roads.statuses(), ["in_support", "closed"]);
    assert_eq!(roads.walks[1].referral.outcome.as_deref(), Some("goals_met"));
    roads.at("2027-02-02 10:00").does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["follow_up", "closed"]);
    assert_eq!(roads.leads(), [true, false]);
}

#[test]
fn the_lead_passes_to_another_open_carrier_unless_the_change_lasts() {
    // Handed back, and closed.
    for closes in [false, true] {
        let mut roads = two_carriers();
        let back = Command::HandBack {
            reason: HandBackReason::NeedsAuthority,
            next: None,
        };
        roads.does(0, &olli(), &back);
        assert_eq!(roads.leads(), [false, true]);
        assert_eq!(roads.told(1), ["sanni: lead_passed"]);
        if closes {
            let close = Command::Close {
                reason: CloseReason::OtherService,
            };
            roads.does(0, &anna(), &close);
        }
        // Now the Swan checks.
        roads.at("2027-01-12 10:00").does(1, &sanni(), &ended());
        assert_eq!(roads.walks[1].status(), Status::FollowUp);
        assert_eq!(roads.leads(), [false, true]);
    }
    // It lasts: nobody asks again.
    let mut roads = two_carriers();
    let stable = Command::RecordCheck {
        result: CheckResult::Stable,
        measures: None,
        worry: None,
        voice: None,
    };
    roads.at("2027-02-02 10:00").does(0, &olli(), &ended());
    roads.does(0, &olli(), &stable).does(0, &olli(), &stable);
    assert_eq!(roads.leads(), [true, false]);
    roads.does(1, &sanni(), &ended());
    assert_eq!(roads.statuses(), ["stable", "closed"]);
}

#[test]
fn of_three_carriers_the_one_that_is_furthest_takes_the_lead() {
    let mut roads = two_carriers();
    let crane = roads.another(CRANE_GROUP, None);
    assert_eq!(roads.leads(), [true, false, false]);
    assert_eq!(roads.walks[crane].referral.links.len(), 2);
    assert_eq!(roads.walks[1].referral.links.len(), 2);
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(0, &olli(), &back);
    assert_eq!(roads.leads(), [false, true, false], "the Swan has met her");
}

#[test]
fn of_who_died_or_moved_every_road_falls_silent_at_once() {
    for (what, reason) in [(ChangeWhat::Died, "died"), (ChangeWhat::MovedAway, "moved")] {
        let mut roads = two_carriers();
        let waits = roads.another(CRANE_GROUP, None);
        roads.walks[1].told();
        let alert = Command::AlertDesk {
            what: luotsi_domain::referral::words::AlertWhat::NeedsAssessment,
        };
        roads.does(1, &sanni(), &alert);
        for road in 0..3 {
            roads.told(road);
        }
        roads.does(0, &olli(), &Command::ReportChange { what, until: None });
        assert_eq!(roads.statuses(), ["closed", "closed", "closed"]);
        for walk in &roads.walks {
            let referral = &walk.referral;
            let closed = matches!(&referral.state, luotsi_domain::referral::State::Closed { reason: why, .. }
                if why.as_str() == reason);
            assert!(closed, "{reason}: {:?}", referral.state);
            assert!(referral.tasks.is_empty() && referral.holder() == Holder::Nobody);
            assert!(walk.only_forgets(), "nobody is reminded of anything");
            assert!(walk.history.iter().any(|recorded| silences(&recorded.event)));
        }
        // The desk in one quiet line, the other worker in one, whoever was asked at once.
        assert_eq!(roads.told(0), ["anna: closed_quiet"]);
        assert_eq!(roads.told(1), ["sanni: closed_quiet"]);
        assert_eq!(roads.told(waits), ["kurki: closed_quiet"]);
    }
}

#[test]
fn a_road_that_is_over_is_silent_too() {
    let mut roads = Roads::of(Walk::in_support());
    let alert = Command::AlertDesk {
        what: luotsi_domain::referral::words::AlertWhat::NeedsAssessment,
    };
    roads.does(0, &olli(), &alert);
    roads.at("2026-12-08 10:00").does(
        0,
        &olli(),
        &Command::HandBack {
            reason: HandBackReason::NeedsAuthority,
            next: None,
        },
    );
    roads.does(
        0,
        &anna(),
        &Command::Close {
            reason: CloseReason::OtherService,
        },
    );
    assert!(
        !roads.walks[0].referral.tasks.is_empty(),
        "the authority's track goes on"
    );
    // She comes back as a person of her own road, and dies.
    let again = roads.begins(SWAN_COMPANY, 2);
    roads.does(
        0,
        &anna(),
        &Command::Reopen {
            other: roads.id(again),
        },
    );
    roads.met(again, &sanni());
    roads.does(again, &sanni(), &died());
    assert_eq!(roads.statuses(), ["closed", "closed"]);
    assert!(roads.walks[0].referral.tasks.is_empty());
    assert!(roads.walks[0].only_forgets());
    assert!(!actions(&anna(), &roads.walks[0].referral).contains(&Action::Reopen));
}

#[test]
fn hospital_on_one_road_is_hospital_on_all() {
    let mut roads = two_carriers();
    let asked = roads.another(CRANE_GROUP, None);
    let crane = roads.walks[asked].stands();
    let hospital = Command::ReportChange {
        what: ChangeWhat::InHospital,
        until: Some(date("2027-01-13")),
    };
    roads.does(1, &sanni(), &hospital);
    assert_eq!(
        roads.walks[0].stands(),
        "in_support · worker olli · review 2027-01-13 16:00"
    );
    assert_eq!(
        roads.walks[1].stands(),
        "in_support · worker sanni · review 2027-01-13 16:00"
    );
    assert_eq!(roads.walks[asked].stands(), crane, "answering is not hers to do");
    // Whoever takes her on meanwhile begins when she is back: five working days from that Wednesday.
    roads.does(asked, &cilla(), &Command::Accept { worker: cilla().user });
    assert_eq!(
        roads.walks[asked].stands(),
        "accepted · worker cilla · first_contact 2027-01-20 16:00"
    );
}

#[test]
fn a_withdrawal_is_one_for_all_roads() {
    for (scope, statuses, receivers) in [
        (WithdrawScope::Feedback, ["in_support", "in_support"], 3),
        (WithdrawScope::OtherPartners, ["in_support", "in_support"], 2),
        (WithdrawScope::All, ["closed", "closed"], 0),
    ] {
        let mut roads = two_carriers();
        roads.does(1, &sanni(), &Command::WithdrawConsent { scope });
        assert_eq!(roads.statuses(), statuses, "{scope}");
        for walk in &roads.walks {
            let referral = &walk.referral;
            assert_eq!(referral.receivers.len(), receivers, "{scope}");
            assert_eq!(referral.feedback_allowed, scope != WithdrawScope::Feedback);
            assert_eq!(referral.is_withdrawn(), scope == WithdrawScope::All);
            assert_eq!(referral.erase_at.is_some(), scope == WithdrawScope::All);
            if scope == WithdrawScope::All {
                assert_eq!(relation(&olli(), referral), None);
                assert_eq!(relation(&sanni(), referral), None);
            }
        }
        // The desk is told once, the other worker too.
        let (first, mut second) = (roads.told(0), roads.told(1));
        // Who did it is not told what she did.
        second.retain(|told| !told.starts_with("sanni"));
        let told = if scope == WithdrawScope::All {
            "consent_withdrawn"
        } else {
            "consent_narrowed"
        };
        assert_eq!(first, [format!("olli: {told}!")], "{scope}");
        assert_eq!(second, [format!("anna: {told}!")], "{scope}");
    }
}

#[test]
fn a_road_that_ended_before_is_withdrawn_with_the_others() {
    let mut roads = two_carriers();
    roads.does(1, &sanni(), &ended());
    roads.told(1);
    let scope = WithdrawScope::All;
    roads.does(0, &anna(), &Command::WithdrawConsent { scope });
    let over = &roads.walks[1].referral;
    assert!(over.is_withdrawn() && over.erase_at.is_some());
    assert_eq!(relation(&sanni(), over), None);
    assert_eq!(roads.walks[1].told(), [""; 0]);
}

#[test]
fn two_overlap_until_a_date_and_then_the_first_is_asked() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    assert_eq!(
        roads.walks[0].tasks(),
        ["overlap · worker olli · 2027-01-13 16:00"]
    );
    assert_eq!(roads.leads(), [true, false], "until the other one has met her");
    roads.met(coach, &sanni());
    assert_eq!(roads.leads(), [false, true]);
    assert_eq!(
        roads.walks[0].stands(),
        "in_support · worker olli · review 2027-02-02 16:00"
    );
    roads.told(0);
    let did = roads.walks[0].clock_to("2027-01-13 16:00");
    assert_eq!(did, ["2027-01-13 16:00 tells of task 1"]);
    assert_eq!(roads.told(0), ["olli: overlap_ends"]);
    assert_eq!(
        roads.walks[0].status(),
        Status::InSupport,
        "nothing ends by itself"
    );
    // They extend it.
    roads.at("2027-01-14 10:00");
    let until = date("2027-02-01");
    roads.does(0, &olli(), &Command::ExtendOverlap { until });
    assert_eq!(
        roads.walks[0].tasks(),
        ["overlap · worker olli · 2027-02-01 16:00"]
    );
    for walk in &roads.walks {
        assert_eq!(walk.referral.links[0].until, Some(until));
    }
    // The first ends; who goes on makes the checks.
    roads.does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["closed", "in_support"]);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    roads.at("2027-03-01 10:00").does(coach, &sanni(), &ended());
    assert_eq!(roads.walks[coach].status(), Status::FollowUp);
}

#[test]
fn who_has_ended_before_the_other_has_met_her_checks_until_then() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    roads.does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["follow_up", "offered"]);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    roads.met(coach, &sanni());
    assert_eq!(roads.statuses(), ["closed", "in_support"]);
    assert_eq!(roads.leads(), [false, true]);
}

#[test]
fn nobody_is_asked_to_end_for_another_who_is_gone() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(coach, &sanni(), &back);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    assert!(!actions(&olli(), &roads.walks[0].referral).contains(&Action::ExtendOverlap));
}

#[test]
fn an_overlap_needs_somebody_who_ends() {
    for mut roads in [
        Roads::of(Walk::waiting()),
        Roads::of(Walk::offered(OWL_VISITS, &[])),
        Roads::of(Walk::follow_up()),
    ] {
        let other = roads.begins(SWAN_COMPANY, 1);
        let command = Command::AddCarrier {
            other: roads.id(other),
            until: Some(date("2027-06-01")),
        };
        let refused = Refusal::Invalid {
            pointer: "/overlap_until",
            code: "not-carried",
        };
        assert_eq!(roads.tries(0, &anna(), &command), Err(refused));
    }
}
