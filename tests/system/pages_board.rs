//! The coordinator's pages: what stands still is read and mended without opening anything, figures have no
//! persons in them, a question what if changes nothing, and the network keeps what it agreed.

use luotsi_tests::{Browser, Page, Person, Server, on_both};
use serde_json::json;

use crate::walk::{HELSINKI, MONDAY, NETS, Town, demo_at, instant, somebody_like};

/// Thursday, after the acknowledgement was due and before the offer expires.
const THURSDAY: &str = "2026-11-26T15:00:00Z";

fn browser(server: &Server, person: &Person) -> Browser {
    let mut browser = server.browser().that_accepts("en");
    browser.be(person);
    browser.get("/");
    browser.speak("en");
    browser
}

#[track_caller]
fn says(page: &Page, words: &[&str]) {
    let all = page.words();
    for word in words {
        assert!(all.contains(word), "{word:?} is not in {all}");
    }
}

on_both! {
    fn what_stands_still_is_read_and_mended_from_the_board(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let walk = town.hand_over_to(HELSINKI.programme);
        let reference = walk.seen_by(&town.coordinator())["reference"].as_str().unwrap().to_owned();
        let mut desk = browser(&demo, demo.people().coordinator(HELSINKI.name));
        says(&desk.get("/board").expect(200), &["Nobody is standing still."]);

        demo.advance_to(instant(THURSDAY));
        let page = desk.get("/board").expect(200);
        says(&page, &[
            &reference,
            "One day past due",
            "Whose turn",
            "Omakotisäätiö",
            "Acknowledge",
            "The organisation has not acknowledged yet.",
            "This is told to Seniori-info Friday 27 November at 16:00.",
        ]);
        assert!(page.source.len() < 60 * 1024, "{} bytes", page.source.len());
        let asked = format!("Ask Seniori-info, {reference}");
        desk.press(&asked, &[]);
        let page = desk.get("/board").expect(200);
        says(&page, &["A question has already been sent to Seniori-info."]);
        assert!(!page.words().contains(&asked), "asked once: {}", page.words());
    }

    fn protected_persons_are_two_numbers_and_nothing_else(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.hand_over_to(HELSINKI.programme);
        let mut hidden = somebody_like(HELSINKI.example);
        hidden.handoff["client"]["protected"] = json!(true);
        hidden.handoff["place"] = json!({"municipality": "091"});
        hidden.handoff["client"].as_object_mut().unwrap().remove("address");
        let worker = demo.people().at(HELSINKI.name, HELSINKI.next_organisation, "worker");
        let placement = json!({"programme": HELSINKI.next, "agreed_with": worker[0].id, "deputy": worker[1].id});
        let secret = town.hand_over(hidden, &placement);
        let reference = secret.seen_by(&town.advisor())["reference"].as_str().unwrap().to_owned();
        demo.advance_to(instant(THURSDAY));
        let mut desk = browser(&demo, demo.people().coordinator(HELSINKI.name));
        for path in ["/board", "/learning", "/board/what-if?programme=mereo-evt&month=2026-12"] {
            let page = desk.get(path).expect(200);
            assert!(!page.source.contains(&reference), "{path}");
        }
        says(&desk.get("/board"), &["1 Left waiting 1 Open 1 Protected address, open. Standing still: 1", "Handed over 1 · 100 %"]);
        says(
            &desk.get("/board/what-if?programme=mereo-evt&month=2026-12"),
            &["Nobody would need a new place."],
        );
    }

    fn what_if_tells_where_they_would_go_and_sends_nothing(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.claim(HELSINKI.programme, Some(5));
        for next in HELSINKI_OTHERS {
            town.claim(next, Some(0));
        }
        town.claim(HELSINKI.next, Some(2));
        for _ in 0..3 {
            town.hand_over_to(HELSINKI.programme);
        }
        let letters = demo.mail().len();
        let mut desk = browser(&demo, demo.people().coordinator(HELSINKI.name));
        let asked = format!("/board/what-if?programme={}&month=2026-12", HELSINKI.programme);
        let page = desk.get(&asked).expect(200);
        says(&page, &["3 clients would need a new place.", "One client would fit elsewhere, but the places would run out."]);
        assert_eq!(demo.mail().len(), letters);
        assert_eq!(town.programme(HELSINKI.next)["free"], 2);
        desk.get("/board/what-if?programme=nowhere&month=2026-12").expect(422);
        let mut worker = browser(&demo, demo.people().worker(HELSINKI.name, HELSINKI.next_organisation));
        worker.get(&asked).expect(403);
        worker.get("/board").expect(403);
    }

    fn who_waits_longest_and_which_rule_is_decided_against_is_told(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        let mut desk = browser(&demo, demo.people().coordinator(HELSINKI.name));
        says(&desk.get("/board/routing"), &["There are too few clients yet", "There are no choices yet."]);
        for programme in [HELSINKI.programme, HELSINKI.next] {
            town.claim(programme, Some(9));
        }
        let wished = json!({
            "programme": HELSINKI.next, "reason": "She knows them", "because": "knows_client",
        });
        for _ in 0..4 {
            town.hand_over_to(HELSINKI.programme);
        }
        for _ in 0..2 {
            town.hand_over(somebody_like(HELSINKI.example), &wished);
        }
        // Whom she named is full: who is asked instead nobody chose, and what was said of the one is not of the other.
        town.claim(HELSINKI.programme, Some(4));
        let mut full = wished.clone();
        full["programme"] = json!(HELSINKI.programme);
        full["then"] = json!([HELSINKI.next]);
        let instead = town.hand_over(somebody_like(HELSINKI.example), &full);
        assert_eq!(instead.seen_by(&town.advisor())["programme"], HELSINKI.next);
        demo.advance_to(instant(THURSDAY));
        let page = desk.get("/board/routing").expect(200);
        says(
            &page,
            &[
                "The wait for the first contact is 3 days on average. Clients: 7. Not reached yet: 7; their wait so far is counted.",
                "November 2026 4 2 33 %",
                "Knows the client 2",
                "Probably wrong 6 2 33 %",
            ],
        );
        assert!(page.source.len() < 60 * 1024, "{} bytes", page.source.len());
        says(&desk.get("/board"), &["Longest wait", "3 days on average, the same as all."]);
        let mut worker = browser(&demo, demo.people().worker(HELSINKI.name, HELSINKI.next_organisation));
        worker.get("/board/routing").expect(403);
        let lead = demo.people().at(HELSINKI.name, HELSINKI.next_organisation, "lead");
        let mut lead = browser(&demo, lead[0]);
        says(&lead.get("/team"), &["What the answers have taught", "too few answers"]);
    }

    fn the_network_keeps_its_question_and_what_it_agreed(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let mut desk = browser(&demo, demo.people().coordinator(HELSINKI.name));
        let mut worker = browser(&demo, demo.people().worker(HELSINKI.name, HELSINKI.next_organisation));
        desk.get("/learning/question").expect(200);
        desk.press("Save", &[("text", "Why do so few come from Malmi?")]).expect(200);
        desk.get("/learning/decision").expect(200);
        let page = desk.press("Save", &[("text", "Maija 131052-308T rings MEREO")]);
        says(&page, &["identity code"]);
        assert!(!desk.get("/learning").words().contains("rings MEREO"), "not kept before it is warned of");
        desk.get("/learning/decision").expect(200);
        desk.press("Save", &[("text", "Everybody says on Fridays how many places there are"), ("on", "2026-11-20")]);
        let page = worker.get("/learning").expect(200);
        says(&page, &["Why do so few come from Malmi?", "Friday 20 November", "Everybody says on Fridays"]);
        assert!(!page.words().contains("Record what was agreed"), "only the coordinator writes");
        worker.get("/learning/decision").expect(403);
        desk.get("/learning").expect(200);
        desk.press("Remove, Friday 20 November", &[]).expect(200);
        assert!(!worker.get("/learning").words().contains("Everybody says on Fridays"));
        let mut elsewhere = browser(&demo, demo.people().coordinator(NETS[1].name));
        assert!(!elsewhere.get("/learning").expect(200).words().contains("Malmi?"));
    }
}

