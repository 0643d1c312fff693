//! Reading a shipped definition and changing it at a JSON pointer.

use luotsi_domain::network::Definition;
use serde_json::{Value, json};

/// The text of a shipped file, by its path from the root.
pub fn file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The Helsinki definition as JSON, with every optional part in place.
pub fn helsinki() -> Value {
    let text = file("deploy/networks/helsinki.json");
    let definition: Definition = serde_json::from_str(&text).unwrap();
    serde_json::to_value(definition).unwrap()
}

/// `document` with `value` at `pointer`; null takes a key or an element out.
pub fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("no {parent}"));
    match (parent, last) {
        (Value::Object(fields), key) if value.is_null() => {
            fields.remove(key).unwrap_or_else(|| panic!("no {pointer}"));
        }
        (Value::Object(fields), key) => {
            fields.insert(key.to_owned(), value);
        }
        (Value::Array(items), "-") => items.push(value),
        (Value::Array(items), index) if value.is_null() => {
            items.remove(index.parse().unwrap());
        }
        (Value::Array(items), index) => items[index.parse::<usize>().unwrap()] = value,
        (other, _) => panic!("{pointer} stands in {other}"),
    }
    document
}

/// `document` with one JSON text after the other set at its pointer.
pub fn edited(document: Value, edits: &[(&str, Value)]) -> Value {
    edits.iter().fold(document, |document, (pointer, value)| {
        with(document, pointer, value.clone())
    })
}

/// The definition behind the JSON.
pub fn definition(document: Value) -> Definition {
    serde_json::from_value(document).unwrap()
}

#[test]
fn an_edit_sets_adds_and_takes_out() {
    let document = json!({"a": [1, 2], "b": {}});
    for (pointer, value, then) in [
        ("/a/1", json!(3), json!({"a": [1, 3], "b": {}})),
        ("/a/-", json!(3), json!({"a": [1, 2, 3], "b": {}})),
        ("/a/0", Value::Null, json!({"a": [2], "b": {}})),
        ("/b/c", json!(true), json!({"a": [1, 2], "b": {"c": true}})),
        ("/b", Value::Null, json!({"a": [1, 2]})),
    ] {
        assert_eq!(with(document.clone(), pointer, value), then, "{pointer}");
    }
}
