//! Setting, changing and renewing passwords.

use jiff::Timestamp;
use luotsi_domain::id::UserId;
use luotsi_store::{Tx, password::Account, session::Scope};

use super::{WeakPassword, alive, security, strength, tries};
use crate::{
    Service, boxed,
    error::{Error, Result},
    invitation::Invited,
    people::hash_of,
};

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// The new one could be guessed.
    Weak(WeakPassword),
    /// It is not the one she has.
    Wrong,
    /// Nothing was looked at: there were too many tries.
    TooMany {
        /// From when on one may try again.
        again_at: Timestamp,
    },
}

impl Service {
    /// Sets somebody's password and ends all her sessions.
    ///
    /// # Errors
    /// `NotFound` where nobody of that id is here.
    #[boxed]
    pub async fn set_password(
        &self,
        user: UserId,
        password: &str,
        now: Timestamp,
    ) -> Result<Result<(), WeakPassword>> {
        let account = self.account(user).await?;
        if let Err(weak) = strength::check(password, &account) {
            return Ok(Err(weak));
        }
        let hash = self.hashing.hash(password, self.ids.bytes()).await?;
        let mut tx = self.store.write().await?;
        self.keep_password(&mut tx, &account, &hash, now).await?;
        tx.commit().await?;
        security!(info, "password-set", user = user);
        Ok(Ok(()))
    }

    /// Changes the password of whoever has this session, who says the old one once more. All her sessions
    /// end; the secret of a new one, which acts as this one did, is returned.
    ///
    /// # Errors
    /// `NotFound` where there is no such session, or no more.
    #[boxed]
    pub async fn change_password(
        &self,
        secret: &str,
        old: &str,
        new: &str,
        now: Timestamp,
    ) -> Result<Result<String, PasswordRefusal>> {
        let mut tx = self.store.write().await?;
        let open = tx.session(&hash_of(secret), alive(now)).await?;
        let whom = open.ok_or(Error::NotFound)?.whom;
        let user = whom.user;
        let account = tx.account(user).await?.ok_or(Error::NotFound)?;
        let key = self.tries_of(user);
        if let Err(again_at) = tries::take(&mut tx, &key, now).await? {
            security!(warn, "password-change-too-many", user = user);
            return Ok(Err(PasswordRefusal::TooMany { again_at }));
        }
        tx.commit().await?;
        let right = self.hashing.verify(old, account.password.clone()).await?;
        let (Some(kept), true) = (&account.password, right) else {
            security!(warn, "password-change-refused", user = user);
            return Ok(Err(PasswordRefusal::Wrong));
        };
        if let Err(weak) = strength::check(new, &account) {
            let mut tx = self.store.write().await?;
            tx.forget_tries(&key).await?;
            tx.commit().await?;
            return Ok(Err(PasswordRefusal::Weak(weak)));
        }
        let hash = self.hashing.hash(new, self.ids.bytes()).await?;
        let mut tx = self.store.write().await?;
        if !tx.confirm_password(user, kept).await? {
            return Ok(Err(PasswordRefusal::Wrong));
        }
        self.keep_password(&mut tx, &account, &hash, now).await?;
        let scope = Scope {
            network: whom.network,
            organisation: whom.organisation,
            role: whom.role,
        };
        let secret = self.open_session(&mut tx, user, &scope, now).await?;
        tx.commit().await?;
        security!(info, "password-changed", user = user);
        Ok(Ok(secret))
    }

