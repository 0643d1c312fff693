//! She came back, or more organisations may be asked than she once permitted: her permission is asked anew.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Language;
use luotsi_service::Error;
use luotsi_wire::{
    referral::ReferralView,
    request::{ActionRequest, RenewConsentRequest, ReopenRequest},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    consent::{self, Consent},
    place::{Choosing, fault_of},
};
use crate::{
    api::{AppState, said},
    extract::Path,
    pages::{
        fields::Fields,
        form::{Fault, Shown},
        frame::{Frame, page},
        handoff::{closed, read, sections::Sections, sheet::Sheet, submit::placement},
        language::SWITCH,
        posted::Posted,
        referral::step::SEEN,
        refused::Refused,
        visitor::Visitor,
    },
    problem::{Problem, Slug},
};

#[derive(Template)]
#[template(path = "placing/reopen.html")]
struct Page {
    f: Frame,
    r: ReferralView,
    action: &'static str,
    consent: Consent,
    by_phone: bool,
    /// The gate of somebody handed over again; nothing where only permission is asked.
    gate: Option<(String, Vec<Shown>, bool, Option<String>)>,
    panel: Option<Choosing>,
    faults: Vec<Fault>,
}

/// The form to hand her over again.
pub(super) async fn get_reopen(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let sheet = Sheet::new(&state, visitor, Fields::default())?;
    shown(&state, sheet, id, "reopen", Vec::new(), StatusCode::OK).await
}

/// The form to ask her permission anew.
pub(super) async fn get_renewal(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let sheet = Sheet::new(&state, visitor, Fields::default())?;
    shown(&state, sheet, id, "renew_consent", Vec::new(), StatusCode::OK).await
}

/// Hands her over again.
pub(super) async fn post_reopen(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let (sheet, switched) = read_sheet(&state, posted)?;
    if switched {
        return shown(&state, sheet, id, "reopen", Vec::new(), StatusCode::OK).await;
    }
    let form = sheet.form();
    let handoff = sheet.handoff(&form);
    let f = sheet.visitor.frame("");
    let faults = read::unanswered(&handoff, &f);
    if !faults.is_empty() {
        return shown(
            &state,
            sheet,
            id,
            "reopen",
            faults,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let request = ReopenRequest {
        consent: handoff.get("consent").cloned().unwrap_or(Value::Null),
        placement: placement(&sheet.fields, sheet.visitor.language, None),
        gate: handoff.get("gate").cloned(),
        needs: None,
        own_words: None,
        reason: None,
    };
    let seen = sheet.fields.one(SEEN).and_then(|seen| seen.parse().ok());
    let (actor, now) = (sheet.visitor.actor(), sheet.visitor.now);
    let done = state
        .service
        .reopen(actor, ReferralId::new(id), &request, seen, now)
        .await;
    match done {
        Ok(handed) => {
            Ok(Redirect::to(&format!("/referrals/{}/receipt?done=submit", handed.id)).into_response())
        }
        Err(Error::GateClosed(gate)) => Ok(closed::shown(&sheet, &gate, "")),
        Err(Error::AlreadyOpen { id, .. }) => Ok(Redirect::to(&format!("/referrals/{id}")).into_response()),
        Err(error) => again(&state, sheet, id, "reopen", error).await,
    }
}

/// Notes what she permits now.
pub(super) async fn post_renewal(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let (sheet, switched) = read_sheet(&state, posted)?;
    if switched {
        return shown(&state, sheet, id, "renew_consent", Vec::new(), StatusCode::OK).await;
    }
    let f = sheet.visitor.frame("");
    let Some(consent) = consent::said(&sheet, &sheet.form()) else {
        let fault = Fault {
            field: Some("f-permitted".to_owned()),
            text: f.word("handoff_fault", "consent"),
        };
        return shown(
            &state,
            sheet,
            id,
            "renew_consent",
            vec![fault],
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    let seen = sheet.fields.one(SEEN).and_then(|seen| seen.parse().ok());
    let request = ActionRequest::RenewConsent(RenewConsentRequest { consent });
    let (actor, now) = (sheet.visitor.actor(), sheet.visitor.now);
    match state
        .service
        .act(actor, ReferralId::new(id), &request, seen, now)
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("/referrals/{id}?done=renew_consent")).into_response()),
        Err(error) => again(&state, sheet, id, "renew_consent", error).await,
    }
}

fn read_sheet(state: &AppState, posted: Posted) -> Result<(Sheet, bool), Refused> {
    let Posted { mut visitor, fields } = posted;
    let language = fields.one(SWITCH).and_then(Language::parse);
    if let Some(language) = language {
        visitor.language = language;
    }
    Ok((Sheet::new(state, visitor, fields)?, language.is_some()))
}

async fn again(
    state: &AppState,
    sheet: Sheet,
    id: Uuid,
    action: &'static str,
    error: Error,
) -> Result<Response, Refused> {
    let f = sheet.visitor.frame("");
    let own = fault_of(&error, &f);
    let problem = said(error, f.language);
    let slug = problem.slug();
    if own.is_none() && !matches!(slug, Slug::InvalidHandoff | Slug::InvalidRequest | Slug::Conflict) {
        return Err(Refused::new(problem, &f));
    }
    let faults = own.map_or_else(|| faults_of(&problem, f.language), |fault| vec![fault]);
    shown(state, sheet, id, action, faults, slug.status()).await
}

fn faults_of(problem: &Problem, language: Language) -> Vec<Fault> {
    let said = problem.said(language).into_iter();
    said.map(|(pointer, text)| Fault {
        field: Some(consent::at_field(&pointer)),
        text,
    })
    .collect()
}

async fn shown(
    state: &AppState,
    sheet: Sheet,
    id: Uuid,
    action: &'static str,
    faults: Vec<Fault>,
    status: StatusCode,
) -> Result<Response, Refused> {
    let f = sheet.visitor.frame("");
    let visitor = &sheet.visitor;
    let read = state
        .service
        .referral(visitor.actor(), ReferralId::new(id), visitor.now)
        .await;
    let r = read.map_err(|error| Refused::of(error, &f))?;
    if !r.actions.contains(&action) {
        return Err(Refused::not_found(&f));
    }
    let form = sheet.form();
    let again = action == "reopen";
    let (gate, panel) = if again {
        let s = Sections::of(&form, &sheet.fields, &faults, sheet.speech(), &sheet.network);
        let panel = Choosing::of(state, visitor, &r, &sheet.fields, &faults).await?;
        (Some((s.gate_title, s.gate, s.none, s.gate_fault)), Some(panel))
    } else {
        (None, None)
    };
    let answer = Page {
        f: Frame {
            title: luotsi_i18n::code(f.language, "action", action),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("again"),
        consent: Consent::of(&sheet, &form, &faults),
        by_phone: consent::by_phone(&sheet.usual()),
        action,
        gate,
        panel,
        faults,
        r,
    };
    Ok(page(status, &answer))
}
