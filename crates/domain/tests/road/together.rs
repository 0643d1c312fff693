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

#[test]
fn another_carrier_touches_nothing_of_the_first() {
    let mut roads = Roads::of(Walk::in_support());
    let before = roads.walks[0].clone();
    let swan = roads.at("2026-12-08 10:00").another(SWAN_COMPANY, None);
    assert_eq!(roads.walks[0].stands(), before.stands());
    assert_eq!(roads.walks[0].places(), before.places());
    assert_eq!(roads.statuses(), ["in_support", "offered"]);
    assert_eq!(roads.leads(), [true, false]);
    let links = |road: usize| &roads.walks[road].referral.links;
    assert_eq!((links(0)[0].kind, links(0)[0].lead), (LinkKind::Carrier, false));
    assert_eq!((links(1)[0].kind, links(1)[0].lead), (LinkKind::Carrier, true));
    // Whatever becomes of it there, the first goes on.
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(swan, &sanni(), &back);
    assert_eq!(roads.statuses(), ["in_support", "returned"]);
    assert_eq!(roads.walks[0].stands(), before.stands());
    // Neither partner's people know the other's referral.
    assert_eq!(relation(&olli(), &roads.walks[1].referral), None);
    assert_eq!(relation(&sanni(), &roads.walks[0].referral), None);
}

#[test]
fn one_of_several_carriers_makes_the_checks_and_nobody_rings_twice() {
    let mut roads = two_carriers();
    roads.at("2027-01-12 10:00").does(1, &sanni(), &ended());
    assert_eq!(roads.statuses(), ["in_support", "closed"]);
    assert_eq!(roads.walks[1].referral.outcome.as_deref(), Some("goals_met"));
    roads.at("2027-02-02 10:00").does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["follow_up", "closed"]);
    assert_eq!(roads.leads(), [true, false]);
}

#[test]
fn the_lead_passes_to_another_open_carrier_unless_the_change_lasts() {
    // Handed back, and closed.
    for closes in [false, true] {
        let mut roads = two_carriers();
        let back = Command::HandBack {
            reason: HandBackReason::NeedsAuthority,
            next: None,
        };
        roads.does(0, &olli(), &back);
        assert_eq!(roads.leads(), [false, true]);
        assert_eq!(roads.told(1), ["sanni: lead_passed"]);
        if closes {
            let close = Command::Close {
                reason: CloseReason::OtherService,
            };
            roads.does(0, &anna(), &close);
        }
        // Now the Swan checks.
        roads.at("2027-01-12 10:00").does(1, &sanni(), &ended());
        assert_eq!(roads.walks[1].status(), Status::FollowUp);
        assert_eq!(roads.leads(), [false, true]);
    }
    // It lasts: nobody asks again.
    let mut roads = two_carriers();
    let stable = Command::RecordCheck {
        result: CheckResult::Stable,
        measures: None,
        worry: None,
        voice: None,
    };
    roads.at("2027-02-02 10:00").does(0, &olli(), &ended());
    roads.does(0, &olli(), &stable).does(0, &olli(), &stable);
    assert_eq!(roads.leads(), [true, false]);
    roads.does(1, &sanni(), &ended());
    assert_eq!(roads.statuses(), ["stable", "closed"]);
}

#[test]
fn of_three_carriers_the_one_that_is_furthest_takes_the_lead() {
    let mut roads = two_carriers();
    let crane = roads.another(CRANE_GROUP, None);
    assert_eq!(roads.leads(), [true, false, false]);
    assert_eq!(roads.walks[crane].referral.links.len(), 2);
    assert_eq!(roads.walks[1].referral.links.len(), 2);
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(0, &olli(), &back);
    assert_eq!(roads.leads(), [false, true, false], "the Swan has met her");
}

