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
    /// Forgets the prices of a network.
    FORGET_FORECAST = "DELETE FROM forecasts WHERE network = $1";
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

    /// The latest prices, and of which day they are; none before the first, nor of what cannot be read: it is
    /// worked out anew.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forecast(&mut self, network: &NetworkId) -> Result<Option<(Date, Prices)>> {
        let row: Option<(String, String)> = on!(self, |c| sqlx::query_as(READ_FORECAST)
            .bind(network.as_str())
            .fetch_optional(c)
            .await)?;
        Ok(row.and_then(|(day, prices)| Some((day.parse().ok()?, serde_json::from_str(&prices).ok()?))))
    }

    /// Forgets the prices: with another definition they are worked out anew.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_forecast(&mut self, network: &NetworkId) -> Result<()> {
        execute!(self, sqlx::query(FORGET_FORECAST).bind(network.as_str()))?;
        Ok(())
    }
}
