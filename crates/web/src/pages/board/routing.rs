//! How the routing does: who waits longest, whether proposals are followed, which rules are decided against, and
//! what has been learnt of each programme.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Response};
use luotsi_domain::id::ProgrammeId;
use luotsi_i18n::Arg;
use luotsi_routing::Foreseen;
use luotsi_service::{
    fairness::{By, Fairness, Group},
    routing::{Choices, Routing, RuleTaken},
};

use super::{language, what_if::month_name};
use crate::{
    api::AppState,
    pages::{
        frame::{Frame, shown},
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// Groups that are told without opening anything.
const FIRST: usize = 6;

#[derive(Template)]
#[template(path = "routing.html")]
struct RoutingPage {
    f: Frame,
    waiting: String,
    groups: Vec<Waits>,
    more: Vec<Waits>,
    months: Vec<[String; 4]>,
    because: Vec<(String, u64)>,
    rules: Vec<Rule>,
    learnt: Vec<Learnt>,
}

/// How long people of a kind wait, in words.
pub(super) struct Waits {
    what: String,
    who: String,
    people: u64,
    days: String,
    ratio: String,
    longer: bool,
}

struct Rule {
    what: String,
    applied: u64,
    against: u64,
    percent: u64,
    doubtful: bool,
}

/// What was learnt of a programme, in words.
pub(crate) struct Learnt {
    pub what: String,
    pub answers: u32,
    pub said_yes: String,
    pub counted: String,
    pub answer_days: String,
    pub contact_days: String,
    pub stay_days: u32,
    pub price_days: String,
}

/// The page.
pub(super) async fn get_routing(
    State(state): State<AppState>,
    visitor: Visitor,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    let routing = state
        .service
        .routing(actor, &actor.network, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech::new(&network, f.language);
    let Routing {
        months,
        because,
        rules,
        fairness,
        learnt,
    } = routing;
    let mut groups: Vec<Waits> = fairness.groups.iter().map(|one| waits(one, speech, &f)).collect();
    let more = groups.split_off(FIRST.min(groups.len()));
    let page = RoutingPage {
        waiting: sum(&fairness, &f),
        groups,
        more,
        months: months.iter().filter_map(|one| choices(one, &f)).collect(),
        because: because
            .into_iter()
            .map(|(code, times)| {
                let word = if code.is_empty() {
                    f.t("routing-unsaid")
                } else {
                    f.word("placement", &code)
                };
                (word, times)
            })
            .collect(),
        rules: rules.iter().map(|one| rule(one, &f)).collect(),
        learnt: all_learnt(&learnt, speech, &f),
        f: Frame {
            title: f.t("routing-title"),
            ..f
        },
    };
    Ok(shown(&page))
}

/// A number as it is written in the reader's language, with at most one decimal.
fn number(value: u64, of: u32, f: &Frame) -> String {
    let value = f64::from(u32::try_from(value).unwrap_or(u32::MAX)) / f64::from(of);
    f.ta("routing-number", &[("number", Arg::from(value))])
}

fn sum(fairness: &Fairness, f: &Frame) -> String {
    if fairness.people == 0 {
        return f.t("routing-nobody");
    }
    f.ta(
        "routing-waiting",
        &[
            ("days", Arg::from(&number(fairness.tenths, 10, f))),
            ("people", Arg::from(&fairness.people.to_string())),
            ("unreached", Arg::from(&fairness.unreached.to_string())),
        ],
    )
}

/// A group in words.
pub(super) fn waits(one: &Group, speech: Speech<'_>, f: &Frame) -> Waits {
    let (what, who) = match one.by {
        By::District => ("fact-district", speech.district(&one.key)),
        By::Language => ("fact-language", language(f, &one.key)),
        By::Need => ("fact-needs", speech.need(&one.key)),
    };
    Waits {
        what: f.t(what),
        who,
        people: one.people,
        days: number(one.tenths, 10, f),
        ratio: one.percent.map_or_else(
            || "–".to_owned(),
            |percent| {
                times(percent, f).map_or_else(
                    || f.t("routing-same"),
                    |times| f.ta("routing-times", &[("times", Arg::from(&times))]),
                )
            },
        ),
        longer: one.is_longer(),
    }
}

/// How many times as long as all, of hundredths; none where that is the same, as it is told.
fn times(percent: u64, f: &Frame) -> Option<String> {
    let told = number(percent, 100, f);
    (told != number(100, 100, f)).then_some(told)
}

/// Who waits longest, in a line; nothing where nobody waits longer than others.
pub(super) fn worst(fairness: &Fairness, speech: Speech<'_>, f: &Frame) -> Option<(String, bool)> {
    let one = fairness.worst()?;
    let told = waits(one, speech, f);
    let times = one.percent.and_then(|percent| times(percent, f));
    let args = [
        ("what", Arg::from(&told.what)),
        ("who", Arg::from(&told.who)),
        ("times", times.as_ref().map_or(Arg::None, Arg::from)),
        ("days", Arg::from(&told.days)),
    ];
    Some((f.ta("routing-worst", &args), told.longer))
}

/// A month with choices.
fn choices(one: &Choices, f: &Frame) -> Option<[String; 4]> {
    let all = one.first + one.other;
    (all > 0).then(|| {
        [
            month_name(f, one.month),
            one.first.to_string(),
            one.other.to_string(),
            format!("{} %", (one.other * 200 + all) / (all * 2)),
        ]
    })
}

fn rule(one: &RuleTaken, f: &Frame) -> Rule {
    Rule {
        what: f.word("rule", &one.rule),
        applied: one.applied,
        against: one.against,
        percent: (one.against * 100).checked_div(one.applied).unwrap_or(0),
        doubtful: one.is_doubtful(),
    }
}

fn all_learnt(known: &BTreeMap<ProgrammeId, Foreseen>, speech: Speech<'_>, f: &Frame) -> Vec<Learnt> {
    let programmes = speech.network.definition.programmes.iter();
    programmes
        .filter_map(|programme| {
            let home = speech.organisation(programme.organisation.as_str());
            let what = format!("{}, {home}", speech.programme(programme.id.as_str()));
            Some(learnt(what, known.get(&programme.id)?, f))
        })
        .collect()
}

/// What was learnt, in words. A share of a few answers says nothing, and tells too much.
pub(crate) fn learnt(what: String, known: &Foreseen, f: &Frame) -> Learnt {
    Learnt {
        what,
        answers: known.answers,
        said_yes: known
            .yes_percent()
            .map_or_else(|| f.t("routing-few"), |percent| percent.to_string()),
        counted: format!("{} %", (known.yes + 5) / 10),
        answer_days: number(u64::from(known.answer), 100, f),
        contact_days: number(u64::from(known.contact), 100, f),
        stay_days: known.stay,
        price_days: number(u64::from(known.price), 100, f),
    }
}
