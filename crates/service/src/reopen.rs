//! Whoever came back: a new referral from what is remembered of the earlier one, with permission asked anew.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    id::ReferralId,
    referral::words::{Action, LinkKind},
};
use luotsi_wire::{
    request::{ReopenRequest, SubmitRequest},
    validation::Code,
};
use serde_json::{Value, json};

use crate::{
    Handed, Service,
    act::{check_text, standing},
    boxed,
    error::{Error, Result, refused},
    identity,
    submit::Origin,
};

impl Service {
    /// Hands a person over who was here before. Her details are taken from the earlier handoff, her permission
    /// is not; from there on it is a submission like any other, linked with the earlier one.
    ///
    /// # Errors
    /// Everything that can be wrong with a handoff; where nothing is remembered of her any more, that.
    #[boxed]
    pub async fn reopen(
        &self,
        actor: &Actor,
        id: ReferralId,
        request: &ReopenRequest,
        if_match: Option<u64>,
        now: Timestamp,
    ) -> Result<Handed> {
        if let Some(reason) = &request.reason {
            check_text("/reason", reason)?;
        }
        let network = self.network(&actor.network)?;
        let handoff = {
            let mut tx = self.store.read().await?;
            let loaded = self.load(&mut tx, actor, id).await?;
            let earlier = &loaded.referral;
            if !actor.has(Action::Reopen) {
                return Err(Error::Forbidden);
            }
            if earlier.erased {
                return Err(Error::invalid("", Code::Erased));
            }
            access::may(actor, Action::Reopen, earlier)
                .map_err(|refusal| refused(&refusal, || standing(&network, actor, earlier, now)))?;
            if if_match.is_some_and(|seen| seen != earlier.version) {
                return Err(Error::PreconditionFailed);
            }
            for link in earlier.links.iter().filter(|link| link.kind == LinkKind::Return) {
                // She is back already.
                if let Some(back) = tx.referral(link.other).await?
                    && back.referral.status().is_open()
                    && access::relation(actor, &back.referral).is_some()
                {
                    return Err(Error::AlreadyOpen {
                        id: back.referral.id,
                        reference: back.referral.reference.clone(),
                        status: standing(&network, actor, &back.referral, now).status,
                    });
                }
            }
            let handoff = identity::open(&mut tx, &self.keys, loaded.client).await?;
            handoff.ok_or_else(|| Error::invalid("", Code::Erased))?
        };
        let mut handoff = serde_json::to_value(&handoff)
            .map_err(|_| Error::Store(luotsi_store::Error::corrupt("clients", "handoff", id)))?;
        replace(&mut handoff, "consent", Some(&request.consent));
        replace(&mut handoff, "gate", request.gate.as_ref());
        replace(
            &mut handoff,
            "needs",
            request.needs.as_ref().map(|needs| json!(needs)).as_ref(),
        );
        let words = request.own_words.as_ref().map(|words| json!(words));
        replace(&mut handoff, "own_words", words.as_ref());
        // The authority's track of then is not the one of now.
        replace(&mut handoff, "city_track", Some(&Value::Null));
        let submission = SubmitRequest {
            handoff,
            placement: request.placement.clone(),
            reason: request.reason.clone(),
            ..SubmitRequest::default()
        };
        let origin = Some(Origin::Earlier(id));
        // A submission is large; it is kept off the stack of this one.
        let handed = Box::pin(self.submit_from(actor, &network, &submission, None, origin, now)).await;
        handed.map_err(as_of_this_request)
    }
}

fn replace(handoff: &mut Value, field: &str, with: Option<&Value>) {
    if let (Some(handoff), Some(with)) = (handoff.as_object_mut(), with) {
        handoff.insert(field.to_owned(), with.clone());
    }
}

/// Here the permission stands in the request itself, not in a handoff.
fn as_of_this_request(error: Error) -> Error {
    if let Error::InvalidHandoff(faults) = error {
        Error::InvalidRequest(faults)
    } else {
        error
    }
}
