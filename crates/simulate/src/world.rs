//! What happens: events in their exact order, offers, and what comes of them.
//!
//! There is no chance in here; all of it is drawn in the scenario. So the offers alone determine
//! everything else.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    fmt,
};

use crate::{
    people::{Progress, Status, everybody, position_of},
    policy::Policy,
    scenario::{DAY, Draw, Scenario, WEEK},
    view::View,
};

/// A referral that may never again be offered there.
const FOR_EVER: i64 = i64::MAX;

/// What came of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Yes.
    Accepted,
    /// She left meanwhile.
    Cancelled,
    /// The programme ends too soon.
    Closed,
    /// There was no room.
    Full,
    /// Too much to do.
    Load,
    /// No answer.
    Timeout,
    /// Not this person.
    Unsuitable,
}

impl Outcome {
    /// As the result has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
            Self::Full => "full",
            Self::Load => "load",
            Self::Timeout => "timeout",
            Self::Unsuitable => "unsuitable",
        }
    }
}

/// An offer, with what comes of it at `at`. A policy is shown it only then.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// When it was made.
    pub minute: i64,
    /// About whom.
    pub referral: usize,
    /// To whom.
    pub programme: usize,
    /// What comes of it.
    pub outcome: Outcome,
    /// When.
    pub at: i64,
    /// How full the programme was, just before.
    pub load_pct: i64,
    holds: bool,
    week: usize,
}

/// An offer that the rules do not allow. The run is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illegal {
    minute: i64,
    referral: String,
    programme: String,
}

impl fmt::Display for Illegal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            minute,
            referral,
            programme,
        } = self;
        write!(
            f,
            "at minute {minute} {referral} may not be offered to {programme}"
        )
    }
}

impl std::error::Error for Illegal {}

/// In the order in which they are done within a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    CaseEnd,
    Capacity,
    Response,
    Withdrawal,
    Arrival,
    Opening,
}

/// What exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    CaseEnds {
        programme: usize,
        referral: Option<usize>,
    },
    Slots {
        programme: usize,
        slots: i64,
    },
    Pause {
        programme: usize,
        from: i64,
        to: i64,
    },
    Edge,
    Answer {
        offer: usize,
    },
    Withdrawal {
        referral: usize,
    },
    Arrival {
        referral: usize,
    },
    Opening,
}

impl Event {
    const fn kind(self) -> Kind {
        match self {
            Self::CaseEnds { .. } => Kind::CaseEnd,
            Self::Slots { .. } | Self::Pause { .. } | Self::Edge => Kind::Capacity,
            Self::Answer { .. } => Kind::Response,
            Self::Withdrawal { .. } => Kind::Withdrawal,
            Self::Arrival { .. } => Kind::Arrival,
            Self::Opening => Kind::Opening,
        }
    }
}

/// How a programme stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    pub slots: Option<i64>,
    pub held: i64,
    pub open: i64,
    /// Outstanding and accepted offers of each week.
    intake: Vec<i64>,
    /// Announced, from and to.
    pub pauses: Vec<(i64, i64)>,
    /// What the load balance counts.
    pub slot_minutes: i64,
    pub accepted: i64,
}

/// A scenario under way.
#[derive(Debug)]
pub struct World<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) now: i64,
    pub(crate) standings: Vec<Standing>,
    pub(crate) progress: Vec<Progress>,
    /// By priority, then arrival, then file order.
    pub(crate) waiting: BTreeSet<(u8, i64, usize)>,
    pub(crate) offers: Vec<Offer>,
    events: BinaryHeap<Reverse<(i64, Kind, u64, Event)>>,
    scheduled: u64,
}

impl<'s> World<'s> {
    /// A scenario at its beginning.
    #[must_use]
    pub fn new(scenario: &'s Scenario) -> Self {
        let weeks = usize::try_from(scenario.clock.end_minute / WEEK + 1).unwrap_or(0);
        let standing = |programme: &crate::scenario::Programme| Standing {
            slots: programme.slots,
            intake: vec![0; weeks],
            ..Standing::default()
        };
        let mut world = Self {
            scenario,
            now: 0,
            standings: scenario.programmes.iter().map(standing).collect(),
            progress: everybody(scenario),
            waiting: BTreeSet::new(),
            offers: Vec::new(),
            events: BinaryHeap::new(),
            scheduled: 0,
        };
        world.schedule_everything();
        world
    }

    fn schedule_everything(&mut self) {
        let scenario = self.scenario;
        let (hidden, end) = (&scenario.hidden, scenario.clock.end_minute);
        for (programme, ends) in hidden.initial_case_ends.iter().enumerate() {
            for &at in ends {
                let event = Event::CaseEnds {
                    programme,
                    referral: None,
                };
                self.schedule(at, event);
                let standing = &mut self.standings[programme];
                standing.open += 1;
                standing.slot_minutes += at.min(end);
            }
        }
        for &(at, programme, slots) in &hidden.capacity_changes {
            self.schedule(at, Event::Slots { programme, slots });
        }
        for &(announced, from, to, programme) in &hidden.pauses {
            self.schedule(announced, Event::Pause { programme, from, to });
            // Its edges are events too, so that the policy is asked at them.
            self.schedule(from, Event::Edge);
            self.schedule(to, Event::Edge);
        }
        for programme in scenario.programmes.iter().filter(|one| one.starts_minute > 0) {
            self.schedule(programme.starts_minute, Event::Edge);
        }
        for (referral, one) in scenario.referrals.iter().enumerate() {
            self.schedule(one.arrival_minute, Event::Arrival { referral });
        }
        for day in 0..=end / DAY {
            if self.is_working_day(day) {
                self.schedule(day * DAY + scenario.desk.open_minute, Event::Opening);
            }
        }
    }

