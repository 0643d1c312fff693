use jiff::civil;
use luotsi_domain::handoff::Facts;
use luotsi_routing::Stood;

use super::*;

fn definition() -> Definition {
    serde_json::from_str(include_str!("../../../../deploy/networks/helsinki.json")).unwrap()
}

fn decision(definition: &Definition) -> Decision {
    let mut decision = Decision {
        rules: RULES,
        definition: 1,
        now: Timestamp::UNIX_EPOCH,
        today: civil::date(2026, 9, 2),
        facts: Facts::default(),
        receivers: definition.partners().map(|one| one.id.clone()).collect(),
        capacity: BTreeMap::new(),
        foreseen: BTreeMap::new(),
        history: Vec::new(),
        chosen: definition.programmes[0].id.clone(),
        because: None,
        ranking: Vec::new(),
    };
    decision.ranking = decision.again(definition).iter().map(Stood::from).collect();
    decision
}

#[test]
fn what_comes_out_stands_for_what_was_kept_only_where_it_is_the_same() {
    let definition = definition();
    let of_then = decision(&definition);
    let again = |decision: &Decision, definition: Option<&Definition>| {
        let replayed = replay(&[], 1, decision.clone(), definition);
        (replayed.again, replayed.candidates.len())
    };
    let all = definition.programmes.len();
    assert_eq!(again(&of_then, Some(&definition)), (Again::Same, all));
    assert_eq!(again(&of_then, None), (Again::NoDefinition, 0));
    let mut other = of_then.clone();
    other.ranking.swap(0, 1);
    assert_eq!(again(&other, Some(&definition)), (Again::Otherwise, all));
    other.rules = RULES - 1;
    assert_eq!(again(&other, Some(&definition)), (Again::OtherRules, all));
}
