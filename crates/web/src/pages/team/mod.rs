//! The lead's own page: free places, who is at work, what stands still, what clients say.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::civil::Date;
use luotsi_domain::id::ProgrammeId;
use luotsi_service::work::Item;
use luotsi_wire::answer::{AbsenceView, ProgrammeView, VoiceSum, VoiceSums};
use serde::Deserialize;

use super::{
    board::{Learnt, learnt},
    confirm::limit,
    frame::{Frame, shown},
    posted::Posted,
    referral::step::network_of,
    refused::Refused,
    visitor::Visitor,
    words::Speech,
    work::gist,
};
use crate::{
    api::AppState,
    extract::{Path, Query},
};

mod absence;
mod capacity;
mod ending;

/// Days before its last day from which a programme's end stands on the page, where its network names none.
const NEAR: i32 = 90;

/// Routes of the lead's room. A worker comes here for her own absence only.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/team", get(get_team))
        .route("/programmes/{id}/still-right", post(post_still_right))
        .route(
            "/programmes/{id}/capacity",
            get(capacity::get_capacity).post(capacity::post_capacity),
        )
        .route("/programmes/{id}/ending", get(ending::get_ending))
        .route(
            "/people/{id}/absence",
            get(absence::get_absence).post(absence::post_absence),
        )
        .route("/people/{id}/back", post(absence::post_back))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

/// From when to when somebody is away, and who stands in.
pub(super) fn absence_said(away: &AbsenceView, f: &Frame) -> String {
    let (from, until) = (f.day(&away.from), f.day(&away.until));
    let dates = f.ta(
        "team-away",
        &[("from", (&from).into()), ("until", (&until).into())],
    );
    match &away.covered_by {
        Some(who) => {
            let by = f.ta("team-covered", &[("name", who.name.as_str().into())]);
            format!("{dates} · {by}")
        }
        None => dates,
    }
}

/// One of the organisation, with whom she has.
struct Member {
    id: String,
    name: String,
    leads: bool,
    people: usize,
    stalled: usize,
    away: Option<AbsenceView>,
}

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage<'a> {
    f: Frame,
    speech: Speech<'a>,
    programmes: Vec<ProgrammeView>,
    members: Vec<Member>,
    stalled: Vec<Item>,
    moving: Vec<Item>,
    /// Whether the organisation has more people than the page tells of.
    more: bool,
    voices: Option<VoiceSums>,
    learnt: Vec<Learnt>,
    done: Option<String>,
    today: Date,
}

async fn get_team(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let refuse = |error| Refused::of(error, &f);
    let (actor, now, service) = (visitor.actor(), visitor.now, &state.service);
    let (items, more) = service.team(actor, now).await.map_err(refuse)?;
    let network = network_of(service, &visitor)?;
    let mut programmes = service
        .programmes(actor, &actor.network, visitor.language.tag(), now)
        .await
        .map_err(refuse)?;
    let today = visitor.today();
    programmes.retain(|one| {
        one.organisation == actor.organisation.as_str() && one.valid_to.is_none_or(|last| last >= today)
    });
    let own = Some(actor.organisation.as_str());
    let people = service.people(actor, &actor.network, own).await.map_err(refuse)?;
    let absences = service
        .absences(actor, &actor.network, now)
        .await
        .map_err(refuse)?;
    let voices = service.voices(actor, &actor.network, now).await.map_err(refuse)?;
    let learnt_of_own = service.learnt_of_own(actor, now).await.map_err(refuse)?;
    let speech = Speech::new(&network, visitor.language);
    let mut load: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for item in &items {
        if let Some(worker) = item.worker {
            let (people, stalled) = load.entry(worker.to_string()).or_default();
            *people += 1;
            *stalled += usize::from(item.stalled);
        }
    }
    let members = people
        .into_iter()
        .map(|person| {
            let (people, stalled) = load.get(&person.id).copied().unwrap_or_default();
            Member {
                away: absences.iter().find(|one| one.person.id == person.id).cloned(),
                leads: person.roles.contains(&"lead"),
                id: person.id,
                name: person.name,
                people,
                stalled,
            }
        })
        .collect();
    let (stalled, moving) = items.into_iter().partition(|item| item.stalled);
    let done = asked.done.as_deref();
    let done = done.filter(|done| matches!(*done, "claimed" | "still_right" | "away" | "back"));
    let page = TeamPage {
        speech,
        learnt: learnt_of_own
            .iter()
            .map(|(id, known)| learnt(speech.programme(id.as_str()), known, &f))
            .collect(),
        done: done.map(|done| f.word("team_done", done)),
        f: Frame {
            title: f.t("team-title"),
            ..f.clone()
        },
        programmes,
        members,
        stalled,
        moving,
        more,
        voices: voices.organisations.into_iter().next().map(|one| one.year),
        today,
    };
    Ok(shown(&page))
}

