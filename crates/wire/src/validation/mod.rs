//! Validation: a document becomes a [`Handoff`], or all its faults at once.
//!
//! A [`Validator`] is compiled once for each version of a network's definition and shared from then on. It
//! asks in three degrees: of a draft only that what is there is well said, of a handoff's shape that the
//! gate is answered, and of a whole handoff what an open gate requires. Values are never parsed to decide
//! anything, and never told.

use jiff::{Timestamp, civil::Date};
use jsonschema::{Draft, PatternOptions};
use luotsi_domain::{
    handoff::{Client, Handoff},
    network::Definition,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

mod collector;
mod document;
mod fault;

pub use collector::MOST_FAULTS;
pub use document::{LARGEST_PART, SchemaFlaw, combined};
pub use fault::{Arg, Code, FieldFault, UnknownSlug};

/// Where in the combined document the requirements of an open gate stand.
const COMPLETE: &str = "/$defs/complete";

/// A network's handoff schema, compiled.
#[derive(Debug, Clone)]
pub struct Validator {
    schema: jsonschema::Validator,
    document: Value,
}

/// How much of a handoff must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Degree {
    Draft,
    Shape,
    Whole,
}

impl Validator {
    /// Compiles the combined document of a definition.
    ///
    /// # Errors
    /// [`SchemaFlaw`] where the definition's own part cannot be used.
    pub fn new(definition: &Definition) -> Result<Self, SchemaFlaw> {
        let document = combined(definition)?;
        let schema = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(false)
            .with_pattern_options(PatternOptions::regex())
            .with_format("date", is_date)
            .with_format("date-time", is_instant)
            .build(&document)
            .map_err(|error| {
                let path = error.instance_path().as_str();
                SchemaFlaw::NotASchema(path.strip_prefix("/$defs/network").unwrap_or("").to_owned())
            })?;
        Ok(Self { schema, document })
    }

    /// The combined document, to be served and to drive a form.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// Reads a handoff that is to be submitted.
    ///
    /// # Errors
    /// Every fault of the document, in the order of the form; never empty.
    pub fn validate(&self, value: &Value) -> Result<Handoff, Vec<FieldFault>> {
        self.read(value, Degree::Whole)
    }

    /// Reads a handoff in the making: the gate must be answered, what it requires may be missing.
    ///
    /// # Errors
    /// Every fault of the document, in the order of the form; never empty.
    pub fn shape(&self, value: &Value) -> Result<Handoff, Vec<FieldFault>> {
        self.read(value, Degree::Shape)
    }

    /// Checks a draft, which may lack anything.
    ///
    /// # Errors
    /// Every fault of the document, in the order of the form; never empty.
    pub fn draft(&self, value: &Value) -> Result<(), Vec<FieldFault>> {
        self.check(&normal(value), Degree::Draft)
    }

    /// Reads a draft as far as it goes: a question of the gate that nobody has asked yet is answered no, and
    /// an authority's track without a kind is none yet.
    ///
    /// # Errors
    /// Every fault of the document, in the order of the form; never empty.
    pub fn sketch(&self, value: &Value) -> Result<Handoff, Vec<FieldFault>> {
        self.draft(value)?;
        let mut value = normal(value);
        if let Some(members) = value.as_object_mut() {
            members.entry("schema").or_insert_with(|| json!(""));
            if members
                .get("city_track")
                .is_some_and(|track| track.get("kind").is_none())
            {
                members.remove("city_track");
            }
            let gate = members.entry("gate").or_insert_with(|| json!({}));
            if let Some(answers) = gate.as_object_mut() {
                for question in ["danger_to_life", "authority_today", "cannot_cope"] {
                    answers.entry(question).or_insert_with(|| json!("no"));
                }
            }
        }
        Handoff::deserialize(value).map_err(|_| vec![FieldFault::new("", Code::Invalid)])
    }

    fn read(&self, value: &Value, degree: Degree) -> Result<Handoff, Vec<FieldFault>> {
        let value = normal(value);
        self.check(&value, degree)?;
        // The schema has seen it all; a type that still disagrees would be a fault of this program, and
        // the answer must not tell what the type's own message would.
        Handoff::deserialize(value).map_err(|_| vec![FieldFault::new("", Code::Invalid)])
    }

    fn check(&self, value: &Value, degree: Degree) -> Result<(), Vec<FieldFault>> {
        let mut faults = collector::Collector::new(&self.document);
        for error in self.schema.iter_errors(value) {
            let of_the_open_gate = error.schema_path().as_str().starts_with(COMPLETE)
                || error.evaluation_path().as_str().starts_with("/else");
            let asked = match degree {
                Degree::Whole => true,
                Degree::Shape => !of_the_open_gate,
                Degree::Draft => !of_the_open_gate && error.kind().keyword() != "required",
            };
            if asked {
                faults.take(&error);
            }
            if faults.is_full() {
                break;
            }
        }
        let faults = faults.into_faults();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Who a stored handoff is about, whole or not yet; nobody where that cannot be read.
#[must_use]
pub fn client_of(handoff: &Value) -> Client {
    let mut value = normal(handoff);
    value
        .get_mut("client")
        .and_then(|client| Client::deserialize(client.take()).ok())
        .unwrap_or_default()
}

/// The same document with one way of saying *absent*: what is null is left out, and the objects that an open
/// gate asks into are there, so that a fault names the field and not the object around it.
fn normal(value: &Value) -> Value {
    const OBJECTS: [&str; 9] = [
        "source",
        "gate",
        "city_track",
        "consent",
        "client",
        "place",
        "wishes",
        "measures",
        "network",
    ];
    let mut value = value.clone();
    let Some(members) = value.as_object_mut() else {
        return value;
    };
    drop_nulls(members);
    for name in OBJECTS {
        if let Some(Value::Object(inner)) = members.get_mut(name) {
            drop_nulls(inner);
        }
    }
    for name in ["consent", "client", "place", "network"] {
        members.entry(name).or_insert_with(|| json!({}));
    }
    members.entry("needs").or_insert_with(|| json!([]));
    for pointer in ["/client/birth_year", "/measures/loneliness", "/measures/coping"] {
        if let Some(number) = value.pointer_mut(pointer) {
            whole(number);
        }
    }
    value
}

fn drop_nulls(members: &mut Map<String, Value>) {
    members.retain(|_, member| !member.is_null());
}

/// To JSON Schema `1941.0` is an integer, to Rust it is not.
fn whole(number: &mut Value) {
    if let Some(float) = number.as_f64().filter(|float| float.fract() == 0.0)
        && let Ok(integer) = format!("{float:.0}").parse::<i64>()
    {
        *number = json!(integer);
    }
}

/// RFC 3339 `full-date`, and a day that the calendar has.
fn is_date(text: &str) -> bool {
    written_as(text, "dddd-dd-dd") && text.parse::<Date>().is_ok()
}

/// RFC 3339 `date-time`, and an instant that can be reckoned with.
fn is_instant(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    let Some((seconds, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let fraction = rest.strip_prefix('.').map_or(0, |digits| {
        1 + digits.bytes().take_while(u8::is_ascii_digit).count()
    });
    let zone = rest.get(fraction..).unwrap_or_default();
    written_as(seconds, "dddd-dd-ddTdd:dd:dd")
        && fraction != 1
        && (zone == "Z" || written_as(zone, "+dd:dd") || written_as(zone, "-dd:dd"))
        && text.parse::<Timestamp>().is_ok()
}

/// Whether `text` has the form's characters, `d` standing for a digit.
fn written_as(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}
