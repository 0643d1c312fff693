//! Forms: what a field asks, how it is shown again with what was typed, and where its fault is.

use std::borrow::Cow;

use jiff::{civil::DateTime, tz::TimeZone};
use luotsi_i18n::{Language, has, text};
use serde_json::{Map, Value};

use super::fields::Fields;
use crate::problem::Problem;

/// The longest scale that is tapped instead of typed: 0 to 10.
const LONGEST_SCALE: u32 = 10;

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name: the member of the request, dotted where that is inside another.
    pub name: &'static str,
    /// What it asks.
    pub ask: Ask,
    /// Whether it must be answered.
    pub required: bool,
}

/// What a field asks.
#[derive(Debug, Clone)]
pub enum Ask {
    /// One of a few, all in sight.
    One(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// Any number of them.
    Many(Vec<Choice>),
    /// A day.
    Date,
    /// A moment, in the network's time zone.
    Moment,
    /// Words, several lines of them.
    Text,
    /// Words, one line.
    Line,
    /// A whole number, from and to.
    Number(u32, u32),
    /// Whether it is so.
    Yes,
}

/// One that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is said.
    pub word: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

impl Choice {
    /// Not chosen yet.
    #[must_use]
    pub fn new(value: impl Into<String>, word: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            word: word.into(),
            chosen: false,
        }
    }
}

/// A field as the page shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The `id` of the element that a fault leads to.
    pub id: String,
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its label.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub fault: Option<String>,
    /// What it asks, with what was chosen.
    pub ask: Ask,
    /// What was typed.
    pub value: String,
    /// Whether it must be answered.
    pub required: bool,
}

/// A fault, for the summary above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The `id` of the field it is about; none where it is about the whole.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub text: String,
}

impl Input {
    /// A field that must be answered.
    #[must_use]
    pub const fn must(name: &'static str, ask: Ask) -> Self {
        Self {
            name,
            ask,
            required: true,
        }
    }

    /// A field that may be left out.
    #[must_use]
    pub const fn may(name: &'static str, ask: Ask) -> Self {
        Self {
            name,
            ask,
            required: false,
        }
    }

    /// The field as the page shows it: with what was typed, and what is wrong with that. Its words are
    /// `field-NAME`, and where there are such, `field-FORM-NAME` and `hint-FORM-NAME`.
    #[must_use]
    pub fn shown(&self, form: &str, fields: &Fields, faults: &[Fault], language: Language) -> Shown {
        let key = self.name.replace('.', "_");
        let id = id_of(self.name);
        let own = format!("field-{form}-{key}");
        let label = if has(&own) { own } else { format!("field-{key}") };
        let hint = format!("hint-{form}-{key}");
        let mut ask = self.ask.clone();
        if let Ask::One(choices) | Ask::Select(choices) | Ask::Many(choices) = &mut ask {
            for choice in choices {
                choice.chosen |= fields.has(self.name, &choice.value);
            }
        }
        Shown {
            fault: faults
                .iter()
                .find(|fault| fault.field.as_deref() == Some(&id))
                .map(|fault| fault.text.clone()),
            id,
            name: Cow::Borrowed(self.name),
            label: text(language, &label, &[]),
            hint: has(&hint).then(|| text(language, &hint, &[])),
            ask,
            value: fields.again(self.name).to_owned(),
            required: self.required,
        }
    }
}

impl Shown {
    /// The type of its `input` element.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.ask {
            Ask::Date => "date",
            Ask::Moment => "datetime-local",
            Ask::Number(..) => "number",
            Ask::Yes | Ask::Many(_) => "checkbox",
            Ask::One(_) | Ask::Select(_) | Ask::Text | Ask::Line => "text",
        }
    }

    /// A number of few steps as one to tap each, the answer *not asked* first; nothing where there are too
    /// many for that.
    #[must_use]
    pub fn scale(&self) -> Vec<String> {
        match self.ask {
            Ask::Number(from, to) if to.saturating_sub(from) <= LONGEST_SCALE => {
                (from..=to).map(|step| step.to_string()).collect()
            }
            Ask::Number(..)
            | Ask::One(_)
            | Ask::Select(_)
            | Ask::Many(_)
            | Ask::Date
            | Ask::Moment
            | Ask::Text
            | Ask::Line
            | Ask::Yes => Vec::new(),
        }
    }

    /// What describes the field: its hint and its fault, as `aria-describedby` wants them.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let fault = self.fault.as_ref().map(|_| format!("{}-fault", self.id));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }
}

/// The `id` of a field by its name.
#[must_use]
pub fn id_of(name: &str) -> String {
    format!("f-{}", name.replace(['.', '_'], "-"))
}

