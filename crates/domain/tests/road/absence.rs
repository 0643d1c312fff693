//! Absence: who stands in, what becomes of state and due, who sees what meanwhile, and the way back.

use luotsi_domain::{
    absence::{Absence, Member, Team},
    access::{Relation, actions, disclose, relation},
    id::{OrganisationId, UserId},
    notice::passes_from,
    referral::{
        Choice, Command, Placement,
        event::{Event, Submitted},
        state::{Referral, StandIn, fold},
        words::{Action, ClientWish, ContactOutcome, HandBackReason},
    },
};

use crate::{
    fixture::{
        AINO, ANNA, DESK, OLGA, OLLI, OTHER_ADVISOR, OTHER_DESK, OUTI, OWL_VISITS, SWAN_COMPANY, aino, anna,
        choice, kaisa, olga, olli, other_advisor, outi, sanni, submitted,
    },
    walk::{Walk, contact, date, ended},
};

const MEMBERS: [Member; 3] = [
    Member {
        user: OLLI,
        leads: false,
    },
    Member {
        user: OUTI,
        leads: false,
    },
    Member {
        user: OLGA,
        leads: true,
    },
];

fn away(user: UserId, from: &str, until: &str, covered_by: Option<UserId>) -> Absence {
    Absence {
        user,
        from: date(from),
        until: date(until),
        covered_by,
    }
}

/// What an organisation's absences do to a referral now; once more does nothing.
fn settles(walk: &mut Walk, absences: &[Absence]) -> Option<&'static str> {
    let desk = OrganisationId::from(DESK);
    let team = |walk: &Walk| {
        let team = Team {
            members: &MEMBERS,
            absences,
            today: walk.days.date_of(walk.now),
            home_desk: &desk,
        };
        team.settle(&walk.referral, &walk.days, walk.now)
    };
    let event = team(walk)?;
    let name = event.name();
    walk.record(walk.now, None, vec![event]);
    assert_eq!(team(walk), None, "settled twice");
    Some(name)
}

/// Agreed by phone with Olli, with Outi as deputy where one is named.
fn agreed(submitted: Submitted, deputy: Option<UserId>) -> Walk {
    let choice = Choice {
        agreed_with: Some(OLLI),
        deputy,
        ..choice(OWL_VISITS, &[SWAN_COMPANY])
    };
    Walk::begun("2026-12-01 10:00", submitted, Placement::Offer(choice)).unwrap()
}

fn protected() -> Submitted {
    Submitted {
        protected: true,
        ..submitted()
    }
}

/// Handed over by the other desk, which is not the home desk.
fn from_elsewhere() -> Submitted {
    Submitted {
        desk: OrganisationId::from(OTHER_DESK),
        submitter: OTHER_ADVISOR,
        ..submitted()
    }
}

fn accepted(submitted: Submitted, deputy: Option<UserId>) -> Walk {
    let mut walk = agreed(submitted, deputy);
    walk.at("2026-12-02 12:00")
        .does(&olli(), &Command::Accept { worker: OLLI });
    walk
}

#[test]
fn absence_moves_work_to_a_colleague_with_nobody_there_to_the_lead_then_to_the_home_desk() {
    let olli = |covered_by| away(OLLI, "2026-12-03", "2026-12-11", covered_by);
    let outi = || away(OUTI, "2026-12-01", "2026-12-31", None);
    let olga = || away(OLGA, "2026-12-03", "2026-12-03", None);
    let not_yet = || away(OUTI, "2026-12-04", "2026-12-31", None);
    let no_longer = || away(OUTI, "2026-11-01", "2026-12-02", None);
    let desk = "desk neuvonta";
    for (absences, stands_in) in [
        (vec![], "worker olli"),
        (vec![outi(), olga()], "worker olli"),
        (vec![olli(Some(OUTI))], "worker outi"),
        (vec![olli(Some(OUTI)), not_yet()], "worker outi"),
        (vec![olli(Some(OUTI)), no_longer()], "worker outi"),
        (vec![olli(Some(OUTI)), outi()], "worker olga"),
        (vec![olli(None)], "worker olga"),
        // A colleague who was not named has work enough of her own.
        (vec![olli(None), olga()], desk),
        (vec![olli(Some(OUTI)), outi(), olga()], desk),
        // Whoever is no longer of the organisation cannot stand in.
        (vec![olli(Some(AINO))], "worker olga"),
    ] {
        for (mut walk, status, due) in [
            (
                agreed(submitted(), None),
                "offered",
                "acknowledge 2026-12-03 16:00",
            ),
            (Walk::accepted(), "accepted", "first_contact 2026-12-09 16:00"),
            (
                {
                    let mut walk = Walk::accepted();
                    walk.does(&crate::fixture::olli(), &contact(ContactOutcome::Met));
                    walk
                },
                "in_support",
                "review 2027-02-01 16:00",
            ),
            (
                {
                    let mut walk = Walk::accepted();
                    walk.does(&crate::fixture::olli(), &contact(ContactOutcome::Met))
                        .does(&crate::fixture::olli(), &ended());
                    walk
                },
                "follow_up",
                "check 2027-01-04 16:00",
            ),
        ] {
            let places = walk.places();
            settles(walk.at("2026-12-03 00:00"), &absences);
            let due = match (stands_in, status) {
                // On watch: the day after the absence, and never later than a question expires.
                (s, "offered") if s == desk => "acknowledge 2026-12-08 16:00",
                (s, "accepted") if s == desk => "first_contact 2026-12-14 16:00",
                _ => due,
            };
            assert_eq!(
                walk.stands(),
                format!("{status} · {stands_in} · {due}"),
                "{absences:?}"
            );
            assert_eq!(walk.places(), places);
        }
    }
}

