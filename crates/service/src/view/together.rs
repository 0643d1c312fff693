//! The part of a view that tells who is with the person and how: form of support, company, meetings.

use jiff::civil::Date;
use luotsi_domain::{
    access::{Disclosure, Process},
    referral::{
        Referral,
        meeting::{Joiner, Meeting},
        takes_part,
    },
};
use luotsi_store::Tx;
use luotsi_wire::referral::{AttemptView, CoWorkerView, FallbackView, FormView, MeetingView};
use serde_json::Value;

use crate::error::Result;

pub(super) fn forms(referral: &Referral) -> Vec<FormView> {
    referral
        .forms
        .iter()
        .map(|(at, form)| FormView {
            at: *at,
            form: form.as_str(),
        })
        .collect()
}

/// The phase as a review has it, or as it was handed over.
pub(super) fn phase(referral: &Referral) -> Option<String> {
    let handed_over = || referral.facts.network.get("phase").and_then(Value::as_str);
    referral
        .phase
        .map(|phase| phase.as_str().to_owned())
        .or_else(|| handed_over().map(str::to_owned))
}

/// The day of the move as a review has it, or as it was handed over.
pub(super) fn moves_on(referral: &Referral) -> Option<Date> {
    let handed_over = || referral.facts.network.get("moves_on").and_then(Value::as_str);
    referral.moves_on.or_else(|| handed_over()?.parse().ok())
}

pub(super) async fn co_workers(tx: &mut Tx, referral: &Referral) -> Result<Vec<CoWorkerView>> {
    let mut shown = Vec::new();
    for user in referral.carrier().map_or(&[][..], |carrier| &carrier.co_workers) {
        shown.push(CoWorkerView {
            id: user.to_string(),
            name: tx.name_of(*user).await?,
        });
    }
    Ok(shown)
}

/// Who sees how it goes sees all meetings, who is only asked those of her own organisation.
pub(super) fn meetings(referral: &Referral, disclosure: Disclosure) -> Vec<MeetingView> {
    let shown = |meeting: &&Meeting| match disclosure.process {
        Process::Whole => true,
        Process::OwnOffer => takes_part(referral, disclosure.relation, meeting),
        Process::NeedsYouOnly => false,
    };
    if referral.is_withdrawn() {
        return Vec::new();
    }
    referral.meetings.iter().filter(shown).map(view).collect()
}

fn view(meeting: &Meeting) -> MeetingView {
    let proposal = &meeting.proposal;
    MeetingView {
        id: meeting.id,
        status: meeting.status.as_str(),
        with: proposal.with.as_str(),
        times: proposal.times.clone(),
        joins: proposal.joins.iter().map(joiner).collect(),
        place_kind: proposal
            .place
            .map(luotsi_domain::referral::words::MeetingPlace::as_str),
        attempts: meeting
            .attempts
            .iter()
            .map(|attempt| AttemptView {
                outcome: attempt.outcome.as_str(),
                at: attempt.at,
            })
            .collect(),
        chosen_at: meeting.chosen,
        outcome: (!meeting.is_open()).then(|| meeting.status.as_str()),
        fallback: proposal.fallback.map(|fallback| FallbackView {
            what: fallback.what.as_str(),
            by: fallback.by,
        }),
    }
}

fn joiner(joiner: &Joiner) -> String {
    match joiner {
        Joiner::Client => "client".to_owned(),
        Joiner::Desk => "desk".to_owned(),
        Joiner::OldWorker => "old_worker".to_owned(),
        Joiner::Organisation(organisation) => organisation.to_string(),
        Joiner::User { user, .. } => user.to_string(),
    }
}
