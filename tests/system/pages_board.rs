//! The coordinator's pages: what stands still is readable and mended without opening anything, figures have
//! no persons in them, a question what if changes nothing, and the network keeps what it decided.

use jiff::SignedDuration;
use luotsi_tests::{Demo, Engine, Person, Server, handoff};
use serde_json::{Value, json};
use ureq::{Agent, http};

/// A browser without script: cookies, forms, redirects that are looked at.
struct Browser {
    agent: Agent,
    url: String,
    cookies: Vec<(String, String)>,
}

/// An answer as a browser gets it.
struct Page {
    status: u16,
    location: String,
    kind: String,
    html: String,
}

impl Browser {
    fn of(server: &Server, person: &Person) -> Self {
        let mut browser = Self::stranger(server);
        let page = browser.post("/demo/be", &[("person", &person.id.to_string())]);
        assert_eq!(page.status, 303, "{}", page.html);
        browser
    }

    fn stranger(server: &Server) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .build()
            .new_agent();
        Self {
            agent,
            url: server.url().to_owned(),
            cookies: Vec::new(),
        }
    }

    fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, None)
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        self.send("POST", path, Some(body.join("&")))
    }

    /// Posts with the hidden field of the page that is given.
    fn submit(&mut self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = page.html.split("name=\"csrf\" value=\"").nth(1).unwrap();
        let csrf = csrf.split('"').next().unwrap().to_owned();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.post(path, &all)
    }

    fn send(&mut self, method: &str, path: &str, body: Option<String>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header("accept", "text/html,application/xhtml+xml")
            .header("accept-language", "en")
            .header("cookie", cookies.join("; "))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut answer = answer.unwrap();
        for set in answer.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let field = |name: &str| {
            let value = answer.headers().get(name);
            value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
        };
        let (location, kind) = (field("location"), field("content-type"));
        Page {
            status: answer.status().as_u16(),
            location,
            kind,
            html: answer.body_mut().read_to_string().unwrap(),
        }
    }
}

fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut done, byte| {
        if byte.is_ascii_alphanumeric() {
            done.push(char::from(byte));
        } else {
            done.push_str(&format!("%{byte:02X}"));
        }
        done
    })
}

fn seen(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200, "{}", page.html);
    for word in words {
        assert!(page.html.contains(word), "{word:?} is not on the page:\n{}", page.html);
    }
}
