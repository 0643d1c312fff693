//! Every page that somebody reaches by links, and what every page must hold: language, words, weight, no
//! foreign address, no style or script of its own, and each id that it names.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use luotsi_tests::{Browser, Demo, Element, Html, Page, Person, Server};
use uuid::Uuid;

use crate::pages_words::{Names, forbidden, is_key, is_sentence, speaks_another};
use crate::walk::{MONDAY, NETS, instant};

pub(crate) const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// The authority that supervises the accessibility of services.
const SUPERVISOR: &str = "https://www.saavutettavuusvaatimukset.fi";

/// Before compression, as the issue has it.
const HEAVIEST: usize = 60 * 1024;

/// A kind of page is looked at so many times by the same person; a referral's page a few times more.
const SEVERAL: usize = 6;

/// The kind of a page: its address without ids, and the names of its questions.
pub(crate) fn kind_of(path: &str) -> String {
    let (place, query) = path.split_once('?').unwrap_or((path, ""));
    let parts = place.split('/').map(|part| match part.parse::<Uuid>() {
        Ok(_) => ":id",
        Err(_) if part.len() >= 32 => ":secret",
        Err(_) => part,
    });
    let place = parts.collect::<Vec<_>>().join("/");
    let names: BTreeSet<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        place
    } else {
        format!("{place}?{}", names.into_iter().collect::<Vec<_>>().join("&"))
    }
}

/// Walks from these pages by links, each kind of page a few times.
pub(crate) fn walk(browser: &mut Browser, from: &[&str], most: usize) -> Vec<Page> {
    let mut waiting: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let mut seen = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let kind = kind_of(&path);
        let times = kinds.entry(kind.clone()).or_default();
        if pages.len() >= most || *times >= if kind == "/referrals/:id" { SEVERAL } else { 2 } {
            continue;
        }
        if !seen.insert(path.clone()) {
            continue;
        }
        *times += 1;
        let page = browser.get(&path);
        if page.path != path && !seen.insert(page.path.clone()) {
            continue;
        }
        let mut elsewhere = vec!["/api/", "/assets/", "/problems/", "/openapi.json", "/metrics"];
        // What the letters lead to is theirs to whom they went.
        if page.path == "/demo/mailbox" {
            elsewhere.push("/referrals/");
        }
        // A calendar is a file, not a page.
        let file = |to: &str| to.rsplit_once('.').is_some_and(|(_, kind)| kind == "ics");
        let links = page.links();
        waiting.extend(
            links
                .into_iter()
                .filter(|to| !elsewhere.iter().any(|part| to.starts_with(part)) && !file(to)),
        );
        pages.push(page);
    }
    pages
}

/// What is wrong with a page.
fn faults(page: &Page, language: &str, names: &Names, signed_in: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if page.status != 200 {
        faults.push(format!("status {}", page.status));
    }
    if page.language() != Some(language) {
        faults.push(format!("in {:?}", page.language()));
    }
    if page.source.len() > HEAVIEST {
        faults.push(format!("{} bytes", page.source.len()));
    }
    if page.header("content-type") != Some("text/html; charset=utf-8") {
        faults.push(format!("is {:?}", page.header("content-type")));
    }
    faults.extend(words(&page.html, language, names));
    faults.extend(built(&page.html));
    faults.extend(joined(&page.html));
    if signed_in {
        faults.extend(guarded(&page.html));
    }
    faults
}

/// Words in the wrong language, keys, and what must never be on a screen.
fn words(html: &Html, language: &str, names: &Names) -> Vec<String> {
    let mut faults = Vec::new();
    for (element, piece) in html.pieces() {
        if piece.contains("{$") || piece.contains("{ $") || is_key(&piece) {
            faults.push(format!("not a word: {piece:?}"));
        }
        if is_told(element) || element.language() != Some(language) {
            continue;
        }
        let piece = names.without(&piece);
        if let Some(word) = forbidden(language, &piece) {
            faults.push(format!("never on a screen: {word:?} in {piece:?}"));
        }
        if let Some(other) = speaks_another(language, &piece) {
            faults.push(format!("in {other}: {piece:?}"));
        }
    }
    faults
}

