//! Another carrier of the same person: a referral of its own, by the same rules as the first.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{ProgrammeId, ReferralId},
    referral::{Command, Submission, event::Submitted},
};
use luotsi_store::Tx;
use luotsi_wire::{
    request::{AddCarrierRequest, PlacementRequest},
    validation::Code,
};

use crate::{
    Network, Service,
    error::{Error, Result},
    identity,
    kin::Held,
    place::{Asked, Hand},
    step::Step,
    submit::Person,
};

impl Service {
    /// Opens another referral of the person and joins it to those that are held. Answers with the command by
    /// which the first one learns of it.
    #[allow(
        clippy::too_many_arguments,
        reason = "a second road is made of the first, the request and how things stand"
    )]
    pub(crate) async fn add_carrier(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        held: &mut Held,
        body: &AddCarrierRequest,
        now: Timestamp,
    ) -> Result<Command> {
        let first = held.origin.referral.clone();
        let programme = ProgrammeId::new(&body.programme);
        let kin = held.kin();
        let mut open = std::iter::once(&first)
            .chain(kin.carriers)
            .filter(|one| one.status().is_open());
        if open.any(|one| one.programme().is_some_and(|(has, _)| *has == programme)) {
            return Err(Error::invalid("/programme", Code::Unchanged));
        }
        if first.protected && (body.agreed_with.is_none() || body.deputy.is_none()) {
            return Err(Error::WorkerRequired);
        }
        let placement = PlacementRequest {
            programme: body.programme.clone(),
            reason: body.reason.clone(),
            because: None,
            agreed_with: body.agreed_with,
            deputy: body.deputy,
            then: Vec::new(),
        };
        let asked = Asked::about(tx, network, &first, now).await?;
        let settled = self.settle(tx, &asked, &placement, Hand::Desk, "").await?;
        let key = identity::open_key(tx, &self.keys, held.origin.client)
            .await?
            .ok_or(Error::NotFound)?;
        let person = Person {
            id: held.origin.client,
            key,
        };
        let other = ReferralId::new(self.uuid(now));
        let mut submission = Submission {
            submitted: Submitted {
                id: other,
                network: first.network.clone(),
                reference: String::new(),
                schema: first.schema.clone(),
                desk: first.desk.clone(),
                submitter: if first.protected {
                    first.submitter
                } else {
                    actor.user
                },
                facts: first.facts.clone(),
                consent: luotsi_domain::handoff::Consent {
                    feedback: first.feedback_allowed,
                    ..first.consent.clone()
                },
                receivers: first.receivers.clone(),
                protected: first.protected,
                measures: None,
                advisor: first.advisor,
            },
            placement: settled.placement,
            city_track: None,
        };
        let reason = body.reason.as_deref().map(|reason| ("reason", reason));
        let texts: Vec<(&'static str, &str)> = reason.into_iter().collect();
        let step = Step {
            network,
            at: now,
            now,
            by: Some(actor),
            taken: &settled.taken,
            texts: &texts,
            named: None,
            because: None,
        };
        self.begin_under_a_reference(tx, actor, &person, &mut submission, &step)
            .await?;
        let joined = tx.referral(other).await?.ok_or(Error::NotFound)?;
        held.join(joined);
        Ok(Command::AddCarrier {
            other,
            until: body.overlap_until,
        })
    }
}
