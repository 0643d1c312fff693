//! From the form to the handoff, and back: shorthands, the district that a name means, what is missing.

use jiff::{Timestamp, tz::TimeZone};
use luotsi_domain::network::Definition;
use luotsi_i18n::Language;
use serde_json::{Value, json};

use super::{
    place,
    schema::{ELSEWHERE, Form},
};
use crate::{
    pages::{
        fields::Fields,
        form::{self, Fault, id_of, put},
        frame::Frame,
    },
    problem::Problem,
};

/// *None of these*: every question of the gate that has no answer of its own is answered no.
pub const NONE_OF_THESE: &str = "_none_of_these";
/// The client gave permission herself, in the usual way: to the usual scope, and the desk may be told.
pub const PERMITTED: &str = "_permitted";
/// When the page was opened: a permission that is noted on it was given then, however often it is sent.
pub const OPENED: &str = "_opened";
/// The day on which the client is called back.
pub const CALL_BACK: &str = "call_back_on";

const QUESTIONS: [&str; 3] = ["danger_to_life", "authority_today", "cannot_cope"];
const ELSEWHERE_FIELD: &str = "place.municipality";

/// What stands behind the one click of *permission given*.
#[derive(Debug, Clone)]
pub struct Usual {
    /// How far.
    pub scope: &'static str,
    /// How it was asked.
    pub method: &'static str,
    /// The wording that was read out.
    pub wording: Option<String>,
}

impl Usual {
    /// What is usual for a network, and for a desk at the phone or a worker who meets people.
    #[must_use]
    pub fn of(definition: &Definition, at_desk: bool, language: Language) -> Self {
        let begins = format!("{}-", language.tag());
        let mut keys = definition.wordings.keys();
        Self {
            scope: definition
                .handoff
                .consent_scope
                .map_or("network", |scope| scope.as_str()),
            method: if at_desk { "phone" } else { "in_person" },
            // The newest wording of a language is the last of its keys.
            wording: keys.rfind(|key| key.starts_with(&begins)).cloned(),
        }
    }
}

/// The handoff that a form says.
#[must_use]
pub fn handoff(
    form: &Form,
    fields: &Fields,
    definition: &Definition,
    usual: &Usual,
    zone: &TimeZone,
    now: Timestamp,
) -> Value {
    let mut root = json!({"schema": definition.handoff_schema()});
    for leaf in form.leaves() {
        if let Some(value) = form::value(&leaf.ask, &leaf.path, fields, zone) {
            put(&mut root, &leaf.path, value);
        }
    }
    if fields.has(ELSEWHERE_FIELD, ELSEWHERE) {
        take(&mut root, "place", "municipality");
        put(&mut root, "gate.other_municipality", json!(true));
    }
    if fields.one(NONE_OF_THESE).is_some() {
        for question in QUESTIONS {
            if root.pointer(&format!("/gate/{question}")).is_none() {
                put(&mut root, &format!("gate.{question}"), json!("no"));
            }
        }
    }
    // An authority's track is asked only where one goes on beside.
    if !alongside(&root) {
        remove(&mut root, "city_track");
    }
    permission(&mut root, fields, usual, now);
    if root.pointer("/place/district").is_none() {
        let said = |name: &str| root.pointer(&format!("/place/{name}")).and_then(Value::as_str);
        if let Some(district) = place::find(definition, said("place_name"), said("postal_code")).district {
            put(&mut root, "place.district", json!(district));
        }
    }
    // One answer that closes the gate is enough: nobody goes on asking.
    if is_closed(&root) { sketched(&root) } else { root }
}

/// The same as a preview wants it: questions that nobody has answered yet are answered no.
#[must_use]
pub fn sketched(handoff: &Value) -> Value {
    let mut handoff = handoff.clone();
    for question in QUESTIONS {
        if handoff.pointer(&format!("/gate/{question}")).is_none() {
            put(&mut handoff, &format!("gate.{question}"), json!("no"));
        }
    }
    handoff
}

fn permission(root: &mut Value, fields: &Fields, usual: &Usual, now: Timestamp) {
    if fields.one(PERMITTED).is_some() {
        let mut fill = |name: &str, value: Value| {
            if root.pointer(&format!("/consent/{name}")).is_none() {
                put(root, &format!("consent.{name}"), value);
            }
        };
        fill("status", json!("given"));
        fill("by", json!("client"));
        fill("scope", json!(usual.scope));
        fill("method", json!(usual.method));
        fill("feedback", json!(true));
        if let Some(wording) = &usual.wording {
            fill("wording", json!(wording));
        }
    }
    match status(root) {
        None => remove(root, "consent"),
        Some("given") => {
            if root.pointer("/consent/at").is_none() {
                let opened: Option<Timestamp> = fields.one(OPENED).and_then(|at| at.parse().ok());
                let at = opened.filter(|at| *at <= now).unwrap_or(now);
                put(root, "consent.at", json!(at.to_string()));
            }
        }
        Some(_) => {}
    }
}

