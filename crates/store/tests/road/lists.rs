//! Who finds whom in a list: exactly whom she may know.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Relation, relation},
    id::ReferralId,
    network::OrganisationKind,
    referral::{
        Referral,
        words::{Role, Status},
    },
};
use luotsi_store::{
    Store, Tx,
    list::{Filter, key},
    record::Loaded,
    testing::for_each_engine,
};

use crate::{
    fixture::{
        COORDINATION, DESK, OLGA, OLLI, OWL, OWL_VISITS, aino, anna, cilla, everybody, kaisa, olli,
        other_advisor, sami, sanni, wall,
    },
    population::population,
    walk::Walk,
    world::{Kept, elsewhere, enter_people, id, network, waiting_at},
};

/// More than there are here.
const ALL: u32 = 1000;

pub async fn populated(store: &Store) -> Vec<Walk> {
    enter_people(store).await;
    let walks = population();
    let mut tx = store.write().await.unwrap();
    for walk in &walks {
        Kept::entered(&mut tx, walk.clone()).await;
    }
    tx.commit().await.unwrap();
    walks
}

pub async fn list(tx: &mut Tx, actor: &Actor, filter: &Filter) -> Vec<Loaded> {
    tx.list(actor, filter).await.unwrap()
}

pub fn everything() -> Filter {
    Filter {
        limit: ALL,
        ..Filter::default()
    }
}

pub fn ids(listed: &[Loaded]) -> BTreeSet<ReferralId> {
    listed.iter().map(|loaded| loaded.referral.id).collect()
}

/// Whether a referral fits a filter at an instant.
type Fits = fn(&Walk, Timestamp) -> bool;

/// Everybody of the network, and some whose role does not go with their organisation.
fn actors() -> Vec<Actor> {
    let mut actors = everybody();
    let odd = |organisation: &str, kind, role| Actor {
        user: anna().user,
        network: network(),
        organisation: organisation.into(),
        kind,
        role,
    };
    actors.extend([
        odd(DESK, OrganisationKind::Desk, Role::Machine),
        odd(DESK, OrganisationKind::Desk, Role::Worker),
        odd(OWL, OrganisationKind::Partner, Role::Advisor),
        odd(COORDINATION, OrganisationKind::Coordinator, Role::Machine),
        // The coordinator who is also a worker sees in each role what the role may see.
        Actor {
            user: OLLI,
            ..kaisa()
        },
        Actor {
            user: OLLI,
            ..sanni()
        },
        Actor { user: OLGA, ..aino() },
    ]);
    actors
}

#[tokio::test]
async fn what_an_advisors_own_page_begins_with_is_hers() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let begin = Timestamp::UNIX_EPOCH;
        let known = |fits: &dyn Fn(&Referral) -> bool| -> BTreeSet<ReferralId> {
            let fitting = walks.iter().filter(|walk| fits(&walk.referral));
            fitting.map(|walk| walk.referral.id).collect()
        };
        let mut seen = [0, 0, 0];
        for actor in actors().into_iter().filter(Actor::is_desk) {
            let here = |referral: &Referral| {
                referral.network == actor.network && referral.desk == actor.organisation
            };
            let own = known(&|one| here(one) && one.submitter == actor.user);
            assert_eq!(
                ids(&tx.own_handoffs(&actor, begin, ALL).await.unwrap()),
                own,
                "{actor:?}"
            );
            let back = known(&|one| {
                one.status() == Status::Returned && here(one) && relation(&actor, one).is_some()
            });
            assert_eq!(ids(&tx.returned(&actor, ALL).await.unwrap()), back, "{actor:?}");
            let met = known(&|one| one.status() == Status::InSupport && here(one) && !one.protected);
            assert_eq!(
                ids(&tx.supported_since(&actor, begin, ALL).await.unwrap()),
                met,
                "{actor:?}"
            );
            for (sum, found) in seen.iter_mut().zip([own, back, met]) {
                *sum += found.len();
            }
        }
        assert!(seen.iter().all(|sum| *sum > 0), "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn whom_one_is_asked_to_take_over_are_exactly_those_of_the_list_who_stand_so() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let mut somebody = false;
        for actor in actors().into_iter().filter(Actor::is_partner) {
            let known: BTreeSet<ReferralId> = walks
                .iter()
                .filter(|walk| relation(&actor, &walk.referral) == Some(Relation::AskedToTakeOver))
                .map(|walk| walk.referral.id)
                .collect();
            let found = tx.asked_to_take_over(&actor, ALL).await.unwrap();
            assert_eq!(ids(&found), known, "{actor:?}");
            assert!(found.is_sorted_by_key(|one| key(one, false)), "{actor:?}");
            somebody |= !known.is_empty();
        }
        assert!(somebody, "nobody is asked to take anybody over");
    })
    .await;
}

