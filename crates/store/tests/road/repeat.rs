//! A repeated request finds its first answer.

use jiff::SignedDuration;
use luotsi_store::{
    Store,
    repeat::{KEPT_MS, Repeat},
    testing::for_each_engine,
};

use crate::{
    fixture::{ANNA, OLLI, wall},
    world::id,
};

const NOON: &str = "2026-12-01 12:00";
const BODY: [u8; 32] = [1; 32];
const OTHER: [u8; 32] = [2; 32];

async fn enter(store: &Store, key: &str, body: &[u8; 32], number: u128) -> Repeat {
    let mut tx = store.write().await.unwrap();
    let repeat = tx
        .enter_key(ANNA, key, body, id(number), wall(NOON))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    repeat
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_equal_requests_at_once_one_is_the_first_and_the_others_find_it() {
    for_each_engine(|store| async move {
        let tasks: Vec<_> = (1..=50)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move { (number, enter(&store, "key", &BODY, number).await) })
            })
            .collect();
        let mut first = None;
        let mut found = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                (number, Repeat::First) => assert_eq!(first.replace(id(number)), None, "two first ones"),
                (_, Repeat::Same(same)) => found.push(same),
                (_, Repeat::OtherBody) => panic!("the body is the same"),
            }
        }
        assert_eq!(found.len(), 49);
        assert!(found.iter().all(|same| Some(*same) == first));
    })
    .await;
}

#[tokio::test]
async fn a_key_stands_for_one_body_of_one_caller() {
    for_each_engine(|store| async move {
        assert_eq!(enter(&store, "key", &BODY, 1).await, Repeat::First);
        assert_eq!(enter(&store, "key", &BODY, 2).await, Repeat::Same(id(1)));
        assert_eq!(enter(&store, "key", &OTHER, 3).await, Repeat::OtherBody);
        assert_eq!(
            enter(&store, "key", &BODY, 4).await,
            Repeat::Same(id(1)),
            "after another body"
        );
        assert_eq!(
            enter(&store, "Key", &OTHER, 5).await,
            Repeat::First,
            "another key"
        );
        let mut tx = store.write().await.unwrap();
        let repeat = tx
            .enter_key(OLLI, "key", &OTHER, id(6), wall(NOON))
            .await
            .unwrap();
        assert_eq!(repeat, Repeat::First, "another caller");
    })
    .await;
}

#[tokio::test]
async fn a_key_whose_request_came_to_nothing_is_not_known() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        tx.enter_key(ANNA, "key", &BODY, id(1), wall(NOON)).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(enter(&store, "key", &OTHER, 2).await, Repeat::First);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_kept_for_a_day() {
    for_each_engine(|store| async move {
        enter(&store, "key", &BODY, 1).await;
        let day = SignedDuration::from_millis(KEPT_MS);
        assert_eq!(day, SignedDuration::from_hours(24));
        let mut tx = store.write().await.unwrap();
        let just_before = wall(NOON) + day - SignedDuration::from_millis(1);
        let repeat = tx
            .enter_key(ANNA, "key", &BODY, id(2), just_before)
            .await
            .unwrap();
        assert_eq!(repeat, Repeat::Same(id(1)));
        let then = wall(NOON) + day;
        assert_eq!(
            tx.enter_key(ANNA, "key", &OTHER, id(3), then).await.unwrap(),
            Repeat::First
        );
        assert_eq!(
            tx.enter_key(ANNA, "key", &OTHER, id(4), then).await.unwrap(),
            Repeat::Same(id(3))
        );
    })
    .await;
}

#[tokio::test]
async fn all_that_is_older_than_a_day_is_forgotten() {
    for_each_engine(|store| async move {
        let day = SignedDuration::from_hours(24);
        let mut tx = store.write().await.unwrap();
        for (key, hours) in [("old", 0), ("older", -5), ("young", 1)] {
            let at = wall(NOON) + SignedDuration::from_hours(hours);
            tx.enter_key(ANNA, key, &BODY, id(1), at).await.unwrap();
        }
        assert_eq!(tx.forget_old_keys(wall(NOON) + day).await.unwrap(), 2);
        assert_eq!(tx.forget_old_keys(wall(NOON) + day).await.unwrap(), 0);
        let young = tx
            .enter_key(ANNA, "young", &BODY, id(2), wall(NOON) + day)
            .await
            .unwrap();
        assert_eq!(young, Repeat::Same(id(1)));
    })
    .await;
}
