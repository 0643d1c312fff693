//! The clock's part in drafts: it moves them into the queue and tells people. It never ends one.

use jiff::Timestamp;
use luotsi_domain::{
    draft::Draft,
    id::{DraftId, LetterId},
    notice::{Audience, Notice},
};
use luotsi_store::{Tx, draft::NewDraftNotice};

use crate::{Network, Service, error::Result, notify::receivers};

impl Service {
    /// Takes one due step of one draft.
    pub(crate) async fn step_draft(&self, id: DraftId, now: Timestamp) -> Result<bool> {
        let mut tx = self.store.write().await?;
        let Some(loaded) = tx.hold_draft(id).await? else {
            return Ok(false);
        };
        let network = self.network(&loaded.draft.network)?;
        let Some((at, after, notice)) = loaded.draft.tick(now) else {
            return Ok(false);
        };
        tx.save_draft(&after).await?;
        if let Some(notice) = notice {
            self.tell_of_draft(&mut tx, &network, &after, &notice, at, now)
                .await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn tell_of_draft(
        &self,
        tx: &mut Tx,
        network: &Network,
        draft: &Draft,
        notice: &Notice,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        let mut told = receivers(tx, network, &notice.to).await?;
        if told.is_empty() && matches!(notice.to, Audience::Leads(_)) {
            // A desk without a lead: everybody there.
            told = receivers(tx, network, &draft.everybody()).await?;
        }
        for user in told {
            let entry = NewDraftNotice {
                id: LetterId::new(self.uuid(now)),
                letter: LetterId::new(self.uuid(now)),
                user,
                draft,
                kind: notice.kind.as_str(),
                due: notice.due.map(|due| (due.what.as_str(), due.at)),
                slot: network.days.digest_from(at),
            };
            tx.enter_draft_notice(&entry, now.max(at)).await?;
        }
        Ok(())
    }
}
