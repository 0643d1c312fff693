//! Beside the form: who would take her, in what order and why; what is missing; what to think of first.

use askama::Template;
use luotsi_domain::{handoff::GateOutcome, network::PlacementMode};
use luotsi_i18n::text;
use luotsi_service::{Error, Previewed};
use serde_json::Value;

use super::{
    candidates::{PROGRAMME, Takers},
    read,
    schema::Form,
    sections::District,
    sheet::Sheet,
};
use crate::{
    api::{AppState, render, said},
    pages::{
        choosing::{self, ADVISOR, Choosing, TO_DESK},
        fields::Fields,
        form::{Choice, Fault, id_of},
        frame::Frame,
        refused::Refused,
    },
};

/// It is another matter than the open one.
pub const SEPARATE: &str = "duplicate";
/// Why.
pub const SEPARATE_WHY: &str = "reason";

/// A piece of guidance: words, or a number to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The number that they are, as it is dialled.
    pub tel: Option<String>,
}

/// What stands beside the form.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// Whether it was looked at all who would take her.
    pub looked: bool,
    /// Where the gate leads, where that is not to the network.
    pub closed: Option<&'static str>,
    /// What to do and whom to call.
    pub guidance: Vec<Piece>,
    /// The authority's track beside, in words.
    pub track: Option<String>,
    /// What is still missing: the field's `id` and its name.
    pub missing: Vec<(&'static str, String)>,
    /// Who would take her, and whom it is agreed with.
    pub choice: Choosing,
    /// Open referrals of the same person: id and reference.
    pub same: Vec<(String, String)>,
    /// Whether this one is another matter.
    pub separate: bool,
    /// Why.
    pub separate_why: String,
    /// What the free texts seem to hold: the field's `id`, and the sentence.
    pub warnings: Vec<(String, String)>,
    /// The district's field.
    pub district: Option<District>,
}

impl Panel {
    /// Whether a free text is warned of.
    #[must_use]
    pub fn warned(&self, id: &str) -> Vec<&str> {
        let warnings = self.warnings.iter().filter(|(field, _)| field == id);
        warnings.map(|(_, text)| text.as_str()).collect()
    }
}

/// The parts of the page that follow what is typed.
#[derive(Template)]
#[template(path = "handoff/parts.html")]
pub(super) struct Parts {
    pub f: Frame,
    pub panel: Panel,
}

/// Looks who would take her.
pub(super) async fn look(
    state: &AppState,
    sheet: &Sheet,
    form: &Form,
    handoff: &Value,
    faults: &[Fault],
) -> Result<Panel, Refused> {
    let f = sheet.visitor.frame("");
    let speech = sheet.speech();
    let mut panel = blank(sheet, form, handoff, faults);
    let previewed = preview(state, sheet, handoff)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let language = speech.language;
    let view = render::preview(&previewed, language);
    let outcome = previewed.gate.verdict.outcome;
    if !matches!(outcome, GateOutcome::Open | GateOutcome::NoConsent) {
        panel.closed = Some(outcome.as_str());
    }
    // A permission that nobody has asked for yet closes nothing: it is asked in the talk.
    let denied = outcome == GateOutcome::NoConsent && read::status(handoff).is_some();
    if panel.closed.is_some() || denied {
        panel.guidance = pieces(view.gate.guidance.as_deref().unwrap_or_default());
    }
    panel.track = view.gate.city_track.map(|track| {
        let kind = f.word("city_track", track.kind);
        match track.due_on {
            Some(day) => f.ta(
                "handoff-track-due",
                &[("kind", (&kind).into()), ("date", (&f.day(&day)).into())],
            ),
            None => kind,
        }
    });
    let all = sheet.network.definition.placement == PlacementMode::Automatic;
    // Before anything is known to be needed, an order would be an accident, and its first one chosen.
    let asked = handoff.get("needs").and_then(Value::as_array);
    let asked = asked.is_some_and(|needs| !needs.is_empty());
    panel.looked = asked || panel.closed.is_some();
    if asked {
        panel.choice.takers = Takers::of(&view.candidates, &sheet.fields, all, speech);
    }
    panel.same = previewed
        .same
        .iter()
        .map(|(id, reference)| (id.to_string(), reference.clone()))
        .collect();
    panel.warnings = view
        .warnings
        .into_iter()
        .map(|warning| {
            let name = warning
                .pointer
                .strip_prefix("/handoff/")
                .unwrap_or(warning.pointer);
            (id_of(name), warning.text)
        })
        .collect();
    name_people(state, sheet, &mut panel.choice)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    Ok(panel)
}

