//! Partners that change: a programme that ends, one decision for each person there, and what is left
//! afterwards. The demo has one short programme a network, which ends 60 days after the start.

use luotsi_tests::{Client, Planted, Server, on_both};
use serde_json::{Value, json};

use crate::handing::next_page;
use crate::walk::{
    HELSINKI, MONDAY, Net, TAMPERE, Town, Walk, but, demo_at, instant, somebody_like, submission, tasks_of,
};

/// A short programme of a shipped network, and what it is made for.
struct Short {
    net: &'static Net,
    programme: &'static str,
    organisation: &'static str,
    need: &'static str,
}

const SHORT: [Short; 2] = [
    Short {
        net: HELSINKI,
        programme: "mereo-digipaja",
        organisation: "mereo",
        need: "digital",
    },
    Short {
        net: TAMPERE,
        programme: "asto-asuinalue-tutuksi",
        organisation: "kuntoutuspolku",
        need: "new_area",
    },
];

/// Its last day, 60 days from Monday 23 November, is Friday 22 January.
const LAST_DAY: &str = "2027-01-22";
/// Midnight after it in Helsinki.
const END: &str = "2027-01-22T22:00:00Z";
/// Saturday: three working days later is Wednesday 27 January, 30 days later Monday 22 February.
const DECIDE: &str = "desk_decision 2027-01-27T14:00:00Z";
const CHECK: &str = "check 2027-02-22T14:00:00Z";

impl Short {
    fn person(&self) -> Planted {
        let person = but(somebody_like(self.net.example), "/needs", json!([self.need]));
        but(person, "/client/birth_year", json!(1945))
    }

    fn handed_to<'a>(&self, town: Town<'a>) -> Walk<'a> {
        town.hand_over(self.person(), &json!({"programme": self.programme}))
    }

    /// In support there by the organisation's first worker.
    fn supported<'a>(&self, town: Town<'a>) -> (Walk<'a>, Client) {
        let walk = self.handed_to(town);
        let worker = town.worker(self.organisation);
        walk.does(&worker, "accept", &json!({}));
        walk.does(
            &worker,
            "record_contact",
            &json!({"kind": "meeting", "outcome": "met"}),
        );
        (walk, worker)
    }

    /// Everybody of the programme as somebody lists them.
    fn listed(&self, who: &Client) -> Vec<Value> {
        let mut all = Vec::new();
        let mut next = Some(format!("/api/v1/programmes/{}/ending?limit=2", self.programme));
        while let Some(path) = next {
            let answer = who.get(&path);
            next = next_page(&answer);
            let page = answer.expect(200).as_array().unwrap().clone();
            assert!(page.len() <= 2);
            all.extend(page);
        }
        all
    }

    /// How the board counts the programme.
    fn counted(&self, town: Town<'_>) -> Value {
        let board = town.board();
        let all = board["endings"].as_array().unwrap().clone();
        let found = all.iter().find(|one| one["programme"] == self.programme);
        found.unwrap_or_else(|| panic!("{board}")).clone()
    }
}

/// The digests that told somebody of the end of a programme.
fn told(server: &Server, email: &str) -> Vec<String> {
    let titles = [
        "Toiminta päättyy\n",
        "Verksamheten upphör\n",
        "The activity ends\n",
    ];
    let letters = server.mail().into_iter().filter(|letter| letter.to == email);
    letters
        .filter(|letter| titles.iter().any(|title| letter.text.contains(title)))
        .map(|letter| letter.at.to_string())
        .collect()
}

