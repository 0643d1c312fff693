use luotsi_domain::id::OrganisationId;
use serde_json::{Value, json};

use super::*;
use crate::testing::{Asked, day, network, person};

fn verdict(asked: &Asked) -> Verdict {
    eligible(&asked.question(), &asked.definition.programmes[0])
}

fn ask(programme: Value, facts: Value) -> Asked {
    Asked::of(network(vec![programme]), person(facts))
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.reasons.iter().map(Reason::code).collect()
}

/// What the only programme says: fits, soft, and the codes that make the difference.
fn says(asked: &Asked) -> (bool, bool, Vec<&'static str>) {
    let verdict = verdict(asked);
    let plain = ["needs_served", "language_served", "no_limit"];
    let told = codes(&verdict)
        .into_iter()
        .filter(|code| !plain.contains(code))
        .collect();
    (verdict.fits, verdict.soft, told)
}

const FITS: (bool, bool) = (true, false);
const FITS_IF_ASKED: (bool, bool) = (true, true);
const LEFT_OUT: (bool, bool) = (false, false);
const WITH_REASON: (bool, bool) = (false, true);

/// A programme, a person, whether it fits and how softly, and what it tells.
type Row = (Value, Value, (bool, bool), &'static str);

fn each_says(rows: impl IntoIterator<Item = Row>) {
    for (programme, facts, (fits, soft), told) in rows {
        let asked = ask(programme.clone(), facts.clone());
        let told = told.split_whitespace().collect();
        assert_eq!(says(&asked), (fits, soft, told), "{programme} for {facts}");
    }
}

#[test]
fn it_is_asked_from_its_first_day_to_its_last() {
    let late = json!({"not_before": "2026-10-01"});
    let too_late = json!({"not_before": "2026-12-01"});
    each_says([
        (json!({}), json!({}), FITS, ""),
        (json!({"valid_from": "2026-09-01"}), json!({}), FITS, ""),
        (
            json!({"valid_from": "2026-09-02"}),
            json!({}),
            LEFT_OUT,
            "not_yet_valid",
        ),
        (json!({"valid_to": "2026-08-31"}), json!({}), LEFT_OUT, "ended"),
        (
            json!({"valid_to": "2026-09-01"}),
            json!({}),
            FITS_IF_ASKED,
            "ends_on",
        ),
        (
            json!({"valid_to": "2026-11-29"}),
            json!({}),
            FITS_IF_ASKED,
            "ends_on",
        ),
        (json!({"valid_to": "2026-11-30"}), json!({}), FITS, ""),
        // Support that may begin only later meets the end sooner.
        (json!({"valid_to": "2026-11-30"}), late, FITS_IF_ASKED, "ends_on"),
        (json!({"valid_to": "2026-11-30"}), too_late, LEFT_OUT, "ended"),
    ]);
}

#[test]
fn it_serves_needs_languages_and_ages_or_says_what_it_does_not_know() {
    each_says([
        (
            json!({}),
            json!({"needs": ["money"]}),
            LEFT_OUT,
            "need_not_served",
        ),
        (
            json!({"needs_also": ["money"]}),
            json!({"needs": ["money"]}),
            FITS,
            "needs_also",
        ),
        (
            json!({}),
            json!({"needs": ["money", "loneliness"]}),
            FITS,
            "needs_open",
        ),
        (json!({}), json!({"needs": []}), FITS, ""),
        (
            json!({}),
            json!({"language": "ru"}),
            LEFT_OUT,
            "language_not_served",
        ),
        (
            json!({"languages_ask": ["ru"]}),
            json!({"language": "ru"}),
            FITS_IF_ASKED,
            "ask_language",
        ),
        (
            json!({}),
            json!({"language": "und"}),
            FITS_IF_ASKED,
            "ask_language",
        ),
        (
            json!({}),
            json!({"language": null}),
            FITS_IF_ASKED,
            "ask_language",
        ),
        (
            json!({"languages": ["zh"]}),
            json!({"language": "zh-Hant"}),
            FITS,
            "",
        ),
        (json!({"languages": ["zh"]}), json!({"language": "ZH"}), FITS, ""),
        (
            json!({"languages": ["fi-simple"]}),
            json!({}),
            LEFT_OUT,
            "language_not_served",
        ),
        (
            json!({"languages": ["f"]}),
            json!({}),
            LEFT_OUT,
            "language_not_served",
        ),
        (json!({"age_min": 75, "age_max": 84}), json!({}), FITS, ""),
        (json!({"age_min": 85}), json!({}), LEFT_OUT, "age_outside"),
        (json!({"age_max": 74}), json!({}), LEFT_OUT, "age_outside"),
        (json!({"age_min": 84}), json!({}), FITS_IF_ASKED, "ask_age"),
        (json!({"age_max": 75}), json!({}), FITS_IF_ASKED, "ask_age"),
        (json!({"age_min": 16}), json!({"age_band": "16-17"}), FITS, ""),
        (
            json!({"age_min": 16}),
            json!({"age_band": "0-15"}),
            LEFT_OUT,
            "age_outside",
        ),
        (
            json!({"age_min": 65}),
            json!({"age_band": "16-17"}),
            LEFT_OUT,
            "age_outside",
        ),
        (
            json!({"age_max": 16}),
            json!({"age_band": "16-17"}),
            FITS_IF_ASKED,
            "ask_age",
        ),
        (
            json!({"age_min": 65}),
            json!({"age_band": null}),
            FITS_IF_ASKED,
            "ask_age",
        ),
        (json!({}), json!({"age_band": null}), FITS, ""),
    ]);
}

#[test]
fn an_area_is_hard_or_soft_and_an_unknown_district_is_asked() {
    let area = |rule: &str| json!({"area": {"districts": ["201", "202"], "rule": rule}});
    each_says([
        (area("hard"), json!({"district": "202"}), FITS, "nearby"),
        (area("hard"), json!({}), LEFT_OUT, "outside_area"),
        (area("soft"), json!({}), WITH_REASON, "outside_area"),
        (
            area("hard"),
            json!({"district": null}),
            FITS_IF_ASKED,
            "ask_district",
        ),
        (
            area("soft"),
            json!({"district": null}),
            FITS_IF_ASKED,
            "ask_district",
        ),
    ]);
}

#[test]
fn wishes_leave_out_only_what_is_unwanted_altogether() {
    let either = json!({"forms": ["group", "individual"]});
    let wishes = |wishes: Value| json!({"wishes": wishes});
    let not_individual = wishes(json!({"not_forms": ["individual"]}));
    each_says([
        (json!({}), not_individual.clone(), WITH_REASON, "forms_unwanted"),
        (either, not_individual, FITS, ""),
        // What a programme of groups does beside them, it does in them.
        (
            json!({"forms": ["group", "exercise"]}),
            wishes(json!({"not_forms": ["group"]})),
            WITH_REASON,
            "forms_unwanted",
        ),
        (
            json!({"forms": ["first_time_escort", "exercise"]}),
            wishes(json!({"not_forms": ["group"]})),
            FITS,
            "",
        ),
        (
            json!({"forms": ["own_language_group", "group", "individual"]}),
            wishes(json!({"not_forms": ["group"]})),
            FITS,
            "",
        ),
        (
            json!({}),
            wishes(json!({"forms": ["individual", "peer"]})),
            FITS,
            "forms_wished",
        ),
        (
            json!({}),
            wishes(json!({"forms": ["peer"]})),
            FITS,
            "forms_not_offered",
        ),
        // Wishes about the worker are asked, never a rule.
        (
            json!({}),
            wishes(json!({"worker_gender": "female"})),
            FITS,
            "ask_worker",
        ),
        (json!({}), wishes(json!({"worker_language": "fi"})), FITS, ""),
        (
            json!({}),
            wishes(json!({"worker_language": "so"})),
            FITS,
            "ask_worker_language",
        ),
        (
            json!({}),
            wishes(json!({"same_worker": true})),
            FITS,
            "ask_same_worker",
        ),
        // Room leaves nothing out.
        (json!({"capacity": {"places": 2}}), json!({}), FITS, "free_places"),
        (json!({"capacity": {"places": 0}}), json!({}), FITS, "full"),
    ]);
}

#[test]
fn of_several_rules_the_first_is_told_and_hard_ones_stand_before_soft_ones() {
    // Each step mends the rule told before.
    let mut programme = json!({
        "valid_from": "2027-01-01", "valid_to": "2026-01-31", "needs": ["money"], "languages": ["sv"],
        "age_min": 85, "area": {"districts": ["201"]}, "forms": ["group"], "capacity": {"places": 0},
    });
    let facts = json!({"wishes": {"not_forms": ["group"]}});
    let mut receivers: Vec<OrganisationId> = vec![];
    let mut paused_until = Some(day("2026-09-01"));
    let mended = [
        ("not_yet_valid", "valid_from", json!("2026-01-01")),
        ("ended", "valid_to", json!(null)),
        ("paused", "pause", json!(null)),
        ("not_within_consent", "receivers", json!(null)),
        ("need_not_served", "needs", json!(["loneliness"])),
        ("language_not_served", "languages", json!(["fi"])),
        ("age_outside", "age_min", json!(65)),
        (
            "outside_area",
            "area",
            json!({"districts": ["201"], "rule": "soft"}),
        ),
        ("outside_area", "area", json!({})),
        ("forms_unwanted", "forms", json!(["individual"])),
        ("handed_back", "history", json!(null)),
    ];
    let mut history = vec![past(
        "p",
        PastAnswer::HandedBack(HandBackReason::NotTargetGroup),
        day("2026-08-01"),
    )];
    for (told, mended, value) in mended {
        let mut asked = ask(programme.clone(), facts.clone());
        asked.receivers.clone_from(&receivers);
        asked.history.clone_from(&history);
        let capacity = CapacityNow {
            places: Some(0),
            paused_until,
            ..CapacityNow::default()
        };
        asked.capacity.insert("p".into(), capacity);
        assert_eq!(codes(&verdict(&asked)), [told]);
        match mended {
            "pause" => paused_until = None,
            "receivers" => receivers.push("one".into()),
            "history" => history.clear(),
            _ => programme[mended] = value,
        }
    }
    let mut asked = ask(programme, facts);
    asked.receivers = receivers;
    assert_eq!(says(&asked), (true, false, vec!["full"]));
}

#[test]
fn a_reason_opens_what_is_left_out_softly() {
    let soft = json!({"area": {"districts": ["201"], "rule": "soft"}});
    let hard = json!({"area": {"districts": ["201"], "rule": "hard"}});
    for (programme, without, with, rule) in [
        (json!({}), true, true, None),
        (soft, false, true, Some("outside_area")),
        (hard, false, false, Some("outside_area")),
    ] {
        let verdict = verdict(&ask(programme, json!({})));
        assert_eq!((verdict.allows(false), verdict.allows(true)), (without, with));
        assert_eq!(verdict.rule().map(Reason::code), rule);
    }
}

#[test]
fn a_pause_holds_from_its_first_to_its_last_day() {
    for (from, until, fits) in [
        (None, None, true),
        (Some("2026-09-01"), None, false),
        (Some("2026-09-02"), None, true),
        (None, Some("2026-09-01"), false),
        (None, Some("2026-08-31"), true),
        (Some("2026-08-01"), Some("2026-09-30"), false),
        (Some("2026-10-01"), Some("2026-10-31"), true),
    ] {
        let mut asked = ask(json!({}), json!({}));
        let capacity = CapacityNow {
            paused_from: from.map(day),
            paused_until: until.map(day),
            ..CapacityNow::default()
        };
        asked.capacity.insert("p".into(), capacity);
        assert_eq!(verdict(&asked).fits, fits, "{from:?} to {until:?}");
    }
}

#[test]
fn a_hand_back_about_her_leaves_out_softly_and_any_other_is_only_told() {
    for reason in HandBackReason::ALL {
        let about =
            ["not_target_group", "outside_area", "language", "client_declined"].contains(&reason.as_str());
        let mut asked = ask(json!({}), json!({}));
        let on = day("2026-08-14");
        asked.history = vec![past("p", PastAnswer::HandedBack(*reason), on)];
        let verdict = verdict(&asked);
        assert_eq!((verdict.fits, verdict.soft), (!about, about), "{reason}");
        assert!(
            verdict
                .reasons
                .contains(&Reason::HandedBack { reason: *reason, on }),
            "{reason}"
        );
        // Said by another programme it means nothing here.
        asked.history[0].programme = "q".into();
        assert_eq!(says(&asked), (true, false, vec![]), "{reason}");
    }
    let mut asked = ask(json!({}), json!({}));
    asked.history = vec![
        past(
            "p",
            PastAnswer::HandedBack(HandBackReason::NoPlace),
            day("2026-07-01"),
        ),
        past("p", PastAnswer::Expired, day("2026-08-01")),
        past(
            "p",
            PastAnswer::HandedBack(HandBackReason::NoPlace),
            day("2026-06-01"),
        ),
    ];
    assert!(verdict(&asked).reasons.contains(&Reason::Expired {
        on: day("2026-08-01")
    }));
    // Once said about her, a later silence does not take it back.
    asked.history.push(past(
        "p",
        PastAnswer::HandedBack(HandBackReason::Language),
        day("2026-05-01"),
    ));
    assert_eq!(says(&asked), (false, true, vec!["handed_back"]));
}

#[test]
fn an_old_claim_is_told_after_thirty_days() {
    for (claimed_at, told) in [
        ("2026-08-02T06:30:00Z", vec![]),
        ("2026-08-01T06:30:01Z", vec![]),
        ("2026-08-01T06:30:00Z", vec!["claim_old"]),
        ("2027-01-01T00:00:00Z", vec![]),
    ] {
        let mut asked = ask(json!({}), json!({}));
        let claimed_at = Some(claimed_at.parse().unwrap());
        asked.capacity.insert(
            "p".into(),
            CapacityNow {
                claimed_at,
                ..CapacityNow::default()
            },
        );
        assert_eq!(says(&asked), (true, false, told), "{claimed_at:?}");
    }
}

#[test]
fn a_given_reason_lifts_soft_rules_and_no_hard_one() {
    let soft = json!({"area": {"districts": ["201"], "rule": "soft"}, "forms": ["group"]});
    let facts = json!({"wishes": {"not_forms": ["group"]}});
    let lifted = |asked: &Asked| {
        let question = asked.question();
        let case = Case::new(
            question,
            &asked.definition.programmes[0],
            question.situation().weighing(),
        );
        Case {
            reason_given: true,
            ..case
        }
        .verdict()
    };
    let verdict = lifted(&ask(soft.clone(), facts.clone()));
    assert!(verdict.fits);
    assert!(codes(&verdict).contains(&"outside_area"));
    let mut hard = soft;
    hard["area"]["rule"] = json!("hard");
    assert!(!lifted(&ask(hard, facts)).fits);
}

fn past(programme: &str, answer: PastAnswer, on: Date) -> Past {
    Past {
        programme: programme.into(),
        answer,
        on,
    }
}
