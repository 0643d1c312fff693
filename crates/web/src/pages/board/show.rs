//! The board's page.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use luotsi_domain::{id::LetterId, network::OrganisationKind, referral::words::Status};
use luotsi_service::{
    Network,
    board::overview::{Overview, Standing},
};
use luotsi_wire::answer::{EndingCountView, ProtectedView};
use serde::Deserialize;

use super::{
    figures,
    map::{self, Line, Shade},
    routing,
    still::{self, Card},
};
use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        chart::{Bars, Stack, Tiles},
        frame::{Frame, shown},
        posted::Posted,
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// The most of a list of what nobody could take.
const MOST_UNMET: usize = 8;
/// The most mails and doubles on the page; how many there are is said.
const MOST_LINES: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Where the page before ended.
    after: Option<String>,
    /// What the map is shaded by.
    map: Option<String>,
    /// What was just done.
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct Board<'a> {
    f: Frame,
    speech: Speech<'a>,
    done: Option<String>,
    all: (i64, i64),
    protected: ProtectedView,
    cards: Vec<Card>,
    paged: bool,
    next: Option<String>,
    statuses: Vec<(String, i64, i64)>,
    letters: Vec<Dead>,
    more_letters: usize,
    doubles: Vec<[String; 2]>,
    endings: Vec<EndingCountView>,
    unmet: (u64, u64),
    needs: Vec<(String, u64)>,
    languages: Vec<(String, u64)>,
    map: Option<Tiles>,
    needs_shown: bool,
    lines: Vec<Line>,
    places: Vec<Places>,
    worst: Option<(String, bool)>,
    load: Vec<Load>,
    flow: Option<Bars>,
    times: Vec<Stack>,
}

/// A mail that did not arrive.
struct Dead {
    id: String,
    name: String,
    why: String,
    when: String,
    lines: i64,
}

/// A programme's places.
struct Places {
    organisation: String,
    programme: String,
    example: bool,
    limit: String,
    free: String,
    taken: String,
    claimed: String,
    old: bool,
    state: Option<String>,
}

/// What an organisation has.
struct Load {
    organisation: String,
    asked: i64,
    working: i64,
    followed: i64,
    stalled: i64,
}

/// The board.
pub(super) async fn get_board(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    let network = network_of(&state.service, &visitor)?;
    let overview = state
        .service
        .overview(
            actor,
            &actor.network,
            f.language.tag(),
            asked.after.as_deref(),
            visitor.now,
        )
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let speech = Speech::new(&network, f.language);
    let today = visitor.today();
    let lines = map::lines(&network, &overview, speech, today, &f);
    let shade = if asked.map.as_deref() == Some("places") {
        Shade::Places
    } else {
        Shade::Needs
    };
    let f = Frame {
        title: f.t("way-board"),
        ..f
    };
    let page = Board {
        speech,
        done: (asked.done.as_deref() == Some("retry")).then(|| f.t("board-retry-done")),
        all: overview.standing.all(),
        protected: overview.watched.protected,
        cards: overview
            .still
            .iter()
            .map(|one| still::card(one, speech, &f))
            .collect(),
        paged: asked.after.is_some(),
        statuses: statuses(&overview.standing, &f),
        letters: dead(&overview, &f),
        more_letters: overview.watched.dead_letters.len().saturating_sub(MOST_LINES),
        unmet: (
            overview.watched.year.times("unmet", "nobody"),
            overview.watched.year.times("unmet", "full"),
        ),
        needs: top(overview.watched.year.ordered("unmet-need"), |need| {
            speech.need(need)
        }),
        languages: top(overview.watched.year.ordered("unmet-language"), |tag| {
            language(&f, tag)
        }),
        map: map::tiles(&network, &lines, shade, &f),
        needs_shown: shade == Shade::Needs,
        places: places(&network, &overview, speech, &visitor, &f),
        worst: routing::worst(&overview.fairness, speech, &f),
        load: load(&network, &overview.standing),
        flow: figures::flow(&overview.watched.year, &f),
        times: figures::times(&overview.watched.year, &f),
        next: overview.next,
        doubles: overview.watched.doubles.into_iter().take(MOST_LINES).collect(),
        endings: overview.watched.endings,
        lines,
        f,
    };
    Ok(shown(&page))
}

