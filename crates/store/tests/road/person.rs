//! The person of a referral: sealed, erased, found again, and not handed over twice at once.

use std::time::Duration;

use luotsi_domain::{
    id::OrganisationId,
    referral::{Command, words::CloseReason},
};
use luotsi_store::{
    Engine, Store, Tx,
    person::{Double, NewClient, Same},
    testing::{for_each_engine, number, run},
};

use crate::{
    fixture::{ANNA, DESK, OTHER_DESK, OWL_VISITS, anna, kaisa, wall},
    walk::Walk,
    world::{
        Kept, asked, client, elsewhere, enter_people, id, network, numbered, organisation, person, waiting_at,
    },
};

const NOON: &str = "2026-12-01 12:00";
const PHONE: [u8; 32] = [7; 32];
const NAME: [u8; 32] = [8; 32];

/// Enters a numbered referral of somebody with these indexes.
async fn enter(tx: &mut Tx, walk: &Walk, phone_index: Option<[u8; 32]>, name_index: Option<[u8; 32]>) {
    let number = walk.referral.id.uuid().as_u128();
    let somebody = NewClient {
        phone_index,
        name_index,
        ..client(number)
    };
    tx.enter_client(&somebody, wall(NOON)).await.unwrap();
    assert!(
        tx.enter_referral(person(number), &walk.referral, &walk.history, walk.wakes())
            .await
            .unwrap()
    );
}

async fn same(
    tx: &mut Tx,
    phone: Option<[u8; 32]>,
    name: Option<[u8; 32]>,
) -> Vec<luotsi_domain::id::ReferralId> {
    let found = tx.same_person(&network(), phone, name).await.unwrap();
    found.into_iter().map(|same| same.id).collect()
}

#[tokio::test]
async fn an_amended_handoff_takes_the_place_of_the_one_before_and_she_is_found_by_what_it_says() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let walk = waiting_at("2026-12-01 10:00", 1);
        enter(&mut tx, &walk, Some(PHONE), Some(NAME)).await;
        let other = Some([9; 32]);
        assert!(
            tx.amend_client(person(1), b"sealed anew", other, None)
                .await
                .unwrap()
        );
        assert_eq!(
            tx.client(person(1)).await.unwrap().handoff.as_deref(),
            Some(&b"sealed anew"[..])
        );
        assert_eq!(same(&mut tx, other, None).await, [walk.referral.id]);
        assert_eq!(same(&mut tx, Some(PHONE), Some(NAME)).await, []);
        // Who is erased stays so.
        assert!(
            tx.erase_client(person(1), walk.referral.id, wall(NOON))
                .await
                .unwrap()
        );
        assert!(!tx.amend_client(person(1), b"again", other, None).await.unwrap());
        assert_eq!(tx.client(person(1)).await.unwrap().handoff, None);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_person_comes_back_sealed_and_erased_not_at_all() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for number in 1..=2 {
            let somebody = NewClient {
                phone_index: Some(PHONE),
                name_index: Some(NAME),
                ..client(number)
            };
            tx.enter_client(&somebody, wall(NOON)).await.unwrap();
        }
        let read = tx.client(person(1)).await.unwrap();
        assert_eq!(
            (read.wrapped_key, read.handoff),
            (Some(vec![1, 2, 3]), Some(vec![4, 5, 6]))
        );

        let newest = tx.newest_key().await.unwrap();
        assert_eq!(newest, Some((person(2), vec![1, 2, 3])));
        assert!(tx.erase_client(person(1), id(1), wall(NOON)).await.unwrap());
        let read = tx.client(person(1)).await.unwrap();
        assert_eq!((read.wrapped_key, read.handoff), (None, None));
        let left = "SELECT COUNT(*) FROM clients WHERE erased_at IS NOT NULL AND wrapped_key IS NULL
                    AND handoff IS NULL AND phone_index IS NULL AND name_index IS NULL";
        assert_eq!(number(&mut tx, left).await.unwrap(), 1, "only the one");
        assert!(tx.client(person(2)).await.unwrap().wrapped_key.is_some());
        let nobody = tx.client(person(99)).await.unwrap();
        assert_eq!((nobody.wrapped_key, nobody.handoff), (None, None));
    })
    .await;
}

