//! One-time links: good until used or too old, and used once.

use jiff::SignedDuration;
use luotsi_domain::referral::words::Role;
use luotsi_store::{
    invitation::Unused,
    people::Bearer,
    testing::{for_each_engine, run},
};

use crate::{
    fixture::{ANNA, DESK, wall},
    world::{enter_people, network, organisation},
};

#[tokio::test]
async fn an_invitation_is_used_once_and_not_too_late() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let now = wall("2026-12-01 12:00");
        let late = now + SignedDuration::from_hours(24);
        let anna = Bearer {
            user: ANNA,
            name: "Anna".to_owned(),
            network: network(),
            organisation: organisation(DESK),
            role: Role::Advisor,
        };
        let mut tx = store.write().await.unwrap();
        for hash in [[1; 32], [2; 32]] {
            tx.enter_invitation(&hash, &anna, false, late, now).await.unwrap();
        }
        let unused = Unused {
            whom: anna.clone(),
            has_password: false,
        };
        assert_eq!(tx.invitation(&[1; 32], now).await.unwrap(), Some(unused));
        assert_eq!(
            tx.invitation(&[3; 32], now).await.unwrap(),
            None,
            "no such invitation"
        );
        assert_eq!(tx.invitation(&[1; 32], late).await.unwrap(), None, "too late");
        assert!(!tx.use_invitation(&[2; 32], late).await.unwrap(), "too late");
        assert!(tx.use_invitation(&[1; 32], now).await.unwrap());
        assert!(!tx.use_invitation(&[1; 32], now).await.unwrap(), "used");
        assert_eq!(tx.invitation(&[1; 32], now).await.unwrap(), None, "used");
        run(
            &mut tx,
            &format!("UPDATE users SET ended_at = 1 WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        assert_eq!(tx.invitation(&[2; 32], now).await.unwrap(), None, "she has left");
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn somebody_is_found_by_her_address_until_she_leaves() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let address = "anna@desk.example";
        run(
            &mut tx,
            &format!("UPDATE users SET email = '{address}', email_folded = '{address}' WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        assert_eq!(tx.user_by_email(address).await.unwrap(), Some(ANNA));
        let typed = " Anna@Desk.example";
        assert_eq!(tx.user_by_email(typed).await.unwrap(), Some(ANNA));
        assert_eq!(tx.user_by_email("nobody@desk.example").await.unwrap(), None);
        run(
            &mut tx,
            &format!("UPDATE users SET ended_at = 1 WHERE id = '{ANNA}'"),
        )
        .await
        .unwrap();
        assert_eq!(tx.user_by_email(address).await.unwrap(), None);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_has_a_password_is_asked_for_it_unless_the_invitation_renews_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let now = wall("2026-12-01 12:00");
        let late = now + SignedDuration::from_hours(24);
        let anna = Bearer {
            user: ANNA,
            name: "Anna".to_owned(),
            network: network(),
            organisation: organisation(DESK),
            role: Role::Advisor,
        };
        let mut tx = store.write().await.unwrap();
        tx.enter_invitation(&[1; 32], &anna, false, late, now)
            .await
            .unwrap();
        tx.enter_invitation(&[2; 32], &anna, true, late, now)
            .await
            .unwrap();
        let mut asked = Vec::new();
        for password in [None, Some("kept")] {
            if let Some(hash) = password {
                tx.set_password(ANNA, hash, now).await.unwrap();
            }
            for hash in [[1; 32], [2; 32]] {
                asked.push(tx.invitation(&hash, now).await.unwrap().unwrap().has_password);
            }
        }
        assert_eq!(asked, [false, false, true, false]);
        assert_eq!(tx.void_renewals(ANNA, now).await.unwrap(), 1);
        assert!(tx.invitation(&[1; 32], now).await.unwrap().is_some());
        assert_eq!(tx.invitation(&[2; 32], now).await.unwrap(), None);
    })
    .await;
}
