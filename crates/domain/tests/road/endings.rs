//! When a project ends: one decision for each person, and nobody there is a holder afterwards.

use luotsi_domain::{
    access::{Actor, actions, disclose, relation},
    handoff::ConsentBy,
    id::OrganisationId,
    referral::{
        Command, Referral, Refusal,
        event::{Event, Recorded},
        fold,
        words::{Action, CheckResult, ConsentAnswer, EndingDecision, Status},
    },
};

use crate::{
    fixture::{
        ANNA, CRANE_GROUP, DESK, OTHER_DESK, OWL_PHONE, OWL_VISITS, SANNI, SIRPA, SWAN, SWAN_COMPANY, anna,
        choice, olga, olli, outi, sanni, sirpa, submitted,
    },
    walk::{Walk, ended},
};

/// The Owl's visits end with Sunday 31 January 2027: from Monday, at midnight, nobody there has anybody.
const LAST: &str = "2027-01-31";
const AFTER: &str = "2027-02-01 00:00";

/// Runs each row of a table, saying which one it is.
fn each<T: std::fmt::Debug>(rows: impl IntoIterator<Item = T>, test: impl Fn(T)) {
    for row in rows {
        println!("{row:?}");
        test(row);
    }
}

fn ending(mut walk: Walk, programme: &str, last: &str) -> Walk {
    let ends = walk
        .definition
        .programmes
        .iter_mut()
        .find(|one| one.id.as_str() == programme);
    ends.unwrap().valid_to = Some(last.parse().unwrap());
    walk
}

fn in_support() -> Walk {
    ending(Walk::in_support(), OWL_VISITS, LAST)
}

fn plan(decision: EndingDecision, programme: Option<&str>) -> Command {
    Command::PlanEnding {
        decision,
        choice: programme.map(|slug| choice(slug, &[])),
    }
}

fn answer(answer: ConsentAnswer, programme: Option<&str>) -> Command {
    Command::RecordConsent {
        answer,
        by: ConsentBy::Client,
        method: None,
        wording: None,
        choice: programme.map(|slug| choice(slug, &[])),
    }
}

fn knows(actor: &Actor, referral: &Referral) -> bool {
    relation(actor, referral).is_some()
}

fn check(result: CheckResult) -> Command {
    Command::RecordCheck {
        voice: None,
        result,
        measures: None,
        worry: None,
    }
}

#[test]
fn a_decision_is_made_by_worker_or_lead_once_the_end_is_near() {
    let by_worker = plan(EndingDecision::DeskChecks, None);
    let illegal = Err(Refusal::IllegalTransition {
        status: Status::InSupport,
    });
    // Friday 4 December is ninety days before 4 March.
    each(
        [
            (None, false),
            (Some("2027-03-05"), false),
            (Some("2027-03-04"), true),
            (Some("2026-12-03"), false),
        ],
        |(last, near)| {
            let walk = last.map_or_else(Walk::in_support, |last| {
                ending(Walk::in_support(), OWL_VISITS, last)
            });
            let done = walk.tries(&olli(), &by_worker);
            assert_eq!(done.is_ok(), near);
            if !near {
                assert_eq!(done, illegal);
            }
        },
    );
    let walk = in_support();
    assert!(walk.tries(&olga(), &by_worker).is_ok(), "her lead too");
    assert_eq!(
        walk.tries(&outi(), &by_worker),
        Err(Refusal::Forbidden),
        "a colleague not"
    );
    assert_eq!(walk.tries(&anna(), &by_worker), Err(Refusal::Forbidden));
    assert_eq!(walk.tries(&sanni(), &by_worker), Err(Refusal::NotFound));
    assert!(actions(&olli(), &walk.referral).contains(&Action::PlanEnding));
}

