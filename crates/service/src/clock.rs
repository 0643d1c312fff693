//! The clock's part: due steps and tidying. Each runs once, with `now` as argument, and can be repeated
//! without harm. The loops live elsewhere.

use jiff::{SignedDuration, Timestamp, ToSpan};
use luotsi_domain::{
    access::Actor,
    id::{ProgrammeId, ReferralId, UserId},
    network::OrganisationKind,
    referral::{Context, expires, tick, wake, words::Role},
};
use luotsi_store::{Tx, list::Stepped};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    learnt::forget_answers,
    step::Step,
};

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Steps taken, and referrals looked at again for which there was none.
    pub stepped: u32,
    /// Whether there may be more to do at the same instant.
    pub more: bool,
}

/// The shortest time there is between two instants that are kept.
const MOMENT: SignedDuration = SignedDuration::from_millis(1);

impl Service {
    /// Takes the clock's due steps, at most `limit` referrals and drafts, in the order of their instants.
    ///
    /// # Errors
    /// Where the store fails as a whole. A referral that somebody else moved meanwhile is left to the next
    /// sweep; one that cannot be read is told to the log and passed by.
    #[boxed]
    pub async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept> {
        // Who has whose work is settled between what was due before and what is due after.
        let edge = {
            let mut tx = self.store.read().await?;
            self.next_beside(&mut tx).await?.filter(|edge| *edge <= now)
        };
        let Some(edge) = edge else {
            return self.sweep_referrals(now, now, limit).await;
        };
        let before = self.sweep_referrals(edge - MOMENT, now, limit).await?;
        if before.stepped > 0 {
            return Ok(Swept { more: true, ..before });
        }
        match self.step_beside(edge, now).await {
            Ok(0) => {}
            Ok(stepped) => return Ok(Swept { stepped, more: true }),
            Err(error) if error.is_worth_another_try() => {}
            Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
            // What stands beside the referrals must not keep the clock from them.
            Err(error) => tracing::error!(%error, "the clock could not settle an absence or tell a task"),
        }
        self.sweep_referrals(now, now, limit).await
    }

    /// Takes the due steps of the referrals that need the clock at `until` or before.
    async fn sweep_referrals(&self, until: Timestamp, now: Timestamp, limit: u32) -> Result<Swept> {
        let due = self.store.read().await?.due_steps(until, limit).await?;
        let mut swept = Swept {
            stepped: 0,
            more: due.len() >= usize::try_from(limit).unwrap_or(usize::MAX),
        };
        for one in due {
            let stepped = match one {
                Stepped::Referral(id) => self.step_clock(id, now).await,
                Stepped::Draft(id) => self.step_draft(id, now).await,
            };
            match stepped {
                Ok(stepped) => {
                    swept.stepped += u32::from(stepped);
                    swept.more |= stepped;
                }
                Err(error) if error.is_worth_another_try() => swept.more = true,
                Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                // One that cannot be read must not keep the clock from everybody else.
                Err(error) => match one {
                    Stepped::Referral(id) => {
                        tracing::error!(referral.id = %id, %error, "the clock could not step a referral; run `luotsi verify`");
                    }
                    Stepped::Draft(id) => {
                        tracing::error!(draft.id = %id, %error, "the clock could not step a draft; run `luotsi verify`");
                    }
                },
            }
        }
        Ok(swept)
    }

    /// The next instant of what stands beside the referrals: absences, watches, questions about places, ends of
    /// programmes.
    async fn next_beside(&self, tx: &mut Tx) -> Result<Option<Timestamp>> {
        let absence = tx.next_absence().await?.map(|edge| edge.at);
        let watch = tx.next_watch().await?;
        let claim = self.next_claim(tx).await?;
        let ending = self.next_announcement(tx).await?;
        Ok([absence, watch, claim, ending].into_iter().flatten().min())
    }

    /// Does what is due beside the referrals at an instant, and says how much that was.
    async fn step_beside(&self, edge: Timestamp, now: Timestamp) -> Result<u32> {
        Ok(self.settle_absences(edge, now).await?
            + self.tell_watches(edge, now).await?
            + self.ask_claims(edge, now).await?
            + self.announce_endings(now).await?)
    }

