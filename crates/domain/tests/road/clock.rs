//! The clock: reminders, escalations, expiries at their instants, over Christmas and both clock changes.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::referral::{
    Command,
    words::{ContactOutcome, NeedsYou},
};

use crate::{
    fixture::{OUTI, OWL_VISITS, anna, choice, olli, wall},
    walk::{Walk, contact, contact_next},
};

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn an_offer_over_christmas() {
    let mut walk = Walk::offered_at("2026-12-22 10:00", OWL_VISITS, &[]);
    // Wednesday 23, then Monday 28: Christmas Eve, Christmas Day and the weekend do not count.
    assert_eq!(
        walk.stands(),
        "offered · organisation huuhkaja · acknowledge 2026-12-28 16:00"
    );
    let did = walk.clock_to("2027-02-01 12:00");
    assert_eq!(
        did,
        [
            "2026-12-28 16:00 tells holder of acknowledge",
            "2026-12-29 16:00 tells coordinator of acknowledge",
            "2026-12-30 16:00 tells desk of acknowledge",
            // Five working days from the offer: 23, 28, 29, 30, 31.
            "2026-12-31 16:00 expired",
            "2026-12-31 16:00 returned",
            // New Year's Day is a Friday.
            "2027-01-04 16:00 told_all",
            // Three working days: 4, 5, and 7 January after Epiphany.
            "2027-01-07 16:00 tells holder of desk_decision",
            "2027-01-08 16:00 tells coordinator of desk_decision",
            "2027-01-11 16:00 tells desk of desk_decision",
        ]
    );
    assert_eq!(
        walk.stands(),
        "returned · desk neuvonta · desk_decision 2027-01-07 16:00"
    );
    assert_eq!(
        walk.wakes(),
        None,
        "everybody was told; it stays on the desk's list"
    );
}

#[test]
fn a_decision_that_falls_due_while_it_is_expiring_is_not_reminded_of() {
    let mut walk = Walk::offered_at("2026-12-22 10:00", OWL_VISITS, &[]);
    walk.does(&olli(), &Command::Acknowledge);
    assert_eq!(
        walk.stands(),
        "acknowledged · organisation huuhkaja · decide 2026-12-31 16:00"
    );
    let did = walk.clock_to("2027-01-01 00:00");
    assert_eq!(did, ["2026-12-31 16:00 expired", "2026-12-31 16:00 returned"]);
}

#[test]
fn past_due_begins_with_the_due_instant_itself() {
    let instant = wall("2026-12-03 16:00");
    let millisecond = SignedDuration::from_millis(1);
    let mut walk = Walk::offered(OWL_VISITS, &[]);
    assert!(!walk.referral.is_stalled(instant - millisecond));
    assert!(walk.referral.is_stalled(instant));
    assert_eq!(walk.wakes(), Some(instant));
    walk.now = instant - millisecond;
    assert_eq!(walk.ticks(None), None);
    walk.now = instant;
    let (at, events) = walk.ticks(None).unwrap();
    assert_eq!((at, events.len()), (instant, 1));
    walk.record(at, None, events);
    assert_eq!(walk.ticks(None), None, "told once");
    assert_eq!(walk.wakes(), Some(wall("2026-12-04 16:00")));
}

#[test]
fn dues_across_the_night_in_which_the_clocks_go_back() {
    // Sunday 25 October 2026: Friday is summer time, Monday winter time.
    let walk = Walk::offered_at("2026-10-23 10:00", OWL_VISITS, &[]);
    let offer = walk.referral.offer().unwrap();
    assert_eq!(offer.at, utc("2026-10-23T07:00:00Z"));
    assert_eq!(offer.acknowledge_by, utc("2026-10-27T14:00:00Z"));
    assert_eq!(offer.decide_by, utc("2026-10-30T14:00:00Z"));
    // In the hour that is shown twice, both times on Sunday: Monday is the first working day after it.
    for instant in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
        let mut walk = Walk::waiting();
        walk.now = utc(instant);
        let placement = luotsi_domain::referral::Placement::Offer(choice(OWL_VISITS, &[]));
        walk.does(&anna(), &Command::Place { placement });
        assert_eq!(
            walk.referral.offer().unwrap().acknowledge_by,
            utc("2026-10-27T14:00:00Z")
        );
    }
}

#[test]
fn dues_across_easter_and_the_night_in_which_the_clocks_go_forward() {
    // Sunday 28 March 2027 is Easter too: from Maundy Thursday the next working day is Tuesday.
    let walk = Walk::offered_at("2027-03-25 10:00", OWL_VISITS, &[]);
    let offer = walk.referral.offer().unwrap();
    assert_eq!(offer.at, utc("2027-03-25T08:00:00Z"));
    assert_eq!(offer.acknowledge_by, utc("2027-03-31T13:00:00Z"));
    assert_eq!(offer.decide_by, utc("2027-04-05T13:00:00Z"));
}

