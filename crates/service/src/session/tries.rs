//! How often a password may be tried: a few times at once, then after growing waits, never not at all.
//!
//! A try is counted before it is looked at, so that a thousand at the same moment are a thousand. While one
//! has to wait nothing is counted, so that nobody is kept out by others for longer than the longest wait.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::id::UserId;
use luotsi_store::{Tx, password::Tries, people::folded};

use crate::{Service, error::Result};

/// So many mistakes happen to anybody.
const FREE: i64 = 5;
/// What the first wait is; each further one is twice as long.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// What no wait is longer than: about a hundred guesses a day.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// Tries are forgotten after a day without any.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(24);

impl Service {
    /// Under what tries at an address are counted: the store does not tell whose they were.
    pub(super) fn tries_at(&self, email: &str) -> [u8; 32] {
        self.keys.blind_index("sign-in-tries", &folded(email))
    }

    /// Under what the tries of somebody who is in already are counted, apart from those of strangers.
    pub(super) fn tries_of(&self, user: UserId) -> [u8; 32] {
        self.keys.blind_index("change-password-tries", &user.to_string())
    }
}

/// Counts one more try, or says from when on there may be one.
pub(super) async fn take(
    tx: &mut Tx,
    key: &[u8; 32],
    now: Timestamp,
) -> Result<std::result::Result<(), Timestamp>> {
    let tries = tx.hold_tries(key, now).await?;
    // A wait longer than there is any was written while the machine's clock was wrong.
    if tries.again_at > now && tries.again_at <= now + LONGEST_WAIT {
        return Ok(Err(tries.again_at));
    }
    let before = if now.duration_since(tries.tried_at) >= KEPT {
        0
    } else {
        tries.count
    };
    let count = before.saturating_add(1);
    tx.note_try(
        key,
        Tries {
            count,
            tried_at: now,
            again_at: now + wait_after(count),
        },
    )
    .await?;
    Ok(Ok(()))
}

/// How long to wait after so many tries.
fn wait_after(count: i64) -> SignedDuration {
    let Ok(doublings) = u32::try_from((count - FREE).min(16)) else {
        return SignedDuration::ZERO;
    };
    let longer = 1_i32.checked_shl(doublings).unwrap_or(i32::MAX);
    FIRST_WAIT
        .checked_mul(longer)
        .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::wait_after;

    #[test]
    fn four_tries_wait_for_nothing_then_waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..12).map(|count| wait_after(count).as_secs()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(wait_after(i64::MAX).as_secs(), 900);
    }
}
