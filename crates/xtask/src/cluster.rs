//! A throw-away PostgreSQL cluster: made in a temporary folder, on a free port of 127.0.0.1, removed
//! with everything in it however this program ends.
//!
//! The server has its ordinary settings for durability, so that a test that kills the service tests
//! something. A password made for this one run keeps other users of the machine out.

use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Failure, While};
use crate::{programs, run};

const SUPERUSER: &str = "luotsi";
const CONNECTIONS: u32 = 200;

/// Between finding a free port and listening on it another program may take it.
const TRIES: u32 = 5;

/// Waits until the pipe to its standard input closes, which happens however the program at the other
/// end dies, then stops the server and removes the folder. It lives in a process group of its own
/// and ignores what Ctrl-C sends, so that it outlives the one it watches.
const GUARD: &str = r#"trap '' INT TERM HUP QUIT; folder=$1; shift; cat; "$@"; rm -rf -- "$folder""#;

/// A running cluster; dropping it stops the server and removes its files.
pub struct Cluster {
    url: String,
    data: PathBuf,
    version: String,
    _guard: Guard,
}

impl Cluster {
    /// Makes a cluster and starts it; it answers when this returns.
    pub fn start() -> Result<Self, Failure> {
        let bin = programs::find_or_install()?;
        let owner = if programs::user_id()? == 0 {
            Some(programs::lesser_user()?)
        } else {
            None
        };
        let folder = fresh_folder()?;
        let data = folder.join("data");
        let as_owner = |name: &str| match &owner {
            None => {
                let mut command = Command::new(bin.join(name));
                command.current_dir(&folder);
                command
            }
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={user}"))
                    .arg(format!("--regid={group}"))
                    .arg("--clear-groups");
                command.arg(bin.join(name)).current_dir(&folder);
                command
            }
        };

        let mut stop = as_owner("pg_ctl");
        stop.args(["stop", "-w", "-m", "immediate", "-D"]).arg(&data);
        let guard = Guard::post(&folder, &stop)?;

        let password = unguessable()?;
        let password_file = folder.join("password");
        write_private(&password_file, &password)?;
        if let Some((user, group)) = owner {
            for path in [&folder, &password_file] {
                chown(path, Some(user), Some(group))
                    .while_doing(format!("hand {} to the server's user", path.display()))?;
            }
        }
        run::read(
            as_owner("initdb")
                .args([
                    "--encoding=UTF8",
                    "--locale=C",
                    "--auth=password",
                    "--username",
                    SUPERUSER,
                ])
                .arg("--pwfile")
                .arg(&password_file)
                .arg("--pgdata")
                .arg(&data),
        )?;
        fs::remove_file(&password_file).while_doing("remove the password file")?;

        let version = run::read(as_owner("postgres").arg("--version"))?;
        let mut last = Failure::new("PostgreSQL could not be started");
        for _ in 0..TRIES {
            let port = free_port()?;
            let settings = format!(
                "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= \
                 -c max_connections={CONNECTIONS}"
            );
            let mut start = as_owner("pg_ctl");
            start
                .args(["start", "-w", "-s", "-o", &settings, "-l"])
                .arg(folder.join("log"))
                .arg("-D")
                .arg(&data);
            // The server would otherwise hold this program's output open after its end.
            start
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .stdin(Stdio::null());
            if start.status().while_doing("run pg_ctl")?.success() {
                return Ok(Self {
                    url: format!("postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"),
                    data,
                    version: String::from_utf8_lossy(&version).trim().to_owned(),
                    _guard: guard,
                });
            }
            let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
            last = Failure::new(format!("PostgreSQL could not be started: {}", log.trim()));
        }
        Err(last)
    }

    /// The address of an administrator, who may create databases.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the server keeps its files, so that a test can search them.
    pub fn data(&self) -> &Path {
        &self.data
    }
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.version)
    }
}

/// The shell that tidies up when this is dropped, or when the whole program is killed.
struct Guard(Child);

impl Guard {
    fn post(folder: &Path, stop: &Command) -> Result<Self, Failure> {
        Command::new("sh")
            .args(["-c", GUARD, "sh"])
            .arg(folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .while_doing("start the shell that tidies up")
            .map(Self)
    }
}

impl Drop for Guard {
    /// Lets it do its work and waits: the folder is gone when this returns.
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Nothing is left to be done where the guard itself is gone.
        let _ = self.0.wait();
    }
}

fn fresh_folder() -> Result<PathBuf, Failure> {
    let parent = env::temp_dir();
    let folder = parent.join(format!("luotsi-postgres-{}", unguessable()?));
    fs::create_dir(&folder).while_doing(format!("make a folder in {}", parent.display()))?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))
        .while_doing("close the folder to others")?;
    Ok(folder)
}

fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = File::create_new(path).while_doing("write the password file")?;
    file.set_permissions(fs::Permissions::from_mode(0o600))
        .while_doing("close the password file")?;
    file.write_all(text.as_bytes())
        .while_doing("write the password file")
}

/// A word that nobody guesses and that nothing else on the machine is called.
fn unguessable() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .while_doing("read the system's randomness")?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .while_doing("find a free port on 127.0.0.1")
}
