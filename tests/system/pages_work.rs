//! What a worker and her lead see in a browser, and the fewest taps their work takes. A tap is a link followed,
//! a button pressed or something chosen.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use luotsi_tests::{Answer, Client, Person, Server};
use serde_json::{Value, json};

use crate::walk::{HELSINKI, MONDAY, Town, Walk, demo_at, instant};

/// Somebody at her browser: the cookie of her session goes with every request.
struct Browser {
    client: Client,
    cookie: String,
}

impl Browser {
    fn of(server: &Server, person: &Person) -> Self {
        let client = server.anonymous();
        let body = format!("person={}", person.id).into_bytes();
        let answer = client
            .request("POST", "/demo/be")
            .bytes("application/x-www-form-urlencoded", body)
            .send();
        assert_eq!(answer.status, 303, "{answer}");
        let set = answer.headers.get_all("set-cookie").iter();
        let set = set.filter_map(|field| field.to_str().ok());
        let cookies: Vec<&str> = set.filter_map(|field| field.split(';').next()).collect();
        Self {
            client,
            cookie: cookies.join("; "),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.client
            .request("GET", path)
            .header("cookie", &self.cookie)
            .header("accept-language", "fi")
            .send()
    }

    /// A page that is in order.
    #[track_caller]
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer}");
        answer.text()
    }

    /// Sends the form of a page that leads to `action`, with what was chosen in it.
    #[track_caller]
    fn press(&self, page: &str, action: &str, chosen: &[(&str, &str)]) -> Answer {
        let mut pairs = hidden(page, action);
        pairs.extend(
            chosen
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.send(action, &pairs)
    }

    fn send(&self, action: &str, pairs: &[(String, String)]) -> Answer {
        let body: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.client
            .request("POST", action)
            .header("cookie", &self.cookie)
            .bytes("application/x-www-form-urlencoded", body.join("&").into_bytes())
            .send()
    }

    /// The page that a sent form leads to.
    #[track_caller]
    fn follow(&self, answer: &Answer) -> String {
        assert_eq!(answer.status, 303, "{answer}");
        self.page(answer.header("location").expect("somewhere to go on"))
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The hidden fields of the form that leads to `action`.
#[track_caller]
fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let from = page
        .find(&format!("action=\"{action}\""))
        .unwrap_or_else(|| panic!("no form to {action} in {page}"));
    let form = &page[from..];
    let form = &form[..form.find("</form>").expect("a form ends")];
    form.split("<input type=\"hidden\"")
        .skip(1)
        .map(|rest| {
            let value = |name: &str| {
                let from = rest.find(&format!("{name}=\"")).expect("a hidden field has it") + name.len() + 2;
                rest[from..].split('"').next().unwrap().to_owned()
            };
            (value("name"), value("value"))
        })
        .collect()
}

/// Whether a page has a link to that place.
fn leads(page: &str, to: &str) -> bool {
    page.contains(&format!("href=\"{to}\""))
}

fn worker<'a>(town: &Town<'a>) -> &'a Person {
    town.workers(town.net.organisation)[0]
}

fn name(walk: &Walk<'_>) -> String {
    let client = &walk.person.handoff["client"];
    format!(
        "{} {}",
        client["first_name"].as_str().unwrap(),
        client["last_name"].as_str().unwrap()
    )
}

#[test]
fn from_the_letters_link_a_client_is_taken_with_one_tap_and_confirmed_with_name_and_phone() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let browser = Browser::of(&demo, worker(&town));
    let (phone, path) = (
        walk.person.handoff["client"]["phone"].as_str().unwrap(),
        format!("/referrals/{}", walk.id),
    );
    let before = browser.page(&path);
    assert!(
        !before.contains(&name(&walk)) && !before.contains(phone),
        "{before}"
    );
    assert!(
        before.contains("Otan asiakkaan") && before.contains(">Kuittaa<"),
        "{before}"
    );

    let taken = browser.press(&before, &format!("{path}/accept"), &[]);
    let after = browser.follow(&taken);
    assert!(after.contains("Otit asiakkaan"), "{after}");
    assert!(after.contains(&name(&walk)), "{after}");
    assert!(leads(&after, &format!("tel:{phone}")), "{after}");
    // A name stands in no title.
    let title = after
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert!(
        title.contains(&walk.reference) && !title.contains(&name(&walk)),
        "{title}"
    );
}

