//! Meetings together: who is meant by those that a client of the API names.

use luotsi_domain::{
    id::{OrganisationId, UserId},
    referral::{Command, Referral, meeting::Joiner},
};
use luotsi_store::Tx;
use luotsi_wire::{
    request::{FallbackRequest, ProposeMeetingRequest, RecordMeetingRequest},
    validation::{Arg, Code, FieldFault},
};
use uuid::Uuid;

use crate::{
    Network, Service,
    error::{Error, Result},
};

/// Most times that are proposed at once.
const MOST_TIMES: usize = 5;
/// Most who join.
const MOST_JOIN: usize = 10;
/// Most colleagues who support somebody together with the worker.
const MOST_CO_WORKERS: usize = 10;

impl Service {
    pub(crate) async fn propose_meeting(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        body: &ProposeMeetingRequest,
    ) -> Result<Command> {
        at_most(body.times.len(), MOST_TIMES, "/times")?;
        at_most(body.joins.len(), MOST_JOIN, "/joins")?;
        let mut joins = Vec::with_capacity(body.joins.len());
        for (position, name) in body.joins.iter().enumerate() {
            let joiner = self.joiner(tx, network, referral, name).await?;
            joins.push(joiner.ok_or_else(|| Error::invalid(format!("/joins/{position}"), Code::NotInList))?);
        }
        Ok(Command::ProposeMeeting {
            times: body.times.clone(),
            joins,
            place: body.place_kind,
            fallback: body.fallback.map(fallback),
            with: body.with,
        })
    }

    async fn joiner(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        name: &str,
    ) -> Result<Option<Joiner>> {
        Ok(match name {
            "client" => Some(Joiner::Client),
            "desk" => Some(Joiner::Desk),
            "old_worker" => Some(Joiner::OldWorker),
            other => {
                if let Ok(user) = other.parse::<Uuid>() {
                    let user = UserId::new(user);
                    let organisation = self.organisation_of(tx, network, referral, user).await?;
                    organisation.map(|organisation| Joiner::User { user, organisation })
                } else {
                    let organisation = OrganisationId::new(other);
                    network
                        .kind(&organisation)
                        .map(|_| Joiner::Organisation(organisation))
                }
            }
        })
    }

    /// Of which of those concerned somebody comes: the partners that have the person or are asked, the desk.
    async fn organisation_of(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        user: UserId,
    ) -> Result<Option<OrganisationId>> {
        let id = &network.definition.network;
        let partners = [
            referral.offer().map(|offer| &offer.organisation),
            referral.carrier().map(|carrier| &carrier.organisation),
            referral.transfer.as_ref().map(|t| &t.offer.organisation),
        ];
        for partner in partners.into_iter().flatten() {
            if tx.works_at(user, id, partner).await? {
                return Ok(Some(partner.clone()));
            }
        }
        let advisors = tx.people(id, &referral.desk).await?;
        let here = advisors.iter().any(|advisor| advisor.id == user);
        Ok(here.then(|| referral.desk.clone()))
    }

    /// The colleagues named at a review: workers of the own organisation.
    pub(crate) async fn co_workers(
        &self,
        tx: &mut Tx,
        network: &Network,
        referral: &Referral,
        named: Option<&[Uuid]>,
    ) -> Result<Option<Vec<UserId>>> {
        let Some(named) = named else { return Ok(None) };
        at_most(named.len(), MOST_CO_WORKERS, "/co_workers")?;
        let mut users = Vec::with_capacity(named.len());
        for (position, user) in named.iter().enumerate() {
            let user = UserId::new(*user);
            let works = match referral.carrier() {
                Some(carrier) => {
                    tx.works_at(user, &network.definition.network, &carrier.organisation)
                        .await?
                }
                None => false,
            };
            if !works {
                return Err(Error::invalid(format!("/co_workers/{position}"), Code::NotInList));
            }
            users.push(user);
        }
        Ok(Some(users))
    }
}

/// The command that writes down what came of a meeting.
pub(crate) fn record_meeting(body: &RecordMeetingRequest) -> Result<Command> {
    at_most(body.next_times.len(), MOST_TIMES, "/next_times")?;
    Ok(Command::RecordMeeting {
        meeting: body.meeting,
        outcome: body.outcome,
        at: body.at,
        next_times: body.next_times.clone(),
        fallback: body.fallback.map(fallback),
    })
}

fn fallback(body: FallbackRequest) -> (luotsi_domain::referral::words::FallbackWhat, jiff::civil::Date) {
    (body.what, body.by)
}

fn at_most(given: usize, most: usize, pointer: &str) -> Result<()> {
    if given <= most {
        return Ok(());
    }
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    Err(Error::InvalidRequest(vec![FieldFault {
        args: vec![("limit", Arg::Number(limit))],
        ..FieldFault::new(pointer, Code::TooMany)
    }]))
}
