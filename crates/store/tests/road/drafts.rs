//! Drafts in the store, on both engines: saved, listed, stepped in order with referrals, told of, found, gone.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    calendar::WorkingDays,
    draft::{Clock, Content, Draft, Permission},
    handoff::Facts,
    id::DraftId,
};
use luotsi_store::{
    Store, Tx,
    draft::{DraftColumns, LoadedDraft, NewDraftNotice, Part},
    list::{Match, Sought, Stepped},
    testing::{for_each_engine, number},
};
use uuid::Uuid;

use crate::{
    fixture::{ANNA, OWL_VISITS, aino, anna, definition, kaisa, olga, olli, outi, wall},
    letter::{letter, says},
    world::{Kept, asked, asked_at, client, enter_people, id, person},
};

const NOON: &str = "2026-12-01 12:00";
const FIRST: (i64, String) = (i64::MIN, String::new());

const fn draft_id(number: u128) -> DraftId {
    DraftId::new(Uuid::from_u128(number))
}

fn begun(number: u128, at: &str, actor: &Actor, permission: Permission) -> LoadedDraft {
    let content = Content {
        permission,
        protected: false,
        call_back_on: None,
        facts: Facts::default(),
    };
    let definition = definition();
    let clock = Clock {
        days: &WorkingDays::of(&definition).unwrap(),
        deadlines: &definition.deadlines,
        now: wall(at),
    };
    let reference = format!("ESI-{number:04}-D");
    LoadedDraft {
        draft: Draft::begin(draft_id(number), reference, actor, content, &clock),
        client: person(number),
    }
}

async fn enter(tx: &mut Tx, loaded: &LoadedDraft) {
    let number = loaded.draft.id.uuid().as_u128();
    tx.enter_client(&client(number), wall(NOON)).await.unwrap();
    assert!(tx.enter_draft(loaded).await.unwrap());
}

async fn ids(tx: &mut Tx, actor: &Actor, part: Part) -> Vec<DraftId> {
    let found = tx.drafts(actor, part, &FIRST, 10).await.unwrap();
    found.into_iter().map(|one| one.draft.id).collect()
}

fn stepped(loaded: &LoadedDraft) -> LoadedDraft {
    let (_, draft, _) = loaded.draft.tick(loaded.draft.wake().unwrap()).unwrap();
    LoadedDraft {
        draft,
        client: loaded.client,
    }
}

#[tokio::test]
async fn a_draft_comes_back_as_it_was_saved_and_leaves_nothing_when_it_goes() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        let one = begun(1, NOON, &anna(), Permission::Given);
        enter(&mut tx, &one).await;
        assert_eq!(tx.draft(draft_id(1)).await.unwrap(), Some(one.clone()));
        assert_eq!(
            tx.draft_columns(draft_id(1)).await.unwrap(),
            Some(DraftColumns::of(&one.draft))
        );
        // A reference is one draft's.
        tx.enter_client(&client(2), wall(NOON)).await.unwrap();
        let mut same = begun(2, NOON, &anna(), Permission::Given);
        same.draft.reference.clone_from(&one.draft.reference);
        assert!(!tx.enter_draft(&same).await.unwrap());

        let queued = stepped(&one);
        assert_eq!(tx.hold_draft(draft_id(1)).await.unwrap(), Some(one.clone()));
        tx.save_draft(&queued.draft).await.unwrap();
        assert_eq!(tx.draft(draft_id(1)).await.unwrap(), Some(queued.clone()));
        assert_eq!(
            tx.draft_columns(draft_id(1)).await.unwrap(),
            Some(DraftColumns::of(&queued.draft))
        );
        assert_eq!(tx.draft_ids_after(None, 10).await.unwrap(), [draft_id(1)]);
        assert_eq!(tx.draft_ids_after(Some(draft_id(1)), 10).await.unwrap(), []);

        tx.index_client(person(1), &[[1; 32], [2; 32], [2; 32]])
            .await
            .unwrap();
        let indexes = "SELECT COUNT(*) FROM client_indexes";
        assert_eq!(number(&mut tx, indexes).await.unwrap(), 2);
        tx.reseal_client(person(1), &[9, 9]).await.unwrap();
        assert_eq!(tx.client(person(1)).await.unwrap().handoff, Some(vec![9, 9]));
        tx.remove_draft(&queued).await.unwrap();
        assert_eq!(tx.draft(draft_id(1)).await.unwrap(), None);
        assert_eq!(tx.hold_draft(draft_id(1)).await.unwrap(), None);
        assert!(tx.client(person(1)).await.unwrap().wrapped_key.is_none());
        for rows in [indexes, "SELECT COUNT(*) FROM drafts"] {
            assert_eq!(number(&mut tx, rows).await.unwrap(), 0, "{rows}");
        }
        assert_eq!(
            number(&mut tx, "SELECT COUNT(*) FROM clients").await.unwrap(),
            1,
            "the other one"
        );
    })
    .await;
}

