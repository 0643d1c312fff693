//! Settings: one flat TOML file and `LUOTSI_*` variables, of which the variable wins.
//!
//! Everything that is wrong is told at once, each with the key or the variable it was read from, and
//! nothing that is unknown or unsafe is passed over. What a setting means is explained in
//! `deploy/luotsi.example.toml`, which a test reads.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use luotsi_notify::{Sender, Smtp};
use luotsi_store::crypto::MasterKey;
use tracing::Level;

use crate::{
    failure::{Failure, Result},
    house,
    telemetry::Format,
};

#[cfg(test)]
mod tests;
mod value;

use value::{address, proxies, public};

/// The settings' names in the file; a variable has the same one, upper case, after `LUOTSI_`.
const KEYS: [&str; 15] = [
    "listen",
    "database_url",
    "public_url",
    "smtp_url",
    "smtp_ca",
    "mail_from",
    "key_file",
    "log",
    "log_format",
    "trusted_proxies",
    "metrics_listen",
    "tls_cert",
    "tls_key",
    "config",
    // Of `luotsi submit`, which needs no configuration.
    "token",
];

const PREFIX: &str = "LUOTSI_";

/// What every command that works on the database needs.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    /// Where the data is.
    pub database_url: String,
    /// Where the keys are.
    pub key_file: PathBuf,
    /// How much is logged.
    pub log: Level,
    /// How the log looks.
    pub log_format: Format,
}

/// What the service needs beside.
#[derive(Debug, Clone)]
pub(crate) struct Serving {
    /// What every command needs.
    pub base: Base,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How people reach the service, without a slash at the end; absent, at the address it listens on.
    pub public_url: Option<String>,
    /// How letters go out; absent, they wait.
    pub mail: Option<(Smtp, Sender)>,
    /// Where the counters are shown, if not beside everything else.
    pub metrics_listen: Option<SocketAddr>,
    /// Certificate chain and key, PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
}

impl Serving {
    /// Whether people reach the service over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.tls.is_some()
            || self
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https:"))
    }
}

/// Reads what the commands beside the service need.
pub(crate) fn base(file: Option<&Path>) -> Result<Base> {
    let mut settings = Settings::read(file, variables())?;
    let base = settings.base();
    settings.finish(base)
}

/// Reads what the service needs.
pub(crate) fn serving(file: Option<&Path>) -> Result<Serving> {
    Settings::read(file, variables())?.serving()
}

/// Reads what an invitation needs: the database, and the address that people reach the service at.
pub(crate) fn inviting(file: Option<&Path>) -> Result<(Base, String)> {
    let mut settings = Settings::read(file, variables())?;
    let base = settings.base();
    let listen = settings
        .read_as("listen", address)
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let public_url = settings.public_url(listen);
    let asked = base.map(|base| (base, public_url.unwrap_or_else(|| format!("http://{listen}"))));
    settings.finish(asked)
}

fn variables() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            let setting = name.strip_prefix(PREFIX)?.to_owned();
            // What is no UTF-8 becomes what no setting takes.
            Some((
                setting,
                value.into_string().unwrap_or_else(|_| "\u{fffd}".to_owned()),
            ))
        })
        .collect()
}

/// A value and where it was read from.
#[derive(Debug)]
struct Found {
    from: String,
    value: String,
}

/// What was found, and what is wrong with it so far.
#[derive(Debug, Default)]
struct Settings {
    found: BTreeMap<&'static str, Found>,
    faults: Vec<String>,
}

impl Settings {
    /// Gathers file and variables.
    fn read(file: Option<&Path>, variables: Vec<(String, String)>) -> Result<Self> {
        let mut settings = Self::default();
        if let Some(path) = file {
            let text = fs::read_to_string(path).map_err(|fault| {
                Failure::refused(format!(
                    "the configuration {} cannot be read ({fault}); name another file with --config",
                    path.display()
                ))
            })?;
            settings.read_file(&text)?;
        }
        settings.read_variables(variables);
        Ok(settings)
    }

