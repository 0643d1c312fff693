//! A day's prices are kept in place of those before, for each network its own.

use jiff::civil::date;
use luotsi_store::{forecast::Prices, testing::for_each_engine};

use crate::world::{elsewhere, network};

#[tokio::test]
async fn a_days_prices_take_the_place_of_those_before() {
    for_each_engine(|store| async move {
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.forecast(&network()).await.unwrap(), None);
        drop(tx);

        let prices = |visits: u32| Prices::from([("visits".into(), visits), ("walks".into(), 0)]);
        let (monday, tuesday) = (date(2026, 9, 7), date(2026, 9, 8));
        let mut tx = store.write().await.unwrap();
        tx.keep_forecast(&network(), monday, &prices(120)).await.unwrap();
        tx.keep_forecast(&elsewhere(), monday, &prices(7)).await.unwrap();
        tx.keep_forecast(&network(), tuesday, &prices(340)).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.read().await.unwrap();
        assert_eq!(
            tx.forecast(&network()).await.unwrap(),
            Some((tuesday, prices(340)))
        );
        assert_eq!(
            tx.forecast(&elsewhere()).await.unwrap(),
            Some((monday, prices(7)))
        );
        drop(tx);

        let mut tx = store.write().await.unwrap();
        tx.forget_forecast(&network()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.forecast(&network()).await.unwrap(), None);
        assert_eq!(
            tx.forecast(&elsewhere()).await.unwrap(),
            Some((monday, prices(7)))
        );
    })
    .await;
}
