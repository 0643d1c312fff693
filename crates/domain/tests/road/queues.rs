//! Waiting and returned: placing, keeping, asking the client, whoever rings back, closing, the city's track.

use luotsi_domain::{
    id::ProgrammeId,
    referral::{
        Command, Placement, Refusal,
        event::Event,
        state::State,
        words::{ClientWish, CloseReason, ContactOutcome, HandBackReason, NeedsYou, Status, WaitingAnswer},
    },
};

use crate::{
    fixture::{OLLI, OWL_VISITS, SWAN_COMPANY, aino, anna, choice, kaisa, olli, submitted, wall},
    walk::{Walk, contact, contact_next, date},
};

fn place(programme: &str) -> Command {
    Command::Place {
        placement: Placement::Offer(choice(programme, &[])),
    }
}

fn wait_for(programme: &str) -> Command {
    Command::Place {
        placement: Placement::Wait {
            waiting_for: Some(programme.into()),
            then: Vec::new(),
        },
    }
}

fn keep_until(day: &str) -> Command {
    Command::KeepWaiting { until: date(day) }
}

const ASKS: Command = Command::ClientCalled {
    wish: ClientWish::AsksWhen,
};

#[test]
fn where_nobody_fits_the_coordinator_places_and_the_desk_asks_the_client() {
    let mut walk = Walk::waiting();
    assert_eq!(walk.stands(), "waiting · coordinator · place 2026-12-03 16:00");
    // The twentieth working day after 1 December, with Christmas between.
    assert_eq!(
        walk.tasks(),
        ["confirm_waiting · desk neuvonta · 2026-12-31 16:00"]
    );
    assert_eq!(walk.referral.needs_you(wall("2026-12-03 15:59")), None);
    assert_eq!(
        walk.referral.needs_you(wall("2026-12-03 16:00")),
        Some(NeedsYou::Waiting)
    );

    for actor in [kaisa(), anna(), aino()] {
        let mut walk = walk.clone();
        walk.at("2026-12-02 09:00").does(&actor, &place(OWL_VISITS));
        assert_eq!(
            walk.stands(),
            "offered · organisation huuhkaja · acknowledge 2026-12-04 16:00"
        );
        assert!(
            walk.tasks().is_empty(),
            "the question whether she still wishes to wait is over"
        );
    }

    walk.at("2026-12-02 09:00").does(&kaisa(), &Command::Return);
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-07 16:00"
    );
    assert!(walk.tasks().is_empty());
}

#[test]
fn waiting_for_another_place_starts_neither_clock_anew() {
    let mut walk = Walk::waiting();
    walk.at("2026-12-02 09:00")
        .does(&kaisa(), &wait_for(SWAN_COMPANY));
    assert_eq!(walk.stands(), "waiting · coordinator · place 2026-12-03 16:00");
    assert_eq!(
        walk.tasks(),
        ["confirm_waiting · desk neuvonta · 2026-12-31 16:00"]
    );
    assert!(matches!(
        &walk.referral.state,
        State::Waiting { waiting_for: Some(programme), .. } if programme.as_str() == SWAN_COMPANY
    ));

    // From the desk's queue she enters the state, and both begin.
    let mut walk = Walk::returned();
    walk.at("2026-12-04 09:00").does(&anna(), &wait_for(SWAN_COMPANY));
    assert_eq!(walk.stands(), "waiting · coordinator · place 2026-12-08 16:00");
    assert_eq!(
        walk.tasks(),
        ["confirm_waiting · desk neuvonta · 2027-01-07 16:00"]
    );
}

