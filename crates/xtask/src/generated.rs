//! Files that the binary writes about itself; they are committed, so that a change of them is seen
//! in review, and compared, so that they cannot go stale.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, While};
use crate::run;

/// A committed file, and the arguments with which the binary prints it.
struct Generated {
    path: &'static str,
    arguments: &'static [&'static str],
}

const ALL: [Generated; 1] = [Generated {
    path: "schemas/openapi.json",
    arguments: &["openapi"],
}];

/// Writes every generated file anew.
pub fn write() -> Result<(), Failure> {
    let binary = run::build()?;
    for file in &ALL {
        let path = run::root().join(file.path);
        let fresh = print(&binary, file)?;
        let stale = fs::read(&path).ok();
        if stale.as_ref() == Some(&fresh) {
            println!("{} is up to date", file.path);
        } else {
            fs::write(&path, fresh).while_doing(format!("write {}", file.path))?;
            println!("{} was written", file.path);
        }
    }
    Ok(())
}

/// Fails where a committed file is not what the binary prints, and changes nothing.
pub fn compare() -> Result<(), Failure> {
    let binary = run::build()?;
    let mut stale = Vec::new();
    for file in &ALL {
        if fs::read(run::root().join(file.path)).ok() != Some(print(&binary, file)?) {
            stale.push(file.path);
        }
    }
    if stale.is_empty() {
        println!("the generated files are up to date");
        return Ok(());
    }
    Err(Failure(format!(
        "out of date: {}; run `cargo xtask generate` and commit what it writes",
        stale.join(", ")
    )))
}

fn print(binary: &Path, file: &Generated) -> Result<Vec<u8>, Failure> {
    let printed = run::read(Command::new(binary).args(file.arguments))?;
    if printed.is_empty() {
        return Err(Failure(format!(
            "`luotsi {}` printed nothing",
            file.arguments.join(" ")
        )));
    }
    Ok(printed)
}
