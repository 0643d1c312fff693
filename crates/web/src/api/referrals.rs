//! Handing over, and reading what became of it.

#![expect(
    unused_qualifications,
    reason = "the path macro repeats the names it is given"
)]

use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{ETAG, LINK, LOCATION},
    },
    response::{IntoResponse, Response},
};
use luotsi_domain::id::{NetworkId, ReferralId};
use luotsi_service::{Handed, ListQuery};
use luotsi_wire::{
    answer::Preview,
    referral::{ReferralView, TimelineEntry},
    request::{PreviewRequest, SubmitRequest},
    validation::Code,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AppState, REFERRALS, actor::Caller, refusal::said, render};
use crate::{
    extract::{Json, Path, Query},
    language::Lang,
    openapi::{Barred, Clash},
    problem::Problem,
};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// What a handoff would lead to
///
/// Stores nothing. Programmes in order of rank, the excluded last with their rule.
#[utoipa::path(post, path = "/networks/{network}/preview", tag = REFERRALS,
    params(("network" = String, Path,)), request_body = PreviewRequest,
    responses((status = 200, description = "Gate and candidates", body = Preview), Barred))]
pub(super) async fn post_preview(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(network): Path<String>,
    Json(request): Json<PreviewRequest>,
) -> Result<Json<Preview>, Problem> {
    let network = NetworkId::new(network);
    let previewed = state
        .service
        .preview(caller.actor(), &network, &request.handoff, state.now())
        .await;
    let previewed = previewed.map_err(|error| said(error, language))?;
    Ok(Json(render::preview(&previewed, language)))
}

/// Hand a person over
///
/// With an `Idempotency-Key` the same body gives the same referral for 24 hours.
#[utoipa::path(post, path = "/networks/{network}/referrals", tag = REFERRALS,
    params(("network" = String, Path,), ("Idempotency-Key" = Option<String>, Header, max_length = 255)),
    request_body = SubmitRequest,
    responses((status = 201, description = "The referral", body = ReferralView), Barred, Clash))]
pub(super) async fn post_referral(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    headers: HeaderMap,
    Path(network): Path<String>,
    Json(request): Json<SubmitRequest>,
) -> Result<Response, Problem> {
    let (network, now) = (NetworkId::new(network), state.now());
    let key = idempotency_key(&headers)?;
    let handed = state
        .service
        .submit(caller.actor(), &network, &request, key, now)
        .await;
    Ok(handed_over(handed.map_err(|error| said(error, language))?))
}

/// A referral that was made, with where it is.
pub(super) fn handed_over(handed: Handed) -> Response {
    let location = format!("/api/v1/referrals/{}", handed.id);
    let fields = [(LOCATION, field(&location)), (ETAG, etag(handed.view.version))];
    (StatusCode::CREATED, fields, Json(handed.view)).into_response()
}

/// The caller's key, if she sent a good one.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut fields = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(field) = fields.next() else {
        return Ok(None);
    };
    let key = field
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()) && fields.next().is_none());
    key.map(Some)
        .ok_or_else(|| Problem::invalid("/Idempotency-Key", Code::Format))
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReferralsQuery {
    /// Only this status.
    status: Option<String>,
    /// `me`, `organisation` or `any`.
    holder: Option<String>,
    /// Only what stands still.
    stalled: Option<bool>,
    /// Only this programme.
    programme: Option<String>,
    /// Only this district.
    district: Option<String>,
    /// Only this reference.
    reference: Option<String>,
    /// `due`, the most urgent first, or `newest`.
    sort: Option<String>,
    /// 1 to 200; 50 where absent.
    limit: Option<u32>,
    /// Where the page before ended: from its `Link`.
    cursor: Option<String>,
}

/// Referrals
///
/// What the caller may know, in coded facts. `Link: rel="next"` has the next page.
#[utoipa::path(get, path = "/networks/{network}/referrals", tag = REFERRALS,
    params(("network" = String, Path,), ReferralsQuery),
    responses((status = 200, description = "A page", body = Vec<ReferralView>)))]
pub(super) async fn get_referrals(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
    Query(query): Query<ReferralsQuery>,
) -> Result<Response, Problem> {
    let id = NetworkId::new(&network);
    let asked = ListQuery {
        status: query.status,
        holder: query.holder,
        open: false,
        stalled: query.stalled.unwrap_or(false),
        programme: query.programme,
        district: query.district,
        reference: query.reference,
        sort: query.sort,
        limit: query.limit,
        cursor: query.cursor,
    };
    let listed = state
        .service
        .referrals(caller.actor(), &id, &asked, state.now())
        .await?;
    let mut response = Json(listed.referrals).into_response();
    if let Some(cursor) = listed.next {
        let link = format!(
            "</api/v1/networks/{id}/referrals?{}>; rel=\"next\"",
            next_page(&asked, &cursor)
        );
        response.headers_mut().insert(LINK, field(&link));
    }
    Ok(response)
}

/// The query of the next page: the same filters, another cursor.
fn next_page(query: &ListQuery, cursor: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    let texts = [
        ("status", &query.status),
        ("holder", &query.holder),
        ("programme", &query.programme),
        ("district", &query.district),
        ("reference", &query.reference),
        ("sort", &query.sort),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            pairs.append_pair(name, value);
        }
    }
    if query.stalled {
        pairs.append_pair("stalled", "true");
    }
    if let Some(limit) = query.limit {
        pairs.append_pair("limit", &limit.to_string());
    }
    pairs.append_pair("cursor", cursor);
    pairs.finish()
}

/// One referral
///
/// As the caller may see it at this stage. A view of an identity is logged.
#[utoipa::path(get, path = "/referrals/{id}", tag = REFERRALS,
    params(("id" = uuid::Uuid, Path,)),
    responses((status = 200, description = "The referral; `ETag` is its version", body = ReferralView)))]
pub(super) async fn get_referral(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<uuid::Uuid>,
) -> Result<Response, Problem> {
    let view = state
        .service
        .referral(caller.actor(), ReferralId::new(id), state.now())
        .await?;
    Ok(shown(view))
}

/// A referral's history
///
/// As the caller may see it, in order. Free texts only where she may read them.
#[utoipa::path(get, path = "/referrals/{id}/timeline", tag = REFERRALS,
    params(("id" = uuid::Uuid, Path,)),
    responses((status = 200, description = "The history", body = Vec<TimelineEntry>)))]
pub(super) async fn get_timeline(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<uuid::Uuid>,
) -> Result<Json<Vec<TimelineEntry>>, Problem> {
    Ok(Json(
        state
            .service
            .timeline(caller.actor(), ReferralId::new(id), state.now())
            .await?,
    ))
}

/// A referral with its version as `ETag`.
pub(super) fn shown(view: ReferralView) -> Response {
    ([(ETAG, etag(view.version))], Json(view)).into_response()
}

pub(super) fn etag(version: u64) -> HeaderValue {
    field(&format!("\"{version}\""))
}

/// A header field of what the service itself wrote; the cursor and ids are plain ASCII.
pub(super) fn field(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
