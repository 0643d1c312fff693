//! Choosing who is asked: beside the form of a handoff, and for somebody who waits or came back.

use luotsi_domain::referral::words::Because;
use luotsi_service::Error;
use luotsi_wire::{answer::PersonView, validation::Code};

use super::{
    fields::Fields,
    form::{Choice, Fault, id_of},
    frame::Frame,
    handoff::candidates::Takers,
    words::Speech,
};
use crate::problem::Slug;

/// The value of [`PROGRAMME`](super::handoff::candidates::PROGRAMME) that leaves the choice to the desk.
pub const TO_DESK: &str = "_desk";
/// The chip: why another than the first.
pub const CHIP: &str = "placement.chip";
/// More words to it.
pub const CHIP_WORDS: &str = "placement.words";
/// The worker with whom it was agreed.
pub const AGREED: &str = "placement.agreed_with";
/// Who stands in for her.
pub const DEPUTY: &str = "placement.deputy";
/// The advisor who knows of a protected person.
pub const ADVISOR: &str = "advisor";

/// People to choose from, by organisation.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The organisation.
    pub organisation: String,
    /// Its people.
    pub people: Vec<Choice>,
}

/// What is chosen from, and what has been chosen.
#[derive(Debug, Clone, Default)]
pub struct Choosing {
    /// Who would take her.
    pub takers: Takers,
    /// Whether a worker may leave the choice to the desk, and has.
    pub to_desk: Option<bool>,
    /// Why another than the first.
    pub chips: Vec<Choice>,
    /// More words to it.
    pub chip_words: String,
    /// The workers that it may be agreed with.
    pub workers: Vec<Named>,
    /// The same as deputies.
    pub deputies: Vec<Named>,
    /// The advisors of whom one is named.
    pub advisors: Vec<Choice>,
    /// Whether naming them is needed.
    pub protected: bool,
    /// Whether one was named.
    pub agreed: bool,
    /// What is wrong with the fields.
    pub faults: Vec<Fault>,
}

impl Choosing {
    /// What was chosen so far, before anybody has looked who would take her.
    #[must_use]
    pub fn blank(fields: &Fields, faults: &[Fault], protected: bool, speech: Speech<'_>) -> Self {
        Self {
            chips: Because::ALL
                .iter()
                .map(|chip| chip.as_str())
                .map(|chip| Choice {
                    chosen: fields.has(CHIP, chip),
                    ..Choice::new(chip, luotsi_i18n::code(speech.language, "placement", chip))
                })
                .collect(),
            chip_words: fields.again(CHIP_WORDS).to_owned(),
            agreed: fields.one(AGREED).is_some(),
            protected,
            faults: faults.to_vec(),
            ..Self::default()
        }
    }

    /// Names those with whom it may be agreed: the people of the network's partners.
    pub fn name_people(&mut self, people: &[PersonView], fields: &Fields, speech: Speech<'_>) {
        let partners: Vec<&PersonView> = people
            .iter()
            .filter(|person| {
                let mut known = speech.network.definition.partners();
                known.any(|partner| partner.id.as_str() == person.organisation)
            })
            .collect();
        self.workers = named(&partners, fields, AGREED, speech);
        self.deputies = named(&partners, fields, DEPUTY, speech);
    }

    /// Whether there is nobody to choose.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.takers.is_empty() && self.to_desk.is_none()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn fault(&self, name: &str) -> Option<String> {
        let id = if name == "who" {
            name.to_owned()
        } else {
            id_of(name)
        };
        let found = self
            .faults
            .iter()
            .find(|fault| fault.field.as_deref() == Some(&id));
        found.map(|fault| fault.text.clone())
    }
}

/// People by organisation, in the order in which they come.
#[must_use]
pub fn named(people: &[&PersonView], fields: &Fields, field: &str, speech: Speech<'_>) -> Vec<Named> {
    let mut groups: Vec<Named> = Vec::new();
    for person in people {
        let organisation = speech.organisation(&person.organisation);
        let choice = Choice {
            chosen: fields.has(field, &person.id),
            ..Choice::new(&person.id, &person.name)
        };
        match groups.iter_mut().find(|group| group.organisation == organisation) {
            Some(group) => group.people.push(choice),
            None => groups.push(Named {
                organisation,
                people: vec![choice],
            }),
        }
    }
    groups
}

/// The fault that a refused placement is, at the field where it can be mended.
#[must_use]
pub fn fault_of(error: &Error, f: &Frame) -> Option<Fault> {
    let (field, text) = match error {
        Error::PlacementRequired(..) => ("who".to_owned(), f.t("handoff-confirm-who")),
        Error::ProgrammeExcluded { soft: true, .. } | Error::ReasonRequired => {
            (id_of(CHIP), f.t("handoff-chip-needed"))
        }
        Error::ProgrammeExcluded { .. } => (
            "who".to_owned(),
            Slug::ProgrammeExcluded.detail(f.language).unwrap_or_default(),
        ),
        Error::WorkerRequired => (id_of(AGREED), f.t("handoff-workers-needed")),
        Error::InvalidRequest(faults)
            if faults
                .iter()
                .any(|one| one.pointer.ends_with("agreed_with") && one.code == Code::NotInList) =>
        {
            (id_of(AGREED), f.t("handoff-other-worker"))
        }
        Error::NotFound
        | Error::Forbidden
        | Error::IllegalTransition(_)
        | Error::Conflict(_)
        | Error::PreconditionFailed
        | Error::AlreadyOpen { .. }
        | Error::GateClosed(_)
        | Error::WorryRequired
        | Error::KeyReused
        | Error::InvalidHandoff(_)
        | Error::InvalidRequest(_)
        | Error::Store(_)
        | Error::Broken(_)
        | Error::Definition(_)
        | Error::Stopped(_) => return None,
    };
    Some(Fault {
        field: Some(field),
        text,
    })
}
