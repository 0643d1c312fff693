//! Who knows of a referral, who may do what to it, and who sees what.

use luotsi_domain::{
    access::{Actor, Process, Relation, actions, disclose, may, relation},
    handoff::{ConsentField, ConsentScope},
    id::UserId,
    network::OrganisationKind,
    referral::{
        Command, Placement, Refusal,
        words::{Action, CheckResult, HandBackReason, Role, Status},
    },
};

use crate::{
    fixture::{
        CILLA, CRANE_GROUP, OLLI, OWL_VISITS, SANNI, SWAN_COMPANY, aino, anna, choice, cilla, everybody,
        kaisa, olga, olli, other_advisor, outi, owls_machine, sanni, stranger, submitted,
    },
    walk::{Walk, contact},
};

fn stable() -> Walk {
    let mut walk = Walk::follow_up();
    let check = Command::RecordCheck {
        result: CheckResult::Stable,
        measures: None,
        voice: None,
        worry: None,
    };
    walk.does(&olli(), &check).does(&olli(), &check);
    walk
}

fn listed(actor: &Actor, walk: &Walk) -> String {
    let codes = actions(actor, &walk.referral);
    codes
        .iter()
        .map(|action| action.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_each_may_do_in_each_state() {
    let desk = "close client_called withdraw_consent update_city_track propose_meeting add_carrier link renew_consent amend";
    let desk_carried = "close client_called withdraw_consent update_city_track send_message propose_meeting add_carrier link renew_consent";
    let desk_followed =
        "close client_called withdraw_consent update_city_track send_message add_carrier link renew_consent";
    for (walk, expected) in [
        (
            Walk::waiting(),
            [
                "place close client_called confirm_waiting keep_waiting withdraw_consent update_city_track add_carrier link renew_consent amend",
                "",
                "",
                "place keep_waiting return ask_desk break_glass",
            ],
        ),
        (
            Walk::offered(OWL_VISITS, &[]),
            [
                desk,
                "acknowledge accept hand_back propose_meeting",
                "acknowledge accept hand_back propose_meeting",
                "ask_desk break_glass",
            ],
        ),
        (
            Walk::accepted(),
            [
                desk_carried,
                "withdraw_consent send_message hand_back record_contact reassign report_change alert_desk plan_ending propose_meeting link renew_consent",
                "",
                "ask_desk break_glass",
            ],
        ),
        (
            Walk::in_support(),
            [
                desk_carried,
                "withdraw_consent send_message hand_back review reassign transfer end_support report_change alert_desk plan_ending propose_meeting link renew_consent",
                "",
                "ask_desk break_glass",
            ],
        ),
        (
            Walk::follow_up(),
            [
                desk_followed,
                "withdraw_consent send_message reassign record_check report_change alert_desk plan_ending link renew_consent",
                "",
                "ask_desk break_glass",
            ],
        ),
        (
            Walk::returned(),
            [
                "place close client_called withdraw_consent update_city_track add_carrier link renew_consent amend",
                "",
                "",
                "place ask_desk break_glass",
            ],
        ),
        (stable(), ["reopen", "", "", ""]),
    ] {
        let status = walk.status();
        let [advisor, worker, colleague, coordinator] = expected;
        assert_eq!(listed(&anna(), &walk), advisor, "the advisor in {status}");
        assert_eq!(listed(&aino(), &walk), advisor, "her colleague in {status}");
        assert_eq!(listed(&olli(), &walk), worker, "the worker in {status}");
        assert_eq!(listed(&olga(), &walk), worker, "her lead in {status}");
        assert_eq!(listed(&owls_machine(), &walk), worker, "the machine in {status}");
        assert_eq!(listed(&outi(), &walk), colleague, "her colleague in {status}");
        assert_eq!(
            listed(&kaisa(), &walk),
            coordinator,
            "the coordinator in {status}"
        );
        for nobody in [other_advisor(), sanni(), cilla(), stranger()] {
            assert_eq!(listed(&nobody, &walk), "", "{nobody:?} in {status}");
        }
    }
}

#[test]
fn not_found_comes_before_forbidden_and_forbidden_before_illegal() {
    let walk = Walk::accepted();
    let answer = |actor: &Actor, action| may(actor, action, &walk.referral);
    let illegal = Err(Refusal::IllegalTransition {
        status: Status::Accepted,
    });
    for (actor, action, expected) in [
        // Another organisation, another desk, another network: whatever they ask for, it is not there.
        (sanni(), Action::Accept, Err(Refusal::NotFound)),
        (other_advisor(), Action::ClientCalled, Err(Refusal::NotFound)),
        (stranger(), Action::Review, Err(Refusal::NotFound)),
        // The role lacks it, whatever the state.
        (anna(), Action::Accept, Err(Refusal::Forbidden)),
        (anna(), Action::RecordContact, Err(Refusal::Forbidden)),
        (kaisa(), Action::RecordContact, Err(Refusal::Forbidden)),
        (kaisa(), Action::WithdrawConsent, Err(Refusal::Forbidden)),
        (olli(), Action::Place, Err(Refusal::Forbidden)),
        (olli(), Action::Close, Err(Refusal::Forbidden)),
        (anna(), Action::Return, Err(Refusal::Forbidden)),
        (anna(), Action::AskDesk, Err(Refusal::Forbidden)),
        // The role has it, the state does not.
        (anna(), Action::Place, illegal.clone()),
        (kaisa(), Action::Return, illegal.clone()),
        (olli(), Action::Accept, illegal.clone()),
        (outi(), Action::Accept, illegal.clone()),
        (outi(), Action::RecordCheck, illegal),
        // Role and state have it, but it is her colleague's.
        (outi(), Action::RecordContact, Err(Refusal::Forbidden)),
        (outi(), Action::Reassign, Err(Refusal::Forbidden)),
        (olga(), Action::RecordContact, Ok(())),
    ] {
        assert_eq!(answer(&actor, action), expected, "{:?} {action}", actor.role);
    }
}

#[test]
fn after_a_hand_back_an_expiry_or_a_withdrawal_the_partner_knows_nothing() {
    let hand_back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: Some(choice(SWAN_COMPANY, &[])),
    };
    let mut handed_back = Walk::offered(OWL_VISITS, &[SWAN_COMPANY]);
    handed_back.does(&olli(), &hand_back);
    let mut expired = Walk::offered(OWL_VISITS, &[]);
    expired.clock_to("2026-12-08 16:00");
    for walk in [handed_back, expired] {
        for partner in [olli(), outi(), olga(), owls_machine()] {
            assert_eq!(relation(&partner, &walk.referral), None);
            assert!(disclose(&partner, &walk.referral, walk.now).is_none());
            for action in Action::ALL {
                assert_eq!(may(&partner, *action, &walk.referral), Err(Refusal::NotFound));
            }
        }
    }
}

#[test]
fn who_sees_what_at_which_stage() {
    use Process::{OwnOffer, Whole};
    // identity, words, how much of the road; nothing where one may not know.
    let seen = |actor: &Actor, walk: &Walk| {
        disclose(actor, &walk.referral, walk.now).map(|seen| (seen.identity, seen.words, seen.process))
    };
    let whole = Some((true, true, Whole));
    let coded = Some((false, false, Whole));
    let offer = Some((false, false, OwnOffer));
    for (walk, worker, colleague) in [
        (Walk::waiting(), None, None),
        (Walk::offered(OWL_VISITS, &[]), offer, offer),
        (Walk::accepted(), whole, coded),
        (Walk::in_support(), whole, coded),
        (Walk::follow_up(), whole, coded),
        (Walk::returned(), None, None),
    ] {
        let status = walk.status();
        assert_eq!(seen(&anna(), &walk), whole, "{status}");
        assert_eq!(seen(&aino(), &walk), whole, "{status}");
        assert_eq!(seen(&kaisa(), &walk), coded, "{status}");
        assert_eq!(seen(&olli(), &walk), worker, "{status}");
        assert_eq!(seen(&olga(), &walk), worker, "{status}");
        assert_eq!(seen(&outi(), &walk), colleague, "{status}");
        assert_eq!(seen(&other_advisor(), &walk), None, "{status}");
        assert_eq!(seen(&sanni(), &walk), None, "{status}");
    }
    let mut asked = Walk::in_support();
    asked.does(
        &olli(),
        &Command::Transfer {
            choice: choice(SWAN_COMPANY, &[]),
        },
    );
    assert_eq!(seen(&sanni(), &asked), offer);
    // Names go with the work to the colleague who takes it over.
    asked.does(&olli(), &Command::Reassign { worker: outi().user });
    assert_eq!(seen(&outi(), &asked), whole);
    assert_eq!(seen(&olli(), &asked), coded);
}

#[test]
fn a_partial_permission_takes_fields_out_of_every_column_but_the_desks() {
    let mut partial = submitted();
    partial.consent.scope = Some(ConsentScope::Fields);
    partial.consent.fields = vec![ConsentField::Phone, ConsentField::OwnWords];
    let offer = Placement::Offer(choice(OWL_VISITS, &[]));
    let mut walk = Walk::begun("2026-12-01 10:00", partial, offer).unwrap();
    walk.does(&olli(), &Command::Accept { worker: OLLI });
    let shown = |actor: &Actor| {
        let seen = disclose(actor, &walk.referral, walk.now).unwrap();
        ConsentField::ALL
            .iter()
            .filter(|field| seen.shows(**field, &walk.referral))
            .count()
    };
    assert_eq!(shown(&anna()), ConsentField::ALL.len());
    assert_eq!(shown(&olli()), 2);
    assert_eq!(shown(&outi()), 0);
    assert_eq!(shown(&kaisa()), 0);
}

#[test]
fn a_worker_who_brings_somebody_in_stands_like_the_desk_until_her_own_organisation_is_asked() {
    let mut brought = submitted();
    brought.submitter = CILLA;
    let offer = Placement::Offer(choice(OWL_VISITS, &[CRANE_GROUP]));
    let mut walk = Walk::begun("2026-12-01 10:00", brought, offer).unwrap();
    assert_eq!(relation(&cilla(), &walk.referral), Some(Relation::Desk));
    assert!(disclose(&cilla(), &walk.referral, walk.now).unwrap().identity);
    assert_eq!(
        listed(&cilla(), &walk),
        "withdraw_consent propose_meeting link renew_consent"
    );
    assert_eq!(walk.tries(&cilla(), &Command::Return), Err(Refusal::Forbidden));
    let next = Some(choice(CRANE_GROUP, &[]));
    let reason = HandBackReason::NoPlace;
    walk.does(&olli(), &Command::HandBack { reason, next });
    assert_eq!(relation(&cilla(), &walk.referral), Some(Relation::Asked));
    let reason = HandBackReason::NoPlace;
    walk.does(&cilla(), &Command::HandBack { reason, next: None });
    assert_eq!(relation(&cilla(), &walk.referral), None);
}

#[test]
fn a_role_that_does_not_belong_to_its_organisation_stands_nowhere() {
    let walk = Walk::accepted();
    for (organisation, kind, role) in [
        ("huuhkaja", OrganisationKind::Partner, Role::Advisor),
        ("neuvonta", OrganisationKind::Desk, Role::Worker),
        ("verkosto", OrganisationKind::Coordinator, Role::Worker),
    ] {
        let actor = Actor {
            organisation: organisation.into(),
            kind,
            role,
            ..olli()
        };
        assert_eq!(relation(&actor, &walk.referral), None, "{organisation} {role}");
    }
}

#[test]
fn a_refused_command_leaves_nothing_behind_whoever_gives_it() {
    let worker: UserId = SANNI;
    for walk in [Walk::accepted(), Walk::waiting(), stable()] {
        let before = walk.referral.clone();
        for actor in everybody() {
            let refused = walk.tries(&actor, &Command::Accept { worker });
            assert!(refused.is_err(), "{actor:?}");
            let _ = walk.tries(
                &actor,
                &contact(luotsi_domain::referral::words::ContactOutcome::NotYet),
            );
        }
        assert_eq!(walk.referral, before);
    }
}