#[test]
fn what_nobody_decided_goes_back_to_the_desk_and_never_expires() {
    let states: [fn() -> Walk; 4] = [
        || Walk::offered_at("2027-01-29 10:00", OWL_VISITS, &[SWAN_COMPANY]),
        || {
            let mut walk = Walk::offered_at("2027-01-28 10:00", OWL_VISITS, &[]);
            walk.at("2027-01-29 09:00").does(&olli(), &Command::Acknowledge);
            walk
        },
        || {
            let mut walk = Walk::offered_at("2027-01-28 10:00", OWL_VISITS, &[]);
            walk.at("2027-01-29 09:00")
                .does(&olli(), &Command::Accept { worker: olli().user });
            walk
        },
        Walk::in_support,
    ];
    for state in states {
        let mut walk = ending(state(), OWL_VISITS, LAST);
        let before = walk.stands();
        walk.clock_to("2027-01-31 23:59");
        assert_eq!(walk.stands(), before, "not a minute early");
        walk.told();
        walk.clock_to(AFTER);
        assert_eq!(
            walk.stands(),
            "returned · desk neuvonta · desk_decision 2027-02-04 16:00",
            "{before}"
        );
        assert_eq!(walk.told(), ["anna: returned_ended"], "in the digest, {before}");
        assert!(walk.places().is_empty() && walk.referral.then.is_empty());
        for former in [olli(), olga(), outi()] {
            assert!(!knows(&former, &walk.referral), "a former partner, {before}");
        }
        // The desk is reminded, and it stays the desk's.
        walk.clock_to("2028-01-01 00:00");
        assert_eq!(walk.status(), Status::Returned);
        assert_eq!(walk.wakes(), None);
    }
}

#[test]
fn after_the_end_the_checks_that_are_left_are_the_desks() {
    // Ended on Tuesday 2 February: checks on 4 March and 3 May.
    let mut walk = ending(Walk::follow_up(), OWL_VISITS, "2027-02-28");
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-03-04 16:00");
    walk.told();
    walk.clock_to("2027-03-01 00:00");
    assert_eq!(
        walk.stands(),
        "follow_up · desk neuvonta · check 2027-03-04 16:00"
    );
    assert_eq!(walk.told(), ["anna: checks_to_desk"]);
    assert!(!knows(&olli(), &walk.referral) && !knows(&olga(), &walk.referral));
    let listed = actions(&anna(), &walk.referral);
    assert!(listed.contains(&Action::RecordCheck) && listed.contains(&Action::ReportChange));

    let mut lasting = walk.clone();
    lasting
        .at("2027-03-04 10:00")
        .does(&anna(), &check(CheckResult::Stable));
    assert_eq!(
        lasting.stands(),
        "follow_up · desk neuvonta · check 2027-05-03 16:00"
    );
    lasting
        .at("2027-05-03 10:00")
        .does(&anna(), &check(CheckResult::Stable));
    assert_eq!(lasting.status(), Status::Stable);
    assert!(!knows(&olli(), &lasting.referral), "not even when it is over");

    // There is no support to go back to: the desk places anew.
    walk.at("2027-03-04 10:00")
        .does(&anna(), &check(CheckResult::Changed));
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2027-03-09 16:00"
    );
}

#[test]
fn a_check_by_the_desk_not_reached_follows_the_same_table() {
    let mut walk = ending(Walk::follow_up(), OWL_VISITS, "2027-02-28");
    walk.clock_to("2027-03-04 09:00");
    for day in ["2027-03-04 10:00", "2027-03-11 10:00"] {
        walk.at(day).does(&anna(), &check(CheckResult::NotReached));
    }
    walk.at("2027-03-18 10:00");
    let third = check(CheckResult::NotReached);
    assert_eq!(walk.tries(&anna(), &third), Err(Refusal::WorryRequired));
    let third = Command::RecordCheck {
        result: CheckResult::NotReached,
        voice: None,
        measures: None,
        worry: Some(false),
    };
    walk.does(&anna(), &third);
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2027-03-23 16:00"
    );
}

#[test]
fn without_feedback_the_desk_still_sees_what_it_holds() {
    let mut handed = submitted();
    handed.consent.feedback = false;
    let offered = luotsi_domain::referral::Placement::Offer(choice(OWL_VISITS, &[]));
    let mut walk = Walk::begun("2026-12-01 10:00", handed, offered).unwrap();
    walk.at("2026-12-02 12:00")
        .does(&olli(), &Command::Accept { worker: olli().user });
    walk.at("2026-12-04 13:00").does(
        &olli(),
        &crate::walk::contact(luotsi_domain::referral::words::ContactOutcome::Met),
    );
    walk.at("2027-01-12 11:00").does(&olli(), &ended());
    let mut walk = ending(walk, OWL_VISITS, LAST);
    walk.clock_to(AFTER);
    let seen = disclose(&anna(), &walk.referral, walk.now).unwrap();
    assert_eq!(seen.process, luotsi_domain::access::Process::Whole);
}

