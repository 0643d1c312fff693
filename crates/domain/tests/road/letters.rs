//! Who is told what, and what of it at once: offers, returns and withdrawals; the rest in the digest.

use luotsi_domain::{
    notice::{NoticeKind, outlives},
    referral::{
        Command, Placement,
        event::Event,
        words::{
            AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ContactOutcome, DueWhat,
            HandBackReason, WaitingAnswer, WithdrawScope,
        },
    },
};

use crate::{
    fixture::{OLLI, OUTI, OWL_VISITS, SWAN_COMPANY, aino, anna, choice, kaisa, olga, olli, submitted},
    walk::{Walk, contact, contact_next, contact_worry, due, ended},
};

/// What somebody's command makes the service tell.
fn telling(mut walk: Walk, actor: &luotsi_domain::access::Actor, command: &Command) -> Vec<String> {
    walk.told();
    walk.does(actor, command);
    walk.told()
}

fn check(result: CheckResult) -> Command {
    Command::RecordCheck {
        result,
        measures: None,
        voice: None,
        worry: None,
    }
}

fn hand_back(reason: HandBackReason) -> Command {
    Command::HandBack { reason, next: None }
}

fn place(programme: &str) -> Command {
    Command::Place {
        placement: Placement::Offer(choice(programme, &[])),
    }
}

fn withdraw(scope: WithdrawScope) -> Command {
    Command::WithdrawConsent { scope }
}

#[test]
fn the_table() {
    use ContactOutcome::{Declined, Met, NoAnswer, Reached};
    let offered = || Walk::offered(OWL_VISITS, &[]);
    let change = |what, until: Option<&str>| Command::ReportChange {
        what,
        until: until.map(|day| day.parse().unwrap()),
    };
    let quiet: &[&str] = &[];
    for (walk, actor, command, told) in vec![
        (
            Walk::returned(),
            anna(),
            place(SWAN_COMPANY),
            &["joutsen: offered!"][..],
        ),
        (
            offered(),
            olli(),
            Command::Acknowledge,
            &["anna: feedback_acknowledged"],
        ),
        (
            offered(),
            olli(),
            Command::Accept { worker: OLLI },
            &["anna: feedback_accepted"],
        ),
        (
            offered(),
            olga(),
            Command::Accept { worker: OUTI },
            &["anna: feedback_accepted", "outi: reassigned_to_you"],
        ),
        (
            offered(),
            olli(),
            hand_back(HandBackReason::Language),
            &["anna: returned!"],
        ),
        (
            offered(),
            olli(),
            hand_back(HandBackReason::Unreachable),
            &["anna: returned_unreachable!"],
        ),
        (Walk::accepted(), olli(), contact(NoAnswer), quiet),
        (Walk::accepted(), olli(), contact(Reached), quiet),
        (
            Walk::accepted(),
            olli(),
            contact_next(ContactOutcome::NotYet, "2026-12-10"),
            quiet,
        ),
        (
            Walk::accepted(),
            olli(),
            contact_next(ContactOutcome::NotYet, "2027-03-10"),
            &["desk neuvonta: alert_desk"],
        ),
        (Walk::accepted(), olli(), contact(Met), &["anna: feedback_met"]),
        (Walk::accepted(), olli(), contact(Declined), &["anna: returned!"]),
        (
            Walk::accepted(),
            olli(),
            Command::Reassign { worker: OUTI },
            &["outi: reassigned_to_you"],
        ),
        (Walk::accepted(), olli(), Command::SendMessage, &["anna: message"]),
        (Walk::accepted(), aino(), Command::SendMessage, &["olli: message"]),
        (Walk::in_support(), olli(), ended(), &["anna: feedback_ended"]),
        (
            Walk::in_support(),
            olli(),
            Command::AlertDesk {
                what: AlertWhat::NeedsAssessment,
            },
            &["desk neuvonta: alert_desk"],
        ),
        (
            Walk::in_support(),
            olli(),
            change(ChangeWhat::InHospital, Some("2027-01-15")),
            quiet,
        ),
        (
            Walk::in_support(),
            olli(),
            change(ChangeWhat::Died, None),
            &["anna: closed_quiet"],
        ),
        (
            Walk::in_support(),
            olli(),
            change(ChangeWhat::MovedAway, None),
            &["anna: closed_quiet"],
        ),
        (
            Walk::in_support(),
            kaisa(),
            Command::AskDesk,
            &["desk neuvonta: ask_desk"],
        ),
        (
            Walk::in_support(),
            anna(),
            Command::ClientCalled {
                wish: ClientWish::AsksWhen,
            },
            &["olli: client_called"],
        ),
        (
            Walk::in_support(),
            anna(),
            Command::SecondCall,
            &["olli: alarm_second_call"],
        ),
        (Walk::follow_up(), olli(), check(CheckResult::Stable), quiet),
        (Walk::follow_up(), olli(), check(CheckResult::NotReached), quiet),
        (
            Walk::follow_up(),
            olli(),
            check(CheckResult::Changed),
            &["anna: back_to_support"],
        ),
        (
            Walk::follow_up(),
            olli(),
            check(CheckResult::NoContactWanted),
            &["anna: closed_quiet"],
        ),
        (
            Walk::follow_up(),
            olli(),
            check(CheckResult::Died),
            &["anna: closed_quiet"],
        ),
        (Walk::waiting(), kaisa(), Command::Return, &["anna: returned!"]),
        (
            Walk::waiting(),
            anna(),
            Command::ConfirmWaiting {
                result: WaitingAnswer::Yes,
            },
            quiet,
        ),
        (
            Walk::waiting(),
            anna(),
            Command::ConfirmWaiting {
                result: WaitingAnswer::No,
            },
            &["anna: returned!"],
        ),
        (
            offered(),
            anna(),
            withdraw(WithdrawScope::All),
            &["huuhkaja: offer_withdrawn_consent!", "anna: consent_withdrawn!"],
        ),
        (
            Walk::accepted(),
            anna(),
            withdraw(WithdrawScope::All),
            &["olli: consent_withdrawn!", "anna: consent_withdrawn!"],
        ),
        (
            Walk::waiting(),
            anna(),
            withdraw(WithdrawScope::All),
            &["coordinators: consent_withdrawn!", "anna: consent_withdrawn!"],
        ),
        (
            Walk::returned(),
            anna(),
            withdraw(WithdrawScope::All),
            &["anna: consent_withdrawn!"],
        ),
        (
            Walk::follow_up(),
            olli(),
            withdraw(WithdrawScope::All),
            &["olli: consent_withdrawn!", "anna: consent_withdrawn!"],
        ),
        (
            Walk::accepted(),
            anna(),
            withdraw(WithdrawScope::Feedback),
            &["olli: consent_narrowed!"],
        ),
        (
            Walk::accepted(),
            olli(),
            withdraw(WithdrawScope::OtherPartners),
            &["anna: consent_narrowed!"],
        ),
        (
            Walk::accepted(),
            aino(),
            withdraw(WithdrawScope::OtherPartners),
            &["olli: consent_narrowed!", "anna: consent_narrowed!"],
        ),
    ] {
        let status = walk.status();
        assert_eq!(telling(walk, &actor, &command), told, "{command:?} in {status}");
    }
}

