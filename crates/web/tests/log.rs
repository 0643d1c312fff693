//! The log: one line a request, and nothing in it that a client sent.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::post;
use luotsi_web::extract::{Json, Path, Query};
use luotsi_web::limits::Limits;
use luotsi_web::metrics::Metrics;
use luotsi_web::shell::Shell;
use serde::Deserialize;
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[expect(dead_code, reason = "only its type is of interest")]
    limit: u8,
}

#[tokio::test]
async fn a_request_is_one_line_with_the_template_and_nothing_that_was_sent() {
    let lines = Lines::default();
    let writer = lines.clone();
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .init();

    let shell = Shell {
        limits: Limits::default(),
        metrics: Metrics::default(),
        https: false,
        pages: None,
        request_id: Arc::new(|| Uuid::from_u128(0x0192_f0c1)),
    };
    let handler = async |Path(_): Path<String>, Query(_): Query<Wanted>, Json(_): Json<Wanted>| "done";
    let router: Router = shell.around(Router::new().route("/notes/{id}", post(handler)));
    for (method, uri, body) in [
        ("POST", "/notes/CANARY?limit=1", "{\"limit\": 1}"),
        ("POST", "/notes/CANARY?limit=CANARY", "{}"),
        ("POST", "/notes/CANARY?limit=1", "{\"limit\": \"CANARY\"}"),
        ("POST", "/notes/CANARY?limit=1", "{\"CANARY\": CANARY"),
        ("CANARY", "/notes/CANARY", ""),
        ("GET", "/CANARY?CANARY=CANARY", ""),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("content-type", "application/json")
            .header("user-agent", "CANARY")
            .header("authorization", "Bearer CANARY")
            .header("accept-language", "CANARY")
            .header("traceparent", "00-CANARY-CANARY-01")
            .header("x-forwarded-for", "CANARY");
        router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
    }

    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("CANARY"), "{text}");
    let told: Vec<(String, String, u64)> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["fields"]["message"] == "request answered")
        .map(|line| {
            let span = &line["span"];
            assert_eq!(span["request.id"], "00000000-0000-0000-0000-00000192f0c1");
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            (
                word(&span["method"]),
                word(&span["route"]),
                line["fields"]["status"].as_u64().unwrap(),
            )
        })
        .collect();
    let line = |method: &str, route: &str, status| (method.to_owned(), route.to_owned(), status);
    assert_eq!(
        told,
        [
            line("POST", "/notes/{id}", 200),
            line("POST", "/notes/{id}", 422),
            line("POST", "/notes/{id}", 422),
            line("POST", "/notes/{id}", 400),
            line("OTHER", "/notes/{id}", 405),
            line("GET", "none", 404),
        ]
    );
}
