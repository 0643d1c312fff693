//! Several carriers of one person: linked referrals that share consent and contact data, with one lead that
//! makes the checks.

use luotsi_tests::{Client, on_both};
use serde_json::{Value, json};

use crate::post::told;
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, Walk, but, demo_at, due_of, holder_of, instant,
    somebody_like, submission, tasks_of,
};

static DEMO: Shared = Shared::new();

/// Another programme carries the person of this walk too.
#[track_caller]
fn joined<'a>(walk: &Walk<'a>, more: &Value) -> Walk<'a> {
    let town = walk.town;
    let mut body = json!({"programme": town.net.next});
    for (key, value) in more.as_object().expect("fields") {
        body[key] = value.clone();
    }
    let view = walk.does(&town.advisor(), "add_carrier", &body);
    let link = view["links"]
        .as_array()
        .and_then(|links| links.last())
        .expect("a link");
    let other = json!({"id": link["id"], "reference": link["reference"]});
    town.walk(walk.person.clone(), &other)
}

/// A worker of the second organisation, who is nobody to the first referral.
fn second(town: Town<'_>) -> Client {
    town.colleague(town.net.next_organisation)
}

fn takes(walk: &Walk<'_>, who: &Client) {
    walk.does(who, "accept", &json!({}));
    walk.does(
        who,
        "record_contact",
        &json!({"kind": "meeting", "outcome": "met"}),
    );
}

fn links_of(view: &Value) -> Vec<(String, String, bool)> {
    let links = view["links"].as_array().expect("a list of links");
    let text = |link: &Value, field: &str| link[field].as_str().expect("a link has it").to_owned();
    links
        .iter()
        .map(|link| (text(link, "id"), text(link, "kind"), link["lead"] == true))
        .collect()
}

fn link(walk: &Walk<'_>, kind: &str, lead: bool) -> (String, String, bool) {
    (walk.id.clone(), kind.to_owned(), lead)
}

fn stands(walk: &Walk<'_>) -> (Value, String, String) {
    let view = walk.seen_by(&walk.town.coordinator());
    (view["status"].clone(), holder_of(&view), due_of(&view))
}

#[test]
fn linked_referrals_share_consent_and_contact_data_and_one_is_marked_lead() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let first = town.hand_over_to(net.programme);
        let worker = first.is_supported();
        let before = stands(&first);
        let other = joined(&first, &json!({}));
        assert_eq!(stands(&first), before, "the second touches nothing of the first");
        for who in [town.advisor(), town.coordinator()] {
            assert_eq!(links_of(&first.seen_by(&who)), [link(&other, "carrier", false)]);
            assert_eq!(links_of(&other.seen_by(&who)), [link(&first, "carrier", true)]);
        }
        let listed = town
            .advisor()
            .get(&format!(
                "networks/{}/referrals?reference={}",
                net.name, first.reference
            ))
            .expect(200);
        assert_eq!(links_of(&listed[0]), [link(&other, "carrier", false)]);
        // Whoever is asked knows no name, and whoever takes her on knows her as the first does.
        let carrier = second(town);
        assert_eq!(other.seen_by(&carrier)["client"]["last_name"], Value::Null);
        takes(&other, &carrier);
        let (one, two) = (first.seen_by(&worker), other.seen_by(&carrier));
        assert_eq!(one["client"], two["client"]);
        assert!(two["client"]["last_name"].is_string(), "{two}");
        if net == HELSINKI {
            // Of another organisation's road nobody learns that it is there.
            for (walk, who, hidden) in [(&first, &worker, &other), (&other, &carrier, &first)] {
                let view = walk.seen_by(who);
                assert_eq!(view["links"], json!([]), "{view}");
                hidden.hidden_from(who);
                let history = Value::from(walk.timeline(who)).to_string();
                assert!(!history.contains("linked"), "{history}");
            }
        }
        // The same person again is one person, and an alarm where the checks are made.
        let again = submission(&first.person, &json!({"programme": net.next}));
        let problem = town
            .submit(&town.advisor(), &again)
            .expect_problem(409, "already-open");
        assert_eq!(problem["referral"]["id"], first.id.as_str(), "{problem}");
        // Not twice in one programme.
        first
            .tries(&town.advisor(), "add_carrier", &json!({"programme": net.next}))
            .expect_problem(422, "invalid-request");
        // Only the lead makes the checks.
        let view = other.does(&carrier, "end_support", &json!({"outcome": "goals_met"}));
        assert_eq!(
            (&view["status"], &view["reason"]),
            (&json!("closed"), &json!("ended")),
            "{view}"
        );
        let view = first.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
        assert_eq!(view["status"], "follow_up", "{view}");
    }
    demo.verify().expect(0);
}

