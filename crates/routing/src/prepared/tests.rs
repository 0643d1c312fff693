use proptest::prelude::*;
use serde_json::json;

use super::Prepared;
use crate::{
    drawn::a_question,
    rank,
    testing::{Asked, network, person},
};

proptest! {
    #[test]
    fn what_is_looked_up_is_what_is_ranked(asked in a_question(), count in 0_usize..5) {
        let somebody = asked.somebody();
        let prepared = Prepared::of(asked.situation());
        let ranked = rank(&asked.question());
        let fitting: Vec<_> = ranked.into_iter().filter(|one| one.fits).collect();
        prop_assert_eq!(&prepared.first(&somebody, fitting.len()), &fitting);
        prop_assert_eq!(&prepared.first(&somebody, usize::MAX), &fitting);
        let first: Vec<_> = fitting.into_iter().take(count).collect();
        prop_assert_eq!(&prepared.first(&somebody, count), &first);
    }
}

#[test]
fn a_language_is_found_by_what_its_tag_begins_with() {
    for (offered, asked, found) in [
        ("zh", "zh-Hant", true),
        ("ZH", "zh-hant-TW", true),
        ("zh-Hant", "zh", false),
        ("fi", "fil", false),
        ("fi-simple", "fi", false),
    ] {
        let programme = json!({"id": "a", "languages": [offered]});
        let asked = Asked::of(network(vec![programme]), person(json!({"language": asked})));
        let somebody = asked.somebody();
        let first = Prepared::of(asked.situation()).first(&somebody, 3);
        assert_eq!(!first.is_empty(), found, "{offered}, {:?}", asked.facts.language);
    }
}
