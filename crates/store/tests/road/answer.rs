//! What came of questions is entered once, read back in order and in bounds, and forgotten when it is old.

use jiff::Timestamp;
use luotsi_store::{answer::Came, testing::for_each_engine};

use crate::world::{elsewhere, network};

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + hour * 3600).unwrap()
}

fn came(what: &str, took: i64) -> Came {
    let answered = what != "silent";
    Came {
        programme: "visits".to_owned(),
        what: what.to_owned(),
        took,
        fit: answered.then_some(880),
        load: answered.then_some(took / 10),
    }
}

#[tokio::test]
async fn what_came_of_questions_is_read_the_oldest_first_of_the_latest() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for (id, network, what, took, hour) in [
            ("a/2/0", network(), "yes", 1000, 1),
            ("a/2/0", network(), "no", 9, 1),
            ("b/2/0", network(), "no", 2000, 2),
            ("c/2/0", network(), "silent", 3000, 3),
            ("d/2/0", elsewhere(), "yes", 4000, 2),
            ("e/2/0", network(), "yes", 5000, 9),
        ] {
            tx.enter_answer(id, &network, &came(what, took), at(hour))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let all = tx.answers(&network(), at(0), at(9), 100).await.unwrap();
        assert_eq!(all, [came("yes", 1000), came("no", 2000), came("silent", 3000)]);
        let latest = tx.answers(&network(), at(0), at(9), 2).await.unwrap();
        assert_eq!(latest, [came("no", 2000), came("silent", 3000)]);
        drop(tx);

        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.forget_answers(&network(), at(3)).await.unwrap(), 2);
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let left = tx.answers(&network(), at(0), at(10), 100).await.unwrap();
        assert_eq!(left, [came("silent", 3000), came("yes", 5000)]);
        assert_eq!(tx.answers(&elsewhere(), at(0), at(9), 9).await.unwrap().len(), 1);
    })
    .await;
}