on_both! {
    fn when_a_project_ends_nobody_there_is_a_holder_and_what_is_left_goes_to_the_desk(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        for short in &SHORT {
            Town::of(&demo, short.net).claim(short.programme, None);
        }
        let mut people = Vec::new();
        for short in &SHORT {
            let town = Town::of(&demo, short.net);
            let (undecided, worker) = short.supported(town);
            let (checked, _) = short.supported(town);
            checked.does(&worker, "plan_ending", &json!({"decision": "desk_checks"}));
            let accepted = short.handed_to(town);
            accepted.does(&worker, "accept", &json!({}));
            people.push((undecided, checked, accepted));
        }
        demo.advance_to(instant("2027-01-20T07:00:00Z"));
        let offered: Vec<_> = SHORT
            .iter()
            .map(|short| short.handed_to(Town::of(&demo, short.net)))
            .collect();
        demo.advance_to(instant("2027-01-22T21:59:59Z"));
        for ((undecided, ..), short) in people.iter().zip(&SHORT) {
            assert_eq!(undecided.seen_by(&undecided.town.worker(short.organisation))["status"], "in_support");
        }
        demo.advance_to(instant(END));
        for (((undecided, checked, accepted), offered), short) in people.iter().zip(&offered).zip(&SHORT) {
            let town = undecided.town;
            let desk = format!("desk {}", town.net.desk);
            for returned in [undecided, accepted, offered] {
                let view = returned.stands("returned", &desk, DECIDE);
                assert_eq!((&view["reason"], &view["needs_you"]), (&json!("programme_ended"), &json!("returned")));
            }
            let view = checked.stands("follow_up", &desk, CHECK);
            assert!(view["actions"].as_array().unwrap().contains(&json!("record_check")), "{view}");
            let former = [town.worker(short.organisation), town.colleague(short.organisation), town.lead(short.organisation)];
            for walk in [undecided, checked, accepted, offered] {
                for who in &former {
                    walk.hidden_from(who);
                }
            }
            assert_eq!(town.taken(short.programme), (0, 0), "places are free");
            assert!(short.listed(&town.lead(short.organisation)).is_empty());
            let counted = short.counted(town);
            assert_eq!(
                (&counted["people"], &counted["returned"], &counted["to_desk_checks"]),
                (&json!(0), &json!(3), &json!(1)),
                "{counted}"
            );
        }
        demo.verify().expect(0);
        // One digest tells the submitter of all of them, none a letter of its own; nothing ever expires.
        demo.advance_to(instant("2027-02-22T13:00:00Z"));
        for ((undecided, checked, accepted), offered) in people.iter().zip(&offered) {
            let submitter = &undecided.town.advisors()[0].email;
            let about = [undecided, checked, accepted, offered].map(|walk| walk.reference.clone());
            let morning = instant("2027-01-25T06:00:00Z");
            let digest = demo.mail().into_iter().find(|letter| letter.to == *submitter && letter.at == morning);
            let digest = digest.expect("a digest on Monday morning");
            assert!(about.iter().all(|one| digest.references.contains(one)), "{}", digest.whole);
            assert_eq!(undecided.seen_by(&undecided.town.advisor())["status"], "returned");
            let advisor = checked.town.advisor();
            checked.does(&advisor, "record_check", &json!({"result": "stable"}));
        }
        demo.advance_to(instant("2027-04-24T13:00:00Z"));
        for (_, checked, _) in &people {
            let advisor = checked.town.advisor();
            checked.does(&advisor, "record_check", &json!({"result": "stable"}));
            checked.stands("stable", "nobody", "none");
        }
        demo.verify().expect(0);
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one walk through the list, in both networks"
)]
fn from_90_days_before_placements_that_would_pass_the_end_warn_and_the_lead_has_a_list() {
    let demo = demo_at(MONDAY).start();
    for short in &SHORT {
        let town = Town::of(&demo, short.net);
        town.claim(short.programme, None);
        let preview = town.preview(&short.person().handoff);
        let candidates = preview["candidates"].as_array().unwrap();
        let ends = candidates
            .iter()
            .find(|one| one["programme"] == short.programme)
            .unwrap();
        assert_eq!(
            (&ends["fits"], &ends["soft"]),
            (&json!(true), &json!(true)),
            "{ends}"
        );
        let codes: Vec<_> = ends["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["code"])
            .collect();
        assert!(codes.contains(&&json!("ends_on")), "{ends}");

        let (first, worker) = short.supported(town);
        let (second, _) = short.supported(town);
        let third = short.handed_to(town);
        let lead = town.lead(short.organisation);
        let list = short.listed(&lead);
        assert_eq!(list.len(), 3);
        for entry in &list {
            assert_eq!(
                (&entry["ending"]["ends_on"], &entry["ending"]["days_left"]),
                (&json!(LAST_DAY), &json!(60))
            );
            assert_eq!(entry["ending"]["decision"], Value::Null);
            let text = entry.to_string();
            for walk in [&first, &second, &third] {
                assert!(
                    walk.person.secrets.iter().all(|secret| !text.contains(secret)),
                    "{text}"
                );
            }
        }
        assert_eq!(
            short.counted(town)["undecided"],
            2,
            "of who is only asked the answer decides"
        );

        // One decision a person, by the worker or her lead, and another takes its place.
        let plan = json!({"decision": "end_early"});
        let view = first.does(&worker, "plan_ending", &plan);
        assert_eq!(
            (&view["ending"]["decision"], &view["ending"]["waits_for"]),
            (&json!("end_early"), &json!("end"))
        );
        let view = first.does(&lead, "plan_ending", &json!({"decision": "desk_checks"}));
        assert_eq!(view["ending"]["decision"], "desk_checks");
        let counted = short.counted(town);
        assert_eq!(
            (
                &counted["undecided"],
                &counted["desk_checks"],
                &counted["end_early"]
            ),
            (&json!(1), &json!(1), &json!(0))
        );
        first
            .tries(&town.colleague(short.organisation), "plan_ending", &plan)
            .expect_problem(403, "forbidden");
        first
            .tries(&town.advisor(), "plan_ending", &plan)
            .expect_problem(403, "forbidden");
        third
            .tries(&worker, "plan_ending", &plan)
            .expect_problem(409, "illegal-transition");
        first
            .tries(
                &worker,
                "plan_ending",
                &json!({"decision": "carry_on", "programme": "none"}),
            )
            .expect_problem(422, "invalid-request");
        let events: Vec<Value> = first
            .timeline(&lead)
            .into_iter()
            .map(|line| line["event"].clone())
            .collect();
        assert_eq!(
            events.iter().filter(|event| **event == "ending_planned").count(),
            2,
            "both are history"
        );

        // Whose list it is.
        short.listed(&town.worker(short.organisation));
        short.listed(&town.coordinator());
        let path = format!("programmes/{}/ending", short.programme);
        town.advisor().get(&path).expect_problem(403, "forbidden");
        let stranger = demo.client(demo.people().lead(short.net.stranger.0, short.net.stranger.1));
        let refused = stranger.get(&path);
        assert!([403, 404].contains(&refused.status), "{refused}");
        town.lead(short.organisation)
            .get("programmes/none/ending")
            .expect_problem(404, "not-found");
    }
    // A programme that ends in two years has no decision to make.
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let worker = walk.is_supported();
    let view = walk.seen_by(&worker);
    assert_eq!(view["ending"], Value::Null);
    assert!(
        !view["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("plan_ending"))
    );
    walk.tries(&worker, "plan_ending", &json!({"decision": "desk_checks"}))
        .expect_problem(409, "illegal-transition");
    demo.verify().expect(0);
}

#[test]
fn the_lead_is_told_once_then_again_while_somebody_is_undecided_and_the_coordinator_at_30_days() {
    let demo = demo_at(MONDAY).start();
    for short in &SHORT {
        let town = Town::of(&demo, short.net);
        town.claim(short.programme, None);
        short.supported(town);
    }
    // Nobody is undecided in the second network from New Year on.
    demo.advance_to(instant("2027-01-04T07:00:00Z"));
    let second = &SHORT[1];
    let town = Town::of(&demo, second.net);
    let (_, worker) = second.supported(town);
    for entry in second.listed(&worker) {
        let path = format!("referrals/{}/plan_ending", entry["id"].as_str().unwrap());
        worker
            .post(&path, &json!({"decision": "desk_checks"}))
            .expect(200);
    }
    demo.advance_to(instant("2027-01-22T07:00:00Z"));
    for (short, times) in SHORT.iter().zip([3, 2]) {
        let lead = &demo.people().lead(short.net.name, short.organisation).email;
        let mornings = told(&demo, lead);
        // At the start, 30 days before (Wednesday 23 December, so after Christmas), and 7 days before.
        let expected = [
            "2026-11-24T06:00:00Z",
            "2026-12-28T06:00:00Z",
            "2027-01-18T06:00:00Z",
        ];
        assert_eq!(mornings, expected[..times], "{}", short.programme);
        let coordinator = &demo.people().coordinator(short.net.name).email;
        assert_eq!(told(&demo, coordinator), ["2026-12-28T06:00:00Z"]);
        for worker in town.workers(second.organisation) {
            assert!(told(&demo, &worker.email).is_empty(), "workers are not");
        }
    }
}

on_both! {
    fn carrying_on_asks_the_client_first_where_the_other_is_outside_her_permission(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let short = &SHORT[0];
        let town = Town::of(&demo, short.net);
        town.claim(short.programme, None);
        let narrow = |person| {
            let person = but(person, "/consent/scope", json!("organisations"));
            but(person, "/consent/organisations", json!([short.organisation]))
        };
        let worker = town.worker(short.organisation);
        let begin = || {
            let person = narrow(short.person());
            let body = submission(&person, &json!({"programme": short.programme}));
            let referral = town.submit(&town.advisor(), &body).expect(201);
            let walk = town.walk(person, &referral);
            walk.does(&worker, "accept", &json!({}));
            walk.does(&worker, "record_contact", &json!({"kind": "meeting", "outcome": "met"}));
            walk
        };
        let next = town.worker(HELSINKI.organisation);
        let plan = json!({"decision": "carry_on", "programme": HELSINKI.programme});

        let walk = begin();
        let view = walk.does(&worker, "plan_ending", &plan);
        assert_eq!(view["ending"]["waits_for"], "consent");
        // Five working days from Monday.
        let task = format!("ask_consent worker {} 2026-11-30T14:00:00Z", town.workers(short.organisation)[0].id);
        assert_eq!(tasks_of(&view), [task]);
        walk.hidden_from(&next);
        assert_eq!(town.taken(HELSINKI.programme), (0, 0));
        let by_relative = json!({"answer": "given", "by": "relative"});
        walk.tries(&worker, "record_consent", &by_relative).expect_problem(422, "invalid-request");
        walk.tries(&town.coordinator(), "record_consent", &by_relative).expect_problem(403, "forbidden");
        let given = json!({"answer": "given", "by": "client", "method": "in_person", "wording": "fi-1"});
        let view = walk.does(&worker, "record_consent", &given);
        assert_eq!((&view["ending"]["waits_for"], &tasks_of(&view).len()), (&json!("answer"), &0));
        assert_eq!(walk.seen_by(&next)["status"], "offered");
        assert_eq!((town.taken(short.programme), town.taken(HELSINKI.programme)), ((1, 0), (0, 1)));
        walk.tries(&worker, "record_consent", &given).expect_problem(409, "illegal-transition");
        walk.does(&next, "accept", &json!({}));
        walk.hidden_from(&worker);
        assert_eq!((town.taken(short.programme), town.taken(HELSINKI.programme)), ((0, 0), (1, 0)));
        assert_eq!(short.counted(town)["carried_over"], 1);

        let refused = begin();
        refused.does(&worker, "plan_ending", &plan);
        let view = refused.does(&town.advisor(), "record_consent", &json!({"answer": "refused", "by": "client"}));
        assert_eq!(view["ending"]["decision"], Value::Null);
        refused.hidden_from(&next);

        // Unasked at the end, the question is the desk's and so is she.
        let unasked = begin();
        unasked.does(&worker, "plan_ending", &plan);
        demo.advance_to(instant(END));
        let view = unasked.stands("returned", &format!("desk {}", town.net.desk), DECIDE);
        assert_eq!(tasks_of(&view), [format!("ask_consent desk {} 2026-11-30T14:00:00Z", town.net.desk)]);
        demo.verify().expect(0);
    }
}

#[test]
fn a_split_within_an_organisation_carries_over_with_worker_and_due() {
    let demo = demo_at(MONDAY).start();
    let short = &SHORT[1];
    let town = Town::of(&demo, short.net);
    town.claim(short.programme, None);
    let (walk, worker) = short.supported(town);
    let before = walk.seen_by(&worker);
    // It serves her need as well, in the same organisation: nobody is asked.
    let view = walk.does(
        &worker,
        "plan_ending",
        &json!({"decision": "carry_on", "programme": "asto-valmennus"}),
    );
    assert_eq!(
        (&view["status"], &view["holder"], &view["due"]),
        (&before["status"], &before["holder"], &before["due"])
    );
    assert_eq!(
        (&view["programme"], &view["ending"]),
        (&json!("asto-valmennus"), &Value::Null)
    );
    assert_eq!(
        (town.taken(short.programme), town.taken("asto-valmennus")),
        ((0, 0), (1, 0))
    );
    demo.advance_to(instant(END));
    assert_eq!(walk.seen_by(&worker)["status"], "in_support");
    demo.verify().expect(0);
}