#[test]
fn the_desk_checks_who_was_left_to_it() {
    let mut walk = in_support();
    walk.at("2027-01-11 10:00")
        .does(&olli(), &plan(EndingDecision::DeskChecks, None));
    assert_eq!(walk.status(), Status::InSupport, "until the last day");
    walk.clock_to(AFTER);
    assert_eq!(
        walk.stands(),
        "follow_up · desk neuvonta · check 2027-03-03 16:00"
    );
    assert!(walk.places().is_empty());
    assert!(!knows(&olli(), &walk.referral));
}

#[test]
fn carrying_on_asks_the_other_while_the_person_stays() {
    let mut walk = in_support();
    walk.at("2027-01-11 10:00")
        .does(&olli(), &plan(EndingDecision::CarryOn, Some(SWAN_COMPANY)));
    assert_eq!(
        walk.stands(),
        "in_support · worker olli · review 2027-02-02 16:00"
    );
    assert_eq!(
        walk.places(),
        ["huuhkaja-kotikaynnit used", "joutsen-seura reserved"]
    );

    let mut taken = walk.clone();
    taken
        .at("2027-01-13 10:00")
        .does(&sanni(), &Command::Accept { worker: SANNI });
    assert_eq!(
        taken.stands(),
        "accepted · worker sanni · first_contact 2027-01-20 16:00"
    );
    assert_eq!(
        (taken.referral.ending.clone(), knows(&olli(), &taken.referral)),
        (None, false)
    );

    // Silence leaves it undecided, and the worker is told.
    let mut silent = walk.clone();
    silent.told();
    silent.clock_to("2027-01-18 16:00");
    assert_eq!(silent.referral.ending, None);
    assert!(silent.told().contains(&"olli: transfer_declined".to_owned()));

    // Another decision takes the question back.
    let mut other = walk.clone();
    other.told();
    other
        .at("2027-01-12 10:00")
        .does(&olga(), &plan(EndingDecision::DeskChecks, None));
    assert_eq!(other.referral.transfer, None);
    assert_eq!(other.told(), ["joutsen: offer_withdrawn!"]);
}

#[test]
fn who_was_asked_to_carry_on_is_asked_alone_after_the_end() {
    let mut walk = in_support();
    walk.at("2027-01-27 10:00")
        .does(&olli(), &plan(EndingDecision::CarryOn, Some(SWAN_COMPANY)));
    walk.at("2027-01-28 10:00").does(&sanni(), &Command::Acknowledge);
    walk.clock_to(AFTER);
    assert_eq!(
        walk.stands(),
        "acknowledged · organisation joutsen · decide 2027-02-03 16:00"
    );
    assert_eq!(walk.places(), ["joutsen-seura reserved"]);
    assert!(!knows(&olli(), &walk.referral) && knows(&sanni(), &walk.referral));
    let mut silent = walk.clone();
    silent.clock_to("2027-02-03 16:00");
    assert_eq!(silent.status(), Status::Returned);
    walk.at("2027-02-01 10:00")
        .does(&sanni(), &Command::Accept { worker: SANNI });
    assert_eq!(walk.status(), Status::Accepted);
}

