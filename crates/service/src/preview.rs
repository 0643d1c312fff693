//! What a handoff would lead to. Nothing is stored.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    access::{self, Actor},
    handoff::{GateOutcome, Handoff},
    id::{NetworkId, OrganisationId, ReferralId},
    network::{Caution, Vocabulary, Words},
    referral::Referral,
};
use luotsi_routing::{Candidate, GateVerdict, city_track_due, judge};
use luotsi_store::{Tx, person::Same};
use serde_json::Value;

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    identity,
    place::{Asked, receivers},
};

/// What the gate says, with the day of the authority's track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateSaid {
    /// The verdict.
    pub verdict: GateVerdict,
    /// By when the track has begun.
    pub due_on: Option<Date>,
    /// What to do and whom to call, by the network's definition.
    pub guidance: Words,
    /// How the network says its words.
    pub vocabulary: Vocabulary,
}

/// What a handoff would lead to.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// The gate.
    pub gate: GateSaid,
    /// Every programme in order of rank, the excluded last; none where the gate keeps the network out.
    pub candidates: Vec<Candidate>,
    /// Whether the same person may have an open referral at this desk.
    pub possible_duplicate: bool,
    /// The open referrals of the same person that the caller may know: id and reference.
    pub same: Vec<(ReferralId, String)>,
    /// What the free texts seem to hold: where, and what.
    pub warnings: Vec<(&'static str, Caution)>,
}

/// What the gate says about a handoff.
pub(crate) fn gate(handoff: &Handoff, network: &Network, now: Timestamp) -> GateSaid {
    let verdict = judge(handoff, &network.definition);
    let started_on = handoff.city_track.as_ref().and_then(|track| track.started_on);
    let today = network.days.date_of(now);
    let due_on = verdict
        .city_track
        .map(|kind| city_track_due(kind, started_on, &network.definition, &network.days, today));
    let guidance = network
        .definition
        .guidance
        .get(verdict.outcome.as_str())
        .cloned()
        .unwrap_or_default();
    GateSaid {
        verdict,
        due_on,
        guidance,
        vocabulary: network.definition.vocabulary(),
    }
}

/// What a handoff's free texts are warned of. The person may read them, and so may whoever takes her on.
fn warnings(handoff: &Handoff, network: &Network) -> Vec<(&'static str, Caution)> {
    let texts = [
        ("/handoff/own_words", handoff.own_words.as_deref()),
        ("/handoff/safety_note", handoff.safety_note.as_deref()),
    ];
    let cautions = &network.definition.cautions;
    texts
        .into_iter()
        .filter_map(|(pointer, text)| text.map(|text| (pointer, cautions.of(text))))
        .flat_map(|(pointer, found)| found.into_iter().map(move |one| (pointer, one)))
        .collect()
}

impl Service {
    /// What a free text is warned of before it is sent. Keeps nothing.
    ///
    /// # Errors
    /// `NotFound` for another network, `InvalidRequest` for an endless text.
    pub fn cautions(&self, actor: &Actor, network: &NetworkId, text: &str) -> Result<Vec<Caution>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        crate::act::check_text("/text", text)?;
        Ok(self.network(network)?.definition.cautions.of(text))
    }

    /// Previews a handoff, complete or not yet.
    ///
    /// # Errors
    /// Where the caller may not hand over in that network, or the handoff's shape has faults.
    #[boxed]
    pub async fn preview(
        &self,
        actor: &Actor,
        network: &NetworkId,
        handoff: &Value,
        now: Timestamp,
    ) -> Result<Previewed> {
        let network = self.for_submission(actor, network)?;
        let handoff = network.shape(handoff)?;
        let gate = gate(&handoff, &network, now);
        let ranks = matches!(gate.verdict.outcome, GateOutcome::Open | GateOutcome::NoConsent);
        let today = network.days.date_of(now);
        let facts = handoff.facts(today, &network.coded);
        let mut tx = self.store.read().await?;
        let candidates = if ranks {
            let receivers = receivers(&network, &handoff.consent);
            Asked::of(&mut tx, &network, &facts, receivers, &[], now)
                .await?
                .ranked()
        } else {
            Vec::new()
        };
        let (phone, name) = identity::blind_indexes(&self.keys, &network.definition, &handoff.client);
        let desk = network.desk_of(&actor.organisation);
        let same = tx.same_person(&network.definition.network, phone, name).await?;
        let told = self.told(&mut tx, actor, &desk, &same).await?;
        Ok(Previewed {
            gate,
            candidates,
            possible_duplicate: !told.is_empty(),
            same: told.into_iter().map(|one| (one.id, one.reference)).collect(),
            warnings: warnings(&handoff, &network),
        })
    }

    /// The open referrals of the same person that may be told to somebody: of the same desk, and only what
    /// she may know exists. A worker who brings a person in learns nothing of the desk's own.
    pub(crate) async fn told(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        desk: &OrganisationId,
        same: &[Same],
    ) -> Result<Vec<Referral>> {
        let mut known = Vec::new();
        for one in same.iter().filter(|one| one.desk == *desk) {
            let loaded = tx.referral(one.id).await?.ok_or(Error::NotFound)?;
            if access::relation(actor, &loaded.referral).is_some() {
                known.push(loaded.referral);
            }
        }
        Ok(known)
    }

    /// The network, if the caller may hand over there.
    pub(crate) fn for_submission(
        &self,
        actor: &Actor,
        network: &NetworkId,
    ) -> Result<std::sync::Arc<Network>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if !actor.is_desk() && !actor.is_partner() {
            return Err(Error::Forbidden);
        }
        self.network(network)
    }
}

impl Network {
    /// Reads a handoff's shape by the schema it names.
    pub(crate) fn shape(&self, value: &Value) -> Result<Handoff> {
        self.handoff_validator(value)?
            .shape(value)
            .map_err(Error::InvalidHandoff)
    }

    /// The validator of the schema a handoff names.
    pub(crate) fn handoff_validator(&self, value: &Value) -> Result<&luotsi_wire::validation::Validator> {
        let schema = value.get("schema").and_then(Value::as_str);
        self.validator(schema)
            .ok_or_else(|| Error::Definition("no handoff schema".to_owned()))
    }
}
