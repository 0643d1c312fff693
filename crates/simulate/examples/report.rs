//! Compares all policies on scenarios, and writes what `cargo xtask routing-report` keeps.
//!
//! The first argument is the folder to write to, the others are scenarios.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf, process::ExitCode};

use luotsi_simulate::{
    Scenario,
    comparison::{Row, chart, table},
    policy::NAMES,
    simulate,
};

const HEAD: &str = "\
# How the routing does

Written by `cargo xtask routing-report DIR`; the scenarios are synthetic. `wait` is days to first contact, weighted
by priority, where whoever is never reached counts in full; P1 to P3 are the mean days by priority. The policies
above `luotsi` are simple ones to compare with. `manual-daily` is a coordinator with last Monday's list of places.
";

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments
        .next()
        .ok_or("name a folder to write to, and scenarios")?;
    fs::create_dir_all(&folder)?;
    let mut text = HEAD.to_owned();
    for file in arguments {
        let scenario = Scenario::read(&fs::read_to_string(&file)?)?;
        let name = scenario.name.clone();
        eprintln!("{name}");
        let mut outcomes = Vec::new();
        for policy in NAMES {
            let outcome = simulate(&scenario, policy, 1, &mut |_| {});
            outcomes.push(outcome.map_err(|none| format!("{policy} on {name}: {none:?}"))?);
        }
        let rows: Vec<Row<'_>> = outcomes.iter().map(Row::from).collect();
        fs::write(folder.join(format!("{name}.svg")), chart(&name, &rows))?;
        let (people, programmes) = (scenario.referrals.len(), scenario.programmes.len());
        write!(
            text,
            "\n## {name}: {people} referrals, {programmes} programmes\n\n{table}\n![{name}]({name}.svg)\n",
            table = table(&rows),
        )?;
    }
    fs::write(folder.join("README.md"), text)?;
    Ok(())
}
