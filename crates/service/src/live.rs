//! Whether something has changed since somebody last looked, so that a page can say so.
//!
//! One watcher a process asks here for every network that somebody looks at, however many look.

use std::collections::BTreeSet;

use luotsi_domain::id::{NetworkId, OrganisationId};

use crate::{Service, boxed, error::Result};

/// Transactions in which one look gives places; what is left then is for the next.
const TRANSACTIONS: u32 = 1;

impl Service {
    /// Where the feed of a network ends now, and whom what came after `seen` concerns. Without `seen` nobody.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn changes(
        &self,
        network: &NetworkId,
        seen: Option<i64>,
    ) -> Result<(i64, BTreeSet<OrganisationId>)> {
        self.place_events(network, TRANSACTIONS).await?;
        let mut tx = self.store.read().await?;
        let end = tx.feed_end(network).await?;
        let concerned = match seen {
            Some(seen) if seen < end => tx.concerned(network, seen, end).await?,
            Some(_) | None => BTreeSet::new(),
        };
        Ok((end, concerned))
    }
}
