//! A referral as somebody may see it: by relation, stage, consent scope and protection.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Disclosure, Process, Relation, disclose, status_for},
    handoff::Handoff,
    id::{LetterId, UserId},
    referral::{Holder, Referral, event::Task, words::HolderKind},
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::referral::{CityTrackView, DueView, HolderView, ReferralView, TaskView};

use crate::{
    Network, Service,
    error::Result,
    identity,
    linked::{Linked, linked_with, links},
};

mod person;
mod road;
mod together;

use person::Shown;
use road::{checks, contacts, milestones, offers, reason, waiting_for};
use together::{co_workers, forms, meetings, moves_on, phase};

impl Service {
    /// The referral as the actor may see it, identity included where the stage allows it; a view of an
    /// identity is logged. `None` where she may not know it exists.
    pub(crate) async fn view(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        loaded: &Loaded,
        what: &str,
        now: Timestamp,
    ) -> Result<Option<ReferralView>> {
        let referral = &loaded.referral;
        let Some(disclosure) = disclose(actor, referral, now) else {
            return Ok(None);
        };
        let opened = if disclosure.identity || disclosure.words {
            identity::open(tx, &self.keys, loaded.client).await?
        } else {
            None
        };
        if opened.is_some() {
            tx.note_view(LetterId::new(self.uuid(now)), referral.id, actor, what, now)
                .await?;
        }
        let handoff = opened.as_ref();
        let linked = linked_with(tx, [referral]).await?;
        let view = self
            .shown(tx, network, actor, referral, &disclosure, handoff, &linked, now)
            .await?;
        Ok(Some(view))
    }

    /// The referral with its coded facts only, as lists show it: nothing to log, nothing to decrypt. `linked`
    /// are those it is linked with, read for a whole list at once.
    pub(crate) async fn coded_view(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        referral: &Referral,
        linked: &Linked,
        now: Timestamp,
    ) -> Result<Option<ReferralView>> {
        let Some(disclosure) = disclose(actor, referral, now) else {
            return Ok(None);
        };
        let coded = Disclosure {
            identity: false,
            words: false,
            ..disclosure
        };
        Ok(Some(
            self.shown(tx, network, actor, referral, &coded, None, linked, now)
                .await?,
        ))
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "what a view is made of, each from another place"
    )]
    async fn shown(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        referral: &Referral,
        disclosure: &Disclosure,
        handoff: Option<&Handoff>,
        linked: &Linked,
        now: Timestamp,
    ) -> Result<ReferralView> {
        let relation = disclosure.relation;
        let hidden = disclosure.process == Process::NeedsYouOnly;
        let withdrawn = referral.is_withdrawn();
        let whole = disclosure.process == Process::Whole && !withdrawn;
        let status = status_for(relation, referral);
        let due = Self::due(referral, relation);
        let holder = if hidden {
            None
        } else {
            Some(self.holder(tx, network, referral, relation).await?)
        };
        let mut tasks = Vec::new();
        for task in referral
            .tasks
            .iter()
            .filter(|task| task_shown(task, actor, relation))
        {
            tasks.push(self.task(tx, network, task, now).await?);
        }
        let (programme, organisation) = seen_programme(referral, relation);
        let shown = Shown {
            referral,
            disclosure,
            handoff,
        };
        Ok(ReferralView {
            id: referral.id.to_string(),
            reference: referral.reference.clone(),
            network: referral.network.to_string(),
            status: (!hidden).then_some(status.as_str()),
            version: referral.version,
            holder,
            due: if hidden { None } else { Some(due) },
            stalled: !hidden && due.at.is_some_and(|at| now >= at),
            programme,
            organisation,
            waiting_for: waiting_for(referral).filter(|_| whole),
            then: if whole && matches!(relation, Relation::Desk | Relation::Coordinator) {
                referral.then.iter().map(ToString::to_string).collect()
            } else {
                Vec::new()
            },
            client: shown.client(),
            handoff: shown.handoff(),
            offers: if hidden || withdrawn {
                Vec::new()
            } else {
                offers(referral, actor, relation)
            },
            contacts: if whole { contacts(referral) } else { Vec::new() },
            checks: if whole { checks(referral) } else { Vec::new() },
            meetings: meetings(referral, *disclosure),
            tasks,
            links: links(actor, referral, linked),
            form: referral
                .form
                .filter(|_| whole)
                .map(luotsi_domain::handoff::Form::as_str),
            forms: if whole { forms(referral) } else { Vec::new() },
            phase: if whole { phase(referral) } else { None },
            moves_on: if whole { moves_on(referral) } else { None },
            co_workers: if whole {
                co_workers(tx, referral).await?
            } else {
                Vec::new()
            },
            peer: whole && referral.peer,
            milestones: (!hidden).then(|| milestones(referral, relation)),
            city_track: referral
                .city_track
                .as_ref()
                .filter(|_| relation != Relation::AskedToTakeOver)
                .map(|track| CityTrackView {
                    kind: track.kind.as_str(),
                    started_on: track.started_on,
                    notified_on: track.notified_on,
                    done: track.done,
                }),
            feedback: referral
                .feedback
                .filter(|_| whole)
                .map(luotsi_domain::referral::words::Feedback::as_str),
            needs_you: referral
                .needs_you(now)
                .filter(|_| relation == Relation::Desk)
                .map(luotsi_domain::referral::words::NeedsYou::as_str),
            reason: if whole { reason(referral) } else { None },
            // Who is asked learns of her own programme; whose end the one that has her meets is not hers to know.
            ending: network
                .ending_view(referral, now)
                .filter(|_| !hidden && relation != Relation::AskedToTakeOver),
            actions: network
                .actions(actor, referral, now)
                .into_iter()
                .map(luotsi_domain::referral::words::Action::as_str)
                .collect(),
            guidance: None,
        })
    }

    pub(crate) fn due(referral: &Referral, relation: Relation) -> DueView {
        let none = DueView {
            what: "none",
            at: None,
        };
        if relation == Relation::AskedToTakeOver {
            return referral.transfer.as_ref().map_or(none, |transfer| {
                if transfer.acknowledged_at.is_some() {
                    DueView {
                        what: "decide",
                        at: Some(transfer.offer.decide_by),
                    }
                } else {
                    DueView {
                        what: "acknowledge",
                        at: Some(transfer.offer.acknowledge_by),
                    }
                }
            });
        }
        referral.due().map_or(none, |due| DueView {
            what: due.what.as_str(),
            at: Some(due.at),
        })
    }

    /// With whom the ball is, by name.
    pub(crate) async fn holder(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        relation: Relation,
    ) -> Result<HolderView> {
        if relation == Relation::AskedToTakeOver {
            let offer = referral.transfer.as_ref().map(|transfer| &transfer.offer);
            return Ok(
                match offer.map(|offer| (offer.agreed_with, &offer.organisation)) {
                    Some((Some(worker), _)) => person_holder(tx, HolderKind::Worker, worker).await?,
                    Some((None, organisation)) => {
                        organisation_holder(network, HolderKind::Organisation, organisation)
                    }
                    None => nobody(),
                },
            );
        }
        Ok(match referral.holder() {
            Holder::Desk(desk) => organisation_holder(network, HolderKind::Desk, desk),
            Holder::Organisation(organisation) => {
                organisation_holder(network, HolderKind::Organisation, organisation)
            }
            Holder::Worker(user, _) => person_holder(tx, HolderKind::Worker, user).await?,
            Holder::Coordinator => {
                organisation_holder(network, HolderKind::Coordinator, &network.definition.coordinator)
            }
            Holder::Nobody => nobody(),
        })
    }

    async fn task(&self, tx: &mut Tx, network: &Network, task: &Task, now: Timestamp) -> Result<TaskView> {
        let holder = match task.holder.user {
            Some(user) => person_holder(tx, task.holder.kind, user).await?,
            None => organisation_holder(network, task.holder.kind, &task.holder.organisation),
        };
        Ok(TaskView {
            id: task.id,
            kind: task.kind.as_str(),
            detail: task.detail.clone(),
            holder,
            due_at: task.due,
            stalled: now >= task.due,
        })
    }
}

