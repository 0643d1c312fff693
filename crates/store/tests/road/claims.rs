//! What people claim of a programme, and what an import leaves of it.

use jiff::civil::date;
use luotsi_domain::referral::{Command, words::HandBackReason};
use luotsi_store::{
    capacity::Claim,
    testing::{for_each_engine, number},
};

use crate::{
    fixture::{CRANE_GROUP, OWL_PHONE, OWL_VISITS, SWAN, SWAN_COMPANY, definition, olli, wall},
    places::{TODAY, claims},
    world::{
        BEGINNING, Kept, asked, elsewhere, enter_people, enter_programme, enter_programmes, network,
        programme, standing, with_capacity,
    },
};

#[tokio::test]
async fn a_claim_below_what_is_taken_evicts_nobody_and_says_so_until_as_many_have_left() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, Some(3), None).await;
        let mut kept = Vec::new();
        for number in 1..=3 {
            kept.push(Kept::begun(&store, asked(number, OWL_VISITS)).await);
        }
        let places = |places| Claim {
            places: Some(places),
            ..Claim::default()
        };
        claims(&store, OWL_VISITS, &places(3), "2026-12-02 09:00").await;
        assert!(!standing(&store, OWL_VISITS).await.lowered);

        claims(&store, OWL_VISITS, &places(1), "2026-12-03 09:00").await;
        let lowered = standing(&store, OWL_VISITS).await;
        assert_eq!((lowered.reserved, lowered.places), (3, Some(1)));
        assert!(lowered.lowered);
        assert_eq!(lowered.free(TODAY), Some(0));
        assert_eq!(lowered.claimed_at, wall("2026-12-03 09:00"));

        let back = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: None,
        };
        kept.pop().unwrap().does(&store, &olli(), &back, &[]).await;
        assert!(standing(&store, OWL_VISITS).await.lowered, "two of one");
        kept.pop().unwrap().does(&store, &olli(), &back, &[]).await;
        assert!(!standing(&store, OWL_VISITS).await.lowered, "one of one");

        claims(&store, OWL_VISITS, &places(0), "2026-12-04 09:00").await;
        assert!(standing(&store, OWL_VISITS).await.lowered);
        claims(&store, OWL_VISITS, &Claim::default(), "2026-12-05 09:00").await;
        let unlimited = standing(&store, OWL_VISITS).await;
        assert_eq!(
            (unlimited.lowered, unlimited.places, unlimited.free(TODAY)),
            (false, None, None)
        );
    })
    .await;
}

#[tokio::test]
async fn a_claim_is_replaced_whole_and_its_note_stays_sealed() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(3), Some(2)).await;
        let claim = Claim {
            places: Some(5),
            intake_per_month: Some(4),
            paused_from: Some(date(2026, 12, 24)),
            paused_until: Some(date(2027, 1, 6)),
            note: Some(vec![9, 9, 9]),
        };
        claims(&store, OWL_VISITS, &claim, "2026-12-02 09:00").await;
        let full = standing(&store, OWL_VISITS).await;
        assert_eq!(
            (
                full.places,
                full.intake_per_month,
                full.paused_from,
                full.paused_until
            ),
            (
                claim.places,
                claim.intake_per_month,
                claim.paused_from,
                claim.paused_until
            ),
        );
        let noted = "SELECT COUNT(*) FROM programmes WHERE note IS NOT NULL";
        assert_eq!(number(&mut store.read().await.unwrap(), noted).await.unwrap(), 1);

        claims(&store, OWL_VISITS, &Claim::default(), "2026-12-03 09:00").await;
        let bare = standing(&store, OWL_VISITS).await;
        assert_eq!(
            (
                bare.places,
                bare.intake_per_month,
                bare.paused_from,
                bare.paused_until
            ),
            (None, None, None, None)
        );
        assert_eq!(number(&mut store.read().await.unwrap(), noted).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_import_keeps_what_people_claimed_and_takes_no_slug_from_another_network() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(3), Some(2)).await;
        let claim = Claim {
            places: Some(8),
            ..Claim::default()
        };
        claims(&store, OWL_VISITS, &claim, "2026-12-02 09:00").await;

        let mut tx = store.write().await.unwrap();
        let mut again = with_capacity(OWL_VISITS, Some(1), Some(1));
        again.organisation = SWAN.into();
        assert!(
            tx.enter_programme(&network(), &again, wall("2026-12-05 09:00"))
                .await
                .unwrap()
        );
        assert!(
            !tx.enter_programme(&elsewhere(), &again, wall("2026-12-05 09:00"))
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();

        let kept = standing(&store, OWL_VISITS).await;
        assert_eq!((kept.places, kept.intake_per_month), (Some(8), None));
        assert_eq!(kept.claimed_at, wall("2026-12-02 09:00"));
        assert_eq!((kept.organisation.as_str(), kept.network), (SWAN, network()));
    })
    .await;
}

#[tokio::test]
async fn programmes_are_read_by_network_and_one_that_is_not_there_has_no_place() {
    for_each_engine(|store| async move {
        enter_programmes(&store).await;
        let mut tx = store.write().await.unwrap();
        let mut slugs: Vec<String> = definition().programmes.iter().map(|p| p.id.to_string()).collect();
        slugs.sort();
        let standings = tx.standings(&network()).await.unwrap();
        let read: Vec<String> = standings.iter().map(|one| one.programme.to_string()).collect();
        assert_eq!(read, slugs);
        assert_eq!(standings[0].claimed_at, wall(BEGINNING));
        assert_eq!(tx.standings(&elsewhere()).await.unwrap(), []);
        assert_eq!(tx.standing(&programme("no-such")).await.unwrap(), None);
        assert!(!tx.take_place(&programme("no-such"), TODAY).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn all_that_are_read_at_once_stand_as_each_by_itself() {
    for_each_engine(|store| async move {
        enter_programmes(&store).await;
        let paused = Claim {
            places: Some(1),
            paused_until: Some(date(2027, 1, 6)),
            ..Claim::default()
        };
        let closed = Claim {
            places: Some(0),
            intake_per_month: Some(4),
            paused_from: Some(date(2026, 12, 24)),
            note: Some(vec![9, 9, 9]),
            ..Claim::default()
        };
        let mut tx = store.write().await.unwrap();
        for slug in [OWL_VISITS, OWL_VISITS, SWAN_COMPANY] {
            tx.take_place_beyond(&programme(slug), TODAY).await.unwrap();
        }
        tx.commit().await.unwrap();
        // Two are taken where one is left, so this one is lowered.
        claims(&store, OWL_VISITS, &paused, "2026-12-02 09:00").await;
        claims(&store, CRANE_GROUP, &closed, "2026-12-03 09:00").await;
        claims(&store, OWL_PHONE, &Claim::default(), "2026-12-04 09:00").await;

        let mut tx = store.read().await.unwrap();
        let all = tx.standings(&network()).await.unwrap();
        assert!(all.iter().any(|one| one.lowered) && all.iter().any(|one| !one.lowered));
        for one in &all {
            assert_eq!(tx.standing(&one.programme).await.unwrap().as_ref(), Some(one));
        }
    })
    .await;
}
