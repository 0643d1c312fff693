//! Lives: random steps of random people at random times, which must hold DOMAIN's invariants at every moment.

use std::{cell::RefCell, collections::BTreeSet};

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    access::{Actor, actions, relation},
    notice::{Audience, NoticeKind, silences},
    referral::{
        Referral, Refusal, ending,
        event::Event,
        expires,
        words::{Action, Status},
    },
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};

use self::{
    chance::{Beginning, Move, alternative, beginning, born, command, moves, pick, weight},
    invariant::{folds, holds, involved, named},
};
use crate::{fixture::everybody, walk::Walk};

mod chance;
mod invariant;

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
            if expires(&self.walk.referral, &self.walk.days, &self.walk.definition) {
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
        if let Ok(events) = self.walk.tries(actor, &command) {
            prop_assert!(!events.is_empty(), "{:?} did nothing", command);
            self.record(self.walk.now, Some(actor), events)?;
        } else {
            prop_assert_eq!(&before, &self.walk.referral);
        }
        for actor in &everybody {
            self.may_what_is_listed(actor, step)?;
        }
        Ok(())
    }

    /// `actions` lists exactly the commands that do not come back as not found, forbidden or illegal.
    fn may_what_is_listed(&self, actor: &Actor, step: &Move) -> Result<(), TestCaseError> {
        let referral = &self.walk.referral;
        let mut listed = actions(actor, referral);
        // A decision about an end is offered once the end is near.
        let near = ending(referral, &self.walk.days, &self.walk.definition, self.walk.now).is_some();
        listed.retain(|action| near || *action != Action::PlanEnding);
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
            if known && !actor.has(action) && !listed.contains(&action) {
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
            let fresh = &self.walk.history[usize::try_from(before.version).unwrap()..];
            let carried = fresh.iter().any(|recorded| {
                matches!(&recorded.event, Event::CarriedOver { programme, .. } if *programme == place.programme)
            });
            prop_assert!(
                was || resumed || carried,
                "{place:?} out of nothing, before {kept:?}"
            );
        }
        Ok(())
    }
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
    // service, that a desk is gone by an import.
    let expected: BTreeSet<&str> = EVENTS.iter().copied().collect();
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

const EVENTS: &[&str] = &[
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
    "meeting_proposed",
    "meeting_recorded",
    "glass_broken",
    "task_opened",
    "task_done",
    "task_told",
    "nudged",
    "told_all",
    "ending_planned",
    "consent_asked",
    "carried_over",
    "programme_ended",
    "erased",
    "linked",
    "unlinked",
    "overlap_extended",
    "amended",
    "consent_renewed",
    "brought_in",
    "brought_to_desk",
];

/// Some command of that action, for other lives.
pub fn some_command(
    action: Action,
    actor: &Actor,
    walk: &Walk,
    a: u8,
    b: u8,
) -> luotsi_domain::referral::Command {
    command(action, actor, walk, a, b)
}

/// How often an action is done, for other lives.
pub const fn how_often(action: Action, referral: &Referral) -> usize {
    weight(action, referral)
}

/// Everything that holds of one road at one moment, for roads that belong together.
pub fn holds_of_one(walk: &Walk) -> Result<(), TestCaseError> {
    invariant::holds_beside_others(walk)
}

/// The history folds to where it stands.
pub fn folds_again(walk: &Walk) -> Result<(), TestCaseError> {
    folds(walk)
}
