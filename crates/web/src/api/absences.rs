//! Who is away, and the watches that follow where nobody is there.

use axum::{extract::State, http::StatusCode};
use luotsi_domain::id::{NetworkId, UserId, WatchId};
use luotsi_wire::{
    answer::{AbsenceView, WatchView},
    request::AbsenceRequest,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{AppState, NETWORKS, actor::Caller};
use crate::{
    extract::{Json, Path},
    openapi::Barred,
    problem::Problem,
};

/// The routes of absences and watches.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_absences))
        .routes(routes!(put_absence, delete_absence))
        .routes(routes!(get_watches))
        .routes(routes!(post_watch_done))
}

/// Who is away
///
/// Of the own organisation, now or later: for its workers, leads and machine.
#[utoipa::path(get, path = "/networks/{network}/absences", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "Absences, the first to begin first", body = Vec<AbsenceView>), Barred))]
pub(super) async fn get_absences(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
) -> Result<Json<Vec<AbsenceView>>, Problem> {
    let network = NetworkId::new(network);
    Ok(Json(
        state
            .service
            .absences(caller.actor(), &network, state.now())
            .await?,
    ))
}

/// Be away
///
/// Oneself, or somebody one leads; replaces what was said before. From the first day on whom the person has is
/// with the colleague named, else with a lead, else on watch at the home desk; after the last day back.
#[utoipa::path(put, path = "/people/{id}/absence", tag = NETWORKS,
    params(("id" = Uuid, Path,)), request_body = AbsenceRequest,
    responses((status = 200, description = "The absence", body = AbsenceView), Barred))]
pub(super) async fn put_absence(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(request): Json<AbsenceRequest>,
) -> Result<Json<AbsenceView>, Problem> {
    let person = UserId::new(id);
    Ok(Json(
        state
            .service
            .be_away(caller.actor(), person, &request, state.now())
            .await?,
    ))
}

/// Be back
///
/// Early, or never away after all; once more says the same.
#[utoipa::path(delete, path = "/people/{id}/absence", tag = NETWORKS,
    params(("id" = Uuid, Path,)),
    responses((status = 204, description = "Not away"), Barred))]
pub(super) async fn delete_absence(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state
        .service
        .be_back(caller.actor(), UserId::new(id), state.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Watches
///
/// Nobody of a partner is there: one task for all whom it has. The desk sees its own, the coordinator all but
/// those of protected persons.
#[utoipa::path(get, path = "/networks/{network}/watches", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "Watches, the oldest first", body = Vec<WatchView>), Barred))]
pub(super) async fn get_watches(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
) -> Result<Json<Vec<WatchView>>, Problem> {
    let network = NetworkId::new(network);
    Ok(Json(
        state
            .service
            .watches(caller.actor(), &network, state.now())
            .await?,
    ))
}

/// These people are told
///
/// That it goes on later. Once more says the same.
#[utoipa::path(post, path = "/watches/{id}/done", tag = NETWORKS,
    params(("id" = Uuid, Path,)),
    responses((status = 200, description = "The watch now", body = WatchView), Barred))]
pub(super) async fn post_watch_done(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<WatchView>, Problem> {
    Ok(Json(
        state
            .service
            .watch_done(caller.actor(), WatchId::new(id), state.now())
            .await?,
    ))
}
