//! What is kept before it is handed over, and whoever rings back.

#![expect(
    unused_qualifications,
    reason = "the path macro repeats the names it is given"
)]

use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{ETAG, LINK, LOCATION},
    },
    response::{IntoResponse, Response},
};
use luotsi_domain::id::{DraftId, NetworkId};
use luotsi_service::draft::DraftQuery;
use luotsi_wire::{
    draft::{DraftView, FoundView},
    referral::ReferralView,
    request::{DraftRequest, SearchRequest, SubmitDraftRequest},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    AppState, DRAFTS,
    actions::if_match,
    actor::Caller,
    referrals::{etag, field, handed_over, idempotency_key},
    refusal::said,
};
use crate::{
    extract::{Json, Path, Query},
    language::Lang,
    openapi::{Barred, Clash, Stale, Unfit},
    problem::Problem,
};

/// Keep a draft
///
/// In the caller's own organisation; what is missing is no fault. A closed gate keeps nothing, but after an
/// emergency, with the client's permission, a draft is kept with `call_back_on`. With an `Idempotency-Key`
/// the same body gives the same draft for 24 hours.
#[utoipa::path(post, path = "/networks/{network}/drafts", tag = DRAFTS,
    params(("network" = String, Path,), ("Idempotency-Key" = Option<String>, Header, max_length = 255)),
    request_body = DraftRequest,
    responses((status = 201, description = "The draft", body = DraftView), Barred))]
pub(super) async fn post_draft(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    headers: HeaderMap,
    Path(network): Path<String>,
    Json(request): Json<DraftRequest>,
) -> Result<Response, Problem> {
    let (network, now) = (NetworkId::new(network), state.now());
    let key = idempotency_key(&headers)?;
    let kept = state
        .service
        .keep_draft(caller.actor(), &network, &request, key, now)
        .await;
    let view = kept.map_err(|error| said(error, language))?;
    let location = format!("/api/v1/drafts/{}", view.id);
    let fields = [(LOCATION, field(&location)), (ETAG, etag(view.version))];
    Ok((StatusCode::CREATED, fields, Json(view)).into_response())
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DraftsQuery {
    /// `mine`, or `desk` for the others' in the queue; both where absent, one's own first.
    whose: Option<String>,
    /// 1 to 200; 50 where absent.
    limit: Option<u32>,
    /// Where the page before ended: from its `Link`.
    cursor: Option<String>,
}

/// Drafts
///
/// The caller's own, then what lies in her organisation's queue, in coded facts. `Link: rel="next"` has the
/// next page.
#[utoipa::path(get, path = "/networks/{network}/drafts", tag = DRAFTS,
    params(("network" = String, Path,), DraftsQuery),
    responses((status = 200, description = "A page", body = Vec<DraftView>), Barred))]
pub(super) async fn get_drafts(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
    Query(query): Query<DraftsQuery>,
) -> Result<Response, Problem> {
    let id = NetworkId::new(&network);
    let asked = DraftQuery {
        whose: query.whose,
        limit: query.limit,
        cursor: query.cursor,
    };
    let listed = state
        .service
        .drafts(caller.actor(), &id, &asked, state.now())
        .await?;
    let mut response = Json(listed.drafts).into_response();
    if let Some(cursor) = listed.next {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if let Some(whose) = &asked.whose {
            pairs.append_pair("whose", whose);
        }
        if let Some(limit) = asked.limit {
            pairs.append_pair("limit", &limit.to_string());
        }
        pairs.append_pair("cursor", &cursor);
        let link = format!("</api/v1/networks/{id}/drafts?{}>; rel=\"next\"", pairs.finish());
        response.headers_mut().insert(LINK, field(&link));
    }
    Ok(response)
}

/// One draft
///
/// As it was saved. The view is logged.
#[utoipa::path(get, path = "/drafts/{id}", tag = DRAFTS,
    params(("id" = Uuid, Path,)),
    responses((status = 200, description = "The draft; `ETag` is its version", body = DraftView)))]
