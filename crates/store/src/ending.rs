//! The end of a programme: who is there, which steps were told of, who left it for where.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    id::{NetworkId, ProgrammeId, ReferralId},
    referral::Referral,
};

use crate::{Error, Result, Tx, record::Loaded};

statements! {
    /// A page of the people of a programme, while they are open.
    OPEN_IN_PROGRAMME = "SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND programme = $2 AND due_at IS NOT NULL AND id > $3 ORDER BY id LIMIT $4";
    /// Has the clock look at everybody of a network again, because what it goes by has changed.
    LOOK_AGAIN = "UPDATE referrals SET wake_at = 0 WHERE network = $1 AND due_at IS NOT NULL";
    /// Reads which steps on the way to an end have been told.
    READ_ENDINGS_TOLD = "SELECT programme, last_day, days FROM endings_told ORDER BY programme, last_day, days";
    /// Notes a step as told; nothing where it was.
    ENTER_ENDING_TOLD = "INSERT INTO endings_told (programme, last_day, days, told_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (programme, last_day, days) DO NOTHING";
    /// Notes that somebody left a programme because of its end.
    ENTER_LEAVING = "INSERT INTO leavings (network, programme, referral_id, how, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (programme, referral_id) DO UPDATE SET how = excluded.how, at = excluded.at";
    /// Counts who left each programme, and how.
    COUNT_LEAVINGS = "SELECT programme, how, COUNT(*) AS n FROM leavings WHERE network = $1
        GROUP BY programme, how ORDER BY programme, how";
}

row! {
    struct OpenRow {
        id: String,
        client_id: String,
        head: String,
        state: String,
    }
}

row! {
    struct ToldRow {
        programme: String,
        last_day: String,
        days: i64,
    }
}

row! {
    struct LeavingRow {
        programme: String,
        how: String,
        n: i64,
    }
}

/// A step on the way to a programme's end that was told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndingTold {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its last day, as it stood then.
    pub last_day: Date,
    /// How many days before it.
    pub days: u16,
}

/// How many left a programme, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The programme.
    pub programme: ProgrammeId,
    /// How, as a code.
    pub how: String,
    /// How many.
    pub count: u32,
}

impl Tx {
    /// Reads a page of the people of a programme, while they are open, in the order of their ids.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn open_in_programme(
        &mut self,
        network: &NetworkId,
        programme: &ProgrammeId,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<Loaded>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<OpenRow> = on!(self, |c| sqlx::query_as(OPEN_IN_PROGRAMME)
            .bind(network.as_str())
            .bind(programme.as_str())
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter()
            .map(|row| Loaded::read(&row.id, &row.client_id, row.head, &row.state))
            .collect()
    }

    /// Has the clock look at everybody of a network again.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn look_again(&mut self, network: &NetworkId) -> Result<u64> {
        execute!(self, sqlx::query(LOOK_AGAIN).bind(network.as_str()))
    }

    /// Reads which steps on the way to the ends of programmes have been told.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored date is none.
    pub async fn endings_told(&mut self) -> Result<Vec<EndingTold>> {
        let rows: Vec<ToldRow> = on!(self, |c| sqlx::query_as(READ_ENDINGS_TOLD).fetch_all(c).await)?;
        rows.into_iter()
            .map(|row| {
                let corrupt = |column| Error::corrupt("endings_told", column, &row.programme);
                Ok(EndingTold {
                    programme: ProgrammeId::new(row.programme.clone()),
                    last_day: row.last_day.parse().map_err(|_| corrupt("last_day"))?,
                    days: u16::try_from(row.days).map_err(|_| corrupt("days"))?,
                })
            })
            .collect()
    }

    /// Notes a step as told; says whether it was not yet.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_ending_told(&mut self, told: &EndingTold, now: Timestamp) -> Result<bool> {
        let entered = execute!(
            self,
            sqlx::query(ENTER_ENDING_TOLD)
                .bind(told.programme.as_str())
                .bind(told.last_day.to_string())
                .bind(i64::from(told.days))
                .bind(now.as_millisecond())
        )?;
        Ok(entered == 1)
    }

    /// Notes that somebody left a programme because of its end.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_leaving(
        &mut self,
        referral: &Referral,
        programme: &ProgrammeId,
        how: &'static str,
        at: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(ENTER_LEAVING)
                .bind(referral.network.as_str())
                .bind(programme.as_str())
                .bind(referral.id.to_string())
                .bind(how)
                .bind(at.as_millisecond())
        )?;
        Ok(())
    }

    /// Counts who left each programme of a network because of its end, and how.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count_leavings(&mut self, network: &NetworkId) -> Result<Vec<Leaving>> {
        let rows: Vec<LeavingRow> = on!(self, |c| sqlx::query_as(COUNT_LEAVINGS)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        Ok(rows
            .into_iter()
            .map(|row| Leaving {
                programme: ProgrammeId::new(row.programme),
                how: row.how,
                count: u32::try_from(row.n).unwrap_or(u32::MAX),
            })
            .collect())
    }
}
