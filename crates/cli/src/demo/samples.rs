//! Sample referrals in every state, made by going the real road before the demo's start.
//!
//! Each is a shipped example of a handoff given to another invented person, and a plan: who does what, how
//! many days before the start. Between two deeds the clock takes every step that falls due, so reminders,
//! expiries and letters are lived through as well. A few places stay free everywhere.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use luotsi_domain::{
    access::Actor,
    calendar::WorkingDays,
    id::{NetworkId, OrganisationId, ReferralId},
    referral::words::{Because, Role},
};
use luotsi_service::{Network, Service};
use luotsi_wire::request::{ActionRequest, CapacityRequest, PlacementRequest, SubmitRequest};
use serde_json::Value;

use super::{advance, people::Cast};
use crate::{
    failure::{Failure, Result},
    periodic::Works,
};

mod handoff;
mod plan;

use plan::{Choice, Deed, PLANS, Plan, Who};

/// How long before the start the first sample begins.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 185);

/// When the samples of a demo begin to be lived.
pub(super) fn beginning(start: Timestamp) -> Timestamp {
    start.saturating_sub(LONGEST).unwrap_or(start)
}

/// A sample on its road.
struct Sample {
    plan: &'static Plan,
    number: usize,
    network: NetworkId,
    id: Option<ReferralId>,
    /// Who is asked or has the person.
    organisation: Option<OrganisationId>,
}

/// Something to be done at an instant: to a sample, or a lead's claim.
enum Event {
    Deed {
        sample: usize,
        deed: &'static Deed,
    },
    Claim {
        network: NetworkId,
        organisation: OrganisationId,
    },
}

/// Lives every sample through until the start.
pub(super) async fn live(works: &Works, cast: &Cast, start: Timestamp) -> Result<()> {
    let service = works.service();
    let mut samples: Vec<Sample> = PLANS
        .iter()
        .enumerate()
        .map(|(number, plan)| Sample {
            plan,
            number,
            network: NetworkId::new(plan.network()),
            id: None,
            organisation: None,
        })
        .collect();
    let mut now = beginning(start);
    for (at, event) in events(service, &samples, start)? {
        advance::pass(works, now, at).await?;
        now = at;
        match event {
            Event::Deed { sample, deed } => {
                let sample = &mut samples[sample];
                if let Err(error) = act(service, cast, sample, deed, now).await {
                    return Err(Failure::refused(format!(
                        "sample {} ({}) cannot go its road: {error} at {deed:?}",
                        sample.number, sample.plan.example.0
                    )));
                }
            }
            Event::Claim {
                network,
                organisation,
            } => claim(service, cast, &network, &organisation, now).await?,
        }
    }
    advance::pass(works, now, start).await?;
    Ok(())
}

/// Everything that is to be done, in order.
fn events(service: &Service, samples: &[Sample], start: Timestamp) -> Result<Vec<(Timestamp, Event)>> {
    let mut events = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let network = known(service, &sample.network)?;
        let mut former = Timestamp::MIN;
        for (number, (days, deed)) in sample.plan.road.iter().enumerate() {
            // At different minutes, so that no two samples do everything at the same time.
            let minute = 9 * 60 + 7 * remainder(index, 20) + 25 * remainder(number, 10);
            let at =
                working_time(&network.days, start, *days, minute).max(former + SignedDuration::from_mins(5));
            former = at;
            events.push((at, Event::Deed { sample: index, deed }));
        }
    }
    for network in service.networks().iter() {
        for (number, partner) in network.definition.partners().enumerate() {
            let days = 2 + 9 * u16::try_from(number).unwrap_or(0);
            let at = working_time(&network.days, start, days, 8 * 60 + 30);
            let (network, organisation) = (network.definition.network.clone(), partner.id.clone());
            events.push((
                at,
                Event::Claim {
                    network,
                    organisation,
                },
            ));
        }
    }
    events.sort_by_key(|(at, _)| *at);
    Ok(events)
}

fn remainder(number: usize, of: usize) -> i64 {
    i64::try_from(number % of).unwrap_or(0)
}

/// A minute of the last working day that is at least so many days before the start.
fn working_time(days: &WorkingDays, start: Timestamp, before: u16, minute: i64) -> Timestamp {
    let mut date: Date = days
        .date_of(start)
        .saturating_sub(i64::from(before.max(1)).days());
    while !days.is_working_day(date) {
        date = date.saturating_sub(1.days());
    }
    days.start_of(date) + SignedDuration::from_mins(minute)
}

