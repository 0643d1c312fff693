//! The outbox: notices, digests, leases, what is silenced, what is dead.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    id::{LetterId, ReferralId, UserId},
    referral::{State, words::CloseReason},
};
use luotsi_store::{
    Store, Tx,
    letter::{DeadLetter, LetterCount, NewNotice},
    testing::{for_each_engine, number},
};
use uuid::Uuid;

use crate::{
    fixture::{ANNA, OLLI, OWL_VISITS, wall},
    world::{Kept, asked, elsewhere, enter_people, id, network},
};

pub const NOON: &str = "2026-12-01 12:00";
pub const EIGHT: &str = "2026-12-02 08:00";

pub const fn letter(number: u128) -> LetterId {
    LetterId::new(Uuid::from_u128(number))
}

pub fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

/// A notice, numbered, with the letter that would have to be begun for it.
pub fn notice(number: u128, user: UserId, referral: ReferralId, slot: Option<&str>) -> NewNotice {
    NewNotice {
        id: letter(number),
        letter: letter(1000 + number),
        user,
        network: network(),
        referral,
        kind: "offered",
        due_what: Some("acknowledge"),
        due_at: Some(wall("2026-12-03 16:00")),
        programme: Some(OWL_VISITS.to_owned()),
        slot: slot.map(wall),
    }
}

/// Two referrals to tell of.
pub async fn begun(store: &Store) {
    enter_people(store).await;
    let mut tx = store.write().await.unwrap();
    for number in 1..=2 {
        Kept::entered(&mut tx, asked(number, OWL_VISITS)).await;
    }
    tx.commit().await.unwrap();
}

pub async fn enter(store: &Store, notice: &NewNotice, at: Timestamp) {
    let mut tx = store.write().await.unwrap();
    tx.enter_notice(notice, at).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn lease(store: &Store, now: Timestamp, until: Timestamp, limit: u32) -> Vec<LetterId> {
    let mut tx = store.write().await.unwrap();
    let leased = tx.lease_letters(now, until, limit).await.unwrap();
    tx.commit().await.unwrap();
    leased
}

pub async fn counted(tx: &mut Tx) -> (i64, i64) {
    let LetterCount { pending, dead } = tx.letter_count().await.unwrap();
    (pending, dead)
}

/// The notices of a letter, by referral.
pub async fn says(store: &Store, id: LetterId) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    let letter = tx.letter(id).await.unwrap().unwrap();
    letter
        .notices
        .into_iter()
        .map(|notice| notice.reference)
        .collect()
}

#[tokio::test]
async fn a_notice_at_once_has_a_letter_of_its_own() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        enter(&store, &notice(2, OLLI, id(1), None), now).await;
        let mut tx = store.read().await.unwrap();
        assert_eq!(counted(&mut tx).await, (2, 0));
        let read = tx.letter(letter(1001)).await.unwrap().unwrap();
        assert_eq!(
            (read.id, read.network, read.digest, read.tries),
            (letter(1001), network(), false, 0)
        );
        assert_eq!(
            (read.at, read.name.as_str(), read.language.as_str()),
            (now, "Olli", "fi")
        );
        assert_eq!(read.email.as_deref(), Some("post@esimerkki.example"));
        let [line] = read.notices.as_slice() else {
            panic!("{:?}", read.notices)
        };
        assert_eq!(
            (line.kind.as_str(), line.reference.as_str()),
            ("offered", "ESI-0001-A")
        );
        assert_eq!(
            (line.about.as_str(), line.due_at),
            (id(1).to_string().as_str(), Some(wall("2026-12-03 16:00")))
        );
        assert_eq!(
            (line.due_what.as_deref(), line.programme.as_deref()),
            (Some("acknowledge"), Some(OWL_VISITS))
        );
        assert!(tx.letter(letter(77)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_who_lease_at_once_never_lease_a_letter_twice() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        let mut tx = store.write().await.unwrap();
        for number in 1..=60 {
            tx.enter_notice(&notice(number, OLLI, id(1), None), now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let until = now + minutes(5);
        let claimers: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut leased = Vec::new();
                    let mut empty = 0;
                    // Who met another at the same letters gets fewer, or none, and asks again.
                    while empty < 3 {
                        let some = lease(&store, now, until, 5).await;
                        empty = if some.is_empty() { empty + 1 } else { 0 };
                        leased.extend(some);
                    }
                    leased
                })
            })
            .collect();
        let mut times: BTreeMap<LetterId, u32> = BTreeMap::new();
        for claimer in claimers {
            for id in claimer.await.unwrap() {
                *times.entry(id).or_default() += 1;
            }
        }
        for id in lease(&store, now, until, 100).await {
            *times.entry(id).or_default() += 1;
        }
        assert_eq!(times.len(), 60);
        assert!(times.values().all(|n| *n == 1), "{times:?}");
    })
    .await;
}

#[tokio::test]
async fn a_lease_ends_and_the_letter_is_leased_again() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        let until = now + minutes(5);
        assert_eq!(lease(&store, now, until, 10).await, [letter(1001)]);
        let within = until - SignedDuration::from_millis(1);
        assert_eq!(lease(&store, within, until + minutes(5), 10).await, []);
        assert_eq!(lease(&store, until, until + minutes(5), 10).await, [letter(1001)]);
    })
    .await;
}

