//! The house is what its picture in `crates/README.md` says: who may depend on whom, where SQL and
//! the runtime may be named, how long a file may grow.
//!
//! Whoever changes the picture changes it here first, and says why.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use luotsi_tests::root;
use serde_json::Value;

/// Each crate, and the only crates of this workspace that it may depend on.
const PICTURE: [(&str, &[&str]); 12] = [
    ("luotsi-domain", &[]),
    ("luotsi-i18n", &[]),
    ("luotsi-routing", &["luotsi-domain"]),
    ("luotsi-simulate", &["luotsi-routing"]),
    ("luotsi-wire", &["luotsi-domain"]),
    ("luotsi-store", &["luotsi-domain"]),
    ("luotsi-notify", &["luotsi-domain", "luotsi-i18n", "luotsi-store"]),
    (
        "luotsi-service",
        &["luotsi-domain", "luotsi-routing", "luotsi-store", "luotsi-wire"],
    ),
    (
        "luotsi-web",
        &[
            "luotsi-domain",
            "luotsi-i18n",
            "luotsi-routing",
            "luotsi-service",
            "luotsi-wire",
        ],
    ),
    (
        "luotsi",
        &[
            "luotsi-domain",
            "luotsi-i18n",
            "luotsi-notify",
            "luotsi-routing",
            "luotsi-service",
            "luotsi-simulate",
            "luotsi-store",
            "luotsi-web",
            "luotsi-wire",
        ],
    ),
    (
        "luotsi-tests",
        &[
            "luotsi-domain",
            "luotsi-i18n",
            "luotsi-notify",
            "luotsi-routing",
            "luotsi-service",
            "luotsi-store",
            "luotsi-web",
            "luotsi-wire",
        ],
    ),
    ("xtask", &[]),
];

/// Who may name these crates of others: each does one thing in one place.
const ONE_PLACE: [(&str, &[&str]); 5] = [
    ("sqlx", &["luotsi-store", "luotsi-tests"]),
    // The demo's clock and mail are routes of the binary: no other service ever has them.
    ("axum", &["luotsi-web", "luotsi"]),
    ("lettre", &["luotsi-notify"]),
    ("jsonschema", &["luotsi-wire"]),
    ("getrandom", &["luotsi-store", "luotsi"]),
];

/// The crates without input, output, clock and runtime, not even through others.
const PURE: [&str; 5] = [
    "luotsi-domain",
    "luotsi-routing",
    "luotsi-simulate",
    "luotsi-wire",
    "luotsi-i18n",
];
const IMPURE: [&str; 6] = ["tokio", "sqlx", "sqlx-core", "axum", "hyper", "reqwest"];

const LONGEST_FILE: usize = 600;

#[test]
fn crates_depend_on_each_other_as_in_the_picture() {
    let picture: BTreeMap<&str, &[&str]> = PICTURE.into_iter().collect();
    let house = direct_dependencies();
    let members: BTreeSet<&str> = house.keys().map(String::as_str).collect();
    assert_eq!(
        members,
        picture.keys().copied().collect(),
        "the workspace and the picture name different crates"
    );
    let mut strangers = Vec::new();
    for (member, dependencies) in &house {
        for dependency in dependencies.iter().filter(|name| members.contains(name.as_str())) {
            // A crate names itself to have a feature in its own tests.
            if dependency != member && !picture[member.as_str()].contains(&dependency.as_str()) {
                strangers.push(format!("{member} -> {dependency}"));
            }
        }
    }
    assert!(strangers.is_empty(), "not in the picture: {strangers:?}");
}

#[test]
fn sql_http_mail_json_schema_and_randomness_keep_to_their_places() {
    let house = direct_dependencies();
    for (library, allowed) in ONE_PLACE {
        for (member, dependencies) in &house {
            let named = dependencies.iter().any(|name| name == library);
            assert!(
                !named || allowed.contains(&member.as_str()),
                "{member} depends on {library}"
            );
        }
        // A library that was renamed or dropped must not leave an empty rule behind.
        let used = allowed.iter().any(|member| house[*member].contains(library));
        assert!(used, "nobody depends on {library} any more");
    }
}

#[test]
fn the_pure_crates_reach_no_runtime_no_database_and_no_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let graph = locked_dependencies(&lock);
    for pure in PURE {
        let own = &direct_dependencies()[pure];
        for reached in reachable(&graph, own) {
            assert!(!IMPURE.contains(&reached.as_str()), "{pure} reaches {reached}");
        }
    }
    // The search does find what is there.
    let store = &direct_dependencies()["luotsi-store"];
    assert!(reachable(&graph, store).contains("sqlx-core"));
}

#[test]
fn both_engines_have_the_same_migrations() {
    let [sqlite, postgres] = ["sqlite", "postgres"].map(|engine| {
        let folder = root().join("migrations").join(engine);
        files_below(&folder, "sql")
            .iter()
            .map(|file| file.strip_prefix(&folder).unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    });
    assert!(!sqlite.is_empty(), "there are no migrations");
    assert_eq!(sqlite, postgres);
}

#[test]
fn no_source_file_outgrows_its_subject() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter_map(|(path, text)| {
            let lines = text.lines().count();
            (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "split by noun: {long:?}");
}

#[test]
fn nothing_is_left_undone_and_no_sql_is_put_together_at_run_time() {
    // Written in two halves, so that this file does not find itself.
    let forbidden = [
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("Assert", "SqlSafe"),
    ];
    let mut found = Vec::new();
    let tests = files_below(&root().join("tests"), "rs").into_iter().map(read);
    for (path, text) in sources().into_iter().chain(tests) {
        // Compiled into tests only: it makes databases of their own and edits rows as somebody else might.
        let only_for_tests = path.ends_with("crates/store/src/testing.rs");
        for word in forbidden {
            if text.contains(word) && !(only_for_tests && word == forbidden[2]) {
                found.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

/// Each member of the workspace with the names of all packages it depends on, also for its tests.
fn direct_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            (name(package), dependencies.iter().map(name).collect())
        })
        .collect()
}

fn name(package: &Value) -> String {
    package["name"].as_str().unwrap().to_owned()
}

/// Each package of the lock file with the names of those it depends on.
fn locked_dependencies(lock: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in lock.lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            name.trim_matches('"').clone_into(&mut current);
            graph.entry(current.clone()).or_default();
        } else if let Some(entry) = line.strip_prefix(" \"") {
            // A name alone, or with a version where there are several.
            let name = entry.split(['"', ' ']).next().unwrap_or_default();
            graph.entry(current.clone()).or_default().insert(name.to_owned());
        }
    }
    graph
}

fn reachable(graph: &BTreeMap<String, BTreeSet<String>>, from: &BTreeSet<String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<&String> = from.iter().collect();
    while let Some(name) = ahead.pop() {
        if seen.insert(name.clone()) {
            ahead.extend(graph.get(name).into_iter().flatten());
        }
    }
    seen
}

/// All source files of the crates, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    let folder = root().join("crates");
    let sources: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("src"))
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| files_below(&folder, "rs"))
        .map(read)
        .collect();
    assert!(!sources.is_empty());
    sources
}

fn read(path: PathBuf) -> (PathBuf, String) {
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files
}