#[test]
fn nobody_outside_the_permission_is_asked_before_the_client_is() {
    let mut walk = in_support();
    walk.referral.receivers.retain(|one| one.as_str() != SWAN);
    walk.at("2027-01-11 10:00")
        .does(&olli(), &plan(EndingDecision::CarryOn, Some(SWAN_COMPANY)));
    assert_eq!(walk.referral.transfer, None);
    assert_eq!(walk.tasks(), ["ask_consent · worker olli · 2027-01-18 16:00"]);
    assert!(!knows(&sirpa(), &walk.referral));

    let mut given = walk.clone();
    given
        .at("2027-01-14 10:00")
        .does(&olli(), &answer(ConsentAnswer::Given, Some(SWAN_COMPANY)));
    assert!(given.tasks().is_empty() && given.referral.transfer.is_some());
    assert!(given.referral.receivers.contains(&OrganisationId::from(SWAN)));

    let mut refused = walk.clone();
    refused
        .at("2027-01-14 10:00")
        .does(&anna(), &answer(ConsentAnswer::Refused, None));
    assert_eq!(
        (refused.referral.ending.clone(), refused.tasks().len()),
        (None, 0)
    );
    assert!(!refused.referral.receivers.contains(&OrganisationId::from(SWAN)));

    // Only the client or a guardian can permit it.
    let by_relative = Command::RecordConsent {
        answer: ConsentAnswer::Given,
        by: ConsentBy::Relative,
        method: None,
        wording: None,
        choice: None,
    };
    assert!(matches!(
        walk.tries(&olli(), &by_relative),
        Err(Refusal::Invalid { pointer: "/by", .. })
    ));

    // Not asked until the end: the question goes with her to the desk.
    walk.clock_to(AFTER);
    assert_eq!(walk.status(), Status::Returned);
    assert_eq!(walk.tasks(), ["ask_consent · desk neuvonta · 2027-01-18 16:00"]);
}

#[test]
fn ended_early_somebody_else_makes_the_checks() {
    let mut walk = in_support();
    walk.at("2027-01-11 10:00")
        .does(&olli(), &plan(EndingDecision::EndEarly, Some(SWAN_COMPANY)));
    assert_eq!(walk.referral.transfer, None, "asked once support has ended");
    walk.at("2027-01-12 11:00").does(&olli(), &ended());
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-02-11 16:00");
    assert!(
        walk.referral.transfer.is_some() && walk.places().is_empty(),
        "checks take no place"
    );

    let mut taken = walk.clone();
    taken
        .at("2027-01-13 10:00")
        .does(&sirpa(), &Command::Accept { worker: SIRPA });
    assert_eq!(
        taken.stands(),
        "follow_up · worker sirpa · check 2027-02-11 16:00"
    );
    assert!(!knows(&olli(), &taken.referral));
    taken.clock_to(AFTER);
    assert_eq!(
        taken.stands(),
        "follow_up · worker sirpa · check 2027-02-11 16:00"
    );

    // Nobody answers: the desk has the checks at the end.
    walk.clock_to(AFTER);
    assert_eq!(
        walk.stands(),
        "follow_up · desk neuvonta · check 2027-02-11 16:00"
    );
}

#[test]
fn support_that_was_to_end_early_ends_at_the_latest_with_the_programme() {
    let mut walk = in_support();
    walk.at("2027-01-29 10:00")
        .does(&olli(), &plan(EndingDecision::EndEarly, Some(SWAN_COMPANY)));
    walk.clock_to(AFTER);
    assert_eq!(
        walk.stands(),
        "follow_up · desk neuvonta · check 2027-03-03 16:00"
    );
    assert!(
        walk.referral.transfer.is_some(),
        "and the one who was named is asked"
    );
    walk.at("2027-02-02 10:00")
        .does(&sanni(), &Command::Accept { worker: SANNI });
    assert_eq!(walk.stands(), "follow_up · worker sanni · check 2027-03-03 16:00");
}

#[test]
fn a_decision_must_make_sense() {
    let invalid = |pointer| move |refusal: &Refusal| matches!(refusal, Refusal::Invalid { pointer: p, .. } if *p == pointer);
    let accepted = ending(Walk::accepted(), OWL_VISITS, LAST);
    let refusal = |walk: &Walk, command| walk.tries(&olli(), &command).unwrap_err();
    assert!(invalid("/decision")(&refusal(
        &accepted,
        plan(EndingDecision::EndEarly, None)
    )));
    let walk = in_support();
    for (decision, programme) in [
        (EndingDecision::CarryOn, None),
        (EndingDecision::CarryOn, Some(OWL_VISITS)),
        (EndingDecision::EndEarly, Some(OWL_PHONE)),
        (EndingDecision::DeskChecks, Some(SWAN_COMPANY)),
    ] {
        assert!(
            invalid("/programme")(&refusal(&walk, plan(decision, programme))),
            "{decision} {programme:?}"
        );
    }
}

