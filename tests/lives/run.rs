//! Worlds, lived one beside the other, and what is found in them.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::SignedDuration;
use serde_json::Value;

use crate::chance::{Chance, clock};
use crate::hold::of_one;
use crate::world::{Fault, Kind, Said, World};

/// People in one world.
const TOGETHER: u32 = 40;
/// Steps for each of them, in the mean.
const STEPS: u32 = 17;

/// What was lived.
#[derive(Default)]
pub struct Lived {
    pub lives: u64,
    pub roads: u64,
    pub steps: u64,
    pub told: u64,
    pub seconds: u64,
    pub events: BTreeSet<String>,
    /// Actions done, and how often.
    pub done: BTreeMap<String, u64>,
    /// Steps refused, by what and why.
    pub refused: BTreeMap<String, u64>,
    pub worst: Option<String>,
    pub faults: u64,
}

impl fmt::Display for Lived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused: u64 = self.refused.values().sum();
        write!(
            f,
            "{} lives on {} roads, {} steps, {refused} of them refused, {} events, {} seconds, {} worlds with a fault",
            self.lives, self.roads, self.steps, self.told, self.seconds, self.faults
        )?;
        if env::var_os("LUOTSI_LIVES_TOLD").is_some() {
            write!(f, "\ndone: {:#?}\nrefused: {:#?}", self.done, self.refused)?;
        }
        Ok(())
    }
}

fn number(name: &str, usual: u64) -> u64 {
    env::var(name)
        .ok()
        .filter(|text| !text.is_empty())
        .map_or(usual, |text| {
            text.parse().unwrap_or_else(|_| panic!("{name} is a number"))
        })
}

