//! What came of it, in numbers. Waiting counts for everybody, also for whom nobody ever reached.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    fit::fit,
    people::Status,
    scenario::{DAY, Referral, WEEK},
    world::World,
};

/// Groups smaller than this are not compared.
const COMPARED_FROM: usize = 20;

/// The numbers by which policies are compared. Shares and days are rounded to six decimals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metrics {
    /// Who is measured.
    pub referrals: usize,
    /// Reached within the scenario.
    pub reached: usize,
    /// Not reached.
    pub never_reached: usize,
    /// Left without help.
    pub withdrawn: usize,
    /// Waiting or being asked about at the end.
    pub still_waiting: usize,
    /// Not reached, of the most urgent.
    pub never_reached_priority_1: usize,
    /// The primary one: days to first contact, weighted by priority.
    pub priority_weighted_wait_days: f64,
    /// Of those reached.
    pub mean_wait_days_reached: f64,
    /// Of everybody.
    pub median_wait_days: f64,
    /// Of everybody.
    pub p95_wait_days: f64,
    /// Offers for each.
    pub offers_per_referral: f64,
    /// Offers for each who was reached.
    pub offers_per_reached: f64,
    /// The most offers about one person.
    pub max_offers: usize,
    /// How many offers ended how.
    pub offer_outcomes: BTreeMap<&'static str, usize>,
    /// Reached within the target of her priority.
    pub within_target: f64,
    /// Waited beyond what must alert somebody.
    pub escalated: usize,
    /// The worst district's ninetieth percentile over the best one's.
    pub area_p90_ratio: Option<f64>,
    /// The same by language.
    pub language_p90_ratio: Option<f64>,
    /// The same by one need or several.
    pub needs_p90_ratio: Option<f64>,
    /// Jain's index of how used the organisations are.
    pub org_load_jain: f64,
    /// Of those reached.
    pub mean_fit: f64,
    /// The share of wishes met, of those reached.
    pub wishes_granted: Option<f64>,
    /// Reached within three days.
    pub reached_within_3d: f64,
    /// Within a week.
    pub reached_within_7d: f64,
    /// Within two weeks.
    pub reached_within_14d: f64,
    /// Within thirty days.
    pub reached_within_30d: f64,
    /// Of the most urgent.
    pub mean_wait_days_p1: f64,
    /// Of the second priority.
    pub mean_wait_days_p2: f64,
    /// Of the third.
    pub mean_wait_days_p3: f64,
}

/// Somebody who is measured.
struct Measured<'s> {
    index: usize,
    referral: &'s Referral,
    wait: i64,
    reached: bool,
}

