//! The JSON API over axum, with its limits and its accept loop.
//!
//! A request comes in through [`server`], passes [`shell`], is taken apart by [`extract`], calls one use
//! case of `luotsi-service` and is answered with [`extract::Json`] or a [`problem::Problem`]. A handler
//! does nothing else, so a route is short:
//!
//! ```
//! use luotsi_web::extract::{Json, Path, Query};
//! use luotsi_web::openapi::{Barred, Clash, assemble};
//! use luotsi_web::problem::{Problem, Slug};
//! use serde::{Deserialize, Serialize};
//! use utoipa::{IntoParams, ToSchema};
//! use utoipa_axum::{router::OpenApiRouter, routes};
//! use uuid::Uuid;
//!
//! /// Names and doc comments of the fields go into the document.
//! #[derive(Deserialize, Serialize, ToSchema)]
//! #[serde(deny_unknown_fields)]
//! struct Acceptance {
//!     /// Who takes the client; the caller where it is left out.
//!     #[serde(default)]
//!     worker: Option<Uuid>,
//! }
//!
//! #[derive(Deserialize, IntoParams)]
//! #[serde(deny_unknown_fields)]
//! #[into_params(parameter_in = Query)]
//! struct Page {
//!     limit: Option<u8>,
//! }
//!
//! /// Accept the offer
//! ///
//! /// The first line is the summary, the rest the description.
//! #[utoipa::path(post, path = "/referrals/{id}/accept", tag = "referrals",
//!     params(("id" = Uuid, Path, description = "The referral"), Page),
//!     request_body = Acceptance,
//!     responses((status = 200, description = "As the caller may see it now", body = Acceptance), Barred, Clash))]
//! async fn post_accept(
//!     Path(id): Path<Uuid>,
//!     Query(_): Query<Page>,
//!     Json(acceptance): Json<Acceptance>,
//! ) -> Result<Json<Acceptance>, Problem> {
//!     if id.is_nil() {
//!         return Err(Slug::NotFound.into());
//!     }
//!     Ok(Json(acceptance))
//! }
//!
//! let api: OpenApiRouter = OpenApiRouter::new().nest("/api/v1", OpenApiRouter::new().routes(routes!(post_accept)));
//! let (_router, document) = assemble(api);
//! assert!(document["paths"]["/api/v1/referrals/{id}/accept"]["post"].is_object());
//! ```
//!
//! - Handlers of one path with different methods go into one `routes!(…)`, so that 405 names them all.
//! - [`openapi::assemble`] adds what follows from a route's shape: 400, 500; with a token 401, 429, 503;
//!   with a path parameter 404; with a query 422; with a body 408, 413, 415, 422. A route that asks for no
//!   token says `security(())`. Refusals of its own are listed by name: [`openapi::Barred`] (403),
//!   [`openapi::Clash`] (409), [`openapi::Stale`] (412), …
//! - A body all of whose fields may be left out is declared `request_body = Option<T>`.
//! - The document has to say what is refused, or the conformance test complains: an upper bound on a
//!   number (`#[schema(maximum = 200)]`; that of an unsigned type is added), `pattern` on a text that has a
//!   form, and `^[^\u0000]*$` on every other, because U+0000 is refused in any text.
//! - The router that `assemble` returns goes through [`shell::Shell::around`] with its state and then to
//!   [`server::serve`].

pub mod api;
pub mod extract;
pub mod health;
pub mod language;
pub mod limits;
pub mod metrics;
pub mod openapi;
pub mod pages;
pub mod problem;
pub mod server;
pub mod shell;

mod docs;
mod headers;
mod strict;