#[test]
fn keep_waiting_puts_the_placing_off_until_that_day() {
    for (until, due) in [
        ("2026-12-02", "2026-12-02 16:00"),
        ("2026-12-18", "2026-12-18 16:00"),
        // Christmas Eve is a Thursday: the next working day is Monday 28 December.
        ("2026-12-24", "2026-12-28 16:00"),
        // The clock change and Easter: 28 March 2027 is both.
        ("2027-03-28", "2027-03-30 16:00"),
    ] {
        for actor in [kaisa(), anna()] {
            let mut walk = Walk::waiting();
            walk.at("2026-12-02 09:00").does(&actor, &keep_until(until));
            assert_eq!(walk.stands(), format!("waiting · coordinator · place {due}"));
        }
    }
    let mut walk = Walk::waiting();
    walk.at("2026-12-02 09:00");
    assert_eq!(
        walk.tries(&kaisa(), &keep_until("2026-12-01")),
        Err(Refusal::Invalid {
            pointer: "/until",
            code: "in-the-past"
        })
    );
}

#[test]
fn the_client_is_asked_whether_she_still_wishes_to_wait() {
    let answer = |result| Command::ConfirmWaiting { result };
    let mut walk = Walk::waiting();
    walk.does(&kaisa(), &keep_until("2027-01-29"));
    let before = walk.stands();
    walk.at("2026-12-31 10:00")
        .does(&anna(), &answer(WaitingAnswer::Yes));
    assert_eq!(walk.stands(), before);
    // The twentieth working day after 31 December: 1 and 6 January are off.
    assert_eq!(
        walk.tasks(),
        ["confirm_waiting · desk neuvonta · 2027-02-01 16:00"]
    );

    for result in [WaitingAnswer::No, WaitingAnswer::Changed] {
        let mut walk = Walk::waiting();
        walk.at("2026-12-31 10:00").does(&anna(), &answer(result));
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2027-01-07 16:00"
        );
        assert!(walk.tasks().is_empty());
    }
    assert_eq!(
        walk.tries(&kaisa(), &answer(WaitingAnswer::Yes)),
        Err(Refusal::Forbidden)
    );
}

#[test]
fn what_came_back_is_placed_again_or_closed() {
    for actor in [anna(), aino(), kaisa()] {
        let mut walk = Walk::returned();
        walk.at("2026-12-03 09:00").does(&actor, &place(SWAN_COMPANY));
        assert_eq!(
            walk.stands(),
            "offered · organisation joutsen · acknowledge 2026-12-07 16:00"
        );
    }
    for reason in CloseReason::ALL.iter().copied() {
        let mut walk = Walk::returned();
        walk.does(&anna(), &Command::Close { reason });
        assert_eq!(walk.stands(), "closed · nobody · none");
        assert!(matches!(walk.referral.state, State::Closed { reason: closed, .. } if closed == reason));
    }
    let walk = Walk::returned();
    let close = Command::Close {
        reason: CloseReason::Other,
    };
    assert_eq!(walk.tries(&kaisa(), &close), Err(Refusal::Forbidden));
    for (walk, status) in [
        (Walk::waiting(), Status::Waiting),
        (Walk::offered(OWL_VISITS, &[]), Status::Offered),
        (Walk::in_support(), Status::InSupport),
    ] {
        let refused = Err(Refusal::IllegalTransition { status });
        assert_eq!(walk.tries(&anna(), &close), refused, "{status}");
    }
}

#[test]
fn only_the_coordinator_places_beyond_the_capacity() {
    let mut beyond = choice(OWL_VISITS, &[]);
    beyond.beyond = true;
    let placement = Placement::Offer(beyond);
    let command = Command::Place {
        placement: placement.clone(),
    };
    assert_eq!(Walk::waiting().tries(&anna(), &command), Err(Refusal::Full));
    assert!(Walk::begun("2026-12-01 10:00", submitted(), placement).is_err());
    let mut walk = Walk::waiting();
    walk.does(&kaisa(), &command);
    assert!(walk.referral.places()[0].beyond);
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    assert!(walk.referral.places()[0].beyond);
}