#[test]
fn the_date_of_an_instant_is_the_networks_own() {
    // 23:59 on Tuesday in Helsinki is Tuesday; a minute later, in UTC still Tuesday, it is Wednesday.
    for (at, due) in [
        ("2026-12-01 23:59", "2026-12-03 16:00"),
        ("2026-12-02 00:01", "2026-12-04 16:00"),
        // On a Saturday and on Sunday just before midnight the next two days are Monday and Tuesday.
        ("2026-12-05 12:00", "2026-12-08 16:00"),
        ("2026-12-06 23:59", "2026-12-08 16:00"),
        ("2026-12-07 00:01", "2026-12-09 16:00"),
    ] {
        let walk = Walk::offered_at(at, OWL_VISITS, &[]);
        assert_eq!(walk.referral.due().unwrap().at, wall(due), "{at}");
    }
}

#[test]
fn a_worker_who_stands_still_is_reminded_then_the_coordinator_then_the_desk() {
    let mut walk = Walk::accepted();
    walk.at("2026-12-18 09:00")
        .does(&olli(), &contact_next(ContactOutcome::NotYet, "2026-12-23"));
    walk.told();
    let did = walk.clock_to("2027-03-01 12:00");
    assert_eq!(
        did,
        [
            "2026-12-23 16:00 tells holder of first_contact",
            "2026-12-28 16:00 tells coordinator of first_contact",
            "2026-12-29 16:00 tells desk of first_contact",
        ]
    );
    assert_eq!(
        walk.told(),
        [
            "olli: reminder_first_contact",
            "coordinators: stalled_coordinator",
            "desk neuvonta: stalled_desk"
        ]
    );
    // A new due is told anew.
    walk.does(&olli(), &contact(ContactOutcome::Reached));
    assert_eq!(walk.wakes(), Some(wall("2027-03-15 16:00")));
}

#[test]
fn a_moved_due_is_told_at_its_new_instant_only() {
    let mut walk = Walk::in_support();
    let called = Command::ClientCalled {
        wish: luotsi_domain::referral::words::ClientWish::WantsContact,
    };
    walk.at("2026-12-07 10:00").does(&anna(), &called);
    let did = walk.clock_to("2026-12-08 16:00");
    assert_eq!(
        did,
        [
            "2026-12-08 16:00 tells holder of review",
            "2026-12-08 16:00 tells of task 1"
        ]
    );
    let review = Command::Review {
        form: None,
        phase: None,
        co_workers: None,
        peer: None,
        moves_on: None,
        next_on: None,
    };
    walk.at("2026-12-09 10:00").does(&olli(), &review);
    assert_eq!(walk.wakes(), Some(wall("2027-02-08 16:00")));
}

#[test]
fn those_who_wait_are_seen_by_the_coordinator_and_the_client_is_asked() {
    let mut walk = Walk::waiting();
    walk.told();
    let did = walk.clock_to("2027-01-31 12:00");
    assert_eq!(
        did,
        [
            "2026-12-03 16:00 tells holder of place",
            "2026-12-04 16:00 tells coordinator of place",
            "2026-12-07 16:00 tells desk of place",
            "2026-12-31 16:00 tells of task 1",
        ]
    );
    assert_eq!(
        walk.told(),
        [
            "coordinators: reminder_place",
            "coordinators: stalled_coordinator",
            "desk neuvonta: needs_you_waiting",
            "desk neuvonta: confirm_waiting"
        ]
    );
    assert_eq!(walk.referral.needs_you(walk.now), Some(NeedsYou::Waiting));
}

#[test]
fn a_sweep_that_slept_writes_every_step_at_its_own_instant_and_in_order() {
    let mut slept = Walk::offered_at("2026-12-22 10:00", OWL_VISITS, &[]);
    slept.at("2027-01-20 03:00");
    let mut did = Vec::new();
    while let Some((at, events)) = slept.ticks(None) {
        did.push((at, events.len()));
        slept.record(at, None, events);
    }
    let mut awake = Walk::offered_at("2026-12-22 10:00", OWL_VISITS, &[]);
    awake.clock_to("2027-01-20 03:00");
    assert_eq!(slept.history, awake.history);
    assert_eq!(slept.referral, awake.referral);
    assert_eq!(did.len(), 8);
    assert!(did.windows(2).all(|pair| pair[0].0 <= pair[1].0));
}

#[test]
fn a_step_taken_late_is_never_written_before_what_happened_meanwhile() {
    // Nobody swept on 9 December; Olli noted a contact on the 10th; the sweep of the 11th tells of the new due.
    let mut walk = Walk::accepted();
    walk.at("2026-12-10 09:00")
        .does(&olli(), &contact(ContactOutcome::NoAnswer));
    walk.at("2026-12-11 09:00");
    let (at, events) = walk.ticks(None).unwrap();
    assert_eq!(at, wall("2026-12-10 09:00"));
    walk.record(at, None, events);
    assert_eq!(walk.history.last().unwrap().at, wall("2026-12-10 09:00"));
    // And a clock that was set back writes no past either.
    walk.at("2026-12-01 09:00")
        .does(&olli(), &Command::Reassign { worker: OUTI });
    assert_eq!(walk.history.last().unwrap().at, wall("2026-12-10 09:00"));
}
