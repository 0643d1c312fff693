//! What a worker has before her, and what her lead sees of the whole organisation: in coded facts, by one
//! query a list, with nothing to decrypt and nothing to log.

use std::collections::BTreeMap;

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor, Relation},
    handoff::Facts,
    id::UserId,
    referral::{
        Holder, Referral,
        words::{Action, HolderKind, Status},
    },
};
use luotsi_store::list::{Filter, key};
use luotsi_wire::referral::DueView;

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
};

/// The most of one's own on one page.
const OWN: u32 = 25;
/// The most questions, and the most of the other's people at a glance.
const ASKED: u32 = 25;
/// The most of an organisation's people on its lead's page.
const TEAM: u32 = 100;

/// Somebody on a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// The referral's id.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Its version, which a step from the list has seen.
    pub version: u64,
    /// Where it stands for the reader.
    pub status: &'static str,
    /// What is due next, and when.
    pub due: DueView,
    /// Whether that has passed.
    pub stalled: bool,
    /// Who has it, where somebody has by name.
    pub worker: Option<UserId>,
    /// Her name.
    pub worker_name: Option<String>,
    /// The programme that has the person or is asked.
    pub programme: Option<String>,
    /// The coded facts; of protected persons lists show the reference only.
    pub facts: Option<Facts>,
    /// How often in a row she did not answer.
    pub tries: usize,
    /// What the reader may do now.
    pub actions: Vec<&'static str>,
    /// Tasks with the reader beside it.
    pub tasks: Vec<Beside>,
}

/// A task beside the road that is the reader's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// What kind.
    pub kind: &'static str,
    /// Until when.
    pub due: Timestamp,
    /// Whether that has passed.
    pub stalled: bool,
}

/// What a worker has before her.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// Whom she has, the most urgent first.
    pub mine: Vec<Item>,
    /// Where the next page of these begins, if there is one.
    pub next: Option<String>,
    /// Whom her organisation is asked about, or she herself by agreement.
    pub offers: Vec<Item>,
    /// Whom her organisation is asked to take over.
    pub transfers: Vec<Item>,
}

impl Service {
    /// What the caller has before her. `cursor` is where the page of her own before ended.
    ///
    /// # Errors
    /// `Forbidden` for whoever works at no partner.
    #[boxed]
    pub async fn work(&self, actor: &Actor, cursor: Option<&str>, now: Timestamp) -> Result<Work> {
        if !actor.is_partner() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let item = |referral: &Referral| Item::of(&network, actor, referral, now);
        let own = Filter {
            holder: Some(actor.user.to_string()),
            after: cursor
                .map(|cursor| self.read_cursor(actor, false, cursor))
                .transpose()?,
            limit: OWN + 1,
            ..Filter::default()
        };
        let asked = Filter {
            holder: Some(actor.organisation.to_string()),
            limit: ASKED,
            ..Filter::default()
        };
        let mut tx = self.store.read().await?;
        let mut mine = tx.list(actor, &own).await?;
        let more = mine.len() > OWN as usize;
        mine.truncate(OWN as usize);
        let next = mine
            .last()
            .filter(|_| more)
            .map(|last| self.write_cursor(actor, &own, &key(last, false)))
            .transpose()?;
        let mut work = Work {
            next,
            ..Work::default()
        };
        if cursor.is_none() {
            let asked = tx.list(actor, &asked).await?;
            work.offers = asked.iter().filter_map(|one| item(&one.referral)).collect();
            let transfers = tx.asked_to_take_over(actor, ASKED).await?;
            work.transfers = transfers.iter().filter_map(|one| item(&one.referral)).collect();
        }
        drop(tx);
        for one in mine.iter().filter_map(|one| item(&one.referral)) {
            // What was agreed with her is a question until she has taken the person on.
            if matches!(one.status, "offered" | "acknowledged") {
                work.offers.push(one);
            } else {
                work.mine.push(one);
            }
        }
        work.offers.sort_by_key(|one| one.due.at);
        Ok(work)
    }

