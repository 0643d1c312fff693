//! Holding the present against an earlier export: nothing that was there may have been changed or taken away.

use luotsi_domain::id::ReferralId;
use luotsi_store::hex;

use super::{
    ExportFailure,
    check::{Checked, Kept, link_at},
};
use crate::{Service, boxed, verify::Finding};

/// Checkpoints read at once.
const PAGE: u32 = 500;

/// What is there now of a referral that was there then.
struct Now {
    /// The link of the event that was its last.
    link: Option<String>,
    views: u64,
}

impl Checked {
    /// What this export no longer has, or has otherwise, of what an earlier one had.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if earlier.network != self.network {
            findings.push(of_another(earlier));
            return findings;
        }
        for (number, link) in (1..).zip(&earlier.checkpoints) {
            let found = self.checkpoints.get(number - 1);
            findings.extend(checkpoint(earlier, number, link, found.map(String::as_str)));
        }
        for (id, kept) in &earlier.referrals {
            let now = self.referrals.get(id).map(|now| Now {
                link: link_at(&now.links, kept.version()).map(|link| hex::encode(link)),
                views: now.views,
            });
            findings.extend(referral(*id, kept, now.as_ref()));
        }
        findings.sort();
        findings
    }
}

impl Service {
    /// What is no longer there, or is otherwise, of what an earlier export had.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn since(&self, earlier: &Checked) -> Result<Vec<Finding>, ExportFailure> {
        let mut findings = Vec::new();
        if self.networks().get(&earlier.network).is_none() {
            findings.push(of_another(earlier));
            return Ok(findings);
        }
        let mut tx = self.store.read().await?;
        let mut found = Vec::new();
        loop {
            let number = u64::try_from(found.len()).unwrap_or(u64::MAX);
            let page = tx.checkpoints_after(&earlier.network, number, PAGE).await?;
            if page.is_empty() || found.len() >= earlier.checkpoints.len() {
                break;
            }
            found.extend(page.into_iter().map(|linked| linked.link));
        }
        for (number, link) in (1..).zip(&earlier.checkpoints) {
            let found = found.get(number - 1).map(String::as_str);
            findings.extend(checkpoint(earlier, number, link, found));
        }
        for (id, kept) in &earlier.referrals {
            let now = match tx.columns(*id).await? {
                None => None,
                Some(_) => Some(Now {
                    link: tx.link_of(*id, kept.version()).await?,
                    views: tx.count_views(*id).await?,
                }),
            };
            findings.extend(referral(*id, kept, now.as_ref()));
        }
        findings.sort();
        Ok(findings)
    }
}

impl Kept {
    fn version(&self) -> u64 {
        u64::try_from(self.links.len()).unwrap_or(u64::MAX)
    }
}

fn of_another(earlier: &Checked) -> Finding {
    Finding {
        place: earlier.network.to_string(),
        what: "the earlier export is of this network, which is not here".to_owned(),
    }
}

fn checkpoint(earlier: &Checked, number: usize, link: &str, found: Option<&str>) -> Option<Finding> {
    let what = match found {
        Some(found) if found == link => return None,
        Some(_) => "it is not the one that the earlier export has: it was written anew",
        None => "the earlier export has it, and it is gone",
    };
    Some(Finding {
        place: format!("checkpoint {number} of {}", earlier.network),
        what: what.to_owned(),
    })
}

fn referral(id: ReferralId, kept: &Kept, now: Option<&Now>) -> Vec<Finding> {
    let mut off = Vec::new();
    match now {
        None => off.push(format!(
            "the earlier export has it ({id}), and it is gone with all its rows"
        )),
        Some(now) => {
            let version = kept.version();
            let link = link_at(&kept.links, version).map(|link| hex::encode(link));
            if now.link.is_none() {
                off.push(format!("event {version} is missing: the earlier export has it"));
            } else if now.link != link {
                off.push(format!(
                    "event {version} or one before it is not as in the earlier export: it was written anew"
                ));
            }
            if now.views < kept.views {
                off.push(format!(
                    "{} of its views were taken out of the log since the earlier export",
                    kept.views - now.views
                ));
            }
        }
    }
    off.into_iter()
        .map(|what| Finding {
            place: kept.reference.clone(),
            what,
        })
        .collect()
}
