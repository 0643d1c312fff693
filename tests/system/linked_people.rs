//! People who belong together, come back, or were met first by somebody else than the desk.

use luotsi_tests::{Client, Planted, on_both};
use serde_json::{Value, json};

use crate::post::told;
use crate::walk::{
    HELSINKI, MONDAY, NETS, Shared, TAMPERE, Town, Walk, but, demo_at, instant, somebody_like, submission,
};

static DEMO: Shared = Shared::new();

#[test]
fn a_couple_or_friends_are_linked_by_whoever_has_them_and_by_the_desk() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let one = town.hand_over_to(net.programme);
        let worker = one.is_accepted();
        let two = town.hand_over_to(net.programme);
        two.is_accepted();
        // By id or by reference, in small letters too.
        let view = one.does(
            &worker,
            "link",
            &json!({"referral": two.reference.to_lowercase(), "kind": "couple"}),
        );
        assert_eq!(view["links"][0]["id"], two.id.as_str(), "{view}");
        assert_eq!(view["links"][0]["kind"], "couple", "{view}");
        assert_eq!(view["links"][0]["status"], "accepted", "{view}");
        assert_eq!(two.seen_by(&town.advisor())["links"][0]["id"], one.id.as_str());
        assert!(view["actions"].to_string().contains("unlink"), "{view}");
        for (body, code) in [
            (json!({"referral": two.id, "kind": "friend"}), "unchanged"),
            (json!({"referral": one.id, "kind": "friend"}), "unchanged"),
            (json!({"referral": "HKI-0000-0", "kind": "friend"}), "not-in-list"),
        ] {
            let problem = one
                .tries(&worker, "link", &body)
                .expect_problem(422, "invalid-request");
            assert_eq!(problem["errors"][0]["code"], code, "{problem}");
        }
        one.tries(&worker, "link", &json!({"referral": two.id, "kind": "carrier"}))
            .expect_problem(422, "invalid-request");
        one.does(&town.advisor(), "unlink", &json!({"referral": two.id}));
        for walk in [&one, &two] {
            assert_eq!(walk.seen_by(&town.advisor())["links"], json!([]));
        }
        // At submission too.
        let mut body = submission(&somebody_like(net.example), &json!({"programme": net.programme}));
        body["links"] = json!([{"referral": one.reference, "kind": "friend"}]);
        let three = town.submit(&town.advisor(), &body).expect(201);
        assert_eq!(three["links"][0]["id"], one.id.as_str(), "{three}");
        assert_eq!(one.seen_by(&worker)["links"][0]["id"], three["id"]);
        // Whoever is only asked about her learns of nobody close to her.
        let asked = town.colleague(net.organisation);
        let id = three["id"].as_str().expect("an id");
        let view = asked.get(&format!("referrals/{id}")).expect(200);
        assert_eq!(view["links"], json!([]), "{view}");
        body["links"] = json!([{"referral": "HKI-0000-0", "kind": "friend"}]);
        body["handoff"] = somebody_like(net.example).handoff;
        let problem = town
            .submit(&town.advisor(), &body)
            .expect_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/links/0/referral", "{problem}");
    }
    demo.verify().expect(0);
}

on_both! {
    fn when_one_of_a_couple_dies_the_others_worker_learns_it_once_quietly_and_without_a_name(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let net = HELSINKI;
        let town = Town::of(&demo, net);
        let him = town.hand_over_to(net.programme);
        let worker = him.is_supported();
        let her = town.hand_over_to(net.next);
        let carrier = town.worker(net.next_organisation);
        her.does(&carrier, "accept", &json!({}));
        her.does(&town.advisor(), "link", &json!({"referral": him.reference, "kind": "couple"}));
        him.does(&worker, "report_change", &json!({"what": "died"}));
        assert_eq!(her.seen_by(&town.advisor())["links"], json!([]), "nobody is reminded of him");
        assert_eq!(her.seen_by(&carrier)["status"], "accepted");
        demo.advance_to(instant("2027-03-01T07:00:00Z"));
        let about_her = told(&demo, &her.reference);
        let gone: Vec<_> = about_her.iter().filter(|one| one.what == "companion_gone").collect();
        assert_eq!(gone.len(), 1, "{about_her:?}");
        assert_eq!(gone[0].to, format!("worker {}", net.next_organisation));
        assert_eq!(gone[0].at, "2026-11-24T06:00:00Z");
        assert!(!gone[0].entry.contains(&him.reference), "{}", gone[0].entry);
        for secret in him.person.secrets.iter().chain(&her.person.secrets) {
            assert!(demo.mail().iter().all(|letter| !letter.text.contains(secret.as_str())));
        }
        demo.verify().expect(0);
    }
}

