//! The permission asked anew: one click for the usual one, every part where it is another.

use serde_json::Value;

use crate::pages::{
    form::{Fault, Shown, id_of},
    handoff::{
        read::Usual,
        schema::Form,
        sections::{Sections, Wording},
        sheet::Sheet,
    },
};

/// The section of the permission.
pub(super) struct Consent {
    pub title: String,
    pub permitted: bool,
    pub fields: Vec<Shown>,
    pub open: bool,
    pub wordings: Vec<Wording>,
    pub fault: Option<String>,
}

impl Consent {
    /// The section with what was typed and what is wrong with it.
    pub fn of(sheet: &Sheet, form: &Form, faults: &[Fault]) -> Self {
        let mut sections = Sections::of(form, &sheet.fields, faults, sheet.speech(), &sheet.network);
        sections
            .consent
            .retain(|field| field.name.starts_with("consent."));
        Self {
            open: sections.stand_open(&sections.consent),
            title: sections.consent_title,
            permitted: sections.permitted,
            fields: sections.consent,
            wordings: sections.wordings,
            fault: sections.consent_fault,
        }
    }
}

/// The consent that a form says; nothing where it is not answered.
pub(super) fn said(sheet: &Sheet, form: &Form) -> Option<Value> {
    sheet.handoff(form).get("consent").cloned()
}

/// What is usual there, for the page's words.
pub(super) fn by_phone(usual: &Usual) -> bool {
    usual.method == "phone"
}

/// A fault of the request's `consent`, at its field.
pub(super) fn at_field(pointer: &str) -> String {
    let path = pointer.trim_start_matches('/').replace('/', ".");
    if path == "consent" || !path.starts_with("consent.") {
        "f-permitted".to_owned()
    } else {
        id_of(&path)
    }
}
