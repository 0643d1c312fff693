//! Places: taken by one statement, moved with each step, given back on every way out.

use jiff::civil::{Date, date};
use luotsi_domain::referral::{
    Command,
    words::{CheckResult, ContactOutcome, HandBackReason, ReturnReason},
};
use luotsi_store::{
    Store,
    capacity::{Claim, month},
    testing::for_each_engine,
};

use crate::{
    fixture::{
        CRANE_GROUP, OLLI, OWL_PHONE, OWL_VISITS, SANNI, SWAN_COMPANY, anna, choice, kaisa, olli, sanni, wall,
    },
    walk::{contact, ended},
    world::{
        Kept, asked, asked_at, enter_people, enter_programme, enter_programmes, network, numbered, programme,
        standing, waiting_at,
    },
};

pub const TODAY: Date = date(2026, 12, 1);

/// What is kept and used, of every programme in which anything is: `huuhkaja-puhelin 1 kept`.
async fn held(store: &Store) -> Vec<String> {
    let standings = store.read().await.unwrap().standings(&network()).await.unwrap();
    let mut held = Vec::new();
    for standing in standings {
        for (count, how) in [(standing.reserved, "kept"), (standing.used, "used")] {
            if count > 0 {
                held.push(format!("{} {count} {how}", standing.programme));
            }
        }
    }
    held
}

