//! The page for the network's meeting: sums without persons, one open question, dated decisions. Made to be
//! looked at together and printed.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use luotsi_domain::{id::NoteId, network::Caution, referral::words::Status};
use luotsi_i18n::Language;
use luotsi_service::{
    figures::{FOLLOWED, Figures},
    learning::{Learning, Note, NoteKind},
};
use luotsi_wire::answer::VoiceSum;
use serde::Deserialize;

use super::{
    board,
    chart::{Bars, Stack},
    fields::Fields,
    form::{self, Ask, Fault, Input, Shown},
    frame::{Frame, page, shown},
    language::SWITCH,
    posted::Posted,
    referral::step::network_of,
    refused::Refused,
    visitor::Visitor,
    words::Speech,
};
use crate::{
    api::{AppState, said},
    extract::{Path, Query},
    problem::Slug,
};

/// Fewer than so many of one kind are not told.
const FEWEST: u64 = 5;
/// The field that says that a text is kept as it is, whatever it was warned of.
const ANYWAY: &str = "anyway";

/// Routes of the meeting's page.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/learning", get(get_learning))
        .route("/learning/{kind}", get(get_note).post(post_note))
        .route("/learning/notes/{id}/remove", post(post_remove))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "learning.html")]
struct Meeting {
    f: Frame,
    network: String,
    today: String,
    done: Option<String>,
    writes: bool,
    question: Option<Note>,
    decisions: Vec<Note>,
    all: (i64, i64),
    statuses: Vec<(String, i64, i64)>,
    unmet: (u64, u64),
    unmet_last: u64,
    unmet_kinds: Vec<(String, Vec<(String, u64)>)>,
    returned: u64,
    returned_last: u64,
    reasons: Vec<(String, u64)>,
    stable: u64,
    followed: Vec<(String, u64)>,
    flow: Option<Bars>,
    times: Vec<Stack>,
    voices: Vec<(String, [String; 3])>,
}

#[derive(Template)]
#[template(path = "note.html")]
struct NotePage {
    f: Frame,
    kind: &'static str,
    intro: String,
    cautions: Vec<String>,
    faults: Vec<Fault>,
    fields: Vec<Shown>,
}

