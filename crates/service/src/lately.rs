//! What many ask for in the same minute is worked out once.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

/// Seconds for which something is taken as it was.
const FRESH: i64 = 60;

/// Something that was worked out, and in which minute.
#[derive(Debug)]
pub(crate) struct Lately<T>(Mutex<Option<(i64, Arc<T>)>>);

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Lately<T> {
    /// What was worked out within the minute of that instant.
    pub fn of(&self, now: Timestamp) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .filter(|(minute, _)| *minute == minute_of(now))
            .map(|(_, known)| Arc::clone(known))
    }

    /// Forgets it: something has changed that everybody is to see at once.
    pub fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Keeps it for that minute.
    pub fn keep(&self, now: Timestamp, known: T) -> Arc<T> {
        let known = Arc::new(known);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((minute_of(now), Arc::clone(&known)));
        known
    }
}

/// The instant at which a minute began: what is worked out in it is of all that came before.
pub(crate) fn begun(now: Timestamp) -> Timestamp {
    Timestamp::from_second(minute_of(now) * FRESH).unwrap_or(now)
}

fn minute_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(FRESH)
}
