//! The sections of the form: which field stands where, and what is folded away.

use luotsi_i18n::{language_name, text};
use luotsi_service::Network;

use super::{place, read, schema::Form};
use crate::pages::{
    fields::Fields,
    form::{Ask, Choice, Fault, Input, Shown, id_of},
    words::Speech,
};

/// Of a person: what stands in sight, in the order in which people ask.
const IN_SIGHT: [&str; 6] = [
    "client.first_name",
    "client.last_name",
    "client.phone",
    "client.birth_year",
    "client.language",
    "client.lives_alone",
];

/// A wording to be read out.
#[derive(Debug, Clone)]
pub struct Wording {
    /// Its language's tag.
    pub tag: String,
    /// Its language.
    pub language: String,
    /// The words.
    pub text: String,
}

/// Fields under a heading of their own, where they have one.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The fields.
    pub fields: Vec<Shown>,
}

/// The form in its sections.
#[derive(Debug, Clone)]
pub struct Sections {
    /// The questions of the gate.
    pub gate: Vec<Shown>,
    /// The gate's heading.
    pub gate_title: String,
    /// Whether *none of these* is ticked.
    pub none: bool,
    /// The authority's track beside.
    pub track: Group,
    /// The permission's heading.
    pub consent_title: String,
    /// Whether *permission given* is ticked.
    pub permitted: bool,
    /// The permission in full.
    pub consent: Vec<Shown>,
    /// When it was given, as it was kept.
    pub consent_at: String,
    /// What is read out.
    pub wordings: Vec<Wording>,
    /// Who she is, in sight.
    pub person: Vec<Shown>,
    /// Who she is, folded.
    pub person_more: Vec<Shown>,
    /// Where she lives.
    pub municipality: Option<Shown>,
    /// The name of the place and the postal code.
    pub place: Vec<Shown>,
    /// Names that the place's field proposes.
    pub places: Vec<String>,
    /// What she needs.
    pub needs: Option<Shown>,
    /// Her own words.
    pub own_words: Option<Shown>,
    /// The network's own part.
    pub own: Group,
    /// Whether that must be filled in.
    pub own_needed: bool,
    /// What can follow later.
    pub more: Vec<Group>,
    /// What is wrong with the two clicks themselves.
    pub gate_fault: Option<String>,
    /// The same of the permission.
    pub consent_fault: Option<String>,
}

impl Sections {
    /// The sections of a form, with what was typed and what is wrong with it.
    #[must_use]
    pub fn of(form: &Form, fields: &Fields, faults: &[Fault], speech: Speech<'_>, network: &Network) -> Self {
        let shown = |path: &str| form.leaf(path).map(|leaf| leaf.shown(fields, faults));
        let below =
            |part: &str| -> Vec<Shown> { form.below(part).map(|leaf| leaf.shown(fields, faults)).collect() };
        let group = |part: &str| Group {
            title: form.title(part).to_owned(),
            fields: below(part),
        };
        let of_fault = |id: &str| {
            let mut found = faults.iter().filter(|fault| fault.field.as_deref() == Some(id));
            found.next().map(|fault| fault.text.clone())
        };
        let mut consent = below("consent");
        consent.retain(|field| field.name != "consent.at");
        consent.push(Input::may(read::CALL_BACK, Ask::Date).shown(
            "handoff",
            fields,
            faults,
            speech.language,
        ));
        let (mut person, person_more): (Vec<Shown>, Vec<Shown>) = below("client")
            .into_iter()
            .partition(|field| IN_SIGHT.contains(&field.name.as_ref()));
        person.sort_by_key(|field| IN_SIGHT.iter().position(|name| *name == field.name));
        let mut place = below("place");
        place.retain(|field| matches!(field.name.as_ref(), "place.place_name" | "place.postal_code"));
        // People say the place; few know the code.
        place.sort_by_key(|field| field.name != "place.place_name");
        Self {
            gate: below("gate"),
            gate_title: form.title("gate").to_owned(),
            none: fields.one(read::NONE_OF_THESE).is_some(),
            track: group("city_track"),
            consent_title: form.title("consent").to_owned(),
            permitted: fields.one(read::PERMITTED).is_some(),
            consent,
            consent_at: fields.again("consent.at").to_owned(),
            wordings: wordings(network, speech),
            person,
            person_more,
            municipality: shown("place.municipality"),
            place,
            places: place::known(&network.definition),
            needs: shown("needs"),
            own_words: shown("own_words"),
            own: Group {
                title: text(speech.language, "handoff-own-title", &[]),
                fields: below("network"),
            },
            own_needed: form.own_part_is_needed(),
            more: more(form, fields, faults, speech),
            gate_fault: of_fault("f-gate"),
            consent_fault: of_fault("f-permitted"),
        }
    }

