//! A network's handoff as one JSON Schema document.
//!
//! The core stays as it is written in `schemas/handoff/core-1.schema.json`; what a definition decides
//! takes the place of single nodes in it. So one document says everything, to this program, to a form and
//! to whoever validates before sending. The network's own part is written by administrators: it is bounded
//! in size, may not refer to anything, and its patterns run in linear time.

use std::fmt;

use luotsi_domain::{
    handoff::{AgeBand, Need},
    network::Definition,
};
use serde_json::{Map, Value, json};

const CORE: &str = include_str!("../../../../schemas/handoff/core-1.schema.json");

/// Largest schema of a network's own part, in bytes of JSON.
pub const LARGEST_PART: usize = 32 * 1024;

/// Deepest nesting of a network's own part.
const DEEPEST_PART: usize = 24;

/// What is wrong with a definition's own part of the handoff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaFlaw {
    /// It is not the schema of an object.
    NotAnObject,
    /// It is larger than [`LARGEST_PART`] or nested too deep.
    TooLarge,
    /// It refers elsewhere, which a part may not: a reference can turn in circles.
    Reference(String),
    /// It is no JSON Schema 2020-12, or has a pattern or format that is not known.
    NotASchema(String),
}

impl SchemaFlaw {
    /// Where in the definition the flaw is.
    #[must_use]
    pub fn pointer(&self) -> String {
        let inside = match self {
            Self::NotAnObject | Self::TooLarge => "",
            Self::Reference(inside) | Self::NotASchema(inside) => inside,
        };
        format!("/handoff/network{inside}")
    }
}

impl fmt::Display for SchemaFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.pointer();
        match self {
            Self::NotAnObject => write!(f, "{place}: write a schema with \"type\": \"object\""),
            Self::TooLarge => write!(
                f,
                "{place}: keep the schema under {LARGEST_PART} bytes and {DEEPEST_PART} levels"
            ),
            Self::Reference(_) => write!(
                f,
                "{place}: write the schema out in place; references and anchors are not allowed"
            ),
            Self::NotASchema(_) => write!(
                f,
                "{place}: not JSON Schema 2020-12; patterns may not look around, formats must be known"
            ),
        }
    }
}
impl std::error::Error for SchemaFlaw {}

/// The combined document of a definition: what its handoffs are validated against.
///
/// # Errors
/// [`SchemaFlaw`] where the definition's own part cannot be used.
pub fn combined(definition: &Definition) -> Result<Value, SchemaFlaw> {
    let mut document: Value =
        serde_json::from_str(CORE).map_err(|_| SchemaFlaw::NotASchema(String::new()))?;
    let name = definition.handoff_schema();

    set(
        &mut document,
        "/$id",
        json!(format!("urn:luotsi:handoff:{}", name.replace('/', "-"))),
    );
    set(&mut document, "/title", json!(format!("Handoff, {name}")));
    set(
        &mut document,
        "/description",
        json!(
            "Generated from the core and the network's definition. The gate is judged first: where it closes, only `schema` and `gate` are required. What is absent may be left out, null or empty."
        ),
    );
    named_schema(&mut document, &name);
    closed_lists(&mut document, definition);
    defaults(&mut document, definition);
    own_part(&mut document, definition)?;
    Ok(document)
}

fn named_schema(document: &mut Value, name: &str) {
    if let Some(schema) = object_at(document, "/properties/schema") {
        schema.remove("pattern");
        schema.remove("maxLength");
        schema.insert("const".to_owned(), json!(name));
    }
}

/// Puts the definition's own lists where the core has only the form of a code.
fn closed_lists(document: &mut Value, definition: &Definition) {
    let needs: Vec<&str> = definition.needs.iter().map(Need::as_str).collect();
    set(document, "/$defs/need/enum", json!(needs));
    if !definition.need_words.is_empty() {
        set(document, "/$defs/need/x-words", json!(definition.need_words));
    }
    if definition.serves_the_young() {
        let bands = AgeBand::ALL.iter().map(|band| json!(band.as_str()));
        set(
            document,
            "/properties/client/properties/age_band/enum",
            bands.chain([Value::Null]).collect(),
        );
    }

    let organisations = definition
        .organisations
        .iter()
        .map(|organisation| json!(organisation.id.as_str()));
    close(document, "/$defs/organisation", organisations.collect());

    let wordings = definition.wordings.keys().map(|key| json!(key));
    close(
        document,
        "/$defs/wording",
        wordings.chain([Value::Null]).collect(),
    );

    if !definition.districts.is_empty() {
        let districts = definition.districts.iter().map(|district| json!(district.code));
        close(
            document,
            "/$defs/district",
            districts.chain([Value::Null]).collect(),
        );
    }
    if let Some(digits) = digits_of_postal_codes(definition) {
        let pattern = format!("^[0-9]{{{digits}}}$");
        set(document, "/$defs/postal_code/pattern", json!(pattern));
    }
    set(
        document,
        "/$defs/other_area",
        json!({
            "description": "A municipality that is not the network's.",
            "type": "object",
            "required": ["place"],
            "properties": {"place": {
                "type": "object",
                "required": ["municipality"],
                "properties": {"municipality": {
                    "type": "string",
                    "not": {"enum": definition.municipalities}
                }}
            }}
        }),
    );
}

