//! The inputs themselves, each with what it is answered with.

use serde_json::{Value, json};

use super::MARKER;
use crate::handing::PROGRAMME;

/// Texts that are refused whatever the route: name, bytes, status, slug.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn broken_texts() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let text = |text: &str| text.replace("MARKER", MARKER).into_bytes();
    let nested = |open: &str, close: &str| [open.repeat(10_000), close.repeat(10_000)].concat().into_bytes();
    vec![
        (
            "cut off",
            text(r#"{"handoff": {"own_words": "MARKER"#),
            400,
            "malformed",
        ),
        ("two documents", text(r#"{} {"MARKER": 1}"#), 400, "malformed"),
        ("a comment", text(r"{} // MARKER"), 400, "malformed"),
        ("a bare word", text("MARKER"), 400, "malformed"),
        ("single quotes", text("{'MARKER': 1}"), 400, "malformed"),
        (
            "a number that is none",
            text(r#"{"MARKER": NaN}"#),
            400,
            "malformed",
        ),
        (
            "a byte order mark",
            [b"\xef\xbb\xbf".to_vec(), text(r#"{"MARKER": 1}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "UTF-16",
            MARKER.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            400,
            "malformed",
        ),
        (
            "invalid UTF-8",
            [text(r#"{"MARKER": ""#), vec![0xff, 0xfe], text(r#""}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "overlong UTF-8",
            [text(r#"{"MARKER": ""#), vec![0xc0, 0xaf], text(r#""}"#)].concat(),
            400,
            "malformed",
        ),
        (
            "a lone surrogate",
            text(r#"{"MARKER": "\ud800"}"#),
            400,
            "malformed",
        ),
        (
            "a low surrogate",
            text(r#"{"\udc00MARKER": 1}"#),
            400,
            "malformed",
        ),
        (
            "a raw control character",
            text("{\"MARKER\": \"\u{1}\"}"),
            400,
            "malformed",
        ),
        ("deep arrays", nested("[", "]"), 400, "malformed"),
        ("deep objects", nested(r#"{"a":"#, "}"), 400, "malformed"),
        ("deep and open", b"[".repeat(10_000), 400, "malformed"),
        (
            "a name twice",
            text(r#"{"handoff": 1, "handoff": "MARKER"}"#),
            400,
            "malformed",
        ),
        (
            "a name twice below",
            text(r#"{"handoff": {"client": {"phone": 1, "phone": "MARKER"}}}"#),
            400,
            "malformed",
        ),
        (
            "a name twice, escaped",
            text(r#"{"note": 1, "n\u006fte": "MARKER"}"#),
            400,
            "malformed",
        ),
        (
            "NUL in a text",
            text(r#"{"note": "MARKER\u0000"}"#),
            422,
            "invalid-request",
        ),
        (
            "NUL in a name",
            text(r#"{"no\u0000te": "MARKER"}"#),
            422,
            "invalid-request",
        ),
        ("an array", text(r#"["MARKER"]"#), 422, "invalid-request"),
        ("a text", text(r#""MARKER""#), 422, "invalid-request"),
        ("a number", b"17".to_vec(), 422, "invalid-request"),
        (
            "a number beyond all",
            text(&format!("1{}", "0".repeat(400))),
            400,
            "malformed",
        ),
        ("null", b"null".to_vec(), 422, "invalid-request"),
        (
            "an unknown field",
            text(r#"{"salamerkkinen": "MARKER"}"#),
            422,
            "invalid-request",
        ),
    ]
}

/// One fault each in a good submission: where, what, the slug and the fault's code.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn wrong_fields() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let handoff = "invalid-handoff";
    let request = "invalid-request";
    let mut fields = vec![
        ("/handoff", json!(MARKER), handoff, "wrong-type"),
        ("/handoff", json!([MARKER]), handoff, "wrong-type"),
        ("/handoff/salamerkkinen", json!(MARKER), handoff, "unknown-field"),
        (
            "/handoff/client/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        (
            "/handoff/gate/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        (
            "/handoff/network/salamerkkinen",
            json!(MARKER),
            handoff,
            "unknown-field",
        ),
        ("/handoff/schema", json!(MARKER), handoff, "wrong-schema"),
        (
            "/handoff/schema",
            json!("tampere-asto/1"),
            handoff,
            "wrong-schema",
        ),
        (
            "/handoff/client/first_name",
            json!({"text": MARKER}),
            handoff,
            "wrong-type",
        ),
        (
            "/handoff/client/first_name",
            json!("x".repeat(100_000)),
            handoff,
            "too-long",
        ),
        ("/handoff/client/phone", json!(MARKER), handoff, "phone"),
        ("/handoff/client/birth_year", json!(-5), handoff, "out-of-range"),
        (
            "/handoff/client/birth_year",
            json!(1e300),
            handoff,
            "out-of-range",
        ),
        (
            "/handoff/client/birth_year",
            json!(u64::MAX),
            handoff,
            "out-of-range",
        ),
        ("/handoff/client/birth_year", json!(1941.5), handoff, "wrong-type"),
        ("/handoff/client/birth_year", json!(MARKER), handoff, "wrong-type"),
        ("/handoff/client/language", json!(MARKER), handoff, "language-tag"),
        ("/handoff/client/protected", json!(MARKER), handoff, "wrong-type"),
        (
            "/handoff/client/contact_rules",
            json!([MARKER]),
            handoff,
            "not-in-list",
        ),
        ("/handoff/needs", json!([MARKER]), handoff, "not-in-list"),
        ("/handoff/needs", json!(MARKER), handoff, "wrong-type"),
        (
            "/handoff/place/district",
            json!(MARKER),
            handoff,
            "unknown-district",
        ),
        (
            "/handoff/place/postal_code",
            json!("Salamerk"),
            handoff,
            "postal-code",
        ),
        (
            "/handoff/own_words",
            json!(MARKER.repeat(20_000)),
            handoff,
            "too-long",
        ),
        (
            "/handoff/own_words",
            json!("Salamerkkinen\u{1b}[31m"),
            handoff,
            "control-character",
        ),
        (
            "/handoff/safety_note",
            json!("\u{202e}Salamerkkinen"),
            handoff,
            "control-character",
        ),
        ("/handoff/measures/coping", json!(11), handoff, "out-of-range"),
        ("/handoff/measures/loneliness", json!(-1), handoff, "out-of-range"),
        ("/handoff/consent/at", json!(MARKER), handoff, "format"),
        (
            "/handoff/consent/wording",
            json!(MARKER),
            handoff,
            "unknown-wording",
        ),
        (
            "/handoff/consent/organisations",
            json!([MARKER]),
            handoff,
            "unknown-organisation",
        ),
        ("/handoff/not_before", json!("2026-02-30"), handoff, "format"),
        ("/placement", json!(MARKER), request, "wrong-type"),
        ("/placement/programme", json!(MARKER), request, "not-in-list"),
        ("/placement/programme", json!(7), request, "wrong-type"),
        ("/placement/agreed_with", json!(MARKER), request, "invalid"),
        (
            "/placement/agreed_with",
            json!("00000000-0000-0000-0000-000000000000"),
            request,
            "not-in-list",
        ),
        (
            "/placement/then",
            json!([PROGRAMME, MARKER]),
            request,
            "not-in-list",
        ),
        (
            "/placement/then",
            json!(vec![PROGRAMME; 10_000]),
            request,
            "too-many",
        ),
        (
            "/placement/reason",
            json!(MARKER.repeat(1_000)),
            request,
            "too-long",
        ),
        (
            "/placement/salamerkkinen",
            json!(MARKER),
            request,
            "unknown-field",
        ),
        ("/duplicate", json!(MARKER), request, "not-in-list"),
        (
            "/reason",
            json!("Salamerkkinen\u{0007}"),
            request,
            "control-character",
        ),
        ("/salamerkkinen", json!(MARKER), request, "unknown-field"),
    ];
    fields.extend(
        [
            "source",
            "gate",
            "consent",
            "client",
            "place",
            "wishes",
            "measures",
            "network",
            "city_track",
        ]
        .map(|name| {
            let pointer: &'static str = Box::leak(format!("/handoff/{name}").into_boxed_str());
            (pointer, json!(MARKER), handoff, "wrong-type")
        }),
    );
    fields
}
