//! The pages of everybody: whom a planted person stands on, and on whose she does not.

use luotsi_tests::{Browser, Page, Person, Server};

use super::table::{Place, Search};
use crate::pages_walk::walk;

/// Reads as everybody what links lead to from the front page, and the page of every planted referral with
/// what it leads to.
pub(super) fn read_every_page(search: &mut Search<'_>, demo: &Server) {
    let field = search.field;
    for person in demo.people().iter() {
        let mut browser = demo.browser();
        browser.be(person);
        for page in walk(&mut browser, &["/", "/account", "/search", "/help"], 40) {
            look(search, person, &page);
        }
        let roads = field.roads.iter().filter(|road| !road.draft);
        for address in roads.map(|road| format!("/referrals/{}", road.id)) {
            let page = browser.get(&address);
            look(search, person, &page);
            if page.status == 200 {
                steps(search, person, &mut browser, &page);
            }
        }
    }
}

fn steps(search: &mut Search<'_>, person: &Person, browser: &mut Browser, page: &Page) {
    let within = format!("{}/", page.path);
    for address in page.links().into_iter().filter(|to| to.starts_with(&within)) {
        let step = browser.get(&address);
        look(search, person, &step);
    }
}

fn look(search: &mut Search<'_>, person: &Person, page: &Page) {
    assert!(page.status < 500, "{page}");
    // The demo's mailbox is everybody's, and letters are read elsewhere.
    if page.path.starts_with("/demo/") {
        return;
    }
    let place = if page.path.starts_with("/referrals/") {
        Place::Page
    } else if ["/handoffs", "/drafts"]
        .iter()
        .any(|root| page.path.starts_with(root))
    {
        Place::DraftPage
    } else {
        Place::ListPage
    };
    // Whoever asks for an address reads it again on the page that says there is no such thing.
    let text = if page.status == 200 {
        page.source.clone()
    } else {
        page.source.replace(&page.path, "")
    };
    let what = format!("{} {} {}", person.role, person.organisation, person.name);
    let route = crate::pages_walk::kind_of(&page.path);
    search.text(place, &route, (&person.id, &what), &text);
}