fn known(service: &Service, network: &NetworkId) -> Result<std::sync::Arc<Network>> {
    service
        .networks()
        .get(network)
        .ok_or_else(|| Failure::refused(format!("there is no network {network}")))
}

/// Does one deed.
async fn act(service: &Service, cast: &Cast, sample: &mut Sample, deed: &Deed, now: Timestamp) -> Result<()> {
    let network = known(service, &sample.network)?;
    if let Deed::Submit(choice) = deed {
        return submit(service, cast, sample, &network, choice, now).await;
    }
    let Some(id) = sample.id else {
        return Err(Failure::refused("it was not handed over"));
    };
    let today = network.days.date_of(now);
    let request = deed.request(today);
    let actor = actor(cast, sample, deed.who())?;
    service.act(actor, id, &request, None, now).await?;
    if let ActionRequest::Place(PlacementRequest { programme, .. }) = &request {
        sample.organisation = organisation_of(&network, programme);
    }
    Ok(())
}

async fn submit(
    service: &Service,
    cast: &Cast,
    sample: &mut Sample,
    network: &Network,
    choice: &Choice,
    now: Timestamp,
) -> Result<()> {
    let advisor = actor(cast, sample, Who::Advisor)?;
    let handoff = handoff::of(
        sample.plan.example.1,
        sample.number,
        sample.plan.person,
        network,
        now,
    )?;
    let placement = match choice {
        Choice::Nobody => None,
        Choice::Named(programme) => Some(PlacementRequest {
            programme: (*programme).to_owned(),
            reason: Some("Asiakkaan toive".to_owned()),
            because: Some(Because::ClientWish),
            ..PlacementRequest::default()
        }),
        Choice::Ranked => Some(ranked(service, advisor, &sample.network, &handoff, now).await?),
    };
    sample.organisation = placement
        .as_ref()
        .and_then(|placement| organisation_of(network, &placement.programme));
    let request = SubmitRequest {
        handoff,
        placement,
        duplicate: None,
        reason: None,
        ..SubmitRequest::default()
    };
    let handed = service
        .submit(advisor, &sample.network, &request, None, now)
        .await?;
    sample.id = Some(handed.id);
    Ok(())
}

/// What an advisor confirms who follows the proposal: the first, the others after it.
async fn ranked(
    service: &Service,
    advisor: &Actor,
    network: &NetworkId,
    handoff: &Value,
    now: Timestamp,
) -> Result<PlacementRequest> {
    let previewed = service.preview(advisor, network, handoff, now).await?;
    let mut fitting = previewed
        .candidates
        .iter()
        .filter(|one| one.fits)
        .map(|one| one.programme.to_string());
    let programme = fitting
        .next()
        .ok_or_else(|| Failure::refused("no programme fits"))?;
    Ok(PlacementRequest {
        programme,
        then: fitting.take(2).collect(),
        ..PlacementRequest::default()
    })
}

fn organisation_of(network: &Network, programme: &str) -> Option<OrganisationId> {
    network
        .definition
        .programme(&programme.into())
        .map(|programme| programme.organisation.clone())
}

/// Who does a deed.
fn actor<'a>(cast: &'a Cast, sample: &Sample, who: Who) -> Result<&'a Actor> {
    let desk = OrganisationId::new(sample.plan.desk);
    let partner = sample.organisation.as_ref();
    let found = match who {
        Who::Advisor => cast.find(&sample.network, &desk, Role::Advisor, sample.number % 2),
        Who::Worker => {
            partner.and_then(|own| cast.find(&sample.network, own, Role::Worker, sample.number % 2))
        }
    };
    found.ok_or_else(|| Failure::refused(format!("there is no {who:?} for it")))
}

/// A lead says again what her programmes have.
async fn claim(
    service: &Service,
    cast: &Cast,
    network: &NetworkId,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<()> {
    let definition = &known(service, network)?.definition;
    let Some(lead) = cast.find(network, organisation, Role::Lead, 0) else {
        return Ok(());
    };
    for programme in definition
        .programmes
        .iter()
        .filter(|programme| programme.organisation == *organisation)
    {
        let request = CapacityRequest {
            places: programme.capacity.places,
            intake_per_month: programme.capacity.intake_per_month,
            ..CapacityRequest::default()
        };
        service.claim(lead, &programme.id, &request, "fi", now).await?;
    }
    Ok(())
}
