//! The log of views.

use jiff::SignedDuration;
use luotsi_domain::id::LetterId;
use luotsi_store::{testing::for_each_engine, view::View};
use uuid::Uuid;

use crate::{
    fixture::{DESK, OWL, OWL_VISITS, anna, olli, wall},
    world::{Kept, asked, enter_people, id},
};

#[tokio::test]
async fn every_view_of_an_identity_is_noted_with_who_when_and_by_what() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let at = wall("2026-12-01 12:00");
        let mut tx = store.write().await.unwrap();
        for number in 1..=2 {
            Kept::entered(&mut tx, asked(number, OWL_VISITS)).await;
        }
        for (number, referral, actor, what, minutes) in [
            (1, id(1), olli(), "view", 5),
            (2, id(1), anna(), "submit", 0),
            (3, id(2), anna(), "search", 1),
            (4, id(1), anna(), "view", 5),
        ] {
            let view = LetterId::new(Uuid::from_u128(number));
            let when = at + SignedDuration::from_mins(minutes);
            tx.note_view(view, referral, &actor, what, when).await.unwrap();
        }
        tx.commit().await.unwrap();

        let view = |user_id: String, role: &str, organisation: &str, what: &str, minutes| View {
            user_id,
            role: role.to_owned(),
            organisation: organisation.to_owned(),
            what: what.to_owned(),
            at: (at + SignedDuration::from_mins(minutes)).as_millisecond(),
        };
        let (anna, olli) = (anna().user.to_string(), olli().user.to_string());
        let mut tx = store.write().await.unwrap();
        assert_eq!(
            tx.views(id(1)).await.unwrap(),
            [
                view(anna.clone(), "advisor", DESK, "submit", 0),
                view(olli, "worker", OWL, "view", 5),
                view(anna.clone(), "advisor", DESK, "view", 5),
            ]
        );
        assert_eq!(
            tx.views(id(2)).await.unwrap(),
            [view(anna, "advisor", DESK, "search", 1)]
        );
        assert_eq!(tx.views(id(3)).await.unwrap(), []);
        let of_nobody = LetterId::new(Uuid::from_u128(9));
        let noted = tx
            .note_view(of_nobody, id(3), &crate::fixture::anna(), "view", at)
            .await;
        assert!(noted.unwrap_err().is_foreign_key_violation());
    })
    .await;
}
