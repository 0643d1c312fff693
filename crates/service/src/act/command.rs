//! What a request asks for, as a command: the names in it looked up, and the place it needs taken.

use jiff::Timestamp;
use luotsi_domain::{
    access::{self, Actor},
    handoff::{Consent, Measures},
    id::{ProgrammeId, ReferralId, UserId},
    referral::{Choice, Command, Referral, event::Voice},
};
use luotsi_store::Tx;
use luotsi_wire::{
    request::{ActionRequest, MeasuresRequest, TransferRequest, VoiceRequest, Worry},
    validation::Code,
};
use uuid::Uuid;

use super::{out_of_range, standing};
use crate::{
    Network, Service,
    error::{Error, Result},
    identity,
    kin::Held,
    linked::may_link,
    meeting::record_meeting,
    place::{Asked, Hand, named, receivers},
};

impl Service {
    /// The command a request asks for, with the place it needs already taken.
    #[expect(clippy::too_many_lines, reason = "one arm an action, and nothing else")]
    #[expect(
        clippy::too_many_arguments,
        reason = "a command is made of a request and everything it may look at"
    )]
    pub(super) async fn command(
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
