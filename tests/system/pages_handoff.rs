//! What the advisor's pages promise: a handoff on one page, a draft that keeps itself, a closed gate that
//! keeps nothing, whoever rings back, and two clicks from returned to asked again.

use luotsi_tests::{Browser, Page, Server};
use serde_json::{Value, json};

use crate::walk::{MONDAY, demo_at};

/// The first line of the desk's own examples, as it is filled in: fourteen clicks and fields with the button.
const REINO: [(&str, &str); 13] = [
    ("_none_of_these", "yes"),
    ("_permitted", "yes"),
    ("client.phone", "+358 50 000 0101"),
    ("client.first_name", "Reino"),
    ("client.last_name", "Kettuniemi"),
    ("client.birth_year", "1941"),
    ("client.lives_alone", "yes"),
    ("place.municipality", "091"),
    ("place.place_name", "Berghäll"),
    ("needs", "loneliness"),
    ("needs", "bereavement"),
    ("needs", "no_activity"),
    ("own_words", "Toivoo puhelinystävää tai kaveria kävelylle."),
];

fn advisor(demo: &Server) -> Browser {
    let mut browser = demo.browser();
    browser.be(demo.people().advisor("helsinki"));
    browser
}

/// What the page itself carries, and these fields.
fn filled<'a>(page: &'a Page, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let carried = ["_key", "_opened", "_draft", "_version", "client.language"];
    let carried = carried
        .into_iter()
        .filter(|name| !fields.iter().any(|(other, _)| other == name));
    let mut all: Vec<(&str, &str)> = carried
        .filter_map(|name| Some((name, page.value(name)?)))
        .collect();
    if !all.iter().any(|(name, _)| *name == "client.language") {
        all.push(("client.language", "fi"));
    }
    all.extend(fields);
    all
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [fields, more].concat()
}

#[test]
fn a_handoff_takes_one_page_and_ends_with_a_reference_to_read_out() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    assert!(
        page.words()
            .contains("Huolen kertonut ei saa tietoa siitä, miten asia etenee."),
        "whoever raised the concern gets nothing, and the form says so: {page}"
    );
    let fields = filled(&page, &REINO);
    // Without a script the first press says who would take him: nothing is confirmed unseen.
    let looked = browser.post("/handoffs/new", &fields).expect(200);
    let first = looked.value("_first").expect("a first of the order").to_owned();
    assert!(
        looked.words().contains("Kallio"),
        "the Swedish name means the district: {looked}"
    );
    let confirmed = with(
        &fields,
        &[
            ("_do", "submit"),
            ("_first", &first),
            ("placement.programme", &first),
        ],
    );
    let receipt = browser.post("/handoffs/new", &confirmed).expect(200);
    assert!(receipt.path.contains("/receipt"), "{receipt}");
    assert!(receipt.words().contains("HKI-"), "{receipt}");
    assert!(!receipt.path.contains("Kettuniemi"));
    // Pressed twice it is one referral.
    browser.get("/handoffs/new");
    let again = browser.post("/handoffs/new", &confirmed).expect(200);
    assert_eq!(again.path, receipt.path);
    let sheet = browser
        .get(&receipt.path.replace("/receipt?done=submit", "/note"))
        .expect(200);
    assert!(
        sheet.words().contains("mennessä"),
        "the sheet says by when: {sheet}"
    );
    let copy = browser
        .get(&receipt.path.replace("/receipt?done=submit", "/copy"))
        .expect(200);
    assert!(
        !copy.words().contains("Kettuniemi") && copy.words().contains("Yksinäisyys"),
        "{copy}"
    );
}

#[test]
fn another_than_the_first_takes_one_reason() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    let fields = filled(&page, &REINO);
    let looked = browser.post("/handoffs/new", &fields).expect(200);
    let first = looked.value("_first").expect("a first of the order").to_owned();
    let other = looked
        .html
        .all("input")
        .filter(|input| input.attribute("name") == Some("placement.programme"))
        .filter_map(|input| input.attribute("value"))
        .find(|programme| *programme != first)
        .expect("another")
        .to_owned();
    let chosen = with(
        &fields,
        &[
            ("_do", "submit"),
            ("_first", &first),
            ("placement.programme", &other),
        ],
    );
    let asked = browser.post("/handoffs/new", &chosen).expect(422);
    assert!(asked.html.by_id("faults").is_some(), "{asked}");
    let said = with(&chosen, &[("placement.chip", "client_wish")]);
    let receipt = browser.post("/handoffs/new", &said).expect(200);
    assert!(receipt.path.contains("/receipt"), "{receipt}");
}