    fn read_file(&mut self, text: &str) -> Result<()> {
        let table: toml::Table = text.parse().map_err(|fault: toml::de::Error| {
            let line = fault
                .span()
                .map_or(1, |span| text[..span.start].lines().count().max(1));
            // The fault's own text repeats the line, which may hold a password.
            Failure::refused(format!(
                "line {line} of the configuration is no TOML: {}",
                fault.message()
            ))
        })?;
        for (key, value) in table {
            let Some(known) = KEYS
                .into_iter()
                .find(|known| *known == key && !matches!(*known, "config" | "token"))
            else {
                self.faults.push(format!(
                    "{key}: there is no such setting; take it out, or mend its name"
                ));
                continue;
            };
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Array(list)
                    if known == "trusted_proxies" && list.iter().all(toml::Value::is_str) =>
                {
                    list.iter()
                        .filter_map(toml::Value::as_str)
                        .collect::<Vec<_>>()
                        .join(",")
                }
                toml::Value::Integer(_)
                | toml::Value::Float(_)
                | toml::Value::Boolean(_)
                | toml::Value::Datetime(_)
                | toml::Value::Array(_)
                | toml::Value::Table(_) => {
                    self.faults
                        .push(format!("{key}: this must be a text in quotation marks"));
                    continue;
                }
            };
            self.found.insert(known, Found { from: key, value });
        }
        Ok(())
    }

    fn read_variables(&mut self, variables: Vec<(String, String)>) {
        for (name, value) in variables {
            let from = format!("{PREFIX}{name}");
            match KEYS.into_iter().find(|known| known.to_ascii_uppercase() == name) {
                // An empty variable is how a shell or a unit takes a setting back.
                Some(known) if value.is_empty() => {
                    self.found.remove(known);
                }
                Some(known) => {
                    self.found.insert(known, Found { from, value });
                }
                None => self.faults.push(format!(
                    "{from}: there is no such setting; unset it, or mend its name"
                )),
            }
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Found> {
        self.found.remove(key)
    }

    fn fault(&mut self, from: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{from}: {what}"));
    }

    /// Takes a setting and makes something of it; what is wrong with it is noted.
    fn read_as<T, E: std::fmt::Display>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let found = self.take(key)?;
        match read(&found.value) {
            Ok(value) => Some(value),
            Err(what) => {
                self.fault(&found.from, what);
                None
            }
        }
    }

    fn base(&mut self) -> Option<Base> {
        self.take("config");
        self.take("token");
        let database_url = self.read_as("database_url", |text| {
            let known = ["sqlite:", "postgres:", "postgresql:"]
                .iter()
                .any(|scheme| text.starts_with(scheme));
            // The URL may hold a password, so it is not repeated.
            if known {
                Ok(text.to_owned())
            } else {
                Err("write sqlite:PATH or postgres://USER@HOST/DATABASE")
            }
        });
        let key_file = self.read_as("key_file", |text| Ok::<_, String>(PathBuf::from(text)));
        let log = self.read_as("log", |text| {
            text.parse()
                .map_err(|_| "write error, warn, info, debug or trace")
        });
        let log_format = self.read_as("log_format", |text| match text {
            "text" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            _ => Err("write text or json"),
        });
        for (key, found, remedy) in [
            (
                "database_url",
                database_url.is_some(),
                "write sqlite:PATH or postgres://USER@HOST/DATABASE",
            ),
            (
                "key_file",
                key_file.is_some(),
                "name a file outside the database; luotsi migrate makes it",
            ),
        ] {
            if !found && !self.faults.iter().any(|fault| is_about(fault, key)) {
                self.fault(key, format_args!("this setting is missing; {remedy}"));
            }
        }
        Some(Base {
            database_url: database_url?,
            key_file: key_file?,
            log: log.unwrap_or(Level::INFO),
            log_format: log_format.unwrap_or_default(),
        })
    }

    fn serving(mut self) -> Result<Serving> {
        let base = self.base();
        if let Some(base) = &base {
            self.check_key_file(&base.key_file);
        }
        let listen = self
            .read_as("listen", address)
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = self.public_url(listen);
        let mail = self.mail();
        self.read_as("trusted_proxies", proxies);
        let metrics_listen = self.read_as("metrics_listen", address);
        let tls = self.tls();
        let serving = base.map(|base| Serving {
            base,
            listen,
            public_url,
            mail,
            metrics_listen,
            tls,
        });
        self.finish(serving)
    }

    fn check_key_file(&mut self, path: &Path) {
        if let Err(fault) = MasterKey::load(path) {
            self.fault("key_file", house::unusable(path, &fault));
        }
    }

    fn public_url(&mut self, listen: SocketAddr) -> Option<String> {
        let beyond = !listen.ip().is_loopback();
        let Some(found) = self.take("public_url") else {
            if beyond {
                self.fault(
                    "public_url",
                    "this setting is missing; give the https address people reach the service at",
                );
            }
            return None;
        };
        match public(&found.value) {
            Ok(url) if beyond && !url.starts_with("https:") => {
                self.fault(
                    &found.from,
                    "listening beyond this machine needs an https address; put TLS or a proxy with TLS in front, \
                     or listen on 127.0.0.1",
                );
                None
            }
            Ok(url) => Some(url),
            Err(what) => {
                self.fault(&found.from, what);
                None
            }
        }
    }

    fn mail(&mut self) -> Option<(Smtp, Sender)> {
        let roots = self.read_as("smtp_ca", |path| {
            fs::read_to_string(path).map_err(|fault| format!("{path} cannot be read: {fault}"))
        });
        let named = self.found.contains_key("smtp_url");
        let smtp = self.read_as("smtp_url", |url| Smtp::new(url, roots.as_deref()));
        let from = self.found.contains_key("mail_from");
        let sender = self.read_as("mail_from", str::parse::<Sender>);
        if named && !from {
            self.fault(
                "mail_from",
                "this setting is missing; give the address that letters are from",
            );
        }
        smtp.zip(sender)
    }

    fn tls(&mut self) -> Option<(PathBuf, PathBuf)> {
        match (self.take("tls_cert"), self.take("tls_key")) {
            (Some(chain), Some(key)) => Some((chain.value.into(), key.value.into())),
            (None, None) => None,
            (Some(lonely), None) | (None, Some(lonely)) => {
                self.fault(&lonely.from, "tls_cert and tls_key are given both or not at all");
                None
            }
        }
    }

    /// Ends the reading: with what was asked for, or with everything that is wrong.
    fn finish<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(Failure::refused(format!(
                "the settings cannot be used:\n  {}",
                self.faults.join("\n  ")
            ))),
        }
    }
}

/// Whether a fault is about a setting, wherever that was read from.
fn is_about(fault: &str, key: &str) -> bool {
    let name = fault.split(':').next().unwrap_or_default();
    name == key
        || name
            .strip_prefix(PREFIX)
            .is_some_and(|name| name.eq_ignore_ascii_case(key))
}
