//! Networks and persons drawn at random, for what must hold of all of them.

use jiff::ToSpan;
use luotsi_domain::{
    handoff::{AgeBand, Form, Gender, Need},
    id::ProgrammeId,
    network::AreaRule,
    referral::words::HandBackReason,
};
use proptest::prelude::*;
use serde_json::{Value, json};

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
    pub(crate) fn a_person()(
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
    pub(crate) fn a_question()(
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
