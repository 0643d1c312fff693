use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use luotsi_domain::{
    id::{LetterId, NetworkId, ReferralId},
    referral::{
        State,
        words::{CloseReason, Status},
    },
};
use luotsi_service::{ListQuery, session::SignedIn};
use luotsi_store::{Options, Store, crypto::MasterKey, letter::NewNotice};
use luotsi_web::metrics::Metrics;
use serde_json::Value;
use uuid::Uuid;

use super::{Files, Listing, Mailbox, Stage, Start, advance};
use crate::{
    clock::Clock,
    deliver::Post,
    house,
    periodic::{MailTime, Works},
    testing::Room,
};

/// A demo made at an instant, and what it keeps.
struct Made {
    works: Arc<Works>,
    mailbox: Arc<Mailbox>,
    listing: Listing,
    _room: Room,
}

async fn made(at: Timestamp, empty: bool) -> Made {
    let room = Room::new();
    let files = Files::of(&room.path(""));
    let keys = MasterKey::ephemeral().unwrap();
    let store = Store::open(&files.database_url(), Options::default())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let service = house::over(store, keys).await.unwrap();
    let mailbox = Arc::new(Mailbox::open(files.mail()).unwrap());
    let post = Post::to_mailbox(
        Arc::clone(&mailbox),
        None,
        "luotsi@luotsi.example".parse().unwrap(),
        "http://127.0.0.1:8080".to_owned(),
    );
    let clock = Clock::standing(at, files.clock());
    let works = Works::new(service, clock, Some(post), Metrics::default());
    let stage = Stage {
        files,
        start: Start::New,
        at,
        empty,
        works: Arc::clone(&works),
    };
    stage.prepare("http://127.0.0.1:8080".to_owned()).await.unwrap();
    let listing = stage.listing().unwrap();
    Made {
        works,
        mailbox,
        listing,
        _room: room,
    }
}

impl Made {
    /// Every referral of a network as its coordinator sees it.
    async fn referrals(&self, network: &str) -> Vec<(String, bool)> {
        let service = self.works.service();
        let coordinator = self
            .listing
            .people
            .iter()
            .find(|one| one.role == "coordinator" && one.network == network)
            .unwrap();
        let now = self.works.clock().now();
        let who = service.identify(&coordinator.token, now).await.unwrap().unwrap();
        let query = ListQuery {
            limit: Some(100),
            ..ListQuery::default()
        };
        let listed = service
            .referrals(&who.actor, &NetworkId::new(network), &query, now)
            .await
            .unwrap();
        listed
            .referrals
            .iter()
            .map(|one| (one.status.unwrap().to_owned(), one.stalled))
            .collect()
    }

    fn mails(&self) -> Vec<Value> {
        serde_json::from_slice(&self.mailbox.all().unwrap()).unwrap()
    }

    async fn is_sound(&self) {
        let verified = self.works.service().verify().await.unwrap();
        assert_eq!(verified.findings, []);
    }
}

#[tokio::test]
async fn samples_stand_in_every_state_whenever_the_demo_starts() {
    // An ordinary Monday; New Year's night; Easter Monday; Midsummer's Sunday of a leap year.
    for at in [
        "2026-11-02T07:00:00Z",
        "2026-12-31T22:30:00Z",
        "2027-03-29T12:00:00Z",
        "2028-06-25T20:59:59Z",
    ] {
        let at: Timestamp = at.parse().unwrap();
        let made = made(at, false).await;
        for network in ["helsinki", "tampere-asto"] {
            let referrals = made.referrals(network).await;
            let stand: BTreeSet<&str> = referrals.iter().map(|(status, _)| status.as_str()).collect();
            for status in Status::ALL {
                assert!(
                    stand.contains(status.as_str()),
                    "{at}: no sample is {status} in {network}"
                );
            }
            assert!(
                referrals.iter().any(|(_, stalled)| *stalled),
                "{at}: nothing stands still in {network}"
            );
        }
        let mails = made.mails();
        assert!(mails.len() > 50, "{at}: only {} letters", mails.len());
        for mail in &mails {
            let sent: Timestamp = mail["at"].as_str().unwrap().parse().unwrap();
            assert!(sent <= at, "{at}: a letter of {sent}");
        }
        let now = made.works.clock().now();
        assert!(
            now >= at && now.duration_since(at).as_secs() < 60,
            "{at}: the clock shows {now}"
        );
        made.is_sound().await;
    }
}

