//! Places: taken by one conditional statement with the offer, given back on every way out.
//!
//! The counters follow the referrals: after each step they are moved by the difference between the
//! places held before and after it. What an offer takes is taken beforehand by [`Tx::take_place`], so
//! that nothing is ever read first and written later.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    id::{NetworkId, OrganisationId, ProgrammeId},
    network::Programme,
    referral::{Referral, state::Place},
};

use crate::{Error, Result, Tx};

pub(crate) mod standings;

statements! {
    /// Takes one place if there is one. The test and the increment are one statement; both engines lock the row.
    TAKE_PLACE = "UPDATE programmes SET reserved = reserved + 1,
            intake = CASE WHEN intake_month = $2 THEN intake + 1 ELSE 1 END, intake_month = $2
        WHERE id = $1
          AND (places IS NULL OR reserved + used < places)
          AND (intake_per_month IS NULL OR intake_per_month > CASE WHEN intake_month = $2 THEN intake ELSE 0 END)
          AND NOT ((paused_from IS NOT NULL OR paused_until IS NOT NULL)
                   AND (paused_from IS NULL OR paused_from <= $3)
                   AND (paused_until IS NULL OR paused_until >= $3))";
    /// Takes one place whatever the capacity says.
    TAKE_PLACE_BEYOND = "UPDATE programmes SET reserved = reserved + 1,
            intake = CASE WHEN intake_month = $2 THEN intake + 1 ELSE 1 END, intake_month = $2
        WHERE id = $1";
    /// Moves the counters after a step. What was lowered below what was taken is so until as many have left.
    MOVE_PLACES = "UPDATE programmes SET reserved = reserved + $2, used = used + $3,
            intake = CASE WHEN intake_month = $5 AND intake + $4 >= 0 THEN intake + $4 ELSE intake END,
            lowered = (lowered AND COALESCE(reserved + used + $2 + $3 > places, FALSE))
        WHERE id = $1";
    /// Enters a programme of a definition with what it begins with; a known one keeps what people claimed.
    ENTER_PROGRAMME = "INSERT INTO programmes (id, network, organisation, places, intake_per_month, claimed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation
        WHERE programmes.network = excluded.network";
    /// Reads one programme.
    READ_PROGRAMME = "SELECT id, network, organisation, places, intake_per_month, reserved, used, intake_month,
            intake, lowered, claimed_at, paused_from, paused_until
        FROM programmes WHERE id = $1";
    /// Replaces a whole claim.
    CLAIM_CAPACITY = "UPDATE programmes SET places = $2, intake_per_month = $3, paused_from = $4,
            paused_until = $5, note = $6, claimed_at = $7,
            lowered = COALESCE(reserved + used > $2, FALSE)
        WHERE id = $1";
}

row! {
    struct ProgrammeRow {
        id: String,
        network: String,
        organisation: String,
        places: Option<i64>,
        intake_per_month: Option<i64>,
        reserved: i64,
        used: i64,
        intake_month: String,
        intake: i64,
        lowered: bool,
        claimed_at: i64,
        paused_from: Option<String>,
        paused_until: Option<String>,
    }
}

/// A programme's capacity as people claim it and as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its network.
    pub network: NetworkId,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// Places at once; none is no limit.
    pub places: Option<u32>,
    /// New ones a month; none is no limit.
    pub intake_per_month: Option<u32>,
    /// Kept for an answer.
    pub reserved: u32,
    /// Accepted.
    pub used: u32,
    /// The local month that `intake` counts.
    pub intake_month: String,
    /// Taken in that month.
    pub intake: u32,
    /// Whether the claim was lowered below what was taken.
    pub lowered: bool,
    /// When it was claimed.
    pub claimed_at: Timestamp,
    /// First day of a pause.
    pub paused_from: Option<Date>,
    /// Last day of a pause.
    pub paused_until: Option<Date>,
}

/// What a lead or coordinator claims. What is absent is no limit, no pause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// Places at once.
    pub places: Option<u32>,
    /// New ones a month.
    pub intake_per_month: Option<u32>,
    /// First day of a pause.
    pub paused_from: Option<Date>,
    /// Last day of a pause.
    pub paused_until: Option<Date>,
    /// A sealed note.
    pub note: Option<Vec<u8>>,
}

/// The local month in which a day's intake counts, such as `2026-11`.
#[must_use]
pub fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

