//! Absences, watches, announcements and claims that are asked about, as they are kept.

use jiff::{SignedDuration, civil::Date};
use luotsi_domain::{
    absence::Absence,
    id::{LetterId, OrganisationId, UserId, WatchId},
    referral::{Command, event::Event, state::StandIn},
};
use luotsi_store::{
    Store,
    absence::{Edge, Kept},
    announcement::NewAnnouncement,
    testing::for_each_engine,
    watch::Watch,
};
use uuid::Uuid;

use crate::{
    fixture::{ANNA, COORDINATION, DESK, OLGA, OLLI, OUTI, OWL, OWL_VISITS, SWAN, olli, wall},
    world::{
        Kept as Walked, asked, enter_people, enter_programmes, id, network, organisation, programme, standing,
    },
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn kept(user: UserId, slug: &str, until: &str, acts_at: &str) -> Kept {
    Kept {
        organisation: organisation(slug),
        absence: Absence {
            user,
            from: day("2026-12-03"),
            until: day(until),
            covered_by: Some(OUTI).filter(|outi| *outi != user),
        },
        acts_at: wall(acts_at),
    }
}

#[tokio::test]
async fn an_absence_is_kept_replaced_and_ended() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.next_absence().await.unwrap(), None);
        let first = kept(OLLI, OWL, "2026-12-04", "2026-12-03 00:00");
        tx.keep_absence(&network(), &first).await.unwrap();
        let longer = kept(OLLI, OWL, "2026-12-11", "2026-12-12 00:00");
        let later = kept(OLGA, SWAN, "2026-12-31", "2026-12-10 00:00");
        for one in [&longer, &later] {
            tx.keep_absence(&network(), one).await.unwrap();
        }
        assert_eq!(
            tx.absences_at(&network(), &organisation(OWL)).await.unwrap(),
            std::slice::from_ref(&longer)
        );
        assert_eq!(tx.absences_in(&network()).await.unwrap(), [longer, later]);
        let edge = Edge {
            at: wall("2026-12-10 00:00"),
            network: network(),
            organisation: organisation(SWAN),
        };
        assert_eq!(tx.next_absence().await.unwrap(), Some(edge));
        tx.hold_team(&network(), &organisation(OWL)).await.unwrap();
        for ended in [true, false] {
            let had = tx
                .end_absence(OLLI, &network(), &organisation(OWL))
                .await
                .unwrap();
            assert_eq!(had, ended);
        }
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whom_a_worker_has_is_found_whoever_stands_in() {
    for_each_engine(|store| async move {
        enter_programmes(&store).await;
        let mut all = Vec::new();
        for number in 1..=3 {
            let mut one = Walked::begun(&store, asked(number, OWL_VISITS)).await;
            if number > 1 {
                one.does(&store, &olli(), &Command::Accept { worker: OLLI }, &[])
                    .await;
            }
            all.push(one);
        }
        let mut covered = all[1].walk.clone();
        let event = Event::Covered {
            worker: OLLI,
            by: StandIn::Worker { user: OUTI },
            until: day("2026-12-04"),
            due: None,
        };
        covered.record(covered.now, None, vec![event]);
        let mut tx = store.write().await.unwrap();
        all[1].moved(&mut tx, covered, &[]).await;
        tx.commit().await.unwrap();

        let mut tx = store.read().await.unwrap();
        let columns = tx.columns(id(2)).await.unwrap().unwrap();
        assert_eq!(columns.holder, Some(OUTI.to_string()));
        assert_eq!(columns.worker, Some(OLLI.to_string()));
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = tx.held_by(&network(), OLLI, after, 1).await.unwrap();
            let Some(one) = page.first() else { break };
            after = Some(one.referral.id);
            found.push(one.referral.id);
        }
        assert_eq!(found, [id(2), id(3)]);
        assert!(tx.held_by(&network(), OUTI, None, 10).await.unwrap().is_empty());
    })
    .await;
}