#[tokio::test]
async fn people_are_there_for_every_organisation_and_an_empty_demo_has_nothing_else() {
    let made = made("2026-11-02T07:00:00Z".parse().unwrap(), true).await;
    let count = |role: &str| made.listing.people.iter().filter(|one| one.role == role).count();
    // Five partners, five desks and referrers, two coordinators.
    assert_eq!(
        (
            count("worker"),
            count("lead"),
            count("advisor"),
            count("coordinator")
        ),
        (10, 5, 10, 2)
    );
    let distinct = |part: fn(&super::Listed) -> &str| {
        made.listing
            .people
            .iter()
            .map(part)
            .collect::<BTreeSet<_>>()
            .len()
    };
    for part in [
        |one| one.name.as_str(),
        |one| one.email.as_str(),
        |one| one.token.as_str(),
    ] as [fn(&super::Listed) -> &str; 3]
    {
        assert_eq!(distinct(part), made.listing.people.len());
    }
    assert!(
        made.listing
            .people
            .iter()
            .all(|one| one.email.ends_with(".example"))
    );
    let (service, now) = (made.works.service(), made.works.clock().now());
    for one in &made.listing.people {
        let signed_in = service.sign_in(&one.email, &one.password, now).await.unwrap();
        let SignedIn::In { secret } = signed_in else {
            panic!("{} does not get in: {signed_in:?}", one.email);
        };
        let session = service.session(&secret, now).await.unwrap().unwrap();
        assert_eq!(session.actor.user.to_string(), one.id);
        assert_eq!(session.actor.role.as_str(), one.role);
    }
    assert_eq!(made.referrals("helsinki").await, []);
    assert_eq!(made.mails().len(), 0);
}

#[tokio::test]
async fn a_long_way_in_one_go_is_the_same_as_in_many() {
    let at: Timestamp = "2026-11-02T07:00:00Z".parse().unwrap();
    let (far, days) = (at + jiff::SignedDuration::from_hours(24 * 40), 40);
    let (one, many) = (made(at, false).await, made(at, false).await);
    advance::move_clock(&one.works, far).await.unwrap();
    for day in 1..=days {
        let to = at + jiff::SignedDuration::from_hours(24 * day);
        // The clock runs on between two moves.
        advance::move_clock(&many.works, to.max(many.works.clock().now()))
            .await
            .unwrap();
    }
    for network in ["helsinki", "tampere-asto"] {
        let (mut left, mut right) = (one.referrals(network).await, many.referrals(network).await);
        left.sort();
        right.sort();
        assert_eq!(left, right, "{network}");
    }
    let told = |made: &Made| {
        let mut told: Vec<(String, String)> = made
            .mails()
            .iter()
            .map(|mail| {
                (
                    mail["at"].as_str().unwrap().to_owned(),
                    mail["to"].as_str().unwrap().to_owned(),
                )
            })
            .collect();
        told.sort();
        told
    };
    assert_eq!(told(&one), told(&many));
    one.is_sound().await;
}

#[tokio::test]
async fn about_somebody_who_died_nothing_is_written_whoever_forgot_to_silence_it() {
    let at: Timestamp = "2026-11-02T07:00:00Z".parse().unwrap();
    let made = made(at, false).await;
    let service = made.works.service();
    let before = made.mails().len();
    let advisor = &made
        .listing
        .people
        .iter()
        .find(|one| one.role == "advisor")
        .unwrap();
    let who = service.identify(&advisor.token, at).await.unwrap().unwrap().actor;
    let listed = service
        .referrals(&who, &who.network, &ListQuery::default(), at)
        .await
        .unwrap();
    let id: ReferralId = listed.referrals[0].id.parse().unwrap();

    let mut tx = service.store().write().await.unwrap();
    let loaded = tx.hold_referral(id).await.unwrap().unwrap();
    let mut after = loaded.referral.clone();
    after.version += 1;
    after.state = State::Closed {
        reason: CloseReason::Died,
        carrier: None,
    };
    tx.save_referral(&loaded, &after, &[], None).await.unwrap();
    for (number, kind) in (1..).zip(["reminder_check", "feedback_met", "closed_quiet", "message"]) {
        let notice = NewNotice {
            id: LetterId::new(Uuid::from_u128(number)),
            letter: LetterId::new(Uuid::from_u128(100 + number)),
            user: who.user,
            network: who.network.clone(),
            referral: id,
            kind,
            due_what: None,
            due_at: None,
            programme: None,
            slot: None,
        };
        tx.enter_notice(&notice, at).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut time = MailTime::unlimited();
    let now = made.works.clock().now();
    assert_eq!(made.works.deliver(now, &mut time).await.unwrap(), 4);
    let mails = made.mails();
    let new = &mails[before..];
    assert_eq!(new.len(), 1, "{new:?}");
    assert!(new[0]["text"].as_str().unwrap().contains("Päättynyt"), "{new:?}");
    assert_eq!(made.works.deliver(now, &mut time).await.unwrap(), 0);
}
