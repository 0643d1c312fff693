//! The client takes back her permission, each scope, told to the desk or to the worker.

use luotsi_domain::{
    access::{Process, disclose, relation},
    referral::{
        Command, Placement, Refusal,
        state::{OfferAnswer, State},
        words::{Action, CloseReason, NeedsYou, Status, WithdrawScope},
    },
};

use crate::{
    fixture::{OWL_VISITS, SANNI, SWAN_COMPANY, aino, anna, choice, kaisa, olga, olli, outi, wall},
    walk::Walk,
};

const fn withdraw(scope: WithdrawScope) -> Command {
    Command::WithdrawConsent { scope }
}

#[test]
fn without_feedback_the_work_goes_on_and_the_desk_sees_no_more() {
    for (mut walk, actor) in [
        (Walk::offered(OWL_VISITS, &[]), anna()),
        (Walk::accepted(), olli()),
        (Walk::in_support(), anna()),
        (Walk::follow_up(), olli()),
    ] {
        let before = walk.stands();
        walk.does(&actor, &withdraw(WithdrawScope::Feedback));
        assert_eq!(walk.stands(), before);
        let seen = disclose(&anna(), &walk.referral, walk.now).unwrap();
        assert_eq!(seen.process, Process::NeedsYouOnly);
        assert!(seen.identity && seen.words, "her own handoff stays");
        let actions = luotsi_domain::access::actions(&anna(), &walk.referral);
        assert!(
            !actions.contains(&Action::SendMessage),
            "what may be done does not tell how it goes"
        );
        assert_eq!(walk.referral.receivers.len(), 3);
    }
    // Back at the desk or waiting, it sees the whole again; stable it does not.
    let mut walk = Walk::accepted();
    walk.does(&olli(), &withdraw(WithdrawScope::Feedback));
    let hand_back = Command::HandBack {
        reason: luotsi_domain::referral::words::HandBackReason::Unreachable,
        next: None,
    };
    walk.does(&olli(), &hand_back);
    assert_eq!(
        disclose(&anna(), &walk.referral, walk.now).unwrap().process,
        Process::Whole
    );
    assert_eq!(walk.referral.needs_you(walk.now), Some(NeedsYou::Unreachable));
}

#[test]
fn without_other_partners_she_stays_where_she_is_and_no_other_can_be_asked() {
    let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY]);
    walk.does(&anna(), &withdraw(WithdrawScope::OtherPartners));
    assert_eq!(
        walk.stands(),
        "offered · organisation huuhkaja · acknowledge 2026-12-03 16:00"
    );
    assert!(walk.referral.then.is_empty());
    assert_eq!(walk.referral.receivers, ["huuhkaja".into()]);
    walk.clock_with("2026-12-08 16:00", Some(&choice(SWAN_COMPANY, &[])));
    assert_eq!(walk.status(), Status::Returned);
    let elsewhere = Command::Place {
        placement: Placement::Offer(choice(SWAN_COMPANY, &[])),
    };
    assert_eq!(walk.tries(&anna(), &elsewhere), Err(Refusal::ProgrammeExcluded));
    assert_eq!(walk.tries(&kaisa(), &elsewhere), Err(Refusal::ProgrammeExcluded));

    let mut walk = Walk::in_support();
    let mut choice = choice(SWAN_COMPANY, &[]);
    choice.agreed_with = Some(SANNI);
    walk.does(
        &olli(),
        &Command::Transfer {
            choice: choice.clone(),
        },
    );
    walk.told();
    walk.does(&olli(), &withdraw(WithdrawScope::OtherPartners));
    assert_eq!(
        walk.stands(),
        "in_support · worker olli · review 2027-02-02 16:00"
    );
    assert_eq!(walk.referral.transfer, None);
    assert_eq!(walk.referral.offers[1].answer, OfferAnswer::Withdrawn);
    assert_eq!(walk.places(), ["huuhkaja-kotikaynnit used"]);
    assert_eq!(
        walk.told(),
        ["sanni: offer_withdrawn_consent!", "anna: consent_narrowed!"]
    );
    assert_eq!(
        walk.tries(&olli(), &Command::Transfer { choice }),
        Err(Refusal::ProgrammeExcluded)
    );
}

#[test]
fn while_waiting_the_end_of_other_partners_brings_her_back_to_the_desk() {
    let mut walk = Walk::waiting();
    walk.at("2026-12-02 12:00")
        .does(&anna(), &withdraw(WithdrawScope::OtherPartners));
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-07 16:00"
    );
    assert!(walk.referral.receivers.is_empty() && walk.tasks().is_empty());

    let mut walk = Walk::returned();
    let before = walk.stands();
    walk.does(&anna(), &withdraw(WithdrawScope::OtherPartners));
    assert_eq!(walk.stands(), before);
}

#[test]
fn everything_withdrawn_ends_access_at_once_and_after_a_day_the_key() {
    for (mut walk, actor) in [
        (Walk::offered(OWL_VISITS, &[SWAN_COMPANY]), anna()),
        (Walk::waiting(), aino()),
        (Walk::returned(), anna()),
        (Walk::accepted(), anna()),
        (Walk::in_support(), olli()),
        (Walk::follow_up(), olga()),
    ] {
        walk.does(&anna(), &Command::SecondCall);
        walk.at("2027-03-27 20:00")
            .does(&actor, &withdraw(WithdrawScope::All));
        assert_eq!(walk.stands(), "closed · nobody · none");
        let reason = CloseReason::ConsentWithdrawn;
        assert!(matches!(walk.referral.state, State::Closed { reason: closed, .. } if closed == reason));
        assert!(walk.places().is_empty() && walk.tasks().is_empty() && walk.referral.receivers.is_empty());
        for partner in [olli(), outi(), olga()] {
            assert_eq!(relation(&partner, &walk.referral), None);
        }
        let seen = disclose(&anna(), &walk.referral, walk.now).unwrap();
        assert!(!seen.identity && !seen.words);
        assert_eq!(walk.referral.milestones.closed_at, Some(walk.now));

        // Twenty-four hours, over the night in which the clocks go forward.
        let erase_at = wall("2027-03-28 21:00");
        assert_eq!(walk.wakes(), Some(erase_at));
        assert_eq!(walk.clock_to("2027-03-28 20:59"), [""; 0]);
        assert_eq!(walk.clock_to("2027-03-28 21:00"), ["2027-03-28 21:00 erased"]);
        assert!(walk.referral.erased);
        assert_eq!(walk.wakes(), None);
    }
}

#[test]
fn a_desk_that_closes_for_a_withdrawal_withdraws() {
    let mut walk = Walk::returned();
    let reason = CloseReason::ConsentWithdrawn;
    walk.does(&anna(), &Command::Close { reason });
    assert!(walk.referral.is_withdrawn());
    assert_eq!(walk.wakes(), Some(wall("2026-12-03 12:00")));
}

#[test]
fn a_withdrawal_may_be_told_to_the_desk_and_to_the_worker_only() {
    let all = withdraw(WithdrawScope::All);
    let walk = Walk::accepted();
    assert!(walk.tries(&olli(), &all).is_ok());
    assert!(walk.tries(&olga(), &all).is_ok());
    assert!(walk.tries(&aino(), &all).is_ok());
    assert_eq!(walk.tries(&outi(), &all), Err(Refusal::Forbidden));
    assert_eq!(walk.tries(&kaisa(), &all), Err(Refusal::Forbidden));
    let asked = Walk::offered(OWL_VISITS, &[]);
    let status = Status::Offered;
    assert_eq!(
        asked.tries(&olli(), &all),
        Err(Refusal::IllegalTransition { status })
    );
}
