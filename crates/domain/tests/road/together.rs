//! Roads that belong together: several carriers of one person, couples and friends, people who came back.
//! What a step on one of them brings about on the others is said by `consequences` and `leads_now`; here both are
//! carried through as the service does it.

use jiff::SignedDuration;
use luotsi_domain::{
    access::{Actor, actions, relation},
    handoff::{Consent, ConsentBy, ConsentScope, ConsentStatus},
    id::{OrganisationId, ReferralId},
    notice::silences,
    referral::{
        Command, Placement, Referral, Refusal,
        event::{Event, Submitted},
        links::{Beside, Kin, consequences, having, leads_now},
        state::Holder,
        words::{
            Action, ChangeWhat, CheckResult, CloseReason, ContactOutcome, HandBackReason, LinkKind, Status,
            TaskKind, WithdrawScope,
        },
    },
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};
use uuid::Uuid;

use crate::{
    fixture::{
        CRANE_GROUP, OWL, OWL_PHONE, OWL_VISITS, SWAN, SWAN_COMPANY, anna, choice, cilla, everybody, kaisa,
        olli, outi, sanni, sirpa, submitted,
    },
    walk::{Walk, contact, date, ended},
};

mod anew;
mod carriers;
mod linked;
mod whatever;

/// Roads that belong together, each with the number of the person who walks it.
pub struct Roads {
    pub walks: Vec<Walk>,
    pub persons: Vec<u8>,
}

impl Roads {
    fn of(walk: Walk) -> Self {
        Self {
            walks: vec![walk],
            persons: vec![1],
        }
    }

    /// A person who walks none of these roads yet.
    fn somebody_else(&self) -> u8 {
        self.persons.iter().max().map_or(1, |last| last + 1)
    }

    fn id(&self, road: usize) -> ReferralId {
        self.walks[road].referral.id
    }

    fn at(&mut self, text: &str) -> &mut Self {
        for walk in &mut self.walks {
            walk.at(text);
        }
        self
    }

    /// Another road, of the same person or of somebody else, to one programme.
    fn begins(&mut self, programme: &str, person: u8) -> usize {
        self.begins_with(programme, person, submitted()).unwrap()
    }

    /// Another road of the person who walks this one, with the permission she has given by now.
    fn begins_beside(&mut self, road: usize, programme: &str) -> Option<usize> {
        let first = &self.walks[road].referral;
        let handed = Submitted {
            consent: Consent {
                feedback: first.feedback_allowed,
                ..first.consent.clone()
            },
            receivers: first.receivers.clone(),
            ..submitted()
        };
        self.begins_with(programme, self.persons[road], handed)
    }

    fn begins_with(&mut self, programme: &str, person: u8, handed: Submitted) -> Option<usize> {
        let number = 100 + self.walks.len() as u128;
        let handed = Submitted {
            id: ReferralId::new(Uuid::from_u128(number)),
            reference: format!("ESI-{number}"),
            ..handed
        };
        let now = self.walks[0].now;
        let mut walk = Walk::begun(
            "2026-12-01 10:00",
            handed,
            Placement::Offer(choice(programme, &[])),
        )
        .ok()?;
        walk.now = now;
        self.walks.push(walk);
        self.persons.push(person);
        Some(self.walks.len() - 1)
    }

    fn position(&self, id: ReferralId) -> Option<usize> {
        self.walks.iter().position(|walk| walk.referral.id == id)
    }

    /// How the others belong together with one, found by links as the service finds them.
    fn kin(&self, road: usize) -> (Vec<Referral>, Vec<Referral>, Vec<Referral>) {
        let mut found = vec![road];
        let mut next = vec![road];
        while let Some(at) = next.pop() {
            for link in self.walks[at]
                .referral
                .links
                .iter()
                .filter(|link| !link.kind.is_companion())
            {
                if let Some(other) = self.position(link.other).filter(|other| !found.contains(other)) {
                    found.push(other);
                    next.push(other);
                }
            }
        }
        let own = |at: &usize| self.walks[*at].referral.clone();
        let others = || found.iter().filter(|at| **at != road);
        let same = |at: &&usize| self.persons[**at] == self.persons[road];
        let carriers = others().filter(same).map(own).collect();
        let returns = others().filter(|at| !same(at)).map(own).collect();
        let close = |referral: &Referral| {
            let links = referral.links.iter().filter(|link| link.kind.is_companion());
            links
                .filter_map(|link| self.position(link.other))
                .collect::<Vec<_>>()
        };
        let mut companions: Vec<usize> = found
            .iter()
            .flat_map(|at| close(&self.walks[*at].referral))
            .collect();
        companions.sort_unstable();
        companions.dedup();
        (carriers, returns, companions.iter().map(own).collect())
    }

