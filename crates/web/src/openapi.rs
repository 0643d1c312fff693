//! The OpenAPI document: written by the routes themselves, finished here.
//!
//! A route says what is its own: parameters, body, the answer when all goes well, and the refusals that
//! are particular to it ([`Barred`], [`Clash`], …). What every route of its shape can answer besides
//! (no token, a broken body, an unknown id) is added by [`assemble`], as are the problem schema, the
//! bearer scheme and the facts about the API.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use luotsi_i18n::Language;
use serde_json::{Value, json};
use utoipa::IntoResponses;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, ContentBuilder, InfoBuilder, License, OpenApi, Ref, RefOr, Response,
    ResponseBuilder,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::docs;
use crate::problem::{Details, FieldError, MEDIA_TYPE, Slug};

/// The tag of what is beside the API proper.
pub const SERVICE: &str = "service";

const BEARER: &str = "bearer";

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $status:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let status = StatusCode::$status;
                BTreeMap::from([(status.as_str().to_owned(), refusal(status).into())])
            }
        }
    )+};
}

refusals! {
    /// The role may lack the action: 403.
    Barred = FORBIDDEN;
    /// There may be no such thing, where no path parameter says so by itself: 404.
    Absent = NOT_FOUND;
    /// The referral's state or another request may be in the way: 409.
    Clash = CONFLICT;
    /// `If-Match` may name another version: 412.
    Stale = PRECONDITION_FAILED;
    /// The contents may need mending, where no body or query says so by itself: 422.
    Unfit = UNPROCESSABLE_ENTITY;
    /// The service may be unable to work, where no token is asked for: 503.
    Unready = SERVICE_UNAVAILABLE;
}

/// Finishes the document of `routes` and adds the routes that serve it.
///
/// The document is for `luotsi openapi` and the comparison with the committed one.
pub fn assemble<S: Clone + Send + Sync + 'static>(routes: OpenApiRouter<S>) -> (Router<S>, Value) {
    let (served, own) = OpenApiRouter::new()
        .routes(routes!(get_document))
        .routes(routes!(get_docs))
        .routes(routes!(get_style))
        .split_for_parts();
    let (others, mut document) = routes.split_for_parts();
    document.merge(own);
    finish(&mut document);
    let page = docs::page(&document).into();
    // The document is maps and strings: it always serializes.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    bound_integers(&mut document);
    unwrap_bodies(&mut document);
    let documents = Documents {
        json: document.to_string().into(),
        page,
    };
    (others.merge(served.with_state(Arc::new(documents))), document)
}

fn finish(document: &mut OpenApi) {
    document.info = InfoBuilder::new()
        .title("Luotsi")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Hands a person over from an advice desk to those who can help, and follows the way until the change lasts. \
             Times are RFC 3339 in UTC. Lists are bare arrays; `Link: rel=\"next\"` has the next page. \
             A refusal is an RFC 9457 problem in the language of `Accept-Language` (fi, sv, en).",
        ))
        .license(Some({
            let mut license = License::new("MIT or Apache License 2.0");
            license.identifier = Some("MIT OR Apache-2.0".to_owned());
            license
        }))
        .build();
    document.servers = None;
    document.security = Some(vec![SecurityRequirement::new(BEARER, [] as [&str; 0])]);
    let service = TagBuilder::new()
        .name(SERVICE)
        .description(Some("Beside the API: health, counters, this document."));
    document.tags.get_or_insert_default().push(service.build());
    let components = document.components.take().unwrap_or_default();
    document.components = Some(with_problems(components));
    for item in document.paths.paths.values_mut() {
        operations_mut(item).for_each(add_refusals);
    }
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get,
        put,
        post,
        delete,
        options,
        head,
        patch,
        trace,
        ..
    } = item;
    [get, put, post, delete, options, head, patch, trace]
        .into_iter()
        .flatten()
}