#[test]
fn nobody_is_asked_whom_the_permission_does_not_name() {
    let mut narrow = submitted();
    narrow.receivers.truncate(1);
    let swan = Placement::Offer(choice(SWAN_COMPANY, &[]));
    let refused = Walk::begun("2026-12-01 10:00", narrow.clone(), swan);
    assert_eq!(refused.err(), Some(Refusal::ProgrammeExcluded));
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    let walk = Walk::begun("2026-12-01 10:00", narrow, wait).unwrap();
    assert_eq!(
        walk.tries(&kaisa(), &place(SWAN_COMPANY)),
        Err(Refusal::ProgrammeExcluded)
    );
    assert!(walk.tries(&kaisa(), &place(OWL_VISITS)).is_ok());
}

#[test]
fn a_client_who_rings_alerts_the_holder_and_makes_the_next_working_day_due() {
    for (mut walk, at, stands, task) in [
        (
            Walk::accepted(),
            "2026-12-03 10:00",
            "accepted · worker olli · first_contact 2026-12-04 16:00",
            "client_called · worker olli · 2026-12-04 16:00",
        ),
        (
            Walk::in_support(),
            "2026-12-23 10:00",
            "in_support · worker olli · review 2026-12-28 16:00",
            "client_called · worker olli · 2026-12-28 16:00",
        ),
        (
            Walk::follow_up(),
            "2027-02-03 10:00",
            "follow_up · worker olli · check 2027-02-04 16:00",
            "client_called · worker olli · 2027-02-04 16:00",
        ),
        (
            Walk::offered(OWL_VISITS, &[]),
            "2026-12-01 11:00",
            "offered · organisation huuhkaja · acknowledge 2026-12-02 16:00",
            "client_called · organisation huuhkaja · 2026-12-02 16:00",
        ),
        (
            Walk::returned(),
            "2026-12-02 13:00",
            "returned · desk neuvonta · desk_decision 2026-12-03 16:00",
            "client_called · desk neuvonta · 2026-12-03 16:00",
        ),
    ] {
        walk.at(at).does(&anna(), &ASKS);
        assert_eq!(walk.stands(), stands);
        assert_eq!(walk.tasks(), [task]);
    }
    let mut walk = Walk::waiting();
    walk.does(&kaisa(), &keep_until("2027-01-29"));
    walk.at("2026-12-03 10:00").does(&aino(), &ASKS);
    assert_eq!(walk.stands(), "waiting · coordinator · place 2026-12-04 16:00");
    assert_eq!(
        walk.tasks()[1],
        "client_called · coordinator verkosto · 2026-12-04 16:00"
    );
}

#[test]
fn what_is_due_earlier_or_overdue_stays_so_and_an_answers_time_is_never_cut_short() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-08 10:00").does(&anna(), &ASKS);
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-09 16:00"
    );
    walk.at("2026-12-14 10:00").does(&anna(), &ASKS);
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-09 16:00"
    );
    assert!(walk.referral.is_stalled(walk.now));

    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&olli(), &Command::Acknowledge).does(&anna(), &ASKS);
    assert_eq!(
        walk.stands(),
        "acknowledged · organisation huuhkaja · decide 2026-12-08 16:00"
    );
    assert_eq!(walk.tasks().len(), 1);
}

#[test]
fn the_clients_question_goes_on_with_whoever_has_her_and_ends_when_she_is_met() {
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&anna(), &ASKS);
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    assert_eq!(walk.tasks(), ["client_called · worker olli · 2026-12-02 16:00"]);
    walk.does(&olli(), &contact(ContactOutcome::NoAnswer));
    assert_eq!(walk.tasks().len(), 1, "a try is no answer");
    let mut back = walk.clone();
    let hand_back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    back.does(&olli(), &hand_back);
    assert_eq!(back.tasks(), ["client_called · desk neuvonta · 2026-12-02 16:00"]);
    back.does(&anna(), &place(SWAN_COMPANY));
    assert!(back.tasks().is_empty());

    walk.does(&olli(), &contact_next(ContactOutcome::NotYet, "2026-12-10"));
    assert!(walk.tasks().is_empty());

    let mut silent = Walk::offered(OWL_VISITS, &[]);
    silent.does(&anna(), &ASKS);
    silent.clock_to("2026-12-08 16:00");
    assert_eq!(
        silent.tasks(),
        ["client_called · desk neuvonta · 2026-12-02 16:00"]
    );
}

