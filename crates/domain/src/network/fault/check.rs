//! The checks behind [`faults`](super::faults), one function a part of the definition.

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::{civil::Time, tz::TimeZone};
use serde_json::Value;

use super::{
    super::{Calendar, Deadlines, Definition, HolidayRule, OrganisationKind, Telephone},
    FaultCode, Found,
    shape::nearest,
};
use crate::{
    handoff::{CityTrackKind, GateOutcome, Need},
    id::OrganisationId,
};

mod form;
mod programme;
mod succession;

use form::{escaped, is_code, is_wording_key, languages, month_day, once, slug, some, twice, words};
pub(super) use programme::programmes;

/// What the definition says of the network as a whole.
pub(super) fn network(definition: &Definition, found: &mut Found) {
    if !definition.network.is_well_formed() {
        slug(found, "/network", definition.network.as_str());
    }
    words(found, "/name", &definition.name);
    let prefix = &definition.reference_prefix;
    if !(2..=5).contains(&prefix.len()) || !prefix.bytes().all(|b| b.is_ascii_uppercase()) {
        found.add(
            "/reference_prefix",
            FaultCode::IllFormed,
            format!("`{prefix}` is not 2 to 5 capital letters"),
            "write letters such as HKI",
        );
    }
    if TimeZone::get(&definition.time_zone).is_err() {
        found.add(
            "/time_zone",
            FaultCode::UnknownTimeZone,
            format!("nobody knows the time zone `{}`", definition.time_zone),
            "write an IANA name such as Europe/Helsinki",
        );
    }
    languages(found, "/languages", &definition.languages);
    some(found, "/languages", &definition.languages, "language");
    some(
        found,
        "/municipalities",
        &definition.municipalities,
        "municipality",
    );
    once(found, "/municipalities", &definition.municipalities);
    telephone(&definition.telephone, found);
    member(
        found,
        definition,
        "/home_desk",
        &definition.home_desk,
        OrganisationKind::Desk,
    );
    member(
        found,
        definition,
        "/coordinator",
        &definition.coordinator,
        OrganisationKind::Coordinator,
    );
    some(found, "/needs", &definition.needs, "need");
    once(found, "/needs", &definition.needs);
    needs(definition, found);
}

fn telephone(telephone: &Telephone, found: &mut Found) {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(code) = &telephone.calling_code
        && (!(1..=3).contains(&code.len()) || !digits(code) || code.starts_with('0'))
    {
        found.add(
            "/telephone/calling_code",
            FaultCode::IllFormed,
            format!("`{code}` is no country's calling code"),
            "write its digits alone, such as 358",
        );
    }
    if telephone.trunk_prefix.len() > 3 || !digits(&telephone.trunk_prefix) {
        found.add(
            "/telephone/trunk_prefix",
            FaultCode::IllFormed,
            format!("`{}` is not dialled before a number", telephone.trunk_prefix),
            "write its digits, such as 0, or nothing",
        );
    }
}

/// Every need has a word: the product's, or one of the definition's own.
fn needs(definition: &Definition, found: &mut Found) {
    for (i, need) in definition.needs.iter().enumerate() {
        let at = format!("/needs/{i}");
        if !is_code(need.as_str()) {
            found.add(
                &at,
                FaultCode::IllFormed,
                format!("`{need}` is no code"),
                "write small letters, digits and underscores, beginning with a letter",
            );
        } else if !need.is_of_the_contract() && !definition.need_words.contains_key(need.as_str()) {
            let known: Vec<&str> = Need::ALL.iter().map(Need::as_str).collect();
            let spelt = nearest(need.as_str(), &known)
                .map_or_else(String::new, |name| format!(", or spell it `{name}`"));
            found.add(
                &at,
                FaultCode::UnknownNeed,
                format!("the need `{need}` is not one that every network has, and has no words here"),
                format!("add its words to need_words{spelt}"),
            );
        }
    }
    for (key, said) in &definition.need_words {
        let at = format!("/need_words/{}", escaped(key));
        if !definition.needs.iter().any(|need| need.as_str() == key) {
            found.add(
                &at,
                FaultCode::UnknownKey,
                format!("the network does not ask about `{key}`"),
                "add it to the network's needs or remove its words",
            );
        }
        words(found, &at, said);
    }
}

