//! Referrals and their histories: saved together, guarded by the version, chained.

use std::time::Duration;

use jiff::SignedDuration;
use luotsi_domain::referral::{Command, fold, words::ContactOutcome};
use luotsi_store::{
    Error, Store, chain, hex,
    record::{Columns, start},
    testing::{for_each_engine, number, run},
};

use crate::{
    fixture::{OLLI, OWL_VISITS, SANNI, SWAN_COMPANY, anna, choice, olli, sanni, wall},
    population::population,
    walk::{Walk, contact, ended},
    world::{Kept, asked, enter_people, enter_programmes, id, numbered, person, programme},
};

/// What is stored of a referral is its state, its columns and its whole history, linked.
async fn agrees(store: &Store, kept: &Kept) {
    let walk = &kept.walk;
    let mut tx = store.read().await.unwrap();
    let read = tx.referral(walk.referral.id).await.unwrap().unwrap();
    assert_eq!(read.referral, walk.referral);
    assert_eq!(
        (read.client, read.head()),
        (kept.loaded.client, kept.loaded.head())
    );

    let history = tx.history(walk.referral.id).await.unwrap();
    let mut link = chain::START;
    let mut folded = Vec::new();
    for (event, recorded) in history.iter().zip(&walk.history) {
        assert_eq!(event.recorded(walk.referral.id).unwrap(), *recorded);
        assert_eq!(event.seq, recorded.seq);
        assert_eq!(
            (event.at, event.name.as_str()),
            (recorded.at.as_millisecond(), recorded.event.name())
        );
        link = chain::link(&link, event.content.as_bytes());
        assert_eq!(event.link, hex::encode(&link));
        folded.push(event.recorded(walk.referral.id).unwrap());
    }
    assert_eq!(history.len(), walk.history.len());
    assert_eq!(read.head(), hex::encode(&link));
    assert_eq!(fold(&folded).unwrap().unwrap(), walk.referral);

    let named = tx.id_of_reference(&walk.referral.reference).await.unwrap();
    assert_eq!(named, Some(walk.referral.id));
    let columns = tx.columns(walk.referral.id).await.unwrap().unwrap();
    assert_eq!(columns, Columns::of(&walk.referral, read.head(), walk.wakes()));
}

#[tokio::test]
async fn at_every_step_of_a_life_state_columns_and_history_agree() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        agrees(&store, &kept).await;
        let transfer = Command::Transfer {
            choice: choice(SWAN_COMPANY, &[]),
        };
        for (actor, command, taken) in [
            (olli(), Command::Acknowledge, None),
            (olli(), Command::Accept { worker: OLLI }, None),
            (olli(), contact(ContactOutcome::NoAnswer), None),
            (olli(), contact(ContactOutcome::Met), None),
            (olli(), transfer, Some(programme(SWAN_COMPANY))),
            (sanni(), Command::Accept { worker: SANNI }, None),
            (anna(), Command::SendMessage, None),
            (sanni(), contact(ContactOutcome::Met), None),
            (sanni(), ended(), None),
        ] {
            kept.walk.now += SignedDuration::from_hours(1);
            let taken: Vec<_> = taken.into_iter().collect();
            kept.does(&store, &actor, &command, &taken).await;
            agrees(&store, &kept).await;
        }
        while kept.walk.wakes().is_some_and(|at| at < wall("2027-12-31 00:00")) {
            kept.ticks(&store, None).await;
            agrees(&store, &kept).await;
        }
        assert!(kept.walk.history.len() >= 14, "{}", kept.walk.history.len());
    })
    .await;
}

