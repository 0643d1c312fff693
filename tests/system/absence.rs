//! Somebody is away: one, two, the only one; back early; over Christmas. Nobody is left with whoever is not
//! there, and a desk has one task for all of whom nobody is.

use luotsi_tests::{Client, Person, Planted, Server, on_both};
use serde_json::{Value, json};

use crate::post::{lines, told};
use crate::sight::Sight;
use crate::walk::{HELSINKI, MONDAY, NETS, TAMPERE, Town, Walk, demo_at, instant, somebody_like};

/// Five working days from Monday 23 November.
const FIRST_CONTACT: &str = "first_contact 2026-11-30T14:00:00Z";

fn path(person: &Person) -> String {
    format!("people/{}/absence", person.id)
}

#[track_caller]
fn is_away(who: &Client, person: &Person, days: (&str, &str), covered_by: Option<&Person>) -> Value {
    let body = json!({"from": days.0, "until": days.1, "covered_by": covered_by.map(|one| &one.id)});
    who.put(&path(person), &body).expect(200)
}

/// Everybody of an organisation is away, by the lead's word.
fn are_all_away(town: Town<'_>, organisation: &str, days: (&str, &str)) {
    let lead = town.lead(organisation);
    let people = town.server.people();
    let leader = people.lead(town.net.name, organisation);
    for person in town.workers(organisation).into_iter().chain([leader]) {
        is_away(&lead, person, days, None);
    }
}

fn watches(town: Town<'_>, who: &Client) -> Vec<Value> {
    let watches = who
        .get(&format!("networks/{}/watches", town.net.name))
        .expect(200);
    watches.as_array().expect("a list").clone()
}

fn references(watch: &Value) -> Vec<String> {
    let referrals = watch["referrals"].as_array().expect("a list");
    let mut references: Vec<String> = referrals
        .iter()
        .map(|one| one["reference"].as_str().expect("a reference").to_owned())
        .collect();
    references.sort();
    references
}

/// The letters that tell of a watch, as `when email`.
fn watch_letters(server: &Server) -> Vec<String> {
    let mut letters: Vec<String> = server
        .mail()
        .into_iter()
        .filter(|letter| letter.text.contains("/watches/"))
        .map(|letter| format!("{} {}", letter.at, letter.to))
        .collect();
    letters.sort();
    letters
}

/// What somebody was told about a referral, as `when what`.
fn told_to(server: &Server, walk: &Walk<'_>, person: &Person) -> Vec<String> {
    let letters = server.mail();
    let mut told: Vec<String> = told(server, &walk.reference)
        .into_iter()
        .filter(|told| {
            letters.iter().any(|letter| {
                letter.to == person.email
                    && letter.text.contains(&told.entry)
                    && letter.at.to_string().starts_with(told.at.trim_end_matches('h'))
            })
        })
        .map(|told| format!("{} {}", told.at, told.what))
        .collect();
    // What several were told in the same words is found with each of them.
    told.sort();
    told.dedup();
    told
}

