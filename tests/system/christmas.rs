//! Christmas and the New Year: what falls due is told on working days, in order, and once.
//!
//! Christmas Eve, Christmas Day, Boxing Day, New Year's Day and Epiphany are days off. From Monday
//! 21 December the working days are 22, 23, 28, 29, 30, 31 December, 4, 5, 7, 8, 11, 12, 13, 14, 15, 18 …
//! January. A due is at 16:00 local, which is 14:00Z, a digest at 08:00 local, which is 06:00Z, all winter.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use luotsi_tests::{Demo, Server, on_both};
use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::walk::{NETS, Net, Town, Walk, demo_at, instant, somebody_like};

const START: &str = "2026-12-21T07:00:00Z";
const END: &str = "2027-01-26T07:00:00Z";

/// Five people, one in each situation in which somebody may forget somebody over Christmas.
const CASES: [Case; 5] = [
    Case {
        name: "asked, and nobody answers",
        told: &[
            ("2026-12-21T07h", "offered", "first"),
            // Two working days: Wednesday the 23rd. In the digest of the next working day.
            ("2026-12-28T06:00:00Z", "reminder_acknowledge", "first"),
            // One working day after the due, told the morning after.
            ("2026-12-29T06:00:00Z", "stalled_coordinator", "coordinator"),
            // Two working days after the due.
            ("2026-12-30T06:00:00Z", "stalled_desk", "desk"),
            // Five working days: 22, 23, 28, 29, 30. At once.
            ("2026-12-30T14:00:00Z", "offer_withdrawn", "first"),
            ("2026-12-30T14:00:00Z", "returned", "submitter"),
            // A working day in the queue: Thursday the 31st.
            ("2027-01-04T06:00:00Z", "returned_all", "desk"),
            // Three working days: 31 December, 4 and 5 January; the 6th is a day off.
            ("2027-01-07T06:00:00Z", "reminder_desk_decision", "desk"),
            ("2027-01-08T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2027-01-11T06:00:00Z", "stalled_desk", "desk"),
        ],
        ends: ("returned", "desk_decision 2027-01-05T14:00:00Z"),
    },
    Case {
        name: "asked, and passed on",
        told: &[
            ("2026-12-21T07h", "offered", "first"),
            ("2026-12-28T06:00:00Z", "reminder_acknowledge", "first"),
            ("2026-12-29T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2026-12-30T06:00:00Z", "stalled_desk", "desk"),
            ("2026-12-30T14:00:00Z", "offer_withdrawn", "first"),
            ("2026-12-30T14:00:00Z", "offered", "next"),
            // Two working days from 30 December: 31 December, 4 January.
            ("2027-01-05T06:00:00Z", "reminder_acknowledge", "next"),
            ("2027-01-07T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2027-01-08T06:00:00Z", "stalled_desk", "desk"),
            // Five: 31 December, 4, 5, 7, 8 January.
            ("2027-01-08T14:00:00Z", "offer_withdrawn", "next"),
            ("2027-01-08T14:00:00Z", "returned", "submitter"),
            ("2027-01-12T06:00:00Z", "returned_all", "desk"),
            ("2027-01-14T06:00:00Z", "reminder_desk_decision", "desk"),
            ("2027-01-15T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2027-01-18T06:00:00Z", "stalled_desk", "desk"),
        ],
        ends: ("returned", "desk_decision 2027-01-13T14:00:00Z"),
    },
    Case {
        name: "accepted, and not contacted",
        told: &[
            ("2026-12-21T07h", "offered", "first"),
            ("2026-12-22T06:00:00Z", "feedback_accepted", "submitter"),
            // Five working days: 22, 23, 28, 29, 30.
            ("2026-12-31T06:00:00Z", "reminder_first_contact", "worker"),
            ("2027-01-04T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2027-01-05T06:00:00Z", "stalled_desk", "desk"),
        ],
        ends: ("accepted", "first_contact 2026-12-30T14:00:00Z"),
    },
    Case {
        name: "waiting, and nobody places",
        told: &[
            ("2026-12-22T06:00:00Z", "waiting_new", "coordinator"),
            ("2026-12-28T06:00:00Z", "reminder_place", "coordinator"),
            ("2026-12-29T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2026-12-30T06:00:00Z", "needs_you_waiting", "desk"),
            // Twenty working days: Friday 22 January.
            ("2027-01-25T06:00:00Z", "confirm_waiting", "desk"),
        ],
        ends: ("waiting", "place 2026-12-23T14:00:00Z"),
    },
    Case {
        name: "back at the desk, and nobody decides",
        told: &[
            ("2026-12-21T07h", "offered", "first"),
            ("2026-12-21T07h", "returned", "submitter"),
            ("2026-12-23T06:00:00Z", "returned_all", "desk"),
            // Three working days: 22, 23, 28.
            ("2026-12-29T06:00:00Z", "reminder_desk_decision", "desk"),
            ("2026-12-30T06:00:00Z", "stalled_coordinator", "coordinator"),
            ("2026-12-31T06:00:00Z", "stalled_desk", "desk"),
        ],
        ends: ("returned", "desk_decision 2026-12-28T14:00:00Z"),
    },
];