pub async fn claims(store: &Store, slug: &str, claim: &Claim, at: &str) {
    let mut tx = store.write().await.unwrap();
    tx.claim_capacity(&programme(slug), claim, wall(at))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Lets as many take a place at once as there are days, each on its own; answers how many got one.
async fn take_at_once(store: &Store, takers: usize) -> usize {
    let tasks: Vec<_> = (0..takers)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write().await.unwrap();
                let taken = tx.take_place(&programme(OWL_VISITS), TODAY).await.unwrap();
                tx.commit().await.unwrap();
                taken
            })
        })
        .collect();
    let mut got = 0;
    for task in tasks {
        got += usize::from(task.await.unwrap());
    }
    got
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_hundred_who_ask_at_once_for_seven_places_seven_get_one() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, Some(7), None).await;
        assert_eq!(take_at_once(&store, 200).await, 7);
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.reserved, after.used, after.intake), (7, 0, 7));
        assert_eq!(after.free(TODAY), Some(0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_who_ask_at_once_for_five_new_ones_a_month_five_get_one() {
    for_each_engine(|store| async move {
        enter_programme(&store, OWL_VISITS, None, Some(5)).await;
        assert_eq!(take_at_once(&store, 60).await, 5);
        assert_eq!(standing(&store, OWL_VISITS).await.reserved, 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn places_taken_and_given_back_at_once_are_counted_one_by_one() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, Some(5), None).await;
        // Each is asked, and five who hold a place give it back while thirty others want one.
        let mut holders = Vec::new();
        for number in 1..=5 {
            holders.push(Kept::begun(&store, asked(number, OWL_VISITS)).await);
        }
        let back: Vec<_> = holders
            .into_iter()
            .map(|mut kept| {
                let store = store.clone();
                tokio::spawn(async move {
                    let command = Command::HandBack {
                        reason: HandBackReason::NoPlace,
                        next: None,
                    };
                    kept.does(&store, &olli(), &command, &[]).await;
                })
            })
            .collect();
        let got = take_at_once(&store, 30).await;
        for task in back {
            task.await.unwrap();
        }
        let after = standing(&store, OWL_VISITS).await;
        assert_eq!(usize::try_from(after.reserved).unwrap(), got);
        assert!(got <= 5, "{got}");
    })
    .await;
}

#[tokio::test]
async fn a_place_is_kept_by_an_offer_used_by_an_acceptance_and_free_after_support() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 kept"]);

        kept.does(&store, &olli(), &Command::Acknowledge, &[]).await;
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 kept"]);
        kept.does(&store, &olli(), &Command::Accept { worker: OLLI }, &[])
            .await;
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 used"]);
        kept.does(&store, &olli(), &contact(ContactOutcome::Met), &[])
            .await;
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 used"]);
        kept.does(&store, &olli(), &ended(), &[]).await;
        assert_eq!(held(&store).await, [""; 0]);

        // A change that did not last: back to support, in a place even where there is none.
        claims(
            &store,
            OWL_VISITS,
            &Claim {
                places: Some(0),
                ..Claim::default()
            },
            "2026-12-02 09:00",
        )
        .await;
        let changed = Command::RecordCheck {
            result: CheckResult::Changed,
            measures: None,
            voice: None,
            worry: None,
        };
        kept.does(&store, &olli(), &changed, &[]).await;
        assert_eq!(kept.walk.status().as_str(), "in_support");
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 used"]);
        kept.does(&store, &olli(), &ended(), &[]).await;
        assert_eq!(held(&store).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_transfer_keeps_a_place_beside_the_one_in_use() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let mut kept = Kept::begun(&store, asked(1, OWL_VISITS)).await;
        kept.does(&store, &olli(), &Command::Accept { worker: OLLI }, &[])
            .await;
        kept.does(&store, &olli(), &contact(ContactOutcome::Met), &[])
            .await;
        let transfer = |slug| Command::Transfer {
            choice: choice(slug, &[]),
        };
        let swan = [programme(SWAN_COMPANY)];

        kept.does(&store, &olli(), &transfer(SWAN_COMPANY), &swan).await;
        assert_eq!(
            held(&store).await,
            ["huuhkaja-kotikaynnit 1 used", "joutsen-seura 1 kept"]
        );
        let no = Command::HandBack {
            reason: HandBackReason::Language,
            next: None,
        };
        kept.does(&store, &sanni(), &no, &[]).await;
        assert_eq!(held(&store).await, ["huuhkaja-kotikaynnit 1 used"]);

        kept.walk.at("2026-12-02 10:00");
        kept.does(&store, &olli(), &transfer(SWAN_COMPANY), &swan).await;
        kept.does(&store, &sanni(), &Command::Accept { worker: SANNI }, &[])
            .await;
        assert_eq!(held(&store).await, ["joutsen-seura 1 used"]);

        // The death of somebody about whom another organisation is asked gives both places back.
        kept.does(&store, &sanni(), &contact(ContactOutcome::Met), &[])
            .await;
        kept.does(
            &store,
            &sanni(),
            &transfer(CRANE_GROUP),
            &[programme(CRANE_GROUP)],
        )
        .await;
        assert_eq!(held(&store).await, ["joutsen-seura 1 used", "kurki-ryhma 1 kept"]);
        let died = Command::ReportChange {
            what: luotsi_domain::referral::words::ChangeWhat::Died,
            until: None,
        };
        kept.does(&store, &sanni(), &died, &[]).await;
        assert_eq!(held(&store).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_hand_back_and_a_silence_pass_the_place_on_to_the_next_programme() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        let at = "2026-12-01 10:00";
        let mut kept = Kept::begun(&store, asked_at(at, 1, OWL_VISITS, &[SWAN_COMPANY, CRANE_GROUP])).await;
        let pass_on = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: Some(choice(SWAN_COMPANY, &[CRANE_GROUP])),
        };
        kept.does(&store, &olli(), &pass_on, &[programme(SWAN_COMPANY)])
            .await;
        assert_eq!(held(&store).await, ["joutsen-seura 1 kept"]);

        let crane = choice(CRANE_GROUP, &[]);
        while kept.walk.referral.offer().unwrap().programme != crane.programme {
            let expires = kept.walk.wakes() == Some(kept.walk.referral.offer().unwrap().decide_by);
            kept.ticks(&store, expires.then_some(&crane)).await;
        }
        assert_eq!(held(&store).await, ["kurki-ryhma 1 kept"]);

        // Nobody is left to ask: back at the desk, without a place.
        while kept.walk.referral.offer().is_some() {
            kept.ticks(&store, None).await;
        }
        assert_eq!(kept.walk.status().as_str(), "returned");
        assert_eq!(held(&store).await, [""; 0]);

        // The desk asks again, and a worker hands back what she had accepted.
        let place = Command::Place {
            placement: luotsi_domain::referral::Placement::Offer(choice(OWL_PHONE, &[])),
        };
        kept.does(&store, &anna(), &place, &[programme(OWL_PHONE)]).await;
        kept.does(&store, &olli(), &Command::Accept { worker: OLLI }, &[])
            .await;
        assert_eq!(held(&store).await, ["huuhkaja-puhelin 1 used"]);
        let back = Command::HandBack {
            reason: HandBackReason::ClientDeclined,
            next: None,
        };
        kept.does(&store, &olli(), &back, &[]).await;
        assert_eq!(held(&store).await, [""; 0]);
        assert!(
            kept.walk.stands().starts_with("returned"),
            "{:?}",
            ReturnReason::ClientDeclined
        );
    })
    .await;
}

