//! Ten thousand lives: random people do random things at random times, through the service and into a real
//! database, and at every moment somebody holds each open road and something is due.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::similar_names,
    clippy::match_same_arms,
    clippy::doc_markdown,
    clippy::large_futures,
    reason = "what lies between two tests is test code too"
)]

mod body;
mod chance;
mod hold;
mod kept;
mod run;
mod world;

use luotsi_domain::referral::words::Action;

use run::lives;
use world::Kind;

/// Every event there is.
const EVENTS: &[&str] = &[
    "submitted",
    "city_track_opened",
    "city_track_updated",
    "offered",
    "waits",
    "place_proposed",
    "place_gone",
    "acknowledged",
    "accepted",
    "handed_back",
    "expired",
    "returned",
    "contacted",
    "reviewed",
    "reassigned",
    "covered",
    "cover_ended",
    "transfer_offered",
    "transfer_acknowledged",
    "transfer_accepted",
    "transfer_declined",
    "support_ended",
    "checked",
    "support_resumed",
    "lasted",
    "closed",
    "consent_withdrawn",
    "kept_waiting",
    "waiting_confirmed",
    "paused",
    "client_called",
    "desk_alerted",
    "meeting_proposed",
    "meeting_recorded",
    "glass_broken",
    "message_sent",
    "task_opened",
    "task_done",
    "task_told",
    "nudged",
    "told_all",
    "ending_planned",
    "consent_asked",
    "carried_over",
    "programme_ended",
    "queue_moved",
    "erased",
    "linked",
    "unlinked",
    "lead_passed",
    "overlap_extended",
    "fell_silent",
    "companion_gone",
    "away",
    "consent_renewed",
    "amended",
    "brought_in",
    "brought_to_desk",
];

/// So many lives go everywhere.
const EVERYWHERE: u64 = 5000;

/// Lives them on one engine; the figures go to the one who looks on.
fn live_on(kind: Kind) {
    let lived = lives(kind);
    eprintln!("{kind:?}: {lived}");
    if let Some(worst) = &lived.worst {
        panic!("{worst}");
    }
    // A few lives cannot go everywhere; many are worth something only if they do.
    if lived.lives < EVERYWHERE {
        return;
    }
    let missing: Vec<&&str> = EVENTS
        .iter()
        .filter(|name| !lived.events.contains(**name))
        .collect();
    assert!(missing.is_empty(), "never happened: {missing:?}");
    let unknown: Vec<&String> = lived
        .events
        .iter()
        .filter(|name| !EVENTS.contains(&name.as_str()))
        .collect();
    assert!(
        unknown.is_empty(),
        "events that this list does not know: {unknown:?}"
    );
    let never: Vec<&Action> = Action::ALL
        .iter()
        .filter(|action| !lived.done.contains_key(action.as_str()))
        .collect();
    assert!(never.is_empty(), "never done: {never:?}");
}

#[test]
fn whatever_happens_somebody_holds_everybody_on_sqlite() {
    live_on(Kind::Sqlite);
}

#[test]
fn whatever_happens_somebody_holds_everybody_on_postgres() {
    if std::env::var("LUOTSI_TEST_POSTGRES").is_ok_and(|url| !url.is_empty()) {
        live_on(Kind::Postgres);
    } else {
        eprintln!("not run: no LUOTSI_TEST_POSTGRES; `cargo xtask test` brings one");
    }
}
