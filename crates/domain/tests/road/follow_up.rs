//! Follow-up: stable is reached after the ending, by checking.

use luotsi_domain::referral::{
    Command, Refusal,
    state::State,
    words::{CheckResult, CloseReason, Feedback, NeedsYou, Status},
};

use crate::{
    fixture::{olli, wall},
    walk::{Walk, contact, ended},
};

fn check(result: CheckResult) -> Command {
    Command::RecordCheck {
        result,
        measures: None,
        voice: None,
        worry: None,
    }
}

fn not_reached(worry: bool) -> Command {
    Command::RecordCheck {
        result: CheckResult::NotReached,
        measures: None,
        voice: None,
        worry: Some(worry),
    }
}

#[test]
fn the_last_check_that_finds_it_stable_makes_it_stable() {
    let mut walk = Walk::follow_up();
    walk.at("2027-03-04 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    // Ninety days from the ending on 2 February, however early or late the first check was.
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-03 16:00");
    walk.at("2027-05-03 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    assert_eq!(walk.stands(), "stable · nobody · none");
    assert_eq!(walk.referral.feedback, Some(Feedback::Lasted));
    assert_eq!(walk.referral.milestones.stable_at, Some(wall("2027-05-03 10:00")));
    assert_eq!(walk.referral.milestones.closed_at, None);
    // Nobody is reminded of anything any more; a year later the key is destroyed.
    assert_eq!(walk.wakes(), Some(wall("2028-05-03 16:00")));
}

#[test]
fn a_check_recorded_early_counts_as_the_next_due_one() {
    let mut walk = Walk::follow_up();
    walk.at("2027-02-10 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-03 16:00");
    walk.at("2027-02-11 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    assert_eq!(walk.status(), Status::Stable);
}

#[test]
fn a_check_that_does_not_reach_is_tried_again_in_a_week() {
    let mut walk = Walk::follow_up();
    walk.at("2027-03-05 10:00")
        .does(&olli(), &check(CheckResult::NotReached));
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-03-12 16:00");
    // A week from Maundy Thursday's eve is no day off; a week from 19 March is Good Friday.
    walk.at("2027-03-19 10:00")
        .does(&olli(), &check(CheckResult::NotReached));
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-03-30 16:00");
}

#[test]
fn worry_is_asked_from_the_third_miss_on_if_the_first_was_fourteen_days_ago() {
    for (misses, asked) in [
        (&["2027-03-04 10:00", "2027-03-18 10:00"][..], false),
        (
            &["2027-03-04 10:00", "2027-03-11 10:00", "2027-03-17 23:59"],
            false,
        ),
        (
            &["2027-03-04 23:59", "2027-03-11 10:00", "2027-03-18 00:01"],
            true,
        ),
        (
            &["2027-03-04 10:00", "2027-03-05 10:00", "2027-03-08 10:00"],
            false,
        ),
        (
            &[
                "2027-03-04 10:00",
                "2027-03-05 10:00",
                "2027-03-08 10:00",
                "2027-03-18 10:00",
            ],
            true,
        ),
    ] {
        let mut walk = Walk::follow_up();
        let (last, before) = misses.split_last().unwrap();
        for miss in before {
            walk.at(miss).does(&olli(), &check(CheckResult::NotReached));
        }
        walk.at(last);
        let outcome = walk.tries(&olli(), &check(CheckResult::NotReached));
        assert_eq!(
            outcome == Err(Refusal::WorryRequired),
            asked,
            "{misses:?}: {outcome:?}"
        );
    }
}

#[test]
fn not_reached_three_times_is_never_stable() {
    for (worry, tasks) in [
        (false, vec![]),
        (true, vec!["worry · desk neuvonta · 2027-03-18 16:00"]),
    ] {
        let mut walk = Walk::follow_up();
        for miss in ["2027-03-04 10:00", "2027-03-11 10:00"] {
            walk.at(miss).does(&olli(), &check(CheckResult::NotReached));
        }
        walk.at("2027-03-18 10:00").does(&olli(), &not_reached(worry));
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2027-03-23 16:00"
        );
        assert_eq!(walk.tasks(), tasks);
        assert_eq!(walk.referral.needs_you(walk.now), Some(NeedsYou::Unreachable));
        assert_eq!(walk.referral.milestones.stable_at, None);
        assert_eq!(
            walk.tries(&olli(), &check(CheckResult::Stable)),
            Err(Refusal::NotFound)
        );
    }
}

#[test]
fn a_check_that_reached_starts_the_count_of_misses_anew() {
    let mut walk = Walk::follow_up();
    for miss in ["2027-03-04 10:00", "2027-03-11 10:00"] {
        walk.at(miss).does(&olli(), &check(CheckResult::NotReached));
    }
    walk.at("2027-03-18 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    walk.at("2027-05-03 10:00")
        .does(&olli(), &check(CheckResult::NotReached));
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-10 16:00");
}

#[test]
fn a_change_leads_back_to_support_in_the_same_programme_even_beyond_its_capacity() {
    let mut walk = Walk::follow_up();
    walk.at("2027-03-04 10:00")
        .does(&olli(), &check(CheckResult::Changed));
    // 4 March and sixty days is 3 May.
    assert_eq!(
        walk.stands(),
        "in_support · worker olli · review 2027-05-03 16:00"
    );
    assert_eq!(walk.places(), ["huuhkaja-kotikaynnit used"]);
    assert!(walk.referral.places()[0].beyond);

    // The next ending begins its checks anew and frees the place again.
    walk.at("2027-04-01 10:00").does(&olli(), &ended());
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-03 16:00");
    assert!(walk.places().is_empty());
    assert_eq!(
        walk.referral.milestones.ended_at,
        Some(wall("2027-04-01 10:00")),
        "the latest ending"
    );
}

#[test]
fn what_else_a_check_finds_closes() {
    for (result, expected) in [
        (CheckResult::NoContactWanted, CloseReason::NoContactWanted),
        (CheckResult::Moved, CloseReason::Moved),
        (CheckResult::Died, CloseReason::Died),
    ] {
        let mut walk = Walk::follow_up();
        walk.does(&olli(), &check(result));
        assert_eq!(walk.stands(), "closed · nobody · none");
        assert!(matches!(walk.referral.state, State::Closed { reason, .. } if reason == expected));
    }
}

#[test]
fn checks_belong_to_follow_up_alone() {
    for (walk, status) in [
        (Walk::accepted(), Status::Accepted),
        (Walk::in_support(), Status::InSupport),
    ] {
        let refused = Err(Refusal::IllegalTransition { status });
        assert_eq!(walk.tries(&olli(), &check(CheckResult::Stable)), refused);
    }
    let met = contact(luotsi_domain::referral::words::ContactOutcome::Met);
    let status = Status::FollowUp;
    let refused = Err(Refusal::IllegalTransition { status });
    assert_eq!(Walk::follow_up().tries(&olli(), &met), refused);
    assert_eq!(Walk::follow_up().tries(&olli(), &ended()), refused);
}