#[test]
fn the_lead_passes_to_another_carrier_when_the_first_comes_back() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let first = town.hand_over_to(net.programme);
        let worker = first.is_supported();
        let other = joined(&first, &json!({}));
        let carrier = second(town);
        takes(&other, &carrier);
        first.parts(&worker, "hand_back", &json!({"reason": "no_place"}));
        let desk = town.advisor();
        assert_eq!(links_of(&first.seen_by(&desk)), [link(&other, "carrier", true)]);
        assert_eq!(links_of(&other.seen_by(&desk)), [link(&first, "carrier", false)]);
        first.does(&desk, "close", &json!({"reason": "other_service"}));
        let view = other.does(&carrier, "end_support", &json!({"outcome": "goals_met"}));
        assert_eq!(view["status"], "follow_up", "{view}");
    }
    demo.verify().expect(0);
}

#[test]
fn another_carrier_is_asked_by_the_rules_of_a_submission() {
    let demo = demo_at(MONDAY).start();
    let net = HELSINKI;
    let town = Town::of(&demo, net);
    let walk = town.hand_over_to(net.programme);
    let worker = walk.is_supported();
    for who in [&worker, &town.coordinator()] {
        walk.tries(who, "add_carrier", &json!({"programme": net.next}))
            .expect_problem(403, "forbidden");
    }
    walk.tries(&town.advisor(), "add_carrier", &json!({"programme": "nothing"}))
        .expect_problem(422, "invalid-request");
    walk.tries(
        &town.advisor(),
        "add_carrier",
        &json!({"programme": net.next, "then": []}),
    )
    .expect_problem(422, "invalid-request");
    // No place there: she waits for that one, and the first goes on.
    town.claim(net.next, Some(0));
    let before = stands(&walk);
    let waits = joined(&walk, &json!({}));
    let view = waits.seen_by(&town.advisor());
    assert_eq!(
        (&view["status"], &view["waiting_for"]),
        (&json!("waiting"), &json!(net.next)),
        "{view}"
    );
    assert_eq!(stands(&walk), before);
    assert_eq!(town.taken(net.programme), (1, 0));
    // Outside the permission nobody is asked.
    let mut narrow = somebody_like(net.example);
    narrow.handoff["consent"]["scope"] = json!("organisations");
    narrow.handoff["consent"]["organisations"] = json!([net.organisation]);
    let walk = town.hand_over(narrow, &json!({"programme": net.programme}));
    let problem = walk
        .tries(
            &town.advisor(),
            "add_carrier",
            &json!({"programme": net.next, "reason": "toive"}),
        )
        .expect_problem(422, "programme-excluded");
    assert_eq!(problem["rule"]["code"], "not_within_consent", "{problem}");
    demo.verify().expect(0);
}

on_both! {
    fn everything_about_who_died_falls_silent_at_once_everywhere(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let first = town.hand_over_to(net.programme);
        let worker = first.is_supported();
        first.does(&worker, "alert_desk", &json!({"what": "needs_assessment"}));
        let other = joined(&first, &json!({}));
        let carrier = second(town);
        takes(&other, &carrier);
        let view = other.tries(&carrier, "report_change", &json!({"what": "died"})).expect(200);
        assert_eq!((&view["status"], &view["reason"]), (&json!("closed"), &json!("died")), "{view}");
        let written: Vec<usize> = [&first, &other].map(|walk| told(&demo, &walk.reference).len()).to_vec();
        for walk in [&first, &other] {
            let view = walk.seen_by(&town.advisor());
            assert_eq!((&view["status"], &view["reason"]), (&json!("closed"), &json!("died")), "{view}");
            assert_eq!(view["tasks"], json!([]), "the authority's track is silent too: {view}");
        }
        demo.advance_to(instant("2027-09-01T07:00:00Z"));
        // The digest that waited says one quiet line to whoever had her and to the desk, and nothing else.
        for (walk, (before, to)) in [&first, &other].into_iter().zip(
            written.into_iter().zip([format!("worker {}", net.organisation), format!("advisor {}", net.desk)]),
        ) {
            let all = told(&demo, &walk.reference);
            let later: Vec<(&str, &str)> = all[before..].iter().map(|one| (one.what.as_str(), one.to.as_str())).collect();
            assert_eq!(later, [("closed_quiet", to.as_str())], "{all:?}");
        }
        demo.verify().expect(0);
    }
}

