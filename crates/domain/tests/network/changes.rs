//! What a new version changes, each as the sentence that the operator reads.

use std::collections::BTreeMap;

use luotsi_domain::{
    id::ProgrammeId,
    network::change::{changes, effects, refusals},
};
use serde_json::{Value, json};

use crate::edit::{definition, edited, helsinki};

pub fn sentences<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

pub fn open(counts: &[(&str, u32)]) -> BTreeMap<ProgrammeId, u32> {
    counts
        .iter()
        .map(|(id, count)| (ProgrammeId::from(*id), *count))
        .collect()
}

#[test]
fn nothing_changes_where_nothing_differs() {
    let definition = definition(helsinki());
    assert!(changes(&definition, &definition).is_empty());
    assert!(effects(&definition, &definition, &open(&[("mereo-evt", 5)])).is_empty());
    assert!(refusals(&definition, &definition, &open(&[("mereo-evt", 5)])).is_empty());
}

#[test]
fn a_change_is_told_as_a_sentence() {
    let table: Vec<(&str, Value, &[&str])> = vec![
        ("/network", json!("espoo"), &["network: helsinki becomes espoo"]),
        ("/name/fi", json!("Toinen"), &["network: another name"]),
        (
            "/reference_prefix",
            json!("HEL"),
            &["references: HKI becomes HEL for new ones; those given stay"],
        ),
        (
            "/time_zone",
            json!("Europe/Oslo"),
            &["time zone: Europe/Helsinki becomes Europe/Oslo"],
        ),
        (
            "/languages",
            json!(["fi", "sv", "en"]),
            &[
                "languages: removed so, ar, zh, vi, ku, ckb, kmr, fa, prs, ru, et, uk, es, fr, de, th, tr, sq, bn, ur, hi, ta, tl, se, rom, fse",
            ],
        ),
        ("/languages/-", json!("pl"), &["languages: added pl"]),
        ("/municipalities/-", json!("049"), &["municipalities: added 049"]),
        (
            "/telephone/calling_code",
            json!("20"),
            &["telephone: other rules; they hold for handoffs from now on"],
        ),
        (
            "/need_words",
            json!({"money": {"fi": "Velat"}}),
            &["words for the need money: added"],
        ),
        (
            "/home_desk",
            json!("valli"),
            &["home desk: seniori-info becomes valli"],
        ),
        (
            "/coordinator",
            json!("mereo"),
            &["coordinator: valli becomes mereo"],
        ),
        (
            "/placement",
            json!("automatic"),
            &["placement: confirm becomes automatic"],
        ),
        ("/break_glass", json!(true), &["break-glass: now on"]),
        (
            "/calendar/day_ends",
            json!("15:30"),
            &["working day: ends at 15:30 instead of 16:00"],
        ),
        (
            "/calendar/digest_at",
            json!("07:15"),
            &["digest: at 07:15 instead of 08:00"],
        ),
        (
            "/calendar/weekend/0",
            json!("friday"),
            &["weekend: added friday; removed saturday"],
        ),
        (
            "/calendar/holidays/1",
            Value::Null,
            &["days off: removed Epiphany"],
        ),
        (
            "/calendar/holidays/-",
            json!({"name": {"en": "Removal day"}, "rule": {"once": "2026-10-01"}}),
            &["days off: added Removal day"],
        ),
        (
            "/calendar/holidays/1/rule",
            json!({"fixed": "01-07"}),
            &["days off: Epiphany has changed"],
        ),
        (
            "/deadlines/decide_wd",
            json!(7),
            &["deadline decide_wd: 5 becomes 7"],
        ),
        (
            "/deadlines/claim_fresh_days",
            json!(14),
            &["deadline claim_fresh_days: 30 becomes 14"],
        ),
        (
            "/weights",
            json!({"price_days": 0}),
            &["weights: programmes that fit are weighed otherwise"],
        ),
        (
            "/organisations/-",
            json!({"id": "new", "name": "New", "kind": "partner"}),
            &["organisation new: added, a partner"],
        ),
        ("/organisations/4", Value::Null, &["organisation jade: removed"]),
        (
            "/organisations/1/name",
            json!("Mereo ry"),
            &["organisation mereo: MEREO is now called Mereo ry"],
        ),
        (
            "/organisations/1/merged_into",
            json!("jade"),
            &["organisation mereo: part of jade now"],
        ),
        (
            "/programmes/0/succeeded_by",
            json!(["mereo-digipaja"]),
            &["programme mereo-evt: succeeded by: added mereo-digipaja"],
        ),
        (
            "/deadlines/ending_notice_days",
            json!(60),
            &["deadline ending_notice_days: 90 becomes 60"],
        ),
        (
            "/organisations/1/kind",
            json!("referrer"),
            &["organisation mereo: a referrer instead of a partner"],
        ),
        ("/programmes/0", Value::Null, &["programme mereo-evt: removed"]),
        (
            "/programmes/0/id",
            json!("mereo-uusi"),
            &[
                "programme mereo-evt: removed",
                "programme mereo-uusi: added, of mereo",
            ],
        ),
        (
            "/programmes/0/organisation",
            json!("jade"),
            &["programme mereo-evt: now of jade instead of mereo"],
        ),
        (
            "/programmes/0/name/sv",
            json!("Annat"),
            &["programme mereo-evt: another name"],
        ),
        (
            "/programmes/0/valid_from",
            json!("2026-02-01"),
            &["programme mereo-evt: begins on 2026-02-01 instead of 2026-01-01"],
        ),
        (
            "/programmes/0/valid_to",
            json!("2026-12-31"),
            &["programme mereo-evt: now ends, on 2026-12-31"],
        ),
        (
            "/programmes/4/valid_to",
            json!("2027-06-30"),
            &["programme omakotisaatio-kanto: ends earlier, on 2027-06-30 instead of 2027-12-31"],
        ),
        (
            "/programmes/4/valid_to",
            json!("2028-06-30"),
            &["programme omakotisaatio-kanto: ends later, on 2028-06-30 instead of 2027-12-31"],
        ),
        (
            "/programmes/4/valid_to",
            Value::Null,
            &["programme omakotisaatio-kanto: goes on until further notice instead of ending on 2027-12-31"],
        ),
        (
            "/programmes/0/age_min",
            json!(60),
            &["programme mereo-evt: ages from 60 instead of from 65"],
        ),
        (
            "/programmes/0/age_max",
            json!(90),
            &["programme mereo-evt: ages 65 to 90 instead of from 65"],
        ),
        (
            "/programmes/0/forms",
            json!(["individual", "phone"]),
            &["programme mereo-evt: forms of support: added phone; removed home_visit, first_time_escort"],
        ),
        (
            "/programmes/0/forms",
            json!(["home_visit", "individual", "first_time_escort"]),
            &[
                "programme mereo-evt: forms of support: now in the order home_visit, individual, first_time_escort",
            ],
        ),
        (
            "/programmes/2/needs",
            json!(["no_activity", "falls"]),
            &["programme mereo-ulkoilukaverit: needs: added falls"],
        ),
        (
            "/programmes/0/needs_also",
            json!(["mobility", "falls"]),
            &["programme mereo-evt: needs also met: removed own_language"],
        ),
        (
            "/programmes/0/languages",
            json!(["fi", "sv"]),
            &["programme mereo-evt: languages: added sv"],
        ),
        (
            "/programmes/0/languages_ask",
            json!(["en"]),
            &["programme mereo-evt: languages to ask about: removed sv"],
        ),
        (
            "/programmes/4/area/districts",
            json!(["503"]),
            &["programme omakotisaatio-kanto: area 503 (hard) instead of 502, 503, 504, 505, 506 (hard)"],
        ),
        (
            "/programmes/0/area/rule",
            json!("soft"),
            &["programme mereo-evt: area the whole network (soft) instead of the whole network (hard)"],
        ),
        (
            "/programmes/0/capacity",
            json!({"places": 3, "intake_per_month": 2}),
            &[
                "programme mereo-evt: begins with 3 places and 2 new ones a month instead of 8 places in the file; what people have claimed is not overwritten",
            ],
        ),
        (
            "/programmes/0/capacity",
            json!({}),
            &[
                "programme mereo-evt: begins with no limit instead of 8 places in the file; what people have claimed is not overwritten",
            ],
        ),
        (
            "/programmes/0/follow_up/days",
            json!([30]),
            &["programme mereo-evt: checks 30 instead of 30 and 90"],
        ),
        (
            "/programmes/0/follow_up/by_form",
            json!({"group": []}),
            &["programme mereo-evt: checks 30 and 90, group none instead of 30 and 90"],
        ),
        (
            "/programmes/0/example",
            json!(false),
            &["programme mereo-evt: other marks for demos"],
        ),
        ("/needs/0", Value::Null, &["needs: removed loneliness"]),
        ("/districts/33", Value::Null, &["district 801: removed"]),
        (
            "/districts/-",
            json!({"code": "901", "name": {"fi": "Uusi"}}),
            &["district 901: added"],
        ),
        (
            "/districts/33/postal_codes",
            json!([]),
            &["district 801: another list of postal codes"],
        ),
        ("/handoff/version", json!(2), &["handoff: version 1 becomes 2"]),
        (
            "/handoff/network/title",
            json!("x"),
            &["handoff: another schema of the network's part"],
        ),
        (
            "/handoff/consent_scope",
            json!("organisations"),
            &["handoff: proposes the consent scope organisations instead of network"],
        ),
        ("/outcomes/served", json!({"fi": "x"}), &["outcome served: added"]),
        ("/wordings/fi-1", json!("Saanko?"), &["wording fi-1: other words"]),
        ("/guidance/other", Value::Null, &["guidance other: removed"]),
    ];
    let old = definition(helsinki());
    for (pointer, value, expected) in table {
        let new = definition(edited(helsinki(), &[(pointer, value.clone())]));
        assert_eq!(sentences(&changes(&old, &new)), expected, "{pointer} = {value}");
        assert_eq!(
            changes(&new, &old).len(),
            expected.len(),
            "back: {pointer} = {value}"
        );
    }
}
