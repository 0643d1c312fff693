//! The ordered feed of a network's events.
//!
//! An event gets its place after its transaction has been committed, from one giver of places at a time:
//! each takes the row of the feed's end, gives the next places to whatever is committed and has none, and
//! moves the end. Whatever commits later gets a later place, on either engine, however long it was open, and
//! those who write wait for nobody. So who has read up to a place has read all that there will ever be
//! before it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId, ReferralId},
    referral::{Referral, event::Recorded},
};

use crate::{
    Error, Result, Tx,
    list::{brought_in, everybody, named},
};

/// Events of a scope between two places.
macro_rules! page {
    ($($scope:expr),+) => {
        concat!(
            "SELECT feed.position AS position, feed.referral_id AS referral_id, events.seq AS seq,
                    events.content AS content, referrals.state AS state
               FROM feed JOIN events ON events.referral_id = feed.referral_id AND events.seq = feed.seq
               JOIN referrals ON referrals.id = feed.referral_id
              WHERE feed.network = $1 AND feed.position > $4 AND feed.position <= $5 AND ",
            $($scope,)+ " ORDER BY feed.position LIMIT $6"
        )
    };
}

statements! {
    /// Tells when the oldest event without a place happened.
    FIRST_UNPLACED = "SELECT MIN(at) AS at FROM unplaced WHERE network = $1";
    /// Takes the end of a feed: nobody else gives places in it until this transaction ends.
    TAKE_FEED_END = "INSERT INTO feed_ends (network, position) VALUES ($1, 0)
        ON CONFLICT (network) DO UPDATE SET position = feed_ends.position RETURNING position";
    /// Gives places to what is committed and has none, the oldest first.
    GIVE_PLACES = "INSERT INTO feed (network, position, referral_id, seq, at)
        SELECT next.network, CAST($2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY next.at, next.referral_id, next.seq),
               next.referral_id, next.seq, next.at
          FROM (SELECT network, at, referral_id, seq FROM unplaced WHERE network = $1
                 ORDER BY at, referral_id, seq LIMIT $3) AS next";
    /// Takes what has a place now off the list; what was committed meanwhile stays on it.
    FORGET_PLACED = "DELETE FROM unplaced WHERE network = $1 AND (network, at, referral_id, seq) IN
        (SELECT network, at, referral_id, seq FROM feed WHERE network = $1 AND position > $2)";
    /// Moves the end of a feed.
    MOVE_FEED_END = "UPDATE feed_ends SET position = $2 WHERE network = $1";
    /// Tells where a feed ends.
    READ_FEED_END = "SELECT position FROM feed_ends WHERE network = $1";
    /// Whom the events between two places concern. Of protected persons nothing is told.
    CONCERNED = "SELECT DISTINCT referrals.desk AS desk, referrals.organisation AS organisation,
            referrals.transfer_to AS transfer_to
          FROM feed JOIN referrals ON referrals.id = feed.referral_id
         WHERE feed.network = $1 AND feed.position > $2 AND feed.position <= $3 AND referrals.protected = FALSE";
    /// The feed as a desk may know it.
    FEED_OF_DESK = page!("desk = $2 AND ", named!());
    /// The feed as a partner may know it.
    FEED_OF_PARTNER = page!("(((organisation = $2 OR transfer_to = $2) AND ", named!(), ") OR ", brought_in!(), ")");
    /// The feed as the coordinator may know it.
    FEED_OF_NETWORK = page!(everybody!());
}

/// How many places of a feed are looked at for one page, so that whoever may know little of a large network
/// does not make it read all of it at once.
const WINDOW: i64 = 20_000;

row! {
    struct FeedRow {
        position: i64,
        referral_id: String,
        seq: i64,
        content: String,
        state: String,
    }
}

row! {
    struct ConcernedRow {
        desk: String,
        organisation: Option<String>,
        transfer_to: Option<String>,
    }
}

/// An event with its place in the feed, and its referral as it stands now.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Its place.
    pub position: i64,
    /// The event.
    pub recorded: Recorded,
    /// What it happened to.
    pub referral: Referral,
}

/// A page of a feed.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The events.
    pub events: Vec<Placed>,
    /// Up to where the feed was looked at.
    pub up_to: i64,
}

