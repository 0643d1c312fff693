//! Working days against a table counted apart from the code, and against a calendar that is not ours.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of a test program are test code too"
)]

use luotsi_domain::{calendar::WorkingDays, network::fault};

mod almanac;
mod named;
mod vectors;

/// The working days of a definition, by its path from the root.
fn working_days(path: &str) -> WorkingDays {
    let text = std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    WorkingDays::of(&fault::parse(&text).unwrap()).unwrap()
}

fn helsinki() -> WorkingDays {
    working_days("deploy/networks/helsinki.json")
}

fn cairo() -> WorkingDays {
    working_days("tests/golden/networks/cairo-neighbours.json")
}
