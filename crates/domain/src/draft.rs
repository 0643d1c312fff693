//! A draft: a handoff that its author still keeps, in her own organisation's space, before anything of it
//! reaches the network (DOMAIN, "Consent is the door" and the first row of "States, holders, clocks").
//!
//! It has one holder and one due at every moment. Its author has it until a working day after she last
//! saved it, then it lies in the queue of her desk; a protected person's stays with its author. What the
//! clock will do stands in the draft as an agenda, so that a changed setting moves no running clock. The
//! clock only tells people: a draft ends when somebody hands it over or discards it.

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    access::Actor,
    calendar::WorkingDays,
    handoff::{Consent, ConsentStatus, Facts, GateOutcome},
    id::{DraftId, NetworkId, OrganisationId, UserId},
    network::{Deadlines, OrganisationKind},
    notice::{Audience, Notice, NoticeKind},
    referral::{
        Refusal,
        event::{Due, TaskHolder},
        words::{DueWhat, HolderKind, Role},
    },
};

/// What the client has said to being handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Given by herself or a guardian entitled to it.
    Given,
    /// Not asked yet, or answered by somebody who cannot answer for her.
    NotAsked,
    /// Refused, taken back, or not to be had.
    Denied,
}

impl Permission {
    /// What a consent says.
    #[must_use]
    pub fn of(consent: &Consent) -> Self {
        match consent.status {
            ConsentStatus::Given if consent.opens_the_gate() => Self::Given,
            ConsentStatus::Given | ConsentStatus::NotAsked => Self::NotAsked,
            ConsentStatus::Refused | ConsentStatus::Withdrawn | ConsentStatus::Unable => Self::Denied,
        }
    }
}

/// What becomes of a draft that is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is kept.
    Kept,
    /// The client does not permit it: nothing of it is kept.
    Gone,
    /// The gate is closed: what is new is not kept.
    Closed,
}

/// What becomes of a draft. `gate` is where the gate leads once the client permits it: while she has not
/// been asked, it is not her silence that closes it.
#[must_use]
pub fn fate(gate: GateOutcome, permission: Permission, call_back: bool) -> Fate {
    match (permission, gate) {
        (Permission::Denied, _) => Fate::Gone,
        (Permission::Given | Permission::NotAsked, GateOutcome::Open) => Fate::Kept,
        // After an emergency, with permission, to call back on a date.
        (Permission::Given, GateOutcome::Emergency) if call_back => Fate::Kept,
        (
            Permission::Given | Permission::NotAsked,
            GateOutcome::Emergency
            | GateOutcome::OtherArea
            | GateOutcome::OtherService
            | GateOutcome::DeskKeeps
            | GateOutcome::AuthorityOnly
            | GateOutcome::NoConsent,
        ) => Fate::Closed,
    }
}

/// What of a draft's content its clock and its list go by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What the client has said.
    pub permission: Permission,
    /// Whether she is a protected person.
    pub protected: bool,
    /// The date on which she is called back.
    pub call_back_on: Option<Date>,
    /// The coded facts, as far as they are filled in.
    pub facts: Facts,
}

/// What the clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// It comes into the desk's queue.
    Queue,
    /// The permission was to be asked by now.
    CallClient,
    /// The day on which the client is called back.
    CallBack,
    /// It still lies there.
    Remind,
    /// It has lain there for too long: shown to the lead.
    Old,
}

/// An errand and its instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub errand: Errand,
}

/// A draft as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Its network.
    pub network: NetworkId,
    /// Its reference, which the referral takes over.
    pub reference: String,
    /// In whose space it is.
    pub organisation: OrganisationId,
    /// What that organisation is.
    pub kind: OrganisationKind,
    /// Who saved it last.
    pub author: UserId,
    /// How often it was saved.
    pub version: u64,
    /// Whether it lies in the queue.
    pub queued: bool,
    /// Whether it was shown to the lead.
    pub old: bool,
    /// What its clock goes by.
    pub content: Content,
    /// What is due, and when.
    pub due: Due,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// The day from which its age is counted: begun, or the client was to be called back.
    pub aged_from: Date,
    /// What the clock will do, in order.
    pub agenda: Vec<Entry>,
}

/// The lengths that a draft's clock counts by.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    /// The network's working days.
    pub days: &'a WorkingDays,
    /// Its settings.
    pub deadlines: &'a Deadlines,
    /// The instant of the request.
    pub now: Timestamp,
}