    fn schedule(&mut self, at: i64, event: Event) {
        self.scheduled += 1;
        self.events
            .push(Reverse((at, event.kind(), self.scheduled, event)));
    }

    /// Lets everything happen, asking the policy whenever the desk is open; `seen` is told each day.
    ///
    /// # Errors
    ///
    /// Where the policy makes an offer that the rules do not allow.
    pub fn run(&mut self, policy: &mut dyn Policy, seen: &mut dyn FnMut(i64)) -> Result<(), Illegal> {
        policy.begin(&View::of(self));
        let end = self.scenario.clock.end_minute;
        let mut day = -1;
        while let Some(&Reverse((minute, ..))) = self.events.peek()
            && minute <= end
        {
            self.now = minute;
            if minute / DAY > day {
                day = minute / DAY;
                seen(day);
            }
            while let Some(&Reverse((at, _, _, event))) = self.events.peek()
                && at == minute
            {
                self.events.pop();
                self.happen(event, policy);
            }
            if self.desk_is_open() {
                policy.decide(&mut View::of(self))?;
            }
        }
        self.now = end;
        Ok(())
    }

    fn happen(&mut self, event: Event, policy: &mut dyn Policy) {
        match event {
            Event::CaseEnds { programme, referral } => {
                self.standings[programme].open -= 1;
                policy.ended(&View::of(self), programme, referral);
            }
            Event::Slots { programme, slots } => self.standings[programme].slots = Some(slots),
            Event::Pause { programme, from, to } => self.standings[programme].pauses.push((from, to)),
            Event::Edge | Event::Opening => {}
            Event::Answer { offer } => self.answer(offer, policy),
            Event::Withdrawal { referral } => self.withdraw(referral, policy),
            Event::Arrival { referral } => {
                self.progress[referral].status = Status::Waiting;
                self.waiting.insert(self.place_in_line(referral));
                if let Some(after) = self.scenario.hidden.withdraw_after[referral] {
                    self.schedule(self.now + after, Event::Withdrawal { referral });
                }
                policy.arrived(&View::of(self), referral);
            }
        }
    }

    fn answer(&mut self, position: usize, policy: &mut dyn Policy) {
        let offer = self.offers[position];
        let Offer {
            referral, programme, ..
        } = offer;
        if offer.outcome == Outcome::Cancelled {
            return;
        }
        self.progress[referral].outstanding = None;
        if offer.outcome == Outcome::Accepted {
            let Some(&Draw(_, _, _, _, contact, duration)) = self.draw(referral, programme) else {
                return;
            };
            let end = self.scenario.clock.end_minute;
            let standing = &mut self.standings[programme];
            standing.held -= 1;
            standing.open += 1;
            standing.accepted += 1;
            standing.slot_minutes += (self.now + duration).min(end) - offer.minute;
            let progress = &mut self.progress[referral];
            progress.status = Status::Accepted;
            progress.accepted_at = Some(self.now);
            progress.served_by = Some(programme);
            progress.contact = Some(self.now + contact);
            let ends = Event::CaseEnds {
                programme,
                referral: Some(referral),
            };
            self.schedule(self.now + duration, ends);
        } else {
            self.release(&offer);
            let until = match offer.outcome {
                Outcome::Unsuitable | Outcome::Closed => FOR_EVER,
                Outcome::Accepted | Outcome::Cancelled | Outcome::Full | Outcome::Load | Outcome::Timeout => {
                    self.now + self.scenario.rules.reoffer_cooldown_minutes
                }
            };
            let progress = &mut self.progress[referral];
            progress.status = Status::Waiting;
            if let Some(pair) = position_of(&progress.pairs, programme) {
                progress.barred[pair] = until;
            }
            self.waiting.insert(self.place_in_line(referral));
        }
        policy.answered(&View::of(self), &offer);
    }

    fn withdraw(&mut self, referral: usize, policy: &mut dyn Policy) {
        match self.progress[referral].status {
            Status::Waiting => {
                self.waiting.remove(&self.place_in_line(referral));
            }
            Status::Offered => {
                if let Some(position) = self.progress[referral].outstanding.take() {
                    self.release(&self.offers[position].clone());
                    let now = self.now;
                    let offer = &mut self.offers[position];
                    offer.outcome = Outcome::Cancelled;
                    offer.at = now;
                }
            }
            Status::NotArrived | Status::Accepted | Status::Withdrawn => return,
        }
        self.progress[referral].status = Status::Withdrawn;
        policy.withdrew(&View::of(self), referral);
    }