/// Working days and hours.
pub(super) fn calendar(calendar: &Calendar, found: &mut Found) {
    if calendar.digest_at >= calendar.day_ends {
        found.add(
            "/calendar/digest_at",
            FaultCode::Order,
            format!(
                "the digest at {} does not go out before the working day ends at {}",
                clock(calendar.digest_at),
                clock(calendar.day_ends)
            ),
            "set it to the morning, or day_ends later",
        );
    }
    once(found, "/calendar/weekend", &calendar.weekend);
    if calendar.weekend.iter().collect::<BTreeSet<_>>().len() == 7 {
        found.add(
            "/calendar/weekend",
            FaultCode::OutOfRange,
            "no day of the week is left to work on",
            "leave out at least one day",
        );
    }
    for (i, holiday) in calendar.holidays.iter().enumerate() {
        let at = format!("/calendar/holidays/{i}");
        words(found, &format!("{at}/name"), &holiday.name);
        match &holiday.rule {
            HolidayRule::Fixed(day) => month_day(found, &format!("{at}/rule/fixed"), day),
            HolidayRule::WeekdayFrom(_, day) => {
                month_day(found, &format!("{at}/rule/weekday_from/1"), day);
            }
            HolidayRule::Easter(days) => easter(found, &format!("{at}/rule/easter"), *days, -80..=250),
            // A Sunday from April to May, so there is more of the year before it and less after.
            HolidayRule::OrthodoxEaster(days) => {
                easter(found, &format!("{at}/rule/orthodox_easter"), *days, -90..=230);
            }
            HolidayRule::Once(_) => {}
        }
        if calendar
            .holidays
            .iter()
            .take(i)
            .any(|earlier| earlier.rule == holiday.rule)
        {
            found.add(
                format!("{at}/rule"),
                FaultCode::Duplicate,
                format!("{} has the rule of an earlier day off", holiday.name.get(&[])),
                "remove one of the two",
            );
        }
    }
}

/// Days from an Easter Sunday that are in the same year whenever it falls.
fn easter(found: &mut Found, pointer: &str, days: i16, within: RangeInclusive<i16>) {
    if !within.contains(&days) {
        found.add(
            pointer,
            FaultCode::ImpossibleDate,
            format!("{days} days from Easter is not always in the same year"),
            format!("write {} to {} days", within.start(), within.end()),
        );
    }
}

/// Lengths of the clocks.
pub(super) fn deadlines(deadlines: &Deadlines, found: &mut Found) {
    let Ok(Value::Object(lengths)) = serde_json::to_value(deadlines) else {
        return;
    };
    for (name, _) in lengths.iter().filter(|(_, length)| length.as_u64() == Some(0)) {
        found.add(
            format!("/deadlines/{name}"),
            FaultCode::OutOfRange,
            "a clock of no length is past due when it starts",
            "write 1 or more, or leave it out for the default",
        );
    }
    for (shorter, short, longer, long) in [
        (
            "acknowledge_wd",
            deadlines.acknowledge_wd,
            "decide_wd",
            deadlines.decide_wd,
        ),
        (
            "stall_coordinator_wd",
            deadlines.stall_coordinator_wd,
            "stall_desk_wd",
            deadlines.stall_desk_wd,
        ),
    ] {
        if long < short {
            found.add(
                format!("/deadlines/{longer}"),
                FaultCode::Order,
                format!("{longer} is {long}, less than {shorter}, which is {short}"),
                format!("make {longer} at least {short}"),
            );
        }
    }
}

/// Who belongs to the network.
pub(super) fn organisations(definition: &Definition, found: &mut Found) {
    for (i, organisation) in definition.organisations.iter().enumerate() {
        let at = format!("/organisations/{i}");
        if !organisation.id.is_well_formed() {
            slug(found, &format!("{at}/id"), organisation.id.as_str());
        }
        if organisation.name.trim().is_empty() {
            found.add(
                format!("{at}/name"),
                FaultCode::Empty,
                "there is no name",
                "write one",
            );
        }
        if definition
            .organisations
            .iter()
            .take(i)
            .any(|earlier| earlier.id == organisation.id)
        {
            twice(found, format!("{at}/id"), organisation.id.as_str());
        }
        succession::merged(definition, organisation, &at, found);
    }
}

