//! Inviting people: a link that lets whoever opens it first in, once.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    id::{NetworkId, OrganisationId},
    network::OrganisationKind,
    referral::words::Role,
};
use luotsi_store::{
    invitation::Unused,
    people::{Bearer, NewUser},
};

use crate::{
    Service, boxed,
    error::{Error, Result},
    people::{Misfit, hash_of},
};

/// How long an invitation holds.
const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whom to invite, as what.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: String,
    /// The language of her letters: fi, sv or en.
    pub language: String,
    /// The network; none means the only one.
    pub network: Option<NetworkId>,
    /// The organisation; none means the one that coordinates.
    pub organisation: Option<OrganisationId>,
    /// What she is there.
    pub role: Role,
}

/// Somebody who opens her invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Her name.
    pub name: String,
    /// The name of her organisation.
    pub organisation: String,
    /// What she is there.
    pub role: Role,
    /// Whether she is asked for the password she has; otherwise she sets one.
    pub has_password: bool,
}

impl Service {
    /// Invites somebody and returns the secret of her link; only its hash is kept. Whoever has the address
    /// already gets a further role; who has that role already too has forgotten her password, and sets a new
    /// one.
    ///
    /// # Errors
    /// The outer error where the store fails, the inner where the scope names what is not there.
    #[boxed]
    pub async fn invite(&self, invitation: &Invitation, now: Timestamp) -> Result<Result<String, Misfit>> {
        let (network, organisation) = match self.scope_of(invitation) {
            Ok(scope) => scope,
            Err(misfit) => return Ok(Err(misfit)),
        };
        if let Err(misfit) = self.goes_together(&network, &organisation, invitation.role) {
            return Ok(Err(misfit));
        }
        let secret = luotsi_store::hex::encode(&[self.ids.bytes(), self.ids.bytes()].concat());
        let mut tx = self.store.write().await?;
        let user = if let Some(user) = tx.user_by_email(&invitation.email).await? {
            user
        } else {
            let user = NewUser {
                id: luotsi_domain::id::UserId::new(self.uuid(now)),
                name: invitation.name.clone(),
                email: Some(invitation.email.clone()),
                language: invitation.language.clone(),
            };
            tx.enter_user(&user, now).await?;
            user.id
        };
        let given = tx
            .give_role(user, &network, &organisation, invitation.role)
            .await?;
        let whom = Bearer {
            user,
            name: String::new(),
            network,
            organisation,
            role: invitation.role,
        };
        tx.enter_invitation(&hash_of(&secret), &whom, !given, now + HOLDS, now)
            .await?;
        tx.commit().await?;
        Ok(Ok(secret))
    }

    /// Network and organisation of an invitation, where one of them goes without saying.
    fn scope_of(&self, invitation: &Invitation) -> Result<(NetworkId, OrganisationId), Misfit> {
        let networks = self.networks();
        let known: Vec<NetworkId> = networks
            .iter()
            .map(|one| one.definition.network.clone())
            .collect();
        let network = match (&invitation.network, known.as_slice()) {
            (Some(network), _) => network.clone(),
            (None, [only]) => only.clone(),
            (None, _) => return Err(Misfit::Network(known.iter().map(ToString::to_string).collect())),
        };
        let organisation = match &invitation.organisation {
            Some(organisation) => organisation.clone(),
            None if invitation.role == Role::Coordinator => match networks.get(&network) {
                Some(network) => network.definition.coordinator.clone(),
                None => return Err(Misfit::Network(known.iter().map(ToString::to_string).collect())),
            },
            None => {
                let named = networks.get(&network).map(|network| {
                    let organisations = network.definition.organisations.iter();
                    let beside = organisations.filter(|one| one.kind != OrganisationKind::Coordinator);
                    beside.map(|one| one.id.to_string()).collect()
                });
                return Err(Misfit::Organisation(named.unwrap_or_default()));
            }
        };
        Ok((network, organisation))
    }

    /// Whom an invitation is for. Using it up is another step: mail filters open links too.
    ///
    /// # Errors
    /// `NotFound` where there is no such invitation, or no more.
    #[boxed]
    pub async fn invited(&self, secret: &str, now: Timestamp) -> Result<Invited> {
        let mut tx = self.store.read().await?;
        let unused = tx
            .invitation(&hash_of(secret), now)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(self.as_invited(unused))
    }

    /// Uses an invitation up and returns who is in, with her own token.
    ///
    /// # Errors
    /// `NotFound` where there is no such invitation, or no more.
    #[boxed]
    pub async fn come_in(&self, secret: &str, now: Timestamp) -> Result<(Invited, String)> {
        let hash = hash_of(secret);
        let mut tx = self.store.write().await?;
        let unused = tx.invitation(&hash, now).await?.ok_or(Error::NotFound)?;
        if !tx.use_invitation(&hash, now).await? {
            return Err(Error::NotFound);
        }
        let token = self
            .token(&mut tx, unused.whom.clone(), "invitation", None, now)
            .await?;
        tx.commit().await?;
        Ok((self.as_invited(unused), token))
    }

    pub(crate) fn as_invited(&self, unused: Unused) -> Invited {
        let Unused { whom, has_password } = unused;
        let organisation = self
            .networks()
            .get(&whom.network)
            .and_then(|network| {
                network
                    .definition
                    .organisation(&whom.organisation)
                    .map(|one| one.name.clone())
            })
            .unwrap_or_else(|| whom.organisation.to_string());
        Invited {
            name: whom.name,
            organisation,
            role: whom.role,
            has_password,
        }
    }
}
