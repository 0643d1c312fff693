//! Who finds whom in a list: exactly whom she may know.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, relation},
    id::ReferralId,
    network::OrganisationKind,
    referral::{
        Choice, Command, Placement,
        event::Submitted,
        words::{CheckResult, ContactOutcome, HandBackReason, Role, Status, WithdrawScope},
    },
};
use luotsi_store::{
    Store, Tx,
    list::{DistrictCount, Filter, HolderCount, ProtectedCount, StatusCount, key},
    record::Loaded,
    testing::for_each_engine,
};

use crate::{
    fixture::{
        COORDINATION, DESK, OLGA, OLLI, OTHER_DESK, OUTI, OWL, OWL_PHONE, OWL_VISITS, SANNI, SWAN_COMPANY,
        aino, anna, choice, cilla, everybody, kaisa, olli, other_advisor, outi, sami, sanni, sirpa, wall,
    },
    walk::{Walk, contact, ended},
    world::{Kept, elsewhere, enter_people, id, network, numbered, organisation, waiting_at},
};

/// More than there are here.
const ALL: u32 = 1000;

fn begun(submitted: Submitted, choice: Choice) -> Walk {
    Walk::begun("2026-12-01 10:00", submitted, Placement::Offer(choice)).unwrap()
}

fn hand_back() -> Command {
    Command::HandBack {
        reason: HandBackReason::NotTargetGroup,
        next: None,
    }
}

fn transfer(to: Choice) -> Command {
    Command::Transfer { choice: to }
}

fn in_support(mut walk: Walk) -> Walk {
    walk.does(&olli(), &Command::Accept { worker: OLLI })
        .does(&olli(), &contact(ContactOutcome::Met));
    walk
}

fn stable(mut walk: Walk) -> Walk {
    walk.does(&olli(), &ended());
    while walk.status() == Status::FollowUp {
        let command = Command::RecordCheck {
            result: CheckResult::Stable,
            measures: None,
            worry: None,
        };
        walk.now = walk.referral.due().unwrap().at;
        walk.does(&olli(), &command);
    }
    walk
}

/// Agreed with a worker, and with a deputy beside her.
fn agreed(
    programme: &str,
    worker: luotsi_domain::id::UserId,
    deputy: Option<luotsi_domain::id::UserId>,
) -> Choice {
    Choice {
        agreed_with: Some(worker),
        deputy,
        ..choice(programme, &[])
    }
}

