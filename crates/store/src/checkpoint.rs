//! Checkpoints: what had happened in a whole network at an hour, in two hashes and a link.
//!
//! The chain of one referral shows what was altered in it, but not that a referral is gone with all its rows.
//! A checkpoint covers every referral up to a place in the feed: the root over all heads, the root over those
//! that are new since the checkpoint before, and a link over these and over the link before. The heads
//! themselves are kept with the checkpoint they are new in, and refer to nothing, so that they outlast the
//! rows they speak of.

use jiff::Timestamp;
use luotsi_domain::id::{NetworkId, ReferralId};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result, Tx,
    chain::{self, Link},
    hex, merkle,
};

pub(crate) mod proof;

pub use proof::{Missing, Unlike};

/// The heads that are new between two places of a feed, one a referral.
macro_rules! changed {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM feed JOIN events ON events.referral_id = feed.referral_id AND events.seq = feed.seq
             WHERE feed.network = $1 AND feed.position > $2 AND feed.position <= $3
               AND NOT EXISTS (SELECT 1 FROM feed AS later WHERE later.referral_id = feed.referral_id
                   AND later.seq > feed.seq AND later.position <= $3)"
        )
    };
}

statements! {
    /// Reads the last checkpoint of a network.
    LAST_CHECKPOINT = "SELECT network, number, at, position, referrals, root, changes, link FROM checkpoints
        WHERE network = $1 ORDER BY number DESC LIMIT 1";
    /// Reads a page of checkpoints, oldest first.
    PAGE_OF_CHECKPOINTS = "SELECT network, number, at, position, referrals, root, changes, link FROM checkpoints
        WHERE network = $1 AND number > $2 ORDER BY number LIMIT $3";
    /// Tells when the first event after a place of the feed happened.
    FIRST_UNCOVERED = "SELECT at FROM feed WHERE network = $1 AND position > $2 ORDER BY position LIMIT 1";
    /// Reads the heads that are new between two places of the feed.
    READ_CHANGED = concat!(changed!("feed.referral_id AS referral_id, feed.seq AS version, events.link AS head"),
        " ORDER BY feed.referral_id");
    /// Keeps them with their checkpoint.
    ENTER_LEAVES = concat!(
        "INSERT INTO checkpoint_leaves (network, number, referral_id, version, head, newest) ",
        changed!("feed.network, CAST($4 AS BIGINT), feed.referral_id, feed.seq, events.link, TRUE"));
    /// What they replace is no longer the newest.
    OUTDATE_LEAVES = "UPDATE checkpoint_leaves SET newest = FALSE
        WHERE network = $1 AND newest = TRUE AND number < $2 AND referral_id IN
            (SELECT referral_id FROM checkpoint_leaves WHERE network = $1 AND number = $2)";
    /// Appends a checkpoint; nothing where another process was quicker.
    ENTER_CHECKPOINT = "INSERT INTO checkpoints (network, number, at, position, referrals, root, changes, link)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (network, number) DO NOTHING";
    /// Reads a page of the newest heads of a network, by referral.
    PAGE_OF_NEWEST = "SELECT referral_id, version, head FROM checkpoint_leaves
        WHERE network = $1 AND newest = TRUE AND referral_id > $2 ORDER BY referral_id LIMIT $3";
}

row! {
    struct CheckpointRow {
        network: String,
        number: i64,
        at: i64,
        position: i64,
        referrals: i64,
        root: String,
        changes: String,
        link: String,
    }
}

row! {
    struct LeafRow {
        referral_id: String,
        version: i64,
        head: String,
    }
}

/// What a checkpoint says, as its link covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The network.
    pub network: NetworkId,
    /// Its number, from 1 without gaps.
    pub number: u64,
    /// When it was taken.
    pub at: Timestamp,
    /// The place in the feed up to which it covers.
    pub position: i64,
    /// How many referrals there were.
    pub referrals: u64,
    /// The root over all heads, hex.
    pub root: String,
    /// The root over those that are new in it, hex.
    pub changes: String,
}

/// A checkpoint with its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The link over it and the one before, hex.
    pub link: String,
}

/// The head of a referral's chain after so many events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The referral.
    pub referral: ReferralId,
    /// How many events it had.
    pub version: u64,
    /// The link of the last of them.
    pub head: Link,
}

impl Leaf {
    /// Its hash in a tree.
    #[must_use]
    pub fn hash(&self) -> Link {
        merkle::leaf(self.referral, self.version, &self.head)
    }
}

impl Checkpoint {
    /// Its link after the one before; `None` where that is none.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where it cannot be written, or the link before cannot be read.
    pub fn linked(&self, before: Option<&str>) -> Result<String> {
        let corrupt = |column| Error::corrupt("checkpoints", column, self.number);
        let before = match before {
            None => chain::START,
            Some(text) => hex::decode(text).ok_or_else(|| corrupt("link"))?,
        };
        let content = serde_json::to_vec(self).map_err(|_| corrupt("root"))?;
        Ok(hex::encode(&chain::link(&before, &content)))
    }
}