/// Whether somebody may keep drafts: an advisor, a worker, their leads. A machine hands over at once.
#[must_use]
pub fn may_keep(actor: &Actor) -> bool {
    (actor.is_desk() || actor.is_partner()) && actor.role != Role::Machine
}

/// Whether the client can be called back on that date: today or later, within what a next date may be. A
/// date that stood there already stays.
///
/// # Errors
/// What is wrong with the date.
pub fn check_call_back(day: Option<Date>, before: Option<Date>, clock: &Clock<'_>) -> Result<(), Refusal> {
    let Some(day) = day.filter(|_| day != before) else {
        return Ok(());
    };
    let today = clock.days.date_of(clock.now);
    let code = if day < today {
        "in-the-past"
    } else if day > today.saturating_add(i32::from(clock.deadlines.next_on_days).days()) {
        "too-far-ahead"
    } else {
        return Ok(());
    };
    Err(Refusal::Invalid {
        pointer: "/call_back_on",
        code,
    })
}

impl Draft {
    /// Begins a draft.
    #[must_use]
    pub fn begin(id: DraftId, reference: String, actor: &Actor, content: Content, clock: &Clock<'_>) -> Self {
        let aged_from = content
            .call_back_on
            .unwrap_or_else(|| clock.days.date_of(clock.now));
        let due = due(None, &content, aged_from, clock);
        Self {
            id,
            network: actor.network.clone(),
            reference,
            organisation: actor.organisation.clone(),
            kind: actor.kind,
            author: actor.user,
            version: 1,
            queued: false,
            old: false,
            agenda: agenda(None, &content, due, aged_from, clock),
            content,
            due,
            begun_at: clock.now,
            saved_at: clock.now,
            aged_from,
        }
    }

    /// Saves it anew. Whoever saves it has it from then on.
    #[must_use]
    pub fn save(&self, actor: &Actor, content: Content, clock: &Clock<'_>) -> Self {
        let aged_from = content.call_back_on.unwrap_or(self.aged_from);
        let due = due(Some(self), &content, aged_from, clock);
        let before = Self {
            old: self.old && aged_from == self.aged_from,
            ..self.clone()
        };
        Self {
            author: actor.user,
            version: self.version + 1,
            queued: false,
            agenda: agenda(Some(&before), &content, due, aged_from, clock),
            content,
            due,
            saved_at: clock.now,
            aged_from,
            ..before
        }
    }

    /// With whom it is.
    #[must_use]
    pub fn holder(&self) -> TaskHolder {
        let (kind, user) = match (self.kind == OrganisationKind::Partner, self.queued) {
            (false, false) => (HolderKind::Advisor, Some(self.author)),
            (false, true) => (HolderKind::Desk, None),
            (true, false) => (HolderKind::Worker, Some(self.author)),
            (true, true) => (HolderKind::Organisation, None),
        };
        TaskHolder {
            kind,
            organisation: self.organisation.clone(),
            user,
        }
    }

    /// Whether somebody may know of it, read it, and do with it what can be done. At a desk everybody may,
    /// because whoever rings back gets somebody else; at a partner its author and her lead, and everybody
    /// once it lies in the queue. A protected person's is its author's alone.
    #[must_use]
    pub fn is_known_to(&self, actor: &Actor) -> bool {
        let own_space =
            may_keep(actor) && actor.network == self.network && actor.organisation == self.organisation;
        let shared = self.queued || actor.is_desk() || actor.leads();
        own_space && (actor.user == self.author || (shared && !self.content.protected))
    }

    /// The instant at which the clock next has something to do here.
    #[must_use]
    pub fn wake(&self) -> Option<Timestamp> {
        self.agenda.first().map(|entry| entry.at)
    }

    /// Takes the clock's next step if its instant has come: when, the draft after it, and what is told.
    #[must_use]
    pub fn tick(&self, now: Timestamp) -> Option<(Timestamp, Self, Option<Notice>)> {
        let (entry, rest) = self.agenda.split_first()?;
        if entry.at > now {
            return None;
        }
        let after = Self {
            queued: self.queued || entry.errand == Errand::Queue,
            old: self.old || entry.errand == Errand::Old,
            agenda: rest.to_vec(),
            ..self.clone()
        };
        let notice = after.told(entry.errand);
        Some((entry.at, after, notice))
    }

