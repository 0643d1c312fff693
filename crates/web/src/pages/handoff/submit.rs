//! What is done with the form: look who would take her, keep it, discard it, hand her over.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::DraftId;
use luotsi_i18n::{Language, code};
use luotsi_service::{Error, Handed};
use luotsi_wire::request::{
    Destination, DraftRequest, Duplicate, PlacementRequest, SubmitDraftRequest, SubmitRequest,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    candidates::{FIRST, PROGRAMME, THEN},
    closed, panel,
    panel::{SEPARATE, SEPARATE_WHY},
    read,
    schema::Form,
    sheet::{DRAFT, KEY, Sheet, VERSION},
};
use crate::{
    api::{AppState, said},
    extract::Path,
    pages::{
        choosing::{ADVISOR, AGREED, CHIP, CHIP_WORDS, DEPUTY, TO_DESK},
        fields::Fields,
        form::{Fault, id_of},
        language::SWITCH,
        posted::Posted,
        refused::Refused,
    },
    problem::Slug,
};

/// What a button of the form does.
pub(super) const DO: &str = "_do";

/// A new form.
pub(super) async fn post_new(State(state): State<AppState>, posted: Posted) -> Result<Response, Refused> {
    Box::pin(taken(&state, posted, "/handoffs/new")).await
}

/// A draft.
pub(super) async fn post_draft(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    mut posted: Posted,
) -> Result<Response, Refused> {
    posted.fields.set(DRAFT, id.to_string());
    Box::pin(taken(&state, posted, &format!("/drafts/{id}"))).await
}

async fn taken(state: &AppState, posted: Posted, action: &str) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    let language = fields.one(SWITCH).and_then(Language::parse);
    if let Some(language) = language {
        visitor.language = language;
    }
    let sheet = Sheet::new(state, visitor, fields)?;
    if language.is_some() {
        return sheet.page(state, StatusCode::OK, Vec::new(), true, None).await;
    }
    match sheet.fields.one(DO) {
        Some("submit") => Box::pin(submit(state, sheet, action)).await,
        Some("save") => save(state, sheet, action).await,
        Some("discard") => discard(state, &sheet).await,
        _ => sheet.page(state, StatusCode::OK, Vec::new(), true, None).await,
    }
}

async fn discard(state: &AppState, sheet: &Sheet) -> Result<Response, Refused> {
    let Some(id) = sheet.draft() else {
        return Ok(Redirect::to("/").into_response());
    };
    let done = state.service.discard_draft(sheet.visitor.actor(), id, None).await;
    done.map_err(|error| Refused::of(error, &sheet.visitor.frame("")))?;
    Ok(Redirect::to("/desk?done=discard").into_response())
}

async fn save(state: &AppState, sheet: Sheet, action: &str) -> Result<Response, Refused> {
    let form = sheet.form();
    let handoff = sheet.handoff(&form);
    match keep(state, &sheet, &handoff).await {
        Ok(Some((id, _))) => Ok(Redirect::to(&format!("/drafts/{id}?done=save")).into_response()),
        Ok(None) => Ok(closed::gone(&sheet)),
        Err(Error::GateClosed(gate)) if denied(&handoff) => {
            tracing::debug!(outcome = %gate.verdict.outcome, "a client does not permit it");
            Ok(closed::gone(&sheet))
        }
        Err(Error::GateClosed(gate)) => Ok(closed::shown(&sheet, &gate, action)),
        Err(error) => again(state, sheet, &form, error).await,
    }
}

/// Whether the client said no, or cannot be asked.
pub(super) fn denied(handoff: &Value) -> bool {
    matches!(read::status(handoff), Some("refused" | "unable"))
}

/// Keeps the form as a draft: the one it is, or a new one. `None` where the client does not permit it.
pub(super) async fn keep(
    state: &AppState,
    sheet: &Sheet,
    handoff: &Value,
) -> Result<Option<(DraftId, u64)>, Error> {
    let (actor, now) = (sheet.visitor.actor(), sheet.visitor.now);
    let call_back_on = sheet.fields.one(read::CALL_BACK).and_then(|day| day.parse().ok());
    let request = DraftRequest {
        handoff: handoff.clone(),
        call_back_on,
    };
    let view = if let Some(id) = sheet.draft() {
        let saved = state
            .service
            .save_draft(actor, id, &request, sheet.version(), now);
        saved.await?
    } else {
        let key = sheet.fields.one(KEY).map(|key| format!("{key}-draft"));
        let kept = state
            .service
            .keep_draft(actor, &actor.network, &request, key.as_deref(), now);
        Some(kept.await?)
    };
    Ok(view.and_then(|view| Some((view.id.parse().ok().map(DraftId::new)?, view.version))))
}