#[test]
fn of_who_died_or_moved_every_road_falls_silent_at_once() {
    for (what, reason) in [(ChangeWhat::Died, "died"), (ChangeWhat::MovedAway, "moved")] {
        let mut roads = two_carriers();
        let waits = roads.another(CRANE_GROUP, None);
        roads.walks[1].told();
        let alert = Command::AlertDesk {
            what: luotsi_domain::referral::words::AlertWhat::NeedsAssessment,
        };
        roads.does(1, &sanni(), &alert);
        for road in 0..3 {
            roads.told(road);
        }
        roads.does(0, &olli(), &Command::ReportChange { what, until: None });
        assert_eq!(roads.statuses(), ["closed", "closed", "closed"]);
        for walk in &roads.walks {
            let referral = &walk.referral;
            let closed = matches!(&referral.state, luotsi_domain::referral::State::Closed { reason: why, .. }
                if why.as_str() == reason);
            assert!(closed, "{reason}: {:?}", referral.state);
            assert!(referral.tasks.is_empty() && referral.holder() == Holder::Nobody);
            assert!(walk.only_forgets(), "nobody is reminded of anything");
            assert!(walk.history.iter().any(|recorded| silences(&recorded.event)));
        }
        // The desk in one quiet line, the other worker in one, whoever was asked at once.
        assert_eq!(roads.told(0), ["anna: closed_quiet"]);
        assert_eq!(roads.told(1), ["sanni: closed_quiet"]);
        assert_eq!(roads.told(waits), ["kurki: offer_withdrawn!"]);
    }
}

#[test]
fn a_road_that_is_over_is_silent_too() {
    let mut roads = Roads::of(Walk::in_support());
    let alert = Command::AlertDesk {
        what: luotsi_domain::referral::words::AlertWhat::NeedsAssessment,
    };
    roads.does(0, &olli(), &alert);
    roads.at("2026-12-08 10:00").does(
        0,
        &olli(),
        &Command::HandBack {
            reason: HandBackReason::NeedsAuthority,
            next: None,
        },
    );
    roads.does(
        0,
        &anna(),
        &Command::Close {
            reason: CloseReason::OtherService,
        },
    );
    assert!(
        !roads.walks[0].referral.tasks.is_empty(),
        "the authority's track goes on"
    );
    // She comes back as a person of her own road, and dies.
    let again = roads.begins(SWAN_COMPANY, 2);
    roads.does(
        0,
        &anna(),
        &Command::Reopen {
            other: roads.id(again),
        },
    );
    roads.met(again, &sanni());
    roads.does(again, &sanni(), &died());
    assert_eq!(roads.statuses(), ["closed", "closed"]);
    assert!(roads.walks[0].referral.tasks.is_empty());
    assert!(roads.walks[0].only_forgets());
    assert!(!actions(&anna(), &roads.walks[0].referral).contains(&Action::Reopen));
}

#[test]
fn hospital_on_one_road_is_hospital_on_all() {
    let mut roads = two_carriers();
    let asked = roads.another(CRANE_GROUP, None);
    let crane = roads.walks[asked].stands();
    let hospital = Command::ReportChange {
        what: ChangeWhat::InHospital,
        until: Some(date("2027-01-13")),
    };
    roads.does(1, &sanni(), &hospital);
    assert_eq!(
        roads.walks[0].stands(),
        "in_support · worker olli · review 2027-01-13 16:00"
    );
    assert_eq!(
        roads.walks[1].stands(),
        "in_support · worker sanni · review 2027-01-13 16:00"
    );
    assert_eq!(roads.walks[asked].stands(), crane, "answering is not hers to do");
    // Whoever takes her on meanwhile begins when she is back: five working days from that Wednesday.
    roads.does(asked, &cilla(), &Command::Accept { worker: cilla().user });
    assert_eq!(
        roads.walks[asked].stands(),
        "accepted · worker cilla · first_contact 2027-01-20 16:00"
    );
}

