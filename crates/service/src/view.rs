//! A referral as somebody may see it: by relation, stage, consent scope and protection.

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, Disclosure, Process, Relation, actions, disclose, status_for},
    handoff::{ConsentField, Handoff},
    id::{LetterId, UserId},
    referral::{
        Holder, Referral, State,
        event::Task,
        state::{OfferAnswer, OfferRecord},
        words::{HolderKind, Status},
    },
};
use luotsi_store::{Tx, record::Loaded};
use luotsi_wire::referral::{
    CheckView, CityTrackView, ContactView, DueView, HolderView, MilestonesView, OfferView, ReferralView,
    TaskView,
};
use serde_json::{Map, Value, json};

use crate::{Network, Service, error::Result, identity};

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
        let view = self
            .shown(tx, network, actor, referral, &disclosure, handoff, now)
            .await?;
        Ok(Some(view))
    }

    /// The referral with its coded facts only, as lists show it: nothing to log, nothing to decrypt.
    pub(crate) async fn coded_view(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        referral: &Referral,
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
            self.shown(tx, network, actor, referral, &coded, None, now)
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
            meetings: Vec::new(),
            tasks,
            links: Vec::new(),
            form: referral
                .form
                .filter(|_| whole)
                .map(luotsi_domain::handoff::Form::as_str),
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
            actions: actions(actor, referral)
                .into_iter()
                .map(luotsi_domain::referral::words::Action::as_str)
                .collect(),
        })
    }

    fn due(referral: &Referral, relation: Relation) -> DueView {
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
                    Some((Some(worker), _)) => person(tx, HolderKind::Worker, worker).await?,
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
            Holder::Worker(user, _) => person(tx, HolderKind::Worker, user).await?,
            Holder::Coordinator => {
                organisation_holder(network, HolderKind::Coordinator, &network.definition.coordinator)
            }
            Holder::Nobody => nobody(),
        })
    }

    async fn task(&self, tx: &mut Tx, network: &Network, task: &Task, now: Timestamp) -> Result<TaskView> {
        let holder = match task.holder.user {
            Some(user) => person(tx, task.holder.kind, user).await?,
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

async fn person(tx: &mut Tx, kind: HolderKind, user: UserId) -> Result<HolderView> {
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

fn waiting_for(referral: &Referral) -> Option<String> {
    if let State::Waiting { waiting_for, .. } = &referral.state {
        waiting_for.as_ref().map(ToString::to_string)
    } else {
        None
    }
}

fn reason(referral: &Referral) -> Option<&'static str> {
    match &referral.state {
        State::Returned { reason, .. } => Some(reason.as_str()),
        State::Closed { reason, .. } => Some(reason.as_str()),
        State::Waiting { .. }
        | State::Offered { .. }
        | State::Acknowledged { .. }
        | State::Accepted { .. }
        | State::InSupport { .. }
        | State::FollowUp { .. }
        | State::Stable { .. } => None,
    }
}

/// An organisation that is asked sees its own question; who carries, the desk and the coordinator see all.
fn offers(referral: &Referral, actor: &Actor, relation: Relation) -> Vec<OfferView> {
    let whole = matches!(relation, Relation::Desk | Relation::Coordinator);
    referral
        .offers
        .iter()
        .filter(|offer| whole || offer.organisation == actor.organisation)
        .map(|offer| offer_view(referral, offer))
        .collect()
}

fn offer_view(referral: &Referral, offer: &OfferRecord) -> OfferView {
    let (answer, reason) = match offer.answer {
        OfferAnswer::Open => ("open", None),
        OfferAnswer::Accepted => ("accepted", None),
        OfferAnswer::HandedBack(reason) => ("handed_back", Some(reason.as_str())),
        OfferAnswer::Expired => ("expired", None),
        OfferAnswer::Withdrawn => ("withdrawn", None),
    };
    let open = [
        referral.offer(),
        referral.transfer.as_ref().map(|transfer| &transfer.offer),
    ];
    let open = open
        .into_iter()
        .flatten()
        .find(|one| answer == "open" && one.at == offer.at && one.programme == offer.programme);
    OfferView {
        programme: offer.programme.to_string(),
        organisation: offer.organisation.to_string(),
        at: offer.at,
        transfer: offer.transfer,
        answer,
        reason,
        answered_at: offer.answered_at,
        acknowledge_by: open.map(|offer| offer.acknowledge_by),
        decide_by: open.map(|offer| offer.decide_by),
    }
}

fn contacts(referral: &Referral) -> Vec<ContactView> {
    referral
        .contacts
        .iter()
        .map(|contact| ContactView {
            kind: contact.kind.as_str(),
            outcome: contact.outcome.as_str(),
            at: contact.at,
            next_on: contact.next_on,
        })
        .collect()
}

fn checks(referral: &Referral) -> Vec<CheckView> {
    referral
        .checks
        .iter()
        .map(|check| CheckView {
            result: check.result.as_str(),
            at: check.at,
        })
        .collect()
}

/// Who is only asked sees when she was asked and what she answered.
fn milestones(referral: &Referral, relation: Relation) -> MilestonesView {
    let m = referral.milestones;
    let all = MilestonesView {
        submitted_at: m.submitted_at,
        offered_at: m.offered_at,
        acknowledged_at: m.acknowledged_at,
        accepted_at: m.accepted_at,
        first_contact_at: m.first_contact_at,
        met_at: m.met_at,
        ended_at: m.ended_at,
        stable_at: m.stable_at,
        closed_at: m.closed_at,
    };
    let nothing = MilestonesView {
        submitted_at: None,
        offered_at: None,
        acknowledged_at: None,
        accepted_at: None,
        first_contact_at: None,
        met_at: None,
        ended_at: None,
        stable_at: None,
        closed_at: None,
    };
    match relation {
        Relation::AskedToTakeOver => {
            let transfer = referral.transfer.as_ref();
            MilestonesView {
                offered_at: transfer.map(|transfer| transfer.offer.at),
                acknowledged_at: transfer.and_then(|transfer| transfer.acknowledged_at),
                ..nothing
            }
        }
        Relation::Asked | Relation::AskedElsewhere => MilestonesView {
            offered_at: m.offered_at,
            acknowledged_at: m
                .acknowledged_at
                .filter(|_| referral.status() == Status::Acknowledged),
            ..nothing
        },
        Relation::Desk | Relation::Carrier | Relation::Colleague | Relation::Coordinator => all,
    }
}

/// The parts of a view that hold the person.
struct Shown<'a> {
    referral: &'a Referral,
    disclosure: &'a Disclosure,
    handoff: Option<&'a Handoff>,
}

impl Shown<'_> {
    fn may(&self, field: ConsentField) -> bool {
        self.disclosure.shows(field, self.referral)
    }

    /// After a withdrawal of everything the desk keeps reference, status and milestones (DOMAIN, "What a
    /// step leads to"); an erased person is gone for all.
    fn gone(&self) -> bool {
        self.referral.erased || self.referral.is_withdrawn()
    }

    fn client(&self) -> Option<Value> {
        if self.gone() {
            return None;
        }
        let facts = &self.referral.facts;
        let person = self.handoff.map(|handoff| &handoff.client);
        let open = |field, value: Option<Value>| value.filter(|_| self.may(field)).unwrap_or(Value::Null);
        let text = |value: Option<&String>| value.map(|text| json!(text));
        Some(json!({
            "first_name": open(ConsentField::FirstName, person.and_then(|p| text(p.first_name.as_ref()))),
            "last_name": open(ConsentField::LastName, person.and_then(|p| text(p.last_name.as_ref()))),
            "birth_year": open(ConsentField::BirthYear, person.and_then(|p| p.birth_year).map(|year| json!(year))),
            "age_band": facts.age_band,
            "gender": person.and_then(|p| p.gender),
            "phone": open(ConsentField::Phone, person.and_then(|p| text(p.phone.as_ref()))),
            "address": open(ConsentField::Address, person.and_then(|p| text(p.address.as_ref()))),
            "meeting_place": open(ConsentField::MeetingPlace, person.and_then(|p| text(p.meeting_place.as_ref()))),
            "language": facts.language,
            "interpreter": facts.interpreter,
            "lives_alone": person.and_then(|p| p.lives_alone),
            "protected": self.referral.protected,
            "contact_rules": person.map(|p| p.contact_rules.clone()).unwrap_or_default(),
        }))
    }

    fn handoff(&self) -> Option<Value> {
        if self.gone() {
            return None;
        }
        let facts = &self.referral.facts;
        let track = self.referral.city_track.as_ref();
        let mut shown = Map::new();
        let mut put = |key: &str, value: Value| shown.insert(key.to_owned(), value);
        let open = |field, value: Option<&String>| {
            value
                .filter(|_| self.may(field))
                .map_or(Value::Null, |t| json!(t))
        };
        put("schema", json!(self.referral.schema));
        let organisation = self
            .handoff
            .and_then(|handoff| handoff.source.organisation.as_ref());
        put(
            "source",
            json!({"kind": facts.source, "organisation": organisation.filter(|_| self.disclosure.identity && !self.disclosure.partial)}),
        );
        put(
            "gate",
            self.handoff.map_or(Value::Null, |handoff| json!(handoff.gate)),
        );
        put(
            "city_track",
            track.map_or(
                Value::Null,
                |t| json!({"kind": t.kind, "started_on": t.started_on, "notified_on": t.notified_on}),
            ),
        );
        put("consent", self.consent());
        put("client", self.client().unwrap_or(Value::Null));
        put("place", self.place());
        put("needs", json!(facts.needs));
        put("wishes", json!(facts.wishes));
        put("urgency", json!(facts.urgency));
        put("not_before", json!(facts.not_before));
        put("deadline", json!(facts.deadline));
        put("safety", json!(facts.safety));
        put(
            "own_words",
            open(
                ConsentField::OwnWords,
                self.handoff.and_then(|h| h.own_words.as_ref()),
            ),
        );
        put(
            "safety_note",
            open(
                ConsentField::SafetyNote,
                self.handoff.and_then(|h| h.safety_note.as_ref()),
            ),
        );
        put(
            "measures",
            self.handoff
                .map_or(Value::Null, |handoff| json!(handoff.measures)),
        );
        put(
            "network",
            self.handoff
                .filter(|_| !self.disclosure.partial)
                .map_or_else(|| json!(facts.network), |h| json!(h.network)),
        );
        Some(Value::Object(shown))
    }

    /// The desk sees the permission as it was given; others what it means for them.
    fn consent(&self) -> Value {
        let consent = &self.referral.consent;
        if self.disclosure.relation == Relation::Desk {
            return json!(consent);
        }
        json!({"status": consent.status, "scope": consent.scope, "feedback": self.referral.feedback_allowed})
    }

    /// Street-level places go with the address.
    fn place(&self) -> Value {
        let facts = &self.referral.facts;
        let near = self
            .handoff
            .filter(|_| self.may(ConsentField::Address))
            .map(|handoff| &handoff.place);
        json!({
            "municipality": facts.municipality,
            "district": facts.district,
            "postal_code": near.and_then(|place| place.postal_code.clone()),
            "place_name": near.and_then(|place| place.place_name.clone()),
        })
    }
}
