//! What to do when a letter did not go out, and when to try again.
//!
//! A fault is the server's or the letter's. While the server is away nothing else is tried: one letter after
//! the other feels the way, at most half a minute apart, and once one is through, all that waited go. A letter
//! that a working server puts off has its own waits: at most 40 seconds for a day, so that it is out within a
//! minute after whatever kept it ends, then ten minutes, and after five days it is given up.

use jiff::SignedDuration;
use luotsi_domain::notice::Undelivered;

use crate::transport::{SendError, Stage};

/// What a failed attempt means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server takes no letters at all: it is away, busy, silent, or does not let us in.
    Away,
    /// The server works, and puts this letter off.
    Later,
    /// The server will never take this letter. Somebody must look at it.
    Dead,
}

/// Closing the conversation: the server as such has no time (RFC 5321, 4.2.3).
const CLOSING: u16 = 421;
/// Replies that refuse us, not the letter: authentication required, refused, too weak (RFC 4954).
/// Whoever mends the password must not find all letters of that day dead.
const OURS: [u16; 4] = [530, 534, 535, 538];

/// What a failed attempt means for the letter and for the others.
///
/// What fails before the server knows who the letter is for is its own fault or ours, and so is a line that
/// breaks or falls silent. From then on a 5xx reply is for good and a 4xx reply is for now.
#[must_use]
pub fn outcome(error: &SendError) -> Outcome {
    if error.is_unspeakable() {
        return Outcome::Dead;
    }
    match (error.stage, error.code()) {
        (Stage::Opening | Stage::Sender, _) | (_, None | Some(CLOSING)) => Outcome::Away,
        (Stage::Recipient | Stage::Content, Some(code)) if OURS.contains(&code) => Outcome::Away,
        (Stage::Recipient | Stage::Content, Some(500..)) => Outcome::Dead,
        (Stage::Recipient | Stage::Content, Some(_)) => Outcome::Later,
    }
}

/// Why it failed, as a code that may be kept and shown.
#[must_use]
pub fn failure(error: &SendError) -> Undelivered {
    match (outcome(error), error.stage, error.code()) {
        (Outcome::Dead, Stage::Content, _) => Undelivered::LetterRefused,
        (Outcome::Dead, Stage::Opening | Stage::Sender | Stage::Recipient, _) => Undelivered::AddressRefused,
        (Outcome::Later, _, _) => Undelivered::PutOff,
        (Outcome::Away, _, Some(code)) if OURS.contains(&code) => Undelivered::LoginRefused,
        (Outcome::Away, _, Some(_)) => Undelivered::ServerBusy,
        (Outcome::Away, _, None) if error.is_silence() => Undelivered::ServerSilent,
        (Outcome::Away, _, None) if error.is_unsafe() => Undelivered::Unsafe,
        (Outcome::Away, _, None) => Undelivered::Unreachable,
    }
}

/// The shortest wait, and the first one.
const SHORTEST: SignedDuration = SignedDuration::from_secs(5);
/// The longest wait of a letter on its first day.
const QUICK: SignedDuration = SignedDuration::from_secs(40);
/// How long a letter is tried in quick succession.
const QUICK_FOR: SignedDuration = SignedDuration::from_hours(24);
/// The wait of a letter after its first day.
const SLOW: SignedDuration = SignedDuration::from_mins(10);
/// How long a letter is tried at all: RFC 5321 (4.5.4.1) asks for four to five days, and a long weekend is four.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(5 * 24);
/// The longest wait before a server that is away is tried again.
const PROBE: SignedDuration = SignedDuration::from_secs(30);

/// How long a letter waits that has been put off for so long: as long again, within bounds.
#[must_use]
pub fn backoff(put_off_for: SignedDuration) -> SignedDuration {
    if put_off_for < QUICK_FOR {
        put_off_for.clamp(SHORTEST, QUICK)
    } else {
        SLOW
    }
}

/// Whether a letter that has been put off for so long is tried no more.
#[must_use]
pub fn is_given_up(put_off_for: SignedDuration) -> bool {
    put_off_for >= GIVEN_UP
}

/// How long nothing is tried at a server that has been away for so long.
#[must_use]
pub fn probe_after(away_for: SignedDuration) -> SignedDuration {
    away_for.clamp(SHORTEST, PROBE)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{backoff, is_given_up, probe_after};

    #[test]
    fn the_waits_double_to_a_bound_and_are_long_after_a_day() {
        let mut since = 0;
        let mut waits = Vec::new();
        for _ in 0..7 {
            let wait = backoff(SignedDuration::from_secs(since)).as_secs();
            waits.push(wait);
            since += wait;
        }
        assert_eq!(waits, [5, 5, 10, 20, 40, 40, 40]);
        for (secs, wait) in [
            (-3, 5),
            (24 * 3600 - 1, 40),
            (24 * 3600, 600),
            (5 * 24 * 3600, 600),
        ] {
            assert_eq!(backoff(SignedDuration::from_secs(secs)).as_secs(), wait, "{secs}");
        }
    }

    #[test]
    fn a_letter_is_given_up_after_five_days_and_a_server_never() {
        let days = |days: i64| SignedDuration::from_hours(days * 24);
        assert!(!is_given_up(days(5) - SignedDuration::from_secs(1)));
        assert!(is_given_up(days(5)));
        for away in [0, 7, 30, 31, 1_000_000] {
            let wait = probe_after(SignedDuration::from_secs(away)).as_secs();
            assert_eq!(wait, away.clamp(5, 30));
        }
    }
}
