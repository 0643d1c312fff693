//! The board as one page: what stands still, with what anybody would have to open it for, and the figures.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Relation},
    id::NetworkId,
    referral::{
        Comes, Referral, State, comes,
        words::{Action, Status},
    },
};
use luotsi_store::{
    Tx,
    list::{Filter, OpenCount, key},
};
use luotsi_wire::referral::HolderView;

use super::watched::Watched;
use crate::{Network, Service, boxed, error::Result, fairness::Fairness};

/// How many that stand still are on one page.
const PAGE: u32 = 20;

/// Why it stands still, as far as the road tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What is due has not been done, and nothing more is known.
    NotDone,
    /// Nobody fits.
    NobodyFits,
    /// Whom it waits for is full.
    Full(String),
    /// So many tries did not reach her.
    NotReached(usize),
    /// It came back, for this reason.
    CameBack(&'static str),
    /// Whoever has it is away, and the desk watches.
    Away,
}

/// One that stands still, readable without opening it.
#[derive(Debug, Clone)]
pub struct Still {
    /// The referral: coded facts, no identity.
    pub referral: Referral,
    /// Whose turn it is.
    pub holder: HolderView,
    /// Why.
    pub why: Why,
    /// What comes by itself, and when.
    pub next: Option<(Timestamp, Comes)>,
    /// Whether the desk was asked and has not answered.
    pub desk_asked: bool,
    /// What the coordinator may do.
    pub actions: Vec<Action>,
}

/// How many are open, by where they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    counts: Vec<OpenCount>,
}

impl Standing {
    /// How many of a status are open, and how many of them stand still.
    #[must_use]
    pub fn of(&self, status: Status) -> (i64, i64) {
        self.sum(|one| one.status == status.as_str())
    }

    /// All that are open.
    #[must_use]
    pub fn all(&self) -> (i64, i64) {
        self.sum(|_| true)
    }

    /// How many a partner has or is asked about: the status, how many, how many stand still.
    #[must_use]
    pub fn of_organisation(&self, organisation: &str) -> Vec<(String, i64, i64)> {
        let mut found: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for one in &self.counts {
            if one.organisation.as_deref() == Some(organisation) {
                let entry = found.entry(&one.status).or_default();
                entry.0 += one.n;
                entry.1 += one.stalled;
            }
        }
        found
            .into_iter()
            .map(|(status, (n, stalled))| (status.to_owned(), n, stalled))
            .collect()
    }

    fn sum(&self, fits: impl Fn(&OpenCount) -> bool) -> (i64, i64) {
        let fitting = self.counts.iter().filter(|one| fits(one));
        fitting.fold((0, 0), |(n, stalled), one| (n + one.n, stalled + one.stalled))
    }
}

/// The board, one page of it.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Standing still, the longest first: a page.
    pub still: Vec<Still>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How many are open.
    pub standing: Standing,
    /// How waiting is spread.
    pub fairness: Arc<Fairness>,
    /// What is watched beside.
    pub watched: Watched,
}

impl Service {
    /// The board as a page, from `cursor` on.
    ///
    /// # Errors
    /// `Forbidden` for anybody but the coordinator, `NotFound` where it is not the caller's network,
    /// `InvalidRequest` for a cursor that is none.
    #[boxed]
    pub async fn overview(
        &self,
        actor: &Actor,
        network: &NetworkId,
        language: &str,
        cursor: Option<&str>,
        now: Timestamp,
    ) -> Result<Overview> {
        let network = self.coordinated(actor, network)?;
        let after = cursor.map(|cursor| self.read_cursor(actor, false, cursor));
        let filter = Filter {
            stalled_at: Some(now),
            limit: PAGE + 1,
            after: after.transpose()?,
            ..Filter::default()
        };
        let mut tx = self.store.read().await?;
        let mut page = tx.list(actor, &filter).await?;
        let wanted = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = page.len() > wanted;
        page.truncate(wanted);
        let next = page
            .last()
            .filter(|_| more)
            .map(|last| self.write_cursor(actor, &filter, &key(last, false)))
            .transpose()?;
        let mut still = Vec::with_capacity(page.len());
        for loaded in page {
            let referral = loaded.referral;
            still.push(Still {
                holder: self
                    .holder(&mut tx, &network, &referral, Relation::Coordinator)
                    .await?,
                why: why(&referral),
                next: comes(&referral, &network.days, &network.definition),
                desk_asked: referral
                    .tasks
                    .iter()
                    .any(|task| task.kind == luotsi_domain::referral::words::TaskKind::AskDesk),
                actions: network.actions(actor, &referral, now),
                referral,
            });
        }
        Ok(Overview {
            still,
            next,
            standing: standing(&mut tx, &network, now).await?,
            fairness: network.fairness(&mut tx, now).await?,
            watched: Self::watched(&mut tx, &network, language, now).await?,
        })
    }
}

/// How many are open now, protected persons aside.
pub(crate) async fn standing(tx: &mut Tx, network: &Network, now: Timestamp) -> Result<Standing> {
    let counts = tx.count_open(&network.definition.network, now).await?;
    Ok(Standing { counts })
}

fn why(referral: &Referral) -> Why {
    if referral.cover.is_some() {
        return Why::Away;
    }
    match &referral.state {
        State::Waiting {
            waiting_for: Some(programme),
            ..
        } => Why::Full(programme.to_string()),
        State::Waiting {
            waiting_for: None, ..
        } => Why::NobodyFits,
        State::Returned { reason, .. } => Why::CameBack(reason.as_str()),
        State::Accepted { misses, .. } | State::FollowUp { misses, .. } if !misses.is_empty() => {
            Why::NotReached(misses.len())
        }
        State::Accepted { .. }
        | State::FollowUp { .. }
        | State::Offered { .. }
        | State::Acknowledged { .. }
        | State::InSupport { .. }
        | State::Stable { .. }
        | State::Closed { .. } => Why::NotDone,
    }
}
