//! How all programmes of a network stand, read as one text: of hundreds of rows, handing each value from SQLite's
//! thread to ours takes longer than ranking by them.

use luotsi_domain::id::NetworkId;

use super::{ProgrammeRow, Standing};
use crate::{Error, Result, Tx};

statements! {
    /// The programmes of a network. Slugs, numbers and dates have neither a space nor a semicolon in them; what is
    /// not there is nothing between two spaces.
    READ_PROGRAMMES = "SELECT COALESCE(string_agg(id
            || ' ' || organisation
            || ' ' || COALESCE(CAST(places AS TEXT), '')
            || ' ' || COALESCE(CAST(intake_per_month AS TEXT), '')
            || ' ' || CAST(reserved AS TEXT)
            || ' ' || CAST(used AS TEXT)
            || ' ' || intake_month
            || ' ' || CAST(intake AS TEXT)
            || ' ' || CASE WHEN lowered THEN '1' ELSE '0' END
            || ' ' || CAST(claimed_at AS TEXT)
            || ' ' || COALESCE(paused_from, '')
            || ' ' || COALESCE(paused_until, ''), ';'), '') AS standing
        FROM programmes WHERE network = $1";
}

impl Tx {
    /// Reads how the programmes of a network stand, in the order of their slugs.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn standings(&mut self, network: &NetworkId) -> Result<Vec<Standing>> {
        let text: String = on!(self, |c| sqlx::query_scalar(READ_PROGRAMMES)
            .bind(network.as_str())
            .fetch_one(c)
            .await)?;
        let mut standings: Vec<Standing> = text
            .split_terminator(';')
            .map(|row| Standing::try_from(read(row, network)?))
            .collect::<Result<_>>()?;
        standings.sort_unstable_by(|one, other| one.programme.cmp(&other.programme));
        Ok(standings)
    }
}

fn read(row: &str, network: &NetworkId) -> Result<ProgrammeRow> {
    let mut values = row.split(' ');
    let mut next = || values.next();
    let id = next().unwrap_or_default().to_owned();
    let corrupt = || Error::corrupt("programmes", "standing", &id);
    let some = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).ok_or_else(corrupt);
    let limit = |text: Option<&str>| match text {
        Some("") => Ok(None),
        text => number(text).map(Some),
    };
    Ok(ProgrammeRow {
        network: network.to_string(),
        organisation: some(next()).ok_or_else(corrupt)?,
        places: limit(next())?,
        intake_per_month: limit(next())?,
        reserved: number(next())?,
        used: number(next())?,
        intake_month: next().ok_or_else(corrupt)?.to_owned(),
        intake: number(next())?,
        lowered: next() == Some("1"),
        claimed_at: number(next())?,
        paused_from: some(next()),
        paused_until: some(next()),
        id,
    })
}