#[test]
fn what_nobody_has_by_name_stays_where_it_is() {
    let absences = [away(OLLI, "2026-12-01", "2026-12-31", None)];
    let mut closed = Walk::returned();
    closed.does(
        &anna(),
        &Command::Close {
            reason: luotsi_domain::referral::words::CloseReason::Other,
        },
    );
    for mut walk in [
        Walk::offered(OWL_VISITS, &[]),
        Walk::waiting(),
        Walk::returned(),
        closed,
    ] {
        let before = walk.stands();
        assert_eq!(settles(&mut walk, &absences), None);
        assert_eq!(walk.stands(), before);
    }
}

#[test]
fn back_from_an_absence_she_has_whom_she_had_with_the_same_due() {
    let absences = [away(OLLI, "2026-12-03", "2026-12-04", Some(OUTI))];
    let mut walk = Walk::accepted();
    assert_eq!(settles(walk.at("2026-12-03 00:00"), &absences), Some("covered"));
    walk.told();
    assert_eq!(
        settles(walk.at("2026-12-05 00:00"), &absences),
        Some("cover_ended")
    );
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-09 16:00"
    );
    assert_eq!(walk.told(), ["olli: back_with_you"]);

    // Longer than it was said to be: she stays with whoever stands in.
    let mut walk = Walk::accepted();
    settles(walk.at("2026-12-03 00:00"), &absences);
    let longer = [away(OLLI, "2026-12-03", "2026-12-18", Some(OUTI))];
    assert_eq!(settles(walk.at("2026-12-04 09:00"), &longer), Some("covered"));
    assert_eq!(settles(walk.at("2026-12-05 00:00"), &longer), None);
    assert!(walk.stands().contains("worker outi"), "{}", walk.stands());
}

#[test]
fn after_a_watch_she_goes_on_at_the_earliest_the_next_working_day() {
    for (until, back, due) in [
        // What is due later stays due then.
        ("2026-12-04", "2026-12-05 00:00", "2026-12-09 16:00"),
        // Back on a Thursday, told on that day, due on Friday.
        ("2026-12-16", "2026-12-17 00:00", "2026-12-18 16:00"),
        // Over Christmas: back on Monday the 28th, due on Tuesday.
        ("2026-12-27", "2026-12-28 00:00", "2026-12-29 16:00"),
        // Back early, in the middle of a Friday.
        ("2026-12-27", "2026-12-18 11:00", "2026-12-21 16:00"),
    ] {
        let everybody: Vec<Absence> = [OLLI, OUTI, OLGA]
            .into_iter()
            .map(|user| away(user, "2026-12-03", until, None))
            .collect();
        let mut walk = Walk::accepted();
        assert_eq!(settles(walk.at("2026-12-03 00:00"), &everybody), Some("covered"));
        // Nobody is reminded one by one meanwhile.
        let days = walk.days.clone();
        let after = days.date_of(crate::fixture::wall(back));
        assert_eq!(walk.clock_to("2026-12-04 23:59"), Vec::<String>::new());
        walk.at(back);
        let back_now: Vec<Absence> = everybody
            .iter()
            .filter(|absence| !absence.holds_on(after))
            .cloned()
            .collect();
        assert_eq!(settles(&mut walk, &back_now), Some("cover_ended"), "{until}");
        assert_eq!(
            walk.stands(),
            format!("accepted · worker olli · first_contact {due}")
        );
    }
}

