//! Programmes that end: who is there, what was decided, who is told, what the definition's successors mean.

use std::{collections::BTreeMap, fmt};

use jiff::{Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, OrganisationId, ProgrammeId, ReferralId},
    network::{Definition, Programme},
    notice::NoticeKind,
    referral::{
        Ending, Referral, State, ending,
        ending::EndingWait,
        event::{Event, Recorded},
        words::{EndingDecision, Role, Status},
    },
};
use luotsi_store::{Tx, ending::EndingTold, record::Loaded};
use luotsi_wire::{answer::EndingCountView, referral::EndingView};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    read::{ListQuery, Listed},
};

/// Days before the last day at which leads are told again while somebody is undecided about.
const AGAIN: [u16; 2] = [COORDINATOR, 7];
/// ... and at which the coordinator is told too.
const COORDINATOR: u16 = 30;
/// People of one programme looked at in one go.
const PAGE: u32 = 200;

/// A step on the way to a programme's end.
struct Announcement {
    at: Timestamp,
    told: EndingTold,
}

/// What a new definition says of the people of a programme that others succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The programme that ends.
    pub programme: ProgrammeId,
    /// The one that goes on.
    pub to: ProgrammeId,
    /// People there now.
    pub people: u32,
    /// How many of them the other organisation must be permitted for first; none where it is the same.
    pub to_ask: Option<u32>,
}

impl fmt::Display for Succession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            programme,
            to,
            people,
            to_ask,
        } = self;
        let people = match people {
            1 => "1 person".to_owned(),
            more => format!("{more} people"),
        };
        match to_ask {
            None => write!(
                f,
                "programme {programme}: {to} of the same organisation goes on with {people}; nobody is asked anew"
            ),
            Some(to_ask) => write!(
                f,
                "programme {programme}: {to} is proposed for {people}; {to_ask} must permit its organisation first"
            ),
        }
    }
}

impl Network {
    /// The end of the programme that has somebody or is asked about her, where it is near.
    pub(crate) fn ending(&self, referral: &Referral, now: Timestamp) -> Option<Ending> {
        ending(referral, &self.days, &self.definition, now)
    }

    /// The programmes that the definition proposes to go on with the people of one that ends: its
    /// successors, or what the organisation that took its own in has to offer.
    pub(crate) fn successors(&self, programme: &ProgrammeId, now: Timestamp) -> Vec<&Programme> {
        successors(&self.definition, programme, self.days.date_of(now))
    }

    /// The end of her programme as those see it who see how it goes.
    pub(crate) fn ending_view(&self, referral: &Referral, now: Timestamp) -> Option<EndingView> {
        let end = self.ending(referral, now)?;
        let (programme, _) = referral.programme()?;
        let plan = referral.ending.as_ref();
        let to = plan.and_then(|plan| plan.to.as_ref());
        let proposed = self.successors(programme, now);
        Some(EndingView {
            ends_on: end.on,
            days_left: end.days_left(&self.days, now),
            decision: plan.map(|plan| plan.decision.as_str()),
            programme: to.map(|to| to.programme.to_string()),
            organisation: to.map(|to| to.organisation.to_string()),
            worker: to.and_then(|to| to.worker).map(|worker| worker.to_string()),
            decided_at: plan.map(|plan| plan.at),
            waits_for: referral.ending_waits().map(EndingWait::as_str),
            proposed: proposed.into_iter().map(|one| one.id.to_string()).collect(),
        })
    }

    fn announcements(&self) -> impl Iterator<Item = Announcement> + '_ {
        let notice = self.definition.deadlines.ending_notice_days;
        let programmes = self.definition.programmes.iter();
        let ends = programmes.filter_map(|programme| Some((programme.id.clone(), programme.valid_to?)));
        ends.flat_map(move |(programme, last_day)| {
            let steps = AGAIN.into_iter().filter(move |days| *days < notice);
            std::iter::once(notice)
                .chain(steps)
                .map(move |days| Announcement {
                    at: self
                        .days
                        .start_of(last_day.saturating_sub(i64::from(days).days())),
                    told: EndingTold {
                        programme: programme.clone(),
                        last_day,
                        days,
                    },
                })
        })
    }
}

fn successors<'a>(definition: &'a Definition, programme: &ProgrammeId, today: Date) -> Vec<&'a Programme> {
    let Some(ends) = definition.programme(programme) else {
        return Vec::new();
    };
    let outlives = |next: &&Programme| {
        next.id != ends.id
            && next
                .valid_to
                .is_none_or(|last| last > today && Some(last) > ends.valid_to)
    };
    if !ends.succeeded_by.is_empty() {
        let named = ends.succeeded_by.iter().filter_map(|id| definition.programme(id));
        return named.filter(outlives).collect();
    }
    let into = definition
        .organisation(&ends.organisation)
        .and_then(|own| own.merged_into.as_ref());
    let of_it = definition
        .programmes
        .iter()
        .filter(|next| Some(&next.organisation) == into);
    of_it.filter(outlives).collect()
}

