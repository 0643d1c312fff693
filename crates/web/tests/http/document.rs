//! The OpenAPI document and its page.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use luotsi_web::extract::{Json, Path};
use luotsi_web::health::{self, Readiness};
use luotsi_web::metrics::{self, Metrics};
use luotsi_web::openapi::{Barred, Clash, assemble};
use luotsi_web::problem::{Problem, Slug};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower::ServiceExt;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
    #[serde(default)]
    places: Option<u16>,
}

/// Tries <b>something</b>
#[utoipa::path(post, path = "/things/{id}/try", tag = "things", params(("id" = String, Path, description = "Which")),
    request_body = Option<Reason>, responses((status = 200, description = "Done", body = Reason), Barred, Clash))]
async fn post_try(Path(_): Path<String>, Json(reason): Json<Reason>) -> Result<Json<Reason>, Problem> {
    match reason.reason.as_str() {
        "late" => Err(Problem::standing(
            Slug::IllegalTransition,
            Some("accepted"),
            vec!["review".to_owned()],
        )),
        _ => Ok(Json(reason)),
    }
}

fn service(ready: bool) -> (Router, Value) {
    let documented: OpenApiRouter = OpenApiRouter::new()
        .routes(routes!(post_try))
        .merge(health::router(Readiness::new(move || async move { ready })))
        .merge(metrics::router(Metrics::default()));
    let (router, document) = assemble(documented);
    (router, document)
}

async fn ask(router: &Router, request: Request<Body>) -> (u16, String, String) {
    let answer = router.clone().oneshot(request).await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

async fn get(router: &Router, path: &str) -> (u16, String, String) {
    ask(router, Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_document_is_served_as_it_is_written() {
    let (router, document) = service(true);
    let (status, kind, body) = get(&router, "/openapi.json").await;
    assert_eq!((status, kind.as_str()), (200, "application/json"));
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), document);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["license"]["identifier"], "MIT OR Apache-2.0");
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
    let all = [
        "/docs",
        "/docs/style.css",
        "/healthz",
        "/metrics",
        "/openapi.json",
        "/readyz",
        "/things/{id}/try",
    ];
    assert_eq!(paths, all);
}

#[tokio::test]
async fn a_route_has_what_its_shape_can_answer_and_what_it_says_itself() {
    let (_, document) = service(true);
    let statuses = |path: &str, method: &str| -> Vec<String> {
        document["paths"][path][method]["responses"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    let full = [
        "200", "400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "500", "503",
    ];
    assert_eq!(statuses("/things/{id}/try", "post"), full);
    assert_eq!(statuses("/healthz", "get"), ["200", "400", "500"]);
    assert_eq!(statuses("/readyz", "get"), ["200", "400", "500", "503"]);
    assert_eq!(document["security"], json!([{"bearer": []}]));
    assert_eq!(document["paths"]["/healthz"]["get"]["security"], json!([{}]));
}

#[tokio::test]
async fn a_body_that_may_be_left_out_is_still_an_object() {
    let (_, document) = service(true);
    let body = &document["paths"]["/things/{id}/try"]["post"]["requestBody"];
    assert_eq!(
        body["content"]["application/json"]["schema"],
        json!({"$ref": "#/components/schemas/Reason"})
    );
    assert_ne!(body["required"], true);
}

#[tokio::test]
async fn a_number_has_the_bounds_of_its_type() {
    let (_, document) = service(true);
    let places = &document["components"]["schemas"]["Reason"]["properties"]["places"];
    assert_eq!(
        places,
        &json!({"type": ["integer", "null"], "minimum": 0, "maximum": 65535})
    );
}

#[tokio::test]
async fn every_reference_of_the_document_leads_somewhere() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(place)) = members.get("$ref") {
                    found.insert(place.clone());
                }
                members.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let (_, document) = service(true);
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(
        found.contains("#/components/schemas/Problem") && found.contains("#/components/responses/Problem409")
    );
    for place in found {
        let pointer = place.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{place}");
    }
}

#[tokio::test]
async fn a_problem_is_as_the_document_says() {
    let (router, document) = service(true);
    let request = Request::post("/things/1/try").header("content-type", "application/json");
    let (status, kind, body) = ask(
        &router,
        request.body(Body::from(r#"{"reason": "late"}"#)).unwrap(),
    )
    .await;
    assert_eq!((status, kind.as_str()), (409, "application/problem+json"));
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["status"], 409);
    assert_eq!(problem["actions"], json!(["review"]));
    assert_eq!(
        problem["referral"],
        json!({"status": "accepted", "actions": ["review"]})
    );

    let schema = &document["components"]["schemas"]["Problem"];
    let text = schema.to_string();
    for member in problem.as_object().unwrap().keys() {
        assert!(text.contains(&format!("\"{member}\":")), "{member} in {text}");
    }
    assert!(!text.contains("\"errors\"]"), "errors are not required: {text}");
    for slug in Slug::ALL {
        let response = &document["components"]["responses"][format!("Problem{}", slug.status().as_u16())];
        assert!(
            response["description"].as_str().unwrap().contains(&slug.uri()),
            "{slug:?}"
        );
        assert!(response["content"]["application/problem+json"].is_object());
    }
}

#[tokio::test]
async fn the_page_shows_the_routes_and_runs_nothing() {
    let (router, _) = service(true);
    let (status, kind, page) = get(&router, "/docs").await;
    assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"));
    assert!(page.contains("<code>POST /things/{id}/try</code>"));
    assert!(page.contains("Tries &lt;b&gt;something&lt;/b&gt;"));
    assert!(page.contains("href=\"#Problem409\"") && page.contains("id=\"Problem409\""));
    assert!(!page.contains("<script") && !page.contains("style=") && !page.contains("://"));
    assert_eq!(get(&router, "/docs/style.css").await.1, "text/css; charset=utf-8");
}

#[tokio::test]
async fn health_is_alive_and_ready_apart() {
    let (router, _) = service(false);
    assert_eq!(get(&router, "/healthz").await.0, 200);
    let (status, kind, body) = get(&router, "/readyz").await;
    assert_eq!((status, kind.as_str()), (503, "application/problem+json"));
    assert!(body.contains("/problems/unavailable"));
    let (router, _) = service(true);
    assert_eq!(get(&router, "/readyz").await.2, r#"{"status":"ok"}"#);
}

#[tokio::test]
async fn the_counters_are_served_with_their_own_media_type() {
    let (router, _) = service(true);
    let (status, kind, text) = get(&router, "/metrics").await;
    assert_eq!(
        (status, kind.as_str()),
        (200, "application/openmetrics-text; version=1.0.0; charset=utf-8")
    );
    assert!(text.ends_with("# EOF\n"));
}

#[test]
fn every_kind_of_problem_has_its_words() {
    for slug in Slug::ALL {
        for language in luotsi_i18n::Language::ALL {
            let title = slug.title(language);
            assert!(!title.is_empty() && !title.starts_with("problem-"), "{slug:?}");
            assert!(
                slug.detail(language)
                    .is_none_or(|detail| !detail.starts_with("problem-")),
                "{slug:?}"
            );
        }
    }
}
