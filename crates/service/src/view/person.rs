//! The part of a view that holds the person: what stage, consent scope and protection let through.

use luotsi_domain::{
    access::{Disclosure, Relation},
    handoff::{ConsentField, Handoff},
    referral::Referral,
};
use serde_json::{Map, Value, json};

/// The parts of a view that hold the person.
pub(super) struct Shown<'a> {
    pub referral: &'a Referral,
    pub disclosure: &'a Disclosure,
    pub handoff: Option<&'a Handoff>,
}

impl Shown<'_> {
    fn may(&self, field: ConsentField) -> bool {
        self.disclosure.shows(field, self.referral)
    }

    /// What goes with the words and not with the name: of this a broken glass shows nothing.
    fn told(&self) -> Option<&Handoff> {
        self.handoff.filter(|_| self.disclosure.words)
    }

    /// After a withdrawal of everything the desk keeps reference, status and milestones (DOMAIN, "What a
    /// step leads to"); an erased person is gone for all.
    fn gone(&self) -> bool {
        self.referral.erased || self.referral.is_withdrawn()
    }

    pub fn client(&self) -> Option<Value> {
        if self.gone() {
            return None;
        }
        let facts = &self.referral.facts;
        let person = self.handoff.map(|handoff| &handoff.client);
        let open = |field, value: Option<Value>| value.filter(|_| self.may(field)).unwrap_or(Value::Null);
        let text = |value: Option<&String>| value.map(|text| json!(text));
        Some(json!({
            "first_name": open(ConsentField::FirstName, person.and_then(|p| text(p.first_name.as_ref()))),
            "last_name": open(ConsentField::LastName, person.and_then(|p| text(p.last_name.as_ref()))),
            "birth_year": open(ConsentField::BirthYear, person.and_then(|p| p.birth_year).map(|year| json!(year))),
            "age_band": facts.age_band,
            "gender": person.and_then(|p| p.gender),
            "phone": open(ConsentField::Phone, person.and_then(|p| text(p.phone.as_ref()))),
            "address": open(ConsentField::Address, person.and_then(|p| text(p.address.as_ref()))),
            "meeting_place": open(ConsentField::MeetingPlace, person.and_then(|p| text(p.meeting_place.as_ref()))),
            "language": facts.language,
            "interpreter": facts.interpreter,
            "lives_alone": person.and_then(|p| p.lives_alone),
            "protected": self.referral.protected,
            "contact_rules": person.map(|p| p.contact_rules.clone()).unwrap_or_default(),
        }))
    }

    pub fn handoff(&self) -> Option<Value> {
        if self.gone() {
            return None;
        }
        let facts = &self.referral.facts;
        let track = self.referral.city_track.as_ref();
        let mut shown = Map::new();
        let mut put = |key: &str, value: Value| shown.insert(key.to_owned(), value);
        let open = |field, value: Option<&String>| {
            value
                .filter(|_| self.may(field))
                .map_or(Value::Null, |t| json!(t))
        };
        put("schema", json!(self.referral.schema));
        let organisation = self
            .told()
            .and_then(|handoff| handoff.source.organisation.as_ref());
        put(
            "source",
            json!({"kind": facts.source, "organisation": organisation.filter(|_| self.disclosure.identity && !self.disclosure.partial)}),
        );
        put(
            "gate",
            self.told().map_or(Value::Null, |handoff| json!(handoff.gate)),
        );
        put(
            "city_track",
            track.map_or(
                Value::Null,
                |t| json!({"kind": t.kind, "started_on": t.started_on, "notified_on": t.notified_on}),
            ),
        );
        put("consent", self.consent());
        put("client", self.client().unwrap_or(Value::Null));
        put("place", self.place());
        put("needs", json!(facts.needs));
        put("wishes", json!(facts.wishes));
        put("urgency", json!(facts.urgency));
        put("not_before", json!(facts.not_before));
        put("deadline", json!(facts.deadline));
        put("safety", json!(facts.safety));
        put(
            "own_words",
            open(
                ConsentField::OwnWords,
                self.handoff.and_then(|h| h.own_words.as_ref()),
            ),
        );
        put(
            "safety_note",
            open(
                ConsentField::SafetyNote,
                self.handoff.and_then(|h| h.safety_note.as_ref()),
            ),
        );
        put(
            "measures",
            self.told().map_or(Value::Null, |handoff| json!(handoff.measures)),
        );
        put(
            "network",
            self.told()
                .filter(|_| !self.disclosure.partial)
                .map_or_else(|| json!(facts.network), |h| json!(h.network)),
        );
        Some(Value::Object(shown))
    }

    /// The desk sees the permission as it was given; others what it means for them.
    fn consent(&self) -> Value {
        let consent = &self.referral.consent;
        if self.disclosure.relation == Relation::Desk {
            return json!(consent);
        }
        json!({"status": consent.status, "scope": consent.scope, "feedback": self.referral.feedback_allowed})
    }

    /// Street-level places go with the address.
    fn place(&self) -> Value {
        let facts = &self.referral.facts;
        let near = self
            .handoff
            .filter(|_| self.may(ConsentField::Address))
            .map(|handoff| &handoff.place);
        json!({
            "municipality": facts.municipality,
            "district": facts.district,
            "postal_code": near.and_then(|place| place.postal_code.clone()),
            "place_name": near.and_then(|place| place.place_name.clone()),
        })
    }
}
