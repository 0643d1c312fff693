//! A browser without windows: it keeps cookies, follows redirects, and sends forms as a browser does.
//!
//! ```no_run
//! let demo = luotsi_tests::Demo::new().start();
//! let mut browser = demo.browser();
//! browser.be(demo.people().advisor("helsinki"));
//! let page = browser.get("/account");
//! assert_eq!(page.status, 200);
//! let page = browser.press("Kirjaudu ulos", &[]);
//! ```

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use ureq::http::HeaderMap;

use crate::{Answer, Client, Element, Html, Person, Request};

const MOST_REDIRECTS: usize = 10;

/// The kind of body that forms are sent as.
const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody's browser: cookies, and the page that is open.
#[derive(Debug, Clone)]
pub struct Browser {
    client: Client,
    /// By name. Secure ones go over plain HTTP too: browsers trust loopback, ureq does not.
    pub cookies: BTreeMap<String, String>,
    /// What it asks for in `Accept-Language`.
    pub accepts: Option<&'static str>,
    page: Page,
}

/// A page as it came.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Where it is, after every redirect: path and query.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The HTML as it came.
    pub source: String,
    /// The HTML as a tree.
    pub html: Html,
}

impl Browser {
    /// A fresh one for the service at this address.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self {
            client: Client::new(url),
            cookies: BTreeMap::new(),
            accepts: None,
            page: Page::default(),
        }
    }

    /// The same with these languages asked for.
    #[must_use]
    pub fn that_accepts(self, languages: &'static str) -> Self {
        Self {
            accepts: Some(languages),
            ..self
        }
    }

    /// Another service, with the cookies of this one: after a restart.
    #[must_use]
    pub fn at(&self, url: &str) -> Self {
        Self {
            client: Client::new(url),
            ..self.clone()
        }
    }

    /// The page that is open.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Goes on as this person of the demo.
    #[track_caller]
    pub fn be(&mut self, person: &Person) -> Page {
        let page = self.post("/demo/be", &[("person", &person.id)]);
        assert!(
            self.cookies.contains_key("__Host-luotsi"),
            "{} is not signed in: {page}",
            person.name
        );
        page
    }

    /// Signs in by the page to sign in.
    pub fn sign_in(&mut self, email: &str, password: &str) -> Page {
        self.post("/sign-in", &[("email", email), ("password", password)])
    }

    /// Reads pages in this language from now on.
    pub fn speak(&mut self, language: &str) -> Page {
        let back = self.page.path.clone();
        let fields = [("_language", language), ("back", &back)];
        let _ = self.answer("POST", "/language", Some(&encoded(&fields)));
        self.get(if back.is_empty() { "/" } else { &back })
    }

    /// Opens a page and follows where it leads.
    pub fn get(&mut self, path: &str) -> Page {
        let answer = self.answer("GET", path, None);
        self.follow(path, answer)
    }

    /// Sends a form: these fields, and the `csrf` of the open page where they name none.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.send(path, fields);
        self.follow(path, answer)
    }

    /// The same, without following a redirect and without opening the answer.
    pub fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.page.csrf().unwrap_or_default();
        let mut fields = fields.to_vec();
        if !csrf.is_empty() && !fields.iter().any(|(name, _)| *name == "csrf") {
            fields.push(("csrf", &csrf));
        }
        self.answer("POST", path, Some(&encoded(&fields)))
    }

    /// Follows the link with these words.
    #[track_caller]
    pub fn click(&mut self, words: &str) -> Page {
        let link = self.page.html.all("a").find(|link| link.words() == words);
        let link = link.unwrap_or_else(|| panic!("no link {words:?} on {}", self.page));
        let to = link.attribute("href").unwrap_or_default().to_owned();
        self.get(&to)
    }

    /// Presses the button with these words: its form is sent as it stands there, with these fields in the
    /// place of what stands there.
    #[track_caller]
    pub fn press(&mut self, words: &str, fields: &[(&str, &str)]) -> Page {
        let (action, sent) = self.page.form_of(words, fields);
        let answer = self.answer("POST", &action, Some(&encoded(&borrowed(&sent))));
        self.follow(&action, answer)
    }

    /// One request with the cookies of this browser, to be sent as it is.
    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let mut request = self.client.request(method, path);
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            request = request.header("cookie", &pairs.collect::<Vec<_>>().join("; "));
        }
        if let Some(languages) = self.accepts {
            request = request.header("accept-language", languages);
        }
        request
    }

    fn answer(&mut self, method: &str, path: &str, body: Option<&str>) -> Answer {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request
                .header("sec-fetch-site", "same-origin")
                .bytes(FORM, body.as_bytes().to_vec());
        }
        let answer = request.send();
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        for field in answer.headers.get_all("set-cookie") {
            let field = field.to_str().expect("a cookie is text");
            let (pair, attributes) = field.split_once(';').unwrap_or((field, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            if attributes.split(';').any(|one| one.trim() == "Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    #[track_caller]
    fn follow(&mut self, path: &str, answer: Answer) -> Page {
        let (mut path, mut answer) = (path.to_owned(), answer);
        for _ in 0..MOST_REDIRECTS {
            if !(300..400).contains(&answer.status) {
                self.page = Page::of(path, &answer);
                return self.page.clone();
            }
            answer
                .header("location")
                .unwrap_or_else(|| panic!("a redirect to nowhere: {answer}"))
                .clone_into(&mut path);
            assert!(path.starts_with('/'), "a redirect leads away: {path}");
            answer = self.answer("GET", &path, None);
        }
        panic!("redirects without end, now to {path}")
    }
}

impl Page {
    fn of(path: String, answer: &Answer) -> Self {
        let source = answer.text();
        Self {
            status: answer.status,
            path,
            headers: answer.headers.clone(),
            html: Html::parse(&source),
            source,
        }
    }

    /// Checks the status.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "the check is what is asked for; the page is for going on"
    )]
    pub fn expect(self, status: u16) -> Self {
        assert!(self.status == status, "expected {status}, got {self}");
        self
    }

    /// What a reader has of it.
    #[must_use]
    pub fn words(&self) -> String {
        self.html.words()
    }

    /// What the tab says.
    #[must_use]
    pub fn title(&self) -> String {
        self.html
            .first("title")
            .map(|title| title.words())
            .unwrap_or_default()
    }

    /// Its heading.
    #[must_use]
    pub fn heading(&self) -> String {
        self.html
            .first("h1")
            .map(|heading| heading.words())
            .unwrap_or_default()
    }

    /// Its language.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.html.first("html")?.attribute("lang")
    }

    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The token in its forms.
    #[must_use]
    pub fn csrf(&self) -> Option<String> {
        self.value("csrf").map(str::to_owned)
    }

    /// What stands in the first field of this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut inputs = self.html.all("input");
        inputs
            .find(|input| input.attribute("name") == Some(name))
            .map(|input| input.attribute("value").unwrap_or_default())
    }

    /// Where its links lead inside the service, without fragments.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        let links = self.html.all("a").filter_map(|link| link.attribute("href"));
        links
            .filter(|to| to.starts_with('/'))
            .map(|to| to.split('#').next().unwrap_or_default().to_owned())
            .collect()
    }

    /// The action and the fields of the form that the button with these words sends.
    #[track_caller]
    #[must_use]
    pub fn form_of(&self, words: &str, instead: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let button = self.html.all("button").find(|button| button.words() == words);
        let button = button.unwrap_or_else(|| panic!("no button {words:?} on {self}"));
        let form = match button.attribute("form") {
            Some(id) => self.html.by_id(id),
            None => button.around().find(|outer| outer.tag() == "form"),
        };
        let form = form.unwrap_or_else(|| panic!("the button {words:?} sends nothing: {self}"));
        let action = button
            .attribute("formaction")
            .or_else(|| form.attribute("action"));
        let mut fields: Vec<(String, String)> = fields(form)
            .into_iter()
            .filter(|(name, _)| !instead.iter().any(|(other, _)| other == name))
            .collect();
        fields.extend(
            instead
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        if let Some(name) = button.attribute("name") {
            let value = button.attribute("value").unwrap_or_default();
            fields.push((name.to_owned(), value.to_owned()));
        }
        (action.unwrap_or(&self.path).to_owned(), fields)
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}\n{}", self.status, self.path, self.source)
    }
}

