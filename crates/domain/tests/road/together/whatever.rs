//! Whatever happens on one of the roads, in any order.

use super::*;

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
