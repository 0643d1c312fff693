//! What a form promises: only its own page can send it, and nothing typed is lost.

use luotsi_tests::{Answer, Browser, Person, Server, on_both};
use serde_json::{Value, json};

use crate::walk::{HELSINKI, MONDAY, Town, Walk, demo_at};

const FORM: &str = "application/x-www-form-urlencoded";
/// What somebody typed: letters of more than one byte, markup, several lines.
const NOTE: &str = "Muistiinpano <b>&amp; \"lainaus\"</b>\nja åäö";

/// Somebody who was offered, and the worker who looks at her.
struct Offered<'a> {
    town: Town<'a>,
    walk: Walk<'a>,
    worker: &'a Person,
}

impl<'a> Offered<'a> {
    fn to(demo: &'a Server) -> Self {
        let town = Town::of(demo, HELSINKI);
        town.claim(HELSINKI.programme, None);
        let walk = town.hand_over_to(HELSINKI.programme);
        let worker = town.workers(HELSINKI.organisation)[0];
        Self { town, walk, worker }
    }

    fn path(&self) -> String {
        format!("/referrals/{}", self.walk.id)
    }

    fn step(&self, action: &str) -> String {
        format!("{}/{action}", self.path())
    }

    fn status(&self) -> String {
        let view = self.walk.seen_by(&self.town.advisor());
        view["status"].as_str().expect("a status").to_owned()
    }

    fn browser(&self) -> Browser {
        let mut browser = self.town.server.browser();
        browser.be(self.worker);
        browser
    }

    fn ends_all_sessions(&self) {
        let mut elsewhere = self.browser();
        elsewhere.get("/account");
        assert_eq!(elsewhere.send("/account/sign-out-everywhere", &[]).status, 303);
    }
}

fn sent(browser: &Browser, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = browser.request("POST", path);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.bytes(FORM, body.as_bytes().to_vec()).send()
}

on_both! {
    fn a_form_that_does_not_come_from_its_page_does_nothing(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let offered = Offered::to(&demo);
        let mut browser = offered.browser();
        let page = browser.get(&offered.path()).expect(200);
        let csrf = page.csrf().unwrap();
        let accept = offered.step("accept");
        let own = format!("csrf={csrf}");
        let site = "sec-fetch-site";
        for (body, headers, status) in [
            ("", &[][..], 409),
            ("csrf=", &[], 409),
            ("csrf=0123456789abcdef", &[(site, "same-origin")], 409),
            (own.as_str(), &[(site, "cross-site")], 403),
            (own.as_str(), &[(site, "same-site")], 403),
            (own.as_str(), &[(site, "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-user", "?1")], 403),
        ] {
            let answer = sent(&browser, &accept, body, headers);
            assert_eq!(answer.status, status, "{body:?} {headers:?}: {answer}");
            assert_eq!(offered.status(), "offered", "{body:?} {headers:?}");
        }
        // The token of somebody else's session is none.
        let mut colleague = demo.browser();
        colleague.be(offered.town.workers(HELSINKI.organisation)[1]);
        let theirs = colleague.get(&offered.path()).expect(200).csrf().unwrap();
        assert_ne!(theirs, csrf);
        let answer = sent(&browser, &accept, &format!("csrf={theirs}"), &[]);
        assert_eq!((answer.status, offered.status().as_str()), (409, "offered"), "{answer}");
        // Another kind of body is not read, and a link does nothing.
        let answer = browser.request("POST", &accept).json(&json!({"csrf": csrf})).send();
        assert_eq!((answer.status, offered.status().as_str()), (415, "offered"), "{answer}");
        let answer = browser.request("GET", &format!("{accept}?csrf={csrf}")).send();
        assert_eq!((answer.status, offered.status().as_str()), (200, "offered"));
        // And it does come from its page.
        let answer = sent(&browser, &accept, &own, &[(site, "same-origin")]);
        assert_eq!((answer.status, offered.status().as_str()), (303, "accepted"), "{answer}");
    }

    fn what_was_typed_when_the_session_had_ended_is_sent_after_signing_in(engine: Engine) {
        let demo = demo_at(MONDAY).on(engine).start();
        let offered = Offered::to(&demo);
        let mut browser = offered.browser();
        browser.get(&offered.step("hand_back")).expect(200);
        offered.ends_all_sessions();
        let typed = [("reason", "no_place"), ("note", NOTE)];
        let page = browser.press("Emme voi ottaa", &typed);
        assert_eq!((page.status, page.heading().as_str()), (401, "Kirjaudu"), "{page}");
        assert!(page.words().contains("se, mitä kirjoitit, on tallessa"), "{page}");
        assert_eq!(offered.status(), "offered");
        // A slip and another language lose nothing either.
        let email = offered.worker.email.as_str();
        let page = browser.press("Kirjaudu", &[("email", email), ("password", "not this one, no")]);
        assert_eq!(page.status, 422, "{page}");
        let page = browser.press("På svenska", &[]);
        assert_eq!((page.status, page.heading().as_str()), (200, "Logga in"), "{page}");
        let password = offered.worker.password.as_deref().unwrap();
        let page = browser.press("Logga in", &[("email", email), ("password", password)]);
        assert_eq!((page.status, page.heading().as_str()), (200, "Jatka siitä, mihin jäit"), "{page}");
        assert_eq!(offered.status(), "offered");
        let page = browser.press("Lähetä nyt", &[]);
        assert_eq!(page.status, 200, "{page}");
        assert_eq!(offered.status(), "returned");
        let told: Vec<Value> = offered.walk.timeline(&offered.town.advisor());
        assert!(told.iter().any(|event| event.to_string().contains("Muistiinpano <b>")), "{told:?}");
    }
}

