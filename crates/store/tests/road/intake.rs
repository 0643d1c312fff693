//! How many new ones a month a programme takes, and when it takes none.

use jiff::civil::{Date, date};
use luotsi_domain::referral::{
    Command,
    words::{ContactOutcome, HandBackReason},
};
use luotsi_store::{
    Store,
    capacity::{Claim, month},
    testing::{for_each_engine, run},
};

use crate::{
    fixture::{OLLI, OWL_VISITS, olli, wall},
    walk::{contact, ended},
    world::{Kept, asked_at, enter_people, enter_programme, programme, standing},
};

fn back() -> Command {
    Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    }
}

/// Whether a place is there on a day; it is not kept.
async fn has_place(store: &Store, day: Date) -> bool {
    let mut tx = store.write().await.unwrap();
    let taken = tx.take_place(&programme(OWL_VISITS), day).await.unwrap();
    tx.rollback().await.unwrap();
    taken
}

#[test]
fn a_month_is_named_by_year_and_number() {
    assert_eq!(month(date(2026, 11, 30)), "2026-11");
    assert_eq!(month(date(2027, 1, 1)), "2027-01");
}

#[tokio::test]
async fn a_month_takes_so_many_and_the_next_one_as_many_again() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, None, Some(2)).await;
        let november = date(2026, 11, 30);
        for number in 1..=2 {
            assert!(has_place(&store, november).await);
            Kept::begun(&store, asked_at("2026-11-30 10:00", number, OWL_VISITS, &[])).await;
        }
        assert!(!has_place(&store, november).await);
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.intake_month.as_str(), after.intake), ("2026-11", 2));
        assert_eq!(after.free(november), Some(0));

        let december = date(2026, 12, 1);
        assert_eq!(after.free(december), Some(2));
        assert!(has_place(&store, december).await);
        Kept::begun(&store, asked_at("2026-12-01 10:00", 3, OWL_VISITS, &[])).await;
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.intake_month.as_str(), after.intake), ("2026-12", 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_given_back_in_its_month_is_new_again_and_what_was_accepted_is_not() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, None, Some(1)).await;
        let day = date(2026, 12, 1);
        let mut refused = Kept::begun(&store, asked_at("2026-12-01 10:00", 1, OWL_VISITS, &[])).await;
        assert!(!has_place(&store, day).await);
        refused.does(&store, &olli(), &back(), &[]).await;
        assert_eq!(standing(&store, OWL_VISITS).await.intake, 0);

        // Accepted, met, and over within the month: she was new in it, and stays so.
        let mut helped = Kept::begun(&store, asked_at("2026-12-01 10:00", 2, OWL_VISITS, &[])).await;
        for command in [
            Command::Accept { worker: OLLI },
            contact(ContactOutcome::Met),
            ended(),
        ] {
            helped.does(&store, &olli(), &command, &[]).await;
        }
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.reserved, after.used, after.intake), (0, 0, 1));
        assert!(!has_place(&store, day).await);
    })
    .await;
}

#[tokio::test]
async fn what_is_given_back_in_another_month_leaves_both_months_as_they_were() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, None, Some(1)).await;
        let mut old = Kept::begun(&store, asked_at("2026-11-30 10:00", 1, OWL_VISITS, &[])).await;
        // Nobody was new in December yet: the counter still says November.
        old.walk.at("2026-12-01 10:00");
        let mut kept = Kept::begun(&store, asked_at("2026-12-01 11:00", 2, OWL_VISITS, &[])).await;
        old.does(&store, &olli(), &back(), &[]).await;
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.intake_month.as_str(), after.intake), ("2026-12", 1));
        assert!(
            !has_place(&store, date(2026, 12, 1)).await,
            "November's place is none of December"
        );

        // Given back in January, when the counter still says December.
        kept.walk.at("2027-01-04 10:00");
        kept.does(&store, &olli(), &back(), &[]).await;
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.intake_month.as_str(), after.intake), ("2026-12", 1));
        assert_eq!((after.reserved, after.free(date(2027, 1, 4))), (0, Some(1)));
    })
    .await;
}

#[tokio::test]
async fn the_month_is_the_local_one() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, None, Some(1)).await;
        // Half past midnight in Helsinki: still November in Greenwich, and December there.
        let mut kept = Kept::begun(&store, asked_at("2026-12-01 00:30", 1, OWL_VISITS, &[])).await;
        assert_eq!(standing(&store, OWL_VISITS).await.intake_month, "2026-12");
        kept.walk.at("2026-12-31 23:30");
        kept.does(&store, &olli(), &back(), &[]).await;
        assert_eq!(standing(&store, OWL_VISITS).await.intake, 0);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_taken_while_a_programme_pauses() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(1), None).await;
        let from = Some(date(2026, 12, 10));
        let until = Some(date(2026, 12, 20));
        let days = [9, 10, 15, 20, 21].map(|day| date(2026, 12, day));
        for (paused_from, paused_until, open) in [
            (None, None, [true, true, true, true, true]),
            (from, until, [true, false, false, false, true]),
            (from, None, [true, false, false, false, false]),
            (None, until, [false, false, false, false, true]),
        ] {
            let claim = Claim {
                places: Some(1),
                paused_from,
                paused_until,
                ..Claim::default()
            };
            let mut tx = store.write().await.unwrap();
            tx.claim_capacity(&programme(OWL_VISITS), &claim, wall("2026-12-01 09:00"))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            for (day, open) in days.into_iter().zip(open) {
                assert_eq!(
                    has_place(&store, day).await,
                    open,
                    "{paused_from:?} to {paused_until:?} on {day}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_scarcer_of_places_and_intake_decides() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(3), Some(2)).await;
        let day = date(2026, 12, 1);
        assert_eq!(standing(&store, OWL_VISITS).await.free(day), Some(2));
        let mut tx = store.write().await.unwrap();
        let mut taken = Vec::new();
        for day in [day, day, day, date(2027, 1, 1), date(2027, 1, 1)] {
            taken.push(tx.take_place(&programme(OWL_VISITS), day).await.unwrap());
        }
        assert_eq!(taken, [true, true, false, true, false]);
    })
    .await;
}

#[tokio::test]
async fn a_standing_nobody_can_have_written_is_named_by_table_and_column() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(3), Some(2)).await;
        for (damage, column) in [
            ("UPDATE programmes SET paused_from = 'soon'", "paused_from"),
            ("UPDATE programmes SET places = -1, paused_from = NULL", "places"),
        ] {
            let mut tx = store.write().await.unwrap();
            run(&mut tx, damage).await.unwrap();
            let read = tx.standing(&programme(OWL_VISITS)).await.unwrap_err();
            assert!(
                matches!(&read, luotsi_store::Error::Corrupt { table: "programmes", column: found, row }
                    if *found == column && row == OWL_VISITS),
                "{read}"
            );
            tx.rollback().await.unwrap();
        }
    })
    .await;
}
