//! What each offer was decided by: kept with it, sealed, and decided again whenever somebody asks why.

use std::collections::{BTreeMap, btree_map::Entry};

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Process, Relation, disclose},
    id::{ClientId, ProgrammeId, ReferralId, UserId},
    network::{Definition, PlacementMode},
    referral::{
        Referral,
        event::{Event, Recorded},
    },
};
use luotsi_routing::{Candidate, Decision, RULES};
use luotsi_store::{Tx, crypto::PersonKey, decision::SealedDecision};

use crate::{
    Service, boxed,
    chosen::Chose,
    error::{Error, Result},
    identity,
    place::Asked,
    step::Step,
};

/// A decision, and what comes out when it is taken again.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// As it was kept.
    pub decision: Decision,
    /// Who chose; none where the history does not tell.
    pub chose: Option<Chose>,
    /// Every programme in order of rank, by the inputs and the definition of then; none where that is gone.
    pub candidates: Vec<Candidate>,
    /// Whether that is what was kept. Only then it may stand for it.
    pub again: Again,
}

/// What comes of deciding again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// What was kept.
    Same,
    /// Something else, which it should not.
    Otherwise,
    /// Not to be compared: it was decided by other rules.
    OtherRules,
    /// Nothing: the definition of then is not stored.
    NoDefinition,
}

/// Why organisations were asked about somebody.
#[derive(Debug, Clone)]
pub struct Why {
    /// Her reference.
    pub reference: String,
    /// Whether anybody was asked at all.
    pub asked: bool,
    /// Each decision, the oldest first.
    pub decisions: Vec<Replayed>,
    /// The names of those who chose.
    pub names: BTreeMap<UserId, String>,
}

impl Service {
    /// Keeps what an offer of this step was decided by. The places that were taken for it count as free.
    pub(crate) async fn keep_decision(
        &self,
        tx: &mut Tx,
        key: &PersonKey,
        after: &Referral,
        recorded: &[Recorded],
        step: &Step<'_>,
    ) -> Result<()> {
        let (Some(chosen), Some(first)) = (recorded.iter().find_map(asks), recorded.first()) else {
            return Ok(());
        };
        // The answer that brought it here counts, too; that to the new question is still open.
        let mut asked = Asked::about(tx, step.network, after, step.now).await?;
        asked.give_back(step.taken);
        let mut decision = asked.decision(chosen);
        // What was said of the one that was named says nothing of another.
        let is_named = step.named.is_none_or(|named| named == chosen.as_str());
        decision.because = step.because.filter(|_| is_named);
        let text = serde_json::to_vec(&decision)
            .map_err(|_| luotsi_store::Error::corrupt("decisions", "sealed", "unwritable"))?;
        let sealed = key.seal(&place(after.id, first.seq), &text)?;
        tx.keep_decision(after.id, first.seq, &sealed).await?;
        // Whom a partner brings in, and what comes by itself, nobody was proposed.
        let chooses = step.network.definition.placement == PlacementMode::Confirm;
        let proposed = chooses && step.by.is_some_and(|by| by.is_desk() || by.is_coordinator());
        let passed_on = recorded
            .iter()
            .any(|one| matches!(one.event, Event::TransferOffered { .. }));
        if proposed && is_named && !passed_on && !after.protected {
            self.count_choice(tx, step, after, &decision).await?;
        }
        Ok(())
    }

    /// What the offers of a referral were decided by, the oldest first; nothing once its person is erased.
    pub(crate) async fn decisions(
        &self,
        tx: &mut Tx,
        client: ClientId,
        id: ReferralId,
    ) -> Result<Vec<(u64, Decision)>> {
        let kept = tx.decisions(id).await?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let Some(key) = identity::open_key(tx, &self.keys, client).await? else {
            return Ok(Vec::new());
        };
        kept.into_iter()
            .map(|SealedDecision { seq, sealed }| {
                let seq = u64::try_from(seq).unwrap_or_default();
                let text = key.open(&place(id, seq), &sealed)?;
                let decision = serde_json::from_slice(&text)
                    .map_err(|_| Error::Store(luotsi_store::Error::corrupt("decisions", "sealed", id)))?;
                Ok((seq, decision))
            })
            .collect()
    }

