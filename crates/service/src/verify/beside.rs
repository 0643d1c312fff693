//! What stands beside a referral: the watch it is on, and the other side of its links.

use std::collections::BTreeMap;

use luotsi_domain::{id::ReferralId, referral::Referral};
use luotsi_store::Tx;

use crate::error::Result;

/// Whether a referral is on a watch exactly where a desk stands in, and on one of that desk.
pub(super) async fn watch(tx: &mut Tx, referral: &Referral) -> Result<Option<String>> {
    let kept = tx.watching(referral.id).await?;
    Ok(match (referral.watched_by(), kept) {
        (None, None) => None,
        (Some(desk), None) => Some(format!("{desk} stands in for its worker, but it is on no watch")),
        (None, Some(_)) => Some("it is on a watch, but no desk stands in for its worker".to_owned()),
        (Some(desk), Some(watch)) => (*desk != watch)
            .then(|| format!("{desk} stands in for its worker, but it is on a watch of {watch}")),
    })
}

/// Whether each referral that it is linked with is linked with it in the same way.
pub(super) async fn links(tx: &mut Tx, referral: &Referral) -> Result<Vec<String>> {
    if referral.links.is_empty() {
        return Ok(Vec::new());
    }
    let named = referral.links.iter().map(|link| link.other).collect();
    // One that cannot be read is told of by itself.
    let Ok(read) = tx.some_referrals(&named).await else {
        return Ok(Vec::new());
    };
    let others: BTreeMap<ReferralId, Referral> = read
        .into_iter()
        .map(|loaded| (loaded.referral.id, loaded.referral))
        .collect();
    let mut off = Vec::new();
    for link in &referral.links {
        let (other, kind) = (link.other, link.kind);
        let Some(found) = others.get(&other) else {
            off.push(format!("it is linked ({kind}) with {other}, which is not there"));
            continue;
        };
        match found.link_with(referral.id) {
            None => off.push(format!(
                "it is linked ({kind}) with {}, which is not linked with it",
                found.reference
            )),
            Some(back) if back.kind != kind || back.until != link.until => off.push(format!(
                "it is linked ({kind}) with {}, which is linked with it otherwise ({})",
                found.reference, back.kind
            )),
            Some(back) if back.lead && link.lead => off.push(format!(
                "it and {} each say that the other makes the checks",
                found.reference
            )),
            Some(_) => {}
        }
    }
    Ok(off)
}