#[test]
fn from_a_watch_to_whoever_is_back_first_and_then_to_the_worker() {
    let absences = [
        away(OLLI, "2026-12-03", "2027-01-08", Some(OUTI)),
        away(OUTI, "2026-12-03", "2026-12-31", None),
        away(OLGA, "2026-12-03", "2026-12-15", None),
    ];
    let mut walk = Walk::accepted();
    for (at, stands) in [
        (
            "2026-12-03 00:00",
            "desk neuvonta · first_contact 2027-01-11 16:00",
        ),
        // The lead is back, and has a day for what the watch has let pass.
        ("2026-12-16 00:00", "worker olga · first_contact 2026-12-17 16:00"),
        ("2027-01-01 00:00", "worker outi · first_contact 2026-12-17 16:00"),
        ("2027-01-09 00:00", "worker olli · first_contact 2026-12-17 16:00"),
    ] {
        assert!(settles(walk.at(at), &absences).is_some(), "{at}");
        assert_eq!(walk.stands(), format!("accepted · {stands}"), "{at}");
    }
}

#[test]
fn nobody_stands_in_any_longer_once_somebody_else_has_her() {
    let absences = [away(OLLI, "2026-12-03", "2026-12-31", Some(OUTI))];
    let covered = || {
        let mut walk = Walk::accepted();
        settles(walk.at("2026-12-03 00:00"), &absences);
        walk
    };
    let mut reassigned = covered();
    reassigned.does(&outi(), &Command::Reassign { worker: OLGA });
    assert!(reassigned.stands().contains("worker olga"));
    // At the end of the absence she stays with the one she was given to.
    assert_eq!(settles(reassigned.at("2027-01-01 00:00"), &[]), None);

    let mut kept = covered();
    kept.does(&outi(), &Command::Reassign { worker: OUTI });
    assert_eq!(settles(kept.at("2027-01-01 00:00"), &[]), None);
    assert!(kept.stands().contains("worker outi"));

    let mut handed_back = covered();
    let command = Command::HandBack {
        reason: HandBackReason::ClientDeclined,
        next: None,
    };
    handed_back.does(&outi(), &command);
    assert_eq!(handed_back.referral.cover, None);
    assert!(handed_back.stands().starts_with("returned · desk neuvonta"));

    // What whoever stands in does with the person changes nothing about whose she is.
    let mut met = covered();
    met.does(&outi(), &contact(ContactOutcome::Met))
        .does(&outi(), &ended());
    assert!(
        met.stands().starts_with("follow_up · worker outi"),
        "{}",
        met.stands()
    );
    assert_eq!(
        settles(met.at("2027-01-01 00:00"), &absences),
        Some("cover_ended")
    );
    assert!(
        met.stands().starts_with("follow_up · worker olli"),
        "{}",
        met.stands()
    );

    // Who stands in for whoever is asked takes her on herself.
    let mut asked = agreed(submitted(), None);
    settles(asked.at("2026-12-03 00:00"), &absences);
    asked.does(&outi(), &Command::Accept { worker: OUTI });
    assert_eq!(settles(asked.at("2027-01-01 00:00"), &[]), None);
    assert!(asked.stands().starts_with("accepted · worker outi"));
}

#[test]
fn of_a_protected_person_only_the_deputy_stands_in_else_whoever_submitted() {
    let olli = || away(OLLI, "2026-12-03", "2026-12-31", Some(OLGA));
    let outi_away = || away(OUTI, "2026-12-03", "2026-12-31", None);
    for (absences, deputy, stands_in) in [
        (vec![olli()], Some(OUTI), "worker outi"),
        (vec![olli(), outi_away()], Some(OUTI), "desk toinen-neuvonta"),
        (vec![olli()], Some(AINO), "desk toinen-neuvonta"),
    ] {
        let person = Submitted {
            protected: true,
            ..from_elsewhere()
        };
        let mut walk = accepted(person, deputy);
        settles(walk.at("2026-12-03 00:00"), &absences);
        assert!(
            walk.stands().starts_with(&format!("accepted · {stands_in}")),
            "{}",
            walk.stands()
        );
        // Neither the named colleague nor the lead nor the home desk nor the coordinator comes to know.
        for actor in [olga(), anna(), aino(), kaisa()] {
            assert_eq!(relation(&actor, &walk.referral), None, "{actor:?}");
        }
        assert_eq!(relation(&other_advisor(), &walk.referral), Some(Relation::Desk));
    }
    // The deputy has her, and is away: then the worker she was first agreed with stands in.
    let mut walk = agreed(protected(), Some(OUTI));
    walk.at("2026-12-02 12:00")
        .does(&outi(), &Command::Accept { worker: OUTI });
    settles(walk.at("2026-12-03 00:00"), &[outi_away()]);
    assert!(walk.stands().contains("worker olli"), "{}", walk.stands());
}

