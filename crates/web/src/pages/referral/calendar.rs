//! The dates of a referral for somebody's own calendar: what is due next, and the times proposed for a meeting.
//!
//! A calendar is read by many and lies elsewhere, so an entry says the reference and nothing of the person.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use luotsi_domain::id::ReferralId;
use luotsi_wire::referral::ReferralView;
use uuid::Uuid;

use crate::{
    api::AppState,
    extract::Path,
    pages::{refused::Refused, visitor::Visitor},
};

/// How long a meeting is taken to be; nobody is asked.
const MEETING: &str = "PT1H";
/// What is due by a time takes no time of its own.
const DUE: &str = "PT0S";

/// The dates of a referral as iCalendar (RFC 5545).
pub(super) async fn get_calendar(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Refused> {
    let f = visitor.frame("");
    let view = state
        .service
        .referral(visitor.actor(), ReferralId::new(id), visitor.now)
        .await
        .map_err(|error| Refused::of(error, &f))?;
    let entries = entries(&view);
    if entries.is_empty() {
        return Err(Refused::not_found(&f));
    }
    let file = format!("attachment; filename=\"{}.ics\"", view.reference);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, file),
    ];
    Ok((headers, calendar(&view, &entries, visitor.now)).into_response())
}

/// Whether a referral has a date to put into a calendar.
pub(super) fn has_dates(view: &ReferralView) -> bool {
    !entries(view).is_empty()
}

/// A date, under a name that stays its own, so that a calendar that has it already moves it.
struct Entry {
    name: String,
    at: Timestamp,
    length: &'static str,
}

fn entries(view: &ReferralView) -> Vec<Entry> {
    let due = view.due.as_ref().and_then(|due| due.at);
    let due = due.map(|at| Entry {
        name: "due".to_owned(),
        at,
        length: DUE,
    });
    let open = view.meetings.iter();
    let open = open.filter(|meeting| matches!(meeting.status, "proposed" | "missed"));
    let times = open.flat_map(|meeting| {
        meeting.times.iter().enumerate().map(|(place, at)| Entry {
            name: format!("meeting-{}-{place}", meeting.id),
            at: *at,
            length: MEETING,
        })
    });
    due.into_iter().chain(times).collect()
}

fn calendar(view: &ReferralView, entries: &[Entry], now: Timestamp) -> String {
    let mut text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Luotsi//Luotsi//EN\r\nMETHOD:PUBLISH\r\n".to_owned();
    for entry in entries {
        let (id, reference, version) = (&view.id, &view.reference, view.version);
        let Entry { name, length, .. } = entry;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:{id}-{name}@luotsi\r\nSEQUENCE:{version}\r\nDTSTAMP:{}\r\nDTSTART:{}\r\n\
             DURATION:{length}\r\nSUMMARY:{reference}\r\nCLASS:PRIVATE\r\nTRANSP:{}\r\nEND:VEVENT\r\n",
            moment(now),
            moment(entry.at),
            if entry.length == DUE {
                "TRANSPARENT"
            } else {
                "OPAQUE"
            },
        );
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
