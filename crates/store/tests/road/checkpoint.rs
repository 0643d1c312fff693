//! Checkpoints: over every head, kept apart from what they speak of.

use luotsi_domain::{id::ReferralId, referral::Command};
use luotsi_store::{
    Store, chain,
    checkpoint::{Checkpoint, Leaf, Linked},
    hex,
    testing::{for_each_engine, run},
};

use crate::{
    fixture::{OWL_VISITS, olli, wall},
    world::{Kept, asked, elsewhere, enter_people, enter_programmes, id, network},
};

async fn place(store: &Store) -> i64 {
    let mut tx = store.write().await.unwrap();
    tx.give_places(&network(), 1000).await.unwrap();
    tx.commit().await.unwrap();
    store.read().await.unwrap().feed_end(&network()).await.unwrap()
}

/// Enters a checkpoint up to the feed's end, with roots that nobody looks at here.
async fn enter(store: &Store, number: u64, after: i64, position: i64) -> bool {
    let checkpoint = Checkpoint {
        network: network(),
        number,
        at: wall("2026-12-01 12:00"),
        position,
        referrals: 2,
        root: "aa".to_owned(),
        changes: "bb".to_owned(),
    };
    let link = checkpoint.linked(None).unwrap();
    let mut tx = store.write().await.unwrap();
    let entered = tx
        .enter_checkpoint(&Linked { checkpoint, link }, after)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    entered
}

fn leaf(kept: &Kept) -> Leaf {
    Leaf {
        referral: kept.walk.referral.id,
        version: kept.walk.referral.version,
        head: hex::decode(kept.loaded.head()).unwrap(),
    }
}

async fn newest(store: &Store) -> Vec<Leaf> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map(|leaf: &Leaf| leaf.referral);
        let page = store
            .read()
            .await
            .unwrap()
            .newest_leaves(&network(), after, 1)
            .await
            .unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn a_checkpoint_keeps_the_heads_that_are_new_and_the_newest_are_all() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.last_checkpoint(&network()).await.unwrap(), None);
        assert_eq!(tx.first_unplaced(&network()).await.unwrap(), None);
        assert_eq!(tx.first_uncovered(&network(), 0).await.unwrap(), None);
        drop(tx);

        let mut one = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let two = Kept::begun(&store, asked(2, OWL_VISITS)).await;
        let at = one.walk.history[0].at;
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.first_unplaced(&network()).await.unwrap(), Some(at));
        assert_eq!(tx.first_unplaced(&elsewhere()).await.unwrap(), None);
        drop(tx);
        let end = place(&store).await;
        let before = vec![leaf(&one), leaf(&two)];
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.first_uncovered(&network(), 0).await.unwrap(), Some(at));
        assert_eq!(tx.changed_leaves(&network(), 0, end).await.unwrap(), before);
        // Up to the middle of what happened, heads are those of the middle.
        let first = tx.changed_leaves(&network(), 0, 1).await.unwrap();
        assert_eq!((first.len(), first[0].version), (1, 1));
        drop(tx);
        assert!(enter(&store, 1, 0, end).await);
        assert!(!enter(&store, 1, 0, end).await, "another process was quicker");
        assert_eq!(newest(&store).await, before);

        one.does(&store, &olli(), &Command::Acknowledge, &[]).await;
        let later = place(&store).await;
        assert!(enter(&store, 2, end, later).await);
        assert_eq!(newest(&store).await, [leaf(&one), leaf(&two)]);
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.leaves_of(&network(), 1, None, 10).await.unwrap(), before);
        assert_eq!(
            tx.leaves_of(&network(), 1, Some(id(1)), 10).await.unwrap(),
            [leaf(&two)]
        );
        assert_eq!(tx.leaves_of(&network(), 2, None, 10).await.unwrap(), [leaf(&one)]);
        assert_eq!(tx.first_leaves(&network(), 1).await.unwrap(), 2);
        assert_eq!(tx.first_leaves(&network(), 2).await.unwrap(), 0);
        assert_eq!(tx.first_uncovered(&network(), later).await.unwrap(), None);
        let all = tx.checkpoints_after(&network(), 0, 10).await.unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(tx.last_checkpoint(&network()).await.unwrap().as_ref(), all.last());
        assert_eq!(tx.checkpoints_after(&network(), 1, 10).await.unwrap(), all[1..]);
        assert_eq!(tx.loose_leaves(&network()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_away_or_written_anew_is_found_by_what_was_kept_of_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        for number in 1..=3 {
            Kept::begun(&store, asked(number, OWL_VISITS)).await;
        }
        let end = place(&store).await;
        assert!(enter(&store, 1, 0, end).await);
        let whole: ReferralId = id(1);
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.unlike(&network(), None, 10).await.unwrap(), []);
        assert_eq!(tx.empty_places(&network(), 0, 10).await.unwrap(), []);
        assert_eq!(tx.placeless(&network(), whole).await.unwrap(), [0; 0]);
        assert_eq!(tx.feed_gaps(&network()).await.unwrap(), (0, 0));
        assert_eq!(
            (
                tx.orphans().await.unwrap(),
                tx.stray_notices(&network()).await.unwrap()
            ),
            (0, 0)
        );
        let link = tx.link_of(whole, 2).await.unwrap().unwrap();
        assert_eq!(tx.link_of(whole, 3).await.unwrap(), None);
        assert_eq!(tx.count_views(whole).await.unwrap(), 0);

        for edit in [
            format!("DELETE FROM events WHERE referral_id = '{}'", id(2)),
            format!("DELETE FROM referrals WHERE id = '{}'", id(2)),
            format!(
                "UPDATE events SET link = '{}' WHERE referral_id = '{}' AND seq = 2",
                hex::encode(&chain::START),
                id(3)
            ),
            format!(
                "INSERT INTO events SELECT referral_id, 3, at, name, content, '{link}' FROM events
                  WHERE referral_id = '{whole}' AND seq = 2"
            ),
            "DELETE FROM feed WHERE position = 1".to_owned(),
        ] {
            run(&mut tx, edit.leak()).await.unwrap();
        }
        let unlike = tx.unlike(&network(), None, 10).await.unwrap();
        let shown: Vec<_> = unlike
            .iter()
            .map(|one| {
                (
                    one.number,
                    one.referral_id.clone(),
                    one.version,
                    one.reference.is_some(),
                    one.found.is_some(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                (1, id(2).to_string(), 2, false, false),
                (1, id(3).to_string(), 2, true, true)
            ]
        );
        assert_eq!(
            tx.unlike(&network(), unlike.first(), 10).await.unwrap(),
            unlike[1..]
        );
        let empty = tx.empty_places(&network(), 0, 10).await.unwrap();
        let seqs: Vec<_> = empty
            .iter()
            .map(|one| (one.referral_id.clone(), one.seq))
            .collect();
        assert_eq!(seqs, [(id(2).to_string(), 1), (id(2).to_string(), 2)]);
        assert_eq!(tx.placeless(&network(), whole).await.unwrap(), [1, 3]);
        assert_eq!(tx.feed_gaps(&network()).await.unwrap(), (1, 0));
        run(&mut tx, "DELETE FROM checkpoints").await.unwrap();
        assert_eq!(tx.loose_leaves(&network()).await.unwrap(), 3);
    })
    .await;
}
