//! What happened, in order; what a desk takes into its archive; who saw whom.

#![expect(
    unused_qualifications,
    reason = "the path macro repeats the names it is given"
)]

use axum::{
    extract::State,
    http::header::LINK,
    response::{IntoResponse, Response},
};
use luotsi_domain::id::{NetworkId, ReferralId};
use luotsi_wire::answer::{ArchiveView, FeedEvent, ViewEntry};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{AppState, NETWORKS, REFERRALS, actor::Caller, referrals::field};
use crate::{
    extract::{Json, Path, Query},
    openapi::Barred,
    problem::Problem,
};

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct EventsQuery {
    /// Where the page before ended: from its `Link`. From the beginning where absent.
    after: Option<String>,
    /// 1 to 200; 100 where absent.
    limit: Option<u32>,
}

/// The ordered feed
///
/// Every event that the caller may know of, once, in the order of commits: what commits later comes later and is
/// never skipped. `Link: rel="next"` is always there; where it has the cursor that was sent, there is nothing
/// more for now. A page may be empty before that. What one may no longer know is no longer in it.
#[utoipa::path(get, path = "/networks/{network}/events", tag = NETWORKS,
    params(("network" = String, Path,), EventsQuery),
    responses((status = 200, description = "A page", body = Vec<FeedEvent>), Barred))]
pub(super) async fn get_events(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
    Query(query): Query<EventsQuery>,
) -> Result<Response, Problem> {
    let id = NetworkId::new(network);
    let page = state
        .service
        .feed(caller.actor(), &id, query.after.as_deref(), query.limit)
        .await?;
    let link = next(&format!("networks/{id}/events"), "after", &page.next, query.limit);
    Ok(linked(Json(page.events).into_response(), Some(&link)))
}

/// The desk's handoff, for its archive
///
/// With what it may see of the road. Until the person's key is destroyed, so for a while after a withdrawal of
/// everything too. Logged as a view.
#[utoipa::path(get, path = "/referrals/{id}/export", tag = REFERRALS,
    params(("id" = uuid::Uuid, Path,)),
    responses((status = 200, description = "Handoff and history", body = ArchiveView), Barred))]
pub(super) async fn get_export(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<uuid::Uuid>,
) -> Result<Json<ArchiveView>, Problem> {
    let archive = state
        .service
        .archive(caller.actor(), ReferralId::new(id), state.now())
        .await?;
    Ok(Json(archive))
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ViewsQuery {
    /// 1 to 500; 200 where absent.
    limit: Option<u32>,
    /// Where the page before ended: from its `Link`.
    cursor: Option<String>,
}

/// Who saw the person
///
/// The log of views and disclosures of one client, oldest first, for the desk that handed her over.
#[utoipa::path(get, path = "/referrals/{id}/views", tag = REFERRALS,
    params(("id" = uuid::Uuid, Path,), ViewsQuery),
    responses((status = 200, description = "A page", body = Vec<ViewEntry>), Barred))]
pub(super) async fn get_views(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<uuid::Uuid>,
    Query(query): Query<ViewsQuery>,
) -> Result<Response, Problem> {
    let referral = ReferralId::new(id);
    let page = state
        .service
        .views(
            caller.actor(),
            referral,
            query.cursor.as_deref(),
            query.limit,
            state.now(),
        )
        .await?;
    let link = page
        .next
        .map(|cursor| next(&format!("referrals/{id}/views"), "cursor", &cursor, query.limit));
    Ok(linked(Json(page.views).into_response(), link.as_deref()))
}

/// The link to the next page of a list.
fn next(path: &str, name: &str, cursor: &str, limit: Option<u32>) -> String {
    let limit = limit.map_or_else(String::new, |limit| format!("&limit={limit}"));
    format!("</api/v1/{path}?{name}={cursor}{limit}>; rel=\"next\"")
}

fn linked(mut response: Response, link: Option<&str>) -> Response {
    if let Some(link) = link {
        response.headers_mut().insert(LINK, field(link));
    }
    response
}