on_both! {
    fn absence_moves_work_to_a_colleague_and_back(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let walks = NETS.map(|net| {
            let town = Town::of(&demo, net);
            let workers = town.workers(net.organisation);
            let walk = town.hand_over_to(net.programme);
            let worker = walk.is_accepted();
            let days = ("2026-11-25", "2026-12-04");
            let absence = is_away(&worker, workers[0], days, Some(workers[1]));
            assert_eq!(absence["person"]["id"], workers[0].id.as_str(), "{absence}");
            let listed = town.colleague(net.organisation)
                .get(&format!("networks/{}/absences", net.name)).expect(200);
            assert_eq!(listed, json!([absence]));
            // Not yet: what is planned moves nothing.
            walk.stands("accepted", &town.held_by(net.organisation), FIRST_CONTACT);
            walk
        });
        demo.advance_to(instant("2026-11-24T21:59:59Z"));
        for walk in &walks {
            walk.stands("accepted", &walk.town.held_by(walk.town.net.organisation), FIRST_CONTACT);
        }
        demo.advance_to(instant("2026-11-24T22:00:00Z"));
        for walk in &walks {
            let town = walk.town;
            let net = town.net;
            let colleague = town.workers(net.organisation)[1];
            walk.stands("accepted", &format!("worker {}", colleague.id), FIRST_CONTACT);
            walk.shows(&town.colleague(net.organisation), Sight::Person);
            let line = walk.timeline(&town.coordinator()).into_iter()
                .find(|line| line["event"] == "covered").expect("the history says why");
            assert_eq!((&line["at"], &line["detail"]), (&json!("2026-11-24T22:00:00Z"), &json!("worker")));
            // Nobody is given to whoever is away.
            let away = town.workers(net.organisation)[0];
            let problem = walk.tries(&town.lead(net.organisation), "reassign", &json!({"worker": away.id}))
                .expect_problem(422, "invalid-request");
            assert_eq!(problem["errors"][0]["code"], "away", "{problem}");
        }
        demo.advance_to(instant("2026-12-04T22:00:00Z"));
        demo.advance_to(instant("2026-12-07T07:00:00Z"));
        for walk in &walks {
            let town = walk.town;
            let workers = town.workers(town.net.organisation);
            walk.stands("accepted", &town.held_by(town.net.organisation), FIRST_CONTACT);
            walk.shows(&town.colleague(town.net.organisation), Sight::Facts);
            // The letters went with the work: one to each when it came, reminders to who stood in.
            assert_eq!(
                told_to(&demo, walk, workers[1])[1..],
                ["2026-11-25T06:00:00Z covering", "2026-12-01T06:00:00Z reminder_first_contact"],
            );
            assert_eq!(told_to(&demo, walk, workers[0])[1..], ["2026-12-07T06:00:00Z back_with_you"]);
            let left = town.worker(town.net.organisation)
                .get(&format!("networks/{}/absences", town.net.name)).expect(200);
            assert_eq!(left, json!([]), "what is over is forgotten");
        }
        demo.verify().expect(0);
    }

    fn with_nobody_there_one_task_at_the_home_desk_tells_all_over_christmas(engine: Engine) {
        let demo = demo_at("2026-12-21T07:00:00Z").on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let walks = [(), ()].map(|()| {
            let walk = town.hand_over_to(net.programme);
            walk.is_accepted();
            walk
        });
        // The only one left goes a day later than the others.
        let lead = town.lead(net.organisation);
        let leader = demo.people().lead(net.name, net.organisation);
        for worker in town.workers(net.organisation) {
            is_away(&lead, worker, ("2026-12-22", "2027-01-05"), None);
        }
        is_away(&lead, leader, ("2026-12-23", "2027-01-04"), None);
        demo.advance_to(instant("2026-12-22T07:00:00Z"));
        for walk in &walks {
            walk.stands("accepted", &format!("worker {}", leader.id), "first_contact 2026-12-30T14:00:00Z");
        }
        assert_eq!(watches(town, &town.advisor()), Vec::<Value>::new());

        demo.advance_to(instant("2026-12-23T07:00:00Z"));
        let desk = format!("desk {}", net.desk);
        for walk in &walks {
            // The day after the absence, Epiphany being a day off.
            walk.stands("accepted", &desk, "first_contact 2027-01-07T14:00:00Z");
            walk.shows(&town.advisor(), Sight::Person);
            walk.shows(&town.client(town.advisors()[1]), Sight::Person);
        }
        let mut known: Vec<String> = walks.iter().map(|walk| walk.reference.clone()).collect();
        known.sort();
        for who in [town.advisor(), town.client(town.advisors()[1]), town.coordinator()] {
            let [watch] = &watches(town, &who)[..] else { panic!("one task for all") };
            assert_eq!(references(watch), known, "{watch}");
            assert_eq!(watch["count"], 2);
            assert_eq!((&watch["from"], &watch["until"]), (&json!("2026-12-23"), &json!("2027-01-05")));
            assert_eq!(watch["due_at"], "2026-12-28T14:00:00Z", "one working day, Christmas being none");
            assert_eq!((&watch["done_at"], &watch["stalled"]), (&Value::Null, &json!(false)));
        }
        let told_of_it = |at: &str| {
            let mut letters: Vec<String> = town.advisors().iter()
                .map(|advisor| format!("{at} {}", advisor.email)).collect();
            letters.sort();
            letters
        };
        assert_eq!(watch_letters(&demo), told_of_it("2026-12-23T06:00:00Z"));

        // Nobody marked it: once more, and then no more.
        demo.advance_to(instant("2026-12-30T07:00:00Z"));
        let both = [told_of_it("2026-12-23T06:00:00Z"), told_of_it("2026-12-29T06:00:00Z")].concat();
        assert_eq!(watch_letters(&demo), both);
        let id = watches(town, &town.advisor())[0]["id"].as_str().unwrap().to_owned();
        let done = format!("watches/{id}/done");
        town.coordinator().post(&done, &json!({})).expect_problem(403, "forbidden");
        town.lead(net.organisation).post(&done, &json!({})).expect_problem(403, "forbidden");
        Town::of(&demo, TAMPERE).advisor().post(&done, &json!({})).expect_problem(404, "not-found");
        let first = town.advisor().post(&done, &json!({})).expect(200);
        assert_ne!(first["done_at"], Value::Null, "{first}");
        let again = town.client(town.advisors()[1]).post(&done, &json!({})).expect(200);
        assert_eq!(again, first);

        // The lead is back first, and has a day for what was left; the workers a day later.
        demo.advance_to(instant("2027-01-05T07:00:00Z"));
        for walk in &walks {
            walk.stands("accepted", &format!("worker {}", leader.id), "first_contact 2027-01-07T14:00:00Z");
        }
        assert_eq!(watches(town, &town.advisor()), Vec::<Value>::new());
        demo.advance_to(instant("2027-01-06T07:00:00Z"));
        for walk in &walks {
            walk.stands("accepted", &town.held_by(net.organisation), "first_contact 2027-01-07T14:00:00Z");
            // One alarm for all, none for each.
            let about: Vec<String> = lines(&demo, &walk.reference).into_iter()
                .filter(|line| line.as_str() > "2026-12-22T08").collect();
            assert_eq!(about, [
                format!("2027-01-05T06:00:00Z covering to lead {}", net.organisation),
            ]);
        }
        demo.advance_to(instant("2027-01-07T07:00:00Z"));
        for walk in &walks {
            let back = format!("2027-01-07T06:00:00Z back_with_you to worker {}", net.organisation);
            assert!(lines(&demo, &walk.reference).contains(&back));
        }
        demo.verify().expect(0);
    }
}

