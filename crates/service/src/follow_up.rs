//! How follow-ups ended: counted where one ends, read in sums.

use luotsi_domain::referral::{
    Referral,
    event::{Event, Recorded},
    words::CheckResult,
};
use luotsi_store::{Tx, capacity::month};

use crate::{error::Result, step::Step};

/// Counts the follow-ups that a step ends. Of protected persons nothing is counted: outside their own people
/// they are two numbers and nothing else.
pub(crate) async fn count_follow_ups(
    tx: &mut Tx,
    step: &Step<'_>,
    after: &Referral,
    recorded: &[Recorded],
) -> Result<()> {
    if after.protected {
        return Ok(());
    }
    for entry in recorded {
        if let Some(outcome) = ended(&entry.event) {
            let month = month(step.network.days.date_of(entry.at));
            tx.count_follow_up(&after.network, &month, outcome).await?;
        }
    }
    Ok(())
}

/// How an event ends a follow-up: not reached is never stable, and the last of several checks is what counts.
fn ended(event: &Event) -> Option<CheckResult> {
    if *event == Event::Lasted {
        return Some(CheckResult::Stable);
    }
    let Event::Checked { result, worry, .. } = event else {
        return None;
    };
    match result {
        CheckResult::Stable => None,
        CheckResult::NotReached => worry.map(|_| CheckResult::NotReached),
        CheckResult::Changed | CheckResult::NoContactWanted | CheckResult::Moved | CheckResult::Died => {
            Some(*result)
        }
    }
}