#[test]
fn a_draft_keeps_itself_and_is_the_same_when_the_answer_was_lost() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    let fields = filled(
        &page,
        &[
            ("client.phone", "+358 50 000 0177"),
            ("client.first_name", "Aino"),
        ],
    );
    let kept = |browser: &mut Browser, fields: &[(&str, &str)]| -> Value {
        browser.send("/handoffs/keep", fields).expect(200)
    };
    let once = kept(&mut browser, &fields);
    let twice = kept(&mut browser, &fields);
    assert_eq!(once["draft"], twice["draft"]);
    assert_eq!(once["version"], json!(1));
    let id = once["draft"].as_str().expect("a draft").to_owned();
    let draft = browser.get(&format!("/drafts/{id}")).expect(200);
    assert_eq!(draft.value("client.first_name"), Some("Aino"));
    // A client who says no is not deleted by a script, and is by the button.
    let no = filled(
        &draft,
        &[("client.first_name", "Aino"), ("consent.status", "refused")],
    );
    assert_eq!(kept(&mut browser, &no)["draft"], Value::Null);
    browser.get(&format!("/drafts/{id}")).expect(200);
    let gone = browser
        .post(&format!("/drafts/{id}"), &with(&no, &[("_do", "save")]))
        .expect(200);
    assert!(gone.heading().contains("Lupa"), "{gone}");
    browser.get(&format!("/drafts/{id}")).expect(404);
}

#[test]
fn a_closed_gate_says_whom_to_call_and_keeps_nothing() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    let danger = filled(
        &page,
        &[
            ("gate.danger_to_life", "instead"),
            ("client.phone", "+358 50 000 0188"),
            ("_do", "submit"),
        ],
    );
    let closed = browser.post("/handoffs/new", &danger).expect(200);
    let call = closed
        .html
        .all("a")
        .find(|link| link.attribute("href") == Some("tel:112"));
    assert!(call.is_some(), "{closed}");
    browser.get("/search");
    let found = browser
        .post("/search", &[("phone", "+358 50 000 0188")])
        .expect(200);
    assert!(found.words().contains("Ketään ei löytynyt"), "{found}");
}

#[test]
fn what_nobody_has_answered_is_asked_and_nothing_typed_is_lost() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    let little = filled(&page, &[("client.first_name", "Aino & <b>"), ("_do", "submit")]);
    let asked = browser.post("/handoffs/new", &little).expect(422);
    assert!(asked.title().starts_with("Virhe:"), "{asked}");
    assert_eq!(asked.value("client.first_name"), Some("Aino & <b>"));
    for field in ["#f-gate", "#f-permitted"] {
        let mut links = asked.html.all("a").filter_map(|link| link.attribute("href"));
        assert!(links.any(|link| link == field), "{field} on {asked}");
    }
    let swedish = browser
        .post("/handoffs/new", &with(&little, &[("_language", "sv")]))
        .expect(200);
    assert_eq!(swedish.language(), Some("sv"));
    assert_eq!(swedish.value("client.first_name"), Some("Aino & <b>"));
}

#[test]
fn whoever_rings_back_is_found_and_her_worker_told_in_three_steps() {
    let demo = demo_at(MONDAY).start();
    let mut browser = advisor(&demo);
    let page = browser.get("/handoffs/new").expect(200);
    let fields = filled(&page, &REINO);
    let looked = browser.post("/handoffs/new", &fields).expect(200);
    let first = looked.value("_first").expect("a first of the order").to_owned();
    let confirmed = with(
        &fields,
        &[
            ("_do", "submit"),
            ("_first", &first),
            ("placement.programme", &first),
        ],
    );
    browser.post("/handoffs/new", &confirmed).expect(200);
    browser.get("/search").expect(200);
    let found = browser.post("/search", &[("name", "kettuniemi")]).expect(200);
    assert_eq!(found.path, "/search", "nobody's name stands in an address");
    assert!(found.words().contains("Reino Kettuniemi"), "{found}");
    let told = browser
        .press("Kysyy, milloin", &[("wish", "asks_when")])
        .expect(200);
    assert!(told.path.ends_with("done=client_called"), "{told}");
}
