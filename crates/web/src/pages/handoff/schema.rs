//! The fields of a network's handoff, read from its schema: what the form asks, under which words.
//!
//! The document says it all: titles in `x-title`, closed lists in `enum`, what the network itself brought in
//! its own part. So a network that nobody foresaw has its fields by itself.

use std::borrow::Cow;

use luotsi_i18n::{Language, age_band, code, has, language_name, text};
use serde_json::{Map, Value};

use crate::pages::{
    fields::Fields,
    form::{Ask, Choice, Fault, Shown, id_of},
    words::Speech,
};

/// As many choices stand in sight; more are a list that opens.
const IN_SIGHT: usize = 7;
/// A text that may be longer than this has several lines.
const ONE_LINE: u64 = 250;
/// The deepest that a part is looked into.
const DEEPEST: usize = 6;

/// The order in which people ask what every network's handoff has; what is not here comes after.
const ORDER: [&str; 46] = [
    "gate.danger_to_life",
    "gate.authority_today",
    "gate.cannot_cope",
    "gate.other_municipality",
    "gate.other_service",
    "gate.desk_solves",
    "city_track.kind",
    "city_track.started_on",
    "city_track.notified_on",
    "consent.status",
    "consent.by",
    "consent.method",
    "consent.scope",
    "consent.organisations",
    "consent.fields",
    "consent.feedback",
    "consent.wording",
    "client.phone",
    "client.first_name",
    "client.last_name",
    "client.birth_year",
    "client.language",
    "client.lives_alone",
    "client.age_band",
    "client.gender",
    "client.interpreter",
    "client.address",
    "client.meeting_place",
    "client.contact_rules",
    "client.protected",
    "place.municipality",
    "place.place_name",
    "place.postal_code",
    "place.district",
    "needs",
    "own_words",
    "wishes.forms",
    "wishes.not_forms",
    "wishes.worker_gender",
    "wishes.worker_language",
    "wishes.same_worker",
    "urgency",
    "safety",
    "safety_note",
    "source.kind",
    "source.organisation",
];

/// One field.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Its dotted path in the handoff, which is also its name in the form.
    pub path: String,
    /// What it asks.
    pub ask: Ask,
    /// What it is called.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
}

/// The fields of a network's handoff in the document's order, and the titles of its parts.
#[derive(Debug, Clone)]
pub struct Form {
    leaves: Vec<Leaf>,
    titles: Vec<(String, String)>,
    needed_own: Vec<String>,
}

impl Leaf {
    /// The field as the page shows it: with what was typed, and what is wrong with that.
    #[must_use]
    pub fn shown(&self, fields: &Fields, faults: &[Fault]) -> Shown {
        let id = id_of(&self.path);
        let mut ask = self.ask.clone();
        if let Ask::One(choices) | Ask::Select(choices) | Ask::Many(choices) = &mut ask {
            for choice in choices {
                choice.chosen = fields.has(&self.path, &choice.value);
            }
        }
        Shown {
            fault: faults
                .iter()
                .find(|fault| fault.field.as_deref() == Some(&id))
                .map(|fault| fault.text.clone()),
            id,
            name: Cow::Owned(self.path.clone()),
            label: self.label.clone(),
            hint: self.hint.clone(),
            ask,
            value: fields.again(&self.path).to_owned(),
            // Nearly everything may be left out: the few that may not are marked, not the many that may.
            required: true,
        }
    }
}

impl Form {
    /// Reads the form out of the document.
    #[must_use]
    pub fn of(document: &Value, speech: Speech<'_>) -> Self {
        let reader = Reader { document, speech };
        let mut form = Self {
            leaves: Vec::new(),
            titles: Vec::new(),
            needed_own: strings(document.pointer("/$defs/complete/properties/network/required")),
        };
        if let Some(properties) = document.get("properties").and_then(Value::as_object) {
            for (name, node) in properties {
                reader.walk(name.clone(), node, 0, &mut form);
            }
        }
        // An object of JSON has no order: people ask in this one.
        let place = |path: &str| {
            ORDER
                .iter()
                .position(|known| *known == path)
                .unwrap_or(ORDER.len())
        };
        form.leaves.sort_by_key(|leaf| place(&leaf.path));
        form
    }