async fn person_holder(tx: &mut Tx, kind: HolderKind, user: UserId) -> Result<HolderView> {
    Ok(HolderView {
        kind: kind.as_str(),
        id: Some(user.to_string()),
        name: tx.name_of(user).await?,
    })
}

fn organisation_holder(
    network: &Network,
    kind: HolderKind,
    organisation: &luotsi_domain::id::OrganisationId,
) -> HolderView {
    HolderView {
        kind: kind.as_str(),
        id: Some(organisation.to_string()),
        name: network.organisation_name(organisation),
    }
}

fn nobody() -> HolderView {
    HolderView {
        kind: HolderKind::Nobody.as_str(),
        id: None,
        name: None,
    }
}

/// Tasks are seen by who has them, by whoever carries the person, and by the coordinator.
fn task_shown(task: &Task, actor: &Actor, relation: Relation) -> bool {
    match relation {
        Relation::Coordinator | Relation::Carrier => true,
        Relation::Desk
        | Relation::Colleague
        | Relation::Asked
        | Relation::AskedElsewhere
        | Relation::AskedToTakeOver => task.holder.organisation == actor.organisation,
    }
}

fn seen_programme(referral: &Referral, relation: Relation) -> (Option<String>, Option<String>) {
    let seen = if relation == Relation::AskedToTakeOver {
        referral
            .transfer
            .as_ref()
            .map(|t| (&t.offer.programme, &t.offer.organisation))
    } else {
        referral.programme()
    };
    (
        seen.map(|(programme, _)| programme.to_string()),
        seen.map(|(_, organisation)| organisation.to_string()),
    )
}