    fn release(&mut self, offer: &Offer) {
        if offer.holds {
            let until = self.now.min(self.scenario.clock.end_minute);
            let standing = &mut self.standings[offer.programme];
            standing.held -= 1;
            standing.intake[offer.week] -= 1;
            standing.slot_minutes += until - offer.minute;
        }
    }

    /// Asks a programme about somebody.
    pub(crate) fn offer(&mut self, referral: usize, programme: usize) -> Result<(), Illegal> {
        let drawn = self.draw(referral, programme).copied();
        let allowed = self.desk_is_open() && self.can_offer(referral, programme);
        let (Some(Draw(_, limit, first, later, contact, _)), true) = (drawn, allowed) else {
            return Err(Illegal {
                minute: self.now,
                referral: self.scenario.referrals[referral].id.clone(),
                programme: self.scenario.programmes[programme].id.clone(),
            });
        };
        let (room, load) = (self.has_room(programme), self.load_pct(programme));
        let (priority, ..) = self.place_in_line(referral);
        let pair = position_of(&self.progress[referral].pairs, programme).unwrap_or(0);
        let asked = std::mem::replace(&mut self.progress[referral].asked[pair], true);
        let wait = if asked { later } else { first };
        let patience = self.scenario.rules.offer_timeout_minutes.of(priority);
        let at = self.now + wait.min(patience);
        let outcome = if wait > patience {
            Outcome::Timeout
        } else if limit < 0 {
            Outcome::Unsuitable
        } else if at + contact >= self.scenario.programmes[programme].ends_minute {
            Outcome::Closed
        } else if !room {
            Outcome::Full
        } else if load > limit {
            Outcome::Load
        } else {
            Outcome::Accepted
        };
        let week = self.week();
        if room {
            let standing = &mut self.standings[programme];
            standing.held += 1;
            standing.intake[week] += 1;
        }
        self.waiting.remove(&self.place_in_line(referral));
        let offer = self.offers.len();
        let progress = &mut self.progress[referral];
        progress.status = Status::Offered;
        progress.outstanding = Some(offer);
        self.offers.push(Offer {
            minute: self.now,
            referral,
            programme,
            outcome,
            at,
            load_pct: load,
            holds: room,
            week,
        });
        self.schedule(at, Event::Answer { offer });
        Ok(())
    }

    fn draw(&self, referral: usize, programme: usize) -> Option<&'s Draw> {
        let rows = &self.scenario.hidden.draws[referral];
        let at = rows.binary_search_by_key(&programme, |row| row.0).ok()?;
        rows.get(at)
    }

    fn place_in_line(&self, referral: usize) -> (u8, i64, usize) {
        let one = &self.scenario.referrals[referral];
        (one.priority, one.arrival_minute, referral)
    }

    fn is_working_day(&self, day: i64) -> bool {
        let weekday = (day + self.scenario.clock.start_weekday) % 7;
        self.scenario.desk.weekdays.contains(&weekday)
    }

    fn desk_is_open(&self) -> bool {
        let desk = &self.scenario.desk;
        self.is_working_day(self.now / DAY)
            && (desk.open_minute..desk.close_minute).contains(&(self.now % DAY))
    }

    /// Begun, not ended, not paused.
    pub(crate) fn is_active(&self, programme: usize) -> bool {
        let one = &self.scenario.programmes[programme];
        let paused = |&(from, to): &(i64, i64)| (from..to).contains(&self.now);
        (one.starts_minute..one.ends_minute).contains(&self.now)
            && !self.standings[programme].pauses.iter().any(paused)
    }

    pub(crate) fn has_room(&self, programme: usize) -> bool {
        self.free(programme) > 0
    }

    /// How many more may be offered now.
    pub(crate) fn free(&self, programme: usize) -> i64 {
        let standing = &self.standings[programme];
        let at_once = standing.slots.map(|slots| slots - standing.held - standing.open);
        let this_week = self.scenario.programmes[programme]
            .weekly_intake
            .map(|intake| intake - standing.intake[self.week()]);
        at_once.or(this_week).unwrap_or(0).max(0)
    }

    /// Of a hundred, as the partner feels it when the offer arrives.
    pub(crate) fn load_pct(&self, programme: usize) -> i64 {
        let standing = &self.standings[programme];
        let (taken, of) = match (standing.slots, self.scenario.programmes[programme].weekly_intake) {
            (Some(slots), _) => (standing.held + standing.open, slots),
            (None, intake) => (standing.intake[self.week()], intake.unwrap_or(1)),
        };
        100 * taken / of.max(1)
    }

    pub(crate) fn intake_used(&self, programme: usize) -> i64 {
        self.standings[programme].intake[self.week()]
    }

    pub(crate) fn can_offer(&self, referral: usize, programme: usize) -> bool {
        let progress = &self.progress[referral];
        progress.status == Status::Waiting
            && self.is_active(programme)
            && position_of(&progress.pairs, programme).is_some_and(|at| progress.barred[at] <= self.now)
    }

    fn week(&self) -> usize {
        usize::try_from(self.now / WEEK).unwrap_or(0)
    }
}
