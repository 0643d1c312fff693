//! The invented network in a store: its people, its programmes, and referrals that are saved as they walk.

use luotsi_domain::{
    access::Actor,
    id::{ClientId, NetworkId, OrganisationId, ProgrammeId, ReferralId, UserId},
    network::Programme,
    referral::{Choice, Command, Placement, event::Submitted},
};
use luotsi_store::{
    Store, Tx,
    capacity::{Standing, month},
    people::NewUser,
    person::NewClient,
    record::Loaded,
};
use uuid::Uuid;

use crate::{
    fixture::{choice, definition, everybody, submitted, wall},
    walk::Walk,
};

/// When everything here was set up.
pub const BEGINNING: &str = "2026-11-02 09:00";

pub fn network() -> NetworkId {
    NetworkId::from("esimerkki")
}

pub fn elsewhere() -> NetworkId {
    NetworkId::from("muualla")
}

pub fn organisation(slug: &str) -> OrganisationId {
    OrganisationId::from(slug)
}

pub fn programme(slug: &str) -> ProgrammeId {
    ProgrammeId::from(slug)
}

pub const fn id(number: u128) -> ReferralId {
    ReferralId::new(Uuid::from_u128(number))
}

pub const fn person(number: u128) -> ClientId {
    ClientId::new(Uuid::from_u128(number))
}