/// What a form sends as it stands, its buttons left out.
fn fields(form: Element<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for control in form.inside() {
        let Some(name) = control.attribute("name") else {
            continue;
        };
        if control.attribute("disabled").is_some() {
            continue;
        }
        let value = control.attribute("value");
        let sent = match (control.tag(), control.attribute("type").unwrap_or("text")) {
            ("input", "checkbox" | "radio") => control
                .attribute("checked")
                .map(|_| value.unwrap_or("on").to_owned()),
            ("input", "submit" | "button" | "file") => None,
            ("input", _) => Some(value.unwrap_or_default().to_owned()),
            ("textarea", _) => Some(control.text()),
            ("select", _) => chosen(control),
            _ => None,
        };
        fields.extend(sent.map(|value| (name.to_owned(), value)));
    }
    fields
}

fn chosen(select: Element<'_>) -> Option<String> {
    let options: Vec<Element<'_>> = select.inside().filter(|one| one.tag() == "option").collect();
    let chosen = options
        .iter()
        .find(|one| one.attribute("selected").is_some())
        .or_else(|| options.first())?;
    Some(
        chosen
            .attribute("value")
            .map_or_else(|| chosen.words(), str::to_owned),
    )
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Fields as a form sends them.
fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sends_what_stands_in_it_and_the_pressed_button() {
        let source = "<form id=f action=\"/to\"><input type=hidden name=csrf value=t>\
            <input type=radio name=r value=1><input type=radio name=r value=2 checked>\
            <select name=s><option value=>-<option value=b selected>B</select>\
            <textarea name=w>two words</textarea><input name=x value=y>\
            <button name=go value=1>Go</button></form><button form=f name=_language value=sv>Svenska</button>";
        let page = Page {
            html: Html::parse(source),
            ..Page::default()
        };
        let (action, fields) = page.form_of("Svenska", &[("x", "z")]);
        assert_eq!(action, "/to");
        let expected = [
            ("csrf", "t"),
            ("r", "2"),
            ("s", "b"),
            ("w", "two words"),
            ("x", "z"),
            ("_language", "sv"),
        ];
        assert_eq!(borrowed(&fields), expected);
        assert_eq!(encoded(&[("a b", "ä&1")]), "a%20b=%C3%A4%261");
    }
}
