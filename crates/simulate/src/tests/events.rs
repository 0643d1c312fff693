//! What happens, minute by minute, on scenarios small enough to be worked out by hand.

use super::made::{DAY, frame, programme, referral};
use crate::{Result as Outcome, Scenario, simulate};
use serde_json::{Value, json};

fn run(scenario: &Value, policy: &str) -> Outcome {
    let scenario = Scenario::read(&scenario.to_string()).unwrap();
    simulate(&scenario, policy, 1, &mut |_| {}).unwrap()
}

fn offers(outcome: &Outcome) -> Vec<(i64, &str, &str, &str, i64)> {
    outcome
        .offers
        .iter()
        .map(|row| (row.0, row.1.as_str(), row.2.as_str(), row.3, row.4))
        .collect()
}

/// Two programmes with a place each; on Monday morning an urgent person and another, later a third.
fn three_people() -> Value {
    let mut whole = frame("three", 30);
    whole["programmes"] = json!([programme("P"), programme("Q")]);
    whole["referrals"] = json!([
        referral("one", 600, 3),
        referral("two", 600, 1),
        referral("three", 700, 2)
    ]);
    whole["hidden"] = json!({
        "initial_case_ends": [[], []], "capacity_changes": [], "pauses": [],
        "withdraw_after": [null, null, null],
        "draws": [
            [[0, 100, 50, 50, 500, 5 * DAY], [1, 100, 40, 40, 400, 5 * DAY]],
            [[0, 100, 30, 30, 300, DAY], [1, -1, 10, 10, 1, DAY]],
            [[0, 100, 60, 70, 600, DAY], [1, 100, 9000, 80, 800, DAY]],
        ],
    });
    whole
}

#[test]
fn the_urgent_are_served_first_and_a_freed_place_goes_to_whoever_waits() {
    let outcome = run(&three_people(), "first-fit");
    // Two is urgent and takes P until 630 + a day; one takes Q; three finds P free again on Tuesday.
    assert_eq!(
        offers(&outcome),
        [
            (600, "two", "P", "accepted", 630),
            (600, "one", "Q", "accepted", 640),
            (630 + DAY, "three", "P", "accepted", 690 + DAY),
        ]
    );
    let m = &outcome.metrics;
    let weighted = 5 * 330 + 440 + 2 * (690 + DAY + 600 - 700);
    assert!(
        (m.priority_weighted_wait_days - f64::from(u32::try_from(weighted).unwrap()) / 8.0 / 1440.0).abs()
            < 1e-6
    );
    assert_eq!((m.reached, m.never_reached, m.max_offers), (3, 0, 1));
}

#[test]
fn who_says_no_about_her_is_never_asked_again_and_who_was_silent_only_after_a_while() {
    let mut whole = three_people();
    // Nobody has a place at P.
    whole["programmes"][0]["slots"] = json!(0);
    whole["hidden"]["draws"][0][1] = json!([1, -1, 20, 20, 1, 1]);
    let outcome = run(&whole, "first-fit");
    assert_eq!(
        offers(&outcome),
        [
            // Not this person: never again.
            (600, "two", "Q", "unsuitable", 610),
            (610, "one", "Q", "unsuitable", 630),
            // Silent for 2000 minutes: at 2700 the desk is open on Tuesday no more, three days later it is Friday.
            (700, "three", "Q", "timeout", 2700),
            (
                4 * DAY + 1260 - 1260 + 540 + 3 * DAY,
                "three",
                "Q",
                "accepted",
                7 * DAY + 620
            ),
        ]
    );
    assert_eq!(outcome.outcomes[1].1, "waiting");
    assert_eq!(outcome.metrics.never_reached_priority_1, 1);
}

#[test]
fn whoever_leaves_takes_her_question_along_and_the_place_is_free_again() {
    let mut whole = three_people();
    whole["hidden"]["draws"][1][0] = json!([0, 100, 900, 900, 300, DAY]);
    whole["hidden"]["withdraw_after"][1] = json!(150);
    let outcome = run(&whole, "first-fit");
    let all = offers(&outcome);
    assert_eq!(all[0], (600, "two", "P", "cancelled", 750));
    assert_eq!(all[2], (750, "three", "P", "accepted", 810));
    assert_eq!(outcome.metrics.withdrawn, 1);
}

#[test]
fn a_full_programme_may_be_asked_by_who_works_from_last_weeks_list() {
    let mut whole = three_people();
    whole["programmes"][1]["x_m"] = json!(9000);
    whole["referrals"][2]["arrival_minute"] = json!(3 * DAY);
    // P reported its place on Monday; a case that began since is not on the list.
    whole["hidden"]["capacity_changes"] = json!([[2 * DAY, 0, 0]]);
    whole["referrals"] = json!([
        referral("one", 3 * DAY, 3),
        referral("two", 3 * DAY, 1),
        referral("three", 3 * DAY, 2)
    ]);
    let outcome = run(&whole, "manual-daily");
    assert_eq!(offers(&outcome)[0].3, "full");
}

#[test]
fn a_scenario_that_does_not_belong_together_is_told_so() {
    let mut whole = three_people();
    whole["programmes"][0]["weekly_intake"] = json!(3);
    let told = |whole: &Value| Scenario::read(&whole.to_string()).unwrap_err().to_string();
    assert_eq!(told(&whole), "P has not exactly one of slots and weekly_intake");
    let mut whole = three_people();
    whole["referrals"][1]["area"] = json!("B");
    assert_eq!(told(&whole), "no area is called \"B\"");
    let mut whole = three_people();
    whole["hidden"]["draws"] = json!([[], []]);
    assert_eq!(told(&whole), "hidden has not one row for each referral");
    whole["format"] = json!("luotsi-scenario/2");
    assert!(told(&whole).starts_with("its format is"));
}
