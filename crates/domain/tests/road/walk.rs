//! A referral that is walked along its road by hand.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    access::Actor,
    calendar::WorkingDays,
    id::UserId,
    network::Definition,
    notice::{Audience, Notice, notices},
    referral::{
        Choice, Command, Context, Placement, Referral, Refusal, Submission, decide,
        event::{By, Due, Event, Recorded, Submitted},
        evolve, submit, tick, wake,
        words::{ContactKind, ContactOutcome, DueWhat, Status},
    },
};

use crate::fixture::{anna, choice, days, definition, kaisa, olli, submitted, wall};

/// One referral, its history, and the clock on the wall.
#[derive(Clone)]
pub struct Walk {
    pub definition: Definition,
    pub days: WorkingDays,
    pub now: Timestamp,
    pub referral: Referral,
    pub history: Vec<Recorded>,
    /// What was told since somebody last looked.
    pub told: Vec<(NoticeText, Notice)>,
}

/// Whom a notice goes to, and what it says, in short: `anna: returned!`, the mark meaning at once.
pub type NoticeText = String;

impl Walk {
    /// Submitted at an instant with a placement.
    pub fn begun(at: &str, submitted: Submitted, placement: Placement) -> Result<Self, Refusal> {
        let definition = definition();
        let days = days(&definition);
        let now = wall(at);
        let actor = anna();
        let context = Context {
            now,
            actor: &actor,
            definition: &definition,
            days: &days,
        };
        let submission = Submission {
            submitted,
            placement,
            city_track: None,
        };
        let events = submit(&submission, &context)?;
        Ok(Self::entered(&definition, &days, now, &actor, events))
    }

    pub fn entered(
        definition: &Definition,
        days: &WorkingDays,
        now: Timestamp,
        actor: &Actor,
        events: Vec<Event>,
    ) -> Self {
        let mut history = Vec::new();
        let mut told = Vec::new();
        let mut state = None;
        for recorded in Recorded::row(None, now, Some(&by(actor)), events) {
            let after = evolve(state.clone(), &recorded).unwrap();
            told.extend(
                notices(state.as_ref(), &recorded, &after)
                    .into_iter()
                    .map(|notice| (text(&notice), notice)),
            );
            history.push(recorded);
            state = Some(after);
        }
        Self {
            definition: definition.clone(),
            days: days.clone(),
            now,
            referral: state.unwrap(),
            history,
            told,
        }
    }

    /// A programme is asked, on Tuesday 1 December 2026 at ten.
    pub fn offered(programme: &str, then: &[&str]) -> Self {
        Self::offered_at("2026-12-01 10:00", programme, then)
    }

    pub fn offered_at(at: &str, programme: &str, then: &[&str]) -> Self {
        Self::begun(at, submitted(), Placement::Offer(choice(programme, then))).unwrap()
    }

    /// Nobody fits.
    pub fn waiting() -> Self {
        let wait = Placement::Wait {
            waiting_for: None,
            then: Vec::new(),
        };
        Self::begun("2026-12-01 10:00", submitted(), wait).unwrap()
    }

    /// Asked on Tuesday, taken by Olli of the Owl on Wednesday 2 December at noon.
    pub fn accepted() -> Self {
        let mut walk = Self::offered(crate::fixture::OWL_VISITS, &[]);
        walk.at("2026-12-02 12:00")
            .does(&olli(), &Command::Accept { worker: olli().user });
        walk
    }

    /// Met on Friday 4 December at one.
    pub fn in_support() -> Self {
        let mut walk = Self::accepted();
        walk.at("2026-12-04 13:00")
            .does(&olli(), &contact(ContactOutcome::Met));
        walk
    }

    /// Support ended on Tuesday 2 February 2027 at eleven.
    pub fn follow_up() -> Self {
        let mut walk = Self::in_support();
        walk.at("2027-02-02 11:00").does(&olli(), &ended());
        walk
    }

