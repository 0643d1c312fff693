//! What waits for a desk: found exactly, in the order of its urgency, and by whoever may know of it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    access::{Actor, relation},
    handoff::CityTrackKind,
    id::{OrganisationId, ReferralId},
    referral::{
        Command, Referral,
        event::{Event, Task, TaskHolder},
        words::{ClientWish, HolderKind, NeedsYou, TaskKind},
    },
};
use luotsi_store::{
    MIGRATIONS, Migration, Store,
    list::key,
    record::Loaded,
    testing::{for_each_engine, number, run},
};

use crate::{
    fixture::{DESK, OWL, OWL_VISITS, anna, everybody, olli, wall},
    lists::ids,
    population::population,
    walk::{Walk, contact},
    world::{Kept, asked, enter_people, id, numbered, waiting_at},
};

/// More than there are here.
const ALL: u32 = 1000;

/// Everybody of the population, and in the same states once more with tasks: of the desk, and of others.
async fn with_tasks(store: &Store) -> Vec<Walk> {
    enter_people(store).await;
    let mut walks = population();
    let more: Vec<Walk> = walks
        .iter()
        .zip(1..)
        .flat_map(|(walk, minutes)| {
            let later = wall("2027-03-01 12:00") - SignedDuration::from_mins(7 * minutes);
            let of_desk = with_task(walk, 500 + 2 * minutes, walk.referral.desk.clone(), later);
            let of_partner = with_task(walk, 501 + 2 * minutes, OWL.into(), later);
            [of_desk, of_partner]
        })
        .collect();
    walks.extend(more);
    let mut tx = store.write().await.unwrap();
    for walk in &walks {
        Kept::entered(&mut tx, walk.clone()).await;
    }
    tx.commit().await.unwrap();
    walks
}

/// The same as another referral, on which somebody has a task.
fn with_task(walk: &Walk, number: i64, organisation: OrganisationId, due: Timestamp) -> Walk {
    let mut walk = walk.clone();
    let named = numbered(u128::try_from(number).unwrap());
    walk.referral.id = named.id;
    walk.referral.reference = named.reference;
    let holder = TaskHolder {
        kind: if organisation == walk.referral.desk {
            HolderKind::Desk
        } else {
            HolderKind::Organisation
        },
        organisation,
        user: None,
    };
    let task = |id, due| Event::TaskOpened {
        task: Task {
            id,
            kind: TaskKind::Worry,
            detail: None,
            holder: holder.clone(),
            due,
            told: false,
        },
    };
    // What is due first need not have come first, and instants of the program may have parts of a second.
    let opened = walk.referral.tasks_opened;
    let first = due + SignedDuration::from_micros(number * 10_007);
    let events = vec![
        task(opened + 1, due + SignedDuration::from_hours(1)),
        task(opened + 2, first),
    ];
    walk.record(walk.now, None, events);
    walk
}

fn known<'w>(walks: &'w [Walk], actor: &Actor) -> Vec<&'w Referral> {
    let here = |one: &&Referral| {
        one.network == actor.network && one.desk == actor.organisation && relation(actor, one).is_some()
    };
    walks.iter().map(|walk| &walk.referral).filter(here).collect()
}

/// When the first task that is its desk's own is due.
fn first_task(referral: &Referral) -> Option<Timestamp> {
    let own = referral
        .tasks
        .iter()
        .filter(|task| task.holder.organisation == referral.desk);
    own.map(|task| task.due).min()
}

fn order(found: &[Loaded]) -> Vec<ReferralId> {
    found.iter().map(|one| one.referral.id).collect()
}

#[tokio::test]
async fn a_desk_finds_its_own_tasks_the_first_due_in_front_however_far_off_the_referral_is() {
    for_each_engine(|store| async move {
        let walks = with_tasks(&store).await;
        let mut tx = store.read().await.unwrap();
        let mut seen = 0;
        for actor in everybody().into_iter().filter(Actor::is_desk) {
            let mut own: Vec<_> = known(&walks, &actor)
                .into_iter()
                .filter(|one| one.status().is_open())
                .filter_map(|one| first_task(one).map(|due| (due, one.id)))
                .collect();
            own.sort_unstable();
            let own: Vec<_> = own.into_iter().map(|(_, id)| id).collect();
            assert_eq!(
                order(&tx.desk_tasks(&actor, ALL).await.unwrap()),
                own,
                "{actor:?}"
            );
            let few = tx.desk_tasks(&actor, 3).await.unwrap();
            assert_eq!(order(&few), own[..own.len().min(3)], "{actor:?}");
            seen += own.len();
        }
        assert!(seen > 20, "{seen}");
        let partner = tx.desk_tasks(&olli(), ALL).await.unwrap();
        assert_eq!(order(&partner), []);
    })
    .await;
}

