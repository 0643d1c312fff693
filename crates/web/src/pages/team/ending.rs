//! A programme ends: its people, and one decision about each.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::civil::Date;
use luotsi_domain::id::ProgrammeId;
use luotsi_wire::referral::{EndingView, ReferralView};
use serde::Deserialize;

use crate::{
    api::AppState,
    extract::{Path, Query},
    pages::{
        frame::{Frame, shown},
        referral::{step::SEEN, step::network_of},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
    done: Option<String>,
}

/// One of the programme's people.
struct Row {
    r: ReferralView,
    status: String,
    holder: String,
    decided: Option<String>,
    waits: Option<String>,
    /// With whom she would carry on by the network's proposal.
    proposed: Option<(String, String)>,
    /// Whether the visitor may decide.
    may: bool,
}

#[derive(Template)]
#[template(path = "ending.html")]
struct EndingPage {
    f: Frame,
    programme: String,
    here: String,
    ends: Option<(Date, i32)>,
    undecided: usize,
    rows: Vec<Row>,
    next: Option<String>,
    done: Option<String>,
    seen_field: &'static str,
}

/// The list.
pub(super) async fn get_ending(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let programme = ProgrammeId::new(&id);
    let listed = state
        .service
        .ending_list(visitor.actor(), &programme, None, asked.after, visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech {
        network: &network,
        language: visitor.language,
    };
    let last = network
        .definition
        .programme(&programme)
        .and_then(|one| one.valid_to);
    let rows: Vec<Row> = listed.referrals.into_iter().map(|r| row(r, speech, &f)).collect();
    let page = EndingPage {
        ends: last.and_then(|last| Some((last, visitor.today().until(last).ok()?.get_days()))),
        undecided: rows.iter().filter(|row| row.may && row.decided.is_none()).count(),
        programme: speech.programme(&id),
        here: format!("/programmes/{id}/ending"),
        rows,
        next: listed.next,
        done: asked
            .done
            .filter(|done| done == "plan_ending")
            .map(|done| speech.done(&done)),
        seen_field: SEEN,
        f: Frame {
            title: f.t("ending-title"),
            ..f
        },
    };
    Ok(shown(&page))
}

fn row(r: ReferralView, speech: Speech<'_>, f: &Frame) -> Row {
    let ending = r.ending.as_ref();
    let decided = ending.and_then(|ending| decision(ending, speech, f));
    let first = ending.and_then(|ending| ending.proposed.first());
    let proposed = first.map(|id| (id.clone(), speech.programme(id)));
    let waits = ending.and_then(|ending| ending.waits_for);
    Row {
        status: speech.status(&r),
        holder: r
            .holder
            .as_ref()
            .map_or_else(String::new, |one| speech.holder(one)),
        decided,
        waits: waits.map(|waits| f.word("ending_wait", waits)),
        proposed,
        may: r.actions.contains(&"plan_ending"),
        r,
    }
}

fn decision(ending: &EndingView, speech: Speech<'_>, f: &Frame) -> Option<String> {
    let said = f.word("ending", ending.decision?);
    let with = ending.programme.as_deref().map(|id| speech.programme(id));
    Some(match with {
        Some(with) => format!("{said}: {with}"),
        None => said,
    })
}