/// Whether somebody must still decide what becomes of her. Of who is only asked the answer itself decides.
fn is_undecided(referral: &Referral) -> bool {
    referral.ending.is_none()
        && matches!(
            referral.status(),
            Status::Accepted | Status::InSupport | Status::FollowUp
        )
}

impl Service {
    /// The people of a programme, open and followed up, with what is decided about each. In coded facts.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know the programme, `Forbidden` where it is not her own.
    #[boxed]
    pub async fn ending_list(
        &self,
        actor: &Actor,
        programme: &ProgrammeId,
        limit: Option<u32>,
        cursor: Option<String>,
        now: Timestamp,
    ) -> Result<Listed> {
        let network = self.networks().of_programme(programme).ok_or(Error::NotFound)?;
        if network.definition.network != actor.network {
            return Err(Error::NotFound);
        }
        let defined = network.definition.programme(programme).ok_or(Error::NotFound)?;
        let own = actor.is_partner() && actor.organisation == defined.organisation;
        if !own && !actor.is_coordinator() {
            return Err(Error::Forbidden);
        }
        let query = ListQuery {
            programme: Some(programme.to_string()),
            open: true,
            limit,
            cursor,
            ..ListQuery::default()
        };
        self.referrals(actor, &network.definition.network, &query, now)
            .await
    }

    /// Tells leads that a programme of theirs ends: once when the notice begins, then again while somebody
    /// is undecided about, and then the coordinator too. Returns how many programmes were told of.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn announce_endings(&self, now: Timestamp) -> Result<u32> {
        let told = self.store.read().await?.endings_told().await?;
        let mut announced = 0;
        for network in self.networks().iter() {
            let mut due: BTreeMap<ProgrammeId, Vec<EndingTold>> = BTreeMap::new();
            for step in network.announcements().filter(|step| step.at <= now) {
                if !told.contains(&step.told) {
                    due.entry(step.told.programme.clone())
                        .or_default()
                        .push(step.told);
                }
            }
            for (programme, steps) in due {
                announced += u32::from(self.announce_end(network, &programme, &steps, now).await?);
            }
        }
        Ok(announced)
    }

    async fn announce_end(
        &self,
        network: &Network,
        programme: &ProgrammeId,
        steps: &[EndingTold],
        now: Timestamp,
    ) -> Result<bool> {
        let Some(defined) = network.definition.programme(programme) else {
            return Ok(false);
        };
        let mut tx = self.store.write().await?;
        let mut fresh = Vec::new();
        for step in steps {
            if tx.enter_ending_told(step, now).await? {
                fresh.push(step.days);
            }
        }
        let near = Ending::of(defined, &network.days).filter(|end| now < end.at);
        if let (Some(end), false) = (near, fresh.is_empty()) {
            let people = Self::people_of(&mut tx, network, programme).await?;
            let undecided = people.iter().filter(|one| is_undecided(&one.referral)).count();
            let undecided = u32::try_from(undecided).unwrap_or(u32::MAX);
            let first = fresh.contains(&network.definition.deadlines.ending_notice_days);
            let id = &network.definition.network;
            let mut told = Vec::new();
            if first || undecided > 0 {
                told.extend(
                    tx.told_at(id, &defined.organisation, [Role::Lead, Role::Lead])
                        .await?,
                );
            }
            if fresh.contains(&COORDINATOR) && undecided > 0 {
                let coordinator = &network.definition.coordinator;
                told.extend(
                    tx.told_at(id, coordinator, [Role::Coordinator, Role::Coordinator])
                        .await?,
                );
            }
            for user in told {
                let slot = network.days.digest_after(now);
                let kind = NoticeKind::ProgrammeEnding;
                let detail = format!("{}/{undecided}", end.on);
                self.announce(
                    &mut tx,
                    network,
                    user,
                    kind,
                    programme.to_string(),
                    detail,
                    slot,
                    now,
                )
                .await?;
            }
        }
        tx.commit().await?;
        Ok(!fresh.is_empty())
    }

    /// The next instant at which somebody is to be told that a programme ends.
    pub(crate) async fn next_announcement(&self, tx: &mut Tx) -> Result<Option<Timestamp>> {
        let told = tx.endings_told().await?;
        let networks = self.networks();
        let untold = networks
            .iter()
            .flat_map(|network| network.announcements())
            .filter(|step| !told.contains(&step.told));
        Ok(untold.map(|step| step.at).min())
    }

    /// How the programmes stand that end soon, or have ended and had people: two numbers tell what is left.
    pub(crate) async fn ending_counts(
        tx: &mut Tx,
        network: &Network,
        now: Timestamp,
    ) -> Result<Vec<EndingCountView>> {
        let leavings = tx.count_leavings(&network.definition.network).await?;
        let left = |programme: &ProgrammeId, how: &str| {
            leavings
                .iter()
                .find(|one| one.programme == *programme && one.how == how)
                .map_or(0, |one| one.count)
        };
        let mut counts = Vec::new();
        for programme in &network.definition.programmes {
            let Some(end) = Ending::of(programme, &network.days) else {
                continue;
            };
            let near = end.is_near(&network.days, &network.definition, now);
            if !near && !leavings.iter().any(|one| one.programme == programme.id) {
                continue;
            }
            let people = Self::people_of(tx, network, &programme.id).await?;
            let decided = |decision| {
                let with = |one: &&Loaded| {
                    one.referral
                        .ending
                        .as_ref()
                        .is_some_and(|plan| plan.decision == decision)
                };
                u32::try_from(people.iter().filter(with).count()).unwrap_or(u32::MAX)
            };
            let undecided = people.iter().filter(|one| is_undecided(&one.referral)).count();
            counts.push(EndingCountView {
                programme: programme.id.to_string(),
                organisation: programme.organisation.to_string(),
                ends_on: end.on,
                days_left: end.days_left(&network.days, now),
                people: u32::try_from(people.len()).unwrap_or(u32::MAX),
                undecided: u32::try_from(undecided).unwrap_or(u32::MAX),
                carry_on: decided(EndingDecision::CarryOn),
                end_early: decided(EndingDecision::EndEarly),
                desk_checks: decided(EndingDecision::DeskChecks),
                carried_over: left(&programme.id, CARRIED_OVER),
                asked: left(&programme.id, ASKED),
                to_desk_checks: left(&programme.id, TO_DESK_CHECKS),
                returned: left(&programme.id, RETURNED),
            });
        }
        Ok(counts)
    }

    /// Everybody open in a programme; protected persons are in no count.
    async fn people_of(tx: &mut Tx, network: &Network, programme: &ProgrammeId) -> Result<Vec<Loaded>> {
        let mut people = Vec::new();
        let mut after: Option<ReferralId> = None;
        loop {
            let page = tx
                .open_in_programme(&network.definition.network, programme, after, PAGE)
                .await?;
            let Some(last) = page.last() else { break };
            after = Some(last.referral.id);
            people.extend(page.into_iter().filter(|one| !one.referral.protected));
        }
        Ok(people)
    }

    /// What the successors in a new definition mean for those who are there now.
    pub(crate) async fn successions(
        tx: &mut Tx,
        id: &NetworkId,
        old: &Definition,
        new: &Definition,
        today: Date,
    ) -> Result<Vec<Succession>> {
        let mut found = Vec::new();
        for programme in &new.programmes {
            let before = successors(old, &programme.id, today);
            let next = successors(new, &programme.id, today);
            let fresh = next
                .iter()
                .filter(|one| before.iter().all(|had| had.id != one.id));
            let fresh: Vec<&&Programme> = fresh.collect();
            if fresh.is_empty() {
                continue;
            }
            let mut receivers: Vec<Vec<OrganisationId>> = Vec::new();
            let mut after: Option<ReferralId> = None;
            loop {
                let page = tx.open_in_programme(id, &programme.id, after, PAGE).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.referral.id);
                receivers.extend(page.into_iter().map(|one| one.referral.receivers));
            }
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            for to in fresh {
                let lack = receivers.iter().filter(|who| !who.contains(&to.organisation));
                found.push(Succession {
                    programme: programme.id.clone(),
                    to: to.id.clone(),
                    people: count(receivers.len()),
                    to_ask: (to.organisation != programme.organisation).then(|| count(lack.count())),
                });
            }
        }
        Ok(found)
    }
}

