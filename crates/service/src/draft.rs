//! Drafts: a handoff that its author still keeps, saved, read, listed, discarded and handed over.
//!
//! Nothing of a draft reaches the network. What is wrong in it is refused, what is missing is not; a gate
//! that closes and a client who refuses leave an anonymous tally and nothing else.

use std::sync::Arc;

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    draft::{Clock, Content, Draft, Fate, Permission, check_call_back, fate, may_keep},
    handoff::{Consent, ConsentBy, ConsentStatus, GateOutcome, Handoff},
    id::{ClientId, DraftId, LetterId, NetworkId, ReferralId},
};
use luotsi_routing::judge;
use luotsi_store::{Tx, crypto::PersonKey, draft::LoadedDraft, list::Sealed, person::NewClient};
use luotsi_wire::{
    draft::DraftView,
    request::{DraftRequest, SubmitDraftRequest, SubmitRequest},
};
use serde_json::Value;

use crate::{
    Handed, Network, Service, boxed,
    error::{Error, Result, Standing, refused},
    identity,
    preview::{GateSaid, gate},
    reference::DRAWS,
    submit::{Key, Origin, tally},
};

mod clock;
mod list;
mod verify;
mod view;

pub use list::{DraftQuery, ListedDrafts};
pub(crate) use view::{due, holder};

/// How often a submission is tried again when the draft was saved meanwhile.
const TRIES: u32 = 5;

/// What a draft turned out to be.
enum Judged {
    /// To keep, by this.
    Kept(Box<Content>, Box<Handoff>),
    /// Not permitted.
    Gone(Box<GateSaid>),
    /// The gate is closed.
    Closed(Box<GateSaid>),
}

impl Service {
    /// Begins a draft. The same key and body give the same draft.
    ///
    /// # Errors
    /// What is wrong with it; a closed gate, or a client who does not permit it, keeps an anonymous tally.
    #[boxed]
    pub async fn keep_draft(
        &self,
        actor: &Actor,
        network: &NetworkId,
        request: &DraftRequest,
        key: Option<&str>,
        now: Timestamp,
    ) -> Result<DraftView> {
        let network = self.for_drafts(actor, network)?;
        let (content, handoff) = match judged(&network, request, None, now)? {
            Judged::Kept(content, handoff) => (content, handoff),
            Judged::Gone(said) | Judged::Closed(said) => {
                self.count_closed_gate(&network, said.verdict.outcome, now)
                    .await?;
                return Err(Error::GateClosed(said));
            }
        };
        let body = serde_json::to_string(&(actor.network.as_str(), "draft", request)).unwrap_or_default();
        let key = key.map(|key| Key { key, body });
        let id = self.uuid(now);
        let mut tx = self.store.write().await?;
        if let Some(first) = self
            .repeated(&mut tx, actor, key.as_ref(), ReferralId::new(id), now)
            .await?
        {
            let loaded = known(tx.draft(DraftId::new(first.uuid())).await?, actor)?;
            return self.shown_draft(tx, &network, actor, &loaded, now).await;
        }
        let client = ClientId::new(self.uuid(now));
        let person = PersonKey::generate()?;
        let entry = NewClient {
            id: client,
            network: actor.network.clone(),
            desk: network.desk_of(&actor.organisation),
            wrapped_key: self.keys.wrap(&identity::key_place(client), &person)?,
            handoff: seal(&person, client, &request.handoff)?,
            // These find the same person among referrals, and she is none yet.
            phone_index: None,
            name_index: None,
        };
        tx.enter_client(&entry, now).await?;
        let found_by = identity::search_indexes(&self.keys, &network.definition, &handoff.client);
        tx.index_client(client, &found_by).await?;
        for _ in 0..DRAWS {
            let reference = self.draw_reference(&network);
            let clock = clock(&network, now);
            let loaded = LoadedDraft {
                draft: Draft::begin(DraftId::new(id), reference, actor, (*content).clone(), &clock),
                client,
            };
            if tx.enter_draft(&loaded).await? {
                return self.shown_draft(tx, &network, actor, &loaded, now).await;
            }
        }
        Err(Error::Store(luotsi_store::Error::Busy))
    }

