//! Where PostgreSQL's server programs are on this machine, and how to get them where they are not.
//!
//! A folder counts only with all three programs: Debian's client package leaves a `pg_config` that
//! names a folder without a server.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, While};
use crate::run;

const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Read by Debian's package scripts while they install a server: no standing cluster is made.
const NO_STANDING_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/luotsi-tests.conf";

/// The folder with PostgreSQL's server programs; installs them where that is allowed.
pub fn find_or_install() -> Result<PathBuf, Failure> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    eprintln!("PostgreSQL's server programs were not found on this machine.");
    install()?;
    find().ok_or_else(|| Failure::new(format!("PostgreSQL was installed, but {}", what_to_do())))
}

fn find() -> Option<PathBuf> {
    told()
        .into_iter()
        .chain(packaged(Path::new("/usr/lib/postgresql")))
        .chain(on_path())
        .find(|folder| {
            NEEDED.iter().all(|name| {
                folder
                    .join(format!("{name}{}", env::consts::EXE_SUFFIX))
                    .is_file()
            })
        })
}

/// What `pg_config` says.
fn told() -> Option<PathBuf> {
    let printed = run::read(Command::new("pg_config").arg("--bindir")).ok()?;
    Some(PathBuf::from(String::from_utf8(printed).ok()?.trim()))
}

/// Debian keeps each version's programs off the path; the newest first.
fn packaged(folder: &Path) -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, bin)| bin).collect()
}

fn on_path() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default()
}

/// Installs PostgreSQL from Debian's package.
fn install() -> Result<(), Failure> {
    let note = format!(
        "mkdir -p \"${{1%/*}}\" && echo 'create_main_cluster = false' > \"$1\" # {}",
        "only while the package is installed"
    );
    let root = Root::of_here().map_err(|Failure(_)| Failure::new(what_to_do()))?;
    run::stream(&mut root.runs(&["sh", "-c", &note, "sh", NO_STANDING_CLUSTER]))?;
    let installed = root.installs(&["postgresql"]);
    let tidied = run::stream(&mut root.runs(&["rm", "-f", NO_STANDING_CLUSTER]));
    installed.map_err(|Failure(why)| Failure(format!("{why}; {}", what_to_do())))?;
    tidied
}

/// Installs Debian's packages, where that is Debian and allowed.
pub fn install_packages(packages: &[&str]) -> Result<(), Failure> {
    Root::of_here()?.installs(packages)
}

/// The right to install packages: that of root, or of a sudo that asks nothing.
struct Root {
    sudo: bool,
}

impl Root {
    fn of_here() -> Result<Self, Failure> {
        let debian = Path::new("/etc/debian_version").exists()
            && run::succeeds(Command::new("apt-get").arg("--version"));
        let root = user_id()? == 0;
        if debian && (root || run::succeeds(Command::new("sudo").args(["-n", "true"]))) {
            Ok(Self { sudo: !root })
        } else {
            Err(Failure::new("packages cannot be installed here by this user"))
        }
    }

    fn runs(&self, words: &[&str]) -> Command {
        let mut command = if self.sudo {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        } else {
            Command::new("env")
        };
        command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
        command
    }

    fn installs(&self, packages: &[&str]) -> Result<(), Failure> {
        let mut words = vec!["apt-get", "install", "-y", "--no-install-recommends"];
        words.extend(packages);
        run::stream(&mut self.runs(&words)).or_else(|_| {
            // A fresh machine has no lists of packages yet, an old one stale ones.
            run::stream(&mut self.runs(&["apt-get", "update"]))?;
            run::stream(&mut self.runs(&words))
        })
    }
}

fn what_to_do() -> String {
    format!(
        "the programs {} are needed. Install PostgreSQL 13 or later (Debian, Ubuntu: `apt-get install postgresql` \
         as root; Fedora: `dnf install postgresql-server`; macOS: `brew install postgresql`), or name a server \
         on which databases may be created in LUOTSI_TEST_POSTGRES=postgres://user:password@host/postgres",
        NEEDED.join(", ")
    )
}

/// The number of the user who runs this.
pub fn user_id() -> Result<u32, Failure> {
    let printed = run::read(Command::new("id").arg("-u"))?;
    String::from_utf8_lossy(&printed)
        .trim()
        .parse()
        .map_err(|_| Failure::new("`id -u` did not print a number"))
}

/// The numbers of a user other than root and of its group: PostgreSQL refuses to run as root.
pub fn lesser_user() -> Result<(u32, u32), Failure> {
    let accounts = fs::read_to_string("/etc/passwd").while_doing("read /etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|wanted| account(&accounts, wanted))
        .ok_or_else(|| {
            Failure::new(
                "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`; \
             run this command as an ordinary user",
            )
        })
}

fn account(accounts: &str, wanted: &str) -> Option<(u32, u32)> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        fields.next().filter(|name| *name == wanted)?;
        let mut numbers = fields.skip(1);
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_packaged_version_comes_first_by_number_and_not_by_letter() {
        let folder = env::temp_dir().join(format!("luotsi-xtask-packaged-{}", std::process::id()));
        for version in ["9", "15", "17", "common"] {
            fs::create_dir_all(folder.join(version).join("bin")).unwrap();
        }
        let found = packaged(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            found,
            ["17", "15", "9"].map(|version| folder.join(version).join("bin"))
        );
    }

    #[test]
    fn a_folder_that_does_not_exist_has_no_versions() {
        assert!(packaged(Path::new("/nonexistent/luotsi")).is_empty());
    }

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "root:x:0:0:root:/root:/bin/bash\npostgresql:x:7:8::/:/bin/sh\npostgres:x:105:113:,,,:/var:/bin/bash\n";
        assert_eq!(account(accounts, "postgres"), Some((105, 113)));
        assert_eq!(account(accounts, "nobody"), None);
    }
}
