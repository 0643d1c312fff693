//! Lives: random steps of random people at random times, which must hold DOMAIN's invariants at every moment.

use std::{cell::RefCell, collections::BTreeSet};

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::{Actor, Relation, actions, disclose, relation},
    handoff::{CityTrack, CityTrackKind, Form},
    id::{OrganisationId, ProgrammeId, UserId},
    network::OrganisationKind,
    notice::{Audience, NoticeKind, silences},
    referral::{
        Choice, Command, Context, Placement, Referral, Refusal, State, Submission,
        event::{Event, Recorded},
        expires, fold, submit,
        words::{
            Action, AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ContactKind, ContactOutcome,
            HandBackReason, HolderKind, Nudge, Phase, Status, WaitingAnswer, WithdrawScope,
        },
    },
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed, TestRunner},
};

use crate::{
    fixture::{
        CILLA, COORDINATION, CRANE_GROUP, DESK, OLGA, OLLI, OUTI, OWL_PHONE, OWL_VISITS, SANNI, SIRPA,
        SWAN_COMPANY, anna, days, definition, everybody, organisation_of, submitted, wall,
    },
    walk::Walk,
};

const PROGRAMMES: [&str; 4] = [OWL_VISITS, OWL_PHONE, SWAN_COMPANY, CRANE_GROUP];

/// How a life begins.
#[derive(Debug, Clone)]
struct Beginning {
    protected: bool,
    feedback: bool,
    brought_by_worker: bool,
    receivers: u8,
    city_track: bool,
    starts_in: Option<u8>,
    placement: Option<(u8, u8)>,
    at: u32,
}

/// One step: some time passes, then somebody does something.
#[derive(Debug, Clone)]
struct Move {
    minutes: u32,
    /// Whether the sweep sleeps through that time and comes late.
    late: bool,
    /// Whether somebody does what she may, or anybody anything.
    likely: bool,
    who: u8,
    what: u8,
    a: u8,
    b: u8,
}

fn beginning() -> impl Strategy<Value = Beginning> {
    let placement = prop::option::weighted(0.8, (any::<u8>(), any::<u8>()));
    (
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.75),
        prop::bool::weighted(0.15),
        1_u8..8,
        prop::bool::weighted(0.2),
        prop::option::weighted(0.2, 0_u8..60),
        placement,
        0_u32..200_000,
    )
        .prop_map(
            |(protected, feedback, brought_by_worker, receivers, city_track, starts_in, placement, at)| {
                Beginning {
                    protected,
                    feedback,
                    brought_by_worker,
                    // Mostly the whole network.
                    receivers: if receivers < 3 { receivers } else { 7 },
                    city_track,
                    starts_in,
                    placement,
                    at,
                }
            },
        )
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let minutes = prop_oneof![
        4 => Just(0_u32),
        4 => 1_u32..600,
        4 => 600_u32..15_000,
        2 => 15_000_u32..90_000,
    ];
    let one = (
        minutes,
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.85),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
    );
    let one = one.prop_map(|(minutes, late, likely, who, what, a, b)| Move {
        minutes,
        late,
        likely,
        who,
        what,
        a,
        b,
    });
    vec(one, 1..45)
}

fn pick<T: Copy>(from: &[T], by: u8) -> T {
    from[usize::from(by) % from.len()]
}

fn a_choice(a: u8, b: u8) -> Choice {
    let programme = pick(&PROGRAMMES, a);
    let named = match organisation_of(programme).as_str() {
        "huuhkaja" => (OLLI, OUTI),
        "joutsen" => (SANNI, SIRPA),
        _ => (CILLA, CILLA),
    };
    let by_name = b & 1 == 1;
    let then = PROGRAMMES
        .iter()
        .enumerate()
        .filter(|(bit, slug)| b >> (bit + 2) & 1 == 1 && **slug != programme)
        .map(|(_, slug)| ProgrammeId::from(*slug))
        .collect();
    Choice {
        programme: programme.into(),
        organisation: organisation_of(programme),
        agreed_with: by_name.then_some(named.0),
        deputy: (by_name && b & 2 == 2).then_some(named.1),
        beyond: a & 0x1c == 0x1c,
        then,
    }
}