/// Puts a dead letter back.
pub(super) async fn post_retry(
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let visitor = &posted.visitor;
    let f = visitor.frame("");
    let id: LetterId = id.parse().map_err(|_| Refused::not_found(&f))?;
    let actor = visitor.actor();
    state
        .service
        .retry_letter(actor, &actor.network, id, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    Ok(Redirect::to("/board?done=retry").into_response())
}

fn statuses(standing: &Standing, f: &Frame) -> Vec<(String, i64, i64)> {
    Status::ALL
        .iter()
        .filter(|status| status.is_open())
        .map(|status| {
            let (open, stalled) = standing.of(*status);
            (f.word("stage", status.as_str()), open, stalled)
        })
        .collect()
}

fn dead(overview: &Overview, f: &Frame) -> Vec<Dead> {
    let letters = overview.watched.dead_letters.iter().take(MOST_LINES);
    letters
        .map(|letter| Dead {
            id: letter.id.clone(),
            name: letter.name.clone(),
            why: letter
                .failure
                .as_deref()
                .map_or_else(String::new, |failure| f.word("undelivered", failure)),
            when: f.moment(&letter.dead_at),
            lines: letter.lines,
        })
        .collect()
}

fn top(figures: Vec<(String, u64)>, word: impl Fn(&str) -> String) -> Vec<(String, u64)> {
    let figures = figures.into_iter().take(MOST_UNMET);
    figures.map(|(key, times)| (word(&key), times)).collect()
}

/// The name of a language; what is not known is said so.
pub(crate) fn language(f: &Frame, tag: &str) -> String {
    if tag.is_empty() || tag == "und" {
        f.t("word-unknown")
    } else {
        luotsi_i18n::language_name(f.language, tag)
    }
}

fn places(
    network: &Network,
    overview: &Overview,
    speech: Speech<'_>,
    visitor: &Visitor,
    f: &Frame,
) -> Vec<Places> {
    let today = visitor.today();
    let fresh = i32::from(network.definition.deadlines.claim_fresh_days);
    overview
        .watched
        .programmes
        .iter()
        .map(|view| {
            let defined = network
                .definition
                .programmes
                .iter()
                .find(|one| one.id.as_str() == view.id);
            let claimed = view.claimed_at.to_zoned(visitor.zone.clone()).date();
            let days = claimed.until(today).map_or(0, |span| span.get_days());
            let state = if view.valid_to.is_some_and(|last| last < today) {
                Some(f.t("board-places-over"))
            } else if view.valid_from > today {
                Some(f.ta("board-places-from", &[("day", (&f.day(&view.valid_from)).into())]))
            } else if map::paused(view, today) {
                Some(view.paused_until.map_or_else(
                    || f.t("board-places-paused"),
                    |until| f.ta("board-places-paused-until", &[("day", (&f.day(&until)).into())]),
                ))
            } else {
                None
            };
            let limit = match (view.places, view.intake_per_month) {
                (Some(places), _) => places.to_string(),
                (None, Some(intake)) => f.ta("board-places-monthly", &[("count", intake.into())]),
                (None, None) => f.t("board-places-no-limit"),
            };
            Places {
                organisation: speech.organisation(&view.organisation),
                programme: view.name.clone(),
                example: defined.is_some_and(|one| one.example),
                limit,
                free: view
                    .free
                    .map_or_else(|| f.t("board-places-no-limit"), |free| free.to_string()),
                taken: if view.reserved > 0 {
                    format!("{} + {}", view.used, view.reserved)
                } else {
                    view.used.to_string()
                },
                claimed: f.ta("board-places-age", &[("days", days.max(0).into())]),
                old: days > fresh,
                state,
            }
        })
        .collect()
}

fn load(network: &Network, standing: &Standing) -> Vec<Load> {
    network
        .definition
        .organisations
        .iter()
        .filter(|organisation| organisation.kind == OrganisationKind::Partner)
        .map(|organisation| {
            let mut load = Load {
                organisation: organisation.name.clone(),
                asked: 0,
                working: 0,
                followed: 0,
                stalled: 0,
            };
            for (status, open, stalled) in standing.of_organisation(organisation.id.as_str()) {
                load.stalled += stalled;
                match status.as_str() {
                    "offered" | "acknowledged" => load.asked += open,
                    "accepted" | "in_support" => load.working += open,
                    "follow_up" => load.followed += open,
                    _ => {}
                }
            }
            load
        })
        .collect()
}
