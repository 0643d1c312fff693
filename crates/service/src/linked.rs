//! Links as somebody may see them, and referrals as people name them: by id or by reference.

use std::collections::{BTreeMap, BTreeSet};

use luotsi_domain::{
    access::{Actor, Relation, relation, status_seen},
    id::ReferralId,
    referral::{Referral, event::Event, words::LinkKind},
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::{referral::LinkView, request::ActionRequest};

use crate::{Service, error::Result};

/// Linked referrals at hand, by id.
pub(crate) type Linked = BTreeMap<ReferralId, Referral>;

/// Reads everything that these referrals are linked with, all at once.
pub(crate) async fn linked_with<'a>(
    tx: &mut Tx,
    referrals: impl IntoIterator<Item = &'a Referral>,
) -> Result<Linked> {
    let ids: BTreeSet<ReferralId> = referrals
        .into_iter()
        .flat_map(|referral| referral.links.iter().map(|link| link.other))
        .collect();
    read_linked(tx, &ids).await
}

/// Reads these referrals, all at once.
pub(crate) async fn read_linked(tx: &mut Tx, ids: &BTreeSet<ReferralId>) -> Result<Linked> {
    if ids.is_empty() {
        return Ok(Linked::new());
    }
    let read = tx.some_referrals(ids).await?;
    Ok(read
        .into_iter()
        .map(|loaded| (loaded.referral.id, loaded.referral))
        .collect())
}

/// The links of a referral that somebody may know: each other referral has to be one she may know by itself.
/// Who is only asked knows none of them, because whom she has already could tell her who this one is.
pub(crate) fn links(actor: &Actor, referral: &Referral, linked: &Linked) -> Vec<LinkView> {
    if referral.erased || referral.is_withdrawn() || !sees_links(actor, referral) {
        return Vec::new();
    }
    let known = referral.links.iter().filter_map(|link| {
        let other = linked.get(&link.other)?;
        let stands = relation(actor, other)?;
        Some(LinkView {
            id: other.id.to_string(),
            reference: other.reference.clone(),
            kind: link.kind.as_str(),
            lead: link.lead,
            until: link.until,
            status: status_seen(stands, other).map(|status| status.as_str()),
        })
    });
    known.collect()
}

fn sees_links(actor: &Actor, referral: &Referral) -> bool {
    matches!(
        relation(actor, referral),
        Some(Relation::Desk | Relation::Carrier | Relation::Coordinator)
    )
}

/// Whether somebody may read in the history that this happened: that somebody is linked with her is known to
/// those who may know of both.
pub(crate) fn shows_link(actor: &Actor, referral: &Referral, event: &Event, linked: &Linked) -> bool {
    let other = match event {
        Event::Linked { other, .. }
        | Event::Unlinked { other }
        | Event::OverlapExtended { other, .. }
        | Event::CompanionGone { other } => other,
        Event::LeadPassed { to } if *to == referral.id => return true,
        Event::LeadPassed { to } => to,
        _ => return true,
    };
    let known = linked
        .get(other)
        .is_some_and(|other| relation(actor, other).is_some());
    known && sees_links(actor, referral)
}

/// The referrals that the history of links names, whether they are still linked or not.
pub(crate) fn named_in<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeSet<ReferralId> {
    events
        .into_iter()
        .filter_map(|event| match event {
            Event::Linked { other, .. }
            | Event::Unlinked { other }
            | Event::OverlapExtended { other, .. }
            | Event::CompanionGone { other }
            | Event::LeadPassed { to: other } => Some(*other),
            _ => None,
        })
        .collect()
}

/// How somebody who links two referrals must stand to both: she has the person, or her desk sent her.
pub(crate) fn may_link(actor: &Actor, other: &Referral) -> bool {
    let stands = relation(actor, other);
    matches!(stands, Some(Relation::Desk | Relation::Carrier)) && other.status().is_open()
}

impl Service {
    /// The referral that somebody named by id or reference, whoever may know of it.
    pub(crate) async fn named_referral(&self, tx: &mut Tx, name: &str) -> Result<Option<ReferralId>> {
        let name = name.trim();
        if let Ok(id) = name.parse() {
            return Ok(Some(id));
        }
        let reference = name.to_uppercase();
        Ok(tx.id_of_reference(&reference).await?)
    }

    /// The other referral that a request is about, if there is one.
    pub(crate) async fn other_named(
        &self,
        tx: &mut Tx,
        request: &ActionRequest,
    ) -> Result<Option<ReferralId>> {
        match request {
            ActionRequest::Link(body) => self.named_referral(tx, &body.referral).await,
            ActionRequest::Unlink(body) => self.named_referral(tx, &body.referral).await,
            _ => Ok(None),
        }
    }
}

/// Of the same person's earlier roads the one she came back from: the latest that may be told to somebody, and
/// that went by as a road does.
pub(crate) fn came_back_from<'a>(actor: &Actor, earlier: &'a [Loaded]) -> Option<&'a Loaded> {
    earlier
        .iter()
        .filter(|loaded| {
            let road = &loaded.referral;
            let known = relation(actor, road) == Some(Relation::Desk);
            known
                && road.ended_by_itself()
                && !road
                    .links
                    .iter()
                    .any(|link| link.kind == LinkKind::Return && link.other > road.id)
        })
        .max_by_key(|loaded| loaded.referral.id)
}
