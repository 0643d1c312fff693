//! A handoff becomes a referral.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    handoff::{GateOutcome, Handoff},
    id::{ClientId, NetworkId, OrganisationId, ReferralId},
    network::PlacementMode,
    referral::{
        Placement, Submission,
        event::Submitted,
        links::{Beside, Link},
        words::Role,
    },
};
use luotsi_store::{
    Tx,
    capacity::month,
    crypto::PersonKey,
    draft::LoadedDraft,
    person::{NewClient, Same},
    record::Loaded,
    repeat::Repeat,
};
use luotsi_wire::{
    referral::ReferralView,
    request::{Destination, Duplicate, PlacementRequest, SubmitRequest},
};

use crate::{
    Network, Service,
    act::standing,
    boxed,
    error::{Error, Result},
    identity,
    place::{Asked, Hand, Settled, receivers},
    preview::gate,
    step::Step,
};

mod asked;
mod close;

use asked::{check_reasons, check_ways, reasons};

/// A referral that was made, now or by the same request before.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Its id.
    pub id: ReferralId,
    /// As the caller may see it now.
    pub view: ReferralView,
}

/// The caller's `Idempotency-Key`, and what her request asks for.
pub(crate) struct Key<'a> {
    /// The key.
    pub key: &'a str,
    /// Everything that makes it another request.
    pub body: String,
}

impl Service {
    /// Hands a person over.
    ///
    /// `key` is the caller's `Idempotency-Key`: the same key and body give the same referral.
    ///
    /// # Errors
    /// Everything that can be wrong with a handoff or its placement; nothing is stored then, but for an
    /// anonymous tally of closed gates and the alarm of a second call.
    #[boxed]
    pub async fn submit(
        &self,
        actor: &Actor,
        network: &NetworkId,
        request: &SubmitRequest,
        key: Option<&str>,
        now: Timestamp,
    ) -> Result<Handed> {
        let network = self.for_submission(actor, network)?;
        let body = serde_json::to_string(&(&network.definition.network, request)).unwrap_or_default();
        let key = key.map(|key| Key { key, body });
        self.submit_from(actor, &network, request, key.as_ref(), None, now)
            .await
    }