    /// Whether fields are to stand open: something is in them, or wrong with them.
    #[must_use]
    pub fn stand_open(&self, fields: &[Shown]) -> bool {
        fields.iter().any(is_touched)
    }

    /// The same of several groups.
    #[must_use]
    pub fn any_open(&self, groups: &[Group]) -> bool {
        groups.iter().any(|group| group.fields.iter().any(is_touched))
    }
}

fn is_touched(field: &Shown) -> bool {
    let chosen = match &field.ask {
        Ask::One(choices) | Ask::Select(choices) | Ask::Many(choices) => {
            choices.iter().any(|choice| choice.chosen)
        }
        Ask::Date | Ask::Moment | Ask::Text | Ask::Line | Ask::Number(..) | Ask::Yes => {
            !field.value.is_empty()
        }
    };
    chosen || field.fault.is_some()
}

/// What is no section of its own: wishes, urgency, safety, who raised the concern, and whatever a later
/// core asks beside.
fn more(form: &Form, fields: &Fields, faults: &[Fault], speech: Speech<'_>) -> Vec<Group> {
    const SECTIONS: [&str; 6] = ["gate", "city_track", "consent", "client", "place", "network"];
    let mut groups: Vec<Group> = Vec::new();
    let mut alone = Group {
        title: text(speech.language, "handoff-when-title", &[]),
        fields: Vec::new(),
    };
    for leaf in form.leaves() {
        let part = leaf.path.split('.').next().unwrap_or_default();
        if SECTIONS.contains(&part) || matches!(leaf.path.as_str(), "needs" | "own_words") {
            continue;
        }
        let field = leaf.shown(fields, faults);
        if part == leaf.path {
            alone.fields.push(field);
            continue;
        }
        let title = form.title(part);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.fields.push(field),
            None => groups.push(Group {
                title: title.to_owned(),
                fields: vec![field],
            }),
        }
    }
    groups.push(alone);
    groups
}

fn wordings(network: &Network, speech: Speech<'_>) -> Vec<Wording> {
    let mut wordings: Vec<Wording> = network
        .definition
        .wordings
        .iter()
        .map(|(key, text)| {
            let tag = key.split_once('-').map_or(key.as_str(), |(tag, _)| tag);
            Wording {
                tag: tag.to_owned(),
                language: language_name(speech.language, tag),
                text: text.clone(),
            }
        })
        .collect();
    // The reader's own language first.
    wordings.sort_by_key(|wording| wording.tag != speech.language.tag());
    wordings
}

/// The district: what the place's name means, what it may be, and all of them.
#[derive(Debug, Clone)]
pub struct District {
    /// The field.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What is chosen where she chooses nothing: what the name means.
    pub by_name: Option<String>,
    /// What the name and the postal code propose.
    pub proposed: Vec<Choice>,
    /// All.
    pub all: Vec<Choice>,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl District {
    /// The district's field; nothing where the network has none.
    #[must_use]
    pub fn of(form: &Form, fields: &Fields, faults: &[Fault], speech: Speech<'_>) -> Option<Self> {
        let leaf = form.leaf("place.district")?;
        let found = place::find(
            &speech.network.definition,
            fields.one("place.place_name"),
            fields.one("place.postal_code"),
        );
        let shown = leaf.shown(fields, faults);
        let (Ask::One(mut all) | Ask::Select(mut all)) = shown.ask else {
            return None;
        };
        let proposed: Vec<Choice> = found
            .proposed
            .iter()
            .filter_map(|code| all.iter().find(|choice| choice.value == *code).cloned())
            .collect();
        all.retain(|choice| !found.proposed.contains(&choice.value));
        Some(Self {
            id: id_of("place.district"),
            label: leaf.label.clone(),
            by_name: found.district.map(|code| speech.district(&code)),
            proposed,
            all,
            fault: shown.fault,
        })
    }
}
