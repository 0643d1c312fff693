//! Dates and meetings on the pages: what goes into somebody's own calendar, who joins a meeting by name, and
//! numbers that are tapped instead of typed.

use luotsi_tests::{Browser, Person, Server};
use serde_json::json;

use crate::walk::{HELSINKI, MONDAY, Town, demo_at};

fn browser(server: &Server, person: &Person) -> Browser {
    let mut browser = server.browser().that_accepts("fi");
    browser.be(person);
    browser
}

#[test]
fn a_meeting_and_the_next_date_go_into_a_calendar_that_says_the_reference_and_nobodys_name() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_accepted();
    let colleague = town.workers(HELSINKI.organisation)[1];
    let proposed = json!({"times": ["2026-11-25T08:00:00Z"], "joins": ["client", "desk", colleague.id]});
    walk.does(&api, "propose_meeting", &proposed);
    let view = walk.seen_by(&api);
    let reference = view["reference"].as_str().unwrap();

    let mut worker = browser(&demo, town.workers(HELSINKI.organisation)[0]);
    let page = worker.get(&format!("/referrals/{}", walk.id)).expect(200);
    // Who joins is said by name, the desk by its own.
    let joins = format!("Asiakas, Seniori-info, {}", colleague.name);
    assert!(page.words().contains(&joins), "{joins} in {}", page.words());
    let path = format!("/referrals/{}/dates.ics", walk.id);
    assert!(page.links().contains(&path), "{:?}", page.links());

    let file = worker.request("GET", &path).send();
    assert_eq!(file.status, 200, "{file}");
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = file.text();
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2, "{text}");
    assert_eq!(
        text.matches(&format!("SUMMARY:{reference}\r\n")).count(),
        2,
        "{text}"
    );
    assert!(
        text.contains("DTSTART:20261125T080000Z\r\nDURATION:PT1H\r\n"),
        "{text}"
    );
    let client = &walk.person.handoff["client"];
    for personal in ["first_name", "last_name", "phone"] {
        let personal = client[personal].as_str().unwrap();
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    // Whoever may not see the person has no date of hers.
    let stranger = browser(&demo, town.workers("jade")[0]);
    assert_eq!(stranger.request("GET", &path).send().status, 404);
}

#[test]
fn the_numbers_at_the_end_are_tapped_and_may_be_left_out() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_supported();
    let mut worker = browser(&demo, town.workers(HELSINKI.organisation)[0]);
    let step = format!("/referrals/{}/end_support", walk.id);
    let page = worker.get(&step).expect(200);
    for (name, from, to) in [("measures.loneliness", 1, 4), ("measures.coping", 0, 10)] {
        for number in from..=to {
            let tapped = format!("type=\"radio\" name=\"{name}\" value=\"{number}\"");
            assert!(page.source.contains(&tapped), "{tapped} in {}", page.source);
        }
        // Nothing is asked for: not to have asked is what stands chosen.
        let none = format!("type=\"radio\" name=\"{name}\" value=\"\" checked");
        assert!(page.source.contains(&none), "{none} in {}", page.source);
    }
    assert!(!page.source.contains("type=\"number\""), "{}", page.source);
    let said = [
        ("outcome", "goals_met"),
        ("measures.loneliness", "2"),
        ("measures.coping", ""),
    ];
    worker
        .press("Päätä työskentely, jatka seurantaan", &said)
        .expect(200);
    assert_eq!(walk.seen_by(&api)["status"], "follow_up");
}

#[test]
fn a_worker_who_says_that_she_is_away_reads_it_on_her_own_page_and_takes_it_back_there() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let me = town.workers(HELSINKI.organisation)[0];
    let mut worker = browser(&demo, me);
    worker.get(&format!("/people/{}/absence", me.id)).expect(200);
    let said = [("from", "2026-11-25"), ("until", "2026-11-27")];
    let work = worker.press("Tallenna poissaolo", &said).expect(200);
    assert_eq!(work.path, "/work?done=away");
    for words in [
        "Poissaolo on merkitty.",
        "Poissa keskiviikko 25.11. – perjantai 27.11.",
    ] {
        assert!(work.words().contains(words), "{words} in {}", work.words());
    }
    let work = worker.press("En olekaan poissa", &[]).expect(200);
    assert!(
        work.words().contains("Poissaolo on poistettu."),
        "{}",
        work.words()
    );
    assert!(!work.words().contains("En olekaan poissa"), "{}", work.words());
}