/// Handed over, handed back, closed.
fn over<'a>(town: Town<'a>) -> Walk<'a> {
    let walk = town.hand_over_to(town.net.programme);
    let worker = town.worker(town.net.organisation);
    walk.parts(&worker, "hand_back", &json!({"reason": "client_declined"}));
    walk.does(&town.advisor(), "close", &json!({"reason": "client_declined"}));
    walk
}

fn consent(walk: &Walk<'_>) -> Value {
    let mut consent = walk.person.handoff["consent"].clone();
    consent["at"] = json!("2026-11-23T06:00:00Z");
    consent
}

#[test]
fn whoever_comes_back_is_a_new_linked_referral_with_fresh_consent() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let earlier = over(town);
        let desk = town.advisor();
        assert_eq!(earlier.seen_by(&desk)["actions"], json!(["reopen"]));
        earlier
            .tries(&desk, "reopen", &json!({"placement": {"programme": net.next}}))
            .expect_problem(422, "invalid-request");
        let mut faulty = consent(&earlier);
        faulty["wording"] = json!("nothing");
        let body = json!({"consent": faulty, "placement": {"programme": net.next}});
        let problem = earlier
            .tries(&desk, "reopen", &body)
            .expect_problem(422, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], "/consent/wording", "{problem}");
        let mut refused = consent(&earlier);
        refused["status"] = json!("refused");
        earlier
            .tries(&desk, "reopen", &json!({"consent": refused}))
            .expect_problem(422, "gate-closed");
        let body = json!({"consent": consent(&earlier), "placement": {"programme": net.next},
            "own_words": "Palasin"});
        let answer = earlier.tries(&desk, "reopen", &body);
        let location = answer.header("location").expect("a location").to_owned();
        let view = answer.expect(201);
        assert_eq!(
            location,
            format!("/api/v1/referrals/{}", view["id"].as_str().expect("an id"))
        );
        let again = town.walk(earlier.person.clone(), &view);
        assert_ne!(again.id, earlier.id);
        assert_eq!(view["status"], "offered", "{view}");
        assert_eq!(
            view["client"]["last_name"], earlier.person.handoff["client"]["last_name"],
            "{view}"
        );
        assert_eq!(view["handoff"]["own_words"], "Palasin", "{view}");
        for (walk, other) in [(&earlier, &again), (&again, &earlier)] {
            let view = walk.seen_by(&desk);
            assert_eq!(view["links"][0]["kind"], "return", "{view}");
            assert_eq!(view["links"][0]["id"], other.id.as_str(), "{view}");
        }
        // She is back already.
        let problem = earlier
            .tries(&desk, "reopen", &body)
            .expect_problem(409, "already-open");
        assert_eq!(problem["referral"]["id"], again.id.as_str(), "{problem}");
        // Whoever had her before learns nothing of it.
        let before = town.worker(net.organisation);
        earlier.hidden_from(&before);
        again
            .tries(&desk, "reopen", &body)
            .expect_problem(409, "illegal-transition");
        for who in [town.coordinator(), town.client(town.advisors()[1])] {
            let answer = earlier.tries(&who, "reopen", &body);
            assert!([403, 409].contains(&answer.status), "{answer}");
        }
    }
    demo.verify().expect(0);
}

