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
use luotsi_wire::{
    answer::{EndingCountView, ProgrammeView, ProtectedView, UnmetView},
    referral::HolderView,
};

use crate::{
    Service,
    capacity::programmes_of,
    error::{Error, Result},
    figures::{FOLLOWED, recent},
};

pub mod overview;

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
    /// Protected persons.
    pub protected: ProtectedView,
    /// Programmes and their places.
    pub programmes: Vec<ProgrammeView>,
    /// Who waits, by district.
    pub unmet: Vec<UnmetView>,
    /// References that may be the same person at two desks.
    pub doubles: Vec<[String; 2]>,
    /// Programmes that end soon or have ended.
    pub endings: Vec<EndingCountView>,
    /// How the follow-ups of twelve months ended.
    pub follow_ups: Vec<(String, u64)>,
    /// Mails refused for good.
    pub dead_letters: Vec<DeadLetter>,
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
    pub async fn board(
        &self,
        actor: &Actor,
        network: &NetworkId,
        language: &str,
        now: Timestamp,
    ) -> Result<BoardState> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if !actor.is_coordinator() {
            return Err(Error::Forbidden);
        }
        let network = self.network(network)?;
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
        let protected = tx.count_protected(id, now).await?;
        let (year, _) = recent(&mut tx, id, network.days.date_of(now)).await?;
        let follow_ups = year
            .of(FOLLOWED)
            .map(|(outcome, times)| (outcome.to_owned(), times));
        let mut follow_ups: Vec<(String, u64)> = follow_ups.collect();
        follow_ups.sort();
        Ok(BoardState {
            counts,
            stalled,
            protected: ProtectedView {
                open: protected.open,
                stalled: protected.stalled,
            },
            programmes: programmes_of(&mut tx, &network, language, now).await?,
            unmet: tx
                .unmet(id)
                .await?
                .into_iter()
                .map(|one| UnmetView {
                    district: Some(one.district).filter(|code| !code.is_empty()),
                    count: one.n,
                })
                .collect(),
            doubles: tx
                .doubles(id)
                .await?
                .into_iter()
                .map(|one| [one.reference, one.other])
                .collect(),
            endings: Self::ending_counts(&mut tx, &network, now).await?,
            follow_ups,
            dead_letters: tx.dead_letters(id).await?,
        })
    }

    /// Figures for the counters that operators watch; no person in them.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn gauges(&self, now: Timestamp) -> Result<Gauges> {
        let mut tx = self.store.read().await?;
        Ok(Gauges {
            statuses: tx.count_by_status(now).await?,
            letters: tx.letter_count().await?,
        })
    }

    /// Whether the database answers and has this program's schema.
    pub async fn is_ready(&self) -> bool {
        matches!(self.store.pending().await, Ok(pending) if pending.is_empty())
    }
}

/// Whether a status is one of the road's.
#[must_use]
pub fn is_status(text: &str) -> bool {
    text.parse::<Status>().is_ok()
}
