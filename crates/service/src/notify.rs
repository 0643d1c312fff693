//! From audiences to receivers: each notice into the letter or digest of everybody it is for.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date};
use luotsi_domain::{
    access::Actor,
    calendar::WorkingDays,
    id::{LetterId, NetworkId, OrganisationId, UserId},
    notice::{Audience, Notice, NoticeKind, Undelivered},
    referral::{Referral, state::StandIn, words::Role},
};
use luotsi_store::{
    Tx,
    letter::{Letter, NewNotice},
};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    step::Step,
};

impl Service {
    /// Enters the notices of a step. Who did it is not told what she did.
    pub(crate) async fn enter_notices(
        &self,
        tx: &mut Tx,
        step: &Step<'_>,
        referral: &Referral,
        notices: &[(Notice, Timestamp)],
    ) -> Result<()> {
        if notices.is_empty() {
            return Ok(());
        }
        let mut told = BTreeSet::new();
        let away = away(tx, step.network, step.network.days.date_of(step.now)).await?;
        for (notice, at) in notices {
            let meant = receivers(tx, step.network, &notice.to).await?;
            for user in present(tx, step.network, referral, &notice.to, meant, &away).await? {
                let doer = step.by.is_some_and(|actor| actor.user == user);
                if doer || !told.insert((user, notice.kind)) {
                    continue;
                }
                let id = LetterId::new(self.uuid(step.now));
                let letter = LetterId::new(self.uuid(step.now));
                let entry = NewNotice {
                    id,
                    letter,
                    user,
                    network: referral.network.clone(),
                    referral: referral.id,
                    kind: notice.kind.as_str(),
                    due_what: notice.due.map(|due| due.what.as_str()),
                    due_at: notice.due.map(|due| due.at),
                    programme: notice.programme.as_ref().map(ToString::to_string),
                    slot: (!notice.at_once).then(|| slot(&step.network.days, notice.kind, *at)),
                };
                tx.enter_notice(&entry, step.now.max(*at)).await?;
            }
        }
        Ok(())
    }

    /// Gives a letter up. Its network's coordinators are told in their next digest that a letter did not
    /// arrive, unless it was for themselves: the board says whose.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn bury(&self, letter: &Letter, why: Undelivered, now: Timestamp) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.letter_dead(letter.id, now, why.as_str()).await?;
        if let Ok(network) = self.network(&letter.network) {
            let slot = network.days.digest_after(now);
            for user in receivers(&mut tx, &network, &Audience::Coordinators).await? {
                if user != letter.user {
                    let digest = LetterId::new(self.uuid(now));
                    tx.note_undelivered(digest, user, &letter.network, slot, now)
                        .await?;
                }
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Puts a dead letter back: it goes out again, to the address that its receiver has now.
    ///
    /// # Errors
    /// `Forbidden` for anybody but the coordinator, `NotFound` where it is not the caller's network or no dead
    /// letter of it.
    #[boxed]
    pub async fn retry_letter(
        &self,
        actor: &Actor,
        network: &NetworkId,
        letter: LetterId,
        now: Timestamp,
    ) -> Result<()> {
        self.coordinated(actor, network)?;
        let mut tx = self.store.write().await?;
        if !tx.revive_letter(letter, network, now).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The digest a notice goes into. What an absence moves is told before the day's work begins, or at once,
/// all of it in one letter.
fn slot(days: &WorkingDays, kind: NoticeKind, at: Timestamp) -> Timestamp {
    if matches!(kind, NoticeKind::Covering | NoticeKind::BackWithYou) {
        same_day(days, at)
    } else {
        days.digest_after(at)
    }
}

/// The digest of the day that an instant begins; at any other time of the day now.
pub(crate) fn same_day(days: &WorkingDays, at: Timestamp) -> Timestamp {
    if days.start_of(days.date_of(at)) == at {
        days.digest_after(at - SignedDuration::from_millis(1))
    } else {
        at
    }
}

/// Somebody who is away today, and where.
type Away = (UserId, OrganisationId);

async fn away(tx: &mut Tx, network: &Network, today: Date) -> Result<Vec<Away>> {
    let kept = tx.absences_in(&network.definition.network).await?;
    Ok(kept
        .into_iter()
        .filter(|kept| kept.absence.holds_on(today))
        .map(|kept| (kept.absence.user, kept.organisation))
        .collect())
}

/// Those of an organisation's people who are not away today; all of them where nobody is there.
pub(crate) async fn there(
    tx: &mut Tx,
    network: &Network,
    users: Vec<UserId>,
    today: Date,
) -> Result<Vec<UserId>> {
    Ok(without(users, &away(tx, network, today).await?))
}

fn without(users: Vec<UserId>, away: &[Away]) -> Vec<UserId> {
    let is_away = |user: &UserId| away.iter().any(|(one, _)| one == user);
    let there: Vec<UserId> = users.iter().copied().filter(|user| !is_away(user)).collect();
    // A letter that waits for somebody is better than none.
    if there.is_empty() { users } else { there }
}

/// Whoever is told instead of those who are away: who stands in with the person, or the leads.
async fn present(
    tx: &mut Tx,
    network: &Network,
    referral: &Referral,
    to: &Audience,
    meant: Vec<UserId>,
    away: &[Away],
) -> Result<Vec<UserId>> {
    let user = match to {
        Audience::Organisation(_) | Audience::Leads(_) => return Ok(without(meant, away)),
        Audience::Desk(_) | Audience::Coordinators => return Ok(meant),
        Audience::User(user) => *user,
    };
    let Some((_, organisation)) = away.iter().find(|(one, _)| *one == user) else {
        return Ok(meant);
    };
    match referral.cover.as_ref().filter(|cover| cover.worker == user) {
        Some(cover) => match &cover.by {
            StandIn::Worker { user } => receivers(tx, network, &Audience::User(*user)).await,
            // The desk is told of its watch as a whole.
            StandIn::Desk { .. } => Ok(Vec::new()),
        },
        None if referral.protected => Ok(Vec::new()),
        None => {
            let leads = receivers(tx, network, &Audience::Leads(organisation.clone())).await?;
            let leads: Vec<UserId> = leads
                .into_iter()
                .filter(|lead| !away.iter().any(|(one, _)| one == lead))
                .collect();
            Ok(if leads.is_empty() { meant } else { leads })
        }
    }
}

/// Who an audience is: everybody of it who has an address.
pub(crate) async fn receivers(tx: &mut Tx, network: &Network, audience: &Audience) -> Result<Vec<UserId>> {
    let id = &network.definition.network;
    Ok(match audience {
        Audience::User(user) => {
            if tx.has_address(*user).await? {
                vec![*user]
            } else {
                Vec::new()
            }
        }
        Audience::Desk(desk) => tx.told_at(id, desk, [Role::Advisor, Role::Lead]).await?,
        Audience::Organisation(organisation) => {
            tx.told_at(id, organisation, [Role::Worker, Role::Lead]).await?
        }
        Audience::Leads(organisation) => tx.told_at(id, organisation, [Role::Lead, Role::Lead]).await?,
        Audience::Coordinators => {
            tx.told_at(
                id,
                &network.definition.coordinator,
                [Role::Coordinator, Role::Coordinator],
            )
            .await?
        }
    })
}