/// Measures a scenario that has run to its end.
#[must_use]
pub fn measure(world: &World<'_>) -> Metrics {
    let scenario = world.scenario;
    let rules = &scenario.rules;
    let everybody = measured(world);
    let n = everybody.len();
    let reached: Vec<&Measured<'_>> = everybody.iter().filter(|one| one.reached).collect();
    let mut waits: Vec<i64> = everybody.iter().map(|one| one.wait).collect();
    waits.sort_unstable();
    let weight = |one: &Measured<'_>| rules.priority_weights.of(one.referral.priority);
    let weights: i64 = everybody.iter().map(weight).sum();
    let weighted: i64 = everybody.iter().map(|one| weight(one) * one.wait).sum();
    let is = |statuses: &[Status]| {
        let among = |one: &&Measured<'_>| statuses.contains(&world.progress[one.index].status);
        everybody.iter().filter(among).count()
    };
    let share = |counts: &dyn Fn(&Measured<'_>) -> bool| {
        let count = everybody.iter().filter(|one| counts(one)).count();
        rounded(ratio(whole(count), whole(n)))
    };
    let within = |days: i64| share(&|one| one.reached && one.wait <= days * DAY);
    let mean_of = |priority: u8| {
        let of = everybody.iter().filter(|one| one.referral.priority == priority);
        rounded(mean(of.map(|one| one.wait)) / real(DAY))
    };
    let escalated = |one: &&Measured<'_>| {
        let until = world.progress[one.index]
            .accepted_at
            .unwrap_or(scenario.clock.end_minute);
        until - one.referral.arrival_minute > rules.escalate_after_minutes.of(one.referral.priority)
    };
    let (offers, max_offers, offer_outcomes) = offers(world, &everybody);
    let (mean_fit, wishes_granted) = fits(world, &reached);
    let districts: BTreeMap<&str, &str> = scenario
        .areas
        .iter()
        .map(|area| (area.id.as_str(), area.district.as_str()))
        .collect();
    Metrics {
        referrals: n,
        reached: reached.len(),
        never_reached: n - reached.len(),
        withdrawn: is(&[Status::Withdrawn]),
        still_waiting: is(&[Status::Waiting, Status::Offered]),
        never_reached_priority_1: everybody
            .iter()
            .filter(|one| one.referral.priority == 1 && !one.reached)
            .count(),
        priority_weighted_wait_days: rounded(ratio(weighted, weights) / real(DAY)),
        mean_wait_days_reached: rounded(mean(reached.iter().map(|one| one.wait)) / real(DAY)),
        median_wait_days: rounded(ratio(percentile(&waits, 50), DAY)),
        p95_wait_days: rounded(ratio(percentile(&waits, 95), DAY)),
        offers_per_referral: rounded(ratio(whole(offers), whole(n))),
        offers_per_reached: rounded(ratio(whole(offers), whole(reached.len()).max(1))),
        max_offers,
        offer_outcomes,
        within_target: share(&|one| {
            one.reached && one.wait <= rules.target_days.of(one.referral.priority) * DAY
        }),
        escalated: everybody.iter().filter(escalated).count(),
        area_p90_ratio: worst_ratio(&everybody, |one| districts.get(&*one.area).copied().unwrap_or("")),
        language_p90_ratio: worst_ratio(&everybody, |one| one.language.as_str()),
        needs_p90_ratio: worst_ratio(&everybody, |one| one.needs.len().min(2)),
        org_load_jain: rounded(balance(world)),
        mean_fit: rounded(mean_fit),
        wishes_granted: wishes_granted.map(rounded),
        reached_within_3d: within(3),
        reached_within_7d: within(7),
        reached_within_14d: within(14),
        reached_within_30d: within(30),
        mean_wait_days_p1: mean_of(1),
        mean_wait_days_p2: mean_of(2),
        mean_wait_days_p3: mean_of(3),
    }
}

fn measured<'s>(world: &World<'s>) -> Vec<Measured<'s>> {
    let (rules, clock) = (&world.scenario.rules, world.scenario.clock);
    let cap = rules.unserved_penalty_days * DAY;
    let all = world.scenario.referrals.iter().enumerate();
    all.filter(|(_, referral)| referral.arrival_minute >= rules.measure_from_minute)
        .map(|(index, referral)| {
            let contact = world.progress[index]
                .contact
                .filter(|contact| *contact <= clock.end_minute);
            Measured {
                index,
                referral,
                wait: contact.map_or(cap, |contact| cap.min(contact - referral.arrival_minute)),
                reached: contact.is_some(),
            }
        })
        .collect()
}

fn offers(world: &World<'_>, everybody: &[Measured<'_>]) -> (usize, usize, BTreeMap<&'static str, usize>) {
    let mut each: BTreeMap<usize, usize> = everybody.iter().map(|one| (one.index, 0)).collect();
    let mut outcomes = BTreeMap::new();
    for offer in &world.offers {
        if let Some(count) = each.get_mut(&offer.referral) {
            *count += 1;
            *outcomes.entry(offer.outcome.as_str()).or_insert(0) += 1;
        }
    }
    (
        each.values().sum(),
        each.values().max().copied().unwrap_or(0),
        outcomes,
    )
}

fn fits(world: &World<'_>, reached: &[&Measured<'_>]) -> (f64, Option<f64>) {
    let scenario = world.scenario;
    let areas: BTreeMap<&str, _> = scenario
        .areas
        .iter()
        .map(|area| (area.id.as_str(), area))
        .collect();
    let (mut fit_sum, mut served, mut wishes, mut granted) = (0, 0, 0, 0);
    for one in reached {
        let programme = world.progress[one.index].served_by;
        let (Some(programme), Some(area)) = (programme, areas.get(one.referral.area.as_str())) else {
            continue;
        };
        let programme = &scenario.programmes[programme];
        let hers = &one.referral.wishes;
        fit_sum += fit(&one.referral.needs, hers, area, programme);
        served += 1;
        for (wish, offered) in [
            (&hers.form, &programme.forms),
            (&hers.worker_gender, &programme.worker_genders),
        ] {
            if let Some(wish) = wish {
                wishes += 1;
                granted += i64::from(offered.contains(wish));
            }
        }
    }
    let mean_fit = if served == 0 { 0.0 } else { ratio(fit_sum, served) };
    (mean_fit, (wishes > 0).then(|| ratio(granted, wishes)))
}