#[test]
fn a_withdrawal_is_one_for_all_roads() {
    for (scope, statuses, receivers) in [
        (WithdrawScope::Feedback, ["in_support", "in_support"], 3),
        (WithdrawScope::OtherPartners, ["in_support", "in_support"], 2),
        (WithdrawScope::All, ["closed", "closed"], 0),
    ] {
        let mut roads = two_carriers();
        roads.does(1, &sanni(), &Command::WithdrawConsent { scope });
        assert_eq!(roads.statuses(), statuses, "{scope}");
        for walk in &roads.walks {
            let referral = &walk.referral;
            assert_eq!(referral.receivers.len(), receivers, "{scope}");
            assert_eq!(referral.feedback_allowed, scope != WithdrawScope::Feedback);
            assert_eq!(referral.is_withdrawn(), scope == WithdrawScope::All);
            assert_eq!(referral.erase_at.is_some(), scope == WithdrawScope::All);
            if scope == WithdrawScope::All {
                assert_eq!(relation(&olli(), referral), None);
                assert_eq!(relation(&sanni(), referral), None);
            }
        }
        // The desk is told once, the other worker too.
        let (first, mut second) = (roads.told(0), roads.told(1));
        // Who did it is not told what she did.
        second.retain(|told| !told.starts_with("sanni"));
        let told = if scope == WithdrawScope::All {
            "consent_withdrawn"
        } else {
            "consent_narrowed"
        };
        assert_eq!(first, [format!("olli: {told}!")], "{scope}");
        assert_eq!(second, [format!("anna: {told}!")], "{scope}");
    }
}

#[test]
fn a_road_that_ended_before_is_withdrawn_with_the_others() {
    let mut roads = two_carriers();
    roads.does(1, &sanni(), &ended());
    roads.told(1);
    let scope = WithdrawScope::All;
    roads.does(0, &anna(), &Command::WithdrawConsent { scope });
    let over = &roads.walks[1].referral;
    assert!(over.is_withdrawn() && over.erase_at.is_some());
    assert_eq!(relation(&sanni(), over), None);
    assert_eq!(roads.walks[1].told(), [""; 0]);
}

#[test]
fn two_overlap_until_a_date_and_then_the_first_is_asked() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    assert_eq!(
        roads.walks[0].tasks(),
        ["overlap · worker olli · 2027-01-13 16:00"]
    );
    assert_eq!(roads.leads(), [true, false], "until the other one has met her");
    roads.met(coach, &sanni());
    assert_eq!(roads.leads(), [false, true]);
    assert_eq!(
        roads.walks[0].stands(),
        "in_support · worker olli · review 2027-02-02 16:00"
    );
    roads.told(0);
    let did = roads.walks[0].clock_to("2027-01-13 16:00");
    assert_eq!(did, ["2027-01-13 16:00 tells of task 1"]);
    assert_eq!(roads.told(0), ["olli: overlap_ends"]);
    assert_eq!(
        roads.walks[0].status(),
        Status::InSupport,
        "nothing ends by itself"
    );
    // They extend it.
    roads.at("2027-01-14 10:00");
    let until = date("2027-02-01");
    roads.does(0, &olli(), &Command::ExtendOverlap { until });
    assert_eq!(
        roads.walks[0].tasks(),
        ["overlap · worker olli · 2027-02-01 16:00"]
    );
    for walk in &roads.walks {
        assert_eq!(walk.referral.links[0].until, Some(until));
    }
    // The first ends; who goes on makes the checks.
    roads.does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["closed", "in_support"]);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    roads.at("2027-03-01 10:00").does(coach, &sanni(), &ended());
    assert_eq!(roads.walks[coach].status(), Status::FollowUp);
}

#[test]
fn who_has_ended_before_the_other_has_met_her_checks_until_then() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    roads.does(0, &olli(), &ended());
    assert_eq!(roads.statuses(), ["follow_up", "offered"]);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    roads.met(coach, &sanni());
    assert_eq!(roads.statuses(), ["closed", "in_support"]);
    assert_eq!(roads.leads(), [false, true]);
}