#[test]
fn the_home_desk_keeps_watch_over_whom_another_desk_sent() {
    let demo = demo_at(MONDAY).start();
    let net = TAMPERE;
    let town = Town::of(&demo, net);
    let referrer = demo
        .people()
        .of_role(net.name, "advisor")
        .into_iter()
        .find(|advisor| advisor.organisation != net.desk)
        .expect("a referrer");
    let sends = demo.client(referrer);
    let person = somebody_like(net.example);
    let body = json!({"handoff": person.handoff, "placement": {"programme": net.programme}});
    let referral = town.submit(&sends, &body).expect(201);
    let walk = town.walk(person, &referral);
    walk.is_accepted();
    walk.hidden_from(&town.advisor());
    are_all_away(town, net.organisation, ("2026-11-23", "2026-12-04"));
    for who in [&sends, &town.coordinator(), &town.advisor()] {
        let desk = format!("desk {}", net.desk);
        walk.stands_for(who, "accepted", &desk, "first_contact 2026-12-07T14:00:00Z");
    }
    walk.shows(&town.advisor(), Sight::Person);
    assert_eq!(watches(town, &sends), Vec::<Value>::new());
    assert_eq!(
        references(&watches(town, &town.advisor())[0]),
        std::slice::from_ref(&walk.reference)
    );
    // Whoever rings meanwhile is the home desk's.
    let view = walk.does(&town.advisor(), "client_called", &json!({"wish": "asks_when"}));
    assert_eq!(view["tasks"][0]["holder"]["id"], net.desk, "{view}");
    let workers = town.workers(net.organisation);
    town.worker(net.organisation)
        .delete(&path(workers[0]))
        .expect(204);
    walk.hidden_from(&town.advisor());
    walk.stands_for(
        &sends,
        "accepted",
        &town.held_by(net.organisation),
        "first_contact 2026-11-24T14:00:00Z",
    );
    demo.verify().expect(0);
}