async fn get_learning(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    let learning = state
        .service
        .learning(actor, &actor.network, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech {
        network: &network,
        language: f.language,
    };
    let done = asked
        .done
        .filter(|done| matches!(done.as_str(), "kept" | "removed"))
        .map(|done| f.word("learning-done", &done));
    let f = Frame {
        title: f.t("way-learning"),
        ..f
    };
    Ok(shown(&meeting(f, &visitor, learning, speech, done)))
}

fn meeting(
    f: Frame,
    visitor: &Visitor,
    learning: Learning,
    speech: Speech<'_>,
    done: Option<String>,
) -> Meeting {
    let Learning {
        standing,
        year,
        last_month,
        voices,
        question,
        decisions,
        writes,
    } = learning;
    let definition = &speech.network.definition;
    let voice = |key: &str, sum: VoiceSum| {
        let said = |times: Option<i64>| times.map_or_else(|| f.t("learning-few"), |times| times.to_string());
        (
            f.word("voice", key),
            [said(sum.yes), said(sum.partly), said(sum.no)],
        )
    };
    let unmet_kinds = [
        (
            f.t("board-unmet-needs"),
            told(&year, "unmet-need", |key| speech.need(key)),
        ),
        (
            f.t("board-unmet-languages"),
            told(&year, "unmet-language", |tag| board::language(&f, tag)),
        ),
        (
            f.t("learning-unmet-districts"),
            told(&year, "unmet-district", |code| {
                if code.is_empty() {
                    f.t("board-district-unknown")
                } else {
                    speech.district(code)
                }
            }),
        ),
    ];
    Meeting {
        network: speech
            .vocabulary()
            .say(&definition.name, f.language.tag())
            .to_owned(),
        today: luotsi_i18n::date(f.language, visitor.today()),
        done,
        writes,
        question,
        decisions,
        all: standing.all(),
        statuses: Status::ALL
            .iter()
            .filter(|status| status.is_open())
            .map(|status| {
                let (open, stalled) = standing.of(*status);
                (f.word("stage", status.as_str()), open, stalled)
            })
            .collect(),
        unmet: (year.times("unmet", "nobody"), year.times("unmet", "full")),
        unmet_last: last_month.all("unmet"),
        unmet_kinds: unmet_kinds
            .into_iter()
            .filter(|(_, kinds)| !kinds.is_empty())
            .collect(),
        returned: year.all("returned"),
        returned_last: last_month.all("returned"),
        reasons: told(&year, "returned", |reason| f.word("returned", reason)),
        stable: year.times(FOLLOWED, "stable"),
        followed: told(&year, FOLLOWED, |key| f.word("followed", key)),
        flow: board::flow(&year, &f),
        times: board::times(&year, &f),
        voices: vec![
            voice("met_as_person", voices.met_as_person),
            voice("taken_seriously", voices.taken_seriously),
            voice("solutions_found", voices.solutions_found),
        ],
        f,
    }
}

/// What there were enough of to be told by kind, the most frequent first.
fn told(year: &Figures, what: &str, word: impl Fn(&str) -> String) -> Vec<(String, u64)> {
    let kinds = year.ordered(what).into_iter();
    kinds
        .filter(|(_, times)| *times >= FEWEST)
        .map(|(key, times)| (word(&key), times))
        .collect()
}

/// The kind of line that an address names.
fn kind_of(kind: &str) -> Option<NoteKind> {
    [NoteKind::Question, NoteKind::Decision]
        .into_iter()
        .find(|known| known.as_str() == kind)
}

fn inputs(kind: NoteKind) -> Vec<Input> {
    match kind {
        NoteKind::Question => vec![Input::may("text", Ask::Text)],
        NoteKind::Decision => vec![Input::must("text", Ask::Text), Input::must("on", Ask::Date)],
    }
}

async fn get_note(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(kind): Path<String>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let kind = kind_of(&kind).ok_or_else(|| Refused::not_found(&f))?;
    let actor = visitor.actor();
    let learning = state
        .service
        .learning(actor, &actor.network, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    if !learning.writes {
        return Err(Refused::forbidden(&f));
    }
    let mut fields = Fields::default();
    match kind {
        NoteKind::Question => {
            fields.set(
                "text",
                learning.question.map_or_else(String::new, |note| note.text),
            );
        }
        NoteKind::Decision => fields.set("on", visitor.today().to_string()),
    }
    Ok(note(StatusCode::OK, f, kind, &fields, Vec::new(), &[]))
}

fn note(
    status: StatusCode,
    f: Frame,
    kind: NoteKind,
    fields: &Fields,
    faults: Vec<Fault>,
    cautions: &[Caution],
) -> Response {
    let name = kind.as_str();
    let f = Frame {
        title: f.word("note", name),
        fault: !faults.is_empty(),
        ..f
    }
    .with_form("note");
    let shown = inputs(kind)
        .iter()
        .map(|input| input.shown(name, fields, &faults, f.language))
        .collect();
    let answer = NotePage {
        kind: name,
        intro: f.word("note-intro", name),
        cautions: cautions
            .iter()
            .map(|one| f.word("caution", one.as_str()))
            .collect(),
        faults,
        fields: shown,
        f,
    };
    page(status, &answer)
}

async fn post_note(
    State(state): State<AppState>,
    Path(kind): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let Posted { mut visitor, fields } = posted;
    let kind = kind_of(&kind).ok_or_else(|| Refused::not_found(&visitor.frame("")))?;
    if let Some(language) = fields.one(SWITCH).and_then(Language::parse) {
        visitor.language = language;
        return Ok(note(
            StatusCode::OK,
            visitor.frame(""),
            kind,
            &fields,
            Vec::new(),
            &[],
        ));
    }
    let f = visitor.frame("");
    let unreadable = || {
        let fault = Fault {
            field: Some(form::id_of("on")),
            text: f.t("fault-date"),
        };
        note(
            StatusCode::UNPROCESSABLE_ENTITY,
            f.clone(),
            kind,
            &fields,
            vec![fault],
            &[],
        )
    };
    let on = match fields.one("on").map(str::parse) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => return Ok(unreadable()),
    };
    let actor = visitor.actor();
    let kept = state
        .service
        .keep_note(
            actor,
            &actor.network,
            kind,
            on,
            fields.one("text").unwrap_or_default(),
            fields.one(ANYWAY).is_some(),
            visitor.now,
        )
        .await;
    match kept {
        Ok(cautions) if cautions.is_empty() => Ok(Redirect::to("/learning?done=kept").into_response()),
        Ok(cautions) => Ok(note(StatusCode::OK, f, kind, &fields, Vec::new(), &cautions)),
        Err(error) => {
            let problem = said(error, f.language);
            if problem.slug() != Slug::InvalidRequest {
                return Err(Refused::new(problem, &f));
            }
            let faults = form::faults(&problem, "", &["text", "on"], f.language);
            Ok(note(
                StatusCode::UNPROCESSABLE_ENTITY,
                f,
                kind,
                &fields,
                faults,
                &[],
            ))
        }
    }
}

async fn post_remove(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    let f = visitor.frame("");
    let id: NoteId = id.parse().map_err(|_| Refused::not_found(&f))?;
    let actor = visitor.actor();
    state
        .service
        .drop_note(actor, &actor.network, id)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    Ok(Redirect::to("/learning?done=removed").into_response())
}