#[test]
fn another_language_keeps_what_was_typed_and_does_nothing() {
    let demo = demo_at(MONDAY).start();
    let offered = Offered::to(&demo);
    let mut browser = offered.browser();
    browser.get(&offered.step("hand_back")).expect(200);
    let typed = [("reason", "language"), ("note", NOTE)];
    let page = browser.press("In English", &typed);
    assert_eq!((page.status, page.language()), (200, Some("en")), "{page}");
    let (_, fields) = page.form_of("På svenska", &[]);
    for (name, value) in typed {
        let kept: Vec<&str> = fields
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(kept, [value], "{name}");
    }
    assert_eq!(offered.status(), "offered");
    // The other pages are in it too from then on.
    assert_eq!(browser.get(&offered.path()).language(), Some("en"));
    // A session that has ended meanwhile: the page to sign in is in the language that was asked for.
    browser.get(&offered.step("hand_back")).expect(200);
    offered.ends_all_sessions();
    let page = browser.press("På svenska", &typed);
    assert_eq!((page.status, page.language()), (401, Some("sv")), "{page}");
    let password = offered.worker.password.as_deref().unwrap();
    let page = browser.press(
        "Logga in",
        &[("email", &offered.worker.email), ("password", password)],
    );
    let button = page
        .html
        .first("main")
        .unwrap()
        .inside()
        .find(|one| one.tag() == "button")
        .unwrap();
    let (_, fields) = page.form_of(&button.words(), &[]);
    assert!(
        fields.contains(&("note".to_owned(), NOTE.to_owned())),
        "{fields:?}"
    );
    assert!(fields.iter().all(|(name, _)| name != "_language"), "{fields:?}");
}

#[test]
fn a_faulty_form_keeps_what_was_typed_and_leads_to_each_fault() {
    let demo = demo_at(MONDAY).start();
    let offered = Offered::to(&demo);
    let mut browser = offered.browser();
    browser.get(&offered.step("hand_back")).expect(200);
    let page = browser.press("Emme voi ottaa", &[("note", NOTE)]);
    assert_eq!(page.status, 422, "{page}");
    assert!(page.title().starts_with("Virhe:"), "{}", page.title());
    let summary = page.html.by_id("faults").unwrap();
    let links: Vec<&str> = summary.inside().filter_map(|one| one.attribute("href")).collect();
    assert_eq!(links, ["#f-reason"], "{page}");
    assert!(page.html.by_id("f-reason").is_some(), "{page}");
    let (_, fields) = page.form_of("Emme voi ottaa", &[]);
    assert!(
        fields.contains(&("note".to_owned(), NOTE.to_owned())),
        "{fields:?}"
    );
    assert_eq!(offered.status(), "offered");
}

#[test]
fn a_step_that_the_page_saw_otherwise_is_not_taken() {
    let demo = demo_at(MONDAY).start();
    let offered = Offered::to(&demo);
    let (mut first, mut second) = (offered.browser(), offered.browser());
    second.be(offered.town.workers(HELSINKI.organisation)[1]);
    second.speak("fi");
    // Both have the question in front of them.
    for browser in [&mut first, &mut second] {
        browser.get(&offered.path()).expect(200);
    }
    first.press("Otan asiakkaan", &[]).expect(200);
    let late = second.press("Otan asiakkaan", &[]);
    assert!((400..500).contains(&late.status), "{late}");
    assert!(
        !late.heading().is_empty() && !late.source.contains(offered.walk.person.secrets[0].as_str()),
        "{late}"
    );
    let view = offered.walk.seen_by(&offered.town.advisor());
    assert_eq!(view["holder"]["id"], json!(offered.worker.id), "{view}");
}
