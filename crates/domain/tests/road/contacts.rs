//! Accepted: trying to reach, reaching, not yet, meeting, declining, and the one question.

use luotsi_domain::{
    handoff::Form,
    referral::{
        Command, Refusal,
        words::{ContactKind, ContactOutcome as Outcome, NeedsYou, Status},
    },
};

use crate::{
    fixture::{OLLI, OWL_VISITS, anna, olga, olli, wall},
    walk::{Walk, contact, contact_next, contact_worry},
};

fn contact_at(outcome: Outcome, at: &str) -> Command {
    Command::RecordContact {
        kind: ContactKind::Phone,
        outcome,
        at: Some(wall(at)),
        next_on: None,
        worry: None,
    }
}

#[test]
fn what_a_contact_leads_to() {
    // On Friday 4 December at one; accepted on Wednesday, first contact due on Wednesday 9 December.
    for (command, expected) in [
        (
            contact(Outcome::NoAnswer),
            "accepted · worker olli · first_contact 2026-12-09 16:00",
        ),
        (
            contact_next(Outcome::NoAnswer, "2026-12-14"),
            "accepted · worker olli · first_contact 2026-12-14 16:00",
        ),
        // Ten working days after Friday the fourth.
        (
            contact(Outcome::Reached),
            "accepted · worker olli · first_meeting 2026-12-18 16:00",
        ),
        (
            contact_next(Outcome::Reached, "2026-12-10"),
            "accepted · worker olli · first_meeting 2026-12-10 16:00",
        ),
        (
            contact_next(Outcome::NotYet, "2026-12-15"),
            "accepted · worker olli · first_contact 2026-12-15 16:00",
        ),
        // A date that is no working day moves forward: Saturday, and Christmas Eve over the weekend.
        (
            contact_next(Outcome::NotYet, "2026-12-12"),
            "accepted · worker olli · first_contact 2026-12-14 16:00",
        ),
        (
            contact_next(Outcome::NotYet, "2026-12-24"),
            "accepted · worker olli · first_contact 2026-12-28 16:00",
        ),
        // This very day is still to come until its end.
        (
            contact_next(Outcome::NotYet, "2026-12-04"),
            "accepted · worker olli · first_contact 2026-12-04 16:00",
        ),
        // Sixty days after the meeting.
        (
            contact(Outcome::Met),
            "in_support · worker olli · review 2027-02-02 16:00",
        ),
        (
            contact_next(Outcome::Met, "2026-12-22"),
            "in_support · worker olli · review 2026-12-22 16:00",
        ),
        (
            contact(Outcome::Declined),
            "returned · desk neuvonta · desk_decision 2026-12-09 16:00",
        ),
    ] {
        let mut walk = Walk::accepted();
        walk.at("2026-12-04 13:00").does(&olli(), &command);
        assert_eq!(walk.stands(), expected, "{command:?}");
        assert_eq!(walk.referral.contacts.len(), 1);
    }
}

#[test]
fn a_contact_written_down_later_counts_from_when_it_was() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-08 09:00")
        .does(&olli(), &contact_at(Outcome::Reached, "2026-12-03 18:30"));
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_meeting 2026-12-17 16:00"
    );
    assert_eq!(
        walk.referral.milestones.first_contact_at,
        Some(wall("2026-12-03 18:30"))
    );

    walk.at("2026-12-09 09:00")
        .does(&olli(), &contact_at(Outcome::Met, "2026-12-08 10:00"));
    // 8 December and sixty days is Saturday 6 February.
    assert_eq!(
        walk.stands(),
        "in_support · worker olli · review 2027-02-08 16:00"
    );
    let milestones = walk.referral.milestones;
    assert_eq!(milestones.met_at, Some(wall("2026-12-08 10:00")));
    assert_eq!(
        milestones.first_contact_at,
        Some(wall("2026-12-03 18:30")),
        "the first that reached or met"
    );
}

#[test]
fn a_contact_lies_between_the_day_of_the_handoff_and_now() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-04 13:00");
    for (at, code) in [
        ("2026-11-30 23:59", Some("before-handoff")),
        ("2026-12-01 00:00", None),
        ("2026-12-04 13:00", None),
        ("2026-12-04 13:01", Some("in-the-future")),
    ] {
        let outcome = walk.tries(&olli(), &contact_at(Outcome::Reached, at));
        let refusal = code.map(|code| Refusal::Invalid { pointer: "/at", code });
        assert_eq!(outcome.err(), refusal, "{at}");
    }
}

#[test]
fn a_date_that_has_passed_is_refused_and_not_yet_needs_one() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-04 13:00");
    for outcome in [Outcome::NoAnswer, Outcome::Reached, Outcome::NotYet, Outcome::Met] {
        assert_eq!(
            walk.tries(&olli(), &contact_next(outcome, "2026-12-03")),
            Err(Refusal::Invalid {
                pointer: "/next_on",
                code: "in-the-past"
            }),
        );
    }
    assert_eq!(
        walk.tries(&olli(), &contact(Outcome::NotYet)),
        Err(Refusal::Invalid {
            pointer: "/next_on",
            code: "required"
        }),
    );
}

#[test]
fn beyond_sixty_days_the_desk_sees_it() {
    // 4 December and sixty days is 2 February.
    for (next_on, seen) in [("2027-02-02", false), ("2027-02-03", true)] {
        let mut walk = Walk::accepted();
        walk.at("2026-12-04 13:00")
            .does(&olli(), &contact_next(Outcome::NotYet, next_on));
        let tasks = if seen {
            vec!["alert · desk neuvonta · 2026-12-07 16:00"]
        } else {
            Vec::new()
        };
        assert_eq!(walk.tasks(), tasks, "{next_on}");
    }
}