async fn submit(state: &AppState, sheet: Sheet, action: &str) -> Result<Response, Refused> {
    let form = sheet.form();
    let handoff = sheet.handoff(&form);
    let f = sheet.visitor.frame("");
    let mut faults = read::unanswered(&handoff, &f);
    let chosen = sheet.fields.one(PROGRAMME).filter(|chosen| *chosen != TO_DESK);
    let other = chosen.is_some() && chosen != sheet.fields.one(FIRST);
    if other && chip(&sheet.fields, sheet.visitor.language).is_none() {
        faults.push(Fault {
            field: Some(id_of(CHIP)),
            text: f.t("handoff-chip-needed"),
        });
    }
    if !faults.is_empty() {
        return sheet
            .page(state, StatusCode::UNPROCESSABLE_ENTITY, faults, true, None)
            .await;
    }
    match Box::pin(hand_over(state, &sheet, handoff)).await {
        Ok(handed) => {
            Ok(Redirect::to(&format!("/referrals/{}/receipt?done=submit", handed.id)).into_response())
        }
        Err(Error::GateClosed(gate)) => Ok(closed::shown(&sheet, &gate, action)),
        Err(error) => again(state, sheet, &form, error).await,
    }
}

async fn hand_over(state: &AppState, sheet: &Sheet, handoff: Value) -> Result<Handed, Error> {
    let (actor, now) = (sheet.visitor.actor(), sheet.visitor.now);
    let asked = asked(sheet, handoff);
    let key = sheet.fields.one(KEY);
    let Some(id) = sheet.draft() else {
        return state
            .service
            .submit(actor, &actor.network, &asked, key, now)
            .await;
    };
    let request = DraftRequest {
        handoff: asked.handoff.clone(),
        call_back_on: sheet.fields.one(read::CALL_BACK).and_then(|day| day.parse().ok()),
    };
    match state
        .service
        .save_draft(actor, id, &request, sheet.version(), now)
        .await
    {
        // It is gone: handed over by the same form before, perhaps, which its key tells.
        Ok(_) | Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    let of_draft = SubmitDraftRequest {
        placement: asked.placement,
        duplicate: asked.duplicate,
        reason: asked.reason,
        to: asked.to,
        advisor: asked.advisor,
        links: asked.links,
    };
    let submitted = state.service.submit_draft(actor, id, &of_draft, key, None, now);
    Box::pin(submitted).await
}

/// What is asked for with the handoff.
fn asked(sheet: &Sheet, handoff: Value) -> SubmitRequest {
    let fields = &sheet.fields;
    let separate = fields.one(SEPARATE).is_some();
    let why = fields.one(SEPARATE_WHY).filter(|_| separate).map(str::to_owned);
    let to_desk = fields.has(PROGRAMME, TO_DESK);
    let placement = placement(fields, sheet.visitor.language, why.as_deref());
    SubmitRequest {
        handoff,
        reason: if placement.is_some() { None } else { why },
        placement,
        duplicate: separate.then_some(Duplicate::Separate),
        to: to_desk.then_some(Destination::Desk),
        advisor: fields.one(ADVISOR).and_then(|id| id.parse().ok()),
        links: Vec::new(),
    }
}

/// The placement that the form confirms; `also` is another reason.
pub(crate) fn placement(fields: &Fields, language: Language, also: Option<&str>) -> Option<PlacementRequest> {
    let programme = fields.one(PROGRAMME).filter(|chosen| *chosen != TO_DESK)?;
    let other = Some(programme) != fields.one(FIRST);
    let chip = chip(fields, language).filter(|_| other);
    let reasons: Vec<&str> = chip.as_deref().into_iter().chain(also).collect();
    let id = |name: &str| fields.one(name).and_then(|id| id.parse().ok());
    Some(PlacementRequest {
        programme: programme.to_owned(),
        reason: (!reasons.is_empty()).then(|| reasons.join(". ")),
        because: fields
            .one(CHIP)
            .filter(|_| other)
            .and_then(|chip| chip.parse().ok()),
        agreed_with: id(AGREED),
        deputy: id(DEPUTY),
        then: fields
            .all(THEN)
            .filter(|one| *one != programme)
            .map(str::to_owned)
            .collect(),
    })
}

/// Why another than the first, in words.
pub(crate) fn chip(fields: &Fields, language: Language) -> Option<String> {
    let chip = fields.one(CHIP)?;
    let word = code(language, "placement", chip);
    Some(match fields.one(CHIP_WORDS) {
        Some(words) => format!("{word}: {words}"),
        None => word,
    })
}

/// The form again, with what is wrong at its fields.
async fn again(state: &AppState, mut sheet: Sheet, form: &Form, error: Error) -> Result<Response, Refused> {
    let f = sheet.visitor.frame("");
    let mut faults: Vec<Fault> = panel::fault_of(&error, &sheet.fields, &f).into_iter().collect();
    if matches!(error, Error::KeyReused) {
        sheet.fields.set(KEY, state.service.fresh_key());
    }
    if matches!(error, Error::PreconditionFailed) {
        sheet.fields.set(VERSION, "");
    }
    let problem = said(error, f.language);
    let slug = problem.slug();
    if faults.is_empty() {
        if !matches!(
            slug,
            Slug::InvalidHandoff | Slug::InvalidRequest | Slug::Conflict | Slug::Unavailable
        ) {
            return Err(Refused::new(problem, &f));
        }
        faults = read::faults(&problem, form, f.language);
        if faults.is_empty() {
            let text = slug.detail(f.language).unwrap_or_else(|| slug.title(f.language));
            faults.push(Fault { field: None, text });
        }
    }
    sheet.page(state, slug.status(), faults, true, None).await
}