    /// Uses an invitation up and opens a session that acts in the invited role.
    ///
    /// Whoever has no password sets one. Whoever has one and is invited to something further says that one,
    /// because the link comes from whoever invites, and must not open what she has elsewhere. Whoever was
    /// invited to what she is already has forgotten it, and sets a new one, which ends all her sessions.
    ///
    /// # Errors
    /// `NotFound` where there is no such invitation, or no more, or she is no longer what it says.
    #[boxed]
    pub async fn come_in_with_password(
        &self,
        invitation_secret: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<Result<(Invited, String), PasswordRefusal>> {
        let invitation = hash_of(invitation_secret);
        let mut tx = self.store.read().await?;
        let unused = tx.invitation(&invitation, now).await?.ok_or(Error::NotFound)?;
        let user = unused.whom.user;
        let account = tx.account(user).await?.ok_or(Error::NotFound)?;
        drop(tx);
        let before = if unused.has_password {
            if let Err(refusal) = self.ask(&account, password, now).await? {
                return Ok(Err(refusal));
            }
            Kept::Asked(account.password.clone().unwrap_or_default())
        } else {
            if let Err(weak) = strength::check(password, &account) {
                return Ok(Err(PasswordRefusal::Weak(weak)));
            }
            Kept::New(self.hashing.hash(password, self.ids.bytes()).await?)
        };
        let mut tx = self.store.write().await?;
        // In the meantime she may have come in by another link and set one.
        let still = tx.invitation(&invitation, now).await?.ok_or(Error::NotFound)?;
        if still.has_password != unused.has_password || !tx.use_invitation(&invitation, now).await? {
            return Err(Error::NotFound);
        }
        let whom = &still.whom;
        let scope = self
            .member(&mut tx, user, &whom.network, &whom.organisation, whom.role)
            .await?;
        match &before {
            Kept::Asked(kept) => {
                if !tx.confirm_password(user, kept).await? {
                    return Ok(Err(PasswordRefusal::Wrong));
                }
                self.forget_tries(&mut tx, &account).await?;
            }
            Kept::New(hash) => self.keep_password(&mut tx, &account, hash, now).await?,
        }
        let secret = self.open_session(&mut tx, user, &scope, now).await?;
        tx.commit().await?;
        match before {
            Kept::Asked(_) => security!(info, "came-in", user = user),
            Kept::New(_) => security!(info, "came-in-with-new-password", user = user),
        }
        Ok(Ok((self.as_invited(still), secret)))
    }

    /// Asks for the password somebody has, as often as at the door.
    async fn ask(
        &self,
        account: &Account,
        password: &str,
        now: Timestamp,
    ) -> Result<Result<(), PasswordRefusal>> {
        let user = account.user;
        let key = self.tries_at(account.email.as_deref().unwrap_or_default());
        let mut tx = self.store.write().await?;
        if let Err(again_at) = tries::take(&mut tx, &key, now).await? {
            security!(warn, "coming-in-too-many", user = user);
            return Ok(Err(PasswordRefusal::TooMany { again_at }));
        }
        tx.commit().await?;
        if self.hashing.verify(password, account.password.clone()).await? {
            return Ok(Ok(()));
        }
        security!(warn, "coming-in-refused", user = user);
        Ok(Err(PasswordRefusal::Wrong))
    }

    async fn account(&self, user: UserId) -> Result<Account> {
        let mut tx = self.store.read().await?;
        tx.account(user).await?.ok_or(Error::NotFound)
    }

    /// Keeps a new password; whatever the old one opened, or could be renewed by, is over.
    async fn keep_password(&self, tx: &mut Tx, account: &Account, hash: &str, now: Timestamp) -> Result<()> {
        tx.set_password(account.user, hash, now).await?;
        tx.end_sessions(account.user).await?;
        tx.void_renewals(account.user, now).await?;
        self.forget_tries(tx, account).await
    }

    async fn forget_tries(&self, tx: &mut Tx, account: &Account) -> Result<()> {
        if let Some(email) = &account.email {
            tx.forget_tries(&self.tries_at(email)).await?;
        }
        tx.forget_tries(&self.tries_of(account.user)).await?;
        Ok(())
    }
}

/// What an invitation's password was: asked for, as it is kept, or set, as it will be.
enum Kept {
    Asked(String),
    New(String),
}