/// The first alternative left, as the service would bring it: with a place already taken.
fn alternative(referral: &Referral, a: u8) -> Option<Choice> {
    let (programme, left) = referral.then.split_first()?;
    (a & 3 != 0).then(|| Choice {
        organisation: organisation_of(programme.as_str()),
        programme: programme.clone(),
        agreed_with: None,
        deputy: None,
        beyond: false,
        then: left.to_vec(),
    })
}

/// How often somebody does what she may: most of all what leads on, seldom what ends a road early.
const fn weight(action: Action, referral: &Referral) -> usize {
    match action {
        Action::RecordContact | Action::RecordCheck => 24,
        Action::Accept if referral.transfer.is_some() => 48,
        Action::Transfer => 24,
        Action::EndSupport => 12,
        Action::Accept | Action::Place => 8,
        Action::Review => 6,
        Action::Acknowledge
        | Action::HandBack
        | Action::Reassign
        | Action::ReportChange
        | Action::AlertDesk
        | Action::SendMessage
        | Action::ClientCalled
        | Action::ConfirmWaiting
        | Action::KeepWaiting
        | Action::UpdateCityTrack
        | Action::Return
        | Action::AskDesk => 2,
        Action::Close | Action::WithdrawConsent => 1,
    }
}

/// Some command of that action.
fn command(action: Action, actor: &Actor, walk: &Walk, a: u8, b: u8) -> Command {
    let today = walk.days.date_of(walk.now);
    let day = |days: u8| -> Date { today.saturating_add((i32::from(days) - 2).days()) };
    let worker = match actor.organisation.as_str() {
        "huuhkaja" => pick(&[actor.user, OLLI, OUTI, OLGA], a),
        "joutsen" => pick(&[actor.user, SANNI, SIRPA], a),
        _ => actor.user,
    };
    let answered = |b: u8| match b % 4 {
        0 => None,
        1 => Some(true),
        _ => Some(false),
    };
    match action {
        Action::Place if a & 0xc0 == 0xc0 => Command::Place {
            placement: Placement::Wait {
                waiting_for: (b & 1 == 1).then(|| pick(&PROGRAMMES, b >> 1).into()),
                then: Vec::new(),
            },
        },
        Action::Place => Command::Place {
            placement: Placement::Offer(a_choice(a, b | 1)),
        },
        Action::Close => Command::Close {
            reason: pick(CloseReason::ALL, a),
        },
        Action::ClientCalled => Command::ClientCalled {
            wish: pick(ClientWish::ALL, a),
        },
        Action::ConfirmWaiting => Command::ConfirmWaiting {
            result: pick(WaitingAnswer::ALL, a),
        },
        Action::KeepWaiting => Command::KeepWaiting { until: day(b) },
        Action::WithdrawConsent => Command::WithdrawConsent {
            scope: if a & 0xf == 0 {
                WithdrawScope::All
            } else {
                pick(WithdrawScope::ALL, b)
            },
        },
        Action::UpdateCityTrack => Command::UpdateCityTrack {
            kind: (a & 1 == 1).then(|| pick(CityTrackKind::ALL, a >> 1)),
            started_on: (b & 1 == 1).then(|| day(b >> 4)),
            notified_on: (b & 2 == 2).then_some(today),
            done: b & 12 == 12,
        },
        Action::SendMessage => Command::SendMessage,
        Action::Acknowledge => Command::Acknowledge,
        Action::Accept => Command::Accept { worker },
        Action::HandBack => Command::HandBack {
            reason: pick(HandBackReason::ALL, a),
            next: alternative(&walk.referral, b),
        },
        Action::RecordContact => Command::RecordContact {
            kind: pick(ContactKind::ALL, b),
            outcome: pick(ContactOutcome::ALL, a),
            at: (b & 3 == 3).then(|| walk.now - SignedDuration::from_hours(i64::from(b))),
            next_on: (a & 0x30 != 0).then(|| day(b)),
            worry: answered(a >> 6),
        },
        Action::Review => Command::Review {
            form: (a & 1 == 1).then(|| pick(Form::ALL, b)),
            phase: (a & 2 == 2).then(|| pick(Phase::ALL, b)),
            next_on: (a & 12 == 12).then(|| day(b)),
        },
        Action::Reassign => Command::Reassign { worker },
        Action::Transfer => Command::Transfer {
            choice: a_choice(a, b),
        },
        Action::EndSupport => Command::EndSupport {
            outcome: pick(&["goals_met", "other", "moved_home", "nonsense"], a).to_owned(),
            measures: None,
        },
        Action::RecordCheck => Command::RecordCheck {
            result: pick(
                &[
                    CheckResult::Stable,
                    CheckResult::Stable,
                    CheckResult::Changed,
                    CheckResult::NotReached,
                    CheckResult::NotReached,
                    CheckResult::NotReached,
                    CheckResult::NoContactWanted,
                    CheckResult::Moved,
                    CheckResult::Died,
                ],
                a,
            ),
            measures: None,
            worry: answered(b),
        },
        Action::ReportChange => Command::ReportChange {
            what: if a < 20 {
                pick(ChangeWhat::ALL, a)
            } else {
                ChangeWhat::InHospital
            },
            until: (b & 7 != 0).then(|| day(b >> 3)),
        },
        Action::AlertDesk => Command::AlertDesk {
            what: pick(AlertWhat::ALL, a),
        },
        Action::Return => Command::Return,
        Action::AskDesk => Command::AskDesk,
    }
}