    /// Handed back on Wednesday 2 December at noon.
    pub fn returned() -> Self {
        let mut walk = Self::offered(crate::fixture::OWL_VISITS, &[]);
        let command = Command::HandBack {
            reason: luotsi_domain::referral::words::HandBackReason::NoPlace,
            next: None,
        };
        walk.at("2026-12-02 12:00").does(&olli(), &command);
        walk
    }

    /// Lets the clock on the wall show another time, without the sweep coming by.
    pub fn at(&mut self, text: &str) -> &mut Self {
        self.now = wall(text);
        self
    }

    /// What somebody's command leads to, without doing it.
    pub fn tries(&self, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let context = Context {
            now: self.now,
            actor,
            definition: &self.definition,
            days: &self.days,
        };
        decide(&self.referral, command, &context)
    }

    /// Carries a command out; it must not be refused.
    #[track_caller]
    pub fn does(&mut self, actor: &Actor, command: &Command) -> &mut Self {
        let events = match self.tries(actor, command) {
            Ok(events) => events,
            Err(refusal) => panic!(
                "{command:?} in {} was refused: {refusal:?}",
                self.referral.status()
            ),
        };
        self.record(self.now, Some(actor), events);
        self
    }

    pub fn record(&mut self, at: Timestamp, actor: Option<&Actor>, events: Vec<Event>) {
        let last = (self.referral.version, self.referral.changed_at);
        let by = actor.map(by);
        for recorded in Recorded::row(Some(last), at, by.as_ref(), events) {
            let after = evolve(Some(self.referral.clone()), &recorded).unwrap();
            let told = notices(Some(&self.referral), &recorded, &after);
            self.told
                .extend(told.into_iter().map(|notice| (text(&notice), notice)));
            self.referral = after;
            self.history.push(recorded);
        }
    }

    pub fn wakes(&self) -> Option<Timestamp> {
        wake(&self.referral, &self.days, &self.definition)
    }

    /// Whether all that the clock has left is to destroy the person's key, once what is over was kept long enough.
    pub fn only_forgets(&self) -> bool {
        let kept = self.definition.deadlines.retention_months;
        self.referral.due().is_none()
            && self.referral.tasks.is_empty()
            && self.wakes() >= Some(self.days.months_after(self.now, kept))
    }

    /// Lets the sweep come by at every instant it is needed at, up to and including `until`. Answers what
    /// it did and when, as `2026-12-03 16:00 nudged`.
    pub fn clock_to(&mut self, until: &str) -> Vec<String> {
        self.clock_with(until, None)
    }

    /// The same, with the alternative that has a place when an offer expires.
    pub fn clock_with(&mut self, until: &str, alternative: Option<&Choice>) -> Vec<String> {
        let until = wall(until);
        let mut did = Vec::new();
        while let Some(at) = self.wakes().filter(|at| *at <= until) {
            self.now = at;
            let (at, events) = self.ticks(alternative).unwrap();
            for event in &events {
                did.push(format!("{} {}", shown(at), what(event)));
            }
            self.record(at, None, events);
        }
        self.now = until;
        did
    }

    /// What the clock does now.
    pub fn ticks(&self, alternative: Option<&Choice>) -> Option<(Timestamp, Vec<Event>)> {
        let actor = kaisa();
        let context = Context {
            now: self.now,
            actor: &actor,
            definition: &self.definition,
            days: &self.days,
        };
        tick(&self.referral, alternative, &context)
    }

    pub fn status(&self) -> Status {
        self.referral.status()
    }

    /// Status, holder and due in one line: `offered · organisation huuhkaja · acknowledge 2026-12-03 16:00`.
    pub fn stands(&self) -> String {
        let holder = self.referral.holder();
        let who = match holder.of_task() {
            Some(holder) => match holder.user {
                Some(user) => format!(" {}", name(user)),
                None => format!(" {}", holder.organisation),
            },
            None => String::new(),
        };
        let due = self.referral.due().map_or_else(
            || "none".to_owned(),
            |due| format!("{} {}", due.what, shown(due.at)),
        );
        format!("{} · {}{who} · {due}", self.status(), holder.kind())
    }

