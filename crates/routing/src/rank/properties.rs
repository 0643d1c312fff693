use jiff::ToSpan;
use luotsi_domain::{
    handoff::{AgeBand, Form, Gender, Need},
    id::ProgrammeId,
    network::AreaRule,
    referral::words::HandBackReason,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::rank;
use crate::{
    question::{CapacityNow, Past, PastAnswer},
    testing::{Asked, day, network, person},
};

fn some_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop::sample::subsequence(all, 0..=all.len().min(5))
}

const DISTRICTS: &[&str] = &["201", "202", "301"];
const LANGUAGES: &[&str] = &["fi", "sv", "en", "so"];

prop_compose! {
    fn a_programme()(
        organisation in prop::sample::select(vec!["one", "two"]),
        (from, length) in (-60_i32..60, prop::option::of(0_i32..200)),
        (age_min, age_max) in (prop::option::of(18_u16..70), prop::option::of(70_u16..90)),
        (forms, needs, needs_also) in (some_of(Form::ALL), some_of(Need::ALL), some_of(Need::ALL)),
        (languages, languages_ask) in (some_of(LANGUAGES), some_of(LANGUAGES)),
        (districts, soft) in (some_of(DISTRICTS), any::<bool>()),
        (places, intake_per_month) in (prop::option::of(0_u32..5), prop::option::of(0_u32..5)),
    ) -> Value {
        let first = day("2026-09-01").saturating_add(from.days());
        json!({
            "organisation": organisation, "valid_from": first,
            "valid_to": length.map(|days| first.saturating_add(days.days())),
            "age_min": age_min, "age_max": age_max,
            "forms": forms, "needs": needs, "needs_also": needs_also,
            "languages": languages, "languages_ask": languages_ask,
            "area": {"districts": districts, "rule": if soft { AreaRule::Soft } else { AreaRule::Hard }},
            "capacity": {"places": places, "intake_per_month": intake_per_month},
        })
    }
}

prop_compose! {
    fn a_person()(
        age_band in prop::option::of(prop::sample::select(AgeBand::ALL)),
        district in prop::option::of(prop::sample::select(DISTRICTS)),
        language in prop::option::of(prop::sample::select(LANGUAGES)),
        needs in some_of(Need::ALL),
        (forms, not_forms) in (some_of(Form::ALL), some_of(Form::ALL)),
        worker_gender in prop::option::of(prop::sample::select(Gender::ALL)),
    ) -> Value {
        json!({
            "age_band": age_band, "district": district, "language": language, "needs": needs,
            "wishes": {"forms": forms, "not_forms": not_forms, "worker_gender": worker_gender},
        })
    }
}

prop_compose! {
    fn a_question()(
        programmes in prop::collection::vec(a_programme(), 1..12),
        facts in a_person(),
        both in any::<bool>(),
        load in prop::collection::vec((0_u32..5, 0_u32..3, prop::option::of(0_i32..60)), 12),
        past in prop::collection::vec((0_usize..12, prop::option::of(prop::sample::select(HandBackReason::ALL))), 0..4),
    ) -> Asked {
        let id = |at: usize| ProgrammeId::new(format!("p{at}"));
        let mut programmes = programmes;
        for (at, programme) in programmes.iter_mut().enumerate() {
            programme["id"] = json!(id(at));
        }
        let mut asked = Asked::of(network(programmes), person(facts));
        asked.receivers.truncate(if both { 2 } else { 1 });
        for (programme, (used, taken_this_month, paused)) in asked.definition.programmes.iter().zip(load) {
            let now = CapacityNow {
                used,
                taken_this_month,
                paused_until: paused.map(|days| day("2026-08-01").saturating_add(days.days())),
                ..CapacityNow::beginning(programme)
            };
            asked.capacity.insert(programme.id.clone(), now);
        }
        asked.history = past
            .into_iter()
            .map(|(at, reason)| Past {
                programme: id(at),
                answer: reason.map_or(PastAnswer::Expired, PastAnswer::HandedBack),
                on: day("2026-08-15"),
            })
            .collect();
        asked
    }
}

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
