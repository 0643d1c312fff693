//! Definitions by version, and the programmes that open referrals name.

use luotsi_domain::{
    network::Definition,
    referral::{Command, words::HandBackReason},
};
use luotsi_store::{
    Error, Tx,
    definition::Versioned,
    testing::{for_each_engine, run},
};

use crate::{
    fixture::{OWL_PHONE, OWL_VISITS, SWAN_COMPANY, definition, olli, wall},
    world::{
        Kept, asked, elsewhere, enter_people, enter_programme, network, programme, standing, waiting_at,
    },
};

const NOON: &str = "2026-12-01 12:00";

/// The definition with a handoff part of this version, told apart by its prefix.
fn version(prefix: &str, handoff: u32) -> Definition {
    let mut definition = definition();
    prefix.clone_into(&mut definition.reference_prefix);
    definition.handoff.version = handoff;
    definition
}

fn of_another_network(mut definition: Definition) -> Definition {
    definition.network = elsewhere();
    definition
}

async fn enter(tx: &mut Tx, version: i64, definition: &Definition) {
    tx.enter_definition(definition, version, wall(NOON))
        .await
        .unwrap();
}

fn named(versions: &[Versioned]) -> Vec<(String, i64, &str)> {
    versions
        .iter()
        .map(|one| {
            (
                one.definition.network.to_string(),
                one.version,
                one.definition.reference_prefix.as_str(),
            )
        })
        .collect()
}

#[tokio::test]
async fn the_highest_version_of_each_network_is_in_force() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.definitions().await.unwrap(), []);
        assert_eq!(tx.definition(&elsewhere(), 1).await.unwrap(), None);
        enter(&mut tx, 1, &version("A", 1)).await;
        enter(&mut tx, 1, &of_another_network(version("Z", 1))).await;
        enter(&mut tx, 2, &version("B", 1)).await;
        let mut tenth = 3;
        while tenth <= 10 {
            enter(&mut tx, tenth, &version("C", 1)).await;
            tenth += 1;
        }
        let read = tx.definitions().await.unwrap();
        assert_eq!(
            named(&read),
            [("esimerkki".to_owned(), 10, "C"), ("muualla".to_owned(), 1, "Z")]
        );
        assert_eq!(read[0].definition, version("C", 1), "all of it comes back");
        let second = tx.definition(&read[0].definition.network, 2).await.unwrap();
        assert_eq!(second, Some(version("B", 1)));
        assert_eq!(tx.definition(&elsewhere(), 2).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_version_is_entered_once() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        enter(&mut tx, 1, &version("A", 1)).await;
        let twice = tx.enter_definition(&version("B", 1), 1, wall(NOON)).await;
        assert!(twice.unwrap_err().is_unique_violation());
    })
    .await;
}

#[tokio::test]
async fn of_each_handoff_part_the_latest_definition_that_had_it_is_read() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for (number, definition) in [
            (1, version("A", 1)),
            (2, version("B", 1)),
            (3, version("C", 2)),
            (4, version("D", 3)),
            (5, version("E", 3)),
        ] {
            enter(&mut tx, number, &definition).await;
        }
        // Another network's versions are its own.
        enter(&mut tx, 1, &of_another_network(version("Z", 4))).await;
        let read = tx.handoff_parts().await.unwrap();
        assert_eq!(
            named(&read),
            [
                ("esimerkki".to_owned(), 2, "B"),
                ("esimerkki".to_owned(), 3, "C"),
                ("esimerkki".to_owned(), 5, "E"),
                ("muualla".to_owned(), 1, "Z"),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_definition_nobody_can_have_written_is_named_by_its_place() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        enter(&mut tx, 1, &version("A", 1)).await;
        run(&mut tx, "UPDATE definitions SET definition = '{}'").await.unwrap();
        for read in [tx.definitions().await, tx.handoff_parts().await] {
            assert!(matches!(
                read,
                Err(Error::Corrupt { table: "definitions", column: "definition", row }) if row == "esimerkki/1"
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn open_referrals_are_counted_by_the_programme_that_has_them_or_is_asked() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.open_by_programme(&network()).await.unwrap(), []);
        for (number, slug) in [(1, OWL_VISITS), (2, OWL_VISITS), (3, SWAN_COMPANY)] {
            Kept::entered(&mut tx, asked(number, slug)).await;
        }
        Kept::entered(&mut tx, waiting_at("2026-12-01 10:00", 4)).await;
        let mut back = asked(5, OWL_PHONE);
        let command = Command::HandBack {
            reason: HandBackReason::Other,
            next: None,
        };
        back.does(&olli(), &command);
        Kept::entered(&mut tx, back).await;
        let counted = tx.open_by_programme(&network()).await.unwrap();
        assert_eq!(
            counted,
            [(programme(OWL_VISITS), 2), (programme(SWAN_COMPANY), 1)]
        );
        assert_eq!(tx.open_by_programme(&elsewhere()).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_programme_goes_only_when_no_place_is_held_in_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, Some(2), None).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let goes = || async {
            let mut tx = store.write().await.unwrap();
            let gone = tx
                .remove_programme(&network(), &programme(OWL_VISITS))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            gone
        };
        assert!(!goes().await);
        assert_eq!(standing(&store, OWL_VISITS).await.reserved, 1);
        let back = Command::HandBack {
            reason: HandBackReason::Other,
            next: None,
        };
        kept.does(&store, &olli(), &back, &[]).await;
        let mut tx = store.write().await.unwrap();
        assert!(
            !tx.remove_programme(&elsewhere(), &programme(OWL_VISITS))
                .await
                .unwrap()
        );
        tx.rollback().await.unwrap();
        assert!(goes().await);
        assert!(!goes().await, "it is gone");
        let mut tx = store.read().await.unwrap();
        assert!(tx.standing(&programme(OWL_VISITS)).await.unwrap().is_none());
    })
    .await;
}
