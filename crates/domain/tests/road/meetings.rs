//! Warm handover: times, who joins, attempts, outcome, fallback, and that none is forgotten.

use luotsi_domain::{
    access::Actor,
    id::OrganisationId,
    referral::{
        Choice, Command, Placement, Refusal,
        meeting::Joiner,
        words::{
            Action, ChangeWhat, CloseReason, ContactOutcome, FallbackWhat, HandBackReason, MeetingOutcome,
            MeetingStatus, MeetingWith, WithdrawScope,
        },
    },
};

use crate::{
    fixture::{
        AINO, ANNA, CRANE, DESK, OLLI, OUTI, OWL, OWL_VISITS, SAMI, SANNI, SWAN, SWAN_COMPANY, anna, choice,
        cilla, kaisa, olga, olli, outi, sami, sanni, submitted, wall,
    },
    walk::{Walk, contact, date, ended, shown},
};

fn user(user: luotsi_domain::id::UserId, organisation: &str) -> Joiner {
    Joiner::User {
        user,
        organisation: OrganisationId::from(organisation),
    }
}

fn proposal(times: &[&str], joins: &[Joiner], fallback: Option<(FallbackWhat, &str)>) -> Command {
    Command::ProposeMeeting {
        times: times.iter().map(|time| wall(time)).collect(),
        joins: joins.to_vec(),
        place: None,
        fallback: fallback.map(|(what, by)| (what, date(by))),
        with: None,
    }
}

fn record(outcome: MeetingOutcome) -> Command {
    record_next(outcome, &[], None)
}

fn record_next(outcome: MeetingOutcome, next: &[&str], fallback: Option<(FallbackWhat, &str)>) -> Command {
    Command::RecordMeeting {
        meeting: 1,
        outcome,
        at: None,
        next_times: next.iter().map(|time| wall(time)).collect(),
        fallback: fallback.map(|(what, by)| (what, date(by))),
    }
}

fn refusal(pointer: &'static str, code: &'static str) -> Refusal {
    Refusal::Invalid { pointer, code }
}

fn transferred() -> Walk {
    let mut walk = Walk::in_support();
    let choice = choice(SWAN_COMPANY, &[]);
    walk.does(&olli(), &Command::Transfer { choice });
    walk.told();
    walk
}

#[test]
fn times_lie_ahead_and_no_farther_than_a_worker_may_put_anything_off() {
    // Accepted on Wednesday 2 December at noon; sixty days later is Sunday 31 January.
    for (times, expected) in [
        (vec!["2026-12-02 12:01"], None),
        (vec!["2027-01-31 23:59"], None),
        (vec!["2027-02-01 00:00"], Some("too-late")),
        (vec!["2026-12-02 12:00"], Some("has-passed")),
        (vec!["2026-12-10 12:00", "2026-12-01 12:00"], Some("has-passed")),
        (vec![], Some("required")),
        (vec!["2026-12-10 12:00"; 6], Some("invalid")),
    ] {
        let walk = Walk::accepted();
        let tried = walk.tries(&olli(), &proposal(&times, &[], None));
        assert_eq!(
            tried.err(),
            expected.map(|code| refusal("/times", code)),
            "{times:?}"
        );
    }
}

#[test]
fn a_meeting_is_a_task_of_whoever_proposes_it_and_moves_no_due() {
    let times = ["2026-12-09 13:00", "2026-12-08 10:00"];
    for (mut walk, who, holder) in [
        (Walk::offered(OWL_VISITS, &[]), olli(), "organisation huuhkaja"),
        (Walk::accepted(), olli(), "worker olli"),
        (Walk::accepted(), olga(), "worker olli"),
        (Walk::accepted(), anna(), "desk neuvonta"),
        (Walk::in_support(), olli(), "worker olli"),
        (transferred(), sanni(), "organisation joutsen"),
        (transferred(), olli(), "worker olli"),
    ] {
        let before = walk.stands();
        walk.does(&who, &proposal(&times, &[Joiner::Client], None));
        assert_eq!(walk.stands(), before, "the referral's own due stays");
        assert_eq!(walk.tasks(), [format!("meeting · {holder} · 2026-12-09 13:00")]);
        // One at a time, and written down by those whom it concerns.
        let status = walk.status();
        let again = walk.tries(&olli(), &proposal(&times, &[], None));
        assert_eq!(again, Err(Refusal::IllegalTransition { status }));
    }
    for actor in [outi(), kaisa()] {
        let tried = Walk::accepted().tries(&actor, &proposal(&times, &[], None));
        assert_eq!(tried, Err(Refusal::Forbidden));
    }
    assert_eq!(
        Walk::accepted().tries(&cilla(), &proposal(&times, &[], None)),
        Err(Refusal::NotFound)
    );
}