on_both! {
    fn a_withdrawal_ends_access_everywhere_and_the_key_goes_with_the_last_road(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let first = town.hand_over_to(net.programme);
        let worker = first.is_supported();
        let other = joined(&first, &json!({}));
        let carrier = second(town);
        takes(&other, &carrier);
        // A third road that is over already.
        other.does(&carrier, "end_support", &json!({"outcome": "goals_met"}));
        first.parts(&worker, "withdraw_consent", &json!({"scope": "all"}));
        for who in [&worker, &carrier] {
            first.hidden_from(who);
            other.hidden_from(who);
        }
        for walk in [&first, &other] {
            let view = walk.seen_by(&town.advisor());
            assert_eq!(view["client"], Value::Null, "{view}");
            assert!(view["milestones"]["met_at"].is_string(), "{view}");
        }
        demo.advance_to(instant("2026-11-25T07:00:00Z"));
        demo.verify().expect(0);
        for walk in [&first, &other] {
            let history = Value::from(walk.timeline(&town.coordinator())).to_string();
            assert!(history.contains("erased"), "{history}");
        }
        demo.assert_keeps_secret(first.person.secrets.iter().map(String::as_str));
    }
}

#[test]
fn a_narrower_permission_and_a_hospital_hold_for_all_carriers() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let first = town.hand_over_to(net.programme);
        let worker = first.is_supported();
        let other = joined(&first, &json!({}));
        let carrier = second(town);
        takes(&other, &carrier);
        first.does(
            &worker,
            "report_change",
            &json!({"what": "in_hospital", "until": "2027-01-13"}),
        );
        for walk in [&first, &other] {
            assert_eq!(stands(walk).2, "review 2027-01-13T14:00:00Z");
        }
        other.does(&carrier, "withdraw_consent", &json!({"scope": "other_partners"}));
        for walk in [&first, &other] {
            let view = walk.seen_by(&town.advisor());
            assert_eq!(view["status"], "in_support", "{view}");
        }
        other.does(&carrier, "withdraw_consent", &json!({"scope": "feedback"}));
        for walk in [&first, &other] {
            let view = walk.seen_by(&town.advisor());
            assert_eq!(view["status"], Value::Null, "{view}");
            // Nor by the link.
            assert_eq!(view["links"][0]["status"], Value::Null, "{view}");
        }
    }
    demo.verify().expect(0);
}

