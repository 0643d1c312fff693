//! The one letter of a person and day.

use jiff::SignedDuration;
use luotsi_store::testing::for_each_engine;

use crate::{
    fixture::{ANNA, OLLI, wall},
    letter::{EIGHT, NOON, begun, counted, enter, lease, letter, minutes, notice, says},
    world::{elsewhere, id, network},
};

#[tokio::test]
async fn one_person_and_slot_have_one_digest() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        for (number, user, slot) in [
            (1, OLLI, EIGHT),
            (2, OLLI, EIGHT),
            (3, ANNA, EIGHT),
            (4, OLLI, "2026-12-03 08:00"),
        ] {
            let about = if number == 2 { id(2) } else { id(1) };
            enter(
                &store,
                &notice(number, user, about, Some(slot)),
                now + minutes(i64::try_from(number).unwrap()),
            )
            .await;
        }
        let mut elsewhere_too = notice(5, OLLI, id(1), Some(EIGHT));
        elsewhere_too.network = elsewhere();
        enter(&store, &elsewhere_too, now).await;
        assert_eq!(counted(&mut store.read().await.unwrap()).await, (4, 0));
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A", "ESI-0002-A"]);
        assert_eq!(says(&store, letter(1003)).await, ["ESI-0001-A"]);
        assert_eq!(says(&store, letter(1004)).await, ["ESI-0001-A"]);

        let mut tx = store.read().await.unwrap();
        let digest = tx.letter(letter(1001)).await.unwrap().unwrap();
        assert_eq!((digest.digest, digest.at), (true, wall(EIGHT)));
        drop(tx);
        let just_before = wall(EIGHT) - SignedDuration::from_millis(1);
        assert_eq!(lease(&store, just_before, wall(EIGHT), 10).await, []);
        let at_eight = lease(&store, wall(EIGHT), wall(EIGHT) + minutes(5), 10).await;
        assert_eq!(at_eight, [letter(1001), letter(1003), letter(1005)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn forty_who_begin_a_digest_at_once_begin_one() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let tasks: Vec<_> = (1..=40)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move {
                    enter(&store, &notice(number, OLLI, id(1), Some(EIGHT)), wall(NOON)).await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let leased = lease(&store, wall(EIGHT), wall(EIGHT) + minutes(5), 100).await;
        assert_eq!(leased.len(), 1);
        assert_eq!(says(&store, leased[0]).await.len(), 40);
    })
    .await;
}

#[tokio::test]
async fn what_comes_late_for_a_digest_goes_out_all_the_same() {
    for_each_engine(|store| async move {
        begun(&store).await;
        enter(&store, &notice(1, OLLI, id(1), Some(EIGHT)), wall(NOON)).await;
        let eight = wall(EIGHT);
        assert_eq!(lease(&store, eight, eight + minutes(5), 10).await, [letter(1001)]);
        // Being sent: what it says is read already.
        enter(&store, &notice(2, OLLI, id(2), Some(EIGHT)), eight + minutes(1)).await;
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A"]);
        assert_eq!(says(&store, letter(1002)).await, ["ESI-0002-A"]);

        let mut tx = store.write().await.unwrap();
        tx.letter_sent(letter(1001), eight + minutes(2)).await.unwrap();
        tx.commit().await.unwrap();
        enter(&store, &notice(3, OLLI, id(2), Some(EIGHT)), eight + minutes(3)).await;
        assert_eq!(says(&store, letter(1003)).await, ["ESI-0002-A"]);
        let now = eight + minutes(4);
        assert_eq!(
            lease(&store, now, now + minutes(5), 10).await,
            [letter(1002), letter(1003)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_digest_that_is_tried_again_is_the_same_digest() {
    for_each_engine(|store| async move {
        begun(&store).await;
        enter(&store, &notice(1, OLLI, id(1), Some(EIGHT)), wall(NOON)).await;
        let eight = wall(EIGHT);
        lease(&store, eight, eight + minutes(5), 10).await;
        let mut tx = store.write().await.unwrap();
        tx.letter_later(letter(1001), eight + minutes(30), "put_off", Some(eight))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        enter(&store, &notice(2, OLLI, id(2), Some(EIGHT)), eight + minutes(10)).await;
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A"]);
        assert_eq!(
            says(&store, letter(1002)).await,
            ["ESI-0002-A"],
            "a letter of its own"
        );
    })
    .await;
}

#[tokio::test]
async fn a_digest_whose_sender_was_killed_is_the_same_digest() {
    for_each_engine(|store| async move {
        begun(&store).await;
        enter(&store, &notice(1, OLLI, id(1), Some(EIGHT)), wall(NOON)).await;
        let eight = wall(EIGHT);
        lease(&store, eight, eight + minutes(1), 10).await;
        // Nobody noted what came of it, and the lease has run out: it may have arrived.
        enter(&store, &notice(2, OLLI, id(2), Some(EIGHT)), eight + minutes(10)).await;
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A"]);
        let again = lease(&store, eight + minutes(10), eight + minutes(11), 10).await;
        assert_eq!(again, [letter(1001), letter(1002)]);
    })
    .await;
}

#[tokio::test]
async fn letters_that_did_not_arrive_are_counted_in_the_next_digest() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let note = |number: u128, at: jiff::Timestamp| {
            let store = store.clone();
            async move {
                let mut tx = store.write().await.unwrap();
                tx.note_undelivered(letter(number), OLLI, &network(), wall(EIGHT), at)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        };
        let undelivered = |number: u128| {
            let store = store.clone();
            async move {
                let mut tx = store.read().await.unwrap();
                tx.letter(letter(number))
                    .await
                    .unwrap()
                    .map(|one| one.undelivered)
            }
        };
        note(2001, wall(NOON)).await;
        enter(&store, &notice(1, OLLI, id(1), Some(EIGHT)), wall(NOON)).await;
        note(2002, wall(NOON) + minutes(1)).await;
        assert_eq!(undelivered(2001).await, Some(2));
        assert_eq!(undelivered(2002).await, None);
        assert_eq!(
            says(&store, letter(2001)).await,
            ["ESI-0001-A"],
            "one digest a day"
        );
        // What was tried once says nothing new.
        lease(&store, wall(EIGHT), wall(EIGHT) + minutes(1), 10).await;
        note(2003, wall(EIGHT) + minutes(5)).await;
        assert_eq!(undelivered(2001).await, Some(2));
    })
    .await;
}
