//! People, machines and their tokens.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId, UserId},
    network::OrganisationKind,
    referral::words::Role,
};
use luotsi_store::{
    Tx,
    people::{Bearer, NewToken, NewUser},
};
use luotsi_wire::{
    answer::{Me, PersonView},
    validation::Code,
};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
};

/// Somebody to enter, with her roles.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Her name.
    pub name: String,
    /// Her address; none for a machine.
    pub email: Option<String>,
    /// fi, sv or en.
    pub language: String,
    /// Her roles: network, organisation, role.
    pub roles: Vec<(NetworkId, OrganisationId, Role)>,
}

/// Somebody who came with a good token.
#[derive(Debug, Clone)]
pub struct Identified {
    /// In which role she acts.
    pub actor: Actor,
    /// Her name.
    pub name: String,
}

/// Why a machine cannot be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// No such network; these are known.
    Network(Vec<String>),
    /// No such organisation there; these are known.
    Organisation(Vec<String>),
    /// The role does not go with what the organisation is; these do.
    Role(Vec<&'static str>),
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Network(known) if known.is_empty() => {
                f.write_str("there is no network yet: import one with `luotsi network import FILE`")
            }
            Self::Network(known) => write!(f, "there is no such network; choose one of {}", known.join(", ")),
            Self::Organisation(known) => {
                write!(
                    f,
                    "the network has no such organisation; choose one of {}",
                    known.join(", ")
                )
            }
            Self::Role(known) => write!(
                f,
                "that organisation has no such role; choose one of {}",
                known.join(", ")
            ),
        }
    }
}