#[test]
fn from_what_is_forgotten_nobody_comes_back() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    walk.does(&town.advisor(), "withdraw_consent", &json!({"scope": "all"}));
    let body = json!({"consent": consent(&walk), "placement": {"programme": HELSINKI.next}});
    walk.tries(&town.advisor(), "reopen", &body)
        .expect_problem(409, "illegal-transition");
    demo.advance_to(instant("2026-11-25T07:00:00Z"));
    let problem = walk
        .tries(&town.advisor(), "reopen", &body)
        .expect_problem(422, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "erased", "{problem}");
    // As somebody new she is welcome.
    let again = town
        .submit(
            &town.advisor(),
            &submission(&walk.person, &json!({"programme": HELSINKI.next})),
        )
        .expect(201);
    assert_eq!(again["links"], json!([]), "{again}");
    demo.verify().expect(0);
}

#[test]
fn whoever_is_handed_over_again_after_an_ending_is_linked_at_her_own_desk_and_nowhere_else() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let earlier = over(town);
        let body = submission(&earlier.person, &json!({"programme": net.next}));
        // Brought in by a worker: of the desk's own she learns nothing.
        let worker = town.colleague(net.next_organisation);
        let brought = town.submit(&worker, &body).expect(201);
        assert_eq!(brought["links"], json!([]), "{brought}");
        let id = brought["id"].as_str().expect("an id");
        let earlier_view = earlier.seen_by(&town.advisor());
        assert_eq!(earlier_view["links"], json!([]), "{earlier_view}");
        worker
            .post(
                &format!("referrals/{id}/hand_back"),
                &json!({"reason": "no_place"}),
            )
            .expect(204);
        town.advisor()
            .post(&format!("referrals/{id}/close"), &json!({"reason": "other"}))
            .expect(200);
        // At her own desk she is one who came back.
        let again = town.submit(&town.advisor(), &body).expect(201);
        assert_eq!(again["links"][0]["kind"], "return", "{again}");
        assert_eq!(again["links"][0]["id"], id, "the latest: {again}");
    }
    let town = Town::of(&demo, TAMPERE);
    let earlier = over(town);
    let people = demo.people();
    let elsewhere = people
        .of_role(TAMPERE.name, "advisor")
        .into_iter()
        .find(|one| one.organisation != TAMPERE.desk);
    if let Some(elsewhere) = elsewhere {
        let body = submission(&earlier.person, &json!({"programme": TAMPERE.programme}));
        let view = town.submit(&town.client(elsewhere), &body).expect(201);
        assert_eq!(view["links"], json!([]), "{view}");
    }
    demo.verify().expect(0);
}

fn brings(town: Town<'_>, who: &Client, more: &Value) -> luotsi_tests::Answer {
    bring(town, who, &somebody_like(town.net.example), more)
}

fn bring(town: Town<'_>, who: &Client, person: &Planted, more: &Value) -> luotsi_tests::Answer {
    let mut body = json!({"handoff": person.handoff});
    for (key, value) in more.as_object().expect("fields") {
        body[key] = value.clone();
    }
    town.submit(who, &body)
}