#[tokio::test]
async fn ones_own_drafts_and_the_others_in_the_queue_are_listed_by_what_is_due_first() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        let late = begun(1, NOON, &anna(), Permission::Given);
        let soon = begun(2, NOON, &anna(), Permission::NotAsked);
        let hers = begun(3, NOON, &aino(), Permission::Given);
        let workers = begun(4, NOON, &olli(), Permission::Given);
        for one in [&late, &soon, &hers, &workers] {
            enter(&mut tx, one).await;
        }
        assert_eq!(ids(&mut tx, &anna(), Part::Own).await, [draft_id(2), draft_id(1)]);
        assert_eq!(ids(&mut tx, &anna(), Part::Queue).await, []);
        for one in [&late, &soon, &workers] {
            tx.save_draft(&stepped(one).draft).await.unwrap();
        }
        assert_eq!(ids(&mut tx, &anna(), Part::Own).await, [draft_id(2), draft_id(1)]);
        assert_eq!(ids(&mut tx, &anna(), Part::Queue).await, []);
        assert_eq!(ids(&mut tx, &aino(), Part::Own).await, [draft_id(3)]);
        assert_eq!(
            ids(&mut tx, &aino(), Part::Queue).await,
            [draft_id(2), draft_id(1)]
        );
        assert_eq!(ids(&mut tx, &outi(), Part::Queue).await, [draft_id(4)]);
        assert_eq!(ids(&mut tx, &kaisa(), Part::Queue).await, []);
        // A page goes on after its last one's key.
        let after = (soon.draft.due.at.as_millisecond(), draft_id(2).to_string());
        let rest = tx.drafts(&aino(), Part::Queue, &after, 10).await.unwrap();
        assert_eq!(rest, [stepped(&late)]);
        assert_eq!(tx.drafts(&aino(), Part::Queue, &FIRST, 1).await.unwrap().len(), 1);
        // A protected person's is in nobody's queue.
        let mut hidden = stepped(&late);
        hidden.draft.content.protected = true;
        tx.save_draft(&hidden.draft).await.unwrap();
        assert_eq!(ids(&mut tx, &aino(), Part::Queue).await, [draft_id(2)]);
        assert_eq!(ids(&mut tx, &anna(), Part::Own).await, [draft_id(2), draft_id(1)]);
    })
    .await;
}

#[tokio::test]
async fn the_clock_steps_drafts_and_referrals_in_the_order_of_their_instants() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        // The first question's answer is due on the 3rd, the drafts come into the queue on the 2nd and the 4th.
        let referral = asked(1, OWL_VISITS);
        let wake = referral.wakes().unwrap();
        Kept::entered(&mut tx, referral).await;
        let early = begun(11, NOON, &anna(), Permission::Given);
        let late = begun(12, "2026-12-03 12:00", &anna(), Permission::Given);
        for one in [&late, &early] {
            enter(&mut tx, one).await;
        }
        let all = [
            Stepped::Draft(draft_id(11)),
            Stepped::Referral(id(1)),
            Stepped::Draft(draft_id(12)),
        ];
        assert!(early.draft.wake().unwrap() < wake && wake < late.draft.wake().unwrap());
        assert_eq!(tx.next_wake().await.unwrap(), early.draft.wake());
        let end = wall("2026-12-31 12:00");
        assert_eq!(tx.due_steps(end, 10).await.unwrap(), all);
        assert_eq!(tx.due_steps(end, 2).await.unwrap(), all[..2]);
        assert_eq!(tx.due_steps(wake, 10).await.unwrap(), all[..2]);
        tx.remove_draft(&early).await.unwrap();
        assert_eq!(tx.next_wake().await.unwrap(), Some(wake));
    })
    .await;
}