/// Referrals in every state, of every kind of person, from every side.
pub fn population() -> Vec<Walk> {
    let mut walks = Vec::new();
    let mut number = 0;
    let mut next = || {
        number += 1;
        numbered(number)
    };
    let by_olli = |submitted| Submitted {
        submitter: OLLI,
        ..submitted
    };
    let hidden = |submitted| Submitted {
        protected: true,
        ..submitted
    };

    for (at_desk, submitter) in [(DESK, anna().user), (OTHER_DESK, other_advisor().user)] {
        let mut next = || Submitted {
            desk: organisation(at_desk),
            submitter,
            ..next()
        };
        let wait = Placement::Wait {
            waiting_for: Some(SWAN_COMPANY.into()),
            then: Vec::new(),
        };
        walks.push(Walk::begun("2026-12-01 10:00", next(), wait).unwrap());
        walks.push(begun(next(), choice(OWL_VISITS, &[])));
        walks.push(begun(next(), agreed(OWL_VISITS, OUTI, None)));
        let mut acknowledged = begun(next(), choice(SWAN_COMPANY, &[]));
        acknowledged.does(&sanni(), &Command::Acknowledge);
        walks.push(acknowledged);
        let mut accepted = begun(next(), choice(OWL_PHONE, &[]));
        accepted.does(&olli(), &Command::Accept { worker: OLLI });
        walks.push(accepted);
        walks.push(in_support(begun(next(), choice(OWL_VISITS, &[]))));
        let mut moving = in_support(begun(next(), choice(OWL_VISITS, &[])));
        moving.does(&olli(), &transfer(choice(SWAN_COMPANY, &[])));
        walks.push(moving.clone());
        let mut moved = in_support(begun(next(), choice(OWL_VISITS, &[])));
        moved
            .does(&olli(), &transfer(choice(SWAN_COMPANY, &[])))
            .does(&sanni(), &Command::Accept { worker: SANNI });
        walks.push(moved);
        let mut checked = in_support(begun(next(), choice(OWL_VISITS, &[])));
        checked.does(&olli(), &ended());
        walks.push(checked);
        walks.push(stable(in_support(begun(next(), choice(OWL_VISITS, &[])))));
        let mut returned = begun(next(), choice(OWL_VISITS, &[]));
        returned.does(&olli(), &hand_back());
        walks.push(returned);
        let mut expired = begun(next(), choice(OWL_VISITS, &[]));
        expired.clock_to("2026-12-31 16:00");
        walks.push(expired);
        let mut withdrawn = in_support(begun(next(), choice(OWL_VISITS, &[])));
        let all = Command::WithdrawConsent {
            scope: WithdrawScope::All,
        };
        withdrawn.does(&olli(), &all);
        walks.push(withdrawn);
    }

    // Brought in by a worker: for another partner, for nobody yet, for her own, and handed back there.
    walks.push(begun(by_olli(next()), choice(SWAN_COMPANY, &[])));
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    walks.push(Walk::begun("2026-12-01 10:00", by_olli(next()), wait.clone()).unwrap());
    walks.push(begun(by_olli(next()), choice(OWL_PHONE, &[])));
    let mut asked = begun(by_olli(next()), choice(OWL_PHONE, &[]));
    asked.does(&outi(), &hand_back());
    walks.push(asked);

    // Protected persons.
    walks.push(Walk::begun("2026-12-01 10:00", hidden(next()), wait).unwrap());
    let pair = agreed(OWL_VISITS, OLLI, Some(OUTI));
    walks.push(begun(hidden(next()), pair.clone()));
    walks.push(in_support(begun(hidden(next()), pair.clone())));
    let mut moving = in_support(begun(hidden(next()), pair.clone()));
    moving.does(&olli(), &transfer(agreed(SWAN_COMPANY, SANNI, Some(sami().user))));
    walks.push(moving);
    let mut withdrawn = in_support(begun(hidden(next()), pair.clone()));
    let all = Command::WithdrawConsent {
        scope: WithdrawScope::All,
    };
    withdrawn.does(&olli(), &all);
    walks.push(withdrawn);
    walks.push(begun(
        by_olli(hidden(next())),
        agreed(SWAN_COMPANY, SANNI, Some(sirpa().user)),
    ));
    walks.push(stable(in_support(begun(hidden(next()), pair))));

    // Of another network, where an organisation has the same name.
    let mut foreign = begun(next(), choice(OWL_VISITS, &[]));
    foreign.referral.network = elsewhere();
    walks.push(foreign);
    walks
}

async fn populated(store: &Store) -> Vec<Walk> {
    enter_people(store).await;
    let walks = population();
    let mut tx = store.write().await.unwrap();
    for walk in &walks {
        Kept::entered(&mut tx, walk.clone()).await;
    }
    tx.commit().await.unwrap();
    walks
}

async fn list(tx: &mut Tx, actor: &Actor, filter: &Filter) -> Vec<Loaded> {
    tx.list(actor, filter).await.unwrap()
}

fn everything() -> Filter {
    Filter {
        limit: ALL,
        ..Filter::default()
    }
}

fn ids(listed: &[Loaded]) -> BTreeSet<ReferralId> {
    listed.iter().map(|loaded| loaded.referral.id).collect()
}

/// Everybody of the network, and some whose role does not go with their organisation.
fn actors() -> Vec<Actor> {
    let mut actors = everybody();
    let odd = |organisation: &str, kind, role| Actor {
        user: anna().user,
        network: network(),
        organisation: organisation.into(),
        kind,
        role,
    };
    actors.extend([
        odd(DESK, OrganisationKind::Desk, Role::Machine),
        odd(DESK, OrganisationKind::Desk, Role::Worker),
        odd(OWL, OrganisationKind::Partner, Role::Advisor),
        odd(COORDINATION, OrganisationKind::Coordinator, Role::Machine),
        // The coordinator who is also a worker sees in each role what the role may see.
        Actor {
            user: OLLI,
            ..kaisa()
        },
        Actor {
            user: OLLI,
            ..sanni()
        },
        Actor { user: OLGA, ..aino() },
    ]);
    actors
}