/// The other programmes that may fit the example.
const HELSINKI_OTHERS: [&str; 5] = [
    "mereo-puhelinystavat",
    "mereo-ulkoilukaverit",
    "kunnon-kaveri-ryhmat",
    "kunnon-kaveri-saattaja",
    "jade-ryhmat",
];

#[test]
fn settings_help_and_the_statement_are_for_everybody_and_what_is_not_there_is_a_page() {
    let demo = demo_at(MONDAY).start();
    let mut stranger = demo.browser().that_accepts("en");
    says(
        &stranger.get("/help").expect(200),
        &["What does Luotsi do?", "Call 112."],
    );
    says(
        &stranger.get("/accessibility").expect(200),
        &["Act 306/2019", "within two weeks", "Traficom", "VALLI"],
    );
    let mut worker = browser(
        &demo,
        demo.people().worker(HELSINKI.name, HELSINKI.next_organisation),
    );
    says(
        &worker.get("/network").expect(200),
        &[
            "A person confirms every question.",
            "2 working days",
            "Asked: acknowledge",
            "Christmas Eve",
        ],
    );
    let page = worker
        .request("GET", "/nowhere")
        .header("accept", "text/html")
        .send();
    assert_eq!(page.status, 404);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let page = worker
        .request("DELETE", "/board")
        .header("accept", "text/html")
        .send();
    assert_eq!(
        (page.status, page.header("content-type")),
        (405, Some("text/html; charset=utf-8"))
    );
    assert!(page.header("allow").is_some_and(|allow| allow.contains("GET")));
    for (path, accept) in [("/api/v1/nowhere", "text/html"), ("/nowhere", "application/json")] {
        let answer = worker.request("GET", path).header("accept", accept).send();
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, Some("application/problem+json")),
            "{path}"
        );
    }
}