#[tokio::test]
async fn the_oldest_are_leased_first_and_no_more_than_asked() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        for (number, at) in [(1, 3), (2, 1), (3, 2)] {
            enter(&store, &notice(number, OLLI, id(1), None), now + minutes(at)).await;
        }
        let later = now + minutes(10);
        assert_eq!(
            lease(&store, later, later + minutes(5), 2).await,
            [letter(1002), letter(1003)]
        );
        assert_eq!(lease(&store, later, later + minutes(5), 2).await, [letter(1001)]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_sent_or_tried_later_or_dead_and_then_no_more() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        for number in 1..=3 {
            enter(&store, &notice(number, OLLI, id(1), None), now).await;
        }
        let mut tx = store.write().await.unwrap();
        assert_eq!(
            tx.lease_letters(now, now + minutes(5), 10).await.unwrap().len(),
            3
        );
        tx.letter_sent(letter(1001), now).await.unwrap();
        tx.letter_later(letter(1002), now + minutes(30), "put_off", Some(now))
            .await
            .unwrap();
        tx.letter_dead(letter(1003), now + minutes(1), "address_refused")
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        assert_eq!(counted(&mut tx).await, (1, 1));
        let later = tx.letter(letter(1002)).await.unwrap().unwrap();
        assert_eq!((later.tries, later.refused_since), (1, Some(now)));
        let dead = DeadLetter {
            id: letter(1003).to_string(),
            user: OLLI.to_string(),
            name: "Olli".to_owned(),
            memberships: vec![("huuhkaja".to_owned(), "worker".to_owned())],
            failure: Some("address_refused".to_owned()),
            dead_at: now + minutes(1),
            lines: 1,
        };
        assert_eq!(tx.dead_letters(&network()).await.unwrap(), [dead]);
        assert_eq!(tx.dead_letters(&elsewhere()).await.unwrap(), []);
        let leased = tx
            .lease_letters(now + minutes(29), now + minutes(60), 10)
            .await
            .unwrap();
        assert_eq!(leased, []);
        let leased = tx
            .lease_letters(now + minutes(30), now + minutes(60), 10)
            .await
            .unwrap();
        assert_eq!(leased, [letter(1002)]);
        tx.letter_sent(letter(1002), now + minutes(31)).await.unwrap();
        assert_eq!(counted(&mut tx).await, (0, 1));

        // Who answers after somebody else had the letter takes nothing back.
        tx.letter_later(letter(1002), now + minutes(40), "late", None)
            .await
            .unwrap();
        tx.letter_dead(letter(1002), now + minutes(40), "late")
            .await
            .unwrap();
        tx.letter_later(letter(1003), now + minutes(40), "late", None)
            .await
            .unwrap();
        assert_eq!(counted(&mut tx).await, (0, 1));
        assert_eq!(
            tx.lease_letters(now + minutes(60), now + minutes(90), 10)
                .await
                .unwrap(),
            []
        );
        // But what went out went out.
        tx.letter_sent(letter(1003), now + minutes(41)).await.unwrap();
        assert_eq!(counted(&mut tx).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn the_next_instant_is_that_of_the_first_letter_that_can_be_leased() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        let next = || async { store.read().await.unwrap().next_letter().await.unwrap() };
        assert_eq!(next().await, None);
        enter(&store, &notice(1, OLLI, id(1), Some(EIGHT)), now).await;
        assert_eq!(next().await, Some(wall(EIGHT)));
        enter(&store, &notice(2, OLLI, id(1), None), now).await;
        assert_eq!(next().await, Some(now));
        lease(&store, now, now + minutes(5), 10).await;
        assert_eq!(next().await, Some(now + minutes(5)), "somebody is sending it");
        let mut tx = store.write().await.unwrap();
        tx.letter_sent(letter(1002), now).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(next().await, Some(wall(EIGHT)));
    })
    .await;
}

