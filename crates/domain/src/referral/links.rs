//! Linked referrals: several carriers of one person, people who came back, couples and friends.
//!
//! A link stands on both referrals, so that each is read by itself. What a step on one of them brings about on
//! the others is said by [`consequences`] and [`leads_now`], and written down with it in one transaction: after
//! a death or a withdrawal no road of the person goes on that was forgotten.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    event::Event,
    state::{Referral, State},
    words::{CloseReason, LinkKind, Status, TaskKind, WithdrawScope},
};
use crate::{
    handoff::{Consent, Facts, Measures},
    id::{OrganisationId, ReferralId, UserId},
};

/// Belonging together with another referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other referral.
    pub other: ReferralId,
    /// How.
    pub kind: LinkKind,
    /// Of several carriers: whether the other makes the checks.
    #[serde(default)]
    pub lead: bool,
    /// Of an overlap: until when.
    #[serde(default)]
    pub until: Option<Date>,
}

/// What a step on a linked referral brings about here. Raised by the service, never by a person.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each is the event it leads to")]
pub enum Beside {
    Linked(Link),
    Unlinked {
        other: ReferralId,
    },
    LeadPassed {
        to: ReferralId,
    },
    OverlapExtended {
        other: ReferralId,
        until: Date,
    },
    /// Who was to take over from here is not there any more, so nobody is asked to end.
    OverlapOver,
    FellSilent {
        reason: CloseReason,
    },
    CompanionGone {
        other: ReferralId,
    },
    InHospital {
        until: Date,
    },
    Withdrawn {
        scope: WithdrawScope,
        having: Vec<OrganisationId>,
    },
    Renewed {
        consent: Box<Consent>,
        receivers: Vec<OrganisationId>,
    },
    Amended {
        fields: Vec<String>,
        facts: Box<Facts>,
        measures: Option<Measures>,
    },
}

/// The referrals that belong together with one, read and held with it.
#[derive(Debug, Clone, Default)]
pub struct Kin<'a> {
    /// Other roads of the person that she walks at the same time, under the same permission.
    pub carriers: Vec<&'a Referral>,
    /// Her roads before and after, each with a permission of its own.
    pub returns: Vec<&'a Referral>,
    /// Those close to her, by any of her roads.
    pub companions: Vec<&'a Referral>,
}

impl Referral {
    /// Whether the checks after an ending are made here: one carrier of several makes them.
    #[must_use]
    pub fn leads(&self) -> bool {
        !self.links.iter().any(|link| link.lead)
    }

    /// Whether the road went by as roads do, so that whoever walked it may come back: she has not died, took no
    /// permission back, and was not entered by mistake or twice.
    #[must_use]
    pub const fn ended_by_itself(&self) -> bool {
        let never = matches!(
            self.state,
            State::Closed {
                reason: CloseReason::Died | CloseReason::EnteredInError | CloseReason::Duplicate,
                ..
            }
        );
        !self.status().is_open() && !never && !self.died && !self.erased && !self.is_withdrawn()
    }

    /// The link with another referral.
    #[must_use]
    pub fn link_with(&self, other: ReferralId) -> Option<&Link> {
        self.links.iter().find(|link| link.other == other)
    }

    /// The overlap at whose end this road is asked to end: the other one began later.
    #[must_use]
    pub fn overlap(&self) -> Option<&Link> {
        let runs = self.tasks.iter().any(|task| task.kind == TaskKind::Overlap);
        let later = |link: &&Link| link.kind == LinkKind::Overlap && link.other > self.id;
        self.links.iter().rev().find(later).filter(|_| runs)
    }

    /// The worker who has the person now.
    #[must_use]
    pub const fn carried_by(&self) -> Option<UserId> {
        match &self.state {
            State::Accepted { carrier, .. }
            | State::InSupport { carrier, .. }
            | State::FollowUp { carrier, .. } => Some(carrier.worker),
            State::Waiting { .. }
            | State::Offered { .. }
            | State::Acknowledged { .. }
            | State::Returned { .. }
            | State::Stable { .. }
            | State::Closed { .. } => None,
        }
    }

    /// Whether somebody may know of this referral by being named on it, where that is needed.
    fn may_be_hinted_to(&self, user: Option<UserId>) -> bool {
        let carrier = self.carrier().map(|carrier| (carrier.worker, carrier.deputy));
        !self.protected || user.is_some() && carrier.is_some_and(|(w, d)| Some(w) == user || d == user)
    }
}