#[test]
fn the_last_check_says_that_it_lasted() {
    let mut walk = Walk::follow_up();
    walk.does(&olli(), &check(CheckResult::Stable));
    assert_eq!(
        telling(walk, &olli(), &check(CheckResult::Stable)),
        ["anna: feedback_lasted"]
    );
}

#[test]
fn worry_is_told_to_the_whole_desk_at_once() {
    let mut walk = Walk::accepted();
    for miss in ["2026-12-02 13:00", "2026-12-03 13:00"] {
        walk.at(miss).does(&olli(), &contact(ContactOutcome::NoAnswer));
    }
    walk.at("2026-12-07 09:00");
    assert_eq!(
        telling(walk, &olli(), &contact_worry(true)),
        ["anna: returned_unreachable!", "desk neuvonta: worry_urgent!"]
    );
}

#[test]
fn an_offer_goes_to_the_worker_it_was_agreed_with_or_to_all_there() {
    let mut agreed = choice(OWL_VISITS, &[]);
    agreed.agreed_with = Some(OLLI);
    let mut walk = Walk::begun("2026-12-01 10:00", submitted(), Placement::Offer(agreed)).unwrap();
    assert_eq!(
        walk.told[0].1.due,
        Some(due(DueWhat::Acknowledge, "2026-12-03 16:00"))
    );
    assert_eq!(walk.told[0].1.programme, Some(OWL_VISITS.into()));
    assert_eq!(walk.told(), ["olli: offered!"]);
    walk.clock_to("2026-12-08 16:00");
    assert_eq!(
        walk.told(),
        [
            "olli: reminder_acknowledge",
            "coordinators: stalled_coordinator",
            "desk neuvonta: stalled_desk",
            "olli: offer_withdrawn!",
            "anna: returned!"
        ]
    );
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    assert_eq!(walk.told(), ["huuhkaja: offered!"]);

    let mut beyond = choice(OWL_VISITS, &[]);
    beyond.beyond = true;
    let placement = Placement::Offer(beyond);
    assert_eq!(
        telling(Walk::waiting(), &kaisa(), &Command::Place { placement }),
        ["huuhkaja: offered!", "leads of huuhkaja: placed_beyond_capacity"]
    );
}

