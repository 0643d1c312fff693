//! The demo's people: invented, at addresses that lead nowhere, with tokens that do not expire.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId},
    network::{Definition, Organisation, OrganisationKind},
    referral::words::Role,
};
use luotsi_service::{Service, people::NewPerson};
use serde::{Deserialize, Serialize};

use tokio::task::JoinSet;

use crate::{
    failure::{Failure, Result},
    ids::random,
};

/// Somebody as `demo.json` lists her.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Her id.
    pub id: String,
    /// advisor, worker, lead, coordinator.
    pub role: String,
    /// Her organisation.
    pub organisation: String,
    /// Her network.
    pub network: String,
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: String,
    /// What she signs in with.
    pub password: String,
    /// What she calls the API with.
    pub token: String,
}

/// Everybody, as those who act and as those who are listed.
#[derive(Debug, Default)]
pub(super) struct Cast {
    actors: Vec<Actor>,
    listed: Vec<Listed>,
}

impl Cast {
    /// The one with that number among those of a role at an organisation, counted from 0.
    pub(super) fn find(
        &self,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
        number: usize,
    ) -> Option<&Actor> {
        self.actors
            .iter()
            .filter(|actor| {
                actor.network == *network && actor.organisation == *organisation && actor.role == role
            })
            .nth(number)
    }

    /// Everybody as `demo.json` lists them.
    pub(super) fn into_listed(self) -> Vec<Listed> {
        self.listed
    }
}

/// First and last names. No such people: the last names mean invention, tale, fancy and the like.
const FIRST: [&str; 32] = [
    "Maija", "Onni", "Satu", "Eero", "Helmi", "Väinö", "Saga", "Ilona", "Taru", "Oiva", "Lumi", "Aapo",
    "Vieno", "Tuuli", "Urho", "Sisu", "Alma", "Toivo", "Runa", "Hilla", "Otso", "Tyyne", "Lempi", "Armas",
    "Sylvi", "Ilmo", "Unelma", "Kaino", "Ester", "Rauha", "Jalo", "Impi",
];
const LAST: [&str; 32] = [
    "Malliainen",
    "Keksitty",
    "Tarinoija",
    "Kuvitteellinen",
    "Esimerkki",
    "Satumaa",
    "Påhittad",
    "Mallikas",
    "Tarulainen",
    "Olematon",
    "Näyte",
    "Kuvitelma",
    "Haaveinen",
    "Sepitetty",
    "Leikki",
    "Unelmoija",
    "Mielikuva",
    "Kertomus",
    "Sagolik",
    "Haavekuva",
    "Koekäyttäjä",
    "Näyttely",
    "Lavaste",
    "Harjoitus",
    "Mallila",
    "Tekaistu",
    "Kangastus",
    "Aatos",
    "Invented",
    "Vertaus",
    "Arvoitus",
    "Jutelma",
];

/// One worker reads Swedish, one English, as happens; the rest Finnish.
const SWEDISH: usize = 6;
const ENGLISH: usize = 9;

/// Enters everybody.
pub(super) async fn enter(service: &Service, now: Timestamp) -> Result<Cast> {
    let mut cast = Cast::default();
    for network in service.networks().iter() {
        for organisation in &network.definition.organisations {
            for role in roles(organisation.kind) {
                enter_one(service, &mut cast, &network.definition, organisation, *role, now).await?;
            }
        }
    }
    Ok(cast)
}

/// Everybody's passwords, on their way into the store: hashing them is slow on purpose.
pub(super) struct Passwords(JoinSet<Result<()>>);

impl Passwords {
    /// Begins to keep them, beside whatever else there is to do.
    pub(super) fn begin(service: &Service, cast: &Cast, now: Timestamp) -> Self {
        let mut all = JoinSet::new();
        for (actor, listed) in cast.actors.iter().zip(&cast.listed) {
            let (service, user, password) = (service.clone(), actor.user, listed.password.clone());
            all.spawn(async move {
                service
                    .set_password(user, &password, now)
                    .await?
                    .map_err(|weak| Failure::refused(format!("a password of the demo is {}", weak.as_str())))
            });
        }
        Self(all)
    }

    /// Waits until all are kept.
    pub(super) async fn end(mut self) -> Result<()> {
        while let Some(kept) = self.0.join_next().await {
            kept.map_err(|fault| Failure::refused(format!("a password was not kept: {fault}")))??;
        }
        Ok(())
    }
}

const fn roles(kind: OrganisationKind) -> &'static [Role] {
    match kind {
        OrganisationKind::Desk | OrganisationKind::Referrer => &[Role::Advisor, Role::Advisor],
        OrganisationKind::Partner => &[Role::Worker, Role::Worker, Role::Lead],
        OrganisationKind::Coordinator => &[Role::Coordinator],
    }
}

async fn enter_one(
    service: &Service,
    cast: &mut Cast,
    network: &Definition,
    organisation: &Organisation,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    let number = cast.listed.len();
    let (first, last) = (FIRST[number % FIRST.len()], LAST[number % LAST.len()]);
    let name = format!("{first} {last}");
    let email = format!("{}.{}@{}.example", plain(first), plain(last), organisation.id);
    let language = match number {
        SWEDISH => "sv",
        ENGLISH => "en",
        _ => "fi",
    };
    let person = NewPerson {
        name: name.clone(),
        email: Some(email.clone()),
        language: language.to_owned(),
        roles: vec![(network.network.clone(), organisation.id.clone(), role)],
    };
    let user = service.enter_user(person, now).await?;
    let token = service
        .enter_token(user, &network.network, &organisation.id, role, "demo", None, now)
        .await?;
    cast.actors.push(Actor {
        user,
        network: network.network.clone(),
        organisation: organisation.id.clone(),
        kind: organisation.kind,
        role,
    });
    cast.listed.push(Listed {
        id: user.to_string(),
        role: role.to_string(),
        organisation: organisation.id.to_string(),
        network: network.network.to_string(),
        name,
        email,
        password: luotsi_store::hex::encode(&random::<12>()),
        token,
    });
    Ok(())
}

/// A name as it stands in an address.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|letter| match letter {
            'ä' | 'å' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect()
}
