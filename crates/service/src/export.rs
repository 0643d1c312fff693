//! A network's whole history as a file: JSON Lines, codes and ids, no identities and no texts.
//!
//! It is written as it is read, page by page, and can be verified by itself, without database and keys
//! ([`check`]). The chains are not keyed: whoever can write to the database could write a history anew, with
//! chains that hold. What an earlier export says cannot be written anew; [`since`] holds the present against it.

use std::{fmt, io, io::Write};

use jiff::Timestamp;
use luotsi_domain::id::{NetworkId, ReferralId};
use luotsi_store::{Tx, checkpoint::Checkpoint, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Error, Service};

pub mod check;
pub mod since;

/// What the first line names.
const FORMAT: &str = "luotsi-export/1";
/// Rows read at once.
const PAGE: u32 = 500;

/// A line of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    /// The first.
    Header {
        /// How it is written.
        format: String,
        /// Of which network.
        network: NetworkId,
        /// By which version of its definition.
        definition: i64,
        /// When.
        at: Timestamp,
    },
    /// A checkpoint; its heads follow.
    Checkpoint {
        /// What it says.
        said: Checkpoint,
        /// Its link.
        link: String,
    },
    /// A head that is new in the checkpoint before.
    Head {
        /// The referral.
        referral: ReferralId,
        /// How many events it had.
        version: u64,
        /// The link of the last of them.
        head: String,
    },
    /// A referral; its events and views follow.
    Referral {
        /// Its id.
        id: ReferralId,
        /// Its reference.
        reference: String,
        /// How many events it has.
        version: u64,
        /// The link of the last of them.
        head: String,
    },
    /// An event.
    Event {
        /// Its number.
        seq: u64,
        /// What the chain covers, byte for byte.
        content: String,
        /// Its link.
        link: String,
    },
    /// Somebody saw who the person is. These lines stay when her key is destroyed.
    View {
        /// When.
        at: Timestamp,
        /// Who.
        user: String,
        /// In which role.
        role: String,
        /// For which organisation.
        organisation: String,
        /// By what.
        what: String,
    },
    /// The last.
    Trailer {
        /// What was written.
        written: Written,
        /// SHA-256 over every byte before this line, hex.
        sha256: String,
    },
}

/// How much an export has of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Checkpoints.
    pub checkpoints: u64,
    /// Their heads.
    pub heads: u64,
    /// Referrals.
    pub referrals: u64,
    /// Events.
    pub events: u64,
    /// Views.
    pub views: u64,
}

impl Written {
    /// Counts a line.
    const fn count(&mut self, line: &Line) {
        match line {
            Line::Checkpoint { .. } => self.checkpoints += 1,
            Line::Head { .. } => self.heads += 1,
            Line::Referral { .. } => self.referrals += 1,
            Line::Event { .. } => self.events += 1,
            Line::View { .. } => self.views += 1,
            Line::Header { .. } | Line::Trailer { .. } => {}
        }
    }
}

/// Why an export was not written or not read.
#[derive(Debug)]
pub enum ExportFailure {
    /// The store, or nothing to export.
    Service(Error),
    /// The file.
    File(io::Error),
    /// The file is not an export, from this line on.
    Malformed(u64),
}

impl fmt::Display for ExportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::File(error) => error.fmt(f),
            Self::Malformed(line) => write!(f, "line {line} is not one that luotsi export writes"),
        }
    }
}
impl std::error::Error for ExportFailure {}

impl From<Error> for ExportFailure {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl From<luotsi_store::Error> for ExportFailure {
    fn from(error: luotsi_store::Error) -> Self {
        Self::Service(error.into())
    }
}

/// Writes lines, and keeps count and digest of them.
struct Writer<W> {
    out: W,
    digest: Sha256,
    written: Written,
}

impl<W: Write> Writer<W> {
    fn line(&mut self, line: &Line) -> Result<(), ExportFailure> {
        self.written.count(line);
        let mut text = serde_json::to_vec(line).map_err(|fault| ExportFailure::File(fault.into()))?;
        text.push(b'\n');
        self.digest.update(&text);
        self.out.write_all(&text).map_err(ExportFailure::File)
    }

    fn end(mut self) -> Result<Written, ExportFailure> {
        let trailer = Line::Trailer {
            written: self.written,
            sha256: hex::encode(&self.digest.clone().finalize()),
        };
        self.line(&trailer)?;
        self.out.flush().map_err(ExportFailure::File)?;
        Ok(self.written)
    }
}

impl Service {
    /// Writes a network's whole history, as it is at one moment.
    ///
    /// # Errors
    /// Where there is no such network, or store or file fail; what was written is of no use then.
    pub async fn export_history(
        &self,
        network: &NetworkId,
        out: impl Write,
        now: Timestamp,
    ) -> Result<Written, ExportFailure> {
        let definition = self.network(network)?.version;
        let mut writer = Writer {
            out,
            digest: Sha256::new(),
            written: Written::default(),
        };
        let mut tx = self.store.read().await?;
        writer.line(&Line::Header {
            format: FORMAT.to_owned(),
            network: network.clone(),
            definition,
            at: now,
        })?;
        write_checkpoints(&mut tx, network, &mut writer).await?;
        let mut after = None;
        loop {
            let page = tx.heads_after(network, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for head in page {
                let id = head.id;
                writer.line(&Line::Referral {
                    id,
                    reference: head.reference,
                    version: head.version,
                    head: head.head,
                })?;
                write_history(&mut tx, id, &mut writer).await?;
            }
        }
        writer.end()
    }
}

async fn write_checkpoints<W: Write>(
    tx: &mut Tx,
    network: &NetworkId,
    writer: &mut Writer<W>,
) -> Result<(), ExportFailure> {
    let mut number = 0;
    loop {
        let page = tx.checkpoints_after(network, number, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        number = last.checkpoint.number;
        for linked in page {
            let of = linked.checkpoint.number;
            writer.line(&Line::Checkpoint {
                said: linked.checkpoint,
                link: linked.link,
            })?;
            let mut after = None;
            loop {
                let heads = tx.leaves_of(network, of, after, PAGE).await?;
                let Some(last) = heads.last() else { break };
                after = Some(last.referral);
                for leaf in heads {
                    writer.line(&Line::Head {
                        referral: leaf.referral,
                        version: leaf.version,
                        head: hex::encode(&leaf.head),
                    })?;
                }
            }
        }
    }
}

/// The events of one referral and who saw her, which are few.
async fn write_history<W: Write>(
    tx: &mut Tx,
    id: ReferralId,
    writer: &mut Writer<W>,
) -> Result<(), ExportFailure> {
    for event in tx.history(id).await? {
        writer.line(&Line::Event {
            seq: event.seq,
            content: event.content,
            link: event.link,
        })?;
    }
    for view in tx.views(id).await? {
        let at = Timestamp::from_millisecond(view.at)
            .map_err(|_| luotsi_store::Error::corrupt("views", "at", id))?;
        writer.line(&Line::View {
            at,
            user: view.user_id,
            role: view.role,
            organisation: view.organisation,
            what: view.what,
        })?;
    }
    Ok(())
}