fn born(beginning: &Beginning) -> Walk {
    let definition = definition();
    let days = days(&definition);
    let now = wall("2026-09-01 09:00") + SignedDuration::from_mins(i64::from(beginning.at));
    let mut submitted = submitted();
    submitted.protected = beginning.protected;
    submitted.consent.feedback = beginning.feedback;
    if beginning.brought_by_worker {
        submitted.submitter = CILLA;
    }
    let all = std::mem::take(&mut submitted.receivers);
    let kept = all.into_iter().enumerate();
    submitted.receivers = kept
        .filter(|(bit, _)| beginning.receivers >> bit & 1 == 1)
        .map(|(_, organisation)| organisation)
        .collect();
    submitted.facts.not_before = beginning
        .starts_in
        .map(|n| days.date_of(now).saturating_add(i32::from(n).days()));
    let actor = if beginning.brought_by_worker {
        crate::fixture::cilla()
    } else {
        anna()
    };
    let context = Context {
        now,
        actor: &actor,
        definition: &definition,
        days: &days,
    };
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    let offer = beginning
        .placement
        .map(|(a, b)| Placement::Offer(a_choice(a, if beginning.protected { b | 3 } else { b })));
    let city_track = beginning.city_track.then_some(CityTrack {
        kind: CityTrackKind::Assessment,
        started_on: None,
        notified_on: None,
    });
    let mut submission = Submission {
        submitted,
        placement: offer.unwrap_or_else(|| wait.clone()),
        city_track,
    };
    // Outside the permission or beyond the capacity: the submission is refused, and she waits.
    let events = submit(&submission, &context).unwrap_or_else(|_| {
        submission.placement = wait;
        submit(&submission, &context).unwrap()
    });
    Walk::entered(&definition, &days, now, &actor, events)
}

/// A life with what must be remembered to judge it.
struct Life {
    walk: Walk,
    /// What was told after each event, by the event's number.
    told: usize,
    silent_from: Option<u64>,
}

impl Life {
    fn record(
        &mut self,
        at: Timestamp,
        actor: Option<&Actor>,
        events: Vec<Event>,
    ) -> Result<(), TestCaseError> {
        let before = self.walk.referral.clone();
        self.walk.record(at, actor, events);
        self.told_rightly(&before)?;
        self.places_moved_rightly(&before)?;
        holds(&self.walk)
    }

