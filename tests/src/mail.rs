//! The mail server that a demo writes to: it really speaks SMTP, and misbehaves as told while it runs.
//!
//! It is the one that `luotsi-notify` is tested with; here it has a runtime of its own, so that a test reads
//! from top to bottom.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use tokio::runtime::{Builder, Runtime};

use crate::Scratch;
use server::{Arrived, Guard, Server};

#[path = "../../crates/notify/tests/server/mod.rs"]
mod server;

pub use server::Fault;

/// A running mail server on loopback; ends with its handle.
pub struct MailServer {
    // In this order on purpose: the server ends before what it runs on goes.
    server: Server,
    runtime: Runtime,
    tls: bool,
    folder: Scratch,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailServer({})", self.server.address)
    }
}

/// A letter that went over the line whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The address it went to.
    pub to: String,
    /// What tells a repeat from a second letter.
    pub message_id: String,
    /// Headers and content as they came.
    pub whole: String,
    /// Whether the server said that it took it.
    pub taken: bool,
}

impl MailServer {
    /// Without TLS.
    #[must_use]
    pub fn start() -> Self {
        Self::guarded(Guard::Plain)
    }

    /// With STARTTLS, by a certificate that whoever is given [`settings`](Self::settings) trusts.
    #[must_use]
    pub fn start_tls() -> Self {
        Self::guarded(Guard::StartTls)
    }

    fn guarded(guard: Guard) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime can be had");
        let server = runtime.block_on(Server::start(guard, &[]));
        let folder = Scratch::new();
        fs::write(folder.path().join("ca.pem"), &server.authority).expect("a scratch folder can be written");
        Self {
            server,
            runtime,
            tls: guard == Guard::StartTls,
            folder,
        }
    }

    /// From now on this is wrong with it, in open conversations too.
    pub fn suffer(&self, fault: Fault) {
        self.runtime.block_on(self.server.suffer(fault));
    }

    /// What a service is told to write to it.
    #[must_use]
    pub fn settings(&self) -> Vec<(String, String)> {
        let url = self.server.url(if self.tls { "?tls=required" } else { "" });
        let mut settings = vec![("LUOTSI_SMTP_URL".to_owned(), url)];
        if self.tls {
            let authority = self.folder.path().join("ca.pem");
            settings.push(("LUOTSI_SMTP_CA".to_owned(), authority.display().to_string()));
        }
        settings
    }

    /// Every letter that went over the line whole, in order, repeats and all.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.server.arrived().iter().map(received).collect()
    }

    /// How often the server took each letter, by Message-ID.
    #[must_use]
    pub fn taken(&self) -> BTreeMap<String, u32> {
        count(self.received().into_iter().filter(|letter| letter.taken))
    }

    /// How often each letter went over the line whole, whether an answer came back or not.
    #[must_use]
    pub fn heard(&self) -> BTreeMap<String, u32> {
        count(self.received().into_iter())
    }

    /// How many conversations wait at this moment for a word that does not come.
    #[must_use]
    pub fn stuck(&self) -> usize {
        self.server.stuck()
    }

    /// How many connections there have been.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.connections()
    }
}

fn count(letters: impl Iterator<Item = Received>) -> BTreeMap<String, u32> {
    let mut times = BTreeMap::new();
    for letter in letters {
        *times.entry(letter.message_id).or_default() += 1;
    }
    times
}

fn received(arrived: &Arrived) -> Received {
    let address = |recipient: &String| {
        let (_, rest) = recipient.split_once('<').expect("RCPT names an address");
        rest.trim_end_matches('>').to_owned()
    };
    Received {
        to: arrived.recipients.first().map(address).unwrap_or_default(),
        message_id: arrived.header("Message-ID").pop().unwrap_or_default(),
        whole: String::from_utf8_lossy(&arrived.message()).into_owned(),
        taken: arrived.answered,
    }
}
