//! Signing in: how long it lasts, how often it may be tried, as what one acts, and how one comes in again.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::large_futures,
    reason = "what is set up here must stand before anything can be tested"
)]

#[path = "../../domain/tests/road/fixture.rs"]
#[allow(
    dead_code,
    clippy::pedantic,
    clippy::wildcard_enum_match_arm,
    reason = "linted where it is at home, and used more fully there"
)]
mod fixture;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use fixture::{DESK, OTHER_DESK, OWL, definition, wall};
use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    id::{NetworkId, OrganisationId, UserId},
    referral::words::Role,
};
use luotsi_service::{
    Error, IdSource, Service,
    invitation::Invitation,
    people::NewPerson,
    session::{ABSOLUTE, IDLE, PasswordRefusal, Session, SignedIn, WeakPassword, csrf_of},
};
use luotsi_store::{
    Store,
    crypto::MasterKey,
    testing::{for_each_engine, number, run, texts},
};
use uuid::{Builder, Uuid};

const MORNING: &str = "2026-12-01 08:00";
const EMAIL: &str = "Anna.Keksitty@neuvonta.example";
const PASSWORD: &str = "seitsemän veljestä metsässä";
const OTHER: &str = "kolme pientä muumia merellä";

/// Chance that counts, so that no two are equal.
struct Counted(AtomicU64);

