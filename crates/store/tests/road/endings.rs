//! The end of a programme: who is there, which steps were told of, who left.

use luotsi_domain::referral::{Command, words::EndingDecision};
use luotsi_store::{
    Store,
    ending::{EndingTold, Leaving},
    testing::for_each_engine,
};

use crate::{
    fixture::{OLLI, OWL_VISITS, SWAN_COMPANY, olli, wall},
    letter::{EIGHT, NOON},
    walk::Walk,
    world::{Kept, asked, elsewhere, enter_people, id, network, numbered, programme},
};

#[tokio::test]
async fn each_step_to_an_end_is_told_once() {
    for_each_engine(|store| async move {
        let step = |days| EndingTold {
            programme: programme(OWL_VISITS),
            last_day: "2027-01-31".parse().unwrap(),
            days,
        };
        let mut tx = store.write().await.unwrap();
        assert!(tx.enter_ending_told(&step(90), wall(NOON)).await.unwrap());
        assert!(!tx.enter_ending_told(&step(90), wall(EIGHT)).await.unwrap());
        assert!(tx.enter_ending_told(&step(30), wall(EIGHT)).await.unwrap());
        tx.commit().await.unwrap();
        let mut told = store.read().await.unwrap().endings_told().await.unwrap();
        told.sort();
        assert_eq!(told, [step(30), step(90)]);
    })
    .await;
}

async fn wakes(store: &Store) -> Vec<Option<i64>> {
    let mut tx = store.read().await.unwrap();
    let mut wakes = Vec::new();
    for number in 1..=3 {
        wakes.push(tx.columns(id(number)).await.unwrap().unwrap().wake_at);
    }
    wakes
}

#[tokio::test]
async fn the_people_of_a_programme_are_those_it_has_or_is_asked_about() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        Kept::entered(&mut tx, asked(2, SWAN_COMPANY)).await;
        let mut over = asked(3, OWL_VISITS);
        over.at("2026-12-02 12:00").does(
            &crate::fixture::anna(),
            &Command::WithdrawConsent {
                scope: luotsi_domain::referral::words::WithdrawScope::All,
            },
        );
        let over = Kept::entered(&mut tx, over).await;
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let mut seen = Vec::new();
        let mut after = None;
        while let Some(one) = tx
            .open_in_programme(&network(), &programme(OWL_VISITS), after, 1)
            .await
            .unwrap()
            .pop()
        {
            after = Some(one.referral.id);
            seen.push(one.referral.reference);
        }
        assert_eq!(seen, ["ESI-0001-A"]);
        let of_others = tx
            .open_in_programme(&elsewhere(), &programme(OWL_VISITS), None, 9)
            .await;
        assert!(of_others.unwrap().is_empty());
        drop(tx);

        // Looked at again: whoever is open, and only in that network.
        let before = wakes(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.look_again(&elsewhere()).await.unwrap(), 0);
        assert_eq!(tx.look_again(&network()).await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(wakes(&store).await, [Some(0), Some(0), before[2]]);
        let mut tx = store.write().await.unwrap();
        let one = tx.referral(id(1)).await.unwrap().unwrap();
        tx.set_wake(&one, Some(wall(NOON))).await.unwrap();
        let mut stale = tx.referral(id(2)).await.unwrap().unwrap();
        stale.referral.version += 1;
        tx.set_wake(&stale, None).await.unwrap();
        tx.commit().await.unwrap();
        let noon = Some(wall(NOON).as_millisecond());
        assert_eq!(
            wakes(&store).await,
            [noon, Some(0), before[2]],
            "not over somebody else's step"
        );
        assert_eq!(over.walk.referral.due(), None);
    })
    .await;
}

#[tokio::test]
async fn whoever_left_is_counted_once_and_the_plan_is_stored() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut walk = Walk::in_support();
        walk.referral.id = id(1);
        walk.definition.programmes[0].valid_to = Some("2027-01-31".parse().unwrap());
        let plan = Command::PlanEnding {
            decision: EndingDecision::DeskChecks,
            choice: None,
        };
        let mut begun = asked(1, OWL_VISITS);
        begun.definition = walk.definition.clone();
        begun
            .at("2026-12-02 12:00")
            .does(&olli(), &Command::Accept { worker: OLLI });
        begun.at("2026-12-03 12:00").does(&olli(), &plan);
        let mut tx = store.write().await.unwrap();
        let kept = Kept::entered(&mut tx, begun).await;
        Kept::entered(&mut tx, asked(2, OWL_VISITS)).await;
        tx.commit().await.unwrap();
        assert_eq!(kept.loaded.referral, kept.walk.referral);
        assert_eq!(kept.loaded.referral.reference, numbered(1).reference);

        let mut tx = store.write().await.unwrap();
        let referral = kept.loaded.referral;
        let other = tx.referral(id(2)).await.unwrap().unwrap().referral;
        for (who, how) in [
            (&referral, "asked"),
            (&referral, "carried_over"),
            (&other, "carried_over"),
        ] {
            tx.enter_leaving(who, &programme(OWL_VISITS), how, wall(NOON))
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let counted = Leaving {
            programme: programme(OWL_VISITS),
            how: "carried_over".to_owned(),
            count: 2,
        };
        assert_eq!(tx.count_leavings(&network()).await.unwrap(), [counted]);
        assert!(tx.count_leavings(&elsewhere()).await.unwrap().is_empty());
    })
    .await;
}
