//! Whether what was claimed of a programme's places still holds: asked now and then, confirmed by a click.

use std::collections::BTreeMap;

use jiff::Timestamp;
use luotsi_domain::id::{NetworkId, ProgrammeId};

use crate::{Error, Result, Tx};

statements! {
    /// The claim still holds: it is as young as now, and otherwise as it was.
    CONFIRM_CLAIM = "UPDATE programmes SET claimed_at = $2 WHERE id = $1";
    /// The same, where it is still the claim that was asked about.
    CONFIRM_CLAIM_OF = "UPDATE programmes SET claimed_at = $2 WHERE id = $1 AND claimed_at = $3";
    /// Notes when it was asked.
    NOTE_ASKED = "INSERT INTO claim_questions (programme, asked_at) VALUES ($1, $2)
        ON CONFLICT (programme) DO UPDATE SET asked_at = excluded.asked_at";
    /// Reads when it was last asked about the programmes of a network.
    READ_ASKED = "SELECT claim_questions.programme AS programme, claim_questions.asked_at AS asked_at
        FROM programmes JOIN claim_questions ON claim_questions.programme = programmes.id
        WHERE programmes.network = $1";
}

row! {
    struct AskedRow {
        programme: String,
        asked_at: i64,
    }
}

impl Tx {
    /// Notes that a programme's claim still holds, where it is still the one made at `of`, if that is given.
    /// Says whether it was.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn confirm_claim(
        &mut self,
        programme: &ProgrammeId,
        of: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool> {
        let confirmed = if let Some(of) = of {
            execute!(
                self,
                sqlx::query(CONFIRM_CLAIM_OF)
                    .bind(programme.as_str())
                    .bind(now.as_millisecond())
                    .bind(of.as_millisecond())
            )?
        } else {
            execute!(
                self,
                sqlx::query(CONFIRM_CLAIM)
                    .bind(programme.as_str())
                    .bind(now.as_millisecond())
            )?
        };
        Ok(confirmed == 1)
    }

    /// Notes that it was asked whether a programme's claim still holds.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_claim_asked(&mut self, programme: &ProgrammeId, at: Timestamp) -> Result<()> {
        execute!(
            self,
            sqlx::query(NOTE_ASKED)
                .bind(programme.as_str())
                .bind(at.as_millisecond())
        )?;
        Ok(())
    }

    /// Reads when it was last asked about each programme of a network.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored instant is none.
    pub async fn claims_asked(&mut self, network: &NetworkId) -> Result<BTreeMap<ProgrammeId, Timestamp>> {
        let rows: Vec<AskedRow> = on!(self, |c| sqlx::query_as(READ_ASKED)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| {
                let at = Timestamp::from_millisecond(row.asked_at)
                    .map_err(|_| Error::corrupt("claim_questions", "asked_at", &row.programme))?;
                Ok((ProgrammeId::new(row.programme), at))
            })
            .collect()
    }
}
