//! The network's own part: what a definition may write there, and what it does to the faults.

use luotsi_domain::network::Definition;
use luotsi_wire::validation::{LARGEST_PART, SchemaFlaw, Validator};
use serde_json::{Value, json};

use crate::ground::{definition, set, told, validator, whole};

fn with_part(part: Value) -> Result<Validator, SchemaFlaw> {
    let mut definition: Definition = definition("helsinki");
    definition.handoff.network = part;
    Validator::new(&definition)
}

#[test]
fn a_flaw_is_told_with_its_place() {
    let deep = (0..40).fold(
        json!({"type": "object"}),
        |inner, _| json!({"type": "object", "properties": {"inner": inner}}),
    );
    let large = json!({"type": "object", "description": "x".repeat(LARGEST_PART)});
    for (part, place) in [
        (json!(true), "/handoff/network"),
        (json!({}), "/handoff/network"),
        (json!({"type": "array"}), "/handoff/network"),
        (deep, "/handoff/network"),
        (large, "/handoff/network"),
        (
            json!({"type": "object", "properties": {"a": {"$ref": "#"}}}),
            "/handoff/network/properties/a",
        ),
        (
            json!({"type": "object", "properties": {"a": {"$ref": "https://example.org/a"}}}),
            "/handoff/network/properties/a",
        ),
        (
            json!({"type": "object", "properties": {"a": {"type": "sting"}}}),
            "/handoff/network/properties/a/type",
        ),
        (
            json!({"type": "object", "properties": {"a": {"format": "dates"}}}),
            "/handoff/network/properties/a/format",
        ),
        (
            json!({"type": "object", "properties": {"a": {"pattern": "(?=x)"}}}),
            "/handoff/network/properties/a/pattern",
        ),
    ] {
        let flaw = with_part(part.clone()).expect_err("a flaw");
        assert!(flaw.pointer().starts_with(place), "{flaw:?} for {place}");
        assert!(flaw.to_string().starts_with(place), "{flaw}");
    }
}

#[test]
fn a_part_that_says_nothing_about_unknown_fields_refuses_them() {
    let validator = with_part(json!({"type": "object", "properties": {"floor": {"type": "integer"}}}))
        .expect("a usable part");
    let mut document = whole();
    set(&mut document, "/network", json!({"floor": 3}));
    assert!(validator.validate(&document).is_ok());
    set(&mut document, "/network", json!({"flor": 3}));
    let faults = validator.validate(&document).expect_err("unknown");
    assert_eq!(told(&faults), ["/network/flor unknown-field"]);
}

#[test]
fn what_a_part_requires_is_asked_only_at_an_open_gate() {
    let part = json!({
        "type": "object",
        "properties": {"stairs": {"enum": ["yes", "no"]}},
        "required": ["stairs"]
    });
    let validator = with_part(part).expect("a usable part");
    let faults = validator.validate(&whole()).expect_err("required");
    assert_eq!(told(&faults), ["/network/stairs required"]);
    let mut closed = whole();
    set(&mut closed, "/gate/other_service", json!(true));
    assert!(validator.validate(&closed).is_ok());
    assert!(validator.shape(&whole()).is_ok());
    set(&mut closed, "/network/stairs", json!("lift"));
    let faults = validator.validate(&closed).expect_err("the shape always counts");
    assert_eq!(told(&faults), ["/network/stairs not-in-list"]);
}

#[test]
fn of_several_ways_to_fit_the_nearest_is_told() {
    let part = json!({
        "type": "object",
        "properties": {"visit": {"oneOf": [
            {"type": "null"},
            {
                "type": "object",
                "additionalProperties": false,
                "required": ["day"],
                "properties": {"day": {"type": "string", "format": "date"}, "floor": {"type": "integer", "minimum": 0}}
            },
            {"type": "object", "required": ["a", "b", "c"]}
        ]}}
    });
    let validator = with_part(part).expect("a usable part");
    let mut document = whole();
    set(
        &mut document,
        "/network",
        json!({"visit": {"day": "never", "floor": -1}}),
    );
    let faults = validator.validate(&document).expect_err("faults");
    assert_eq!(
        told(&faults),
        ["/network/visit/day format", "/network/visit/floor too-small"]
    );
}

#[test]
fn the_asto_part_is_checked_and_read() {
    let asto = validator("tampere-asto");
    let mut document = whole();
    set(&mut document, "/schema", json!("tampere-asto/1"));
    set(&mut document, "/place/municipality", json!("837"));
    set(&mut document, "/needs", json!(["trust"]));
    set(
        &mut document,
        "/network",
        json!({
            "housing": "prison", "phase": "transition", "moves_on": "2026-11-02",
            "first_form": null, "peer_wanted": true
        }),
    );
    let handoff = asto.validate(&document).expect("no fault");
    assert_eq!(handoff.network.get("housing"), Some(&json!("prison")));
    set(
        &mut document,
        "/network",
        json!({
            "housing": "tent", "moves_on": "spring", "peer_wanted": 1, "rent": 600
        }),
    );
    let faults = asto.validate(&document).expect_err("faults");
    assert_eq!(
        told(&faults),
        [
            "/network/housing not-in-list",
            "/network/moves_on format",
            "/network/peer_wanted wrong-type",
            "/network/rent unknown-field",
        ]
    );
}
