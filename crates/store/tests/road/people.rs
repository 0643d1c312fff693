//! People, machines, roles and tokens.

use jiff::SignedDuration;
use luotsi_domain::{id::UserId, referral::words::Role};
use luotsi_store::{
    Error, Tx,
    people::{Bearer, NewToken},
    testing::{for_each_engine, number, run},
};

use crate::{
    fixture::{AINO, ANNA, COORDINATION, DESK, KAISA, OLGA, OLLI, OUTI, OWL, SWAN, user, wall},
    world::{elsewhere, enter_people, enter_user, network, organisation},
};

const NOON: &str = "2026-12-01 12:00";

fn bearer(user: UserId, name: &str, slug: &str, role: Role) -> Bearer {
    Bearer {
        user,
        name: name.to_owned(),
        network: network(),
        organisation: organisation(slug),
        role,
    }
}

fn token(hash: u8, bearer: &Bearer) -> NewToken {
    NewToken {
        hash: [hash; 32],
        bearer: bearer.clone(),
        name: "the client system".to_owned(),
        expires_at: None,
    }
}

async fn ends(tx: &mut Tx, user: UserId) {
    run(tx, &format!("UPDATE users SET ended_at = 1 WHERE id = '{user}'"))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_token_names_somebody_until_it_expires_is_revoked_or_she_leaves() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let now = wall(NOON);
        let anna = bearer(ANNA, "Anna", DESK, Role::Advisor);
        let mut short = token(2, &anna);
        short.expires_at = Some(now);
        let mut tx = store.write().await.unwrap();
        tx.enter_token(&token(1, &anna), now).await.unwrap();
        tx.enter_token(&short, now).await.unwrap();
        assert_eq!(tx.bearer(&[1; 32], now).await.unwrap(), Some(anna.clone()));
        assert_eq!(tx.bearer(&[3; 32], now).await.unwrap(), None, "no such token");

        let just_before = now - SignedDuration::from_millis(1);
        assert_eq!(
            tx.bearer(&[2; 32], just_before).await.unwrap(),
            Some(anna.clone())
        );
        assert_eq!(tx.bearer(&[2; 32], now).await.unwrap(), None, "expired");

        tx.enter_token(&token(4, &anna), now).await.unwrap();
        let fours = "04".repeat(32);
        run(
            &mut tx,
            &format!("UPDATE tokens SET revoked_at = 1 WHERE hash = '{fours}'"),
        )
        .await
        .unwrap();
        assert_eq!(tx.bearer(&[4; 32], now).await.unwrap(), None, "revoked");
        assert_eq!(tx.bearer(&[1; 32], now).await.unwrap(), Some(anna));
        ends(&mut tx, ANNA).await;
        assert_eq!(tx.bearer(&[1; 32], now).await.unwrap(), None, "she left");
    })
    .await;
}

#[tokio::test]
async fn a_token_is_one_persons_and_its_hash_is_kept_alone() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let olga = bearer(OLGA, "Olga", OWL, Role::Lead);
        let mut tx = store.write().await.unwrap();
        tx.enter_token(&token(0xab, &olga), wall(NOON)).await.unwrap();
        let hash = format!("SELECT COUNT(*) FROM tokens WHERE hash = '{}'", "ab".repeat(32));
        assert_eq!(number(&mut tx, &hash).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let twice = tx.enter_token(&token(0xab, &olga), wall(NOON)).await;
        assert!(twice.unwrap_err().is_unique_violation());
        tx.rollback().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let nobodys = token(0xcd, &bearer(user(999), "Nobody", OWL, Role::Lead));
        let refused = tx.enter_token(&nobodys, wall(NOON)).await;
        assert!(refused.unwrap_err().is_foreign_key_violation());
    })
    .await;
}

#[tokio::test]
async fn a_role_or_an_id_nobody_can_have_written_is_named_by_its_place() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let anna = bearer(ANNA, "Anna", DESK, Role::Advisor);
        tx.enter_token(&token(1, &anna), wall(NOON)).await.unwrap();
        run(&mut tx, "UPDATE tokens SET role = 'queen'").await.unwrap();
        let read = tx.bearer(&[1; 32], wall(NOON)).await.unwrap_err();
        assert!(matches!(
            read,
            Error::Corrupt {
                table: "tokens",
                column: "role",
                ..
            }
        ));
        run(&mut tx, "UPDATE memberships SET role = 'queen'")
            .await
            .unwrap();
        let read = tx.people(&network(), &organisation(DESK)).await.unwrap_err();
        assert!(matches!(
            read,
            Error::Corrupt {
                table: "memberships",
                column: "role",
                ..
            }
        ));
    })
    .await;
}