#[test]
fn a_split_within_the_organisation_carries_everybody_over() {
    // By hand: worker, state and due stay, and nothing is asked.
    let mut by_hand = in_support();
    by_hand
        .at("2027-01-11 10:00")
        .does(&olli(), &plan(EndingDecision::CarryOn, Some(OWL_PHONE)));
    // By itself, where there is one that goes on.
    let mut by_clock = in_support();
    by_clock.definition.programmes[0].succeeded_by = vec![OWL_PHONE.into()];
    by_clock.clock_to(AFTER);
    for walk in [&mut by_hand, &mut by_clock] {
        walk.clock_to(AFTER);
        assert_eq!(
            walk.stands(),
            "in_support · worker olli · review 2027-02-02 16:00"
        );
        assert!(
            walk.places()[0].starts_with("huuhkaja-puhelin used"),
            "{:?}",
            walk.places()
        );
        assert!(knows(&olli(), &walk.referral));
    }
    // Where there are two a human must say which.
    let mut two = in_support();
    two.definition.programmes[0].succeeded_by = vec![OWL_PHONE.into(), SWAN_COMPANY.into()];
    two.definition.programmes[2].organisation = "huuhkaja".into();
    two.clock_to(AFTER);
    assert_eq!(two.status(), Status::Returned);
}

#[test]
fn what_has_ended_is_no_alternative_and_nothing_to_wait_for() {
    let mut walk = ending(
        Walk::offered_at("2027-01-29 10:00", OWL_VISITS, &[SWAN_COMPANY, CRANE_GROUP]),
        SWAN_COMPANY,
        LAST,
    );
    walk.clock_to(AFTER);
    assert_eq!(walk.referral.then, [CRANE_GROUP.into()]);
    assert_eq!(walk.status(), Status::Offered);

    let wait = luotsi_domain::referral::Placement::Wait {
        waiting_for: Some(SWAN_COMPANY.into()),
        then: vec![SWAN_COMPANY.into()],
    };
    let waiting = Walk::begun("2027-01-29 10:00", submitted(), wait).unwrap();
    let mut waiting = ending(waiting, SWAN_COMPANY, LAST);
    let before = waiting.stands();
    waiting.clock_to(AFTER);
    assert_eq!(waiting.stands(), before);
    let text = serde_json::to_string(&waiting.referral).unwrap();
    assert!(!text.contains(SWAN_COMPANY), "{text}");
}

#[test]
fn the_queue_of_a_desk_that_is_gone_is_the_home_desks() {
    let mut handed = submitted();
    handed.desk = OTHER_DESK.into();
    handed.submitter = ANNA;
    let wait = luotsi_domain::referral::Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    let mut walk = Walk::begun("2026-12-01 10:00", handed, wait).unwrap();
    walk.definition
        .organisations
        .retain(|organisation| organisation.id.as_str() != OTHER_DESK);
    walk.clock_to("2026-12-01 11:00");
    assert_eq!(walk.referral.desk.as_str(), DESK);
    assert!(
        walk.tasks().iter().all(|task| task.contains("desk neuvonta")),
        "{:?}",
        walk.tasks()
    );
}

#[test]
fn an_older_history_still_folds() {
    let mut walk = Walk::follow_up();
    walk.at("2027-03-04 10:00")
        .does(&olli(), &check(CheckResult::Stable));
    let state = serde_json::to_string(&walk.referral).unwrap();
    assert!(
        !state.contains("kept_by_desk") && !state.contains("\"ending\""),
        "as it was written before: {state}"
    );
    let history = serde_json::to_string(&walk.history).unwrap();
    let read: Vec<Recorded> = serde_json::from_str(&history).unwrap();
    assert_eq!(fold(&read).unwrap(), Some(walk.referral));
    assert!(
        !walk
            .history
            .iter()
            .any(|recorded| matches!(recorded.event, Event::ProgrammeEnded { .. }))
    );
}
