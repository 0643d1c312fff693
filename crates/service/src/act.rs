//! What people do to a referral: load, take a place where one is needed, decide, write down.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    handoff::{Consent, Measures},
    id::{ProgrammeId, ReferralId, UserId},
    referral::{Choice, Command, Referral, Refusal, event::Voice, words::Action},
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::{
    referral::ReferralView,
    request::{ActionRequest, MeasuresRequest, TEXT_LIMIT, TransferRequest, VoiceRequest, Worry},
    validation::{Arg, Code, FieldFault},
};
use uuid::Uuid;

use crate::{
    Network, Service,
    error::{Error, Result, Standing, refused},
    identity,
    kin::Held,
    linked::may_link,
    meeting::record_meeting,
    place::{Asked, Hand, named, receivers},
    step::Step,
    submit::Key,
};

/// How often a step is tried again when somebody else was quicker.
const TRIES: u32 = 5;

impl Service {
    /// Does something to a referral. `None` where the caller may no longer know it afterwards.
    ///
    /// `if_match` is the version the caller last saw.
    ///
    /// # Errors
    /// Why it was not done; nothing has changed then.
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

    /// The command a request asks for, with the place it needs already taken.
    #[expect(clippy::too_many_lines, reason = "one arm an action, and nothing else")]
    #[expect(
        clippy::too_many_arguments,
        reason = "a command is made of a request and everything it may look at"
    )]
    async fn command(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        held: &mut Held,
        other: Option<ReferralId>,
        request: &ActionRequest,
        now: Timestamp,
    ) -> Result<(Command, Vec<ProgrammeId>)> {
        let referral = &held.origin.referral;
        match request {
            ActionRequest::Place(body) => {
                let asked = Asked::about(tx, network, referral, now).await?;
                let hand = if actor.is_coordinator() {
                    Hand::Coordinator
                } else {
                    Hand::Desk
                };
                let settled = self.settle(tx, &asked, body, hand, "").await?;
                Ok((
                    Command::Place {
                        placement: settled.placement,
                    },
                    settled.taken,
                ))
            }
            ActionRequest::HandBack(body) => {
                // Who is only asked to take over leaves the person where she is.
                let takes_over = access::relation(actor, referral) == Some(access::Relation::AskedToTakeOver);
                let next = if body.reason.passes_on() && !takes_over {
                    self.next_alternative(tx, network, referral, now).await?
                } else {
                    None
                };
                let taken = next.iter().map(|choice| choice.programme.clone()).collect();
                Ok((
                    Command::HandBack {
                        reason: body.reason,
                        next,
                    },
                    taken,
                ))
            }
            ActionRequest::Transfer(body) => self.transfer(tx, network, actor, referral, body, now).await,
            ActionRequest::Accept(body) => {
                let worker = self.worker(tx, network, actor, body.worker, now).await?;
                Ok((Command::Accept { worker }, Vec::new()))
            }
            ActionRequest::Reassign(body) => {
                let worker = self.worker(tx, network, actor, Some(body.worker), now).await?;
                Ok((Command::Reassign { worker }, Vec::new()))
            }
            ActionRequest::Close(body) => Ok((Command::Close { reason: body.reason }, Vec::new())),
            ActionRequest::ClientCalled(body) => Ok((Command::ClientCalled { wish: body.wish }, Vec::new())),
            ActionRequest::ConfirmWaiting(body) => {
                Ok((Command::ConfirmWaiting { result: body.result }, Vec::new()))
            }
            ActionRequest::KeepWaiting(body) => Ok((Command::KeepWaiting { until: body.until }, Vec::new())),
            ActionRequest::WithdrawConsent(body) => {
                let scope = body.scope;
                let command = held
                    .having()
                    .map_or(Command::WithdrawConsent { scope }, |having| {
                        Command::WithdrawTogether { scope, having }
                    });
                Ok((command, Vec::new()))
            }
            ActionRequest::UpdateCityTrack(body) => Ok((
                Command::UpdateCityTrack {
                    kind: body.kind,
                    started_on: body.started_on,
                    notified_on: body.notified_on,
                    done: body.done,
                },
                Vec::new(),
            )),
            ActionRequest::SendMessage(body) if body.text.trim().is_empty() => {
                Err(Error::invalid("/text", Code::Blank))
            }
            ActionRequest::SendMessage(_) => Ok((Command::SendMessage, Vec::new())),
            ActionRequest::Acknowledge(_) => Ok((Command::Acknowledge, Vec::new())),
            ActionRequest::RecordContact(body) => Ok((
                Command::RecordContact {
                    kind: body.kind,
                    outcome: body.outcome,
                    at: body.at,
                    next_on: body.next_on,
                    worry: body.worry.map(|worry| worry == Worry::Yes),
                },
                Vec::new(),
            )),
            ActionRequest::Review(body) => {
                let named = body.co_workers.as_deref();
                let co_workers = self.co_workers(tx, network, referral, named).await?;
                Ok((
                    Command::Review {
                        form: body.form,
                        phase: body.phase,
                        co_workers,
                        peer: body.peer,
                        moves_on: body.moves_on,
                        next_on: body.next_on,
                    },
                    Vec::new(),
                ))
            }
            ActionRequest::EndSupport(body) => Ok((
                Command::EndSupport {
                    outcome: body.outcome.clone(),
                    measures: measures(body.measures)?,
                    voice: voice(body.client_voice),
                },
                Vec::new(),
            )),
            ActionRequest::RecordCheck(body) => Ok((
                Command::RecordCheck {
                    result: body.result,
                    measures: measures(body.measures)?,
                    voice: voice(body.client_voice),
                    worry: body.worry.map(|worry| worry == Worry::Yes),
                },
                Vec::new(),
            )),
            ActionRequest::ReportChange(body) => Ok((
                Command::ReportChange {
                    what: body.what,
                    until: body.until,
                },
                Vec::new(),
            )),
            ActionRequest::AlertDesk(body) => Ok((Command::AlertDesk { what: body.what }, Vec::new())),
            ActionRequest::Return(_) => Ok((Command::Return, Vec::new())),
            ActionRequest::AskDesk(_) => Ok((Command::AskDesk, Vec::new())),
            ActionRequest::PlanEnding(body) => {
                self.plan_ending(tx, network, actor, referral, body, now).await
            }
            ActionRequest::RecordConsent(body) => self.record_consent(tx, network, referral, body, now).await,
            ActionRequest::ProposeMeeting(body) => Ok((
                self.propose_meeting(tx, network, referral, body).await?,
                Vec::new(),
            )),
            ActionRequest::RecordMeeting(body) => Ok((record_meeting(body)?, Vec::new())),
            ActionRequest::BreakGlass(body) => {
                let reason = body.reason.as_deref().unwrap_or_default();
                // Where the network does not allow it, no reason does.
                if network.definition.break_glass && reason.trim().is_empty() {
                    return Err(Error::ReasonRequired);
                }
                Ok((Command::BreakGlass, Vec::new()))
            }
            ActionRequest::AddCarrier(body) => {
                let command = self.add_carrier(tx, network, actor, held, body, now).await?;
                Ok((command, Vec::new()))
            }
            ActionRequest::Link(body) => {
                let other = linkable(held, actor, other)?;
                let kind = body.kind.kind();
                Ok((Command::Link { other, kind }, Vec::new()))
            }
            ActionRequest::Unlink(_) => {
                let known = |id: &ReferralId| {
                    let other = held.other(*id).map(|other| &other.referral);
                    other.is_some_and(|other| access::relation(actor, other).is_some())
                };
                let other = other
                    .filter(known)
                    .ok_or_else(|| Error::invalid("/referral", Code::NotInList))?;
                Ok((Command::Unlink { other }, Vec::new()))
            }
            ActionRequest::ExtendOverlap(body) => {
                Ok((Command::ExtendOverlap { until: body.until }, Vec::new()))
            }
            ActionRequest::Amend(body) => {
                let command = self.amend(tx, network, held, &body.handoff, now).await?;
                Ok((command, Vec::new()))
            }
            ActionRequest::RenewConsent(body) => {
                let consent = self.asked_anew(tx, network, held, &body.consent).await?;
                let receivers = receivers(network, &consent);
                let consent = Box::new(consent);
                Ok((Command::RenewConsent { consent, receivers }, Vec::new()))
            }
        }
    }

    /// A permission that was asked anew, read by the rules of the handoff it stands in.
    async fn asked_anew(
        &self,
        tx: &mut Tx,
        network: &Network,
        held: &Held,
        consent: &serde_json::Value,
    ) -> Result<Consent> {
        let handoff = identity::open(tx, &self.keys, held.origin.client)
            .await?
            .ok_or(Error::NotFound)?;
        let mut handoff = serde_json::to_value(&handoff).map_err(|_| {
            Error::Store(luotsi_store::Error::corrupt(
                "clients",
                "handoff",
                held.origin.client,
            ))
        })?;
        if let Some(fields) = handoff.as_object_mut() {
            fields.insert("consent".to_owned(), consent.clone());
        }
        match network.handoff_validator(&handoff)?.validate(&handoff) {
            Ok(handoff) => Ok(handoff.consent),
            Err(mut faults) => {
                // What else the network asks for by now is not what was asked here.
                faults.retain(|fault| fault.pointer.starts_with("/consent"));
                if faults.is_empty() {
                    Ok(network.shape(&handoff)?.consent)
                } else {
                    Err(Error::InvalidRequest(faults))
                }
            }
        }
    }

    /// The command of a transfer, with a place taken there.
    async fn transfer(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        referral: &Referral,
        body: &TransferRequest,
        now: Timestamp,
    ) -> Result<(Command, Vec<ProgrammeId>)> {
        let programme = named(network, &body.programme, "/programme")?;
        let asked = Asked::about(tx, network, referral, now).await?;
        let verdict = asked.verdict(programme);
        let reason = body.reason.as_deref().is_some_and(|text| !text.trim().is_empty());
        if !verdict.allows(reason) {
            let rule = verdict.reasons.into_iter().next();
            return Err(Error::ProgrammeExcluded {
                rule,
                soft: verdict.soft,
            });
        }
        let agreed_with = self
            .colleague(tx, network, programme, body.worker, "", "worker")
            .await?;
        let deputy = self
            .colleague(tx, network, programme, body.deputy, "", "deputy")
            .await?;
        if referral.protected && (agreed_with.is_none() || deputy.is_none()) {
            return Err(Error::WorkerRequired);
        }
        if !tx.take_place(&programme.id, network.days.date_of(now)).await? {
            return Err(Error::Conflict(standing(network, actor, referral, now)));
        }
        let choice = Choice {
            programme: programme.id.clone(),
            organisation: programme.organisation.clone(),
            agreed_with,
            deputy,
            beyond: false,
            then: Vec::new(),
        };
        Ok((Command::Transfer { choice }, vec![programme.id.clone()]))
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

    /// The worker who takes somebody on: the caller, or the colleague named.
    async fn worker(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        worker: Option<Uuid>,
        now: Timestamp,
    ) -> Result<UserId> {
        let id = &network.definition.network;
        let worker = if let Some(worker) = worker.map(UserId::new) {
            if !tx.works_at(worker, id, &actor.organisation).await? {
                return Err(Error::invalid("/worker", Code::NotInList));
            }
            worker
        } else if actor.role == luotsi_domain::referral::words::Role::Machine {
            return Err(Error::WorkerRequired);
        } else {
            actor.user
        };
        // Nobody is given to somebody who is not there to be with her.
        let today = network.days.date_of(now);
        let kept = tx.absences_at(id, &actor.organisation).await?;
        let mut absences = kept.iter().map(|kept| &kept.absence);
        if absences.any(|absence| absence.user == worker && absence.holds_on(today)) {
            return Err(Error::invalid("/worker", Code::Away));
        }
        Ok(worker)
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

/// The other referral of a link: open, of somebody else, and one that the caller has or her desk sent. What she
/// may not know is the same as what is not there.
fn linkable(held: &Held, actor: &Actor, other: Option<ReferralId>) -> Result<ReferralId> {
    let unknown = || Error::invalid("/referral", Code::NotInList);
    let id = other.ok_or_else(unknown)?;
    if id == held.origin.referral.id {
        return Err(Error::invalid("/referral", Code::Unchanged));
    }
    let other = held.other(id).ok_or_else(unknown)?;
    if !may_link(actor, &other.referral) {
        return Err(unknown());
    }
    if other.client == held.origin.client {
        return Err(Error::invalid("/referral", Code::Unchanged));
    }
    Ok(id)
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

/// What the client said; saying nothing is no answer.
fn voice(body: Option<VoiceRequest>) -> Option<Voice> {
    let body = body?;
    let voice = Voice {
        met_as_person: body.met_as_person,
        taken_seriously: body.taken_seriously,
        solutions_found: body.solutions_found,
    };
    (voice != Voice::default()).then_some(voice)
}

fn measures(body: Option<MeasuresRequest>) -> Result<Option<Measures>> {
    let Some(MeasuresRequest { loneliness, coping }) = body else {
        return Ok(None);
    };
    let mut faults = Vec::new();
    if loneliness.is_some_and(|value| !(1..=4).contains(&value)) {
        faults.push(out_of_range("/measures/loneliness", 1, 4));
    }
    if coping.is_some_and(|value| value > 10) {
        faults.push(out_of_range("/measures/coping", 0, 10));
    }
    if faults.is_empty() {
        Ok(Some(Measures { loneliness, coping }))
    } else {
        Err(Error::InvalidRequest(faults))
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
