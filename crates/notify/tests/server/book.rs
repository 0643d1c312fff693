//! What a mail server is told to do, and what has happened to it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use tokio::sync::Notify;

/// What is wrong with the server, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// Each answer takes so long.
    Slow(Duration),
    /// Refuses the first try for each receiver with 450.
    Greylist,
    /// Refuses the first try of each letter, after its content, with 451.
    GreylistLetter,
    /// Greets with this line and hangs up.
    Greeting(&'static str),
    /// Answers RCPT with this line.
    Recipient(&'static str),
    /// The same, for receivers in whose address this stands.
    RecipientOf(&'static str, &'static str),
    /// Answers the end of DATA with this line, and keeps nothing.
    End(&'static str),
    /// Hangs up instead of letting DATA begin.
    DropBeforeData,
    /// Hangs up in the middle of DATA.
    DropInData,
    /// Takes the whole letter and hangs up without a word.
    DropAfterData,
    /// Nobody listens; whoever was connected is cut off.
    Gone,
    /// Takes connections and says nothing any more.
    Silent,
    /// Answers the beginning of TLS with something else.
    BrokenTls,
}

impl Fault {
    /// What it makes of one mail.
    fn step(self) -> Step {
        match self {
            Self::Recipient(refusal) => Step::AtRecipient(refusal),
            Self::End(refusal) => Step::AtEnd(refusal),
            Self::DropBeforeData => Step::DropBeforeData,
            Self::DropInData => Step::DropInData,
            Self::DropAfterData => Step::DropAfterData,
            Self::None
            | Self::Slow(_)
            | Self::Greylist
            | Self::GreylistLetter
            | Self::Greeting(_)
            | Self::RecipientOf(..)
            | Self::Gone
            | Self::Silent
            | Self::BrokenTls => Step::Accept,
        }
    }
}

/// What the server does with one mail; after the script is used up, it accepts.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Accept,
    /// Answers RCPT with this line.
    AtRecipient(&'static str),
    /// Answers the end of DATA with this line.
    AtEnd(&'static str),
    /// Closes the connection instead of letting DATA begin.
    DropBeforeData,
    /// Closes the connection in the middle of DATA.
    DropInData,
    /// Takes the whole mail and closes the connection without a word.
    DropAfterData,
    /// Accepts, and closes the connection after its answer.
    DropAfterAnswer,
    /// Takes the whole mail and answers only when told to.
    LateAnswer,
}

/// How the server guards the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    Plain,
    StartTls,
    /// TLS from the first byte.
    Wrapped,
    /// Accepts connections and never says a word.
    Silent,
}

/// A mail that arrived whole, whatever was answered.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub from: String,
    pub recipients: Vec<String>,
    /// As on the wire, dots stuffed, without the final dot.
    pub wire: Vec<u8>,
    pub answered: bool,
    pub encrypted: bool,
    /// The connection's number, from 0.
    pub connection: usize,
}

impl Arrived {
    /// With the dots unstuffed: what the sender meant.
    pub fn message(&self) -> Vec<u8> {
        let text = String::from_utf8(self.wire.clone()).unwrap();
        let lines: Vec<&str> = text
            .split("\r\n")
            .map(|line| line.strip_prefix('.').unwrap_or(line))
            .collect();
        lines.join("\r\n").into_bytes()
    }

    pub fn header(&self, name: &str) -> Vec<String> {
        let text = String::from_utf8(self.message()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.replace("\r\n ", " ")
            .split("\r\n")
            .filter_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
            .collect()
    }
}

/// What is to be done, and what has been.
pub struct Book {
    pub script: VecDeque<Step>,
    pub fault: Fault,
    pub arrived: Vec<Arrived>,
    /// Every command, and whether the line was encrypted.
    pub commands: Vec<(String, bool)>,
    pub connections: usize,
    /// Connections on which a client waits for a word that does not come.
    pub stuck: usize,
    pub late: Arc<Notify>,
    /// Receivers and letters that were refused once.
    tried: BTreeMap<String, u32>,
}

impl Book {
    pub fn new(script: &[Step]) -> Self {
        Self {
            script: script.iter().copied().collect(),
            fault: Fault::None,
            arrived: Vec::new(),
            commands: Vec::new(),
            connections: 0,
            stuck: 0,
            late: Arc::default(),
            tried: BTreeMap::new(),
        }
    }

    /// What is done with the next mail.
    pub fn next(&mut self) -> Step {
        self.script.pop_front().unwrap_or_else(|| self.fault.step())
    }

    /// What a receiver is refused with.
    pub fn refuses(&mut self, recipient: &str, step: Step) -> Option<&'static str> {
        if let Step::AtRecipient(refusal) = step {
            return Some(refusal);
        }
        let fault = self.fault;
        match fault {
            Fault::RecipientOf(whose, refusal) if recipient.contains(whose) => Some(refusal),
            Fault::Greylist if self.is_first(recipient) => Some("450 4.2.0 greylisted, come again"),
            Fault::Greylist
            | Fault::None
            | Fault::Slow(_)
            | Fault::GreylistLetter
            | Fault::Greeting(_)
            | Fault::Recipient(_)
            | Fault::RecipientOf(..)
            | Fault::End(_)
            | Fault::DropBeforeData
            | Fault::DropInData
            | Fault::DropAfterData
            | Fault::Gone
            | Fault::Silent
            | Fault::BrokenTls => None,
        }
    }

    /// What the end of a letter is answered with; nothing where the line is dropped.
    pub fn ends(&mut self, wire: &[u8], step: Step) -> Option<&'static str> {
        match step {
            Step::AtEnd(refusal) => Some(refusal),
            Step::DropAfterData => None,
            Step::Accept
            | Step::AtRecipient(_)
            | Step::DropBeforeData
            | Step::DropInData
            | Step::DropAfterAnswer
            | Step::LateAnswer => {
                let text = String::from_utf8_lossy(wire);
                let id = text.lines().find(|line| line.starts_with("Message-ID: "));
                if self.fault == Fault::GreylistLetter && self.is_first(id.unwrap_or_default()) {
                    Some("451 4.7.1 greylisted, come again")
                } else {
                    Some("250 taken")
                }
            }
        }
    }

    fn is_first(&mut self, what: &str) -> bool {
        let times = self.tried.entry(what.to_owned()).or_default();
        *times += 1;
        *times == 1
    }
}
