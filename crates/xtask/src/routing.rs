//! The routing, measured: policies compared on scenarios, and how long a decision takes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, While};
use crate::run;

/// Where the report is kept.
const REPORT: &str = "crates/simulate/report";

/// Lets all policies decide on every scenario of a folder, and writes the tables and charts.
pub fn report(folder: &str) -> Result<(), Failure> {
    let folder = Path::new(folder);
    let mut scenarios: Vec<PathBuf> = fs::read_dir(folder)
        .while_doing(format!("read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".scenario.json"))
        .collect();
    scenarios.sort();
    if scenarios.is_empty() {
        return Err(Failure(format!(
            "there is no *.scenario.json in {}; name a folder of scenarios",
            folder.display()
        )));
    }
    let mut command = run::cargo();
    command.args([
        "run",
        "--release",
        "--package",
        "luotsi-simulate",
        "--example",
        "report",
        "--",
    ]);
    command.arg(run::root().join(REPORT)).args(scenarios);
    run::stream(&mut command)
}

/// Runs the benchmarks that have a limit, and fails where one is passed.
pub fn bench() -> Result<(), Failure> {
    run::stream(run::cargo().args(["bench", "--package", "luotsi-routing"]))
}