/// What the form has to say for a handoff, to be shown again.
#[must_use]
pub fn fields(form: &Form, handoff: &Value, usual: &Usual) -> Fields {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let none = none_of_these(handoff);
    let permitted = is_usual(handoff, usual);
    if none {
        pairs.push((NONE_OF_THESE.to_owned(), "yes".to_owned()));
    }
    if permitted {
        pairs.push((PERMITTED.to_owned(), "yes".to_owned()));
    }
    if handoff.pointer("/gate/other_municipality") == Some(&json!(true)) {
        pairs.push((ELSEWHERE_FIELD.to_owned(), ELSEWHERE.to_owned()));
    }
    for leaf in form.leaves() {
        let hidden = (none && leaf.path.starts_with("gate.")
            || permitted && leaf.path.starts_with("consent."))
            && leaf.path != "consent.at";
        let pointer = format!("/{}", leaf.path.replace('.', "/"));
        let Some(value) = handoff.pointer(&pointer).filter(|_| !hidden) else {
            continue;
        };
        let mut push = |text: String| pairs.push((leaf.path.clone(), text));
        match value {
            Value::String(text) => push(text.clone()),
            Value::Number(number) => push(number.to_string()),
            Value::Bool(true) => push("yes".to_owned()),
            Value::Array(many) => {
                many.iter()
                    .filter_map(Value::as_str)
                    .for_each(|one| push(one.to_owned()));
            }
            Value::Bool(false) | Value::Null | Value::Object(_) => {}
        }
    }
    pairs.into_iter().collect()
}

fn none_of_these(handoff: &Value) -> bool {
    let gate = |name: &str| handoff.pointer(&format!("/gate/{name}"));
    let others = ["other_municipality", "other_service", "desk_solves"];
    QUESTIONS.iter().all(|name| gate(name) == Some(&json!("no")))
        && others.iter().all(|name| gate(name) != Some(&json!(true)))
}

fn is_usual(handoff: &Value, usual: &Usual) -> bool {
    let says = |name: &str, value: &str| {
        let said = handoff.pointer(&format!("/consent/{name}"));
        said.and_then(Value::as_str) == Some(value)
    };
    let list = |name: &str| {
        let said = handoff.pointer(&format!("/consent/{name}"));
        said.and_then(Value::as_array).is_none_or(Vec::is_empty)
    };
    says("status", "given")
        && says("by", "client")
        && says("scope", usual.scope)
        && says("method", usual.method)
        && handoff.pointer("/consent/feedback") == Some(&json!(true))
        && usual
            .wording
            .as_deref()
            .is_none_or(|wording| says("wording", wording))
        && list("organisations")
        && list("fields")
}

/// Whether an authority's track goes on beside.
#[must_use]
pub fn alongside(handoff: &Value) -> bool {
    ["authority_today", "cannot_cope"]
        .iter()
        .any(|name| handoff.pointer(&format!("/gate/{name}")) == Some(&json!("alongside")))
}

/// What the client said to being handed over; nothing where that is not filled in.
#[must_use]
pub fn status(handoff: &Value) -> Option<&str> {
    handoff.pointer("/consent/status").and_then(Value::as_str)
}

/// Whether every question of the gate has an answer, or one of them closes it anyway.
#[must_use]
pub fn gate_is_answered(handoff: &Value) -> bool {
    let gate = |name: &str| handoff.pointer(&format!("/gate/{name}"));
    QUESTIONS.iter().all(|name| gate(name).is_some())
}

/// Whether an answer of the gate closes it, whatever the others say.
#[must_use]
pub fn is_closed(handoff: &Value) -> bool {
    let gate = handoff.get("gate").and_then(Value::as_object);
    gate.is_some_and(|gate| {
        gate.values()
            .any(|answer| *answer == json!("instead") || *answer == json!(true))
    })
}

/// Whether there is anything in it but what the page itself filled in.
#[must_use]
pub fn is_begun(handoff: &Value) -> bool {
    let told = |part: &str| {
        let members = handoff.get(part).and_then(Value::as_object);
        members.is_some_and(|members| members.keys().any(|name| name != "language"))
    };
    ["client", "place", "network", "wishes", "source"]
        .into_iter()
        .any(told)
        || ["needs", "own_words", "safety_note", "safety"]
            .into_iter()
            .any(|name| handoff.get(name).is_some())
}