#[tokio::test]
async fn the_people_of_an_organisation_come_by_name_with_all_their_roles() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let owl = organisation(OWL);
        tx.give_role(OLGA, &network(), &owl, Role::Worker).await.unwrap();
        tx.give_role(OLGA, &network(), &owl, Role::Worker).await.unwrap();
        // The same slug in another network is another organisation.
        tx.give_role(ANNA, &elsewhere(), &owl, Role::Worker)
            .await
            .unwrap();
        let people = tx.people(&network(), &owl).await.unwrap();
        let named: Vec<_> = people
            .iter()
            .filter(|person| person.roles != [Role::Machine])
            .map(|person| (person.name.as_str(), person.roles.as_slice()))
            .collect();
        assert_eq!(
            named,
            [
                ("Olga", [Role::Lead, Role::Worker].as_slice()),
                ("Olli", &[Role::Worker]),
                ("Outi", &[Role::Worker]),
            ]
        );
        assert!(people.iter().all(|person| person.organisation == owl));
        assert_eq!(
            people
                .iter()
                .filter(|person| person.roles == [Role::Machine])
                .count(),
            1
        );

        ends(&mut tx, OLLI).await;
        let people = tx.people(&network(), &owl).await.unwrap();
        assert!(
            people.iter().all(|person| person.id != OLLI),
            "who left is not of it"
        );
        assert_eq!(tx.people(&network(), &organisation("nobody")).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn two_of_the_same_name_are_two() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for number in [1, 2] {
            let somebody = luotsi_store::people::NewUser {
                id: user(number),
                name: "Maija Mallikas".to_owned(),
                email: None,
                language: "sv".to_owned(),
            };
            tx.enter_user(&somebody, wall(NOON)).await.unwrap();
            for role in [Role::Worker, Role::Lead] {
                tx.give_role(user(number), &network(), &organisation(OWL), role)
                    .await
                    .unwrap();
            }
        }
        let people = tx.people(&network(), &organisation(OWL)).await.unwrap();
        let read: Vec<_> = people
            .iter()
            .map(|person| (person.id, person.roles.len()))
            .collect();
        assert_eq!(read, [(user(1), 2), (user(2), 2)]);
    })
    .await;
}

#[tokio::test]
async fn who_works_at_a_partner_is_a_worker_or_lead_there() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let machine = user(34);
        for (user, slug, works) in [
            (OLLI, OWL, true),
            (OLGA, OWL, true),
            (machine, OWL, false),
            (OLLI, SWAN, false),
            (ANNA, DESK, false),
            (KAISA, COORDINATION, false),
            (user(999), OWL, false),
        ] {
            assert_eq!(
                tx.works_at(user, &network(), &organisation(slug)).await.unwrap(),
                works,
                "{user} at {slug}"
            );
        }
        assert!(!tx.works_at(OLLI, &elsewhere(), &organisation(OWL)).await.unwrap());
        ends(&mut tx, OLLI).await;
        assert!(!tx.works_at(OLLI, &network(), &organisation(OWL)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn who_is_told_has_one_of_the_roles_and_an_address() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let owl = organisation(OWL);
        // Both roles, one letter.
        tx.give_role(OLGA, &network(), &owl, Role::Worker).await.unwrap();
        enter_user(&mut tx, user(1), None).await;
        tx.give_role(user(1), &network(), &owl, Role::Worker)
            .await
            .unwrap();
        let told = tx
            .told_at(&network(), &owl, [Role::Worker, Role::Lead])
            .await
            .unwrap();
        assert_eq!(told, [OLLI, OUTI, OLGA]);
        assert_eq!(
            tx.told_at(&network(), &owl, [Role::Lead, Role::Lead])
                .await
                .unwrap(),
            [OLGA]
        );
        let desk = tx
            .told_at(&network(), &organisation(DESK), [Role::Advisor, Role::Lead])
            .await
            .unwrap();
        assert_eq!(desk, [ANNA, AINO]);
        assert_eq!(
            tx.told_at(&elsewhere(), &owl, [Role::Worker, Role::Lead])
                .await
                .unwrap(),
            []
        );

        assert!(tx.has_address(OLLI).await.unwrap());
        assert!(!tx.has_address(user(1)).await.unwrap());
        assert!(!tx.has_address(user(999)).await.unwrap());
        ends(&mut tx, OLLI).await;
        assert!(!tx.has_address(OLLI).await.unwrap());
        let told = tx
            .told_at(&network(), &owl, [Role::Worker, Role::Lead])
            .await
            .unwrap();
        assert_eq!(told, [OUTI, OLGA]);
    })
    .await;
}

#[tokio::test]
async fn somebody_has_a_name_and_is_counted() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.user_count().await.unwrap(), 0);
        assert_eq!(tx.name_of(OLLI).await.unwrap(), None);
        enter_user(&mut tx, OLLI, None).await;
        assert_eq!(tx.name_of(OLLI).await.unwrap().as_deref(), Some("Olli"));
        assert_eq!(tx.user_count().await.unwrap(), 1);
        let somebody = luotsi_store::people::NewUser {
            id: OLLI,
            name: "Another".to_owned(),
            email: None,
            language: "en".to_owned(),
        };
        assert!(
            tx.enter_user(&somebody, wall(NOON))
                .await
                .unwrap_err()
                .is_unique_violation()
        );
    })
    .await;
}
