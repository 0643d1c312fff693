//! What the chain of one referral cannot show: that it is gone with all its rows, or was written anew.

use std::collections::BTreeSet;

use luotsi_domain::id::NetworkId;
use luotsi_store::{
    Tx,
    checkpoint::{Checkpoint, Linked, Unlike},
    hex,
    merkle::Tree,
};

use super::{Finding, Verified};
use crate::{Service, error::Result};

/// Rows read at once.
const PAGE: u32 = 1_000;
/// Findings of one kind told at most; more of them say nothing new.
const MOST: usize = 1_000;

impl Service {
    /// Holds every network against its checkpoints and its feed.
    pub(super) async fn verify_history(&self, tx: &mut Tx, verified: &mut Verified) -> Result<()> {
        for network in self.networks().iter() {
            let id = &network.definition.network;
            verify_checkpoints(tx, id, verified).await?;
            let mut gone = verify_heads(tx, id, verified).await?;
            verify_feed(tx, id, &mut gone, verified).await?;
            let stray = tx.stray_notices(id).await?;
            if stray > 0 {
                tell(
                    verified,
                    id.as_str(),
                    format!("{stray} notices are in no letter of the network"),
                );
            }
        }
        let orphans = tx.orphans().await?;
        if orphans > 0 {
            tell(
                verified,
                "database",
                format!("{orphans} events, texts, views or notices belong to nothing that is there"),
            );
        }
        Ok(())
    }
}

