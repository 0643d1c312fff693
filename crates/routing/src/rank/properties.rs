use luotsi_domain::handoff::Gender;
use proptest::prelude::*;

use super::rank;
use crate::{drawn::a_question, testing::Asked};

proptest! {
    #[test]
    fn a_ranking_is_every_programme_once_in_tiers(mut asked in a_question()) {
        let ranked = rank(&asked.question());
        prop_assert_eq!(&ranked, &rank(&asked.question()));

        let mut ids: Vec<_> = ranked.iter().map(|one| one.programme.clone()).collect();
        ids.sort();
        let mut all: Vec<_> = asked.definition.programmes.iter().map(|one| one.id.clone()).collect();
        all.sort();
        prop_assert_eq!(ids, all);

        let fitting = ranked.iter().take_while(|one| one.fits).count();
        for (at, one) in ranked.iter().enumerate() {
            prop_assert_eq!(one.fits, at < fitting);
            prop_assert_eq!(one.rank, one.fits.then(|| u32::try_from(at + 1).unwrap()));
            prop_assert!(one.fits || one.reasons.len() == 1);
            // One road: what ranks is what judges a named programme.
            let programme = asked.definition.programme(&one.programme).unwrap();
            let verdict = crate::eligible(&asked.question(), programme);
            prop_assert_eq!((verdict.fits, verdict.soft, &verdict.reasons), (one.fits, one.soft, &one.reasons));
            for prospect in &one.would_change {
                prop_assert!((1..=u32::try_from(fitting + 1).unwrap()).contains(&prospect.rank));
            }
        }
        let full = ranked[..fitting].iter().map(|one| one.free_places == Some(0));
        prop_assert!(full.is_sorted());

        // The order in the definition means nothing.
        asked.definition.programmes.reverse();
        prop_assert_eq!(&ranked, &rank(&asked.question()));
    }

    #[test]
    fn gender_changes_no_rank(mut asked in a_question(), other in prop::sample::select(Gender::ALL)) {
        let order = |asked: &Asked| -> Vec<_> {
            rank(&asked.question()).into_iter().map(|one| (one.programme, one.rank, one.soft)).collect()
        };
        let before = order(&asked);
        asked.facts.wishes.worker_gender = Some(other);
        prop_assert_eq!(&before, &order(&asked));
        asked.facts.wishes.worker_gender = None;
        prop_assert_eq!(&before, &order(&asked));
    }

    #[test]
    fn a_free_place_more_never_worsens_a_rank(mut asked in a_question(), at in any::<prop::sample::Index>()) {
        let id = at.get(&asked.definition.programmes).id.clone();
        let standing = |asked: &Asked| -> (usize, Option<u32>) {
            let ranked = rank(&asked.question());
            let place = ranked.iter().position(|one| one.programme == id).unwrap();
            (place, ranked[place].rank)
        };
        let before = standing(&asked);
        let now = asked.capacity.get_mut(&id).unwrap();
        now.places = now.places.map(|places| places + 1);
        now.intake_per_month = now.intake_per_month.map(|intake| intake + 1);
        let after = standing(&asked);
        prop_assert!(after.0 <= before.0, "{before:?} to {after:?}");
        prop_assert_eq!(after.1.is_some(), before.1.is_some());
    }
}
