//! Who is with the person and how: co-workers, a peer, phase and move; in hospital; a coordinator's look;
//! a death that the desk hears of; histories written before any of these.

use luotsi_domain::{
    access::{Relation, disclose, relation},
    handoff::Form,
    id::UserId,
    referral::{
        Choice, Command, Placement, Refusal,
        event::{Event, Recorded, Voice},
        fold,
        state::State,
        words::{
            AlertWhat, ChangeWhat, CheckResult, CloseReason, ContactOutcome, Phase, Status, VoiceAnswer,
        },
    },
};
use serde_json::Value;

use crate::{
    fixture::{
        OLGA, OLLI, OUTI, OWL_VISITS, SWAN_COMPANY, aino, anna, choice, kaisa, olga, olli, outi, submitted,
        wall,
    },
    walk::{Walk, contact, contact_next, date, ended},
};

fn company(co_workers: Option<Vec<UserId>>, peer: Option<bool>) -> Command {
    Command::Review {
        form: None,
        phase: None,
        co_workers,
        peer,
        moves_on: None,
        next_on: None,
    }
}

fn hospital(until: &str) -> Command {
    Command::ReportChange {
        what: ChangeWhat::InHospital,
        until: Some(date(until)),
    }
}

fn closed(reason: CloseReason) -> Command {
    Command::Close { reason }
}

fn missed() -> Command {
    Command::RecordCheck {
        result: CheckResult::NotReached,
        measures: None,
        voice: None,
        worry: None,
    }
}

#[test]
fn a_co_worker_does_what_the_deputy_does() {
    let mut walk = Walk::in_support();
    assert_eq!(relation(&outi(), &walk.referral), Some(Relation::Colleague));
    walk.does(&olli(), &company(Some(vec![OUTI, OUTI, OLLI]), Some(true)));
    assert_eq!(
        walk.referral.carrier().unwrap().co_workers,
        [OUTI],
        "the worker is no co-worker"
    );
    assert!(walk.referral.peer);
    assert_eq!(relation(&outi(), &walk.referral), Some(Relation::Carrier));
    assert!(disclose(&outi(), &walk.referral, walk.now).unwrap().identity);
    // What is not said stays.
    walk.does(&outi(), &company(None, None));
    assert_eq!(walk.referral.carrier().unwrap().co_workers, [OUTI]);
    assert!(walk.referral.peer);
    // She takes over, and is no co-worker then.
    walk.does(&outi(), &Command::Reassign { worker: OUTI });
    assert!(walk.referral.carrier().unwrap().co_workers.is_empty());
    walk.does(&outi(), &company(Some(vec![OLLI]), Some(false)));
    walk.does(&outi(), &company(Some(Vec::new()), None));
    assert_eq!(relation(&olli(), &walk.referral), Some(Relation::Colleague));
    assert!(!walk.referral.peer);
}

#[test]
fn of_a_protected_person_nobody_knows_beyond_worker_and_deputy() {
    let mut protected = submitted();
    protected.protected = true;
    let named = Choice {
        agreed_with: Some(OLLI),
        deputy: Some(OUTI),
        ..choice(OWL_VISITS, &[])
    };
    let mut walk = Walk::begun("2026-12-01 10:00", protected, Placement::Offer(named)).unwrap();
    walk.does(&olli(), &Command::Accept { worker: OLLI })
        .does(&olli(), &contact(ContactOutcome::Met));
    for (co_workers, fits) in [(vec![OUTI], true), (vec![OLGA], false), (vec![OUTI, OLGA], false)] {
        let tried = walk.tries(&olli(), &company(Some(co_workers), None));
        assert_eq!(tried.is_ok(), fits);
    }
    assert_eq!(relation(&olga(), &walk.referral), None);
    assert_eq!(walk.tries(&kaisa(), &Command::BreakGlass), Err(Refusal::NotFound));
}

#[test]
fn phase_and_move_reset_nothing() {
    let review = |phase, moves_on: Option<&str>, form| Command::Review {
        form,
        phase,
        co_workers: None,
        peer: None,
        moves_on: moves_on.map(date),
        next_on: None,
    };
    let mut moved = Walk::in_support();
    let mut stayed = Walk::in_support();
    moved.at("2026-12-15 10:00").does(
        &olli(),
        &review(Some(Phase::Transition), Some("2027-01-04"), Some(Form::Group)),
    );
    stayed
        .at("2026-12-15 10:00")
        .does(&olli(), &review(None, None, Some(Form::Group)));
    assert_eq!(
        moved.stands(),
        stayed.stands(),
        "a review's due, whatever it says"
    );
    assert_eq!(moved.referral.milestones, stayed.referral.milestones);
    assert_eq!(moved.referral.forms, stayed.referral.forms);
    assert_eq!(moved.places(), stayed.places());
    // The day of the move comes and goes: nothing happens.
    assert!(moved.clock_to("2027-02-01 12:00").is_empty());
    moved.does(&olli(), &review(Some(Phase::Independent), None, None));
    assert_eq!(moved.referral.phase, Some(Phase::Independent));
    assert_eq!(moved.referral.moves_on, Some(date("2027-01-04")));
    let phases: Vec<_> = moved
        .history
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::Reviewed { phase, moves_on, .. } => Some((*phase, *moves_on)),
            _ => None,
        })
        .collect();
    assert_eq!(
        phases,
        [
            (Some(Phase::Transition), Some(date("2027-01-04"))),
            (Some(Phase::Independent), None)
        ]
    );
}

