//! `luotsi simulate`: the service's own routing, and simple ones to compare with, on a scenario.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use indicatif::{ProgressBar, ProgressStyle};
use luotsi_simulate::{
    NoResult, Result as Outcome, Scenario,
    comparison::{Row, chart, table},
    policy::NAMES,
    scenario::DAY,
    simulate,
};

use crate::{
    command::SimulateOptions,
    failure::{Failure, Result},
    speech::say,
};

/// Lets every policy asked for decide, and tells what came of it.
pub(crate) fn run(options: &SimulateOptions) -> Result<()> {
    let scenario = read(&options.scenario)?;
    let policies: Vec<&str> = match options.policy.as_deref() {
        Some(policy) => vec![policy],
        None if options.json => vec!["luotsi"],
        None => NAMES.to_vec(),
    };
    let mut outcomes = Vec::with_capacity(policies.len());
    for policy in policies {
        outcomes.push(one(&scenario, policy, options.seed)?);
    }
    let rows: Vec<Row<'_>> = outcomes.iter().map(Row::from).collect();
    if let Some(file) = &options.svg {
        fs::write(file, chart(&scenario.name, &rows))
            .map_err(|fault| Failure::refused(format!("{} cannot be written: {fault}", file.display())))?;
    }
    if options.json {
        for outcome in &outcomes {
            let text = serde_json::to_string(outcome)
                .map_err(|fault| Failure::refused(format!("the result cannot be written: {fault}")))?;
            say(text);
        }
    } else {
        let name = &scenario.name;
        let (people, programmes) = (scenario.referrals.len(), scenario.programmes.len());
        say(format_args!(
            "{name}: {people} referrals, {programmes} programmes"
        ));
        say(table(&rows).trim_end());
    }
    Ok(())
}

/// Runs one policy, with a bar of its days on a terminal.
fn one(scenario: &Scenario, policy: &str, seed: u64) -> Result<Outcome> {
    let days = scenario.clock.end_minute / DAY;
    let bar = ProgressBar::new(u64::try_from(days).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} day {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_message(policy.to_owned());
    let mut each_day = |day: i64| bar.set_position(u64::try_from(day).unwrap_or(0));
    let outcome = simulate(scenario, policy, seed, &mut each_day);
    bar.finish_and_clear();
    outcome.map_err(|none| match none {
        NoResult::UnknownPolicy => Failure::usage(format!(
            "there is no policy {policy:?}; choose one of {}",
            NAMES.join(", ")
        )),
        NoResult::Illegal(illegal) => {
            Failure::refused(format!("the policy {policy} broke the rules: {illegal}"))
        }
    })
}

fn read(file: &Path) -> Result<Scenario> {
    let unreadable =
        |fault: io::Error| Failure::refused(format!("{} cannot be read: {fault}", file.display()));
    let text = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        text
    } else {
        fs::read_to_string(file).map_err(unreadable)?
    };
    Scenario::read(&text).map_err(|fault| {
        Failure::refused(format!(
            "{} is no scenario that can be run: {fault}",
            file.display()
        ))
    })
}