fn protected(example: &str) -> Planted {
    let mut person = somebody_like(example);
    person.handoff["client"]["protected"] = json!(true);
    for field in ["district", "postal_code", "place_name"] {
        person.handoff["place"][field] = Value::Null;
    }
    person
}

#[test]
fn of_a_protected_person_only_the_deputy_stands_in_else_whoever_submitted() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let workers = town.workers(net.organisation);
        let placement = json!({"programme": net.programme,
            "agreed_with": workers[0].id, "deputy": workers[1].id});
        let walk = town.hand_over(protected(net.example), &placement);
        walk.is_accepted();
        let lead = town.lead(net.organisation);
        let leader = demo.people().lead(net.name, net.organisation);
        // The lead is named to stand in, and does not for her.
        is_away(&lead, workers[0], ("2026-11-23", "2026-12-04"), Some(leader));
        let deputy = format!("worker {}", workers[1].id);
        walk.stands_for(&town.advisor(), "accepted", &deputy, FIRST_CONTACT);
        let others = [
            town.client(town.advisors()[1]),
            town.coordinator(),
            town.lead(net.organisation),
        ];
        for who in &others {
            walk.hidden_from(who);
        }
        is_away(&lead, workers[1], ("2026-11-23", "2026-12-04"), None);
        let desk = format!("desk {}", net.desk);
        walk.stands_for(
            &town.advisor(),
            "accepted",
            &desk,
            "first_contact 2026-12-07T14:00:00Z",
        );
        for who in &others {
            walk.hidden_from(who);
        }
        // A watch of her own, which nobody else sees: not who, not where, not that there is one.
        assert_eq!(
            references(&watches(town, &town.advisor())[0]),
            std::slice::from_ref(&walk.reference)
        );
        for who in &others[..2] {
            assert_eq!(watches(town, who), Vec::<Value>::new());
        }
        let id = watches(town, &town.advisor())[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        others[0]
            .post(&format!("watches/{id}/done"), &json!({}))
            .expect_problem(404, "not-found");
    }
    demo.advance_to(instant("2026-11-24T07:00:00Z"));
    for net in NETS {
        let town = Town::of(&demo, net);
        let letters: Vec<_> = demo
            .mail()
            .into_iter()
            .filter(|letter| letter.text.contains("/watches/"))
            .collect();
        let to: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
        assert!(to.contains(&town.advisors()[0].email.as_str()), "{to:?}");
        assert!(!to.contains(&town.advisors()[1].email.as_str()), "{to:?}");
        assert!(
            letters
                .iter()
                .all(|letter| !letter.text.contains("Kuntoutuspolku")
                    && !letter.text.contains("Omakotisäätiö"))
        );
    }
    demo.verify().expect(0);
}