#[test]
fn whoever_is_in_hospital_is_not_missed_and_not_reminded_of() {
    // Accepted: three tries from hospital count for nothing, and what was missed before neither.
    let mut walk = Walk::accepted();
    walk.at("2026-12-03 10:00")
        .does(&olli(), &contact(ContactOutcome::NoAnswer));
    walk.at("2026-12-04 10:00")
        .does(&olli(), &contact(ContactOutcome::NoAnswer));
    walk.does(&olli(), &hospital("2026-12-21"));
    assert!(
        walk.clock_to("2026-12-14 12:00").is_empty(),
        "no reminder meanwhile"
    );
    for at in ["2026-12-14 12:00", "2026-12-16 12:00", "2026-12-18 12:00"] {
        walk.at(at).does(&olli(), &contact(ContactOutcome::NoAnswer));
        assert_eq!(
            walk.stands(),
            "accepted · worker olli · first_contact 2026-12-21 16:00"
        );
    }
    assert_eq!(walk.referral.contacts.len(), 5);
    // Home again, it begins anew: the third try three working days after the first is asked about.
    for at in ["2026-12-21 00:00", "2026-12-22 10:00"] {
        walk.at(at).does(&olli(), &contact(ContactOutcome::NoAnswer));
    }
    walk.at("2026-12-28 10:00");
    assert_eq!(
        walk.tries(&olli(), &contact(ContactOutcome::NoAnswer)),
        Err(Refusal::WorryRequired)
    );

    // Follow-up: the same, and a check from hospital is due no sooner than the day.
    let mut walk = Walk::follow_up();
    walk.at("2027-03-04 10:00").does(&olli(), &missed());
    walk.does(&olli(), &hospital("2027-05-03"));
    for at in ["2027-03-22 10:00", "2027-03-29 10:00"] {
        walk.at(at).does(&olli(), &missed());
        assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-03 16:00");
    }
    // A week before the day it is the week that counts.
    walk.at("2027-04-30 10:00").does(&olli(), &missed());
    assert_eq!(walk.stands(), "follow_up · worker olli · check 2027-05-07 16:00");
    let State::FollowUp { misses, .. } = &walk.referral.state else {
        panic!("followed up");
    };
    assert!(misses.is_empty());
}

#[test]
fn a_date_beyond_sixty_days_is_seen_by_the_desk() {
    // From Wednesday 2 December the sixtieth day is Sunday 31 January.
    for (day, tasks) in [
        ("2027-01-31", vec![]),
        ("2027-02-01", vec!["alert · desk neuvonta · 2026-12-03 16:00"]),
    ] {
        for outcome in [
            ContactOutcome::NotYet,
            ContactOutcome::Reached,
            ContactOutcome::Met,
        ] {
            let mut walk = Walk::accepted();
            walk.does(&olli(), &contact_next(outcome, day));
            assert_eq!(walk.tasks(), tasks, "{outcome} {day}");
        }
    }
}