fn with_problems(components: Components) -> Components {
    let mut builder = ComponentsBuilder::from(components)
        .schema_from::<Details<'_>>()
        .schema_from::<FieldError>()
        .security_scheme(BEARER, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut kinds: BTreeMap<StatusCode, Vec<Slug>> = BTreeMap::new();
    for slug in Slug::ALL {
        kinds.entry(slug.status()).or_default().push(*slug);
    }
    for (status, slugs) in kinds {
        let kinds = slugs
            .iter()
            .map(|slug| format!("`{}`: {}", slug.uri(), slug.title(Language::En)));
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        let response = ResponseBuilder::new()
            .description(kinds.collect::<Vec<_>>().join("; "))
            .content(MEDIA_TYPE, content)
            .build();
        builder = builder.response(name(status), response);
    }
    builder.build()
}

fn name(status: StatusCode) -> String {
    format!("Problem{}", status.as_u16())
}

fn refusal(status: StatusCode) -> Ref {
    Ref::from_response_name(name(status))
}

/// Adds what follows from an operation's shape.
fn add_refusals(operation: &mut Operation) {
    let mut statuses = vec![StatusCode::BAD_REQUEST, StatusCode::INTERNAL_SERVER_ERROR];
    if operation.security.is_none() {
        statuses.extend([
            StatusCode::UNAUTHORIZED,
            StatusCode::TOO_MANY_REQUESTS,
            StatusCode::SERVICE_UNAVAILABLE,
        ]);
    }
    for parameter in operation.parameters.iter().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        match parameter.parameter_in {
            ParameterIn::Path => statuses.push(StatusCode::NOT_FOUND),
            ParameterIn::Query => statuses.push(StatusCode::UNPROCESSABLE_ENTITY),
            ParameterIn::Header | ParameterIn::Cookie | ParameterIn::QueryString => {}
        }
    }
    if operation.request_body.is_some() {
        statuses.extend([
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ]);
    }
    for status in statuses {
        let known = &mut operation.responses.responses;
        known
            .entry(status.as_str().to_owned())
            .or_insert_with(|| refusal(status).into());
    }
}

/// Takes `null` out of bodies that may be left out: no body is not a body that says `null`.
fn unwrap_bodies(document: &mut Value) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let operations = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(serde_json::Map::values_mut);
    for schema in operations
        .filter_map(|operation| operation.pointer_mut("/requestBody/content/application~1json/schema"))
    {
        let Some(Value::Array(choices)) = schema.get_mut("oneOf") else {
            continue;
        };
        choices.retain(|choice| choice != &json!({ "type": "null" }));
        if let [only] = &mut choices[..] {
            *schema = only.take();
        }
    }
}

/// Writes the bounds of unsigned types as numbers; utoipa's formats for them are in no registry.
fn bound_integers(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let largest: Option<u64> = match members.get("format").and_then(Value::as_str) {
                Some("u-int8") => Some(u8::MAX.into()),
                Some("u-int16") => Some(u16::MAX.into()),
                Some("u-int32") => Some(u32::MAX.into()),
                Some("u-int64") => Some(u64::MAX),
                _ => None,
            };
            if let Some(largest) = largest {
                members.remove("format");
                members.entry("minimum").or_insert_with(|| 0.into());
                members.entry("maximum").or_insert_with(|| largest.into());
            }
            members.values_mut().for_each(bound_integers);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_integers),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

struct Documents {
    json: Bytes,
    page: Bytes,
}

type Served = ([(HeaderName, &'static str); 1], Bytes);

/// This document
#[utoipa::path(get, path = "/openapi.json", tag = SERVICE, security(()),
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = Value)))]
async fn get_document(State(documents): State<Arc<Documents>>) -> Served {
    ([(CONTENT_TYPE, "application/json")], documents.json.clone())
}

/// This document, to read
#[utoipa::path(get, path = "/docs", tag = SERVICE, security(()),
    responses((status = 200, description = "A page", content_type = "text/html", body = String)))]
async fn get_docs(State(documents): State<Arc<Documents>>) -> ([(HeaderName, &'static str); 2], Bytes) {
    const POLICY: &str =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let fields = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (fields, documents.page.clone())
}

/// The looks of that page
#[utoipa::path(get, path = "/docs/style.css", tag = SERVICE, security(()),
    responses((status = 200, description = "A style sheet", content_type = "text/css", body = String)))]
async fn get_style() -> Served {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        Bytes::from_static(docs::STYLE.as_bytes()),
    )
}
