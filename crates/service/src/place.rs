//! Asking the router with the state of the store, and taking the place with the offer.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{Consent, ConsentScope, Facts},
    id::{OrganisationId, ProgrammeId, UserId},
    network::Programme,
    referral::{
        Choice, Placement, Referral,
        state::{OfferAnswer, OfferRecord},
    },
};
use luotsi_routing::{
    Candidate, CapacityNow, Decision, Past, PastAnswer, Question, Somebody, Verdict, eligible, rank,
};
use luotsi_store::{
    Tx,
    capacity::{Standing, month},
};
use luotsi_wire::{request::PlacementRequest, validation::Code};
use uuid::Uuid;

use crate::{
    Network, Service,
    absence::Roster,
    error::{Error, Result},
    learnt::Expectations,
};

/// What the router is asked, owned.
pub(crate) struct Asked<'a> {
    network: &'a Network,
    facts: &'a Facts,
    receivers: Vec<OrganisationId>,
    capacity: BTreeMap<ProgrammeId, CapacityNow>,
    foreseen: Expectations,
    history: Vec<Past>,
    now: Timestamp,
}

impl<'a> Asked<'a> {
    /// The question about a person, with how the programmes stand now.
    pub async fn of(
        tx: &mut Tx,
        network: &'a Network,
        facts: &'a Facts,
        receivers: Vec<OrganisationId>,
        offers: &[OfferRecord],
        now: Timestamp,
    ) -> Result<Asked<'a>> {
        let capacity = Self::capacity(tx, network, now).await?;
        let foreseen = network.foreseen(tx, now).await?;
        let history = offers.iter().filter_map(|offer| past(network, offer)).collect();
        Ok(Self {
            network,
            facts,
            receivers,
            capacity,
            foreseen,
            history,
            now,
        })
    }

    /// How the programmes stand now.
    pub async fn capacity(
        tx: &mut Tx,
        network: &Network,
        now: Timestamp,
    ) -> Result<BTreeMap<ProgrammeId, CapacityNow>> {
        let standings = tx.standings(&network.definition.network).await?;
        let this_month = month(network.days.date_of(now));
        let nobody = nobody_there(tx, network, now).await?;
        Ok(standings
            .into_iter()
            .map(|one| {
                let nobody_until = nobody.get(&one.organisation).copied();
                (one.programme.clone(), snapshot(&one, &this_month, nobody_until))
            })
            .collect())
    }

    /// The same about a referral.
    pub async fn about(
        tx: &mut Tx,
        network: &'a Network,
        referral: &'a Referral,
        now: Timestamp,
    ) -> Result<Asked<'a>> {
        Self::of(
            tx,
            network,
            &referral.facts,
            referral.receivers.clone(),
            &referral.offers,
            now,
        )
        .await
    }

    fn question(&self) -> Question<'_> {
        Question {
            definition: &self.network.definition,
            facts: self.facts,
            receivers: &self.receivers,
            capacity: &self.capacity,
            foreseen: &self.foreseen,
            history: &self.history,
            today: self.network.days.date_of(self.now),
            now: self.now,
        }
    }

    /// Counts the places that a step took for itself as free again: whoever chose saw them so.
    pub fn give_back(&mut self, taken: &[ProgrammeId]) {
        for programme in taken {
            if let Some(now) = self.capacity.get_mut(programme) {
                now.reserved = now.reserved.saturating_sub(1);
                now.taken_this_month = now.taken_this_month.saturating_sub(1);
            }
        }
    }

    /// What a programme is asked by, to be kept with the offer.
    pub fn decision(&self, chosen: &ProgrammeId) -> Decision {
        Decision::of(&self.question(), self.network.version, chosen)
    }

    /// Every programme, in order of rank, the excluded last.
    pub fn ranked(&self) -> Vec<Candidate> {
        rank(&self.question())
    }

    /// One programme's verdict.
    pub fn verdict(&self, programme: &Programme) -> Verdict {
        eligible(&self.question(), programme)
    }
}