#[tokio::test]
async fn the_same_person_is_found_by_phone_or_by_name_while_her_referral_is_open() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        enter(&mut tx, &asked(1, OWL_VISITS), Some(PHONE), None).await;
        enter(&mut tx, &asked(2, OWL_VISITS), None, Some(NAME)).await;
        enter(&mut tx, &asked(3, OWL_VISITS), Some(PHONE), Some(NAME)).await;
        enter(&mut tx, &asked(4, OWL_VISITS), Some([9; 32]), Some([9; 32])).await;
        enter(&mut tx, &asked(5, OWL_VISITS), None, None).await;
        let mut over = waiting_at("2026-12-01 10:00", 6);
        let close = Command::Close {
            reason: CloseReason::Other,
        };
        over.does(&kaisa(), &Command::Return).does(&anna(), &close);
        enter(&mut tx, &over, Some(PHONE), Some(NAME)).await;

        assert_eq!(same(&mut tx, Some(PHONE), None).await, [id(1), id(3)]);
        assert_eq!(same(&mut tx, None, Some(NAME)).await, [id(2), id(3)]);
        assert_eq!(
            same(&mut tx, Some(PHONE), Some(NAME)).await,
            [id(1), id(2), id(3)]
        );
        assert_eq!(
            same(&mut tx, Some(NAME), Some(PHONE)).await,
            [],
            "a phone is no name"
        );
        assert_eq!(
            same(&mut tx, None, None).await,
            [],
            "who left neither is nobody's double"
        );
        let found = tx
            .same_person(&elsewhere(), Some(PHONE), Some(NAME))
            .await
            .unwrap();
        assert_eq!(found, [], "in another network");

        let found = tx.same_person(&network(), Some(PHONE), None).await.unwrap();
        let first = Same {
            id: id(1),
            reference: "ESI-0001-A".to_owned(),
            desk: organisation(DESK),
            submitter: ANNA.to_string(),
            protected: false,
            client: person(1),
        };
        assert_eq!(found[0], first);
        assert!(tx.erase_client(person(1), id(1), wall(NOON)).await.unwrap());
        assert_eq!(same(&mut tx, Some(PHONE), None).await, [id(3)]);
    })
    .await;
}

#[tokio::test]
async fn the_coordinator_sees_two_references_while_both_are_open_and_neither_is_protected() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let mut at_other = numbered(2);
        at_other.desk = organisation(OTHER_DESK);
        let wait = luotsi_domain::referral::Placement::Wait {
            waiting_for: None,
            then: Vec::new(),
        };
        let mut hidden = numbered(3);
        hidden.protected = true;
        let first = Kept::entered(&mut tx, waiting_at("2026-12-01 10:00", 1)).await;
        for submitted in [at_other, hidden] {
            let walk = Walk::begun("2026-12-01 10:00", submitted, wait.clone()).unwrap();
            Kept::entered(&mut tx, walk).await;
        }
        tx.mark_double(&network(), id(2), id(1), wall(NOON))
            .await
            .unwrap();
        tx.mark_double(&network(), id(2), id(1), wall(NOON))
            .await
            .unwrap();
        tx.mark_double(&network(), id(3), id(1), wall(NOON))
            .await
            .unwrap();
        let pair = Double {
            reference: "ESI-0002-A".to_owned(),
            other: "ESI-0001-A".to_owned(),
        };
        assert_eq!(tx.doubles(&network()).await.unwrap(), [pair]);
        assert_eq!(tx.doubles(&elsewhere()).await.unwrap(), []);

        let mut walk = first.walk.clone();
        let close = Command::Close {
            reason: CloseReason::Duplicate,
        };
        walk.does(&kaisa(), &Command::Return).does(&anna(), &close);
        let known = first.walk.history.len();
        tx.save_referral(
            &first.loaded,
            &walk.referral,
            &walk.history[known..],
            walk.wakes(),
        )
        .await
        .unwrap();
        assert_eq!(tx.doubles(&network()).await.unwrap(), []);
    })
    .await;
}