#[test]
fn only_those_who_know_of_the_person_join() {
    let offered = || Walk::offered(OWL_VISITS, &[]);
    for (walk, joiner, fits) in [
        (offered(), Joiner::Client, true),
        (offered(), Joiner::Desk, true),
        (offered(), Joiner::Organisation(OWL.into()), true),
        (offered(), Joiner::Organisation(SWAN.into()), false),
        (offered(), Joiner::OldWorker, false),
        (offered(), user(OUTI, OWL), true),
        (offered(), user(AINO, DESK), true),
        (offered(), user(SANNI, SWAN), false),
        (transferred(), Joiner::Organisation(SWAN.into()), true),
        (transferred(), Joiner::Organisation(CRANE.into()), false),
        (transferred(), Joiner::OldWorker, true),
        (transferred(), user(SAMI, SWAN), true),
    ] {
        let tried = walk.tries(&olli(), &proposal(&["2026-12-09 13:00"], &[joiner.clone()], None));
        assert_eq!(tried.is_ok(), fits, "{joiner:?}");
        if !fits {
            assert_eq!(tried, Err(refusal("/joins", "not-in-list")));
        }
    }
}

#[test]
fn who_joins_is_told_in_the_digest_and_who_proposes_is_not() {
    let joins = [
        Joiner::Client,
        Joiner::Desk,
        Joiner::OldWorker,
        Joiner::Organisation(SWAN.into()),
    ];
    for (who, told) in [
        (
            olli(),
            vec!["anna: meeting_proposed", "joutsen: meeting_proposed"],
        ),
        (
            sanni(),
            vec![
                "anna: meeting_proposed",
                "olli: meeting_proposed",
                "joutsen: meeting_proposed",
            ],
        ),
    ] {
        let mut walk = transferred();
        walk.does(&who, &proposal(&["2026-12-09 13:00"], &joins, None));
        assert_eq!(walk.told(), told);
        walk.does(&who, &record(MeetingOutcome::Cancelled));
        let cancelled: Vec<String> = told
            .iter()
            .map(|line| line.replace("proposed", "cancelled"))
            .collect();
        assert_eq!(walk.told(), cancelled);
        assert!(walk.tasks().is_empty());
    }
}

#[test]
fn met_while_accepted_is_the_first_meeting_however_it_is_written_down() {
    let mut met = Walk::accepted();
    met.does(
        &olli(),
        &proposal(&["2026-12-04 13:00"], &[Joiner::Client, Joiner::Desk], None),
    );
    met.at("2026-12-04 13:00")
        .does(&olli(), &record(MeetingOutcome::Met));
    let plain = Walk::in_support();
    assert_eq!(met.stands(), plain.stands());
    assert_eq!(met.referral.milestones, plain.referral.milestones);
    assert_eq!(met.referral.feedback, plain.referral.feedback);
    assert_eq!(met.referral.form, plain.referral.form);
    assert!(met.tasks().is_empty());
    assert_eq!(met.referral.contacts.len(), 1);
    let meeting = &met.referral.meetings[0];
    assert_eq!(meeting.status, MeetingStatus::Met);
    assert_eq!(meeting.chosen, Some(met.now));
    // Anywhere else it is a meeting and nothing more.
    for (mut walk, who) in [
        (Walk::offered(OWL_VISITS, &[]), olli()),
        (Walk::in_support(), olli()),
        (transferred(), sanni()),
    ] {
        let before = walk.stands();
        walk.does(&who, &proposal(&["2026-12-04 14:00"], &[], None));
        walk.at("2026-12-04 14:00")
            .does(&who, &record(MeetingOutcome::Met));
        assert_eq!(walk.stands(), before);
        assert!(walk.tasks().is_empty());
    }
    // That the worker has met her is the worker's word.
    let mut walk = Walk::accepted();
    walk.does(&anna(), &proposal(&["2026-12-04 13:00"], &[], None));
    walk.at("2026-12-04 13:00");
    assert_eq!(
        walk.tries(&anna(), &record(MeetingOutcome::Met)),
        Err(refusal("/outcome", "not-in-list"))
    );
    assert!(walk.tries(&olli(), &record(MeetingOutcome::Met)).is_ok());
}