#[tokio::test]
async fn who_waits_too_long_is_found_from_the_instant_on() {
    for_each_engine(|store| async move {
        let walks = with_tasks(&store).await;
        let mut tx = store.read().await.unwrap();
        let due = wall("2026-12-03 16:00");
        let mut seen = [0, 0];
        for actor in everybody().into_iter().filter(Actor::is_desk) {
            for (now, seen) in [due - SignedDuration::from_millis(1), due]
                .into_iter()
                .zip(&mut seen)
            {
                let waits = |one: &&Referral| one.needs_you(now) == Some(NeedsYou::Waiting);
                let expected: BTreeSet<_> = known(&walks, &actor)
                    .into_iter()
                    .filter(waits)
                    .map(|one| one.id)
                    .collect();
                let found = tx.waits_too_long(&actor, now, ALL).await.unwrap();
                assert_eq!(ids(&found), expected, "{actor:?} at {now}");
                assert!(found.is_sorted_by_key(|one| key(one, false)), "{actor:?}");
                *seen += found.len();
            }
        }
        assert_eq!(seen[0], 0);
        assert!(seen[1] > 0);
    })
    .await;
}

#[tokio::test]
async fn a_task_is_found_as_long_as_it_is_open_and_the_desks() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        let mut kept = Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        // Who waits is asked one day whether she still wishes to.
        Kept::entered(&mut tx, waiting_at("2026-12-01 10:00", 2)).await;
        let city_track = |kind, done| Command::UpdateCityTrack {
            kind,
            started_on: None,
            notified_on: None,
            done,
        };
        let called = Command::ClientCalled {
            wish: ClientWish::AsksWhen,
        };
        for (actor, command, found) in [
            (olli(), Command::Accept { worker: olli().user }, vec![id(2)]),
            (
                olli(),
                contact(luotsi_domain::referral::words::ContactOutcome::Met),
                vec![id(2)],
            ),
            (anna(), called, vec![id(2)]),
            (
                anna(),
                city_track(Some(CityTrackKind::Assessment), false),
                vec![id(1), id(2)],
            ),
            (anna(), city_track(None, true), vec![id(2)]),
        ] {
            let mut walk = kept.walk.clone();
            walk.does(&actor, &command);
            kept.moved(&mut tx, walk, &[]).await;
            let tasks = tx.desk_tasks(&anna(), ALL).await.unwrap();
            assert_eq!(order(&tasks), found, "{command:?}");
        }
        assert!(
            kept.walk
                .referral
                .tasks
                .iter()
                .any(|task| task.holder.organisation.as_str() != DESK)
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_migration_wrote_beside_referrals_is_what_follows_from_them() {
    for_each_engine(|store| async move {
        let walks = with_tasks(&store).await;
        let Migration { sqlite, postgres, .. } = MIGRATIONS
            .iter()
            .find(|migration| migration.name == "0016_desk")
            .unwrap();
        let text = match store.engine() {
            luotsi_store::Engine::Sqlite => sqlite,
            luotsi_store::Engine::Postgres => postgres,
        };
        let from = text.find("UPDATE referrals").unwrap();
        let update = text[from..].split(';').next().unwrap();
        let mut tx = store.write().await.unwrap();
        let mut before = Vec::new();
        for walk in &walks {
            before.push(tx.columns(walk.referral.id).await.unwrap());
        }
        run(&mut tx, "UPDATE referrals SET desk_task_at = NULL")
            .await
            .unwrap();
        run(&mut tx, update).await.unwrap();
        for (walk, before) in walks.iter().zip(before) {
            assert_eq!(
                tx.columns(walk.referral.id).await.unwrap(),
                before,
                "{}",
                walk.referral.reference
            );
        }
        let filled = "SELECT COUNT(*) FROM referrals WHERE desk_task_at % 1000 <> 0";
        assert!(number(&mut tx, filled).await.unwrap() > 20);
    })
    .await;
}
