//! Absence: who is away, who stands in for her, and what that does to whom she has.
//!
//! It moves work to the colleague she named; with her not there, to a lead; with nobody there, to the home
//! desk as *watch*. Who stands in follows from who is away alone, so that asking twice answers the same.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    calendar::WorkingDays,
    id::{OrganisationId, UserId},
    referral::{Referral, event::Event, state::StandIn},
};

/// How far ahead an organisation is asked when somebody is back.
const LONGEST_DAYS: u16 = 731;

/// Somebody is away, from the first day to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Who.
    pub user: UserId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Whom she named to stand in.
    pub covered_by: Option<UserId>,
}

impl Absence {
    /// Whether she is away on that day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Somebody at a partner who works with people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// Whether she leads it.
    pub leads: bool,
}

/// The people of a partner on one day.
#[derive(Debug, Clone, Copy)]
pub struct Team<'a> {
    /// All of them, in a lasting order.
    pub members: &'a [Member],
    /// Their absences, past and to come as well.
    pub absences: &'a [Absence],
    /// The local date.
    pub today: Date,
    /// Where work goes that nobody there can take.
    pub home_desk: &'a OrganisationId,
}

impl Team<'_> {
    /// The absence that somebody is on.
    #[must_use]
    pub fn away(&self, user: UserId) -> Option<&Absence> {
        self.absences
            .iter()
            .find(|absence| absence.user == user && absence.holds_on(self.today))
    }

    /// Whether somebody belongs to it and is not away.
    #[must_use]
    pub fn is_there(&self, user: UserId) -> bool {
        self.members.iter().any(|member| member.user == user) && self.away(user).is_none()
    }

    /// Who stands in for whoever is away with this person. Of a protected one only the deputy named may, or
    /// the desk that submitted.
    #[must_use]
    pub fn stand_in(&self, absence: &Absence, referral: &Referral) -> StandIn {
        let there = |user: &UserId| *user != absence.user && self.is_there(*user);
        let user = if referral.protected {
            deputy(referral).filter(there)
        } else {
            let leads = self.members.iter().filter(|member| member.leads);
            absence
                .covered_by
                .filter(there)
                .or_else(|| leads.map(|lead| lead.user).find(there))
        };
        match user {
            Some(user) => StandIn::Worker { user },
            None => StandIn::Desk {
                organisation: if referral.protected {
                    referral.desk.clone()
                } else {
                    self.home_desk.clone()
                },
            },
        }
    }

    /// What who is there and who is away does to a person's referral now: nothing, where it stands with
    /// whom it should.
    #[must_use]
    pub fn settle(&self, referral: &Referral, days: &WorkingDays, now: Timestamp) -> Option<Event> {
        let worker = referral.worker()?;
        let watched = referral.watched_by().is_some();
        let resumed = || {
            // A partner's time to answer runs on.
            let held = referral
                .own_due()
                .filter(|_| watched && referral.offer().is_none())?;
            let earliest = days.after(now, 1);
            (held.at < earliest).then_some(earliest)
        };
        let Some(absence) = self.away(worker) else {
            referral.cover.as_ref()?;
            return Some(Event::CoverEnded { due: resumed() });
        };
        let by = self.stand_in(absence, referral);
        let stands = referral
            .cover
            .as_ref()
            .is_some_and(|cover| cover.by == by && cover.until == absence.until);
        if stands {
            return None;
        }
        let due = match &by {
            StandIn::Worker { .. } => resumed(),
            StandIn::Desk { .. } => watch_due(referral, absence.until, days),
        };
        Some(Event::Covered {
            worker,
            by,
            until: absence.until,
            due,
        })
    }

    /// The last day of the time from today on in which nobody at all is there, if that reaches beyond a day.
    #[must_use]
    pub fn nobody_until(&self, beyond: Date) -> Option<Date> {
        let away_on = |member: &Member, day: Date| {
            let mut absences = self.absences.iter();
            absences.any(|absence| absence.user == member.user && absence.holds_on(day))
        };
        let mut last = None;
        let mut day = self.today;
        for _ in 0..LONGEST_DAYS {
            if self.members.is_empty() || !self.members.iter().all(|member| away_on(member, day)) {
                break;
            }
            last = Some(day);
            day = day.saturating_add(1.day());
        }
        last.filter(|last| *last >= beyond)
    }
}

/// When the desk on watch is to look: the day after the absence, unless it is due later anyway. A question
/// that nobody answers expires when it does.
fn watch_due(referral: &Referral, until: Date, days: &WorkingDays) -> Option<Timestamp> {
    if let Some(offer) = referral.offer() {
        return Some(offer.decide_by);
    }
    let after = days.from_date(until, 1);
    referral.own_due().map(|due| due.at.max(after))
}

fn deputy(referral: &Referral) -> Option<UserId> {
    match (referral.offer(), referral.carrier()) {
        (Some(offer), _) => offer.deputy,
        (None, carrier) => carrier.and_then(|carrier| carrier.deputy),
    }
}
