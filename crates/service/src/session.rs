//! Sessions: signing in and out, and as what somebody acts.
//!
//! The cookie has a secret of 256 random bits; the store has its hash, so that whoever reads the database
//! takes over nobody's session. Passwords are in [`password`], what makes one weak in [`strength`], how often
//! one may be tried in `tries`.
//!
//! A second factor comes between the password and [`Service::enter_session`]; another way of signing in ends
//! in the same.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId, UserId},
    referral::words::Role,
};
use luotsi_store::{
    Tx,
    session::{Alive, Open, Scope},
};
use luotsi_wire::validation::Code;
use sha2::{Digest as _, Sha256};

use crate::{
    Service, boxed,
    error::{Error, Result},
    people::hash_of,
};

pub(crate) mod hashing;
pub mod password;
pub mod strength;
mod tries;

pub use password::PasswordRefusal;
pub use strength::WeakPassword;

/// A screen left open in an office, or a phone left on a table, shows other people's lives. Half an hour is
/// longer than a phone call; what was typed is kept as a draft.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Longer than any working day, shorter than until the next.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// Reading pages writes no more often than this.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Separates what forms carry from every other hash of the cookie's secret.
const FOR_FORMS: &[u8] = b"luotsi/csrf/v1\0";

/// Where sign-ins, refusals and sign-outs are told: never an address or a name, only ids.
macro_rules! security {
    ($level:ident, $event:literal $(, $key:ident = $value:expr)*) => {
        tracing::$level!(target: "luotsi::security", event = $event $(, $key = %$value)*)
    };
}
use security;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// As what she acts now.
    pub actor: Actor,
    /// Her name.
    pub name: String,
    /// The language of her pages and letters: fi, sv or en.
    pub language: String,
    /// Everything she is, by network and organisation; what she acts as is among them.
    pub memberships: Vec<Membership>,
    /// What her forms carry, so that only our own pages act for her. Derived from the cookie's secret: the
    /// store knows neither.
    pub csrf: String,
    /// When it ends if she does nothing more; at the latest when it ends anyway.
    pub ends_at: Timestamp,
}

/// What somebody is, where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The network.
    pub network: NetworkId,
    /// Its name, in her language.
    pub network_name: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// What she is there.
    pub role: Role,
}

impl Membership {
    fn is(&self, network: &NetworkId, organisation: &OrganisationId, role: Role) -> bool {
        self.network == *network && self.organisation == *organisation && self.role == role
    }

    fn scope(&self) -> Scope {
        Scope {
            network: self.network.clone(),
            organisation: self.organisation.clone(),
            role: self.role,
        }
    }
}

/// How a sign-in went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// She is in.
    In {
        /// What the cookie holds.
        secret: String,
    },
    /// Nobody of that address and password, or nobody who may do anything here.
    Wrong,
    /// Nothing was looked at: there were too many tries at that address.
    TooMany {
        /// From when on one may try again.
        again_at: Timestamp,
    },
}

