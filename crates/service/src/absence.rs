//! Absence: who is away, and moving the work of whoever is to who stands in for her, and back.

use jiff::{Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    absence::{Absence, Member, Team},
    access::Actor,
    id::{NetworkId, OrganisationId, ReferralId, UserId},
    referral::{Referral, event::Event, words::Role},
};
use luotsi_store::{Tx, absence::Kept, people::Person, record::Loaded};
use luotsi_wire::{
    answer::{AbsenceView, NamedView},
    request::AbsenceRequest,
    validation::Code,
};

use crate::{
    Network, Service, boxed,
    error::{Error, Result},
    step::Step,
};

/// How many of whom a worker has are read in one go.
const PAGE: u32 = 200;
/// A last day lies at most this far ahead.
const FARTHEST_YEARS: i64 = 2;
/// How often a step is tried again when somebody else was quicker.
const TRIES: u32 = 5;

/// The people of a partner, and who of them is away when.
pub(crate) struct Roster {
    people: Vec<Person>,
    members: Vec<Member>,
    absences: Vec<Absence>,
}

impl Roster {
    /// Reads it; the people in the order of their ids.
    pub(crate) async fn of(tx: &mut Tx, network: &Network, organisation: &OrganisationId) -> Result<Self> {
        let kept = tx.absences_at(&network.definition.network, organisation).await?;
        let mut people = tx.people(&network.definition.network, organisation).await?;
        people.retain(|person| {
            let mut roles = person.roles.iter();
            roles.any(|role| matches!(role, Role::Worker | Role::Lead))
        });
        people.sort_by_key(|person| person.id);
        Ok(Self {
            members: people
                .iter()
                .map(|person| Member {
                    user: person.id,
                    leads: person.roles.contains(&Role::Lead),
                })
                .collect(),
            people,
            absences: kept.into_iter().map(|one| one.absence).collect(),
        })
    }

    /// The same as they stand on a day.
    pub(crate) fn on<'a>(&'a self, today: Date, network: &'a Network) -> Team<'a> {
        Team {
            members: &self.members,
            absences: &self.absences,
            today,
            home_desk: &network.definition.home_desk,
        }
    }

    /// Whether nobody of them is away, now or later.
    pub(crate) fn is_complete(&self) -> bool {
        self.absences.is_empty()
    }

    fn named(&self, user: UserId) -> Option<NamedView> {
        let person = self.people.iter().find(|person| person.id == user)?;
        Some(NamedView {
            id: user.to_string(),
            name: person.name.clone(),
        })
    }

    fn view(&self, absence: &Absence) -> Option<AbsenceView> {
        Some(AbsenceView {
            person: self.named(absence.user)?,
            from: absence.from,
            until: absence.until,
            covered_by: absence.covered_by.and_then(|user| self.named(user)),
        })
    }
}

/// What moves work: when, at which organisation, by whom.
struct Settling<'a> {
    network: &'a Network,
    organisation: &'a OrganisationId,
    /// The instant at which it happens; the clock's steps bear the due one.
    at: Timestamp,
    now: Timestamp,
    by: Option<&'a Actor>,
    /// Somebody whose absence has just been taken away.
    also: Option<UserId>,
}