    /// What an errand tells, and whom. The lead where there is one: whoever finds none tells everybody.
    fn told(&self, errand: Errand) -> Option<Notice> {
        let calls = self.due.what == DueWhat::CallClient;
        let kind = match errand {
            Errand::Queue => return None,
            Errand::Old => NoticeKind::DraftOld,
            Errand::CallBack => NoticeKind::ReminderCallBack,
            Errand::CallClient => NoticeKind::ReminderCallClient,
            Errand::Remind if self.content.call_back_on.is_some() => NoticeKind::ReminderCallBack,
            Errand::Remind if calls => NoticeKind::ReminderCallClient,
            Errand::Remind => NoticeKind::ReminderSubmit,
        };
        let to = if self.content.protected || (!self.queued && errand != Errand::Old) {
            Audience::User(self.author)
        } else if errand == Errand::Old {
            Audience::Leads(self.organisation.clone())
        } else {
            self.everybody()
        };
        Some(Notice {
            to,
            kind,
            at_once: false,
            // Of a protected person the reference only.
            due: Some(self.due).filter(|_| !self.content.protected),
            programme: None,
        })
    }

    /// Everybody in whose queue it lies.
    #[must_use]
    pub fn everybody(&self) -> Audience {
        if self.kind == OrganisationKind::Partner {
            Audience::Organisation(self.organisation.clone())
        } else {
            Audience::Desk(self.organisation.clone())
        }
    }
}

fn due(before: Option<&Draft>, content: &Content, aged_from: Date, clock: &Clock<'_>) -> Due {
    let Clock { days, deadlines, now } = *clock;
    if let Some(day) = content.call_back_on {
        return Due {
            what: DueWhat::CallClient,
            at: days.on(day),
        };
    }
    match content.permission {
        Permission::Given => Due {
            what: DueWhat::Submit,
            at: old_at(aged_from, clock),
        },
        // Saving again is no way to put the call off.
        Permission::NotAsked | Permission::Denied => before
            .filter(|draft| draft.content.call_back_on.is_none())
            .map(|draft| draft.due)
            .filter(|due| due.what == DueWhat::CallClient)
            .unwrap_or(Due {
                what: DueWhat::CallClient,
                at: days.after(now, deadlines.call_client_wd),
            }),
    }
}

fn old_at(aged_from: Date, clock: &Clock<'_>) -> Timestamp {
    let last = aged_from.saturating_add(i32::from(clock.deadlines.draft_days).days());
    clock.days.on(last)
}

/// What the clock will do. Only what is still to come is entered, so that saving again repeats no reminder;
/// that it is old is told once.
fn agenda(
    before: Option<&Draft>,
    content: &Content,
    due: Due,
    aged_from: Date,
    clock: &Clock<'_>,
) -> Vec<Entry> {
    let Clock { days, deadlines, now } = *clock;
    let mut entries = Vec::new();
    let mut enter = |at, errand| entries.push(Entry { at, errand });
    if !content.protected {
        let queue = days.after(now, deadlines.draft_queue_wd);
        let after_the_call = content
            .call_back_on
            .map(|day| days.from_date(day, deadlines.draft_queue_wd));
        enter(after_the_call.map_or(queue, |at| at.max(queue)), Errand::Queue);
    }
    let same_call = before.filter(|draft| draft.due == due);
    match content.call_back_on.map(|day| days.digest_on(day)) {
        Some(morning) if morning > now => enter(morning, Errand::CallBack),
        Some(_) => match same_call {
            // Set for today, after the morning: at the day's end.
            None => enter(due.at.max(now), Errand::CallBack),
            Some(draft) => draft
                .agenda
                .iter()
                .filter(|entry| entry.errand == Errand::CallBack)
                .for_each(|entry| enter(entry.at, entry.errand)),
        },
        None if due.what == DueWhat::CallClient && due.at > now => enter(due.at, Errand::CallClient),
        None => {}
    }
    for after in [deadlines.draft_remind_days, deadlines.draft_remind_again_days] {
        let at = days.digest_on(aged_from.saturating_add(i32::from(after).days()));
        if at > now {
            enter(at, Errand::Remind);
        }
    }
    let old = old_at(aged_from, clock);
    let shown = before.is_some_and(|draft| draft.old);
    if !shown {
        enter(old.max(now), Errand::Old);
    }
    // On one instant it comes into the queue first, so that the queue is told.
    entries.sort_by_key(|entry| (entry.at, entry.errand));
    entries
}
