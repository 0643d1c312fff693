//! What must hold at every moment of every life (DOMAIN, "Invariants, always").

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::{Relation, disclose, relation},
    id::{OrganisationId, ProgrammeId, UserId},
    network::OrganisationKind,
    notice::silences,
    referral::{
        Ending, Referral, State,
        event::{Event, Recorded},
        fold,
        words::{HolderKind, Nudge, Status, TaskKind},
    },
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{
    fixture::{COORDINATION, DESK, everybody},
    walk::Walk,
};

/// Who is named on a referral.
pub fn named(referral: &Referral) -> BTreeSet<UserId> {
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
pub fn involved(referral: &Referral) -> BTreeSet<OrganisationId> {
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

/// Everything that holds of one referral at one moment.
pub fn holds(walk: &Walk) -> Result<(), TestCaseError> {
    let referral = &walk.referral;
    one_holder_and_one_due(referral)?;
    nobody_holds_what_has_ended(walk)?;
    keeps_places(referral)?;
    meets_by_a_task(referral)?;
    wakes_while_something_is_left(walk)?;
    is_known_to_those_concerned(referral)?;
    falls_silent(walk)
}

/// The same of a road beside others, which may fall silent twice: once by itself, once with them.
pub fn holds_beside_others(walk: &Walk) -> Result<(), TestCaseError> {
    let referral = &walk.referral;
    one_holder_and_one_due(referral)?;
    keeps_places(referral)?;
    wakes_while_something_is_left(walk)?;
    is_known_to_those_concerned(referral)
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
        let brought_her = task.kind == TaskKind::Meeting && task.holder.user == Some(referral.submitter);
        prop_assert!(
            brought_her || concerned.contains(&task.holder.organisation),
            "{task:?} is with somebody who no longer knows her"
        );
        prop_assert!(ids.insert(task.id) && task.id <= referral.tasks_opened);
        if referral.protected {
            prop_assert!(task.holder.kind != HolderKind::Coordinator);
        }
    }
    Ok(())
}

/// Nobody of a programme that has ended has her or is asked, once the clock has been there.
fn nobody_holds_what_has_ended(walk: &Walk) -> Result<(), TestCaseError> {
    let referral = &walk.referral;
    let looked = walk.wakes().is_none_or(|next| next > walk.now);
    let ended = |id: &ProgrammeId| {
        let programme = walk.definition.programme(id).unwrap();
        let end = Ending::of(programme, &walk.days);
        end.is_some_and(|end| end.at <= walk.now)
    };
    if looked && referral.status().is_open() {
        let here = referral.programme().map(|(programme, _)| programme);
        let asked = referral.transfer.as_ref().map(|asked| &asked.offer.programme);
        let named = here.into_iter().chain(asked).chain(&referral.then);
        for programme in named {
            prop_assert!(!ended(programme), "{programme} has ended and is still named");
        }
    }
    Ok(())
}

/// A meeting to come is one task, and no longer than those who were to meet are on the road.
fn meets_by_a_task(referral: &Referral) -> Result<(), TestCaseError> {
    let tasks = referral
        .tasks
        .iter()
        .filter(|task| task.kind == TaskKind::Meeting);
    let tasks: Vec<u32> = tasks.map(|task| task.id).collect();
    let open = referral.meetings.iter().filter(|meeting| meeting.is_open());
    let open: Vec<_> = open.collect();
    let kept: Vec<u32> = open.iter().map(|meeting| meeting.task).collect();
    prop_assert_eq!(&tasks, &kept, "one task for one meeting");
    prop_assert!(open.len() <= 1);
    for meeting in open {
        let asked = matches!(referral.status(), Status::Offered | Status::Acknowledged);
        let carried = matches!(referral.status(), Status::Accepted | Status::InSupport);
        prop_assert!(
            asked || carried,
            "a meeting nobody comes to: {:?}",
            referral.status()
        );
        if !referral.feedback_allowed {
            let desk = &referral.desk;
            let away = meeting.by != *desk
                && referral.tasks.iter().all(|task| {
                    task.kind != TaskKind::Meeting || involved(referral).contains(&task.holder.organisation)
                })
                && meeting.proposal.joins.iter().all(|one| !one.is_of(desk, desk));
            prop_assert!(away, "the desk is told more than it may: {:?}", meeting);
        }
    }
    Ok(())
}

pub fn folds(walk: &Walk) -> Result<(), TestCaseError> {
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
        Status::Accepted | Status::InSupport => (1, 1 + usize::from(referral.transfer.is_some())),
        Status::Waiting | Status::FollowUp | Status::Returned | Status::Stable | Status::Closed => (0, 0),
    };
    prop_assert_eq!((used, places.len()), expected);
    let with_somebody = matches!(
        referral.status(),
        Status::Accepted | Status::InSupport | Status::FollowUp
    );
    prop_assert!(referral.transfer.is_none() || with_somebody);
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
            // Whoever moved away may come back, by a road of her own.
            let closes_it = matches!(event, Event::Erased | Event::Closed { .. } | Event::Linked { .. });
            prop_assert!(closes_it, "{} after silence", event.name());
        }
        over |= matches!(event, Event::Closed { .. } | Event::Lasted);
        silent |= silences(event);
    }
    prop_assert_eq!(over, !walk.referral.status().is_open());
    Ok(())
}