    /// Time passes. The sweep comes by at every instant it is needed at, or only once, late.
    fn passes(&mut self, minutes: u32, late: bool, a: u8) -> Result<(), TestCaseError> {
        let until = self.walk.now + SignedDuration::from_mins(i64::from(minutes));
        let mut same = (Timestamp::MIN, 0);
        while let Some(at) = self.walk.wakes() {
            if at > until {
                self.walk.now = until;
                prop_assert_eq!(self.walk.ticks(None), None, "nothing before its instant");
                break;
            }
            if at > self.walk.now {
                self.walk.now = at - SignedDuration::from_millis(1);
                prop_assert_eq!(self.walk.ticks(None), None, "nothing before its instant");
            }
            self.walk.now = if late { until } else { at.max(self.walk.now) };
            let next = alternative(&self.walk.referral, a);
            let deadlines = &self.walk.definition.deadlines;
            if expires(&self.walk.referral, &self.walk.days, deadlines) {
                prop_assert!(!self.walk.referral.then.is_empty());
            }
            let step = self.walk.ticks(next.as_ref());
            prop_assert!(step.is_some(), "woken at {at}, and nothing to do");
            let (happened, events) = step.unwrap();
            prop_assert!(!events.is_empty());
            prop_assert_eq!(happened, at.max(self.walk.referral.changed_at));
            self.record(happened, None, events)?;
            same = if same.0 == at { (at, same.1 + 1) } else { (at, 1) };
            prop_assert!(same.1 < 40, "the clock turns at {at} without end");
        }
        self.walk.now = until;
        Ok(())
    }

    fn lives(&mut self, step: &Move) -> Result<(), TestCaseError> {
        self.passes(step.minutes, step.late, step.a)?;
        let everybody = everybody();
        let mut possible: Vec<(&Actor, Action)> = Vec::new();
        for actor in &everybody {
            let may = actions(actor, &self.walk.referral);
            for action in may {
                possible.extend(std::iter::repeat_n(
                    (actor, action),
                    weight(action, &self.walk.referral),
                ));
            }
        }
        let (actor, action) = if step.likely && !possible.is_empty() {
            let index = usize::from(step.who) * 256 + usize::from(step.what);
            possible[index % possible.len()]
        } else {
            let actor = &everybody[usize::from(step.who) % everybody.len()];
            (actor, pick(Action::ALL, step.what))
        };
        let command = command(action, actor, &self.walk, step.a, step.b);
        let before = self.walk.referral.clone();
        match self.walk.tries(actor, &command) {
            Ok(events) => {
                prop_assert!(!events.is_empty(), "{:?} did nothing", command);
                let now = self.walk.now;
                self.record(now, Some(actor), events)?;
            }
            Err(_) => prop_assert_eq!(&before, &self.walk.referral),
        }
        for actor in &everybody {
            self.may_what_is_listed(actor, step)?;
        }
        Ok(())
    }

    /// `actions` lists exactly the commands that do not come back as not found, forbidden or illegal.
    fn may_what_is_listed(&self, actor: &Actor, step: &Move) -> Result<(), TestCaseError> {
        let referral = &self.walk.referral;
        let listed = actions(actor, referral);
        let known = relation(actor, referral).is_some();
        for action in Action::ALL.iter().copied() {
            let command = command(action, actor, &self.walk, step.a, step.b);
            let refusal = self.walk.tries(actor, &command).err();
            let barred = matches!(
                refusal,
                Some(Refusal::NotFound | Refusal::Forbidden | Refusal::IllegalTransition { .. })
            );
            prop_assert_eq!(
                listed.contains(&action),
                !barred,
                "{:?} {} of {:?} in {}",
                refusal,
                action,
                actor,
                referral.status()
            );
            prop_assert_eq!(refusal == Some(Refusal::NotFound), !known);
            if known && !actor.has(action) {
                prop_assert_eq!(refusal, Some(Refusal::Forbidden));
            }
        }
        Ok(())
    }

