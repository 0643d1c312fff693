//! A draft as its own organisation sees it.

use jiff::Timestamp;
use luotsi_domain::draft::Draft;
use luotsi_store::Tx;
use luotsi_wire::{
    draft::DraftView,
    referral::{DueView, HolderView},
};
use serde_json::{Value, json};

use crate::{Network, error::Result};

/// A draft, with its handoff or, in lists, without.
pub(crate) async fn draft(
    tx: &mut Tx,
    network: &Network,
    draft: &Draft,
    handoff: Option<Value>,
    now: Timestamp,
) -> Result<DraftView> {
    Ok(DraftView {
        id: draft.id.to_string(),
        reference: draft.reference.clone(),
        network: draft.network.to_string(),
        organisation: draft.organisation.to_string(),
        status: "draft",
        version: draft.version,
        holder: holder(tx, network, draft).await?,
        due: due(draft),
        stalled: now >= draft.due.at,
        old: draft.old,
        call_back_on: draft.content.call_back_on,
        begun_at: draft.begun_at,
        saved_at: draft.saved_at,
        facts: (!draft.content.protected).then(|| json!(draft.content.facts)),
        handoff,
    })
}

/// With whom it is, by name.
pub(crate) async fn holder(tx: &mut Tx, network: &Network, draft: &Draft) -> Result<HolderView> {
    let holder = draft.holder();
    Ok(match holder.user {
        Some(user) => HolderView {
            kind: holder.kind.as_str(),
            id: Some(user.to_string()),
            name: tx.name_of(user).await?,
        },
        None => HolderView {
            kind: holder.kind.as_str(),
            name: network.organisation_name(&holder.organisation),
            id: Some(holder.organisation.to_string()),
        },
    })
}

/// What is due.
pub(crate) fn due(draft: &Draft) -> DueView {
    DueView {
        what: draft.due.what.as_str(),
        at: Some(draft.due.at),
    }
}
