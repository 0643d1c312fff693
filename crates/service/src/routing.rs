//! How the routing does, for those who answer for it: whether its proposals are followed, which of its rules are
//! decided against, who waits longest, and what it has learnt of each programme.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, ProgrammeId},
};
use luotsi_routing::Foreseen;
use luotsi_store::capacity::month;

use crate::{
    Service, boxed,
    error::Result,
    fairness::Fairness,
    figures::{AGAINST, APPLIED, BECAUSE, CHOSE, recent},
};

/// How many months are told, the running one included.
const MONTHS: i32 = 12;
/// A share of fewer choices says nothing.
const ENOUGH: u64 = 5;

/// The choices of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Its first day.
    pub month: Date,
    /// How often the first was chosen.
    pub first: u64,
    /// How often another.
    pub other: u64,
}

/// A rule, and how it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTaken {
    /// Its code: a term of the sum, or the reason for which a programme is left out.
    pub rule: String,
    /// How often it had a say.
    pub applied: u64,
    /// How often somebody decided against it.
    pub against: u64,
}

impl RuleTaken {
    /// Decided against in more than one of five: the rule is probably wrong, not the people.
    #[must_use]
    pub const fn is_doubtful(&self) -> bool {
        self.applied >= ENOUGH && self.against * 5 > self.applied
    }
}

/// How the routing does.
#[derive(Debug, Clone)]
pub struct Routing {
    /// The choices month by month, the oldest first.
    pub months: Vec<Choices>,
    /// Why another than the first was chosen, in twelve months, the most frequent first. No code: nobody said.
    pub because: Vec<(String, u64)>,
    /// The rules, the most doubted first.
    pub rules: Vec<RuleTaken>,
    /// How waiting is spread.
    pub fairness: Arc<Fairness>,
    /// What is expected of each programme, by its answers.
    pub learnt: Arc<BTreeMap<ProgrammeId, Foreseen>>,
}

impl Service {
    /// How the routing of a network does.
    ///
    /// # Errors
    /// `NotFound` in another network, `Forbidden` for anybody but the coordinator.
    #[boxed]
    pub async fn routing(&self, actor: &Actor, network: &NetworkId, now: Timestamp) -> Result<Routing> {
        let network = self.coordinated(actor, network)?;
        let id = &network.definition.network;
        let first = network.days.date_of(now).first_of_month();
        let mut tx = self.store.read().await?;
        let back = |months: i32| first.saturating_sub(months.months());
        let chosen = tx
            .months(id, &month(back(MONTHS - 1)), &month(first), CHOSE)
            .await?;
        let months = (0..MONTHS).rev().map(back).map(|day| {
            let of = |key: &str| {
                let here = chosen
                    .iter()
                    .filter(|one| one.month == month(day) && one.key == key);
                here.map(|one| u64::try_from(one.times).unwrap_or(0)).sum()
            };
            Choices {
                month: day,
                first: of("first"),
                other: of("other"),
            }
        });
        let (year, _) = recent(&mut tx, id, network.days.date_of(now)).await?;
        let mut rules: Vec<RuleTaken> = year
            .of(APPLIED)
            .map(|(rule, applied)| RuleTaken {
                rule: rule.to_owned(),
                applied,
                against: year.times(AGAINST, rule),
            })
            .collect();
        rules.sort_by_key(|one| std::cmp::Reverse(one.against * 1000 / one.applied.max(1)));
        Ok(Routing {
            months: months.collect(),
            because: year.ordered(BECAUSE),
            rules,
            fairness: network.fairness(&mut tx, now).await?,
            learnt: network.foreseen(&mut tx, now).await?,
        })
    }

    /// What the routing has learnt of the programmes of the caller's organisation.
    ///
    /// # Errors
    /// `Forbidden` for anybody but a partner's people.
    #[boxed]
    pub async fn learnt_of_own(&self, actor: &Actor, now: Timestamp) -> Result<Vec<(ProgrammeId, Foreseen)>> {
        if !actor.is_partner() {
            return Err(crate::error::Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let learnt = network.foreseen(&mut tx, now).await?;
        let own = network.definition.programmes.iter();
        Ok(own
            .filter(|programme| programme.organisation == actor.organisation)
            .filter_map(|programme| Some((programme.id.clone(), *learnt.get(&programme.id)?)))
            .collect())
    }
}