    /// Whom the caller's organisation has or is asked about, the most urgent first, with who has whom. At most
    /// 100: whether there are more stands beside.
    ///
    /// # Errors
    /// `Forbidden` for all but a lead.
    #[boxed]
    pub async fn team(&self, actor: &Actor, now: Timestamp) -> Result<(Vec<Item>, bool)> {
        if !actor.leads() {
            return Err(Error::Forbidden);
        }
        let network = self.network(&actor.network)?;
        let filter = Filter {
            open: true,
            limit: TEAM + 1,
            ..Filter::default()
        };
        let mut tx = self.store.read().await?;
        let mut page = tx.list(actor, &filter).await?;
        let more = page.len() > TEAM as usize;
        page.truncate(TEAM as usize);
        let people = tx.people(&actor.network, &actor.organisation).await?;
        drop(tx);
        let names: BTreeMap<UserId, String> = people
            .into_iter()
            .map(|person| (person.id, person.name))
            .collect();
        let items = page.iter().filter_map(|one| {
            // Whom a worker only brought in for another organisation is not this one's.
            let relation = access::relation(actor, &one.referral)?;
            let item = Item::of(&network, actor, &one.referral, now)?;
            let worker_name = item.worker.and_then(|worker| names.get(&worker).cloned());
            (relation != Relation::Desk).then_some(Item { worker_name, ..item })
        });
        Ok((items.collect(), more))
    }
}

impl Item {
    fn of(network: &Network, actor: &Actor, referral: &Referral, now: Timestamp) -> Option<Self> {
        let relation = access::relation(actor, referral)?;
        let status = access::status_seen(relation, referral)?;
        let due = Service::due(referral, relation);
        let worker = match referral.holder() {
            Holder::Worker(user, organisation) if *organisation == actor.organisation => Some(user),
            Holder::Worker(..)
            | Holder::Desk(_)
            | Holder::Organisation(_)
            | Holder::Coordinator
            | Holder::Nobody => None,
        };
        let programme = match &referral.transfer {
            Some(transfer) if relation == Relation::AskedToTakeOver => Some(&transfer.offer.programme),
            Some(_) | None => referral.programme().map(|(programme, _)| programme),
        };
        let actions = network.actions(actor, referral, now);
        Some(Self {
            id: referral.id.to_string(),
            reference: referral.reference.clone(),
            version: referral.version,
            status: status.as_str(),
            stalled: due.at.is_some_and(|at| now >= at),
            due,
            worker,
            worker_name: None,
            programme: programme.map(ToString::to_string),
            facts: (!referral.protected && !referral.is_withdrawn()).then(|| referral.facts.clone()),
            tries: tries(referral, status),
            actions: actions.into_iter().map(Action::as_str).collect(),
            tasks: tasks(actor, referral, now),
        })
    }
}

/// How often in a row she did not answer, as long as the worker tries to reach her.
fn tries(referral: &Referral, status: Status) -> usize {
    if status != Status::Accepted {
        return 0;
    }
    let accepted = referral.milestones.accepted_at;
    let since = referral
        .contacts
        .iter()
        .rev()
        .take_while(|contact| accepted.is_none_or(|accepted| contact.at >= accepted));
    since
        .take_while(|contact| contact.outcome.as_str() == "no_answer")
        .count()
}

/// The tasks beside it that are with the reader or with everybody at her organisation.
fn tasks(actor: &Actor, referral: &Referral, now: Timestamp) -> Vec<Beside> {
    let with_her = referral.tasks.iter().filter(|task| {
        task.holder.organisation == actor.organisation
            && task.holder.kind != HolderKind::Desk
            && task.holder.user.is_none_or(|user| user == actor.user)
    });
    with_her
        .map(|task| Beside {
            kind: task.kind.as_str(),
            due: task.due,
            stalled: now >= task.due,
        })
        .collect()
}
