//! The desk's page: *needs you* first, then tasks, drafts, watches, and one's own handoffs with the five words.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use luotsi_service::{desk::WaitsForDesk, draft::DraftQuery};
use luotsi_wire::{
    answer::WatchView,
    draft::DraftView,
    referral::{ReferralView, TaskView},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    api::AppState,
    extract::Query,
    pages::{
        frame::{Frame, shown},
        referral::step::network_of,
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

/// Rows of a list.
const ROWS: u32 = 50;

/// A task of the desk, and whose referral it is on.
struct Errand {
    id: String,
    reference: String,
    task: TaskView,
    /// The step that does it, where there is one of its own.
    step: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct Queue<'a> {
    f: Frame,
    speech: Speech<'a>,
    done: Option<String>,
    met: Option<u32>,
    needs: Vec<ReferralView>,
    /// Whether there are more who need somebody.
    needs_cut: bool,
    errands: Vec<Errand>,
    /// Whether there are more on whose roads the desk has a task.
    errands_cut: bool,
    mine: Vec<DraftView>,
    drafts: Vec<DraftView>,
    watches: Vec<WatchView>,
    own: Vec<ReferralView>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
}

/// The desk's page.
pub(super) async fn get_desk(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let actor = visitor.actor();
    if !actor.is_desk() {
        return Err(Refused::forbidden(&f));
    }
    let network = network_of(&state.service, &visitor)?;
    let (service, now) = (&state.service, visitor.now);
    let refuse = |error| Refused::of(error, &f);
    let WaitsForDesk {
        referrals: waiting,
        needs_cut,
        tasks_until,
    } = service.waits_for_desk(actor, now).await.map_err(refuse)?;
    let drafts = |whose: &str| DraftQuery {
        whose: Some(whose.to_owned()),
        limit: Some(ROWS),
        cursor: None,
    };
    let mine = service
        .drafts(actor, &actor.network, &drafts("mine"), now)
        .await
        .map_err(refuse)?
        .drafts;
    let queue = service
        .drafts(actor, &actor.network, &drafts("desk"), now)
        .await
        .map_err(refuse)?
        .drafts;
    let mut watches = service
        .watches(actor, &actor.network, now)
        .await
        .map_err(refuse)?;
    watches.retain(|watch| watch.done_at.is_none());
    let own = service.own_handoffs(actor, now).await.map_err(refuse)?;
    let met = service
        .met_this_week(actor, now)
        .await
        .map_err(refuse)?
        .filter(|met| *met > 0);
    let speech = Speech::new(&network, visitor.language);
    let done = asked
        .done
        .filter(|done| luotsi_i18n::has(&format!("done-{done}")))
        .map(|done| speech.done(&done));
    let answer = Queue {
        speech,
        errands: errands(&waiting, tasks_until, &visitor),
        done,
        met,
        needs_cut,
        errands_cut: tasks_until.is_some(),
        needs: waiting
            .into_iter()
            .filter(|one| one.needs_you.is_some())
            .collect(),
        mine,
        drafts: queue,
        watches,
        own,
        f: Frame {
            title: f.t("way-desk"),
            ..f
        },
    };
    Ok(shown(&answer))
}

/// The tasks that are the desk's or her own, the most urgent first. Where not all are here, none is shown before
/// one that is not: of somebody who is on the page because she came back, tasks may be due much later.
fn errands(open: &[ReferralView], until: Option<Timestamp>, visitor: &Visitor) -> Vec<Errand> {
    let actor = visitor.actor();
    let (me, desk) = (actor.user.to_string(), actor.organisation.as_str());
    let mut errands: Vec<Errand> = open
        .iter()
        .flat_map(|one| one.tasks.iter().map(move |task| (one, task)))
        .filter(|(_, task)| {
            let holder = task.holder.id.as_deref();
            holder == Some(desk) || holder == Some(me.as_str())
        })
        .filter(|(_, task)| until.is_none_or(|until| task.due_at <= until))
        .map(|(one, task)| Errand {
            id: one.id.clone(),
            reference: one.reference.clone(),
            task: task.clone(),
            step: step(task.kind).filter(|step| one.actions.contains(step)),
        })
        .collect();
    errands.sort_by_key(|errand| errand.task.due_at);
    errands
}

/// The step that a task asks for.
fn step(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "confirm_waiting" => "confirm_waiting",
        "city_track" => "update_city_track",
        "ask_consent" => "record_consent",
        "meeting" => "record_meeting",
        _ => return None,
    })
}

impl Queue<'_> {
    /// How many of the five words have been said.
    fn reached(r: &ReferralView) -> usize {
        const WORDS: [&str; 5] = ["acknowledged", "accepted", "met", "ended", "lasted"];
        let place = WORDS.iter().position(|word| r.feedback == Some(*word));
        place.map_or(0, |place| place + 1)
    }

    /// Whether it stands above already.
    fn needs_somebody(&self, r: &ReferralView) -> bool {
        self.needs.iter().any(|one| one.id == r.id)
    }

    /// What somebody needs, from the coded facts of a referral or a draft, and where she lives.
    fn facts(&self, facts: Option<&Value>) -> String {
        let Some(facts) = facts else {
            return String::new();
        };
        let needs = facts.get("needs").and_then(Value::as_array);
        let mut said: Vec<String> = needs
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|need| self.speech.need(need))
            .collect();
        let district = facts.pointer("/place/district").or_else(|| facts.get("district"));
        if let Some(code) = district.and_then(Value::as_str) {
            said.push(self.speech.district(code));
        }
        said.join(" · ")
    }
}