/// Districts, their tiles and what proposes them.
pub(super) fn districts(definition: &Definition, found: &mut Found) {
    for (i, district) in definition.districts.iter().enumerate() {
        let at = format!("/districts/{i}");
        let earlier = || definition.districts.iter().take(i);
        if district.code.trim().is_empty() {
            found.add(
                format!("{at}/code"),
                FaultCode::Empty,
                "there is no code",
                "write one",
            );
        }
        if earlier().any(|other| other.code == district.code) {
            twice(found, format!("{at}/code"), &district.code);
        }
        words(found, &format!("{at}/name"), &district.name);
        if let Some(tile) = district.tile
            && let Some(other) = earlier().find(|other| other.tile == Some(tile))
        {
            found.add(
                format!("{at}/tile"),
                FaultCode::Duplicate,
                format!(
                    "the tile in column {}, row {} is already that of {}",
                    tile.0, tile.1, other.code
                ),
                "move one of the two",
            );
        }
        if let Some((latitude, longitude)) = district.centre
            && (latitude.abs() > 90.0 || longitude.abs() > 180.0)
        {
            found.add(
                format!("{at}/centre"),
                FaultCode::OutOfRange,
                format!("{latitude}, {longitude} is not on the globe"),
                "write latitude, then longitude, in degrees",
            );
        }
        once(found, &format!("{at}/postal_codes"), &district.postal_codes);
        once(found, &format!("{at}/places"), &district.places);
    }
}

/// The handoff's part, outcomes, wordings and guidance.
pub(super) fn words_and_keys(definition: &Definition, found: &mut Found) {
    if definition.handoff.version == 0 {
        found.add(
            "/handoff/version",
            FaultCode::OutOfRange,
            "there is no version 0",
            "begin with 1",
        );
    }
    if !definition.handoff.network.is_object() {
        found.add(
            "/handoff/network",
            FaultCode::WrongType,
            "the schema of the network's part is not an object",
            "write a JSON Schema in braces, with type object",
        );
    } else if definition.handoff.network.get("type").and_then(Value::as_str) != Some("object") {
        found.add(
            "/handoff/network/type",
            FaultCode::WrongType,
            "the network's part of a handoff is always an object, and its schema does not say so",
            "set type to object",
        );
    }
    for (key, outcome) in &definition.outcomes {
        let at = format!("/outcomes/{}", escaped(key));
        if !is_code(key) {
            found.add(
                &at,
                FaultCode::IllFormed,
                format!("`{key}` is no code"),
                "write small letters, digits and underscores, beginning with a letter",
            );
        }
        words(found, &at, outcome);
    }
    for (key, wording) in &definition.wordings {
        let at = format!("/wordings/{}", escaped(key));
        if !is_wording_key(key) {
            found.add(
                &at,
                FaultCode::IllFormed,
                format!("`{key}` is not a language and a number"),
                "write a key such as fi-1",
            );
        }
        if wording.trim().is_empty() {
            found.add(
                &at,
                FaultCode::Empty,
                "there is nothing to read out",
                "write the wording",
            );
        }
    }
    for (key, guidance) in &definition.guidance {
        let at = format!("/guidance/{}", escaped(key));
        let closes = key
            .parse::<GateOutcome>()
            .is_ok_and(|outcome| outcome != GateOutcome::Open);
        if !closes && key.parse::<CityTrackKind>().is_err() {
            found.add(
                &at,
                FaultCode::UnknownKey,
                format!("`{key}` is no outcome that closes the gate and no kind of city track"),
                "remove it or spell it as one of these",
            );
        }
        words(found, &at, guidance);
    }
}

/// What free texts are warned of.
pub(super) fn cautions(definition: &Definition, found: &mut Found) {
    for (at, shape) in definition.cautions.identity_codes.iter().enumerate() {
        // A shorter shape would warn of every other number.
        if shape.chars().count() < 6 || !shape.contains('9') {
            found.add(
                format!("/cautions/identity_codes/{at}"),
                FaultCode::IllFormed,
                format!("`{shape}` is no shape of an identity code"),
                "write at least six characters, 9 for each digit, such as 999999_999*",
            );
        }
    }
    for (at, word) in definition.cautions.health_words.iter().enumerate() {
        if word.chars().count() < 3
            || word.to_lowercase() != *word
            || !word.chars().all(char::is_alphanumeric)
        {
            found.add(
                format!("/cautions/health_words/{at}"),
                FaultCode::IllFormed,
                format!("`{word}` is no beginning of a word"),
                "write at least three small letters",
            );
        }
    }
}

/// An organisation that must be there and of that kind.
fn member(
    found: &mut Found,
    definition: &Definition,
    pointer: &str,
    id: &OrganisationId,
    kind: OrganisationKind,
) {
    match definition.organisation(id) {
        None => found.add(
            pointer,
            FaultCode::UnknownOrganisation,
            format!("no organisation is called `{id}`"),
            "add it to organisations or name one that is there",
        ),
        Some(organisation) if organisation.kind != kind => found.add(
            pointer,
            FaultCode::WrongKind,
            format!("`{id}` is a {}, not a {kind}", organisation.kind),
            format!("name an organisation of kind {kind}"),
        ),
        Some(_) => {}
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
