//! The program under test.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fmt};

/// The `luotsi` binary: the one that `LUOTSI_BIN` names, else the one that was built beside this test.
fn path() -> PathBuf {
    let path = match env::var_os("LUOTSI_BIN") {
        Some(path) => PathBuf::from(path),
        None => env::current_exe()
            .expect("a test knows where it is")
            .ancestors()
            .nth(2)
            .expect("a test lies in target/PROFILE/deps")
            .join(format!("luotsi{}", env::consts::EXE_SUFFIX)),
    };
    assert!(
        path.is_file(),
        "the program under test is not at {}: run `cargo build --package luotsi` first, name it in LUOTSI_BIN, \
         or let `cargo xtask test` do both",
        path.display()
    );
    path
}

/// Prepares a command of the binary. Settings of whoever runs the tests do not reach it.
pub(crate) fn command() -> Command {
    let mut command = Command::new(path());
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("LUOTSI_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command of the binary to its end.
pub fn luotsi<A: AsRef<OsStr>>(arguments: &[A], settings: &[(&str, &str)]) -> Finished {
    let output = command()
        .args(arguments)
        .envs(settings.iter().copied())
        .output()
        .expect("the program under test can be started");
    Finished {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// What a command left behind.
#[derive(Debug)]
pub struct Finished {
    /// The exit status; none where a signal ended it.
    pub status: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Finished {
    /// Checks the exit status, and shows everything where it is another.
    #[track_caller]
    pub fn expect(&self, status: i32) -> &Self {
        assert!(
            self.status == Some(status),
            "expected exit status {status}, but {self}"
        );
        self
    }
}

impl fmt::Display for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "it was {:?}\n--- stdout\n{}\n--- stderr\n{}",
            self.status, self.stdout, self.stderr
        )
    }
}