#[tokio::test]
async fn a_list_has_exactly_those_whom_the_single_view_would_show() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        for actor in actors() {
            let known: BTreeSet<ReferralId> = walks
                .iter()
                .filter(|walk| relation(&actor, &walk.referral).is_some())
                .map(|walk| walk.referral.id)
                .collect();
            for newest in [false, true] {
                let listed = list(
                    &mut tx,
                    &actor,
                    &Filter {
                        newest,
                        ..everything()
                    },
                )
                .await;
                assert_eq!(ids(&listed), known, "{actor:?}, newest {newest}");
                assert_eq!(listed.len(), known.len(), "twice in the list of {actor:?}");
            }
            for walk in &walks {
                let filter = Filter {
                    reference: Some(walk.referral.reference.clone()),
                    ..everything()
                };
                let found = list(&mut tx, &actor, &filter).await;
                let expected: BTreeSet<_> = known
                    .iter()
                    .copied()
                    .filter(|id| *id == walk.referral.id)
                    .collect();
                assert_eq!(
                    ids(&found),
                    expected,
                    "{actor:?} asks for {}",
                    walk.referral.reference
                );
            }
        }
        // Whoever is asked about nobody and has nobody sees an empty list, and everybody else somebody.
        assert!(list(&mut tx, &cilla(), &everything()).await.is_empty());
        for actor in [anna(), other_advisor(), olli(), sanni(), sami(), kaisa()] {
            assert!(
                !list(&mut tx, &actor, &everything()).await.is_empty(),
                "{actor:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_most_urgent_or_the_newest_come_first() {
    for_each_engine(|store| async move {
        populated(&store).await;
        let mut tx = store.read().await.unwrap();
        for actor in [anna(), olli(), kaisa()] {
            let listed = list(&mut tx, &actor, &everything()).await;
            let keys: Vec<_> = listed.iter().map(|loaded| key(loaded, false)).collect();
            assert!(keys.is_sorted(), "{keys:?}");
            assert!(listed[0].referral.due().is_some());
            assert_eq!(listed.last().unwrap().referral.due(), None);

            let filter = Filter {
                newest: true,
                ..everything()
            };
            let listed = list(&mut tx, &actor, &filter).await;
            let keys: Vec<_> = listed.iter().map(|loaded| key(loaded, true)).collect();
            assert!(keys.iter().rev().is_sorted(), "{keys:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_leaves_what_it_says_and_nothing_else() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let at = wall("2026-12-04 12:00");
        let text = |text: &str| Some(text.to_owned());
        type Fits = fn(&Walk, Timestamp) -> bool;
        let cases: [(Filter, Fits); 9] = [
            (
                Filter {
                    status: text("offered"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Offered,
            ),
            (
                Filter {
                    status: text("closed"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Closed,
            ),
            (
                Filter {
                    status: text("stable"),
                    ..everything()
                },
                |walk, _| walk.status() == Status::Stable,
            ),
            (
                Filter {
                    holder: Some(OLLI.to_string()),
                    ..everything()
                },
                |walk, _| walk.stands().contains(" worker olli"),
            ),
            (
                Filter {
                    holder: text(OWL),
                    ..everything()
                },
                |walk, _| walk.stands().contains(" organisation huuhkaja"),
            ),
            (
                Filter {
                    programme: text(OWL_VISITS),
                    ..everything()
                },
                |walk, _| {
                    walk.referral
                        .programme()
                        .is_some_and(|(programme, _)| programme.as_str() == OWL_VISITS)
                },
            ),
            (
                Filter {
                    stalled_at: Some(at),
                    ..everything()
                },
                |walk, at| walk.referral.is_stalled(at),
            ),
            (
                Filter {
                    stalled_at: Some(at),
                    status: text("offered"),
                    ..everything()
                },
                |walk, at| walk.referral.is_stalled(at) && walk.status() == Status::Offered,
            ),
            (
                Filter {
                    district: text("301"),
                    ..everything()
                },
                |_, _| false,
            ),
        ];
        for actor in [anna(), olli(), kaisa()] {
            for (filter, fits) in &cases {
                let expected: BTreeSet<ReferralId> = walks
                    .iter()
                    .filter(|walk| relation(&actor, &walk.referral).is_some() && fits(walk, at))
                    .map(|walk| walk.referral.id)
                    .collect();
                for newest in [false, true] {
                    let filter = Filter {
                        newest,
                        ..filter.clone()
                    };
                    assert_eq!(
                        ids(&list(&mut tx, &actor, &filter).await),
                        expected,
                        "{actor:?}: {filter:?}"
                    );
                }
            }
        }
        // A reference is narrowed by the rest of the filter as well.
        let offered = walks
            .iter()
            .find(|walk| walk.status() == Status::Offered)
            .unwrap();
        let mut filter = Filter {
            reference: Some(offered.referral.reference.clone()),
            status: text("closed"),
            ..everything()
        };
        assert!(list(&mut tx, &anna(), &filter).await.is_empty());
        filter.status = text("offered");
        assert_eq!(list(&mut tx, &anna(), &filter).await.len(), 1);
        filter.after = Some(key(&list(&mut tx, &anna(), &filter).await[0], false));
        assert!(
            list(&mut tx, &anna(), &filter).await.is_empty(),
            "after the only one"
        );
    })
    .await;
}

#[tokio::test]
async fn a_district_is_listed_and_the_waiting_are_counted_by_it() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for (number, district, protected) in [
            (1, Some("301"), false),
            (2, Some("301"), false),
            (3, None, false),
            (4, Some("102"), false),
            (5, None, true),
        ] {
            let mut submitted = numbered(number);
            submitted.facts.district = district.map(str::to_owned);
            submitted.protected = protected;
            let wait = Placement::Wait {
                waiting_for: None,
                then: Vec::new(),
            };
            let walk = Walk::begun("2026-12-01 10:00", submitted, wait).unwrap();
            Kept::entered(&mut tx, walk).await;
        }
        let filter = Filter {
            district: Some("301".to_owned()),
            ..everything()
        };
        assert_eq!(
            ids(&list(&mut tx, &anna(), &filter).await),
            BTreeSet::from([id(1), id(2)])
        );
        let count = |district: &str, n| DistrictCount {
            district: district.to_owned(),
            n,
        };
        let mut unmet = tx.unmet(&network()).await.unwrap();
        unmet.sort_by(|a, b| a.district.cmp(&b.district));
        assert_eq!(unmet, [count("", 1), count("102", 1), count("301", 2)]);
        assert_eq!(tx.unmet(&elsewhere()).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn the_board_counts_by_holder_and_of_protected_persons_two_numbers() {
    for_each_engine(|store| async move {
        let walks = populated(&store).await;
        let mut tx = store.read().await.unwrap();
        let now = wall("2026-12-04 12:00");
        let here = || walks.iter().filter(|walk| walk.referral.network == network());

        let counted = tx.count_by_holder(&network(), now).await.unwrap();
        let shown = || here().filter(|walk| !walk.referral.protected);
        assert_eq!(
            counted.iter().map(|one| one.n).sum::<i64>(),
            i64::try_from(shown().count()).unwrap()
        );
        let stalled = shown().filter(|walk| walk.referral.is_stalled(now)).count();
        assert!(stalled > 0);
        assert_eq!(
            counted.iter().map(|one| one.stalled).sum::<i64>(),
            i64::try_from(stalled).unwrap()
        );
        let of_olli = HolderCount {
            status: "in_support".to_owned(),
            holder_kind: "worker".to_owned(),
            holder: Some(OLLI.to_string()),
            n: 4,
            stalled: 0,
        };
        assert!(counted.contains(&of_olli), "{counted:?}");

        let hidden = || here().filter(|walk| walk.referral.protected && walk.status().is_open());
        let stalled = hidden().filter(|walk| walk.referral.is_stalled(now)).count();
        let two = ProtectedCount {
            open: i64::try_from(hidden().count()).unwrap(),
            stalled: i64::try_from(stalled).unwrap(),
        };
        assert!(two.open > two.stalled && two.stalled > 0, "{two:?}");
        assert_eq!(tx.count_protected(&network(), now).await.unwrap(), two);
        let none = ProtectedCount { open: 0, stalled: 0 };
        assert_eq!(tx.count_protected(&"nowhere".into(), now).await.unwrap(), none);

        let statuses = tx.count_by_status(now).await.unwrap();
        assert_eq!(
            statuses.iter().map(|one| one.n).sum::<i64>(),
            i64::try_from(walks.len()).unwrap()
        );
        let waiting = walks.iter().filter(|walk| walk.status() == Status::Waiting);
        let late = waiting
            .clone()
            .filter(|walk| walk.referral.is_stalled(now))
            .count();
        let expected = StatusCount {
            status: "waiting".to_owned(),
            n: i64::try_from(waiting.count()).unwrap(),
            stalled: i64::try_from(late).unwrap(),
        };
        assert!(statuses.contains(&expected), "{statuses:?}");
    })
    .await;
}

#[tokio::test]
async fn those_who_wait_are_read_the_oldest_first() {
    for_each_engine(|store| async move {
        enter_people(&store).await;
        let mut tx = store.write().await.unwrap();
        for (number, at) in [
            (1, "2026-12-03 10:00"),
            (2, "2026-12-01 10:00"),
            (3, "2026-12-02 10:00"),
        ] {
            Kept::entered(&mut tx, waiting_at(at, number)).await;
        }
        Kept::entered(&mut tx, crate::world::asked(4, OWL_VISITS)).await;
        assert_eq!(tx.waiting(&network(), ALL).await.unwrap(), [id(2), id(3), id(1)]);
        assert_eq!(tx.waiting(&network(), 2).await.unwrap(), [id(2), id(3)]);
        assert_eq!(tx.waiting(&elsewhere(), ALL).await.unwrap(), []);
    })
    .await;
}
