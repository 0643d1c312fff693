//! The network's settings in plain words, to be read by everybody who works in it. They are changed by
//! importing a definition, not here.

use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use luotsi_domain::network::{Area, AreaRule, Definition, HolidayRule, PlacementMode, Programme};
use luotsi_i18n::Arg;
use serde_json::Value;

use super::{
    frame::{Frame, shown},
    referral::step::network_of,
    refused::Refused,
    visitor::Visitor,
    words::Speech,
};
use crate::api::AppState;

/// Routes of the settings.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/network", get(get_network))
}

#[derive(Template)]
#[template(path = "network.html")]
struct Settings {
    f: Frame,
    rules: Vec<String>,
    organisations: Vec<(String, String)>,
    programmes: Vec<Offer>,
    clocks: Vec<(String, String)>,
    days: Vec<(String, String)>,
    needs: String,
    languages: String,
    wordings: Vec<(String, String)>,
    guidance: Vec<(String, String)>,
    warnings: Vec<(String, String)>,
}

/// A programme in words.
struct Offer {
    name: String,
    organisation: String,
    example: bool,
    facts: Vec<(String, String)>,
}

async fn get_network(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech::new(&network, f.language);
    let definition = &network.definition;
    let say = speech.vocabulary();
    let tag = f.language.tag();
    let f = Frame {
        title: say.say(&definition.name, tag).to_owned(),
        ..f
    };
    let organisations = definition.organisations.iter().map(|one| {
        let kind = f.word("organisation", one.kind.as_str());
        (one.name.clone(), kind)
    });
    let wordings = definition.wordings.iter().map(|(key, text)| {
        let language = key.split('-').next().unwrap_or_default();
        (language.to_owned(), text.clone())
    });
    let guidance = definition.guidance.iter().map(|(key, words)| {
        let family = if luotsi_i18n::has(&format!("gate-{key}")) {
            "gate"
        } else {
            "city_track"
        };
        let title = luotsi_i18n::code(f.language, family, key);
        (title, say.say(words, tag).to_owned())
    });
    let page = Settings {
        rules: rules(definition, speech, &f),
        organisations: organisations.collect(),
        programmes: definition
            .programmes
            .iter()
            .map(|one| offer(one, speech, &f))
            .collect(),
        clocks: clocks(definition, &f),
        days: days(definition, speech, &f),
        needs: joined(definition.needs.iter().map(|need| speech.need(need.as_str()))),
        languages: languages(&definition.languages, &f),
        wordings: wordings.collect(),
        guidance: guidance.collect(),
        warnings: vec![
            (
                f.t("settings-identity"),
                definition.cautions.identity_codes.join(", "),
            ),
            (
                f.t("settings-health"),
                definition.cautions.health_words.join(", "),
            ),
        ],
        f,
    };
    Ok(shown(&page))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn languages(tags: &[String], f: &Frame) -> String {
    joined(tags.iter().map(|tag| luotsi_i18n::language_name(f.language, tag)))
}

/// What holds for everybody, a sentence each.
fn rules(definition: &Definition, speech: Speech<'_>, f: &Frame) -> Vec<String> {
    let home = speech.organisation(definition.home_desk.as_str());
    let watch = speech.organisation(definition.coordinator.as_str());
    vec![
        f.ta("settings-home", &[("desk", (&home).into())]),
        f.ta("settings-coordinator", &[("organisation", (&watch).into())]),
        match definition.placement {
            PlacementMode::Confirm => f.t("settings-confirm"),
            PlacementMode::Automatic => f.t("settings-automatic"),
        },
        if definition.break_glass {
            f.t("settings-glass")
        } else {
            f.t("settings-no-glass")
        },
        f.ta(
            "settings-references",
            &[("prefix", definition.reference_prefix.as_str().into())],
        ),
        f.ta("settings-zone", &[("zone", definition.time_zone.as_str().into())]),
    ]
}

fn offer(programme: &Programme, speech: Speech<'_>, f: &Frame) -> Offer {
    let mut facts = Vec::new();
    let mut add = |key: &str, words: String| {
        if !words.is_empty() {
            facts.push((f.word("setting", key), words));
        }
    };
    add(
        "needs",
        joined(programme.needs.iter().map(|need| speech.need(need.as_str()))),
    );
    add(
        "needs_also",
        joined(programme.needs_also.iter().map(|need| speech.need(need.as_str()))),
    );
    add(
        "forms",
        joined(programme.forms.iter().map(|form| f.word("form", form.as_str()))),
    );
    add("age", age(programme, f));
    add("languages", languages(&programme.languages, f));
    add("languages_ask", languages(&programme.languages_ask, f));
    add("area", area(&programme.area, speech, f));
    add("valid", valid(programme, f));
    add("checks", checks(&programme.follow_up.days, f));
    for (form, days) in &programme.follow_up.by_form {
        let form = luotsi_i18n::inside(&f.word("form", form.as_str()));
        facts.push((
            f.ta("settings-checks-of", &[("form", (&form).into())]),
            checks(days, f),
        ));
    }
    Offer {
        name: speech.programme(programme.id.as_str()),
        organisation: speech.organisation(programme.organisation.as_str()),
        example: programme.example,
        facts,
    }
}

fn age(programme: &Programme, f: &Frame) -> String {
    let number = |age: Option<u16>| age.map_or(Arg::None, |age| Arg::from(u32::from(age)));
    if programme.age_min.is_none() && programme.age_max.is_none() {
        return String::new();
    }
    f.ta(
        "reason-age_outside",
        &[
            ("youngest", number(programme.age_min)),
            ("oldest", number(programme.age_max)),
        ],
    )
}

fn area(area: &Area, speech: Speech<'_>, f: &Frame) -> String {
    if area.districts.is_empty() {
        return f.t("settings-everywhere");
    }
    let names = joined(area.districts.iter().map(|code| speech.district(code)));
    match area.rule {
        AreaRule::Hard => names,
        AreaRule::Soft => f.ta("settings-soft", &[("districts", (&names).into())]),
    }
}

fn valid(programme: &Programme, f: &Frame) -> String {
    let from = luotsi_i18n::date(f.language, programme.valid_from);
    programme.valid_to.map_or_else(
        || f.ta("settings-from", &[("from", (&from).into())]),
        |to| {
            let to = luotsi_i18n::date(f.language, to);
            f.ta(
                "settings-between",
                &[("from", (&from).into()), ("to", (&to).into())],
            )
        },
    )
}

fn checks(days: &[u16], f: &Frame) -> String {
    if days.is_empty() {
        return f.t("settings-no-checks");
    }
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    f.ta(
        "settings-checks",
        &[("days", (&luotsi_i18n::list(f.language, &days)).into())],
    )
}

/// Every length of a clock with its unit, in the order of their names in the definition.
fn clocks(definition: &Definition, f: &Frame) -> Vec<(String, String)> {
    let Ok(Value::Object(deadlines)) = serde_json::to_value(&definition.deadlines) else {
        return Vec::new();
    };
    deadlines
        .iter()
        .map(|(name, value)| {
            let unit = ["wd", "days", "hours", "months"]
                .into_iter()
                .find(|unit| name.ends_with(&format!("_{unit}")))
                .unwrap_or("times");
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            let length = luotsi_i18n::text(
                f.language,
                &format!("unit-{unit}"),
                &[("count", Arg::from(count.unwrap_or(0)))],
            );
            (f.word("deadline", name), length)
        })
        .collect()
}

fn days(definition: &Definition, speech: Speech<'_>, f: &Frame) -> Vec<(String, String)> {
    let calendar = &definition.calendar;
    let say = speech.vocabulary();
    let weekend = calendar.weekend.iter().map(|day| f.word("weekday", day.as_str()));
    let holidays = calendar.holidays.iter().map(|holiday| {
        let name = say.say(&holiday.name, f.language.tag()).to_owned();
        match &holiday.rule {
            HolidayRule::Once(day) => format!("{name} {}", luotsi_i18n::date(f.language, *day)),
            HolidayRule::Fixed(_)
            | HolidayRule::Easter(_)
            | HolidayRule::OrthodoxEaster(_)
            | HolidayRule::WeekdayFrom(..) => name,
        }
    });
    vec![
        (
            f.t("settings-day-ends"),
            luotsi_i18n::time(f.language, calendar.day_ends),
        ),
        (
            f.t("settings-digest"),
            luotsi_i18n::time(f.language, calendar.digest_at),
        ),
        (f.t("settings-weekend"), joined(weekend)),
        (f.t("settings-holidays"), joined(holidays)),
    ]
}

#[cfg(test)]
mod tests {
    use luotsi_i18n::has;
    use serde_json::Value;

    #[test]
    fn every_language_that_a_shipped_network_offers_has_a_name() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/networks");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let definition: Value = serde_json::from_str(&text).unwrap();
            for tag in definition["languages"].as_array().unwrap() {
                let tag = tag.as_str().unwrap();
                assert!(has(&format!("language-{tag}")), "{tag} of {}", path.display());
                read += 1;
            }
        }
        assert!(read > 0, "no language in {folder}");
    }
}