#[test]
fn nobody_is_asked_to_end_for_another_who_is_gone() {
    let mut roads = Roads::of(Walk::in_support());
    let coach = roads
        .at("2026-12-08 10:00")
        .another(SWAN_COMPANY, Some("2027-01-13"));
    let back = Command::HandBack {
        reason: HandBackReason::NoPlace,
        next: None,
    };
    roads.does(coach, &sanni(), &back);
    assert_eq!(roads.walks[0].tasks(), [""; 0]);
    assert!(!actions(&olli(), &roads.walks[0].referral).contains(&Action::ExtendOverlap));
}

#[test]
fn an_overlap_needs_somebody_who_ends() {
    for mut roads in [
        Roads::of(Walk::waiting()),
        Roads::of(Walk::offered(OWL_VISITS, &[])),
        Roads::of(Walk::follow_up()),
    ] {
        let other = roads.begins(SWAN_COMPANY, 1);
        let command = Command::AddCarrier {
            other: roads.id(other),
            until: Some(date("2027-06-01")),
        };
        let refused = Refusal::Invalid {
            pointer: "/overlap_until",
            code: "not-carried",
        };
        assert_eq!(roads.tries(0, &anna(), &command), Err(refused));
    }
}

/// A couple: he with the Owl, she with the Swan.
fn couple(protected: bool) -> Roads {
    let mut roads = Roads::of(Walk::in_support());
    let other = roads.begins(SWAN_COMPANY, 2);
    roads.met(other, &sanni());
    if protected {
        roads.walks[other].referral.protected = true;
    }
    roads.does(0, &anna(), &linked(LinkKind::Couple, roads.id(other)));
    for road in 0..2 {
        roads.told(road);
    }
    roads
}

#[test]
fn when_one_of_a_couple_dies_the_others_worker_learns_it_once_and_quietly() {
    for kind in [ChangeWhat::Died, ChangeWhat::MovedAway] {
        let mut roads = couple(false);
        let change = Command::ReportChange {
            what: kind,
            until: None,
        };
        roads.does(1, &sanni(), &change);
        assert_eq!(roads.statuses(), ["in_support", "closed"]);
        assert_eq!(roads.told(0), ["olli: companion_gone"]);
        assert_eq!(roads.told(1), ["anna: closed_quiet"]);
        for walk in &roads.walks {
            assert!(walk.referral.links.is_empty(), "nobody is reminded of it again");
        }
        // And only once.
        roads.does(0, &olli(), &ended());
        roads.told(0);
        let did = roads.walks[0].clock_to("2027-12-31 10:00");
        assert!(
            !roads.told(0).contains(&"olli: companion_gone".to_owned()),
            "{did:?}"
        );
    }
}

#[test]
fn of_a_protected_person_a_friends_worker_learns_nothing() {
    let mut roads = couple(true);
    roads.does(1, &sanni(), &died());
    assert_eq!(roads.told(0), [""; 0]);
    assert!(roads.walks[0].referral.links.is_empty());
}

#[test]
fn a_couple_is_linked_by_those_who_have_them_and_unlinked_again() {
    let mut roads = couple(false);
    assert_eq!(roads.walks[1].referral.links[0].other, roads.id(0));
    let other = roads.id(1);
    let twice = Refusal::Invalid {
        pointer: "/referral",
        code: "unchanged",
    };
    for command in [
        linked(LinkKind::Friend, other),
        linked(LinkKind::Couple, roads.id(0)),
    ] {
        assert_eq!(roads.tries(0, &olli(), &command), Err(twice.clone()));
    }
    assert_eq!(
        roads.tries(
            0,
            &olli(),
            &linked(LinkKind::Carrier, ReferralId::new(Uuid::from_u128(9)))
        ),
        Err(Refusal::Invalid {
            pointer: "/kind",
            code: "unchanged"
        })
    );
    assert_eq!(
        roads.tries(0, &kaisa(), &Command::Unlink { other }),
        Err(Refusal::Forbidden)
    );
    roads.does(0, &olli(), &Command::Unlink { other });
    assert!(roads.walks.iter().all(|walk| walk.referral.links.is_empty()));
    assert!(!actions(&olli(), &roads.walks[0].referral).contains(&Action::Unlink));
}