impl Service {
    /// Signs somebody in by address and password. Takes as long for an address nobody has.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn sign_in(&self, email: &str, password: &str, now: Timestamp) -> Result<SignedIn> {
        let key = self.tries_at(email);
        let mut tx = self.store.write().await?;
        if let Err(again_at) = tries::take(&mut tx, &key, now).await? {
            security!(warn, "sign-in-too-many");
            return Ok(SignedIn::TooMany { again_at });
        }
        let account = tx.account_at(email).await?;
        tx.commit().await?;
        let kept = account.as_ref().and_then(|account| account.password.clone());
        let right = self.hashing.verify(password, kept.clone()).await?;
        let (Some(account), Some(kept), true) = (account, kept, right) else {
            security!(warn, "sign-in-refused");
            return Ok(SignedIn::Wrong);
        };
        let user = account.user;
        let mut tx = self.store.write().await?;
        // Whoever changes a password ends all sessions; none may begin by the old one after that.
        if !tx.confirm_password(user, &kept).await? {
            security!(warn, "sign-in-refused", user = user);
            return Ok(SignedIn::Wrong);
        }
        let Some(first) = self.memberships(&mut tx, user, "fi").await?.into_iter().next() else {
            security!(warn, "sign-in-without-role", user = user);
            return Ok(SignedIn::Wrong);
        };
        tx.forget_tries(&key).await?;
        let secret = self.open_session(&mut tx, user, &first.scope(), now).await?;
        tx.commit().await?;
        security!(info, "signed-in", user = user);
        Ok(SignedIn::In { secret })
    }

    /// Who a cookie's secret stands for. `None` where there is no such session, it has ended, its person has
    /// left, or she has no role any more; where only the role she acted in was taken away, she acts in
    /// another.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn session(&self, secret: &str, now: Timestamp) -> Result<Option<Session>> {
        let hash = hash_of(secret);
        let mut tx = self.store.read().await?;
        let Some(open) = tx.session(&hash, alive(now)).await? else {
            return Ok(None);
        };
        let Open {
            whom,
            language,
            seen_at,
            ends_at,
        } = open;
        let memberships = self.memberships(&mut tx, whom.user, &language).await?;
        drop(tx);
        let acts = memberships
            .iter()
            .find(|one| one.is(&whom.network, &whom.organisation, whom.role));
        let Some(scope) = acts.or_else(|| memberships.first()).map(Membership::scope) else {
            return Ok(None);
        };
        let Some(kind) = self
            .networks()
            .get(&scope.network)
            .and_then(|network| network.kind(&scope.organisation))
        else {
            return Ok(None);
        };
        let seen = now.duration_since(seen_at) >= SEEN_EVERY;
        if seen || acts.is_none() {
            let mut tx = self.store.write().await?;
            if acts.is_none() {
                tx.act_as(&hash, &scope, alive(now)).await?;
                security!(info, "acts-as-other", user = whom.user, role = scope.role);
            }
            if seen {
                tx.see_session(&hash, now).await?;
            }
            tx.commit().await?;
        }
        let idle_end = if seen { now } else { seen_at } + IDLE;
        Ok(Some(Session {
            actor: Actor {
                user: whom.user,
                network: scope.network,
                organisation: scope.organisation,
                kind,
                role: scope.role,
            },
            name: whom.name,
            language,
            memberships,
            csrf: csrf_of(secret),
            ends_at: idle_end.min(ends_at),
        }))
    }

    /// Lets a session act as something else that its person is; `None` where she is not, or it has ended.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn act_as(
        &self,
        secret: &str,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
        now: Timestamp,
    ) -> Result<Option<()>> {
        if !self.is_in_force(network, organisation, role) {
            return Ok(None);
        }
        let scope = Scope {
            network: network.clone(),
            organisation: organisation.clone(),
            role,
        };
        let mut tx = self.store.write().await?;
        let acts = tx.act_as(&hash_of(secret), &scope, alive(now)).await?;
        tx.commit().await?;
        Ok(acts.then_some(()))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn sign_out(&self, secret: &str) -> Result<()> {
        let mut tx = self.store.write().await?;
        let user = tx.end_session(&hash_of(secret)).await?;
        tx.commit().await?;
        if let Some(user) = user {
            security!(info, "signed-out", user = user);
        }
        Ok(())
    }

    /// Ends all sessions of somebody, this one too, and says how many there were.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn sign_out_everywhere(&self, user: UserId) -> Result<u64> {
        let mut tx = self.store.write().await?;
        let ended = tx.end_sessions(user).await?;
        tx.commit().await?;
        security!(info, "signed-out-everywhere", user = user, sessions = ended);
        Ok(ended)
    }

    /// Sets the language of somebody's pages and letters.
    ///
    /// # Errors
    /// `InvalidRequest` for another than fi, sv or en, `NotFound` where nobody of that id is here.
    #[boxed]
    pub async fn choose_language(&self, user: UserId, language: &str) -> Result<()> {
        if !matches!(language, "fi" | "sv" | "en") {
            return Err(Error::invalid("/language", Code::NotInList));
        }
        let mut tx = self.store.write().await?;
        let known = tx.set_language(user, language).await?;
        tx.commit().await?;
        if known { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Opens a session for somebody who has shown in another way who she is.
    ///
    /// # Errors
    /// `NotFound` where she is not that, there.
    #[boxed]
    pub async fn enter_session(
        &self,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
        now: Timestamp,
    ) -> Result<String> {
        let mut tx = self.store.write().await?;
        let scope = self.member(&mut tx, user, network, organisation, role).await?;
        let secret = self.open_session(&mut tx, user, &scope, now).await?;
        tx.commit().await?;
        security!(info, "signed-in", user = user);
        Ok(secret)
    }

    /// The scope of somebody who is here and is that, there.
    async fn member(
        &self,
        tx: &mut Tx,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
        role: Role,
    ) -> Result<Scope> {
        if tx.account(user).await?.is_none() {
            return Err(Error::NotFound);
        }
        let memberships = self.memberships(tx, user, "fi").await?;
        memberships
            .iter()
            .find(|one| one.is(network, organisation, role))
            .map(Membership::scope)
            .ok_or(Error::NotFound)
    }

    /// Opens a session within a transaction and returns its secret.
    async fn open_session(&self, tx: &mut Tx, user: UserId, scope: &Scope, now: Timestamp) -> Result<String> {
        let secret = luotsi_store::hex::encode(&[self.ids.bytes(), self.ids.bytes()].concat());
        tx.enter_session(&hash_of(&secret), user, scope, now + ABSOLUTE, now)
            .await?;
        Ok(secret)
    }

    /// What somebody is in the networks in force, with the names there.
    async fn memberships(&self, tx: &mut Tx, user: UserId, language: &str) -> Result<Vec<Membership>> {
        let networks = self.networks();
        let scopes = tx.memberships(user).await?;
        let named = scopes.into_iter().filter(|scope| scope.role != Role::Machine);
        Ok(named
            .filter_map(|scope| {
                let network = networks.get(&scope.network)?;
                let organisation_name = network.organisation_name(&scope.organisation)?;
                let definition = &network.definition;
                Some(Membership {
                    network: scope.network,
                    network_name: definition.say(&definition.name, language).to_owned(),
                    organisation: scope.organisation,
                    organisation_name,
                    role: scope.role,
                })
            })
            .collect())
    }

    /// Whether people act as that anywhere.
    fn is_in_force(&self, network: &NetworkId, organisation: &OrganisationId, role: Role) -> bool {
        let network = self.networks().get(network);
        role != Role::Machine && network.is_some_and(|network| network.kind(organisation).is_some())
    }

    /// Forgets sessions that have ended and tries that are long ago.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn tidy_sessions(&self, now: Timestamp) -> Result<u64> {
        let mut tx = self.store.write().await?;
        let sessions = tx.forget_sessions(now - IDLE).await?;
        let forgotten = sessions + tx.forget_old_tries(now - tries::KEPT).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}

/// What the forms of a session carry.
#[must_use]
pub fn csrf_of(secret: &str) -> String {
    let digest = Sha256::new()
        .chain_update(FOR_FORMS)
        .chain_update(secret)
        .finalize();
    luotsi_store::hex::encode(&digest)
}

fn alive(now: Timestamp) -> Alive {
    Alive {
        now,
        seen_after: now - IDLE,
    }
}