/// What the events of one step bring about on the referrals that belong together with it: `before` and `after`
/// are the referral of the step itself.
#[must_use]
pub fn consequences(
    before: Option<&Referral>,
    events: &[Event],
    after: &Referral,
    kin: &Kin<'_>,
) -> Vec<(ReferralId, Beside)> {
    let mut brought = Vec::new();
    let person = |brought: &mut Vec<(ReferralId, Beside)>, reason| {
        let others = kin.carriers.iter().chain(&kin.returns);
        brought.extend(others.map(|other| (other.id, Beside::FellSilent { reason })));
        let roads: Vec<&Referral> = kin.carriers.iter().chain(&kin.returns).copied().collect();
        for companion in &kin.companions {
            for link in companion.links.iter().filter(|link| link.kind.is_companion()) {
                let road = roads.iter().find(|road| road.id == link.other).copied();
                let road = road.or_else(|| before.filter(|own| own.id == link.other));
                if road.is_some_and(|road| road.may_be_hinted_to(companion.carried_by())) {
                    brought.push((companion.id, Beside::CompanionGone { other: link.other }));
                } else if road.is_some() {
                    brought.push((companion.id, Beside::Unlinked { other: link.other }));
                }
            }
        }
    };
    for event in events {
        if let Event::Closed {
            reason: reason @ (CloseReason::Died | CloseReason::Moved),
        } = event
        {
            person(&mut brought, *reason);
        } else if let Event::ConsentWithdrawn {
            scope, beside: false, ..
        } = event
        {
            let having = having(after, kin);
            brought.extend(kin.carriers.iter().map(|other| {
                let (scope, having) = (*scope, having.clone());
                (other.id, Beside::Withdrawn { scope, having })
            }));
        } else if let Event::ConsentRenewed {
            consent,
            receivers,
            beside: false,
            ..
        } = event
        {
            brought.extend(open(&kin.carriers).map(|other| {
                let (consent, receivers) = (consent.clone(), receivers.clone());
                (other.id, Beside::Renewed { consent, receivers })
            }));
        } else if let Event::Amended {
            fields,
            facts,
            measures,
            beside: false,
        } = event
        {
            brought.extend(open(&kin.carriers).map(|other| {
                let (fields, facts, measures) = (fields.clone(), facts.clone(), *measures);
                let amended = Beside::Amended {
                    fields,
                    facts,
                    measures,
                };
                (other.id, amended)
            }));
        } else if let Event::Paused { until, .. } = event {
            let until = *until;
            brought.extend(open(&kin.carriers).map(|other| (other.id, Beside::InHospital { until })));
        } else if let Event::OverlapExtended { other, until } = event {
            let (here, until) = (after.id, *until);
            brought.push((*other, Beside::OverlapExtended { other: here, until }));
        } else if let Event::Linked {
            other, kind, until, ..
        } = event
        {
            brought.extend(joined(after, *other, *kind, *until, kin));
        } else if let Event::Unlinked { other } = event {
            brought.push((*other, Beside::Unlinked { other: after.id }));
        }
    }
    if !after.status().is_open() || after.status() == Status::Returned {
        let waits_for_it = |other: &&&Referral| other.overlap().is_some_and(|link| link.other == after.id);
        let others = kin.carriers.iter().filter(waits_for_it);
        brought.extend(others.map(|other| (other.id, Beside::OverlapOver)));
    }
    brought
}

/// The organisations that have the person or are asked, on any of her open roads.
#[must_use]
pub fn having(referral: &Referral, kin: &Kin<'_>) -> Vec<OrganisationId> {
    let mut having: Vec<OrganisationId> = std::iter::once(referral)
        .chain(kin.carriers.iter().copied())
        .filter(|one| one.status().is_open())
        .filter_map(|one| one.programme().map(|(_, organisation)| organisation.clone()))
        .collect();
    having.sort();
    having.dedup();
    having
}

/// Who makes the checks from now on, where that is another than up to now: `carriers` are all roads of one
/// person that she walks at the same time.
///
/// Whoever cannot make them any more (closed, or back at the desk while another goes on) passes them on to
/// whoever has got furthest. Where two overlap, the later one takes over once it has met her.
#[must_use]
pub fn leads_now(carriers: &[&Referral]) -> Option<ReferralId> {
    let lead = carriers.iter().find(|one| one.leads())?;
    let open = || {
        carriers
            .iter()
            .filter(|one| one.id != lead.id && one.status().is_open())
    };
    let later = lead
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Overlap && link.other > lead.id);
    for link in later {
        if let Some(next) = open().find(|one| one.id == link.other && one.status() == Status::InSupport) {
            return Some(next.id);
        }
    }
    let best = |back_too: bool| {
        open()
            .filter(|one| back_too || one.status() != Status::Returned)
            .min_by_key(|one| (std::cmp::Reverse(how_far(one.status())), one.id))
            .map(|one| one.id)
    };
    match lead.status() {
        Status::Closed => best(true),
        Status::Returned => best(false),
        Status::Waiting
        | Status::Offered
        | Status::Acknowledged
        | Status::Accepted
        | Status::InSupport
        | Status::FollowUp
        | Status::Stable => None,
    }
}

const fn how_far(status: Status) -> u8 {
    match status {
        Status::InSupport => 7,
        Status::FollowUp => 6,
        Status::Accepted => 5,
        Status::Acknowledged => 4,
        Status::Offered => 3,
        Status::Waiting => 2,
        Status::Returned => 1,
        Status::Stable | Status::Closed => 0,
    }
}

fn open<'a>(referrals: &'a [&Referral]) -> impl Iterator<Item = &'a Referral> {
    referrals.iter().copied().filter(|one| one.status().is_open())
}

/// The links of a new link: back from the other one, and between a new carrier and those there are.
fn joined(
    after: &Referral,
    other: ReferralId,
    kind: LinkKind,
    until: Option<Date>,
    kin: &Kin<'_>,
) -> Vec<(ReferralId, Beside)> {
    let link = |with: ReferralId, kind: LinkKind, lead: bool, until| {
        Beside::Linked(Link {
            other: with,
            kind,
            lead,
            until,
        })
    };
    let together = kind.carries_together();
    let mut links = vec![(other, link(after.id, kind, together && after.leads(), until))];
    for carrier in kin.carriers.iter().filter(|one| together && one.id != other) {
        links.push((carrier.id, link(other, LinkKind::Carrier, false, None)));
        links.push((other, link(carrier.id, LinkKind::Carrier, carrier.leads(), None)));
    }
    links
}
