//! In support: reviews, another worker, hospital, death, alerts, the ending.

use luotsi_domain::{
    handoff::{Form, Measures},
    referral::{
        Command, Placement, Refusal,
        state::State,
        words::{AlertWhat, ChangeWhat, CloseReason, Feedback, Phase, Status},
    },
};

use crate::{
    fixture::{CILLA, CRANE_GROUP, OLLI, OUTI, OWL_VISITS, anna, choice, cilla, olli, outi, submitted, wall},
    walk::{Walk, contact, date, ended},
};

fn review(form: Option<Form>, next_on: Option<&str>) -> Command {
    Command::Review {
        form,
        phase: None,
        co_workers: None,
        peer: None,
        moves_on: None,
        next_on: next_on.map(date),
    }
}

fn change(what: ChangeWhat, until: Option<&str>) -> Command {
    Command::ReportChange {
        what,
        until: until.map(date),
    }
}

#[test]
fn beyond_sixty_days_the_desk_sees_a_review_too() {
    // 15 December and sixty days is 13 February.
    for (next_on, seen) in [("2027-02-13", false), ("2027-02-14", true)] {
        let mut walk = Walk::in_support();
        walk.at("2026-12-15 10:00")
            .does(&olli(), &review(None, Some(next_on)));
        let tasks = if seen {
            vec!["alert · desk neuvonta · 2026-12-16 16:00"]
        } else {
            Vec::new()
        };
        assert_eq!(walk.tasks(), tasks, "{next_on}");
    }
}

#[test]
fn a_review_counts_sixty_days_from_the_last_one_or_is_due_on_the_date_given() {
    for (at, next_on, expected) in [
        // 15 December and sixty days is Saturday 13 February.
        ("2026-12-15 10:00", None, "review 2027-02-15 16:00"),
        ("2026-12-15 10:00", Some("2027-01-05"), "review 2027-01-05 16:00"),
        // Epiphany is a day off.
        ("2026-12-15 10:00", Some("2027-01-06"), "review 2027-01-07 16:00"),
        // Sixty days from 25 January lie on Good Friday, the next working day is after the clock change.
        ("2027-01-25 10:00", None, "review 2027-03-30 16:00"),
    ] {
        let mut walk = Walk::in_support();
        walk.at(at).does(&olli(), &review(None, next_on));
        assert_eq!(walk.stands(), format!("in_support · worker olli · {expected}"));
    }
    let mut walk = Walk::in_support();
    walk.at("2026-12-15 10:00");
    assert_eq!(
        walk.tries(&olli(), &review(None, Some("2026-12-14"))),
        Err(Refusal::Invalid {
            pointer: "/next_on",
            code: "in-the-past"
        })
    );
}

#[test]
fn the_form_of_support_changes_at_a_review_and_its_history_is_kept() {
    let mut walk = Walk::in_support();
    walk.at("2026-12-15 10:00")
        .does(&olli(), &review(Some(Form::Group), None));
    walk.at("2026-12-16 10:00")
        .does(&olli(), &review(Some(Form::Group), None))
        .does(
            &olli(),
            &Command::Review {
                form: None,
                phase: Some(Phase::Transition),
                co_workers: None,
                peer: None,
                moves_on: None,
                next_on: None,
            },
        );
    assert_eq!(walk.referral.form, Some(Form::Group));
    assert_eq!(walk.referral.phase, Some(Phase::Transition));
    assert_eq!(
        walk.referral.forms,
        [
            (wall("2026-12-04 13:00"), Form::Volunteer),
            (wall("2026-12-15 10:00"), Form::Group)
        ]
    );
}

#[test]
fn a_colleague_takes_over_with_the_same_state_and_the_same_due() {
    for (mut walk, expected) in [
        (
            Walk::accepted(),
            "accepted · worker outi · first_contact 2026-12-09 16:00",
        ),
        (
            Walk::in_support(),
            "in_support · worker outi · review 2027-02-02 16:00",
        ),
        (
            Walk::follow_up(),
            "follow_up · worker outi · check 2027-03-04 16:00",
        ),
    ] {
        let places = walk.places();
        walk.does(&olli(), &Command::Reassign { worker: OUTI });
        assert_eq!(walk.stands(), expected);
        assert_eq!(walk.places(), places);
        // It is Outi's now; Olli is a colleague.
        let back = Command::Reassign { worker: OLLI };
        assert_eq!(walk.tries(&olli(), &back), Err(Refusal::Forbidden));
        assert_eq!(
            walk.tries(&outi(), &Command::Reassign { worker: OUTI }),
            Err(Refusal::Invalid {
                pointer: "/worker",
                code: "unchanged"
            })
        );
        assert!(walk.tries(&outi(), &back).is_ok());
    }
}

