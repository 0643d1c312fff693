//! `POST /referrals/{id}/{action}`: one route an action, all of one shape. With an `Idempotency-Key` a step is
//! taken once for 24 hours, however often it is sent.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header::IF_MATCH},
    response::{IntoResponse, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Language;
use luotsi_service::Error;
use luotsi_wire::{
    referral::ReferralView,
    request::{
        AcceptRequest, ActionRequest, AddCarrierRequest, AlertDeskRequest, AmendRequest, BreakGlassRequest,
        ClientCalledRequest, CloseRequest, ConfirmWaitingRequest, EndSupportRequest, ExtendOverlapRequest,
        HandBackRequest, KeepWaitingRequest, LinkRequest, NoBody, PlacementRequest, PlanEndingRequest,
        ProposeMeetingRequest, ReassignRequest, RecordCheckRequest, RecordConsentRequest,
        RecordContactRequest, RecordMeetingRequest, RenewConsentRequest, ReopenRequest, ReportChangeRequest,
        ReturnRequest, ReviewRequest, SendMessageRequest, TransferRequest, UnlinkRequest,
        UpdateCityTrackRequest, WithdrawConsentRequest,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    AppState, REFERRALS,
    actor::Caller,
    referrals::{handed_over, idempotency_key, shown},
    refusal::said,
};
use crate::{
    extract::{Json, Path},
    language::Lang,
    openapi::{Barred, Clash, Stale, Unfit},
    problem::{Problem, Slug},
};

/// Declares the routes of the actions and the router of all of them.
macro_rules! actions {
    ($($(#[$doc:meta])* $function:ident: $path:literal $variant:ident($body:ty);)+) => {
        $(
            $(#[$doc])*
            #[utoipa::path(post, path = $path, tag = REFERRALS, operation_id = stringify!($function),
                params(("id" = Uuid, Path,), ("If-Match" = Option<String>, Header,),
                    ("Idempotency-Key" = Option<String>, Header, max_length = 255)),
                request_body = $body,
                responses(
                    (status = 200, description = "The referral as the caller may see it now", body = ReferralView),
                    (status = 204, description = "Done; the caller may no longer know it"),
                    Barred, Clash, Stale, Unfit))]
            pub(super) async fn $function(
                State(state): State<AppState>,
                caller: Caller,
                Lang(language): Lang,
                headers: HeaderMap,
                Path(id): Path<Uuid>,
                Json(body): Json<$body>,
            ) -> Result<Response, Problem> {
                act(&state, &caller, language, &headers, id, ActionRequest::$variant(body)).await
            }
        )+

        /// The routes of all actions.
        pub(super) fn router() -> OpenApiRouter<AppState> {
            OpenApiRouter::new()$(.routes(routes!($function)))+.routes(routes!(reopen))
        }
    };
}

actions! {
    /// Choose a programme
    ///
    /// Desk and coordinator, from `waiting` and `returned`. The coordinator may exceed the capacity with a reason.
    place: "/referrals/{id}/place" Place(PlacementRequest);
    /// Close
    close: "/referrals/{id}/close" Close(CloseRequest);
    /// The client called
    client_called: "/referrals/{id}/client_called" ClientCalled(ClientCalledRequest);
    /// The client was asked whether she still wishes to wait
    confirm_waiting: "/referrals/{id}/confirm_waiting" ConfirmWaiting(ConfirmWaitingRequest);
    /// Keep waiting until a day
    keep_waiting: "/referrals/{id}/keep_waiting" KeepWaiting(KeepWaitingRequest);
    /// The client took her permission back, or a part of it
    withdraw_consent: "/referrals/{id}/withdraw_consent" WithdrawConsent(WithdrawConsentRequest);
    /// The authority's track moved on
    update_city_track: "/referrals/{id}/update_city_track" UpdateCityTrack(UpdateCityTrackRequest);
    /// A message between desk and partner
    send_message: "/referrals/{id}/send_message" SendMessage(SendMessageRequest);
    /// Seen; an answer follows
    acknowledge: "/referrals/{id}/acknowledge" Acknowledge(NoBody);
    /// Take the client
    accept: "/referrals/{id}/accept" Accept(AcceptRequest);
    /// Give back with a reason
    hand_back: "/referrals/{id}/hand_back" HandBack(HandBackRequest);
    /// A contact was tried or made
    record_contact: "/referrals/{id}/record_contact" RecordContact(RecordContactRequest);
    /// The situation was looked at together
    review: "/referrals/{id}/review" Review(ReviewRequest);
    /// Hand to a colleague
    reassign: "/referrals/{id}/reassign" Reassign(ReassignRequest);
    /// Ask another organisation to take over
    transfer: "/referrals/{id}/transfer" Transfer(TransferRequest);
    /// End support; follow-up begins
    end_support: "/referrals/{id}/end_support" EndSupport(EndSupportRequest);
    /// Check whether the change lasts
    record_check: "/referrals/{id}/record_check" RecordCheck(RecordCheckRequest);
    /// Died, moved away, in hospital
    report_change: "/referrals/{id}/report_change" ReportChange(ReportChangeRequest);
    /// Alert the desk
    alert_desk: "/referrals/{id}/alert_desk" AlertDesk(AlertDeskRequest);
    /// Give back to the desk's queue
    ///
    /// The coordinator, from `waiting`.
    return_to_desk: "/referrals/{id}/return" Return(ReturnRequest);
    /// Ask the desk
    ask_desk: "/referrals/{id}/ask_desk" AskDesk(NoBody);
    /// Decide what becomes of her when the programme ends
    ///
    /// Worker or lead, once the end is near; another decision takes the place of the one before.
    plan_ending: "/referrals/{id}/plan_ending" PlanEnding(PlanEndingRequest);
    /// The client was asked to permit one more organisation
    ///
    /// Whoever has the task `ask_consent`.
    record_consent: "/referrals/{id}/record_consent" RecordConsent(RecordConsentRequest);
    /// Propose a meeting together
    ///
    /// Who has the person, who is asked, or the desk. One meeting at a time; until it is written down it is a task.
    propose_meeting: "/referrals/{id}/propose_meeting" ProposeMeeting(ProposeMeetingRequest);
    /// What came of a meeting
    ///
    /// `met`, written down by the worker who has the person in `accepted`, is the first meeting.
    record_meeting: "/referrals/{id}/record_meeting" RecordMeeting(RecordMeetingRequest);
    /// Look at who the person is, for 15 minutes
    ///
    /// The coordinator, only where the network allows it, with a reason that the desk reads. The desk is told at once.
    break_glass: "/referrals/{id}/break_glass" BreakGlass(BreakGlassRequest);
    /// Another programme carries the client too
    ///
    /// A second referral of the same client; `links` names it. With `overlap_until` the first one ends then.
    add_carrier: "/referrals/{id}/add_carrier" AddCarrier(AddCarrierRequest);
    /// A couple, or friends
    link: "/referrals/{id}/link" Link(LinkRequest);
    /// No longer a couple, or friends
    unlink: "/referrals/{id}/unlink" Unlink(UnlinkRequest);
    /// Two go on together until another date
    extend_overlap: "/referrals/{id}/extend_overlap" ExtendOverlap(ExtendOverlapRequest);
    /// The client was asked for permission anew
    renew_consent: "/referrals/{id}/renew_consent" RenewConsent(RenewConsentRequest);
    /// Fill in or mend the handoff
    ///
    /// The desk, from `waiting`, `offered` and `returned`: the whole handoff as it is read there, with what is to be
    /// other. It is checked as on submission; `schema`, `gate`, `consent`, `city_track` and `client.protected` stay
    /// (`not-here`). An offer that is out stays out, also where she no longer fits there: those asked see the coded
    /// facts as they are now, and hand back.
    amend: "/referrals/{id}/amend" Amend(AmendRequest);
}

/// Whoever came back
///
/// The desk, from `stable` or `closed`, while her details are kept: a new referral linked with this one, with
/// permission asked anew. What is absent is taken from the earlier handoff.
#[utoipa::path(post, path = "/referrals/{id}/reopen", tag = REFERRALS,
    params(("id" = Uuid, Path,), ("If-Match" = Option<String>, Header,)),
    request_body = ReopenRequest,
    responses((status = 201, description = "The new referral", body = ReferralView), Barred, Clash, Stale))]
pub(super) async fn reopen(
    State(state): State<AppState>,
    caller: Caller,
    Lang(language): Lang,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Json(body): Json<ReopenRequest>,
) -> Result<Response, Problem> {
    let (seen, now) = (if_match(&headers)?, state.now());
    // A whole submission is inside: on the heap, not in every request's frame.
    let reopened = state
        .service
        .reopen(caller.actor(), ReferralId::new(id), &body, seen, now);
    let handed = Box::pin(reopened).await;
    Ok(handed_over(handed.map_err(|error| said(error, language))?))
}

async fn act(
    state: &AppState,
    caller: &Caller,
    language: Language,
    headers: &HeaderMap,
    id: Uuid,
    request: ActionRequest,
) -> Result<Response, Problem> {
    let (seen, key) = (if_match(headers)?, idempotency_key(headers)?);
    let view = state
        .service
        .act_once(
            caller.actor(),
            ReferralId::new(id),
            &request,
            seen,
            key,
            state.now(),
        )
        .await;
    let view = view.map_err(|error| {
        let worry = matches!(error, Error::WorryRequired);
        let guidance = state.service.guidance_on_worry(caller.actor(), language.tag());
        let problem = said(error, language);
        match guidance.filter(|_| worry) {
            Some(guidance) => problem.guided(guidance),
            None => problem,
        }
    })?;
    match view {
        Some(view) => Ok(shown(ReferralView {
            guidance: state
                .service
                .guidance_after(caller.actor(), &request, language.tag()),
            ..view
        })),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// The version the caller last saw. `*` matches any; what is no version of ours matches none.
pub(super) fn if_match(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(field) = headers.get(IF_MATCH) else {
        return Ok(None);
    };
    let text = field
        .to_str()
        .map_err(|_| Problem::from(Slug::PreconditionFailed))?
        .trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .and_then(|text| text.parse().ok());
    version.map(Some).ok_or_else(|| Slug::PreconditionFailed.into())
}
