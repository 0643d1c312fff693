//! How follow-ups ended is kept in sums.

use luotsi_domain::{id::NetworkId, referral::words::CheckResult};
use luotsi_store::{follow_up::FollowUpCount, testing::for_each_engine};

#[tokio::test]
async fn what_ended_is_counted_by_network_month_and_outcome() {
    for_each_engine(|store| async move {
        let network = NetworkId::from("esimerkki");
        let mut tx = store.write().await.unwrap();
        for (of, month, outcome) in [
            ("esimerkki", "2026-10", CheckResult::Stable),
            ("esimerkki", "2026-11", CheckResult::Stable),
            ("esimerkki", "2026-12", CheckResult::Stable),
            ("esimerkki", "2026-12", CheckResult::NotReached),
            ("muualla", "2026-12", CheckResult::NotReached),
        ] {
            tx.count_follow_up(&NetworkId::from(of), month, outcome)
                .await
                .unwrap();
        }
        let count = |outcome: CheckResult, times| FollowUpCount {
            outcome: outcome.as_str().to_owned(),
            times,
        };
        assert_eq!(
            tx.follow_ups(&network, "2026-11").await.unwrap(),
            [count(CheckResult::NotReached, 1), count(CheckResult::Stable, 2)]
        );
        assert_eq!(tx.follow_ups(&network, "2027-01").await.unwrap(), []);
    })
    .await;
}
