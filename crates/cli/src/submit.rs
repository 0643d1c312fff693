//! `luotsi submit`: many handoffs, one line each, to a running service.
//!
//! Safe to run again: each line's `Idempotency-Key` follows from what the line says, so that the service
//! answers a repetition with the first referral. What the line says is never printed.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::IpAddr,
    path::Path,
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use luotsi_store::{chain, hex};
use serde_json::Value;
use ureq::Agent;
use url::Url;

use crate::{
    command::SubmitOptions,
    failure::{Failure, Result},
    speech::say,
};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// The waits before a line is tried again where the service could not answer.
const AGAIN: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
];
/// No line of a handoff is as long as this; the service takes less.
const LONGEST_LINE: usize = 1 << 20;

/// Hands over every line of the file, in order, and says how each went.
pub(crate) fn run(options: &SubmitOptions) -> Result<()> {
    let service = Remote::new(&options.server, &options.token)?;
    let lines = read(&options.file)?;
    let network = service.network()?;
    let bar = ProgressBar::new(u64::try_from(lines.len()).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let mut tally = Tally::default();
    for (number, line) in &lines {
        let went = service.hand_over(&network, line);
        let stop = matches!(went, Went::Stop(_));
        tally.add(&went);
        // Between two lines of a bar that is redrawn, or plainly where there is none.
        bar.suspend(|| say(format_args!("{number}\t{went}")));
        bar.set_message(tally.to_string());
        bar.inc(1);
        if stop {
            bar.finish_and_clear();
            return Err(Failure::refused(format!(
                "stopped at line {number}: {tally}; mend what the line above says and run the same again"
            )));
        }
    }
    bar.finish_and_clear();
    if tally.refused > 0 {
        return Err(Failure::refused(format!(
            "{tally}; mend the refused lines and run the same again, nobody is handed over twice within a day"
        )));
    }
    say(format_args!("{tally}"));
    Ok(())
}

/// The lines that say something, with their numbers.
fn read(path: &Path) -> Result<Vec<(usize, String)>> {
    let unreadable = |fault: std::io::Error| {
        Failure::refused(format!(
            "{} cannot be read ({fault}); name a file of JSON, one body a line, in UTF-8",
            path.display()
        ))
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut lines = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(unreadable)?;
        if line.len() > LONGEST_LINE {
            return Err(Failure::refused(format!(
                "line {} is longer than any handoff; is this one body a line?",
                index + 1
            )));
        }
        if !line.trim().is_empty() {
            lines.push((index + 1, line));
        }
    }
    if lines.is_empty() {
        return Err(Failure::refused(format!(
            "{} has nothing in it; write one body a line",
            path.display()
        )));
    }
    Ok(lines)
}

/// A service somewhere, and who we are there.
struct Remote {
    agent: Agent,
    base: String,
    token: String,
}

impl Remote {
    fn new(server: &str, token: &str) -> Result<Self> {
        let url = Url::parse(server)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
            .ok_or_else(|| Failure::usage("--server is an address such as https://luotsi.example.org"))?;
        if url.scheme() == "http" && !is_loopback(&url) {
            return Err(Failure::refused(
                "names and phone numbers would cross the network in clear; give the service's https address",
            ));
        }
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            base: format!("{}/api/v1", server.trim_end_matches('/')),
            token: format!("Bearer {token}"),
        })
    }

    /// The network that the token is for.
    fn network(&self) -> Result<String> {
        let unreachable = |what: &str| {
            Failure::refused(format!(
                "the service at {} {what}; look whether it runs, and whether --server is right",
                self.base
            ))
        };
        let mut answer = self
            .agent
            .get(format!("{}/me", self.base))
            .header("authorization", &self.token)
            .call()
            .map_err(|_| unreachable("does not answer"))?;
        if answer.status() == 401 {
            return Err(Failure::refused(
                "the service does not know this token; make one with luotsi token create, for the desk that hands over",
            ));
        }
        let me: Value = answer
            .body_mut()
            .read_json()
            .map_err(|_| unreachable("answers, but not as Luotsi does"))?;
        me.pointer("/networks/0")
            .and_then(Value::as_str)
            .map(str::to_owned)
            .ok_or_else(|| unreachable("answers, but not as Luotsi does"))
    }

    /// Hands one line over, trying again where the service could not answer.
    fn hand_over(&self, network: &str, line: &str) -> Went {
        let mut went = self.try_once(network, line);
        for wait in AGAIN {
            let Went::Later { after, .. } = went else { break };
            thread::sleep(after.unwrap_or(wait).min(PATIENCE));
            went = self.try_once(network, line);
        }
        match went {
            Went::Later { what, .. } => Went::Stop(what),
            done @ (Went::Handed { .. } | Went::Known(_) | Went::Refused(_) | Went::Stop(_)) => done,
        }
    }

    fn try_once(&self, network: &str, line: &str) -> Went {
        let sent = self
            .agent
            .post(format!("{}/networks/{network}/referrals", self.base))
            .header("authorization", &self.token)
            .header("content-type", "application/json")
            .header("idempotency-key", key(network, line))
            .send(line);
        let Ok(mut answer) = sent else {
            // Whether it was stored is not known; the same key finds out.
            return Went::Later {
                what: "the service does not answer".to_owned(),
                after: None,
            };
        };
        let status = answer.status().as_u16();
        let after = answer
            .headers()
            .get("retry-after")
            .and_then(|field| field.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        let body: Value = answer.body_mut().read_json().unwrap_or_default();
        let slug = body
            .get("type")
            .and_then(Value::as_str)
            .and_then(|kind| kind.strip_prefix("/problems/"))
            .unwrap_or_default();
        match (status, slug) {
            (200 | 201, _) => Went::Handed {
                reference: said(&body, "/reference"),
                status: said(&body, "/status"),
            },
            (409, "already-open") => Went::Known(said(&body, "/referral/reference")),
            (409, "request-in-flight") | (408 | 429 | 500..=599, _) => Went::Later {
                what: refusal(&body, status),
                after,
            },
            (401 | 403 | 404, _) => Went::Stop(refusal(&body, status)),
            _ => Went::Refused(refusal(&body, status)),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The key under which the service remembers the line: the same for the same words, told to nobody.
fn key(network: &str, line: &str) -> String {
    let start = chain::link(&chain::START, network.as_bytes());
    hex::encode(&chain::link(&start, line.trim().as_bytes()))
}

/// A text of the answer, or a dash.
fn said(body: &Value, pointer: &str) -> String {
    body.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or("-")
        .to_owned()
}

/// Why not, in the service's words: they never repeat what was sent.
fn refusal(body: &Value, status: u16) -> String {
    let title = body.get("title").and_then(Value::as_str);
    let mut text = title.map_or_else(|| format!("answered {status}"), str::to_owned);
    for fault in body.get("errors").and_then(Value::as_array).into_iter().flatten() {
        for part in ["; ", &said(fault, "/pointer"), " ", &said(fault, "/message")] {
            text.push_str(part);
        }
    }
    text
}

/// How a line went.
enum Went {
    /// Handed over, now or before.
    Handed { reference: String, status: String },
    /// The person is in the service's care already.
    Known(String),
    /// Not as it stands.
    Refused(String),
    /// Not now.
    Later { what: String, after: Option<Duration> },
    /// Neither this one nor the others.
    Stop(String),
}

impl std::fmt::Display for Went {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Handed { reference, status } => write!(f, "{reference}\t{status}"),
            Self::Known(reference) => write!(f, "{reference}\talready open"),
            Self::Refused(what) | Self::Stop(what) | Self::Later { what, .. } => {
                write!(f, "-\trefused: {what}")
            }
        }
    }
}

/// How many went how.
#[derive(Default)]
struct Tally {
    handed: u32,
    known: u32,
    refused: u32,
}

impl Tally {
    fn add(&mut self, went: &Went) {
        match went {
            Went::Handed { .. } => self.handed += 1,
            Went::Known(_) => self.known += 1,
            Went::Refused(_) | Went::Stop(_) | Went::Later { .. } => self.refused += 1,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} handed over, {} open already, {} refused",
            self.handed, self.known, self.refused
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_spoken_to_in_clear() {
        for good in [
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:1",
            "https://a.example",
        ] {
            assert!(Remote::new(good, "t").is_ok(), "{good}");
        }
        for bad in [
            "http://a.example",
            "ftp://127.0.0.1",
            "a.example",
            "http://127.0.0.1.example",
        ] {
            assert!(Remote::new(bad, "t").is_err(), "{bad}");
        }
    }

    #[test]
    fn the_key_follows_from_the_words_and_the_network_only() {
        assert_eq!(key("n", "{\"a\":1}"), key("n", " {\"a\":1}\r"));
        assert_ne!(key("n", "{\"a\":1}"), key("m", "{\"a\":1}"));
        assert_ne!(key("n", "{\"a\":1}"), key("n", "{\"a\":2}"));
    }

    #[test]
    fn a_refusal_names_each_place() {
        let body = serde_json::json!({"title": "Not so", "errors": [
            {"pointer": "/handoff/gate", "code": "required", "message": "Is missing"}]});
        assert_eq!(refusal(&body, 422), "Not so; /handoff/gate Is missing");
        assert_eq!(refusal(&Value::Null, 502), "answered 502");
    }
}
