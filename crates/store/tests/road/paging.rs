//! Pages by key while rows are added, and the clock's own list.

use std::collections::BTreeSet;

use luotsi_domain::{access::Actor, id::ReferralId, referral::words::Status};
use luotsi_store::{
    Store,
    list::{Filter, Stepped, key},
    testing::for_each_engine,
};

use crate::{
    fixture::{OWL_VISITS, anna, kaisa, olli, wall},
    walk::Walk,
    world::{Kept, asked_at, enter_people, id, waiting_at},
};

/// A page's size; small, so that there are many.
const PAGE: u32 = 3;

/// Reads a list page by page to its end, letting something happen after each page.
async fn paged<F>(
    store: &Store,
    actor: &Actor,
    newest: bool,
    meanwhile: impl Fn(u128) -> F,
) -> Vec<ReferralId>
where
    F: Future<Output = ()>,
{
    let mut filter = Filter {
        newest,
        limit: PAGE,
        ..Filter::default()
    };
    let mut read = Vec::new();
    for page in 0.. {
        let listed = store.read().await.unwrap().list(actor, &filter).await.unwrap();
        let Some(last) = listed.last() else { break };
        filter.after = Some(key(last, newest));
        read.extend(listed.iter().map(|loaded| loaded.referral.id));
        assert!(page < 100, "the list has no end");
        meanwhile(page).await;
    }
    read
}

/// Twenty, of which some share their instants, and some are never due.
async fn twenty(store: &Store) -> BTreeSet<ReferralId> {
    enter_people(store).await;
    let mut tx = store.write().await.unwrap();
    for number in 1..=20 {
        let at = format!("2026-12-{:02} 10:00", 7 + number % 4);
        let mut walk = if number % 5 == 0 {
            waiting_at(&at, number)
        } else {
            asked_at(&at, number, OWL_VISITS, &[])
        };
        if number % 6 == 0 {
            close(&mut walk);
        }
        Kept::entered(&mut tx, walk).await;
    }
    tx.commit().await.unwrap();
    (1..=20).map(id).collect()
}

fn close(walk: &mut Walk) {
    use luotsi_domain::referral::{
        Command,
        words::{CloseReason, HandBackReason},
    };
    let back = Command::HandBack {
        reason: HandBackReason::ClientDeclined,
        next: None,
    };
    let close = Command::Close {
        reason: CloseReason::ClientDeclined,
    };
    if walk.status() == Status::Waiting {
        walk.does(&kaisa(), &Command::Return);
    } else {
        walk.does(&olli(), &back);
    }
    walk.does(&anna(), &close);
}

#[tokio::test]
async fn pages_joined_are_the_list() {
    for_each_engine(|store| async move {
        twenty(&store).await;
        for actor in [anna(), olli(), kaisa()] {
            for newest in [false, true] {
                let whole = Filter {
                    newest,
                    limit: 1000,
                    ..Filter::default()
                };
                let listed = store.read().await.unwrap().list(&actor, &whole).await.unwrap();
                let whole: Vec<_> = listed.iter().map(|loaded| loaded.referral.id).collect();
                assert!(whole.len() > 5);
                assert_eq!(paged(&store, &actor, newest, |_| async {}).await, whole);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn no_page_repeats_or_leaves_out_a_row_while_others_are_added() {
    for_each_engine(|store| async move {
        let before = twenty(&store).await;
        for (round, newest) in [(1, false), (2, true)] {
            let anna = anna();
            let read = paged(&store, &anna, newest, |page| {
                let store = store.clone();
                async move {
                    // One that comes first in either order, and one that comes last; the last ones come to
                    // an end before the pages do.
                    let mut tx = store.write().await.unwrap();
                    for (beside, at) in [(0, "2026-11-30 10:00"), (1, "2026-12-22 10:00")] {
                        let number = round * 1000 + page * 10 + beside;
                        if page < 5 {
                            Kept::entered(&mut tx, asked_at(at, number, OWL_VISITS, &[])).await;
                        }
                    }
                    tx.commit().await.unwrap();
                }
            });
            let read = read.await;
            let once: BTreeSet<_> = read.iter().copied().collect();
            assert_eq!(read.len(), once.len(), "repeated, newest {newest}");
            assert!(once.is_superset(&before), "left out, newest {newest}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_clock_is_told_whom_it_is_due_for_in_the_order_of_their_instants() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.next_wake().await.unwrap(), None);
        assert_eq!(tx.due_steps(wall("2030-01-01 00:00"), 100).await.unwrap(), []);

        let mut wakes = Vec::new();
        for (number, at) in [
            (1, "2026-12-09 10:00"),
            (2, "2026-12-07 10:00"),
            (3, "2026-12-08 10:00"),
        ] {
            let walk = asked_at(at, number, OWL_VISITS, &[]);
            wakes.push((walk.wakes().unwrap(), walk.referral.id));
            Kept::entered(&mut tx, walk).await;
        }
        // Nothing is ever to be done for one that is closed.
        let mut over = asked_at("2026-12-01 10:00", 4, OWL_VISITS, &[]);
        close(&mut over);
        assert_eq!(over.wakes(), None);
        Kept::entered(&mut tx, over).await;
        wakes.sort_unstable();

        assert_eq!(tx.next_wake().await.unwrap(), Some(wakes[0].0));
        let one_before = wakes[0].0 - jiff::SignedDuration::from_millis(1);
        assert_eq!(tx.due_steps(one_before, 100).await.unwrap(), []);
        let all: Vec<_> = wakes.iter().map(|(_, id)| Stepped::Referral(*id)).collect();
        assert_eq!(tx.due_steps(wakes[0].0, 100).await.unwrap(), all[..1]);
        assert_eq!(tx.due_steps(wakes[2].0, 100).await.unwrap(), all);
        assert_eq!(tx.due_steps(wakes[2].0, 2).await.unwrap(), all[..2]);
    })
    .await;
}
