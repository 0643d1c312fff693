//! What the coordinator watches: stalled first, with whose turn, which step, how long. No identities.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Relation},
    id::{NetworkId, OrganisationId, UserId},
    referral::{Referral, words::Status},
};
pub use luotsi_store::letter::DeadLetter;
use luotsi_store::{
    letter::LetterCount,
    list::{Filter, StatusCount},
};
use luotsi_wire::referral::HolderView;

use self::watched::Watched;
use crate::{Service, boxed, error::Result};

pub mod overview;
pub mod watched;

/// The most that stand still on one board.
const MOST_STALLED: u32 = 500;

/// How many of a status a holder has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The status.
    pub status: String,
    /// The kind of holder.
    pub holder_kind: String,
    /// Organisation or user.
    pub holder: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// How many.
    pub count: i64,
    /// How many of them stand still.
    pub stalled: i64,
}

/// One that stands still.
#[derive(Debug, Clone)]
pub struct Stalled {
    /// The referral.
    pub referral: Referral,
    /// Whose turn it is.
    pub holder: HolderView,
    /// What the coordinator may do.
    pub actions: Vec<&'static str>,
}

/// The whole board.
#[derive(Debug, Clone)]
pub struct BoardState {
    /// How many stand where.
    pub counts: Vec<Counted>,
    /// Standing still, the longest first.
    pub stalled: Vec<Stalled>,
    /// What is watched beside.
    pub watched: Watched,
}

/// Figures for the counters that operators watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauges {
    /// How many of each status.
    pub statuses: Vec<StatusCount>,
    /// Letters that wait and that are dead.
    pub letters: LetterCount,
}

impl Service {
    /// The coordinator's board.
    ///
    /// # Errors
    /// `Forbidden` for anybody else, `NotFound` where it is not the caller's network.
    #[boxed]
    pub async fn board(
        &self,
        actor: &Actor,
        network: &NetworkId,
        language: &str,
        now: Timestamp,
    ) -> Result<BoardState> {
        let network = self.coordinated(actor, network)?;
        let id = &network.definition.network;
        let mut tx = self.store.read().await?;
        let mut counts = Vec::new();
        for count in tx.count_by_holder(id, now).await? {
            let name = match count.holder.as_deref() {
                None if count.holder_kind == "coordinator" => {
                    network.organisation_name(&network.definition.coordinator)
                }
                None => None,
                Some(holder) => match holder.parse::<UserId>() {
                    Ok(user) => tx.name_of(user).await?,
                    Err(_) => network.organisation_name(&OrganisationId::new(holder)),
                },
            };
            counts.push(Counted {
                status: count.status,
                holder_kind: count.holder_kind,
                holder: count.holder,
                name,
                count: count.n,
                stalled: count.stalled,
            });
        }
        let filter = Filter {
            stalled_at: Some(now),
            limit: MOST_STALLED,
            ..Filter::default()
        };
        let mut stalled = Vec::new();
        for loaded in tx.list(actor, &filter).await? {
            let holder = self
                .holder(&mut tx, &network, &loaded.referral, Relation::Coordinator)
                .await?;
            let actions = network
                .actions(actor, &loaded.referral, now)
                .into_iter()
                .map(luotsi_domain::referral::words::Action::as_str)
                .collect();
            stalled.push(Stalled {
                referral: loaded.referral,
                holder,
                actions,
            });
        }
        Ok(BoardState {
            counts,
            stalled,
            watched: Self::watched(&mut tx, &network, language, now).await?,
        })
    }

    /// Figures for the counters that operators watch; no person in them.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn gauges(&self, now: Timestamp) -> Result<Gauges> {
        let mut tx = self.store.read().await?;
        Ok(Gauges {
            statuses: tx.count_by_status(now).await?,
            letters: tx.letter_count().await?,
        })
    }

    /// Whether the database answers and has this program's schema.
    #[boxed]
    pub async fn is_ready(&self) -> bool {
        matches!(self.store.pending().await, Ok(pending) if pending.is_empty())
    }
}

/// Whether a status is one of the road's.
#[must_use]
pub fn is_status(text: &str) -> bool {
    text.parse::<Status>().is_ok()
}