/// The partners where nobody is at work before a question of now would expire, with the last day of that.
async fn nobody_there(
    tx: &mut Tx,
    network: &Network,
    now: Timestamp,
) -> Result<BTreeMap<OrganisationId, Date>> {
    let mut away: Vec<OrganisationId> = tx
        .absences_in(&network.definition.network)
        .await?
        .into_iter()
        .map(|kept| kept.organisation)
        .collect();
    // In the order of the organisations, as they are read.
    away.dedup();
    let days = &network.days;
    let expires = days.date_of(days.after(now, network.definition.deadlines.decide_wd));
    let mut nobody = BTreeMap::new();
    for organisation in away {
        let roster = Roster::of(tx, network, &organisation).await?;
        if let Some(until) = roster.on(days.date_of(now), network).nobody_until(expires) {
            nobody.insert(organisation, until);
        }
    }
    Ok(nobody)
}

/// How a programme stands, as the router reads it.
pub(crate) fn snapshot(one: &Standing, this_month: &str, nobody_until: Option<Date>) -> CapacityNow {
    CapacityNow {
        places: one.places,
        intake_per_month: one.intake_per_month,
        used: one.used,
        reserved: one.reserved,
        taken_this_month: if one.intake_month == *this_month {
            one.intake
        } else {
            0
        },
        claimed_at: Some(one.claimed_at),
        paused_from: one.paused_from,
        paused_until: one.paused_until,
        nobody_until,
    }
}

fn past(network: &Network, offer: &OfferRecord) -> Option<Past> {
    let answer = match offer.answer {
        OfferAnswer::HandedBack(reason) => PastAnswer::HandedBack(reason),
        OfferAnswer::Expired => PastAnswer::Expired,
        OfferAnswer::Open | OfferAnswer::Accepted | OfferAnswer::Withdrawn | OfferAnswer::ProgrammeEnded => {
            return None;
        }
    };
    let on = network.days.date_of(offer.answered_at.unwrap_or(offer.at));
    Some(Past {
        programme: offer.programme.clone(),
        answer,
        on,
    })
}

/// What the router is told of somebody who was handed over.
pub(crate) fn somebody(network: &Network, referral: &Referral) -> Somebody {
    let offers = referral.offers.iter();
    Somebody {
        facts: referral.facts.clone(),
        receivers: referral.receivers.clone(),
        history: offers.filter_map(|offer| past(network, offer)).collect(),
    }
}

/// The organisations a consent reaches, as the network stands that day.
pub(crate) fn receivers(network: &Network, consent: &Consent) -> Vec<OrganisationId> {
    let members = || {
        network
            .definition
            .partners()
            .map(|partner| partner.id.clone())
            .collect()
    };
    match consent.scope {
        Some(ConsentScope::Organisations) => consent.organisations.clone(),
        Some(ConsentScope::Fields) if !consent.organisations.is_empty() => consent.organisations.clone(),
        Some(ConsentScope::Network | ConsentScope::Fields) | None => members(),
    }
}

/// A placement that was settled, with the places it took.
pub(crate) struct Settled {
    /// Where it leads.
    pub placement: Placement,
    /// The places taken for it.
    pub taken: Vec<ProgrammeId>,
}

/// Who confirmed a placement, and what that allows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// A desk, within the capacity.
    Desk,
    /// The coordinator, who may go beyond it with a reason.
    Coordinator,
}

