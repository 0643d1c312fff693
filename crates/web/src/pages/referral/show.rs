//! The page of one referral: whose turn, what is next, who she is as far as the reader may know, what
//! has happened.

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_domain::id::ReferralId;
use luotsi_wire::referral::{ReferralView, TimelineEntry};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    step::{SEEN, network_of},
    table::STEPS,
};
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        frame::{Frame, shown},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The step that was just taken.
    done: Option<String>,
}

/// A step that may be taken now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) action: &'static str,
    pub(crate) word: String,
    /// Whether it is taken at once, without a form.
    pub(crate) at_once: bool,
}

/// A line of facts: what, and the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) what: String,
    pub(crate) facts: Vec<String>,
}

#[derive(Template)]
#[template(path = "referral.html")]
struct ReferralPage<'a> {
    f: Frame,
    speech: Speech<'a>,
    r: ReferralView,
    name: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    meeting_place: Option<String>,
    safety: Vec<String>,
    rules: Vec<String>,
    facts: Vec<Fact>,
    own_words: Option<String>,
    safety_note: Option<String>,
    first: Vec<Way>,
    other: Vec<Way>,
    timeline: Vec<TimelineEntry>,
    done: Option<String>,
    seen_field: &'static str,
}

/// The page of a referral.
pub(super) async fn get_referral(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let id = ReferralId::new(id);
    let view = state
        .service
        .referral(visitor.actor(), id, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let timeline = state
        .service
        .timeline(visitor.actor(), id, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech {
        network: &network,
        language: visitor.language,
    };
    let client = view.client.clone().unwrap_or_default();
    let handoff = view.handoff.clone().unwrap_or_default();
    let name = full_name(&client);
    let ways = ways(&view, speech);
    // The first few are what one comes for; the rest stands folded below.
    let (first, other) = ways.into_iter().partition(|way| FIRST.contains(&way.action));
    let page = ReferralPage {
        // A title stands in the browser's history: never a name.
        f: Frame {
            title: view.reference.clone(),
            ..f.clone()
        },
        facts: facts(&client, &handoff, speech, &f),
        phone: text(&client, "phone"),
        address: text(&client, "address"),
        meeting_place: text(&client, "meeting_place"),
        safety: said(&handoff, "safety", "safety", &f),
        rules: said(&client, "contact_rules", "contact_rule", &f),
        own_words: text(&handoff, "own_words"),
        safety_note: text(&handoff, "safety_note"),
        done: asked
            .done
            .filter(|done| STEPS.contains(&done.as_str()) || *done == "submit")
            .map(|done| f.word("done", &done)),
        seen_field: SEEN,
        speech,
        r: view,
        name,
        first,
        other,
        timeline,
    };
    Ok(shown(&page))
}

/// The steps that stand on top, the rest is folded.
const FIRST: &[&str] = &[
    "accept",
    "acknowledge",
    "record_contact",
    "review",
    "record_check",
    "end_support",
    "place",
    "client_called",
    "confirm_waiting",
    "record_meeting",
];

/// What may be taken now, in the order of the table of steps.
pub(crate) fn ways(view: &ReferralView, speech: Speech<'_>) -> Vec<Way> {
    STEPS
        .iter()
        .chain(&["place", "reopen", "renew_consent"])
        .filter(|step| view.actions.contains(step))
        .map(|step| Way {
            action: step,
            word: speech.action(view, step),
            at_once: matches!(*step, "acknowledge" | "ask_desk"),
        })
        .collect()
}

/// First and last name as far as they are known.
pub(crate) fn full_name(client: &Value) -> Option<String> {
    let parts: Vec<String> = ["first_name", "last_name"]
        .into_iter()
        .filter_map(|part| text(client, part))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A text of the handoff, where there is one.
pub(crate) fn text(value: &Value, name: &str) -> Option<String> {
    let text = value.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn codes<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    let codes = value.get(name).and_then(Value::as_array);
    codes.map_or_else(Vec::new, |codes| codes.iter().filter_map(Value::as_str).collect())
}

fn said(value: &Value, name: &str, family: &str, f: &Frame) -> Vec<String> {
    let codes = codes(value, name);
    codes.into_iter().map(|code| f.word(family, code)).collect()
}

/// The coded facts, each with its word; what is not known has no line.
pub(crate) fn facts(client: &Value, handoff: &Value, speech: Speech<'_>, f: &Frame) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact {
                what: f.word("fact", key),
                facts: lines,
            });
        }
    };
    let place = handoff.get("place").cloned().unwrap_or_default();
    let wishes = handoff.get("wishes").cloned().unwrap_or_default();
    let needs = codes(handoff, "needs");
    add("needs", needs.into_iter().map(|need| speech.need(need)).collect());
    let year = client.get("birth_year").and_then(Value::as_i64);
    let band = text(client, "age_band").map(|band| luotsi_i18n::age_band(f.language, &band));
    let age = year.map(|year| f.ta("fact-born", &[("year", year.to_string().as_str().into())]));
    add("age", age.or(band).into_iter().collect());
    add(
        "district",
        text(&place, "district")
            .map(|code| speech.district(&code))
            .into_iter()
            .collect(),
    );
    add(
        "language",
        text(client, "language")
            .map(|tag| luotsi_i18n::language_name(f.language, &tag))
            .into_iter()
            .collect(),
    );
    add("forms", said(&wishes, "forms", "form", f));
    add("not_forms", said(&wishes, "not_forms", "form", f));
    add(
        "worker_gender",
        text(&wishes, "worker_gender")
            .map(|code| f.word("gender", &code))
            .into_iter()
            .collect(),
    );
    add(
        "urgency",
        text(handoff, "urgency")
            .filter(|code| code != "normal")
            .map(|code| f.word("urgency", &code))
            .into_iter()
            .collect(),
    );
    facts
}