/// Whether it is what somebody wrote, in the language of whoever wrote it.
fn is_told(element: Element<'_>) -> bool {
    let told = |one: &Element<'_>| {
        let classes = one.attribute("class").unwrap_or_default();
        classes
            .split(' ')
            .any(|class| ["words", "letter"].contains(&class))
            || one.tag() == "textarea"
    };
    told(&element) || element.around().any(|outer| told(&outer))
}

/// Style, script and addresses of its own.
fn built(html: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    for element in html.elements() {
        for (name, value) in element.attributes() {
            if name == "style" || name.starts_with("on") {
                faults.push(format!("<{} {name}={value:?}>", element.tag()));
            }
            let address =
                ["href", "src", "action", "formaction", "poster", "srcset", "data"].contains(&name.as_str());
            let ours = value.starts_with('/') && !value.starts_with("//");
            let here = value.is_empty() || value.starts_with(['#', '?']) || value.starts_with("tel:");
            // Whom to tell about a page that cannot be used: the law asks for it, and nothing is fetched from there.
            let supervisor = element.tag() == "a" && value == SUPERVISOR;
            if address && !ours && !here && !supervisor {
                faults.push(format!("<{} {name}={value:?}>", element.tag()));
            }
        }
        let foreign =
            element.tag() == "style" || (element.tag() == "script" && element.attribute("src").is_none());
        if foreign {
            faults.push(format!("<{}> with words of its own", element.tag()));
        }
    }
    faults
}

/// Ids: each once, and each that is named is there.
fn joined(html: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for id in html.elements().filter_map(|element| element.attribute("id")) {
        if id.is_empty() || !ids.insert(id) {
            faults.push(format!("id {id:?} twice"));
        }
    }
    for element in html.elements() {
        for (name, value) in element.attributes() {
            let named: Vec<&str> = match name.as_str() {
                "for" | "form" | "list" => vec![value],
                "aria-describedby" | "aria-labelledby" | "aria-controls" | "aria-owns" | "headers" => {
                    value.split_whitespace().collect()
                }
                "href" => value.strip_prefix('#').into_iter().collect(),
                _ => continue,
            };
            faults.extend(
                named
                    .iter()
                    .filter(|id| !ids.contains(*id))
                    .map(|id| format!("{name}={id:?} names nothing")),
            );
        }
    }
    faults
}

/// Every form that changes anything has the token of its session.
fn guarded(html: &Html) -> Vec<String> {
    let open = ["/language", "/demo/be", "/demo/forward"];
    let forms = html.all("form").filter(|form| {
        form.attribute("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"))
            && !form
                .attribute("action")
                .is_some_and(|action| open.contains(&action))
    });
    forms
        .filter(|form| !form.inside().any(|input| input.attribute("name") == Some("csrf")))
        .map(|form| format!("a form without a token: {:?}", form.attribute("action")))
        .collect()
}

fn walker(demo: &Server, person: Option<&Person>, language: &str) -> (Browser, Vec<Page>) {
    let mut browser = demo.browser();
    if let Some(person) = person {
        browser.be(person);
    }
    browser.speak(language);
    let from = match person {
        Some(_) => &["/", "/account", "/help", "/accessibility"][..],
        None => &["/demo", "/sign-in", "/sign-in?ended=1", "/help", "/accessibility"],
    };
    let pages = walk(&mut browser, from, 90);
    (browser, pages)
}

/// Where a demo has an offered, an accepted and every other referral of these people, to begin with.
fn samples(demo: &Server, person: &Person) -> Vec<String> {
    let listed = demo
        .client(person)
        .get(&format!("networks/{}/referrals?limit=50", person.network))
        .expect(200);
    let mut statuses = BTreeSet::new();
    let all = listed.as_array().expect("a list").iter();
    all.filter(|one| statuses.insert(one["status"].as_str().map(str::to_owned)))
        .map(|one| format!("/referrals/{}", one["id"].as_str().expect("an id")))
        .collect()
}

/// Everybody who looks: nobody, and one of each role in each network.
fn everybody(demo: &Server) -> Vec<Option<Person>> {
    let mut all = vec![None];
    for net in NETS {
        for role in ["advisor", "worker", "lead", "coordinator"] {
            all.extend(
                demo.people()
                    .of_role(net.name, role)
                    .first()
                    .map(|one| Some((*one).clone())),
            );
        }
    }
    all
}

