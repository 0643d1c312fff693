//! The clock: the only place that asks what time it is.
//!
//! Everything else is told. In earnest the time is the machine's; in the demo it is the machine's plus a
//! distance that can be moved forward, kept in a file so that a demo goes on where it was. Within one
//! process the clock never goes back, whatever is done to the machine's.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Tells the time. Clones are the same clock.
#[derive(Clone)]
pub(crate) struct Clock(Arc<Inner>);

struct Inner {
    hands: Mutex<Hands>,
    /// Where the distance of a movable clock is kept.
    kept: Option<PathBuf>,
}

/// How the time is found, and the latest that was told.
struct Hands {
    pace: Pace,
    told: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// So far ahead of the machine's clock.
    Ahead(SignedDuration),
    /// Standing, while steps are taken one by one.
    Stands(Timestamp),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    ahead: SignedDuration,
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

impl Clock {
    /// The machine's.
    pub(crate) fn machine() -> Self {
        Self::at_pace(Pace::Ahead(SignedDuration::ZERO), None)
    }

    /// A new movable clock that stands at an instant until it is [set](Self::set), to be kept in `file`.
    pub(crate) fn standing(at: Timestamp, file: PathBuf) -> Self {
        Self::at_pace(Pace::Stands(at), Some(file))
    }

    /// The movable clock that was kept in `file`.
    pub(crate) fn continued(file: PathBuf) -> io::Result<Self> {
        let Kept { ahead } = serde_json::from_slice(&fs::read(&file)?)?;
        Ok(Self::at_pace(Pace::Ahead(ahead), Some(file)))
    }

    fn at_pace(pace: Pace, kept: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            hands: Mutex::new(Hands {
                pace,
                told: Timestamp::MIN,
            }),
            kept,
        }))
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Timestamp {
        self.with_hands(|hands| {
            let now = match hands.pace {
                Pace::Ahead(ahead) => machine_time().saturating_add(ahead).unwrap_or(Timestamp::MAX),
                Pace::Stands(at) => at,
            };
            hands.told = hands.told.max(now);
            hands.told
        })
    }

    /// Stops a movable clock at an instant, for a step that is taken then.
    pub(crate) fn stand(&self, at: Timestamp) {
        self.with_hands(|hands| hands.pace = Pace::Stands(at.max(hands.told)));
    }

    /// Sets a movable clock to an instant, from which it runs on at the machine's pace, and keeps that.
    pub(crate) fn set(&self, at: Timestamp) -> io::Result<()> {
        let ahead = at.duration_since(machine_time());
        if let Some(file) = &self.0.kept {
            keep(file, ahead)?;
        }
        self.with_hands(|hands| hands.pace = Pace::Ahead(ahead));
        Ok(())
    }

    /// Keeps an instant as the one to go on from, should the program be stopped on the way there.
    pub(crate) fn foresee(&self, at: Timestamp) -> io::Result<()> {
        self.0
            .kept
            .as_ref()
            .map_or(Ok(()), |file| keep(file, at.duration_since(machine_time())))
    }

    fn with_hands<T>(&self, look: impl FnOnce(&mut Hands) -> T) -> T {
        // A panic elsewhere cannot leave two plain values half changed.
        look(&mut self.0.hands.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What time the machine says it is, in whole milliseconds as the store keeps them.
#[expect(clippy::disallowed_methods, reason = "this is the clock")]
pub(crate) fn machine_time() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

fn keep(file: &Path, ahead: SignedDuration) -> io::Result<()> {
    write_whole(file, &serde_json::to_vec(&Kept { ahead })?)
}

/// Writes a file so that whoever reads it finds either the former or the new one, whole.
pub(crate) fn write_whole(file: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&beside)?;
    io::Write::write_all(&mut written, content)?;
    written.sync_all()?;
    fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Clock;
    use crate::testing::Room;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_kept_clock_goes_on_from_where_it_was_set() {
        let room = Room::new();
        let file = room.path("clock.json");
        let start = at("2030-01-01T00:00:00Z");
        let clock = Clock::standing(start, file.clone());
        assert_eq!(clock.now(), start);
        clock.set(start + SignedDuration::from_hours(5)).unwrap();
        let seen = clock.now();
        let again = Clock::continued(file).unwrap().now();
        assert!(again >= seen, "{again} is before {seen}");
        assert!(again.duration_since(seen) < SignedDuration::from_secs(60));
    }

    #[test]
    fn the_clock_never_goes_back() {
        let room = Room::new();
        let clock = Clock::standing(at("2030-01-01T00:00:00Z"), room.path("clock.json"));
        clock.now();
        clock.stand(at("2029-01-01T00:00:00Z"));
        assert_eq!(clock.now(), at("2030-01-01T00:00:00Z"));
        clock.set(at("2028-01-01T00:00:00Z")).unwrap();
        assert_eq!(clock.now(), at("2030-01-01T00:00:00Z"));
    }

    #[test]
    fn what_is_kept_is_never_half_a_file() {
        let room = Room::new();
        let file = room.path("clock.json");
        std::fs::write(&file, "{\"ahead_").unwrap();
        assert!(Clock::continued(file.clone()).is_err());
        Clock::standing(at("2030-01-01T00:00:00Z"), file.clone())
            .foresee(at("2031-01-01T00:00:00Z"))
            .unwrap();
        assert!(Clock::continued(file).unwrap().now() >= at("2031-01-01T00:00:00Z"));
    }
}