fn watch(number: u128, submitter: Option<UserId>) -> Watch {
    Watch {
        id: WatchId::new(Uuid::from_u128(number)),
        network: network(),
        organisation: organisation(OWL),
        desk: organisation(DESK),
        submitter,
        from: day("2026-12-03"),
        until: day("2026-12-11"),
        due: wall("2026-12-04 16:00"),
        done_at: None,
    }
}

#[tokio::test]
async fn a_watch_has_each_person_once_and_ends_with_the_last() {
    for_each_engine(|store| async move {
        enter_programmes(&store).await;
        for number in 1..=3 {
            Walked::begun(&store, asked(number, OWL_VISITS)).await;
        }
        let now = wall("2026-12-03 09:00");
        let (open, hers) = (watch(1, None), watch(2, Some(ANNA)));
        let desk = organisation(DESK);
        let mut tx = store.write().await.unwrap();
        for one in [&open, &hers] {
            tx.open_watch(one, now).await.unwrap();
        }
        let owl = organisation(OWL);
        let found = tx.find_watch(&network(), &desk, &owl, None).await.unwrap();
        assert_eq!(found, Some(open.id));
        let found = tx.find_watch(&network(), &desk, &owl, Some(ANNA)).await.unwrap();
        assert_eq!(found, Some(hers.id));
        let coordination = OrganisationId::from(COORDINATION);
        let found = tx
            .find_watch(&network(), &coordination, &owl, None)
            .await
            .unwrap();
        assert_eq!(found, None);
        // Nobody is on them yet: there is nothing to see.
        assert_eq!(tx.watches(&network(), None, None, 10).await.unwrap(), []);

        tx.put_on_watch(id(1), open.id, day("2026-12-31")).await.unwrap();
        tx.put_on_watch(id(2), open.id, day("2026-12-04")).await.unwrap();
        tx.put_on_watch(id(3), open.id, day("2026-12-04")).await.unwrap();
        tx.put_on_watch(id(3), hers.id, day("2026-12-04")).await.unwrap();
        let longer = Watch {
            until: day("2026-12-31"),
            ..open.clone()
        };
        let seen = tx.watches(&network(), None, None, 10).await.unwrap();
        assert_eq!(seen, std::slice::from_ref(&longer));
        let seen = tx.watches(&network(), Some(&desk), Some(ANNA), 10).await.unwrap();
        assert_eq!(seen, [longer, hers.clone()]);
        let people = |found: Vec<(WatchId, luotsi_store::record::Loaded)>| -> Vec<_> {
            let pairs = found.into_iter();
            pairs.map(|(watch, loaded)| (watch, loaded.referral.id)).collect()
        };
        let on = tx.watched(&network(), None, None, 10).await.unwrap();
        assert_eq!(people(on), [(open.id, id(1)), (open.id, id(2))]);
        let on = tx.watched(&network(), Some(&desk), Some(ANNA), 10).await.unwrap();
        assert_eq!(people(on), [(open.id, id(1)), (open.id, id(2)), (hers.id, id(3))]);

        assert_eq!(tx.next_watch().await.unwrap(), Some(open.due));
        let moment = SignedDuration::from_millis(1);
        assert_eq!(tx.due_watches(open.due - moment, 10).await.unwrap(), []);
        assert_eq!(tx.due_watches(open.due, 10).await.unwrap(), [open.id, hers.id]);
        for told in [true, false] {
            assert_eq!(tx.watch_told(open.id).await.unwrap(), told);
        }
        assert_eq!(tx.due_watches(open.due, 10).await.unwrap(), [hers.id]);

        // The last one ends it.
        tx.take_off_watch(id(1), now).await.unwrap();
        assert_eq!(tx.watch(open.id).await.unwrap().unwrap().done_at, None);
        tx.take_off_watch(id(2), now).await.unwrap();
        tx.take_off_watch(id(2), now).await.unwrap();
        assert_eq!(tx.watch(open.id).await.unwrap().unwrap().done_at, Some(now));
        let found = tx.find_watch(&network(), &desk, &owl, None).await.unwrap();
        assert_eq!(found, None);

        // Who marked it first did.
        tx.watch_done(hers.id, ANNA, now).await.unwrap();
        tx.watch_done(hers.id, ANNA, now + moment).await.unwrap();
        assert_eq!(tx.watch(hers.id).await.unwrap().unwrap().done_at, Some(now));
        assert_eq!(tx.next_watch().await.unwrap(), None);
        tx.commit().await.unwrap();
    })
    .await;
}