#[test]
fn a_second_call_is_an_alarm_with_the_holder_and_nothing_on_a_closed_one() {
    let mut walk = Walk::in_support();
    let before = walk.stands();
    walk.at("2026-12-07 10:00").does(&anna(), &Command::SecondCall);
    assert_eq!(walk.stands(), before);
    assert_eq!(walk.tasks(), ["second_call · worker olli · 2026-12-08 16:00"]);
    let mut closed = Walk::returned();
    let reason = CloseReason::Other;
    closed.does(&anna(), &Command::Close { reason });
    let status = Status::Closed;
    assert_eq!(
        closed.tries(&anna(), &Command::SecondCall),
        Err(Refusal::IllegalTransition { status })
    );
}

#[test]
fn the_coordinator_asks_the_desk_which_answers_by_its_next_step() {
    let mut walk = Walk::in_support();
    walk.at("2026-12-07 10:00").does(&kaisa(), &Command::AskDesk);
    assert_eq!(walk.tasks(), ["ask_desk · desk neuvonta · 2026-12-08 16:00"]);
    walk.does(&aino(), &Command::SendMessage);
    assert!(walk.tasks().is_empty());
}

fn waits_with(walk: &Walk) -> (Vec<&str>, Vec<&str>) {
    let State::Waiting { proposed, passed, .. } = &walk.referral.state else {
        panic!("{:?}", walk.referral.state);
    };
    (
        proposed.iter().map(ProgrammeId::as_str).collect(),
        passed.iter().map(ProgrammeId::as_str).collect(),
    )
}

#[test]
fn who_is_kept_waiting_holds_no_place_and_is_proposed_it_anew_once_it_has_been_taken() {
    let mut walk = Walk::waiting();
    let programme = || OWL_VISITS.into();
    walk.record(
        walk.now,
        None,
        vec![Event::PlaceProposed {
            programme: programme(),
        }],
    );
    assert_eq!(waits_with(&walk), (vec![OWL_VISITS], vec![]));
    walk.at("2026-12-02 09:00")
        .does(&kaisa(), &keep_until("2026-12-20"));
    assert_eq!(waits_with(&walk), (vec![], vec![OWL_VISITS]));
    walk.record(
        walk.now,
        None,
        vec![Event::PlaceGone {
            programme: programme(),
        }],
    );
    assert_eq!(waits_with(&walk), (vec![], vec![]));
    assert_eq!(
        walk.told(),
        ["coordinators: waiting_new", "coordinators: place_free"]
    );
}

#[test]
fn who_has_had_support_has_waited_since_it_ended() {
    let walk = Walk::waiting();
    let submitted = walk.referral.milestones.submitted_at;
    assert_eq!(walk.referral.waits_since(), submitted);

    // Taken on, never reached, handed back: still the same wait.
    let mut walk = Walk::accepted();
    let submitted = walk.referral.milestones.submitted_at;
    let back = |reason| Command::HandBack { reason, next: None };
    walk.does(&olli(), &back(HandBackReason::NoPlace));
    assert_eq!(walk.referral.waits_since(), submitted);

    let mut walk = Walk::in_support();
    walk.at("2027-06-01 09:00")
        .does(&olli(), &back(HandBackReason::Other));
    assert_eq!(walk.referral.waits_since(), Some(wall("2027-06-01 09:00")));
    // Asked elsewhere and refused there: since then no more.
    walk.at("2027-06-02 09:00").does(&aino(), &place(SWAN_COMPANY));
    walk.clock_to("2027-06-20 12:00");
    assert_eq!(walk.referral.waits_since(), Some(wall("2027-06-01 09:00")));
}