fn permission(scope: ConsentScope, feedback: bool) -> Box<Consent> {
    Box::new(Consent {
        status: ConsentStatus::Given,
        by: Some(ConsentBy::Client),
        scope: Some(scope),
        feedback,
        ..Consent::default()
    })
}

fn receivers(slugs: &[&str]) -> Vec<OrganisationId> {
    slugs.iter().map(|slug| (*slug).into()).collect()
}

#[test]
fn a_permission_asked_anew_takes_the_place_of_the_one_before() {
    let mut walk = Walk::offered(OWL_VISITS, &[SWAN_COMPANY, CRANE_GROUP]);
    walk.told();
    let command = |slugs: &[&str], feedback| Command::RenewConsent {
        consent: permission(ConsentScope::Organisations, feedback),
        receivers: receivers(slugs),
    };
    // Not without whoever is asked.
    assert_eq!(
        walk.tries(&anna(), &command(&[SWAN], true)),
        Err(Refusal::Invalid {
            pointer: "/consent/organisations",
            code: "leaves-out-carrier"
        })
    );
    let refused = Command::RenewConsent {
        consent: Box::new(Consent {
            status: ConsentStatus::Refused,
            ..*permission(ConsentScope::Network, true)
        }),
        receivers: receivers(&[OWL]),
    };
    assert_eq!(
        walk.tries(&anna(), &refused),
        Err(Refusal::Invalid {
            pointer: "/consent/status",
            code: "not-in-list"
        })
    );
    // Narrower: the alternatives outside it are gone, and without feedback the desk sees less.
    walk.does(&anna(), &command(&[OWL, SWAN], false));
    assert_eq!(walk.referral.receivers, receivers(&[OWL, SWAN]));
    assert_eq!(walk.referral.then, [SWAN_COMPANY.into()]);
    assert!(!walk.referral.feedback_allowed);
    assert_eq!(walk.referral.consent.scope, Some(ConsentScope::Organisations));
    // Wider, by whoever has her: the desk learns it.
    walk.does(&olli(), &Command::Accept { worker: olli().user });
    walk.told();
    walk.does(&olli(), &command(&[OWL, SWAN, "kurki", "uusi"], true));
    assert!(walk.referral.feedback_allowed);
    assert_eq!(walk.told(), ["anna: consent_renewed"]);
    walk.does(&anna(), &command(&[OWL], true));
    assert_eq!(walk.told(), ["olli: consent_renewed"]);
}

#[test]
fn a_permission_asked_anew_holds_for_all_carriers_or_for_none() {
    let mut roads = two_carriers();
    let command = |slugs: &[&str]| Command::RenewConsent {
        consent: permission(ConsentScope::Organisations, true),
        receivers: receivers(slugs),
    };
    let versions: Vec<u64> = roads.walks.iter().map(|walk| walk.referral.version).collect();
    assert!(
        roads.tries(0, &anna(), &command(&[OWL])).is_err(),
        "the Swan has her too"
    );
    let after: Vec<u64> = roads.walks.iter().map(|walk| walk.referral.version).collect();
    assert_eq!(versions, after);
    roads.does(0, &anna(), &command(&[OWL, SWAN]));
    for walk in &roads.walks {
        assert_eq!(walk.referral.receivers, receivers(&[OWL, SWAN]));
    }
    assert_eq!(roads.told(1), ["sanni: consent_renewed"]);
}