/// A situation, who is told what when, and where it ends.
struct Case {
    name: &'static str,
    told: &'static [(&'static str, &'static str, &'static str)],
    ends: (&'static str, &'static str),
}

/// All five, in the order of [`CASES`].
fn people<'a>(demo: &'a Server, net: &'static Net) -> [Walk<'a>; 5] {
    let town = Town::of(demo, net);
    let with_next = json!({"programme": net.programme, "then": [net.next]});
    let walks = [
        town.hand_over_to(net.programme),
        town.hand_over(somebody_like(net.example), &with_next),
        town.hand_over_to(net.programme),
        town.hand_over_unfit(),
        town.hand_over_to(net.programme),
    ];
    walks[2].is_accepted();
    let worker = town.worker(net.organisation);
    walks[4].parts(&worker, "hand_back", &json!({"reason": "needs_authority"}));
    walks
}

/// The lines that a case leads to, with everybody's role and organisation.
fn expected(case: &Case, net: &Net) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, what, whom) in case.told {
        let (roles, organisation): (&[&str], &str) = match *whom {
            "first" => (&["lead", "worker", "worker"], net.organisation),
            "next" => (&["lead", "worker", "worker"], net.next_organisation),
            "worker" => (&["worker"], net.organisation),
            "submitter" => (&["advisor"], net.desk),
            "desk" => (&["advisor", "advisor"], net.desk),
            _ => (&["coordinator"], net.coordinator),
        };
        lines.extend(
            roles
                .iter()
                .map(|role| format!("{at} {what} to {role} {organisation}")),
        );
    }
    lines.sort();
    lines
}

