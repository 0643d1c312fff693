use luotsi_domain::network::Definition;
use serde_json::json;

use super::*;
use crate::testing::{Asked, network, person};

fn programmes() -> Definition {
    network(vec![
        json!({"id": "near", "area": {"districts": ["301"]}}),
        json!({"id": "far"}),
        json!({"id": "elsewhere", "area": {"districts": ["201"], "rule": "soft"}}),
        json!({"id": "swedish", "languages": ["sv"]}),
    ])
}

fn followed(chosen: &str) -> (bool, Vec<String>, Option<String>) {
    let asked = Asked::of(programmes(), person(json!({})));
    let decision = Decision::of(&asked.question(), 1, &chosen.into());
    let Followed {
        first,
        applied,
        against,
    } = decision.followed();
    (first, applied.into_iter().collect(), against)
}

#[test]
fn a_choice_speaks_for_what_put_the_first_before_the_next() {
    let applied = vec!["misfit".to_owned(), "outside_area".to_owned()];
    assert_eq!(followed("near"), (true, applied, None));
}

#[test]
fn another_choice_speaks_against_what_put_the_first_before_that_one() {
    let applied = vec!["misfit".to_owned(), "outside_area".to_owned()];
    assert_eq!(followed("far"), (false, applied, Some("misfit".to_owned())));
}

#[test]
fn who_is_placed_with_a_reason_speaks_against_the_rule_that_left_it_out() {
    let applied = vec!["outside_area".to_owned()];
    assert_eq!(
        followed("elsewhere"),
        (false, applied, Some("outside_area".to_owned()))
    );
}

#[test]
fn where_there_is_nothing_to_choose_no_rule_has_a_say() {
    let only = network(vec![json!({"id": "a"}), json!({"id": "b", "languages": ["sv"]})]);
    let asked = Asked::of(only, person(json!({})));
    let Followed {
        first,
        applied,
        against,
    } = Decision::of(&asked.question(), 1, &"a".into()).followed();
    assert!(first && applied.is_empty() && against.is_none());
}
