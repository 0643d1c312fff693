//! Checkpoints of a network's history, at most one an hour, and only where something happened since.

use std::iter::Peekable;

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::id::NetworkId;
use luotsi_store::{
    Tx,
    checkpoint::{Checkpoint, Leaf, Linked},
    hex,
    merkle::Tree,
};

use crate::{Service, boxed, error::Result};

/// Events that get their place in the feed in one transaction: a few milliseconds of the writer's time.
const PLACES_AT_ONCE: u32 = 500;
/// Places of the feed that one checkpoint covers at most. More happens in an hour only where much is brought
/// in at once, and then another checkpoint follows.
const COVERED_AT_ONCE: i64 = 10_000;
/// Heads read at once while a root is computed.
const PAGE: u32 = 2_000;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl Service {
    /// Gives places in the feed to what is committed and has none, in at most so many transactions. Whether
    /// all have one now.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) async fn place_events(&self, network: &NetworkId, transactions: u32) -> Result<bool> {
        for _ in 0..transactions {
            if self.store.read().await?.first_unplaced(network).await?.is_none() {
                return Ok(true);
            }
            let mut tx = self.store.write().await?;
            tx.give_places(network, PLACES_AT_ONCE).await?;
            tx.commit().await?;
        }
        Ok(false)
    }

    /// The instant at which the next checkpoint is due: the full hour after the first event that none covers,
    /// and after the last checkpoint. Nothing where nothing happened since.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn next_checkpoint(&self) -> Result<Option<Timestamp>> {
        let mut tx = self.store.read().await?;
        let mut next = None;
        for network in self.networks().iter() {
            let due = due(&mut tx, &network.definition.network).await?;
            next = [next, due].into_iter().flatten().min();
        }
        Ok(next)
    }

    /// Takes the checkpoints that are due, and returns how many that were.
    ///
    /// Whoever writes meanwhile waits for a page of places and for the entry of the heads that are new; the
    /// root is computed beside them.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn checkpoint(&self, now: Timestamp) -> Result<u32> {
        let mut taken = 0;
        for network in self.networks().iter() {
            let id = &network.definition.network;
            let due = due(&mut self.store.read().await?, id).await?;
            if due.is_none_or(|due| due > now) {
                continue;
            }
            self.place_events(id, u32::MAX).await?;
            while self.take_checkpoint(id, now).await? {
                taken += 1;
            }
        }
        Ok(taken)
    }

    /// Takes one checkpoint of a network; `false` where there is nothing new, or somebody else was quicker.
    async fn take_checkpoint(&self, network: &NetworkId, now: Timestamp) -> Result<bool> {
        let mut tx = self.store.read().await?;
        let last = tx.last_checkpoint(network).await?;
        let covered = last.as_ref().map_or(0, |last| last.checkpoint.position);
        let position = tx.feed_end(network).await?.min(covered + COVERED_AT_ONCE);
        if position <= covered {
            return Ok(false);
        }
        let new = tx.changed_leaves(network, covered, position).await?;
        let mut changes = Tree::default();
        for leaf in &new {
            changes.push(leaf.hash());
        }
        let heads = heads(&mut tx, network, &new).await?;
        tx.rollback().await?;

        let checkpoint = Checkpoint {
            network: network.clone(),
            number: last.as_ref().map_or(1, |last| last.checkpoint.number + 1),
            at: last.as_ref().map_or(now, |last| now.max(last.checkpoint.at)),
            position,
            referrals: heads.leaves(),
            root: hex::encode(&heads.root()),
            changes: hex::encode(&changes.root()),
        };
        let link = checkpoint.linked(last.as_ref().map(|last| last.link.as_str()))?;
        let mut tx = self.store.write().await?;
        let entered = tx.enter_checkpoint(&Linked { checkpoint, link }, covered).await?;
        tx.commit().await?;
        Ok(entered)
    }
}

/// When a network's next checkpoint is due.
async fn due(tx: &mut Tx, network: &NetworkId) -> Result<Option<Timestamp>> {
    let last = tx.last_checkpoint(network).await?;
    let covered = last.as_ref().map_or(0, |last| last.checkpoint.position);
    let unplaced = tx.first_unplaced(network).await?;
    let uncovered = tx.first_uncovered(network, covered).await?;
    let first = [unplaced, uncovered].into_iter().flatten().min();
    let after = last.map_or(Timestamp::MIN, |last| last.checkpoint.at);
    Ok(first.map(|first| hour_after(first.max(after))))
}

/// The full hour after an instant. A full hour is not after itself.
fn hour_after(at: Timestamp) -> Timestamp {
    let hours = at.as_second().div_euclid(HOUR.as_secs()) + 1;
    Timestamp::from_second(hours * HOUR.as_secs()).unwrap_or(Timestamp::MAX)
}

/// The tree over all heads: the newest of the last checkpoint, with what is new in its place.
async fn heads(tx: &mut Tx, network: &NetworkId, changed: &[Leaf]) -> Result<Tree> {
    let mut tree = Tree::default();
    let mut changed = changed.iter().peekable();
    let mut after = None;
    loop {
        let page = tx.newest_leaves(network, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.referral);
        for leaf in &page {
            put_before(&mut tree, &mut changed, leaf);
            let newer = changed.next_if(|newer| newer.referral == leaf.referral);
            tree.push(newer.unwrap_or(leaf).hash());
        }
    }
    for leaf in changed {
        tree.push(leaf.hash());
    }
    Ok(tree)
}

/// Those who are new and come before a referral by their ids.
fn put_before<'a>(tree: &mut Tree, changed: &mut Peekable<impl Iterator<Item = &'a Leaf>>, leaf: &Leaf) {
    while let Some(new) = changed.next_if(|new| new.referral < leaf.referral) {
        tree.push(new.hash());
    }
}

#[cfg(test)]
mod tests {
    use super::hour_after;

    #[test]
    fn the_hour_after_is_never_the_instant_itself() {
        for (at, after) in [
            ("2026-09-01T07:00:00Z", "2026-09-01T08:00:00Z"),
            ("2026-09-01T07:00:00.001Z", "2026-09-01T08:00:00Z"),
            ("2026-09-01T07:59:59.999Z", "2026-09-01T08:00:00Z"),
            ("1969-12-31T23:30:00Z", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(hour_after(at.parse().unwrap()), after.parse().unwrap(), "{at}");
        }
    }
}