const CARRIED_OVER: &str = "carried_over";
const ASKED: &str = "asked";
const TO_DESK_CHECKS: &str = "to_desk_checks";
const RETURNED: &str = "returned";

/// Who left a programme by this event because it ended; where to is told once the whole step is known.
pub(crate) fn left_by(before: &Referral, recorded: &Recorded) -> Option<ProgrammeId> {
    let here = before.programme().map(|(programme, _)| programme);
    if let Event::ProgrammeEnded { programme } = &recorded.event {
        return here.filter(|here| *here == programme).cloned();
    }
    if matches!(recorded.event, Event::CarriedOver { .. }) {
        return here.cloned();
    }
    if !matches!(recorded.event, Event::TransferAccepted { .. }) {
        return None;
    }
    // The desk had the checks, because the programme had ended.
    if let State::FollowUp {
        carrier,
        kept_by_desk: true,
        ..
    } = &before.state
    {
        return Some(carrier.programme.clone());
    }
    let to = before.transfer.as_ref().map(|asked| &asked.offer.programme);
    let planned = before.ending.as_ref().and_then(|plan| plan.to.as_ref());
    let meant = planned.is_some_and(|planned| Some(&planned.programme) == to);
    here.filter(|_| meant).cloned()
}

/// Where somebody is who left a programme because it ended.
pub(crate) fn how_left(after: &Referral) -> &'static str {
    match &after.state {
        State::FollowUp {
            kept_by_desk: true, ..
        } => TO_DESK_CHECKS,
        State::Offered { .. } | State::Acknowledged { .. } => ASKED,
        State::Accepted { .. } | State::InSupport { .. } | State::FollowUp { .. } => CARRIED_OVER,
        State::Waiting { .. } | State::Returned { .. } | State::Stable { .. } | State::Closed { .. } => {
            RETURNED
        }
    }
}
