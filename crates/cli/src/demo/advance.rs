//! Moving the clock: every due instant on the way is lived through, in order, as itself.

use std::{io, time::Duration};

use jiff::{SignedDuration, Timestamp};

use crate::periodic::{MailTime, Works};

/// How far to look ahead, at first, where something stays due that cannot be done yet, such as a letter
/// that is leased.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// Why the clock did not get to where it was to go.
#[derive(Debug)]
pub(super) enum Stopped {
    /// A step failed.
    Step(luotsi_service::Error),
    /// The clock cannot be kept.
    Clock(io::Error),
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Step(error) => error.fmt(f),
            Self::Clock(error) => write!(f, "the clock cannot be kept: {error}"),
        }
    }
}
impl std::error::Error for Stopped {}

impl From<luotsi_service::Error> for Stopped {
    fn from(error: luotsi_service::Error) -> Self {
        Self::Step(error)
    }
}

/// Moves the demo's clock, step by step, and sets it there. Whoever calls has the works alone.
pub(super) async fn move_clock(works: &Works, to: Timestamp) -> Result<u32, Stopped> {
    let from = works.clock().now();
    // Stopped on the way, the demo goes on from there and catches up with what was due before.
    works.clock().foresee(to).map_err(Stopped::Clock)?;
    let ran = pass(works, from, to).await;
    let reached = if ran.is_ok() { to } else { works.clock().now() };
    works.clock().set(reached).map_err(Stopped::Clock)?;
    ran.map_err(Stopped::Step)
}

/// Lives through everything due from one instant to another, both included. Leaves the clock standing.
///
/// A mail server that does not answer, or not in time, is not waited for at each instant on the way: letters
/// then wait for the last one.
pub(super) async fn pass(works: &Works, from: Timestamp, to: Timestamp) -> luotsi_service::Result<u32> {
    works.clock().stand(from);
    // What people did up to now has its consequences now, such as a proposal of the place that came free.
    let mut mail = MailTime::while_somebody_waits();
    let mut ran = works.catch_up(from, &mut mail).await?;
    let mut at = from;
    let mut patience = PATIENCE;
    loop {
        let step = next(works, at, !mail.is_up()).await?.filter(|step| *step <= to);
        // What happened before a full hour is in its checkpoint; what is due at it comes after.
        let mark = works
            .service()
            .next_checkpoint()
            .await?
            .filter(|mark| *mark <= to);
        if let Some(mark) = mark.filter(|mark| step.is_none_or(|step| *mark <= step)) {
            // Where a step is due at the same instant, it is still to come.
            let hour = at.max(mark);
            works.clock().stand(hour);
            if works.checkpoint(hour).await? > 0 {
                continue;
            }
        }
        let Some(next) = step else { break };
        if next > at {
            at = next;
        }
        works.clock().stand(at);
        let done = works.catch_up(at, &mut mail).await?;
        ran += done;
        if done > 0 {
            patience = PATIENCE;
        } else {
            // Nothing could be done about what is due: let some time pass, and more each time.
            at = at.saturating_add(patience).unwrap_or(to);
            patience = patience.saturating_mul(2);
            if at > to {
                break;
            }
        }
    }
    works.clock().stand(to);
    let mut mail = MailTime::while_somebody_waits();
    Ok(ran + works.catch_up(to, &mut mail).await?)
}

/// The next instant at which something is due, or a place comes free by time alone.
async fn next(works: &Works, at: Timestamp, mail: bool) -> luotsi_service::Result<Option<Timestamp>> {
    let due = works.next_instant(mail).await?;
    let free = works.service().next_free(at).await?;
    Ok([due, free].into_iter().flatten().min())
}

/// So many seconds after an instant; nothing where no calendar goes that far.
pub(super) fn after(now: Timestamp, seconds: u64) -> Option<Timestamp> {
    now.checked_add(Duration::from_secs(seconds)).ok()
}
