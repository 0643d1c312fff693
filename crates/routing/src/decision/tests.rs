use serde_json::json;

use super::*;
use crate::testing::{Asked, network, person};

fn asked() -> Asked {
    let mut asked = Asked::of(
        network(vec![
            json!({"id": "a", "capacity": {"places": 3}}),
            json!({"id": "b", "organisation": "two", "area": {"districts": ["301"]}}),
            json!({"id": "c", "languages": ["sv"]}),
        ]),
        person(json!({"wishes": {"forms": ["individual"]}})),
    );
    let foreseen = Foreseen {
        yes: 512,
        answers: 7,
        said_yes: 3,
        ..Foreseen::usual()
    };
    asked.foreseen.insert("b".into(), foreseen);
    asked
}

#[test]
fn what_is_kept_is_decided_again_as_it_was() {
    let asked = asked();
    let decision = Decision::of(&asked.question(), 1, &"b".into());
    let kept: Decision = serde_json::from_str(&serde_json::to_string(&decision).unwrap()).unwrap();
    assert_eq!(kept, decision);
    assert!(kept.holds(&asked.definition));
    assert_eq!(kept.again(&asked.definition), rank(&asked.question()));
    // Near, but half of those asked there are refused.
    assert_eq!(kept.rank_of_chosen(), Some(2));
}

#[test]
fn what_was_kept_otherwise_or_by_another_definition_does_not_hold() {
    let asked = asked();
    let decision = Decision::of(&asked.question(), 1, &"c".into());
    assert_eq!(decision.rank_of_chosen(), None);
    let mut other = decision.clone();
    other.facts.language = Some("sv".to_owned());
    assert!(!other.holds(&asked.definition));
    let mut other = decision.clone();
    other.ranking.swap(0, 1);
    assert!(!other.holds(&asked.definition));
    let mut heavier = asked.definition.clone();
    heavier.weights.misfit_days = 420;
    assert!(!decision.holds(&heavier));
    let mut of_other_rules = decision;
    of_other_rules.rules = RULES + 1;
    assert!(
        of_other_rules.holds(&heavier),
        "other rules are not this program's"
    );
}