    fn told_rightly(&mut self, before: &Referral) -> Result<(), TestCaseError> {
        let after = self.walk.referral.clone();
        let fresh = self.walk.told[self.told..].to_vec();
        self.told = self.walk.told.len();
        let names = named(before)
            .union(&named(&after))
            .copied()
            .collect::<BTreeSet<_>>();
        for (text, notice) in &fresh {
            if after.protected {
                let to_named = matches!(&notice.to, Audience::User(user) if names.contains(user));
                prop_assert!(to_named, "of a protected person: {text}");
                prop_assert!(
                    notice.programme.is_none() && notice.due.is_none(),
                    "the reference only"
                );
            }
            if !before.feedback_allowed && !after.feedback_allowed {
                let a_word = matches!(
                    notice.kind,
                    NoticeKind::FeedbackAcknowledged
                        | NoticeKind::FeedbackAccepted
                        | NoticeKind::FeedbackMet
                        | NoticeKind::FeedbackEnded
                        | NoticeKind::FeedbackLasted
                        | NoticeKind::BackToSupport
                        | NoticeKind::Message
                );
                prop_assert!(!a_word, "without permission for feedback: {text}");
            }
            let known = match &notice.to {
                Audience::Organisation(organisation) | Audience::Leads(organisation) => {
                    involved(before).contains(organisation) || involved(&after).contains(organisation)
                }
                Audience::User(_) | Audience::Desk(_) | Audience::Coordinators => true,
            };
            prop_assert!(known, "somebody who is not on this road: {text}");
        }
        prop_assert!(
            self.silent_from.is_none() || fresh.is_empty(),
            "silence was broken: {fresh:?}"
        );
        let closing = self
            .walk
            .history
            .iter()
            .find(|recorded| silences(&recorded.event));
        self.silent_from = closing.map(|recorded| recorded.seq);
        Ok(())
    }

    /// A place is used only after it was kept for an answer, unless the change did not last.
    fn places_moved_rightly(&self, before: &Referral) -> Result<(), TestCaseError> {
        let kept = before.places();
        for place in self.walk.referral.places().iter().filter(|place| place.used) {
            let was = kept
                .iter()
                .any(|had| had.programme == place.programme && had.since == place.since);
            let resumed = before.status() == Status::FollowUp && place.beyond;
            prop_assert!(was || resumed, "{place:?} out of nothing, before {kept:?}");
        }
        Ok(())
    }
}

/// Who is named on a referral.
fn named(referral: &Referral) -> BTreeSet<UserId> {
    let offers = referral
        .offer()
        .into_iter()
        .chain(referral.transfer.as_ref().map(|t| &t.offer));
    let asked = offers.flat_map(|offer| offer.agreed_with.into_iter().chain(offer.deputy));
    let carriers = referral.carrier().into_iter();
    let carried = carriers.flat_map(|carrier| std::iter::once(carrier.worker).chain(carrier.deputy));
    asked.chain(carried).chain([referral.submitter]).collect()
}

/// The organisations that have her or are asked.
fn involved(referral: &Referral) -> BTreeSet<OrganisationId> {
    let asked = referral
        .offer()
        .into_iter()
        .chain(referral.transfer.as_ref().map(|t| &t.offer));
    let asked = asked.map(|offer| offer.organisation.clone());
    let carrier = referral.carrier().filter(|_| !referral.is_withdrawn());
    asked
        .chain(carrier.map(|carrier| carrier.organisation.clone()))
        .collect()
}

fn holds(walk: &Walk) -> Result<(), TestCaseError> {
    let referral = &walk.referral;
    one_holder_and_one_due(referral)?;
    keeps_places(referral)?;
    wakes_while_something_is_left(walk)?;
    is_known_to_those_concerned(referral)?;
    falls_silent(walk)
}

fn one_holder_and_one_due(referral: &Referral) -> Result<(), TestCaseError> {
    let open = referral.status().is_open();
    prop_assert_eq!(open, referral.holder().kind() != HolderKind::Nobody);
    prop_assert_eq!(open, referral.due().is_some());
    let mut concerned = involved(referral);
    concerned.extend([DESK, COORDINATION].map(OrganisationId::from));
    let mut ids = BTreeSet::new();
    for task in &referral.tasks {
        prop_assert!(task.holder.kind != HolderKind::Nobody);
        prop_assert!(
            concerned.contains(&task.holder.organisation),
            "{task:?} is with somebody who no longer knows her"
        );
        prop_assert!(ids.insert(task.id) && task.id <= referral.tasks_opened);
        if referral.protected {
            prop_assert!(task.holder.kind != HolderKind::Coordinator);
        }
    }
    Ok(())
}