#[test]
fn a_question_runs_on_while_nobody_is_there_and_expires_when_it_does() {
    let everybody: Vec<Absence> = [OLLI, OUTI, OLGA]
        .into_iter()
        .map(|user| away(user, "2026-12-02", "2027-01-08", None))
        .collect();
    let mut walk = agreed(submitted(), None);
    settles(walk.at("2026-12-02 00:00"), &everybody);
    assert_eq!(
        walk.stands(),
        "offered · desk neuvonta · acknowledge 2026-12-08 16:00"
    );
    assert_eq!(
        walk.clock_to("2026-12-08 16:00"),
        ["2026-12-08 16:00 expired", "2026-12-08 16:00 returned"]
    );
    assert_eq!(walk.referral.cover, None);
}

#[test]
fn whoever_stands_in_sees_and_does_what_the_worker_does_until_she_is_back() {
    let absences = [away(OLLI, "2026-12-03", "2026-12-11", Some(OUTI))];
    let mut walk = Walk::accepted();
    let sees = |walk: &Walk| disclose(&outi(), &walk.referral, walk.now).unwrap().identity;
    assert!(!sees(&walk));
    settles(walk.at("2026-12-03 00:00"), &absences);
    assert!(sees(&walk));
    assert_eq!(actions(&outi(), &walk.referral), actions(&olli(), &walk.referral));
    settles(walk.at("2026-12-12 00:00"), &absences);
    assert!(!sees(&walk));
    assert!(actions(&outi(), &walk.referral).is_empty());

    let mut asked = agreed(submitted(), None);
    settles(asked.at("2026-12-03 00:00"), &absences);
    assert_eq!(relation(&outi(), &asked.referral), Some(Relation::Asked));
    assert!(actions(&outi(), &asked.referral).contains(&Action::Accept));
}

#[test]
fn the_home_desk_opens_whom_it_keeps_watch_over_and_only_as_long() {
    let everybody: Vec<Absence> = [OLLI, OUTI, OLGA]
        .into_iter()
        .map(|user| away(user, "2026-12-03", "2026-12-11", None))
        .collect();
    let mut walk = accepted(from_elsewhere(), None);
    assert_eq!(relation(&anna(), &walk.referral), None);
    settles(walk.at("2026-12-03 00:00"), &everybody);
    for actor in [anna(), aino(), other_advisor()] {
        assert_eq!(relation(&actor, &walk.referral), Some(Relation::Desk));
        assert!(disclose(&actor, &walk.referral, walk.now).unwrap().identity);
    }
    assert_eq!(relation(&sanni(), &walk.referral), None);
    // Whoever rings meanwhile is the desk's to see to.
    let called = Command::ClientCalled {
        wish: ClientWish::AsksWhen,
    };
    walk.does(&aino(), &called);
    assert_eq!(
        walk.stands(),
        "accepted · desk neuvonta · first_contact 2026-12-04 16:00"
    );
    assert_eq!(walk.tasks(), ["client_called · desk neuvonta · 2026-12-04 16:00"]);
    settles(walk.at("2026-12-12 00:00"), &everybody);
    assert_eq!(relation(&anna(), &walk.referral), None);
    // The question goes back with her.
    assert_eq!(walk.tasks(), ["client_called · worker olli · 2026-12-04 16:00"]);
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-14 16:00"
    );
}