    /// Hands a person over, perhaps out of a draft, which is gone then, or after an earlier referral.
    pub(crate) async fn submit_from(
        &self,
        actor: &Actor,
        network: &Network,
        request: &SubmitRequest,
        key: Option<&Key<'_>>,
        origin: Option<Origin<'_>>,
        now: Timestamp,
    ) -> Result<Handed> {
        let shaped = network.shape(&request.handoff)?;
        let gate = gate(&shaped, network, now);
        if gate.verdict.outcome != GateOutcome::Open {
            self.count_closed_gate(network, gate.verdict.outcome, now).await?;
            return Err(Error::GateClosed(Box::new(gate)));
        }
        let validator = network.handoff_validator(&request.handoff)?;
        let handoff = validator
            .validate(&request.handoff)
            .map_err(Error::InvalidHandoff)?;
        check_reasons(request)?;
        check_ways(actor, request)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let handed = self
                .hand_over(actor, network, request, &handoff, key, origin, now)
                .await;
            match handed {
                Err(error) if error.is_worth_another_try() && tries < 5 => {}
                Err(Error::AlreadyOpen {
                    id,
                    reference,
                    status,
                }) => {
                    self.second_call(actor, network, id, now).await?;
                    return Err(Error::AlreadyOpen {
                        id,
                        reference,
                        status,
                    });
                }
                done => return done,
            }
        }
    }

    pub(crate) async fn count_closed_gate(
        &self,
        network: &Network,
        outcome: GateOutcome,
        now: Timestamp,
    ) -> Result<()> {
        let mut tx = self.store.write().await?;
        tally(&mut tx, network, outcome, now).await?;
        Ok(tx.commit().await?)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one step after the other, in the order of the locks"
    )]
    #[allow(
        clippy::too_many_arguments,
        reason = "who hands whom over where, out of what, and under which key"
    )]
    async fn hand_over(
        &self,
        actor: &Actor,
        network: &Network,
        request: &SubmitRequest,
        handoff: &Handoff,
        key: Option<&Key<'_>>,
        origin: Option<Origin<'_>>,
        now: Timestamp,
    ) -> Result<Handed> {
        let id = ReferralId::new(self.uuid(now));
        let mut tx = self.store.write().await?;
        if let Some(first) = self.repeated(&mut tx, actor, key, id, now).await? {
            let loaded = tx.referral(first).await?.ok_or(Error::NotFound)?;
            return self.handed(tx, network, actor, &loaded, now).await;
        }
        let draft = match origin {
            Some(Origin::Draft(draft)) => Some(draft),
            Some(Origin::Earlier(_)) | None => None,
        };
        if let Some(origin) = draft {
            // What was read of it before is what is handed over.
            match tx.hold_draft(origin.draft.id).await? {
                None => return Err(Error::NotFound),
                Some(held) if held.draft.version != origin.draft.version => {
                    return Err(Error::PreconditionFailed);
                }
                Some(_) => {}
            }
        }
        let desk = network.desk_of(&actor.organisation);
        let indexes = identity::blind_indexes(&self.keys, &network.definition, &handoff.client);
        let same = same_person(&mut tx, network, indexes).await?;
        let known = self.told(&mut tx, actor, &desk, &same).await?;
        if request.duplicate != Some(Duplicate::Separate)
            // Of several carriers the one that makes the checks is called.
            && let Some(open) = known.iter().find(|one| one.leads()).or(known.first())
        {
            return Err(Error::AlreadyOpen {
                id: open.id,
                reference: open.reference.clone(),
                status: standing(network, actor, open, now).status,
            });
        }

        // Held after the person and before places, by everybody.
        let earlier = match origin {
            Some(Origin::Earlier(earlier)) => Some(earlier),
            Some(Origin::Draft(_)) | None => {
                self.earlier_road(&mut tx, actor, network, &desk, indexes).await?
            }
        };
        let joins = self.joins(&mut tx, actor, request, earlier).await?;
        let facts = handoff.facts(network.days.date_of(now), &network.coded);
        let receivers = receivers(network, &handoff.consent);
        let asked = Asked::of(&mut tx, network, &facts, receivers.clone(), &[], now).await?;
        let mut settled = self.placement(&mut tx, &asked, request, network).await?;
        settled.placement = taken_on(actor, settled.placement)?;
        let unnamed =
            |placement: &PlacementRequest| placement.agreed_with.is_none() || placement.deputy.is_none();
        if handoff.client.protected && request.placement.as_ref().is_some_and(unnamed) {
            return Err(Error::WorkerRequired);
        }
        let advisor = self
            .advisor(&mut tx, actor, network, &desk, request, handoff)
            .await?;

        let person = Person {
            id: ClientId::new(self.uuid(now)),
            key: PersonKey::generate()?,
        };
        self.enter_person(&mut tx, network, &desk, &person, handoff, indexes, now)
            .await?;
        let mut submission = Submission {
            submitted: Submitted {
                id,
                network: network.definition.network.clone(),
                reference: draft.map_or_else(String::new, |origin| origin.draft.reference.clone()),
                schema: handoff.schema.clone(),
                desk,
                submitter: actor.user,
                facts: facts.clone(),
                consent: handoff.consent.clone(),
                receivers,
                protected: handoff.client.protected,
                measures: handoff.measures,
                advisor,
            },
            placement: settled.placement,
            city_track: handoff.city_track.clone(),
        };
        let texts = reasons(request);
        let step = Step {
            network,
            at: now,
            now,
            by: Some(actor),
            taken: &settled.taken,
            texts: &texts,
            named: request
                .placement
                .as_ref()
                .map(|placement| placement.programme.as_str()),
            because: request.placement.as_ref().and_then(|placement| placement.because),
        };
        self.begin_under_a_reference(&mut tx, actor, &person, &mut submission, &step)
            .await?;
        if let Some(origin) = draft {
            tx.move_views(origin.draft.id, id).await?;
            tx.remove_draft(origin).await?;
        }
        // What she could not be told, the coordinator is: another desk's, and the desk's own of whoever is not
        // of the desk.
        let own = |one: &Same| actor.is_desk() && one.desk == submission.submitted.desk;
        let told: BTreeSet<ClientId> = same
            .iter()
            .filter(|one| known.iter().any(|open| open.id == one.id))
            .map(|one| one.client)
            .collect();
        let mut marked = BTreeSet::new();
        let untold = |one: &&Same| !own(one) && !told.contains(&one.client);
        for other in same.iter().filter(untold) {
            // One person with several carriers is one mark.
            if !marked.insert(other.client) {
                continue;
            }
            tx.mark_double(&network.definition.network, id, other.id, now)
                .await?;
        }
        let mut loaded = tx.referral(id).await?.ok_or(Error::NotFound)?;
        let beside = Step {
            taken: &[],
            texts: &[],
            named: None,
            because: None,
            ..step
        };
        let context = network.context(actor, now);
        for (other, kind) in joins {
            let link = |with: ReferralId| {
                Beside::Linked(Link {
                    other: with,
                    kind,
                    lead: false,
                    until: None,
                })
            };
            let to = link(other.referral.id);
            loaded = self.bring_about(&mut tx, &loaded, to, &beside, &context).await?;
            self.bring_about(&mut tx, &other, link(id), &beside, &context)
                .await?;
        }
        self.handed(tx, network, actor, &loaded, now).await
    }

    /// The referral that the same request made before, if there is one.
    pub(crate) async fn repeated(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        key: Option<&Key<'_>>,
        id: ReferralId,
        now: Timestamp,
    ) -> Result<Option<ReferralId>> {
        let Some(Key { key, body }) = key else {
            return Ok(None);
        };
        let body = self.keys.blind_index("idempotency", body);
        match tx.enter_key(actor.user, key, &body, id, now).await? {
            Repeat::First => Ok(None),
            Repeat::OtherBody => Err(Error::KeyReused),
            Repeat::Same(first) => Ok(Some(first)),
        }
    }

    /// Answers with the referral as the caller may see it, and commits.
    pub(crate) async fn handed(
        &self,
        mut tx: Tx,
        network: &Network,
        actor: &Actor,
        loaded: &Loaded,
        now: Timestamp,
    ) -> Result<Handed> {
        let view = self.view(&mut tx, network, actor, loaded, "submit", now).await?;
        tx.commit().await?;
        Ok(Handed {
            id: loaded.referral.id,
            view: view.ok_or(Error::NotFound)?,
        })
    }

    /// Settles the placement of a submission (CONTRACT, "Submitting").
    async fn placement(
        &self,
        tx: &mut Tx,
        asked: &Asked<'_>,
        request: &SubmitRequest,
        network: &Network,
    ) -> Result<Settled> {
        if request.to == Some(Destination::Desk) {
            return Ok(Settled {
                placement: Placement::ToDesk,
                taken: Vec::new(),
            });
        }
        if let Some(request) = &request.placement {
            return self.settle(tx, asked, request, Hand::Desk, "/placement").await;
        }
        let ranked = asked.ranked();
        let mut fitting = ranked
            .iter()
            .filter(|candidate| candidate.fits)
            .map(|candidate| &candidate.programme);
        let Some(first) = fitting.next() else {
            let placement = Placement::Wait {
                waiting_for: None,
                then: Vec::new(),
            };
            return Ok(Settled {
                placement,
                taken: Vec::new(),
            });
        };
        match network.definition.placement {
            PlacementMode::Automatic => {
                let request = PlacementRequest {
                    programme: first.to_string(),
                    then: fitting.map(ToString::to_string).collect(),
                    ..PlacementRequest::default()
                };
                self.settle(tx, asked, &request, Hand::Desk, "/placement").await
            }
            PlacementMode::Confirm => Err(Error::PlacementRequired(ranked, network.definition.vocabulary())),
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "a person is entered once, from what a submission has at hand"
    )]
    async fn enter_person(
        &self,
        tx: &mut Tx,
        network: &Network,
        desk: &OrganisationId,
        person: &Person,
        handoff: &Handoff,
        (phone_index, name_index): Indexes,
        now: Timestamp,
    ) -> Result<()> {
        let Person { id, key } = person;
        let text = serde_json::to_vec(handoff)
            .map_err(|_| Error::Store(luotsi_store::Error::corrupt("clients", "handoff", id)))?;
        let entry = NewClient {
            id: *id,
            network: network.definition.network.clone(),
            desk: desk.clone(),
            wrapped_key: self.keys.wrap(&identity::key_place(*id), key)?,
            handoff: key.seal(&identity::handoff_place(*id), &text)?,
            phone_index,
            name_index,
        };
        tx.enter_client(&entry, now).await?;
        let found_by = identity::search_indexes(&self.keys, &network.definition, &handoff.client);
        Ok(tx.index_client(*id, &found_by).await?)
    }
}

