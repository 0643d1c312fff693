//! Checks of what can be offered.

use super::{
    super::super::{Definition, FollowUp, OrganisationKind, Programme},
    FaultCode, Found,
    form::{languages, once, slug, some, twice, words},
    member,
    succession::successors,
};

/// Every programme, by itself and against the rest of the definition.
pub(in super::super) fn programmes(definition: &Definition, found: &mut Found) {
    some(found, "/programmes", &definition.programmes, "programme");
    for (i, programme) in definition.programmes.iter().enumerate() {
        let at = format!("/programmes/{i}");
        if definition
            .programmes
            .iter()
            .take(i)
            .any(|earlier| earlier.id == programme.id)
        {
            twice(found, format!("{at}/id"), programme.id.as_str());
        }
        one(definition, programme, &at, found);
    }
}

fn one(definition: &Definition, programme: &Programme, at: &str, found: &mut Found) {
    if !programme.id.is_well_formed() {
        slug(found, &format!("{at}/id"), programme.id.as_str());
    }
    member(
        found,
        definition,
        &format!("{at}/organisation"),
        &programme.organisation,
        OrganisationKind::Partner,
    );
    words(found, &format!("{at}/name"), &programme.name);
    if let Some(last) = programme.valid_to
        && last < programme.valid_from
    {
        found.add(
            format!("{at}/valid_to"),
            FaultCode::Order,
            format!(
                "the last day {last} is before the first, {}",
                programme.valid_from
            ),
            "set it to the first day or later, or leave it out",
        );
    }
    if let (Some(youngest), Some(oldest)) = (programme.age_min, programme.age_max)
        && oldest < youngest
    {
        found.add(
            format!("{at}/age_max"),
            FaultCode::Order,
            format!("nobody is at least {youngest} and at most {oldest}"),
            "set age_max to age_min or more, or leave one out",
        );
    }
    some(found, &format!("{at}/forms"), &programme.forms, "form of support");
    once(found, &format!("{at}/forms"), &programme.forms);
    successors(definition, programme, at, found);
    needs(definition, programme, at, found);
    some(
        found,
        &format!("{at}/languages"),
        &programme.languages,
        "language",
    );
    languages(found, &format!("{at}/languages"), &programme.languages);
    languages(found, &format!("{at}/languages_ask"), &programme.languages_ask);
    for (i, tag) in programme.languages_ask.iter().enumerate() {
        if programme.languages.contains(tag) {
            found.add(
                format!("{at}/languages_ask/{i}"),
                FaultCode::Duplicate,
                format!("`{tag}` stands in languages too"),
                "leave it in one of the two",
            );
        }
    }
    once(found, &format!("{at}/area/districts"), &programme.area.districts);
    for (i, code) in programme.area.districts.iter().enumerate() {
        if !definition.districts.iter().any(|district| district.code == *code) {
            found.add(
                format!("{at}/area/districts/{i}"),
                FaultCode::UnknownDistrict,
                format!("no district has the code `{code}`"),
                "add it to districts or remove it here",
            );
        }
    }
    follow_up(&programme.follow_up, at, found);
    if programme.demo_days == Some(0) {
        found.add(
            format!("{at}/demo_days"),
            FaultCode::OutOfRange,
            "a programme that ends when the demo starts is none",
            "write 1 or more, or leave it out",
        );
    }
}

fn needs(definition: &Definition, programme: &Programme, at: &str, found: &mut Found) {
    some(found, &format!("{at}/needs"), &programme.needs, "need");
    for (field, list) in [("needs", &programme.needs), ("needs_also", &programme.needs_also)] {
        once(found, &format!("{at}/{field}"), list);
        for (i, need) in list.iter().enumerate() {
            if !definition.needs.contains(need) {
                found.add(
                    format!("{at}/{field}/{i}"),
                    FaultCode::UnknownNeed,
                    format!("the network does not ask about `{need}`"),
                    "add it to the network's needs or remove it here",
                );
            }
        }
    }
    for (i, need) in programme.needs_also.iter().enumerate() {
        if programme.needs.contains(need) {
            found.add(
                format!("{at}/needs_also/{i}"),
                FaultCode::Duplicate,
                format!("`{need}` stands in needs too"),
                "leave it in one of the two",
            );
        }
    }
}

fn follow_up(follow_up: &FollowUp, at: &str, found: &mut Found) {
    let by_form = follow_up
        .by_form
        .iter()
        .map(|(form, days)| (format!("{at}/follow_up/by_form/{form}"), days));
    for (pointer, days) in [(format!("{at}/follow_up/days"), &follow_up.days)]
        .into_iter()
        .chain(by_form)
    {
        let grows = days
            .iter()
            .zip(days.iter().skip(1))
            .all(|(before, after)| before < after);
        if !grows || days.contains(&0) {
            found.add(
                pointer,
                FaultCode::Order,
                "the days of the checks do not grow from 1 on",
                "write them from the first check to the last, such as 30, 90",
            );
        }
    }
}