#[test]
fn in_hospital_the_same_step_is_due_from_that_day() {
    for (mut walk, expected) in [
        (
            Walk::accepted(),
            "accepted · worker olli · first_contact 2027-03-12 16:00",
        ),
        (
            Walk::in_support(),
            "in_support · worker olli · review 2027-03-12 16:00",
        ),
        (
            Walk::follow_up(),
            "follow_up · worker olli · check 2027-03-12 16:00",
        ),
    ] {
        walk.does(&olli(), &change(ChangeWhat::InHospital, Some("2027-03-12")));
        assert_eq!(walk.stands(), expected);
    }
    let walk = Walk::in_support();
    for (until, code) in [
        (None, "required"),
        (Some("2026-12-03"), "in-the-past"),
        (Some("2062-12-04"), "too-far-ahead"),
    ] {
        assert_eq!(
            walk.tries(&olli(), &change(ChangeWhat::InHospital, until)),
            Err(Refusal::Invalid {
                pointer: "/until",
                code
            })
        );
    }
}

#[test]
fn death_or_moving_away_closes_at_once_and_nothing_is_left_to_remind_of() {
    for (what, reason) in [
        (ChangeWhat::Died, CloseReason::Died),
        (ChangeWhat::MovedAway, CloseReason::Moved),
    ] {
        for mut walk in [Walk::accepted(), Walk::in_support(), Walk::follow_up()] {
            walk.does(
                &olli(),
                &Command::AlertDesk {
                    what: AlertWhat::NeedsAssessment,
                },
            );
            walk.does(&olli(), &change(what, None));
            assert_eq!(walk.stands(), "closed · nobody · none");
            assert!(matches!(walk.referral.state, State::Closed { reason: closed, .. } if closed == reason));
            assert!(walk.tasks().is_empty() && walk.places().is_empty());
            let kept_until = walk.days.months_after(walk.now, 12);
            assert_eq!(walk.wakes(), Some(kept_until));
            assert_eq!(walk.referral.milestones.closed_at, Some(walk.now));
            let update = Command::UpdateCityTrack {
                kind: None,
                started_on: None,
                notified_on: None,
                done: true,
            };
            let status = Status::Closed;
            assert_eq!(
                walk.tries(&anna(), &update),
                Err(Refusal::IllegalTransition { status })
            );
        }
    }
}

#[test]
fn an_alert_opens_the_desks_task_and_the_citys_track_and_moves_nothing() {
    // Friday 4 December at one: the desk's task by Monday, the city's seven working days by Tuesday 15.
    for (what, tasks) in [
        (
            AlertWhat::NeedsAssessment,
            vec![
                "alert · desk neuvonta · 2026-12-07 16:00",
                "city_track · desk neuvonta · 2026-12-15 16:00",
            ],
        ),
        (
            AlertWhat::NeedsCityService,
            vec![
                "alert · desk neuvonta · 2026-12-07 16:00",
                "city_track · desk neuvonta · 2026-12-15 16:00",
            ],
        ),
        (AlertWhat::Worse, vec!["alert · desk neuvonta · 2026-12-07 16:00"]),
    ] {
        let mut walk = Walk::in_support();
        let before = walk.stands();
        walk.does(&olli(), &Command::AlertDesk { what });
        assert_eq!(walk.stands(), before);
        assert_eq!(walk.tasks(), tasks, "{what}");
    }
    // A track that runs already is not opened twice.
    let mut walk = Walk::in_support();
    let alert = Command::AlertDesk {
        what: AlertWhat::NeedsAssessment,
    };
    walk.does(&olli(), &alert).does(&olli(), &alert);
    assert_eq!(walk.tasks().len(), 3);
}

