//! Verifying an export by itself: no database, no keys.

use std::{collections::BTreeMap, io::BufRead};

use jiff::Timestamp;
use luotsi_domain::id::{NetworkId, ReferralId};
use luotsi_store::{
    chain::Link,
    checkpoint::{Leaf, Linked},
    hex,
    merkle::Tree,
    record::StoredEvent,
};
use sha2::{Digest as _, Sha256};

use super::{ExportFailure, FORMAT, Line, Written};
use crate::verify::{Finding, history::follows, refold};

/// What an export says, once it was read: enough to hold another one, or a database, against it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Of which network it is.
    pub network: NetworkId,
    /// When it was written.
    pub at: Timestamp,
    /// How much it has.
    pub written: Written,
    /// Everything that is off in it.
    pub findings: Vec<Finding>,
    /// The link of each checkpoint, the first being that of number 1.
    pub(super) checkpoints: Vec<String>,
    /// Each referral.
    pub(super) referrals: BTreeMap<ReferralId, Kept>,
}

/// What is kept of a referral.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub reference: String,
    /// The link of each event, the first being that of number 1.
    pub links: Vec<Link>,
    pub views: u64,
}

/// Reads an export to its end and verifies it.
///
/// # Errors
/// Where the file cannot be read, or is none that was written by an export, or was cut off.
pub fn check(file: impl BufRead) -> Result<Checked, ExportFailure> {
    let mut lines = Lines {
        file,
        number: 0,
        digest: Sha256::new(),
        buffer: Vec::new(),
    };
    let Some(Line::Header {
        format, network, at, ..
    }) = lines.next()?
    else {
        return Err(lines.malformed());
    };
    if format != FORMAT {
        return Err(lines.malformed());
    }
    let mut reading = Reading::of(network, at);
    loop {
        let digest = lines.digest.clone();
        let Some(line) = lines.next()? else {
            // Without its last line it was cut off.
            return Err(lines.malformed());
        };
        if let Line::Trailer { written, sha256 } = &line {
            if lines.next()?.is_some() {
                return Err(lines.malformed());
            }
            return Ok(reading.end(written, *sha256 == hex::encode(&digest.finalize())));
        }
        if !reading.take(line) {
            return Err(lines.malformed());
        }
    }
}

struct Lines<R> {
    file: R,
    number: u64,
    digest: Sha256,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<Line>, ExportFailure> {
        self.buffer.clear();
        let read = self.file.read_until(b'\n', &mut self.buffer);
        if read.map_err(ExportFailure::File)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.digest.update(&self.buffer);
        serde_json::from_slice(&self.buffer)
            .map(Some)
            .map_err(|_| self.malformed())
    }

    fn malformed(&self) -> ExportFailure {
        ExportFailure::Malformed(self.number.max(1))
    }
}

/// A checkpoint whose heads are being read.
struct Open {
    linked: Linked,
    changes: Tree,
    first: u64,
}

/// A referral whose lines are being read.
struct Current {
    id: ReferralId,
    reference: String,
    version: u64,
    head: String,
    events: Vec<StoredEvent>,
    views: u64,
}

struct Reading {
    checked: Checked,
    /// The heads that checkpoints have, oldest first, of referrals not met yet.
    heads: BTreeMap<ReferralId, Vec<(u64, Leaf)>>,
    open: Option<Open>,
    last: Option<Linked>,
    current: Option<Current>,
    counted: Written,
}

impl Reading {
    fn of(network: NetworkId, at: Timestamp) -> Self {
        Self {
            checked: Checked {
                network,
                at,
                written: Written::default(),
                findings: Vec::new(),
                checkpoints: Vec::new(),
                referrals: BTreeMap::new(),
            },
            heads: BTreeMap::new(),
            open: None,
            last: None,
            current: None,
            counted: Written::default(),
        }
    }

    fn tell(&mut self, place: &str, what: impl Into<String>) {
        self.checked.findings.push(Finding {
            place: place.to_owned(),
            what: what.into(),
        });
    }

