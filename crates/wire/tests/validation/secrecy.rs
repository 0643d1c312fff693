//! No fault ever tells what was sent.

use luotsi_wire::validation::{Arg, FieldFault};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Map, Value};

use crate::ground::{files, json, network_of, validator};

/// What is planted: nothing of it can come out of a schema.
const MARK: &str = "Zyx";

/// A text, a number or a nest of both, in which every text bears the mark.
fn planted() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[ -~äöåÄÖÅ\\n]{0,30}".prop_map(|text| format!("{text}{MARK}{text}")),
        "[0-9+ ()-]{0,12}".prop_map(|digits| format!("{digits}{MARK}")),
        Just(MARK.repeat(1_000)),
    ];
    let leaf = prop_oneof![
        4 => text.prop_map(Value::String),
        1 => (700_000_001_i64..700_999_999).prop_map(Value::from),
        1 => Just(Value::from(-712_345_678.25)),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec(("[ -~]{0,8}", inner), 0..4).prop_map(|members| {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (format!("{MARK}{name}"), value));
                Value::Object(members.collect::<Map<_, _>>())
            }),
        ]
    })
}

/// Every pointer into a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(member, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                pointers(entry, &format!("{at}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn tells(fault: &FieldFault) -> String {
    let args: Vec<String> = fault
        .args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Number(number) => format!("{name}={number}"),
            Arg::Text(text) => format!("{name}={text}"),
        })
        .collect();
    format!("{} {} {args:?} {fault:?}", fault.pointer, fault.message_key())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(112),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_planted_value_never_comes_back(
        example in any::<prop::sample::Index>(),
        plants in prop::collection::vec((any::<prop::sample::Index>(), planted(), any::<bool>()), 1..5),
    ) {
        let paths = files("schemas/examples/valid", ".json");
        let path = example.get(&paths);
        let validator = cached(network_of(path));
        let mut document = json(path);
        for (place, value, beside) in plants {
            let mut places = Vec::new();
            pointers(&document, "", &mut places);
            let node = document.pointer_mut(place.get::<String>(&places)).expect("a place");
            match (node, beside) {
                // Under a name that nobody knows, which is the client's own text too.
                (Value::Object(members), true) => {
                    members.insert(format!("{MARK} {}", members.len()), value);
                }
                (node, _) => *node = value,
            }
        }
        for faults in [
            validator.validate(&document).err(),
            validator.shape(&document).err(),
            validator.draft(&document).err(),
        ] {
            for fault in faults.unwrap_or_default() {
                let told = tells(&fault);
                for secret in [MARK, "7007", "7123", "70000000"] {
                    prop_assert!(!told.contains(secret), "{}", told);
                }
                prop_assert!(!numbers_of(&told).any(|number| number >= 700_000_000), "{}", told);
            }
        }
    }
}

fn numbers_of(told: &str) -> impl Iterator<Item = u64> {
    told.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
}

/// Compiled once, as the service does.
fn cached(network: &str) -> &'static luotsi_wire::validation::Validator {
    use std::sync::OnceLock;
    static HELSINKI: OnceLock<luotsi_wire::validation::Validator> = OnceLock::new();
    static ASTO: OnceLock<luotsi_wire::validation::Validator> = OnceLock::new();
    let cell = if network == "helsinki" { &HELSINKI } else { &ASTO };
    cell.get_or_init(|| validator(network))
}

#[test]
fn a_name_that_nobody_knows_is_told_only_if_it_looks_like_one() {
    let told = |name: &str| -> Vec<String> {
        let mut document = crate::ground::whole();
        document["client"][name] = Value::from(1);
        let faults = cached("helsinki").validate(&document).expect_err("unknown");
        faults.into_iter().map(|fault| fault.pointer).collect()
    };
    for (name, pointer) in [
        ("shoe_size", "/client/shoe_size"),
        ("firstName", "/client/firstName"),
        ("Kettuniemi", "/client"),
        ("reino kettuniemi", "/client"),
        ("010150-123a", "/client"),
        ("p0500000399", "/client"),
        ("a/b", "/client"),
        ("", "/client"),
        (&"x".repeat(41), "/client"),
        (&"x".repeat(10_000), "/client"),
    ] {
        assert_eq!(told(name), [pointer], "{name:.20}");
    }
}