    /// Why each organisation was asked about somebody, for the desk that handed her over and the coordinator:
    /// each decision as it was, decided again.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know of her, `Forbidden` for a partner, and for a desk that is not
    /// told how it goes.
    #[boxed]
    pub async fn why(&self, actor: &Actor, id: ReferralId, now: Timestamp) -> Result<Why> {
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        if !follows(actor, &loaded.referral, now)? {
            return Err(Error::Forbidden);
        }
        let decisions = self.replayed(&mut tx, loaded.client, &loaded.referral).await?;
        // Whoever may ask why is told the same names by the timeline.
        let mut names = BTreeMap::new();
        for by in decisions.iter().filter_map(|one| one.chose.as_ref()?.by()) {
            if let Some(name) = tx.name_of(by.user).await? {
                names.insert(by.user, name);
            }
        }
        Ok(Why {
            reference: loaded.referral.reference.clone(),
            asked: !loaded.referral.offers.is_empty(),
            decisions,
            names,
        })
    }

    /// What the offers of a referral were decided by, each decided again by the definition of then.
    pub(crate) async fn replayed(
        &self,
        tx: &mut Tx,
        client: ClientId,
        referral: &Referral,
    ) -> Result<Vec<Replayed>> {
        let decisions = self.decisions(tx, client, referral.id).await?;
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let mut history = Vec::new();
        for stored in tx.history(referral.id).await? {
            history.push(stored.recorded(referral.id)?);
        }
        let mut versions: BTreeMap<i64, Option<Definition>> = BTreeMap::new();
        for (_, decision) in &decisions {
            let version = decision.definition;
            if let Entry::Vacant(unread) = versions.entry(version) {
                unread.insert(tx.definition(&referral.network, version).await?);
            }
        }
        Ok(decisions
            .into_iter()
            .map(|(seq, decision)| {
                let definition = versions.get(&decision.definition).and_then(Option::as_ref);
                replay(&history, seq, decision, definition)
            })
            .collect())
    }
}

/// Decides again.
fn replay(history: &[Recorded], seq: u64, decision: Decision, definition: Option<&Definition>) -> Replayed {
    let again = match definition {
        None => Again::NoDefinition,
        Some(_) if decision.rules != RULES => Again::OtherRules,
        Some(definition) if decision.holds(definition) => Again::Same,
        Some(_) => Again::Otherwise,
    };
    Replayed {
        chose: Chose::of(history, seq, &decision, definition),
        candidates: definition.map_or_else(Vec::new, |definition| decision.again(definition)),
        again,
        decision,
    }
}

/// Whether the caller is the desk that handed somebody over and is told how it goes, or the coordinator.
///
/// # Errors
/// `NotFound` where the caller may not know of her.
pub(crate) fn follows(actor: &Actor, referral: &Referral, now: Timestamp) -> Result<bool> {
    let seen = disclose(actor, referral, now).ok_or(Error::NotFound)?;
    let asks = matches!(seen.relation, Relation::Desk | Relation::Coordinator);
    Ok(asks && seen.process == Process::Whole)
}

/// The programme that an event asks.
pub(crate) fn asks(recorded: &Recorded) -> Option<&ProgrammeId> {
    if let Event::Offered { offer, .. } | Event::TransferOffered { offer } = &recorded.event {
        Some(&offer.programme)
    } else {
        None
    }
}

/// Where a sealed decision belongs.
fn place(referral: ReferralId, seq: u64) -> String {
    format!("decisions/{referral}/{seq}")
}

#[cfg(test)]
mod tests;