async fn tell(store: &Store, told: u128, loaded: &LoadedDraft, slot: &str, now: Timestamp) {
    let mut tx = store.write().await.unwrap();
    let notice = NewDraftNotice {
        id: letter(told),
        letter: letter(1000 + told),
        user: ANNA,
        draft: &loaded.draft,
        kind: "reminder_submit",
        due: Some(("submit", loaded.draft.due.at)),
        slot: wall(slot),
    };
    tx.enter_draft_notice(&notice, now).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_digest_tells_of_drafts_beside_referrals_and_of_none_that_is_gone() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let (one, two) = (
            begun(1, NOON, &anna(), Permission::Given),
            begun(2, NOON, &anna(), Permission::Given),
        );
        let mut tx = store.write().await.unwrap();
        Kept::entered(&mut tx, asked_at("2026-12-01 10:00", 9, OWL_VISITS, &[])).await;
        tx.commit().await.unwrap();
        let mut tx = store.write().await.unwrap();
        for loaded in [&one, &two] {
            enter(&mut tx, loaded).await;
        }
        tx.commit().await.unwrap();
        let morning = crate::letter::EIGHT;
        tell(&store, 1, &one, morning, wall(NOON)).await;
        crate::letter::enter(
            &store,
            &crate::letter::notice(2, ANNA, id(9), Some(morning)),
            wall(NOON),
        )
        .await;
        tell(&store, 3, &two, morning, wall(NOON)).await;
        assert_eq!(
            says(&store, letter(1001)).await,
            ["ESI-0001-D", "ESI-0009-A", "ESI-0002-D"]
        );
        let mut tx = store.read().await.unwrap();
        let read = tx.letter(letter(1001)).await.unwrap().unwrap();
        let pages: Vec<(&str, String)> = read
            .notices
            .iter()
            .map(|line| (line.page.as_str(), line.about.clone()))
            .collect();
        assert_eq!(
            pages,
            [
                ("drafts", draft_id(1).to_string()),
                ("referrals", id(9).to_string()),
                ("drafts", draft_id(2).to_string())
            ]
        );
        assert_eq!(read.notices[0].due_at, Some(one.draft.due.at));
        drop(tx);

        let mut tx = store.write().await.unwrap();
        tx.remove_draft(&one).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0009-A", "ESI-0002-D"]);
        // What was said stays said.
        let mut tx = store.write().await.unwrap();
        tx.letter_sent(letter(1001), wall(morning)).await.unwrap();
        tx.remove_draft(&two).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(says(&store, letter(1001)).await, ["ESI-0009-A", "ESI-0002-D"]);
    })
    .await;
}

#[tokio::test]
async fn views_of_a_draft_go_with_her_to_the_referral() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        for (n, actor) in [(1, anna()), (2, aino())] {
            tx.note_draft_view(letter(n), draft_id(7), &actor, "draft", wall(NOON))
                .await
                .unwrap();
        }
        let seen = tx.draft_views(draft_id(7)).await.unwrap();
        assert_eq!(seen.len(), 2);
        tx.move_views(draft_id(7), id(1)).await.unwrap();
        assert_eq!(tx.views(id(1)).await.unwrap(), seen);
        assert_eq!(tx.draft_views(draft_id(7)).await.unwrap(), []);
    })
    .await;
}

async fn seek(
    tx: &mut Tx,
    actor: &Actor,
    keys: &[[u8; 32]],
    before: Option<String>,
    limit: u32,
) -> Vec<String> {
    let sought = Sought {
        keys: keys.iter().map(|key| [*key, [0; 32], [0; 32]]).collect(),
        before,
        limit,
    };
    let found = tx.seek(actor, &sought).await.unwrap();
    found
        .iter()
        .map(|one| {
            let kind = match one {
                Match::Referral(..) => 'r',
                Match::Draft(..) => 'd',
            };
            let id: Uuid = one.id().parse().unwrap();
            format!("{kind}{}", id.as_u128())
        })
        .collect()
}

