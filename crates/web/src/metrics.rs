//! What the service counts, in the text format that Prometheus scrapes.
//!
//! Labels are ours alone: a route's template, a method out of the known ones, a class of status. A
//! client cannot make a new series.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::openapi::SERVICE;
use crate::problem::{Problem, Slug};

/// Where the time of a request falls, in seconds.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Requested {
    route: Arc<str>,
    method: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: Arc<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InStatus {
    status: &'static str,
}

/// The counters, shared by whoever counts.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Requested, Counter>,
    seconds: Family<Routed, Histogram>,
    in_flight: Gauge,
    referrals: Family<InStatus, Gauge>,
    stalled: Gauge,
    outbox_pending: Gauge,
    outbox_dead: Gauge,
    swept: Gauge<f64, AtomicU64>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("luotsi");
        let requests = Family::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let (in_flight, referrals, stalled) = (Gauge::default(), Family::default(), Gauge::default());
        let (outbox_pending, outbox_dead, swept) = (Gauge::default(), Gauge::default(), Gauge::default());
        registry.register("http_requests", "Requests answered", requests.clone());
        let help = "Time from the head of a request to its answer";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, seconds.clone());
        registry.register(
            "http_requests_in_flight",
            "Requests being answered",
            in_flight.clone(),
        );
        registry.register("referrals", "Referrals by status", referrals.clone());
        registry.register("referrals_stalled", "Referrals past a due time", stalled.clone());
        registry.register(
            "outbox_pending",
            "Letters waiting to be sent",
            outbox_pending.clone(),
        );
        registry.register("outbox_dead", "Letters given up", outbox_dead.clone());
        let help = "When the sweep of due times last ended, as a Unix time";
        registry.register_with_unit("sweep_ended", help, Unit::Seconds, swept.clone());
        let inner = Inner {
            registry,
            requests,
            seconds,
            in_flight,
            referrals,
            stalled,
            outbox_pending,
            outbox_dead,
            swept,
        };
        Self(Arc::new(inner))
    }
}

/// Counts as in flight until it is dropped.
pub(crate) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Sets how many referrals have a status. `status` is its code.
    pub fn set_referrals(&self, status: &'static str, count: u32) {
        self.0
            .referrals
            .get_or_create(&InStatus { status })
            .set(count.into());
    }

    /// Sets how many referrals are past a due time.
    pub fn set_stalled(&self, count: u32) {
        self.0.stalled.set(count.into());
    }

    /// Sets how many letters wait and how many were given up.
    pub fn set_outbox(&self, pending: u32, dead: u32) {
        self.0.outbox_pending.set(pending.into());
        self.0.outbox_dead.set(dead.into());
    }

    /// Notes when the sweep of due times last ended, in Unix seconds.
    pub fn set_swept(&self, at: f64) {
        self.0.swept.set(at);
    }

    pub(crate) fn begin(&self) -> InFlight {
        self.0.in_flight.inc();
        InFlight(self.0.in_flight.clone())
    }

    pub(crate) fn end(&self, method: &'static str, route: Arc<str>, status: StatusCode, took: Duration) {
        let requested = Requested {
            route: Arc::clone(&route),
            method,
            status: class(status),
        };
        self.0.requests.get_or_create(&requested).inc();
        self.0
            .seconds
            .get_or_create(&Routed { route })
            .observe(took.as_secs_f64());
    }

    /// The text that Prometheus reads.
    ///
    /// # Errors
    /// Never in practice: writing into a `String` does not fail.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut out = String::new();
        text::encode(&mut out, &self.0.registry)?;
        Ok(out)
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

/// The method, or `OTHER` for what a client made up.
pub(crate) fn method(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
    ];
    KNOWN.into_iter().find(|known| method == known).unwrap_or("OTHER")
}

/// The route `/metrics`.
pub fn router<S: Clone + Send + Sync + 'static>(metrics: Metrics) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(get_metrics))
        .with_state(metrics)
}

/// Counters for Prometheus
///
/// Holds counts only: nothing of a person, an organisation or a referral.
#[utoipa::path(get, path = "/metrics", tag = SERVICE, security(()),
    responses((status = 200, description = "OpenMetrics text", content_type = "application/openmetrics-text",
        body = String)))]
async fn get_metrics(State(metrics): State<Metrics>) -> Response {
    const OPEN_METRICS: HeaderValue =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    match metrics.text() {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => Problem::from(Slug::Internal).into_response(),
    }
}
