//! The demo's movable clock.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::Server;

/// What moving the clock did.
#[derive(Debug, Clone)]
pub struct Advanced {
    /// The instant at which it stands now.
    pub now: Timestamp,
    /// What ran on the way, as the service tells it.
    pub ran: Value,
}

impl Server {
    /// The demo's present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        instant(&self.anonymous().get("/demo/clock").expect(200)["now"])
    }

    /// Lets this much time go by; everything that falls due happens on the way.
    pub fn advance(&self, by: SignedDuration) -> Advanced {
        self.move_clock(&json!({"advance_seconds": by.as_secs()}))
    }

    /// Lets time go by until this instant.
    pub fn advance_to(&self, to: Timestamp) -> Advanced {
        self.move_clock(&json!({"to": to.to_string()}))
    }

    fn move_clock(&self, how: &Value) -> Advanced {
        let answer = self.anonymous().post("/demo/clock", how).expect(200);
        Advanced {
            now: instant(&answer["now"]),
            ran: answer["ran"].clone(),
        }
    }
}

/// Reads an instant out of an answer.
pub(crate) fn instant(value: &Value) -> Timestamp {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("an instant was expected, not {value}"));
    text.parse()
        .unwrap_or_else(|error| panic!("{text} is no instant: {error}"))
}
