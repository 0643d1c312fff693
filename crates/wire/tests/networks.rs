//! Network definitions against their JSON Schema.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use serde_json::Value;

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_network_satisfies_the_schema_and_a_misspelt_one_does_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let schema =
        jsonschema::draft202012::new(&read(&root.join("schemas/network.schema.json"))).expect("a schema");
    let mut seen = 0;
    let shipped = fs::read_dir(root.join("deploy/networks")).expect("a folder");
    let shipped = shipped.map(|entry| entry.expect("an entry").path());
    for file in shipped.chain([root.join("tests/golden/networks/cairo-neighbours.json")]) {
        let mut definition = read(&file);
        let faults: Vec<String> = schema
            .iter_errors(&definition)
            .map(|error| error.instance_path().to_string())
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
        let members = definition.as_object_mut().expect("an object");
        let desk = members.remove("home_desk").expect("a home desk");
        members.insert("home_dest".to_owned(), desk);
        assert!(!schema.is_valid(&definition));
        seen += 1;
    }
    assert!(seen >= 3);
}