/// Replaces the form of a code by the list of codes.
fn close(document: &mut Value, pointer: &str, values: Vec<Value>) {
    if let Some(schema) = object_at(document, pointer) {
        schema.remove("pattern");
        schema.remove("maxLength");
        schema.insert("enum".to_owned(), Value::Array(values));
    }
}

/// What the form proposes before anybody has chosen.
fn defaults(document: &mut Value, definition: &Definition) {
    if let Some(language) = definition.languages.first() {
        set(
            document,
            "/properties/client/properties/language/default",
            json!(language),
        );
    }
    if let Some(scope) = definition.handoff.consent_scope {
        set(
            document,
            "/properties/consent/properties/scope/default",
            json!(scope.as_str()),
        );
    }
}

/// Postal codes are written as those the definition lists: all of so many digits, or in any way.
fn digits_of_postal_codes(definition: &Definition) -> Option<usize> {
    let mut codes = definition
        .districts
        .iter()
        .flat_map(|district| &district.postal_codes);
    let length = codes.clone().next()?.len();
    codes
        .all(|code| code.len() == length && code.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(length)
}

/// Puts in the network's own part: its shape is always checked, what it requires only when the gate is open.
fn own_part(document: &mut Value, definition: &Definition) -> Result<(), SchemaFlaw> {
    let part = &definition.handoff.network;
    bounded(part)?;
    let Value::Object(part) = part else {
        return Err(SchemaFlaw::NotAnObject);
    };
    if part.get("type").and_then(Value::as_str) != Some("object") {
        return Err(SchemaFlaw::NotAnObject);
    }
    let mut part = part.clone();
    part.remove("$schema");
    if !part.contains_key("additionalProperties") && !part.contains_key("unevaluatedProperties") {
        part.insert("additionalProperties".to_owned(), json!(false));
    }
    if let Some(Value::Array(required)) = part.remove("required")
        && !required.is_empty()
    {
        set(
            document,
            "/$defs/complete/properties/network",
            json!({"required": required}),
        );
        if let Some(Value::Array(complete)) = document.pointer_mut("/$defs/complete/required") {
            complete.push(json!("network"));
        }
    }
    set(document, "/$defs/network", Value::Object(part));
    Ok(())
}

/// Refuses what would make validating costly or endless.
fn bounded(part: &Value) -> Result<(), SchemaFlaw> {
    if part.to_string().len() > LARGEST_PART {
        return Err(SchemaFlaw::TooLarge);
    }
    let mut open = vec![(part, String::new(), 0)];
    while let Some((value, pointer, depth)) = open.pop() {
        if depth > DEEPEST_PART {
            return Err(SchemaFlaw::TooLarge);
        }
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    if REFERENCES.contains(&name.as_str()) {
                        return Err(SchemaFlaw::Reference(pointer));
                    }
                    let name = name.replace('~', "~0").replace('/', "~1");
                    open.push((member, format!("{pointer}/{name}"), depth + 1));
                }
            }
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    open.push((entry, format!("{pointer}/{index}"), depth + 1));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    Ok(())
}

const REFERENCES: [&str; 6] = [
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "$id",
    "$anchor",
    "$dynamicAnchor",
];

fn object_at<'a>(document: &'a mut Value, pointer: &str) -> Option<&'a mut Map<String, Value>> {
    document.pointer_mut(pointer).and_then(Value::as_object_mut)
}

/// Sets the member that `pointer` names; its parent is a node of the core.
fn set(document: &mut Value, pointer: &str, value: Value) {
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(parent) = object_at(document, parent)
    {
        parent.insert(name.to_owned(), value);
    }
}
