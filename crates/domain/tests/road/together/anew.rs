//! Permission asked anew, and people who come back or were met first.

use super::*;

fn permission(scope: ConsentScope, feedback: bool) -> Box<Consent> {
    Box::new(Consent {
        status: ConsentStatus::Given,
        by: Some(ConsentBy::Client),
        scope: Some(scope),
        feedback,
        ..Consent::default()
    })
}

fn receivers(slugs: &[&str]) -> Vec<OrganisationId> {
    slugs.iter().map(|slug| (*slug).into()).collect()
}

#[test]
fn a_permission_asked_anew_takes_the_place_of_the_one_before() {
    let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY, CRANE_GROUP]);
    walk.told();
    let command = |slugs: &[&str], feedback| Command::RenewConsent {
        consent: permission(ConsentScope::Organisations, feedback),
        receivers: receivers(slugs),
    };
    // Not without whoever is asked.
    assert_eq!(
        walk.tries(&anna(), &command(&[SWAN], true)),
        Err(Refusal::Invalid {
            pointer: "/consent/organisations",
            code: "leaves-out-carrier"
        })
    );
    let refused = Command::RenewConsent {
        consent: Box::new(Consent {
            status: ConsentStatus::Refused,
            ..*permission(ConsentScope::Network, true)
        }),
        receivers: receivers(&[OWL]),
    };
    assert_eq!(
        walk.tries(&anna(), &refused),
        Err(Refusal::Invalid {
            pointer: "/consent/status",
            code: "not-in-list"
        })
    );
    // Narrower: the alternatives outside it are gone, and without feedback the desk sees less.
    walk.does(&anna(), &command(&[OWL, SWAN], false));
    assert_eq!(walk.referral.receivers, receivers(&[OWL, SWAN]));
    assert_eq!(walk.referral.then, [SWAN_COMPANY.into()]);
    assert!(!walk.referral.feedback_allowed);
    assert_eq!(walk.referral.consent.scope, Some(ConsentScope::Organisations));
    // Wider, by whoever has her: the desk learns it.
    walk.does(&olli(), &Command::Accept { worker: olli().user });
    walk.told();
    walk.does(&olli(), &command(&[OWL, SWAN, "kurki", "uusi"], true));
    assert!(walk.referral.feedback_allowed);
    assert_eq!(walk.told(), ["anna: consent_renewed"]);
    walk.does(&anna(), &command(&[OWL], true));
    assert_eq!(walk.told(), ["olli: consent_renewed"]);
}

#[test]
fn a_permission_asked_anew_holds_for_all_carriers_or_for_none() {
    let mut roads = two_carriers();
    let command = |slugs: &[&str]| Command::RenewConsent {
        consent: permission(ConsentScope::Organisations, true),
        receivers: receivers(slugs),
    };
    let versions: Vec<u64> = roads.walks.iter().map(|walk| walk.referral.version).collect();
    assert!(
        roads.tries(0, &anna(), &command(&[OWL])).is_err(),
        "the Swan has her too"
    );
    let after: Vec<u64> = roads.walks.iter().map(|walk| walk.referral.version).collect();
    assert_eq!(versions, after);
    roads.does(0, &anna(), &command(&[OWL, SWAN]));
    for walk in &roads.walks {
        assert_eq!(walk.referral.receivers, receivers(&[OWL, SWAN]));
    }
    assert_eq!(roads.told(1), ["sanni: consent_renewed"]);
}

#[test]
fn whoever_meets_somebody_first_takes_her_on_in_one_step() {
    let brought = Submitted {
        submitter: olli().user,
        ..submitted()
    };
    let placement = Placement::TakeOn {
        choice: choice(OWL_VISITS, &[]),
        worker: olli().user,
    };
    let walk = Walk::begun("2026-12-01 10:00", brought.clone(), placement).unwrap();
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-08 16:00"
    );
    assert_eq!(walk.places(), [format!("{OWL_VISITS} used")]);
    let milestones = walk.referral.milestones;
    assert_eq!(milestones.offered_at, milestones.accepted_at);
    // For a colleague: she is told, once.
    let placement = Placement::TakeOn {
        choice: choice(OWL_VISITS, &[]),
        worker: outi().user,
    };
    let mut walk = Walk::begun("2026-12-01 10:00", brought, placement).unwrap();
    assert_eq!(
        walk.told().first().map(String::as_str),
        Some("outi: reassigned_to_you")
    );
}