/// Whether the checkpoints are those that were taken: numbers, links, counts and roots.
async fn verify_checkpoints(tx: &mut Tx, network: &NetworkId, verified: &mut Verified) -> Result<()> {
    let mut last: Option<Linked> = None;
    loop {
        let number = last.as_ref().map_or(0, |last| last.checkpoint.number);
        let page = tx.checkpoints_after(network, number, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for linked in page {
            verified.checkpoints += 1;
            let first = tx.first_leaves(network, linked.checkpoint.number).await?;
            let changes = changes(tx, network, linked.checkpoint.number).await?;
            for what in follows(last.as_ref(), &linked, first, &hex::encode(&changes.root())) {
                tell(verified, &place(&linked.checkpoint), what);
            }
            last = Some(linked);
        }
    }
    let loose = tx.loose_leaves(network).await?;
    if loose > 0 {
        tell(
            verified,
            network.as_str(),
            format!("{loose} heads are of checkpoints that are not there: checkpoints were taken away"),
        );
    }
    if let Some(last) = last {
        let mut tree = Tree::default();
        let mut after = None;
        loop {
            let page = tx.newest_leaves(network, after, PAGE).await?;
            let Some(end) = page.last() else { break };
            after = Some(end.referral);
            for leaf in &page {
                tree.push(leaf.hash());
            }
        }
        if hex::encode(&tree.root()) != last.checkpoint.root {
            tell(
                verified,
                &place(&last.checkpoint),
                "its root is not that of the heads that are kept".to_owned(),
            );
        }
    }
    Ok(())
}

/// The tree over the heads that are new in a checkpoint.
async fn changes(tx: &mut Tx, network: &NetworkId, number: u64) -> Result<Tree> {
    let mut tree = Tree::default();
    let mut after = None;
    loop {
        let page = tx.leaves_of(network, number, after, PAGE).await?;
        let Some(end) = page.last() else {
            return Ok(tree);
        };
        after = Some(end.referral);
        for leaf in &page {
            tree.push(leaf.hash());
        }
    }
}

/// What is off in a checkpoint after the one before it; `first` is how many referrals are new in it, `changes`
/// the root over its heads.
pub(crate) fn follows(last: Option<&Linked>, linked: &Linked, first: u64, changes: &str) -> Vec<String> {
    let said = &linked.checkpoint;
    let mut off = Vec::new();
    let expected = last.map_or(1, |last| last.checkpoint.number + 1);
    if said.number != expected {
        off.push(format!("checkpoint {expected} before it is missing"));
    } else if said.linked(last.map(|last| last.link.as_str())).ok().as_ref() != Some(&linked.link) {
        // After one that is missing it could not fit.
        off.push("its link does not fit what it says and the checkpoint before".to_owned());
    }
    if said.changes != changes {
        off.push("the heads that are kept with it are not those it was taken over".to_owned());
    }
    let before = last.map_or(0, |last| last.checkpoint.referrals);
    if said.number == expected && said.referrals != before + first {
        off.push(format!(
            "it counts {} referrals, and its heads are of {}",
            said.referrals,
            before + first
        ));
    }
    if last.is_some_and(|last| said.at < last.checkpoint.at || said.position <= last.checkpoint.position) {
        off.push("it is not after the checkpoint before".to_owned());
    }
    off
}

/// Whether every head that a checkpoint has is there. The referrals that are not are given back.
async fn verify_heads(tx: &mut Tx, network: &NetworkId, verified: &mut Verified) -> Result<BTreeSet<String>> {
    let mut gone = BTreeSet::new();
    let mut told = BTreeSet::new();
    let mut last: Option<Unlike> = None;
    loop {
        let page = tx.unlike(network, last.as_ref(), PAGE).await?;
        for unlike in &page {
            if unlike.reference.is_none() {
                gone.insert(unlike.referral_id.clone());
            }
            // The first checkpoint that shows it is enough for each.
            if told.len() < MOST && told.insert(unlike.referral_id.clone()) {
                let (number, version) = (unlike.number, unlike.version);
                let what = match (&unlike.reference, &unlike.found) {
                    (None, None) => format!(
                        "it is gone with all its rows: checkpoint {number} of {network} has it with {version} events"
                    ),
                    (Some(_), None) => {
                        format!("event {version} is missing: checkpoint {number} of {network} has it")
                    }
                    (_, Some(_)) => format!(
                        "event {version} is not the one that checkpoint {number} of {network} has: it was written anew"
                    ),
                };
                let place = unlike.reference.as_ref().unwrap_or(&unlike.referral_id);
                tell(verified, place, what);
            }
        }
        match page.into_iter().last() {
            Some(end) => last = Some(end),
            None => return Ok(gone),
        }
    }
}

/// Whether the feed has its places without gaps, each with its event.
async fn verify_feed(
    tx: &mut Tx,
    network: &NetworkId,
    gone: &mut BTreeSet<String>,
    verified: &mut Verified,
) -> Result<()> {
    let (missing, beyond) = tx.feed_gaps(network).await?;
    if missing > 0 {
        tell(
            verified,
            network.as_str(),
            format!("{missing} places of its feed were taken away"),
        );
    }
    if beyond > 0 {
        tell(
            verified,
            network.as_str(),
            format!("{beyond} places of its feed are after its end"),
        );
    }
    let (mut after, mut told) = (0, 0);
    loop {
        let page = tx.empty_places(network, after, PAGE).await?;
        let Some(end) = page.last() else {
            return Ok(());
        };
        after = end.position;
        for empty in page {
            let (seq, position) = (empty.seq, empty.position);
            let what = match &empty.reference {
                Some(_) => format!("event {seq} is missing: the feed has it at place {position}"),
                None if gone.insert(empty.referral_id.clone()) => {
                    format!("it is gone with all its rows: the feed has its event {seq} at place {position}")
                }
                None => continue,
            };
            if told < MOST {
                told += 1;
                tell(
                    verified,
                    empty.reference.as_ref().unwrap_or(&empty.referral_id),
                    what,
                );
            }
        }
    }
}

fn place(checkpoint: &Checkpoint) -> String {
    format!("checkpoint {} of {}", checkpoint.number, checkpoint.network)
}

fn tell(verified: &mut Verified, place: &str, what: String) {
    verified.findings.push(Finding {
        place: place.to_owned(),
        what,
    });
}