#[test]
fn an_absence_that_begins_while_somebody_is_asked_passes_the_question_on() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let workers = town.workers(net.organisation);
    let agreed = |worker: &Person| json!({"programme": net.programme, "agreed_with": worker.id});
    let asked = town.hand_over(somebody_like(net.example), &agreed(workers[0]));
    let acknowledge = "acknowledge 2026-11-25T14:00:00Z";
    asked.stands("offered", &town.held_by(net.organisation), acknowledge);
    demo.advance_to(instant("2026-11-23T07:10:00Z"));
    is_away(
        &town.worker(net.organisation),
        workers[0],
        ("2026-11-23", "2026-11-27"),
        Some(workers[1]),
    );
    let colleague = format!("worker {}", workers[1].id);
    asked.stands("offered", &colleague, acknowledge);
    // Agreed by phone with somebody who is away by now: the question goes to who stands in, at once.
    let later = town.hand_over(somebody_like(net.example), &agreed(workers[0]));
    later.stands("offered", &colleague, acknowledge);
    // To the organisation: those who are there are told.
    let open = town.hand_over_to(net.programme);
    demo.advance_to(instant("2026-11-23T08:00:00Z"));
    let what = |walk: &Walk<'_>, person: &Person| -> Vec<String> {
        told_to(&demo, walk, person)
            .into_iter()
            .map(|line| line.split(' ').nth(1).unwrap().to_owned())
            .collect()
    };
    assert_eq!(what(&asked, workers[0]), ["offered"]);
    assert_eq!(what(&asked, workers[1]), ["covering"]);
    assert_eq!(what(&later, workers[0]), Vec::<String>::new());
    assert_eq!(what(&later, workers[1]), ["offered"]);
    assert_eq!(what(&open, workers[0]), Vec::<String>::new());
    assert_eq!(what(&open, workers[1]), ["offered"]);
    for walk in [&asked, &later] {
        walk.does(&town.colleague(net.organisation), "accept", &json!({}));
        walk.stands("accepted", &colleague, FIRST_CONTACT);
    }
    // Whoever is away takes nobody on, be it by her own hand.
    for (who, body) in [
        (town.worker(net.organisation), json!({})),
        (town.lead(net.organisation), json!({"worker": workers[0].id})),
    ] {
        let problem = open
            .tries(&who, "accept", &body)
            .expect_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["code"], "away", "{problem}");
    }
    // She is back: whom the colleague took on is the colleague's.
    town.worker(net.organisation)
        .delete(&path(workers[0]))
        .expect(204);
    for walk in [&asked, &later] {
        walk.stands("accepted", &colleague, FIRST_CONTACT);
    }
    open.does(&town.worker(net.organisation), "accept", &json!({}));
    demo.verify().expect(0);
}

#[test]
fn back_early_she_has_whom_nobody_else_was_given() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let workers = town.workers(net.organisation);
    let [kept, given] = [(), ()].map(|()| {
        let walk = town.hand_over_to(net.programme);
        walk.is_accepted();
        walk
    });
    let worker = town.worker(net.organisation);
    is_away(&worker, workers[0], ("2026-11-23", "2026-12-31"), None);
    let leader = demo.people().lead(net.name, net.organisation);
    for walk in [&kept, &given] {
        walk.stands("accepted", &format!("worker {}", leader.id), FIRST_CONTACT);
    }
    let colleague = format!("worker {}", workers[1].id);
    given.does(
        &town.lead(net.organisation),
        "reassign",
        &json!({"worker": workers[1].id}),
    );
    demo.advance_to(instant("2026-11-26T09:00:00Z"));
    worker.delete(&path(workers[0])).expect(204);
    worker.delete(&path(workers[0])).expect(204);
    kept.stands("accepted", &town.held_by(net.organisation), FIRST_CONTACT);
    given.stands("accepted", &colleague, FIRST_CONTACT);
    demo.verify().expect(0);
}

