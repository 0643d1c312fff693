//! A text that is no definition is told with its line and the mend.

use luotsi_domain::network::fault::{self, FaultCode, Place};

use crate::edit::file;

#[test]
fn a_text_that_cannot_be_read_is_one_fault_with_its_line_and_the_mend() {
    use FaultCode as F;
    let text = file("deploy/networks/helsinki.json");
    let line = |needle: &str| text.lines().position(|line| line.contains(needle)).unwrap() + 1;
    for (from, to, at, code, what, mend) in [
        (
            "\"placement\": \"confirm\"",
            "\"placement\": \"confirmed\"",
            "\"placement\"",
            F::UnknownValue,
            "unknown variant `confirmed`, expected `confirm` or `automatic`",
            "take one of these, perhaps `confirm`",
        ),
        (
            "\"home_desk\": ",
            "\"homedesk\": ",
            "\"home_desk\"",
            F::UnknownField,
            "unknown field `homedesk`",
            "remove it or spell it `home_desk`",
        ),
        (
            "\"break_glass\": false,",
            "\"break_glass\": false, \"colour\": 1,",
            "\"break_glass\"",
            F::UnknownField,
            "unknown field `colour`",
            "remove it",
        ),
        (
            "\"break_glass\": false",
            "\"break_glass\": \"no\"",
            "\"break_glass\"",
            F::WrongType,
            "invalid type: string \"no\", expected a boolean",
            "write what is expected there",
        ),
        (
            "\"break_glass\": false,",
            "\"break_glass\": false, \"break_glass\": true,",
            "\"break_glass\"",
            F::Duplicate,
            "duplicate field `break_glass`",
            "remove one of the two",
        ),
        (
            "\"break_glass\": false,",
            "\"break_glass\": false;",
            "\"break_glass\"",
            F::Syntax,
            "expected `,` or `}`",
            "write it as JSON",
        ),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        let faults = fault::parse(&text.replace(from, to)).unwrap_err();
        let [fault] = faults.as_slice() else {
            panic!("{faults:?}")
        };
        let Place::Line(found, column) = fault.place else {
            panic!("{fault}")
        };
        assert_eq!((found, fault.code), (line(at), code), "{fault}");
        assert!(column > 0, "{fault}");
        assert!(fault.what.starts_with(what), "{fault}");
        assert!(!fault.what.contains(" at line "), "{fault}");
        assert_eq!(fault.mend, mend, "{fault}");
    }
}

#[test]
fn a_missing_field_and_a_text_that_ends_too_early_are_told() {
    let text = file("deploy/networks/helsinki.json");
    let missing = fault::parse(&text.replace("  \"reference_prefix\": \"HKI\",\n", "")).unwrap_err();
    assert_eq!(missing[0].code, FaultCode::MissingField);
    assert_eq!(missing[0].mend, "add `reference_prefix`");
    let short = fault::parse(&text[..text.len() / 2]).unwrap_err();
    assert_eq!(short[0].code, FaultCode::Syntax);
    assert!(short[0].mend.contains("ends too early"));
}

#[test]
fn parse_tells_the_faults_of_a_text_that_can_be_read() {
    let text = file("deploy/networks/helsinki.json").replace("\"prefix\"", "");
    assert!(fault::parse(&text).is_ok());
    let faults = fault::parse(
        &text
            .replace("\"HKI\"", "\"hki\"")
            .replace("\"Europe/Helsinki\"", "\"Hki\""),
    )
    .unwrap_err();
    let codes: Vec<FaultCode> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [FaultCode::IllFormed, FaultCode::UnknownTimeZone]);
}