/// The name somebody goes by in the store.
pub fn name_of(user: UserId) -> String {
    let name = crate::walk::name(user);
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// Enters everybody of the invented network with their roles, each with an address.
pub async fn enter_people(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let mut known = Vec::new();
    for actor in everybody() {
        if !known.contains(&actor.user) {
            known.push(actor.user);
            enter_user(&mut tx, actor.user, Some("post@esimerkki.example")).await;
        }
        tx.give_role(actor.user, &actor.network, &actor.organisation, actor.role)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

pub async fn enter_user(tx: &mut Tx, user: UserId, email: Option<&str>) {
    let user = NewUser {
        id: user,
        name: name_of(user),
        email: email.map(str::to_owned),
        language: "fi".to_owned(),
    };
    tx.enter_user(&user, wall(BEGINNING)).await.unwrap();
}

/// The definition's programme with a capacity of its own.
pub fn with_capacity(slug: &str, places: Option<u32>, intake_per_month: Option<u32>) -> Programme {
    let mut programme = definition().programme(&slug.into()).unwrap().clone();
    programme.capacity.places = places;
    programme.capacity.intake_per_month = intake_per_month;
    programme
}

/// Enters a programme; it was not there before.
pub async fn enter_programme(store: &Store, slug: &str, places: Option<u32>, intake_per_month: Option<u32>) {
    let programme = with_capacity(slug, places, intake_per_month);
    let mut tx = store.write().await.unwrap();
    assert!(
        tx.enter_programme(&network(), &programme, wall(BEGINNING))
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
}

/// All programmes of the network, without limits.
pub async fn enter_programmes(store: &Store) {
    for programme in definition().programmes {
        enter_programme(store, programme.id.as_str(), None, None).await;
    }
}

pub async fn standing(store: &Store, slug: &str) -> Standing {
    let mut tx = store.read().await.unwrap();
    tx.standing(&slug.into()).await.unwrap().unwrap()
}

/// What is handed over as the numbered referral.
pub fn numbered(number: u128) -> Submitted {
    Submitted {
        id: id(number),
        reference: format!("ESI-{number:04}-A"),
        ..submitted()
    }
}

/// Asks a programme, on Tuesday 1 December 2026 at ten.
pub fn asked(number: u128, programme: &str) -> Walk {
    asked_at("2026-12-01 10:00", number, programme, &[])
}

pub fn asked_at(at: &str, number: u128, programme: &str, then: &[&str]) -> Walk {
    Walk::begun(at, numbered(number), Placement::Offer(choice(programme, then))).unwrap()
}

pub fn waiting_at(at: &str, number: u128) -> Walk {
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    Walk::begun(at, numbered(number), wait).unwrap()
}

pub fn client(number: u128) -> NewClient {
    NewClient {
        id: person(number),
        network: network(),
        desk: organisation(crate::fixture::DESK),
        wrapped_key: vec![1, 2, 3],
        handoff: vec![4, 5, 6],
        phone_index: None,
        name_index: None,
    }
}

/// A referral in the store, and the walk it is on.
pub struct Kept {
    pub walk: Walk,
    pub loaded: Loaded,
}

impl Kept {
    /// Enters a walk as it stands, with a person of its own.
    pub async fn entered(tx: &mut Tx, walk: Walk) -> Self {
        let number = walk.referral.id.uuid().as_u128();
        tx.enter_client(&client(number), wall(BEGINNING)).await.unwrap();
        let entered = tx
            .enter_referral(person(number), &walk.referral, &walk.history, walk.wakes())
            .await
            .unwrap();
        assert!(entered);
        let loaded = tx.referral(walk.referral.id).await.unwrap().unwrap();
        Self { walk, loaded }
    }

    /// Enters a walk that begins, in a transaction of its own, and takes its place first.
    pub async fn begun(store: &Store, walk: Walk) -> Self {
        let mut tx = store.write().await.unwrap();
        let today = walk.days.date_of(walk.now);
        let mut taken = Vec::new();
        for place in walk.referral.places() {
            assert!(tx.take_place(&place.programme, today).await.unwrap());
            taken.push(place.programme);
        }
        let kept = Self::entered(&mut tx, walk).await;
        kept.settle(&mut tx, None, &taken).await.unwrap();
        tx.commit().await.unwrap();
        kept
    }

    /// Lets somebody do something now, and saves what came of it with the places that were taken for it.
    pub async fn does(&mut self, store: &Store, actor: &Actor, command: &Command, taken: &[ProgrammeId]) {
        let mut tx = store.write().await.unwrap();
        let today = self.walk.days.date_of(self.walk.now);
        for programme in taken {
            assert!(
                tx.take_place(programme, today).await.unwrap(),
                "{programme} is full"
            );
        }
        let mut walk = self.walk.clone();
        walk.does(actor, command);
        self.moved(&mut tx, walk, taken).await;
        tx.commit().await.unwrap();
    }

    /// Lets the clock take its next step at its instant, with the alternative whose place was taken.
    pub async fn ticks(&mut self, store: &Store, alternative: Option<&Choice>) {
        let mut tx = store.write().await.unwrap();
        let mut walk = self.walk.clone();
        walk.now = walk.wakes().unwrap();
        let today = walk.days.date_of(walk.now);
        let taken: Vec<ProgrammeId> = alternative
            .iter()
            .map(|choice| choice.programme.clone())
            .collect();
        for programme in &taken {
            assert!(
                tx.take_place(programme, today).await.unwrap(),
                "{programme} is full"
            );
        }
        let (at, events) = walk.ticks(alternative).unwrap();
        walk.record(at, None, events);
        self.moved(&mut tx, walk, &taken).await;
        tx.commit().await.unwrap();
    }

    /// Saves a walk that went on from here.
    pub async fn moved(&mut self, tx: &mut Tx, walk: Walk, taken: &[ProgrammeId]) {
        let before = self.loaded.clone();
        let known = self.walk.history.len();
        self.loaded = tx
            .save_referral(&before, &walk.referral, &walk.history[known..], walk.wakes())
            .await
            .unwrap();
        self.walk = walk;
        self.settle(tx, Some(&before), taken).await.unwrap();
    }

    async fn settle(
        &self,
        tx: &mut Tx,
        before: Option<&Loaded>,
        taken: &[ProgrammeId],
    ) -> luotsi_store::Result<()> {
        let days = &self.walk.days;
        tx.settle_places(
            before.map(|before| &before.referral),
            &self.walk.referral,
            taken,
            days.date_of(self.walk.now),
            |at| month(days.date_of(at)),
        )
        .await
    }
}