    /// Every field.
    pub fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter()
    }

    /// The field of that path.
    #[must_use]
    pub fn leaf(&self, path: &str) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.path == path)
    }

    /// The fields below a part.
    pub fn below(&self, part: &str) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(move |leaf| {
            leaf.path
                .strip_prefix(part)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// What a part is called.
    #[must_use]
    pub fn title(&self, part: &str) -> &str {
        let found = self.titles.iter().find(|(path, _)| path == part);
        found.map_or("", |(_, title)| title)
    }

    /// Whether the network's own part has fields that an open gate requires.
    #[must_use]
    pub fn own_part_is_needed(&self) -> bool {
        !self.needed_own.is_empty()
    }
}

struct Reader<'a> {
    document: &'a Value,
    speech: Speech<'a>,
}

impl Reader<'_> {
    fn walk(&self, path: String, node: &Value, depth: usize, form: &mut Form) {
        let node = self.whole(node);
        if depth > DEEPEST || path == "schema" || !self.is_asked(&path) {
            return;
        }
        let title = self.title(&path, &node);
        if let Some(properties) = node.get("properties").and_then(Value::as_object) {
            form.titles.push((path.clone(), title));
            for (name, inner) in properties {
                self.walk(format!("{path}.{name}"), inner, depth + 1, form);
            }
            return;
        }
        form.titles.push((path.clone(), title.clone()));
        if let Some(ask) = self.ask(&path, &node) {
            let hint = format!("handoff_hint-{}", path.replace('.', "_"));
            form.leaves.push(Leaf {
                hint: has(&hint).then(|| text(self.speech.language, &hint, &[])),
                path,
                ask,
                label: title,
            });
        }
    }

    /// A network without districts asks for none.
    fn is_asked(&self, path: &str) -> bool {
        path != "place.district" || !self.speech.network.definition.districts.is_empty()
    }

    /// The node with what it refers to; what it says itself comes first.
    fn whole(&self, node: &Value) -> Map<String, Value> {
        let mut own = node.as_object().cloned().unwrap_or_default();
        let target = own.remove("$ref");
        let target = target
            .as_ref()
            .and_then(Value::as_str)
            .and_then(|target| target.strip_prefix('#'))
            .and_then(|pointer| self.document.pointer(pointer))
            .and_then(Value::as_object);
        for (name, value) in target.into_iter().flatten() {
            own.entry(name.clone()).or_insert_with(|| value.clone());
        }
        own
    }

    /// The title in the reader's language, else in the network's, else whatever the part says of itself.
    fn title(&self, path: &str, node: &Map<String, Value>) -> String {
        let last = path.rsplit('.').next().unwrap_or(path);
        let said = node.get("x-title").and_then(|words| self.said(words));
        let plain = || node.get("title").and_then(Value::as_str).map(str::to_owned);
        said.or_else(plain).unwrap_or_else(|| as_words(last))
    }

    fn said(&self, words: &Value) -> Option<String> {
        let first = self.speech.network.definition.languages.first();
        [self.speech.language.tag(), first.map_or("", String::as_str), "en"]
            .into_iter()
            .find_map(|tag| words.get(tag))
            .and_then(Value::as_str)
            .map(str::to_owned)
    }

    fn ask(&self, path: &str, node: &Map<String, Value>) -> Option<Ask> {
        match path {
            "place.municipality" => return Some(Ask::One(municipalities(self.speech))),
            "client.language" | "wishes.worker_language" => return Some(Ask::Select(self.languages())),
            _ => {}
        }
        let types: Vec<&str> = match node.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let is = |kind: &str| types.contains(&kind);
        if is("array") {
            let items = self.whole(node.get("items")?);
            return Some(Ask::Many(self.choices(path, &items)));
        }
        if node.contains_key("enum") {
            let choices = self.choices(path, node);
            return Some(if choices.len() > IN_SIGHT {
                Ask::Select(choices)
            } else {
                Ask::One(choices)
            });
        }
        let number = |name: &str, else_: u32| {
            let value = node.get(name).and_then(Value::as_u64);
            value.and_then(|value| u32::try_from(value).ok()).unwrap_or(else_)
        };
        match node.get("format").and_then(Value::as_str) {
            Some("date") => return Some(Ask::Date),
            Some("date-time") => return Some(Ask::Moment),
            _ => {}
        }
        if is("boolean") {
            Some(Ask::Yes)
        } else if is("integer") || is("number") {
            Some(Ask::Number(number("minimum", 0), number("maximum", 1_000_000)))
        } else if is("string") {
            let longest = node.get("maxLength").and_then(Value::as_u64).unwrap_or(ONE_LINE);
            Some(if longest > ONE_LINE { Ask::Text } else { Ask::Line })
        } else {
            None
        }
    }

    fn choices(&self, path: &str, node: &Map<String, Value>) -> Vec<Choice> {
        let own = node.get("x-words");
        let mut choices: Vec<Choice> = strings(node.get("enum"))
            .into_iter()
            .filter(|value| self.is_offered(path, value))
            .map(|value| {
                let own = own.and_then(|words| words.get(&value));
                let word = own
                    .and_then(|words| self.said(words))
                    .unwrap_or_else(|| self.word(path, &value));
                Choice::new(value, word)
            })
            .collect();
        if path == "place.district" {
            choices.sort_by(|one, other| one.word.cmp(&other.word));
        }
        choices
    }

    /// Permission is given for organisations that take people on, and taken back by another step.
    fn is_offered(&self, path: &str, value: &str) -> bool {
        match path {
            "consent.organisations" => {
                let mut partners = self.speech.network.definition.partners();
                partners.any(|partner| partner.id.as_str() == value)
            }
            "consent.status" => value != "withdrawn",
            _ => true,
        }
    }

    fn word(&self, path: &str, value: &str) -> String {
        let language = self.speech.language;
        match path {
            "client.age_band" => return age_band(language, value),
            "needs" => return self.speech.need(value),
            "place.district" => return self.speech.district(value),
            "consent.organisations" => return self.speech.organisation(value),
            "consent.wording" => return wording(language, value),
            _ => {}
        }
        let last = path.rsplit('.').next().unwrap_or(path);
        family(path)
            .into_iter()
            .chain([last])
            .find(|family| has(&format!("{family}-{value}")))
            .map_or_else(|| as_words(value), |family| code(language, family, value))
    }

    fn languages(&self) -> Vec<Choice> {
        let language = self.speech.language;
        let known = &self.speech.network.definition.languages;
        known
            .iter()
            .map(String::as_str)
            .chain(["und"])
            .map(|tag| Choice::new(tag, language_name(language, tag)))
            .collect()
    }
}