fn is_as_expected(walks: &[Walk<'_>; 5]) {
    for (case, walk) in CASES.iter().zip(walks) {
        let town = walk.town;
        let found = lines(town.server, &walk.reference);
        assert_eq!(
            found,
            expected(case, town.net),
            "{}, {}",
            case.name,
            town.net.name
        );
        let (status, due) = case.ends;
        let holder = match status {
            "accepted" => town.held_by(town.net.organisation),
            "waiting" => format!("coordinator {}", town.net.coordinator),
            _ => format!("desk {}", town.net.desk),
        };
        let view = walk.stands(status, &holder, due);
        assert_eq!(view["stalled"], true, "{view}");
    }
}

/// Letters lie in the order in which they went out, none of them twice.
fn is_in_order(demo: &Server) {
    let mail = demo.mail();
    assert!(mail.iter().map(|letter| letter.at).is_sorted());
    let ids: HashSet<&str> = mail.iter().map(|letter| letter.message_id.as_str()).collect();
    assert_eq!(ids.len(), mail.len(), "a letter twice");
    // One digest a person, network and morning.
    let digests: Vec<_> = mail
        .iter()
        .filter(|letter| letter.at.to_string().ends_with("T06:00:00Z"))
        .collect();
    let mornings: HashSet<_> = digests.iter().map(|letter| (&letter.to, letter.at)).collect();
    assert_eq!(mornings.len(), digests.len(), "two digests on one morning");
}

fn keeps_secret(demo: &Server, walks: &[[Walk<'_>; 5]]) {
    let secrets = walks.iter().flatten().flat_map(|walk| &walk.person.secrets);
    demo.assert_keeps_secret(secrets.map(String::as_str));
}

on_both! {
    fn over_christmas_everybody_hears_on_working_days_and_once(engine: Engine) {
        let demo = demo_at(START).on(engine).start();
        let walks = NETS.map(|net| people(&demo, net));
        let advanced = demo.advance(instant(END).duration_since(instant(START)));
        assert!(advanced.now >= instant(END), "{advanced:?}");
        for walks in &walks {
            is_as_expected(walks);
        }
        is_in_order(&demo);
        keeps_secret(&demo, &walks);
        demo.verify().expect(0);
    }
}

#[test]
fn one_leap_and_small_steps_live_the_same_christmas() {
    let start = |demo: Demo| demo.start();
    let (leaps, steps) = (start(demo_at(START)), start(demo_at(START)));
    let (by_leap, by_steps) = (
        NETS.map(|net| people(&leaps, net)),
        NETS.map(|net| people(&steps, net)),
    );
    leaps.advance(instant(END).duration_since(instant(START)));
    let mut seen = steps.mail().len();
    let mut now = steps.now();
    while now < instant(END) {
        // Seventeen hours: no step but by chance ends where something is due.
        let next = (now + SignedDuration::from_hours(17)).min(instant(END));
        steps.advance_to(next);
        let mail = steps.mail();
        for letter in mail.iter().skip(seen) {
            assert!(
                letter.at > now && letter.at <= next,
                "{} did not come in its time",
                letter.whole
            );
        }
        seen = mail.len();
        now = next;
    }
    for (leap, step) in by_leap.iter().flatten().zip(by_steps.iter().flatten()) {
        assert_eq!(history(leap), history(step));
        assert_eq!(lines(&leaps, &leap.reference), lines(&steps, &step.reference));
    }
    for walks in &by_steps {
        is_as_expected(walks);
    }
    is_in_order(&steps);
    leaps.verify().expect(0);
    steps.verify().expect(0);
}

/// What happened and, where the clock did it, when.
fn history(walk: &Walk<'_>) -> Vec<(Value, Value, Value, Option<Timestamp>)> {
    let entries = walk.timeline(&walk.town.coordinator());
    entries
        .iter()
        .map(|entry| {
            let at = instant(entry["at"].as_str().expect("an instant"));
            let at = entry["by"].is_null().then_some(at);
            (
                entry["event"].clone(),
                entry["detail"].clone(),
                entry["organisation"].clone(),
                at,
            )
        })
        .collect()
}

#[test]
fn letters_name_the_day_that_is_due_and_the_reference_and_nobody() {
    let demo = demo_at(START).start();
    let walks = NETS.map(|net| people(&demo, net));
    demo.advance_to(instant("2026-12-31T07:00:00Z"));
    for walk in walks.iter().map(|walks| &walks[0]) {
        for told in told(&demo, &walk.reference) {
            let due = match told.what.as_str() {
                "offered" | "reminder_acknowledge" | "stalled_coordinator" | "stalled_desk" => {
                    Some((23, "December"))
                }
                "returned" => Some((5, "January")),
                _ => None,
            };
            if let Some((day, month)) = due {
                let number = if month == "December" { 12 } else { 1 };
                let (short, long) = (format!(" {day}.{number}"), format!(" {day} {month}"));
                assert!(
                    told.entry.contains(&short) || told.entry.contains(&long),
                    "{}",
                    told.entry
                );
            }
            assert_eq!(told.digest, told.at.ends_with("T06:00:00Z"), "{told:?}");
            let withdrawn = told.what == "offer_withdrawn";
            assert_eq!(
                told.entry.contains(&walk.id),
                !withdrawn,
                "a link where there is something to see: {told:?}"
            );
        }
    }
    keeps_secret(&demo, &walks);
}