#[test]
fn worry_is_asked_from_the_third_miss_on_if_the_first_was_three_working_days_ago() {
    // Each row: the days of the misses, and whether the last one is asked. 2 December is a Wednesday.
    for (misses, asked) in [
        (&["2026-12-02 13:00", "2026-12-07 13:00"][..], false),
        (
            &["2026-12-02 13:00", "2026-12-03 13:00", "2026-12-04 13:00"],
            false,
        ),
        (
            &["2026-12-02 13:00", "2026-12-03 13:00", "2026-12-06 13:00"],
            false,
        ),
        (
            &["2026-12-02 13:00", "2026-12-03 13:00", "2026-12-07 00:01"],
            true,
        ),
        (
            &["2026-12-02 23:59", "2026-12-03 00:01", "2026-12-07 00:01"],
            true,
        ),
        (
            &[
                "2026-12-02 13:00",
                "2026-12-03 13:00",
                "2026-12-04 13:00",
                "2026-12-07 13:00",
            ],
            true,
        ),
        // Over Christmas: 23rd, then 28th and 29th are the first and the second working day, 30th the third.
        (
            &["2026-12-23 13:00", "2026-12-28 13:00", "2026-12-29 13:00"],
            false,
        ),
        (
            &["2026-12-23 13:00", "2026-12-28 13:00", "2026-12-30 13:00"],
            true,
        ),
    ] {
        let mut walk = Walk::accepted();
        let (last, before) = misses.split_last().unwrap();
        for miss in before {
            walk.at(miss).does(&olli(), &contact(Outcome::NoAnswer));
        }
        let due = walk.referral.due();
        walk.at(last);
        let outcome = walk.tries(&olli(), &contact(Outcome::NoAnswer));
        assert_eq!(
            outcome == Err(Refusal::WorryRequired),
            asked,
            "{misses:?}: {outcome:?}"
        );
        if !asked {
            walk.does(&olli(), &contact(Outcome::NoAnswer));
            assert_eq!(walk.referral.due(), due, "an attempt moves no due");
            assert_eq!(walk.status(), Status::Accepted);
        }
    }
}

#[test]
fn no_answer_three_times_without_worry_and_with() {
    for (worry, tasks) in [
        (false, vec![]),
        (true, vec!["worry · desk neuvonta · 2026-12-07 16:00"]),
    ] {
        let mut walk = Walk::accepted();
        for miss in ["2026-12-02 13:00", "2026-12-03 13:00"] {
            walk.at(miss).does(&olli(), &contact(Outcome::NoAnswer));
        }
        walk.at("2026-12-07 09:00").does(&olli(), &contact_worry(worry));
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2026-12-10 16:00"
        );
        assert_eq!(walk.tasks(), tasks);
        assert_eq!(walk.referral.needs_you(walk.now), Some(NeedsYou::Unreachable));
        assert!(walk.places().is_empty());
        assert_eq!(
            walk.tries(&olli(), &contact(Outcome::Reached)),
            Err(Refusal::NotFound)
        );
    }
}

#[test]
fn an_urgent_task_after_the_day_has_ended_is_due_at_once() {
    let mut walk = Walk::accepted();
    for miss in ["2026-12-02 13:00", "2026-12-03 13:00"] {
        walk.at(miss).does(&olli(), &contact(Outcome::NoAnswer));
    }
    walk.at("2026-12-07 18:45").does(&olli(), &contact_worry(true));
    assert_eq!(walk.tasks(), ["worry · desk neuvonta · 2026-12-07 18:45"]);
    assert_eq!(
        walk.clock_to("2026-12-07 18:45"),
        ["2026-12-07 18:45 tells of task 1"]
    );
}

#[test]
fn being_reached_starts_the_count_of_misses_anew() {
    let mut walk = Walk::accepted();
    for miss in ["2026-12-02 13:00", "2026-12-03 13:00"] {
        walk.at(miss).does(&olli(), &contact(Outcome::NoAnswer));
    }
    walk.at("2026-12-04 13:00")
        .does(&olli(), &contact(Outcome::Reached));
    walk.at("2026-12-08 13:00")
        .does(&olli(), &contact(Outcome::NoAnswer));
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_meeting 2026-12-18 16:00"
    );
}

#[test]
fn support_begins_with_the_wished_form_that_the_programme_has() {
    let walk = Walk::in_support();
    assert_eq!(walk.referral.form, Some(Form::Volunteer));
    assert_eq!(walk.referral.forms, [(wall("2026-12-04 13:00"), Form::Volunteer)]);

    let mut submitted = crate::fixture::submitted();
    submitted.facts.wishes.forms = vec![Form::Peer];
    let offer = luotsi_domain::referral::Placement::Offer(crate::fixture::choice(OWL_VISITS, &[]));
    let mut walk = Walk::begun("2026-12-01 10:00", submitted, offer).unwrap();
    walk.does(&olli(), &Command::Accept { worker: OLLI })
        .does(&olli(), &contact(Outcome::Met));
    assert_eq!(walk.referral.form, Some(Form::HomeVisit), "the usual one");
}

#[test]
fn contacts_belong_to_accepted_alone() {
    for (walk, status) in [
        (Walk::offered(OWL_VISITS, &[]), Status::Offered),
        (Walk::in_support(), Status::InSupport),
        (Walk::follow_up(), Status::FollowUp),
    ] {
        assert_eq!(
            walk.tries(&olli(), &contact(Outcome::Reached)),
            Err(Refusal::IllegalTransition { status })
        );
    }
    assert_eq!(
        Walk::accepted().tries(&anna(), &contact(Outcome::Reached)),
        Err(Refusal::Forbidden)
    );
    assert!(
        Walk::accepted()
            .tries(&olga(), &contact(Outcome::Reached))
            .is_ok()
    );
}