#[test]
fn the_list_shows_what_is_next_in_coded_facts_and_the_call_is_two_taps_away() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let browser = Browser::of(&demo, worker(&town));
    assert!(browser.page("/work").contains("Sinulla ei ole nyt asiakkaita"));
    let offered = town.hand_over_to(HELSINKI.programme);
    let mine = town.hand_over_to(HELSINKI.programme);
    mine.is_accepted();

    let list = browser.page("/work");
    for walk in [&offered, &mine] {
        assert!(list.contains(&walk.reference), "{list}");
        for secret in &walk.person.secrets {
            assert!(!list.contains(secret.as_str()), "{secret} in {list}");
        }
    }
    assert!(list.contains("Ota ensimmäinen yhteys"), "{list}");
    // One tap opens her page, the next one calls.
    assert!(leads(&list, &format!("/referrals/{}", mine.id)), "{list}");
    let page = browser.page(&format!("/referrals/{}", mine.id));
    let phone = mine.person.handoff["client"]["phone"].as_str().unwrap();
    assert!(leads(&page, &format!("tel:{phone}")), "{page}");
    // Taken from the list itself: one tap.
    let accept = format!("/referrals/{}/accept", offered.id);
    let after = browser.follow(&browser.press(&list, &accept, &[]));
    assert!(after.contains(&name(&offered)), "{after}");
    assert_eq!(browser.page("/work").matches("class=\"item\"").count(), 2);
}

#[test]
fn no_answer_and_the_day_of_the_next_try_are_two_taps() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_accepted();
    let browser = Browser::of(&demo, worker(&town));
    let page = browser.page(&format!("/referrals/{}", walk.id));
    let contact = format!("/referrals/{}/record_contact", walk.id);
    // The five working days after Monday, without the weekend.
    for day in ["2026-11-24", "2026-11-26", "2026-11-30"] {
        assert!(page.contains(&format!("value=\"{day}\"")), "{day} in {page}");
    }
    assert!(!page.contains("value=\"2026-11-28\""), "a Saturday in {page}");
    let thursday = [("next_on", "2026-11-26"), ("outcome", "no_answer")];
    let after = browser.follow(&browser.press(&page, &contact, &thursday));
    assert!(after.contains("Yritetty kerran, ei vastausta"), "{after}");
    let view = walk.seen_by(&api);
    assert_eq!(view["contacts"][0]["outcome"], "no_answer");
    assert_eq!(view["contacts"][0]["next_on"], "2026-11-26");
    assert_eq!(view["due"]["at"], "2026-11-26T14:00:00Z");

    // Not yet asks for a day, and loses nothing while it asks.
    let page = browser.page(&format!("/referrals/{}", walk.id));
    let asked = browser.press(&page, &contact, &[("outcome", "not_yet")]);
    assert_eq!(asked.status, 422, "{asked}");
    let asked = asked.text();
    assert!(
        asked.contains("Virhe:") && asked.contains("href=\"#f-next-on\""),
        "{asked}"
    );
    assert!(asked.contains("value=\"not_yet\" checked"), "{asked}");
}

