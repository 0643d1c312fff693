//! What holds for every policy, on networks drawn from a seed.

use super::made::{DAY, future, town};
use crate::{Result as Outcome, Scenario, policy::NAMES, policy::SplitMix64, simulate};
use serde_json::{Value, json};

fn run(scenario: &Value, policy: &str) -> Outcome {
    let scenario = Scenario::read(&scenario.to_string()).unwrap();
    simulate(&scenario, policy, 7, &mut |_| {}).unwrap()
}

#[test]
fn the_same_scenario_gives_the_same_result() {
    for policy in NAMES {
        let first = serde_json::to_string(&run(&town(3), policy)).unwrap();
        assert_eq!(
            first,
            serde_json::to_string(&run(&town(3), policy)).unwrap(),
            "{policy}"
        );
    }
}

#[test]
fn nobody_sees_what_will_be() {
    let cut = 60 * DAY;
    for policy in NAMES {
        let whole = town(4);
        let before = run(&whole, policy);
        let asked = |referral: &str, programme: &str| {
            let mut offers = before.offers.iter();
            offers.any(|row| row.0 < cut && row.1 == referral && row.2 == programme)
        };
        // Whatever had not happened by then happens differently.
        let mut other = whole.clone();
        let mut chance = SplitMix64::new(99);
        let people = whole["referrals"].as_array().unwrap();
        for (index, person) in people.iter().enumerate() {
            for row in other["hidden"]["draws"][index].as_array_mut().unwrap() {
                let at = usize::try_from(row[0].as_u64().unwrap()).unwrap();
                if !asked(person["id"].as_str().unwrap(), &format!("P{at}")) {
                    *row = future(&mut chance, at, &whole["programmes"][at]);
                }
            }
            let arrival = person["arrival_minute"].as_i64().unwrap();
            if arrival + 20 * DAY >= cut {
                other["hidden"]["withdraw_after"][index] = json!(cut.max(arrival) - arrival + DAY);
            }
        }
        other["hidden"]["capacity_changes"] = json!([[40 * DAY, 2, 6], [70 * DAY, 3, 1]]);
        let after = run(&other, policy);
        let until = |outcome: &Outcome| -> Vec<(i64, String, String)> {
            let offers = outcome.offers.iter().filter(|row| row.0 < cut);
            offers.map(|row| (row.0, row.1.clone(), row.2.clone())).collect()
        };
        assert!(until(&before).len() > 40, "{policy} did too little to tell");
        assert_eq!(until(&before), until(&after), "{policy} knows what will be");
    }
}

#[test]
fn every_measured_person_is_counted_once() {
    for policy in NAMES {
        let outcome = run(&town(5), policy);
        let m = &outcome.metrics;
        assert_eq!(m.referrals, m.reached + m.never_reached, "{policy}");
        // Only who goes by a list read once a day asks where there is no place.
        let full = m.offer_outcomes.get("full").is_some_and(|count| *count > 0);
        assert!(!full || policy == "manual-daily", "{policy}");
        let ends: usize = m.offer_outcomes.values().sum();
        assert!(ends > 0 && ends <= outcome.offers.len(), "{policy}: {ends}");
        assert!(m.reached_within_3d <= m.reached_within_7d && m.reached_within_14d <= m.reached_within_30d);
    }
}

#[test]
fn the_services_policy_does_better_than_a_list_read_once_a_day() {
    let days = |policy: &str| -> f64 {
        (10..15)
            .map(|seed| run(&town(seed), policy).metrics.priority_weighted_wait_days)
            .sum()
    };
    let (ours, daily, first) = (days("luotsi"), days("manual-daily"), days("first-fit"));
    assert!(ours < 0.8 * daily, "{ours} against {daily}");
    assert!(ours < 0.97 * first, "{ours} against {first}");
}