/// The family of words that the codes of a field of the core belong to.
fn family(path: &str) -> Option<&'static str> {
    Some(match path {
        "source.kind" => "source",
        "gate.danger_to_life" | "gate.authority_today" | "gate.cannot_cope" => "gate_answer",
        "city_track.kind" => "city_track",
        "consent.status" => "consent_status",
        "consent.by" => "consent_by",
        "consent.scope" => "consent_scope",
        "consent.method" => "consent_method",
        "consent.fields" => "consent_field",
        "client.gender" | "wishes.worker_gender" => "gender",
        "client.contact_rules" => "contact_rule",
        "wishes.forms" | "wishes.not_forms" | "network.first_form" => "form",
        _ => return None,
    })
}

/// The value of the form for a home outside the network.
pub const ELSEWHERE: &str = "_elsewhere";

fn municipalities(speech: Speech<'_>) -> Vec<Choice> {
    let language = speech.language;
    let mut choices: Vec<Choice> = speech
        .network
        .definition
        .municipalities
        .iter()
        .map(|code| Choice::new(code, municipality(language, code)))
        .collect();
    choices.push(Choice::new(ELSEWHERE, text(language, "handoff-elsewhere", &[])));
    choices
}

/// What a municipality is called; one that the catalogue does not know shows as its code.
#[must_use]
pub fn municipality(language: Language, code: &str) -> String {
    let key = format!("municipality-{code}");
    if has(&key) {
        text(language, &format!("municipality-{code}"), &[])
    } else {
        code.to_owned()
    }
}

/// A wording by the language it is in: `fi-1` is *suomi (1)*.
fn wording(language: Language, key: &str) -> String {
    let (tag, number) = key.split_once('-').unwrap_or((key, ""));
    format!("{} {number}", language_name(language, tag))
        .trim_end()
        .to_owned()
}

fn strings(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array);
    list.map_or_else(Vec::new, |list| {
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    })
}

/// A code that nobody has words for, as readable as it can be.
fn as_words(code: &str) -> String {
    let said = code.replace('_', " ");
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