#[test]
fn the_desk_answers_an_alert_with_its_next_step_and_the_citys_clock_goes_on() {
    let mut walk = Walk::in_support();
    let alert = Command::AlertDesk {
        what: AlertWhat::NeedsAssessment,
    };
    walk.does(&olli(), &alert);
    // Begun on the Wednesday before: the seventh working day after it.
    let begun = Command::UpdateCityTrack {
        kind: None,
        started_on: Some(date("2026-12-02")),
        notified_on: None,
        done: false,
    };
    walk.at("2026-12-07 09:00").does(&anna(), &begun);
    assert_eq!(walk.tasks(), ["city_track · desk neuvonta · 2026-12-11 16:00"]);
    walk.at("2026-12-08 09:00").does(&olli(), &ended());
    assert_eq!(walk.tasks(), ["city_track · desk neuvonta · 2026-12-11 16:00"]);
    let done = Command::UpdateCityTrack {
        kind: None,
        started_on: None,
        notified_on: Some(date("2026-12-10")),
        done: true,
    };
    walk.at("2026-12-10 09:00").does(&anna(), &done);
    assert!(walk.tasks().is_empty());
    let track = walk.referral.city_track.clone().unwrap();
    assert_eq!(
        (track.started_on, track.notified_on),
        (Some(date("2026-12-02")), Some(date("2026-12-10")))
    );
}

#[test]
fn the_ending_frees_the_place_and_the_first_check_is_due() {
    let mut walk = Walk::in_support();
    let command = Command::EndSupport {
        outcome: "moved_home".to_owned(),
        measures: Some(Measures {
            loneliness: Some(2),
            coping: Some(7),
        }),
        voice: None,
    };
    walk.at("2027-02-02 11:00").does(&olli(), &command);
    // 2 February and thirty days is 4 March.
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-03-04 16:00");
    assert!(walk.places().is_empty());
    assert_eq!(walk.referral.feedback, Some(Feedback::Ended));
    assert_eq!(walk.referral.milestones.ended_at, Some(wall("2027-02-02 11:00")));
    assert_eq!(walk.referral.measures.1.unwrap().coping, Some(7));
    assert_eq!(walk.referral.outcome.as_deref(), Some("moved_home"));

    let nonsense = Command::EndSupport {
        outcome: "nonsense".to_owned(),
        measures: None,
        voice: None,
    };
    assert_eq!(
        Walk::in_support().tries(&olli(), &nonsense),
        Err(Refusal::Invalid {
            pointer: "/outcome",
            code: "not-in-list"
        })
    );
}

#[test]
fn where_the_policy_is_none_the_ending_closes() {
    // By the programme's form, and by the form that support had come to.
    let offer = Placement::Offer(choice(CRANE_GROUP, &[]));
    let mut group = Walk::begun("2026-12-01 10:00", submitted(), offer).unwrap();
    group
        .does(&cilla(), &Command::Accept { worker: CILLA })
        .does(
            &cilla(),
            &contact(luotsi_domain::referral::words::ContactOutcome::Met),
        )
        .does(&cilla(), &ended());
    let mut changed = Walk::in_support();
    changed
        .does(&olli(), &review(Some(Form::Group), None))
        .does(&olli(), &ended());
    for walk in [group, changed] {
        assert_eq!(walk.stands(), "closed · nobody · none");
        let reason = CloseReason::Ended;
        assert!(matches!(walk.referral.state, State::Closed { reason: closed, .. } if closed == reason));
        assert_eq!(walk.referral.milestones.ended_at, Some(walk.now));
        assert_eq!(walk.referral.milestones.closed_at, Some(walk.now));
        assert!(walk.places().is_empty());
    }
}

#[test]
fn a_definition_that_changes_later_moves_no_running_clock() {
    let mut walk = Walk::in_support();
    walk.definition.deadlines.review_days = 5;
    walk.definition.deadlines.first_contact_wd = 1;
    assert_eq!(
        walk.stands(),
        "in_support · worker olli · review 2027-02-02 16:00"
    );
    assert!(walk.tries(&outi(), &ended()).is_err());
    let offered = Walk::offered(OWL_VISITS, &[]);
    assert_eq!(offered.referral.due().unwrap().at, wall("2026-12-03 16:00"));
}