#[test]
fn when_nobody_is_reached_worry_is_asked_once_with_its_guidance() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_accepted();
    for day in ["2026-11-23T08:00:00Z", "2026-11-25T08:00:00Z"] {
        demo.advance_to(instant(day));
        walk.does(
            &api,
            "record_contact",
            &json!({"kind": "phone", "outcome": "no_answer"}),
        );
    }
    demo.advance_to(instant("2026-11-26T08:00:00Z"));
    let browser = Browser::of(&demo, worker(&town));
    let page = browser.page(&format!("/referrals/{}", walk.id));
    let contact = format!("/referrals/{}/record_contact", walk.id);
    let asked = browser.press(&page, &contact, &[("outcome", "no_answer")]);
    assert_eq!(asked.status, 422, "{asked}");
    let asked = asked.text();
    assert!(
        asked.contains("112") && asked.contains("Onko syytä huoleen?"),
        "{asked}"
    );
    let answered = browser.press(
        &asked,
        &contact,
        &[("outcome", "no_answer"), ("kind", "phone"), ("worry", "yes")],
    );
    // She is with the desk again, and the worker goes on with her list.
    assert_eq!(
        answered.header("location"),
        Some("/work?done=record_contact"),
        "{answered}"
    );
    assert!(
        browser
            .page("/work?done=record_contact")
            .contains("Yhteydenotto on kirjattu")
    );
    walk.hidden_from(&api);
}

#[test]
fn support_ends_with_four_taps_and_a_check_is_made_with_three() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_supported();
    let browser = Browser::of(&demo, worker(&town));
    let path = format!("/referrals/{}", walk.id);
    let page = browser.page(&path);
    // The present form stands chosen at a review.
    let form = walk.seen_by(&api)["form"].as_str().unwrap().to_owned();
    let review = browser.page(&format!("{path}/review"));
    assert!(review.contains(&format!("value=\"{form}\" checked")), "{review}");

    // Her page, the step, the outcome, the button.
    let end = format!("{path}/end_support");
    assert!(leads(&page, &end), "{page}");
    let step = browser.page(&end);
    let after = browser.follow(&browser.press(&step, &end, &[("outcome", "goals_met")]));
    assert!(after.contains("Työskentely on päätetty"), "{after}");
    // The step, the result, the button; what the client says is hers to skip.
    let check = format!("{path}/record_check");
    assert!(leads(&after, &check), "{after}");
    let step = browser.page(&check);
    assert!(step.contains("Kohdattiinko sinut ihmisenä?"), "{step}");
    browser.follow(&browser.press(&step, &check, &[("result", "stable")]));
    assert_eq!(walk.seen_by(&api)["checks"][0]["result"], "stable");
}

#[test]
fn a_step_that_is_sent_twice_is_taken_once() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_accepted();
    let browser = Browser::of(&demo, worker(&town));
    let page = browser.page(&format!("/referrals/{}", walk.id));
    let contact = format!("/referrals/{}/record_contact", walk.id);
    let chosen = [("outcome", "no_answer")];
    let (first, second) = (
        browser.press(&page, &contact, &chosen),
        browser.press(&page, &contact, &chosen),
    );
    assert_eq!(
        (first.status, first.header("location")),
        (second.status, second.header("location")),
        "{second}"
    );
    assert_eq!(walk.seen_by(&api)["contacts"].as_array().unwrap().len(), 1);

    // The same of the JSON, as a step that waited for a line is sent.
    let send = |key: &str, body: &Value| {
        let path = format!("referrals/{}/record_contact", walk.id);
        api.request("POST", &path)
            .header("idempotency-key", key)
            .json(body)
            .send()
    };
    let body = json!({"kind": "door", "outcome": "no_answer"});
    let first = send("k-1", &body).expect(200);
    let second = send("k-1", &body).expect(200);
    assert_eq!(first["version"], second["version"]);
    assert_eq!(second["contacts"].as_array().unwrap().len(), 2);
    let other = json!({"kind": "door", "outcome": "reached"});
    send("k-1", &other).expect_problem(422, "idempotency-key-reused");
    // What was refused leaves no key behind.
    let stale = api
        .request("POST", &format!("referrals/{}/record_contact", walk.id))
        .header("idempotency-key", "k-2")
        .header("if-match", "\"1\"")
        .json(&body)
        .send();
    stale.expect_problem(412, "precondition-failed");
    send("k-2", &body).expect(200);
    demo.verify().expect(0);
}