fn folds(walk: &Walk) -> Result<(), TestCaseError> {
    let text = serde_json::to_string(&walk.history).unwrap();
    let read: Vec<Recorded> = serde_json::from_str(&text).unwrap();
    prop_assert_eq!(&read, &walk.history);
    let folded = fold(&read).unwrap();
    prop_assert_eq!(folded.as_ref(), Some(&walk.referral));
    let state: Referral = serde_json::from_str(&serde_json::to_string(&walk.referral).unwrap()).unwrap();
    prop_assert_eq!(&state, &walk.referral);
    prop_assert_eq!(walk.referral.version, walk.history.len() as u64);
    prop_assert!(
        walk.history.windows(2).all(|pair| pair[0].at <= pair[1].at),
        "time goes on"
    );
    for recorded in &walk.history {
        if let Event::Offered { offer, .. } = &recorded.event {
            let coordinator = recorded
                .by
                .as_ref()
                .is_some_and(|by| by.organisation.as_str() == COORDINATION);
            prop_assert!(
                !offer.beyond || coordinator,
                "beyond the capacity by nobody's reason"
            );
        }
    }
    Ok(())
}

fn keeps_places(referral: &Referral) -> Result<(), TestCaseError> {
    let places = referral.places();
    let programmes: BTreeSet<_> = places.iter().map(|place| &place.programme).collect();
    prop_assert_eq!(programmes.len(), places.len(), "twice in one programme");
    let used = places.iter().filter(|place| place.used).count();
    let expected = match referral.status() {
        Status::Offered | Status::Acknowledged => (0, 1),
        Status::Accepted => (1, 1),
        Status::InSupport => (1, 1 + usize::from(referral.transfer.is_some())),
        Status::Waiting | Status::FollowUp | Status::Returned | Status::Stable | Status::Closed => (0, 0),
    };
    prop_assert_eq!((used, places.len()), expected);
    prop_assert!(referral.transfer.is_none() || referral.status() == Status::InSupport);
    Ok(())
}

fn wakes_while_something_is_left(walk: &Walk) -> Result<(), TestCaseError> {
    let referral = &walk.referral;
    if walk.wakes().is_some() {
        return Ok(());
    }
    let told = match (referral.due(), referral.nudged) {
        (None, _) => true,
        (Some(due), nudged) => nudged == Some((due, Nudge::Desk)),
    };
    prop_assert!(told, "overdue one day, and nobody will say so");
    prop_assert!(referral.tasks.iter().all(|task| task.told));
    prop_assert!(referral.offer().is_none() && referral.transfer.is_none() && referral.erase_at.is_none());
    let all_told = !matches!(
        referral.state,
        State::Returned {
            tell_all_at: Some(_),
            ..
        }
    );
    prop_assert!(all_told);
    Ok(())
}

fn is_known_to_those_concerned(referral: &Referral) -> Result<(), TestCaseError> {
    let involved = involved(referral);
    for actor in everybody() {
        let stands = relation(&actor, referral);
        let disclosed = disclose(&actor, referral, Timestamp::MAX);
        prop_assert_eq!(stands, disclosed.map(|disclosure| disclosure.relation));
        if referral.protected && !named(referral).contains(&actor.user) {
            prop_assert_eq!(stands, None);
        }
        if actor.kind == OrganisationKind::Partner && !involved.contains(&actor.organisation) {
            let brought_her = referral.submitter == actor.user
                && referral
                    .offers
                    .iter()
                    .all(|offer| offer.organisation != actor.organisation);
            prop_assert_eq!(stands.is_some(), brought_her, "a former partner: {:?}", actor);
        }
        let Some(disclosed) = disclosed else { continue };
        let may_see = match disclosed.relation {
            Relation::Desk => !referral.is_withdrawn(),
            Relation::Carrier => referral.status().is_open(),
            Relation::Asked
            | Relation::AskedElsewhere
            | Relation::AskedToTakeOver
            | Relation::Colleague
            | Relation::Coordinator => false,
        };
        prop_assert_eq!(disclosed.identity, may_see && !referral.erased);
        prop_assert_eq!(disclosed.words, disclosed.identity);
        if actor.kind == OrganisationKind::Coordinator {
            prop_assert!(!referral.protected);
        }
    }
    Ok(())
}

