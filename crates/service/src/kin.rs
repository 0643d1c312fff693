//! Referrals that belong together: held together, in one order for everybody, and written down together.
//!
//! What a step on one of them brings about on the others is decided in `domain::referral::links`; here it
//! happens in the same transaction, so that nothing of it can be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use luotsi_domain::{
    id::ReferralId,
    referral::{
        Command, Context, Referral, decide,
        event::Event,
        links::{Beside, Kin, consequences, having, leads_now},
    },
};
use luotsi_store::{Tx, record::Loaded};

use crate::{
    Service,
    error::{Error, Result, Standing, refused},
    step::Step,
};

/// More belong together only where something is wrong.
const MOST: usize = 200;

/// A referral with those that belong together with it, all held until the transaction ends.
pub(crate) struct Held {
    /// The referral itself.
    pub origin: Loaded,
    /// All others, by id.
    others: BTreeMap<ReferralId, Loaded>,
}

impl Held {
    /// One of the others.
    pub fn other(&self, id: ReferralId) -> Option<&Loaded> {
        self.others.get(&id)
    }

    /// Another road of the same person joins them.
    pub fn join(&mut self, road: Loaded) {
        self.others.insert(road.referral.id, road);
    }

    /// The others, by how they belong together with the referral.
    pub fn kin(&self) -> Kin<'_> {
        let roads = roads(&self.origin, &self.others);
        let mut kin = Kin::default();
        for (id, loaded) in &self.others {
            if !roads.contains(id) {
                kin.companions.push(&loaded.referral);
            } else if loaded.client == self.origin.client {
                kin.carriers.push(&loaded.referral);
            } else {
                kin.returns.push(&loaded.referral);
            }
        }
        kin
    }

    /// The organisations that have the person or are asked, on any of her open roads; none where there is
    /// only one.
    pub fn having(&self) -> Option<Vec<luotsi_domain::id::OrganisationId>> {
        let kin = self.kin();
        (!kin.carriers.is_empty()).then(|| having(&self.origin.referral, &kin))
    }
}

/// The person's roads among those that are at hand, by links from one to the next, without the first.
fn roads(origin: &Loaded, others: &BTreeMap<ReferralId, Loaded>) -> BTreeSet<ReferralId> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&Referral> = vec![&origin.referral];
    while let Some(road) = next.pop() {
        for link in road.links.iter().filter(|link| !link.kind.is_companion()) {
            if let Some(other) = others.get(&link.other)
                && link.other != origin.referral.id
                && found.insert(link.other)
            {
                next.push(&other.referral);
            }
        }
    }
    found
}

/// Everything linked with these referrals that has not been read yet: of roads all, of companions nothing more.
fn unread(read: &BTreeMap<ReferralId, Loaded>, from: ReferralId) -> BTreeSet<ReferralId> {
    let mut roads = BTreeSet::from([from]);
    let mut next = vec![from];
    let mut wanted = BTreeSet::new();
    while let Some(id) = next.pop() {
        let Some(loaded) = read.get(&id) else {
            wanted.insert(id);
            continue;
        };
        for link in &loaded.referral.links {
            if link.kind.is_companion() {
                if !read.contains_key(&link.other) {
                    wanted.insert(link.other);
                }
            } else if roads.insert(link.other) {
                next.push(link.other);
            }
        }
    }
    wanted
}

impl Service {
    /// Reads a referral in order to change it, with everything that belongs together with it, and with `also`.
    /// Whoever else is about to change one of them waits; all are held in the order of their ids, so that two
    /// never wait for each other.
    pub(crate) async fn hold(
        &self,
        tx: &mut Tx,
        id: ReferralId,
        also: Option<ReferralId>,
    ) -> Result<Option<Held>> {
        let Some(first) = tx.referral(id).await? else {
            return Ok(None);
        };
        let mut read = BTreeMap::from([(id, first)]);
        let mut missing = BTreeSet::new();
        loop {
            let mut wanted = unread(&read, id);
            wanted.extend(also.filter(|also| !read.contains_key(also)));
            wanted.retain(|id| !missing.contains(id));
            if wanted.is_empty() || read.len() > MOST {
                break;
            }
            let found = tx.some_referrals(&wanted).await?;
            read.extend(found.into_iter().map(|loaded| (loaded.referral.id, loaded)));
            missing.extend(wanted.into_iter().filter(|id| !read.contains_key(id)));
        }
        let mut held = BTreeMap::new();
        for id in read.into_keys() {
            if let Some(loaded) = tx.hold_referral(id).await? {
                held.insert(id, loaded);
            }
        }
        if unread(&held, id).iter().any(|id| !missing.contains(id)) {
            // Somebody linked another one while this was waiting: begin again, with that one too.
            return Err(Error::Store(luotsi_store::Error::Conflict));
        }
        Ok(held.remove(&id).map(|origin| Held { origin, others: held }))
    }

    /// Writes down what happened to a referral, and what that brings about on those that belong together
    /// with it.
    pub(crate) async fn carry_through(
        &self,
        tx: &mut Tx,
        held: &mut Held,
        events: Vec<Event>,
        step: &Step<'_>,
        context: &Context<'_>,
    ) -> Result<Loaded> {
        let before = held.origin.referral.clone();
        let happened = events.clone();
        held.origin = self.advance(tx, &held.origin, events, step).await?;
        let brought = consequences(Some(&before), &happened, &held.origin.referral, &held.kin());
        let beside = Step {
            taken: &[],
            texts: &[],
            named: None,
            because: None,
            ..*step
        };
        for (id, consequence) in brought {
            if let Some(other) = held.others.get(&id) {
                let after = self.bring_about(tx, other, consequence, &beside, context).await?;
                held.others.insert(id, after);
            }
        }
        self.pass_lead(tx, held, &beside, context).await?;
        Ok(held.origin.clone())
    }

    /// Lets whoever can make the checks, where whoever made them cannot any more.
    async fn pass_lead(
        &self,
        tx: &mut Tx,
        held: &mut Held,
        step: &Step<'_>,
        context: &Context<'_>,
    ) -> Result<()> {
        let carriers: Vec<ReferralId> = held.kin().carriers.iter().map(|one| one.id).collect();
        if carriers.is_empty() {
            return Ok(());
        }
        let group: Vec<&Referral> = std::iter::once(&held.origin.referral)
            .chain(held.kin().carriers)
            .collect();
        let Some(to) = leads_now(&group) else {
            return Ok(());
        };
        let passed = || Beside::LeadPassed { to };
        held.origin = self
            .bring_about(tx, &held.origin, passed(), step, context)
            .await?;
        for id in carriers {
            if let Some(other) = held.others.get(&id) {
                let after = self.bring_about(tx, other, passed(), step, context).await?;
                held.others.insert(id, after);
            }
        }
        Ok(())
    }

    /// Writes down a consequence, where it is not so already.
    pub(crate) async fn bring_about(
        &self,
        tx: &mut Tx,
        on: &Loaded,
        consequence: Beside,
        step: &Step<'_>,
        context: &Context<'_>,
    ) -> Result<Loaded> {
        let standing = || Standing {
            status: None,
            actions: Vec::new(),
        };
        let events = decide(&on.referral, &Command::Beside(consequence), context)
            .map_err(|refusal| refused(&refusal, standing))?;
        if events.is_empty() {
            return Ok(on.clone());
        }
        self.advance(tx, on, events, step).await
    }
}
