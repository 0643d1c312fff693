//! Who is close to the one handed over: the same person before or again, companions, the advisor who knows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    handoff::Handoff,
    id::{OrganisationId, ReferralId, UserId},
    referral::{Command, decide, words::LinkKind},
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::{request::SubmitRequest, validation::Code};

use super::Indexes;
use crate::{
    Network, Service,
    error::{Error, Result},
    linked::{came_back_from, may_link},
    step::Step,
};

impl Service {
    /// The road she came back from, as far as whoever submits may know of it: of the same desk.
    pub(super) async fn earlier_road(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        network: &Network,
        desk: &OrganisationId,
        (phone, name): Indexes,
    ) -> Result<Option<ReferralId>> {
        if !actor.is_desk() {
            return Ok(None);
        }
        let ids = tx
            .earlier_roads(&network.definition.network, phone, name, desk)
            .await?;
        let earlier = tx.some_referrals(&ids.into_iter().collect()).await?;
        Ok(came_back_from(actor, &earlier).map(|loaded| loaded.referral.id))
    }

    /// The referrals that the new one is linked with, held in the order of their ids.
    pub(super) async fn joins(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        request: &SubmitRequest,
        earlier: Option<ReferralId>,
    ) -> Result<Vec<(Loaded, LinkKind)>> {
        let mut joins: BTreeMap<ReferralId, (LinkKind, Option<usize>)> = BTreeMap::new();
        joins.extend(earlier.map(|id| (id, (LinkKind::Return, None))));
        for (position, link) in request.links.iter().enumerate() {
            let unknown = || Error::invalid(format!("/links/{position}/referral"), Code::NotInList);
            let id = self.named_referral(tx, &link.referral).await?;
            let id = id.ok_or_else(unknown)?;
            if joins.insert(id, (link.kind.kind(), Some(position))).is_some() {
                return Err(Error::invalid(
                    format!("/links/{position}/referral"),
                    Code::Duplicate,
                ));
            }
        }
        let mut held = Vec::with_capacity(joins.len());
        for (id, (kind, position)) in joins {
            let loaded = tx.hold_referral(id).await?;
            match (loaded, position) {
                (Some(loaded), None) => held.push((loaded, kind)),
                (Some(loaded), Some(_)) if may_link(actor, &loaded.referral) => held.push((loaded, kind)),
                (_, Some(position)) => {
                    return Err(Error::invalid(
                        format!("/links/{position}/referral"),
                        Code::NotInList,
                    ));
                }
                (None, None) => {}
            }
        }
        Ok(held)
    }

    /// Who at the home desk knows of a protected person whom a partner's worker brings in: without anybody
    /// there nobody could place her when she comes back.
    pub(super) async fn advisor(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        network: &Network,
        desk: &OrganisationId,
        request: &SubmitRequest,
        handoff: &Handoff,
    ) -> Result<Option<UserId>> {
        if !actor.is_partner() || !handoff.client.protected {
            return if request.advisor.is_some() {
                Err(Error::invalid("/advisor", Code::Invalid))
            } else {
                Ok(None)
            };
        }
        let advisor = request.advisor.map(UserId::new).ok_or(Error::WorkerRequired)?;
        if tx.advises_at(advisor, &network.definition.network, desk).await? {
            Ok(Some(advisor))
        } else {
            Err(Error::invalid("/advisor", Code::NotInList))
        }
    }

    /// The same person again at the same desk: an alarm on the open referral instead of a new case.
    pub(super) async fn second_call(
        &self,
        actor: &Actor,
        network: &Network,
        id: ReferralId,
        now: Timestamp,
    ) -> Result<()> {
        for _ in 0..3 {
            let mut tx = self.store.write().await?;
            let Some(loaded) = tx.hold_referral(id).await? else {
                return Ok(());
            };
            let context = network.context(actor, now);
            let events = match decide(&loaded.referral, &Command::SecondCall, &context) {
                Ok(events) if !events.is_empty() => events,
                Ok(_) | Err(_) => return Ok(()),
            };
            let step = Step {
                network,
                at: now,
                now,
                by: Some(actor),
                taken: &[],
                texts: &[],
                named: None,
                because: None,
            };
            match self.advance(&mut tx, &loaded, events, &step).await {
                Ok(_) => return Ok(tx.commit().await?),
                Err(error) if error.is_worth_another_try() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
