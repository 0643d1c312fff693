//! Plain text for the client information system: what was agreed and where it stands, without an identity
//! code or a name, for there it stands on the client's own page.

use askama::Template;
use axum::{extract::State, response::Response};
use jiff::Timestamp;
use luotsi_wire::referral::{MilestonesView, ReferralView};
use serde_json::Value;
use uuid::Uuid;

use super::promise::said;
use crate::{
    api::AppState,
    extract::Path,
    pages::{
        frame::{Frame, shown},
        referral::{show, step::network_of},
        refused::Refused,
        visitor::Visitor,
        words::Speech,
    },
};

#[derive(Template)]
#[template(path = "after/copy.html")]
struct Copy {
    f: Frame,
    r: ReferralView,
    text: String,
    lines: usize,
}

/// The text.
pub(super) async fn get_copy(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let r = visitor.referral(&state.service, id).await?;
    let network = network_of(&state.service, &visitor)?;
    let speech = Speech::new(&network, visitor.language);
    let f = visitor.frame("");
    let next = said("receipt", &r, speech, &visitor.zone, visitor.today());
    let text = written(&r, speech, &f, &next);
    let answer = Copy {
        lines: text.lines().count() + 1,
        text,
        f: Frame {
            title: f.t("copy-title"),
            ..f
        },
        r,
    };
    Ok(shown(&answer))
}

fn written(r: &ReferralView, speech: Speech<'_>, f: &Frame, next: &str) -> String {
    let handoff = r.handoff.clone().unwrap_or_default();
    let client = r.client.clone().unwrap_or_default();
    let mut lines = vec![
        f.ta("copy-head", &[("reference", (&r.reference).into())]),
        format!("{}: {}", f.t("copy-status"), speech.status(r)),
        next.to_owned(),
    ];
    for fact in show::facts(&client, &handoff, speech, f) {
        lines.push(format!("{}: {}", fact.what, fact.facts.join(", ")));
    }
    let consent = |name: &str| {
        handoff
            .pointer(&format!("/consent/{name}"))
            .and_then(Value::as_str)
    };
    if let (Some(by), Some(scope)) = (consent("by"), consent("scope")) {
        let (by, scope) = (f.word("consent_by", by), f.word("consent_scope", scope));
        lines.push(format!("{}: {by}, {scope}", f.t("copy-consent")));
    }
    if let Some(done) = r.milestones {
        for (word, at) in words(&done) {
            lines.push(format!("{}: {}", f.word("feedback", word), f.moment(&at)));
        }
    }
    if let Some(track) = &r.city_track {
        lines.push(format!(
            "{}: {}",
            f.t("copy-track"),
            f.word("city_track", track.kind)
        ));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// The five words that have come true, with their times.
pub(crate) fn words(done: &MilestonesView) -> Vec<(&'static str, Timestamp)> {
    let all = [
        ("acknowledged", done.acknowledged_at),
        ("accepted", done.accepted_at),
        ("met", done.met_at),
        ("ended", done.ended_at),
        ("lasted", done.stable_at),
    ];
    all.into_iter()
        .filter_map(|(word, at)| Some((word, at?)))
        .collect()
}
