//! The demo's own pages: whom to be, and the mailbox. What they do to clock and sessions is the demo's.

use askama::Template;
use axum::response::Response;

use super::frame::{Frame, shown};

/// Somebody whom one may be.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// Her id.
    pub id: String,
    /// Her name.
    pub name: String,
    /// Her role's code.
    pub role: String,
    /// Her organisation's name.
    pub organisation: String,
}

/// A letter in the demo's mailbox.
#[derive(Debug, Clone)]
pub struct Caught {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text, line by line; an address is told apart so that it can be followed.
    pub lines: Vec<Line>,
    /// When it was sent.
    pub at: jiff::Timestamp,
}

/// A line of a letter.
#[derive(Debug, Clone)]
pub struct Line {
    /// Words.
    pub text: String,
    /// A place of this service.
    pub link: Option<String>,
}

#[derive(Template)]
#[template(path = "demo.html")]
struct Front {
    f: Frame,
    networks: Vec<(String, Vec<Crew>)>,
}

/// Those of a network who act in one role.
struct Crew {
    role: String,
    people: Vec<Somebody>,
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct Mailbox {
    f: Frame,
    letters: Vec<Caught>,
}

/// The demo's first page. `people` by network, in the order of their roles.
#[must_use]
pub fn front(f: Frame, people: Vec<(String, Vec<Somebody>)>) -> Response {
    let f = Frame {
        title: f.t("demo-title"),
        ..f
    };
    let networks = people
        .into_iter()
        .map(|(network, people)| (network, crews(people)));
    let networks = networks.collect();
    shown(&Front { f, networks })
}

/// People by their role, each role where it comes first.
fn crews(people: Vec<Somebody>) -> Vec<Crew> {
    let mut crews: Vec<Crew> = Vec::new();
    for one in people {
        match crews.iter_mut().find(|crew| crew.role == one.role) {
            Some(crew) => crew.people.push(one),
            None => crews.push(Crew {
                role: one.role.clone(),
                people: vec![one],
            }),
        }
    }
    crews
}

/// The mailbox, newest first.
#[must_use]
pub fn mailbox(f: Frame, letters: Vec<Caught>) -> Response {
    let f = Frame {
        title: f.t("demo-mailbox"),
        ..f
    };
    shown(&Mailbox { f, letters })
}