#[tokio::test]
async fn whatever_state_it_is_in_a_referral_comes_back_as_it_was_entered() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        for walk in population() {
            if walk.referral.network == crate::world::elsewhere() {
                continue;
            }
            let mut tx = store.write().await.unwrap();
            let kept = Kept::entered(&mut tx, walk).await;
            tx.commit().await.unwrap();
            agrees(&store, &kept).await;
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_save_what_they_read_at_once_the_second_is_told() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let read = kept.loaded.clone();
        let mut other = kept.walk.clone();
        kept.does(&store, &olli(), &Command::Acknowledge, &[]).await;

        let known = other.history.len();
        other.does(&olli(), &Command::Accept { worker: OLLI });
        let mut tx = store.write().await.unwrap();
        let late = tx
            .save_referral(&read, &other.referral, &other.history[known..], other.wakes())
            .await;
        assert!(matches!(late, Err(Error::Conflict)));
        // Nothing is broken by it: the transaction could go on, and leaves no trace of the late one.
        tx.commit().await.unwrap();
        agrees(&store, &kept).await;

        // Read again, decided again, saved.
        kept.does(&store, &olli(), &Command::Accept { worker: OLLI }, &[])
            .await;
        agrees(&store, &kept).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_accept_at_once_one_does() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (store, loaded, mut walk) = (store.clone(), kept.loaded.clone(), kept.walk.clone());
                tokio::spawn(async move {
                    let known = walk.history.len();
                    walk.does(&olli(), &Command::Accept { worker: OLLI });
                    let mut tx = store.write().await.unwrap();
                    let saved = tx
                        .save_referral(&loaded, &walk.referral, &walk.history[known..], walk.wakes())
                        .await;
                    match saved {
                        Ok(_) => {
                            tx.commit().await.unwrap();
                            true
                        }
                        Err(Error::Conflict) => false,
                        Err(other) => panic!("{other}"),
                    }
                })
            })
            .collect();
        let mut saved = 0;
        for task in tasks {
            saved += u32::from(task.await.unwrap());
        }
        assert_eq!(saved, 1);
        let mut tx = store.read().await.unwrap();
        assert_eq!(
            tx.history(id(1)).await.unwrap().len(),
            kept.walk.history.len() + 1
        );
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_referral_makes_the_next_wait_and_read_what_she_wrote() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let mut tx = store.write().await.unwrap();
        assert!(tx.hold_referral(id(99)).await.unwrap().is_none());
        kept.loaded = tx.hold_referral(id(1)).await.unwrap().unwrap();
        let mut second = tokio::spawn({
            let store = store.clone();
            async move {
                let mut tx = store.write().await.unwrap();
                let held = tx.hold_referral(id(1)).await.unwrap().unwrap();
                tx.commit().await.unwrap();
                held
            }
        });
        let waits = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
        assert!(waits.is_err(), "it did not wait");

        let mut walk = kept.walk.clone();
        walk.does(&olli(), &Command::Acknowledge);
        kept.moved(&mut tx, walk, &[]).await;
        tx.commit().await.unwrap();
        let held = second.await.unwrap();
        assert_eq!(held.referral, kept.walk.referral);
        assert_eq!(held.head(), kept.loaded.head());
        // Held and not changed, it is as it was.
        agrees(&store, &kept).await;
    })
    .await;
}

#[tokio::test]
async fn a_reference_that_is_taken_is_refused_and_another_is_drawn_in_the_same_transaction() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let first = Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        tx.commit().await.unwrap();

        let mut submitted = numbered(2);
        submitted.reference.clone_from(&first.walk.referral.reference);
        let offer = luotsi_domain::referral::Placement::Offer(choice(OWL_VISITS, &[]));
        let clash = Walk::begun("2026-12-01 10:00", submitted, offer).unwrap();
        let mut tx = store.write().await.unwrap();
        tx.enter_client(&crate::world::client(2), wall("2026-12-01 10:00"))
            .await
            .unwrap();
        let entered = tx
            .enter_referral(person(2), &clash.referral, &clash.history, clash.wakes())
            .await;
        assert!(!entered.unwrap());
        assert!(tx.referral(id(2)).await.unwrap().is_none());
        assert!(tx.history(id(2)).await.unwrap().is_empty());
        let again = asked(2, OWL_VISITS);
        assert!(
            tx.enter_referral(person(2), &again.referral, &again.history, again.wakes())
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();

        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.history(id(2)).await.unwrap().len(), again.history.len());
        assert_eq!(
            tx.referral(id(1)).await.unwrap().unwrap().referral,
            first.walk.referral
        );
    })
    .await;
}

