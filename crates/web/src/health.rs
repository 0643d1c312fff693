//! Whether the service lives, and whether it can work.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Json;
use crate::openapi::{SERVICE, Unready};
use crate::problem::{Problem, Slug};

type Answer = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Asks what the service stands on whether it is there: the database, its migrations.
#[derive(Clone)]
pub struct Readiness(Arc<dyn Fn() -> Answer + Send + Sync>);

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Readiness")
    }
}

impl Readiness {
    /// Asks with `ask`, once a request.
    pub fn new<A: Future<Output = bool> + Send + 'static>(
        ask: impl Fn() -> A + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move || Box::pin(ask())))
    }
}

/// How the service is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; anything else is a problem.
    #[schema(value_type = String, example = "ok")]
    status: &'static str,
}

const OK: Json<Health> = Json(Health { status: "ok" });

/// The routes `/healthz` and `/readyz`.
pub fn router<S: Clone + Send + Sync + 'static>(readiness: Readiness) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(get_healthz))
        .routes(routes!(get_readyz))
        .with_state(readiness)
}

/// Alive
///
/// Answers as long as the process takes requests.
#[utoipa::path(get, path = "/healthz", tag = SERVICE, security(()),
    responses((status = 200, description = "It lives", body = Health)))]
async fn get_healthz() -> Json<Health> {
    OK
}

/// Ready
///
/// The database answers and its migrations are those of this version.
#[utoipa::path(get, path = "/readyz", tag = SERVICE, security(()),
    responses((status = 200, description = "It can work", body = Health), Unready))]
async fn get_readyz(State(Readiness(ask)): State<Readiness>) -> Result<Json<Health>, Problem> {
    if ask().await {
        Ok(OK)
    } else {
        Err(Slug::Unavailable.into())
    }
}