impl Service {
    /// Finds who a token names.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn identify(&self, token: &str, now: Timestamp) -> Result<Option<Identified>> {
        let hash = hash_of(token);
        let mut tx = self.store.read().await?;
        let Some(bearer) = tx.bearer(&hash, now).await? else {
            return Ok(None);
        };
        let Some(kind) = self
            .networks()
            .get(&bearer.network)
            .and_then(|network| network.kind(&bearer.organisation))
        else {
            return Ok(None);
        };
        let actor = Actor {
            user: bearer.user,
            network: bearer.network,
            organisation: bearer.organisation,
            kind,
            role: bearer.role,
        };
        Ok(Some(Identified {
            actor,
            name: bearer.name,
        }))
    }

    /// Who the caller is.
    #[must_use]
    pub fn me(&self, who: &Identified) -> Me {
        Me {
            id: who.actor.user.to_string(),
            name: who.name.clone(),
            roles: vec![who.actor.role.as_str()],
            networks: vec![who.actor.network.to_string()],
            organisations: vec![who.actor.organisation.to_string()],
        }
    }

    /// The workers and leads of the caller's organisation; advisors and workers also see partners'.
    ///
    /// # Errors
    /// `Forbidden` for a coordinator, `NotFound` for what the caller may not know.
    #[boxed]
    pub async fn people(
        &self,
        actor: &Actor,
        network: &NetworkId,
        organisation: Option<&str>,
    ) -> Result<Vec<PersonView>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if actor.is_coordinator() {
            return Err(Error::Forbidden);
        }
        let network = self.network(network)?;
        let wanted: Vec<OrganisationId> = match organisation {
            Some(slug) => {
                let id = OrganisationId::new(slug);
                let kind = network
                    .kind(&id)
                    .ok_or_else(|| Error::invalid("/organisation", Code::UnknownOrganisation))?;
                if id != actor.organisation && kind != OrganisationKind::Partner {
                    return Err(Error::invalid("/organisation", Code::UnknownOrganisation));
                }
                vec![id]
            }
            None => std::iter::once(actor.organisation.clone())
                .chain(network.definition.partners().map(|partner| partner.id.clone()))
                .fold(Vec::new(), |mut known, id| {
                    if !known.contains(&id) {
                        known.push(id);
                    }
                    known
                }),
        };
        let mut tx = self.store.read().await?;
        let mut people = Vec::new();
        for id in wanted {
            for person in tx.people(&network.definition.network, &id).await? {
                let roles: Vec<&'static str> = person
                    .roles
                    .iter()
                    .filter(|role| matches!(role, Role::Worker | Role::Lead))
                    .map(|role| role.as_str())
                    .collect();
                if !roles.is_empty() {
                    people.push(PersonView {
                        id: person.id.to_string(),
                        name: person.name,
                        organisation: person.organisation.to_string(),
                        roles,
                    });
                }
            }
        }
        Ok(people)
    }

    /// The advisors of the home desk, of whom a partner's worker names one who knows of a protected person.
    ///
    /// # Errors
    /// `Forbidden` for whoever is at no partner.
    #[boxed]
    pub async fn advisors(&self, actor: &Actor) -> Result<Vec<PersonView>> {
        if !actor.is_partner() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let desk = network.desk_of(&actor.organisation);
        let mut tx = self.store.read().await?;
        let people = tx.people(&network.definition.network, &desk).await?;
        let advising = people
            .into_iter()
            .filter(|person| person.roles.contains(&Role::Advisor));
        Ok(advising
            .map(|person| PersonView {
                id: person.id.to_string(),
                name: person.name,
                organisation: person.organisation.to_string(),
                roles: vec![Role::Advisor.as_str()],
            })
            .collect())
    }

    /// Enters somebody with her roles.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn enter_user(&self, person: NewPerson, now: Timestamp) -> Result<UserId> {
        let id = UserId::new(self.uuid(now));
        let mut tx = self.store.write().await?;
        let NewPerson {
            name,
            email,
            language,
            roles,
        } = person;
        tx.enter_user(
            &NewUser {
                id,
                name,
                email,
                language,
            },
            now,
        )
        .await?;
        for (network, organisation, role) in &roles {
            tx.give_role(id, network, organisation, *role).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    /// Makes a token for somebody in one role and returns it; only its hash is kept.
    ///
    /// # Errors
    /// Where the store fails.
    #[allow(
        clippy::too_many_arguments,
        reason = "each part of a token's scope is named once"
    )]
    #[boxed]
    pub async fn enter_token(
        &self,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
        name: &str,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<String> {
        let bearer = Bearer {
            user,
            name: String::new(),
            network: network.clone(),
            organisation: organisation.clone(),
            role,
        };
        let mut tx = self.store.write().await?;
        let token = self.token(&mut tx, bearer, name, expires_at, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Makes a token within a transaction.
    pub(crate) async fn token(
        &self,
        tx: &mut Tx,
        bearer: Bearer,
        name: &str,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<String> {
        let secret = [self.ids.bytes(), self.ids.bytes()].concat();
        let token = format!("luotsi_{}", luotsi_store::hex::encode(&secret));
        let entry = NewToken {
            hash: hash_of(&token),
            bearer,
            name: name.to_owned(),
            expires_at,
        };
        tx.enter_token(&entry, now).await?;
        Ok(token)
    }

    /// Enters a machine client and returns its token. The role must go with what the organisation is.
    ///
    /// # Errors
    /// The outer error where the store fails, the inner where the scope names what is not there.
    #[boxed]
    pub async fn enter_machine(
        &self,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
        name: &str,
        now: Timestamp,
    ) -> Result<Result<String, Misfit>> {
        if let Err(misfit) = self.goes_together(network, organisation, role) {
            return Ok(Err(misfit));
        }
        let person = NewPerson {
            name: name.to_owned(),
            email: None,
            language: "fi".to_owned(),
            roles: vec![(network.clone(), organisation.clone(), role)],
        };
        let user = self.enter_user(person, now).await?;
        Ok(Ok(self
            .enter_token(user, network, organisation, role, name, None, now)
            .await?))
    }

    /// Whether network, organisation and role go together.
    ///
    /// # Errors
    /// What does not, with what would.
    pub fn goes_together(
        &self,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
    ) -> Result<(), Misfit> {
        let networks = self.networks();
        let Some(network) = networks.get(network) else {
            let known = networks
                .iter()
                .map(|one| one.definition.network.to_string())
                .collect();
            return Err(Misfit::Network(known));
        };
        let Some(kind) = network.kind(organisation) else {
            return Err(Misfit::Organisation(organisations(&network)));
        };
        let roles: &[Role] = match kind {
            OrganisationKind::Desk | OrganisationKind::Referrer => &[Role::Advisor, Role::Machine],
            OrganisationKind::Partner => &[Role::Worker, Role::Lead, Role::Machine],
            OrganisationKind::Coordinator => &[Role::Coordinator],
        };
        if roles.contains(&role) {
            Ok(())
        } else {
            Err(Misfit::Role(roles.iter().map(|role| role.as_str()).collect()))
        }
    }
}

fn organisations(network: &Network) -> Vec<String> {
    network
        .definition
        .organisations
        .iter()
        .map(|organisation| organisation.id.to_string())
        .collect()
}

/// A token has 256 random bits, so a plain hash is enough.
pub(crate) fn hash_of(token: &str) -> [u8; 32] {
    luotsi_store::chain::link(&luotsi_store::chain::START, token.as_bytes())
}
