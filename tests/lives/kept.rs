//! Lives in which something was wrong once, shortened to what it needs.

use std::fs;

use luotsi_tests::root;
use serde_json::Value;

use crate::run::replayed;
use crate::world::Kind;

fn replay_all(kind: Kind) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let files = fs::read_dir(root().join("tests/golden/lives")).unwrap();
    let mut count = 0;
    for file in files {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let steps: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        if let Err(fault) = runtime.block_on(replayed(kind, 1, &steps)) {
            panic!("{}: {}", path.display(), fault.what);
        }
        count += 1;
    }
    assert!(count > 0, "no life was kept");
}

#[test]
fn what_went_wrong_once_goes_right_on_sqlite() {
    replay_all(Kind::Sqlite);
}

#[test]
fn what_went_wrong_once_goes_right_on_postgres() {
    if std::env::var("LUOTSI_TEST_POSTGRES").is_ok_and(|url| !url.is_empty()) {
        replay_all(Kind::Postgres);
    } else {
        eprintln!("not run: no LUOTSI_TEST_POSTGRES; `cargo xtask test` brings one");
    }
}
