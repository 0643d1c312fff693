//! What a place in each programme is expected to cost others: worked out once a day, read by whoever ranks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use luotsi_domain::id::{NetworkId, ProgrammeId};

use crate::{Error, Result, Tx};

statements! {
    /// Keeps a day's prices in place of those before.
    KEEP_FORECAST = "INSERT INTO forecasts (network, on_day, prices) VALUES ($1, $2, $3)
        ON CONFLICT (network) DO UPDATE SET on_day = excluded.on_day, prices = excluded.prices";
    /// Reads the prices.
    READ_FORECAST = "SELECT prices FROM forecasts WHERE network = $1";
    /// Reads of which day the prices are.
    READ_FORECAST_DAY = "SELECT on_day FROM forecasts WHERE network = $1";
}

/// Hundredths of a day by programme.
pub type Prices = BTreeMap<ProgrammeId, u32>;

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

    /// Of which day the latest prices are; none before the first, nor of what cannot be read: both are worked out.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forecast_day(&mut self, network: &NetworkId) -> Result<Option<Date>> {
        let day: Option<String> = on!(self, |c| sqlx::query_scalar(READ_FORECAST_DAY)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// The latest prices; none before the first. What cannot be read has no influence until it is worked out anew.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forecast(&mut self, network: &NetworkId) -> Result<Prices> {
        let prices: Option<String> = on!(self, |c| sqlx::query_scalar(READ_FORECAST)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        let read = prices.and_then(|prices| serde_json::from_str(&prices).ok());
        Ok(read.unwrap_or_default())
    }
}