impl Tx {
    /// Reads the last checkpoint of a network.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where it is none.
    pub async fn last_checkpoint(&mut self, network: &NetworkId) -> Result<Option<Linked>> {
        let row: Option<CheckpointRow> = on!(self, |c| sqlx::query_as(LAST_CHECKPOINT)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        row.map(Linked::try_from).transpose()
    }

    /// Reads a page of checkpoints after a number, oldest first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where one is none.
    pub async fn checkpoints_after(
        &mut self,
        network: &NetworkId,
        number: u64,
        limit: u32,
    ) -> Result<Vec<Linked>> {
        let rows: Vec<CheckpointRow> = on!(self, |c| sqlx::query_as(PAGE_OF_CHECKPOINTS)
            .bind(network.as_str())
            .bind(signed(number))
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Linked::try_from).collect()
    }

    /// When the first event after a place of the feed happened.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where that is no instant.
    pub async fn first_uncovered(&mut self, network: &NetworkId, position: i64) -> Result<Option<Timestamp>> {
        let at: Option<i64> = on!(self, |c| sqlx::query_scalar(FIRST_UNCOVERED)
            .bind(network.as_str())
            .bind(position)
            .fetch_optional(c)
            .await)?;
        at.map(|ms| Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("feed", "at", network)))
            .transpose()
    }

    /// Reads the heads that are new between two places of the feed, by referral.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where one is none.
    pub async fn changed_leaves(&mut self, network: &NetworkId, after: i64, up_to: i64) -> Result<Vec<Leaf>> {
        let rows: Vec<LeafRow> = on!(self, |c| sqlx::query_as(READ_CHANGED)
            .bind(network.as_str())
            .bind(after)
            .bind(up_to)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Leaf::try_from).collect()
    }

    /// Reads a page of the newest heads of a network as the last checkpoint has them, by referral.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where one is none.
    pub async fn newest_leaves(
        &mut self,
        network: &NetworkId,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<Leaf>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<LeafRow> = on!(self, |c| sqlx::query_as(PAGE_OF_NEWEST)
            .bind(network.as_str())
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Leaf::try_from).collect()
    }

    /// Appends a checkpoint with the heads that are new since the place `after`. `false` where another process
    /// was quicker.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_checkpoint(&mut self, linked: &Linked, after: i64) -> Result<bool> {
        let said = &linked.checkpoint;
        let entered = execute!(
            self,
            sqlx::query(ENTER_CHECKPOINT)
                .bind(said.network.as_str())
                .bind(signed(said.number))
                .bind(said.at.as_millisecond())
                .bind(said.position)
                .bind(signed(said.referrals))
                .bind(&said.root)
                .bind(&said.changes)
                .bind(&linked.link)
        )?;
        if entered == 0 {
            return Ok(false);
        }
        execute!(
            self,
            sqlx::query(ENTER_LEAVES)
                .bind(said.network.as_str())
                .bind(after)
                .bind(said.position)
                .bind(signed(said.number))
        )?;
        execute!(
            self,
            sqlx::query(OUTDATE_LEAVES)
                .bind(said.network.as_str())
                .bind(signed(said.number))
        )?;
        Ok(true)
    }
}

impl TryFrom<CheckpointRow> for Linked {
    type Error = Error;

    fn try_from(row: CheckpointRow) -> Result<Self> {
        let corrupt = |column| {
            Error::corrupt(
                "checkpoints",
                column,
                format_args!("{}/{}", row.network, row.number),
            )
        };
        let checkpoint = Checkpoint {
            number: u64::try_from(row.number).map_err(|_| corrupt("number"))?,
            at: Timestamp::from_millisecond(row.at).map_err(|_| corrupt("at"))?,
            referrals: u64::try_from(row.referrals).map_err(|_| corrupt("referrals"))?,
            position: row.position,
            root: row.root,
            changes: row.changes,
            network: NetworkId::new(row.network.clone()),
        };
        Ok(Self {
            checkpoint,
            link: row.link,
        })
    }
}

impl TryFrom<LeafRow> for Leaf {
    type Error = Error;

    fn try_from(row: LeafRow) -> Result<Self> {
        let corrupt = |column| Error::corrupt("checkpoint_leaves", column, &row.referral_id);
        Ok(Self {
            referral: row.referral_id.parse().map_err(|_| corrupt("referral_id"))?,
            version: u64::try_from(row.version).map_err(|_| corrupt("version"))?,
            head: hex::decode(&row.head).ok_or_else(|| corrupt("head"))?,
        })
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