/// What was claimed still holds: one tap.
async fn post_still_right(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    let programme = ProgrammeId::new(id);
    state
        .service
        .confirm_claim(visitor.actor(), &programme, visitor.language.tag(), visitor.now)
        .await
        .map_err(|error| Refused::of(error, &visitor.frame("")))?;
    Ok(Redirect::to("/team?done=still_right").into_response())
}

impl TeamPage<'_> {
    fn gist(&self, item: &Item) -> String {
        gist(item.facts.as_ref(), &self.speech).join(" · ")
    }

    fn free(&self, one: &ProgrammeView) -> String {
        self.f.ta("team-free", &[("count", limit(one.free))])
    }

    fn intake(&self, one: &ProgrammeView) -> String {
        self.f
            .ta("confirm-intake", &[("count", limit(one.intake_per_month))])
    }

    fn places(&self, one: &ProgrammeView) -> String {
        self.f.ta("confirm-places", &[("count", limit(one.places))])
    }

    /// How many days ago somebody last said so.
    fn age(&self, one: &ProgrammeView) -> String {
        let zone = self.f.visitor.as_ref().map(|visitor| visitor.zone.clone());
        let said = zone.map(|zone| one.claimed_at.to_zoned(zone).date());
        let days = said
            .and_then(|said| said.until(self.today).ok())
            .map_or(0, |span| span.get_days());
        self.f.ta("team-age", &[("days", days.into())])
    }

    fn pause(&self, one: &ProgrammeView) -> Option<String> {
        if one.paused_until.is_some_and(|until| until < self.today) {
            return None;
        }
        let plain = |day| luotsi_i18n::date(self.f.language, day);
        let (from, until) = (one.paused_from.map(plain), one.paused_until.map(plain));
        let say = |key: &str, args: &[(&str, luotsi_i18n::Arg<'_>)]| Some(self.f.ta(key, args));
        match (&from, &until) {
            (Some(from), Some(until)) => say(
                "team-pause-between",
                &[("from", from.into()), ("until", until.into())],
            ),
            (Some(from), None) => say("team-pause-from", &[("from", from.into())]),
            (None, Some(until)) => say("team-pause-until", &[("until", until.into())]),
            (None, None) => None,
        }
    }

    /// The last day of a programme whose end is near.
    fn ends(&self, one: &ProgrammeView) -> Option<String> {
        let last = one.valid_to?;
        let days = self.today.until(last).ok()?.get_days();
        (days <= NEAR).then(|| self.f.day(&last))
    }

    fn away(&self, away: &AbsenceView) -> String {
        absence_said(away, &self.f)
    }

    fn questions(sums: &VoiceSums) -> Vec<(&'static str, Vec<String>)> {
        let said = |sum: &VoiceSum| {
            let counts = [sum.yes, sum.partly, sum.no].into_iter();
            counts
                .map(|count| count.map_or_else(|| "–".to_owned(), |count| count.to_string()))
                .collect()
        };
        vec![
            ("met_as_person", said(&sums.met_as_person)),
            ("taken_seriously", said(&sums.taken_seriously)),
            ("solutions_found", said(&sums.solutions_found)),
        ]
    }
}
