//! What each offer was decided by: kept with it, sealed, and decided again whenever somebody asks why.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Process, Relation, disclose},
    id::{ClientId, ProgrammeId, ReferralId},
    network::{Definition, PlacementMode, Vocabulary},
    referral::{
        Referral,
        event::{Event, Recorded},
    },
};
use luotsi_routing::{Candidate, Decision, RULES};
use luotsi_store::{Tx, crypto::PersonKey, decision::SealedDecision};

use crate::{
    Service, boxed,
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
    /// Every programme in order of rank, by the inputs and the definition of then.
    pub candidates: Vec<Candidate>,
    /// Whether that is what was kept; not to be known where the rules are others by now.
    pub holds: Option<bool>,
}

/// Why organisations were asked about somebody.
#[derive(Debug, Clone)]
pub struct Why {
    /// Her reference.
    pub reference: String,
    /// Each decision, the oldest first.
    pub decisions: Vec<Replayed>,
    /// How the network says its words.
    pub vocabulary: Vocabulary,
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
        let network = self.network(&actor.network)?;
        let mut tx = self.store.read().await?;
        let loaded = self.load(&mut tx, actor, id).await?;
        let seen = disclose(actor, &loaded.referral, now).ok_or(Error::NotFound)?;
        let asks = matches!(seen.relation, Relation::Desk | Relation::Coordinator);
        if !asks || seen.process != Process::Whole {
            return Err(Error::Forbidden);
        }
        Ok(Why {
            reference: loaded.referral.reference.clone(),
            decisions: self.replayed(&mut tx, loaded.client, &loaded.referral).await?,
            vocabulary: network.definition.vocabulary(),
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
        let versions = tx.all_definitions().await?;
        Ok(decisions
            .into_iter()
            .filter_map(|(_, decision)| {
                let of_then = versions.iter().find(|one| {
                    one.version == decision.definition && one.definition.network == referral.network
                })?;
                Some(replay(decision, &of_then.definition))
            })
            .collect())
    }
}

/// Decides again.
pub(crate) fn replay(decision: Decision, definition: &Definition) -> Replayed {
    Replayed {
        candidates: decision.again(definition),
        holds: (decision.rules == RULES).then(|| decision.holds(definition)),
        decision,
    }
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
