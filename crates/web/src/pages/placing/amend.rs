//! Filling in what was left out, until the organisation has acknowledged. Gate, permission and the
//! authority's track have steps of their own.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ReferralId;
use luotsi_i18n::Language;
use luotsi_wire::{
    referral::ReferralView,
    request::{ActionRequest, AmendRequest},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    api::{AppState, said},
    extract::Path,
    pages::{
        fields::Fields,
        form::Fault,
        frame::{Frame, page},
        handoff::{
            panel::{self, Panel},
            read,
            sections::Sections,
            sheet::Sheet,
        },
        language::SWITCH,
        posted::Posted,
        referral::step::SEEN,
        refused::Refused,
        visitor::Visitor,
    },
    problem::Slug,
};

#[derive(Template)]
#[template(path = "placing/amend.html")]
struct Page {
    f: Frame,
    r: ReferralView,
    s: Sections,
    panel: Panel,
    faults: Vec<Fault>,
}

/// The parts that have steps of their own.
const KEPT: [&str; 4] = ["schema", "gate", "consent", "city_track"];

/// The handoff as it stands.
pub(super) async fn get_amend(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let r = read_one(&state, &visitor, id).await?;
    let sheet = Sheet::new(&state, visitor, Fields::default())?;
    let handoff = r.handoff.clone().unwrap_or_default();
    let fields = read::fields(&sheet.form(), &handoff, &sheet.usual());
    Ok(shown(&Sheet { fields, ..sheet }, r, Vec::new(), StatusCode::OK))
}

/// Fills it in.
pub(super) async fn post_amend(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    let language = fields.one(SWITCH).and_then(Language::parse);
    if let Some(language) = language {
        visitor.language = language;
    }
    let r = read_one(&state, &visitor, id).await?;
    let sheet = Sheet::new(&state, visitor, fields)?;
    if language.is_some() {
        return Ok(shown(&sheet, r, Vec::new(), StatusCode::OK));
    }
    let form = sheet.form();
    let mut handoff = sheet.handoff(&form);
    let before = r.handoff.clone().unwrap_or_default();
    if let Some(members) = handoff.as_object_mut() {
        for part in KEPT {
            members.insert(part.to_owned(), before.get(part).cloned().unwrap_or(Value::Null));
        }
    }
    let request = ActionRequest::Amend(AmendRequest { handoff });
    let seen = sheet.fields.one(SEEN).and_then(|seen| seen.parse().ok());
    let (actor, now) = (sheet.visitor.actor(), sheet.visitor.now);
    let done = state
        .service
        .act(actor, ReferralId::new(id), &request, seen, now)
        .await;
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/referrals/{id}?done=amend")).into_response());
    };
    let f = sheet.visitor.frame("");
    let problem = said(error, f.language);
    let slug = problem.slug();
    let faults = read::faults(&problem, &form, f.language);
    if faults.is_empty() || !matches!(slug, Slug::InvalidHandoff | Slug::InvalidRequest) {
        return Err(Refused::new(problem, &f));
    }
    Ok(shown(&sheet, r, faults, slug.status()))
}

async fn read_one(state: &AppState, visitor: &Visitor, id: Uuid) -> Result<ReferralView, Refused> {
    let r = visitor.referral(&state.service, id).await?;
    if r.actions.contains(&"amend") {
        Ok(r)
    } else {
        Err(Refused::new(Slug::IllegalTransition.into(), &visitor.frame("")))
    }
}

fn shown(sheet: &Sheet, r: ReferralView, faults: Vec<Fault>, status: StatusCode) -> Response {
    let form = sheet.form();
    let s = Sections::of(&form, &sheet.fields, &faults, sheet.speech(), &sheet.network);
    let panel = panel::blank(sheet, &form, &sheet.handoff(&form), &faults);
    let f = sheet.visitor.frame("");
    let answer = Page {
        f: Frame {
            title: f.word("action", "amend"),
            fault: !faults.is_empty(),
            ..f
        }
        .with_form("amend"),
        r,
        s,
        panel,
        faults,
    };
    page(status, &answer)
}
