//! What happened is counted at once and added up later; what a network agreed is kept in lines.

use luotsi_domain::id::{NetworkId, NoteId};
use luotsi_store::{
    figure::{Figure, Monthly, Tally},
    note::SealedNote,
    testing::for_each_engine,
};
use uuid::Uuid;

use crate::{
    fixture::ANNA,
    world::{elsewhere, enter_people, network},
};

fn tally(month: &str, what: &'static str, key: &str) -> Tally {
    Tally {
        month: month.to_owned(),
        what,
        key: key.to_owned(),
        times: 1,
    }
}

fn figure(what: &str, key: &str, times: i64) -> Figure {
    Figure {
        what: what.to_owned(),
        key: key.to_owned(),
        times,
    }
}

#[tokio::test]
async fn counts_read_the_same_before_and_after_they_are_added_up() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for (id, network, tally) in [
            ("a/1/0", network(), tally("2026-11", "flow", "submitted")),
            ("a/1/0", network(), tally("2026-11", "flow", "submitted")),
            ("b/1/0", network(), tally("2026-11", "flow", "submitted")),
            ("b/1/1", network(), tally("2026-10", "unmet", "full")),
            ("c/1/0", network(), tally("2025-11", "flow", "submitted")),
            ("d/1/0", elsewhere(), tally("2026-11", "flow", "submitted")),
        ] {
            tx.enter_tally(id, &network, &tally).await.unwrap();
        }
        tx.commit().await.unwrap();
        let year = [figure("flow", "submitted", 2), figure("unmet", "full", 1)];
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.figures(&network(), "2025-12", "2026-11").await.unwrap(), year);
        drop(tx);
        for (limit, added) in [(2, 2), (500, 3), (500, 0)] {
            let mut tx = store.write().await.unwrap();
            assert_eq!(tx.add_up(limit).await.unwrap(), added);
            assert_eq!(tx.figures(&network(), "2025-12", "2026-11").await.unwrap(), year);
            tx.commit().await.unwrap();
        }
        let mut tx = store.write().await.unwrap();
        tx.enter_tally("e/1/0", &network(), &tally("2026-11", "flow", "submitted"))
            .await
            .unwrap();
        let more = tx.figures(&network(), "2026-11", "2026-11").await.unwrap();
        assert_eq!(more, [figure("flow", "submitted", 3)]);
        let other = tx.figures(&elsewhere(), "2025-12", "2026-11").await.unwrap();
        assert_eq!(other, [figure("flow", "submitted", 1)]);
    })
    .await;
}

#[tokio::test]
async fn amounts_are_summed_month_by_month() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for (id, month, key, times) in [
            ("a/1/0", "2026-10", "so", 14),
            ("b/1/0", "2026-11", "so", 3),
            ("b/1/0", "2026-11", "so", 9),
            ("c/1/0", "2026-11", "fi", 0),
            ("d/1/0", "2026-11", "so", 4),
        ] {
            let waited = Tally {
                times,
                ..tally(month, "waited-language", key)
            };
            tx.enter_tally(id, &network(), &waited).await.unwrap();
        }
        tx.enter_tally("e/1/0", &network(), &tally("2026-11", "flow", "met"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let of = |month: &str, key: &str, times: i64| Monthly {
            month: month.to_owned(),
            key: key.to_owned(),
            times,
        };
        let all = [
            of("2026-10", "so", 14),
            of("2026-11", "fi", 0),
            of("2026-11", "so", 7),
        ];
        for limit in [0, 2, 500] {
            let mut tx = store.write().await.unwrap();
            tx.add_up(limit).await.unwrap();
            let read = tx
                .months(&network(), "2026-01", "2026-11", "waited-language")
                .await;
            assert_eq!(read.unwrap(), all);
            let read = tx
                .months(&network(), "2026-11", "2026-11", "waited-language")
                .await;
            assert_eq!(read.unwrap(), all[1..]);
            tx.commit().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_newest_lines_of_a_kind_come_first_and_only_their_network_takes_them_away() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let note = |number: u128, on: &str| SealedNote {
            id: NoteId::new(Uuid::from_u128(number)),
            on: on.parse().unwrap(),
            sealed: vec![1, 2, 3],
        };
        let now = "2026-11-23T07:00:00Z".parse().unwrap();
        let lines = [
            note(1, "2026-09-01"),
            note(2, "2026-11-01"),
            note(3, "2026-10-01"),
        ];
        for line in &lines {
            tx.enter_note(&network(), "decision", line, ANNA, now)
                .await
                .unwrap();
        }
        let latest = async |tx: &mut luotsi_store::Tx, network: &NetworkId, kind| {
            let notes = tx.latest_notes(network, kind, 2).await.unwrap();
            notes.into_iter().map(|note| note.id).collect::<Vec<_>>()
        };
        assert_eq!(
            latest(&mut tx, &network(), "decision").await,
            [lines[1].id, lines[2].id]
        );
        assert_eq!(latest(&mut tx, &network(), "question").await, []);
        assert_eq!(latest(&mut tx, &elsewhere(), "decision").await, []);
        assert!(!tx.delete_note(&elsewhere(), lines[1].id).await.unwrap());
        assert!(tx.delete_note(&network(), lines[1].id).await.unwrap());
        assert_eq!(
            latest(&mut tx, &network(), "decision").await,
            [lines[2].id, lines[0].id]
        );
    })
    .await;
}
