//! What the tests stand on: the repository's own definitions and examples.

use std::{
    fs,
    path::{Path, PathBuf},
};

use luotsi_domain::network::Definition;
use luotsi_wire::validation::{FieldFault, Validator};
use serde_json::{Value, json};

/// The networks that ship.
pub const NETWORKS: [&str; 2] = ["helsinki", "tampere-asto"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository")
}

pub fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn definition(network: &str) -> Definition {
    let path = root().join(format!("deploy/networks/{network}.json"));
    serde_json::from_value(json(&path)).expect("a definition that ships")
}

pub fn validator(network: &str) -> Validator {
    Validator::new(&definition(network)).expect("a definition that ships has a usable part")
}

/// The files of a folder that end so, in order.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// The network of a file named `<network>-<what>.json`.
pub fn network_of(path: &Path) -> &'static str {
    let name = path.file_name().expect("a name").to_string_lossy();
    NETWORKS
        .into_iter()
        .find(|network| name.starts_with(network))
        .expect("a file is named after its network")
}

/// A whole Helsinki handoff, open gate, nothing wrong.
pub fn whole() -> Value {
    json!({
        "schema": "helsinki/1",
        "gate": {"danger_to_life": "no", "authority_today": "no", "cannot_cope": "no"},
        "consent": {"status": "given", "by": "client", "scope": "network", "method": "phone"},
        "client": {"phone": "+358 50 000 0399", "language": "fi"},
        "place": {"municipality": "091"},
        "needs": ["loneliness"]
    })
}

/// Sets what a pointer names, making the objects on the way; `null` is set, not removed.
pub fn set(document: &mut Value, pointer: &str, value: Value) {
    let mut node = document;
    for segment in pointer.split('/').skip(1) {
        if let (Value::Array(_), Ok(index)) = (&*node, segment.parse::<usize>()) {
            node = &mut node[index];
        } else {
            node = &mut node[segment];
        }
    }
    *node = value;
}

/// Removes the member that a pointer names.
pub fn remove(document: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').expect("a member");
    let parent = document.pointer_mut(parent).expect("its parent");
    parent.as_object_mut().expect("an object").remove(name);
}

/// Faults as `pointer code`, for comparing.
pub fn told(faults: &[FieldFault]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| format!("{} {}", fault.pointer, fault.code))
        .collect()
}