#[tokio::test]
async fn people_are_found_by_all_they_are_asked_for_among_those_one_may_identify() {
    const PHONE: [u8; 32] = [1; 32];
    const NAME: [u8; 32] = [2; 32];
    const YEAR: [u8; 32] = [3; 32];
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for (number, keys) in [
            (1, vec![PHONE, NAME, YEAR]),
            (2, vec![NAME, YEAR]),
            (3, vec![YEAR]),
        ] {
            let mut walk = asked(number, OWL_VISITS);
            if number == 2 {
                walk.does(
                    &olli(),
                    &luotsi_domain::referral::Command::Accept { worker: olli().user },
                );
            }
            Kept::entered(&mut tx, walk).await;
            tx.index_client(person(number), &keys).await.unwrap();
        }
        let draft = begun(14, NOON, &olli(), Permission::Given);
        enter(&mut tx, &draft).await;
        tx.index_client(person(14), &[PHONE, YEAR]).await.unwrap();

        let desk = anna();
        assert_eq!(seek(&mut tx, &desk, &[PHONE], None, 10).await, ["r1"]);
        assert_eq!(seek(&mut tx, &desk, &[YEAR], None, 10).await, ["r3", "r2", "r1"]);
        assert_eq!(seek(&mut tx, &desk, &[NAME, YEAR], None, 10).await, ["r2", "r1"]);
        assert_eq!(seek(&mut tx, &desk, &[PHONE, NAME, YEAR], None, 10).await, ["r1"]);
        assert_eq!(
            seek(&mut tx, &desk, &[PHONE, [9; 32]], None, 10).await,
            Vec::<String>::new()
        );
        assert_eq!(seek(&mut tx, &desk, &[], None, 10).await, Vec::<String>::new());
        // A page of one, and the one after it.
        assert_eq!(seek(&mut tx, &desk, &[YEAR], None, 1).await, ["r3"]);
        assert_eq!(
            seek(&mut tx, &desk, &[YEAR], Some(id(3).to_string()), 1).await,
            ["r2"]
        );
        // A partner knows whom its worker carries, and her own drafts.
        assert_eq!(seek(&mut tx, &olli(), &[YEAR], None, 10).await, ["d14", "r2"]);
        assert_eq!(seek(&mut tx, &olga(), &[YEAR], None, 10).await, ["d14", "r2"]);
        assert_eq!(
            seek(&mut tx, &outi(), &[YEAR], None, 10).await,
            Vec::<String>::new()
        );
        assert_eq!(
            seek(&mut tx, &kaisa(), &[YEAR], None, 10).await,
            Vec::<String>::new()
        );
        tx.save_draft(&stepped(&draft).draft).await.unwrap();
        assert_eq!(seek(&mut tx, &outi(), &[YEAR], None, 10).await, ["d14"]);

        // Erased she is found by nothing, and cannot be entered again.
        tx.erase_client(person(3), id(3), wall(NOON)).await.unwrap();
        tx.index_client(person(3), &[YEAR]).await.unwrap();
        assert_eq!(seek(&mut tx, &desk, &[YEAR], None, 10).await, ["r2", "r1"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_there_before_is_still_to_be_entered() {
    for_each_engine(|store| async move {
        let mut tx = store.write().await.unwrap();
        for number in 1..=4 {
            tx.enter_client(&client(number), wall(NOON)).await.unwrap();
        }
        tx.index_client(person(2), &[]).await.unwrap();
        tx.erase_client(person(3), id(3), wall(NOON)).await.unwrap();
        let mut ids = Vec::new();
        for (id, network) in tx.unindexed(None, 10).await.unwrap() {
            assert_eq!(network, crate::world::network());
            ids.push(id);
        }
        assert_eq!(ids, [person(1), person(4)]);
        assert_eq!(tx.unindexed(None, 1).await.unwrap().len(), 1);
        assert_eq!(tx.unindexed(Some(person(4)), 10).await.unwrap(), []);
    })
    .await;
}
