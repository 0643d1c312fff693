//! Passwords, tries and sessions.

use jiff::SignedDuration;
use luotsi_domain::{id::UserId, referral::words::Role};
use luotsi_store::{
    Error, Tx,
    password::Tries,
    session::{Alive, Scope},
    testing::{for_each_engine, number, run},
};

use crate::{
    fixture::{ANNA, DESK, OLGA, OWL, user, wall},
    world::{elsewhere, enter_people, network, organisation},
};

const NOON: &str = "2026-12-01 12:00";

fn scope(slug: &str, role: Role) -> Scope {
    Scope {
        network: network(),
        organisation: organisation(slug),
        role,
    }
}

/// Whatever was seen within half an hour of an instant.
fn alive(text: &str) -> Alive {
    let now = wall(text);
    Alive {
        now,
        seen_after: now - SignedDuration::from_mins(30),
    }
}

async fn enters(tx: &mut Tx, hash: u8, whose: UserId, scope: &Scope) {
    let now = wall(NOON);
    tx.enter_session(
        &[hash; 32],
        whose,
        scope,
        now + SignedDuration::from_hours(12),
        now,
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn a_session_is_read_until_it_ends_or_was_not_used_or_she_leaves() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let desk = scope(DESK, Role::Advisor);
        let mut tx = store.write().await.unwrap();
        enters(&mut tx, 1, ANNA, &desk).await;
        let open = tx
            .session(&[1; 32], alive("2026-12-01 12:29"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((open.whom.user, open.whom.role), (ANNA, Role::Advisor));
        assert_eq!((open.whom.name.as_str(), open.language.as_str()), ("Anna", "fi"));
        assert_eq!(open.seen_at, wall(NOON));
        assert_eq!(open.ends_at, wall("2026-12-02 00:00"));
        let idle = alive("2026-12-01 12:30");
        assert_eq!(tx.session(&[1; 32], idle).await.unwrap(), None, "not used");
        assert_eq!(
            tx.session(&[2; 32], alive(NOON)).await.unwrap(),
            None,
            "no such session"
        );

        tx.see_session(&[1; 32], wall("2026-12-01 23:59")).await.unwrap();
        tx.see_session(&[1; 32], wall("2026-12-01 23:40")).await.unwrap();
        let late = tx
            .session(&[1; 32], alive("2026-12-01 23:59"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(late.seen_at, wall("2026-12-01 23:59"), "the clock goes on only");
        let over = alive("2026-12-02 00:00");
        assert_eq!(
            tx.session(&[1; 32], over).await.unwrap(),
            None,
            "however much it is used"
        );

        run(
            &mut tx,
            &format!("UPDATE users SET ended_at = 1 WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        let gone = tx.session(&[1; 32], alive("2026-12-01 23:59")).await.unwrap();
        assert_eq!(gone, None, "she has left");
        let nobodys = tx
            .enter_session(&[9; 32], user(999), &desk, wall(NOON), wall(NOON))
            .await;
        assert!(nobodys.unwrap_err().is_foreign_key_violation());
    })
    .await;
}

#[tokio::test]
async fn a_session_acts_as_what_its_person_is_and_while_it_lasts() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        enters(&mut tx, 1, ANNA, &scope(DESK, Role::Advisor)).await;
        let lead = scope(OWL, Role::Lead);
        assert!(
            !tx.act_as(&[1; 32], &lead, alive(NOON)).await.unwrap(),
            "that is Olga"
        );
        assert!(
            tx.give_role(ANNA, &network(), &lead.organisation, Role::Lead)
                .await
                .unwrap()
        );
        assert!(
            !tx.give_role(ANNA, &network(), &lead.organisation, Role::Lead)
                .await
                .unwrap()
        );
        let there = Scope {
            network: elsewhere(),
            ..lead.clone()
        };
        assert!(
            !tx.act_as(&[1; 32], &there, alive(NOON)).await.unwrap(),
            "another network"
        );
        assert!(
            !tx.act_as(&[1; 32], &lead, alive("2026-12-01 12:30"))
                .await
                .unwrap(),
            "idle"
        );
        assert!(
            !tx.act_as(&[2; 32], &lead, alive(NOON)).await.unwrap(),
            "no such session"
        );
        assert!(tx.act_as(&[1; 32], &lead, alive(NOON)).await.unwrap());
        let open = tx.session(&[1; 32], alive(NOON)).await.unwrap().unwrap();
        assert_eq!(
            (open.whom.organisation, open.whom.role),
            (organisation(OWL), Role::Lead)
        );
        let all = tx.memberships(ANNA).await.unwrap();
        let desk = scope(DESK, Role::Advisor);
        let far = Scope {
            network: elsewhere(),
            ..desk.clone()
        };
        assert_eq!(all, [lead.clone(), desk, far]);
        run(
            &mut tx,
            &format!("UPDATE users SET ended_at = 1 WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        assert!(
            !tx.act_as(&[1; 32], &lead, alive(NOON)).await.unwrap(),
            "she has left"
        );
        run(&mut tx, "UPDATE memberships SET role = 'queen'")
            .await
            .unwrap();
        assert!(matches!(
            tx.memberships(ANNA).await.unwrap_err(),
            Error::Corrupt {
                table: "memberships",
                ..
            }
        ));
    })
    .await;
}

#[tokio::test]
async fn sessions_are_ended_one_by_one_or_all_of_one_person_and_forgotten_once_idle() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for hash in 1..=3 {
            enters(&mut tx, hash, ANNA, &scope(DESK, Role::Advisor)).await;
        }
        enters(&mut tx, 4, OLGA, &scope(OWL, Role::Lead)).await;
        assert_eq!(tx.end_session(&[1; 32]).await.unwrap(), Some(ANNA));
        assert_eq!(tx.end_session(&[1; 32]).await.unwrap(), None);
        assert_eq!(tx.end_sessions(ANNA).await.unwrap(), 2);
        assert!(
            tx.session(&[4; 32], alive(NOON)).await.unwrap().is_some(),
            "Olga's stays"
        );
        assert_eq!(tx.forget_sessions(wall("2026-12-01 11:59")).await.unwrap(), 0);
        assert_eq!(tx.forget_sessions(wall(NOON)).await.unwrap(), 1);
        assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM sessions").await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_found_by_the_address_however_typed_and_held_while_it_is_the_one() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        run(
            &mut tx,
            &format!("UPDATE users SET email_folded = 'anna@desk.example' WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        let none = tx.account_at("Anna@Desk.example ").await.unwrap().unwrap();
        assert_eq!((none.user, none.password), (ANNA, None));
        assert_eq!(tx.account_at("nobody@desk.example").await.unwrap(), None);
        assert!(!tx.confirm_password(ANNA, "one").await.unwrap(), "she has none");

        for hash in ["one", "other"] {
            tx.set_password(ANNA, hash, wall(NOON)).await.unwrap();
        }
        let account = tx.account(ANNA).await.unwrap().unwrap();
        assert_eq!(account.password.as_deref(), Some("other"));
        assert!(!format!("{account:?}").contains("other"), "{account:?}");
        assert!(tx.confirm_password(ANNA, "other").await.unwrap());
        assert!(!tx.confirm_password(ANNA, "one").await.unwrap());

        assert!(tx.set_language(ANNA, "sv").await.unwrap());
        run(
            &mut tx,
            &format!("UPDATE users SET ended_at = 1 WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        assert_eq!(tx.account(ANNA).await.unwrap(), None);
        assert_eq!(tx.account_at("anna@desk.example").await.unwrap(), None);
        assert!(!tx.set_language(ANNA, "fi").await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn tries_are_counted_by_address_and_forgotten() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        let now = wall(NOON);
        let none = Tries {
            count: 0,
            tried_at: now,
            again_at: now,
        };
        assert_eq!(tx.hold_tries(&[1; 32], now).await.unwrap(), none);
        let noted = Tries {
            count: 7,
            tried_at: now,
            again_at: now + SignedDuration::from_mins(2),
        };
        tx.note_try(&[1; 32], noted).await.unwrap();
        let later = now + SignedDuration::from_mins(1);
        assert_eq!(tx.hold_tries(&[1; 32], later).await.unwrap(), noted);
        assert_eq!(
            tx.hold_tries(&[2; 32], later).await.unwrap().count,
            0,
            "another address"
        );
        tx.forget_tries(&[1; 32]).await.unwrap();
        assert_eq!(tx.hold_tries(&[1; 32], now).await.unwrap(), none);
        assert_eq!(tx.forget_old_tries(now).await.unwrap(), 1);
        assert_eq!(tx.forget_old_tries(later).await.unwrap(), 1);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_tries_at_one_address_are_counted_one_after_the_other() {
    for_each_engine(|store| async move {
        let now = wall(NOON);
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = store.write().await.unwrap();
                    let mut tries = tx.hold_tries(&[1; 32], now).await.unwrap();
                    tries.count += 1;
                    tx.note_try(&[1; 32], tries).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.hold_tries(&[1; 32], now).await.unwrap().count, 8);
    })
    .await;
}
