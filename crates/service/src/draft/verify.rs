//! Drafts held against their columns, their persons and the invariants.

use luotsi_store::{
    Tx,
    draft::{DraftColumns, LoadedDraft},
};

use crate::{
    Service,
    error::Result,
    verify::{Finding, Verified},
};

/// Drafts looked at in one go.
const PAGE: u32 = 200;

impl Service {
    /// Verifies every draft: its columns follow from its state, its person opens, the clock will come by.
    pub(crate) async fn verify_drafts(&self, tx: &mut Tx, verified: &mut Verified) -> Result<()> {
        let mut after = None;
        loop {
            let ids = tx.draft_ids_after(after, PAGE).await?;
            let Some(last) = ids.last().copied() else {
                return Ok(());
            };
            after = Some(last);
            for id in ids {
                let columns = tx.draft_columns(id).await?;
                let mut off = Vec::new();
                match tx.draft(id).await {
                    Ok(Some(loaded)) => off.extend(self.draft_off(tx, &loaded, columns.as_ref()).await?),
                    Ok(None) => {}
                    Err(error) => off.push(format!("its present state cannot be read: {error}")),
                }
                let place = columns.map_or_else(|| id.to_string(), |columns| columns.reference);
                verified.findings.extend(off.into_iter().map(|what| Finding {
                    place: place.clone(),
                    what,
                }));
            }
        }
    }

    async fn draft_off(
        &self,
        tx: &mut Tx,
        loaded: &LoadedDraft,
        columns: Option<&DraftColumns>,
    ) -> Result<Vec<String>> {
        let mut off = Vec::new();
        let draft = &loaded.draft;
        if columns.is_some_and(|columns| *columns != DraftColumns::of(draft)) {
            off.push("its columns differ from its state".to_owned());
        }
        if self.networks().get(&draft.network).is_none() {
            off.push("its network has no definition".to_owned());
        }
        if !draft.old && draft.wake().is_none() {
            off.push("the clock would pass it by before anybody is told that it is old".to_owned());
        }
        match self.open_draft(tx, loaded).await {
            Ok(Some(_)) => {}
            Ok(None) => off.push("the person's key or handoff is gone though the draft is there".to_owned()),
            Err(_) => off.push("the person's handoff cannot be opened with her key".to_owned()),
        }
        Ok(off)
    }
}