    fn with_kin<T>(&self, road: usize, before: &[Referral], look: impl FnOnce(&Kin<'_>) -> T) -> T {
        let (carriers, returns, mut companions) = self.kin(road);
        let known: Vec<ReferralId> = companions.iter().map(|one| one.id).collect();
        companions.extend(before.iter().filter(|one| !known.contains(&one.id)).cloned());
        look(&Kin {
            carriers: carriers.iter().collect(),
            returns: returns.iter().collect(),
            companions: companions.iter().collect(),
        })
    }

    fn tries(&mut self, road: usize, actor: &Actor, command: &Command) -> Result<(), Refusal> {
        let command = match command {
            Command::WithdrawConsent { scope } if !self.kin(road).0.is_empty() => Command::WithdrawTogether {
                scope: *scope,
                having: self.with_kin(road, &[], |kin| having(&self.walks[road].referral, kin)),
            },
            other => other.clone(),
        };
        let events = self.walks[road].tries(actor, &command)?;
        self.carry_through(road, Some(actor), events)
    }

    fn carry_through(
        &mut self,
        road: usize,
        actor: Option<&Actor>,
        events: Vec<Event>,
    ) -> Result<(), Refusal> {
        let before = self.walks[road].referral.clone();
        let (_, _, companions) = self.kin(road);
        let now = self.walks[road].now;
        let undo: Vec<Walk> = self.walks.clone();
        self.walks[road].record(now, actor, events.clone());
        let after = self.walks[road].referral.clone();
        let brought = self.with_kin(road, &companions, |kin| {
            consequences(Some(&before), &events, &after, kin)
        });
        for (id, beside) in brought {
            let Some(other) = self.position(id) else { continue };
            if let Err(refusal) = self.brings_about(other, actor, beside) {
                self.walks = undo;
                return Err(refusal);
            }
        }
        let group = |roads: &Self| {
            let (carriers, ..) = roads.kin(road);
            let mut group = vec![roads.walks[road].referral.clone()];
            group.extend(carriers);
            group
        };
        let all = group(self);
        if all.len() > 1
            && let Some(to) = leads_now(&all.iter().collect::<Vec<_>>())
        {
            for one in all {
                let at = self.position(one.id).unwrap();
                self.brings_about(at, actor, Beside::LeadPassed { to })?;
            }
        }
        Ok(())
    }

    fn brings_about(&mut self, road: usize, actor: Option<&Actor>, beside: Beside) -> Result<(), Refusal> {
        let who = actor.cloned().unwrap_or_else(kaisa);
        let walk = &mut self.walks[road];
        let events = walk.tries(&who, &Command::Beside(beside))?;
        if !events.is_empty() {
            walk.record(walk.now, actor, events);
        }
        Ok(())
    }

    #[track_caller]
    fn does(&mut self, road: usize, actor: &Actor, command: &Command) -> &mut Self {
        if let Err(refusal) = self.tries(road, actor, command) {
            let status = self.walks[road].status();
            panic!("{command:?} in {status} was refused: {refusal:?}");
        }
        self
    }

    /// Another programme carries the person of the first road too.
    #[track_caller]
    fn another(&mut self, programme: &str, until: Option<&str>) -> usize {
        let other = self.begins(programme, self.persons[0]);
        let command = Command::AddCarrier {
            other: self.id(other),
            until: until.map(date),
        };
        self.does(0, &anna(), &command);
        other
    }

    fn statuses(&self) -> Vec<&'static str> {
        self.walks.iter().map(|walk| walk.status().as_str()).collect()
    }

    fn leads(&self) -> Vec<bool> {
        self.walks.iter().map(|walk| walk.referral.leads()).collect()
    }

    /// What was told on a road since this was asked last.
    fn told(&mut self, road: usize) -> Vec<String> {
        self.walks[road].told()
    }

    /// The same worker takes the road at this place and meets her.
    fn met(&mut self, road: usize, actor: &Actor) -> &mut Self {
        self.does(road, actor, &Command::Accept { worker: actor.user })
            .does(road, actor, &contact(ContactOutcome::Met))
    }
}

fn died() -> Command {
    Command::ReportChange {
        what: ChangeWhat::Died,
        until: None,
    }
}

fn linked(kind: LinkKind, other: ReferralId) -> Command {
    Command::Link { other, kind }
}

/// Met by the Owl, and the Swan joins: met there too.
fn two_carriers() -> Roads {
    let mut roads = Roads::of(Walk::in_support());
    let swan = roads.at("2026-12-08 10:00").another(SWAN_COMPANY, None);
    roads.met(swan, &sanni());
    for road in 0..2 {
        roads.told(road);
    }
    roads
}