impl Tx {
    /// When the oldest event of a network that has no place in the feed yet happened.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where that is no instant.
    pub async fn first_unplaced(&mut self, network: &NetworkId) -> Result<Option<Timestamp>> {
        let at: Option<i64> = on!(self, |c| sqlx::query_scalar(FIRST_UNPLACED)
            .bind(network.as_str())
            .fetch_one(c)
            .await)?;
        at.map(|ms| Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("unplaced", "at", network)))
            .transpose()
    }

    /// Gives places in the feed to at most so many events that have none. Returns how many got one.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn give_places(&mut self, network: &NetworkId, limit: u32) -> Result<u64> {
        let end: i64 = on!(self, |c| sqlx::query_scalar(TAKE_FEED_END)
            .bind(network.as_str())
            .fetch_one(c)
            .await)?;
        let given = execute!(
            self,
            sqlx::query(GIVE_PLACES)
                .bind(network.as_str())
                .bind(end)
                .bind(i64::from(limit))
        )?;
        if given > 0 {
            execute!(self, sqlx::query(FORGET_PLACED).bind(network.as_str()).bind(end))?;
            let end = end.saturating_add(i64::try_from(given).unwrap_or(i64::MAX));
            execute!(self, sqlx::query(MOVE_FEED_END).bind(network.as_str()).bind(end))?;
        }
        Ok(given)
    }

    /// Where a feed ends.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn feed_end(&mut self, network: &NetworkId) -> Result<i64> {
        let end: Option<i64> = on!(self, |c| sqlx::query_scalar(READ_FEED_END)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        Ok(end.unwrap_or(0))
    }

    /// The organisations that events between two places concern: desks, and the partners that have or are
    /// asked about somebody. Of protected persons nothing is told.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn concerned(
        &mut self,
        network: &NetworkId,
        after: i64,
        up_to: i64,
    ) -> Result<BTreeSet<OrganisationId>> {
        let rows: Vec<ConcernedRow> = on!(self, |c| sqlx::query_as(CONCERNED)
            .bind(network.as_str())
            .bind(after)
            .bind(up_to)
            .fetch_all(c)
            .await)?;
        let of_row = |row: ConcernedRow| [Some(row.desk), row.organisation, row.transfer_to];
        let named = rows.into_iter().flat_map(of_row).flatten();
        Ok(named.map(OrganisationId::new).collect())
    }

    /// Reads the events after a place, of the referrals that the actor may know now.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where an event or a state is none.
    pub async fn feed(&mut self, actor: &Actor, after: i64, limit: u32) -> Result<FeedPage> {
        let end = self.feed_end(&actor.network).await?;
        let window = after.saturating_add(WINDOW).min(end);
        let sql = match (actor.is_coordinator(), actor.is_desk(), actor.is_partner()) {
            (true, ..) => FEED_OF_NETWORK,
            (false, true, _) => FEED_OF_DESK,
            (false, false, true) => FEED_OF_PARTNER,
            // Whose role does not go with the organisation knows of nobody.
            (false, false, false) => {
                return Ok(FeedPage {
                    events: Vec::new(),
                    up_to: window.max(after),
                });
            }
        };
        let rows: Vec<FeedRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(actor.network.as_str())
            .bind(actor.organisation.as_str())
            .bind(actor.user.to_string())
            .bind(after)
            .bind(window)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
        let up_to = rows
            .last()
            .filter(|_| full)
            .map_or(window.max(after), |last| last.position);
        let events = rows.into_iter().map(Placed::try_from).collect::<Result<_>>()?;
        Ok(FeedPage { events, up_to })
    }
}

impl TryFrom<FeedRow> for Placed {
    type Error = Error;

    fn try_from(row: FeedRow) -> Result<Self> {
        let id: ReferralId = row
            .referral_id
            .parse()
            .map_err(|_| Error::corrupt("feed", "referral_id", &row.referral_id))?;
        let event = || format!("{id}/{}", row.seq);
        Ok(Self {
            position: row.position,
            recorded: serde_json::from_str(&row.content)
                .map_err(|_| Error::corrupt("events", "content", event()))?,
            referral: Referral::of_json(&row.state).map_err(|_| Error::corrupt("referrals", "state", id))?,
        })
    }
}