#[test]
fn an_outcome_lies_between_the_handoff_and_now() {
    let mut walk = Walk::accepted();
    walk.does(&olli(), &proposal(&["2026-12-04 13:00"], &[], None));
    for (at, code) in [
        ("2026-12-02 12:01", "in-the-future"),
        ("2026-11-30 12:00", "before-handoff"),
    ] {
        let command = Command::RecordMeeting {
            meeting: 1,
            outcome: MeetingOutcome::Met,
            at: Some(wall(at)),
            next_times: Vec::new(),
            fallback: None,
        };
        assert_eq!(walk.tries(&olli(), &command), Err(refusal("/at", code)));
    }
    let other = Command::RecordMeeting {
        meeting: 2,
        outcome: MeetingOutcome::Met,
        at: None,
        next_times: Vec::new(),
        fallback: None,
    };
    assert_eq!(
        walk.tries(&olli(), &other),
        Err(refusal("/meeting", "not-in-list"))
    );
}

#[test]
fn a_second_missed_attempt_asks_for_the_fallback() {
    let mut walk = Walk::in_support();
    walk.does(&olli(), &proposal(&["2026-12-08 10:00"], &[Joiner::Client], None));
    walk.at("2026-12-08 10:30").does(
        &olli(),
        &record_next(MeetingOutcome::ClientAbsent, &["2026-12-10 10:00"], None),
    );
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-10 10:00"]);
    walk.at("2026-12-10 10:30");
    assert_eq!(
        walk.tries(&olli(), &record(MeetingOutcome::ClientAbsent)),
        Err(refusal("/fallback", "required"))
    );
    let absent = |next: &[&str]| {
        record_next(
            MeetingOutcome::ClientAbsent,
            next,
            Some((FallbackWhat::Door, "2026-12-14")),
        )
    };
    assert_eq!(
        walk.tries(&olli(), &absent(&["2026-12-11 10:00"])),
        Err(refusal("/next_times", "use-fallback"))
    );
    walk.does(&olli(), &absent(&[]));
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-14 16:00"]);
    assert_eq!(walk.referral.meetings[0].status, MeetingStatus::Missed);
    for again in [MeetingOutcome::Moved, MeetingOutcome::ClientAbsent] {
        assert_eq!(
            walk.tries(&olli(), &record(again)),
            Err(refusal("/outcome", "use-fallback"))
        );
    }
    walk.does(&olli(), &record(MeetingOutcome::UsedFallback));
    assert!(walk.tasks().is_empty());
    assert_eq!(walk.referral.meetings[0].status, MeetingStatus::UsedFallback);
    assert!(
        walk.tries(&olli(), &proposal(&["2026-12-18 10:00"], &[], None))
            .is_ok()
    );
}

#[test]
fn once_missed_without_another_time_it_is_looked_at_the_next_working_day() {
    let mut walk = Walk::in_support();
    walk.does(&olli(), &proposal(&["2026-12-04 15:00"], &[], None));
    walk.at("2026-12-04 15:30")
        .does(&olli(), &record(MeetingOutcome::ClientAbsent));
    // Friday; Sunday is Independence Day.
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-07 16:00"]);
    assert_eq!(
        walk.tries(&olli(), &record(MeetingOutcome::Moved)),
        Err(refusal("/next_times", "required"))
    );
    walk.does(
        &olli(),
        &record_next(MeetingOutcome::Moved, &["2026-12-11 10:00"], None),
    );
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-11 10:00"]);
}

#[test]
fn a_meeting_nobody_writes_down_is_told_at_its_last_time_and_at_the_fallbacks_day() {
    let mut walk = Walk::in_support();
    let fallback = Some((FallbackWhat::Phone, "2026-12-12"));
    walk.does(
        &olli(),
        &proposal(&["2026-12-08 10:00", "2026-12-09 10:00"], &[], fallback),
    );
    walk.told();
    let did = walk.clock_to("2026-12-20 12:00");
    // Saturday 12 December moves to Monday.
    assert_eq!(
        did,
        [
            "2026-12-09 10:00 tells of task 1",
            "2026-12-14 16:00 tells of task 1"
        ]
    );
    assert_eq!(walk.told(), ["olli: meeting_due", "olli: meeting_due"]);
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-14 16:00"]);
}

