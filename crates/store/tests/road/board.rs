//! The figures of the board and of the gauges.

use std::collections::BTreeSet;

use luotsi_domain::referral::{Placement, words::Status};
use luotsi_store::{
    list::{DistrictCount, Filter, HolderCount, ProtectedCount, StatusCount},
    testing::for_each_engine,
};

use crate::{
    fixture::{OLLI, anna, wall},
    lists::{everything, ids, list, populated},
    walk::Walk,
    world::{Kept, elsewhere, enter_people, id, network, numbered},
};

#[tokio::test]
async fn a_district_is_listed_and_the_waiting_are_counted_by_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for (number, district, protected) in [
            (1, Some("301"), false),
            (2, Some("301"), false),
            (3, None, false),
            (4, Some("102"), false),
            (5, None, true),
        ] {
            let mut submitted = numbered(number);
            submitted.facts.district = district.map(str::to_owned);
            submitted.protected = protected;
            let wait = Placement::Wait {
                waiting_for: None,
                then: Vec::new(),
            };
            let walk = Walk::begun("2026-12-01 10:00", submitted, wait).unwrap();
            Kept::entered(&mut tx, walk).await;
        }
        let filter = Filter {
            district: Some("301".to_owned()),
            ..everything()
        };
        assert_eq!(
            ids(&list(&mut tx, &anna(), &filter).await),
            BTreeSet::from([id(1), id(2)])
        );
        let count = |district: &str, n| DistrictCount {
            district: district.to_owned(),
            n,
        };
        let mut unmet = tx.unmet(&network()).await.unwrap();
        unmet.sort_by(|a, b| a.district.cmp(&b.district));
        assert_eq!(unmet, [count("", 1), count("102", 1), count("301", 2)]);
        assert_eq!(tx.unmet(&elsewhere()).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn the_board_counts_by_holder_and_of_protected_persons_two_numbers() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let now = wall("2026-12-04 12:00");
        let here = || walks.iter().filter(|walk| walk.referral.network == network());

        let counted = tx.count_by_holder(&network(), now).await.unwrap();
        let shown = || here().filter(|walk| !walk.referral.protected);
        assert_eq!(
            counted.iter().map(|one| one.n).sum::<i64>(),
            i64::try_from(shown().count()).unwrap()
        );
        let stalled = shown().filter(|walk| walk.referral.is_stalled(now)).count();
        assert!(stalled > 0);
        assert_eq!(
            counted.iter().map(|one| one.stalled).sum::<i64>(),
            i64::try_from(stalled).unwrap()
        );
        let of_olli = HolderCount {
            status: "in_support".to_owned(),
            holder_kind: "worker".to_owned(),
            holder: Some(OLLI.to_string()),
            n: 4,
            stalled: 0,
        };
        assert!(counted.contains(&of_olli), "{counted:?}");

        let hidden = || here().filter(|walk| walk.referral.protected && walk.status().is_open());
        let stalled = hidden().filter(|walk| walk.referral.is_stalled(now)).count();
        let two = ProtectedCount {
            open: i64::try_from(hidden().count()).unwrap(),
            stalled: i64::try_from(stalled).unwrap(),
        };
        assert!(two.open > two.stalled && two.stalled > 0, "{two:?}");
        assert_eq!(tx.count_protected(&network(), now).await.unwrap(), two);
        let none = ProtectedCount { open: 0, stalled: 0 };
        assert_eq!(tx.count_protected(&"nowhere".into(), now).await.unwrap(), none);

        let statuses = tx.count_by_status(now).await.unwrap();
        assert_eq!(
            statuses.iter().map(|one| one.n).sum::<i64>(),
            i64::try_from(walks.len()).unwrap()
        );
        let waiting = walks.iter().filter(|walk| walk.status() == Status::Waiting);
        let late = waiting
            .clone()
            .filter(|walk| walk.referral.is_stalled(now))
            .count();
        let expected = StatusCount {
            status: "waiting".to_owned(),
            n: i64::try_from(waiting.count()).unwrap(),
            stalled: i64::try_from(late).unwrap(),
        };
        assert!(statuses.contains(&expected), "{statuses:?}");
    })
    .await;
}