#[test]
fn whoever_meets_somebody_first_takes_her_on_in_one_step() {
    let brought = Submitted {
        submitter: olli().user,
        ..submitted()
    };
    let placement = Placement::TakeOn {
        choice: choice(OWL_VISITS, &[]),
        worker: olli().user,
    };
    let walk = Walk::begun("2026-12-01 10:00", brought.clone(), placement).unwrap();
    assert_eq!(
        walk.stands(),
        "accepted · worker olli · first_contact 2026-12-08 16:00"
    );
    assert_eq!(walk.places(), [format!("{OWL_VISITS} used")]);
    let milestones = walk.referral.milestones;
    assert_eq!(milestones.offered_at, milestones.accepted_at);
    // For a colleague: she is told, once.
    let placement = Placement::TakeOn {
        choice: choice(OWL_VISITS, &[]),
        worker: outi().user,
    };
    let mut walk = Walk::begun("2026-12-01 10:00", brought, placement).unwrap();
    assert_eq!(
        walk.told().first().map(String::as_str),
        Some("outi: reassigned_to_you")
    );
}

#[test]
fn whoever_is_brought_to_the_desk_is_in_its_queue_and_everybody_there_knows() {
    let brought = Submitted {
        submitter: olli().user,
        ..submitted()
    };
    let mut walk = Walk::begun("2026-12-01 10:00", brought.clone(), Placement::ToDesk).unwrap();
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2026-12-04 16:00"
    );
    assert_eq!(walk.told(), ["desk neuvonta: brought_in!"]);
    assert_eq!(walk.clock_to("2026-12-04 12:00"), [""; 0], "nobody is told twice");
    assert!(actions(&anna(), &walk.referral).contains(&Action::Place));
    assert!(!actions(&olli(), &walk.referral).contains(&Action::Place));
    assert!(
        relation(&olli(), &walk.referral).is_some(),
        "she stands like the desk until her own is asked"
    );
    // Of a protected person only the advisor who was named.
    let hidden = Submitted {
        protected: true,
        advisor: Some(anna().user),
        ..brought
    };
    let mut walk = Walk::begun("2026-12-01 10:00", hidden, Placement::ToDesk).unwrap();
    assert_eq!(walk.told(), ["anna: brought_in!"]);
    for actor in everybody() {
        let named =
            [anna().user, olli().user].contains(&actor.user) && actor.network == walk.referral.network;
        assert_eq!(relation(&actor, &walk.referral).is_some(), named, "{actor:?}");
    }
    assert!(actions(&anna(), &walk.referral).contains(&Action::Place));
}

#[test]
fn whoever_died_or_took_her_permission_back_does_not_come_back() {
    let ends = |command: &Command, actor: &Actor| {
        let mut walk = Walk::in_support();
        walk.does(actor, command);
        actions(&anna(), &walk.referral).contains(&Action::Reopen)
    };
    assert!(!ends(&died(), &olli()));
    let all = Command::WithdrawConsent {
        scope: WithdrawScope::All,
    };
    assert!(!ends(&all, &anna()));
    let moved = Command::ReportChange {
        what: ChangeWhat::MovedAway,
        until: None,
    };
    assert!(ends(&moved, &olli()));
    for (reason, back) in [
        (CloseReason::OtherService, true),
        (CloseReason::ClientDeclined, true),
        (CloseReason::Duplicate, false),
        (CloseReason::EnteredInError, false),
    ] {
        let mut walk = Walk::returned();
        assert!(!actions(&anna(), &walk.referral).contains(&Action::Reopen));
        walk.does(&anna(), &Command::Close { reason });
        assert_eq!(
            actions(&anna(), &walk.referral).contains(&Action::Reopen),
            back,
            "{reason}"
        );
        assert!(!actions(&kaisa(), &walk.referral).contains(&Action::Reopen));
        let at = walk.now;
        walk.record(at, None, vec![Event::Erased]);
        assert!(!actions(&anna(), &walk.referral).contains(&Action::Reopen));
    }
}

