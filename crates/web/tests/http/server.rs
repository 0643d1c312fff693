//! A running service with a few routes of its own, and a client that writes what it likes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use luotsi_web::extract::{Json, Path, Query};
use luotsi_web::limits::Limits;
use luotsi_web::metrics::Metrics;
use luotsi_web::server::{Drained, serve};
use luotsi_web::shell::Shell;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Longer than any limit here, shorter than patience.
const PATIENCE: Duration = Duration::from_secs(20);

/// Limits of a few hundred milliseconds at most.
pub fn limits() -> Limits {
    let soon = Duration::from_millis(150);
    Limits {
        head: soon,
        body: soon,
        idle: Duration::from_millis(400),
        unread: soon,
        linger: Duration::from_secs(2),
        drain: Duration::from_secs(10),
        settle: soon,
        ..Limits::default()
    }
}

/// Limits that no test waits for.
pub fn patient() -> Limits {
    Limits {
        head: PATIENCE,
        body: PATIENCE,
        idle: PATIENCE,
        unread: PATIENCE,
        ..limits()
    }
}

/// A request to `/gate` tells that it has begun and waits to be let through.
#[derive(Clone)]
pub struct Gate {
    pub begun: Arc<Notify>,
    pub through: Arc<Semaphore>,
    pub finished: Arc<Notify>,
}

pub struct Server {
    pub at: SocketAddr,
    pub gate: Gate,
    pub metrics: Metrics,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<Drained>,
}

#[derive(Serialize, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Note {
    handoff: Value,
    #[serde(default)]
    placement: Option<Placement>,
}

#[derive(Serialize, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    programme: String,
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    places: Option<u32>,
}

#[derive(Serialize, Deserialize, Debug)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Phone,
    Visit,
}

#[derive(Serialize, Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct Optional {
    reason: Option<String>,
}

#[derive(Serialize, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Page {
    limit: Option<u8>,
    status: Option<String>,
}

pub fn router(gate: &Gate) -> Router {
    let waits = gate.clone();
    Router::new()
        .route(
            "/notes",
            post(async |Json(note): Json<Note>| Json(note)).get(async || "notes"),
        )
        .route(
            "/optional",
            post(async |Json(optional): Json<Optional>| Json(optional)),
        )
        .route("/notes/{id}", get(async |Path(id): Path<Uuid>| id.to_string()))
        .route("/list", get(async |Query(page): Query<Page>| Json(page)))
        .route("/large", get(async || "x".repeat(64 * 1024 * 1024)))
        .route(
            "/panic",
            get(async || -> &'static str { panic!("a fault with Reino inside") }),
        )
        .route(
            "/gate",
            get(async move || {
                waits.begun.notify_one();
                waits.through.acquire().await.unwrap().forget();
                waits.finished.notify_one();
                "through"
            }),
        )
}

impl Server {
    pub async fn start(limits: Limits) -> Self {
        Self::start_with(limits, None).await
    }

    pub async fn start_with(limits: Limits, tls: Option<luotsi_web::server::Tls>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let gate = Gate {
            begun: Arc::default(),
            through: Arc::new(Semaphore::new(0)),
            finished: Arc::default(),
        };
        let metrics = Metrics::default();
        let shell = Shell {
            limits,
            metrics: metrics.clone(),
            https: tls.is_some(),
            pages: None,
            request_id: Arc::new(|| Uuid::from_u128(7)),
        };
        let router = shell.around(router(&gate));
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, router, limits, tls, async {
            let _ = stopped.await;
        }));
        Self {
            at,
            gate,
            metrics,
            stop: Some(stop),
            ended,
        }
    }

    /// Tells the service to stop, and waits until nobody listens any more.
    pub async fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        while TcpStream::connect(self.at).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    pub async fn ended(self) -> Drained {
        within(self.ended).await.unwrap()
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }

    /// Sends `bytes` whole and reads the answers until the service closes.
    pub async fn send(&self, bytes: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect().await;
        // The service may refuse before all is sent; its answer counts.
        let _ = stream.write_all(bytes.as_ref()).await;
        Answer::read(&mut stream).await
    }

    /// `GET` of `path`, with `fields` such as `"Accept: a/b\r\n"`.
    pub async fn get(&self, path: &str, fields: &str) -> Answer {
        self.send(format!(
            "GET {path} HTTP/1.1\r\nHost: luotsi.test\r\nConnection: close\r\n{fields}\r\n"
        ))
        .await
    }

    /// `POST` of `body` as JSON.
    pub async fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        self.post_as(path, "Content-Type: application/json\r\n", body)
            .await
    }

    pub async fn post_as(&self, path: &str, fields: &str, body: impl AsRef<[u8]>) -> Answer {
        let body = body.as_ref();
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: luotsi.test\r\nConnection: close\r\n{fields}Content-Length: {length}\r\n\r\n"
        );
        self.send([head.as_bytes(), body].concat()).await
    }
}

/// What came back, as text.
#[derive(Debug)]
pub struct Answer {
    pub head: String,
    pub body: String,
}

impl Answer {
    pub async fn read(stream: &mut (impl AsyncReadExt + Unpin)) -> Self {
        let mut bytes = Vec::new();
        // A reset after the answer does not take back what was read.
        let _ = within(stream.read_to_end(&mut bytes)).await;
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Self {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn status(&self) -> u16 {
        let status = self
            .head
            .split(' ')
            .nth(1)
            .unwrap_or_else(|| panic!("no answer: {self:?}"));
        status.parse().unwrap()
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (field, value) = line.split_once(": ")?;
            field.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// Asserts that this is a whole problem of that kind, and returns it.
    #[track_caller]
    pub fn problem(&self, slug: &str, status: u16) -> Value {
        assert_eq!(self.status(), status, "{self:?}");
        assert_eq!(
            self.field("content-type"),
            Some("application/problem+json"),
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{slug}"));
        assert_eq!(problem["status"], status);
        for member in ["title", "detail"] {
            let text = problem[member].as_str().unwrap();
            assert!(
                text.contains(' ') && !text.starts_with("problem-"),
                "{member}: {text}"
            );
        }
        problem
    }
}

/// Fails instead of hanging.
pub async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(PATIENCE, future)
        .await
        .expect("nothing happened")
}