    /// Takes one due step of one referral.
    async fn step_clock(&self, id: ReferralId, now: Timestamp) -> Result<bool> {
        let mut tx = self.store.write().await?;
        let Some(mut held) = self.hold(&mut tx, id, None).await? else {
            return Ok(false);
        };
        let referral = &held.origin.referral;
        let network = self.network(&referral.network)?;
        let nobody = nobody(&network);
        let context = Context {
            now,
            ..network.context(&nobody, now)
        };
        // Before its instant nobody else is asked: a place taken for that would keep it from sleeping on.
        let is_due = wake(referral, &network.days, &network.definition).is_some_and(|at| at <= now);
        let next = if is_due && expires(referral, &network.days, &network.definition) {
            self.next_alternative(&mut tx, &network, referral, now).await?
        } else {
            None
        };
        let Some((at, events)) = tick(referral, next.as_ref(), &context) else {
            // A setting has moved the instant for which it was woken: it sleeps on until the new one.
            let wakes = wake(referral, &network.days, &network.definition);
            if wakes.is_none_or(|at| at > now) && next.is_none() {
                tx.set_wake(&held.origin, wakes).await?;
                tx.commit().await?;
            }
            return Ok(false);
        };
        let taken: Vec<ProgrammeId> = next.into_iter().map(|choice| choice.programme).collect();
        let step = Step {
            network: &network,
            at,
            now,
            by: None,
            taken: &taken,
            texts: &[],
            named: None,
            because: None,
        };
        self.carry_through(&mut tx, &mut held, events, &step, &context)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The next instant at which the clock or the outbox has something to do.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn next_instant(&self) -> Result<Option<Timestamp>> {
        let (wake, letter) = (self.next_wake().await?, self.next_letter().await?);
        Ok([wake, letter].into_iter().flatten().min())
    }

    /// The next instant at which the clock has something to do.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn next_wake(&self) -> Result<Option<Timestamp>> {
        let mut tx = self.store.read().await?;
        let wake = tx.next_wake().await?;
        let beside = self.next_beside(&mut tx).await?;
        Ok([wake, beside].into_iter().flatten().min())
    }

    /// The next instant at which a letter can be sent, as far as it is up to the letter.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn next_letter(&self) -> Result<Option<Timestamp>> {
        Ok(self.store.read().await?.next_letter().await?)
    }

    /// The next instant at which a place somebody may be waiting for comes free by time alone: a pause has
    /// ended, a month or a programme begins.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn next_free(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let mut next: Option<Timestamp> = None;
        let mut tx = self.store.read().await?;
        for network in self.networks().iter() {
            let id = &network.definition.network;
            if tx.waiting(id, 1).await?.is_empty() {
                continue;
            }
            let days = &network.days;
            let month = days.date_of(now).last_of_month().saturating_add(1.day());
            for standing in tx.standings(id).await? {
                let begins = network
                    .definition
                    .programme(&standing.programme)
                    .map(|programme| programme.valid_from);
                let resumes = standing.paused_until.map(|last| last.saturating_add(1.day()));
                let renewed = standing.intake_per_month.map(|_| month);
                next = [begins, resumes, renewed]
                    .into_iter()
                    .flatten()
                    .map(|day| days.start_of(day))
                    .filter(|at| *at > now)
                    .chain(next)
                    .min();
            }
        }
        Ok(next)
    }

    /// Forgets what is kept for a day only, adds up what was counted, and sees that nobody is left with whoever is away.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn tidy(&self, now: Timestamp) -> Result<u64> {
        self.settle_again(now).await?;
        self.add_up().await?;
        let mut tx = self.store.write().await?;
        let forgotten = tx.forget_old_keys(now).await?;
        for network in self.networks().iter() {
            forget_answers(&mut tx, network, now).await?;
        }
        tx.commit().await?;
        Ok(forgotten)
    }
}

/// The clock decides nothing that asks who it is.
fn nobody(network: &Network) -> Actor {
    Actor {
        user: UserId::new(uuid::Uuid::nil()),
        network: network.definition.network.clone(),
        organisation: network.definition.coordinator.clone(),
        kind: OrganisationKind::Coordinator,
        role: Role::Machine,
    }
}
