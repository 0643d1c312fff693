//! Who of a partner is away, when that next moves work, and whom it moves.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    absence::Absence,
    id::{NetworkId, OrganisationId, ReferralId, UserId},
};

use crate::{
    Error, Result, Tx,
    record::{Loaded, ReferralRow},
};

statements! {
    /// Keeps an absence, instead of the one before it.
    KEEP_ABSENCE = "INSERT INTO absences (user_id, network, organisation, from_on, until_on, covered_by, acts_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (user_id, network, organisation) DO UPDATE SET from_on = excluded.from_on,
            until_on = excluded.until_on, covered_by = excluded.covered_by, acts_at = excluded.acts_at";
    /// Ends an absence.
    END_ABSENCE = "DELETE FROM absences WHERE user_id = $1 AND network = $2 AND organisation = $3";
    /// Reads the absences at an organisation.
    ABSENCES_AT = "SELECT user_id, organisation, from_on, until_on, covered_by, acts_at FROM absences
        WHERE network = $1 AND organisation = $2 ORDER BY user_id";
    /// Reads the absences in a network.
    ABSENCES_IN = "SELECT user_id, organisation, from_on, until_on, covered_by, acts_at FROM absences
        WHERE network = $1 ORDER BY organisation, user_id";
    /// The organisation whose absences move work next, and when.
    NEXT_ABSENCE = "SELECT acts_at, network, organisation FROM absences
        ORDER BY acts_at, network, organisation LIMIT 1";
    /// Lets one at a time settle who has whose work at an organisation. Both engines lock the rows.
    HOLD_TEAM = "UPDATE memberships SET role = role WHERE network = $1 AND organisation = $2";
    /// Reads a page of those whom a worker has, or is asked about by name, there or away.
    HELD_BY = "SELECT id, client_id, head, state FROM referrals
        WHERE network = $1 AND worker = $2 AND id > $3
          AND status IN ('offered', 'acknowledged', 'accepted', 'in_support', 'follow_up')
        ORDER BY id LIMIT $4";
}

row! {
    struct AbsenceRow {
        user_id: String,
        organisation: String,
        from_on: String,
        until_on: String,
        covered_by: Option<String>,
        acts_at: i64,
    }
}

row! {
    struct EdgeRow {
        acts_at: i64,
        network: String,
        organisation: String,
    }
}

/// An absence as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// At which organisation.
    pub organisation: OrganisationId,
    /// Who and when.
    pub absence: Absence,
    /// When it next moves work.
    pub acts_at: Timestamp,
}

/// The instant at which absences next move work at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// When.
    pub at: Timestamp,
    /// In which network.
    pub network: NetworkId,
    /// At which organisation.
    pub organisation: OrganisationId,
}

impl Tx {
    /// Keeps an absence, instead of the one before it.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn keep_absence(&mut self, network: &NetworkId, kept: &Kept) -> Result<()> {
        let absence = &kept.absence;
        execute!(
            self,
            sqlx::query(KEEP_ABSENCE)
                .bind(absence.user.to_string())
                .bind(network.as_str())
                .bind(kept.organisation.as_str())
                .bind(absence.from.to_string())
                .bind(absence.until.to_string())
                .bind(absence.covered_by.map(|user| user.to_string()))
                .bind(kept.acts_at.as_millisecond())
        )?;
        Ok(())
    }

    /// Ends an absence; says whether there was one.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn end_absence(
        &mut self,
        user: UserId,
        network: &NetworkId,
        organisation: &OrganisationId,
    ) -> Result<bool> {
        let ended = execute!(
            self,
            sqlx::query(END_ABSENCE)
                .bind(user.to_string())
                .bind(network.as_str())
                .bind(organisation.as_str())
        )?;
        Ok(ended == 1)
    }

    /// Reads the absences at an organisation, those to come as well.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn absences_at(
        &mut self,
        network: &NetworkId,
        organisation: &OrganisationId,
    ) -> Result<Vec<Kept>> {
        let rows: Vec<AbsenceRow> = on!(self, |c| sqlx::query_as(ABSENCES_AT)
            .bind(network.as_str())
            .bind(organisation.as_str())
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Kept::try_from).collect()
    }

    /// Reads the absences in a network, those to come as well.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn absences_in(&mut self, network: &NetworkId) -> Result<Vec<Kept>> {
        let rows: Vec<AbsenceRow> = on!(self, |c| sqlx::query_as(ABSENCES_IN)
            .bind(network.as_str())
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Kept::try_from).collect()
    }

    /// The organisation whose absences move work next, and when.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn next_absence(&mut self) -> Result<Option<Edge>> {
        let row: Option<EdgeRow> = on!(self, |c| sqlx::query_as(NEXT_ABSENCE).fetch_optional(c).await)?;
        row.map(|row| {
            Ok(Edge {
                at: instant(row.acts_at, &row.organisation)?,
                network: NetworkId::new(row.network),
                organisation: OrganisationId::new(row.organisation),
            })
        })
        .transpose()
    }

    /// Waits until nobody else settles who has whose work at an organisation.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn hold_team(&mut self, network: &NetworkId, organisation: &OrganisationId) -> Result<()> {
        execute!(
            self,
            sqlx::query(HOLD_TEAM)
                .bind(network.as_str())
                .bind(organisation.as_str())
        )?;
        Ok(())
    }

    /// Reads a page of those whom a worker has, or is asked about by name, in the order of their ids.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored state is none.
    pub async fn held_by(
        &mut self,
        network: &NetworkId,
        worker: UserId,
        after: Option<ReferralId>,
        limit: u32,
    ) -> Result<Vec<Loaded>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<ReferralRow> = on!(self, |c| sqlx::query_as(HELD_BY)
            .bind(network.as_str())
            .bind(worker.to_string())
            .bind(&after)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Loaded::try_from).collect()
    }
}

fn instant(ms: i64, place: &str) -> Result<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt("absences", "acts_at", place))
}

impl TryFrom<AbsenceRow> for Kept {
    type Error = Error;

    fn try_from(row: AbsenceRow) -> Result<Self> {
        let corrupt = |column| Error::corrupt("absences", column, &row.user_id);
        let user = |text: &str, column| text.parse::<UserId>().map_err(|_| corrupt(column));
        let day = |text: &str, column| text.parse::<Date>().map_err(|_| corrupt(column));
        Ok(Self {
            organisation: OrganisationId::new(row.organisation.clone()),
            absence: Absence {
                user: user(&row.user_id, "user_id")?,
                from: day(&row.from_on, "from_on")?,
                until: day(&row.until_on, "until_on")?,
                covered_by: row
                    .covered_by
                    .as_deref()
                    .map(|text| user(text, "covered_by"))
                    .transpose()?,
            },
            acts_at: instant(row.acts_at, &row.user_id)?,
        })
    }
}
