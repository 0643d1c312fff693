//! The desk's page: what waits for the desk is on it, however many others are more urgent.

use luotsi_tests::{Browser, Server, on_both};
use serde_json::json;

use crate::walk::{HELSINKI, MONDAY, Town, Walk, but, demo_at, instant, somebody_like};

/// What the page says where it does not show everybody.
const CUT: &str = "These are the most urgent. The rest come into sight once these are done.";

fn at_the_desk(server: &Server, town: Town<'_>) -> Browser {
    let mut browser = server.browser().that_accepts("en");
    browser.be(town.advisors()[1]);
    browser.get("/");
    browser.speak("en");
    browser
}

/// Somebody whom the authority is asked about beside: the desk sees to that.
fn with_the_authority<'a>(town: Town<'a>, kind: &str) -> Walk<'a> {
    let mut person = but(
        somebody_like(HELSINKI.example),
        "/gate/cannot_cope",
        json!("alongside"),
    );
    person.handoff["city_track"] = json!({"kind": kind, "started_on": null, "notified_on": null});
    town.hand_over(person, &json!({"programme": HELSINKI.programme}))
}

on_both! {
    fn a_task_of_the_desks_is_on_its_page_behind_any_number_who_are_more_urgent(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.claim(HELSINKI.programme, None);
        let walk = with_the_authority(town, "notification");
        walk.is_supported();
        for _ in 0..150 {
            town.hand_over_to(HELSINKI.programme);
        }
        let mut desk = at_the_desk(&demo, town);
        let page = desk.get("/desk").expect(200);
        let to_record = format!("/referrals/{}/update_city_track", walk.id);
        assert!(page.source.contains(&to_record), "{page}");
        assert!(!page.words().contains(CUT), "{page}");

        // What is due before it comes first; the page says that there is more, and shows it once it is its turn.
        let urgent: Vec<_> = (0..31)
            .map(|_| with_the_authority(town, "urgent_assessment"))
            .collect();
        let page = desk.get("/desk").expect(200);
        assert!(!page.source.contains(&to_record), "{page}");
        assert!(page.words().contains(CUT), "{page}");
        // Hers is due much later than what is not shown: she is on the page because she came back.
        let back = with_the_authority(town, "notification");
        let lead = town.lead(HELSINKI.organisation);
        back.parts(&lead, "hand_back", &json!({"reason": "not_target_group"}));
        let page = desk.get("/desk").expect(200);
        assert!(page.words().contains(&back.reference), "{page}");
        let later = format!("/referrals/{}/update_city_track", back.id);
        assert!(!page.source.contains(&later), "{page}");
        for done in &urgent[..3] {
            done.does(&town.advisor(), "update_city_track", &json!({"done": true}));
        }
        let page = desk.get("/desk").expect(200);
        assert!(page.source.contains(&to_record), "{page}");
        assert!(!page.words().contains(CUT), "{page}");
        assert!(page.source.len() < 60 * 1024, "{} bytes", page.source.len());
    }

    fn who_came_back_and_who_waits_too_long_do_not_hide_each_other_nor_a_task(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.claim(HELSINKI.programme, None);
        let task = with_the_authority(town, "notification");
        let waiting: Vec<_> = (0..21).map(|_| town.hand_over_unfit()).collect();
        demo.advance_to(instant("2026-11-25T14:00:00Z"));
        let back = town.hand_over_to(HELSINKI.programme);
        let lead = town.lead(HELSINKI.organisation);
        back.parts(&lead, "hand_back", &json!({"reason": "not_target_group"}));
        let mut desk = at_the_desk(&demo, town);
        let page = desk.get("/desk").expect(200);
        let words = page.words();
        for shown in [&task, &back, &waiting[0]] {
            assert!(words.contains(&shown.reference), "{words}");
        }
        assert!(words.contains(CUT), "{words}");
        let (first, _) = words.split_once(&waiting[0].reference).unwrap();
        assert!(
            first.contains(&back.reference),
            "who came back stands first: {words}"
        );
        demo.verify().expect(0);
    }

    fn who_waits_is_told_whose_turn_it_is_by_urgency_and_wait(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let town = Town::of(&demo, HELSINKI);
        town.claim(HELSINKI.programme, Some(0));
        let alone = town.hand_over_to(HELSINKI.programme);
        let mut desk = at_the_desk(&demo, town);
        let says = |desk: &mut Browser, walk: &Walk<'_>| {
            desk.get(&format!("/referrals/{}", walk.id)).expect(200).words()
        };
        let words = says(&mut desk, &alone);
        assert!(words.contains("Nobody else waits for the same places."), "{words}");

        let urgent = but(somebody_like(HELSINKI.example), "/urgency", json!("urgent"));
        let urgent = town.hand_over(urgent, &json!({"programme": HELSINKI.programme}));
        let words = says(&mut desk, &urgent);
        assert!(words.contains("Number 1 of 2 clients who wait for the same places."), "{words}");
        demo.advance_to(instant("2026-11-23T09:00:00Z"));
        let words = says(&mut desk, &alone);
        assert!(words.contains("Number 2 of 2 clients who wait for the same places."), "{words}");

        town.claim(HELSINKI.programme, Some(3));
        let mut worker = demo.browser().that_accepts("en");
        worker.be(demo.people().worker(HELSINKI.name, HELSINKI.organisation));
        worker.get(&format!("/referrals/{}", urgent.id)).expect(404);
        demo.verify().expect(0);
    }
}