#[test]
fn what_was_written_before_there_were_links_is_read_and_written_the_same() {
    let walk = Walk::in_support();
    let state = serde_json::to_value(&walk.referral).unwrap();
    for field in ["links", "withdrawn", "died", "away_until", "advisor"] {
        assert!(
            state.get(field).is_none(),
            "{field} is written only where it says something"
        );
    }
    let event = serde_json::to_string(&walk.history[0]).unwrap();
    assert!(!event.contains("\"advisor\":"));
    let old = r#"{"type":"consent_withdrawn","scope":"all","receivers":[],"erase_at":null}"#;
    let read: Event = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
}

/// One step of several lives that belong together.
#[derive(Debug, Clone)]
struct Step {
    hours: u16,
    road: u8,
    who: u8,
    what: u8,
    a: u8,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let hours = prop_oneof![3 => 0_u16..40, 1 => 40_u16..900];
    let one = (hours, any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>());
    vec(
        one.prop_map(|(hours, road, who, what, a)| Step {
            hours,
            road,
            who,
            what,
            a,
        }),
        1..60,
    )
}

fn pick<T: Clone>(from: &[T], by: u8) -> T {
    from[usize::from(by) % from.len()].clone()
}

fn someone_does(roads: &mut Roads, step: &Step) {
    let road = usize::from(step.road) % roads.walks.len();
    let everybody = everybody();
    let workers = [olli(), outi(), sanni(), sirpa(), cilla(), anna()];
    let actor = if step.what & 1 == 1 {
        pick(&workers, step.who)
    } else {
        pick(&everybody, step.who)
    };
    let referral = &roads.walks[road].referral;
    let mut possible = Vec::new();
    for action in actions(&actor, referral) {
        let weight = match action {
            Action::AddCarrier | Action::Link | Action::Reopen => 6,
            other => crate::lives::how_often(other, referral),
        };
        possible.extend(std::iter::repeat_n(action, weight));
    }
    let Some(action) = (!possible.is_empty()).then(|| pick(&possible, step.what >> 1)) else {
        return;
    };
    let today = roads.walks[road].days.date_of(roads.walks[road].now);
    let day = today.saturating_add(jiff::Span::new().days(i64::from(step.a % 90)));
    let command = match action {
        Action::AddCarrier if roads.walks.len() < 6 => {
            let programme = pick(&[SWAN_COMPANY, CRANE_GROUP, OWL_PHONE, OWL_VISITS], step.a);
            let Some(other) = roads.begins_beside(road, programme) else {
                return;
            };
            Command::AddCarrier {
                other: roads.id(other),
                until: (step.a & 4 == 4).then_some(day),
            }
        }
        Action::Link if roads.walks.len() < 6 => {
            let person = roads.somebody_else();
            let other = roads.begins(pick(&[SWAN_COMPANY, CRANE_GROUP], step.a), person);
            linked(
                pick(&[LinkKind::Couple, LinkKind::Friend], step.a),
                roads.id(other),
            )
        }
        Action::Reopen if roads.walks.len() < 6 => {
            let person = roads.somebody_else();
            let other = roads.begins(pick(&[SWAN_COMPANY, OWL_VISITS], step.a), person);
            Command::Reopen {
                other: roads.id(other),
            }
        }
        Action::AddCarrier | Action::Link | Action::Reopen => return,
        other => crate::lives::some_command(other, &actor, &roads.walks[road], step.a, step.what),
    };
    let count = roads.walks.len();
    if roads.tries(road, &actor, &command).is_err() {
        // A referral that was begun for it is not begun either.
        let begun = matches!(
            command,
            Command::AddCarrier { .. } | Command::Link { .. } | Command::Reopen { .. }
        );
        if begun {
            roads.walks.truncate(count - 1);
            roads.persons.truncate(count - 1);
        }
    }
}