#[test]
fn who_may_say_who_is_away_and_what_is_refused() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let workers = town.workers(net.organisation);
    let day = json!({"from": "2026-11-23", "until": "2026-11-24"});
    let list = format!("networks/{}/absences", net.name);
    for who in [town.advisor(), town.coordinator()] {
        who.put(&path(workers[0]), &day).expect_problem(403, "forbidden");
        who.delete(&path(workers[0])).expect_problem(403, "forbidden");
        who.get(&list).expect_problem(403, "forbidden");
    }
    let colleague = town.colleague(net.organisation);
    colleague
        .put(&path(workers[0]), &day)
        .expect_problem(403, "forbidden");
    let elsewhere = town.worker(net.next_organisation);
    elsewhere
        .put(&path(workers[0]), &day)
        .expect_problem(404, "not-found");
    Town::of(&demo, TAMPERE)
        .worker(TAMPERE.organisation)
        .get(&list)
        .expect_problem(404, "not-found");
    let stranger = demo.people().worker(net.name, net.next_organisation);
    for (body, pointer, code) in [
        (
            json!({"from": "2026-11-24", "until": "2026-11-23"}),
            "/until",
            "invalid",
        ),
        (
            json!({"from": "2026-11-01", "until": "2026-11-22"}),
            "/until",
            "in-the-past",
        ),
        (
            json!({"from": "2026-11-23", "until": "2029-01-01"}),
            "/until",
            "too-far-ahead",
        ),
        (
            json!({"from": "2026-11-23", "until": "2026-11-24", "covered_by": workers[0].id}),
            "/covered_by",
            "unchanged",
        ),
        (
            json!({"from": "2026-11-23", "until": "2026-11-24", "covered_by": stranger.id}),
            "/covered_by",
            "not-in-list",
        ),
        (json!({"from": "2026-11-23"}), "/until", "required"),
        (
            json!({"from": "2026-11-23", "until": "2026-11-24", "why": "flunssa"}),
            "/why",
            "unknown-field",
        ),
    ] {
        let problem = town
            .worker(net.organisation)
            .put(&path(workers[0]), &body)
            .expect_problem(422, "invalid-request");
        let error = &problem["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(pointer), &json!(code)),
            "{problem}"
        );
    }
    assert_eq!(town.worker(net.organisation).get(&list).expect(200), json!([]));
}

#[test]
fn where_all_are_away_until_a_question_would_expire_a_reason_is_needed() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let person = somebody_like(net.example);
    let candidate = || {
        let preview = town.preview(&person.handoff);
        let all = preview["candidates"].as_array().expect("a list").clone();
        all.into_iter()
            .find(|one| one["programme"] == net.programme)
            .expect("every programme is told")
    };
    // One is away, and another back in time: the programme fits.
    let lead = town.lead(net.organisation);
    let leader = demo.people().lead(net.name, net.organisation);
    for worker in town.workers(net.organisation) {
        is_away(&lead, worker, ("2026-11-01", "2026-12-11"), None);
    }
    is_away(&lead, leader, ("2026-11-23", "2026-11-29"), None);
    assert_eq!(candidate()["fits"], true);
    // Five working days from today a question expires.
    is_away(&lead, leader, ("2026-11-23", "2026-11-30"), None);
    let left_out = candidate();
    assert_eq!(
        (&left_out["fits"], &left_out["soft"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(left_out["reasons"][0]["code"], "nobody_there", "{left_out}");
    assert!(
        left_out["reasons"][0]["text"]
            .as_str()
            .unwrap()
            .contains("30.11.2026"),
        "{left_out}"
    );
    let body = json!({"handoff": person.handoff, "placement": {"programme": net.programme}});
    let problem = town
        .submit(&town.advisor(), &body)
        .expect_problem(422, "programme-excluded");
    assert_eq!(problem["rule"]["code"], "nobody_there", "{problem}");
    let placement = json!({"programme": net.programme, "reason": "odottaa mielellään heitä"});
    let walk = town.hand_over(person, &placement);
    walk.stands(
        "offered",
        &format!("organisation {}", net.organisation),
        "acknowledge 2026-11-25T14:00:00Z",
    );
}