    /// Saves a draft anew; whoever saves it has it. `None` where the client refused: it is gone then.
    ///
    /// # Errors
    /// What is wrong with it; nothing has changed then.
    #[boxed]
    pub async fn save_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        request: &DraftRequest,
        if_match: Option<u64>,
        now: Timestamp,
    ) -> Result<Option<DraftView>> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.write().await?;
        let before = known(tx.hold_draft(id).await?, actor)?;
        matches_version(&before, if_match)?;
        let judged = judged(&network, request, Some(&before.draft), now)?;
        let (content, handoff) = match judged {
            Judged::Kept(content, handoff) => (content, handoff),
            Judged::Gone(said) => {
                tx.remove_draft(&before).await?;
                tally(&mut tx, &network, said.verdict.outcome, now).await?;
                tx.commit().await?;
                return Ok(None);
            }
            Judged::Closed(said) => {
                drop(tx);
                self.count_closed_gate(&network, said.verdict.outcome, now)
                    .await?;
                return Err(Error::GateClosed(said));
            }
        };
        let key = identity::open_key(&mut tx, &self.keys, before.client)
            .await?
            .ok_or(Error::NotFound)?;
        let sealed = seal(&key, before.client, &request.handoff)?;
        tx.reseal_client(before.client, &sealed).await?;
        let found_by = identity::search_indexes(&self.keys, &network.definition, &handoff.client);
        tx.index_client(before.client, &found_by).await?;
        let after = LoadedDraft {
            draft: before.draft.save(actor, *content, &clock(&network, now)),
            client: before.client,
        };
        tx.save_draft(&after.draft).await?;
        Ok(Some(self.shown_draft(tx, &network, actor, &after, now).await?))
    }

    /// Discards a draft, and with it the person's key.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know it.
    #[boxed]
    pub async fn discard_draft(&self, actor: &Actor, id: DraftId, if_match: Option<u64>) -> Result<()> {
        let mut tx = self.store.write().await?;
        let loaded = known(tx.hold_draft(id).await?, actor)?;
        matches_version(&loaded, if_match)?;
        tx.remove_draft(&loaded).await?;
        Ok(tx.commit().await?)
    }

    /// Reads a draft; the view is logged.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know it.
    #[boxed]
    pub async fn draft(&self, actor: &Actor, id: DraftId, now: Timestamp) -> Result<DraftView> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.write().await?;
        let loaded = known(tx.draft(id).await?, actor)?;
        self.shown_draft(tx, &network, actor, &loaded, now).await
    }

    /// Hands a draft over: the same checks as any handoff, and the draft is gone with the same commit.
    ///
    /// # Errors
    /// Everything that can be wrong with a handoff or its placement; the draft stays as it was then.
    #[boxed]
    pub async fn submit_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        request: &SubmitDraftRequest,
        key: Option<&str>,
        if_match: Option<u64>,
        now: Timestamp,
    ) -> Result<Handed> {
        let network = self.for_drafts(actor, &actor.network)?;
        let body =
            serde_json::to_string(&(actor.network.as_str(), id.to_string(), request)).unwrap_or_default();
        let key = key.map(|key| Key { key, body });
        let mut tries = 0;
        loop {
            tries += 1;
            let origin = self.store.read().await?.draft(id).await?;
            let Ok(origin) = known(origin, actor) else {
                return self.handed_before(&network, actor, key.as_ref(), now).await;
            };
            matches_version(&origin, if_match)?;
            let mut tx = self.store.read().await?;
            let Some(handoff) = self.open_draft(&mut tx, &origin).await? else {
                return Err(Error::NotFound);
            };
            drop(tx);
            let whole = SubmitRequest {
                handoff,
                placement: request.placement.clone(),
                duplicate: request.duplicate,
                reason: request.reason.clone(),
                to: request.to,
                advisor: request.advisor,
                links: request.links.clone(),
            };
            let handed = self
                .submit_from(
                    actor,
                    &network,
                    &whole,
                    key.as_ref(),
                    Some(Origin::Draft(&origin)),
                    now,
                )
                .await;
            match handed {
                // Somebody saved or handed it over in between: look again.
                Err(Error::PreconditionFailed | Error::NotFound) if if_match.is_none() && tries < TRIES => {}
                done => return done,
            }
        }
    }

    /// What the same request handed over before, where the draft is gone.
    async fn handed_before(
        &self,
        network: &Network,
        actor: &Actor,
        key: Option<&Key<'_>>,
        now: Timestamp,
    ) -> Result<Handed> {
        if key.is_none() {
            return Err(Error::NotFound);
        }
        let mut tx = self.store.write().await?;
        let nobody = ReferralId::new(self.uuid(now));
        // A key that is entered only now goes with this transaction, which is not committed.
        let first = self.repeated(&mut tx, actor, key, nobody, now).await?;
        let first = first.ok_or(Error::NotFound)?;
        let loaded = tx.referral(first).await?.ok_or(Error::NotFound)?;
        self.handed(tx, network, actor, &loaded, now).await
    }

    /// The network, if the caller may keep drafts there.
    fn for_drafts(&self, actor: &Actor, network: &NetworkId) -> Result<Arc<Network>> {
        let network = self.for_submission(actor, network)?;
        if may_keep(actor) {
            Ok(network)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Opens a draft's handoff as it was saved; nothing once the key is gone.
    async fn open_draft(&self, tx: &mut Tx, loaded: &LoadedDraft) -> Result<Option<Value>> {
        let kept = tx.client(loaded.client).await?;
        let sealed = Sealed {
            wrapped_key: kept.wrapped_key,
            handoff: kept.handoff,
        };
        identity::unseal(&self.keys, loaded.client, &sealed)
    }

    /// Answers with the draft, logs the view, and commits.
    async fn shown_draft(
        &self,
        mut tx: Tx,
        network: &Network,
        actor: &Actor,
        loaded: &LoadedDraft,
        now: Timestamp,
    ) -> Result<DraftView> {
        let handoff = self.open_draft(&mut tx, loaded).await?;
        let id = LetterId::new(self.uuid(now));
        tx.note_draft_view(id, loaded.draft.id, actor, "draft", now)
            .await?;
        let view = view::draft(&mut tx, network, &loaded.draft, handoff, now).await?;
        tx.commit().await?;
        Ok(view)
    }
}

/// What a draft says, and what becomes of it. `before` is how it stood.
fn judged(
    network: &Network,
    request: &DraftRequest,
    before: Option<&Draft>,
    now: Timestamp,
) -> Result<Judged> {
    let handoff = network
        .handoff_validator(&request.handoff)?
        .sketch(&request.handoff)
        .map_err(Error::InvalidHandoff)?;
    let nowhere = || Standing {
        status: None,
        actions: Vec::new(),
    };
    check_call_back(
        request.call_back_on,
        before.and_then(|draft| draft.content.call_back_on),
        &clock(network, now),
    )
    .map_err(|refusal| refused(&refusal, nowhere))?;
    let permission = Permission::of(&handoff.consent);
    let said = || Box::new(gate(&handoff, network, now));
    let fate = fate(
        once_permitted(&handoff, network),
        permission,
        request.call_back_on.is_some(),
    );
    Ok(match fate {
        Fate::Gone => Judged::Gone(said()),
        Fate::Closed => Judged::Closed(said()),
        Fate::Kept => {
            let facts = handoff.facts(network.days.date_of(now), &network.coded);
            let content = Content {
                permission,
                protected: handoff.client.protected,
                call_back_on: request.call_back_on,
                facts,
            };
            Judged::Kept(Box::new(content), Box::new(handoff))
        }
    })
}

/// Where the gate leads once the client permits it.
fn once_permitted(handoff: &Handoff, network: &Network) -> GateOutcome {
    let permitted = Handoff {
        consent: Consent {
            status: ConsentStatus::Given,
            by: Some(ConsentBy::Client),
            ..handoff.consent.clone()
        },
        ..handoff.clone()
    };
    judge(&permitted, &network.definition).outcome
}

fn clock(network: &Network, now: Timestamp) -> Clock<'_> {
    Clock {
        days: &network.days,
        deadlines: &network.definition.deadlines,
        now,
    }
}

/// A draft that the actor may know.
fn known(loaded: Option<LoadedDraft>, actor: &Actor) -> Result<LoadedDraft> {
    loaded
        .filter(|loaded| loaded.draft.is_known_to(actor))
        .ok_or(Error::NotFound)
}

fn matches_version(loaded: &LoadedDraft, if_match: Option<u64>) -> Result<()> {
    if if_match.is_some_and(|seen| seen != loaded.draft.version) {
        return Err(Error::PreconditionFailed);
    }
    Ok(())
}

fn seal(key: &PersonKey, client: ClientId, handoff: &Value) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(handoff)
        .map_err(|_| Error::Store(luotsi_store::Error::corrupt("clients", "handoff", client)))?;
    Ok(key.seal(&identity::handoff_place(client), &text)?)
}
