use proptest::prelude::*;

use super::*;

const USUAL: Habits = Habits {
    accepts: 0.8,
    answer_days: 0.5,
    contact_days: 3.0,
    stay_days: 60.0,
};

fn asked(programme: usize, needs: &[u16]) -> Asked<'_> {
    Asked {
        programme,
        fit: 0.9,
        needs,
    }
}

fn two_alike() -> Experience {
    Experience::new([(USUAL, vec![1, 2]), (USUAL, vec![1, 2])])
}

#[test]
fn what_answers_teach_is_about_the_programme_that_gave_them() {
    let mut experience = two_alike();
    let before = experience.expect(&asked(0, &[1]), 5.0);
    for _ in 0..12 {
        experience.learn(&asked(0, &[1]), Answer::No, Some(0.5), Some(1.5));
        experience.learn(&asked(0, &[2]), Answer::Yes, Some(0.5), Some(1.5));
    }
    let [said_no, said_yes, other] =
        [(0, 1), (0, 2), (1, 1)].map(|(programme, need)| experience.expect(&asked(programme, &[need]), 5.0));
    assert!(said_no.yes < 0.6 * before.yes, "{said_no:?} after {before:?}");
    assert!(said_yes.yes > 1.5 * said_no.yes, "{said_yes:?} and {said_no:?}");
    assert!((other.yes - before.yes).abs() < 0.1 * before.yes, "{other:?}");
    assert!(said_no.answer_days > 1.3 * before.answer_days);
    assert!((other.answer_days - before.answer_days).abs() < 1e-9);
}

#[test]
fn a_single_no_changes_little() {
    let mut experience = two_alike();
    let before = experience.expect(&asked(0, &[1]), 5.0).yes;
    experience.learn(&asked(0, &[1]), Answer::No, Some(0.5), Some(0.5));
    let after = experience.expect(&asked(0, &[1]), 5.0).yes;
    assert!(after < before && after > 0.7 * before, "{before} to {after}");
}

#[test]
fn who_answers_slowly_is_not_to_be_asked_where_it_is_urgent() {
    let slow = Habits {
        answer_days: 2.0,
        ..USUAL
    };
    let experience = Experience::new([(USUAL, vec![1]), (slow, vec![1])]);
    let [quick, slow] = [0, 1].map(|programme| experience.expect(&asked(programme, &[1]), 1.0));
    assert!(slow.yes < 0.3 * quick.yes, "{slow:?}, {quick:?}");
    assert!(experience.expect(&asked(1, &[1]), 10.0).yes > 0.9 * quick.yes);
}

fn at_once(places: f64, taken: u32) -> Place {
    Place {
        room: Room::AtOnce {
            places,
            taken: f64::from(taken),
            offered: 0.0,
        },
        free: 0,
        begins: 0.0,
        ends: f64::INFINITY,
        pauses: Vec::new(),
        since: (0..taken).map(|one| f64::from(one) * 60.0 / places).collect(),
        from_before: (0.0, 0.0),
    }
}

/// Many who can only go to the first programme, and some who can go to either.
#[test]
fn a_place_that_others_have_no_alternative_to_costs_more() {
    let experience = two_alike();
    let stays = [0, 1].map(|programme| experience.stay_days(programme));
    let places = [at_once(4.0, 3), at_once(12.0, 3)];
    let asks = |only_there: bool| Asks {
        weight: 1.0,
        days: if only_there {
            vec![(0, 4.0)]
        } else {
            vec![(0, 4.0), (1, 4.5)]
        },
    };
    let mut forecast = Forecast::new(Weights::default(), 2);
    for day in 0..5 {
        let coming = Coming {
            today: f64::from(day),
            a_day: 0.25,
            until: 1000.0,
            each: 1.0,
            known: 40,
        };
        forecast.settle(&coming, &places, &stays, &[], |who| asks(who % 2 == 0));
    }
    let [scarce, plenty] = [0, 1].map(|programme| forecast.prices()[programme]);
    assert!(scarce > 3.0 && plenty < 0.5 * scarce, "{scarce} and {plenty}");
    let nobody = Coming {
        today: 0.0,
        a_day: 0.0,
        until: 0.0,
        each: 1.0,
        known: 0,
    };
    let mut forecast = Forecast::new(Weights::default(), 2);
    forecast.settle(&nobody, &places, &stays, &[], |_| asks(true));
    assert_eq!(forecast.prices(), [0.0, 0.0]);
}

#[test]
fn what_a_week_leaves_unused_is_lost_so_that_towards_its_end_it_costs_nothing() {
    let of = |left: f64| Place {
        room: Room::Each {
            intake: 3.0,
            taken: 1.0,
            days: 7.0,
            left,
        },
        free: 2,
        ..at_once(1.0, 0)
    };
    let forecast = Forecast::new(Weights::default(), 1);
    let experience = Experience::new([(USUAL, vec![1])]);
    let [monday, wednesday, friday] =
        [7.0, 3.5, 0.1].map(|left| forecast.price_now(0, &of(left), &experience));
    assert!(
        monday > wednesday && wednesday > friday && friday < 0.1,
        "{monday} {wednesday} {friday}"
    );
}

fn way(programme: usize, days: f64) -> Way {
    Way {
        programme,
        expected: Expected {
            yes: 0.9,
            answer_days: 0.0,
            contact_days: days,
            lost_days: 1.0,
        },
        fit: 1.0,
        price: 0.0,
        now: true,
        later: true,
    }
}