#[tokio::test]
async fn a_place_taken_for_an_offer_that_was_not_made_is_as_if_it_had_not_been_taken() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, None, None).await;
        enter_programme(&store, SWAN_COMPANY, Some(1), Some(1)).await;
        // The permission reaches nobody but the Owl, so the alternative whose place was taken is not asked.
        let mut submitted = numbered(1);
        submitted.receivers.truncate(1);
        let offer = luotsi_domain::referral::Placement::Offer(choice(OWL_VISITS, &[SWAN_COMPANY]));
        let walk = crate::walk::Walk::begun("2026-12-01 10:00", submitted, offer).unwrap();
        let mut kept = Kept::begun(&store, walk).await;
        let back = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: Some(choice(SWAN_COMPANY, &[])),
        };
        kept.does(&store, &olli(), &back, &[programme(SWAN_COMPANY)])
            .await;
        assert_eq!(held(&store).await, [""; 0]);
        let swan = standing(&store, SWAN_COMPANY).await;
        assert_eq!((swan.intake, swan.free(TODAY)), (0, Some(1)));
    })
    .await;
}

#[tokio::test]
async fn a_counter_never_falls_below_zero() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programmes(&store).await;
        // A referral whose place nobody ever took gives it back: somebody miscounted.
        let mut tx = store.write().await.unwrap();
        let kept = Kept::entered(&mut tx, asked(1, OWL_VISITS)).await;
        tx.commit().await.unwrap();
        let mut after = kept.walk.clone();
        let back = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: None,
        };
        after.does(&olli(), &back);
        let mut tx = store.write().await.unwrap();
        let settled = tx
            .settle_places(Some(&kept.walk.referral), &after.referral, &[], TODAY, |_| {
                month(TODAY)
            })
            .await;
        assert!(settled.unwrap_err().is_check_violation());
        assert!(tx.commit().await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_coordinator_goes_beyond_a_full_programme_and_a_desk_does_not() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        enter_programme(&store, OWL_VISITS, Some(1), Some(1)).await;
        Kept::begun(&store, asked(1, OWL_VISITS)).await;
        let mut waits = Kept::begun(&store, waiting_at("2026-12-01 10:00", 2)).await;

        let mut tx = store.write().await.unwrap();
        assert!(!tx.take_place(&programme(OWL_VISITS), TODAY).await.unwrap());
        tx.take_place_beyond(&programme(OWL_VISITS), TODAY).await.unwrap();
        let mut walk = waits.walk.clone();
        let mut beyond = choice(OWL_VISITS, &[]);
        beyond.beyond = true;
        let placement = luotsi_domain::referral::Placement::Offer(beyond);
        walk.does(&kaisa(), &Command::Place { placement });
        waits.moved(&mut tx, walk, &[programme(OWL_VISITS)]).await;
        tx.commit().await.unwrap();

        let after = standing(&store, OWL_VISITS).await;
        assert_eq!((after.reserved, after.intake, after.free(TODAY)), (2, 2, Some(0)));
        // Whoever goes first, the next is not asked before both are gone.
        let back = Command::HandBack {
            reason: HandBackReason::NoPlace,
            next: None,
        };
        waits.does(&store, &olli(), &back, &[]).await;
        let mut tx = store.write().await.unwrap();
        assert!(!tx.take_place(&programme(OWL_VISITS), TODAY).await.unwrap());
    })
    .await;
}