pub(super) async fn get_draft(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = state
        .service
        .draft(caller.actor(), DraftId::new(id), state.now())
        .await?;
    Ok(shown(view))
}

/// Save a draft anew
///
/// Replaces it; whoever saves it has it. Where the client refused or cannot be asked it is deleted at once.
#[utoipa::path(put, path = "/drafts/{id}", tag = DRAFTS,
    params(("id" = Uuid, Path,), ("If-Match" = Option<String>, Header,)),
    request_body = DraftRequest,
    responses(
        (status = 200, description = "The draft now", body = DraftView),
        (status = 204, description = "The client does not permit it: nothing of it is kept"),
        Stale))]
pub(super) async fn put_draft(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Json(request): Json<DraftRequest>,
) -> Result<Response, Problem> {
    let seen = if_match(&headers)?;
    let saved = state
        .service
        .save_draft(caller.actor(), DraftId::new(id), &request, seen, state.now())
        .await;
    match saved.map_err(|error| said(error, language))? {
        Some(view) => Ok(shown(view)),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// Discard a draft
#[utoipa::path(delete, path = "/drafts/{id}", tag = DRAFTS,
    params(("id" = Uuid, Path,), ("If-Match" = Option<String>, Header,)),
    responses((status = 204, description = "Nothing of it is kept"), Stale))]
pub(super) async fn delete_draft(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let seen = if_match(&headers)?;
    state
        .service
        .discard_draft(caller.actor(), DraftId::new(id), seen)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hand a draft over
///
/// The same as handing over its handoff; the draft is gone then. With an `Idempotency-Key` the same body
/// gives the same referral for 24 hours.
#[utoipa::path(post, path = "/drafts/{id}/submit", tag = DRAFTS,
    params(("id" = Uuid, Path,), ("If-Match" = Option<String>, Header,),
        ("Idempotency-Key" = Option<String>, Header, max_length = 255)),
    request_body = SubmitDraftRequest,
    responses((status = 201, description = "The referral", body = ReferralView), Barred, Clash, Stale))]
pub(super) async fn submit_draft(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Json(request): Json<SubmitDraftRequest>,
) -> Result<Response, Problem> {
    let (key, seen) = (idempotency_key(&headers)?, if_match(&headers)?);
    let (id, now) = (DraftId::new(id), state.now());
    let handed = Box::pin(
        state
            .service
            .submit_draft(caller.actor(), id, &request, key, seen, now),
    )
    .await;
    Ok(handed_over(handed.map_err(|error| said(error, language))?))
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// Where the page before ended: from its `Link`. The body is sent again.
    cursor: Option<String>,
}

/// Find whoever rings back
///
/// By name, phone or birth year, exactly, among those whom the caller may identify now. Every view is
/// logged. Where there are more, `Link: rel="next"` has where to post the same body.
#[utoipa::path(post, path = "/networks/{network}/search", tag = DRAFTS,
    params(("network" = String, Path,), SearchQuery), request_body = SearchRequest,
    responses((status = 200, description = "Whoever it may be, the newest first", body = Vec<FoundView>), Barred, Unfit))]
pub(super) async fn post_search(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
    Query(query): Query<SearchQuery>,
    Json(request): Json<SearchRequest>,
) -> Result<Response, Problem> {
    let (id, now) = (NetworkId::new(&network), state.now());
    let finds = state
        .service
        .search(caller.actor(), &id, &request, query.cursor.as_deref(), now)
        .await?;
    let mut response = Json(finds.people).into_response();
    if let Some(cursor) = finds.next {
        let link = format!("</api/v1/networks/{id}/search?cursor={cursor}>; rel=\"next\"");
        response.headers_mut().insert(LINK, field(&link));
    }
    Ok(response)
}

fn shown(view: DraftView) -> Response {
    ([(ETAG, etag(view.version))], Json(view)).into_response()
}