/// Lives as many lives as `LUOTSI_LIVES` says, from the seed `LUOTSI_LIVES_SEED` on.
pub fn lives(kind: Kind) -> Lived {
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let wanted = number("LUOTSI_LIVES", 40);
    let first = number("LUOTSI_LIVES_SEED", 1);
    let next = Arc::new(AtomicU64::new(0));
    let so_far = Arc::new(AtomicU64::new(0));
    let mut lived = runtime.block_on(async {
        let tasks: Vec<_> = (0..number("LUOTSI_LIVES_AT_ONCE", 2))
            .map(|_| {
                let (next, so_far) = (Arc::clone(&next), Arc::clone(&so_far));
                tokio::spawn(async move {
                    let mut lived = Lived::default();
                    loop {
                        let turn = next.fetch_add(1, Ordering::Relaxed);
                        if so_far.load(Ordering::Relaxed) >= wanted {
                            return lived;
                        }
                        let before = lived.lives;
                        live_one(kind, first + turn, &mut lived).await;
                        so_far.fetch_add(lived.lives - before, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        let mut all = Lived::default();
        for task in tasks {
            all.add(task.await.expect("a world does not panic"));
        }
        all
    });
    lived.seconds = began.elapsed().as_secs();
    lived
}

impl Lived {
    fn add(&mut self, other: Self) {
        self.lives += other.lives;
        self.roads += other.roads;
        self.steps += other.steps;
        self.told += other.told;
        self.faults += other.faults;
        self.events.extend(other.events);
        for (what, times) in other.done {
            *self.done.entry(what).or_default() += times;
        }
        for (what, times) in other.refused {
            *self.refused.entry(what).or_default() += times;
        }
        // The shortest says most.
        let length = |worst: &Option<String>| worst.as_ref().map_or(usize::MAX, String::len);
        if length(&other.worst) < length(&self.worst) {
            self.worst = other.worst;
        }
    }
}

async fn live_one(kind: Kind, seed: u64, lived: &mut Lived) {
    let began = Instant::now();
    let mut world = World::new(kind, seed).await;
    let mut chance = Chance::new(seed);
    let mut steps = Vec::new();
    let found = in_world(&mut world, &mut chance, &mut steps, lived).await;
    let people = world
        .texts("SELECT DISTINCT client_id FROM referrals")
        .await
        .len() as u64;
    lived.lives += people;
    lived.roads += world.persons.len() as u64;
    lived.steps += steps.len() as u64;
    lived
        .events
        .extend(world.texts("SELECT DISTINCT name FROM events").await);
    if env::var_os("LUOTSI_LIVES_TOLD").is_some() {
        eprintln!(
            "world {seed}: {people} lives, {} steps, {:?}",
            steps.len(),
            began.elapsed()
        );
    }
    if let Err(fault) = found {
        lived.faults += 1;
        eprintln!("world {seed}, step {}: {}", steps.len(), fault.what);
        if number("LUOTSI_LIVES_SHRINK", 1) == 1 && lived.worst.is_none() {
            let (short, fault) = shortened(kind, seed, steps, fault).await;
            let lines: Vec<String> = short.iter().map(Value::to_string).collect();
            lived.worst = Some(format!("world {seed}: {}\n{}", fault.what, lines.join("\n")));
        } else if lived.worst.is_none() {
            lived.worst = Some(format!("world {seed}: {}", fault.what));
        }
    }
}

async fn in_world(
    world: &mut World,
    chance: &mut Chance,
    steps: &mut Vec<Value>,
    lived: &mut Lived,
) -> Result<(), Fault> {
    let most = TOGETHER * STEPS;
    for turn in 0..most {
        // In the last fifth nobody new comes.
        let here = u32::try_from(world.persons.len()).unwrap();
        let arrives = here < TOGETHER && here * most <= turn * (TOGETHER + TOGETHER / 4);
        let step = chance.next(world, arrives).await;
        steps.push(step.clone());
        let said = taken(world, &step).await?;
        let what = step["action"]
            .as_str()
            .or(step["do"].as_str())
            .unwrap_or_default();
        match said {
            Ok(()) => *lived.done.entry(what.to_owned()).or_default() += 1,
            Err(word) => *lived.refused.entry(format!("{what}: {word}")).or_default() += 1,
        }
        if turn % 50 == 49 {
            let step = clock(world.now);
            steps.push(step.clone());
            let _ = taken(world, &step).await?;
            world.hold_all().await?;
        }
    }
    // Left alone, whatever is to happen by itself happens.
    for _ in 0..8 {
        let step = clock(world.now + SignedDuration::from_hours(24 * 50));
        steps.push(step.clone());
        let _ = taken(world, &step).await?;
    }
    lived.told += world.hold_the_end().await?;
    Ok(())
}

/// Takes a step and looks at whom it touched.
async fn taken(world: &mut World, step: &Value) -> Result<Said, Fault> {
    let said = world.take(step).await.map_err(|fault| Fault {
        what: format!("{} at {step}", fault.what),
    })?;
    for field in ["on", "as"] {
        let Some(label) = step[field]
            .as_str()
            .filter(|label| world.persons.contains_key(*label))
        else {
            continue;
        };
        let referral = world.load(label).await;
        of_one(label, &referral)?;
        world.known.insert(label.to_owned(), referral);
    }
    Ok(said)
}

/// Takes steps in a world of their own, and says what is wrong there.
pub async fn replayed(kind: Kind, seed: u64, steps: &[Value]) -> Result<World, Fault> {
    let mut world = World::new(kind, seed).await;
    for step in steps {
        let _: Said = taken(&mut world, step).await?;
        if step["do"] == "clock" {
            world.hold_all().await?;
        }
    }
    let _ = world.take(&clock(world.now)).await?;
    world.hold_the_end().await?;
    Ok(world)
}

/// Leaves out whatever the fault does not need.
async fn shortened(kind: Kind, seed: u64, steps: Vec<Value>, fault: Fault) -> (Vec<Value>, Fault) {
    let mut kept = (steps, fault);
    // The same fault is the one whose words are the same but for whom and when.
    let like = |fault: &Fault| -> String {
        let words = fault.what.split(" at {").next().unwrap_or_default();
        words.chars().filter(|c| !c.is_ascii_digit()).take(60).collect()
    };
    let wanted = like(&kept.1);
    let mut size = kept.0.len() / 2;
    let mut left = 400;
    while size > 0 && left > 0 {
        let mut from = 0;
        while from < kept.0.len() && left > 0 {
            let mut fewer = kept.0.clone();
            fewer.drain(from..(from + size).min(fewer.len()));
            left -= 1;
            match replayed(kind, seed, &fewer).await {
                Err(found) if like(&found) == wanted => kept = (fewer, found),
                Ok(_) | Err(_) => from += size,
            }
        }
        size /= 2;
    }
    kept
}