#[test]
fn a_worker_who_meets_somebody_first_brings_her_in() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let worker = town.worker(net.organisation);
        // To her own: offered and accepted in one step.
        let own = json!({"placement": {"programme": net.programme}});
        let view = brings(town, &worker, &own).expect(201);
        assert_eq!(view["status"], "accepted", "{view}");
        assert_eq!(
            view["holder"]["id"],
            town.workers(net.organisation)[0].id.as_str(),
            "{view}"
        );
        assert!(view["client"]["last_name"].is_string(), "{view}");
        assert_eq!(
            view["milestones"]["offered_at"], view["milestones"]["accepted_at"],
            "{view}"
        );
        assert_eq!(town.taken(net.programme), (1, 0));
        let told = told(&demo, view["reference"].as_str().expect("a reference"));
        assert!(told.is_empty(), "nobody is asked: {told:?}");
        // Or for a colleague with whom it was agreed.
        let colleague = &town.workers(net.organisation)[1].id;
        let agreed = json!({"placement": {"programme": net.programme, "agreed_with": colleague}});
        let view = brings(town, &worker, &agreed).expect(201);
        assert_eq!(
            (&view["status"], &view["holder"]["id"]),
            (&json!("accepted"), &json!(colleague)),
            "{view}"
        );
        // Without a place she waits: only the coordinator goes beyond the capacity.
        town.claim(net.programme, Some(2));
        let view = brings(town, &worker, &own).expect(201);
        assert_eq!(
            (&view["status"], &view["waiting_for"]),
            (&json!("waiting"), &json!(net.programme)),
            "{view}"
        );
        assert_eq!(town.taken(net.programme), (2, 0));
        if net == HELSINKI {
            // To another's: offered, and hers to follow until her own organisation is asked.
            let view = brings(town, &worker, &json!({"placement": {"programme": net.next}})).expect(201);
            assert_eq!(
                (&view["status"], &view["organisation"]),
                (&json!("offered"), &json!(net.next_organisation)),
                "{view}"
            );
        }
        // To the desk: it chooses, and everybody there is told at once.
        for who in [town.advisor(), town.client(town.advisors()[1])] {
            brings(town, &who, &json!({"to": "desk"})).expect_problem(422, "invalid-request");
        }
        brings(
            town,
            &worker,
            &json!({"to": "desk", "placement": {"programme": net.next}}),
        )
        .expect_problem(422, "invalid-request");
        let person = somebody_like(net.example);
        let view = bring(town, &worker, &person, &json!({"to": "desk"})).expect(201);
        assert_eq!(view["status"], "returned", "{view}");
        let walk = town.walk(person, &view);
        let view = walk.stands(
            "returned",
            &format!("desk {}", net.desk),
            "desk_decision 2026-11-26T14:00:00Z",
        );
        assert_eq!(
            (&view["needs_you"], &view["reason"]),
            (&json!("returned"), &json!("brought_in")),
            "{view}"
        );
        let letters = crate::post::told(&demo, &walk.reference);
        let to: Vec<&str> = letters.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(to, vec!["brought_in"; town.advisors().len()], "{letters:?}");
        walk.does(&town.advisor(), "place", &json!({"programme": net.next}));
        // Consent is asked as always.
        let unasked = but(somebody_like(net.example), "/consent/status", json!("not_asked"));
        bring(town, &worker, &unasked, &json!({"to": "desk"})).expect_problem(422, "gate-closed");
    }
    demo.verify().expect(0);
}

#[test]
fn a_protected_person_whom_a_worker_brings_in_has_an_advisor_by_name() {
    let demo = demo_at(MONDAY).start();
    for net in NETS {
        let town = Town::of(&demo, net);
        let worker = town.worker(net.organisation);
        let mut person = but(somebody_like(net.example), "/client/protected", json!(true));
        for field in ["district", "postal_code", "place_name"] {
            person.handoff["place"][field] = Value::Null;
        }
        let advisor = town.advisors()[0];
        bring(town, &worker, &person, &json!({"to": "desk"})).expect_problem(422, "worker-required");
        let stranger = town.workers(net.organisation)[1].id.as_str();
        bring(
            town,
            &worker,
            &person,
            &json!({"to": "desk", "advisor": stranger}),
        )
        .expect_problem(422, "invalid-request");
        let view = bring(
            town,
            &worker,
            &person,
            &json!({"to": "desk", "advisor": advisor.id}),
        )
        .expect(201);
        let walk = town.walk(person, &view);
        for who in [
            town.client(town.advisors()[1]),
            town.coordinator(),
            town.colleague(net.organisation),
            town.lead(net.organisation),
        ] {
            walk.hidden_from(&who);
            let listed = who
                .get(&format!("networks/{}/referrals?limit=200", net.name))
                .expect(200);
            assert!(!listed.to_string().contains(&walk.id), "{listed}");
        }
        let letters = told(&demo, &walk.reference);
        let to: Vec<(&str, &str)> = letters
            .iter()
            .map(|one| (one.what.as_str(), one.to.as_str()))
            .collect();
        assert_eq!(to, [("brought_in", format!("advisor {}", net.desk).as_str())]);
        let listed = town
            .advisor()
            .get(&format!("networks/{}/referrals", net.name))
            .expect(200);
        assert!(
            listed.to_string().contains(&walk.id),
            "she has it in her list: {listed}"
        );
        let workers = town.workers(net.organisation);
        let placement =
            json!({"programme": net.programme, "agreed_with": workers[0].id, "deputy": workers[1].id});
        walk.does(&town.advisor(), "place", &placement);
        walk.does(&worker, "accept", &json!({}));
    }
    demo.verify().expect(0);
}