impl Tx {
    /// Takes a place if there is one on that local day; says whether it did.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_place(&mut self, programme: &ProgrammeId, today: Date) -> Result<bool> {
        let taken = execute!(
            self,
            sqlx::query(TAKE_PLACE)
                .bind(programme.as_str())
                .bind(month(today))
                .bind(today.to_string())
        )?;
        Ok(taken == 1)
    }

    /// Takes a place whatever the capacity says: a coordinator's override.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_place_beyond(&mut self, programme: &ProgrammeId, today: Date) -> Result<()> {
        execute!(
            self,
            sqlx::query(TAKE_PLACE_BEYOND)
                .bind(programme.as_str())
                .bind(month(today))
        )?;
        Ok(())
    }

    /// Moves the counters by what a step changed; `taken` are the places taken beforehand for it, `today`
    /// the local day. A place that was only kept and given back in the month it was taken also gives
    /// back its part of the month's intake; so does one that was taken beforehand and then not needed.
    ///
    /// # Errors
    /// [`Error::Check`] where a counter would fall below zero.
    pub async fn settle_places(
        &mut self,
        before: Option<&Referral>,
        after: &Referral,
        taken: &[ProgrammeId],
        today: Date,
        month_of: impl Fn(Timestamp) -> String,
    ) -> Result<()> {
        let this_month = month(today);
        let mut moves: BTreeMap<ProgrammeId, (i64, i64, i64)> = BTreeMap::new();
        let held_before = before.map(Referral::places).unwrap_or_default();
        let held_after = after.places();
        for place in &held_before {
            let entry = moves.entry(place.programme.clone()).or_default();
            count(entry, place, -1);
            let given_back = !place.used && !holds(&held_after, place) && month_of(place.since) == this_month;
            entry.2 -= i64::from(given_back);
        }
        for place in &held_after {
            count(moves.entry(place.programme.clone()).or_default(), place, 1);
        }
        for programme in taken {
            let entry = moves.entry(programme.clone()).or_default();
            entry.0 -= 1;
            // Taken for an offer that was not made after all: as if it had never been taken.
            let kept = held_after
                .iter()
                .any(|place| place.programme == *programme && !holds(&held_before, place));
            entry.2 -= i64::from(!kept);
        }
        for (programme, (reserved, used, intake)) in moves.into_iter().filter(|(_, by)| *by != (0, 0, 0)) {
            execute!(
                self,
                sqlx::query(MOVE_PLACES)
                    .bind(programme.as_str())
                    .bind(reserved)
                    .bind(used)
                    .bind(intake)
                    .bind(&this_month)
            )?;
        }
        Ok(())
    }

    /// Enters a programme of a definition. `false` where another network has the slug.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn enter_programme(
        &mut self,
        network: &NetworkId,
        programme: &Programme,
        now: Timestamp,
    ) -> Result<bool> {
        let entered = execute!(
            self,
            sqlx::query(ENTER_PROGRAMME)
                .bind(programme.id.as_str())
                .bind(network.as_str())
                .bind(programme.organisation.as_str())
                .bind(programme.capacity.places.map(i64::from))
                .bind(programme.capacity.intake_per_month.map(i64::from))
                .bind(now.as_millisecond())
        )?;
        Ok(entered == 1)
    }

    /// Reads how one programme stands.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored value is none.
    pub async fn standing(&mut self, programme: &ProgrammeId) -> Result<Option<Standing>> {
        let row: Option<ProgrammeRow> = on!(self, |c| sqlx::query_as(READ_PROGRAMME)
            .bind(programme.as_str())
            .fetch_optional(c)
            .await)?;
        row.map(Standing::try_from).transpose()
    }

    /// Replaces a programme's whole claim. Lowering evicts nobody.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn claim_capacity(
        &mut self,
        programme: &ProgrammeId,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            sqlx::query(CLAIM_CAPACITY)
                .bind(programme.as_str())
                .bind(claim.places.map(i64::from))
                .bind(claim.intake_per_month.map(i64::from))
                .bind(claim.paused_from.map(|day| day.to_string()))
                .bind(claim.paused_until.map(|day| day.to_string()))
                .bind(claim.note.clone())
                .bind(now.as_millisecond())
        )?;
        Ok(())
    }
}

/// Whether it is one of these places: the same programme, kept since the same instant, used or not.
fn holds(places: &[Place], one: &Place) -> bool {
    places
        .iter()
        .any(|place| place.programme == one.programme && place.since == one.since)
}

fn count(by: &mut (i64, i64, i64), place: &Place, one: i64) {
    if place.used {
        by.1 += one;
    } else {
        by.0 += one;
    }
}

impl TryFrom<ProgrammeRow> for Standing {
    type Error = Error;

    fn try_from(row: ProgrammeRow) -> Result<Self> {
        let corrupt = |column| Error::corrupt("programmes", column, &row.id);
        let number = |value: i64, column| u32::try_from(value).map_err(|_| corrupt(column));
        let limit = |value: Option<i64>, column| value.map(|value| number(value, column)).transpose();
        let day = |value: &Option<String>, column| -> Result<Option<Date>> {
            value
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|_| corrupt(column))
        };
        Ok(Self {
            programme: ProgrammeId::new(row.id.clone()),
            network: NetworkId::new(row.network.clone()),
            organisation: OrganisationId::new(row.organisation.clone()),
            places: limit(row.places, "places")?,
            intake_per_month: limit(row.intake_per_month, "intake_per_month")?,
            reserved: number(row.reserved, "reserved")?,
            used: number(row.used, "used")?,
            intake_month: row.intake_month.clone(),
            intake: number(row.intake, "intake")?,
            lowered: row.lowered,
            claimed_at: Timestamp::from_millisecond(row.claimed_at).map_err(|_| corrupt("claimed_at"))?,
            paused_from: day(&row.paused_from, "paused_from")?,
            paused_until: day(&row.paused_until, "paused_until")?,
        })
    }
}

impl Standing {
    /// Places free on a local day, by what was last claimed; none is no limit. Never below zero.
    #[must_use]
    pub fn free(&self, today: Date) -> Option<u32> {
        let taken_this_month = if self.intake_month == month(today) {
            self.intake
        } else {
            0
        };
        let at_once = self
            .places
            .map(|places| places.saturating_sub(self.used + self.reserved));
        let this_month = self
            .intake_per_month
            .map(|intake| intake.saturating_sub(taken_this_month));
        match (at_once, this_month) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, other) => one.or(other),
        }
    }
}
