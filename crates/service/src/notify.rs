//! From audiences to receivers: each notice into the letter or digest of everybody it is for.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    id::{LetterId, UserId},
    notice::{Audience, Notice},
    referral::{Referral, words::Role},
};
use luotsi_store::{Tx, letter::NewNotice};

use crate::{Network, Service, error::Result, step::Step};

impl Service {
    /// Enters the notices of a step. Who did it is not told what she did.
    pub(crate) async fn enter_notices(
        &self,
        tx: &mut Tx,
        step: &Step<'_>,
        referral: &Referral,
        notices: &[(Notice, Timestamp)],
    ) -> Result<()> {
        let mut told = BTreeSet::new();
        for (notice, at) in notices {
            for user in receivers(tx, step.network, &notice.to).await? {
                let doer = step.by.is_some_and(|actor| actor.user == user);
                if doer || !told.insert((user, notice.kind)) {
                    continue;
                }
                let id = LetterId::new(self.uuid(step.now));
                let letter = LetterId::new(self.uuid(step.now));
                let entry = NewNotice {
                    id,
                    letter,
                    user,
                    network: referral.network.clone(),
                    referral: referral.id,
                    kind: notice.kind.as_str(),
                    due_what: notice.due.map(|due| due.what.as_str()),
                    due_at: notice.due.map(|due| due.at),
                    programme: notice.programme.as_ref().map(ToString::to_string),
                    slot: (!notice.at_once).then(|| step.network.days.digest_after(*at)),
                };
                tx.enter_notice(&entry, step.now.max(*at)).await?;
            }
        }
        Ok(())
    }
}

/// Who an audience is: everybody of it who has an address.
pub(crate) async fn receivers(tx: &mut Tx, network: &Network, audience: &Audience) -> Result<Vec<UserId>> {
    let id = &network.definition.network;
    Ok(match audience {
        Audience::User(user) => {
            if tx.has_address(*user).await? {
                vec![*user]
            } else {
                Vec::new()
            }
        }
        Audience::Desk(desk) => tx.told_at(id, desk, [Role::Advisor, Role::Lead]).await?,
        Audience::Organisation(organisation) => {
            tx.told_at(id, organisation, [Role::Worker, Role::Lead]).await?
        }
        Audience::Leads(organisation) => tx.told_at(id, organisation, [Role::Lead, Role::Lead]).await?,
        Audience::Coordinators => {
            tx.told_at(
                id,
                &network.definition.coordinator,
                [Role::Coordinator, Role::Coordinator],
            )
            .await?
        }
    })
}