#[test]
fn that_somebody_died_or_moved_away_the_desk_hears_at_any_time() {
    let transferred = || {
        let mut walk = Walk::in_support();
        let choice = choice(SWAN_COMPANY, &[]);
        walk.does(&olli(), &Command::Transfer { choice });
        walk
    };
    type Case = (fn() -> Walk, Vec<&'static str>);
    let cases: [Case; 6] = [
        (Walk::waiting, vec!["anna: closed_quiet"]),
        (
            || Walk::offered(OWL_VISITS, &[SWAN_COMPANY]),
            vec!["anna: closed_quiet", "huuhkaja: offer_withdrawn"],
        ),
        (Walk::accepted, vec!["anna: closed_quiet", "olli: closed_quiet"]),
        (transferred, vec!["anna: closed_quiet", "olli: closed_quiet"]),
        (Walk::follow_up, vec!["anna: closed_quiet", "olli: closed_quiet"]),
        (Walk::returned, vec!["anna: closed_quiet"]),
    ];
    for (walk, told) in cases {
        for reason in [CloseReason::Died, CloseReason::Moved] {
            let mut walk = walk();
            let before = walk.status();
            walk.told();
            walk.does(&aino(), &closed(reason));
            assert_eq!(walk.stands(), "closed · nobody · none", "from {before}");
            assert_eq!(walk.told(), told, "from {before}");
            assert!(walk.places().is_empty() && walk.tasks().is_empty());
            assert!(walk.referral.transfer.is_none() && walk.referral.then.is_empty());
            assert!(walk.only_forgets());
            assert!(
                walk.referral
                    .offers
                    .iter()
                    .all(|offer| offer.answer != luotsi_domain::referral::state::OfferAnswer::Open),
                "nobody is asked any more"
            );
        }
    }
    // For any other reason only what came back is closed.
    for reason in CloseReason::ALL {
        let silent = matches!(reason, CloseReason::Died | CloseReason::Moved);
        let tried = Walk::accepted().tries(&anna(), &closed(*reason));
        let status = Status::Accepted;
        assert_eq!(tried.is_ok(), silent, "{reason}");
        if !silent {
            assert_eq!(tried, Err(Refusal::IllegalTransition { status }));
        }
    }
}

#[test]
fn a_coordinator_looks_for_a_quarter_of_an_hour_and_the_desk_is_told_at_once() {
    let mut walk = Walk::accepted();
    walk.told();
    walk.does(&kaisa(), &Command::BreakGlass);
    assert_eq!(walk.told(), ["desk neuvonta: break_glass!"]);
    for (at, sees) in [
        ("2026-12-02 12:00", true),
        ("2026-12-02 12:14", true),
        ("2026-12-02 12:15", false),
    ] {
        let seen = disclose(&kaisa(), &walk.referral, wall(at)).unwrap();
        assert_eq!((seen.identity, seen.words), (sees, false), "{at}");
        assert!(
            !disclose(&outi(), &walk.referral, wall(at)).unwrap().identity,
            "nobody else"
        );
    }
    // What is over is shown to nobody, glass or not.
    walk.does(
        &olli(),
        &Command::ReportChange {
            what: ChangeWhat::Died,
            until: None,
        },
    );
    assert!(!disclose(&kaisa(), &walk.referral, walk.now).unwrap().identity);
    let mut forbidden = Walk::accepted();
    forbidden.definition.break_glass = false;
    assert_eq!(
        forbidden.tries(&kaisa(), &Command::BreakGlass),
        Err(Refusal::Forbidden)
    );
    for actor in [anna(), olli(), olga()] {
        assert_eq!(
            Walk::accepted().tries(&actor, &Command::BreakGlass),
            Err(Refusal::Forbidden)
        );
    }
}

#[test]
fn what_the_client_says_stands_in_the_event_and_nowhere_in_the_state() {
    let voice = Voice {
        met_as_person: Some(VoiceAnswer::Yes),
        taken_seriously: None,
        solutions_found: Some(VoiceAnswer::Partly),
    };
    let end = Command::EndSupport {
        outcome: "goals_met".to_owned(),
        measures: None,
        voice: Some(voice),
    };
    let mut said = Walk::in_support();
    said.at("2027-02-02 11:00").does(&olli(), &end);
    let mut silent = Walk::in_support();
    silent.at("2027-02-02 11:00").does(&olli(), &ended());
    assert_eq!(said.referral, silent.referral);
    assert!(matches!(
        said.history.last().unwrap().event,
        Event::SupportEnded { voice: Some(kept), .. } if kept == voice
    ));
    let answers: Vec<_> = voice.answers().collect();
    assert_eq!(
        answers,
        [
            ("met_as_person", VoiceAnswer::Yes),
            ("solutions_found", VoiceAnswer::Partly)
        ]
    );
}

/// Takes out of a history what its events did not have before meetings, company and the client's voice.
#[test]
fn a_history_written_before_still_folds_to_the_state_that_was_stored_with_it() {
    let mut walk = Walk::in_support();
    walk.does(&olli(), &hospital("2027-01-11"));
    walk.does(&olli(), &company(None, None));
    walk.does(
        &olli(),
        &Command::AlertDesk {
            what: AlertWhat::Worse,
        },
    );
    walk.at("2027-02-02 11:00").does(&olli(), &ended());
    walk.at("2027-02-02 12:00").does(&olli(), &hospital("2027-03-11"));
    let mut old = serde_json::to_value(&walk.history).unwrap();
    for recorded in old.as_array_mut().unwrap() {
        let event = recorded["event"].as_object_mut().unwrap();
        for new in ["quiet_until", "voice", "co_workers", "peer", "moves_on"] {
            event.remove(new);
        }
    }
    let old: Vec<Recorded> = serde_json::from_value(old).unwrap();
    let folded = fold(&old).unwrap().unwrap();
    assert_eq!(
        (folded.status(), folded.due()),
        (walk.referral.status(), walk.referral.due())
    );
    // And the state as it was stored then reads as what they fold to.
    let state: Value = serde_json::to_value(&folded).unwrap();
    for new in ["meetings", "quiet_until", "glass", "moves_on", "peer"] {
        assert_eq!(state.get(new), None, "{new} is not written where there is none");
    }
    assert_eq!(state["state"]["carrier"].get("co_workers"), None);
    assert_eq!(
        serde_json::from_value::<luotsi_domain::referral::Referral>(state).unwrap(),
        folded
    );
}
