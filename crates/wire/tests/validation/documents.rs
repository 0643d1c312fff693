//! The documents as committed: the core agrees with the types, the networks' with their definitions.

use std::fs;

use jsonschema::{Draft, PatternOptions};
use luotsi_domain::handoff::{
    AgeBand, CityTrackKind, ConsentBy, ConsentField, ConsentMethod, ConsentScope, ConsentStatus, ContactRule,
    Form, GateAnswer, Gender, Handoff, Need, Safety, SourceKind, Urgency,
};
use luotsi_wire::validation::{Code, combined};
use serde_json::Value;

use crate::ground::{NETWORKS, definition, json, root, validator, whole};

fn core() -> Value {
    json(&root().join("schemas/handoff/core-1.schema.json"))
}

/// Set to write the combined documents anew from the definitions.
const BLESS: &str = "LUOTSI_BLESS";

#[test]
fn the_combined_documents_follow_from_the_definitions() {
    for network in NETWORKS {
        let definition = definition(network);
        let name = definition.handoff_schema().replace('/', "-");
        let path = root().join(format!("schemas/handoff/{name}.schema.json"));
        let made = combined(&definition).expect("a usable part");
        assert_eq!(&made, validator(network).document());
        if std::env::var_os(BLESS).is_some() {
            let text = serde_json::to_string_pretty(&made).expect("JSON");
            fs::write(&path, text + "\n").expect("written");
        }
        assert!(
            json(&path) == made,
            "{} is out of date: {BLESS}=1 cargo test -p luotsi-wire --test validation",
            path.display()
        );
    }
}

#[test]
fn the_core_lists_the_codes_of_the_types() {
    fn codes(core: &Value, pointer: &str) -> Vec<String> {
        let listed = core.pointer(pointer).and_then(Value::as_array);
        let listed = listed.unwrap_or_else(|| panic!("no list at {pointer}"));
        listed
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }
    macro_rules! same {
        ($core:expr, $($pointer:literal: $type:ty),+ $(,)?) => {$(
            let named: Vec<String> = <$type>::ALL.iter().map(|code| code.as_str().to_owned()).collect();
            assert_eq!(codes($core, $pointer), named, $pointer);
        )+};
    }
    let core = core();
    same!(&core,
        "/properties/source/properties/kind/enum": SourceKind,
        "/properties/gate/properties/authority_today/enum": GateAnswer,
        "/properties/gate/properties/cannot_cope/enum": GateAnswer,
        "/properties/city_track/properties/kind/enum": CityTrackKind,
        "/properties/consent/properties/status/enum": ConsentStatus,
        "/properties/consent/properties/by/enum": ConsentBy,
        "/properties/consent/properties/scope/enum": ConsentScope,
        "/properties/consent/properties/fields/items/enum": ConsentField,
        "/properties/consent/properties/method/enum": ConsentMethod,
        "/properties/client/properties/contact_rules/items/enum": ContactRule,
        "/properties/urgency/enum": Urgency,
        "/properties/safety/items/enum": Safety,
        "/$defs/gender/enum": Gender,
        "/$defs/forms/items/enum": Form,
        "/$defs/need/enum": Need,
    );
    let of_age = AgeBand::ALL.iter().filter(|band| !band.is_of_the_young());
    assert_eq!(
        codes(&core, "/properties/client/properties/age_band/enum"),
        of_age.map(|band| band.as_str().to_owned()).collect::<Vec<_>>()
    );
}

#[test]
fn the_core_knows_the_fields_of_the_types_and_no_others() {
    let handoff: Handoff = serde_json::from_value(whole()).expect("a handoff");
    let mut handoff = serde_json::to_value(handoff).expect("JSON");
    handoff["city_track"] = serde_json::json!({"kind": null, "started_on": null, "notified_on": null});
    handoff["measures"] = serde_json::json!({"loneliness": null, "coping": null});
    let core = core();
    assert_eq!(names(&handoff), names(&core["properties"]));
    for part in [
        "source",
        "gate",
        "city_track",
        "consent",
        "client",
        "place",
        "wishes",
        "measures",
    ] {
        assert_eq!(
            names(&handoff[part]),
            names(&core["properties"][part]["properties"]),
            "{part}"
        );
    }
}

fn names(object: &Value) -> Vec<String> {
    let mut names: Vec<String> = object.as_object().expect("an object").keys().cloned().collect();
    names.sort();
    names
}

#[test]
fn every_object_of_the_core_is_closed_and_every_field_has_its_titles() {
    let core = core();
    let mut open = vec![(String::new(), &core)];
    while let Some((place, schema)) = open.pop() {
        let Some(properties) = schema.get("properties") else {
            continue;
        };
        assert_eq!(schema["additionalProperties"], false, "{place} is open");
        for (name, field) in properties.as_object().expect("an object") {
            let place = format!("{place}/{name}");
            if place == "/network" {
                continue;
            }
            for language in ["fi", "sv", "en"] {
                assert!(
                    field["x-title"][language].is_string(),
                    "{place} has no title in {language}"
                );
            }
            open.push((place, field));
        }
    }
}

#[test]
fn every_fault_that_the_core_names_is_a_code() {
    let core = core();
    let (mut open, mut named) = (vec![&core], 0);
    while let Some(node) = open.pop() {
        if let Some(faults) = node.get("x-fault").and_then(Value::as_object) {
            for (keyword, slug) in faults {
                let slug = slug.as_str().expect("a slug");
                assert!(slug.parse::<Code>().is_ok(), "{keyword}: {slug}");
                named += 1;
            }
        }
        match node {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(entries) => open.extend(entries),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    assert!(named > 10, "{named}");
}

/// Whoever validates with another program gets the same yes or no from the document alone.
#[test]
fn the_document_alone_decides_the_same() {
    for network in NETWORKS {
        let validator = validator(network);
        let alone = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_pattern_options(PatternOptions::regex())
            .build(validator.document())
            .expect("a schema");
        for folder in ["valid", "other", "invalid"] {
            for path in crate::ground::files(&format!("schemas/examples/{folder}"), ".json") {
                if path.to_string_lossy().ends_with(".faults.json") {
                    continue;
                }
                let example = json(&path);
                let ours = validator.validate(&example).is_ok();
                assert_eq!(alone.is_valid(&example), ours, "{network}: {}", path.display());
            }
        }
    }
}