fn worst_ratio<'s, K: Ord>(everybody: &[Measured<'s>], key: impl Fn(&'s Referral) -> K) -> Option<f64> {
    let mut groups: BTreeMap<K, Vec<i64>> = BTreeMap::new();
    for one in everybody {
        groups.entry(key(one.referral)).or_default().push(one.wait);
    }
    let p90 = groups
        .into_values()
        .filter(|waits| waits.len() >= COMPARED_FROM)
        .map(|mut waits| {
            waits.sort_unstable();
            percentile(&waits, 90).max(DAY)
        });
    let (least, most) = p90.fold((None, None), |(least, most): (Option<i64>, Option<i64>), one| {
        (
            Some(least.map_or(one, |least| least.min(one))),
            Some(most.map_or(one, |most| most.max(one))),
        )
    });
    Some(rounded(ratio(most?, least?)))
}

/// Jain's index of how used the organisations are: 1 where all are equally.
fn balance(world: &World<'_>) -> f64 {
    let scenario = world.scenario;
    let mut organisations: Vec<&str> = Vec::new();
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for (index, programme) in scenario.programmes.iter().enumerate() {
        let from = programme.starts_minute;
        let to = programme.ends_minute.min(scenario.clock.end_minute);
        if to <= from {
            continue;
        }
        let standing = &world.standings[index];
        let (taken, there_were) = if let Some(slots) = programme.slots {
            (standing.slot_minutes, slot_minutes(world, index, slots, from, to))
        } else {
            let unit = programme.typical.duration_days * DAY;
            let weeks = (to - from + WEEK - 1) / WEEK;
            let intake = programme.weekly_intake.unwrap_or(0);
            (standing.accepted * unit, intake * weeks * unit)
        };
        let name = programme.organisation.as_str();
        if !sums.contains_key(name) {
            organisations.push(name);
        }
        let sum = sums.entry(name).or_insert((0, 0));
        sum.0 += taken;
        sum.1 += there_were;
    }
    let use_of: Vec<f64> = organisations
        .iter()
        .filter_map(|name| sums.get(name))
        .filter(|(_, available)| *available != 0)
        .map(|&(used, available)| ratio(used, available))
        .collect();
    if use_of.iter().all(|one| *one == 0.0) {
        return 1.0;
    }
    let sum: f64 = use_of.iter().sum();
    let squares: f64 = use_of.iter().map(|one| one * one).sum();
    sum * sum / (real(whole(use_of.len())) * squares)
}

/// Places times minutes, by what was said of them over time.
fn slot_minutes(world: &World<'_>, programme: usize, slots: i64, from: i64, to: i64) -> i64 {
    let mut steps: Vec<(i64, i64)> = world
        .scenario
        .hidden
        .capacity_changes
        .iter()
        .filter(|(at, whose, _)| *whose == programme && from < *at && *at < to)
        .map(|&(at, _, slots)| (at, slots))
        .collect();
    steps.sort_unstable();
    steps.insert(0, (from, slots));
    steps.push((to, 0));
    steps
        .iter()
        .zip(steps.iter().skip(1))
        .map(|(&(begins, slots), &(ends, _))| slots * (ends - begins))
        .sum()
}

/// Nearest rank: the smallest value that so many of a hundred do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> i64 {
    let rank = (percent * sorted.len()).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

fn mean(values: impl Iterator<Item = i64>) -> f64 {
    let (sum, count) = values.fold((0, 0), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { ratio(sum, count) }
}

fn ratio(part: i64, of: i64) -> f64 {
    if of == 0 { 0.0 } else { real(part) / real(of) }
}

#[expect(clippy::cast_precision_loss, reason = "minutes and counts are far below 2^53")]
fn real(value: i64) -> f64 {
    value as f64
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// To six decimals, correctly: what is written is what was measured.
fn rounded(value: f64) -> f64 {
    format!("{value:.6}").parse().unwrap_or(value)
}