/// What a submission comes out of.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// A draft, which is gone then.
    Draft(&'a LoadedDraft),
    /// An earlier referral of whoever came back, which is linked.
    Earlier(ReferralId),
}

/// Counts a closed gate, which is all that is kept of it.
pub(crate) async fn tally(
    tx: &mut Tx,
    network: &Network,
    outcome: GateOutcome,
    now: Timestamp,
) -> Result<()> {
    let month = month(network.days.date_of(now));
    Ok(tx
        .count_closed_gate(&network.definition.network, &month, outcome.as_str())
        .await?)
}

/// A person who is being entered, or has been before.
pub(crate) struct Person {
    /// Her id.
    pub id: ClientId,
    /// Her key.
    pub key: PersonKey,
}

/// Keyed hashes of a person: by phone, by name.
type Indexes = (Option<[u8; 32]>, Option<[u8; 32]>);

/// Whoever brings somebody in for her own organisation takes her on at once, or for a colleague with whom it
/// was agreed.
fn taken_on(actor: &Actor, placement: Placement) -> Result<Placement> {
    match placement {
        Placement::Offer(choice) if actor.is_partner() && choice.organisation == actor.organisation => {
            let own = (actor.role != Role::Machine).then_some(actor.user);
            let worker = choice.agreed_with.or(own).ok_or(Error::WorkerRequired)?;
            Ok(Placement::TakeOn { choice, worker })
        }
        other @ (Placement::Offer(_)
        | Placement::Wait { .. }
        | Placement::TakeOn { .. }
        | Placement::ToDesk) => Ok(other),
    }
}

/// Open referrals of the same person; whoever hands her over at the same time waits for the other.
async fn same_person(tx: &mut Tx, network: &Network, (phone, name): Indexes) -> Result<Vec<Same>> {
    for index in [phone, name].iter().flatten() {
        tx.lock_person(index).await?;
    }
    Ok(tx.same_person(&network.definition.network, phone, name).await?)
}