    /// Takes a line; `false` where none of its kind can stand here.
    fn take(&mut self, line: Line) -> bool {
        self.counted.count(&line);
        match line {
            Line::Header { .. } | Line::Trailer { .. } => return false,
            Line::Checkpoint { said, link } => {
                if self.current.is_some() {
                    return false;
                }
                self.close();
                self.open = Some(Open {
                    linked: Linked {
                        checkpoint: said,
                        link,
                    },
                    changes: Tree::default(),
                    first: 0,
                });
            }
            Line::Head {
                referral,
                version,
                head,
            } => {
                let (Some(open), Some(head)) = (&mut self.open, hex::decode(&head)) else {
                    return false;
                };
                let leaf = Leaf {
                    referral,
                    version,
                    head,
                };
                open.changes.push(leaf.hash());
                let known = self.heads.entry(referral).or_default();
                open.first += u64::from(known.is_empty());
                known.push((open.linked.checkpoint.number, leaf));
            }
            Line::Referral {
                id,
                reference,
                version,
                head,
            } => {
                self.close();
                if self.current.is_none() {
                    self.close_last();
                }
                self.finish();
                self.current = Some(Current {
                    id,
                    reference,
                    version,
                    head,
                    events: Vec::new(),
                    views: 0,
                });
            }
            Line::Event { seq, content, link } => {
                let Some(current) = &mut self.current else {
                    return false;
                };
                // The columns of the database are not part of an export.
                let recorded: Option<luotsi_domain::referral::event::Recorded> =
                    serde_json::from_str(&content).ok();
                current.events.push(StoredEvent {
                    seq,
                    at: recorded
                        .as_ref()
                        .map_or(0, |recorded| recorded.at.as_millisecond()),
                    name: recorded.map_or("?", |recorded| recorded.event.name()).to_owned(),
                    content,
                    link,
                });
            }
            Line::View { .. } => match &mut self.current {
                Some(current) => current.views += 1,
                None => return false,
            },
        }
        true
    }

    /// Ends the checkpoint whose heads were read.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let said = &open.linked.checkpoint;
        let place = format!("checkpoint {} of {}", said.number, said.network);
        let mut off = follows(
            self.last.as_ref(),
            &open.linked,
            open.first,
            &hex::encode(&open.changes.root()),
        );
        if said.network != self.checked.network {
            off.push("it is of another network".to_owned());
        }
        for what in off {
            self.tell(&place, what);
        }
        self.checked.checkpoints.push(open.linked.link.clone());
        self.last = Some(open.linked);
    }

    /// Once all checkpoints were read: whether the last one's root is over the newest of all heads.
    fn close_last(&mut self) {
        let Some(last) = &self.last else { return };
        let mut tree = Tree::default();
        for (_, newest) in self.heads.values().filter_map(|heads| heads.last()) {
            tree.push(newest.hash());
        }
        if hex::encode(&tree.root()) != last.checkpoint.root {
            let place = format!(
                "checkpoint {} of {}",
                last.checkpoint.number, last.checkpoint.network
            );
            self.tell(&place, "its root is not that of the heads that are kept");
        }
    }

    /// Ends the referral whose lines were read.
    fn finish(&mut self) {
        let Some(current) = self.current.take() else {
            return;
        };
        let mut off = Vec::new();
        let _ = refold(current.id, &current.events, &mut off);
        let links: Vec<Link> = current
            .events
            .iter()
            .filter_map(|event| hex::decode(&event.link))
            .collect();
        let ends = current.events.last().map(|event| event.link.as_str()) == Some(current.head.as_str());
        if !ends || u64::try_from(current.events.len()).ok() != Some(current.version) {
            off.push("its last event is not the one it was saved with".to_owned());
        }
        let heads = self.heads.remove(&current.id).unwrap_or_default();
        // The first checkpoint that shows it is enough.
        let unlike = heads
            .iter()
            .find(|(_, leaf)| link_at(&links, leaf.version) != Some(&leaf.head));
        if let Some((number, leaf)) = unlike {
            off.push(format!(
                "event {} is not the one that checkpoint {number} has: it is gone or was written anew",
                leaf.version
            ));
        }
        for what in off {
            self.tell(&current.reference, what);
        }
        let kept = Kept {
            reference: current.reference,
            links,
            views: current.views,
        };
        if let Some(twice) = self.checked.referrals.insert(current.id, kept) {
            self.tell(&twice.reference, "it is there twice");
        }
    }

    fn end(mut self, written: &Written, intact: bool) -> Checked {
        self.close();
        if self.current.is_none() {
            self.close_last();
        }
        self.finish();
        for (id, heads) in std::mem::take(&mut self.heads) {
            if let Some((number, leaf)) = heads.first() {
                let what = format!(
                    "it is gone with all its rows: checkpoint {number} has it with {} events",
                    leaf.version
                );
                self.tell(&id.to_string(), what);
            }
        }
        if *written != self.counted {
            self.tell(
                "the file",
                "it has not as many lines of each kind as were written",
            );
        }
        if !intact {
            self.tell("the file", "its digest is not that of what was written");
        }
        self.checked.written = self.counted;
        self.checked.findings.sort();
        self.checked
    }
}

/// The link of a numbered event.
pub(super) fn link_at(links: &[Link], seq: u64) -> Option<&Link> {
    let before = usize::try_from(seq.checked_sub(1)?).ok()?;
    links.get(before)
}
