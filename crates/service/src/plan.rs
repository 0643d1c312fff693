//! One decision for each person of a programme that ends, with a place taken where she needs one.

use jiff::Timestamp;
use luotsi_domain::{
    access::Actor,
    id::{OrganisationId, ProgrammeId},
    network::Programme,
    referral::{
        Choice, Command, Referral, State,
        words::{ConsentAnswer, EndingDecision, TaskKind},
    },
};
use luotsi_routing::Verdict;
use luotsi_store::Tx;
use luotsi_wire::{
    request::{PlanEndingRequest, RecordConsentRequest},
    validation::Code,
};

use crate::{
    Network, Service,
    act::standing,
    error::{Error, Result},
    place::{Asked, named},
};

impl Service {
    /// The command of a decision about a programme's end.
    pub(crate) async fn plan_ending(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        referral: &Referral,
        body: &PlanEndingRequest,
        now: Timestamp,
    ) -> Result<(Command, Vec<ProgrammeId>)> {
        let without = |choice| Command::PlanEnding {
            decision: body.decision,
            choice,
        };
        let programme = match (&body.programme, body.decision) {
            (Some(slug), _) => named(network, slug, "/programme")?,
            (None, EndingDecision::CarryOn) => match proposed(network, referral, now) {
                Some(only) => only,
                None => return Ok((without(None), Vec::new())),
            },
            (None, EndingDecision::EndEarly | EndingDecision::DeskChecks) => {
                return Ok((without(None), Vec::new()));
            }
        };
        let reason = body.reason.as_deref().is_some_and(|text| !text.trim().is_empty());
        let verdict = verdict(tx, network, referral, programme, now).await?;
        if !verdict.allows(reason) {
            return Err(Error::ProgrammeExcluded {
                rule: verdict.reasons.into_iter().next(),
                soft: verdict.soft,
            });
        }
        let agreed_with = self
            .colleague(tx, network, programme, body.worker, "", "worker")
            .await?;
        let deputy = self
            .colleague(tx, network, programme, body.deputy, "", "deputy")
            .await?;
        let own = referral
            .programme()
            .is_some_and(|(_, organisation)| *organisation == programme.organisation);
        if referral.protected && !own && (agreed_with.is_none() || deputy.is_none()) {
            return Err(Error::WorkerRequired);
        }
        let choice = Choice {
            programme: programme.id.clone(),
            organisation: programme.organisation.clone(),
            agreed_with,
            deputy,
            beyond: false,
            then: Vec::new(),
        };
        let asks = own || referral.receivers.contains(&programme.organisation);
        let needs_place = asks
            && body.decision == EndingDecision::CarryOn
            && !matches!(referral.state, State::FollowUp { .. });
        let mut taken = Vec::new();
        if needs_place {
            if !tx.take_place(&programme.id, network.days.date_of(now)).await? {
                return Err(Error::Conflict(standing(network, actor, referral, now)));
            }
            taken.push(programme.id.clone());
        }
        Ok((without(Some(choice)), taken))
    }

    /// The command of an answer about one more organisation: where a decision waited for it and there is a
    /// place, that organisation is asked at once.
    pub(crate) async fn record_consent(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        body: &RecordConsentRequest,
        now: Timestamp,
    ) -> Result<(Command, Vec<ProgrammeId>)> {
        if let Some(wording) = &body.wording
            && !network.definition.wordings.contains_key(wording)
        {
            return Err(Error::invalid("/wording", Code::NotInList));
        }
        let mut taken = Vec::new();
        let mut choice = None;
        if body.answer == ConsentAnswer::Given
            && let Some((asked, programme)) = waiting_plan(network, referral)
            && verdict(tx, network, referral, programme, now).await?.allows(true)
        {
            if matches!(referral.state, State::FollowUp { .. }) {
                choice = Some(asked);
            } else if tx.take_place(&programme.id, network.days.date_of(now)).await? {
                taken.push(programme.id.clone());
                choice = Some(asked);
            }
        }
        let command = Command::RecordConsent {
            answer: body.answer,
            by: body.by,
            method: body.method,
            wording: body.wording.clone(),
            choice,
        };
        Ok((command, taken))
    }
}

/// The one programme that the network proposes to go on, where there is one.
fn proposed<'n>(network: &'n Network, referral: &Referral, now: Timestamp) -> Option<&'n Programme> {
    let (programme, _) = referral.programme()?;
    match network.successors(programme, now)[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The decision that waits for the client's answer, and would ask at once.
fn waiting_plan<'n>(network: &'n Network, referral: &Referral) -> Option<(Choice, &'n Programme)> {
    let task = referral
        .tasks
        .iter()
        .find(|task| task.kind == TaskKind::AskConsent)?;
    let organisation = OrganisationId::new(task.detail.as_deref()?);
    let plan = referral
        .ending
        .as_ref()
        .filter(|plan| plan.asks(&organisation) && plan.asks_in(&referral.state))
        .filter(|_| referral.transfer.is_none())?;
    let to = plan.to.as_ref()?;
    Some((Choice::from(to), network.definition.programme(&to.programme)?))
}

/// What the rules say of a programme, its organisation being permitted: that question is asked by itself.
async fn verdict(
    tx: &mut Tx,
    network: &Network,
    referral: &Referral,
    programme: &Programme,
    now: Timestamp,
) -> Result<Verdict> {
    let mut receivers = referral.receivers.clone();
    if !receivers.contains(&programme.organisation) {
        receivers.push(programme.organisation.clone());
    }
    let asked = Asked::of(tx, network, &referral.facts, receivers, &referral.offers, now).await?;
    Ok(asked.verdict(programme))
}