#[test]
fn alerting_the_desk_shows_what_is_ones_own_to_do() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    walk.is_supported();
    let browser = Browser::of(&demo, worker(&town));
    let path = format!("/referrals/{}/alert_desk", walk.id);
    let step = browser.page(&path);
    let after = browser.follow(&browser.press(&step, &path, &[("what", "worse")]));
    assert!(
        after.contains("Tee myös tämä itse:") && after.contains("112"),
        "{after}"
    );
    assert!(
        after.contains("Kerrottu Seniori-infolle: Tilanne on pahentunut"),
        "{after}"
    );
}

#[test]
fn the_desk_reads_and_prints_who_has_seen_the_person_and_nobody_else_does() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    let api = walk.is_accepted();
    walk.seen_by(&api);
    let path = format!("/referrals/{}/views", walk.id);
    let log = Browser::of(&demo, town.advisors()[0]).page(&path);
    assert!(
        log.contains(&worker(&town).name) && log.contains("Otti asiakkaan"),
        "{log}"
    );
    assert!(!log.contains(&name(&walk)), "{log}");
    assert_eq!(Browser::of(&demo, worker(&town)).get(&path).status, 403);
    let stranger = town.workers("jade")[0];
    assert_eq!(Browser::of(&demo, stranger).get(&path).status, 404);
}

#[test]
fn the_lead_says_with_one_tap_that_the_places_still_hold_and_sees_who_has_whom() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    walk.is_accepted();
    demo.advance_to(instant("2026-12-08T08:00:00Z"));
    let lead = demo.people().lead(HELSINKI.name, HELSINKI.organisation);
    let browser = Browser::of(&demo, lead);
    let team = browser.page("/team");
    assert!(
        team.contains(&worker(&town).name) && team.contains(&walk.reference),
        "{team}"
    );
    assert!(!team.contains(&name(&walk)), "{team}");
    let before = town.programme(HELSINKI.programme);
    let right = format!("/programmes/{}/still-right", HELSINKI.programme);
    let after = browser.follow(&browser.press(&team, &right, &[]));
    assert!(after.contains("tieto paikoista on vahvistettu"), "{after}");
    assert_ne!(
        town.programme(HELSINKI.programme)["claimed_at"],
        before["claimed_at"]
    );

    let places = format!("/programmes/{}/capacity", HELSINKI.programme);
    let form = browser.page(&places);
    let said = [
        ("places", "9"),
        ("intake_per_month", ""),
        ("paused_from", "2026-12-21"),
        ("paused_until", "2027-01-06"),
    ];
    browser.follow(&browser.press(&form, &places, &said));
    let now = town.programme(HELSINKI.programme);
    assert_eq!(
        (&now["places"], &now["paused_until"]),
        (&json!(9), &json!("2027-01-06"))
    );
    let wrong = browser.press(
        &form,
        &places,
        &[("paused_from", "2026-12-21"), ("paused_until", "2026-12-01")],
    );
    assert_eq!(wrong.status, 422, "{wrong}");
    assert!(
        wrong.text().contains("value=\"2026-12-21\""),
        "nothing typed is lost: {wrong}"
    );
    // A worker's page it is not, and another organisation's places are not hers.
    let own = Browser::of(&demo, worker(&town));
    assert_eq!(own.get("/team").status, 403);
    assert_eq!(own.get(&places).status, 403);
    assert_eq!(
        browser
            .get(&format!("/programmes/{}/capacity", HELSINKI.next))
            .status,
        403
    );
}

