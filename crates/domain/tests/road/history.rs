//! How long a history keeps a person, who takes it into an archive, and what of it the feed may tell.

use luotsi_domain::{
    access::{Actor, Relation, disclose, may_export, may_read_views, relation, shows_event},
    referral::{
        Command, Refusal,
        event::Recorded,
        fold,
        words::{HandBackReason, Role, WithdrawScope},
    },
};

use crate::{
    fixture::{
        OWL_VISITS, aino, anna, everybody, kaisa, olga, olli, other_advisor, outi, owls_machine, sanni, wall,
    },
    walk::Walk,
};

fn withdraw(scope: WithdrawScope) -> Command {
    Command::WithdrawConsent { scope }
}

#[test]
fn twelve_months_after_it_is_over_the_key_is_destroyed_and_the_history_stays() {
    let mut walk = Walk::returned();
    walk.at("2026-12-10 10:00").does(
        &anna(),
        &Command::Close {
            reason: luotsi_domain::referral::words::CloseReason::OtherService,
        },
    );
    let events = walk.history.len();
    assert_eq!(walk.wakes(), Some(wall("2027-12-10 16:00")));
    assert_eq!(walk.clock_to("2027-12-10 15:59"), [""; 0]);
    assert_eq!(walk.clock_to("2027-12-10 16:00"), ["2027-12-10 16:00 erased"]);
    assert_eq!(walk.wakes(), None);
    assert_eq!(walk.history.len(), events + 1);
    assert_eq!(fold(&walk.history).unwrap().as_ref(), Some(&walk.referral));
    assert!(!disclose(&anna(), &walk.referral, walk.now).unwrap().identity);
}

#[test]
fn what_was_withdrawn_does_not_wait_for_the_retention_and_a_shorter_setting_holds_for_all() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-10 10:00")
        .does(&anna(), &withdraw(WithdrawScope::All));
    assert_eq!(walk.wakes(), Some(wall("2026-12-11 10:00")));

    let mut walk = Walk::returned();
    walk.at("2027-01-29 10:00").does(
        &anna(),
        &Command::Close {
            reason: luotsi_domain::referral::words::CloseReason::OtherService,
        },
    );
    walk.definition.deadlines.retention_months = 1;
    // There is no 29 February in 2027.
    assert_eq!(walk.wakes(), Some(wall("2027-02-28 16:00")));
}

#[test]
fn the_desk_may_export_until_the_key_is_destroyed_and_read_the_views_for_ever() {
    let withdrawn = {
        let mut walk = Walk::accepted();
        walk.does(&anna(), &withdraw(WithdrawScope::All));
        walk
    };
    let erased = {
        let mut walk = withdrawn.clone();
        walk.clock_to("2028-01-01 00:00");
        assert!(walk.referral.erased);
        walk
    };
    let gone = Err(Refusal::NotFound);
    let not_hers = Err(Refusal::Forbidden);
    let desk_machine = Actor {
        role: Role::Machine,
        ..anna()
    };
    for (walk, actor, export, views) in vec![
        (Walk::accepted(), anna(), Ok(()), Ok(())),
        (Walk::accepted(), aino(), Ok(()), Ok(())),
        (Walk::accepted(), desk_machine, Ok(()), Ok(())),
        (Walk::accepted(), other_advisor(), gone.clone(), gone.clone()),
        (Walk::accepted(), olli(), not_hers.clone(), not_hers.clone()),
        (Walk::accepted(), outi(), not_hers.clone(), not_hers.clone()),
        (
            Walk::accepted(),
            owls_machine(),
            not_hers.clone(),
            not_hers.clone(),
        ),
        (Walk::accepted(), sanni(), gone.clone(), gone.clone()),
        (Walk::accepted(), kaisa(), not_hers.clone(), not_hers.clone()),
        (
            Walk::offered(OWL_VISITS, &[]),
            olga(),
            not_hers.clone(),
            not_hers.clone(),
        ),
        (withdrawn.clone(), anna(), Ok(()), Ok(())),
        (withdrawn, olli(), gone.clone(), gone.clone()),
        (erased.clone(), anna(), gone.clone(), Ok(())),
        (erased, olli(), gone.clone(), gone),
    ] {
        let place = walk.stands();
        assert_eq!(may_export(&actor, &walk.referral), export, "{actor:?} {place}");
        assert_eq!(may_read_views(&actor, &walk.referral), views, "{actor:?} {place}");
    }
}