    /// The open tasks, each as `ask_desk · desk neuvonta · 2026-12-03 16:00`.
    pub fn tasks(&self) -> Vec<String> {
        let tasks = self.referral.tasks.iter();
        tasks
            .map(|task| {
                let who = task
                    .holder
                    .user
                    .map_or_else(|| task.holder.organisation.to_string(), name);
                format!("{} · {} {who} · {}", task.kind, task.holder.kind, shown(task.due))
            })
            .collect()
    }

    /// What was told since this was asked last.
    pub fn told(&mut self) -> Vec<String> {
        self.told.drain(..).map(|(text, _)| text).collect()
    }

    /// The places it holds, as `huuhkaja-kotikaynnit used`.
    pub fn places(&self) -> Vec<String> {
        let places = self.referral.places();
        let show = |used| if used { "used" } else { "reserved" };
        places
            .iter()
            .map(|place| format!("{} {}", place.programme, show(place.used)))
            .collect()
    }
}

pub fn by(actor: &Actor) -> By {
    By {
        user: actor.user,
        role: actor.role,
        organisation: actor.organisation.clone(),
    }
}

fn what(event: &Event) -> String {
    if let Event::Nudged { to, due } = event {
        format!("tells {to} of {}", due.what)
    } else if let Event::TaskTold { task } = event {
        format!("tells of task {task}")
    } else {
        event.name().to_owned()
    }
}

/// An instant by the clock on the wall in Helsinki.
pub fn shown(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Helsinki")
        .unwrap();
    at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A person's name in these tests.
pub fn name(user: UserId) -> String {
    use crate::fixture as f;
    let known = [
        (f::ANNA, "anna"),
        (f::AINO, "aino"),
        (f::OLLI, "olli"),
        (f::OUTI, "outi"),
        (f::OLGA, "olga"),
        (f::SANNI, "sanni"),
        (f::SAMI, "sami"),
        (f::SIRPA, "sirpa"),
        (f::CILLA, "cilla"),
        (f::KAISA, "kaisa"),
    ];
    let found = known.iter().find(|(id, _)| *id == user);
    found.map_or_else(|| user.to_string(), |(_, name)| (*name).to_owned())
}

pub fn text(notice: &Notice) -> NoticeText {
    let to = match &notice.to {
        Audience::User(user) => name(*user),
        Audience::Desk(organisation) => format!("desk {organisation}"),
        Audience::Organisation(organisation) => organisation.to_string(),
        Audience::Leads(organisation) => format!("leads of {organisation}"),
        Audience::Coordinators => "coordinators".to_owned(),
    };
    let mark = if notice.at_once { "!" } else { "" };
    format!("{to}: {}{mark}", notice.kind)
}

pub fn contact(outcome: ContactOutcome) -> Command {
    Command::RecordContact {
        kind: ContactKind::Phone,
        outcome,
        at: None,
        next_on: None,
        worry: None,
    }
}

pub fn contact_next(outcome: ContactOutcome, next_on: &str) -> Command {
    Command::RecordContact {
        kind: ContactKind::Phone,
        outcome,
        at: None,
        next_on: Some(date(next_on)),
        worry: None,
    }
}

pub fn contact_worry(worry: bool) -> Command {
    Command::RecordContact {
        kind: ContactKind::Door,
        outcome: ContactOutcome::NoAnswer,
        at: None,
        next_on: None,
        worry: Some(worry),
    }
}

pub fn ended() -> Command {
    Command::EndSupport {
        outcome: "goals_met".to_owned(),
        measures: None,
        voice: None,
    }
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn due(what: DueWhat, at: &str) -> Due {
    Due { what, at: wall(at) }
}
