//! Who one is, and what concerns a whole network.

#![expect(
    unused_qualifications,
    reason = "the path macro repeats the names it is given"
)]

use axum::{
    extract::State,
    http::{StatusCode, header::LINK},
    response::{IntoResponse, Response},
};
use luotsi_domain::id::{LetterId, NetworkId, ProgrammeId};
use luotsi_wire::{
    answer::{Board, Me, PersonView, ProgrammeView, Voices, WarningView},
    referral::ReferralView,
    request::{CapacityRequest, CautionRequest},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::{AppState, NETWORKS, actor::Caller, referrals::field, refusal::said, render};
use crate::{
    extract::{Json, Path, Query},
    language::Lang,
    openapi::Barred,
    problem::{Problem, Slug},
};

/// Who I am
#[utoipa::path(get, path = "/me", tag = NETWORKS, responses((status = 200, description = "The caller", body = Me)))]
pub(super) async fn get_me(State(state): State<AppState>, caller: Caller) -> Json<Me> {
    Json(state.service.me(&caller.0))
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// Only this organisation.
    organisation: Option<String>,
}

/// Workers and leads
///
/// Of the own organisation; an advisor and a worker also see those of the network's partners. The ids are
/// `worker`, `deputy` and `agreed_with`.
#[utoipa::path(get, path = "/networks/{network}/people", tag = NETWORKS,
    params(("network" = String, Path,), PeopleQuery),
    responses((status = 200, description = "People", body = Vec<PersonView>), Barred))]
pub(super) async fn get_people(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<Vec<PersonView>>, Problem> {
    let network = NetworkId::new(network);
    Ok(Json(
        state
            .service
            .people(caller.actor(), &network, query.organisation.as_deref())
            .await?,
    ))
}

/// Programmes and their places
#[utoipa::path(get, path = "/networks/{network}/programmes", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "Programmes", body = Vec<ProgrammeView>)))]
pub(super) async fn get_programmes(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(network): Path<String>,
) -> Result<Json<Vec<ProgrammeView>>, Problem> {
    let network = NetworkId::new(network);
    Ok(Json(
        state
            .service
            .programmes(caller.actor(), &network, language.tag(), state.now())
            .await?,
    ))
}

/// Claim a programme's places
///
/// Replaces the whole claim: what is absent is null, which is no limit and no pause. Lowering evicts nobody.
#[utoipa::path(put, path = "/programmes/{id}/capacity", tag = NETWORKS,
    params(("id" = String, Path,)), request_body = CapacityRequest,
    responses((status = 200, description = "The programme now", body = ProgrammeView), Barred))]
pub(super) async fn put_capacity(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(id): Path<String>,
    Json(claim): Json<CapacityRequest>,
) -> Result<Json<ProgrammeView>, Problem> {
    let programme = ProgrammeId::new(id);
    Ok(Json(
        state
            .service
            .claim(caller.actor(), &programme, &claim, language.tag(), state.now())
            .await?,
    ))
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct EndingQuery {
    /// 1 to 200; 50 where absent.
    limit: Option<u32>,
    /// Where the page before ended: from its `Link`.
    cursor: Option<String>,
}

/// The people of a programme that ends
///
/// Open and followed up, in coded facts; `ending` says how many days are left and what is decided. Worker and
/// lead of the programme's own organisation, and the coordinator. `Link: rel="next"` has the next page.
#[utoipa::path(get, path = "/programmes/{id}/ending", tag = NETWORKS,
    params(("id" = String, Path,), EndingQuery),
    responses((status = 200, description = "A page", body = Vec<ReferralView>), Barred))]
pub(super) async fn get_ending(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<EndingQuery>,
) -> Result<Response, Problem> {
    let programme = ProgrammeId::new(id);
    let listed = state
        .service
        .ending_list(caller.actor(), &programme, query.limit, query.cursor, state.now())
        .await?;
    let mut response = Json(listed.referrals).into_response();
    if let Some(cursor) = listed.next {
        let limit = query.limit.map(|limit| format!("limit={limit}&"));
        let limit = limit.unwrap_or_default();
        let link = format!("</api/v1/programmes/{programme}/ending?{limit}cursor={cursor}>; rel=\"next\"");
        response.headers_mut().insert(LINK, field(&link));
    }
    Ok(response)
}

