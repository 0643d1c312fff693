//! The ordered feed: each event once, and none before what was read already.

use std::collections::BTreeSet;

use luotsi_domain::{
    access::Actor,
    referral::{Command, words::HandBackReason},
};
use luotsi_store::{
    Engine, Store,
    testing::{for_each_engine, number},
};

use crate::{
    fixture::{
        OWL_VISITS, SANNI, SWAN_COMPANY, aino, anna, cilla, kaisa, olga, olli, other_advisor, owls_machine,
        sanni,
    },
    world::{Kept, asked, enter_people, enter_programmes, network},
};

/// Gives places to everything that is committed.
async fn place(store: &Store) -> u64 {
    let mut tx = store.write().await.unwrap();
    let given = tx.give_places(&network(), 1000).await.unwrap();
    tx.commit().await.unwrap();
    given
}

/// Everything that the actor may read, page by page, as referral and number.
async fn read(store: &Store, actor: &Actor, mut after: i64, limit: u32) -> (Vec<(u128, u64)>, i64) {
    let mut all = Vec::new();
    loop {
        let page = store
            .read()
            .await
            .unwrap()
            .feed(actor, after, limit)
            .await
            .unwrap();
        assert!(page.events.len() <= limit as usize);
        assert!(page.events.iter().all(|placed| placed.position > after));
        all.extend(
            page.events
                .iter()
                .map(|placed| (placed.referral.id.uuid().as_u128(), placed.recorded.seq)),
        );
        if page.up_to == after {
            return (all, after);
        }
        after = page.up_to;
    }
}

#[tokio::test]
async fn every_event_has_one_place_and_each_page_goes_on_where_the_last_ended() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        assert_eq!(place(&store).await, 0);
        assert_eq!(read(&store, &kaisa(), 0, 10).await, (vec![], 0));
        let mut kept = Vec::new();
        for number in 1..=3 {
            kept.push(Kept::begun(&store, asked(number, OWL_VISITS)).await);
        }
        assert_eq!(place(&store).await, 6);
        assert_eq!(place(&store).await, 0);
        assert_eq!(
            number(&mut store.read().await.unwrap(), "SELECT COUNT(*) FROM unplaced")
                .await
                .unwrap(),
            0
        );
        let submitted = vec![(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)];
        for limit in [1, 2, 5, 100] {
            assert_eq!(
                read(&store, &kaisa(), 0, limit).await,
                (submitted.clone(), 6),
                "{limit}"
            );
        }
        kept[1].does(&store, &olli(), &Command::Acknowledge, &[]).await;
        assert_eq!(place(&store).await, 1);
        assert_eq!(read(&store, &kaisa(), 6, 10).await, (vec![(2, 3)], 7));
        // A few at a time, and the places are the same as at once.
        for number in 4..=5 {
            Kept::begun(&store, asked(number, OWL_VISITS)).await;
        }
        for expected in [3, 1, 0] {
            let mut tx = store.write().await.unwrap();
            assert_eq!(tx.give_places(&network(), 3).await.unwrap(), expected);
            tx.commit().await.unwrap();
        }
        assert_eq!(
            read(&store, &kaisa(), 7, 10).await.0,
            [(4, 1), (4, 2), (5, 1), (5, 2)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_concerns_the_desk_and_who_has_or_is_asked_about_the_person() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        Kept::begun(&store, asked(1, OWL_VISITS)).await;
        place(&store).await;
        let mut second = Kept::begun(&store, asked(2, SWAN_COMPANY)).await;
        place(&store).await;
        let whom = async |after: i64, up_to: i64| {
            let mut tx = store.read().await.unwrap();
            tx.concerned(&network(), after, up_to).await.unwrap()
        };
        let named = |actors: [Actor; 2]| actors.map(|actor| actor.organisation).into();
        assert_eq!(whom(0, 2).await, named([anna(), olli()]));
        assert_eq!(whom(2, 4).await, named([anna(), sanni()]));
        assert!(whom(4, 4).await.is_empty());
        // Whoever hands back is not told any more of what comes after.
        let back = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: None,
        };
        second.does(&store, &sanni(), &back, &[]).await;
        let given = place(&store).await;
        let end = 4 + i64::try_from(given).unwrap();
        let desk: BTreeSet<_> = [anna().organisation].into();
        assert_eq!(whom(4, end).await, desk);
    })
    .await;
}

