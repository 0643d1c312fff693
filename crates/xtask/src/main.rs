//! Developers' commands, as `cargo xtask COMMAND`.
//!
//! Only the standard library is used, so that the first command a newcomer types compiles in a
//! second. A command streams what its tools print, and ends with 0 done, 1 failed with one sentence
//! that says why and what to do, or 2 for a command that does not exist.

mod browser;
mod cluster;
mod failure;
mod gate;
mod generated;
mod programs;
mod routing;
mod run;
mod suite;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  test               build everything, start a throw-away PostgreSQL, run all tests on both databases, and
                     the pages in Chromium; with LUOTSI_PAGES=0 without the pages
  browser            build everything, run the pages in Chromium
  check              formatting, lints, documentation, licences
  ci                 check, test, and whether the generated files are up to date
  generate           write the generated files anew
  generate --check   only compare them; fails and names the file where one differs
  bench              how long a routing decision takes, in a release build; fails past its limit
  routing-report DIR compare all policies on every *.scenario.json of DIR; writes crates/simulate/report
  pg -- COMMAND...   run COMMAND with a throw-away PostgreSQL in LUOTSI_TEST_POSTGRES
  help               this text

A PostgreSQL that is named in LUOTSI_TEST_POSTGRES (postgres://…, with the right to create databases)
is used as it is; otherwise one is started on a free port of 127.0.0.1 and removed at the end.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => suite::run(),
        ["browser"] => suite::browser(),
        ["check"] => gate::check(),
        ["ci"] => gate::ci(),
        ["generate"] => generated::write(),
        ["generate", "--check"] => generated::compare(),
        ["bench"] => routing::bench(),
        ["routing-report", folder] => routing::report(folder),
        ["pg", "--", command @ ..] if !command.is_empty() => suite::with_database(command),
        ["help" | "--help" | "-h"] => {
            // A reader such as `head` may have gone after the first line.
            let _ = writeln!(io::stdout(), "{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
