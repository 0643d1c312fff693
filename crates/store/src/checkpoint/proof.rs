//! Holding the present against checkpoints and the feed: only what does not fit is read.

use luotsi_domain::id::{NetworkId, ReferralId};

use super::{Leaf, LeafRow, signed};
use crate::{Result, Tx};

statements! {
    /// Reads a page of the heads that are new in a checkpoint, by referral.
    PAGE_OF_LEAVES = "SELECT referral_id, version, head FROM checkpoint_leaves
        WHERE network = $1 AND number = $2 AND referral_id > $3 ORDER BY referral_id LIMIT $4";
    /// Counts the heads that no checkpoint before had a referral of.
    COUNT_FIRST_LEAVES = "SELECT COUNT(*) AS n FROM checkpoint_leaves AS leaf
        WHERE leaf.network = $1 AND leaf.number = $2 AND NOT EXISTS (SELECT 1 FROM checkpoint_leaves AS earlier
            WHERE earlier.network = $1 AND earlier.referral_id = leaf.referral_id AND earlier.number < $2)";
    /// Counts heads of checkpoints that are not there.
    COUNT_LOOSE_LEAVES = "SELECT COUNT(*) AS n FROM checkpoint_leaves AS leaf WHERE leaf.network = $1
        AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE checkpoints.network = $1
            AND checkpoints.number = leaf.number)";
    /// Finds heads that no event has, oldest checkpoint first.
    FIND_UNLIKE = "SELECT leaf.number AS number, leaf.referral_id AS referral_id, leaf.version AS version,
            referrals.reference AS reference, events.link AS found
        FROM checkpoint_leaves AS leaf
        LEFT JOIN events ON events.referral_id = leaf.referral_id AND events.seq = leaf.version
        LEFT JOIN referrals ON referrals.id = leaf.referral_id
        WHERE leaf.network = $1 AND (leaf.number, leaf.referral_id) > ($2, $3)
          AND (events.link IS NULL OR events.link <> leaf.head)
        ORDER BY leaf.number, leaf.referral_id LIMIT $4";
    /// Counts the places of a feed.
    COUNT_PLACES = "SELECT COUNT(*) AS n FROM feed WHERE network = $1 AND position BETWEEN 1 AND $2";
    /// Counts the places after a feed's end.
    COUNT_PLACES_BEYOND = "SELECT COUNT(*) AS n FROM feed WHERE network = $1 AND position > $2";
    /// Finds places of the feed whose event is not there.
    FIND_EMPTY_PLACES = "SELECT feed.position AS position, feed.referral_id AS referral_id, feed.seq AS seq,
            referrals.reference AS reference
        FROM feed LEFT JOIN events ON events.referral_id = feed.referral_id AND events.seq = feed.seq
        LEFT JOIN referrals ON referrals.id = feed.referral_id
        WHERE feed.network = $1 AND feed.position > $2 AND events.seq IS NULL
        ORDER BY feed.position LIMIT $3";
    /// Finds the events of a referral that the feed neither has nor waits for.
    FIND_PLACELESS = "SELECT events.seq AS seq FROM events WHERE events.referral_id = $1
          AND NOT EXISTS (SELECT 1 FROM feed WHERE feed.referral_id = events.referral_id AND feed.seq = events.seq)
          AND NOT EXISTS (SELECT 1 FROM unplaced WHERE unplaced.network = $2 AND unplaced.at = events.at
              AND unplaced.referral_id = events.referral_id AND unplaced.seq = events.seq)
        ORDER BY events.seq";
    /// Reads the link of one event.
    READ_LINK = "SELECT link FROM events WHERE referral_id = $1 AND seq = $2";
    /// Counts the views of a referral.
    COUNT_VIEWS = "SELECT COUNT(*) AS n FROM views WHERE referral_id = $1";
    /// Counts the notices of a network's referrals whose letter is not there, or is of another network.
    COUNT_STRAY_NOTICES = "SELECT COUNT(*) AS n FROM notices JOIN referrals ON referrals.id = notices.referral_id
        LEFT JOIN letters ON letters.id = notices.letter_id AND letters.network = referrals.network
        WHERE referrals.network = $1 AND letters.id IS NULL";
    /// Counts a network's rows that belong to no referral: texts, views, notices of none.
    COUNT_ORPHANS = "SELECT (SELECT COUNT(*) FROM events LEFT JOIN referrals ON referrals.id = events.referral_id
                WHERE referrals.id IS NULL)
        + (SELECT COUNT(*) FROM texts LEFT JOIN events ON events.referral_id = texts.referral_id
                AND events.seq = texts.seq WHERE events.seq IS NULL)
        + (SELECT COUNT(*) FROM views LEFT JOIN referrals ON referrals.id = views.referral_id
                WHERE referrals.id IS NULL)
        + (SELECT COUNT(*) FROM notices LEFT JOIN referrals ON referrals.id = notices.referral_id
                WHERE referrals.id IS NULL) AS n";
}