async fn announced(store: &Store, number: u128, about: &str) -> Vec<String> {
    let now = wall("2026-12-01 12:00");
    let mut tx = store.write().await.unwrap();
    let new = NewAnnouncement {
        id: LetterId::new(Uuid::from_u128(number)),
        letter: LetterId::new(Uuid::from_u128(1000 + number)),
        user: OLGA,
        network: network(),
        kind: "confirm_capacity",
        about: about.to_owned(),
        detail: "1".to_owned(),
        slot: wall("2026-12-02 08:00"),
    };
    tx.enter_announcement(&new, now).await.unwrap();
    tx.commit().await.unwrap();
    said(store).await
}

async fn said(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    let letter = LetterId::new(Uuid::from_u128(1001));
    let letter = tx.letter(letter).await.unwrap().unwrap();
    assert!(letter.digest && letter.notices.is_empty());
    let said = letter.announcements.into_iter();
    said.map(|one| format!("{} {} {}", one.kind, one.about, one.detail))
        .collect()
}

#[tokio::test]
async fn announcements_stand_in_one_digest_and_are_taken_back() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        assert_eq!(announced(&store, 1, "a").await, ["confirm_capacity a 1"]);
        assert_eq!(
            announced(&store, 2, "b").await,
            ["confirm_capacity a 1", "confirm_capacity b 1"]
        );
        let mut tx = store.write().await.unwrap();
        tx.take_back_announcement("a", "watch_opened").await.unwrap();
        tx.take_back_announcement("b", "confirm_capacity").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said(&store).await, ["confirm_capacity a 1"]);
        // What went out stands.
        let mut tx = store.write().await.unwrap();
        let letter = LetterId::new(Uuid::from_u128(1001));
        tx.letter_sent(letter, wall("2026-12-02 08:00")).await.unwrap();
        tx.take_back_announcement("a", "confirm_capacity").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said(&store).await, ["confirm_capacity a 1"]);
    })
    .await;
}

#[tokio::test]
async fn a_claim_is_confirmed_where_it_is_the_one_that_was_asked_about() {
    for_each_engine(|store| async move {
        enter_programmes(&store).await;
        let visits = programme(OWL_VISITS);
        let before = standing(&store, OWL_VISITS).await;
        let (noon, later) = (wall("2026-12-01 12:00"), wall("2026-12-01 13:00"));
        let mut tx = store.write().await.unwrap();
        assert!(tx.claims_asked(&network()).await.unwrap().is_empty());
        for at in [noon, later] {
            tx.note_claim_asked(&visits, at).await.unwrap();
        }
        let asked = tx.claims_asked(&network()).await.unwrap();
        assert_eq!(asked.into_iter().collect::<Vec<_>>(), [(visits.clone(), later)]);
        let of = Some(before.claimed_at);
        assert!(tx.confirm_claim(&visits, of, noon).await.unwrap());
        assert!(!tx.confirm_claim(&visits, of, later).await.unwrap());
        tx.commit().await.unwrap();
        let mut after = standing(&store, OWL_VISITS).await;
        assert_eq!(after.claimed_at, noon);
        after.claimed_at = before.claimed_at;
        assert_eq!(after, before);
        let mut tx = store.write().await.unwrap();
        assert!(tx.confirm_claim(&visits, None, later).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(standing(&store, OWL_VISITS).await.claimed_at, later);
    })
    .await;
}
