//! Checks of what goes on when a programme ends or an organisation becomes part of another.

use super::{
    super::super::{Definition, Organisation, OrganisationKind, Programme},
    FaultCode, Found,
    form::once,
    member,
};
use crate::id::{OrganisationId, ProgrammeId};

/// The programmes that go on with the people of one that ends.
pub(super) fn successors(definition: &Definition, programme: &Programme, at: &str, found: &mut Found) {
    if programme.succeeded_by.is_empty() {
        return;
    }
    if programme.valid_to.is_none() {
        found.add(
            format!("{at}/valid_to"),
            FaultCode::MissingField,
            "a programme that others succeed has no last day",
            "write its last day, or leave succeeded_by out",
        );
    }
    once(found, &format!("{at}/succeeded_by"), &programme.succeeded_by);
    for (i, id) in programme.succeeded_by.iter().enumerate() {
        let pointer = format!("{at}/succeeded_by/{i}");
        if definition.programme(id).is_none() {
            found.add(
                pointer,
                FaultCode::UnknownProgramme,
                format!("no programme is called `{id}`"),
                "add it to programmes or name one that is there",
            );
        } else if leads_to(definition, id, &programme.id) {
            found.add(
                pointer,
                FaultCode::Circle,
                format!("`{id}` leads back to `{}`", programme.id),
                "name only programmes that go on after this one",
            );
        }
    }
}

/// The organisation that one has become part of.
pub(super) fn merged(definition: &Definition, organisation: &Organisation, at: &str, found: &mut Found) {
    let Some(into) = &organisation.merged_into else {
        return;
    };
    let pointer = format!("{at}/merged_into");
    if organisation.kind != OrganisationKind::Partner {
        found.add(
            pointer,
            FaultCode::WrongKind,
            format!("`{}` is a {}, not a partner", organisation.id, organisation.kind),
            "leave merged_into out; a desk that leaves is taken out, and its queue goes to the home desk",
        );
        return;
    }
    member(found, definition, &pointer, into, OrganisationKind::Partner);
    if returns_to(definition, into, &organisation.id) {
        found.add(
            pointer,
            FaultCode::Circle,
            format!("`{into}` leads back to `{}`", organisation.id),
            "name the organisation that is left",
        );
    }
}

/// Whether succession leads from one programme to another.
fn leads_to(definition: &Definition, from: &ProgrammeId, to: &ProgrammeId) -> bool {
    let mut ahead = vec![from];
    let mut seen: Vec<&ProgrammeId> = Vec::new();
    while let Some(id) = ahead.pop() {
        if id == to {
            return true;
        }
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        ahead.extend(
            definition
                .programme(id)
                .into_iter()
                .flat_map(|one| &one.succeeded_by),
        );
    }
    false
}

fn returns_to(definition: &Definition, from: &OrganisationId, to: &OrganisationId) -> bool {
    let mut next = Some(from);
    // No way is longer than there are organisations.
    for _ in 0..=definition.organisations.len() {
        let Some(id) = next else { return false };
        if id == to {
            return true;
        }
        next = definition
            .organisation(id)
            .and_then(|one| one.merged_into.as_ref());
    }
    false
}
