//! The pages in a real Chromium (`tests/browser/`): what that needs, and how it is got where that is allowed.
//!
//! Not everybody who changes a rule has a browser at hand. Where something is missing and cannot be installed,
//! the suites are not run, and the report says so and what would help.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{programs, run};

/// Names a Chromium that is not on the path; `tests/browser/` reads it too.
const CHROMIUM: &str = "LUOTSI_CHROMIUM";

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The oldest Node.js that the suites run on.
const OLDEST_NODE: u32 = 20;

/// What became of the suites.
pub enum Outcome {
    /// They were run.
    Ran(Result<(), Failure>),
    /// They were not, and why.
    NotRun(String),
}

/// Runs the suites against this program.
pub fn run(binary: &Path) -> Outcome {
    match prepare() {
        Ok(()) => {
            let mut npm = here("npm");
            npm.args(["test", "--silent"]).env("LUOTSI_BIN", binary);
            Outcome::Ran(run::stream(&mut npm))
        }
        Err(why) => Outcome::NotRun(why.0),
    }
}

/// Whether what the HTML validator runs on is there: without it the suites leave the validator out.
pub fn has_java() -> bool {
    run::succeeds(Command::new("java").arg("-version"))
}

fn prepare() -> Result<(), Failure> {
    node()?;
    if !has_chromium() {
        eprintln!("Chromium was not found on this machine.");
        programs::install_packages(&["chromium"]).map_err(|Failure(why)| {
            Failure(format!(
                "there is no Chromium ({why}); install it, or name one in {CHROMIUM}"
            ))
        })?;
    }
    if is_installed() {
        return Ok(());
    }
    run::stream(here("npm").arg("ci")).map_err(|Failure(why)| {
        Failure(format!(
            "{why}: what tests/browser/package-lock.json names could not be got"
        ))
    })
}

fn node() -> Result<(), Failure> {
    let needed = || {
        Failure(format!(
            "Node.js {OLDEST_NODE} or later with npm is needed (Debian: `apt-get install nodejs npm` as root)"
        ))
    };
    let printed = run::read(Command::new("node").arg("--version")).map_err(|_| needed())?;
    let version = String::from_utf8_lossy(&printed).into_owned();
    let is_new = major(&version).is_some_and(|major| major >= OLDEST_NODE);
    if is_new && run::succeeds(Command::new("npm").arg("--version")) {
        Ok(())
    } else {
        Err(needed())
    }
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn has_chromium() -> bool {
    if let Some(named) = env::var_os(CHROMIUM) {
        return Path::new(&named).is_file();
    }
    let folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    folders
        .iter()
        .any(|folder| NAMES.iter().any(|name| folder.join(name).is_file()))
}

/// Whether what the lock file names was installed since it was changed last.
fn is_installed() -> bool {
    let changed = |file: &str| fs::metadata(folder().join(file)).and_then(|file| file.modified());
    match (
        changed("node_modules/.package-lock.json"),
        changed("package-lock.json"),
    ) {
        (Ok(installed), Ok(named)) => installed >= named,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
    }
}

fn folder() -> PathBuf {
    run::root().join("tests/browser")
}

fn here(program: &str) -> Command {
    let mut command = run::here(program);
    command.current_dir(folder());
    command
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_first_number_of_a_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("22.1"), Some(22));
        assert_eq!(major("nightly"), None);
    }
}
