//! Learning together: what the network's monthly meeting looks at, in sums and without persons, its open
//! question, and what it decided.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, NoteId},
    network::Caution,
};
use luotsi_store::note::SealedNote;
use luotsi_wire::{
    answer::VoiceSums,
    validation::{Arg, Code, FieldFault},
};

use crate::{
    Network, Service,
    act::check_text,
    board::overview::{Standing, standing},
    boxed,
    error::{Error, Result},
    figures::{Figures, recent},
    voice::of_network,
};

/// The decisions on one page.
const DECISIONS: u32 = 24;
/// A line, not a report.
const LONGEST: usize = 500;

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The one open question; the newest counts.
    Question,
    /// A decision.
    Decision,
}

impl NoteKind {
    /// Its code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Decision => "decision",
        }
    }
}

/// A line the network keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// Of which day.
    pub on: Date,
    /// What it says.
    pub text: String,
}

/// What the meeting looks at.
#[derive(Debug, Clone)]
pub struct Learning {
    /// Where people stand now, and how many stand still.
    pub standing: Standing,
    /// Sums of twelve months.
    pub year: Figures,
    /// Sums of the month before this one.
    pub last_month: Figures,
    /// What clients said, over all organisations; none under five.
    pub voices: VoiceSums,
    /// The open question.
    pub question: Option<Note>,
    /// The latest decisions, the newest first.
    pub decisions: Vec<Note>,
    /// Whether the reader may write.
    pub writes: bool,
}

impl Service {
    /// The page of the network's meeting: for everybody who works in it.
    ///
    /// # Errors
    /// `NotFound` in another network, `Forbidden` for a machine.
    #[boxed]
    pub async fn learning(&self, actor: &Actor, network: &NetworkId, now: Timestamp) -> Result<Learning> {
        let network = self.network_of_people(actor, network)?;
        let id = &network.definition.network;
        let mut tx = self.store.read().await?;
        let (year, last_month) = recent(&mut tx, id, network.days.date_of(now)).await?;
        let standing = standing(&mut tx, &network, now).await?;
        let voices = of_network(&mut tx, &network, now).await?;
        let mut question = self.notes(&mut tx, id, NoteKind::Question, 1).await?;
        let decisions = self.notes(&mut tx, id, NoteKind::Decision, DECISIONS).await?;
        Ok(Learning {
            standing,
            year,
            last_month,
            voices,
            question: question.pop().filter(|note| !note.text.is_empty()),
            decisions,
            writes: actor.is_coordinator(),
        })
    }

    /// Keeps a line. Its text is warned of once; sent again as it is, with `anyway`, it is kept. An empty
    /// question closes the one before.
    ///
    /// # Errors
    /// `NotFound` in another network, `Forbidden` for anybody but the coordinator, `InvalidRequest` for a text
    /// that is too long or a decision without one.
    #[allow(
        clippy::too_many_arguments,
        reason = "what a line is made of, each from another place"
    )]
    #[boxed]
    pub async fn keep_note(
        &self,
        actor: &Actor,
        network: &NetworkId,
        kind: NoteKind,
        on: Option<Date>,
        text: &str,
        anyway: bool,
        now: Timestamp,
    ) -> Result<Vec<Caution>> {
        let network = self.coordinated(actor, network)?;
        let text = text.trim();
        if text.is_empty() && kind == NoteKind::Decision {
            return Err(Error::invalid("/text", Code::Required));
        }
        if text.chars().count() > LONGEST {
            let most = i64::try_from(LONGEST).unwrap_or(i64::MAX);
            let fault = FieldFault {
                args: vec![("limit", Arg::Number(most))],
                ..FieldFault::new("/text", Code::TooLong)
            };
            return Err(Error::InvalidRequest(vec![fault]));
        }
        check_text("/text", text)?;
        let today = network.days.date_of(now);
        let on = on.unwrap_or(today);
        if on > today {
            return Err(Error::invalid("/on", Code::Invalid));
        }
        let cautions = network.definition.cautions.of(text);
        if !cautions.is_empty() && !anyway {
            return Ok(cautions);
        }
        let id = NoteId::new(self.uuid(now));
        let note = SealedNote {
            id,
            on,
            sealed: self.keys.seal(&place(id), text.as_bytes())?,
        };
        let mut tx = self.store.write().await?;
        tx.enter_note(&network.definition.network, kind.as_str(), &note, actor.user, now)
            .await?;
        tx.commit().await?;
        Ok(Vec::new())
    }

    /// Takes a line away, should it have come out wrong.
    ///
    /// # Errors
    /// `NotFound` for a line of another network, `Forbidden` for anybody but the coordinator.
    #[boxed]
    pub async fn drop_note(&self, actor: &Actor, network: &NetworkId, note: NoteId) -> Result<()> {
        let network = self.coordinated(actor, network)?;
        let mut tx = self.store.write().await?;
        if !tx.delete_note(&network.definition.network, note).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    async fn notes(
        &self,
        tx: &mut luotsi_store::Tx,
        network: &NetworkId,
        kind: NoteKind,
        limit: u32,
    ) -> Result<Vec<Note>> {
        let notes = tx.latest_notes(network, kind.as_str(), limit).await?;
        notes
            .into_iter()
            .map(|note| {
                let text = self.keys.open(&place(note.id), &note.sealed)?;
                Ok(Note {
                    id: note.id,
                    on: note.on,
                    text: String::from_utf8_lossy(&text).into_owned(),
                })
            })
            .collect()
    }

    /// The caller's network, if she is a person.
    pub(crate) fn network_of_people(
        &self,
        actor: &Actor,
        network: &NetworkId,
    ) -> Result<std::sync::Arc<Network>> {
        if actor.network != *network {
            return Err(Error::NotFound);
        }
        if actor.role == luotsi_domain::referral::words::Role::Machine {
            return Err(Error::Forbidden);
        }
        self.network(network)
    }
}

fn place(note: NoteId) -> String {
    format!("network_notes/{note}/sealed")
}
