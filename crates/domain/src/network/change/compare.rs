//! Finding the differences, in the order of the definition's fields.

use std::collections::BTreeMap;

use super::{
    super::{Calendar, Deadlines, Definition, District, Programme},
    Change, Entry, Listed, ProgrammeChange,
};

/// What `new` changes in `old`. Empty where they say the same; the order of organisations, programmes,
/// districts and days off says nothing.
#[must_use]
pub fn changes(old: &Definition, new: &Definition) -> Vec<Change> {
    let mut list = Vec::new();
    if old.network != new.network {
        list.push(Change::Network(old.network.clone(), new.network.clone()));
    }
    if old.name != new.name {
        list.push(Change::Name);
    }
    if old.reference_prefix != new.reference_prefix {
        list.push(Change::ReferencePrefix(
            old.reference_prefix.clone(),
            new.reference_prefix.clone(),
        ));
    }
    if old.time_zone != new.time_zone {
        list.push(Change::TimeZone(old.time_zone.clone(), new.time_zone.clone()));
    }
    list.extend(listed(&old.languages, &new.languages).map(Change::Languages));
    list.extend(listed(&old.municipalities, &new.municipalities).map(Change::Municipalities));
    if old.telephone != new.telephone {
        list.push(Change::Telephone);
    }
    if old.home_desk != new.home_desk {
        list.push(Change::HomeDesk(old.home_desk.clone(), new.home_desk.clone()));
    }
    if old.coordinator != new.coordinator {
        list.push(Change::Coordinator(
            old.coordinator.clone(),
            new.coordinator.clone(),
        ));
    }
    if old.placement != new.placement {
        list.push(Change::Placement(old.placement, new.placement));
    }
    if old.break_glass != new.break_glass {
        list.push(Change::BreakGlass(new.break_glass));
    }
    calendar(&old.calendar, &new.calendar, &mut list);
    deadlines(&old.deadlines, &new.deadlines, &mut list);
    if old.weights != new.weights {
        list.push(Change::Weights);
    }
    organisations(old, new, &mut list);
    programmes(old, new, &mut list);
    list.extend(listed(&old.needs, &new.needs).map(Change::Needs));
    districts(&old.districts, &new.districts, &mut list);
    if old.handoff.version != new.handoff.version {
        list.push(Change::HandoffVersion(old.handoff.version, new.handoff.version));
    }
    if old.handoff.network != new.handoff.network {
        list.push(Change::HandoffSchema);
    }
    if old.handoff.consent_scope != new.handoff.consent_scope {
        list.push(Change::ConsentScope(
            old.handoff.consent_scope,
            new.handoff.consent_scope,
        ));
    }
    entries(Entry::Need, &old.need_words, &new.need_words, &mut list);
    entries(Entry::Outcome, &old.outcomes, &new.outcomes, &mut list);
    entries(Entry::Wording, &old.wordings, &new.wordings, &mut list);
    entries(Entry::Guidance, &old.guidance, &new.guidance, &mut list);
    if old.cautions != new.cautions {
        list.push(Change::Cautions);
    }
    list
}

/// The difference of two lists, `None` where they are equal.
fn listed<T: PartialEq + ToString>(old: &[T], new: &[T]) -> Option<Listed> {
    let only = |here: &[T], there: &[T]| -> Vec<String> {
        here.iter()
            .filter(|item| !there.contains(item))
            .map(ToString::to_string)
            .collect()
    };
    let (added, removed) = (only(new, old), only(old, new));
    let order = if added.is_empty() && removed.is_empty() && old != new {
        new.iter().map(ToString::to_string).collect()
    } else {
        Vec::new()
    };
    (old != new).then_some(Listed {
        added,
        removed,
        order,
    })
}

fn calendar(old: &Calendar, new: &Calendar, list: &mut Vec<Change>) {
    if old.day_ends != new.day_ends {
        list.push(Change::DayEnds(old.day_ends, new.day_ends));
    }
    if old.digest_at != new.digest_at {
        list.push(Change::DigestAt(old.digest_at, new.digest_at));
    }
    list.extend(listed(&old.weekend, &new.weekend).map(Change::Weekend));
    let gone: Vec<_> = old
        .holidays
        .iter()
        .filter(|day| !new.holidays.contains(day))
        .collect();
    let come: Vec<_> = new
        .holidays
        .iter()
        .filter(|day| !old.holidays.contains(day))
        .collect();
    // The same name, or the same rule, is the same day off.
    let same = |one: &super::super::Holiday, other: &super::super::Holiday| {
        one.name == other.name || one.rule == other.rule
    };
    for day in &gone {
        list.push(match come.iter().find(|other| same(day, other)) {
            Some(other) => Change::HolidayChanged(other.name.get(&[]).to_owned()),
            None => Change::HolidayRemoved(day.name.get(&[]).to_owned()),
        });
    }
    for day in come
        .iter()
        .filter(|day| !gone.iter().any(|other| same(day, other)))
    {
        list.push(Change::HolidayAdded(day.name.get(&[]).to_owned()));
    }
}

fn deadlines(old: &Deadlines, new: &Deadlines, list: &mut Vec<Change>) {
    for ((name, from), (_, to)) in lengths(old).into_iter().zip(lengths(new)) {
        if from != to {
            list.push(Change::Deadline(name, from, to));
        }
    }
}