#[test]
fn letters_go_to_whoever_stands_in_and_none_to_whoever_is_away() {
    let absences = [away(OLLI, "2026-12-03", "2026-12-31", Some(OUTI))];
    let mut walk = Walk::accepted();
    let before = walk.referral.clone();
    walk.told();
    settles(walk.at("2026-12-03 00:00"), &absences);
    assert_eq!(walk.told(), ["outi: covering"]);
    let covered = &walk.history.last().unwrap().event;
    assert_eq!(passes_from(Some(&before), covered), Some(OLLI));
    walk.clock_to("2026-12-11 16:00");
    assert_eq!(
        walk.told(),
        [
            "outi: reminder_first_contact",
            "coordinators: stalled_coordinator",
            "desk neuvonta: stalled_desk"
        ]
    );

    // Of a watch nobody is told one by one.
    let everybody: Vec<Absence> = [OLLI, OUTI, OLGA]
        .into_iter()
        .map(|user| away(user, "2026-12-03", "2026-12-31", None))
        .collect();
    let mut walk = Walk::accepted();
    walk.told();
    settles(walk.at("2026-12-03 00:00"), &everybody);
    walk.clock_to("2026-12-31 23:59");
    assert_eq!(walk.told(), Vec::<String>::new());
}

#[test]
fn what_was_written_before_there_were_absences_still_folds() {
    let walk = Walk::in_support();
    let state = serde_json::to_value(&walk.referral).unwrap();
    assert!(state.get("cover").is_none(), "{state}");
    let read: Referral = serde_json::from_value(state).unwrap();
    assert_eq!(read, walk.referral);
    // And what is written since is read as it was meant.
    let mut walk = Walk::accepted();
    settles(
        walk.at("2026-12-03 00:00"),
        &[away(OLLI, "2026-12-03", "2026-12-04", None)],
    );
    let text = serde_json::to_string(&walk.history).unwrap();
    let history: Vec<luotsi_domain::referral::event::Recorded> = serde_json::from_str(&text).unwrap();
    assert_eq!(fold(&history).unwrap(), Some(walk.referral.clone()));
    let text = serde_json::to_string(&walk.referral).unwrap();
    assert_eq!(serde_json::from_str::<Referral>(&text).unwrap(), walk.referral);
    // Nobody stands in for somebody who does not have her.
    let wrong = Event::Covered {
        worker: ANNA,
        by: StandIn::Worker { user: OUTI },
        until: date("2026-12-04"),
        due: None,
    };
    let next = luotsi_domain::referral::event::Recorded {
        seq: walk.referral.version + 1,
        at: walk.now,
        by: None,
        texts: Vec::new(),
        event: wrong,
    };
    assert!(luotsi_domain::referral::evolve(Some(walk.referral), &next).is_err());
}

#[test]
fn nobody_is_there_only_where_all_are_away_every_day_until_a_question_expires() {
    let desk = OrganisationId::from(DESK);
    let olli = |from, until| away(OLLI, from, until, None);
    let outi = |from, until| away(OUTI, from, until, None);
    let olga = |from, until| away(OLGA, from, until, None);
    for (absences, nobody_until) in [
        (vec![], None),
        (
            vec![olli("2026-12-01", "2026-12-31"), outi("2026-12-01", "2026-12-31")],
            None,
        ),
        (
            vec![
                olli("2026-12-01", "2026-12-31"),
                outi("2026-12-01", "2026-12-31"),
                olga("2026-12-01", "2026-12-10"),
            ],
            Some("2026-12-10"),
        ),
        (
            vec![
                olli("2026-12-01", "2026-12-31"),
                outi("2026-12-01", "2026-12-31"),
                olga("2026-12-01", "2026-12-08"),
            ],
            Some("2026-12-08"),
        ),
        // Back in time to answer.
        (
            vec![
                olli("2026-12-01", "2026-12-31"),
                outi("2026-12-01", "2026-12-31"),
                olga("2026-12-01", "2026-12-07"),
            ],
            None,
        ),
        // There today.
        (
            vec![
                olli("2026-12-01", "2026-12-31"),
                outi("2026-12-01", "2026-12-31"),
                olga("2026-12-02", "2026-12-31"),
            ],
            None,
        ),
    ] {
        let team = Team {
            members: &MEMBERS,
            absences: &absences,
            today: date("2026-12-01"),
            home_desk: &desk,
        };
        assert_eq!(
            team.nobody_until(date("2026-12-08")),
            nobody_until.map(date),
            "{absences:?}"
        );
    }
    // An organisation of which nobody is known yet is not one where nobody is there.
    let team = Team {
        members: &[],
        absences: &[],
        today: date("2026-12-01"),
        home_desk: &desk,
    };
    assert_eq!(team.nobody_until(date("2026-12-08")), None);
}
