//! Where ids and chance come from: the operating system.

use jiff::Timestamp;
use luotsi_service::IdSource;
use uuid::{Builder, Uuid};

/// Ids of the instant they are asked for, and random bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance;

impl IdSource for Chance {
    fn uuid(&self, now: Timestamp) -> Uuid {
        id(now)
    }

    fn bytes(&self) -> [u8; 16] {
        random()
    }
}

/// A `UUIDv7` of an instant.
pub(crate) fn id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &random()).into_uuid()
}

/// Bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(fault) = getrandom::fill(&mut bytes) {
        // Whatever would be made from here on could be guessed: tokens, keys. Nothing is half done by
        // ending here; an open transaction rolls back.
        tracing::error!(error = %fault, "the operating system gives no randomness, the program ends");
        std::process::abort();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_of_its_instant_and_no_two_are_equal() {
        let at = "2026-09-01T06:20:00.123Z".parse().unwrap();
        let (one, other) = (id(at), id(at));
        assert_ne!(one, other);
        assert_eq!(one.get_version_num(), 7);
        let (seconds, nanoseconds) = one.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanoseconds), (1_788_243_600, 123_000_000));
    }
}
