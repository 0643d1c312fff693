//! What is other in a handoff than before: the names of its fields, never what stands in them.

use serde_json::{Map, Value};

use super::Handoff;

/// The fields in which two handoffs differ, in the order of their names; those of a part as `client.phone`.
#[must_use]
pub fn changed(before: &Handoff, after: &Handoff) -> Vec<String> {
    let mut fields = Vec::new();
    let (before, after) = (object(before), object(after));
    for key in keys(&before, &after) {
        match (before.get(key), after.get(key)) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                let parts = keys(old, new).into_iter();
                let other = parts.filter(|part| stands(old, part) != stands(new, part));
                fields.extend(other.map(|part| format!("{key}.{part}")));
            }
            _ if stands(&before, key) != stands(&after, key) => fields.push(key.to_owned()),
            _ => {}
        }
    }
    fields
}

fn object(handoff: &Handoff) -> Map<String, Value> {
    match serde_json::to_value(handoff) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn keys<'a>(before: &'a Map<String, Value>, after: &'a Map<String, Value>) -> Vec<&'a str> {
    let mut keys: Vec<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What is absent is null or empty.
fn stands<'a>(fields: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let empty = |value: &&Value| match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    fields.get(key).filter(|value| !empty(value))
}