impl Service {
    /// Settles a confirmed placement: the programme named if it fits and has a place, else the first
    /// alternative that does, else waiting for the one named.
    pub(crate) async fn settle(
        &self,
        tx: &mut Tx,
        asked: &Asked<'_>,
        request: &PlacementRequest,
        hand: Hand,
        root: &str,
    ) -> Result<Settled> {
        let network = asked.network;
        let today = network.days.date_of(asked.now);
        let programme = named(network, &request.programme, &format!("{root}/programme"))?;
        let then = alternatives(network, programme, &request.then, root)?;
        let reason = request
            .reason
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty());
        let verdict = asked.verdict(programme);
        if !verdict.allows(reason) {
            return Err(Error::ProgrammeExcluded {
                rule: verdict.reasons.into_iter().next(),
                soft: verdict.soft,
            });
        }
        let agreed_with = self
            .colleague(tx, network, programme, request.agreed_with, root, "agreed_with")
            .await?;
        let deputy = self
            .colleague(tx, network, programme, request.deputy, root, "deputy")
            .await?;
        let choice = |beyond| Choice {
            programme: programme.id.clone(),
            organisation: programme.organisation.clone(),
            agreed_with,
            deputy,
            beyond,
            then: then.clone(),
        };
        if tx.take_place(&programme.id, today).await? {
            return Ok(Settled {
                placement: Placement::Offer(choice(false)),
                taken: vec![programme.id.clone()],
            });
        }
        if hand == Hand::Coordinator && reason {
            tx.take_place_beyond(&programme.id, today).await?;
            return Ok(Settled {
                placement: Placement::Offer(choice(true)),
                taken: vec![programme.id.clone()],
            });
        }
        if let Some((choice, taken)) = self.first_of(tx, asked, &then).await? {
            return Ok(Settled {
                placement: Placement::Offer(choice),
                taken: vec![taken],
            });
        }
        let waiting_for = Some(programme.id.clone());
        Ok(Settled {
            placement: Placement::Wait { waiting_for, then },
            taken: Vec::new(),
        })
    }

    /// The first of the confirmed alternatives that still fits, is within consent and has a place, which it
    /// takes.
    pub(crate) async fn first_of(
        &self,
        tx: &mut Tx,
        asked: &Asked<'_>,
        then: &[ProgrammeId],
    ) -> Result<Option<(Choice, ProgrammeId)>> {
        let today = asked.network.days.date_of(asked.now);
        for (position, id) in then.iter().enumerate() {
            let Some(programme) = asked.network.definition.programme(id) else {
                continue;
            };
            if asked.verdict(programme).fits && tx.take_place(id, today).await? {
                let choice = Choice {
                    programme: id.clone(),
                    organisation: programme.organisation.clone(),
                    agreed_with: None,
                    deputy: None,
                    beyond: false,
                    then: then[position + 1..].to_vec(),
                };
                return Ok(Some((choice, id.clone())));
            }
        }
        Ok(None)
    }

    /// A worker named for a programme must be one of its organisation's.
    pub(crate) async fn colleague(
        &self,
        tx: &mut Tx,
        network: &Network,
        programme: &Programme,
        worker: Option<Uuid>,
        root: &str,
        field: &str,
    ) -> Result<Option<UserId>> {
        let Some(worker) = worker.map(UserId::new) else {
            return Ok(None);
        };
        if tx
            .works_at(worker, &network.definition.network, &programme.organisation)
            .await?
        {
            Ok(Some(worker))
        } else {
            Err(Error::invalid(format!("{root}/{field}"), Code::NotInList))
        }
    }
}

/// The programme a client named.
pub(crate) fn named<'n>(network: &'n Network, slug: &str, pointer: &str) -> Result<&'n Programme> {
    network
        .definition
        .programme(&ProgrammeId::new(slug))
        .ok_or_else(|| Error::invalid(pointer, Code::NotInList))
}

/// The alternatives a client named, without the first choice and without repeats.
fn alternatives(
    network: &Network,
    first: &Programme,
    then: &[String],
    root: &str,
) -> Result<Vec<ProgrammeId>> {
    let mut known: Vec<ProgrammeId> = Vec::with_capacity(then.len());
    for (position, slug) in then.iter().enumerate() {
        let programme = named(network, slug, &format!("{root}/then/{position}"))?;
        if programme.id != first.id && !known.contains(&programme.id) {
            known.push(programme.id.clone());
        }
    }
    Ok(known)
}