row! {
    /// A head that a checkpoint has and no event does.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Unlike {
        /// The checkpoint's number.
        pub number: i64,
        /// The referral.
        pub referral_id: String,
        /// How many events it had.
        pub version: i64,
        /// Its reference, if it is there.
        pub reference: Option<String>,
        /// The link that the event has instead, if it is there.
        pub found: Option<String>,
    }
}

row! {
    /// A place of the feed whose event is not there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Missing {
        /// The place.
        pub position: i64,
        /// The referral.
        pub referral_id: String,
        /// The event's number.
        pub seq: i64,
        /// The referral's reference, if it is there.
        pub reference: Option<String>,
    }
}

impl Tx {
    /// Reads a page of the heads that are new in a checkpoint, by referral.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) where one is none.
    pub async fn leaves_of(
        &mut self,
        network: &NetworkId,
        number: u64,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<Leaf>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<LeafRow> = on!(self, |c| sqlx::query_as(PAGE_OF_LEAVES)
            .bind(network.as_str())
            .bind(signed(number))
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Leaf::try_from).collect()
    }

    /// How many referrals a checkpoint has that none before had.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn first_leaves(&mut self, network: &NetworkId, number: u64) -> Result<u64> {
        let n: i64 = on!(self, |c| sqlx::query_scalar(COUNT_FIRST_LEAVES)
            .bind(network.as_str())
            .bind(signed(number))
            .fetch_one(c)
            .await)?;
        Ok(unsigned(n))
    }

    /// How many heads belong to checkpoints that are not there.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn loose_leaves(&mut self, network: &NetworkId) -> Result<u64> {
        let n: i64 = on!(self, |c| sqlx::query_scalar(COUNT_LOOSE_LEAVES)
            .bind(network.as_str())
            .fetch_one(c)
            .await)?;
        Ok(unsigned(n))
    }

    /// Finds a page of heads that checkpoints have and no event does, after one of them.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn unlike(
        &mut self,
        network: &NetworkId,
        after: Option<&Unlike>,
        limit: u32,
    ) -> Result<Vec<Unlike>> {
        let (number, id) = after.map_or((0, ""), |last| (last.number, last.referral_id.as_str()));
        on!(self, |c| sqlx::query_as(FIND_UNLIKE)
            .bind(network.as_str())
            .bind(number)
            .bind(id)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)
    }

    /// How many places of a feed are not there although it has an end after them, or are there after its end.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn feed_gaps(&mut self, network: &NetworkId) -> Result<(u64, u64)> {
        let end = self.feed_end(network).await?;
        let places: i64 = on!(self, |c| sqlx::query_scalar(COUNT_PLACES)
            .bind(network.as_str())
            .bind(end)
            .fetch_one(c)
            .await)?;
        let beyond: i64 = on!(self, |c| sqlx::query_scalar(COUNT_PLACES_BEYOND)
            .bind(network.as_str())
            .bind(end)
            .fetch_one(c)
            .await)?;
        Ok((unsigned(end - places), unsigned(beyond)))
    }

    /// Finds a page of places of the feed whose event is not there, after a place.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn empty_places(
        &mut self,
        network: &NetworkId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Missing>> {
        on!(self, |c| sqlx::query_as(FIND_EMPTY_PLACES)
            .bind(network.as_str())
            .bind(after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)
    }

    /// The numbers of a referral's events that the feed neither has nor waits for.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn placeless(&mut self, network: &NetworkId, id: ReferralId) -> Result<Vec<i64>> {
        on!(self, |c| sqlx::query_scalar(FIND_PLACELESS)
            .bind(id.to_string())
            .bind(network.as_str())
            .fetch_all(c)
            .await)
    }

    /// The link of one event.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn link_of(&mut self, id: ReferralId, seq: u64) -> Result<Option<String>> {
        on!(self, |c| sqlx::query_scalar(READ_LINK)
            .bind(id.to_string())
            .bind(signed(seq))
            .fetch_optional(c)
            .await)
    }

    /// How many views of a referral are noted.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_views(&mut self, id: ReferralId) -> Result<u64> {
        let n: i64 = on!(self, |c| sqlx::query_scalar(COUNT_VIEWS)
            .bind(id.to_string())
            .fetch_one(c)
            .await)?;
        Ok(unsigned(n))
    }

    /// How many notices of a network's referrals are in no letter of that network.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn stray_notices(&mut self, network: &NetworkId) -> Result<u64> {
        let n: i64 = on!(self, |c| sqlx::query_scalar(COUNT_STRAY_NOTICES)
            .bind(network.as_str())
            .fetch_one(c)
            .await)?;
        Ok(unsigned(n))
    }

    /// How many events, texts, views and notices belong to nothing that is there.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn orphans(&mut self) -> Result<u64> {
        let n: i64 = on!(self, |c| sqlx::query_scalar(COUNT_ORPHANS).fetch_one(c).await)?;
        Ok(unsigned(n))
    }
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}
