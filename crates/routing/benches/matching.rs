//! How long matching a waiting list takes, with its limit. `cargo xtask bench`.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use luotsi_routing::outlook::{Expected, Person, Terms, Way, Weights, propose, weigh};

const PEOPLE: u32 = 2000;
const PROGRAMMES: u32 = 500;
const LIMIT: Duration = Duration::from_millis(100);
const TIMES: usize = 15;

/// The same numbers each time, well mixed.
fn mixed(one: u32, other: u32, below: u32) -> u32 {
    let mut x = one.wrapping_mul(0x9E37_79B9) ^ other.wrapping_mul(0x85EB_CA6B);
    x ^= x >> 15;
    x = x.wrapping_mul(0x2C1B_3C6D);
    (x ^ (x >> 13)) % below
}

fn waiting() -> Vec<Person> {
    let way = |who: u32, programme: u32| Way {
        programme: usize::try_from(programme).unwrap_or(0),
        expected: Expected {
            yes: 0.5 + f64::from(mixed(who, programme, 45)) / 100.0,
            answer_days: f64::from(mixed(programme, 1, 30)) / 10.0,
            contact_days: f64::from(mixed(programme, 2, 90)) / 10.0,
            lost_days: 1.0,
        },
        fit: f64::from(mixed(who, programme, 1000)) / 1000.0,
        price: f64::from(mixed(programme, 3, 400)) / 10.0,
        now: true,
        later: true,
    };
    let one = |who: u32| Person {
        weight: [5.0, 2.0, 1.0, 1.0][who as usize % 4],
        waited: f64::from(mixed(who, 4, 60)),
        usual: 5.0,
        // Each may go to some thirty of them.
        ways: (0..PROGRAMMES)
            .filter(|programme| mixed(who, *programme, 16) == 0)
            .map(|programme| way(who, programme))
            .collect(),
    };
    (0..PEOPLE).map(one).collect()
}

fn main() -> ExitCode {
    let people = waiting();
    let weights = Weights::default();
    let mut within = true;
    for (what, room) in [
        ("few places", 1),
        ("half the places needed", 2),
        ("places for all", 5),
    ] {
        let free = vec![room; PROGRAMMES as usize];
        let mut served = 0;
        let times = (0..TIMES).map(|_| {
            let begun = Instant::now();
            let proposed = propose(&people, &free, &weights);
            let took = begun.elapsed();
            served = proposed.iter().flatten().count();
            took
        });
        // The quickest: what else the machine does is not measured.
        let took = times.min().unwrap_or_default();
        within &= took < LIMIT;
        println!(
            "{PEOPLE} waiting, {PROGRAMMES} programmes, {what}: {took:?}, {served} matched (limit {LIMIT:?})"
        );
    }
    let one = people.first().map(|person| {
        let begun = Instant::now();
        let days: f64 = weigh(person, &weights).iter().map(Terms::total).sum();
        (begun.elapsed(), days)
    });
    println!("one person weighed: {one:?}");
    if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