fn person(weight: f64, waited: f64, ways: Vec<Way>) -> Person {
    Person {
        weight,
        waited,
        usual: 4.0,
        ways,
    }
}

#[test]
fn the_last_place_goes_to_the_urgent_then_to_whoever_has_no_other_then_to_whoever_waited_longer() {
    let weights = Weights::default();
    let propose = |people: &[Person], free: &[u32]| propose(people, free, &weights);
    let both = || vec![way(0, 3.0), way(1, 4.0)];
    let only = || vec![way(0, 3.0)];
    assert_eq!(
        propose(&[person(1.0, 40.0, only()), person(5.0, 0.0, only())], &[1, 0]),
        [None, Some(0)]
    );
    // Both are served, where one of them can go elsewhere.
    assert_eq!(
        propose(&[person(5.0, 0.0, both()), person(1.0, 0.0, only())], &[1, 1]),
        [Some(1), Some(0)]
    );
    assert_eq!(
        propose(&[person(1.0, 2.0, both()), person(1.0, 1.0, only())], &[1, 0]),
        [None, Some(0)]
    );
    assert_eq!(
        propose(&[person(1.0, 2.0, only()), person(1.0, 9.0, only())], &[1, 0]),
        [None, Some(0)]
    );
}

#[test]
fn the_terms_add_up_and_each_can_be_told() {
    let weights = Weights::default();
    let mut one = way(0, 3.0);
    one.fit = 0.5;
    one.price = 6.0;
    let terms = weigh(&person(2.0, 0.0, vec![one]), &weights)[0];
    assert!((terms.contact - 3.0).abs() < 1e-9);
    assert!((terms.misfit - weights.misfit_days / 2.0).abs() < 1e-9);
    assert!(
        (terms.price - 3.0).abs() < 1e-9,
        "half of it, for who is twice as urgent"
    );
    assert!((terms.refusal - (1.0 / 0.9 - 1.0) * 1.5).abs() < 1e-9);
    assert!((terms.total() - (terms.contact + terms.misfit + terms.price + terms.refusal)).abs() < 1e-12);
}

/// Every way there is, tried.
fn best_by_force(wishes: &[Vec<Gain>], room: &mut [u32]) -> i64 {
    let Some((first, rest)) = wishes.split_first() else {
        return 0;
    };
    let mut best = best_by_force(rest, room);
    for &(programme, gain) in first {
        if room[programme] > 0 {
            room[programme] -= 1;
            best = best.max(gain + best_by_force(rest, room));
            room[programme] += 1;
        }
    }
    best
}

proptest! {
    #[test]
    fn an_assignment_gains_as_much_as_any_could(
        wishes in prop::collection::vec(prop::collection::btree_map(0_usize..4, 1_i64..40, 0..4), 0..7),
        room in prop::collection::vec(0_u32..3, 4),
    ) {
        let wishes: Vec<Vec<Gain>> = wishes.into_iter().map(|one| one.into_iter().collect()).collect();
        let assigned = assign(&wishes, &room);
        let mut left = room.clone();
        let mut gained = 0;
        for (wish, programme) in wishes.iter().zip(&assigned) {
            if let Some(programme) = programme {
                prop_assert!(left[*programme] > 0, "more than there is room for");
                left[*programme] -= 1;
                gained += wish.iter().find(|(one, _)| one == programme).unwrap().1;
            }
        }
        prop_assert_eq!(gained, best_by_force(&wishes, &mut room.clone()));
    }
}

fn each_month(intake: f64, taken: f64, left: f64) -> Place {
    Place {
        room: Room::Each {
            intake,
            taken,
            days: 30.0,
            left,
        },
        free: 0,
        begins: 0.0,
        ends: f64::INFINITY,
        pauses: Vec::new(),
        since: Vec::new(),
        from_before: (0.0, 0.0),
    }
}

#[test]
fn what_a_month_has_left_is_there_until_its_end_and_nothing_where_all_is_taken() {
    // Four a month, all taken on the third: nothing for four weeks, but for the last two days of the fourth.
    let weeks = each_month(4.0, 4.0, 26.0).ahead(60.0, 6);
    assert_eq!(weeks[..3], [0.0, 0.0, 0.0]);
    assert!((weeks[3] - 4.0 * 2.0 / 30.0).abs() < 1e-9, "{weeks:?}");
    assert!((weeks[4] - 4.0 * 7.0 / 30.0).abs() < 1e-9, "{weeks:?}");
    // None taken on the first: four in the month, and no more.
    let weeks = each_month(4.0, 0.0, 28.0).ahead(60.0, 6);
    let month: f64 = weeks[..4].iter().sum();
    assert!((month - 4.0).abs() < 1e-9, "{weeks:?}");
}

#[test]
fn that_all_of_very_many_are_wanted_is_as_likely_as_of_many() {
    let wanted = |many: u32| {
        let free = Place {
            free: many,
            ..each_month(f64::from(many), 0.0, 30.0)
        };
        free.wanted()
    };
    assert!(
        (wanted(100) - wanted(101)).abs() < 0.01,
        "{} {}",
        wanted(100),
        wanted(101)
    );
    assert!((0.4..0.6).contains(&wanted(5000)), "{}", wanted(5000));
}
