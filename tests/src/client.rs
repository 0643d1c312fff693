//! A client of the service that hides nothing: every status is an answer.

use std::fmt;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{self, HeaderMap};

use crate::Person;

/// Long enough for a hundred requests at once on two busy cores.
const LIMIT: Duration = Duration::from_mins(1);
const LARGEST_ANSWER: u64 = 64 << 20;

/// Speaks to one service, as one person or as nobody. Cheap to clone, and free to use from many
/// threads at once.
///
/// A path with a leading slash is taken as it is; one without is under `/api/v1/`.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    token: Option<String>,
}

impl Client {
    /// A client without a token.
    #[must_use]
    pub fn new(url: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Nothing on this machine's way out concerns a service on loopback.
            .proxy(None)
            .timeout_global(Some(LIMIT))
            .build()
            .new_agent();
        Self {
            agent,
            url: url.to_owned(),
            token: None,
        }
    }

    /// The same service, as this person.
    #[must_use]
    pub fn as_person(&self, person: &Person) -> Self {
        self.with_token(&person.token)
    }

    /// The same service, with this token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path).send()
    }

    /// Posts a JSON document.
    pub fn post(&self, path: &str, document: &Value) -> Answer {
        self.request("POST", path).json(document).send()
    }

    /// Puts a JSON document.
    pub fn put(&self, path: &str, document: &Value) -> Answer {
        self.request("PUT", path).json(document).send()
    }

    /// Deletes.
    pub fn delete(&self, path: &str) -> Answer {
        self.request("DELETE", path).send()
    }

    /// Begins a request of any kind.
    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.url)
        } else {
            format!("{}/api/v1/{path}", self.url)
        };
        let mut head = http::Request::builder().method(method).uri(url);
        if let Some(token) = &self.token {
            head = head.header("authorization", format!("Bearer {token}"));
        }
        Request {
            client: self,
            head,
            body: None,
        }
    }
}

/// A request that has not been sent.
#[derive(Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request<'a> {
    client: &'a Client,
    head: http::request::Builder,
    body: Option<Vec<u8>>,
}

impl Request<'_> {
    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head = self.head.header(name, value);
        self
    }

    /// Sends a JSON document.
    pub fn json(self, document: &Value) -> Self {
        self.bytes("application/json", document.to_string().into_bytes())
    }

    /// Sends bytes as they are.
    pub fn bytes(mut self, content_type: &str, body: Vec<u8>) -> Self {
        self.head = self.head.header("content-type", content_type);
        self.body = Some(body);
        self
    }

    /// Sends it; no answer at all is a panic.
    #[track_caller]
    pub fn send(self) -> Answer {
        self.try_send()
            .unwrap_or_else(|error| panic!("the service did not answer: {error}"))
    }

    /// Sends it to a service that may be dying.
    ///
    /// # Errors
    ///
    /// Where no whole answer came.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let Self { client, head, body } = self;
        let mut response = match body {
            Some(body) => client.agent.run(head.body(body)?)?,
            None => client.agent.run(head.body(())?)?,
        };
        let bytes = response
            .body_mut()
            .with_config()
            .limit(LARGEST_ANSWER)
            .read_to_vec()?;
        Ok(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        })
    }
}

/// What the service said.
#[derive(Debug, Clone)]
#[must_use = "an answer that nobody looks at shows nothing"]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as JSON, null where it is none.
    pub body: Value,
}

impl Answer {
    /// Checks the status, shows the whole answer where it is another, and gives the body.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        reason = "often the status is all that a test asks about"
    )]
    pub fn expect(self, status: u16) -> Value {
        assert!(self.status == status, "expected {status}, got {self}");
        self.body
    }

    /// Checks that it is the problem of this slug with this status, in the form of RFC 9457.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        reason = "often the slug is all that a test asks about"
    )]
    pub fn expect_problem(self, status: u16, slug: &str) -> Value {
        let whole = self.to_string();
        assert!(self.status == status, "expected {status} {slug}, got {whole}");
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{whole}"
        );
        assert_eq!(self.body["type"], format!("/problems/{slug}"), "{whole}");
        assert_eq!(self.body["status"], status, "{whole}");
        for words in ["title", "detail"] {
            assert!(
                self.body[words].as_str().is_some_and(|words| !words.is_empty()),
                "no {words} in {whole}"
            );
        }
        self.body
    }

    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        write!(f, "\n{}", self.text())
    }
}