/// On SQLite there is one writer, so nothing can commit late.
#[tokio::test]
async fn what_commits_late_comes_after_what_was_read_meanwhile() {
    for_each_engine(|store| async move {
        if store.engine() == Engine::Sqlite {
            return;
        }
        enter_people(&store).await;
        enter_programmes(&store).await;
        Kept::begun(&store, asked(1, OWL_VISITS)).await;
        place(&store).await;

        // The late one has written its events, and older ones than the others, but not committed them.
        let mut late = store.write().await.unwrap();
        Kept::entered(
            &mut late,
            crate::world::asked_at("2026-11-30 09:00", 2, OWL_VISITS, &[]),
        )
        .await;
        Kept::begun(&store, asked(3, OWL_VISITS)).await;
        assert_eq!(place(&store).await, 2);
        let (seen, cursor) = read(&store, &kaisa(), 0, 100).await;
        assert_eq!(seen, [(1, 1), (1, 2), (3, 1), (3, 2)]);
        // A giver of places who has begun does not take what commits meanwhile off the list.
        let mut giver = store.write().await.unwrap();
        assert_eq!(giver.give_places(&network(), 100).await.unwrap(), 0);
        late.commit().await.unwrap();
        Kept::begun(&store, asked(4, OWL_VISITS)).await;
        assert_eq!(giver.give_places(&network(), 1).await.unwrap(), 1);
        giver.commit().await.unwrap();
        assert_eq!(place(&store).await, 3);
        let (seen, _) = read(&store, &kaisa(), cursor, 100).await;
        assert_eq!(seen, [(2, 1), (2, 2), (4, 1), (4, 2)]);
    })
    .await;
}

#[tokio::test]
async fn two_who_give_places_at_once_give_each_event_one() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        for number in 1..=10 {
            Kept::begun(&store, asked(number, OWL_VISITS)).await;
        }
        let givers: Vec<_> = (0..4)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut given = 0;
                    for _ in 0..4 {
                        let mut tx = store.write().await.unwrap();
                        given += tx.give_places(&network(), 2).await.unwrap();
                        tx.commit().await.unwrap();
                    }
                    given
                })
            })
            .collect();
        let mut given = 0;
        for giver in givers {
            given += giver.await.unwrap();
        }
        assert_eq!(given, 20);
        let (seen, end) = read(&store, &kaisa(), 0, 100).await;
        assert_eq!((seen.len(), end), (20, 20));
    })
    .await;
}

#[tokio::test]
async fn each_reads_the_events_of_those_whom_she_may_know_now() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut owls = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        Kept::begun(&store, asked(2, SWAN_COMPANY)).await;
        // Anna's protected person, whom her desk, the network and the owl's machine do not know of.
        let mut protected = asked(3, OWL_VISITS);
        protected.referral.protected = true;
        Kept::begun(&store, protected).await;
        // Brought in by a worker of the swan, and with the owl.
        let mut brought = asked(4, OWL_VISITS);
        brought.referral.submitter = SANNI;
        Kept::begun(&store, brought).await;
        place(&store).await;
        let whom = |store: Store, actor: Actor| async move {
            let mut ids: Vec<_> = read(&store, &actor, 0, 3)
                .await
                .0
                .into_iter()
                .map(|(id, _)| id)
                .collect();
            ids.dedup();
            ids
        };
        for (actor, known) in [
            (anna(), vec![1, 2, 3, 4]),
            (aino(), vec![1, 2, 4]),
            (kaisa(), vec![1, 2, 4]),
            (owls_machine(), vec![1, 4]),
            (olga(), vec![1, 4]),
            (sanni(), vec![2, 4]),
            (other_advisor(), vec![]),
            (cilla(), vec![]),
        ] {
            let who = format!("{actor:?}");
            assert_eq!(whom(store.clone(), actor).await, known, "{who}");
        }
        owls.does(
            &store,
            &olli(),
            &Command::HandBack {
                reason: HandBackReason::Unreachable,
                next: None,
            },
            &[],
        )
        .await;
        place(&store).await;
        assert_eq!(whom(store.clone(), owls_machine()).await, [4]);
    })
    .await;
}
