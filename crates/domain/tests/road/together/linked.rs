//! Couples and friends, each with a road of her own.

use super::*;

/// A couple: he with the Owl, she with the Swan.
fn couple(protected: bool) -> Roads {
    let mut roads = Roads::of(Walk::in_support());
    let other = roads.begins(SWAN_COMPANY, 2);
    roads.met(other, &sanni());
    if protected {
        roads.walks[other].referral.protected = true;
    }
    roads.does(0, &anna(), &linked(LinkKind::Couple, roads.id(other)));
    for road in 0..2 {
        roads.told(road);
    }
    roads
}

#[test]
fn when_one_of_a_couple_dies_the_others_worker_learns_it_once_and_quietly() {
    for kind in [ChangeWhat::Died, ChangeWhat::MovedAway] {
        let mut roads = couple(false);
        let change = Command::ReportChange {
            what: kind,
            until: None,
        };
        roads.does(1, &sanni(), &change);
        assert_eq!(roads.statuses(), ["in_support", "closed"]);
        assert_eq!(roads.told(0), ["olli: companion_gone"]);
        assert_eq!(roads.told(1), ["anna: closed_quiet"]);
        for walk in &roads.walks {
            assert!(walk.referral.links.is_empty(), "nobody is reminded of it again");
        }
        // And only once.
        roads.does(0, &olli(), &ended());
        roads.told(0);
        let did = roads.walks[0].clock_to("2027-12-31 10:00");
        assert!(
            !roads.told(0).contains(&"olli: companion_gone".to_owned()),
            "{did:?}"
        );
    }
}

#[test]
fn of_a_protected_person_a_friends_worker_learns_nothing() {
    let mut roads = couple(true);
    roads.does(1, &sanni(), &died());
    assert_eq!(roads.told(0), [""; 0]);
    assert!(roads.walks[0].referral.links.is_empty());
}

#[test]
fn a_couple_is_linked_by_those_who_have_them_and_unlinked_again() {
    let mut roads = couple(false);
    assert_eq!(roads.walks[1].referral.links[0].other, roads.id(0));
    let other = roads.id(1);
    let twice = Refusal::Invalid {
        pointer: "/referral",
        code: "unchanged",
    };
    for command in [
        linked(LinkKind::Friend, other),
        linked(LinkKind::Couple, roads.id(0)),
    ] {
        assert_eq!(roads.tries(0, &olli(), &command), Err(twice.clone()));
    }
    assert_eq!(
        roads.tries(
            0,
            &olli(),
            &linked(LinkKind::Carrier, ReferralId::new(Uuid::from_u128(9)))
        ),
        Err(Refusal::Invalid {
            pointer: "/kind",
            code: "unchanged"
        })
    );
    assert_eq!(
        roads.tries(0, &kaisa(), &Command::Unlink { other }),
        Err(Refusal::Forbidden)
    );
    roads.does(0, &olli(), &Command::Unlink { other });
    assert!(roads.walks.iter().all(|walk| walk.referral.links.is_empty()));
    assert!(!actions(&olli(), &roads.walks[0].referral).contains(&Action::Unlink));
}