/// Nobody is reminded of what is over, and after a death, a move or a withdrawal of nothing at all.
fn falls_silent(walk: &Walk) -> Result<(), TestCaseError> {
    let mut over = false;
    let mut silent = false;
    for recorded in &walk.history {
        let event = &recorded.event;
        prop_assert!(
            !over || !matches!(event, Event::Nudged { .. } | Event::ToldAll),
            "reminded of what is over"
        );
        if silent {
            let closes_it = matches!(event, Event::Erased | Event::Closed { .. });
            prop_assert!(closes_it, "{} after silence", event.name());
        }
        over |= matches!(event, Event::Closed { .. } | Event::Lasted);
        silent |= silences(event);
    }
    prop_assert_eq!(over, !walk.referral.status().is_open());
    Ok(())
}

fn live(beginning: &Beginning, moves: &[Move]) -> Result<Life, TestCaseError> {
    let walk = born(beginning);
    let mut life = Life {
        told: walk.told.len(),
        walk,
        silent_from: None,
    };
    holds(&life.walk)?;
    for step in moves {
        life.lives(step)?;
    }
    folds(&life.walk)?;
    // Whatever happened, left alone the clock comes to an end.
    life.passes(800 * 24 * 60, false, 0)?;
    prop_assert_eq!(life.walk.wakes(), None);
    folds(&life.walk)?;
    Ok(life)
}

/// The same lives on every machine; `PROPTEST_CASES` asks for more of them than the usual 256.
fn runner() -> TestRunner {
    TestRunner::new(Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_224),
        ..Config::default()
    })
}

#[test]
fn whatever_happens_somebody_holds_her_and_something_is_due() {
    let events = RefCell::new(BTreeSet::new());
    let ends = RefCell::new(BTreeSet::new());
    let lived = runner().run(&(beginning(), moves()), |(beginning, moves)| {
        let life = live(&beginning, &moves)?;
        let names = life.walk.history.iter().map(|recorded| recorded.event.name());
        events.borrow_mut().extend(names);
        ends.borrow_mut().insert(life.walk.status());
        Ok(())
    });
    if let Err(worst) = lived {
        panic!("{worst}");
    }
    // Random lives are worth something only if they go everywhere. That a place came free is said by the
    // service, not by a command.
    let expected = BTreeSet::from(EVENTS);
    let events = events.into_inner();
    assert_eq!(events, expected, "missing: {:?}", expected.difference(&events));
    let left_alone = [
        Status::Waiting,
        Status::Accepted,
        Status::InSupport,
        Status::FollowUp,
    ];
    let over = [Status::Returned, Status::Stable, Status::Closed];
    assert_eq!(ends.into_inner(), left_alone.into_iter().chain(over).collect());
}

const EVENTS: [&str; 35] = [
    "submitted",
    "city_track_opened",
    "city_track_updated",
    "offered",
    "waits",
    "acknowledged",
    "accepted",
    "handed_back",
    "expired",
    "returned",
    "contacted",
    "reviewed",
    "reassigned",
    "transfer_offered",
    "transfer_acknowledged",
    "transfer_accepted",
    "transfer_declined",
    "support_ended",
    "checked",
    "support_resumed",
    "lasted",
    "closed",
    "consent_withdrawn",
    "kept_waiting",
    "waiting_confirmed",
    "paused",
    "client_called",
    "desk_alerted",
    "message_sent",
    "task_opened",
    "task_done",
    "task_told",
    "nudged",
    "told_all",
    "erased",
];
