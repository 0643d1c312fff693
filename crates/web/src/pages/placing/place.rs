//! Choosing who takes somebody who waits or came back: the same explanation as beside the form.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Language;
use luotsi_wire::{referral::ReferralView, request::ActionRequest};
use uuid::Uuid;

use crate::{
    api::{AppState, candidates, said},
    extract::Path,
    pages::{
        choosing::{CHIP, Choosing, fault_of},
        fields::Fields,
        form::{self, Fault, id_of},
        frame::{Frame, page},
        handoff::{
            candidates::{FIRST, PROGRAMME, Takers},
            submit::{chip, placement},
        },
        language::SWITCH,
        posted::Posted,
        referral::step::{SEEN, network_of},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
    problem::Slug,
};

#[derive(Template)]
#[template(path = "placing/place.html")]
struct Place {
    f: Frame,
    r: ReferralView,
    status: String,
    reason: Option<String>,
    choice: Choosing,
    faults: Vec<Fault>,
    /// A coordinator may go beyond the capacity, with a reason, and knows no workers.
    coordinates: bool,
}

/// Reads who would take her, and whom it may be agreed with.
pub(super) async fn choosing(
    state: &AppState,
    visitor: &Visitor,
    r: &ReferralView,
    fields: &Fields,
    faults: &[Fault],
) -> Result<Choosing, Refused> {
    let f = visitor.frame("");
    let refuse = |error| Refused::of(error, &f);
    let id: Uuid = r.id.parse().map_err(|_| Refused::not_found(&f))?;
    let actor = visitor.actor();
    let found = state
        .service
        .would_take(actor, ReferralId::new(id), visitor.now)
        .await;
    let (found, vocabulary) = found.map_err(refuse)?;
    let network = network_of(&state.service, visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let protected = r.client.as_ref().and_then(|client| client.get("protected"));
    let protected = protected.and_then(serde_json::Value::as_bool) == Some(true);
    let mut choice = Choosing::blank(fields, faults, protected, speech);
    let views = candidates(&found, &vocabulary, visitor.language);
    choice.takers = Takers::of(&views, fields, false, speech);
    // A coordinator knows no workers.
    if !actor.is_coordinator() {
        let people = state.service.people(actor, &actor.network, None).await;
        choice.name_people(&people.map_err(refuse)?, fields, speech);
    }
    Ok(choice)
}

/// Who would take her.
pub(super) async fn get_place(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    shown(
        &state,
        &visitor,
        id,
        &Fields::default(),
        Vec::new(),
        StatusCode::OK,
    )
    .await
}

/// Asks whoever was chosen.
pub(super) async fn post_place(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        return shown(&state, &visitor, id, &fields, Vec::new(), StatusCode::OK).await;
    }
    let f = visitor.frame("");
    let missing = async |field, text| {
        let faults = vec![Fault {
            field: Some(field),
            text,
        }];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        shown(&state, &visitor, id, &fields, faults, status).await
    };
    let why = fields.one("why");
    let Some(request) = placement(&fields, visitor.language, why) else {
        return missing("who".to_owned(), f.t("handoff-confirm-who")).await;
    };
    let other = fields.one(PROGRAMME) != fields.one(FIRST);
    if other && chip(&fields, visitor.language).is_none() && why.is_none() {
        return missing(id_of(CHIP), f.t("handoff-chip-needed")).await;
    }
    let seen = fields.one(SEEN).and_then(|seen| seen.parse().ok());
    let request = ActionRequest::Place(request);
    let (actor, now) = (visitor.actor(), visitor.now);
    match state
        .service
        .act(actor, ReferralId::new(id), &request, seen, now)
        .await
    {
        Ok(Some(_)) if actor.is_desk() => {
            Ok(Redirect::to(&format!("/referrals/{id}/receipt?done=place")).into_response())
        }
        Ok(Some(_)) => Ok(Redirect::to(&format!("/referrals/{id}?done=place")).into_response()),
        Ok(None) => Ok(Redirect::to("/?done=place").into_response()),
        Err(error) => {
            let own = fault_of(&error, &f);
            let problem = said(error, visitor.language);
            let slug = problem.slug();
            if matches!(
                slug,
                Slug::NotFound | Slug::Internal | Slug::Unavailable | Slug::IllegalTransition
            ) {
                return Err(Refused::new(problem, &f));
            }
            let faults = own.map_or_else(
                || form::faults(&problem, "", &["agreed_with", "deputy"], visitor.language),
                |fault| vec![fault],
            );
            let faults = faults.into_iter().map(of_placement).collect();
            shown(&state, &visitor, id, &fields, faults, slug.status()).await
        }
    }
}

/// A fault of the request, at the field of the form.
fn of_placement(fault: Fault) -> Fault {
    let field = fault.field.map(|field| match field.strip_prefix("f-") {
        Some(name @ ("agreed-with" | "deputy")) => format!("f-placement-{name}"),
        _ => field,
    });
    Fault { field, ..fault }
}

async fn shown(
    state: &AppState,
    visitor: &Visitor,
    id: Uuid,
    fields: &Fields,
    faults: Vec<Fault>,
    status: StatusCode,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let r = visitor.referral(&state.service, id).await?;
    if !r.actions.contains(&"place") {
        return Err(Refused::new(Slug::IllegalTransition.into(), &f));
    }
    let choice = choosing(state, visitor, &r, fields, &faults).await?;
    let network = network_of(&state.service, visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let answer = Place {
        status: speech.status(&r),
        reason: r.reason.map(|reason| f.word("returned", reason)),
        f: Frame {
            title: f.t("action-place"),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("place"),
        coordinates: visitor.actor().is_coordinator(),
        choice,
        faults,
        r,
    };
    Ok(page(status, &answer))
}
