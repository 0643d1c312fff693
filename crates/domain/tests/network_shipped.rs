//! The shipped networks are read as they stand.

use luotsi_domain::network::Definition;

fn shipped(name: &str) -> Definition {
    let path = format!("{}/../../deploy/networks/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn both_shipped_networks_are_read() {
    assert_eq!(shipped("helsinki").districts.len(), 34);
    assert!(shipped("tampere-asto").districts.is_empty());
}