/// What a handoff still lacks, as far as everyone's does: the `id` of the field and its message.
#[must_use]
pub fn missing(handoff: &Value) -> Vec<(&'static str, &'static str)> {
    let has = |pointer: &str| handoff.pointer(pointer).is_some_and(|value| *value != json!([]));
    let mut missing = Vec::new();
    if !gate_is_answered(handoff) {
        missing.push(("f-gate", "handoff-missing-gate"));
    }
    if status(handoff).is_none() {
        missing.push(("f-permitted", "handoff-missing-consent"));
    }
    if !["phone", "address", "meeting_place"]
        .iter()
        .any(|way| has(&format!("/client/{way}")))
    {
        missing.push(("f-client-phone", "handoff-missing-reach"));
    }
    if !has("/place/municipality") && handoff.pointer("/gate/other_municipality").is_none() {
        missing.push(("f-place-municipality", "handoff-missing-place"));
    }
    if !has("/needs") {
        missing.push(("f-needs", "handoff-missing-needs"));
    }
    missing
}

/// The faults that stop a submission before anything is judged: what nobody has answered is no *no*.
#[must_use]
pub fn unanswered(handoff: &Value, f: &Frame) -> Vec<Fault> {
    if is_closed(handoff) {
        return Vec::new();
    }
    let mut missing = missing(handoff);
    // Whoever has to come back to the form is told of everything at once.
    if !missing
        .iter()
        .any(|(field, _)| matches!(*field, "f-gate" | "f-permitted"))
    {
        missing.clear();
    }
    let mut faults: Vec<Fault> = missing
        .into_iter()
        .map(|(field, key)| Fault {
            field: Some(field.to_owned()),
            text: f.word("handoff_fault", key.trim_start_matches("handoff-missing-")),
        })
        .collect();
    if status(handoff) == Some("not_asked") {
        faults.push(Fault {
            field: Some("f-permitted".to_owned()),
            text: f.t("handoff-not-asked"),
        });
    }
    faults
}

/// What a problem says of the form's fields, in the form's order.
#[must_use]
pub fn faults(problem: &Problem, form: &Form, language: Language) -> Vec<Fault> {
    let known: Vec<&str> = form.leaves().map(|leaf| leaf.path.as_str()).collect();
    let mut found: Vec<(usize, Fault)> = problem
        .said(language)
        .into_iter()
        .map(|(pointer, text)| {
            let path = pointer.strip_prefix("/handoff").unwrap_or(&pointer);
            let path = path.trim_start_matches('/').replace('/', ".");
            let position = known.iter().position(|name| {
                path == *name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
            });
            let field = match path.as_str() {
                "client" => Some("f-client-phone".to_owned()),
                "consent" => Some("f-permitted".to_owned()),
                "gate" => Some("f-gate".to_owned()),
                "city_track" => Some(id_of("city_track.kind")),
                "place" => Some(id_of(ELSEWHERE_FIELD)),
                CALL_BACK | "placement.agreed_with" | "placement.deputy" | "advisor" => Some(id_of(&path)),
                _ if path.starts_with("placement") => Some("who".to_owned()),
                _ => position.and_then(|at| known.get(at)).map(|name| id_of(name)),
            };
            (
                position.unwrap_or(usize::from(field.is_some())),
                Fault { field, text },
            )
        })
        .collect();
    found.sort_by_key(|(position, _)| *position);
    found.into_iter().map(|(_, fault)| fault).collect()
}

/// The same without what has a fault, so that the rest can be looked at already.
#[must_use]
pub fn without(handoff: &Value, problem: &Problem) -> Value {
    let mut handoff = handoff.clone();
    for (pointer, _) in problem.said(Language::Fi) {
        let path = pointer.strip_prefix("/handoff/").unwrap_or_default();
        match path.split_once('/') {
            Some((part, rest)) => take(&mut handoff, part, rest.split('/').next().unwrap_or(rest)),
            None if path != "gate" => remove(&mut handoff, path),
            None => {}
        }
    }
    handoff
}

fn take(root: &mut Value, part: &str, name: &str) {
    let part = root.get_mut(part);
    match part {
        Some(Value::Object(members)) => {
            members.remove(name);
        }
        Some(Value::Array(_)) => {
            if let Some(part) = part {
                *part = json!([]);
            }
        }
        _ => {}
    }
}

fn remove(root: &mut Value, name: &str) {
    if let Some(members) = root.as_object_mut() {
        members.remove(name);
    }
}
