//! The worker's own page, made for a phone held in one hand: whom she has and what is next, who is asked
//! about, who is to be taken over, and what else is with her. Coded facts only; names open on the referral.

use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use luotsi_domain::handoff::{AgeBand, Facts};
use luotsi_service::work::Item;
use serde::Deserialize;

use super::{
    frame::{Frame, shown},
    referral::{step::SEEN, step::network_of, table::STEPS},
    refused::Refused,
    visitor::Visitor,
    words::Speech,
};
use crate::{api::AppState, extract::Query};

/// Routes of the worker's page.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/work", get(get_work))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The step that was just taken, on somebody whom the worker may not know of any more.
    done: Option<String>,
    /// Where the page of her own before ended.
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage<'a> {
    f: Frame,
    speech: Speech<'a>,
    mine: Vec<Item>,
    offers: Vec<Item>,
    transfers: Vec<Item>,
    /// Everything beside the road, by the referral it belongs to.
    tasks: Vec<(String, String, luotsi_service::work::Beside)>,
    next: Option<String>,
    /// Whether this is a later page of her own.
    further: bool,
    done: Option<String>,
    /// That she is away herself, now or soon.
    away: Option<String>,
    seen_field: &'static str,
    key: String,
    user: String,
}

async fn get_work(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let work = state
        .service
        .work(visitor.actor(), asked.after.as_deref(), visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech {
        network: &network,
        language: visitor.language,
    };
    let everybody = [&work.mine, &work.transfers, &work.offers].into_iter().flatten();
    let mut tasks: Vec<_> = everybody
        .flat_map(|item| {
            let beside = item.tasks.iter();
            beside.map(|task| (item.id.clone(), item.reference.clone(), *task))
        })
        .collect();
    tasks.sort_by_key(|(.., task)| task.due);
    let done = asked.done.as_deref().and_then(|done| match done {
        "away" | "back" => Some(f.word("team_done", done)),
        step => STEPS.contains(&step).then(|| speech.done(step)),
    });
    let me = visitor.actor().user.to_string();
    let absences = state
        .service
        .absences(visitor.actor(), &visitor.actor().network, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let away = absences
        .into_iter()
        .find(|one| one.person.id == me)
        .map(|one| super::team::absence_said(&one, &f));
    let page = WorkPage {
        f: Frame {
            title: f.t("work-title"),
            ..f.clone()
        },
        speech,
        mine: work.mine,
        offers: work.offers,
        transfers: work.transfers,
        tasks,
        next: work.next,
        further: asked.after.is_some(),
        done,
        seen_field: SEEN,
        key: state.service.fresh_key(),
        away,
        user: me,
    };
    Ok(shown(&page))
}

/// What a list says of somebody: where, what she needs, and what of her is to be known before calling.
pub(super) fn gist(facts: Option<&Facts>, speech: &Speech<'_>) -> Vec<String> {
    let Some(facts) = facts else { return Vec::new() };
    let district = facts.district.as_deref().map(|code| speech.district(code));
    let needs = facts.needs.iter().map(|need| speech.need(need.as_str()));
    district.into_iter().chain(needs).collect()
}

/// What an organisation that is asked may know, each line with its word.
pub(super) fn question(facts: &Facts, speech: &Speech<'_>, f: &Frame) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut add = |key: &str, words: Vec<String>| {
        if !words.is_empty() {
            lines.push((f.word("fact", key), words.join(", ")));
        }
    };
    let needs = facts.needs.iter().map(|need| speech.need(need.as_str()));
    add("needs", needs.collect());
    let band = facts.age_band.map(AgeBand::as_str);
    add(
        "age",
        band.map(|band| luotsi_i18n::age_band(f.language, band))
            .into_iter()
            .collect(),
    );
    let district = facts.district.as_deref().map(|code| speech.district(code));
    add("district", district.into_iter().collect());
    let language = facts.language.as_deref();
    add(
        "language",
        language
            .map(|tag| luotsi_i18n::language_name(f.language, tag))
            .into_iter()
            .collect(),
    );
    let forms = facts
        .wishes
        .forms
        .iter()
        .map(|form| f.word("form", form.as_str()));
    add("forms", forms.collect());
    let safety = facts.safety.iter().map(|code| f.word("safety", code.as_str()));
    add("safety", safety.collect());
    lines
}

impl WorkPage<'_> {
    fn gist(&self, item: &Item) -> String {
        gist(item.facts.as_ref(), &self.speech).join(" · ")
    }

    fn question(&self, item: &Item) -> Vec<(String, String)> {
        let facts = item.facts.as_ref();
        facts.map_or_else(Vec::new, |facts| question(facts, &self.speech, &self.f))
    }

    /// What is urgent about somebody, as a code that is worth a mark.
    fn urgency(item: &Item) -> Option<&'static str> {
        let urgency = item.facts.as_ref()?.urgency?.as_str();
        (urgency != "normal").then_some(urgency)
    }

    fn programme(&self, item: &Item) -> Option<String> {
        item.programme.as_deref().map(|id| self.speech.programme(id))
    }

    fn can(item: &Item, action: &str) -> bool {
        item.actions.contains(&action)
    }
}
