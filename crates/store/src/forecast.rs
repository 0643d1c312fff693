//! What a place in each programme is expected to cost others: worked out once a day, read by whoever ranks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use luotsi_domain::id::{NetworkId, ProgrammeId};

use crate::{Error, Result, Tx};

statements! {
    /// Keeps a day's prices in place of those before.
    KEEP_FORECAST = "INSERT INTO forecasts (network, on_day, prices) VALUES ($1, $2, $3)
        ON CONFLICT (network) DO UPDATE SET on_day = excluded.on_day, prices = excluded.prices";
    /// Reads of which day the prices are, and the prices.
    READ_FORECAST = "SELECT on_day, prices FROM forecasts WHERE network = $1";
    /// Reads of which day the prices are.
    READ_FORECAST_DAY = "SELECT on_day FROM forecasts WHERE network = $1";
}

/// Hundredths of a day by programme.
pub type Prices = BTreeMap<ProgrammeId, u32>;

row! {
    struct ForecastRow {
        on_day: String,
        prices: String,
    }
}

impl Tx {
    /// Keeps the prices of a day, in place of those before.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn keep_forecast(&mut self, network: &NetworkId, on: Date, prices: &Prices) -> Result<()> {
        let text =
            serde_json::to_string(prices).map_err(|_| Error::corrupt("forecasts", "prices", network))?;
        execute!(
            self,
            sqlx::query(KEEP_FORECAST)
                .bind(network.as_str())
                .bind(on.to_string())
                .bind(text)
        )?;
        Ok(())
    }

    /// Of which day the latest prices are; none before the first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a stored day is none.
    pub async fn forecast_day(&mut self, network: &NetworkId) -> Result<Option<Date>> {
        let day: Option<String> = on!(self, |c| sqlx::query_scalar(READ_FORECAST_DAY)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        day.map(|day| of_day(&day, network)).transpose()
    }

    /// The latest prices; none before the first.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where what is stored are none.
    pub async fn forecast(&mut self, network: &NetworkId) -> Result<Prices> {
        let row: Option<ForecastRow> = on!(self, |c| sqlx::query_as(READ_FORECAST)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        let Some(row) = row else { return Ok(Prices::new()) };
        of_day(&row.on_day, network)?;
        serde_json::from_str(&row.prices).map_err(|_| Error::corrupt("forecasts", "prices", network))
    }
}

fn of_day(day: &str, network: &NetworkId) -> Result<Date> {
    day.parse()
        .map_err(|_| Error::corrupt("forecasts", "on_day", network))
}