/// Every clock by its name. Takes the struct apart, so that a new clock cannot be forgotten.
fn lengths(deadlines: &Deadlines) -> Vec<(&'static str, u16)> {
    macro_rules! by_name {
        ($($name:ident),+ $(,)?) => {{
            let Deadlines { $($name),+ } = deadlines;
            vec![$((stringify!($name), *$name)),+]
        }};
    }
    by_name!(
        call_client_wd,
        draft_queue_wd,
        draft_remind_days,
        draft_remind_again_days,
        draft_days,
        place_wd,
        confirm_waiting_wd,
        acknowledge_wd,
        decide_wd,
        first_contact_wd,
        first_meeting_wd,
        review_days,
        desk_decision_wd,
        check_again_days,
        worry_after_tries,
        worry_contact_wd,
        worry_check_days,
        next_on_days,
        stall_coordinator_wd,
        stall_desk_wd,
        city_assessment_wd,
        desk_task_wd,
        withdrawn_export_hours,
        retention_months,
        claim_fresh_days,
        ending_notice_days,
    )
}

fn organisations(old: &Definition, new: &Definition, list: &mut Vec<Change>) {
    for before in &old.organisations {
        let id = before.id.clone();
        let Some(after) = new.organisation(&id) else {
            list.push(Change::OrganisationRemoved(id));
            continue;
        };
        if before.kind != after.kind {
            list.push(Change::OrganisationKind(id.clone(), before.kind, after.kind));
        }
        if before.name != after.name {
            list.push(Change::OrganisationRenamed(
                id.clone(),
                before.name.clone(),
                after.name.clone(),
            ));
        }
        if before.merged_into != after.merged_into {
            list.push(Change::OrganisationMerged(id, after.merged_into.clone()));
        }
    }
    for after in new
        .organisations
        .iter()
        .filter(|after| old.organisation(&after.id).is_none())
    {
        list.push(Change::OrganisationAdded(after.id.clone(), after.kind));
    }
}

fn programmes(old: &Definition, new: &Definition, list: &mut Vec<Change>) {
    for before in &old.programmes {
        match new.programme(&before.id) {
            None => list.push(Change::ProgrammeRemoved(before.id.clone())),
            Some(after) => list.extend(
                programme(before, after)
                    .into_iter()
                    .map(|change| Change::Programme(before.id.clone(), change)),
            ),
        }
    }
    for after in new
        .programmes
        .iter()
        .filter(|after| old.programme(&after.id).is_none())
    {
        list.push(Change::ProgrammeAdded(
            after.id.clone(),
            after.organisation.clone(),
        ));
    }
}

fn programme(old: &Programme, new: &Programme) -> Vec<ProgrammeChange> {
    use ProgrammeChange as P;
    let mut list = Vec::new();
    if old.organisation != new.organisation {
        list.push(P::Organisation(
            old.organisation.clone(),
            new.organisation.clone(),
        ));
    }
    if old.name != new.name {
        list.push(P::Name);
    }
    if old.valid_from != new.valid_from {
        list.push(P::Begins(old.valid_from, new.valid_from));
    }
    if old.valid_to != new.valid_to {
        list.push(P::Ends(old.valid_to, new.valid_to));
    }
    list.extend(listed(&old.succeeded_by, &new.succeeded_by).map(P::SucceededBy));
    let ages = |programme: &Programme| (programme.age_min, programme.age_max);
    if ages(old) != ages(new) {
        list.push(P::Ages(ages(old), ages(new)));
    }
    list.extend(listed(&old.forms, &new.forms).map(P::Forms));
    list.extend(listed(&old.needs, &new.needs).map(P::Needs));
    list.extend(listed(&old.needs_also, &new.needs_also).map(P::NeedsAlso));
    list.extend(listed(&old.languages, &new.languages).map(P::Languages));
    list.extend(listed(&old.languages_ask, &new.languages_ask).map(P::LanguagesAsk));
    if old.area != new.area {
        list.push(P::Area(old.area.clone(), new.area.clone()));
    }
    if old.capacity != new.capacity {
        list.push(P::Capacity(old.capacity, new.capacity));
    }
    if old.follow_up != new.follow_up {
        list.push(P::FollowUp(old.follow_up.clone(), new.follow_up.clone()));
    }
    if (old.example, old.demo_days) != (new.example, new.demo_days) {
        list.push(P::Demo);
    }
    list
}

fn districts(old: &[District], new: &[District], list: &mut Vec<Change>) {
    let find = |districts: &'_ [District], code: &str| -> Option<District> {
        districts.iter().find(|district| district.code == code).cloned()
    };
    for before in old {
        let Some(after) = find(new, &before.code) else {
            list.push(Change::DistrictRemoved(before.code.clone()));
            continue;
        };
        let fields: Vec<&'static str> = [
            ("name", before.name != after.name),
            ("centre", before.centre != after.centre),
            ("tile", before.tile != after.tile),
            ("list of postal codes", before.postal_codes != after.postal_codes),
            ("list of places", before.places != after.places),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect();
        if !fields.is_empty() {
            list.push(Change::District(before.code.clone(), fields));
        }
    }
    for after in new.iter().filter(|after| find(old, &after.code).is_none()) {
        list.push(Change::DistrictAdded(after.code.clone()));
    }
}

fn entries<T: PartialEq>(
    entry: Entry,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    list: &mut Vec<Change>,
) {
    for (key, before) in old {
        match new.get(key) {
            None => list.push(Change::EntryRemoved(entry, key.clone())),
            Some(after) if after != before => list.push(Change::EntryChanged(entry, key.clone())),
            Some(_) => {}
        }
    }
    for key in new.keys().filter(|key| !old.contains_key(*key)) {
        list.push(Change::EntryAdded(entry, key.clone()));
    }
}