#[tokio::test]
async fn a_referral_needs_a_person_and_an_id_of_its_own() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let walk = asked(1, OWL_VISITS);
        let mut tx = store.write().await.unwrap();
        let nobody = tx
            .enter_referral(person(1), &walk.referral, &walk.history, None)
            .await;
        assert!(nobody.unwrap_err().is_foreign_key_violation());
        tx.rollback().await.unwrap();

        let mut tx = store.write().await.unwrap();
        Kept::entered(&mut tx, walk).await;
        tx.commit().await.unwrap();
        let mut same_id = asked(1, OWL_VISITS);
        same_id.referral.reference = "ESI-0002-A".to_owned();
        let mut tx = store.write().await.unwrap();
        let twice = tx
            .enter_referral(person(1), &same_id.referral, &same_id.history, None)
            .await;
        assert!(twice.unwrap_err().is_unique_violation());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_none() {
    for_each_engine(|store| async move {
        let mut tx = store.read().await.unwrap();
        assert!(tx.referral(id(1)).await.unwrap().is_none());
        assert!(tx.columns(id(1)).await.unwrap().is_none());
        assert!(tx.history(id(1)).await.unwrap().is_empty());
        assert!(tx.sealed_texts(id(1)).await.unwrap().is_empty());
        assert!(tx.referral_ids_after(None, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn texts_are_kept_by_event_and_field_and_forgotten_together() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for number in 1..=2 {
            Kept::entered(&mut tx, asked(number, OWL_VISITS)).await;
        }
        for (number, seq, field, sealed) in [
            (1, 10, "note", b"c".as_slice()),
            (1, 2, "text", b"b"),
            (1, 2, "reason", b"a"),
            (2, 1, "reason", b"other"),
        ] {
            tx.keep_text(id(number), seq, field, sealed).await.unwrap();
        }
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        let read = tx.sealed_texts(id(1)).await.unwrap();
        let read: Vec<_> = read
            .iter()
            .map(|text| (text.seq, text.field.as_str(), text.sealed.as_slice()))
            .collect();
        assert_eq!(
            read,
            [
                (2, "reason", b"a".as_slice()),
                (2, "text", b"b"),
                (10, "note", b"c")
            ]
        );
        tx.forget_texts(id(1)).await.unwrap();
        assert!(tx.sealed_texts(id(1)).await.unwrap().is_empty());
        assert_eq!(tx.sealed_texts(id(2)).await.unwrap().len(), 1);
        // Two of one field in one event would be one text too many.
        assert!(
            tx.keep_text(id(2), 1, "reason", b"x")
                .await
                .unwrap_err()
                .is_unique_violation()
        );
    })
    .await;
}

#[tokio::test]
async fn what_offers_were_decided_by_is_kept_in_their_order_and_forgotten_together() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for number in 1..=2 {
            Kept::entered(&mut tx, asked(number, OWL_VISITS)).await;
        }
        for (number, seq, sealed) in [(1, 10, b"b".as_slice()), (1, 1, b"a"), (2, 1, b"other")] {
            tx.keep_decision(id(number), seq, sealed).await.unwrap();
        }
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        let read = tx.decisions(id(1)).await.unwrap();
        let read: Vec<_> = read.iter().map(|one| (one.seq, one.sealed.as_slice())).collect();
        assert_eq!(read, [(1, b"a".as_slice()), (10, b"b")]);
        tx.forget_decisions(id(1)).await.unwrap();
        assert!(tx.decisions(id(1)).await.unwrap().is_empty());
        assert_eq!(tx.decisions(id(2)).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn ids_are_read_page_by_page_in_their_order() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for number in [0x20, 3, 0xf0, 0xa1] {
            Kept::entered(&mut tx, asked(number, OWL_VISITS)).await;
        }
        let ordered = [3, 0x20, 0xa1, 0xf0].map(id);
        assert_eq!(tx.referral_ids_after(None, 10).await.unwrap(), ordered);
        assert_eq!(tx.referral_ids_after(None, 3).await.unwrap(), ordered[..3]);
        assert_eq!(
            tx.referral_ids_after(Some(ordered[2]), 3).await.unwrap(),
            ordered[3..]
        );
        assert_eq!(tx.referral_ids_after(Some(ordered[3]), 3).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_can_have_written_is_named_by_its_place_and_not_shown() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        run(&mut tx, "UPDATE referrals SET state = '{\"secret\": 1}'")
            .await
            .unwrap();
        let corrupt = tx.referral(id(1)).await.unwrap_err();
        assert!(matches!(
            &corrupt,
            Error::Corrupt {
                table: "referrals",
                column: "state",
                ..
            }
        ));
        assert!(!corrupt.to_string().contains("secret"));
        let filter = luotsi_store::list::Filter {
            limit: 1,
            ..Default::default()
        };
        assert!(matches!(
            tx.list(&anna(), &filter).await,
            Err(Error::Corrupt { .. })
        ));

        run(
            &mut tx,
            "UPDATE events SET content = '{\"secret\": 1}' WHERE seq = 1",
        )
        .await
        .unwrap();
        let history = tx.history(id(1)).await.unwrap();
        let corrupt = history[0].recorded(id(1)).unwrap_err();
        assert!(matches!(
            &corrupt,
            Error::Corrupt {
                table: "events",
                column: "content",
                ..
            }
        ));
        assert!(!corrupt.to_string().contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn a_chain_goes_on_only_from_a_link() {
    assert_eq!(start(""), Some(chain::START));
    let link = chain::link(&chain::START, b"content");
    assert_eq!(start(&hex::encode(&link)), Some(link));
    assert_eq!(start("no link"), None);

    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let kept = Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        run(&mut tx, "UPDATE referrals SET head = 'no link'")
            .await
            .unwrap();
        let read = tx.referral(id(1)).await.unwrap().unwrap();
        let mut walk = kept.walk.clone();
        walk.does(&olli(), &Command::Acknowledge);
        let saved = tx
            .save_referral(&read, &walk.referral, &walk.history[2..], walk.wakes())
            .await;
        assert!(matches!(
            saved,
            Err(Error::Corrupt {
                table: "referrals",
                column: "head",
                ..
            })
        ));
        let events = "SELECT COUNT(*) FROM events";
        let known = i64::try_from(kept.walk.history.len()).unwrap();
        assert_eq!(number(&mut tx, events).await.unwrap(), known);
    })
    .await;
}
