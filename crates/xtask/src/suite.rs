//! The tests, with everything they need: the binary they start and a PostgreSQL of their own.

use std::env;
use std::process::Command;
use std::thread;

use crate::browser::{self, Outcome};
use crate::cluster::Cluster;
use crate::failure::Failure;
use crate::run;

/// The administrator's address of a PostgreSQL; tests that need one run only where it is set.
const DATABASE: &str = "LUOTSI_TEST_POSTGRES";

/// Where that server keeps its files; tests that search them run only where it is set.
const DATABASE_FILES: &str = "LUOTSI_TEST_POSTGRES_DATA";

/// Where it is `0`, the pages are not looked at in Chromium, which takes some ten minutes.
const PAGES: &str = "LUOTSI_PAGES";

/// The program that the system tests start.
const BINARY: &str = "LUOTSI_BIN";

/// Tests at once. A test waits for its server as long as that works, and a server for its database: with no more
/// tests than processors, a third of the processors' time is lost.
fn at_once() -> usize {
    thread::available_parallelism().map_or(1, usize::from) + 1
}

/// Builds everything, runs all tests on both databases, and says what was run.
pub fn run() -> Result<(), Failure> {
    let binary = run::build()?;
    let server = Server::of_environment_or_own()?;

    let nextest = run::succeeds(run::cargo().args(["nextest", "--version"]));
    let at_once = at_once().to_string();
    let mut suites = Vec::new();
    if nextest {
        suites.push((
            "all tests, each in a process of its own (cargo-nextest)",
            vec!["nextest", "run", "--workspace", "--test-threads", &at_once],
        ));
        // Examples in comments are the one kind of test that cargo-nextest does not run.
        suites.push(("examples in comments", vec!["test", "--workspace", "--doc"]));
    } else {
        suites.push((
            "all tests and the examples in comments (cargo test)",
            vec!["test", "--workspace", "--no-fail-fast"],
        ));
    }
    let mut report = Vec::new();
    let mut failed = 0;
    for (name, arguments) in suites {
        let outcome = run::stream(server.lend_to(run::cargo().args(arguments).env(BINARY, &binary)));
        failed += u32::from(outcome.is_err());
        report.push(format!(
            "{}  {name}",
            if outcome.is_ok() { "passed" } else { "FAILED" }
        ));
    }

    let mut left_out = Vec::new();
    if env::var_os(PAGES).is_none_or(|pages| pages != "0") {
        match browser::run(&binary) {
            Outcome::Ran(outcome) => {
                failed += u32::from(outcome.is_err());
                let passed = if outcome.is_ok() { "passed" } else { "FAILED" };
                report.push(format!(
                    "{passed}  the pages in Chromium (tests/browser, on SQLite)"
                ));
                if !browser::has_java() {
                    left_out.push("the HTML validator, because there is no Java".to_owned());
                }
            }
            Outcome::NotRun(why) => {
                left_out.push(format!("the pages in Chromium (tests/browser), because {why}"));
            }
        }
    } else {
        left_out.push(format!(
            "the pages in Chromium (tests/browser), because {PAGES}=0: `cargo xtask browser` runs them"
        ));
    }

    eprintln!("\nWhat was run, on SQLite and on {}:", server.name());
    for line in report {
        eprintln!("  {line}");
    }
    if !server.shows_its_files() {
        left_out.push(format!(
            "searching the files of PostgreSQL, because {DATABASE} names a server from elsewhere"
        ));
    }
    for what in left_out {
        eprintln!("  not run: {what}");
    }
    if !nextest {
        eprintln!("  (cargo-nextest is not installed; it would run the same tests, more of them at once)");
    }
    if failed == 0 {
        Ok(())
    } else {
        Err(Failure::new(
            "tests failed; the first failure above says where to look",
        ))
    }
}

/// Builds everything and runs the pages in Chromium alone; here it is a failure where they cannot be.
pub fn browser() -> Result<(), Failure> {
    match browser::run(&run::build()?) {
        Outcome::Ran(outcome) => outcome,
        Outcome::NotRun(why) => Err(Failure(why)),
    }
}

/// Runs a command with a PostgreSQL beside it.
pub fn with_database(command: &[&str]) -> Result<(), Failure> {
    let server = Server::of_environment_or_own()?;
    let [program, arguments @ ..] = command else {
        return Err(Failure::new("no command was given after `--`"));
    };
    let mut command = run::here(program);
    run::stream(server.lend_to(command.args(arguments)))
}

/// The PostgreSQL that the tests may use.
enum Server {
    /// Named by the person, who answers for it.
    Given(String),
    /// Started for this run, and gone after it.
    Own(Cluster),
}

impl Server {
    fn of_environment_or_own() -> Result<Self, Failure> {
        match env::var(DATABASE) {
            Ok(url) if !url.is_empty() => Ok(Self::Given(url)),
            _ => Cluster::start().map(Self::Own),
        }
    }

    fn lend_to<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        match self {
            Self::Given(url) => command.env(DATABASE, url),
            Self::Own(cluster) => command
                .env(DATABASE, cluster.url())
                .env(DATABASE_FILES, cluster.data()),
        }
    }

    fn shows_its_files(&self) -> bool {
        match self {
            Self::Given(_) => env::var_os(DATABASE_FILES).is_some(),
            Self::Own(_) => true,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Given(_) => format!("the PostgreSQL of {DATABASE}"),
            Self::Own(cluster) => cluster.to_string(),
        }
    }
}
