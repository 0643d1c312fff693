//! The desk fills in or mends what it handed over, until somebody has acknowledged it.

use luotsi_domain::{
    access::Relation,
    handoff::{Facts, Measures},
    referral::{
        Command, Refusal,
        event::Event,
        evolve, fold,
        links::{Beside, Kin, consequences},
        permits,
        words::Action,
    },
};

use crate::{
    fixture::{OWL_VISITS, aino, anna, kaisa, olga, olli, other_advisor},
    walk::Walk,
};

fn facts(walk: &Walk) -> Facts {
    Facts {
        district: Some("502".to_owned()),
        interpreter: true,
        ..walk.referral.facts.clone()
    }
}

fn amends(walk: &Walk) -> Command {
    Command::Amend {
        fields: vec!["client.interpreter".to_owned(), "place.district".to_owned()],
        facts: Box::new(facts(walk)),
        measures: Some(Measures {
            loneliness: Some(4),
            coping: None,
        }),
    }
}

#[test]
fn until_it_is_acknowledged_the_desk_amends_and_nobody_else_does() {
    let acknowledged = {
        let mut walk = Walk::offered(OWL_VISITS, &[]);
        walk.does(&olli(), &Command::Acknowledge);
        walk
    };
    for (walk, may) in [
        (Walk::waiting(), true),
        (Walk::offered(OWL_VISITS, &[]), true),
        (Walk::returned(), true),
        (acknowledged, false),
        (Walk::accepted(), false),
        (Walk::in_support(), false),
        (Walk::follow_up(), false),
    ] {
        let status = walk.status();
        for advisor in [anna(), aino()] {
            let tried = walk.tries(&advisor, &amends(&walk));
            if may {
                assert!(matches!(tried.unwrap()[..], [Event::Amended { .. }]), "{status}");
            } else {
                assert_eq!(tried, Err(Refusal::IllegalTransition { status }));
            }
        }
        for other in [olli(), olga(), kaisa()] {
            let tried = walk.tries(&other, &amends(&walk));
            assert!(
                matches!(tried, Err(Refusal::Forbidden | Refusal::NotFound)),
                "{other:?} in {status}"
            );
        }
        assert_eq!(
            walk.tries(&other_advisor(), &amends(&walk)),
            Err(Refusal::NotFound)
        );
    }
}

#[test]
fn what_is_other_is_read_and_status_holder_due_place_and_permission_stay() {
    for mut walk in [Walk::waiting(), Walk::offered(OWL_VISITS, &[]), Walk::returned()] {
        let before = walk.referral.clone();
        let stood = (walk.stands(), walk.places(), walk.tasks());
        let (facts, amends) = (facts(&walk), amends(&walk));
        walk.at("2026-12-02 15:00").does(&anna(), &amends);
        assert_eq!((walk.stands(), walk.places(), walk.tasks()), stood);
        let after = &walk.referral;
        assert_eq!(after.facts, facts);
        assert_eq!(after.measures.0.unwrap().loneliness, Some(4));
        assert_eq!(
            (&after.consent, &after.receivers, after.protected),
            (&before.consent, &before.receivers, before.protected)
        );
        assert_eq!(fold(&walk.history).unwrap().as_ref(), Some(after));
    }
}

#[test]
fn the_event_names_fields_and_holds_no_word_of_them() {
    let mut walk = Walk::waiting();
    let amends = amends(&walk);
    walk.does(&anna(), &amends);
    let written = serde_json::to_value(&walk.history.last().unwrap().event).unwrap();
    assert_eq!(written["type"], "amended");
    assert_eq!(
        written["fields"],
        serde_json::json!(["client.interpreter", "place.district"])
    );
    let keys: Vec<&String> = written.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["facts", "fields", "measures", "type"]);
}

#[test]
fn sending_the_same_again_is_no_event() {
    let walk = Walk::waiting();
    let nothing = Command::Amend {
        fields: Vec::new(),
        facts: Box::new(walk.referral.facts.clone()),
        measures: None,
    };
    let refusal = Refusal::Invalid {
        pointer: "/handoff",
        code: "nothing-new",
    };
    assert_eq!(walk.tries(&anna(), &nothing), Err(refusal));
}

#[test]
fn who_is_asked_hears_of_coded_facts_alone_and_the_coordinators_question_is_answered() {
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    walk.does(&kaisa(), &Command::AskDesk);
    walk.told();
    let words_only = Command::Amend {
        fields: vec!["own_words".to_owned()],
        facts: Box::new(walk.referral.facts.clone()),
        measures: None,
    };
    walk.does(&anna(), &words_only);
    assert_eq!(walk.told(), [""; 0]);
    assert_eq!(walk.tasks(), [""; 0]);
    let amends = amends(&walk);
    walk.does(&anna(), &amends);
    assert_eq!(walk.told(), ["huuhkaja: amended"]);
    assert!(!permits(&walk.referral, Relation::Carrier, Action::Amend));
}

#[test]
fn other_roads_of_the_same_person_read_the_same_wherever_they_stand() {
    let other = Walk::in_support();
    let here = Walk::waiting();
    let amends = here.tries(&anna(), &amends(&here)).unwrap();
    let kin = Kin {
        carriers: vec![&other.referral],
        ..Kin::default()
    };
    let brought = consequences(Some(&here.referral), &amends, &here.referral, &kin);
    let [(_, beside @ Beside::Amended { .. })] = &brought[..] else {
        panic!("{brought:?}");
    };
    let mut other = other;
    other.told();
    let stood = other.stands();
    other.does(&anna(), &Command::Beside(beside.clone()));
    assert_eq!(other.stands(), stood);
    assert_eq!(other.referral.facts, facts(&here));
    assert_eq!(other.told(), ["olli: amended"]);
    let Some(last) = other.history.last() else {
        panic!("a history")
    };
    // Its own desk could not have done that any more: only beside does it follow.
    let mut alone = last.clone();
    if let Event::Amended { beside, .. } = &mut alone.event {
        *beside = false;
    }
    alone.seq += 1;
    assert!(evolve(Some(other.referral.clone()), &alone).is_err());
}