#[test]
fn whoever_is_brought_to_the_desk_is_in_its_queue_and_everybody_there_knows() {
    let brought = Submitted {
        submitter: olli().user,
        ..submitted()
    };
    let mut walk = Walk::begun("2026-12-01 10:00", brought.clone(), Placement::ToDesk).unwrap();
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-04 16:00"
    );
    assert_eq!(walk.told(), ["desk neuvonta: brought_in!"]);
    assert_eq!(walk.clock_to("2026-12-04 12:00"), [""; 0], "nobody is told twice");
    assert!(actions(&anna(), &walk.referral).contains(&Action::Place));
    assert!(!actions(&olli(), &walk.referral).contains(&Action::Place));
    assert!(
        relation(&olli(), &walk.referral).is_some(),
        "she stands like the desk until her own is asked"
    );
    // Of a protected person only the advisor who was named.
    let hidden = Submitted {
        protected: true,
        advisor: Some(anna().user),
        ..brought
    };
    let mut walk = Walk::begun("2026-12-01 10:00", hidden, Placement::ToDesk).unwrap();
    assert_eq!(walk.told(), ["anna: brought_in!"]);
    for actor in everybody() {
        let named =
            [anna().user, olli().user].contains(&actor.user) && actor.network == walk.referral.network;
        assert_eq!(relation(&actor, &walk.referral).is_some(), named, "{actor:?}");
    }
    assert!(actions(&anna(), &walk.referral).contains(&Action::Place));
}

#[test]
fn whoever_died_or_took_her_permission_back_does_not_come_back() {
    let ends = |command: &Command, actor: &Actor| {
        let mut walk = Walk::in_support();
        walk.does(actor, command);
        actions(&anna(), &walk.referral).contains(&Action::Reopen)
    };
    assert!(!ends(&died(), &olli()));
    let all = Command::WithdrawConsent {
        scope: WithdrawScope::All,
    };
    assert!(!ends(&all, &anna()));
    let moved = Command::ReportChange {
        what: ChangeWhat::MovedAway,
        until: None,
    };
    assert!(ends(&moved, &olli()));
    for (reason, back) in [
        (CloseReason::OtherService, true),
        (CloseReason::ClientDeclined, true),
        (CloseReason::Duplicate, false),
        (CloseReason::EnteredInError, false),
    ] {
        let mut walk = Walk::returned();
        assert!(!actions(&anna(), &walk.referral).contains(&Action::Reopen));
        walk.does(&anna(), &Command::Close { reason });
        assert_eq!(
            actions(&anna(), &walk.referral).contains(&Action::Reopen),
            back,
            "{reason}"
        );
        assert!(!actions(&kaisa(), &walk.referral).contains(&Action::Reopen));
        let at = walk.now;
        walk.record(at, None, vec![Event::Erased]);
        assert!(!actions(&anna(), &walk.referral).contains(&Action::Reopen));
    }
}

#[test]
fn what_was_written_before_there_were_links_is_read_and_written_the_same() {
    let walk = Walk::in_support();
    let state = serde_json::to_value(&walk.referral).unwrap();
    for field in ["links", "withdrawn", "died", "away_until", "advisor"] {
        assert!(
            state.get(field).is_none(),
            "{field} is written only where it says something"
        );
    }
    let event = serde_json::to_string(&walk.history[0]).unwrap();
    assert!(!event.contains("\"advisor\":"));
    let old = r#"{"type":"consent_withdrawn","scope":"all","receivers":[],"erase_at":null}"#;
    let read: Event = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
}
