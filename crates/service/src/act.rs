//! What people do to a referral: load, take a place where one is needed, decide, write down.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    id::ReferralId,
    referral::{Choice, Referral, Refusal, words::Action},
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::{
    referral::ReferralView,
    request::{ActionRequest, PlacementRequest, TEXT_LIMIT},
    validation::{Arg, Code, FieldFault},
};

use crate::{
    Network, Service, boxed,
    error::{Error, Result, Standing, refused},
    place::Asked,
    step::Step,
    submit::Key,
};

mod command;

/// How often a step is tried again when somebody else was quicker.
const TRIES: u32 = 5;

impl Service {
    /// Does something to a referral. `None` where the caller may no longer know it afterwards.
    ///
    /// `if_match` is the version the caller last saw.
    ///
    /// # Errors
    /// Why it was not done; nothing has changed then.
    #[boxed]
    pub async fn act(
        &self,
        actor: &Actor,
        id: ReferralId,
        request: &ActionRequest,
        if_match: Option<u64>,
        now: Timestamp,
    ) -> Result<Option<ReferralView>> {
        self.act_once(actor, id, request, if_match, None, now).await
    }

    /// The same under the caller's key: the same step under the same key is done once, and answered the second
    /// time with how it stands then. A step that was refused leaves no key behind.
    ///
    /// # Errors
    /// As for [`Service::act`]; `KeyReused` where the key stood for something else.
    #[boxed]
    pub async fn act_once(
        &self,
        actor: &Actor,
        id: ReferralId,
        request: &ActionRequest,
        if_match: Option<u64>,
        key: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<ReferralView>> {
        let key = key.map(|key| Key {
            key,
            body: format!("{id}/{}/{request:?}", action_of(request).as_str()),
        });
        for (field, text) in request.texts() {
            check_text(&format!("/{field}"), text)?;
        }
        let mut tries = 0;
        loop {
            tries += 1;
            match self
                .try_act(actor, id, request, if_match, key.as_ref(), now)
                .await
            {
                Err(error) if error.is_worth_another_try() && tries < TRIES => {}
                done => return done,
            }
        }
    }

    async fn try_act(
        &self,
        actor: &Actor,
        id: ReferralId,
        request: &ActionRequest,
        if_match: Option<u64>,
        key: Option<&Key<'_>>,
        now: Timestamp,
    ) -> Result<Option<ReferralView>> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.write().await?;
        if self.repeated(&mut tx, actor, key, id, now).await?.is_some() {
            let Some(loaded) = tx.referral(id).await? else {
                return Ok(None);
            };
            let what = action_of(request).as_str();
            let view = self.view(&mut tx, &network, actor, &loaded, what, now).await?;
            tx.commit().await?;
            return Ok(view);
        }
        let other = self.other_named(&mut tx, request).await?;
        let mut held = self.hold(&mut tx, id, other).await?.ok_or(Error::NotFound)?;
        let referral = &held.origin.referral.clone();
        let refuse = |refusal: Refusal| refused(&refusal, || standing(&network, actor, referral, now));
        access::may(actor, action_of(request), referral).map_err(|refusal| match (if_match, refusal) {
            // Whoever saw another version is told that first: what she wanted may still be right.
            (Some(seen), Refusal::IllegalTransition { .. }) if seen != referral.version => {
                Error::PreconditionFailed
            }
            (_, refusal) => refuse(refusal),
        })?;
        if if_match.is_some_and(|seen| seen != referral.version) {
            return Err(Error::PreconditionFailed);
        }
        let (command, taken) = self
            .command(&mut tx, &network, actor, &mut held, other, request, now)
            .await?;
        let context = network.context(actor, now);
        let events = luotsi_domain::referral::decide(referral, &command, &context).map_err(refuse)?;
        let texts = request.texts();
        let step = Step {
            network: &network,
            at: now,
            now,
            by: Some(actor),
            taken: &taken,
            texts: &texts,
            named: placement(request).map(|one| one.programme.as_str()),
            because: placement(request).and_then(|one| one.because),
        };
        let after = self
            .carry_through(&mut tx, &mut held, events, &step, &context)
            .await?;
        let view = self
            .view(&mut tx, &network, actor, &after, action_of(request).as_str(), now)
            .await?;
        tx.commit().await?;
        Ok(view)
    }

    /// The first of the confirmed alternatives that still fits and has a place, which it takes.
    pub(crate) async fn next_alternative(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        now: Timestamp,
    ) -> Result<Option<Choice>> {
        // A protected person goes only where a worker and a deputy are named, which no alternative has.
        if referral.then.is_empty() || referral.protected {
            return Ok(None);
        }
        let asked = Asked::about(tx, network, referral, now).await?;
        Ok(self
            .first_of(tx, &asked, &referral.then)
            .await?
            .map(|(choice, _)| choice))
    }