#[test]
fn an_absence_is_said_on_a_form_and_taken_back_with_one_tap() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    walk.is_accepted();
    let (away, cover) = (worker(&town), town.workers(HELSINKI.organisation)[1]);
    let lead = demo.people().lead(HELSINKI.name, HELSINKI.organisation);
    let browser = Browser::of(&demo, lead);
    let path = format!("/people/{}/absence", away.id);
    let form = browser.page(&path);
    let said = [
        ("from", "2026-11-23"),
        ("until", "2026-11-27"),
        ("covered_by", cover.id.as_str()),
    ];
    let team = browser.follow(&browser.press(&form, &path, &said));
    assert!(team.contains(&format!("Tuuraa {}", cover.name)), "{team}");
    // Her clients stand on the colleague's list from the first day on.
    assert!(Browser::of(&demo, cover).page("/work").contains(&walk.reference));
    browser.follow(&browser.press(&team, &format!("/people/{}/back", away.id), &[]));
    assert!(Browser::of(&demo, away).page("/work").contains(&walk.reference));
    // Of herself a worker says it too, of a colleague she does not.
    let own = Browser::of(&demo, away);
    assert_eq!(own.get(&path).status, 200);
    assert_eq!(own.get(&format!("/people/{}/absence", cover.id)).status, 403);
}

#[test]
fn a_page_that_listens_is_told_that_something_has_changed_and_not_what() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let listen = |person: &Person| {
        let browser = Browser::of(&demo, person);
        let mut line = TcpStream::connect(demo.url().trim_start_matches("http://")).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head = format!(
            "GET /live HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\n\r\n",
            browser.cookie
        );
        line.write_all(head.as_bytes()).unwrap();
        BufReader::new(line)
    };
    let hear = |line: &mut BufReader<TcpStream>, what: &str| {
        let mut heard = String::new();
        while !heard.contains(what) {
            assert_ne!(line.read_line(&mut heard).unwrap(), 0, "the end after {heard}");
        }
        heard
    };
    let mut line = listen(worker(&town));
    assert!(hear(&mut line, "retry:").contains("text/event-stream"));
    // The watcher has looked once before it can tell what is new; somebody is handed over until it does.
    let (stop, stopped) = channel::<()>();
    let heard = std::thread::scope(|scope| {
        scope.spawn(move || {
            while stopped.recv_timeout(Duration::from_secs(3)) == Err(RecvTimeoutError::Timeout) {
                town.hand_over_to(HELSINKI.programme);
            }
        });
        let heard = hear(&mut line, "event: changed");
        stop.send(()).unwrap();
        heard
    });
    assert!(!heard.contains("HKI-"), "{heard}");
    // Nobody listens without signing in.
    assert_eq!(demo.anonymous().get("/live").status, 303);
}

#[test]
fn the_pages_of_a_worker_and_a_lead_are_light_and_say_every_word() {
    let demo = demo_at(MONDAY).start();
    let town = Town::of(&demo, HELSINKI);
    let walk = town.hand_over_to(HELSINKI.programme);
    walk.is_supported();
    let lead = demo.people().lead(HELSINKI.name, HELSINKI.organisation);
    let browser = Browser::of(&demo, lead);
    let paths = [
        "/work".to_owned(),
        "/team".to_owned(),
        format!("/referrals/{}", walk.id),
        format!("/programmes/{}/ending", HELSINKI.programme),
        format!("/programmes/{}/capacity", HELSINKI.programme),
    ];
    for path in &paths {
        for language in ["fi", "sv", "en"] {
            let body = [
                ("_language".to_owned(), language.to_owned()),
                ("back".to_owned(), path.clone()),
            ];
            assert_eq!(browser.send("/language", &body).status, 303);
            let page = browser.page(path);
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{page}");
            assert!(page.len() < 60_000, "{path} has {} bytes", page.len());
            // Words that are missing show as their key, arguments that are missing with their dollar.
            assert!(!page.contains("{$"), "{page}");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
        }
    }
}