/// A programme's claim still holds
///
/// Its lead says so: nothing changes but its age.
#[utoipa::path(post, path = "/programmes/{id}/capacity/confirm", tag = NETWORKS,
    params(("id" = String, Path,)),
    responses((status = 200, description = "The programme now", body = ProgrammeView), Barred))]
pub(super) async fn post_confirm(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(id): Path<String>,
) -> Result<Json<ProgrammeView>, Problem> {
    let programme = ProgrammeId::new(id);
    Ok(Json(
        state
            .service
            .confirm_claim(caller.actor(), &programme, language.tag(), state.now())
            .await?,
    ))
}

/// The coordinator's board
#[utoipa::path(get, path = "/networks/{network}/board", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "The board", body = Board), Barred))]
pub(super) async fn get_board(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(network): Path<String>,
) -> Result<Json<Board>, Problem> {
    let (network, now) = (NetworkId::new(network), state.now());
    let board = state
        .service
        .board(caller.actor(), &network, language.tag(), now)
        .await;
    board
        .map(|board| Json(render::board(board, now, language)))
        .map_err(|error| said(error, language))
}

/// Put a dead letter back
///
/// The board lists them. It goes out again as the same letter, to the address that its receiver has now.
#[utoipa::path(post, path = "/networks/{network}/dead_letters/{id}/retry", tag = NETWORKS,
    params(("network" = String, Path,), ("id" = String, Path, description = "The letter's id")),
    responses((status = 204, description = "It is on its way"), Barred))]
pub(super) async fn post_dead_letter_retry(
    State(state): State<AppState>,
    caller: Caller,
    Path((network, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    // What is no id is no letter's.
    let id: LetterId = id.parse().map_err(|_| Slug::NotFound)?;
    let network = NetworkId::new(network);
    state
        .service
        .retry_letter(caller.actor(), &network, id, state.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a free text is warned of
///
/// Before a note or message is sent: identity codes and health words do not belong there, and the person may
/// read it. Keeps nothing.
#[utoipa::path(post, path = "/networks/{network}/cautions", tag = NETWORKS,
    params(("network" = String, Path,)), request_body = CautionRequest,
    responses((status = 200, description = "Warnings, if any", body = Vec<WarningView>)))]
pub(super) async fn post_cautions(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Path(network): Path<String>,
    Json(request): Json<CautionRequest>,
) -> Result<Json<Vec<WarningView>>, Problem> {
    let network = NetworkId::new(network);
    let found = state.service.cautions(caller.actor(), &network, &request.text)?;
    let shown = found
        .into_iter()
        .map(|caution| render::warning("/text", caution, language));
    Ok(Json(shown.collect()))
}

/// The handoff's JSON Schema
///
/// Core and the network's own part in one document, as submissions are validated.
#[utoipa::path(get, path = "/networks/{network}/handoff-schema", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "JSON Schema 2020-12", body = Object)))]
pub(super) async fn get_handoff_schema(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(
        state
            .service
            .handoff_schema(caller.actor(), &NetworkId::new(network))?,
    ))
}

/// What clients said
///
/// Sums of twelve months, never of one person: a lead reads those of her own organisation, the coordinator those
/// of all. Under 5 is null outside the own organisation, and single months are given there only where nothing in
/// them is hidden.
#[utoipa::path(get, path = "/networks/{network}/voice", tag = NETWORKS,
    params(("network" = String, Path,)),
    responses((status = 200, description = "Sums", body = Voices), Barred))]
pub(super) async fn get_voice(
    State(state): State<AppState>,
    caller: Caller,
    Path(network): Path<String>,
) -> Result<Json<Voices>, Problem> {
    let network = NetworkId::new(network);
    Ok(Json(
        state
            .service
            .voices(caller.actor(), &network, state.now())
            .await?,
    ))
}