#[test]
fn every_page_that_anybody_reaches_is_in_one_language_light_closed_and_whole() {
    let demo = Demo::new().at(instant(MONDAY)).start();
    let names = Names::of(&demo);
    let mut faulty: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    for person in everybody(&demo) {
        let who = person.as_ref().map_or("nobody".to_owned(), |one| {
            format!("{} of {}", one.role, one.network)
        });
        let mut by_language = Vec::new();
        let samples = person.as_ref().map(|one| samples(&demo, one)).unwrap_or_default();
        for language in LANGUAGES {
            let (mut browser, mut pages) = walker(&demo, person.as_ref(), language);
            let more: Vec<&str> = samples.iter().map(String::as_str).collect();
            pages.extend(walk(&mut browser, &more, 40));
            assert!(
                pages.len() > 2,
                "{who} reaches only {:?}",
                pages.iter().map(|page| &page.path).collect::<Vec<_>>()
            );
            for page in &pages {
                kinds.insert(kind_of(&page.path));
                for fault in faults(page, language, &names, person.is_some()) {
                    let place = faulty
                        .entry(format!("{} {fault}", kind_of(&page.path)))
                        .or_default();
                    place.insert(format!("{who}, {language}"));
                }
            }
            by_language.push(pages);
        }
        for fault in the_same_sentences(&by_language, &names) {
            faulty.entry(fault).or_default().insert(who.clone());
        }
    }
    assert!(
        kinds.contains("/account") && kinds.contains("/referrals/:id"),
        "{kinds:?}"
    );
    assert!(faulty.is_empty(), "{} faults: {faulty:#?}", faulty.len());
}

/// Whether a page's title is one word, such as a reference, which is the same in every language.
fn is_headed_by_a_name(piece: &str) -> bool {
    piece
        .strip_suffix(" · Luotsi")
        .is_some_and(|title| !title.contains(' '))
}

/// Sentences that stand on the same page of the same person in two languages and are no names.
fn the_same_sentences(by_language: &[Vec<Page>], names: &Names) -> Vec<String> {
    let mut same = Vec::new();
    let sentences: Vec<BTreeMap<&str, BTreeSet<String>>> = by_language
        .iter()
        .zip(LANGUAGES)
        .map(|(pages, language)| {
            let of_page = |page: &'_ Page| {
                let pieces = page.html.pieces().into_iter();
                let own =
                    pieces.filter(|(element, _)| element.language() == Some(language) && !is_told(*element));
                own.map(|(_, piece)| names.without(&piece))
                    .filter(|piece| is_sentence(piece) && !is_headed_by_a_name(piece))
                    .collect::<BTreeSet<String>>()
            };
            pages
                .iter()
                .map(|page| (page.path.as_str(), of_page(page)))
                .collect()
        })
        .collect();
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        for (path, here) in &sentences[first] {
            let Some(there) = sentences[second].get(path) else {
                continue;
            };
            for sentence in here.intersection(there) {
                let languages = format!("{} and {}", LANGUAGES[first], LANGUAGES[second]);
                same.push(format!("{} the same in {languages}: {sentence:?}", kind_of(path)));
            }
        }
    }
    same
}

#[test]
fn the_walker_sees_each_kind_of_fault() {
    let source = "<html lang=fi><body style='a'><a href='https://evil.example'>x</a><p id=a></p><p id=a>word-word</p>\
        <label for=none>Lähete</label><script>1</script><p>Asiakas och klienten { $n }</p>\
        <form method=post action=/sign-out></form></body></html>";
    let html = Html::parse(source);
    let mut faults = words(&html, "fi", &Names::default());
    faults.extend(built(&html));
    faults.extend(joined(&html));
    faults.extend(guarded(&html));
    for expected in [
        "word-word",
        "\"Lähete\"",
        "{ $n }",
        "style",
        "evil.example",
        "<script>",
        "id \"a\" twice",
        "for=\"none\"",
        "without a token",
    ] {
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected}: {faults:?}"
        );
    }
}