impl IdSource for Counted {
    fn uuid(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        let millis = u64::try_from(now.as_millisecond()).unwrap();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn bytes(&self) -> [u8; 16] {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        (u128::from(number) + 1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
            .to_be_bytes()
    }
}

/// The house on the morning of a day, with one advisor.
struct House {
    service: Service,
    anna: UserId,
    now: Timestamp,
}

fn network() -> NetworkId {
    NetworkId::from("esimerkki")
}

fn organisation(slug: &str) -> OrganisationId {
    OrganisationId::from(slug)
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

async fn house(store: Store) -> House {
    let keys = Arc::new(MasterKey::ephemeral().unwrap());
    let service = Service::open(store, keys, Arc::new(Counted(AtomicU64::new(0))))
        .await
        .unwrap();
    let now = wall(MORNING);
    service.import(&definition(), now).await.unwrap();
    let anna = NewPerson {
        name: "Anna Keksitty".to_owned(),
        email: Some(EMAIL.to_owned()),
        language: "fi".to_owned(),
        roles: vec![(network(), organisation(DESK), Role::Advisor)],
    };
    let anna = service.enter_user(anna, now).await.unwrap();
    House { service, anna, now }
}

impl House {
    async fn with_password(store: Store) -> Self {
        let house = house(store).await;
        let set = house.service.set_password(house.anna, PASSWORD, house.now).await;
        set.unwrap().unwrap();
        house
    }

    async fn tries(&self, password: &str, at: Timestamp) -> SignedIn {
        self.service.sign_in(EMAIL, password, at).await.unwrap()
    }

    async fn signs_in(&self, password: &str, at: Timestamp) -> String {
        match self.tries(password, at).await {
            SignedIn::In { secret } => secret,
            other @ (SignedIn::Wrong | SignedIn::TooMany { .. }) => panic!("{other:?}"),
        }
    }

    async fn session(&self, secret: &str, at: Timestamp) -> Option<Session> {
        self.service.session(secret, at).await.unwrap()
    }

    async fn sql(&self, sql: &str) {
        let mut tx = self.service.store().write().await.unwrap();
        run(&mut tx, sql).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn also(&self, slug: &str, role: Role) {
        let mut tx = self.service.store().write().await.unwrap();
        tx.give_role(self.anna, &network(), &organisation(slug), role)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The secret of a link to the role at the organisation.
    async fn invites(&self, slug: &str, role: Role) -> String {
        let invitation = Invitation {
            name: "Anna Keksitty".to_owned(),
            email: EMAIL.to_uppercase(),
            language: "fi".to_owned(),
            network: None,
            organisation: Some(organisation(slug)),
            role,
        };
        self.service.invite(&invitation, self.now).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn the_right_password_opens_a_session_and_the_store_has_neither_secret() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let typed = format!("  {} ", EMAIL.to_lowercase());
        let SignedIn::In { secret } = service.sign_in(&typed, PASSWORD, now).await.unwrap() else {
            panic!("the right password");
        };
        assert_eq!(secret.len(), 64);
        let session = house.session(&secret, now).await.unwrap();
        assert_eq!((session.actor.user, session.actor.role), (house.anna, Role::Advisor));
        assert_eq!(session.actor.organisation, organisation(DESK));
        assert_eq!((session.name.as_str(), session.language.as_str()), ("Anna Keksitty", "fi"));
        let [only] = session.memberships.as_slice() else {
            panic!("{:?}", session.memberships);
        };
        assert_eq!((only.network_name.as_str(), only.organisation_name.as_str()), ("Esimerkki", "Neuvonta"));
        assert_eq!(session.ends_at, now + IDLE);
        assert_eq!(session.csrf, csrf_of(&secret));

        let mut tx = service.store().read().await.unwrap();
        let kept = texts(&mut tx, "SELECT hash FROM sessions UNION ALL SELECT hash FROM passwords UNION ALL SELECT hash FROM sign_in_tries")
            .await
            .unwrap();
        assert_eq!(kept.len(), 2, "the tries were forgotten: {kept:?}");
        assert!(kept.iter().any(|kept| kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")));
        for kept in &kept {
            assert!(!kept.contains(&secret) && !kept.contains(&session.csrf) && !kept.contains(PASSWORD));
        }
        drop(tx);
        let other = house.signs_in(PASSWORD, now).await;
        assert_ne!(other, secret);
        assert_ne!(csrf_of(&other), session.csrf);
        // An ä may come as one letter or as two.
        house.signs_in("seitsema\u{308}n veljesta\u{308} metsa\u{308}ssa\u{308}", now).await;
        for wrong in ["", "seitsemän veljestä metsäss", "Seitsemän veljestä metsässä", OTHER] {
            assert_eq!(house.tries(wrong, now).await, SignedIn::Wrong, "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_can_tell_an_address_that_is_not_here_from_a_wrong_password() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let mut answers = Vec::new();
        for email in [EMAIL, "nobody@neuvonta.example", ""] {
            let mut one = Vec::new();
            for second in 0..8 {
                let at = now + SignedDuration::from_secs(second);
                one.push(service.sign_in(email, "not this one, I fear", at).await.unwrap());
            }
            answers.push(one);
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        let again_at = now + SignedDuration::from_secs(4 + 30);
        let waits = SignedIn::TooMany { again_at };
        assert_eq!(answers[0][4..6], [SignedIn::Wrong, waits.clone()]);
        assert_eq!(answers[0][7], waits, "waiting does not make it longer");
        let mut tx = service.store().read().await.unwrap();
        assert_eq!(
            number(&mut tx, "SELECT COUNT(*) FROM sign_in_tries WHERE tries = 5")
                .await
                .unwrap(),
            3
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_without_a_password_or_a_role_or_who_left_does_not_get_in() {
    for_each_engine(|store| async move {
        let house = house(store).await;
        let now = house.now;
        assert_eq!(house.tries("", now).await, SignedIn::Wrong, "she has not set one");
        house
            .service
            .set_password(house.anna, PASSWORD, now)
            .await
            .unwrap()
            .unwrap();
        let secret = house.signs_in(PASSWORD, now).await;
        house.sql("UPDATE memberships SET role = 'machine'").await;
        assert_eq!(
            house.tries(PASSWORD, now).await,
            SignedIn::Wrong,
            "machines have tokens"
        );
        assert!(house.session(&secret, now).await.is_none());
        house.sql("UPDATE memberships SET role = 'advisor'").await;
        assert!(house.session(&secret, now).await.is_some());
        house.sql("UPDATE users SET ended_at = 1").await;
        assert_eq!(house.tries(PASSWORD, now).await, SignedIn::Wrong);
        assert!(house.session(&secret, now).await.is_none(), "at once");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_left_and_however_much_it_is_used() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let now = house.now;
        let left = house.signs_in(PASSWORD, now).await;
        let used = house.signs_in(PASSWORD, now).await;
        let just_before = now + IDLE - SignedDuration::from_millis(1);
        assert!(house.session(&used, just_before).await.is_some());
        assert!(house.session(&left, now + IDLE).await.is_none());
        let mut at = just_before;
        while at + minutes(20) < now + ABSOLUTE {
            at += minutes(20);
            let session = house.session(&used, at).await.unwrap();
            assert_eq!(session.ends_at, (at + IDLE).min(now + ABSOLUTE));
        }
        assert!(house.session(&used, now + ABSOLUTE).await.is_none());
        let act = house
            .service
            .act_as(
                &used,
                &network(),
                &organisation(DESK),
                Role::Advisor,
                now + ABSOLUTE,
            )
            .await;
        assert_eq!(act.unwrap(), None);

        let mut tx = house.service.store().read().await.unwrap();
        let sessions = "SELECT COUNT(*) FROM sessions";
        assert_eq!(number(&mut tx, sessions).await.unwrap(), 2);
        drop(tx);
        house.service.tidy_sessions(now + ABSOLUTE + IDLE).await.unwrap();
        let mut tx = house.service.store().read().await.unwrap();
        assert_eq!(number(&mut tx, sessions).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn reading_pages_writes_once_a_minute_at_most() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let now = house.now;
        let secret = house.signs_in(PASSWORD, now).await;
        let seen = async || {
            let mut tx = house.service.store().read().await.unwrap();
            number(&mut tx, "SELECT seen_at FROM sessions").await.unwrap()
        };
        house
            .session(&secret, now + SignedDuration::from_secs(59))
            .await
            .unwrap();
        assert_eq!(seen().await, now.as_millisecond());
        let later = now + SignedDuration::from_secs(60);
        house.session(&secret, later).await.unwrap();
        assert_eq!(seen().await, later.as_millisecond());
    })
    .await;
}

#[tokio::test]
async fn one_acts_as_what_one_is_and_as_another_when_a_role_is_taken_away() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        house.also(OWL, Role::Lead).await;
        let secret = house.signs_in(PASSWORD, now).await;
        let first = house.session(&secret, now).await.unwrap();
        assert_eq!((first.actor.role, first.memberships.len()), (Role::Lead, 2));
        for (slug, role) in [
            (OTHER_DESK, Role::Advisor),
            (OWL, Role::Worker),
            (DESK, Role::Machine),
            ("no", Role::Lead),
        ] {
            let act = service
                .act_as(&secret, &network(), &organisation(slug), role, now)
                .await;
            assert_eq!(act.unwrap(), None, "{slug} {role}");
        }
        let act = service
            .act_as(&secret, &network(), &organisation(DESK), Role::Advisor, now)
            .await;
        assert_eq!(act.unwrap(), Some(()));
        let desk = house.session(&secret, now).await.unwrap();
        assert_eq!(
            (&desk.actor.organisation, desk.actor.role),
            (&organisation(DESK), Role::Advisor)
        );
        assert!(desk.actor.is_desk() && !desk.actor.is_partner());

        house.sql("DELETE FROM memberships WHERE role = 'advisor'").await;
        let other = house.session(&secret, now).await.unwrap();
        assert_eq!((other.actor.role, other.memberships.len()), (Role::Lead, 1));
        assert!(other.actor.is_partner());
        house.also(DESK, Role::Advisor).await;
        let still = house.session(&secret, now).await.unwrap();
        assert_eq!(
            still.actor.role,
            Role::Lead,
            "what comes back is not taken by itself"
        );
        house.sql("DELETE FROM memberships").await;
        assert!(house.session(&secret, now).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn waits_grow_to_a_quarter_of_an_hour_and_the_right_password_ends_them() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let mut now = house.now;
        let mut waits = Vec::new();
        for _ in 0..12 {
            assert_eq!(house.tries("no, that is not it", now).await, SignedIn::Wrong);
            // Not even the right one is looked at while one has to wait.
            if let SignedIn::TooMany { again_at } = house.tries("still not it at all", now).await {
                assert_eq!(
                    house
                        .tries(PASSWORD, again_at - SignedDuration::from_millis(1))
                        .await,
                    SignedIn::TooMany { again_at }
                );
                waits.push(again_at.duration_since(now).as_secs());
                now = again_at;
            }
        }
        assert_eq!(waits[..7], [30, 60, 120, 240, 480, 900, 900], "{waits:?}");
        house.signs_in(PASSWORD, now).await;
        for _ in 0..4 {
            assert_eq!(house.tries("no, that is not it", now).await, SignedIn::Wrong);
        }
        house.signs_in(PASSWORD, now).await;

        // A day without any, and all is forgotten.
        for _ in 0..5 {
            house.tries("no, that is not it", now).await;
        }
        let tomorrow = now + minutes(24 * 60);
        for _ in 0..4 {
            assert_eq!(house.tries("no, that is not it", tomorrow).await, SignedIn::Wrong);
        }
        house
            .service
            .tidy_sessions(tomorrow + minutes(24 * 60))
            .await
            .unwrap();
        let mut tx = house.service.store().read().await.unwrap();
        assert_eq!(
            number(&mut tx, "SELECT COUNT(*) FROM sign_in_tries")
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn many_tries_at_once_are_as_many_as_one_after_the_other() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let (service, now) = (house.service.clone(), house.now);
                tokio::spawn(async move { service.sign_in(EMAIL, "guessed at once", now).await.unwrap() })
            })
            .collect();
        let mut looked_at = 0;
        for one in tries {
            looked_at += usize::from(one.await.unwrap() == SignedIn::Wrong);
        }
        assert_eq!(looked_at, 5);
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_was_wrong_keeps_nobody_out() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let wrong = house.now + minutes(36 * 24 * 60);
        for _ in 0..6 {
            house.tries("not the one at all", wrong).await;
        }
        house.signs_in(PASSWORD, house.now).await;
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let mut secrets = Vec::new();
        for _ in 0..3 {
            secrets.push(house.signs_in(PASSWORD, now).await);
        }
        service.sign_out(&secrets[0]).await.unwrap();
        service.sign_out(&secrets[0]).await.unwrap();
        assert!(house.session(&secrets[0], now).await.is_none());
        assert!(house.session(&secrets[1], now).await.is_some());
        assert_eq!(service.sign_out_everywhere(house.anna).await.unwrap(), 2);
        assert!(house.session(&secrets[1], now).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn who_changes_her_password_says_the_old_one_and_only_she_stays_in() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        house.also(OWL, Role::Lead).await;
        let mine = house.signs_in(PASSWORD, now).await;
        let desk = organisation(DESK);
        service
            .act_as(&mine, &network(), &desk, Role::Advisor, now)
            .await
            .unwrap()
            .unwrap();
        let stolen = house.signs_in(PASSWORD, now).await;
        let change =
            async |old: &str, new: &str| service.change_password(&mine, old, new, now).await.unwrap();
        assert_eq!(change(OTHER, OTHER).await, Err(PasswordRefusal::Wrong));
        let weak = PasswordRefusal::Weak(WeakPassword::TooShort);
        assert_eq!(change(PASSWORD, "lyhyt").await, Err(weak));
        let secret = change(PASSWORD, OTHER).await.unwrap();
        for gone in [&mine, &stolen] {
            assert!(house.session(gone, now).await.is_none());
        }
        let session = house.session(&secret, now).await.unwrap();
        assert_eq!(session.actor.organisation, desk, "she acts as she did");
        assert_eq!(house.tries(PASSWORD, now).await, SignedIn::Wrong);
        house.signs_in(OTHER, now).await;
        let old = service.change_password(&mine, OTHER, PASSWORD, now).await;
        assert!(matches!(old, Err(Error::NotFound)), "that session has ended");

        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(
                service
                    .change_password(&secret, PASSWORD, PASSWORD, now)
                    .await
                    .unwrap(),
            );
        }
        let again_at = now + SignedDuration::from_secs(30);
        assert_eq!(
            answers[4..],
            [
                Err(PasswordRefusal::Wrong),
                Err(PasswordRefusal::TooMany { again_at })
            ]
        );
        house.signs_in(OTHER, now).await;
    })
    .await;
}

#[tokio::test]
async fn an_invitation_sets_the_first_password_and_acts_in_its_role() {
    for_each_engine(|store| async move {
        let house = house(store).await;
        let (service, now) = (&house.service, house.now);
        let link = house.invites(OWL, Role::Lead).await;
        assert!(!service.invited(&link, now).await.unwrap().has_password);
        let weak = service
            .come_in_with_password(&link, "Anna Keksitty!", now)
            .await
            .unwrap();
        assert_eq!(weak.unwrap_err(), PasswordRefusal::Weak(WeakPassword::TooShort));
        let weak = service
            .come_in_with_password(&link, "Anna Keksitty Neuvonta", now)
            .await
            .unwrap();
        assert_eq!(
            weak.unwrap_err(),
            PasswordRefusal::Weak(WeakPassword::OwnName),
            "the link is still good"
        );
        let (invited, secret) = service
            .come_in_with_password(&link, PASSWORD, now)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (invited.organisation.as_str(), invited.role),
            ("Huuhkaja", Role::Lead)
        );
        let session = house.session(&secret, now).await.unwrap();
        assert_eq!(
            (session.actor.organisation, session.actor.role),
            (organisation(OWL), Role::Lead)
        );
        let again = service.come_in_with_password(&link, PASSWORD, now).await;
        assert!(matches!(again, Err(Error::NotFound)), "used up");
        house.signs_in(PASSWORD, now).await;
    })
    .await;
}

#[tokio::test]
async fn an_invitation_to_something_further_asks_for_the_password_one_has() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let before = house.signs_in(PASSWORD, now).await;
        let link = house.invites(OWL, Role::Lead).await;
        assert!(service.invited(&link, now).await.unwrap().has_password);
        let other = service.come_in_with_password(&link, OTHER, now).await.unwrap();
        assert_eq!(
            other.unwrap_err(),
            PasswordRefusal::Wrong,
            "whoever invites does not take over"
        );
        assert!(house.session(&before, now).await.is_some());
        let (_, secret) = service
            .come_in_with_password(&link, PASSWORD, now)
            .await
            .unwrap()
            .unwrap();
        let session = house.session(&secret, now).await.unwrap();
        assert_eq!((session.actor.role, session.memberships.len()), (Role::Lead, 2));
        assert!(house.session(&before, now).await.is_some(), "nothing was changed");

        // The link and the door count tries together.
        let link = house.invites(OTHER_DESK, Role::Advisor).await;
        for _ in 0..5 {
            house.tries("no, that is not it", now).await;
        }
        let refused = service.come_in_with_password(&link, PASSWORD, now).await.unwrap();
        let again_at = now + SignedDuration::from_secs(30);
        assert_eq!(refused.unwrap_err(), PasswordRefusal::TooMany { again_at });
    })
    .await;
}

#[tokio::test]
async fn being_invited_again_is_how_a_forgotten_password_is_replaced() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let stolen = house.signs_in(PASSWORD, now).await;
        for _ in 0..6 {
            house.tries("was it this one? no", now).await;
        }
        let spare = house.invites(DESK, Role::Advisor).await;
        let link = house.invites(DESK, Role::Advisor).await;
        assert!(!service.invited(&link, now).await.unwrap().has_password);
        let (_, secret) = service
            .come_in_with_password(&link, OTHER, now)
            .await
            .unwrap()
            .unwrap();
        let session = house.session(&secret, now).await.unwrap();
        assert_eq!(session.actor.user, house.anna, "she is who she was");
        assert!(house.session(&stolen, now).await.is_none());
        assert_eq!(
            house.tries(PASSWORD, now).await,
            SignedIn::Wrong,
            "at once: her waits are over"
        );
        house.signs_in(OTHER, now).await;
        let spare = service.come_in_with_password(&spare, PASSWORD, now).await;
        assert!(
            matches!(spare, Err(Error::NotFound)),
            "one link renews, and no other after it"
        );
        let late = house.invites(DESK, Role::Advisor).await;
        let week = now + minutes(7 * 24 * 60);
        assert!(
            service
                .come_in_with_password(&late, PASSWORD, week)
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_is_entered_only_for_what_somebody_is() {
    for_each_engine(|store| async move {
        let house = house(store).await;
        let (service, now) = (&house.service, house.now);
        let enter = async |user: UserId, slug: &str, role: Role| {
            service
                .enter_session(user, &network(), &organisation(slug), role, now)
                .await
        };
        let secret = enter(house.anna, DESK, Role::Advisor).await.unwrap();
        assert!(house.session(&secret, now).await.is_some());
        for (user, slug, role) in [
            (house.anna, OWL, Role::Lead),
            (house.anna, DESK, Role::Machine),
            (fixture::user(999), DESK, Role::Advisor),
        ] {
            assert!(matches!(enter(user, slug, role).await, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn the_language_of_pages_is_that_of_letters() {
    for_each_engine(|store| async move {
        let house = House::with_password(store).await;
        let (service, now) = (&house.service, house.now);
        let secret = house.signs_in(PASSWORD, now).await;
        service.choose_language(house.anna, "sv").await.unwrap();
        assert_eq!(house.session(&secret, now).await.unwrap().language, "sv");
        let mut tx = service.store().read().await.unwrap();
        assert_eq!(
            texts(&mut tx, "SELECT language FROM users").await.unwrap(),
            ["sv"]
        );
        drop(tx);
        assert!(matches!(
            service.choose_language(house.anna, "de").await,
            Err(Error::InvalidRequest(_))
        ));
        let nobody = service.choose_language(fixture::user(999), "fi").await;
        assert!(matches!(nobody, Err(Error::NotFound)));
    })
    .await;
}