#[test]
fn a_fallback_lies_after_the_meeting_and_at_the_desk_it_is_the_desks_task() {
    let times = ["2026-12-09 10:00"];
    for (by, code) in [("2026-12-08", "before-meeting"), ("2026-12-03", "in-the-past")] {
        let early = Some((FallbackWhat::Letter, by));
        assert_eq!(
            Walk::in_support().tries(&olli(), &proposal(&times, &[], early)),
            Err(refusal("/fallback/by", code))
        );
    }
    for (what, who, task) in [
        (
            FallbackWhat::Desk,
            olli(),
            vec!["alert · desk neuvonta · 2026-12-10 16:00"],
        ),
        (FallbackWhat::Desk, anna(), vec![]),
        (FallbackWhat::Letter, olli(), vec![]),
    ] {
        let mut walk = Walk::in_support();
        walk.does(&who, &proposal(&times, &[], Some((what, "2026-12-09"))));
        walk.at("2026-12-09 11:00")
            .does(&who, &record(MeetingOutcome::UsedFallback));
        assert_eq!(walk.tasks(), task, "{what}");
    }
    let mut walk = Walk::in_support();
    walk.does(&olli(), &proposal(&times, &[], None));
    assert_eq!(
        walk.tries(&olli(), &record(MeetingOutcome::UsedFallback)),
        Err(refusal("/fallback", "required"))
    );
}

#[test]
fn every_way_out_calls_a_meeting_off() {
    let hand_back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    let died = Command::ReportChange {
        what: ChangeWhat::Died,
        until: None,
    };
    let close = Command::Close {
        reason: CloseReason::Died,
    };
    let withdraw = |scope| Command::WithdrawConsent { scope };
    let all = withdraw(WithdrawScope::All);
    type Case = (fn() -> Walk, Actor, Actor, Command);
    let cases: Vec<Case> = vec![
        (
            || Walk::offered(OWL_VISITS, &[]),
            olli(),
            olli(),
            hand_back.clone(),
        ),
        (Walk::accepted, olli(), olli(), hand_back.clone()),
        (Walk::accepted, anna(), olli(), hand_back.clone()),
        (Walk::accepted, olli(), olli(), contact(ContactOutcome::Declined)),
        (Walk::in_support, olli(), olli(), ended()),
        (Walk::in_support, olli(), olli(), died),
        (Walk::in_support, olli(), anna(), close),
        (Walk::in_support, olli(), anna(), all),
        (transferred, olli(), sanni(), hand_back.clone()),
        (transferred, sanni(), sanni(), hand_back),
        (
            transferred,
            olli(),
            anna(),
            withdraw(WithdrawScope::OtherPartners),
        ),
        (
            transferred,
            sanni(),
            anna(),
            withdraw(WithdrawScope::OtherPartners),
        ),
        (Walk::accepted, anna(), anna(), withdraw(WithdrawScope::Feedback)),
    ];
    for (walk, proposes, leaves, command) in cases {
        let mut walk = walk();
        walk.does(
            &proposes,
            &proposal(&["2026-12-09 10:00"], &[Joiner::Client], None),
        );
        walk.told();
        walk.does(&leaves, &command);
        assert!(walk.referral.open_meeting().is_none(), "{command:?}");
        assert_eq!(
            walk.referral.meetings[0].status,
            MeetingStatus::Cancelled,
            "{command:?}"
        );
        assert!(
            walk.tasks().iter().all(|task| !task.contains("meeting")),
            "{command:?}"
        );
        walk.told();
        walk.clock_to("2028-06-01 12:00");
        assert!(
            walk.told().iter().all(|line| !line.contains("meeting")),
            "{command:?}"
        );
    }
    // Silence at the due.
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&olli(), &proposal(&["2026-12-31 10:00"], &[], None));
    walk.clock_to("2026-12-10 12:00");
    assert_eq!(walk.referral.meetings[0].status, MeetingStatus::Cancelled);
}

#[test]
fn whoever_takes_the_person_over_takes_the_meeting_along() {
    let proposed = proposal(&["2026-12-09 10:00"], &[Joiner::OldWorker, Joiner::Client], None);
    let mut accepted = Walk::offered(OWL_VISITS, &[]);
    accepted
        .does(
            &olli(),
            &Command::ProposeMeeting {
                times: vec![wall("2026-12-09 10:00")],
                joins: vec![Joiner::Client],
                place: None,
                fallback: None,
                with: Some(MeetingWith::Offer),
            },
        )
        .does(&outi(), &Command::Accept { worker: OUTI });
    assert_eq!(accepted.tasks(), ["meeting · worker outi · 2026-12-09 10:00"]);

    let mut reassigned = Walk::in_support();
    reassigned
        .does(&olli(), &proposal(&["2026-12-09 10:00"], &[], None))
        .does(&olli(), &Command::Reassign { worker: OUTI });
    assert_eq!(reassigned.tasks(), ["meeting · worker outi · 2026-12-09 10:00"]);

    for proposes in [olli(), sanni()] {
        let mut walk = transferred();
        walk.does(&proposes, &proposed)
            .does(&sami(), &Command::Accept { worker: SAMI });
        assert_eq!(walk.tasks(), ["meeting · worker sami · 2026-12-09 10:00"]);
        // And met with the old worker it is the new one's first meeting.
        walk.at("2026-12-09 10:00")
            .does(&sami(), &record(MeetingOutcome::Met));
        assert!(
            walk.stands().starts_with("in_support · worker sami"),
            "{}",
            walk.stands()
        );
    }
}