#[tokio::test]
async fn a_list_has_exactly_those_whom_the_single_view_would_show() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        for actor in actors() {
            let known: BTreeSet<ReferralId> = walks
                .iter()
                .filter(|walk| relation(&actor, &walk.referral).is_some())
                .map(|walk| walk.referral.id)
                .collect();
            for newest in [false, true] {
                let listed = list(
                    &mut tx,
                    &actor,
                    &Filter {
                        newest,
                        ..everything()
                    },
                )
                .await;
                assert_eq!(ids(&listed), known, "{actor:?}, newest {newest}");
                assert_eq!(listed.len(), known.len(), "twice in the list of {actor:?}");
            }
            for walk in &walks {
                let filter = Filter {
                    reference: Some(walk.referral.reference.clone()),
                    ..everything()
                };
                let found = list(&mut tx, &actor, &filter).await;
                let expected: BTreeSet<_> = known
                    .iter()
                    .copied()
                    .filter(|id| *id == walk.referral.id)
                    .collect();
                assert_eq!(
                    ids(&found),
                    expected,
                    "{actor:?} asks for {}",
                    walk.referral.reference
                );
            }
        }
        // Whoever is asked about nobody and has nobody sees an empty list, and everybody else somebody.
        assert!(list(&mut tx, &cilla(), &everything()).await.is_empty());
        for actor in [anna(), other_advisor(), olli(), sanni(), sami(), kaisa()] {
            assert!(
                !list(&mut tx, &actor, &everything()).await.is_empty(),
                "{actor:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_most_urgent_or_the_newest_come_first() {
    for_each_engine(|store| async move {
        populated(&store).await;
        let mut tx = store.read().await.unwrap();
        for actor in [anna(), olli(), kaisa()] {
            let listed = list(&mut tx, &actor, &everything()).await;
            let keys: Vec<_> = listed.iter().map(|loaded| key(loaded, false)).collect();
            assert!(keys.is_sorted(), "{keys:?}");
            assert!(listed[0].referral.due().is_some());
            assert_eq!(listed.last().unwrap().referral.due(), None);

            let filter = Filter {
                newest: true,
                ..everything()
            };
            let listed = list(&mut tx, &actor, &filter).await;
            let keys: Vec<_> = listed.iter().map(|loaded| key(loaded, true)).collect();
            assert!(keys.iter().rev().is_sorted(), "{keys:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_leaves_what_it_says_and_nothing_else() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let at = wall("2026-12-04 12:00");
        let text = |text: &str| Some(text.to_owned());
        let cases: [(Filter, Fits); 9] = [
            (
                Filter {
                    status: text("offered"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Offered,
            ),
            (
                Filter {
                    status: text("closed"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Closed,
            ),
            (
                Filter {
                    status: text("stable"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Stable,
            ),
            (
                Filter {
                    holder: Some(OLLI.to_string()),
                    ..everything()
                },
                |walk, _| walk.stands().contains(" worker olli"),
            ),
            (
                Filter {
                    holder: text(OWL),
                    ..everything()
                },
                |walk, _| walk.stands().contains(" organisation huuhkaja"),
            ),
            (
                Filter {
                    programme: text(OWL_VISITS),
                    ..everything()
                },
                |walk, _| {
                    walk.referral
                        .programme()
                        .is_some_and(|(programme, _)| programme.as_str() == OWL_VISITS)
                },
            ),
            (
                Filter {
                    stalled_at: Some(at),
                    ..everything()
                },
                |walk, at| walk.referral.is_stalled(at),
            ),
            (
                Filter {
                    stalled_at: Some(at),
                    status: text("offered"),
                    ..everything()
                },
                |walk, at| walk.referral.is_stalled(at) && walk.status() == Status::Offered,
            ),
            (
                Filter {
                    district: text("301"),
                    ..everything()
                },
                |_, _| false,
            ),
        ];
        for actor in [anna(), olli(), kaisa()] {
            for (filter, fits) in &cases {
                let expected: BTreeSet<ReferralId> = walks
                    .iter()
                    .filter(|walk| relation(&actor, &walk.referral).is_some() && fits(walk, at))
                    .map(|walk| walk.referral.id)
                    .collect();
                for newest in [false, true] {
                    let filter = Filter {
                        newest,
                        ..filter.clone()
                    };
                    assert_eq!(
                        ids(&list(&mut tx, &actor, &filter).await),
                        expected,
                        "{actor:?}: {filter:?}"
                    );
                }
            }
        }
        // A reference is narrowed by the rest of the filter as well.
        let offered = walks
            .iter()
            .find(|walk| walk.status() == Status::Offered)
            .unwrap();
        let mut filter = Filter {
            reference: Some(offered.referral.reference.clone()),
            status: text("closed"),
            ..everything()
        };
        assert!(list(&mut tx, &anna(), &filter).await.is_empty());
        filter.status = text("offered");
        assert_eq!(list(&mut tx, &anna(), &filter).await.len(), 1);
        filter.after = Some(key(&list(&mut tx, &anna(), &filter).await[0], false));
        assert!(
            list(&mut tx, &anna(), &filter).await.is_empty(),
            "after the only one"
        );
    })
    .await;
}

#[tokio::test]
async fn those_who_wait_are_read_the_oldest_first() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for (number, at) in [
            (1, "2026-12-03 10:00"),
            (2, "2026-12-01 10:00"),
            (3, "2026-12-02 10:00"),
        ] {
            Kept::entered(&mut tx, waiting_at(at, number)).await;
        }
        Kept::entered(&mut tx, crate::world::asked(4, OWL_VISITS)).await;
        for (whose, limit, waiting) in [
            (network(), ALL, vec![id(2), id(3), id(1)]),
            (network(), 2, vec![id(2), id(3)]),
            (elsewhere(), ALL, vec![]),
        ] {
            let found = tx.waiting(&whose, limit).await.unwrap();
            let found: Vec<_> = found.iter().map(|one| one.referral.id).collect();
            assert_eq!(found, waiting);
        }
        // On their way to support are those who are asked about as well.
        let found = tx.not_in_support(&network(), ALL).await.unwrap();
        let found: Vec<_> = found.iter().map(|one| one.referral.id).collect();
        assert_eq!(found, [id(2), id(4), id(3), id(1)]);
    })
    .await;
}
