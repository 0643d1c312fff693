//! A running binary: its address, its output, its end.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::{Client, Scratch, binary, until};

const FIRST_LINE: Duration = Duration::from_secs(30);
const READY: Duration = Duration::from_mins(1);
const GRACEFUL_END: Duration = Duration::from_secs(30);

/// A started `luotsi demo` or `luotsi serve`; dropping it kills it.
///
/// Output goes to files and not through pipes: nobody has to read for the service to go on, and what
/// was written before a kill is there to be searched.
#[derive(Debug)]
pub struct Process {
    child: Child,
    url: String,
}

impl Process {
    /// Starts `luotsi serve` with these settings (`LUOTSI_…` variables), and waits until it is ready.
    /// What it writes goes to `stdout-N.log` and `stderr-N.log` in `logs`.
    #[must_use]
    pub fn serve(settings: &[(&str, &str)], logs: &Path) -> Self {
        Self::start(
            binary::command().arg("serve").envs(settings.iter().copied()),
            logs,
        )
    }

    pub(crate) fn start(command: &mut Command, logs: &Path) -> Self {
        let (out, err) = output_files(logs);
        let create = |path: &Path| File::create_new(path).expect("the folder for logs can be written");
        let mut child = command
            .stdout(Stdio::from(create(&out)))
            .stderr(Stdio::from(create(&err)))
            .spawn()
            .expect("the program under test can be started");
        let url = until(
            FIRST_LINE,
            "the address on the first line of standard output",
            || {
                still_runs(&mut child, &err);
                address(&fs::read_to_string(&out).ok()?)
            },
        );
        let mut process = Self { child, url };
        let client = Client::new(&process.url);
        until(READY, "/readyz", || {
            still_runs(&mut process.child, &err);
            let answer = client.request("GET", "/readyz").try_send().ok()?;
            (answer.status == 200).then_some(())
        });
        process
    }

    /// Where it listens: scheme, host and port.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Panics with what it complained of where it has ended by itself.
    pub(crate) fn check(&mut self, logs: &Path) {
        let err = files(logs)
            .into_iter()
            .rfind(|path| path.to_string_lossy().contains("stderr"));
        still_runs(&mut self.child, err.as_deref().unwrap_or(logs));
    }

    /// Kills it as a power cut would: no handler runs.
    pub fn kill(&mut self) {
        // It may be dead already; either way it is after this.
        let _ = self.child.kill();
        self.child.wait().expect("a child can be waited for");
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        let asked = Command::new("sh")
            .args(["-c", "kill -TERM \"$1\"", "sh", &self.child.id().to_string()])
            .status()
            .expect("sh can be started");
        assert!(
            asked.success(),
            "the service was gone before it was asked to stop"
        );
        until(GRACEFUL_END, "the service to stop", || {
            self.child.try_wait().expect("a child can be waited for")
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Everything that processes with this folder for logs have written so far.
pub(crate) fn written(logs: &Path) -> String {
    files(logs)
        .iter()
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned())
        .collect()
}

fn files(logs: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(logs)
        .expect("the folder for logs can be read")
        .map(|entry| entry.expect("the folder for logs can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .collect();
    files.sort();
    files
}

fn output_files(logs: &Path) -> (PathBuf, PathBuf) {
    let start = files(logs).len() / 2;
    (
        logs.join(format!("stdout-{start:03}.log")),
        logs.join(format!("stderr-{start:03}.log")),
    )
}

fn still_runs(child: &mut Child, stderr: &Path) {
    if let Some(status) = child.try_wait().expect("a child can be waited for") {
        panic!(
            "the program under test ended ({status}): {}",
            fs::read_to_string(stderr).unwrap_or_default()
        );
    }
}

/// The address on the first line, once the line is whole.
fn address(printed: &str) -> Option<String> {
    let (line, _) = printed.split_once('\n')?;
    let start = line
        .find("http")
        .unwrap_or_else(|| panic!("no address on the first line: {line}"));
    let address = line.get(start..)?.split_whitespace().next()?;
    Some(address.trim_end_matches('/').to_owned())
}

/// A folder for the logs of one service.
pub(crate) fn logs() -> Scratch {
    Scratch::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_taken_once_the_line_is_whole() {
        assert_eq!(address("http://127.0.0.1:80"), None);
        assert_eq!(
            address("http://127.0.0.1:8080/\nmore"),
            Some("http://127.0.0.1:8080".to_owned())
        );
        assert_eq!(
            address("Luotsi: http://127.0.0.1:9 is up\n"),
            Some("http://127.0.0.1:9".to_owned())
        );
    }

    #[test]
    fn each_start_writes_to_files_of_its_own() {
        let logs = logs();
        let (first, _) = output_files(logs.path());
        fs::write(&first, "one ").unwrap();
        fs::write(logs.path().join("stderr-000.log"), "two ").unwrap();
        let (second, _) = output_files(logs.path());
        assert_ne!(first, second);
        fs::write(&second, "three").unwrap();
        assert_eq!(written(logs.path()), "two one three");
    }
}