#[test]
fn without_permission_for_feedback_the_desk_neither_proposes_nor_joins() {
    let mut silent = submitted();
    silent.consent.feedback = false;
    let offer = Placement::Offer(choice(OWL_VISITS, &[]));
    let mut walk = Walk::begun("2026-12-01 10:00", silent, offer).unwrap();
    let times = ["2026-12-09 10:00"];
    assert!(matches!(
        walk.tries(&anna(), &proposal(&times, &[], None)),
        Err(Refusal::IllegalTransition { .. })
    ));
    for joiner in [Joiner::Desk, user(ANNA, DESK), Joiner::Organisation(DESK.into())] {
        assert_eq!(
            walk.tries(&olli(), &proposal(&times, &[joiner], None)),
            Err(refusal("/joins", "not-in-list"))
        );
    }
    // Taken back later, it takes the desk out of a meeting that goes on without it.
    let mut later = Walk::accepted();
    later.does(
        &olli(),
        &proposal(&times, &[Joiner::Client, Joiner::Desk, user(AINO, DESK)], None),
    );
    later.does(
        &anna(),
        &Command::WithdrawConsent {
            scope: WithdrawScope::Feedback,
        },
    );
    let meeting = later.referral.open_meeting().unwrap();
    assert_eq!(meeting.proposal.joins, [Joiner::Client]);
    walk.told();
}

#[test]
fn of_a_protected_person_only_those_named_join() {
    let mut protected = submitted();
    protected.protected = true;
    let named = Choice {
        agreed_with: Some(OLLI),
        deputy: Some(OUTI),
        ..choice(OWL_VISITS, &[])
    };
    let mut walk = Walk::begun("2026-12-01 10:00", protected, Placement::Offer(named)).unwrap();
    let times = ["2026-12-09 10:00"];
    for (joiner, fits) in [
        (Joiner::Client, true),
        (Joiner::Desk, true),
        (user(OUTI, OWL), true),
        (user(ANNA, DESK), true),
        (user(AINO, DESK), false),
        (user(crate::fixture::OLGA, OWL), false),
        (Joiner::Organisation(OWL.into()), false),
    ] {
        let tried = walk.tries(&olli(), &proposal(&times, &[joiner.clone()], None));
        assert_eq!(tried.is_ok(), fits, "{joiner:?}");
    }
    walk.told();
    walk.does(&olli(), &proposal(&times, &[Joiner::Desk, user(OUTI, OWL)], None));
    assert_eq!(walk.told(), ["anna: meeting_proposed", "outi: meeting_proposed"]);
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2026-12-09 10:00"]);
}

#[test]
fn in_hospital_nobody_is_asked_about_a_meeting() {
    let mut walk = Walk::in_support();
    walk.does(&olli(), &proposal(&["2026-12-09 10:00"], &[], None));
    walk.does(
        &olli(),
        &Command::ReportChange {
            what: ChangeWhat::InHospital,
            until: Some(date("2027-01-11")),
        },
    );
    assert_eq!(walk.tasks(), ["meeting · worker olli · 2027-01-11 16:00"]);
    assert!(walk.clock_to("2027-01-11 15:59").is_empty());
    assert_eq!(shown(walk.referral.due().unwrap().at), "2027-01-11 16:00");
}

#[test]
fn a_meeting_is_listed_to_those_it_concerns() {
    let mut walk = transferred();
    walk.does(&olli(), &proposal(&["2026-12-09 10:00"], &[Joiner::Client], None));
    let may = |actor: &Actor| {
        luotsi_domain::access::actions(actor, &walk.referral).contains(&Action::RecordMeeting)
    };
    assert!(may(&olli()) && may(&anna()) && !may(&outi()) && !may(&kaisa()));
    assert!(!may(&sanni()), "nobody asked her along");
}
