//! What a lead says of a programme's places: the whole claim on one form.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::id::ProgrammeId;
use luotsi_i18n::Language;
use luotsi_wire::{answer::ProgrammeView, request::CapacityRequest};

use crate::{
    api::{AppState, said},
    extract::{self, Path},
    pages::{
        fields::Fields,
        form::{self, Ask, Fault, Input, Shown},
        frame::{Frame, page},
        language::SWITCH,
        posted::Posted,
        refused::Refused,
        visitor::Visitor,
    },
    problem::{Problem, Slug},
};

#[derive(Template)]
#[template(path = "team_form.html")]
struct FormPage {
    f: Frame,
    action: String,
    about: String,
    button: String,
    fields: Vec<Shown>,
    faults: Vec<Fault>,
}

/// The form.
pub(super) async fn get_capacity(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let one = own(&state, &visitor, &id).await?;
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let said = [
        ("places", number(one.places)),
        ("intake_per_month", number(one.intake_per_month)),
        ("paused_from", day(one.paused_from)),
        ("paused_until", day(one.paused_until)),
    ];
    let fields: Fields = said
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
    Ok(show(&visitor, &one, StatusCode::OK, &fields, Vec::new()))
}

/// Says it.
pub(super) async fn post_capacity(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        let one = own(&state, &visitor, &id).await?;
        return Ok(show(&visitor, &one, StatusCode::OK, &fields, Vec::new()));
    }
    let (language, programme) = (visitor.language, ProgrammeId::new(&id));
    let body = form::json(&inputs(), &fields, &visitor.zone);
    let claimed = match extract::read::<CapacityRequest>(body.to_string().as_bytes()) {
        Ok(request) => state
            .service
            .claim(visitor.actor(), &programme, &request, language.tag(), visitor.now)
            .await
            .map_err(|error| said(error, language)),
        Err(problem) => Err(problem),
    };
    match claimed {
        Ok(_) => Ok(Redirect::to("/team?done=claimed").into_response()),
        Err(problem) if problem.slug() == Slug::InvalidRequest => {
            let one = own(&state, &visitor, &id).await?;
            let faults = faults(&problem, language);
            Ok(show(&visitor, &one, problem.slug().status(), &fields, faults))
        }
        Err(problem) => Err(Refused::new(problem, &visitor.frame(""))),
    }
}

fn inputs() -> [Input; 5] {
    [
        Input::may("places", Ask::Number(0, 10_000)),
        Input::may("intake_per_month", Ask::Number(0, 10_000)),
        Input::may("paused_from", Ask::Date),
        Input::may("paused_until", Ask::Date),
        Input::may("note", Ask::Text),
    ]
}

fn faults(problem: &Problem, language: Language) -> Vec<Fault> {
    let names: Vec<&str> = inputs().iter().map(|input| input.name).collect();
    form::faults(problem, "", &names, language)
}

/// The programme, where its places are the visitor's to tell.
async fn own(state: &AppState, visitor: &Visitor, id: &str) -> Result<ProgrammeView, Refused> {
    let (actor, f) = (visitor.actor(), visitor.frame(""));
    let programmes = state
        .service
        .programmes(actor, &actor.network, visitor.language.tag(), visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let one = programmes.into_iter().find(|one| one.id == id);
    let one = one.ok_or_else(|| Refused::not_found(&f))?;
    let leads = actor.leads() && one.organisation == actor.organisation.as_str();
    if leads || actor.is_coordinator() {
        Ok(one)
    } else {
        Err(Refused::forbidden(&f))
    }
}

fn show(
    visitor: &Visitor,
    one: &ProgrammeView,
    status: StatusCode,
    fields: &Fields,
    faults: Vec<Fault>,
) -> Response {
    let f = visitor.frame("");
    let shown = inputs()
        .iter()
        .map(|input| input.shown("capacity", fields, &faults, visitor.language))
        .collect();
    let f = Frame {
        title: f.t("capacity-title"),
        fault: !faults.is_empty(),
        ..f
    };
    let answer = FormPage {
        action: format!("/programmes/{}/capacity", one.id),
        about: one.name.clone(),
        button: f.t("capacity-button"),
        f: f.with_form("team-form"),
        fields: shown,
        faults,
    };
    page(status, &answer)
}

/// The same page with another form.
pub(super) fn form_page(
    f: Frame,
    status: StatusCode,
    action: String,
    about: String,
    button: String,
    shown: (Vec<Shown>, Vec<Fault>),
) -> Response {
    let (fields, faults) = shown;
    let answer = FormPage {
        f: f.with_form("team-form"),
        action,
        about,
        button,
        faults: form::named(&faults, &fields),
        fields,
    };
    page(status, &answer)
}
