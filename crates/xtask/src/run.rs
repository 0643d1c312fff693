//! Running other programs: always in the workspace's root, always saying which.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::failure::{Failure, While};

/// The folder of the workspace's `Cargo.toml`: the one that cargo runs this program for. Where it was compiled is
/// another where two checkouts share built programs.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        here.ancestors().nth(2).unwrap_or(&here).to_path_buf()
    });
    &ROOT
}

/// Where cargo puts the binary of this profile: beside this very program.
fn binary() -> Result<PathBuf, Failure> {
    Ok(env::current_exe()
        .while_doing("find the folder of built programs")?
        .with_file_name(format!("luotsi{}", env::consts::EXE_SUFFIX)))
}

/// The cargo that runs this command, so that a toolchain chosen on its command line stays chosen.
pub fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program that runs in the workspace's root.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = here(name);
    command.current_dir(root());
    command
}

/// A program that runs where the person is. What cargo told this program about itself is kept from
/// it: a build script that asks for it, as ring's does, would run anew at every change between
/// `cargo xtask` and plain cargo, and half the tree after it.
pub fn here(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for (variable, _) in env::vars_os() {
        let told = variable.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&variable);
        }
    }
    command
}

/// Builds everything that tests and generators need. Always the same packages and targets: cargo then
/// always chooses the same features, and compiles no dependency twice.
pub fn build() -> Result<PathBuf, Failure> {
    stream(cargo().args(["build", "--workspace", "--all-targets"]))?;
    binary()
}

/// Runs it with its output going to the person, and fails where it fails.
pub fn stream(command: &mut Command) -> Result<(), Failure> {
    let line = words(command);
    eprintln!("\n$ {line}");
    let status = command.status().while_doing(format!("run `{line}`"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure(format!("`{line}` failed ({status})")))
    }
}

/// Whether it can be run and says that all is well; its output goes nowhere.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs it silently and gives what it printed; what it complained of becomes the failure.
pub fn read(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let line = words(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .while_doing(format!("run `{line}`"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!(
        "`{line}` failed ({}): {}",
        output.status,
        complaint.trim()
    )))
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