impl Service {
    /// Who of the caller's organisation is away, or will be.
    ///
    /// # Errors
    /// `Forbidden` for whoever works at no partner, `NotFound` where it is not the caller's network.
    #[boxed]
    pub async fn absences(
        &self,
        actor: &Actor,
        network: &NetworkId,
        now: Timestamp,
    ) -> Result<Vec<AbsenceView>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if !actor.is_partner() {
            return Err(Error::Forbidden);
        }
        let network = self.network(network)?;
        let today = network.days.date_of(now);
        let mut tx = self.store.read().await?;
        let roster = Roster::of(&mut tx, &network, &actor.organisation).await?;
        let mut absences: Vec<&Absence> = roster.absences.iter().collect();
        absences.retain(|absence| absence.until >= today);
        absences.sort_by_key(|absence| (absence.from, absence.until, absence.user));
        Ok(absences
            .into_iter()
            .filter_map(|absence| roster.view(absence))
            .collect())
    }

    /// Somebody is away, instead of what was said of her before. Where it has begun, her work moves at once.
    ///
    /// # Errors
    /// `NotFound` for whoever is not of the caller's organisation, `Forbidden` where the caller is neither
    /// she nor her lead.
    #[boxed]
    pub async fn be_away(
        &self,
        actor: &Actor,
        person: UserId,
        request: &AbsenceRequest,
        now: Timestamp,
    ) -> Result<AbsenceView> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_be_away(actor, person, request, now).await {
                Err(error) if error.is_worth_another_try() && tries < TRIES => {}
                done => return done,
            }
        }
    }

    async fn try_be_away(
        &self,
        actor: &Actor,
        person: UserId,
        request: &AbsenceRequest,
        now: Timestamp,
    ) -> Result<AbsenceView> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.write().await?;
        let roster = self.held_roster(&mut tx, &network, actor, person).await?;
        let today = network.days.date_of(now);
        let absence = absence(&roster, person, request, today)?;
        let kept = Kept {
            organisation: actor.organisation.clone(),
            acts_at: acts_at(&network, &absence, today),
            absence,
        };
        tx.keep_absence(&network.definition.network, &kept).await?;
        let settling = Settling {
            network: &network,
            organisation: &actor.organisation,
            at: now,
            now,
            by: Some(actor),
            also: None,
        };
        self.move_work(&mut tx, &settling).await?;
        tx.commit().await?;
        roster.view(&kept.absence).ok_or(Error::NotFound)
    }

    /// Somebody is back, or will not be away after all.
    ///
    /// # Errors
    /// As for [`Service::be_away`].
    #[boxed]
    pub async fn be_back(&self, actor: &Actor, person: UserId, now: Timestamp) -> Result<()> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_be_back(actor, person, now).await {
                Err(error) if error.is_worth_another_try() && tries < TRIES => {}
                done => return done,
            }
        }
    }

    async fn try_be_back(&self, actor: &Actor, person: UserId, now: Timestamp) -> Result<()> {
        let network = self.network(&actor.network)?;
        let mut tx = self.store.write().await?;
        self.held_roster(&mut tx, &network, actor, person).await?;
        let id = &network.definition.network;
        if tx.end_absence(person, id, &actor.organisation).await? {
            let settling = Settling {
                network: &network,
                organisation: &actor.organisation,
                at: now,
                now,
                by: Some(actor),
                also: Some(person),
            };
            self.move_work(&mut tx, &settling).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The people of the caller's organisation, nobody else settling there meanwhile, where the caller may
    /// speak for the person.
    async fn held_roster(
        &self,
        tx: &mut Tx,
        network: &Network,
        actor: &Actor,
        person: UserId,
    ) -> Result<Roster> {
        if !actor.is_partner() {
            return Err(Error::Forbidden);
        }
        tx.hold_team(&network.definition.network, &actor.organisation)
            .await?;
        let roster = Roster::of(tx, network, &actor.organisation).await?;
        if roster.named(person).is_none() {
            return Err(Error::NotFound);
        }
        if person != actor.user && !actor.leads() {
            return Err(Error::Forbidden);
        }
        Ok(roster)
    }

    /// The clock's part: absences that begin or end by `edge` move work. Says how many did.
    pub(crate) async fn settle_absences(&self, edge: Timestamp, now: Timestamp) -> Result<u32> {
        let mut settled = 0;
        loop {
            let mut tx = self.store.write().await?;
            let Some(next) = tx.next_absence().await?.filter(|next| next.at <= edge) else {
                return Ok(settled);
            };
            let network = self.network(&next.network)?;
            tx.hold_team(&next.network, &next.organisation).await?;
            let settling = Settling {
                network: &network,
                organisation: &next.organisation,
                at: next.at,
                now,
                by: None,
                also: None,
            };
            self.move_work(&mut tx, &settling).await?;
            let today = network.days.date_of(next.at);
            for kept in tx.absences_at(&next.network, &next.organisation).await? {
                if kept.absence.until < today {
                    tx.end_absence(kept.absence.user, &next.network, &next.organisation)
                        .await?;
                } else if kept.acts_at <= next.at {
                    let acts_at = acts_at(&network, &kept.absence, today);
                    tx.keep_absence(&next.network, &Kept { acts_at, ..kept }).await?;
                }
            }
            tx.commit().await?;
            settled += 1;
        }
    }

    /// Moves whom those who are away have to who stands in, and back to those who are there. Repeated
    /// without harm: what stands with whom it should stays.
    async fn move_work(&self, tx: &mut Tx, settling: &Settling<'_>) -> Result<()> {
        let Settling {
            network,
            organisation,
            at,
            ..
        } = *settling;
        let roster = Roster::of(tx, network, organisation).await?;
        let team = roster.on(network.days.date_of(at), network);
        let mut workers: Vec<UserId> = roster.absences.iter().map(|absence| absence.user).collect();
        workers.extend(settling.also);
        let mut moved = Vec::new();
        for worker in workers {
            moved.extend(moved_from(tx, settling, &team, worker).await?);
        }
        // All are held before anything is written, in one order for everybody.
        moved.sort();
        moved.dedup();
        let mut held = Vec::with_capacity(moved.len());
        for id in moved {
            held.extend(tx.hold_referral(id).await?);
        }
        for loaded in held {
            let Some(event) = team.settle(&loaded.referral, &network.days, at) else {
                continue;
            };
            let step = Step {
                network,
                at,
                now: settling.now,
                by: settling.by,
                taken: &[],
                texts: &[],
                named: None,
                because: None,
            };
            self.advance(tx, &loaded, vec![event], &step).await?;
        }
        Ok(())
    }

    /// Whoever is asked by name, or takes somebody on, and is away is covered in the same step.
    pub(crate) async fn covered_at_once(
        &self,
        tx: &mut Tx,
        before: Option<&Referral>,
        after: &Referral,
        step: &Step<'_>,
    ) -> Result<Option<Event>> {
        let is_new = after.worker().is_some() && before.and_then(Referral::worker) != after.worker();
        let Some((_, organisation)) = after.programme().filter(|_| is_new) else {
            return Ok(None);
        };
        let roster = Roster::of(tx, step.network, organisation).await?;
        if roster.is_complete() {
            return Ok(None);
        }
        let team = roster.on(step.network.days.date_of(step.now), step.network);
        Ok(team.settle(after, &step.network.days, step.now))
    }

    /// Settles once more where somebody is away: what was taken on in the very moment in which her absence
    /// began is found here.
    pub(crate) async fn settle_again(&self, now: Timestamp) -> Result<()> {
        for network in self.networks().iter() {
            let id = &network.definition.network;
            let mut away: Vec<OrganisationId> = {
                let mut tx = self.store.read().await?;
                let kept = tx.absences_in(id).await?;
                kept.into_iter().map(|kept| kept.organisation).collect()
            };
            away.dedup();
            for organisation in &away {
                let mut tx = self.store.write().await?;
                tx.hold_team(id, organisation).await?;
                let settling = Settling {
                    network,
                    organisation,
                    at: now,
                    now,
                    by: None,
                    also: None,
                };
                self.move_work(&mut tx, &settling).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}

/// Those of a worker's at that organisation who are to move.
async fn moved_from(
    tx: &mut Tx,
    settling: &Settling<'_>,
    team: &Team<'_>,
    worker: UserId,
) -> Result<Vec<ReferralId>> {
    let Settling {
        network,
        organisation,
        at,
        ..
    } = *settling;
    let mut moved = Vec::new();
    let mut after = None;
    loop {
        let page = tx
            .held_by(&network.definition.network, worker, after, PAGE)
            .await?;
        let Some(last) = page.last() else { return Ok(moved) };
        after = Some(last.referral.id);
        let there = |loaded: &&Loaded| {
            let with = loaded.referral.programme();
            with.is_some_and(|(_, with)| with == organisation)
        };
        moved.extend(
            page.iter()
                .filter(there)
                .filter(|loaded| team.settle(&loaded.referral, &network.days, at).is_some())
                .map(|loaded| loaded.referral.id),
        );
    }
}

/// When an absence next moves work: its first day begins, or its last has passed.
fn acts_at(network: &Network, absence: &Absence, today: Date) -> Timestamp {
    let day = if absence.from > today {
        absence.from
    } else {
        absence.until.saturating_add(1.day())
    };
    network.days.start_of(day)
}

fn absence(roster: &Roster, person: UserId, request: &AbsenceRequest, today: Date) -> Result<Absence> {
    let AbsenceRequest { from, until, .. } = *request;
    let covered_by = request.covered_by.map(UserId::new);
    if until < from {
        return Err(Error::invalid("/until", Code::Invalid));
    }
    if until < today {
        return Err(Error::invalid("/until", Code::InThePast));
    }
    if until > today.saturating_add(FARTHEST_YEARS.years()) {
        return Err(Error::invalid("/until", Code::TooFarAhead));
    }
    if covered_by == Some(person) {
        return Err(Error::invalid("/covered_by", Code::Unchanged));
    }
    if covered_by.is_some_and(|user| roster.named(user).is_none()) {
        return Err(Error::invalid("/covered_by", Code::NotInList));
    }
    Ok(Absence {
        user: person,
        from,
        until,
        covered_by,
    })
}
