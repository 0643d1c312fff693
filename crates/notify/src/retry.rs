//! What to do when a letter did not go out, and when to try again.

use jiff::SignedDuration;

use crate::transport::SendError;

/// What a failed attempt means for the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Try again later: the fault is not the letter's.
    Retry,
    /// The server will never take this letter. Somebody must look at it.
    Dead,
}

/// Replies that refuse us, not the letter: authentication required, refused, too weak (RFC 4954).
/// Whoever mends the password must not find all letters of that day dead.
const OURS: [u16; 4] = [530, 534, 535, 538];

/// Whether a failed attempt is to be repeated.
///
/// A 5xx reply is for good, unless it is about our own login. Everything else is tried again: a 4xx reply, a
/// connection that failed or broke off, TLS that was refused or not offered.
#[must_use]
pub fn outcome(error: &SendError) -> Outcome {
    match error.code() {
        Some(code) if code >= 500 && !OURS.contains(&code) => Outcome::Dead,
        Some(_) | None => Outcome::Retry,
    }
}

/// How many attempts are made in quick succession: a good hour of them.
const QUICK_ATTEMPTS: u32 = 100;

/// How long to wait after the `attempt`-th failed attempt, counted from 1.
///
/// 5, 10, 20 and from then on 40 seconds, so that a letter is out within a minute after a short fault
/// ends. After 100 attempts, which take about an hour, every 10 minutes.
#[must_use]
pub const fn backoff(attempt: u32) -> SignedDuration {
    SignedDuration::from_secs(match attempt {
        0 | 1 => 5,
        2 => 10,
        3 => 20,
        4..=QUICK_ATTEMPTS => 40,
        _ => 600,
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::backoff;

    #[test]
    fn the_waits_grow_to_a_bound() {
        let waits: Vec<i64> = (1..=6).map(|attempt| backoff(attempt).as_secs()).collect();
        assert_eq!(waits, [5, 10, 20, 40, 40, 40]);
        assert_eq!(backoff(100).as_secs(), 40);
        assert_eq!(backoff(101).as_secs(), 600);
        assert_eq!(backoff(u32::MAX).as_secs(), 600);
        assert_eq!(backoff(0), backoff(1));
        let quick: SignedDuration = (1..=100).map(backoff).sum();
        assert!((3500..4200).contains(&quick.as_secs()), "{quick:?}");
    }
}