fn time_passes(roads: &mut Roads, hours: u16) {
    let until = roads.walks[0].now + SignedDuration::from_hours(i64::from(hours));
    for _ in 0..400 {
        let next = roads
            .walks
            .iter()
            .enumerate()
            .filter_map(|(road, walk)| walk.wakes().map(|at| (at, road)))
            .filter(|(at, _)| *at <= until)
            .min();
        let Some((at, road)) = next else { break };
        for walk in &mut roads.walks {
            walk.now = walk.now.max(at);
        }
        let Some((_, events)) = roads.walks[road].ticks(None) else {
            break;
        };
        roads.carry_through(road, None, events).unwrap();
    }
    for walk in &mut roads.walks {
        walk.now = until;
    }
}

/// What holds of roads that belong together, at every moment.
fn holds(roads: &Roads) -> Result<(), TestCaseError> {
    for (road, walk) in roads.walks.iter().enumerate() {
        crate::lives::holds_of_one(walk)?;
        let referral = &walk.referral;
        for link in &referral.links {
            let other = roads.position(link.other).map(|at| &roads.walks[at].referral);
            let back = other.and_then(|other| other.link_with(referral.id));
            prop_assert!(
                back.is_some_and(|back| back.kind == link.kind),
                "a link on one side only"
            );
            prop_assert_eq!(back.and_then(|back| back.until), link.until);
        }
        let (carriers, ..) = roads.kin(road);
        if !carriers.is_empty() {
            let leads = usize::from(referral.leads()) + carriers.iter().filter(|one| one.leads()).count();
            prop_assert_eq!(leads, 1, "one makes the checks");
            prop_assert!(
                referral.leads() || referral.status() != Status::FollowUp,
                "nobody rings her twice"
            );
        }
        let gone = walk.history.iter().any(|recorded| {
            matches!(
                recorded.event,
                Event::Closed {
                    reason: CloseReason::Died | CloseReason::Moved
                } | Event::FellSilent { .. }
            )
        });
        let withdrawn = referral.is_withdrawn();
        for other in &carriers {
            if gone || withdrawn {
                prop_assert!(!other.status().is_open(), "{} goes on", other.status());
                let silent = other.tasks.is_empty();
                prop_assert!(silent, "{:?}", other.tasks);
            }
            prop_assert!(!withdrawn || other.is_withdrawn() || gone);
            if referral.status().is_open() && other.status().is_open() {
                prop_assert_eq!(referral.feedback_allowed, other.feedback_allowed);
                prop_assert_eq!(referral.receivers.len(), other.receivers.len());
            }
        }
        let asks = referral.tasks.iter().any(|task| task.kind == TaskKind::Overlap);
        prop_assert_eq!(asks, referral.overlap().is_some());
        if gone {
            prop_assert!(referral.links.iter().all(|link| !link.kind.is_companion()));
        }
    }
    Ok(())
}

#[test]
fn whatever_happens_on_one_road_the_others_know_of_it() {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_122),
        ..Config::default()
    });
    let seen = std::cell::RefCell::new(std::collections::BTreeSet::new());
    let lived = runner.run(&steps(), |steps| {
        let mut roads = match steps.len() % 3 {
            0 => Roads::of(Walk::offered(OWL_VISITS, &[SWAN_COMPANY])),
            1 => Roads::of(Walk::in_support()),
            _ => two_carriers(),
        };
        for step in &steps {
            time_passes(&mut roads, step.hours);
            someone_does(&mut roads, step);
            holds(&roads)?;
        }
        for walk in &roads.walks {
            crate::lives::folds_again(walk)?;
            let names = walk.history.iter().map(|recorded| recorded.event.name());
            seen.borrow_mut().extend(names);
        }
        Ok(())
    });
    if let Err(worst) = lived {
        panic!("{worst}");
    }
    for name in [
        "linked",
        "unlinked",
        "lead_passed",
        "overlap_extended",
        "fell_silent",
        "companion_gone",
        "away",
        "consent_renewed",
        "consent_withdrawn",
        "erased",
    ] {
        assert!(
            seen.borrow().contains(name),
            "no life with {name}: {:?}",
            seen.borrow()
        );
    }
}