#[tokio::test]
async fn what_is_silenced_is_not_said_and_what_was_said_stays() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        enter(&store, &notice(2, OLLI, id(1), None), now).await;
        enter(&store, &notice(3, OLLI, id(1), Some(EIGHT)), now).await;
        enter(&store, &notice(4, OLLI, id(2), Some(EIGHT)), now).await;
        enter(&store, &notice(5, ANNA, id(1), None), now).await;
        let mut tx = store.write().await.unwrap();
        tx.letter_sent(letter(1001), now).await.unwrap();
        tx.letter_dead(letter(1005), now, "refused").await.unwrap();
        tx.silence(id(1)).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A"], "sent");
        assert_eq!(says(&store, letter(1002)).await, [""; 0], "not sent");
        assert_eq!(
            says(&store, letter(1003)).await,
            ["ESI-0002-A"],
            "the rest of the digest"
        );
        assert_eq!(says(&store, letter(1005)).await, ["ESI-0001-A"], "dead");
        let notices = "SELECT COUNT(*) FROM notices";
        assert_eq!(
            number(&mut store.read().await.unwrap(), notices).await.unwrap(),
            3
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_is_of_one_kind_and_not_said_yet() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        let of = |kind, notice: NewNotice| NewNotice { kind, ..notice };
        enter(
            &store,
            &of("feedback_met", notice(1, OLLI, id(1), Some(EIGHT))),
            now,
        )
        .await;
        enter(&store, &of("returned", notice(2, OLLI, id(1), Some(EIGHT))), now).await;
        enter(
            &store,
            &of("feedback_met", notice(3, OLLI, id(2), Some(EIGHT))),
            now,
        )
        .await;
        enter(&store, &of("feedback_met", notice(4, ANNA, id(1), None)), now).await;
        let mut tx = store.write().await.unwrap();
        tx.letter_sent(letter(1004), now).await.unwrap();
        tx.take_back(id(1), "feedback_met").await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(says(&store, letter(1001)).await, ["ESI-0001-A", "ESI-0002-A"]);
        assert_eq!(says(&store, letter(1004)).await, ["ESI-0001-A"], "sent");
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_written_with_what_caused_it_or_not_at_all() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let mut tx = store.write().await.unwrap();
        tx.enter_notice(&notice(1, OLLI, id(1), None), wall(NOON))
            .await
            .unwrap();
        tx.enter_notice(&notice(2, OLLI, id(1), Some(EIGHT)), wall(NOON))
            .await
            .unwrap();
        drop(tx);
        assert_eq!(counted(&mut store.read().await.unwrap()).await, (0, 0));
        let mut tx = store.write().await.unwrap();
        let of_nobody = tx.enter_notice(&notice(1, OLLI, id(99), None), wall(NOON)).await;
        assert!(of_nobody.unwrap_err().is_foreign_key_violation());
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_put_off_since_the_first_time_and_a_server_that_is_away_puts_nothing_off() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        let mut tx = store.write().await.unwrap();
        for (at, refused, since) in [
            (1, None, None),
            (2, Some(2), Some(2)),
            (3, None, Some(2)),
            (4, Some(4), Some(2)),
        ] {
            let refused = refused.map(|at| now + minutes(at));
            tx.letter_later(letter(1001), now + minutes(at), "unreachable", refused)
                .await
                .unwrap();
            let read = tx.letter(letter(1001)).await.unwrap().unwrap();
            assert_eq!(read.refused_since, since.map(|at| now + minutes(at)));
        }
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_renewed_by_whoever_has_it() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        let until = now + minutes(1);
        assert_eq!(lease(&store, now, until, 10).await, [letter(1001)]);
        let mut tx = store.write().await.unwrap();
        let later = now + minutes(3);
        assert!(tx.renew_lease(letter(1001), until, later).await.unwrap());
        assert!(
            !tx.renew_lease(letter(1001), until, now + minutes(9))
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        assert_eq!(lease(&store, now + minutes(2), now + minutes(5), 10).await, []);
        assert_eq!(lease(&store, later, now + minutes(5), 10).await, [letter(1001)]);
    })
    .await;
}

#[tokio::test]
async fn a_dead_letter_is_put_back_by_its_network_once() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        lease(&store, now, now + minutes(1), 10).await;
        let mut tx = store.write().await.unwrap();
        tx.letter_later(letter(1001), now, "put_off", Some(now))
            .await
            .unwrap();
        assert!(!tx.revive_letter(letter(1001), &network(), now).await.unwrap());
        tx.letter_dead(letter(1001), now, "given_up").await.unwrap();
        assert!(!tx.revive_letter(letter(1001), &elsewhere(), now).await.unwrap());
        let later = now + minutes(60);
        assert!(tx.revive_letter(letter(1001), &network(), later).await.unwrap());
        assert!(!tx.revive_letter(letter(1001), &network(), later).await.unwrap());
        let back = tx.letter(letter(1001)).await.unwrap().unwrap();
        assert_eq!(
            (back.tries, back.refused_since),
            (1, None),
            "never refused, and not written anew"
        );
        tx.commit().await.unwrap();
        assert_eq!(lease(&store, later, later + minutes(1), 10).await, [letter(1001)]);
    })
    .await;
}

#[tokio::test]
async fn a_notice_tells_why_its_referral_is_closed() {
    for_each_engine(|store| async move {
        begun(&store).await;
        let now = wall(NOON);
        enter(&store, &notice(1, OLLI, id(1), None), now).await;
        enter(&store, &notice(2, OLLI, id(2), None), now).await;
        let mut tx = store.write().await.unwrap();
        let loaded = tx.hold_referral(id(1)).await.unwrap().unwrap();
        let mut after = loaded.referral.clone();
        after.version += 1;
        after.state = State::Closed {
            reason: CloseReason::Died,
            carrier: None,
        };
        tx.save_referral(&loaded, &after, &[], None).await.unwrap();
        for (number, closed) in [(1001, Some(CloseReason::Died)), (1002, None)] {
            let read = tx.letter(letter(number)).await.unwrap().unwrap();
            assert_eq!(read.notices[0].closed, closed);
        }
    })
    .await;
}
