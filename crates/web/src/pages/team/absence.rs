//! Somebody is away: a worker says so of herself, her lead of everybody.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::UserId;
use luotsi_i18n::Language;
use luotsi_wire::{answer::PersonView, request::AbsenceRequest};
use uuid::Uuid;

use super::capacity::form_page;
use crate::{
    api::{AppState, said},
    extract::{self, Path},
    pages::{
        fields::Fields,
        form::{self, Ask, Choice, Fault, Input},
        frame::Frame,
        language::SWITCH,
        posted::Posted,
        refused::Refused,
        visitor::Visitor,
    },
    problem::Slug,
};

/// The form.
pub(super) async fn get_absence(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let (person, people) = whom(&state, &visitor, id).await?;
    let f = visitor.frame("");
    let absences = state
        .service
        .absences(visitor.actor(), &visitor.actor().network, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let known = absences.into_iter().find(|one| one.person.id == person.id);
    let mut fields = Fields::default();
    if let Some(known) = known {
        fields.set("from", known.from.to_string());
        fields.set("until", known.until.to_string());
        if let Some(cover) = known.covered_by {
            fields.set("covered_by", cover.id);
        }
    }
    Ok(show(
        &visitor,
        &person,
        &people,
        StatusCode::OK,
        &fields,
        Vec::new(),
    ))
}

/// Says it.
pub(super) async fn post_absence(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    let switch = fields.one(SWITCH).and_then(Language::parse);
    visitor.language = switch.unwrap_or(visitor.language);
    let (person, people) = whom(&state, &visitor, id).await?;
    if switch.is_some() {
        return Ok(show(
            &visitor,
            &person,
            &people,
            StatusCode::OK,
            &fields,
            Vec::new(),
        ));
    }
    let (language, inputs) = (visitor.language, inputs(&person, &people));
    let body = form::json(&inputs, &fields, &visitor.zone);
    let away = match extract::read::<AbsenceRequest>(body.to_string().as_bytes()) {
        Ok(request) => state
            .service
            .be_away(visitor.actor(), UserId::new(id), &request, visitor.now)
            .await
            .map_err(|error| said(error, language)),
        Err(problem) => Err(problem),
    };
    match away {
        Ok(_) => Ok(Redirect::to(back(&visitor, "away")).into_response()),
        Err(problem) if problem.slug() == Slug::InvalidRequest => {
            let names: Vec<&str> = inputs.iter().map(|input| input.name).collect();
            let faults = form::faults(&problem, "", &names, language);
            let status = problem.slug().status();
            Ok(show(&visitor, &person, &people, status, &fields, faults))
        }
        Err(problem) => Err(Refused::new(problem, &visitor.frame(""))),
    }
}

/// She is back, or will not be away after all.
pub(super) async fn post_back(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    state
        .service
        .be_back(visitor.actor(), UserId::new(id), visitor.now)
        .await
        .map_err(|error| Refused::of(error, &visitor.frame("")))?;
    Ok(Redirect::to(back(visitor, "back")).into_response())
}

/// Where one goes on: the lead's page, or the worker's.
fn back(visitor: &Visitor, done: &str) -> &'static str {
    match (visitor.actor().leads(), done) {
        (true, "away") => "/team?done=away",
        (true, _) => "/team?done=back",
        (false, "away") => "/work?done=away",
        (false, _) => "/work?done=back",
    }
}

fn inputs(person: &PersonView, people: &[PersonView]) -> [Input; 3] {
    let others = people.iter().filter(|one| one.id != person.id);
    let others = others.map(|one| Choice::new(&one.id, &one.name)).collect();
    [
        Input::must("from", Ask::Date),
        Input::must("until", Ask::Date),
        Input::may("covered_by", Ask::Select(others)),
    ]
}

/// The person, where the visitor may speak for her, and everybody at her organisation.
async fn whom(
    state: &AppState,
    visitor: &Visitor,
    id: Uuid,
) -> Result<(PersonView, Vec<PersonView>), Refused> {
    let (actor, f) = (visitor.actor(), visitor.frame(""));
    if !actor.is_partner() || (!actor.leads() && actor.user != UserId::new(id)) {
        return Err(Refused::forbidden(&f));
    }
    let people = state
        .service
        .people(actor, &actor.network, Some(actor.organisation.as_str()))
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let id = id.to_string();
    let person = people.iter().find(|one| one.id == id).cloned();
    let person = person.ok_or_else(|| Refused::not_found(&f))?;
    Ok((person, people))
}

fn show(
    visitor: &Visitor,
    person: &PersonView,
    people: &[PersonView],
    status: StatusCode,
    fields: &Fields,
    faults: Vec<Fault>,
) -> Response {
    let f = visitor.frame("");
    let shown = inputs(person, people)
        .iter()
        .map(|input| input.shown("absence", fields, &faults, visitor.language))
        .collect();
    let f = Frame {
        title: f.t("absence-title"),
        fault: !faults.is_empty(),
        ..f
    };
    let button = f.t("absence-button");
    form_page(
        f,
        status,
        format!("/people/{}/absence", person.id),
        person.name.clone(),
        button,
        (shown, faults),
    )
}