#[test]
fn a_return_is_mailed_to_the_submitter_and_after_a_working_day_everyone_is_told() {
    let mut walk = Walk::returned();
    let returned = walk.told.last().unwrap().clone();
    assert_eq!(returned.0, "anna: returned!");
    assert_eq!(
        returned.1.due,
        Some(due(DueWhat::DeskDecision, "2026-12-07 16:00"))
    );
    walk.told();
    walk.clock_to("2026-12-31 12:00");
    assert_eq!(
        walk.told(),
        [
            "desk neuvonta: returned_all",
            "desk neuvonta: reminder_desk_decision",
            "coordinators: stalled_coordinator",
            "desk neuvonta: stalled_desk"
        ]
    );
}

#[test]
fn a_place_that_came_free_is_told_with_its_programme() {
    let mut walk = Walk::waiting();
    assert_eq!(walk.told(), ["coordinators: waiting_new"]);
    let programme = OWL_VISITS.into();
    walk.record(walk.now, None, vec![Event::PlaceProposed { programme }]);
    assert_eq!(walk.told[0].1.programme, Some(OWL_VISITS.into()));
    assert_eq!(walk.told(), ["coordinators: place_free"]);
}

#[test]
fn a_desk_without_feedback_is_told_only_that_it_is_needed() {
    let mut silent = submitted();
    silent.consent.feedback = false;
    let offer = Placement::Offer(choice(OWL_VISITS, &[]));
    let mut walk = Walk::begun("2026-12-01 10:00", silent, offer).unwrap();
    walk.does(&olli(), &Command::Acknowledge)
        .does(&olli(), &Command::Accept { worker: OLLI });
    walk.clock_to("2026-12-18 09:00");
    walk.does(&olli(), &contact(ContactOutcome::Met));
    assert_eq!(
        walk.told(),
        [
            "huuhkaja: offered!",
            "olli: reminder_first_contact",
            "coordinators: stalled_coordinator"
        ]
    );
    // An alarm about her safety reaches it, without a word of how it goes.
    let alert = Command::AlertDesk {
        what: AlertWhat::Worse,
    };
    walk.does(&olli(), &alert);
    assert_eq!(walk.told[0].1.programme, None);
    assert_eq!(walk.told(), ["desk neuvonta: alert_desk"]);
    walk.does(&olli(), &ended())
        .does(&olli(), &check(CheckResult::Stable))
        .does(&olli(), &check(CheckResult::Changed));
    assert!(walk.told().is_empty());
    walk.does(&olli(), &hand_back(HandBackReason::Unreachable));
    assert_eq!(walk.told(), ["anna: returned_unreachable!"]);
}

#[test]
fn after_a_death_only_one_quiet_line_goes_out_and_then_nothing() {
    let mut walk = Walk::in_support();
    walk.does(&anna(), &Command::SecondCall);
    walk.told();
    let died = Command::ReportChange {
        what: ChangeWhat::Died,
        until: None,
    };
    walk.does(&olli(), &died);
    let quiet = walk.told.last().unwrap().1.clone();
    assert!(!quiet.at_once && quiet.due.is_none());
    assert_eq!(walk.told(), ["anna: closed_quiet"]);
    walk.clock_to("2028-01-31 12:00");
    assert!(walk.told().is_empty());
}

#[test]
fn about_the_dead_the_gone_and_the_withdrawn_only_that_is_still_told() {
    let told = |reason| -> Vec<&str> {
        let kinds = NoticeKind::ALL.iter().filter(|kind| outlives(**kind, reason));
        kinds.map(|kind| kind.as_str()).collect()
    };
    assert_eq!(told(CloseReason::Died), ["closed_quiet"]);
    assert_eq!(told(CloseReason::Moved), ["closed_quiet"]);
    assert_eq!(
        told(CloseReason::ConsentWithdrawn),
        ["offer_withdrawn_consent", "consent_withdrawn"]
    );
    for reason in CloseReason::ALL {
        if !matches!(
            reason,
            CloseReason::Died | CloseReason::Moved | CloseReason::ConsentWithdrawn
        ) {
            assert_eq!(told(*reason).len(), NoticeKind::ALL.len(), "{reason}");
        }
    }
}
