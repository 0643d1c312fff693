//! One thing wrong, and the place and code that are told.

use luotsi_domain::handoff::AgeBand;
use luotsi_wire::validation::{Arg, FieldFault, MOST_FAULTS};
use serde_json::{Value, json};

use crate::ground::{remove, set, told, validator, whole};

/// The faults of the whole handoff with one member set.
fn with(pointer: &str, value: Value) -> Vec<String> {
    let mut document = whole();
    set(&mut document, pointer, value);
    of(&document)
}

fn without(pointer: &str) -> Vec<String> {
    let mut document = whole();
    remove(&mut document, pointer);
    of(&document)
}

fn of(document: &Value) -> Vec<String> {
    match validator("helsinki").validate(document) {
        Ok(_) => Vec::new(),
        Err(faults) => told(&faults),
    }
}

#[test]
fn the_least_that_is_required_is_enough() {
    assert_eq!(of(&whole()), Vec::<String>::new());
}

#[test]
fn an_open_gate_requires_what_it_requires() {
    for (pointer, fault) in [
        ("/schema", "/schema required"),
        ("/gate", "/gate required"),
        ("/gate/cannot_cope", "/gate/cannot_cope required"),
        ("/consent/by", "/consent/by required"),
        ("/consent/scope", "/consent/scope required"),
        ("/consent/method", "/consent/method required"),
        ("/client/phone", "/client one-way-to-reach"),
        ("/client/language", "/client/language required"),
        ("/place", "/place/municipality required"),
        ("/place/municipality", "/place/municipality required"),
        ("/needs", "/needs one-need"),
    ] {
        assert_eq!(without(pointer), [fault], "without {pointer}");
        assert_eq!(with(pointer, Value::Null), [fault], "{pointer} null");
    }
    assert_eq!(
        without("/client"),
        ["/client one-way-to-reach", "/client/language required"]
    );
    assert_eq!(with("/needs", json!([])), ["/needs one-need"]);
    for other in ["address", "meeting_place"] {
        let mut document = whole();
        remove(&mut document, "/client/phone");
        set(
            &mut document,
            &format!("/client/{other}"),
            json!("Kirjaston aula"),
        );
        assert_eq!(of(&document), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn a_closed_gate_requires_only_schema_and_gate() {
    for (pointer, value) in [
        ("/gate/danger_to_life", json!("instead")),
        ("/gate/authority_today", json!("instead")),
        ("/gate/cannot_cope", json!("instead")),
        ("/gate/other_municipality", json!(true)),
        ("/gate/other_service", json!(true)),
        ("/gate/desk_solves", json!(true)),
        ("/place/municipality", json!("049")),
        ("/consent", json!({"status": "refused"})),
        ("/consent", json!({"status": "not_asked"})),
        ("/consent", json!({"status": "unable"})),
        ("/consent", json!({"status": "withdrawn"})),
        ("/consent", json!({"status": "given", "by": "relative"})),
        ("/consent", json!({"status": "given", "by": "nobody"})),
        ("/consent", json!({})),
        ("/consent", Value::Null),
    ] {
        let mut document = json!({
            "schema": "helsinki/1",
            "gate": {"danger_to_life": "no", "authority_today": "no", "cannot_cope": "no"},
            "consent": {"status": "given", "by": "client"}
        });
        assert!(!of(&document).is_empty(), "open before {pointer}");
        set(&mut document, pointer, value.clone());
        assert_eq!(of(&document), Vec::<String>::new(), "{pointer} {value}");
    }
}

#[test]
fn an_authority_alongside_asks_for_the_city_track() {
    for pointer in ["/gate/authority_today", "/gate/cannot_cope"] {
        assert_eq!(
            with(pointer, json!("alongside")),
            ["/city_track city-track-required"]
        );
        let mut document = whole();
        set(&mut document, pointer, json!("alongside"));
        set(&mut document, "/city_track", Value::Null);
        assert_eq!(of(&document), ["/city_track city-track-required"]);
        set(&mut document, "/city_track", json!({"kind": "assessment"}));
        assert_eq!(of(&document), Vec::<String>::new());
        set(&mut document, "/city_track", json!({"started_on": "2026-09-01"}));
        assert_eq!(of(&document), ["/city_track/kind required"]);
    }
    assert_eq!(
        with("/gate/danger_to_life", json!("alongside")),
        ["/gate/danger_to_life not-in-list"]
    );
}

#[test]
fn a_permission_with_a_narrow_scope_names_what_it_covers() {
    assert_eq!(
        with("/consent/scope", json!("organisations")),
        ["/consent/organisations name-organisations"]
    );
    assert_eq!(
        with("/consent/scope", json!("fields")),
        ["/consent/fields name-fields"]
    );
    let mut document = whole();
    set(&mut document, "/consent/scope", json!("organisations"));
    set(&mut document, "/consent/organisations", json!([]));
    assert_eq!(of(&document), ["/consent/organisations name-organisations"]);
    set(&mut document, "/consent/organisations", json!(["mereo", "jade"]));
    assert_eq!(of(&document), Vec::<String>::new());
}

/// Rows of a place, what is put there, and the code told of that very place.
fn each_is_told(rows: Vec<(&str, Value, &str)>) {
    for (pointer, value, code) in rows {
        let told = with(pointer, value.clone());
        assert_eq!(told, [format!("{pointer} {code}")], "{pointer} {value}");
    }
}

#[test]
fn texts_tell_their_faults() {
    let long = |n: usize| json!("ä".repeat(n));
    each_is_told(vec![
        ("/client/first_name", long(101), "too-long"),
        ("/client/first_name", json!(""), "blank"),
        ("/client/first_name", json!("   "), "blank"),
        ("/client/first_name", json!(" \t "), "control-character"),
        ("/client/first_name", json!(["A"]), "wrong-type"),
        ("/client/last_name", json!("a\u{0}b"), "control-character"),
        ("/client/last_name", json!("a\nb"), "control-character"),
        ("/client/last_name", json!("a\u{202e}b"), "control-character"),
        ("/client/last_name", json!("a\u{85}b"), "control-character"),
        ("/client/phone", json!("soita"), "phone"),
        ("/client/phone", json!("+-() "), "phone"),
        ("/client/phone", json!("112"), "too-short"),
        ("/client/phone", json!("1".repeat(26)), "too-long"),
        ("/client/language", json!("suomi!"), "language-tag"),
        ("/wishes/worker_language", json!(""), "language-tag"),
        ("/place/postal_code", json!("0053"), "postal-code"),
        ("/place/postal_code", json!("SW1A 1AA"), "postal-code"),
        ("/own_words", long(2001), "too-long"),
        ("/own_words", json!("a\u{7}b"), "control-character"),
        ("/safety_note", long(501), "too-long"),
    ]);
}

#[test]
fn numbers_and_choices_tell_their_faults() {
    each_is_told(vec![
        ("/client/birth_year", json!(1899), "out-of-range"),
        ("/client/birth_year", json!(2021), "out-of-range"),
        ("/client/birth_year", json!(1e300), "out-of-range"),
        ("/client/birth_year", json!("1941"), "wrong-type"),
        ("/client/birth_year", json!(1941.5), "wrong-type"),
        ("/measures/loneliness", json!(5), "out-of-range"),
        ("/measures/coping", json!(-1), "out-of-range"),
        ("/client/protected", json!("no"), "wrong-type"),
        ("/gate/desk_solves", json!("no"), "wrong-type"),
        ("/gate/cannot_cope", json!("maybe"), "not-in-list"),
        ("/source/kind", json!("bank"), "not-in-list"),
        ("/client/age_band", json!("0-17"), "not-in-list"),
        ("/urgency", json!("now"), "not-in-list"),
        ("/needs", json!(["loneliness", "loneliness"]), "duplicate"),
        ("/needs", json!("loneliness"), "wrong-type"),
        ("/needs/0", json!("onward_path"), "not-in-list"),
        ("/needs/0", Value::Null, "not-in-list"),
    ]);
    assert_eq!(
        with("/wishes/forms", json!(["group", "dance"])),
        ["/wishes/forms/1 not-in-list"]
    );
    assert_eq!(
        with("/client/contact_rules", json!(["never"])),
        ["/client/contact_rules/0 not-in-list"]
    );
    assert_eq!(
        with("/consent/fields", json!(["gender"])),
        ["/consent/fields/0 not-in-list"]
    );
}

#[test]
fn days_and_instants_tell_their_faults() {
    each_is_told(vec![
        ("/not_before", json!("2026-02-29"), "format"),
        ("/not_before", json!("1.9.2026"), "format"),
        ("/deadline", json!("20260901"), "format"),
        ("/consent/at", json!("2026-09-01"), "format"),
        ("/consent/at", json!("2026-09-01T06:20:00"), "format"),
        ("/consent/at", json!("2026-09-01T06:20:00+03"), "format"),
        ("/consent/at", json!("2026-09-01T06:20:00.Z"), "format"),
        (
            "/consent/at",
            json!("2026-09-01T06:20:00Z[Europe/Helsinki]"),
            "format",
        ),
        ("/consent/at", json!("9999-12-31T23:59:59-23:59"), "format"),
    ]);
}

#[test]
fn what_the_network_does_not_know_is_told() {
    each_is_told(vec![
        ("/schema", json!("helsinki/2"), "wrong-schema"),
        ("/schema", json!("tampere-asto/1"), "wrong-schema"),
        ("/extra", json!(1), "unknown-field"),
        ("/client/identity_code", json!("x"), "unknown-field"),
        ("/network/housing", json!("own"), "unknown-field"),
        ("/place/municipality", json!(91), "wrong-type"),
        ("/place/district", json!("999"), "unknown-district"),
        ("/consent/wording", json!("xx-9"), "unknown-wording"),
    ]);
    assert_eq!(
        with("/consent/organisations", json!(["mereo", "kuntoutuspolku"])),
        ["/consent/organisations/1 unknown-organisation"]
    );
}

#[test]
fn what_people_write_is_accepted() {
    for (pointer, value) in [
        ("/client/phone", json!("(09) 310-555 12")),
        ("/client/phone", json!("+358500000399")),
        ("/client/first_name", json!("Ľudmila-Ö’Brien")),
        ("/client/first_name", json!("سميرة")),
        ("/client/language", json!("zh-Hant-TW")),
        ("/client/language", json!("und")),
        ("/client/birth_year", json!(1941.0)),
        ("/client/age_band", json!("85+")),
        ("/own_words", json!("Ensin kahvi.\r\n\tSitten kävely. 🙂")),
        ("/consent/at", json!("2026-09-01T09:20:00.123+03:00")),
        ("/consent/at", json!("2026-09-01t06:20:00z")),
        ("/measures", json!({"loneliness": 3.0, "coping": null})),
        ("/safety", Value::Null),
        ("/wishes", Value::Null),
        ("/network", Value::Null),
        (
            "/city_track",
            json!({"kind": "carer_support", "started_on": null}),
        ),
    ] {
        assert_eq!(
            with(pointer, value.clone()),
            Vec::<String>::new(),
            "{pointer} {value}"
        );
    }
}

#[test]
fn where_year_and_band_are_both_given_the_year_counts_and_is_no_fault() {
    let mut document = whole();
    set(&mut document, "/client/birth_year", json!(1941));
    set(&mut document, "/client/age_band", json!("65-74"));
    let handoff = validator("helsinki").validate(&document).expect("no fault");
    let facts = handoff.facts(jiff::civil::date(2026, 9, 1), &[]);
    assert_eq!(facts.age_band.map(AgeBand::as_str), Some("85+"));
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_form() {
    let mut document = whole();
    set(&mut document, "/gate/danger_to_life", json!("perhaps"));
    set(
        &mut document,
        "/client",
        json!({"phone": null, "birth_year": 12, "shoe_size": 40}),
    );
    set(&mut document, "/needs", json!([]));
    set(&mut document, "/own_words", json!(7));
    set(&mut document, "/place/district", json!("nowhere"));
    assert_eq!(
        of(&document),
        [
            "/gate/danger_to_life not-in-list",
            "/client one-way-to-reach",
            "/client/birth_year out-of-range",
            "/client/language required",
            "/client/shoe_size unknown-field",
            "/place/district unknown-district",
            "/needs one-need",
            "/own_words wrong-type",
        ]
    );
}

#[test]
fn arguments_come_out_of_the_schema() {
    let faults = |pointer: &str, value: Value| -> Vec<FieldFault> {
        let mut document = whole();
        set(&mut document, pointer, value);
        validator("helsinki").validate(&document).expect_err("a fault")
    };
    let limit = |n| vec![("limit", Arg::Number(n))];
    assert_eq!(faults("/safety_note", json!("x".repeat(501)))[0].args, limit(500));
    assert_eq!(faults("/client/phone", json!("1"))[0].args, limit(5));
    assert_eq!(
        faults("/client/birth_year", json!(3))[0].args,
        [("minimum", Arg::Number(1900)), ("maximum", Arg::Number(2020)),]
    );
    assert_eq!(
        faults("/client/protected", json!(1))[0].args,
        [("expected", Arg::Text("boolean".to_owned()))]
    );
    assert_eq!(
        faults("/deadline", json!("soon"))[0].args,
        [("format", Arg::Text("date".to_owned()))]
    );
    assert_eq!(
        faults("/deadline", json!("soon"))[0].message_key(),
        "fault-format"
    );
}

#[test]
fn what_is_no_object_is_told_so() {
    for document in [json!(null), json!([]), json!("handoff"), json!(1), json!(true)] {
        assert_eq!(of(&document), [" wrong-type"], "{document}");
    }
}

#[test]
fn a_draft_may_lack_anything_but_says_nothing_wrong() {
    let helsinki = validator("helsinki");
    let draft = |document: Value| match helsinki.draft(&document) {
        Ok(()) => Vec::new(),
        Err(faults) => told(&faults),
    };
    assert_eq!(draft(json!({})), Vec::<String>::new());
    assert_eq!(
        draft(json!({"gate": {}, "city_track": {}, "client": {"phone": null}})),
        Vec::<String>::new()
    );
    assert_eq!(
        draft(json!({"consent": {"status": "given"}, "needs": []})),
        Vec::<String>::new()
    );
    assert_eq!(
        draft(json!({"client": {"phone": "x"}, "gate": {"x": 1}})),
        ["/gate/x unknown-field", "/client/phone too-short",]
    );
}

#[test]
fn a_shape_needs_the_gate_and_nothing_else() {
    let helsinki = validator("helsinki");
    let mut document = whole();
    for pointer in ["/client", "/place", "/needs"] {
        remove(&mut document, pointer);
    }
    assert!(helsinki.validate(&document).is_err());
    assert!(helsinki.shape(&document).is_ok());
    remove(&mut document, "/gate/danger_to_life");
    let faults = helsinki.shape(&document).expect_err("the gate is not answered");
    assert_eq!(told(&faults), ["/gate/danger_to_life required"]);
}

#[test]
fn there_is_an_end_to_the_faults() {
    let mut document = whole();
    for number in 0..5_000 {
        set(&mut document, &format!("/field_a{}", letters(number)), json!(1));
    }
    set(&mut document, "/needs", json!(vec![json!("nothing"); 5_000]));
    let faults = validator("helsinki").validate(&document).expect_err("faults");
    assert_eq!(faults.len(), MOST_FAULTS);
}

/// A number written in letters, so that it may stand in a field's name.
fn letters(number: u32) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| char::from(digit + 49))
        .collect()
}