#[test]
fn who_brought_somebody_in_for_a_partner_is_not_of_the_desk_that_answers_for_the_log() {
    let mut walk = Walk::waiting();
    walk.referral.submitter = sanni().user;
    assert_eq!(may_export(&sanni(), &walk.referral), Ok(()));
    assert_eq!(may_read_views(&sanni(), &walk.referral), Err(Refusal::Forbidden));
}

/// The names of the events that somebody may learn of.
fn told(actor: &Actor, walk: &Walk) -> Vec<&'static str> {
    let Some(disclosure) = disclose(actor, &walk.referral, walk.now) else {
        return Vec::new();
    };
    walk.history
        .iter()
        .filter(|recorded| shows_event(actor, &walk.referral, disclosure.process, recorded))
        .map(|recorded| recorded.event.name())
        .collect()
}

#[test]
fn the_feed_tells_each_no_more_than_the_view_shows() {
    // Asked: the own question only, nothing of the submission.
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&olli(), &Command::Acknowledge);
    assert_eq!(told(&owls_machine(), &walk), ["offered", "acknowledged"]);
    assert_eq!(told(&kaisa(), &walk), told(&anna(), &walk));
    assert_eq!(told(&kaisa(), &walk), ["submitted", "offered", "acknowledged"]);
    assert_eq!(told(&sanni(), &walk), [""; 0]);
    // Handed back: nothing more, not even that.
    walk.does(
        &olli(),
        &Command::HandBack {
            reason: HandBackReason::Unreachable,
            next: None,
        },
    );
    assert_eq!(told(&owls_machine(), &walk), [""; 0]);
    // What the clock told is nobody's.
    let mut walk = Walk::accepted();
    walk.clock_to("2027-03-01 00:00");
    assert!(
        walk.history
            .iter()
            .any(|recorded| recorded.event.name() == "nudged")
    );
    for actor in everybody() {
        assert!(!told(&actor, &walk).contains(&"nudged"), "{actor:?}");
    }
    assert!(told(&owls_machine(), &walk).contains(&"accepted"));
    // Without permission for feedback the desk learns that it is needed, and nothing else.
    let mut walk = Walk::accepted();
    walk.does(&anna(), &withdraw(WithdrawScope::Feedback));
    assert_eq!(told(&anna(), &walk), ["submitted"]);
    assert!(told(&kaisa(), &walk).contains(&"accepted"));
    // A protected person's events are for those named on her referral.
    let mut walk = Walk::accepted();
    walk.referral.protected = true;
    assert_eq!(relation(&anna(), &walk.referral), Some(Relation::Desk));
    for actor in [kaisa(), owls_machine(), aino()] {
        assert_eq!(told(&actor, &walk), [""; 0], "{actor:?}");
    }
}

#[test]
fn an_event_written_before_texts_were_noted_reads_and_writes_as_it_did() {
    let walk = Walk::accepted();
    for recorded in &walk.history {
        let text = serde_json::to_string(recorded).unwrap();
        assert!(!text.contains("\"texts\""), "{text}");
        let read: Recorded = serde_json::from_str(&text).unwrap();
        assert_eq!(read, *recorded);
    }
    let mut with = walk.history[0].clone();
    with.texts = vec!["reason".to_owned()];
    let text = serde_json::to_string(&with).unwrap();
    assert!(text.ends_with(r#""texts":["reason"]}"#), "{text}");
    assert_eq!(serde_json::from_str::<Recorded>(&text).unwrap(), with);
}