    /// Loads a referral of the actor's network.
    pub(crate) async fn load(&self, tx: &mut Tx, actor: &Actor, id: ReferralId) -> Result<Loaded> {
        let loaded = tx.referral(id).await?.ok_or(Error::NotFound)?;
        if access::relation(actor, &loaded.referral).is_none() {
            return Err(Error::NotFound);
        }
        Ok(loaded)
    }
}

/// Where the referral stands for the actor.
pub(crate) fn standing(network: &Network, actor: &Actor, referral: &Referral, now: Timestamp) -> Standing {
    Standing {
        status: access::relation(actor, referral)
            .and_then(|relation| access::status_seen(relation, referral)),
        actions: network.actions(actor, referral, now),
    }
}

impl Network {
    /// What the actor may do now; looking at who somebody is only where the network allows it, and a
    /// decision about a programme's end only where the end is near.
    pub(crate) fn actions(&self, actor: &Actor, referral: &Referral, now: Timestamp) -> Vec<Action> {
        let near = self.ending(referral, now).is_some();
        let mut actions = access::actions(actor, referral);
        actions.retain(|action| *action != Action::BreakGlass || self.definition.break_glass);
        actions.retain(|action| *action != Action::PlanEnding || near);
        actions
    }
}

/// A number outside its range, with the range.
pub(crate) fn out_of_range(pointer: &str, minimum: i64, maximum: i64) -> FieldFault {
    FieldFault {
        args: vec![
            ("minimum", Arg::Number(minimum)),
            ("maximum", Arg::Number(maximum)),
        ],
        ..FieldFault::new(pointer, Code::OutOfRange)
    }
}

/// A free text is bounded and readable.
pub(crate) fn check_text(pointer: &str, text: &str) -> Result<()> {
    if text.chars().count() > TEXT_LIMIT {
        let most = i64::try_from(TEXT_LIMIT).unwrap_or(i64::MAX);
        let fault = FieldFault {
            args: vec![("limit", Arg::Number(most))],
            ..FieldFault::new(pointer, Code::TooLong)
        };
        return Err(Error::InvalidRequest(vec![fault]));
    }
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(Error::invalid(pointer, Code::ControlCharacter));
    }
    Ok(())
}

/// The action a request asks for.
fn action_of(request: &ActionRequest) -> Action {
    match request {
        ActionRequest::Place(_) => Action::Place,
        ActionRequest::Close(_) => Action::Close,
        ActionRequest::ClientCalled(_) => Action::ClientCalled,
        ActionRequest::ConfirmWaiting(_) => Action::ConfirmWaiting,
        ActionRequest::KeepWaiting(_) => Action::KeepWaiting,
        ActionRequest::WithdrawConsent(_) => Action::WithdrawConsent,
        ActionRequest::UpdateCityTrack(_) => Action::UpdateCityTrack,
        ActionRequest::SendMessage(_) => Action::SendMessage,
        ActionRequest::Acknowledge(_) => Action::Acknowledge,
        ActionRequest::Accept(_) => Action::Accept,
        ActionRequest::HandBack(_) => Action::HandBack,
        ActionRequest::RecordContact(_) => Action::RecordContact,
        ActionRequest::Review(_) => Action::Review,
        ActionRequest::Reassign(_) => Action::Reassign,
        ActionRequest::Transfer(_) => Action::Transfer,
        ActionRequest::EndSupport(_) => Action::EndSupport,
        ActionRequest::RecordCheck(_) => Action::RecordCheck,
        ActionRequest::ReportChange(_) => Action::ReportChange,
        ActionRequest::AlertDesk(_) => Action::AlertDesk,
        ActionRequest::Return(_) => Action::Return,
        ActionRequest::AskDesk(_) => Action::AskDesk,
        ActionRequest::PlanEnding(_) => Action::PlanEnding,
        ActionRequest::RecordConsent(_) => Action::RecordConsent,
        ActionRequest::ProposeMeeting(_) => Action::ProposeMeeting,
        ActionRequest::RecordMeeting(_) => Action::RecordMeeting,
        ActionRequest::BreakGlass(_) => Action::BreakGlass,
        ActionRequest::AddCarrier(_) => Action::AddCarrier,
        ActionRequest::Link(_) => Action::Link,
        ActionRequest::Unlink(_) => Action::Unlink,
        ActionRequest::ExtendOverlap(_) => Action::ExtendOverlap,
        ActionRequest::RenewConsent(_) => Action::RenewConsent,
        ActionRequest::Amend(_) => Action::Amend,
    }
}

/// The placement that an action confirms.
fn placement(request: &ActionRequest) -> Option<&PlacementRequest> {
    if let ActionRequest::Place(placement) = request {
        Some(placement)
    } else {
        None
    }
}
