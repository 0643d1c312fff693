//! Scenarios made for these tests: small ones by hand, and larger ones drawn from a seed.

use crate::policy::SplitMix64;
use serde_json::{Value, json};

pub(super) use crate::scenario::DAY;

/// A desk that is open on weekdays from nine to three, and those rules.
pub(super) fn frame(name: &str, end_day: i64) -> Value {
    json!({
        "format": "luotsi-scenario/1", "name": name, "network": "test",
        "clock": {"start_weekday": 0, "arrivals_end_minute": end_day * DAY / 2, "end_minute": end_day * DAY},
        "desk": {"weekdays": [0, 1, 2, 3, 4], "open_minute": 540, "close_minute": 900},
        "rules": {
            "offer_timeout_minutes": {"1": 1000, "2": 2000, "3": 3000}, "reoffer_cooldown_minutes": 3 * DAY,
            "escalate_after_minutes": {"1": DAY, "2": DAY, "3": DAY},
            "priority_weights": {"1": 5, "2": 2, "3": 1}, "target_days": {"1": 1, "2": 2, "3": 3},
            "unserved_penalty_days": 60, "measure_from_minute": 0
        },
        "areas": [{"id": "A", "name": "A", "district": "D", "x_m": 0, "y_m": 0}],
        "programmes": [], "expected_referrals_per_week": 3, "history": [], "referrals": [],
        "hidden": {"initial_case_ends": [], "capacity_changes": [], "pauses": [], "withdraw_after": [], "draws": []}
    })
}

/// A programme with one place, for everybody, at the centre.
pub(super) fn programme(id: &str) -> Value {
    json!({
        "id": id, "organisation": format!("of-{id}"), "name": id, "x_m": 0, "y_m": 0, "remote": false,
        "areas": ["A"], "needs": ["n"], "forms": ["f"], "languages": ["fi"], "worker_genders": ["f"],
        "slots": 1, "weekly_intake": null, "starts_minute": 0, "ends_minute": 1000 * DAY,
        "typical": {"accept_pct": 80, "ack_minutes": 60, "first_contact_minutes": 600, "duration_days": 10}
    })
}

/// Somebody who needs just that.
pub(super) fn referral(id: &str, arrival: i64, priority: u8) -> Value {
    json!({
        "id": id, "arrival_minute": arrival, "area": "A", "needs": ["n"], "language": "fi",
        "priority": priority, "wishes": {"form": null, "worker_gender": null}
    })
}

/// A network of eight programmes and some two hundred people, drawn from a seed.
pub(super) fn town(seed: u64) -> Value {
    let mut chance = SplitMix64::new(seed);
    let mut whole = frame(&format!("town-{seed}"), 200);
    let needs = ["n", "m", "k"];
    let mut programmes = Vec::new();
    for index in 0..8_usize {
        let mut one = programme(&format!("P{index}"));
        let skipped = chance.below(3);
        let served: Vec<&str> = needs
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != skipped)
            .map(|(_, need)| *need)
            .collect();
        one["needs"] = json!(served);
        one["x_m"] = json!(chance.below(9000));
        one["slots"] = json!(2 + chance.below(4));
        if index == 7 {
            one["slots"] = Value::Null;
            one["weekly_intake"] = json!(2);
        }
        one["typical"] = json!({
            "accept_pct": 60 + chance.below(35), "ack_minutes": 100 + chance.below(1500),
            "first_contact_minutes": 800 + chance.below(8000), "duration_days": 15 + chance.below(40)
        });
        programmes.push(one);
    }
    let mut people = Vec::new();
    let mut draws = Vec::new();
    let mut withdraw_after = Vec::new();
    let mut arrival = 0;
    for index in 0..160 {
        arrival += 200 + i64::try_from(chance.below(1400)).unwrap();
        let mut one = referral(&format!("R{index}"), arrival, [1, 2, 3, 3][chance.below(4)]);
        let main = chance.below(3);
        let mut hers = vec![needs[main]];
        if chance.below(3) == 0 {
            hers.push(needs[(main + 1) % 3]);
        }
        one["needs"] = json!(hers);
        let mut rows = Vec::new();
        for (at, programme) in programmes.iter().enumerate() {
            if programme["needs"]
                .as_array()
                .unwrap()
                .contains(&json!(needs[main]))
            {
                rows.push(future(&mut chance, at, programme));
            }
        }
        draws.push(Value::Array(rows));
        let leaves = chance.below(5) == 0;
        withdraw_after.push(if leaves { json!(20 * DAY) } else { Value::Null });
        people.push(one);
    }
    whole["hidden"]["initial_case_ends"] = json!(vec![vec![9 * DAY]; 8]);
    whole["hidden"]["initial_case_ends"][7] = json!([]);
    whole["hidden"]["pauses"] = json!([[10 * DAY, 20 * DAY, 30 * DAY, 1]]);
    whole["hidden"]["capacity_changes"] = json!([[40 * DAY, 2, 6]]);
    whole["hidden"]["draws"] = Value::Array(draws);
    whole["hidden"]["withdraw_after"] = Value::Array(withdraw_after);
    whole["programmes"] = Value::Array(programmes);
    whole["referrals"] = Value::Array(people);
    whole["expected_referrals_per_week"] = json!(10);
    whole
}

/// What would come of asking, drawn anew.
pub(super) fn future(chance: &mut SplitMix64, at: usize, programme: &Value) -> Value {
    let typical = |name: &str| programme["typical"][name].as_i64().unwrap();
    let about = |chance: &mut SplitMix64, usual: i64| {
        usual / 2 + i64::try_from(chance.below(1000)).unwrap() * usual / 1000
    };
    let limit = match chance.below(10) {
        0..3 => -1,
        3 => 60,
        _ => 100,
    };
    json!([
        at,
        limit,
        about(chance, typical("ack_minutes")) + 1,
        about(chance, typical("ack_minutes")) + 1,
        about(chance, typical("first_contact_minutes")),
        about(chance, typical("duration_days") * DAY) + DAY
    ])
}