/// Hands somebody over as a submission does: lock, look, and enter unless she is there.
async fn hand_over(store: &Store, number: u128) -> bool {
    let mut tx = store.write().await.unwrap();
    tx.lock_person(&PHONE).await.unwrap();
    let first = same(&mut tx, Some(PHONE), None).await.is_empty();
    if first {
        enter(&mut tx, &asked(number, OWL_VISITS), Some(PHONE), None).await;
    }
    tx.commit().await.unwrap();
    first
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_thirty_who_hand_over_the_same_person_at_once_one_does() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let tasks: Vec<_> = (1..=30)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move { hand_over(&store, number).await })
            })
            .collect();
        let mut entered = 0;
        for task in tasks {
            entered += u32::from(task.await.unwrap());
        }
        assert_eq!(entered, 1);
        let mut tx = store.read().await.unwrap();
        assert_eq!(
            number(&mut tx, "SELECT COUNT(*) FROM referrals").await.unwrap(),
            1
        );
        assert_eq!(
            number(&mut tx, "SELECT COUNT(*) FROM person_locks")
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn the_second_waits_for_the_end_of_the_first_and_sees_what_came_of_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        for commits in [false, true] {
            let mut tx = store.write().await.unwrap();
            tx.lock_person(&PHONE).await.unwrap();
            assert_eq!(same(&mut tx, Some(PHONE), None).await, []);
            enter(&mut tx, &asked(1, OWL_VISITS), Some(PHONE), None).await;

            let mut second = tokio::spawn({
                let store = store.clone();
                async move { hand_over(&store, 2).await }
            });
            let waits = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
            assert!(waits.is_err(), "it did not wait");
            if commits {
                tx.commit().await.unwrap();
            } else {
                tx.rollback().await.unwrap();
            }
            assert_eq!(second.await.unwrap(), !commits);
            let mut tx = store.write().await.unwrap();
            for table in ["events", "referrals", "clients"] {
                run(&mut tx, &format!("DELETE FROM {table}")).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_else_is_not_waited_for() {
    for_each_engine(|store| async move {
        if store.engine() == Engine::Sqlite {
            // One writes at a time there, whoever it is about.
            return;
        }
        let mut tx = store.write().await.unwrap();
        tx.lock_person(&PHONE).await.unwrap();
        let mut other = store.write().await.unwrap();
        other.lock_person(&NAME).await.unwrap();
        other.commit().await.unwrap();
        // The same lock again in the same transaction is one lock.
        tx.lock_person(&PHONE).await.unwrap();
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn closed_gates_are_counted_by_month_and_outcome() {
    for_each_engine(|store| async move {
        let gates = [
            (network(), "2026-11", "emergency", 12),
            (network(), "2026-12", "emergency", 3),
            (network(), "2026-12", "other_area", 1),
            (elsewhere(), "2026-12", "emergency", 2),
        ];
        let mut tasks = Vec::new();
        for (network, month, outcome, times) in gates.clone() {
            for _ in 0..times {
                let (store, network) = (store.clone(), network.clone());
                tasks.push(tokio::spawn(async move {
                    let mut tx = store.write().await.unwrap();
                    tx.count_closed_gate(&network, month, outcome).await.unwrap();
                    tx.commit().await.unwrap();
                }));
            }
        }
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = store.read().await.unwrap();
        for (network, month, outcome, times) in gates {
            let counted = format!(
                "SELECT times FROM closed_gates WHERE network = '{network}' AND month = '{month}'
                 AND outcome = '{outcome}'"
            );
            assert_eq!(
                number(&mut tx, &counted).await.unwrap(),
                times,
                "{network} {month} {outcome}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn who_came_back_is_found_by_what_is_over_at_her_own_desk() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        enter(&mut tx, &asked(1, OWL_VISITS), Some(PHONE), None).await;
        for number in [2, 3] {
            let mut over = waiting_at("2026-12-01 10:00", number);
            let close = Command::Close {
                reason: CloseReason::Other,
            };
            over.does(&kaisa(), &Command::Return).does(&anna(), &close);
            enter(&mut tx, &over, Some(PHONE), Some(NAME)).await;
        }
        let desk = organisation(DESK);
        let find = async |tx: &mut Tx, phone, name, desk: &OrganisationId| {
            tx.earlier_roads(&network(), phone, name, desk).await.unwrap()
        };
        assert_eq!(
            find(&mut tx, Some(PHONE), None, &desk).await,
            [id(3), id(2)],
            "the latest first"
        );
        assert_eq!(find(&mut tx, None, Some(NAME), &desk).await, [id(3), id(2)]);
        assert_eq!(find(&mut tx, None, None, &desk).await, []);
        assert_eq!(
            find(&mut tx, Some(PHONE), None, &organisation("toinen-neuvonta")).await,
            []
        );
        tx.erase_client(person(3), id(3), wall(NOON)).await.unwrap();
        assert_eq!(find(&mut tx, Some(PHONE), Some(NAME), &desk).await, [id(2)]);
    })
    .await;
}

#[tokio::test]
async fn referrals_are_read_together_by_id_and_by_person() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for number in 1..=11 {
            enter(&mut tx, &asked(number, OWL_VISITS), None, None).await;
        }
        let wanted: std::collections::BTreeSet<_> = (1..=12).map(id).collect();
        let read = tx.some_referrals(&wanted).await.unwrap();
        let found: Vec<_> = read.iter().map(|loaded| loaded.referral.id).collect();
        assert_eq!(
            found,
            (1..=11).map(id).collect::<Vec<_>>(),
            "more than one question's worth"
        );
        assert!(
            tx.some_referrals(&std::collections::BTreeSet::new())
                .await
                .unwrap()
                .is_empty()
        );
        let roads = tx.roads_of(person(4)).await.unwrap();
        assert_eq!(
            roads.iter().map(|road| road.referral.id).collect::<Vec<_>>(),
            [id(4)]
        );
        let desk = organisation(DESK);
        assert!(tx.advises_at(ANNA, &network(), &desk).await.unwrap());
        assert!(!tx.advises_at(kaisa().user, &network(), &desk).await.unwrap());
        let other = organisation(OTHER_DESK);
        assert!(!tx.advises_at(ANNA, &network(), &other).await.unwrap());
    })
    .await;
}
