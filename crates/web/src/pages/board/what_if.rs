//! What if a programme paused: where its people would go. A question that changes nothing, so it is asked
//! with GET.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use jiff::{ToSpan, civil::Date};
use luotsi_domain::{id::ProgrammeId, referral::words::Role};
use luotsi_i18n::Arg;
use luotsi_service::{Error, what_if::Supposed};
use serde::Deserialize;

use crate::{
    api::{AppState, said},
    extract::Query,
    pages::{
        chart::{Bar, Bars},
        form::{self, Choice, Fault},
        frame::{Frame, page},
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// How many months ahead may be asked about, this one included.
const AHEAD: i32 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    programme: Option<String>,
    month: Option<String>,
}

#[derive(Template)]
#[template(path = "what_if.html")]
struct WhatIf {
    f: Frame,
    faults: Vec<Fault>,
    programmes: Vec<Choice>,
    months: Vec<Choice>,
    answer: Option<Answer>,
}

/// The answer in words.
struct Answer {
    heading: String,
    sum: String,
    to: Option<Bars>,
    left: Vec<String>,
    notes: Vec<String>,
}

/// The page of the question, and its answer where one was asked.
pub(super) async fn get_what_if(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    if visitor.actor().role != Role::Coordinator {
        return Err(Refused::forbidden(&f));
    }
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech::new(&network, f.language);
    let first = visitor.today().first_of_month();
    let month = asked
        .month
        .as_deref()
        .and_then(|month| format!("{month}-01").parse::<Date>().ok());
    let mut months = Vec::new();
    for ahead in 0..AHEAD {
        let day = first.saturating_add(ahead.months());
        let value = format!("{:04}-{:02}", day.year(), day.month());
        let mut choice = Choice::new(value, month_name(&f, day));
        choice.chosen = month == Some(day);
        months.push(choice);
    }
    let programmes: Vec<Choice> = network
        .definition
        .programmes
        .iter()
        .filter(|programme| programme.valid_to.is_none_or(|last| last >= visitor.today()))
        .map(|programme| {
            let id = programme.id.as_str();
            let home = speech.organisation(programme.organisation.as_str());
            let mut choice = Choice::new(id, format!("{home} · {}", speech.programme(id)));
            choice.chosen = asked.programme.as_deref() == Some(id);
            choice
        })
        .collect();
    let mut faults = Vec::new();
    let mut answer = None;
    if let Some(programme) = asked.programme.as_deref() {
        // The month that runs begins today.
        let from = month.unwrap_or(first).max(visitor.today());
        let actor = visitor.actor();
        let id = ProgrammeId::new(programme);
        match state
            .service
            .what_if(actor, &actor.network, &id, from, visitor.now)
            .await
        {
            Ok(supposed) => answer = Some(answered(&supposed, programme, from, speech, &f)),
            Err(error @ Error::InvalidRequest(_)) => {
                let problem = said(error, f.language);
                faults = form::faults(&problem, "", &["programme", "month"], f.language);
            }
            Err(error) => return Err(Refused::of(error, &f)),
        }
    }
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let f = Frame {
        title: f.t("what-if-title"),
        fault: !faults.is_empty(),
        ..f
    };
    let shown = WhatIf {
        f,
        faults,
        programmes,
        months,
        answer,
    };
    Ok(page(status, &shown))
}

fn answered(supposed: &Supposed, programme: &str, from: Date, speech: Speech<'_>, f: &Frame) -> Answer {
    let (name, month) = (speech.programme(programme), month_name(f, from));
    let count = |key: &str, count: usize| {
        (count > 0).then(|| luotsi_i18n::text(f.language, key, &[("count", Arg::from(count))]))
    };
    let bars: Vec<Bar> = supposed
        .to
        .iter()
        .map(|(to, count)| {
            let home = speech.network.definition.programme(to);
            let home = home.map_or_else(String::new, |one| speech.organisation(one.organisation.as_str()));
            let label = format!("{home} · {}", speech.programme(to.as_str()));
            Bar::new(label, u64::try_from(*count).unwrap_or(0), count.to_string())
        })
        .collect();
    Answer {
        heading: f.ta(
            "what-if-heading",
            &[("programme", (&name).into()), ("month", (&month).into())],
        ),
        sum: f.ta("what-if-sum", &[("count", supposed.people.into())]),
        to: (!bars.is_empty()).then(|| Bars {
            id: "to",
            title: f.t("what-if-to"),
            description: f.t("what-if-to-what"),
            table: f.t("chart-table"),
            heads: vec![f.t("word-programme"), f.t("flow-head-people")],
            bars,
        }),
        left: [
            count("what-if-full", supposed.full),
            count("what-if-nowhere", supposed.nowhere),
        ]
        .into_iter()
        .flatten()
        .collect(),
        notes: count("what-if-followed", supposed.followed)
            .into_iter()
            .chain(supposed.cut.then(|| f.t("what-if-cut")))
            .collect(),
    }
}

/// A month with its year.
pub(super) fn month_name(f: &Frame, day: Date) -> String {
    let name = f.word("month", &day.month().to_string());
    format!("{name} {}", day.year())
}