/// What stands there before anybody has looked.
pub(crate) fn blank(sheet: &Sheet, form: &Form, handoff: &Value, faults: &[Fault]) -> Panel {
    let (speech, fields) = (sheet.speech(), &sheet.fields);
    let language = speech.language;
    Panel {
        missing: read::missing(handoff)
            .into_iter()
            .map(|(field, key)| (field, text(language, key, &[])))
            .collect(),
        choice: Choosing {
            to_desk: sheet
                .visitor
                .actor()
                .is_partner()
                .then(|| fields.has(PROGRAMME, TO_DESK)),
            ..Choosing::blank(
                fields,
                faults,
                handoff.pointer("/client/protected") == Some(&Value::Bool(true)),
                speech,
            )
        },
        separate: fields.one(SEPARATE).is_some(),
        separate_why: fields.again(SEPARATE_WHY).to_owned(),
        district: District::of(form, fields, faults, speech),
        ..Panel::default()
    }
}

async fn preview(state: &AppState, sheet: &Sheet, handoff: &Value) -> Result<Previewed, Error> {
    let actor = sheet.visitor.actor();
    let sketched = read::sketched(handoff);
    let now = sheet.visitor.now;
    match state.service.preview(actor, &actor.network, &sketched, now).await {
        // A field that cannot be so is told when it is sent; who would take her is known without it.
        Err(Error::InvalidHandoff(faults)) => {
            let problem = said(Error::InvalidHandoff(faults), sheet.visitor.language);
            let rest = read::without(&sketched, &problem);
            state.service.preview(actor, &actor.network, &rest, now).await
        }
        done => done,
    }
}

async fn name_people(state: &AppState, sheet: &Sheet, choice: &mut Choosing) -> Result<(), Error> {
    let actor = sheet.visitor.actor();
    let people = state.service.people(actor, &actor.network, None).await?;
    choice.name_people(&people, &sheet.fields, sheet.speech());
    if choice.protected && actor.is_partner() {
        let advisors = state.service.advisors(actor).await?;
        choice.advisors = advisors
            .into_iter()
            .map(|person| Choice {
                chosen: sheet.fields.has(ADVISOR, &person.id),
                ..Choice::new(person.id, person.name)
            })
            .collect();
    }
    Ok(())
}

/// Guidance with its numbers to call: three digits that stand alone, or five and more.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        let end = from
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | ' ')))
            .unwrap_or(from.len());
        let number = from.get(..end).unwrap_or_default().trim_end();
        let dialled: String = number.chars().filter(|c| *c != ' ').collect();
        let digits = dialled.chars().filter(char::is_ascii_digit).count();
        // A letter or a sign right before or after makes it part of a word.
        let stands_alone = !words.ends_with(|c: char| c.is_alphanumeric() || c == '-')
            && !from
                .get(number.len()..)
                .unwrap_or_default()
                .starts_with(|c: char| c.is_alphanumeric() || c == '-');
        if stands_alone && (digits == 3 || digits >= 5) {
            if !words.is_empty() {
                pieces.push(Piece {
                    text: std::mem::take(&mut words),
                    tel: None,
                });
            }
            pieces.push(Piece {
                text: number.to_owned(),
                tel: Some(dialled),
            });
        } else {
            words.push_str(number);
        }
        rest = from.get(number.len().max(1)..).unwrap_or_default();
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece {
            text: words,
            tel: None,
        });
    }
    pieces
}

/// The fault that a refused submission is, at the field where it can be mended.
pub(super) fn fault_of(error: &Error, fields: &Fields, f: &Frame) -> Option<Fault> {
    let (field, text) = match error {
        Error::ReasonRequired if fields.one(SEPARATE).is_some() => {
            (Some(id_of(SEPARATE_WHY)), f.t("handoff-separate-why-needed"))
        }
        Error::AlreadyOpen { .. } => (Some(id_of(SEPARATE)), f.t("handoff-same-open")),
        Error::PreconditionFailed => (None, f.t("handoff-saved-elsewhere")),
        Error::KeyReused => (None, f.t("handoff-sent-before")),
        Error::NotFound
        | Error::Forbidden
        | Error::IllegalTransition(_)
        | Error::Conflict(_)
        | Error::GateClosed(_)
        | Error::PlacementRequired(..)
        | Error::ProgrammeExcluded { .. }
        | Error::ReasonRequired
        | Error::WorkerRequired
        | Error::WorryRequired
        | Error::InvalidHandoff(_)
        | Error::InvalidRequest(_)
        | Error::Store(_)
        | Error::Broken(_)
        | Error::Definition(_)
        | Error::Stopped(_) => return choosing::fault_of(error, f),
    };
    Some(Fault { field, text })
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn numbers_to_call_are_told_from_others() {
        for (text, numbers) in [
            ("Soita 112 ja pysy linjalla.", &["112"][..]),
            (
                "Soita +358 9 310 44556, tai 116 117.",
                &["+358931044556", "116117"],
            ),
            ("Yli 75-vuotiaat: 7 arkipäivää, vuonna 2026.", &[]),
            ("", &[]),
        ] {
            let said = pieces(text);
            let found: Vec<&str> = said.iter().filter_map(|piece| piece.tel.as_deref()).collect();
            assert_eq!(found, numbers, "{text}");
            let whole: String = said.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(whole, text);
        }
    }
}