#[test]
fn a_later_member_needs_a_new_question() {
    let demo = DEMO.demo();
    for net in NETS {
        let town = Town::of(&demo, net);
        let mut person = somebody_like(net.example);
        person.handoff["consent"]["scope"] = json!("organisations");
        person.handoff["consent"]["organisations"] = json!([net.organisation]);
        let walk = town.hand_over(person, &json!({"programme": net.programme}));
        let worker = walk.is_accepted();
        let newcomer = if net == HELSINKI {
            net.next_organisation
        } else {
            net.organisation
        };
        if net == HELSINKI {
            let problem = walk
                .tries(
                    &town.advisor(),
                    "add_carrier",
                    &json!({"programme": net.next, "reason": "toive"}),
                )
                .expect_problem(422, "programme-excluded");
            assert_eq!(problem["rule"]["code"], "not_within_consent", "{problem}");
        }
        let asked = |organisations: Value, scope: &str, feedback: bool| {
            let mut consent = walk.person.handoff["consent"].clone();
            consent["scope"] = json!(scope);
            consent["organisations"] = organisations;
            consent["feedback"] = json!(feedback);
            if scope == "fields" {
                consent["fields"] = json!(["first_name", "phone"]);
            }
            json!({"consent": consent})
        };
        let problem = walk
            .tries(
                &worker,
                "renew_consent",
                &asked(json!(["nobody"]), "organisations", true),
            )
            .expect_problem(422, "invalid-request");
        assert!(
            problem["errors"][0]["pointer"]
                .as_str()
                .expect("where")
                .starts_with("/consent/"),
            "{problem}"
        );
        if net == HELSINKI {
            let problem = walk
                .tries(
                    &worker,
                    "renew_consent",
                    &asked(json!([net.next_organisation]), "organisations", true),
                )
                .expect_problem(422, "invalid-request");
            assert_eq!(problem["errors"][0]["code"], "leaves-out-carrier", "{problem}");
        }
        walk.tries(
            &town.coordinator(),
            "renew_consent",
            &asked(json!([]), "network", true),
        )
        .expect_problem(403, "forbidden");
        // The worker asks, and now the other one may be asked too.
        let organisations = json!([net.organisation, newcomer]);
        let organisations = if net == HELSINKI {
            organisations
        } else {
            json!([net.organisation])
        };
        walk.does(
            &worker,
            "renew_consent",
            &asked(organisations.clone(), "organisations", true),
        );
        let view = walk.seen_by(&town.advisor());
        assert_eq!(
            view["handoff"]["consent"]["organisations"], organisations,
            "{view}"
        );
        walk.does(&town.advisor(), "add_carrier", &json!({"programme": net.next}));
        // Narrower fields take effect in every answer at once.
        walk.does(
            &town.advisor(),
            "renew_consent",
            &asked(json!([]), "fields", false),
        );
        let view = walk.seen_by(&worker);
        assert!(view["client"]["first_name"].is_string(), "{view}");
        for field in ["last_name", "address", "birth_year"] {
            assert_eq!(view["client"][field], Value::Null, "{field}: {view}");
        }
        assert_eq!(view["handoff"]["own_words"], Value::Null, "{view}");
        let desk = walk.seen_by(&town.advisor());
        assert_eq!(
            desk["status"],
            Value::Null,
            "without feedback the desk sees less: {desk}"
        );
        let history = walk.timeline(&worker);
        let renewed = history.iter().filter(|line| line["event"] == "consent_renewed");
        assert_eq!(renewed.count(), 2, "each version is kept: {history:?}");
    }
    demo.verify().expect(0);
}