#[test]
fn two_workers_overlap_until_a_date_and_nothing_ends_by_itself() {
    let demo = demo_at(MONDAY).start();
    let net = TAMPERE;
    let town = Town::of(&demo, net);
    let first = town.hand_over_to(net.programme);
    first
        .tries(
            &town.advisor(),
            "add_carrier",
            &json!({"programme": net.next, "overlap_until": "2026-12-11"}),
        )
        .expect_problem(422, "invalid-request");
    let worker = first.is_supported();
    let coach = joined(&first, &json!({"overlap_until": "2026-12-11"}));
    takes(&coach, &second(town));
    let view = first.seen_by(&town.advisor());
    assert_eq!(view["links"][0]["kind"], "overlap", "{view}");
    assert_eq!(view["links"][0]["until"], "2026-12-11", "{view}");
    assert_eq!(
        view["links"][0]["lead"], true,
        "who goes on makes the checks: {view}"
    );
    let task = |day: &str| {
        vec![format!(
            "overlap {} {day}T14:00:00Z",
            town.held_by(net.organisation)
        )]
    };
    assert_eq!(tasks_of(&first.seen_by(&worker)), task("2026-12-11"));
    demo.advance_to(instant("2026-12-14T07:00:00Z"));
    assert_eq!(first.seen_by(&worker)["status"], "in_support");
    let asked = told(&demo, &first.reference);
    let asked = asked.iter().filter(|one| one.what == "overlap_ends");
    assert_eq!(asked.count(), 1);
    // The coach does not extend it; whoever is asked to end does.
    coach
        .tries(&second(town), "extend_overlap", &json!({"until": "2026-12-18"}))
        .expect_problem(409, "illegal-transition");
    first.does(&worker, "extend_overlap", &json!({"until": "2026-12-18"}));
    assert_eq!(tasks_of(&first.seen_by(&worker)), task("2026-12-18"));
    assert_eq!(coach.seen_by(&town.advisor())["links"][0]["until"], "2026-12-18");
    let view = first.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
    assert_eq!(
        (&view["status"], &view["tasks"]),
        (&json!("closed"), &json!([])),
        "{view}"
    );
    demo.verify().expect(0);
}

#[test]
fn of_a_protected_person_no_link_tells_anything() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let workers = town.workers(net.organisation);
        let mut person = but(somebody_like(net.example), "/client/protected", json!(true));
        for field in ["district", "postal_code", "place_name"] {
            person.handoff["place"][field] = Value::Null;
        }
        let placement =
            json!({"programme": net.programme, "agreed_with": workers[0].id, "deputy": workers[1].id});
        let walk = town.hand_over(person, &placement);
        walk.tries(&town.advisor(), "add_carrier", &json!({"programme": net.next}))
            .expect_problem(422, "worker-required");
        let named = town.workers(net.next_organisation);
        let body = json!({"agreed_with": named[1].id, "deputy": named[0].id});
        let other = joined(&walk, &body);
        let people = demo.people();
        for who in [
            town.advisors()[1],
            people.coordinator(net.name),
            people.lead(net.name, net.organisation),
            people.lead(net.name, net.next_organisation),
        ] {
            walk.hidden_from(&town.client(who));
            other.hidden_from(&town.client(who));
        }
        // A friend whose own referral everybody may know: of the protected one only the named know.
        let friend = town.hand_over_to(net.programme);
        friend.is_accepted();
        friend.does(
            &town.advisor(),
            "link",
            &json!({"referral": walk.reference, "kind": "friend"}),
        );
        assert_eq!(
            friend.seen_by(&town.advisor())["links"][0]["id"],
            walk.id.as_str()
        );
        for who in [
            town.client(town.advisors()[1]),
            town.coordinator(),
            town.lead(net.organisation),
        ] {
            let view = friend.seen_by(&who);
            assert_eq!(view["links"], json!([]), "{view}");
            let history = Value::from(friend.timeline(&who)).to_string();
            assert!(
                !history.contains("linked") && !history.contains(&walk.reference),
                "{history}"
            );
            // Guessing its reference tells nothing either.
            if who.get(&format!("referrals/{}", friend.id)).expect(200)["actions"]
                .to_string()
                .contains("\"link\"")
            {
                let known = friend.tries(
                    &who,
                    "link",
                    &json!({"referral": walk.reference, "kind": "couple"}),
                );
                let known = known.expect_problem(422, "invalid-request");
                let never = friend.tries(&who, "link", &json!({"referral": "XXX-0000-0", "kind": "couple"}));
                assert_eq!(
                    known["errors"],
                    never.expect_problem(422, "invalid-request")["errors"]
                );
            }
        }
        // She moves away; the friend's lead and coordinator hear nothing, and no letter names either.
        walk.does(&town.worker(net.organisation), "accept", &json!({}));
        walk.does(
            &town.worker(net.organisation),
            "report_change",
            &json!({"what": "moved_away"}),
        );
        assert_eq!(other.seen_by(&town.advisor())["status"], "closed");
        assert_eq!(friend.seen_by(&town.advisor())["links"], json!([]));
    }
    demo.verify().expect(0);
}