/// The JSON that a form stands for. What was left empty is left out; what cannot be read goes as it was
/// typed, so that the one place that judges requests says what is wrong with it.
#[must_use]
pub fn json(inputs: &[Input], fields: &Fields, zone: &TimeZone) -> Value {
    let mut root = Value::Object(Map::new());
    for input in inputs {
        if let Some(value) = value(&input.ask, input.name, fields, zone) {
            put(&mut root, input.name, value);
        }
    }
    root
}

/// What a field says, by what it asks; nothing where it was left empty.
#[must_use]
pub fn value(ask: &Ask, name: &str, fields: &Fields, zone: &TimeZone) -> Option<Value> {
    let one = || fields.one(name);
    match ask {
        Ask::One(_) | Ask::Select(_) | Ask::Date | Ask::Text | Ask::Line => {
            one().map(|text| Value::String(text.to_owned()))
        }
        Ask::Many(_) => {
            let chosen: Vec<Value> = fields.all(name).map(Value::from).collect();
            (!chosen.is_empty()).then_some(Value::Array(chosen))
        }
        Ask::Moment => one().map(|text| {
            let local: Option<DateTime> = text.parse().ok();
            let at = local.and_then(|local| local.to_zoned(zone.clone()).ok());
            Value::String(at.map_or_else(|| text.to_owned(), |at| at.timestamp().to_string()))
        }),
        Ask::Number(..) => one().map(|text| text.parse::<u32>().map_or_else(|_| text.into(), Value::from)),
        Ask::Yes => one().map(|_| Value::Bool(true)),
    }
}

/// Puts a value where a dotted name says.
pub fn put(root: &mut Value, name: &str, value: Value) {
    let mut at = root;
    for part in name.split('.') {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Value::Object(members) = at else { return };
        at = members.entry(part).or_insert(Value::Null);
    }
    *at = value;
}

/// What a problem says of a form's fields, in the form's order; what is about no field of it comes first.
#[must_use]
pub fn faults(problem: &Problem, within: &str, names: &[&str], language: Language) -> Vec<Fault> {
    let mut found: Vec<(usize, Fault)> = Vec::new();
    for (pointer, text) in problem.said(language) {
        let name = pointer
            .strip_prefix(within)
            .unwrap_or(&pointer)
            .trim_start_matches('/')
            .replace('/', ".");
        // A fault of one of several chosen is a fault of the field.
        let place = names.iter().position(|known| {
            name == *known || name.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'))
        });
        let field = place.and_then(|place| names.get(place)).map(|name| id_of(name));
        found.push((place.map_or(0, |place| place + 1), Fault { field, text }));
    }
    found.sort_by_key(|(place, _)| *place);
    let mut found: Vec<Fault> = found.into_iter().map(|(_, fault)| fault).collect();
    if found.is_empty() {
        let slug = problem.slug();
        let text = slug.detail(language).unwrap_or_else(|| slug.title(language));
        found.push(Fault { field: None, text });
    }
    found
}

/// The faults as the summary above the form says them: each with the name of its field, so that it is
/// understood away from there.
#[must_use]
pub fn named(faults: &[Fault], fields: &[Shown]) -> Vec<Fault> {
    let name = |fault: &Fault| {
        let field = fields
            .iter()
            .find(|field| Some(&field.id) == fault.field.as_ref())?;
        let mark = if field.label.ends_with('?') { "" } else { ":" };
        Some(format!("{}{mark} {}", field.label, fault.text))
    };
    faults
        .iter()
        .map(|fault| Fault {
            field: fault.field.clone(),
            text: name(fault).unwrap_or_else(|| fault.text.clone()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::json;

    use super::{Ask, Choice, Input, json};
    use crate::pages::fields::Fields;

    #[test]
    fn a_form_becomes_the_json_it_stands_for() {
        let inputs = [
            Input::must("outcome", Ask::One(vec![Choice::new("ended", "Ended")])),
            Input::may("measures.loneliness", Ask::Number(1, 4)),
            Input::may("measures.coping", Ask::Number(0, 10)),
            Input::may("next_on", Ask::Date),
            Input::may("at", Ask::Moment),
            Input::may("times", Ask::Many(Vec::new())),
            Input::may("note", Ask::Text),
            Input::may("done", Ask::Yes),
        ];
        let fields = Fields::read(
            b"outcome=ended&measures.loneliness=3&measures.coping=many&next_on=&at=2026-11-26T16:00&times=a&times=b&done=on",
        );
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(
            json(&inputs, &fields, &zone),
            json!({
                "outcome": "ended",
                "measures": {"loneliness": 3, "coping": "many"},
                "at": "2026-11-26T14:00:00Z",
                "times": ["a", "b"],
                "done": true,
            })
        );
    }
}
